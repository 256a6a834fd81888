package words

// ClauseWords are the interface strings of the checks of clauses.
type ClauseWords struct {
	Clauses, ClauseCheck, ClauseFigure, ClauseValue, ClauseOutcome       string
	ClausePrice, ClausePosts, ClauseLabour                               string
	ClauseOther, ClauseCycle, ClauseSupervision                          string
	ClauseAtLeast, ClauseAtMost, ClauseUsuallyLeast, ClauseUsuallyMost   string
	ClausePersonYear, ClausePersonMonth                                  string
	ClauseYears, ClauseMonths, ClauseMonthsMore, ClauseDays              string
	ClauseMet, ClauseBelow, ClauseAbove, ClauseUnusual                   string
	ClauseNoData, ClauseNoRule, ClauseNotApplicable                      string
	ClauseMissing, ClauseUnusable, ClauseFieldMatters, ClauseFieldNeeded string
	ClauseBefore, ClauseAfter, ClauseBetween, ClauseOtherKind            string
	ClauseOpenEnded, ClauseNobody                                        string
	ClauseSumMore, ClauseSumLess                                         string
	ClauseDay, ClauseDayFirst, ClauseSource, ClauseOf, ClauseCaveat      string
	ClauseAgency, ClauseAgencyNone, ClauseAgencyNoData, ClauseMoreRows   string
	ClauseFile, ClauseSummary, ClauseSummaryLede                         string
	ClauseCompared, ClauseOff                                            string
}

var clauseChinese = ClauseWords{
	Clauses: "与条款对照", ClauseCheck: "对照项", ClauseFigure: "条款数值", ClauseValue: "项目数值", ClauseOutcome: "对照结果",
	ClausePrice: "每人每年打包价", ClausePosts: "专业岗位占比", ClauseLabour: "人力成本占比",
	ClauseOther: "其他费用占比", ClauseCycle: "购买周期", ClauseSupervision: "督导经费",
	ClauseAtLeast: "不低于~{figure}", ClauseAtMost: "不高于~{figure}", ClauseUsuallyLeast: "一般不低于~{figure}", ClauseUsuallyMost: "一般不高于~{figure}",
	ClausePersonYear: "{amount}/人·年", ClausePersonMonth: "{amount}/人·月",
	ClauseYears: "{n}~年", ClauseMonths: "{n}~个月", ClauseMonthsMore: "{n}~个月余", ClauseDays: "{n}~天",
	ClauseMet: "符合条款数值", ClauseBelow: "低于条款数值", ClauseAbove: "高于条款数值", ClauseUnusual: "与一般数值不同",
	ClauseNoData: "数据不足", ClauseNoRule: "当日无规则", ClauseNotApplicable: "不适用",
	ClauseMissing: "未填写：{columns}", ClauseUnusable: "所填数据无法用于计算：{columns}",
	ClauseFieldMatters: "未填写服务领域，而数值在一般领域与专业性强、风险高的领域的条款数值之间（{figure}，或{other}）", ClauseFieldNeeded: "条款只适用于部分服务领域，而服务领域未填写",
	ClauseBefore: "合同签订于~{day}，早于首条规则施行之日（{edge}），不作对照。", ClauseAfter: "合同签订于~{day}，晚于最后一条规则的截止日（{edge}），不作对照。",
	ClauseBetween: "合同签订于~{day}，当日没有施行中的规则，不作对照。", ClauseOtherKind: "合同签订于~{day}，当日的规则只适用于其他服务领域，不作对照。",
	ClauseOpenEnded: "没有结束日期", ClauseNobody: "没有被督导人员",
	ClauseSumMore: "人力成本与其他费用合计比合同金额多~{amount}", ClauseSumLess: "人力成本与其他费用合计比合同金额少~{amount}",
	ClauseDay: "按合同签订之日（{day}）施行的规则对照。", ClauseDayFirst: "按合同签订之日（未填写时为开始日期，{day}）施行的规则对照。",
	ClauseSource: "条款均出自{source}。", ClauseOf: "第~{clause}~条",
	ClauseCaveat:       "以上数值由公开表格中填写的数据算出。人数是所填的岗位人数，不是具体人员；兼职和年中变动不详。不是整月的期限按日折算，一年计~365~天。对照结果不是对违反条款的认定。",
	ClauseAgency:       "{projects}中，{judged}~个可与条款数值对照，其中~{off}~个有数值低于或高于条款数值。",
	ClauseAgencyNone:   "{projects}中，{judged}~个可与条款数值对照，没有数值低于或高于条款数值。",
	ClauseAgencyNoData: "{projects}中没有可与条款数值对照的：数据不足，或签订合同当日没有规则。",
	ClauseMoreRows:     "另有~{n}~项未列出，见{file}。", ClauseFile: "各项目与条款对照（CSV）",
	ClauseSummary: "各项目与条款对照", ClauseSummaryLede: "{projects}按各自签订合同之日的规则与条款数值对照。比例以可对照的项目数为分母。",
	ClauseCompared: "可对照的项目", ClauseOff: "低于或高于",
}

var clauseEnglish = ClauseWords{
	Clauses: "Set against the clauses", ClauseCheck: "Check", ClauseFigure: "The figure", ClauseValue: "The project", ClauseOutcome: "Outcome",
	ClausePrice: "Price per person and year", ClausePosts: "Share of professional posts", ClauseLabour: "Share of labour cost",
	ClauseOther: "Share of other cost", ClauseCycle: "Contract term", ClauseSupervision: "Supervision cost",
	ClauseAtLeast: "at least {figure}", ClauseAtMost: "at most {figure}", ClauseUsuallyLeast: "usually at least {figure}", ClauseUsuallyMost: "usually at most {figure}",
	ClausePersonYear: "{amount} per person and year", ClausePersonMonth: "{amount} per person and month",
	ClauseYears: "{n}~year|{n}~years", ClauseMonths: "{n}~month|{n}~months", ClauseMonthsMore: "over {n}~month|over {n}~months", ClauseDays: "{n}~day|{n}~days",
	ClauseMet: "Meets the figure", ClauseBelow: "Below the figure", ClauseAbove: "Above the figure", ClauseUnusual: "Not the usual figure",
	ClauseNoData: "Not enough data", ClauseNoRule: "No rule on that day", ClauseNotApplicable: "Not applicable",
	ClauseMissing: "not given: {columns}", ClauseUnusable: "cannot be computed with what is given as: {columns}",
	ClauseFieldMatters: "the field of service is not given, and the value lies between the figures for ordinary and for risky fields ({figure}, or {other})", ClauseFieldNeeded: "the clause is about some fields of service only, and the field is not given",
	ClauseBefore: "Signed on {day}, before the first rule ({edge}): not set against it.", ClauseAfter: "Signed on {day}, after the last day of the last rule ({edge}): not set against it.",
	ClauseBetween: "Signed on {day}, when no rule was in force: not set against one.", ClauseOtherKind: "Signed on {day}, when the rules were about other fields of service: not set against one.",
	ClauseOpenEnded: "there is no end date", ClauseNobody: "nobody is supervised",
	ClauseSumMore: "labour and other cost together are {amount} more than the contract amount", ClauseSumLess: "labour and other cost together are {amount} less than the contract amount",
	ClauseDay: "By the rules that were in force on the day of signing ({day}).", ClauseDayFirst: "By the rules that were in force on the day of signing, or on the first day of the term where that is not given ({day}).",
	ClauseSource: "All clauses are those of {source}.", ClauseOf: "Clause~{clause}|Clauses~{clause}",
	ClauseCaveat:       "Computed from what the tables say. Headcounts are the posts as given, not particular people; part-time posts and changes within a year are not known. A term that is not whole months is counted in days, 365~to a year. None of this is a finding of a breach.",
	ClauseAgency:       "Of {projects}, {judged} can be set against a clause; in {off} of them a figure is below or above that of the clause.",
	ClauseAgencyNone:   "Of {projects}, {judged} can be set against a clause; in none of them a figure is below or above that of the clause.",
	ClauseAgencyNoData: "{projects}; none can be set against a clause, for lack of data or of a rule on the day of signing.",
	ClauseMoreRows:     "{n} more are not listed here: see {file}.", ClauseFile: "All projects set against the clauses (CSV)",
	ClauseSummary: "Projects set against the clauses", ClauseSummaryLede: "{projects}, each set against the figures of the rules of the day on which it was signed. Shares are of the projects that can be compared.",
	ClauseCompared: "Can be compared", ClauseOff: "Below or above",
}
