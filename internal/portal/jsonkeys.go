package portal

import (
	"gongshi/internal/host"
	"gongshi/internal/schema"
)

// The forms of values, as a schema can say them. A part of a path is neither . nor ..
const (
	webPattern  = `^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\s]+([/?#].*)?$`
	rootPattern = `^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\s]+(/[^?#]*)?$`
	mailPattern = `^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+$`
	dayPattern  = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`
	yearlyDay   = `^(02-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12][0-9]|30)|(0[13578]|1[02])-31)$`
	zonePattern = `^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$`
	pathPattern = `^` + pathPart + `(/` + pathPart + `)*$`
	keptPattern = `^` + pathPart + `(/` + pathPart + `)*/?$`
	pathPart    = `(\.?[^/.][^/]*|\.\.[^/]+)`
	codePattern = `^[1-9ANY][1-59][0-9]{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$`
)

// allKeys are the keys of gongshi.yaml in the order of docs/config.md.
func allKeys() members {
	return append(siteKeys(), dataKeys()...)
}

// siteKeys are the settings of the site.
func siteKeys() members {
	languages := list(oneOf(Chinese, Traditional, English))
	languages.Unique, languages.Default = true, []string{Chinese}
	zone := pattern(zonePattern, "Asia/Shanghai")
	zone.Not, zone.Default = &node{Enum: []any{"Local"}}, defaultZone
	asOf := pattern(dayPattern, "2026-06-30")
	asOf.Not = &node{Enum: []any{"2099-12-31"}}
	pages := node{Enum: []any{Full, Folded, nil}, Default: Full}
	title := text("拟州市社会工作公示")
	title.Default = "公示"
	return members{
		named("title", "站点名称", "Title", "显示在页眉、订阅源和检索页；默认“公示”。", "The portal's name; default 公示.", title),
		named("title_en", "英文名称", "English title", "默认同 title。", "Default: title.", text("Nizhou Disclosure")),
		named("base_url", "发布后的根地址", "Published root", "http 或 https；订阅源、站点地图和 404 页需要它。", "Feeds, the site map and 404.html need it.", pattern(rootPattern, "https://example.org/gs/")),
		named("languages", "界面语言", "Languages", "第一种在根目录；默认 [zh-CN]。", "The first one stands at the root; default [zh-CN].", languages),
		named("zone", "时区", "Time zone", "判断“今天”的时区；默认 Asia/Shanghai。", "The zone in which today is judged; default Asia/Shanghai.", zone),
		named("as_of", "数据截至日", "As of", "按哪一天判断；一般不写，用构建当天。", "The day that ages and judges; usually left out: today.", asOf),
		named("operator", "主办单位", "Operator", "显示在页脚。", "Who runs the site, for the footer.", operatorKeys()),
		named("contact", "联系和纠错", "Contact", "联系、投诉和纠错入口。", "Contact, complaints and corrections.", contactKeys()),
		named("host", "托管方式", "Host", "网站放在哪里；见 docs/hosting.md。", "Where the site is served from; see docs/hosting.md.", oneOf(host.Names()...)),
		named("pages", "页面划分", "Pages", "full（默认）：每条记录一页；folded：项目和惩戒并入机构的页面。", "full (default): a page for each record; folded: projects and sanctions are sections of their agency's page.", pages),
		named("rulebook", "规则", "Rulebook", "文件夹内的规则文件，或内置规则的名称；默认 shenzhen-2020。", "A file inside the portal, or the name of a built-in book; default shenzhen-2020.", rulebookKeys()),
		named("deadlines", "公开期限", "Deadlines", "法规没有规定期限：不写就从不说“逾期”。", "The law sets none: without one nothing is ever overdue.", object(
			named("pay", "薪酬", "Pay", "下一年的月-日，要加引号。", "Month and day of the next year, in quotes.", pattern(yearlyDay, "06-30")),
			named("policy", "薪酬管理制度", "Pay policy", "首份合同开始后的天数。", "Days after the first contract starts.", days(maxDays)),
			named("results", "项目结果", "Results", "项目结束后的天数。", "Days after a project ends.", days(maxDays)),
		)),
		named("districts", "各区", "Districts", "按显示次序。", "In the order in which they are shown.", list(item([]string{"name"},
			named("code", "代码", "Code", "行政区划代码，要加引号。", "The division's code, in quotes.", text("990001")),
			named("name", "区名", "Name", "必填，互不相同。", "Required; no two are the same.", filled("栖禾区")),
			named("name_en", "英文名", "English name", "英文页面上的名称。", "The name in English pages.", text("Qihe District")),
			named("order", "次序", "Order", "从 1 开始的整数。", "A whole number from 1.", days(maxOrder)),
		))),
	}
}

// rulebookKeys are a name, or a mapping that also extends the book.
func rulebookKeys() node {
	until := pattern(dayPattern, "2026-12-31")
	until.Not = &node{Enum: []any{"2099-12-31"}}
	n := object(
		named("file", "规则", "Rulebook", "文件夹内的相对路径，或内置规则的名称。", "A path inside the portal, or the name of a built-in book.", pattern(pathPattern, "rulebook.yaml", "shenzhen-2020")),
		named("extended_until", "延长到", "Extended until", "按市里的通知，规则施行到这一天（含）。", "The rules are taken to go on until this day, inclusive.", until),
		named("reason", "理由", "Reason", "与 extended_until 同时写；页面上会说明。", "With extended_until; the pages say it.", text("拟府办函〔2025〕9号")),
	)
	n.Type = append(n.Type, "string")
	n.Pattern = pathPattern
	n.Examples = []any{"rulebook.yaml", "shenzhen-2020"}
	n.DependentRequired = map[string][]string{"extended_until": {"reason"}, "reason": {"extended_until"}}
	return n
}

func operatorKeys() node {
	return object(
		named("name", "名称", "Name", "主办单位全称。", "The operator's full name.", text("拟州市社会工作协会")),
		named("url", "网址", "Address", "主办单位的网站。", "The operator's site.", web("https://xiehui.example/")),
		named("codes", "备案信息", "Registrations", "没有就不写，绝不编造。", "Left out where there is none.", object(
			named("site_id", "网站标识码", "Site number", "政府网站标识码，要加引号。", "The number of a government site, in quotes.", text("9900000001")),
			named("icp", "ICP 备案号", "ICP number", "如 拟ICP备00000001号。", "As in 拟ICP备00000001号.", text("拟ICP备00000001号")),
			named("public_security", "公安备案号", "Public security number", "如 拟公网安备00000001号。", "As in 拟公网安备00000001号.", text("拟公网安备00000001号")),
		)),
	)
}

func contactKeys() node {
	return object(
		named("email", "电子邮箱", "E-mail", "单位邮箱。", "The operator's address.", pattern(mailPattern, "gongshi@xiehui.example")),
		named("url", "联系页面", "Contact page", "网址。", "A web address.", web("https://xiehui.example/contact")),
		named("phone", "电话", "Telephone", "办公电话。", "An office line.", text("0990-5550000")),
		named("correction_url", "纠错页面", "Corrections", "会带上记录的地址；网址里可写 {url}、{title} 和 {kind}（correction 或 reply）。", "Gets the record's address; {url}, {title} and {kind} (correction or reply) in it are replaced.", web("https://xiehui.example/correct")),
	)
}

// dataKeys are the settings of how data is read.
func dataKeys() members {
	kept := pattern(keptPattern, "CNAME", ".well-known")
	kept.Type = []string{"string"}
	// Every form has a year: YYYY, in Go's notation 2006 or 06, or Y behind an era.
	layout := node{Type: []string{"string"}, Pattern: `Y|06`, Examples: []any{"DD/MM/YYYY", "02/01/2006", "GGGGY年M月D日"}}
	return members{
		named("privacy", "个人信息", "Privacy", "个人信息检查的书面豁免。", "Written exemptions from the privacy rules.", object(
			named("allow", "豁免", "Exemptions", "每项一条记录的一列，写明理由。", "Each one a column of a record, with a reason.", list(exemption())),
		)),
		named("codes_accepted", "认可的代码", "Accepted codes", "校验码不对但确实合法的统一社会信用代码。", "Legal credit codes whose check character fails.", list(item([]string{"code", "reason"},
			named("code", "代码", "Code", "18 位统一社会信用代码。", "A unified social credit code of 18 characters.", node{Type: []string{"string", "integer"}, Pattern: codePattern}),
			reason(),
		))),
		named("keep", "保留的路径", "Kept paths", "输出文件夹里不归本程序管的路径。", "Paths in the published folder that are not ours.", list(kept)),
		named("aliases", "表头别名", "Aliases", "表 → 表头 → 列；不收录的列留空。", "Table, header as written, column; nothing for a column that is not kept.", perTable(func(t *schema.Table) node {
			return written(either("columns-"+t.Name, "nothing"))
		})),
		named("values", "取值换写", "Values", "表 → 列 → 写法 → 取值。", "Table, column, as written, value.", perTable(func(t *schema.Table) node { return ref("values-" + t.Name) })),
		named("defaults", "默认值", "Defaults", "表 → 列 → 空白时的值。", "Table, column, value of a blank cell or a missing column.", perTable(func(t *schema.Table) node { return ref("defaults-" + t.Name) })),
		named("dates", "日期写法", "Dates", "表 → 日期写法，含年、月、日。", "Table, further forms of dates with year, month and day.", perTable(func(*schema.Table) node { return list(layout) })),
	}
}

func reason() member {
	return named("reason", "理由", "Reason", "必填。", "Required.", node{Type: []string{"string", "number"}, Pattern: `\S`})
}

// exemption is an item of privacy.allow: where it speaks of a table, the column is one
// of that table's.
func exemption() node {
	var tables []string
	var each []node
	for _, t := range schema.Tables() {
		tables = append(tables, t.Name, t.ZH)
		is := node{Properties: members{{"table", oneOf(t.Name, t.ZH)}}, Required: []string{"table"}}
		has := node{Properties: members{{"column", ref("columns-" + t.Name)}}, Required: []string{"column"}}
		each = append(each, node{If: &is, Then: &has})
	}
	n := item([]string{"table", "key", "reason"},
		named("table", "表", "Table", "表名；页面写 content。", "A table, or content for pages.", oneOf(append(tables, Content)...)),
		named("key", "记录", "Record", "机构和薪酬：统一社会信用代码；项目和评价：项目编号；惩戒：文书号；页面：文件名。", "A credit code, project number, document number or file.", filled()),
		named("column", "列", "Column", "列名；页面不写。", "The column; left out for pages.", optional(node{Type: []string{"string"}})),
		reason())
	n.AllOf = each
	return n
}
