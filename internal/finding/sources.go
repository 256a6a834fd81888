package finding

// own is the source of a rule that stands in no law or standard.
var own = Text{"本项目的规定", "our own decision"}

// Source names where a rule comes from: a law, a standard, or our own decision.
func Source(rule string) Text {
	if t, ok := sources()[rule]; ok {
		return t
	}
	return own
}

// sources are those of the rules that are not our own. Numbers of articles are given
// where we read them; nothing is quoted.
func sources() map[string]Text {
	creditCode := Text{"GB 32100-2015《法人和其他组织统一社会信用代码编码规则》", "GB 32100-2015, unified social credit codes of legal entities and other organisations"}
	personal := Text{"《个人信息保护法》第二十五条、第二十八条", "Personal Information Protection Law, articles 25 and 28"}
	csv := Text{"RFC 4180，CSV 的通用格式", "RFC 4180, the common format of CSV files"}
	scales := Text{"《政府购买社会工作服务项目评估管理办法（试行）》（深圳市民政局，2021 年）；财政部绩效评价的等级", "Shenzhen's trial rules of 2021 on assessing purchased social-work projects; the Ministry of Finance's bands of performance"}
	duties := Text{"《深圳市关于提升社会工作服务水平的若干措施》第十六条", "Shenzhen's measures of 2020 on social-work services, clause 16"}
	exchange := Text{"全国“双公示”导出文件的列", "the columns of the national double-publicity export"}
	bidi := Text{"Unicode UAX 9、UTS 39", "Unicode UAX 9 and UTS 39"}
	return map[string]Text{
		"bad-yaml":             {"YAML 1.2", "YAML 1.2"},
		"bank-card":            {"《个人信息保护法》第二十五条、第二十八条；ISO/IEC 7812-1（Luhn 校验）", "Personal Information Protection Law, articles 25 and 28; ISO/IEC 7812-1 for the check"},
		"bare-cr":              csv,
		"column-not-kept":      exchange,
		"credit-code-check":    creditCode,
		"credit-code-shape":    creditCode,
		"direction-control":    bidi,
		"duplicate-config-key": {"YAML 1.2 第 3.2.1.1 节", "YAML 1.2, section 3.2.1.1"},
		"foreign-party":        exchange,
		"grade-against-score":  scales,
		"grade-outside-scale":  scales,
		"invisible-character":  {"Unicode UTS 39", "Unicode UTS 39"},
		"missing-subject":      {"《行政处罚法》第五十九条", "Law on Administrative Penalties, article 59"},
		"missing-table":        duties,
		"mobile-number":        personal,
		"personal-id":          {"《个人信息保护法》第二十五条、第二十八条；GB 11643-1999", "Personal Information Protection Law, articles 25 and 28; GB 11643-1999"},
		"ragged-row":           csv,
		"stray-quote":          csv,
		"unclosed-quote":       csv,
		"unusual-code":         creditCode,
		"wrong-url":            {"RFC 3986", "RFC 3986"},

		"not-published":          {"规则库所列的公示和信用修复规定；《行政处罚法》第四十八条", "the rules on publication and credit repair in the rulebook; Law on Administrative Penalties, article 48"},
		"withdrawn-without-word": {"《行政处罚法》第四十八条", "Law on Administrative Penalties, article 48"},
		"publication-ends-soon":  {"规则库所列的公示和信用修复规定", "the rules on publication and credit repair in the rulebook"},
	}
}
