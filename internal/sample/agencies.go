package main

import (
	"fmt"
	"strings"
	"time"
)

// agency is a social-work service agency of the sample.
type agency struct {
	entry
	id        string // unified social credit code
	founded   time.Time
	registrar string
	address   string
	phone     string
	website   string
	fieldList []string
	// paidDirectors is how many of its directors it pays.
	paidDirectors int
}

// page is the name of the agency's files on the disclosure platform.
func (a agency) page() string {
	const tail = 10 // of the code, from here on it differs
	return strings.TrimPrefix(slug(a.site+"-"+a.id[tail:]), "-")
}

// serves reports whether contracts of the agency may run from start to end.
func (a agency) serves(start, end time.Time) bool {
	if a.fate.from != "" && start.Before(day(a.fate.from)) {
		return false
	}
	return a.fate.to == "" || !end.After(day(a.fate.to))
}

// nameOn is the name the agency bore on a day. One agency was renamed in 2024.
func (a agency) nameOn(t time.Time) string {
	if a.short == "青禾社工" && t.Before(ymd(2024, 3, 1)) {
		return a.former
	}
	return a.name
}

// status is the agency's standing as the register writes it.
func (a agency) status() string {
	if a.fate.status == "" {
		return active
	}
	return a.fate.status
}

func foundAgencies(d dice) []agency {
	// Dice of their own: more questions about boards must not change the codes.
	boards := roll("boards")
	list := make([]agency, len(roster))
	for i, e := range roster {
		home := districts[e.district]
		a := agency{entry: e, founded: day(e.founded), registrar: "拟州市民政局"}
		if e.local {
			a.registrar = "拟州市" + home.name + "民政局"
		}
		a.id = creditCode(e.kind, newBody(d, e.digits))
		a.fieldList = strings.Split(e.fields, "、")
		seat := pick(d, home.streets)
		a.address = fmt.Sprintf("拟州市%s%s%s%d号%d楼", home.name, seat.name, pick(d, roads), d.between(3, 288), d.between(1, 9))
		a.phone = fmt.Sprintf("000-5550%04d", d.between(1000, 9999))
		if boards.chance(28) && e.short != "匯橋社工" {
			a.paidDirectors = boards.between(1, 2)
		}
		if e.site != "" {
			a.website = "https://www." + e.site + ".example/"
		}
		list[i] = a
	}
	return list
}

func agencyTable(list []agency) table {
	t := table{path: "data/agencies.csv", bom: true, head: []string{"统一社会信用代码", "机构名称", "简称", "曾用名", "所在区", "状态", "成立日期",
		"登记机关", "业务主管单位", "法定代表人", "服务领域", "网址", "公开电话", "地址", "排序键", "来源"}}
	for i, a := range list {
		t.add(a.id, a.name, a.short, a.former, districts[a.district].name, a.status(), iso(a.founded),
			a.registrar, supervisor(a), a.person, a.fields, a.website, a.phone, a.address, a.fate.sortKey,
			fmt.Sprintf("https://shzz.nizhou.example/register/%03d.html", i+1))
	}
	return t
}

// supervisor is the body that watches the agency's work: that of its first field,
// where there is one, otherwise civil affairs.
func supervisor(a agency) string {
	switch a.fieldList[0] {
	case "禁毒戒毒":
		return "拟州市禁毒委员会办公室"
	case "残障康复":
		return "拟州市残疾人联合会"
	case "矫治帮教":
		return "拟州市司法局"
	case "职工帮扶":
		return "拟州市总工会"
	}
	return a.registrar
}
