package words

// ChangeWords are the interface strings of the log of changes.
type ChangeWords struct {
	ChangeLog, ChangesLede, ChangesNever, ChangesNone, ChangesSince, ChangesOlder, ChangesRecent, ChangesAll string

	ChangeSaid, ChangeNext                                                             string
	ChangeOfAgency, ChangeOfPay, ChangeOfProject, ChangeOfEvaluation, ChangeOfSanction string
	ChangeOfSomePay, ChangeOfSomeEvaluation, ChangeOfSomeSanction                      string
	ChangeAdded, ChangeRemoved, ChangeUnsaid, ChangeOfText, ChangeOfField              string
	ChangeBy, ChangeOfPayRows, ChangeOfOwnPay, ChangeOfOwnPayRows                      string
	ChangeOfOwnEvaluation, ChangeByPractitioner, ChangeOfPractitioner                  string
	ChangesNewest, ChangesRest, Publications, PublicationsLede, PublicationCount       string
	History, HistoryOfAgency, HistoryOlder                                             string
	ChangesIn, CountAdded, CountChanged, CountRemoved                                  string
}

var changeChinese = ChangeWords{
	ChangeLog: "变化记录", ChangesLede: "本站的记录从一次公布到下一次公布有哪些变化，从新到旧。不重复旧的文字；不再公布的记录不留内容。",
	ChangesNever: "本站还没有与以前公布的内容比对过。", ChangesNone: "自~{date}~的数据起逐次比对，记录没有变化。",
	ChangesSince: "从~{date}~的数据开始比对。", ChangesOlder: "更早的~{n}~条在下载文件中。", ChangesRecent: "最近变化", ChangesAll: "全部变化",
	ChangeSaid: "{record}：{what}", ChangeNext: "；",
	ChangeOfAgency: "机构 {name}", ChangeOfPay: "薪酬 {name} {year}~年度{tier}", ChangeOfProject: "项目 {name}",
	ChangeOfEvaluation: "评价 {name}，{date}~{kind}", ChangeOfSanction: "惩戒 {name}",
	ChangeOfSomePay: "{n}~条薪酬记录", ChangeOfSomeEvaluation: "{n}~条评价记录", ChangeOfSomeSanction: "{n}~条惩戒记录",
	ChangeBy: "{record}，{agency}", ChangeByPractitioner: "{record}，{agency}从业人员", ChangeOfPractitioner: "{record}，从业人员", ChangeOfPayRows: "薪酬 {name} {year}~年度~{n}~条", ChangeOfOwnPay: "薪酬 {year}~年度{tier}",
	ChangeOfOwnPayRows: "薪酬 {year}~年度~{n}~条", ChangeOfOwnEvaluation: "评价 {date}~{kind}",
	ChangesNewest: "{date}~的数据与上一次公布的相比，变化~{n}~条。", ChangesRest: "还有~{n}~条", Publications: "更早的各次公布",
	PublicationsLede: "每次公布的日期在本页都有不变的地址，可以引用。", PublicationCount: "{n}~条",
	History: "本记录的变化", HistoryOfAgency: "本机构记录的变化", HistoryOlder: "更早的~{n}~条在全站的变化记录中",
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
	ChangeOfSomePay: "A record of pay|{n}~records of pay", ChangeOfSomeEvaluation: "An evaluation|{n}~evaluations", ChangeOfSomeSanction: "A sanction|{n}~sanctions",
	ChangeBy: "{record}, {agency}", ChangeByPractitioner: "{record}, a practitioner of {agency}", ChangeOfPractitioner: "{record}, a practitioner", ChangeOfPayRows: "Pay at {name}, {year}, {n}~rows", ChangeOfOwnPay: "Pay, {year}, {tier}",
	ChangeOfOwnPayRows: "Pay, {year}, {n}~rows", ChangeOfOwnEvaluation: "Evaluation, {date}, {kind}",
	ChangesNewest: "The data of {date} differ from the publication before in {n}~record.|The data of {date} differ from the publication before in {n}~records.",
	ChangesRest:   "{n}~more", Publications: "Earlier publications", PublicationsLede: "The day of each publication has an address on this page that stays, for quoting.",
	PublicationCount: "{n}~change|{n}~changes",
	History:          "Changes to this record", HistoryOfAgency: "Changes to this agency’s records", HistoryOlder: "{n} older change is in the log of the whole site|{n} older changes are in the log of the whole site",
	ChangeAdded: "newly published", ChangeRemoved: "no longer published", ChangeUnsaid: "changed", ChangeOfText: "{field}: the wording changed",
	ChangeOfField: "{field} changed from {before} to {after}",
	ChangesIn:     "{table}: {counts}", CountAdded: "{n}~newly published", CountChanged: "{n}~changed", CountRemoved: "{n}~no longer published",
}
