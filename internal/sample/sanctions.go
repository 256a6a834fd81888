package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// association is the invented trade body that disciplines its members.
const association = "拟州市社会工作协会"

// sanction is one decision of a bureau or of the association.
type sanction struct {
	sanctionCase
	id, authority      string
	kind, subject      string
	agencyID           string
	name               string // the agency's name on the day; empty without agency
	measures, severity string
	basis              string
	facts, decision    string
	fine, confiscated  int // yuan, 0: none
	decided, published time.Time
	validUntil         time.Time
	publishUntil       time.Time
	status             string
	statusOn           time.Time
	statusReason       string
}

// key is what identifies the decision: authority, number and whom it is about.
func (s sanction) key() string {
	return s.authority + "\x1f" + s.id + "\x1f" + cmp.Or(s.turn.person, s.agencyID)
}

func decideSanctions(d dice, agencies []agency, projects []project) []sanction {
	list := make([]sanction, 0, len(cases))
	codas := map[string]*deck{"行政处罚": newDeck(d, penaltyCodas), "行业惩戒": newDeck(d, disciplineCodas)}
	for _, c := range cases {
		list = append(list, decide(d, c, codas, agencies, projects))
	}
	slices.SortStableFunc(list, func(a, b sanction) int { return a.decided.Compare(b.decided) })
	number := map[string]int{}
	for i := range list {
		list[i].enter(d, number)
	}
	// Those that came later have dice of their own, so that the others keep their numbers.
	d = roll("sanctions of the last weeks")
	for _, c := range lateCases {
		s := decide(d, c, codas, agencies, projects)
		s.enter(d, number)
		list = append(list, s)
	}
	return list
}

// enter gives a decision the next document number of its series.
func (s *sanction) enter(d dice, number map[string]int) {
	series := fmt.Sprintf("%s〔%d〕", prefix(*s), s.decided.Year())
	number[series] += d.between(1, 4)
	s.id = fmt.Sprintf("%s%d号", series, number[series])
}

// prefix of the document number, by authority.
func prefix(s sanction) string {
	if s.authority == association {
		return "拟社协惩字"
	}
	for _, place := range districts {
		if strings.Contains(s.authority, place.name) {
			return place.short + "民罚字"
		}
	}
	return "拟民罚字"
}

func decide(d dice, c sanctionCase, codas map[string]*deck, agencies []agency, projects []project) sanction {
	p := plotOf(c.plot)
	o := p.outcomes[c.outcome]
	s := sanction{sanctionCase: c, decided: workday(days(day(c.on), d.between(-3, 1))), measures: o.measures, severity: o.severity, basis: p.basis + "。"}
	at := slices.IndexFunc(agencies, func(a agency) bool { return a.short == c.agency })
	if at >= 0 {
		s.agencyID, s.name = agencies[at].id, agencies[at].nameOn(s.decided)
	}
	s.kind, s.authority = "行业惩戒", association
	if !isDiscipline(c.plot) {
		s.kind, s.authority = "行政处罚", agencies[at].registrar
	}
	s.subject = "机构"
	if c.turn.person != "" {
		s.subject = "从业人员"
	}
	sc := setScene(d, c, p.facts[c.telling], agencies, at, projects)
	s.facts = d.fill(p.facts[c.telling], sc)
	if d.chance(60) && s.subject == "机构" {
		s.facts += d.fill(codaFor(codas[s.kind], s.facts), sc)
	}
	s.decision = d.fill(o.decision, sc)
	if strings.Contains(o.measures, "罚款") {
		s.fine = sc.number("fine")
	}
	if strings.Contains(o.measures, "没收") {
		s.confiscated = sc.number("gain")
	}
	s.schedule(d, o)
	return s
}

func isDiscipline(key string) bool {
	for _, list := range [][]plot{tradePlots, personPlots} {
		if slices.ContainsFunc(list, func(p plot) bool { return p.key == key }) {
			return true
		}
	}
	return false
}

// schedule sets every day after the decision and what it means on asOf.
func (s *sanction) schedule(d dice, o outcome) {
	s.published = workdays(s.decided, cmp.Or(s.turn.slow, d.between(1, 7)))
	s.publishUntil = months(s.decided, publicityMonths(s.decided, o, s.kind))
	if o.lasts == open {
		s.validUntil = ymd(2099, 12, 31)
	} else if s.validUntil = months(s.decided, o.lasts); s.validUntil.After(s.publishUntil) {
		s.validUntil = s.publishUntil
	}
	s.status = inForce
	switch {
	case s.turn.status != "":
		s.status, s.statusOn, s.statusReason = s.turn.status, day(s.turn.since), s.turn.reason
	case s.validUntil.Before(asOf):
		s.status, s.statusOn = ended, days(s.validUntil, 1)
		s.statusReason = cmp.Or(s.turn.reason, s.endedBecause(d))
	}
}

func (s *sanction) endedBecause(d dice) string {
	switch {
	case s.fine > 0:
		return "罚款已缴清，处罚有效期届满。"
	case strings.Contains(s.measures, "暂停") || strings.Contains(s.measures, "停止活动"):
		return pick(d, []string{"期限届满，整改复核合格，已恢复。", "期限届满，经复核准予恢复。"})
	case s.kind == "行业惩戒":
		return "惩戒期满，未发现再次违反行业规范。"
	}
	return "处罚有效期届满，已按要求改正。"
}

// publicityMonths says how long a decision may be shown. Since April 2026 minor
// ones are shown for 3 months and general ones for a year.
func publicityMonths(decided time.Time, o outcome, kind string) int {
	strict := !decided.Before(ymd(2026, 4, 1))
	switch {
	case o.severity == serious:
		return 36
	case o.severity == minor && strict && kind == "行政处罚":
		return 3
	case o.severity == minor:
		return 12
	case strict && kind == "行政处罚", decided.Before(ymd(2023, 5, 1)):
		return 12
	case strict:
		return max(12, o.lasts)
	}
	return max(24, o.lasts)
}

func sanctionTable(list []sanction) table {
	t := table{path: "data/sanctions.csv", head: []string{"文书号", "类别", "对象", "统一社会信用代码", "行政相对人名称", "从业人员姓名", "种类",
		"作出机关", "决定日期", "事实", "依据", "内容", "罚款金额", "没收金额", "严重程度", "公示日期", "处罚有效期", "公示截止期",
		"状态", "状态日期", "状态原因", "来源"}}
	for i, s := range list {
		t.add(s.id, s.kind, s.subject, s.agencyID, cmp.Or(s.name, s.turn.person), s.turn.person, s.measures,
			s.authority, iso(s.decided), s.facts, s.basis, s.decision, yuan(s.fine), yuan(s.confiscated), s.severity,
			iso(s.published), iso(s.validUntil), iso(s.publishUntil), s.status, iso(s.statusOn), s.statusReason, s.source(i))
	}
	return t
}

func yuan(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func (s sanction) source(i int) string {
	host := "mzj.nizhou.example"
	if s.authority == association {
		host = "xiehui.nizhou.example"
	}
	for _, place := range districts {
		if strings.Contains(s.authority, place.name) {
			host = place.host + ".nizhou.example"
		}
	}
	return fmt.Sprintf("https://%s/decisions/%d/%03d.html", host, s.decided.Year(), i+1)
}
