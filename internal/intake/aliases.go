package intake

// builtIn are headers that offices write for a column, by table and column, folded.
// docs/data.md lists them. What is not here can be said under aliases in gongshi.yaml.
var builtIn = map[string]map[string][]string{
	"agencies": {
		"agency_id":      codeHeaders,
		"name":           {"单位名称", "社会组织名称", "社工机构名称", "机构全称", "单位全称", "名称"},
		"short_name":     {"机构简称", "单位简称"},
		"former_names":   {"原名称", "曾用名称"},
		"district":       {"所属区", "区", "辖区", "行政区"},
		"status":         {"机构状态", "登记状态"},
		"founded_on":     {"成立时间", "登记日期", "成立登记日期"},
		"registrar":      {"登记管理机关", "登记部门"},
		"supervisor":     {"主管单位", "业务主管部门"},
		"representative": {"法人代表"},
		"fields":         {"业务领域", "服务范围"},
		"website":        {"网站", "官网", "机构网址"},
		"phone":          {"联系电话", "电话", "办公电话"},
		"address":        {"办公地址", "住所", "机构地址"},
		"source_url":     sourceHeaders,
	},
	"pay": {
		"agency_id":    codeHeaders,
		"year":         {"年份", "所属年度", "公示年度"},
		"tier":         {"人员层级", "管理层级", "人员类别"},
		"headcount":    {"人员数量", "人员数", "领薪人数", "受薪人数"},
		"total":        {"薪酬福利总额", "年度薪酬总额", "薪酬总额", "年度薪酬福利总和"},
		"published_on": {"公示日期", "公布日期", "公开时间"},
		"source_url":   sourceHeaders,
		"note":         {"说明"},
	},
	"projects": {
		"project_id":         {"合同编号", "项目代码"},
		"name":               {"名称", "服务项目名称"},
		"agency_id":          codeHeaders,
		"purchaser":          {"购买方", "采购人", "购买单位", "采购单位"},
		"field":              {"项目领域", "业务领域"},
		"district":           {"所属区", "区", "辖区", "行政区"},
		"starts_on":          {"开始时间", "起始日期", "项目开始日期"},
		"signed_on":          {"签订日期", "签约日期", "合同签订时间"},
		"ends_on":            {"结束时间", "终止日期", "项目结束日期"},
		"amount":             {"项目金额", "合同总额", "项目经费"},
		"staff":              {"总人数", "人员总数", "项目人数"},
		"professional_staff": {"专业人员数", "专业岗位数"},
		"labour_cost":        {"人员成本", "人力费用"},
		"other_cost":         {"其他成本"},
		"supervision_cost":   {"督导费用"},
		"source_url":         sourceHeaders,
	},
	"evaluations": {
		"project_id": {"合同编号", "项目代码"},
		"kind":       {"评价类型", "评估类型"},
		"period":     {"评价周期", "评估周期"},
		"grade":      {"评价等级", "评估等级", "评价结果", "结果"},
		"score":      {"分数", "评分", "评价得分"},
		"assessor":   {"评估机构", "评估单位", "评价机构"},
		"decided_on": {"评估日期", "评价时间", "评估时间"},
		"comment":    {"评估意见", "意见"},
		"source_url": sourceHeaders,
	},
	"sanctions": {
		"sanction_id":   {"决定书文号", "文号", "处罚决定书文号"},
		"kind":          {"惩戒类别"},
		"subject":       {"惩戒对象", "对象类型"},
		"agency_id":     codeHeaders,
		"subject_name":  {"相对人名称", "当事人名称", "当事人"},
		"person":        {"姓名", "人员姓名"},
		"measures":      {"处罚种类", "惩戒种类"},
		"authority":     {"处罚机关", "决定机关", "惩戒机关"},
		"decided_on":    {"决定时间", "处罚日期", "处罚决定日期"},
		"facts":         {"违法事实", "事由"},
		"basis":         {"处罚依据", "法律依据"},
		"decision":      {"处罚内容", "处罚结果", "决定内容"},
		"fine":          {"罚款", "罚款数额"},
		"confiscated":   {"没收", "没收违法所得金额"},
		"published_on":  {"公开日期", "公示时间"},
		"valid_until":   {"有效期", "有效期至"},
		"publish_until": {"公示截止日期", "公示期至"},
		"source_url":    sourceHeaders,
	},
}

var (
	codeHeaders   = []string{"信用代码", "社会信用代码", "统一信用代码", "统一社会信用代码证号", "统一社会信用代码号", "机构代码", "机构信用代码"}
	sourceHeaders = []string{"来源网址", "来源链接", "公示网址", "链接"}
)

// headerRemarks are what may stand in brackets behind a column's name without making it another.
var headerRemarks = []string{"必填", "选填", "必填项", "选填项", "18位", "人", "名", "单位:人", "个", "年", "年月日", "年/月/日", "年-月-日", "yyyy-mm-dd", "yyyy/mm/dd", "yyyy年mm月dd日", "分", "百分制", "0-100", "单选", "多选", "文本", "文本格式", "日期"}
