package words

// CompareWords are the interface strings of comparisons: the tables by district and size,
// the page on which readers choose agencies, and the basket that they choose them with.
type CompareWords struct {
	Compare, CompareTitle, CompareLede, CompareNoScript       string
	CompareReady, CompareReadyLede                            string
	CompareByDistrict, CompareBySize                          string
	CompareOfDistrict, CompareOfSize                          string
	CompareGroupLede, ComparePayClause, CompareForceClause    string
	CompareChoose                                             string
	SizeSmall, SizeMedium, SizeLarge, SizeNone                string
	SizeSmallIs, SizeMediumIs, SizeLargeIs                    string
	SizesLede, SizesOfYear, SizesOfEach, SizeOf, SizeAgencies string
	CompareMedians, CompareMedianLede, CompareTooFew          string
	Contracts, ContractsOfYear, LatestGrades, GradeOfProject  string
	CompareCaveats                                            string
	CompareOwnLede, PeopleOfTier, TotalOfTier                 string

	BasketAdd, BasketIn, BasketFull, BasketGo, BasketSaid string
	ChosenHeading, ChosenNone, ChosenCount                string
	PickLabel, PickHint, PickNone, PickFull, PickFound    string
	CompareTake                                           string
	MoveUp, MoveDown, TakeOut, AgencyUnknown              string
	YearFrom, YearTo, MeasureLabel                        string
	MeasurePay, MeasurePeople, MeasureOther               string
	MeasureSanctions, MeasureDuties, MeasureDutiesNote    string
	UnitPeople, UnitContracts, UnitItems                  string
	CompareTable, CompareChart, CompareChartSays          string
	CompareChartNone, CompareGapNote, CompareAll          string
	CompareCSV, CompareColumns, CompareFile, CompareSaved string
	ComparePrint, CompareWeChat                           string
	CompareNotLoaded, CompareOutdated, CompareLoading     string
	PayShort, PolicyShort, ResultsShort                   string
}

var compareChinese = CompareWords{
	Compare: "对比", CompareTitle: "对比机构",
	CompareLede:     "把最多~6~家机构放在一起，看各年的管理层薪酬、合同、惩戒和公开情况。",
	CompareNoScript: "自选机构要用到脚本，脚本没有启用；下面现成的对比表照样能看。",
	CompareReady:    "现成的对比", CompareReadyLede: "每张表列出一组机构，不用自选。",
	CompareByDistrict: "按所在区", CompareBySize: "按规模",
	CompareOfDistrict: "对比：{name}", CompareOfSize: "对比：{name}机构",
	CompareGroupLede: "这里有{count}。",
	ComparePayClause: "应公开~{year}~年管理层薪酬的有{required}，其中{given}已公开，{open}未公开。", CompareForceClause: "它们有{count}。",
	CompareChoose: "自选最多~6~家，看多个年度",
	SizeSmall:     "小型", SizeMedium: "中型", SizeLarge: "大型", SizeNone: "当年没有合同",
	SizeSmallIs: "1~至~{n}~个合同", SizeMediumIs: "{from}~至~{n}~个合同", SizeLargeIs: "{n}~个合同以上",
	SizesLede: "机构不公开全体员工人数，所以本站按{when}履行的政府购买服务合同数分规模：{sizes}。", SizesOfYear: "~{year}~年", SizesOfEach: "当年", SizeAgencies: "{name}机构", SizeOf: "{name}（{is}）",
	CompareMedians: "这一组的中位数", CompareMedianLede: "{year}~年各层级总额的中位数：一半机构不低于它，一半不高于它。未公开的不算在内，也不当作~0；少于~{n}~家不算。",
	CompareTooFew: "不足~{n}~家",
	Contracts:     "合同", ContractsOfYear: "{year}~年合同", LatestGrades: "最近评价", GradeOfProject: "{grade}，{date}",
	CompareCaveats: "比较以前请留意：合同多少、人数多少不同，总额本来就不同；数字只说明公开了什么，不评价好坏。",
	CompareOwnLede: "输入机构名称、拼音首字母或统一社会信用代码，再从列出的机构中选。", PeopleOfTier: "{tier}人数", TotalOfTier: "{tier}薪酬福利总额",

	BasketAdd: "加入对比", BasketIn: "已加入对比", BasketFull: "对比最多~6~家，请先移出一家。", BasketGo: "去对比（{n}~家）", BasketSaid: "已选~{n}~家",
	ChosenHeading: "已选机构", ChosenNone: "还没有选机构。", ChosenCount: "已选~{n}~家，最多~{most}~家。",
	PickLabel: "添加机构", PickHint: "名称、拼音首字母或信用代码", PickNone: "没有找到这样的机构。", PickFound: "有~{n}~家机构相符，用上下方向键选择，回车加入。", CompareTake: "分享和下载", PickFull: "已选满~{most}~家，移出一家后可以再添加。",
	MoveUp: "上移：{name}", MoveDown: "下移：{name}", TakeOut: "移出：{name}", AgencyUnknown: "本站没有这家机构，可能链接有误，或者它已不在名录中。",
	YearFrom: "从", YearTo: "到", MeasureLabel: "比什么",
	MeasurePay: "层级薪酬福利总额", MeasurePeople: "层级领薪人数", MeasureOther: "其他",
	MeasureSanctions: "当年作出的惩戒", MeasureDuties: "公开义务", MeasureDutiesNote: "公开义务是状态，不是数量，所以只列表，不画图。",
	UnitPeople: "人", UnitContracts: "个", UnitItems: "条",
	CompareTable: "{measure}，{from}~至~{to}~年", CompareChart: "{measure}（{unit}），{from}~至~{to}~年",
	CompareChartSays: "每家机构一条线，线型、点形和字母各不相同；同样的数字列在下面的表里。", CompareChartNone: "这些年度没有可以画出的数字。",
	CompareGapNote: "虚线框和字母：这家机构这一年应公开而未公开；相邻年度之间用细点线连接，不是数值。", CompareAll: "逐家列出全部指标",
	CompareCSV: "保存为表格（CSV）", CompareColumns: "机构,统一社会信用代码,年度,指标,数值,单位,状态", CompareFile: "机构对比", CompareSaved: "已保存：{file}",
	ComparePrint: "打印", CompareWeChat: "微信里不能保存文件，请点右上角，在浏览器中打开本页。",
	CompareNotLoaded: "数据没有读到，可能网络中断，或者网站刚刚更新。", CompareOutdated: "本页已经过时，请刷新后再看。", CompareLoading: "正在读取……",
	PayShort: "薪酬", PolicyShort: "制度", ResultsShort: "结果",
}

var compareEnglish = CompareWords{
	Compare: "Compare", CompareTitle: "Compare agencies",
	CompareLede:     "Put up to 6 agencies side by side: management pay, contracts, sanctions and disclosure, year by year.",
	CompareNoScript: "Choosing agencies yourself needs scripts, which are switched off here; the ready-made comparisons below work without.",
	CompareReady:    "Ready-made comparisons", CompareReadyLede: "Each table lists one group of agencies; there is nothing to choose.",
	CompareByDistrict: "By district", CompareBySize: "By size",
	CompareOfDistrict: "Compare: {name}", CompareOfSize: "Compare: {name} agencies",
	CompareGroupLede: "{count} in this group.",
	ComparePayClause: "{required} had to disclose management pay for {year}: {given} did, {open} did not.", CompareForceClause: "Against them: {count}.",
	CompareChoose: "Choose up to 6 yourself, over several years",
	SizeSmall:     "small", SizeMedium: "medium", SizeLarge: "large", SizeNone: "no contract in the year",
	SizeSmallIs: "1 to {n} contracts", SizeMediumIs: "{from} to {n} contracts", SizeLargeIs: "{n} contracts or more",
	SizesLede: "Agencies do not disclose how many people they employ, so size here goes by the government contracts held in {when}: {sizes}.", SizesOfYear: "{year}", SizesOfEach: "the year", SizeAgencies: "{name} agencies", SizeOf: "{name} ({is})",
	CompareMedians: "Medians of this group", CompareMedianLede: "The median of each tier’s total for {year}: half of the agencies are at or above it, half at or below. What is not disclosed is left out and never counted as 0; there is no median of fewer than {n} agencies.",
	CompareTooFew: "fewer than {n}",
	Contracts:     "Contracts", ContractsOfYear: "Contracts in {year}", LatestGrades: "Latest results", GradeOfProject: "{grade}, {date}",
	CompareCaveats: "Before you compare: agencies with more contracts or more people pay more in total. The figures show what was disclosed; they do not rate anyone.",
	CompareOwnLede: "Type a name, the initials of its pinyin or a unified social credit code, then choose from the list.", PeopleOfTier: "{tier}, headcount", TotalOfTier: "{tier}, total pay",

	BasketAdd: "Add to comparison", BasketIn: "In comparison", BasketFull: "A comparison holds 6 agencies; remove one first.", BasketGo: "Compare ({n})", BasketSaid: "{n} chosen",
	ChosenHeading: "Agencies chosen", ChosenNone: "No agency is chosen yet.", ChosenCount: "{n} of {most} chosen.",
	PickLabel: "Add an agency", PickHint: "Name, pinyin initials or credit code", PickNone: "No such agency was found.", PickFound: "{n} agency matches; choose with the arrow keys, add with Enter.|{n} agencies match; choose with the arrow keys, add with Enter.", CompareTake: "Share and download", PickFull: "All {most} places are taken; remove an agency to add another.",
	MoveUp: "Move up: {name}", MoveDown: "Move down: {name}", TakeOut: "Remove: {name}", AgencyUnknown: "This site has no such agency. The link may be wrong, or the agency is no longer listed.",
	YearFrom: "From", YearTo: "To", MeasureLabel: "Compare by",
	MeasurePay: "Total pay of a tier", MeasurePeople: "People paid in a tier", MeasureOther: "Other",
	MeasureSanctions: "Sanctions decided in the year", MeasureDuties: "Duties to disclose", MeasureDutiesNote: "Duties are states, not quantities, so there is a table and no chart.",
	UnitPeople: "people", UnitContracts: "contracts", UnitItems: "sanctions",
	CompareTable: "{measure}, {from} to {to}", CompareChart: "{measure} ({unit}), {from} to {to}",
	CompareChartSays: "One line for each agency, told apart by dashes, marks and letters; the same figures stand in the table below.", CompareChartNone: "There are no figures to draw for these years.",
	CompareGapNote: "A letter in a dashed box: this agency had to disclose the figure for that year and did not. The thin dotted line across the gap is not a value.", CompareAll: "Every measure, agency by agency",
	CompareCSV: "Save as a table (CSV)", CompareColumns: "Agency,Unified social credit code,Year,Measure,Value,Unit,State", CompareFile: "Agencies compared", CompareSaved: "Saved: {file}",
	ComparePrint: "Print", CompareWeChat: "WeChat cannot save files: use the menu at the top right to open this page in a browser.",
	CompareNotLoaded: "The figures could not be loaded. The connection may be down, or the site has just been updated.", CompareOutdated: "This page is out of date; please reload it.", CompareLoading: "Loading…",
	PayShort: "Pay", PolicyShort: "Policy", ResultsShort: "Results",
}
