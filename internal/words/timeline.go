package words

// TimelineWords are the interface strings of the timeline of an agency.
type TimelineWords struct {
	Timeline, TimelineDescription, TimelineTable, TimelineOn string
	TimelineDate, TimelineEvent                              string
	LaneContracts, LaneResults, LanePolicy                   string
	KeyContract, KeyBeyond, KeyDense                         string
	KeyPassed, KeyMiddling, KeyFailed, KeyOtherGrade         string
	KeyLate, KeyDue                                          string

	FacetDuty, HelpDuty string // how an agency stands with its duties, in the search
}

var timelineChinese = TimelineWords{
	Timeline:            "时间线",
	TimelineDescription: "{first}~年至~{last}~年的合同、验收和评价、惩戒、薪酬公开和薪酬管理制度，画在同一条时间轴上；下面的表格逐项列出。",
	TimelineTable:       "逐项列出（{n}~项）", TimelineOn: "{date}，{what}",
	TimelineDate: "日期", TimelineEvent: "事项",
	LaneContracts: "合同", LaneResults: "评价", LanePolicy: "制度",
	KeyContract: "合同期", KeyBeyond: "长期，或在图外结束", KeyDense: "+n：另有~n~项，只画疏密",
	KeyPassed: "通过、合格、良好、优秀", KeyMiddling: "中、整改后通过", KeyFailed: "差、不合格、不通过", KeyOtherGrade: "其他结论",
	KeyLate: "逾期公开", KeyDue: "未到期",
	FacetDuty: "公开义务", HelpDuty: "机构履行公开义务的情况：逾期未公开、未公开、部分未公开、逾期公开、应公开的都已公开等",
}

var timelineEnglish = TimelineWords{
	Timeline:            "Timeline",
	TimelineDescription: "Contracts, results, sanctions, disclosures of pay and the pay policy from {first} to {last} on one axis; the table below lists them one by one.",
	TimelineTable:       "The {n} entry as a table|The {n} entries as a table", TimelineOn: "{date}, {what}",
	TimelineDate: "Date", TimelineEvent: "Event",
	LaneContracts: "Contracts", LaneResults: "Results", LanePolicy: "Policy",
	KeyContract: "Term of a contract", KeyBeyond: "Open-ended, or ends beyond the figure", KeyDense: "+n: n more, drawn as density",
	KeyPassed: "Passed, qualified, good, excellent", KeyMiddling: "Fair, passed after rectification", KeyFailed: "Poor, unqualified, failed", KeyOtherGrade: "Another result",
	KeyLate: "Disclosed late", KeyDue: "Not yet due",
	FacetDuty: "Duties to disclose", HelpDuty: "how agencies stand with their duties to disclose: overdue, not disclosed, partly, late, all disclosed and so on",
}
