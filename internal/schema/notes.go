package schema

// Note tells whoever fills in a table what belongs into a column.
type Note struct {
	ZH, EN  string // one or two sentences; the codes of a closed list are left out
	Example string // as one would type it, of one invented record per table; empty where that has nothing here
}

// Note returns the note of one of the table's columns; an empty one where there is
// no such column.
func (t *Table) Note(column string) Note { return notes[t.Name+"."+column] }

// What is what a cell of the kind holds, in a few words of Chinese and of English.
func (k Kind) What() (zh, en string) {
	switch k {
	case Name:
		return "一行文字", "one line"
	case Key:
		return "编号", "identifier"
	case CreditKey:
		return "代码", "code"
	case List:
		return "多个值", "list"
	case Date:
		return "日期", "date"
	case Year:
		return "年度", "year"
	case Money:
		return "金额", "money"
	case Count:
		return "整数", "whole number"
	case Score:
		return "得分", "0–100"
	case URL:
		return "网址", "address"
	case Coded:
		return "固定取值", "fixed value"
	}
	return "文字", "text"
}

// notes holds the note of every column. The examples belong together: an invented
// agency of an invented city, whose credit code lies in the unassigned region 990000.
var notes = map[string]Note{
	"agencies.agency_id":      {"18 位统一社会信用代码，各表靠它相连。", "The credit code of 18 characters that all tables refer to.", "529900000000000193"},
	"agencies.name":           {"登记证书上的名称，照原样显示。", "The registered name, shown as written.", "拟州市晨光社会工作服务中心"},
	"agencies.short_name":     {"通常的叫法，可检索。", "What people call it; searched.", "晨光社工"},
	"agencies.former_names":   {"以前登记过的名称，可检索；几个之间用“；”分开。", "Earlier names; searched. Several are separated by a semicolon.", "拟州市晨光社工服务站"},
	"agencies.district":       {"gongshi.yaml 里的区名或代码；别的值照原样保留并提示。", "A district of gongshi.yaml by name or code; others are kept with a notice.", "栖禾区"},
	"agencies.status":         {"空白即“正常”。", "Blank is active.", "正常"},
	"agencies.founded_on":     {"登记证书上的成立日期。", "The day of its first registration.", "2012-05-18"},
	"agencies.registrar":      {"核发登记证书的机关。", "The authority that registered it.", "拟州市民政局"},
	"agencies.supervisor":     {"业务主管单位；没有就留空。", "The body that supervises it; blank where there is none.", "拟州市民政局"},
	"agencies.representative": {"只填登记机关已公开的姓名。", "Only as published by the registrar.", "许闻溪"},
	"agencies.fields":         {"16 个服务领域中的一个或几个，几个之间用“；”分开；别的值照原样保留并提示。", "One or more of the 16 fields, separated by a semicolon; others are kept with a notice.", "社区建设；教育辅导"},
	"agencies.website":        {"机构自己的网站。", "The agency's own site.", "https://www.chenguang.example/"},
	"agencies.phone":          {"办公座机；手机号码是警告。", "An office line; a mobile number is a warning.", "000-55501234"},
	"agencies.address":        {"办公地址，不是住处。", "The office, nobody's home.", "拟州市栖禾区晴川街道半山路1号"},
	"agencies.sort_key":       {"名称有多音字时写一个读音相同的名称，用于排序；一般留空。", "A spelling of the same sound, for sorting names that have several readings; usually blank.", ""},
	"agencies.source_url":     {"登记信息原始网页的网址。", "Where the registration was published.", "https://shzz.nizhou.example/register/001.html"},

	"pay.agency_id":    {"机构表里的代码。", "A code of the table agencies.", "529900000000000193"},
	"pay.year":         {"薪酬所属年度，不是公开的年份。", "The year that was paid for, not the year of disclosure.", "2025"},
	"pay.tier":         {"每个机构每个年度三个层级各填一行。", "One row for each of the three tiers, per agency and year.", "总干事及副总干事"},
	"pay.headcount":    {"该层级领薪人数。", "People paid in the tier.", "3"},
	"pay.total":        {"单位：元。人数和总额都为 0 是“零申报”，不等于未公开。", "In CNY. 0 people and CNY 0 is a nil return, which is not “not disclosed”.", "1120554"},
	"pay.published_on": {"首次公开的日期；晚于期限即“逾期公开”。", "The day of the disclosure; later than the deadline is “late”.", "2026-06-04"},
	"pay.source_url":   {"公开网页的网址。", "Where it was disclosed.", "https://shegong.nizhou.example/pay/2025/001.html"},
	"pay.note":         {"需要说明的情况；不要写个人信息。", "What needs explaining; nothing about single persons.", "含年终奖金和社会保险"},

	"projects.project_id":         {"合同或采购编号，最多 200 个字符，永远不变。", "The number of the contract or tender: at most 200 characters; never changes.", "NZ-2025-001"},
	"projects.name":               {"合同上的项目名称。", "The name in the contract.", "晴川街道长者支持项目（2025年）"},
	"projects.agency_id":          {"承接机构在机构表里的代码。", "The agency that took it on: a code of the table agencies.", "529900000000000193"},
	"projects.purchaser":          {"出资购买服务的单位全称。", "The full name of the body that pays for the service.", "拟州市栖禾区晴川街道办事处"},
	"projects.field":              {"16 个服务领域之一；别的值照原样保留并提示。", "One of the 16 fields; others are kept with a notice.", "社区建设"},
	"projects.district":           {"服务所在的区；空白时用机构的区。", "Where the service is given; blank: the agency's.", "栖禾区"},
	"projects.starts_on":          {"合同约定的服务开始日期。", "The first day of the service.", "2025-01-01"},
	"projects.signed_on":          {"空白时同开始日期。", "Blank: starts_on.", "2024-12-20"},
	"projects.ends_on":            {"合同约定的服务结束日期；长期项目写 2099-12-31。", "The last day of the service; 2099-12-31 where there is no end.", "2025-12-31"},
	"projects.amount":             {"合同总金额，单位：元。", "The whole contract, in CNY.", "660000"},
	"projects.staff":              {"项目配备的全部人数。", "Everybody who works on the project.", "4"},
	"projects.professional_staff": {"其中专业社工岗位的人数。", "Of those, in professional posts.", "4"},
	"projects.labour_cost":        {"工资福利等人员经费，单位：元。", "Wages and benefits, in CNY.", "570000"},
	"projects.other_cost":         {"督导、活动、管理、保险、税费、培训等，单位：元。", "Supervision, activities, management, insurance, tax, training, in CNY.", "90000"},
	"projects.supervised_staff":   {"接受督导的人数。", "How many are supervised.", "4"},
	"projects.supervision_cost":   {"合同期内的督导经费，单位：元；已包括在其他费用里。", "For the whole contract, in CNY; part of other_cost.", "16800"},
	"projects.source_url":         {"合同公告的网址。", "Where the contract was published.", "https://zfcg.nizhou.example/contract/001.html"},

	"evaluations.project_id": {"项目表里的编号。", "A number of the table projects.", "NZ-2025-001"},
	"evaluations.kind":       {"这次是哪一种评价。", "What kind of result it is.", "专业评估"},
	"evaluations.period":     {"评价针对的时段，如 2025年中期。", "What it covers, such as the mid-term of 2025.", "2025年终期"},
	"evaluations.grade":      {"评价报告上的等级，显示时照原样。", "The grade of the report, shown as written.", "良好"},
	"evaluations.score":      {"0 到 100，最多两位小数。", "0 to 100, at most two decimals.", "86.5"},
	"evaluations.assessor":   {"作出评价的单位。", "The body that evaluated.", "拟州市社会工作评估中心"},
	"evaluations.decided_on": {"评价结果作出的日期。", "The day of the result.", "2025-12-10"},
	"evaluations.comment":    {"评价意见原文；不要写服务对象的个人信息。", "The comment as written; nothing about single clients.", "服务指标全部完成，建议增加入户探访的频次。"},
	"evaluations.source_url": {"评价结果公告的网址。", "Where the result was published.", "https://pinggu.nizhou.example/2025/001.html"},

	"sanctions.sanction_id":   {"决定书上的文号，照原样填写。", "The number of the decision, as written.", "拟民罚字〔2025〕1号"},
	"sanctions.kind":          {"行政机关作出的是行政处罚，行业组织作出的是行业惩戒。", "A penalty is an authority's, discipline that of the trade body.", "行政处罚"},
	"sanctions.subject":       {"针对机构还是从业人员。", "Whether it is about an agency or a practitioner.", "机构"},
	"sanctions.agency_id":     {"机构的惩戒填它或行政相对人名称。", "For an agency: this or subject_name.", "529900000000000193"},
	"sanctions.subject_name":  {"没有统一社会信用代码时必填。", "Required where there is no agency_id.", "拟州市晨光社会工作服务中心"},
	"sanctions.person":        {"对象是从业人员时必填，并代替代码作为键；可写全名或“王某某”，公开时只留姓，见 privacy.md。", "Required for a practitioner, and then the key in place of the code; in full or masked as in 王某某. What is published is masked: see privacy.md.", ""},
	"sanctions.measures":      {"可填几个，用“；”分开；清单以外的值照原样保留并提示。", "One or more, separated by a semicolon; values outside the list are kept with a notice.", "警告；罚款"},
	"sanctions.authority":     {"作出决定的单位全称。", "The full name of the body that decided.", "拟州市民政局"},
	"sanctions.decided_on":    {"决定书落款的日期。", "The date of the decision.", "2025-03-10"},
	"sanctions.facts":         {"认定的事实；删去证件号码、住址和无关的人。", "What was found; without numbers of papers, home addresses and bystanders.", "未按规定报送2024年度工作报告。"},
	"sanctions.basis":         {"依据的法规和条款。", "The rules and articles applied.", "《拟州市社会组织管理条例》第三十九条第一项"},
	"sanctions.decision":      {"决定的内容。", "What was decided.", "给予警告，并处罚款人民币5000元。"},
	"sanctions.fine":          {"单位：元；没有罚款就留空。", "In CNY; blank where there is none.", "5000"},
	"sanctions.confiscated":   {"单位：元；没有没收就留空。", "In CNY; blank where there is none.", ""},
	"sanctions.severity":      {"决定机关认定的严重程度；没有认定就留空，由规则库按种类认定。", "As the authority judged; where it did not, leave it blank: the rulebook goes by the measures.", "一般"},
	"sanctions.published_on":  {"首次公示的日期；在这天之前不显示。", "The day on which it was first published; it is not shown before.", "2025-03-14"},
	"sanctions.valid_until":   {"处罚本身持续到哪天；2099-12-31 为无期限。", "How long the sanction lasts; 2099-12-31 is without end.", "2028-03-09"},
	"sanctions.publish_until": {"最后一个可以公示的日子，先于规则库的期限；空白时按规则库计算。过后只留说明。", "The last day on which it may be shown, before any period of the rulebook, which holds where this is blank; afterwards only a note remains.", "2028-03-09"},
	"sanctions.status":        {"空白即“生效”。", "Blank is in_force.", "生效"},
	"sanctions.status_on":     {"状态从这天起算；在此之前不显示状态和原因。", "The status counts from this day; before it neither status nor reason is shown.", "2025-03-10"},
	"sanctions.status_reason": {"状态变化的原因，如“行政复议撤销”。", "Why the status changed, such as a successful appeal.", ""},
	"sanctions.source_url":    {"决定书公开网页的网址。", "Where the decision was published.", "https://mzj.nizhou.example/decisions/2025/001.html"},
}
