package intake

import "strings"

// The national double-publicity export (双公示) of administrative penalties, layout of
// 2018 and later, in its English and Chinese headers. What the portal does not keep has
// no column; among that are the numbers of identity papers, which are never read.
var nationalLayout = []struct{ english, chinese, column string }{
	{"cf_xdr_mc", "行政相对人名称", "subject_name"},
	{"cf_xdr_lb", "行政相对人类别", ""},
	{"cf_xdr_shxym", "行政相对人代码_1(统一社会信用代码)", "agency_id"},
	{"cf_xdr_gszc", "行政相对人代码_2(工商注册号)", ""},
	{"cf_xdr_zzjg", "行政相对人代码_3(组织机构代码)", ""},
	{"cf_xdr_swdj", "行政相对人代码_4(税务登记号)", ""},
	{"cf_xdr_sydw", "行政相对人代码_5(事业单位证书号)", ""},
	{"cf_xdr_shzz", "行政相对人代码_6(社会组织登记证号)", ""},
	{"cf_frdb", "法定代表人", ""},
	{"cf_fr_zjlx", "法定代表人证件类型", ""},
	{"cf_fr_sfzh", "法定代表人证件号码", ""},
	{"cf_xdr_zjlx", "证件类型", ""},
	{"cf_xdr_zjhm", "证件号码", ""},
	{"cf_wsh", "行政处罚决定书文号", "sanction_id"},
	{"cf_wfxw", "违法行为类型", ""},
	{"cf_sy", "违法事实", "facts"},
	{"cf_yj", "处罚依据", "basis"},
	{"cf_cflb", "处罚类别", "measures"},
	{"cf_nr", "处罚内容", "decision"},
	{"cf_nr_fk", "罚款金额(万元)", "fine"},
	{"cf_nr_wfff", "没收违法所得、没收非法财物的金额(万元)", "confiscated"},
	{"cf_nr_zkdx", "暂扣或吊销证照名称及编号", ""},
	{"cf_jdrq", "处罚决定日期", "decided_on"},
	{"cf_yxq", "处罚有效期", "valid_until"},
	{"cf_gsjzq", "公示截止期", "publish_until"},
	{"cf_cfjg", "处罚机关", "authority"},
	{"cf_cfjgdm", "处罚机关统一社会信用代码", ""},
	{"cf_sjly", "数据来源单位", ""},
	{"cf_sjlydm", "数据来源单位统一社会信用代码", ""},
	{"bz", "备注", ""},
}

// isNational says whether a header row is that of the national export: it has a column
// that only the export has.
func isNational(cells []string) bool {
	for _, c := range cells {
		switch fold(c) {
		case "cf_wsh", "行政处罚决定书文号", "cf_xdr_shxym", "行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1":
			return true
		}
	}
	return false
}

// nationalColumn is the portal's column of a header of the export, "" where the portal
// does not keep it; ok is false for a header that the export does not have.
func nationalColumn(header string) (column string, ok bool) {
	folded := fold(header)
	if i := nationalLine(folded); i >= 0 {
		return nationalLayout[i].column, true
	}
	return "", identity(folded)
}

// nationalLine is the index in nationalLayout of a folded header, or -1.
func nationalLine(folded string) int {
	for i, l := range nationalLayout {
		code, kind, _ := strings.Cut(l.chinese, "(")
		bare := kind != "" && strings.HasPrefix(code, "行政相对人代码_") && folded == code // some systems leave the kind of code out
		if folded == l.english || folded == l.chinese || bare {
			return i
		}
	}
	return -1
}

// identity says whether a folded header is that of numbers of identity papers.
func identity(folded string) bool {
	for _, sign := range []string{"证件号码", "身份证", "sfzh", "zjhm"} {
		if strings.Contains(folded, sign) {
			return true
		}
	}
	return false
}

// nationalDefaults is what the export leaves unsaid.
func nationalDefaults(column string) string {
	switch column {
	case "kind":
		return "penalty"
	case "subject":
		return "agency"
	}
	return ""
}
