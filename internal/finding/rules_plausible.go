package finding

// plausibleRules are about figures and rows that can hardly be right. Each says by what
// it judges: both figures, both places.
func plausibleRules() []Rule {
	return []Rule{
		warningRule("pay-per-person",
			Text{"人均薪酬不在每年 1 万至 200 万元之间", "Pay a head is not between 10,000 and 2,000,000 yuan a year."},
			Text{"多半是单位错误或人数错误；界限是本站自定的", "Usually a wrong unit or headcount; the bounds are our own."},
			Text{"核对人数、数字和单位", "Check headcount, figure and unit."}, "3 人, 118.15 元"),
		warningRule("price-per-person",
			Text{"项目金额按人员和年数平均，不在 1 万至 200 万元之间", "A project's amount a member of staff and year is not between 10,000 and 2,000,000 yuan."},
			Text{"多半是单位、人数或日期错误；普通服务每人每年不低于 16.3 万元（深圳 2020 年若干措施第 13 条）", "Usually a wrong unit, headcount or date; an ordinary post costs 163,000 yuan and more (Shenzhen measures of 2020, clause 13)."},
			Text{"核对金额及其单位、人数和起止日期", "Check the amount and its unit, the staff and the dates."}, "4 人, 2023-01-01 – 2023-12-31, 20518 元"),
		warningRule("same-row",
			Text{"像是同一行录入了两次：只差编号、周期或来源，或整套数字与别的机构、别的年份相同", "A row seems to be there twice: it differs in its number, period or source only, or all its figures are those of another agency or year."},
			Text{"复制后忘了改，或重复录入", "It was copied and not changed, or entered twice."},
			Text{"重复时删除一行", "Delete one of the two where it was entered twice."}, "NZ-2024-001, NZ-2024-002"),
		warningRule("unit-slip",
			Text{"总额是相邻年份的 8 倍以上或不到八分之一，人数的变化解释不了", "A total is more than 8 times that of a neighbouring year, or less than an eighth, and headcounts do not explain it."},
			Text{"多半是多写或少写了 0，或者把万元当成了元", "Usually a zero too many or too few, or 万元 taken for yuan."},
			Text{"核对数字和单位", "Check the figure and its unit."}, "1,181,475 → 11,814,750"),
	}
}
