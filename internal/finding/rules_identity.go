package finding

// identityRules are about records that may be one, and one that bears two names. What
// they find is offered; nothing is joined.
func identityRules() []Rule {
	return []Rule{
		noticeRule("former-name",
			Text{"曾用名还是某个机构现在的名称", "A former name is still the present name of an agency."},
			Text{"可能是同一机构换了代码，旧的一行没有删除", "It may be one agency that got a new code, whose old row is still there."},
			Text{"确认是两个机构；是同一个时只保留新的一行", "Make sure that they are two; of one keep the new row only."}, "曾用名 拟州市晨光社会工作服务中心"),
		noticeRule("likely-agency",
			Text{"惩戒没有写代码，名称却是或近似某个机构的", "A sanction gives no code, yet its party's name is, or resembles, that of an agency."},
			Text{"不写代码，记录不会出现在机构的页面上；名称相同不足以自动合并", "Without the code it does not stand on the agency's page; a name alone is not enough to join them."},
			Text{"确是该机构时填写代码", "Give the code where it is that agency."}, "拟州阳光中心"),
		noticeRule("likely-code",
			Text{"代码的校验码不对，而本站其他机构的代码指出了哪一个可能", "A code's check characters are wrong, and the portal's other codes tell which one it was likely to be."},
			Text{"代码开头的 8 位（登记机关）在本站出现过，或只差一处就是另一机构的代码", "Its first eight characters, the registrar, occur here, or it is one slip away from another agency's code."},
			Text{"对照登记证书；确认后在各表中统一更正", "Compare it with the certificate, then correct it in all tables."}, "529900OO…, 52990000…"),
		warningRule("look-alike-character",
			Text{"名称或编号里有一个字符不是它看上去的那个", "A name or an identifier holds a character that is not what it looks like."},
			Text{"西里尔或希腊字母、部首、假名混入后，检索和对照都找不到（Unicode UTS #39）", "With a Cyrillic or Greek letter, a radical or a kana in it, neither search nor comparison finds it (Unicode UTS #39)."},
			Text{"重新键入；从 PDF 复制的文字常有这样的字符", "Type it again; text copied from PDF files has such characters."}, "⺠政局, U+2EA0"),
		{"name-mismatch", []Severity{Warning, Notice},
			Text{"同一代码有两个名称：惩戒里的名称，或薪酬、项目里写在代码旁边的名称，不是该机构的现名、简称或曾用名；只差写法或地名时是提示", "One code bears two names: that of a sanction, or the one beside a code in pay or projects, is no present, short or former name of the agency. A notice where they differ in spelling or place only."},
			Text{"代码或名称之一填错，记录就会记在别人名下", "If one of them is wrong, the record stands against somebody else."},
			Text{"核对代码和名称；改过名的写进“曾用名”", "Check code and name; put an old name into former_names."}, "529900000000000193, 拟州市暮光社会工作服务中心"},
		warningRule("similar-key",
			Text{"两个项目编号或文书号只差写法", "Two project or document numbers differ only in how they are written."},
			Text{"全半角、O 与 0、括号不同，会把一条记录变成两条", "Width, O and 0, or brackets make two records of one."},
			Text{"是同一个时统一写法并删除一行", "Where they are one, write them alike and delete a row."}, "NZ-SG-2021-0002, NZ－SG－2021－OOO2"),
		noticeRule("similar-name",
			Text{"两个机构的名称只差全半角、括号、繁简、地名或形近的字", "The names of two agencies differ in width, brackets, traditional characters, place or characters that look alike only."},
			Text{"可能是同一机构的两个代码；不同区的同名机构不算", "They may be one agency under two codes; agencies of one name in two districts are not meant."},
			Text{"确认是两个机构", "Make sure that they are two."}, "阳光中心（深圳市）, 深圳市阳光中心"),
		noticeRule("similar-value",
			Text{"同一列里的两个名称只差写法，如购买主体、作出机关", "Two values of a column, such as purchasers or authorities, differ only in how they are written."},
			Text{"它们会成为两个页面；每一对只提示一次", "They have two pages; said once for each pair."},
			Text{"是同一个时统一写法", "Write them alike where they are one."}, "拟州市妇女联合会, 拟州市婦女聯合會"),
	}
}
