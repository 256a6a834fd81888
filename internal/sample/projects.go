package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// project is one purchase contract. A number below zero is not given.
type project struct {
	id, name     string
	agency       int    // index into the agencies
	holder       string // credit code of the agency
	purchaser    string
	field        string
	district     int    // -1: the whole city
	street       string // with 街道; empty where the purchaser is no subdistrict
	community    string
	starts, ends time.Time
	signed       time.Time
	amount       fen
	staff        int
	professional int
	labour       fen // with other: below zero, not given
	other        fen
	supervised   int
	supervision  fen
}

// termMonths is the length of the contract.
func (p project) termMonths() int {
	end := days(p.ends, 1)
	return (end.Year()-p.starts.Year())*12 + int(end.Month()-p.starts.Month())
}

// line is a service that is bought again and again: the same place, the same
// work, one contract after the other.
type line struct {
	project
	term  int // months of a contract
	price int // yuan for a post and year in 2022
}

func signProjects(d dice, agencies []agency) []project {
	var list []project
	taken := map[string]bool{}
	for i, a := range agencies {
		for n := range a.size - a.size/3 {
			l, ok := newLine(d, i, a, taken)
			if !ok {
				continue
			}
			// The first line of an agency has a team and never lapses: there is always
			// work to report on.
			if n == 0 {
				l.staff = max(l.staff, steadyStaff)
			}
			list = append(list, l.contracts(d, a, n == 0)...)
		}
	}
	slices.SortStableFunc(list, func(a, b project) int {
		return cmp.Or(a.signed.Compare(b.signed), cmp.Compare(a.name, b.name))
	})
	number := map[int]int{}
	for i := range list {
		p := &list[i]
		// Contracts of others stand between ours, so the numbers have gaps.
		number[p.signed.Year()] += d.between(1, 3)
		p.id = fmt.Sprintf("NZ-SG-%d-%04d", p.signed.Year(), number[p.signed.Year()])
	}
	return list
}

// newLine finds work for an agency that nobody else has. It gives up where the
// rolled place is taken too often.
func newLine(d dice, i int, a agency, taken map[string]bool) (line, bool) {
	for range 40 {
		v := voiceOf(pick(d, a.fieldList))
		l := line{project: project{agency: i, holder: a.id, field: v.field, district: workDistrict(d, a)}}
		seat := pick(d, districts[l.district].streets)
		l.community = pick(d, seat.communities)
		name := pick(d, v.names)
		citywide := !a.local && !strings.Contains(name, "{街}") && d.chance(40)
		l.purchaser = purchaserOf(d, v, l.district, seat, citywide, strings.Contains(name, "{街}"))
		if strings.Contains(name, "{街}") {
			l.street = seat.name
		}
		l.name = strings.NewReplacer("{区}", placeName(l.district, citywide), "{街}", seat.name, "{社}", l.community).Replace(name)
		if taken[l.name] {
			continue
		}
		taken[l.name] = true
		if citywide {
			l.district, l.community = -1, ""
		}
		l.term = pick(d, []int{12, 12, 12, 24, 36, 36, 36})
		l.price = d.between(163200, 171800)
		if v.risky {
			l.price = d.between(169300, 180600)
		}
		l.staff = postsOf(d, l.name, citywide)
		return l, true
	}
	return line{}, false
}

func workDistrict(d dice, a agency) int {
	if a.local && d.chance(92) || d.chance(45) {
		return a.district
	}
	return d.r.IntN(len(districts))
}

func placeName(district int, citywide bool) string {
	if citywide {
		return "拟州市"
	}
	return districts[district].name
}

func purchaserOf(d dice, v voice, district int, seat street, citywide, local bool) string {
	kind := pick(d, v.buyers)
	if local && d.chance(70) {
		kind = "街道"
	}
	if kind == "街道" && !local {
		kind = "民政"
		if i := slices.IndexFunc(v.buyers, func(k string) bool { return k != "街道" }); i >= 0 {
			kind = v.buyers[i]
		}
	}
	switch {
	case kind == "街道":
		return "拟州市" + districts[district].name + seat.name + "办事处"
	case citywide:
		return buyers[kind].city
	}
	return fmt.Sprintf(buyers[kind].local, districts[district].name)
}

// postsOf is how many posts a service has, judged by its name.
func postsOf(d dice, name string, citywide bool) int {
	switch {
	case citywide:
		return d.between(5, 14)
	case strings.Contains(name, "社区"), strings.Contains(name, "党群"), strings.Contains(name, "社工站"):
		return d.between(3, 9)
	case strings.Contains(name, "中心"), strings.Contains(name, "驻"):
		return d.between(3, 7)
	}
	return d.between(1, 6)
}

// contracts lays the contracts of a line one after the other, until it ends, is
// not renewed or reaches the present. A steady line starts at once and goes on.
func (l line) contracts(d dice, a agency, steady bool) []project {
	start := firstStart(d, a, steady)
	var list []project
	for start.Before(ymd(2026, 9, 1)) {
		p := l.project
		p.starts, p.ends = start, l.endOf(start, a)
		if p.termMonths() < minTerm || !a.serves(p.starts, p.ends) {
			break
		}
		l.terms(d, &p)
		list = append(list, p)
		start = days(p.ends, 1)
		if !steady && d.chance(9) {
			break
		}
		if !steady && d.chance(12) {
			start = start.AddDate(0, d.between(1, 2), 0)
		}
		l.staff = max(1, l.staff+pick(d, []int{-1, 0, 0, 0, 0, 1}))
		if steady {
			l.staff = max(l.staff, steadyStaff)
		}
	}
	return list
}

// steadyStaff is the smallest team of a steady line, in posts.
const steadyStaff = 4

// minTerm is the shortest contract, in months.
const minTerm = 6

// endOf is the last day of a contract; one that would outlive its agency is cut.
func (l line) endOf(start time.Time, a agency) time.Time {
	end := days(start.AddDate(0, l.term, 0), -1)
	if a.fate.to != "" && end.After(day(a.fate.to)) && start.Day() == 1 {
		return day(a.fate.to)
	}
	return end
}

func firstStart(d dice, a agency, steady bool) time.Time {
	opening := ymd(2022, 1, 1)
	if a.fate.from != "" {
		opening = day(a.fate.from)
	}
	if steady || d.chance(45) {
		return opening
	}
	return opening.AddDate(0, pick(d, []int{1, 2, 3, 3, 6, 6, 8, 12, 15}), pick(d, []int{0, 0, 0, 0, 14}))
}

// terms fills in what a contract says about money and people.
func (l line) terms(d dice, p *project) {
	p.signed = workday(days(p.starts, -d.between(4, 26)))
	p.name += periodOf(*p)
	years := p.starts.Year() - 2022
	price := l.price + years*d.between(800, 1900)
	if d.chance(1) {
		price = d.between(152000, 159500)
	}
	p.amount = fen(price) * fen(p.staff) * fen(p.termMonths()) * fenPerYuan / 12
	if d.chance(55) {
		p.amount -= p.amount % (100 * fenPerYuan)
	} else if d.chance(30) {
		p.amount += fen(d.between(1, 99))
	}
	p.professional = p.staff - d.r.IntN(p.staff/5+1)
	if d.chance(4) && p.staff > 2 {
		p.professional = p.staff * 7 / 10
	}
	share := d.between(8520, 8960) // hundredths of a percent
	if d.chance(4) {
		share = d.between(8060, 8470)
	}
	p.labour = p.amount * fen(share) / 10000
	p.labour -= p.labour % fenPerYuan
	p.other = p.amount - p.labour
	p.supervised = p.professional
	if d.chance(35) {
		p.supervised = d.between(max(1, p.professional/2), p.professional)
	}
	p.supervision = fen(350*p.supervised*p.termMonths()) * fenPerYuan
	l.leaveBlanks(d, p)
}

// leaveBlanks forgets what clerks forget.
func (l line) leaveBlanks(d dice, p *project) {
	if d.chance(6) {
		p.labour, p.other = -1, -1
	}
	if d.chance(8) {
		p.supervised, p.supervision = -1, -1
	}
	if d.chance(2) {
		p.staff, p.professional = -1, -1
	}
}

func periodOf(p project) string {
	from, to := p.starts.Year(), p.ends.Year()
	if from == to {
		return fmt.Sprintf("（%d年）", from)
	}
	if p.termMonths() <= 12 {
		return fmt.Sprintf("（%d-%d年度）", from, to)
	}
	return fmt.Sprintf("（%d-%d年）", from, to)
}

func projectTable(list []project) table {
	t := table{path: "data/projects.csv", head: []string{"项目编号", "项目名称", "统一社会信用代码", "购买主体", "服务领域", "所在区", "开始日期",
		"合同签订日期", "结束日期", "合同金额", "项目总人数", "专业岗位人数", "人力成本", "其他费用", "被督导人数", "督导经费", "来源"}}
	for _, p := range list {
		t.add(p.id, p.name, p.holder, p.purchaser, p.field, districtName(p.district), iso(p.starts),
			iso(p.signed), iso(p.ends), given(p.amount), count(p.staff), count(p.professional), given(p.labour), given(p.other),
			count(p.supervised), given(p.supervision), "https://zfcg.nizhou.example/contract/"+strings.ToLower(p.id)+".html")
	}
	return t
}

// districtName is empty for a project of the whole city.
func districtName(i int) string {
	if i < 0 {
		return ""
	}
	return districts[i].name
}

// given writes an amount and leaves what is not given (below zero) blank.
func given(m fen) string {
	if m < 0 {
		return ""
	}
	return m.plain()
}
