package main

import (
	"fmt"
	"slices"
	"strings"
)

// correction is one entry of the log of corrections. Its record is an agency, a
// project of the agency, or a sanction of it.
type correction struct {
	name, date  string // of its file; the day on which it was corrected
	table       string
	agency      string // short name
	on          string // sanctions: the day of the case
	title, body string
}

// writeCorrections puts every entry in a file of its own.
func writeCorrections(w *world) []page {
	var pages []page
	for _, c := range corrections {
		text := fmt.Sprintf("---\ndate: %s\nrecord: %s/%s\ntitle: %s\n---\n\n%s\n", c.date, c.table, c.slug(w), c.title, strings.TrimSpace(c.body))
		pages = append(pages, page{"content/corrections/" + c.date + "-" + c.name + ".md", text})
	}
	return pages
}

// slug finds the record that was corrected: of the projects, the agency's oldest.
func (c correction) slug(w *world) string {
	at := slices.IndexFunc(w.agencies, func(a agency) bool { return a.short == c.agency })
	switch c.table {
	case "agencies":
		return slug(w.agencies[at].id)
	case "projects":
		i := slices.IndexFunc(w.projects, func(p project) bool { return p.agency == at })
		return slug(w.projects[i].id)
	}
	i := slices.IndexFunc(w.sanctions, func(s sanction) bool { return s.agency == c.agency && s.on == c.on })
	return slug(w.sanctions[i].key())
}

var corrections = []correction{
	{
		name: "unit", date: "2024-07-19", table: "agencies", agency: "暖巷社工", title: "2023年度管理人员薪酬总额的单位有误",
		body: `
来件表头写“万元”，转录时按“元”读入，使机构管理人员一栏的总额小了一万倍。核对原表后当日更正，三个层级的合计与机构公开的表格一致。`,
	},
	{
		name: "end-date", date: "2025-03-06", table: "projects", agency: "山径社工", title: "合同结束日期录早了一年",
		body: `
结束日期录成了合同首年的年底，项目因此被误列为“验收结果未公开”。购买主体来函说明后，对照合同文本更正，该项目从未公开清单中移出。`,
	},
	{
		name: "name", date: "2025-08-12", table: "agencies", agency: "青禾社工", title: "更名前后的记录没有连在一起",
		body: `
2024年3月更名后，新旧名称下的记录一度分列两处。登记机关确认为同一法人，信用代码未变，现已合并显示，并补上曾用名。`,
	},
	{
		name: "fine", date: "2026-02-05", table: "sanctions", agency: "拾光社工", on: "2026-01-15", title: "处罚依据漏了一款",
		body: `
转录时漏掉了决定书引用的第二款，现已补齐；处罚种类和金额不受影响。机构来函指出后一个工作日内更正。`,
	},
	{
		name: "score", date: "2026-05-20", table: "projects", agency: "众擎救助", title: "绩效评价得分与等级对不上",
		body: `
得分个位与十位录反，与“良”的等级不符。经评价单位核对原始评分表后更正，等级不变。`,
	},
}
