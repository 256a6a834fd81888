package main

import (
	"fmt"
	"strings"
	"time"
)

// setScene gives a telling its days, places, people and, where it names one, a
// project of the agency that ran at the time.
func setScene(d dice, c sanctionCase, text string, agencies []agency, at int, projects []project) vars {
	const tries = 200
	for range tries {
		t := setTimes(d, c)
		v := vars{
			"m0": hanMonth(t.d0), "m1": hanMonth(t.d1), "d1": han(t.d1), "d2": han(t.d2), "d3": han(t.d3),
			"ly": fmt.Sprint(reportedYear(c, t.d1)), "person": c.turn.person,
		}
		home := d.r.IntN(len(districts))
		if at >= 0 {
			home = agencies[at].district
			v["org"] = agencies[at].nameOn(day(c.on))
			v["rep"], v["chief"] = leaders(agencies[at])
		}
		castPeople(d, v, c)
		seat := pick(d, districts[home].streets)
		v["st"], v["com"] = seat.name, pick(d, seat.communities)
		if !strings.Contains(text, "{proj}") {
			return v
		}
		if p, ok := projectFor(d, c, text, at, projects, t); ok {
			v["proj"], v["buyer"], v["posts"] = innerQuotes.Replace(p.name), p.purchaser, fmt.Sprint(p.professional)
			v["percent"] = fmt.Sprint(p.amount / fenPerYuan / 100)
			if p.community != "" && p.street != "" {
				v["st"], v["com"] = p.street, p.community
			}
			return v
		}
	}
	panic(fmt.Sprintf("%s has no project for %s of %s", c.agency, c.plot, c.on))
}

// innerQuotes are those of a name that stands in quotes itself.
var innerQuotes = strings.NewReplacer("“", "‘", "”", "’")

// times are the days of a case in their order: it began in the month of d0.
type times struct{ d0, d1, d2, d3 time.Time }

func setTimes(d dice, c sanctionCase) times {
	decided := day(c.on)
	var t times
	t.d3 = workday(days(decided, -d.between(13, 34)))
	t.d2 = workday(days(t.d3, -d.between(20, 48)))
	if c.turn.year != 0 {
		// Nobody is late before the deadline of 30 June.
		if first := ymd(c.turn.year+1, 7, 8); t.d2.Before(first) {
			t.d2 = workday(first)
		}
		if soonest := days(t.d2, 18); t.d3.Before(soonest) {
			t.d3 = workday(soonest)
		}
	}
	t.d1 = workday(days(t.d2, -d.between(18, 96)))
	t.d0 = days(t.d1, -d.between(64, 150))
	return t
}

// reportedYear is the last year whose report was due on a day; a report is due
// at the end of May, pay at the end of June.
func reportedYear(c sanctionCase, t time.Time) int {
	if c.turn.year != 0 {
		return c.turn.year
	}
	if t.Before(ymd(t.Year(), 7, 5)) {
		return t.Year() - 2
	}
	return t.Year() - 1
}

// leaders are the masked names of an agency's legal representative and of its
// secretary-general, who stay the same from case to case.
func leaders(a agency) (rep, chief string) {
	name := []rune(a.person)
	other := surnames[(a.district*7+len(a.name)+a.size)%len(surnames)]
	return string(name[0]) + "某某", other + "某"
}

// castPeople finds two masked people that are nobody else of the case.
func castPeople(d dice, v vars, c sanctionCase) {
	order := d.r.Perm(len(surnames))
	var cast []string
	for _, i := range order {
		if !strings.HasPrefix(c.turn.person, surnames[i]) && !strings.HasPrefix(v["rep"], surnames[i]) && !strings.HasPrefix(v["chief"], surnames[i]) {
			cast = append(cast, surnames[i]+pick(d, []string{"某", "某", "某某"}))
		}
	}
	v["who"], v["who2"] = cast[0], cast[1]
}

// projectFor picks a project with a team that ran from d0 to d1, or for an agency
// that came to a standstill one that had ended.
func projectFor(d dice, c sanctionCase, text string, at int, projects []project, t times) (project, bool) {
	var fit []project
	for _, p := range projects {
		if p.agency != at || p.staff < 3 || strings.Contains(text, "{posts}") && p.professional < 4 {
			continue
		}
		ran := !p.starts.After(t.d0) && !p.ends.Before(t.d1)
		if c.plot == "长期停摆" {
			ran = p.ends.Before(days(t.d1, -20)) && p.ends.After(days(t.d1, -120))
		}
		if ran {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return project{}, false
	}
	return pick(d, fit), true
}
