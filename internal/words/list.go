package words

// ListWords are the interface strings of the lists: their facets, the controls that a script
// puts above them, and the sanctions in numbers.
type ListWords struct {
	FacetNav, FacetAll, FacetLede, NoteDuty, NoteGrade, NoteMeasure                    string
	GradeNoneYet, GradeNoRule, PartOfAgencies, PartOfProjects, PartOfSanctions, PageOf string

	ToolsFind, ToolsMore, ToolsAll, ToolsOwn, ToolsClear, ToolsCount                string
	ToolsTotal, ToolsSorted, ToolsRestored, ToolsBusy, ToolsFailed, ToolsOver       string
	ToolsSearch, SortTextUp, SortTextDown, SortNumberUp, SortNumberDown, SortDateUp string
	SortDateDown, SortRankUp, SortRankDown                                          string

	UnitYuan string

	Totals, TotalsLede, TotalsSentence, TotalsConcerned, TotalsRepeated, TotalsWithin         string
	TotalsAgencies, TotalsCaveat, TotalsRepeat, TotalsAll, TotalsMonths, TotalsAboutAgencies  string
	TotalsInForce, TotalsOfRegister, TotalsFines, TotalsMedian, TotalsAboutPersons, TotalsFew string
	SeverityUnknown                                                                           string
}

var listChinese = ListWords{
	FacetNav:        "分类查看",
	FacetAll:        "全部~{n}~项",
	FacetLede:       "共~{n}~项，点开可以看其中的每一条。",
	NoteDuty:        "按各年的三项公开义务归类，一家机构可能列在几类里。",
	NoteGrade:       "按每个项目最近一次验收或评价归类。",
	NoteMeasure:     "一项决定可能包含几种惩戒，会分别列在各种之下。",
	GradeNoneYet:    "尚无结果",
	GradeNoRule:     "无须公开结果",
	PartOfAgencies:  "全部~{all}~家机构中的~{n}~家。",
	PartOfProjects:  "全部~{all}~个项目中的~{n}~个。",
	PartOfSanctions: "全部~{all}~条惩戒中的~{n}~条。公示期已满、已修复或已撤销的，除规则另有保留外，不在其中。",
	PageOf:          "第~{n}~页，共~{of}~页",

	ToolsFind:      "在名单中查找",
	ToolsMore:      "筛选与排序",
	ToolsAll:       "全部",
	ToolsOwn:       "原来的顺序",
	ToolsClear:     "清除",
	ToolsCount:     "{total}~条中有~{n}~条符合",
	ToolsTotal:     "共~{n}~条",
	ToolsSorted:    "已按{name}排列：{way}",
	ToolsRestored:  "已恢复原来的顺序",
	ToolsBusy:      "正在载入整个名单…",
	ToolsFailed:    "整个名单没有载入。请检查网络后再试；下面的名单和分页不受影响。",
	ToolsOver:      "名单超过~{n}~条，筛选和排序请用搜索：",
	ToolsSearch:    "在搜索页打开",
	SortTextUp:     "按读音 A 到 Z",
	SortTextDown:   "按读音 Z 到 A",
	SortNumberUp:   "从小到大",
	SortNumberDown: "从大到小",
	SortDateUp:     "从早到晚",
	SortDateDown:   "从晚到早",
	SortRankUp:     "按等级",
	SortRankDown:   "按等级倒序",

	UnitYuan: "元",

	Totals:              "惩戒统计",
	TotalsLede:          "可以公示的惩戒共~{all}：针对机构的~{agencies}，其中{inforce}生效中；针对从业人员的~{persons}，另计。",
	TotalsSentence:      "{clauses}。",
	TotalsConcerned:     "在册~{register}~家机构中，{concerned}~家有针对机构的惩戒",
	TotalsRepeated:      "{count}受过两次以上",
	TotalsWithin:        "其中{count}的两次惩戒相隔不超过~{months}~个月",
	TotalsAgencies:      "{n}~家",
	TotalsCaveat:        "次数多少不等于问题轻重：机构大小、检查多少都会影响次数。没有记录不等于没有问题。公示期已满、已修复或已撤销的惩戒不在其中，所以数字会变小。",
	TotalsRepeat:        "受过两次以上惩戒的机构",
	TotalsAll:           "惩戒（条）",
	TotalsMonths:        "相隔~{n}~个月以内（条）",
	TotalsAboutAgencies: "针对机构（条）",
	TotalsInForce:       "其中生效中",
	TotalsOfRegister:    "涉及在册机构",
	TotalsFines:         "罚款合计（元）",
	TotalsMedian:        "罚款中位数（元）",
	TotalsAboutPersons:  "针对从业人员（条）",
	TotalsFew:           "罚款不满~{n}~笔的不列中位数。生效中、涉及机构和罚款只统计针对机构的惩戒；一家机构可能列在几行里。",
	SeverityUnknown:     "未写明",
}

var listEnglish = ListWords{
	FacetNav:        "Narrow the list",
	FacetAll:        "The one value|All {n} values",
	FacetLede:       "One value, which leads to its records.|{n} values, each of which leads to its records.",
	NoteDuty:        "By the three duties of each year; an agency may stand under several.",
	NoteGrade:       "By each project’s latest acceptance or evaluation.",
	NoteMeasure:     "One decision may impose several measures, and stands under each of them.",
	GradeNoneYet:    "No result yet",
	GradeNoRule:     "No result required",
	PartOfAgencies:  "{n} of {all} agencies.",
	PartOfProjects:  "{n} of {all} projects.",
	PartOfSanctions: "{n} of {all} sanctions. Those whose publication has ended, that were repaired or withdrawn, are not among them unless the rules keep them.",
	PageOf:          "Page~{n} of~{of}",

	ToolsFind:      "Find in the list",
	ToolsMore:      "Filter and sort",
	ToolsAll:       "All",
	ToolsOwn:       "As listed",
	ToolsClear:     "Clear",
	ToolsCount:     "{n} of {total} shown",
	ToolsTotal:     "{n} in all",
	ToolsSorted:    "sorted by {name}, {way}",
	ToolsRestored:  "in the order of the list",
	ToolsBusy:      "Loading the whole list…",
	ToolsFailed:    "The whole list could not be loaded. Check the connection and try again; the list below and its pages still work.",
	ToolsOver:      "The list has more than {n} records. To filter and sort it, use the search: ",
	ToolsSearch:    "open in the search",
	SortTextUp:     "A to Z",
	SortTextDown:   "Z to A",
	SortNumberUp:   "smallest first",
	SortNumberDown: "largest first",
	SortDateUp:     "earliest first",
	SortDateDown:   "latest first",
	SortRankUp:     "by rank",
	SortRankDown:   "by rank, reversed",

	UnitYuan: "CNY",

	Totals:              "Sanctions in numbers",
	TotalsLede:          "{all} may be shown: {agencies} about agencies, {inforce} of them in force, and {persons} about practitioners, counted apart.",
	TotalsSentence:      "{clauses}.",
	TotalsConcerned:     "{concerned} of the {register} agencies on the register have been sanctioned",
	TotalsRepeated:      "{count} twice or more",
	TotalsWithin:        "{count} of these twice within {months}~months",
	TotalsAgencies:      "{n}",
	TotalsCaveat:        "More sanctions do not mean graver ones: the size of an agency and how often it is inspected matter too. No record is not a clean record. Sanctions whose publication has ended, that were repaired or withdrawn, are left out, so that figures can go down.",
	TotalsRepeat:        "Agencies sanctioned twice or more",
	TotalsAll:           "Sanctions",
	TotalsMonths:        "Within {n}~months of each other",
	TotalsAboutAgencies: "About agencies",
	TotalsInForce:       "Of these in force",
	TotalsOfRegister:    "Agencies on the register",
	TotalsFines:         "Sum of fines (CNY)",
	TotalsMedian:        "Median fine (CNY)",
	TotalsAboutPersons:  "About practitioners",
	TotalsFew:           "No median of fewer than {n}~fines. What is in force, the agencies and the fines are of sanctions about agencies only; an agency may be counted in several rows.",
	SeverityUnknown:     "Not given",
}
