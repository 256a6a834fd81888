package finding

// exportRules are about reading somebody else's export as it is.
func exportRules() []Rule {
	return []Rule{
		warningRule("unknown-placeholder",
			Text{"默认值的花括号里写了本文件没有的列", "A default names, between braces, a column that the file has not."},
			Text{"凑不出完整的值，默认值没有使用", "Its text would be incomplete, so it was not used."},
			Text{"花括号里写本文件的表头", "Write a header of the file between the braces."}, `sanction_id: "公表 {公表日}"`),
	}
}
