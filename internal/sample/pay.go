package main

import (
	"fmt"
	"slices"
	"time"
)

// tier is one of the three tiers whose pay is disclosed.
type tier struct{ code, name string }

var tiers = []tier{{"directors", "受薪理事"}, {"executives", "总干事及副总干事"}, {"managers", "机构管理人员"}}

// pay is what an agency disclosed of one tier for one year.
type pay struct {
	agency    string // credit code
	year      int
	tier      tier
	headcount int
	total     fen
	published time.Time
	source    string
	note      string
	exact     bool // the clerk writes two decimals always
}

// desk is what stays the same in the disclosures of one agency.
type desk struct {
	headcount [3]int // directors, executives, managers
	each      [3]int // yuan for a person in 2022
	exact     bool
	early     int // days before the deadline
}

func disclosePay(d dice, agencies []agency, projects []project) []pay {
	var list []pay
	for i, a := range agencies {
		k := newDesk(d, a)
		for y := firstYear; y <= lastYear; y++ {
			if !a.fate.silent && !slices.Contains(a.fate.skip, y) && worked(projects, i, y) {
				list = append(list, k.disclose(d, a, y)...)
			}
			k.grow(d)
		}
	}
	return list
}

// worked reports whether a contract of the agency ran in a year.
func worked(projects []project, agency, year int) bool {
	return slices.ContainsFunc(projects, func(p project) bool {
		return p.agency == agency && p.starts.Year() <= year && p.ends.Year() >= year
	})
}

func newDesk(d dice, a agency) desk {
	k := desk{exact: d.chance(45), early: d.between(2, 75)}
	k.headcount[1] = 1 + a.size/5 + d.r.IntN(2)
	k.headcount[2] = max(1, a.size/2-d.between(0, 1))
	k.each[1] = d.between(218000, 268000) + min(a.size, 10)*d.between(7000, 14000)
	k.each[2] = d.between(150000, 186000) + a.size*d.between(1500, 4200)
	k.headcount[0] = a.paidDirectors
	k.each[0] = pick(d, []int{24000, 30000, 36000, 48000, 60000, 96000, 144000, 168000})
	return k
}

// grow moves the desk to the next year.
func (k *desk) grow(d dice) {
	for t := range k.each {
		k.each[t] += k.each[t] * d.between(20, 80) / 1000
	}
	if d.chance(30) {
		k.headcount[2] = max(1, k.headcount[2]+pick(d, []int{-1, 1, 1}))
	}
	if d.chance(10) {
		k.headcount[1] = max(1, k.headcount[1]+pick(d, []int{-1, 1}))
	}
}

func (k *desk) disclose(d dice, a agency, year int) []pay {
	published := workday(days(ymd(year+1, 6, 26), -k.early+d.between(-9, 0)))
	if late := a.fate.late[year]; late != "" {
		published = day(late)
	}
	k.headcount[2] += a.fate.hired[year]
	var list []pay
	for t, tier := range tiers {
		p := pay{agency: a.id, year: year, tier: tier, headcount: k.headcount[t], published: published, exact: k.exact}
		p.source = fmt.Sprintf("https://shegong.nizhou.example/pay/%d/%s.html", year, a.page())
		if a.fate.partial[year] == tier.code {
			continue
		}
		p.total = k.totalOf(d, t, p.headcount)
		p.note = k.noteOf(d, a, p)
		if slices.Contains(a.fate.unpaid, year) {
			p.headcount, p.total, p.note = 0, 0, "本年度管理工作由捐赠人派员承担，不在本机构领取薪酬"
		}
		list = append(list, p)
	}
	return list
}

// totalOf is what a tier cost: allowances are round, pay is not.
func (k *desk) totalOf(d dice, t, headcount int) fen {
	if t == 0 {
		return fen(k.each[t]/1000*1000*headcount) * fenPerYuan
	}
	var sum fen
	for range headcount {
		sum += fen(k.each[t]+d.between(-9000, 9000)) * fenPerYuan
		if k.exact {
			sum += fen(d.between(0, 99))
		}
	}
	return sum
}

func (k *desk) noteOf(d dice, a agency, p pay) string {
	switch {
	case p.tier.code == "directors" && p.headcount == 0:
		if d.chance(50) {
			return "本年度理事均不领取薪酬"
		}
	case p.tier.code == "directors":
		return pick(d, []string{"", "为固定津贴，不含差旅报销", "含专职理事一名", "按理事会决议按季发放"})
	case p.year == 2024 && a.short == "青禾社工" && p.tier.code == "executives":
		return "2024年3月更名，全年口径未变"
	case p.headcount > 1 && d.chance(9):
		return pick(d, []string{"含年中离任人员任职期间的薪酬", "含单位缴纳的社会保险和住房公积金", "含补发上年度绩效", "含一名兼任项目主任的管理人员"})
	}
	return ""
}

// payTable writes the file of one year. The oldest carries the English headers.
func payTable(year int, list []pay) table {
	t := table{path: fmt.Sprintf("data/pay-%d.csv", year), head: []string{"统一社会信用代码", "年度", "层级", "人数", "年度薪酬福利总额", "公开日期", "来源", "备注"}}
	english := year == firstYear
	if english {
		t.head = []string{"agency_id", "year", "tier", "headcount", "total", "published_on", "source_url", "note"}
	}
	for _, p := range list {
		if p.year != year {
			continue
		}
		tier, total := p.tier.name, p.total.plain()
		if english {
			tier = p.tier.code
		}
		if p.exact && p.total > 0 {
			total = p.total.exact()
		}
		t.add(p.agency, fmt.Sprint(year), tier, count(p.headcount), total, iso(p.published), p.source, p.note)
	}
	return t
}
