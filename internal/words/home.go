package words

import (
	"strconv"
	"strings"
)

// HomeWords are the interface strings of the home page and of the pages of groups:
// districts, fields and purchasers.
type HomeWords struct {
	HomeOpening, HomeRequired, HomeNoYear                 string
	HomeDisclosed, HomeLate, HomeOpen, HomeOpenCount      string
	HomeDue                                               string
	NewestSanctions, NoSanctions, AllSanctions            string
	NothingMissing, NothingAsked                          string
	AllMissing, MissingNothingMore                        string
	MissingOfPay, MissingOfPolicy, MissingOfResults       string
	MissingBasis, MissingDeadline, MissingNoDeadline      string
	InFigures, FigureHolds, Lists                         string
	FigurePolicy, FigurePolicyAll, FigureByDistrict       string
	FigureResults, FigureResultsLack, FigureResultsAll    string
	FigureGrades, FigureGraded, FigureShare, CountResults string
	FigureTogether, FigureRepaired, FigureWithdrawn       string
	FigureWithin, FigureWithinNone                        string
	FigureMedian, FigureMedianBefore                      string
	FigureSanctions, FigureInForce, FigureAppealed        string
	FigureEnded                                           string
	FigureRepeat, FigureRepeatNone, FigureRepeatAll       string
	ByYear, AllYears, ByYearTitle, ByYearTitleOf          string
	ByYearOf, ByYearTrend, ByYearInTime, ByYearDisclosed  string
	ByYearLate, ByYearDue, ByYearOpen                     string
	ColumnInTime, ColumnLate, ColumnDue, ColumnRequired   string
	DistrictsOf, DistrictsMost, AllDistricts              string
	PayDisclosed                                          string
	GroupsLede, GroupsOfDistricts, GroupsOfFields         string
	GroupsOfPurchasers                                    string
	GroupOfDistrict, GroupOfField, GroupOfPurchaser       string
	GroupPay, GroupNoPay, GroupSanctions, GroupNoInForce  string
	ProjectsPay, ProjectsNoPay, GroupPaid                 string
}

var homeChinese = HomeWords{
	HomeOpening:   "{year}~年，{required}承接政府购买服务的机构应公开管理层薪酬：{clauses}。",
	HomeRequired:  "{n}~家",
	HomeNoYear:    "本站公开{agencies}、{projects}和{sanctions}。",
	HomeDisclosed: "{count}已公开", HomeLate: "{count}逾期公开", HomeOpen: "{count}", HomeOpenCount: "{n}~家至今未公开", HomeDue: "{count}尚未到期",

	NewestSanctions: "最新惩戒", NoSanctions: "没有可公示的惩戒记录。", AllSanctions: "全部~{n}~条惩戒",
	NothingMissing: "到期应公开的都已公开。", NothingAsked: "目前没有按规则应公开的内容。",
	AllMissing: "未公开的完整名单（{n}~家）", MissingNothingMore: "公开情况",
	MissingOfPay:      "{year}~年管理层薪酬：{count}",
	MissingOfPolicy:   "薪酬管理制度，历年：{count}",
	MissingOfResults:  "项目的验收和评价结果，历年：{count}",
	MissingBasis:      "依据{rules}。{deadline}",
	MissingDeadline:   "期限由主办方设定：{when}。",
	MissingNoDeadline: "本站没有设定期限。",

	InFigures: "数字", Lists: "各个列表",
	FigureHolds:      "本站收录{agencies}，和政府向它们购买的{projects}。",
	FigurePolicy:     "{year}~年，应公开薪酬管理制度的~{of}~家中，{n}已公开{share}。",
	FigurePolicyAll:  "{year}~年，应公开薪酬管理制度的~{n}~家都已公开。",
	FigureByDistrict: "各区情况",
	FigureResults:    "已结束并到期应公开结果的~{of}~个项目中，{n}已公开齐全{share}，{lack}。",
	FigureResultsAll: "已结束并到期应公开结果的~{n}~个项目，都已公开齐全。", FigureResultsLack: "{n}~个还缺",
	FigureGrades: "最近一次结论是评价等级的{graded}中，{excellent}为优秀，{good}为良好{share}。", FigureTogether: "，合计占~{percent}", FigureGraded: "~{n}~个项目",
	FigureShare: "（{percent}）", CountResults: "{n}~个",
	FigureMedian:       "{year}~年已公开的~{n}~家机构，付给“{tier}”这一层级全体人员的薪酬福利合计，一半低于{median}，一半高于这个数（中位数）。",
	FigureMedianBefore: "{year}~年的中位数是{median}。",
	FigureSanctions:    "可以公示的{sanctions}中，{clauses}。",
	FigureInForce:      "{count}生效中", FigureAppealed: "{count}复议或诉讼中", FigureEnded: "{count}已届满", FigureRepaired: "{count}已修复", FigureWithdrawn: "{count}已撤销",
	FigureRepeat: "受过两次以上惩戒的机构有{count}。", FigureRepeatNone: "公示的记录里，没有机构受过两次以上惩戒。",
	FigureWithin: "两次相隔不超过~{months}~个月的有{agencies}。", FigureWithinNone: "没有一家的两次惩戒相隔不超过~{months}~个月。",
	FigureRepeatAll: "看交叉核对",

	ByYear: "历年薪酬公开", AllYears: "各年详情",
	ByYearTitle:   "各年应公开管理层薪酬的机构，按是否公开",
	ByYearTitleOf: "{name}：各年应公开管理层薪酬的机构，按是否公开",
	ByYearOf:      "{year}~年应公开~{of}~家：{clauses}。",
	ByYearTrend:   "公开的比例，{first}~年为~{before}，{last}~年为~{now}。",
	ByYearInTime:  "{n}~家按期公开", ByYearDisclosed: "{n}~家已公开", ByYearLate: "{n}~家逾期公开", ByYearDue: "{n}~家未到期", ByYearOpen: "{n}~家未公开",
	ColumnInTime: "按期公开", ColumnLate: "逾期公开", ColumnDue: "未到期", ColumnRequired: "应公开",

	DistrictsOf:   "薪酬一栏是~{year}~年已公开的机构与应公开的机构，含逾期公开的；应公开的不足~5~家时不计算百分比。",
	DistrictsMost: "只列出~{year}~年未公开事项最多的~{n}~个区，共~{all}~个区。",
	AllDistricts:  "全部~{n}~个区",
	PayDisclosed:  "{year}~年薪酬公开",

	GroupsLede:         "共{count}。{opening}",
	GroupsOfDistricts:  "~{n}~个区",
	GroupsOfFields:     "~{n}~个服务领域",
	GroupsOfPurchasers: "~{n}~个购买主体",
	GroupOfDistrict:    "这个区有{agencies}，承接政府购买的{projects}。{pay}{sanctions}",
	GroupOfField:       "这一领域有{agencies}，政府购买了{projects}。{pay}{sanctions}",
	GroupOfPurchaser:   "向{agencies}购买了{projects}。{pay}{sanctions}",
	GroupPay:           "{year}~年，其中{of}应公开管理层薪酬：{clauses}。",
	GroupNoPay:         "{year}~年，其中没有应公开管理层薪酬的机构。",
	GroupPaid:          "{n}~家", ProjectsPay: "{year}~年，因这些项目应公开管理层薪酬的有{of}：{clauses}。", ProjectsNoPay: "{year}~年，没有机构因这些项目应公开管理层薪酬。",
	GroupSanctions: "有{count}。", GroupNoInForce: "没有生效中的惩戒。",
}

var homeEnglish = HomeWords{
	HomeOpening:   "For {year}, {required} with government contracts had to disclose what their management is paid: {clauses}.",
	HomeRequired:  "{n}~agency|{n}~agencies",
	HomeNoYear:    "This site publishes {agencies}, {projects} and {sanctions}.",
	HomeDisclosed: "{count} did in time", HomeLate: "{count} did late", HomeOpen: "{count}", HomeOpenCount: "{n}~still has not|{n}~still have not", HomeDue: "{count} not yet due",

	NewestSanctions: "Newest sanctions", NoSanctions: "There is no sanction that may be shown.", AllSanctions: "The sanction|All {n} sanctions",
	NothingMissing: "Everything that was due has been disclosed.", NothingAsked: "At present the rules ask nobody here to disclose anything.",
	AllMissing: "Full list of what is missing ({n} agency)|Full list of what is missing ({n} agencies)", MissingNothingMore: "Disclosure",
	MissingOfPay:      "Management pay for {year}: {count}",
	MissingOfPolicy:   "Pay policy, all years: {count}",
	MissingOfResults:  "Project results, all years: {count}",
	MissingBasis:      "Under {rules}. {deadline}",
	MissingDeadline:   "Deadline, set by the operator: {when}.",
	MissingNoDeadline: "This site has set no deadline.",

	InFigures: "In figures", Lists: "All lists",
	FigureHolds:      "This site covers {agencies} and {projects} that government purchased from them.",
	FigurePolicy:     "For {year}, {n} of the {of} agency that had to disclose a pay policy has done so{share}.|For {year}, {n} of the {of} agencies that had to disclose a pay policy have done so{share}.",
	FigurePolicyAll:  "For {year}, the one agency that had to disclose a pay policy has done so.|For {year}, all {n} agencies that had to disclose a pay policy have done so.",
	FigureByDistrict: "By district",
	FigureResults:    "Of {of} finished project whose results were due, {n} has them all disclosed{share}; {lack}.|Of {of} finished projects whose results were due, {n} have them all disclosed{share}; {lack}.",
	FigureResultsAll: "The one finished project whose results were due has them all disclosed.|All {n} finished projects whose results were due have them all disclosed.", FigureResultsLack: "{n}~lacks some|{n}~lack some",
	FigureGrades: "Of {graded}, {excellent} got “excellent” most recently and {good} “good”{share}.", FigureTogether: ", {percent} together", FigureGraded: "{n}~graded project|{n}~graded projects",
	FigureShare: " ({percent})", CountResults: "{n}",
	FigureMedian:       "For {year}, half of the {n} agencies that disclosed it paid the whole tier “{tier}” less than {median} in all, and half paid more (the median).",
	FigureMedianBefore: "For {year} the median was {median}.",
	FigureSanctions:    "Of {sanctions} that may be shown: {clauses}.",
	FigureInForce:      "{count} in force", FigureAppealed: "{count} under appeal", FigureEnded: "{count} ended", FigureRepaired: "{count} repaired", FigureWithdrawn: "{count} withdrawn",
	FigureRepeat: "{count} has been sanctioned twice or more.|{count} have been sanctioned twice or more.", FigureRepeatNone: "In the records shown, no agency was sanctioned twice or more.",
	FigureWithin: "Twice within {months}~months: {agencies}.", FigureWithinNone: "None was sanctioned twice within {months}~months.",
	FigureRepeatAll: "See the cross-checks",

	ByYear: "Disclosure of pay by year", AllYears: "More on each year",
	ByYearTitle:   "Agencies that had to disclose what their management is paid, by year and by whether they did",
	ByYearTitleOf: "{name}: agencies that had to disclose what their management is paid, by year and by whether they did",
	ByYearOf:      "For {year}, of {of} required: {clauses}.",
	ByYearTrend:   "The share that disclosed was {before} for {first} and {now} for {last}.",
	ByYearInTime:  "{n}~in time", ByYearDisclosed: "{n}~disclosed", ByYearLate: "{n}~late", ByYearDue: "{n}~not yet due", ByYearOpen: "{n}~not disclosed",
	ColumnInTime: "In time", ColumnLate: "Late", ColumnDue: "Not yet due", ColumnRequired: "Required",

	DistrictsOf:   "Pay: how many agencies disclosed for {year}, late ones included, of those that had to. Where fewer than 5 had to, no percentage is given.",
	DistrictsMost: "These are the {n} of {all} districts with most left undisclosed for {year}.",
	AllDistricts:  "The district|All {n} districts",
	PayDisclosed:  "Pay disclosed, {year}",

	GroupsLede:         "{count}. {opening}",
	GroupsOfDistricts:  "{n}~district|{n}~districts",
	GroupsOfFields:     "{n}~field of service|{n}~fields of service",
	GroupsOfPurchasers: "{n}~purchaser|{n}~purchasers",
	GroupOfDistrict:    "This district has {agencies} with {projects} purchased by government. {pay} {sanctions}",
	GroupOfField:       "This field has {agencies}, and government has purchased {projects}. {pay} {sanctions}",
	GroupOfPurchaser:   "It purchased {projects} from {agencies}. {pay} {sanctions}",
	GroupPay:           "For {year}, {of} of them had to disclose what their management is paid: {clauses}.",
	GroupNoPay:         "For {year}, none of them had to disclose what its management is paid.",
	GroupPaid:          "{n}", ProjectsPay: "For {year}, {of} had to disclose what their management is paid because of such projects: {clauses}.", ProjectsNoPay: "For {year}, no agency had to disclose what its management is paid because of such projects.",
	GroupSanctions: "There is {count}.|There are {count}.", GroupNoInForce: "No sanction is in force.",
}

// Form is the form of a string for a number, with its slots left open.
func Form(form string, n int) string {
	one, other, two := strings.Cut(form, "|")
	if two && n != 1 {
		return other
	}
	return one
}

// Percent writes tenths of a percent in the one form that all pages use: 85.7%, 100%.
// A decimal that says nothing is left out.
func Percent(tenths int) string {
	s := Grouped(tenths / 10)
	if rest := tenths % 10; rest != 0 {
		s += "." + strconv.Itoa(rest)
	}
	return s + "%"
}
