package words

// PersonWords are the interface strings of practitioners' names.
type PersonWords struct {
	NameMasked, NameByRule, NameInFull string
}

var personChinese = PersonWords{
	NameMasked: "从业人员的名字不公开，只写姓。",
	NameByRule: "依据{rule}，本页写出从业人员的全名；其他页面、数据和搜索仍只写姓。",
	NameInFull: "按本站的规则，本页写出从业人员的全名；其他页面、数据和搜索仍只写姓。",
}

var personEnglish = PersonWords{
	NameMasked: "Only the surname of a practitioner is shown.",
	NameByRule: "Under {rule}, this page gives the practitioner's full name; other pages, the data and the search give only the surname.",
	NameInFull: "By the rules of this site this page gives the practitioner's full name; other pages, the data and the search give only the surname.",
}
