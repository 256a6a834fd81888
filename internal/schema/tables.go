package schema

// The variables below are written once, here, and never changed.

var agencies = Table{
	Name: "agencies", ZH: "机构", EN: "Agencies",
	Key: []string{"agency_id"},
	Columns: []Column{
		{Name: "agency_id", ZH: "统一社会信用代码", EN: "Unified social credit code", Kind: CreditKey, Required: true},
		{Name: "name", ZH: "机构名称", EN: "Name", Kind: Name, Required: true},
		{Name: "short_name", ZH: "简称", EN: "Short name", Kind: Name},
		{Name: "former_names", ZH: "曾用名", EN: "Former names", Kind: List},
		{Name: "district", ZH: "所在区", EN: "District", Kind: Name},
		{Name: "status", ZH: "状态", EN: "Status", Kind: Coded, Codes: AgencyStatuses},
		{Name: "founded_on", ZH: "成立日期", EN: "Founded on", Kind: Date},
		{Name: "registrar", ZH: "登记机关", EN: "Registrar", Kind: Name},
		{Name: "supervisor", ZH: "业务主管单位", EN: "Supervisory body", Kind: Name},
		{Name: "representative", ZH: "法定代表人", EN: "Legal representative", Kind: Name},
		{Name: "fields", ZH: "服务领域", EN: "Fields of service", Kind: List, Known: Fields},
		{Name: "website", ZH: "网址", EN: "Website", Kind: URL},
		{Name: "phone", ZH: "公开电话", EN: "Public telephone", Kind: Name},
		{Name: "address", ZH: "地址", EN: "Address", Kind: Text},
		{Name: "sort_key", ZH: "排序键", EN: "Sort key", Kind: Name},
		{Name: "source_url", ZH: "来源", EN: "Source", Kind: URL},
	},
}

var pay = Table{
	Name: "pay", ZH: "薪酬", EN: "Pay",
	Key: []string{"agency_id", "year", "tier"},
	Columns: []Column{
		{Name: "agency_id", ZH: "统一社会信用代码", EN: "Unified social credit code", Kind: CreditKey, Required: true},
		{Name: "year", ZH: "年度", EN: "Year", Kind: Year, Required: true},
		{Name: "tier", ZH: "层级", EN: "Tier", Kind: Coded, Required: true, Codes: Tiers},
		{Name: "headcount", ZH: "人数", EN: "Headcount", Kind: Count, Required: true},
		{Name: "total", ZH: "年度薪酬福利总额", EN: "Yearly total of pay and benefits", Kind: Money, Required: true},
		{Name: "published_on", ZH: "公开日期", EN: "Disclosed on", Kind: Date},
		{Name: "source_url", ZH: "来源", EN: "Source", Kind: URL},
		{Name: "note", ZH: "备注", EN: "Note", Kind: Text},
	},
}

var projects = Table{
	Name: "projects", ZH: "项目", EN: "Projects",
	Key: []string{"project_id"},
	Columns: []Column{
		{Name: "project_id", ZH: "项目编号", EN: "Project number", Kind: Key, Required: true},
		{Name: "name", ZH: "项目名称", EN: "Name", Kind: Name, Required: true},
		{Name: "agency_id", ZH: "统一社会信用代码", EN: "Unified social credit code", Kind: CreditKey, Required: true},
		{Name: "purchaser", ZH: "购买主体", EN: "Purchaser", Kind: Name, Required: true},
		{Name: "field", ZH: "服务领域", EN: "Field of service", Kind: Name, Known: Fields},
		{Name: "district", ZH: "所在区", EN: "District", Kind: Name},
		{Name: "starts_on", ZH: "开始日期", EN: "Starts on", Kind: Date, Required: true},
		{Name: "signed_on", ZH: "合同签订日期", EN: "Signed on", Kind: Date},
		{Name: "ends_on", ZH: "结束日期", EN: "Ends on", Kind: Date, Required: true},
		{Name: "amount", ZH: "合同金额", EN: "Contract amount", Kind: Money},
		{Name: "staff", ZH: "项目总人数", EN: "Staff", Kind: Count},
		{Name: "professional_staff", ZH: "专业岗位人数", EN: "Professional posts", Kind: Count},
		{Name: "labour_cost", ZH: "人力成本", EN: "Labour cost", Kind: Money},
		{Name: "other_cost", ZH: "其他费用", EN: "Other cost", Kind: Money},
		{Name: "supervised_staff", ZH: "被督导人数", EN: "Supervised staff", Kind: Count},
		{Name: "supervision_cost", ZH: "督导经费", EN: "Supervision cost", Kind: Money},
		{Name: "source_url", ZH: "来源", EN: "Source", Kind: URL},
	},
}

var evaluations = Table{
	Name: "evaluations", ZH: "评价", EN: "Evaluations",
	Key: []string{"project_id", "kind", "period", "decided_on"},
	Columns: []Column{
		{Name: "project_id", ZH: "项目编号", EN: "Project number", Kind: Key, Required: true},
		{Name: "kind", ZH: "类型", EN: "Kind", Kind: Coded, Required: true, Codes: EvaluationKinds},
		{Name: "period", ZH: "周期", EN: "Period", Kind: Name},
		{Name: "grade", ZH: "等级", EN: "Grade", Kind: Coded, Required: true, Codes: Grades},
		{Name: "score", ZH: "得分", EN: "Score", Kind: Score},
		{Name: "assessor", ZH: "评价单位", EN: "Assessor", Kind: Name},
		{Name: "decided_on", ZH: "评价日期", EN: "Evaluated on", Kind: Date, Required: true},
		{Name: "comment", ZH: "评价意见", EN: "Comment", Kind: Text},
		{Name: "source_url", ZH: "来源", EN: "Source", Kind: URL},
	},
}

var sanctions = Table{
	Name: "sanctions", ZH: "惩戒", EN: "Sanctions",
	Key: []string{"authority", "sanction_id", "agency_id", "person"},
	Columns: []Column{
		{Name: "sanction_id", ZH: "文书号", EN: "Document number", Kind: Key, Required: true},
		{Name: "kind", ZH: "类别", EN: "Kind", Kind: Coded, Required: true, Codes: SanctionKinds},
		{Name: "subject", ZH: "对象", EN: "Subject", Kind: Coded, Required: true, Codes: Subjects},
		{Name: "agency_id", ZH: "统一社会信用代码", EN: "Unified social credit code", Kind: CreditKey},
		{Name: "subject_name", ZH: "行政相对人名称", EN: "Name of the party", Kind: Name},
		{Name: "person", ZH: "从业人员姓名", EN: "Practitioner", Kind: Name},
		{Name: "measures", ZH: "种类", EN: "Measures", Kind: List, Required: true, Known: Measures},
		{Name: "authority", ZH: "作出机关", EN: "Authority", Kind: Name, Required: true},
		{Name: "decided_on", ZH: "决定日期", EN: "Decided on", Kind: Date, Required: true},
		{Name: "facts", ZH: "事实", EN: "Facts", Kind: Text},
		{Name: "basis", ZH: "依据", EN: "Legal basis", Kind: Text},
		{Name: "decision", ZH: "内容", EN: "Decision", Kind: Text},
		{Name: "fine", ZH: "罚款金额", EN: "Fine", Kind: Money},
		{Name: "confiscated", ZH: "没收金额", EN: "Confiscated", Kind: Money},
		{Name: "severity", ZH: "严重程度", EN: "Severity", Kind: Coded, Codes: Severities},
		{Name: "published_on", ZH: "公示日期", EN: "Published on", Kind: Date},
		{Name: "valid_until", ZH: "处罚有效期", EN: "In effect until", Kind: Date},
		{Name: "publish_until", ZH: "公示截止期", EN: "Published until", Kind: Date},
		{Name: "status", ZH: "状态", EN: "Status", Kind: Coded, Codes: SanctionStatuses},
		{Name: "status_on", ZH: "状态日期", EN: "Status since", Kind: Date},
		{Name: "status_reason", ZH: "状态原因", EN: "Reason of the status", Kind: Text},
		{Name: "source_url", ZH: "来源", EN: "Source", Kind: URL},
	},
}

// AgencyStatuses is the closed list of what an agency can be.
var AgencyStatuses = []Code{
	{ID: "active", ZH: "正常", EN: "Active"},
	{ID: "suspended", ZH: "停业", EN: "Suspended"},
	{ID: "deregistered", ZH: "注销", EN: "Deregistered"},
	{ID: "revoked", ZH: "吊销", EN: "Registration revoked"},
}

// Tiers is the closed list of management tiers whose pay is disclosed.
var Tiers = []Code{
	{ID: "directors", ZH: "受薪理事", EN: "Paid directors"},
	{ID: "executives", ZH: "总干事及副总干事", EN: "Secretary-general and deputies"},
	{ID: "managers", ZH: "机构管理人员", EN: "Agency managers"},
}

// EvaluationKinds is the closed list of results a project can get.
var EvaluationKinds = []Code{
	{ID: "acceptance", ZH: "验收", EN: "Acceptance"},
	{ID: "performance", ZH: "绩效评价", EN: "Performance evaluation"},
	{ID: "assessment", ZH: "专业评估", EN: "Professional assessment"},
	{ID: "contract", ZH: "履约评价", EN: "Contract performance"},
}

// Grades is the closed list of grades, shown as written.
var Grades = []Code{
	{ID: "excellent", ZH: "优秀", EN: "Excellent", Aliases: []string{"优"}},
	{ID: "good", ZH: "良好", EN: "Good", Aliases: []string{"良"}},
	{ID: "fair", ZH: "中", EN: "Fair"},
	{ID: "qualified", ZH: "合格", EN: "Qualified"},
	{ID: "poor", ZH: "差", EN: "Poor"},
	{ID: "unqualified", ZH: "不合格", EN: "Unqualified"},
	{ID: "passed", ZH: "通过", EN: "Passed"},
	{ID: "passed-after-rectification", ZH: "整改后通过", EN: "Passed after rectification"},
	{ID: "failed", ZH: "不通过", EN: "Failed"},
}

// SanctionKinds tells administrative penalties from industry discipline.
var SanctionKinds = []Code{
	{ID: "penalty", ZH: "行政处罚", EN: "Administrative penalty"},
	{ID: "discipline", ZH: "行业惩戒", EN: "Industry discipline"},
}

// Subjects is the closed list of whom a sanction is about.
var Subjects = []Code{
	{ID: "agency", ZH: "机构", EN: "Agency"},
	{ID: "practitioner", ZH: "从业人员", EN: "Practitioner"},
}

// Severities is the closed list of how serious the wrong was.
var Severities = []Code{
	{ID: "minor", ZH: "轻微", EN: "Minor"},
	{ID: "general", ZH: "一般", EN: "General"},
	{ID: "serious", ZH: "严重", EN: "Serious"},
}

// SanctionStatuses is the closed list of where a sanction stands.
var SanctionStatuses = []Code{
	{ID: "in_force", ZH: "生效", EN: "In force", Aliases: []string{"生效中"}},
	{ID: "ended", ZH: "已届满", EN: "Ended"},
	{ID: "repaired", ZH: "已修复", EN: "Repaired"},
	{ID: "appealed", ZH: "复议或诉讼中", EN: "Under appeal", Aliases: []string{"复议诉讼中"}},
	{ID: "withdrawn", ZH: "已撤销", EN: "Withdrawn"},
}

// Fields is the list of the 16 fields of service in the order of the Shenzhen
// measures of 2020, clause 2. It is open: other fields are kept as written. The id
// is the field's slug.
var Fields = []Code{
	{ID: "sw01", ZH: "社会福利", EN: "Social welfare"},
	{ID: "sw02", ZH: "社会救助", EN: "Social assistance"},
	{ID: "sw03", ZH: "慈善事业", EN: "Charity"},
	{ID: "sw04", ZH: "社区建设", EN: "Community building"},
	{ID: "sw05", ZH: "婚姻家庭", EN: "Marriage and family"},
	{ID: "sw06", ZH: "精神卫生", EN: "Mental health"},
	{ID: "sw07", ZH: "残障康复", EN: "Disability rehabilitation"},
	{ID: "sw08", ZH: "教育辅导", EN: "Education counselling"},
	{ID: "sw09", ZH: "就业援助", EN: "Employment assistance"},
	{ID: "sw10", ZH: "职工帮扶", EN: "Workers' support"},
	{ID: "sw11", ZH: "犯罪预防", EN: "Crime prevention"},
	{ID: "sw12", ZH: "禁毒戒毒", EN: "Drug control"},
	{ID: "sw13", ZH: "矫治帮教", EN: "Correction and aftercare"},
	{ID: "sw14", ZH: "卫生健康", EN: "Health"},
	{ID: "sw15", ZH: "纠纷调解", EN: "Dispute mediation"},
	{ID: "sw16", ZH: "应急处置", EN: "Emergency response"},
}

// Measures is the list of known measures, of the Administrative Penalty Law
// (2021), article 9, the rules on social organisations, and industry discipline.
// It is open: other measures are kept as written.
var Measures = []Code{
	{ID: "warning", ZH: "警告", EN: "Warning"},
	{ID: "circulated-criticism", ZH: "通报批评", EN: "Circulated criticism"},
	{ID: "fine", ZH: "罚款", EN: "Fine"},
	{ID: "confiscation-gains", ZH: "没收违法所得", EN: "Confiscation of illegal gains"},
	{ID: "confiscation-property", ZH: "没收非法财物", EN: "Confiscation of illegal property"},
	{ID: "permit-suspended", ZH: "暂扣许可证件", EN: "Permit suspended"},
	{ID: "grade-lowered", ZH: "降低资质等级", EN: "Qualification lowered"},
	{ID: "permit-revoked", ZH: "吊销许可证件", EN: "Permit revoked"},
	{ID: "activity-restricted", ZH: "限制开展生产经营活动", EN: "Activities restricted"},
	{ID: "business-halted", ZH: "责令停产停业", EN: "Ordered to suspend business"},
	{ID: "closure", ZH: "责令关闭", EN: "Ordered to close"},
	{ID: "occupation-barred", ZH: "限制从业", EN: "Barred from the occupation"},
	{ID: "detention", ZH: "行政拘留", EN: "Administrative detention"},
	{ID: "activities-suspended", ZH: "限期停止活动", EN: "Activities suspended for a term"},
	{ID: "registration-cancelled", ZH: "撤销登记", EN: "Registration cancelled"},
	{ID: "certificate-revoked", ZH: "吊销登记证书", EN: "Registration certificate revoked"},
	{ID: "banned", ZH: "取缔", EN: "Banned"},
	{ID: "persons-replaced", ZH: "责令撤换直接负责的主管人员", EN: "Ordered to replace those in charge"},
	{ID: "admonition", ZH: "谈话提醒", EN: "Admonition"},
	{ID: "rectification", ZH: "责令整改", EN: "Ordered to rectify"},
	{ID: "trade-warning", ZH: "业内警告", EN: "Warning within the trade"},
	{ID: "public-censure", ZH: "公开谴责", EN: "Public censure"},
	{ID: "membership-suspended", ZH: "暂停会员资格", EN: "Membership suspended"},
	{ID: "membership-lowered", ZH: "降低会员级别", EN: "Membership lowered"},
	{ID: "membership-cancelled", ZH: "取消会员资格", EN: "Membership cancelled"},
}
