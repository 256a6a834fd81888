package words

// ChangeWords are the interface strings of the log of changes.
type ChangeWords struct {
	ChangeLog, ChangesLede, ChangesNever, ChangesNone, ChangesSince, ChangesOlder, ChangesRecent, ChangesAll string

	ChangeSaid, ChangeNext                                                             string
	ChangeOfAgency, ChangeOfPay, ChangeOfProject, ChangeOfEvaluation, ChangeOfSanction string
	ChangeOfSomePay, ChangeOfSomeEvaluation, ChangeOfSomeSanction                      string
	ChangeAdded, ChangeRemoved, ChangeUnsaid, ChangeOfText, ChangeOfField              string
	ChangesIn, CountAdded, CountChanged, CountRemoved                                  string
}

var changeChinese = ChangeWords{
	ChangeLog: "变化记录", ChangesLede: "本站的记录从一次公布到下一次公布有哪些变化，从新到旧。不重复旧的文字；不再公布的记录不留内容。",
	ChangesNever: "本站还没有与以前公布的内容比对过。", ChangesNone: "自~{date}~的数据起逐次比对，记录没有变化。",
	ChangesSince: "从~{date}~的数据开始比对。", ChangesOlder: "更早的~{n}~条在下载文件中。", ChangesRecent: "最近变化", ChangesAll: "全部变化",
	ChangeSaid: "{record}：{what}", ChangeNext: "；",
	ChangeOfAgency: "机构 {name}", ChangeOfPay: "薪酬 {name} {year}~年度{tier}", ChangeOfProject: "项目 {name}",
	ChangeOfEvaluation: "评价 {name}，{date}~{kind}", ChangeOfSanction: "惩戒 {name}",
	ChangeOfSomePay: "一条薪酬记录", ChangeOfSomeEvaluation: "一条评价记录", ChangeOfSomeSanction: "一条惩戒记录",
	ChangeAdded: "新公布", ChangeRemoved: "不再公布", ChangeUnsaid: "有改动", ChangeOfText: "{field}的文字有改动",
	ChangeOfField: "{field}由 {before} 改为 {after}",
	ChangesIn:     "{table}：{counts}", CountAdded: "新公布~{n}~条", CountChanged: "改动~{n}~条", CountRemoved: "不再公布~{n}~条",
}

var changeEnglish = ChangeWords{
	ChangeLog: "Log of changes", ChangesLede: "How the records differ from one publication to the next, newest first. Old wording is not repeated; of a record that is no longer published, the content is left out.",
	ChangesNever: "This site has not been compared with an earlier publication yet.", ChangesNone: "Compared with each earlier publication since the data of {date}: the records are the same.",
	ChangesSince: "Compared since the data of {date}.", ChangesOlder: "{n} older entry is in the downloads.|{n} older entries are in the downloads.", ChangesRecent: "Latest changes", ChangesAll: "All changes",
	ChangeSaid: "{record}: {what}", ChangeNext: "; ",
	ChangeOfAgency: "Agency {name}", ChangeOfPay: "Pay at {name}, {year}, {tier}", ChangeOfProject: "Project {name}",
	ChangeOfEvaluation: "Evaluation of {name}, {date}, {kind}", ChangeOfSanction: "Sanction {name}",
	ChangeOfSomePay: "A record of pay", ChangeOfSomeEvaluation: "An evaluation", ChangeOfSomeSanction: "A sanction",
	ChangeAdded: "newly published", ChangeRemoved: "no longer published", ChangeUnsaid: "changed", ChangeOfText: "{field}: the wording changed",
	ChangeOfField: "{field} changed from {before} to {after}",
	ChangesIn:     "{table}: {counts}", CountAdded: "{n}~newly published", CountChanged: "{n}~changed", CountRemoved: "{n}~no longer published",
}
