package words

// AgencyWords are the interface strings of an agency's page.
type AgencyWords struct {
	AgencyPaid, AgencyPaidPart, AgencyMissing, AgencyNotDue, AgencyNoDuty, AgencyNoRule, AgencyNil string
	AgencyOpen, AgencyOpenWord, OpenPay, OpenTiers, OpenYears, OpenPolicy, OpenResults             string
	More, Less, Same, MoreThanZero, NotComparable, NoTotal, PayTotal                               string
	AgencyProjects, AgencyNoProjects, ProjectsCounted, ProjectsWorth, ProjectsUnpriced             string
	CountGraded, CountRunning, CountNoResult, ProjectsEarlier, ProjectsRunning                     string
	AgencySanctions, NoSanctionInForce, CountAppealed, NoSanctionsOfAgency, SanctionCaveat         string
	Twins, NotActive, OnThisPage, BadgePay                                                         string
	Duties, DutiesWhy, DutiesDeadline, DutiesReasons, WhyBy, WhyOthersDone                         string
	PayCaveat, NoPay                                                                               string

	PeersShow, PeersOf, PeersFew, PeersNote, PeersMark, PeersFailed, PeersElsewhere string
	PeersAll                                                                        string
}

var agencyChinese = AgencyWords{
	AgencyPaid:     "{year}~年，三个层级共~{people}，薪酬福利总额~{total}",
	AgencyPaidPart: "{year}~年，已公开的层级共~{people}，薪酬福利总额~{total}",
	AgencyMissing:  "{tiers}{missing}",
	AgencyNotDue:   "{year}~年管理层薪酬尚未到公开期限",
	AgencyNoDuty:   "{year}~年没有政府购买服务项目，无须公开管理层薪酬",
	AgencyNoRule:   "{year}~年有政府购买服务合同，但当日无现行规定，不判断薪酬是否应公开",
	AgencyNil:      "{year}~年三个层级均无人领薪",

	AgencyOpen: "{what}{missing}", AgencyOpenWord: "至今未公开",
	OpenPay: "{year}~年管理层薪酬", OpenTiers: "{year}~年{tiers}薪酬", OpenYears: "{n}~个年度的管理层薪酬", OpenPolicy: "薪酬管理制度", OpenResults: "{n}~个项目的结果",

	More: "比上年多~{n}", Less: "比上年少~{n}", Same: "与上年相同", MoreThanZero: "上年为~0", NotComparable: "上年缺数，无法比较",
	NoTotal: "层级不全，不合计", PayTotal: "合计",

	AgencyProjects: "共承接{projects}", AgencyNoProjects: "没有政府购买服务项目的记录",
	ProjectsCounted: "{projects}。最近一次结论：{grades}。", ProjectsWorth: "合同金额合计~{amount}。", ProjectsUnpriced: "合同金额合计~{amount}（另有~{n}~个未填金额）。",
	CountGraded: "{grade}~{n}~个", CountRunning: "尚未结束~{n}~个", CountNoResult: "没有结果~{n}~个",
	ProjectsEarlier: "已结束的项目（{n}~个）", ProjectsRunning: "没有尚未结束的项目。",

	AgencySanctions: "有{count}", NoSanctionInForce: "没有生效中的惩戒", CountAppealed: "{n}~条在复议或诉讼中",
	NoSanctionsOfAgency: "没有可公示的惩戒记录。", SanctionCaveat: "没有记录不等于没有问题；公示期满、已修复或已撤销的惩戒不再展示。",

	Twins: "另有同名机构：{names}。请以统一社会信用代码为准。", NotActive: "登记状态为{status}。", OnThisPage: "本页内容", BadgePay: "{year}~年薪酬",

	Duties: "公开义务", DutiesWhy: "当年承接政府购买服务的机构，应公开三个层级的薪酬总额、薪酬管理制度和项目结果。",
	DutiesDeadline: "期限由主办方设定，法规没有规定日期。", DutiesReasons: "逐年的依据和理由", WhyBy: "依据{rule}。", WhyOthersDone: "其余~{n}~个项目的结果已公开齐全。",

	PayCaveat: "单位：元。总额是一个层级全部人员一年的薪酬福利之和，不是一个人的收入，只有 1 人的层级除外；人数增减，总额也随之增减。",
	NoPay:     "没有需要公开或已经公开的年度。",

	PeersShow: "与同规模机构的中位数对照", PeersOf: "{size}~{n}~家的中位数~{amount}", PeersFew: "{size}不足~{n}~家，不列中位数",
	PeersNote: "{sizes}当年没有合同的，与全部机构对照。中位数只算已公开的总额，含本机构。",
	PeersMark: "图中的横线是中位数。", PeersFailed: "中位数没有载入，请再试一次，或查看年度页。", PeersElsewhere: "{year}~年各机构的中位数",
	PeersAll: "全部机构",
}

var agencyEnglish = AgencyWords{
	AgencyPaid:     "In {year} the three tiers of management, {people}, were paid {total} in all",
	AgencyPaidPart: "In {year} the tiers that were disclosed, {people}, were paid {total} in all",
	AgencyMissing:  "{missing}: {tiers}",
	AgencyNotDue:   "What management was paid in {year} is not yet due",
	AgencyNoDuty:   "In {year} the agency had no government contract and did not have to disclose pay",
	AgencyNoRule:   "In {year} the agency had a government contract, but no rule was in force, so nothing is said on whether pay had to be disclosed",
	AgencyNil:      "In {year} nobody in the three tiers of management was paid",

	AgencyOpen: "{missing}: {what}", AgencyOpenWord: "Still not disclosed",
	OpenPay: "pay of management for {year}", OpenTiers: "pay for {year} ({tiers})", OpenYears: "pay of management for {n} years", OpenPolicy: "the pay policy", OpenResults: "results of {n}~project|results of {n}~projects",

	More: "{n} more than the year before", Less: "{n} less than the year before", Same: "as much as the year before", MoreThanZero: "0 the year before", NotComparable: "no figure to compare for the year before",
	NoTotal: "not all tiers, no total", PayTotal: "Total",

	AgencyProjects: "It took on {projects}", AgencyNoProjects: "There is no record of a government-purchased project",
	ProjectsCounted: "{projects}. Latest results: {grades}.", ProjectsWorth: "The contracts come to {amount}.", ProjectsUnpriced: "The contracts come to {amount} ({n} has no amount on record).|The contracts come to {amount} ({n} have no amount on record).",
	CountGraded: "{n}~{grade}", CountRunning: "{n}~not ended", CountNoResult: "{n}~without a result",
	ProjectsEarlier: "The project that has ended|The {n} projects that have ended", ProjectsRunning: "Every project has ended.",

	AgencySanctions: "It has {count}", NoSanctionInForce: "No sanction is in force", CountAppealed: "{n}~under appeal",
	NoSanctionsOfAgency: "There is no sanction that may be shown.", SanctionCaveat: "No record does not mean no problem; sanctions whose publication has ended, that were repaired or withdrawn, are no longer shown.",

	Twins: "Others have the same name: {names}. Go by the unified social credit code.", NotActive: "Registration: {status}.", OnThisPage: "On this page", BadgePay: "Pay {year}",

	Duties: "What had to be disclosed", DutiesWhy: "An agency with a government contract in a year discloses the pay totals of three tiers, its pay policy and the results of its projects.",
	DutiesDeadline: "The deadlines are the operator's; the law names no date.", DutiesReasons: "Rules and reasons, year by year", WhyBy: "By {rule}.", WhyOthersDone: "The results of the other {n}~project are disclosed in full.|The results of the other {n}~projects are disclosed in full.",

	PayCaveat: "In CNY (Chinese yuan). A total is what all members of a tier were paid in the year together, not one person's pay, except where the tier has one member; it also moves with the number of people.",
	NoPay:     "There is no year that had to be, or was, disclosed.",

	PeersShow: "Compare with the median of agencies of its size", PeersOf: "Median of {n}~{size}: {amount}", PeersFew: "Fewer than {n}~{size}: no median",
	PeersNote: "{sizes} Without a contract, the comparison is with all agencies. A median counts disclosed totals only, this agency's among them.",
	PeersMark: "The lines across the chart are the medians.", PeersFailed: "The medians did not load. Try again, or see the page of the year.", PeersElsewhere: "Medians of all agencies in {year}",
	PeersAll: "agencies",
}
