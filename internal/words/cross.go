package words

// CrossWords are the interface strings of the cross-checks and the page of findings.
type CrossWords struct {
	CrossHere, CrossPart, CrossBasis                                                                                       string
	CrossHeading, CrossLede, CrossNone, CrossWording, CrossCaveat, CrossExact, CrossAlways                                 string
	CrossPageLede, CrossNoChecks, CrossNothing, CrossOff, CrossUnlisted, CrossNotMade                                      string
	CrossCheck, CrossHits, CrossCases, CrossShort, CrossFeed, CrossDay, CrossRows                                          string
	CrossNumbers, CrossShare, CrossShareShort, CrossNoCases, CrossNoCasesShort, CrossCSV, CrossExcel, CrossAtom, CrossJSON string
	CrossWon, CrossExcellent, CrossPayUp, CrossRepeat, CrossContracts                                                      string
	CrossNameWon, CrossNameExcellent, CrossNamePayUp, CrossNameRepeat, CrossNameContracts                                  string
	CrossExactWon, CrossExactExcellent, CrossExactPayUp, CrossExactRepeat                                                  string
	CrossExactContracts, CrossExactAll                                                                                     string
	CrossCasesWon, CrossCasesExcellent, CrossCasesPayUp, CrossCasesRepeat                                                  string
	CrossCasesContracts                                                                                                    string
	CrossDecided, CrossUntil, CrossOpen, CrossNoEnd, CrossUnderAppeal, CrossGraded                                         string
	CrossSigned, CrossPaid, CrossRise, CrossSumPay, CrossSumContracts, CrossRun                                            string
	CrossChecks, CrossEntries, CrossSince                                                                                  string
	CrossNoteAppealed, CrossNoteNoEnd, CrossNoteOnePerson, CrossNotePeople, CrossNoteBefore                                string
}

var crossChinese = CrossWords{
	CrossHeading:  "交叉核对",
	CrossLede:     "把本机构的几类记录放在一起看。列出的只是记录同时存在的情形，不是对机构的评判。",
	CrossNone:     "规则手册的~{n}~项核对都没有列出情形。没有记录不等于没有问题。",
	CrossHere:     "这条记录列入下列核对。列出的只是记录同时存在的情形，不是评判。",
	CrossPart:     "{check}（{day}~起）：{records}",
	CrossBasis:    "依据：",
	CrossWording:  "核对内容：",
	CrossCaveat:   "说明：",
	CrossExact:    "核对方法：",
	CrossAlways:   "没有列出，不等于没有问题。",
	CrossPageLede: "{checks}，共列出~{hits}。每条都写明规则和所依据的记录，不是对机构的评判。",
	CrossNoChecks: "规则手册没有列入交叉核对。",
	CrossNothing:  "没有列出情形。",
	CrossOff:      "{name}：规则手册已关闭",
	CrossUnlisted: "{name}：规则手册未列入",
	CrossNotMade:  "未进行的核对",

	CrossCheck: "核对项", CrossHits: "列出", CrossCases: "核对数", CrossShort: "数据不足", CrossFeed: "订阅",
	CrossDay: "日期", CrossRows: "所依据的记录", CrossNumbers: "有关数字",
	CrossShare:   "核对~{cases}，列出~{hits}~条。",
	CrossNoCases: "没有可以核对的记录。", CrossNoCasesShort: "没有可以核对的记录；有~{short}~个数据不足，无法核对。",
	CrossShareShort: "核对~{cases}，列出~{hits}~条；另有~{short}~个数据不足，无法核对。",
	CrossCSV:        "全部情形（CSV）", CrossExcel: "全部情形（供 Excel 打开的 CSV）", CrossAtom: "订阅全部情形（Atom）", CrossJSON: "订阅全部情形（JSON Feed）",

	CrossWon:       "{signed}~签订的合同{project}，当日在有效期内的惩戒：{sanctions}。",
	CrossExcellent: "{project}于~{day}~评为“{grade}”，同一年作出的惩戒：{sanctions}。",
	CrossPayUp:     "{year}~年{tier}薪酬福利总额{after}，上年{before}，多~{percent}；同一年评为差、不合格或不通过的评价：{evaluations}。",
	CrossRepeat:    "{from}~至~{to}~作出~{n}~项惩戒，相邻两项相隔不超过~{months}~个月：{sanctions}。",
	CrossContracts: "{year}~年已公开的管理层薪酬福利总额~{pay}，按天分摊到该年的合同金额~{contracts}；该年的合同：{projects}。",

	CrossNameWon: "惩戒有效期内签订合同", CrossNameExcellent: "受惩戒当年获评优秀", CrossNamePayUp: "评价未通过当年薪酬上升",
	CrossNameRepeat: "短期内多次受惩戒", CrossNameContracts: "薪酬总额高于合同金额",

	CrossExactWon:       "合同签订日（未填的按开始日）在惩戒决定日至有效期最后一天之间，首尾两天都算；有效期未填的，按决定日起~{months}~个月计；已届满或已修复的，算到状态日期的前一天。",
	CrossExactExcellent: "评价等级为优秀，评价日期与惩戒决定日期在同一自然年，不分先后。",
	CrossExactPayUp:     "同一层级当年总额比上年多~{percent}%~以上（恰为~{percent}%~的不算），两年总额都已公开且上年不为零；同一自然年有评为差、不合格或不通过的评价。",
	CrossExactRepeat:    "后一项惩戒在前一项决定日起~{months}~个月内作出，最后一天算在内；首尾相接的合为一条。",
	CrossExactContracts: "当年已公开的各层级总额之和，高于当年各合同按天分摊的金额之和。有合同未填金额或没有结束日期的，不核对；层级没有公开齐的，只在已公开的部分已经高出时列出；当年没有合同的，不核对。",
	CrossExactAll:       "只看可以公示、针对机构本身的惩戒；针对从业人员的和已撤销的不算。复议或诉讼中的算在内，并注明。",

	CrossCasesWon: "{n}~份合同", CrossCasesExcellent: "{n}~次优秀评价", CrossCasesPayUp: "{n}~个层级和年度",
	CrossCasesRepeat: "{n}~家受过惩戒的机构", CrossCasesContracts: "{n}~个机构和年度",

	CrossDecided:     "{number}（{day}~决定{appeal}）",
	CrossUntil:       "{number}（{day}~决定，有效期至~{until}{appeal}）",
	CrossOpen:        "{number}（{day}~决定，长期有效{appeal}）",
	CrossNoEnd:       "{number}（{day}~决定，有效期未填{appeal}）",
	CrossUnderAppeal: "，复议诉讼中",
	CrossGraded:      "{project}（{day}，{grade}）",
	CrossSigned:      "{project}（{day}~签订）",
	CrossPaid:        "{year}~年{tier}薪酬",
	CrossRise:        "{before} →~{after}，多~{percent}",
	CrossSumPay:      "薪酬 {n}", CrossSumContracts: "合同 {n}",
	CrossRun: "{n}~项惩戒",

	CrossSince: "自~{day}~起有此情形。", CrossChecks: "{n}~项核对", CrossEntries: "{n}~条",
	CrossNoteAppealed:  "其中有决定在复议或诉讼中，结果未定。",
	CrossNoteNoEnd:     "其中有惩戒没有填写有效期，按决定日起~{months}~个月计。",
	CrossNoteOnePerson: "有一年该层级只有一人，其总额即本人所得。",
	CrossNotePeople:    "该层级人数：上年~{before}，当年~{after}。",
	CrossNoteBefore:    "总额是一个层级所有人的合计，人数变化也会使总额变化。",
}

var crossEnglish = CrossWords{
	CrossHeading:  "Records side by side",
	CrossLede:     "Several kinds of records of this agency, set side by side. A listing means only that they exist together; it is no judgement about the agency.",
	CrossNone:     "The {n}~check of the rulebook lists nothing. No record is not a clean record.|None of the {n}~checks of the rulebook lists anything. No record is not a clean record.",
	CrossHere:     "These checks list this record. A listing means only that records exist together; it is no judgement.",
	CrossPart:     "{check} (since {day}): {records}",
	CrossBasis:    " Source: ",
	CrossWording:  "What is compared: ",
	CrossCaveat:   "Note: ",
	CrossExact:    "How it is compared: ",
	CrossAlways:   "Not being listed does not mean a clean record.",
	CrossPageLede: "{checks} list {hits}. Each states its rule and the records it rests on. It is no judgement about an agency.",
	CrossNoChecks: "The rulebook lists no cross-checks.",
	CrossNothing:  "Nothing is listed.",
	CrossOff:      "{name}: switched off by the rulebook",
	CrossUnlisted: "{name}: not in the rulebook",
	CrossNotMade:  "Checks that are not made",

	CrossCheck: "Check", CrossHits: "Listed", CrossCases: "Compared", CrossShort: "Not enough data", CrossFeed: "Subscribe",
	CrossDay: "Day", CrossRows: "Records it rests on", CrossNumbers: "Figures",
	CrossShare:   "{hits} listed of {cases} compared.",
	CrossNoCases: "There was nothing to compare.", CrossNoCasesShort: "There was nothing to compare; {short} could not be compared for lack of data.",
	CrossShareShort: "{hits} listed of {cases} compared; {short} more could not be compared for lack of data.",
	CrossCSV:        "Everything listed (CSV)", CrossExcel: "Everything listed (CSV for Excel)", CrossAtom: "Subscribe to everything listed (Atom)", CrossJSON: "Subscribe to everything listed (JSON Feed)",

	CrossWon:       "The contract {project} was signed on {signed}; sanctions in force on that day: {sanctions}.",
	CrossExcellent: "{project} was graded “{grade}” on {day}; sanctions decided in the same year: {sanctions}.",
	CrossPayUp:     "Total for {year}, {tier}: {after}, {percent} more than {before} the year before; evaluations of the same year graded poor, unqualified or failed: {evaluations}.",
	CrossRepeat:    "{n} sanctions were decided from {from} to {to}, each within {months} months of the one before: {sanctions}.",
	CrossContracts: "Pay of management disclosed for {year}: {pay}; contracts, spread by days over the year: {contracts}. The contracts of the year: {projects}.",

	CrossNameWon: "Contract signed while a sanction was in force", CrossNameExcellent: "Graded excellent in the year of a sanction", CrossNamePayUp: "Pay up in the year of a failed evaluation",
	CrossNameRepeat: "Several sanctions within a short time", CrossNameContracts: "Pay above the year's contracts",

	CrossExactWon:       "The day of signing, or where it is not given the first day of the contract, lies between the day of the decision and the last day of the sanction's term, both included. Where no term is given, {months} months from the decision are taken; one that ended or was repaired counts to the day before its status.",
	CrossExactExcellent: "The grade is excellent, and the day of the evaluation and that of the decision lie in the same calendar year, whichever came first.",
	CrossExactPayUp:     "A tier's total is more than {percent}% above the year before ({percent}% exactly does not count), both totals are disclosed and the earlier one is not zero, and an evaluation of the same calendar year is graded poor, unqualified or failed.",
	CrossExactRepeat:    "A sanction was decided within {months} months of the one before, the last day included; sanctions that follow each other in this way are one entry.",
	CrossExactContracts: "The totals disclosed for a year add up to more than the amounts of its contracts, each spread by days over its term. Years in which a contract has no amount or no end are not compared; where a tier is not disclosed, the year is listed only if the others are above already; years without a contract are not compared.",
	CrossExactAll:       "Only sanctions that may be shown and that are about the agency itself count, not those of practitioners and not withdrawn ones. Those under appeal count and are marked.",

	CrossCasesWon: "{n}~contract|{n}~contracts", CrossCasesExcellent: "{n}~excellent grade|{n}~excellent grades", CrossCasesPayUp: "{n}~tier and year|{n}~tiers and years",
	CrossCasesRepeat: "{n}~sanctioned agency|{n}~sanctioned agencies", CrossCasesContracts: "{n}~agency and year|{n}~agencies and years",

	CrossDecided:     "{number} (decided {day}{appeal})",
	CrossUntil:       "{number} (decided {day}, in force until {until}{appeal})",
	CrossOpen:        "{number} (decided {day}, without end{appeal})",
	CrossNoEnd:       "{number} (decided {day}, end not given{appeal})",
	CrossUnderAppeal: ", under appeal",
	CrossGraded:      "{project} ({day}, {grade})",
	CrossSigned:      "{project} (signed {day})",
	CrossPaid:        "Pay {year}, {tier}",
	CrossRise:        "{before} →~{after}, {percent} more",
	CrossSumPay:      "pay {n}", CrossSumContracts: "contracts {n}",
	CrossRun: "{n}~sanction|{n}~sanctions",

	CrossSince: "This has been so since {day}.", CrossChecks: "{n}~check|{n}~checks", CrossEntries: "{n}~case|{n}~cases",
	CrossNoteAppealed:  "One of the decisions is under review or in court; the outcome is open.",
	CrossNoteNoEnd:     "One of the sanctions gives no end; {months} months from the decision are taken.",
	CrossNoteOnePerson: "In one of the years the tier was one person: the total is what that person was paid.",
	CrossNotePeople:    "People in the tier: {before} the year before, {after} in the year.",
	CrossNoteBefore:    "A total is that of everybody in a tier; it also changes with their number.",
}
