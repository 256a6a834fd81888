package finding

// personRules are about names of practitioners, which are masked wherever they are known.
func personRules() []Rule {
	why := Text{"个人信息保护法第二十五条、本站的规则：从业人员的姓名以“某某”代替", "Personal Information Protection Law, article 25, and this portal's rule: names of practitioners are masked."}
	return []Rule{
		warningRule("name-in-address",
			Text{"来源地址里有受惩戒从业人员的姓名，该地址没有公开", "A source's address holds the name of a sanctioned practitioner and is left out."}, why,
			Text{"改填不含姓名的地址", "Give an address without the name."}, "source_url: https://example.org/王某某.html"),
		warningRule("practitioner-named",
			Text{"制度、页面、项目名称、文件名或其他机构的惩戒里有受惩戒从业人员的全名", "A pay policy, a page, a project's name, that of a file or a sanction of another agency holds the full name of a sanctioned practitioner."}, why,
			Text{"改写成“王某某”；确是另一个人的无需处理", "Mask it as in 王某某; where it is somebody else's, leave it."}, "content/about/news.md: 欧阳某某"),
	}
}
