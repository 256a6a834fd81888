package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// evaluation is one verdict about one project.
type evaluation struct {
	project  string
	kind     kind
	period   string
	grade    string
	score    string // empty: no points given
	assessor string
	decided  time.Time
	comment  string
	source   string
}

// kind of evaluation: its Chinese name and its scale, best grade first.
type kind struct {
	code, name string
	grades     [4]string
}

var (
	acceptance  = kind{"acceptance", "验收", [4]string{"通过", "通过", "整改后通过", "不通过"}}
	performance = kind{"performance", "绩效评价", [4]string{"优", "良", "中", "差"}}
	assessment  = kind{"assessment", "专业评估", [4]string{"优秀", "良好", "合格", "不合格"}}
	contract    = kind{"contract", "履约评价", [4]string{"优", "良", "中", "差"}}
)

// band is the index of the grade that a score stands for.
func band(score int) int {
	switch {
	case score >= 90:
		return 0
	case score >= 80:
		return 1
	case score >= 60:
		return 2
	}
	return 3
}

func evaluateProjects(d dice, agencies []agency, projects []project) []evaluation {
	c := newCritic(d)
	var list []evaluation
	for _, p := range projects {
		j := judge{d: d, critic: c, project: p, agency: agencies[p.agency]}
		list = append(list, j.evaluations()...)
	}
	list = append(list, finalAssessments(c, agencies, projects, list)...)
	slices.SortStableFunc(list, func(a, b evaluation) int {
		return cmp.Or(a.decided.Compare(b.decided), cmp.Compare(a.project, b.project), cmp.Compare(a.kind.code, b.kind.code))
	})
	return list
}

// finalAssessments gives most finished projects of a year or more, which nobody has
// assessed, the final assessment that the city's rules ask for.
func finalAssessments(c *critic, agencies []agency, projects []project, list []evaluation) []evaluation {
	assessed := map[string]bool{}
	for _, e := range list {
		assessed[e.project] = assessed[e.project] || e.kind != acceptance
	}
	d := roll("final assessments")
	c = &critic{d, map[string]*deck{}, c.said}
	var more []evaluation
	for _, p := range projects {
		j := judge{d: d, critic: c, project: p, agency: agencies[p.agency]}
		if p.termMonths() < 12 || p.ends.After(asOf) || assessed[p.id] || j.agency.fate.silent || d.chance(9) {
			continue
		}
		decided := workday(days(p.ends, -d.between(4, 27)))
		if d.chance(6) {
			decided = workday(days(p.ends, d.between(93, 180)))
		}
		if !decided.After(asOf) {
			more = append(more, j.verdict(assessment, "终期", decided))
		}
	}
	return more
}

// judge decides on one project.
type judge struct {
	d       dice
	critic  *critic
	project project
	agency  agency
}

func (j judge) evaluations() []evaluation {
	var list []evaluation
	p := j.project
	for y := p.starts.Year(); y <= p.ends.Year(); y++ {
		yearEnd := ymd(y, 12, 31)
		if yearEnd.Sub(p.starts).Hours()/24 < 150 || yearEnd.Sub(p.ends).Hours()/24 > 200 {
			continue
		}
		if j.d.chance(34) {
			list = append(list, j.verdict(performance, fmt.Sprintf("%d年", y), workday(days(yearEnd, j.d.between(8, 75)))))
		}
		if p.termMonths() > 12 && y < p.ends.Year() && j.d.chance(55) {
			list = append(list, j.verdict(assessment, fmt.Sprintf("%d年抽查", y), workday(days(yearEnd, -j.d.between(25, 110)))))
		}
		if j.d.chance(24) && p.starts.Before(ymd(y, 2, 1)) && p.ends.After(ymd(y, 7, 1)) {
			list = append(list, j.verdict(contract, fmt.Sprintf("%d年上半年", y), workday(ymd(y, 7, j.d.between(4, 29)))))
		}
	}
	if p.termMonths() >= 12 && j.d.chance(40) && !j.agency.fate.silent {
		list = append(list, j.verdict(assessment, "终期", workday(days(p.ends, -j.d.between(4, 27)))))
	}
	if decided, due := j.acceptanceDay(); due {
		list = append(list, j.verdict(acceptance, "终期", decided))
	}
	return slices.DeleteFunc(list, func(e evaluation) bool { return e.decided.After(asOf) })
}

// acceptanceDay is the day of acceptance; false where nobody ever accepted.
func (j judge) acceptanceDay() (time.Time, bool) {
	missing := 6
	if j.agency.fate.silent || j.agency.status() == revoked {
		missing = 60
	}
	stopped := j.agency.status() == revoked && iso(j.project.ends) == j.agency.fate.to
	switch {
	case stopped, j.d.chance(missing):
		return time.Time{}, false
	case j.d.chance(7):
		return workday(days(j.project.ends, j.d.between(96, 210))), true
	}
	return workday(days(j.project.ends, j.d.between(9, 78))), true
}

func (j judge) verdict(k kind, period string, decided time.Time) evaluation {
	score := min(98, max(41, j.agency.quality+j.d.between(-11, 9)))
	if j.d.chance(2) {
		score = j.d.between(46, 68)
	}
	b := band(score)
	if k == acceptance && b == 2 && score >= 68 {
		b = 1
	}
	e := evaluation{project: j.project.id, kind: k, period: period, grade: k.grades[b], decided: decided}
	e.score = j.scoreText(k, score)
	e.assessor = j.assessorOf(k)
	e.comment = j.critic.comment(j.project, k, b)
	if j.d.chance(82) {
		e.source = fmt.Sprintf("https://pinggu.nizhou.example/%d/%s-%s.html", decided.Year(), k.code, strings.ToLower(j.project.id))
	}
	return e
}

// scoreText writes the points as the kind does: acceptance gives mostly none.
func (j judge) scoreText(k kind, score int) string {
	switch {
	case k == acceptance && j.d.chance(78), k == contract && j.d.chance(25):
		return ""
	case j.d.chance(40):
		return fmt.Sprintf("%d.%d", score, j.d.between(1, 9))
	}
	return fmt.Sprint(score)
}

func (j judge) assessorOf(k kind) string {
	switch k {
	case acceptance:
		return j.project.purchaser + "项目验收组"
	case contract:
		return j.project.purchaser
	}
	return pick(j.d, assessors)
}

func evaluationTable(list []evaluation) table {
	t := table{path: "data/evaluations.csv", head: []string{"项目编号", "类型", "周期", "等级", "得分", "评价单位", "评价日期", "评价意见", "来源"}}
	for _, e := range list {
		t.add(e.project, e.kind.name, e.period, e.grade, e.score, e.assessor, iso(e.decided), e.comment, e.source)
	}
	return t
}
