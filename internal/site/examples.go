package site

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/internal/pinyin"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// telling is what journalists look for in the facts of a decision; the first that
// the portal has is shown.
var telling = []string{
	"虚报", "挪用", "转包", "未公开", "骗取", "伪造", "年度工作报告", "关联交易", "挂靠", "虚假", "逾期", "泄露", "未按规定", "擅自", "违规",
}

// quotationMarks is what may stand around a phrase in a query.
const quotationMarks = "\"“”＂"

// longestExample is how many characters of a text an example may show.
const longestExample = 40

// typed is a text as it is typed into a query: in quotation marks where it would
// mean something else without; empty where it holds nothing to search for.
func typed(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) || utf8.RuneCountInString(s) > longestExample {
		return ""
	}
	if s == "AND" || s == "OR" || strings.HasPrefix(s, "-") || strings.ContainsAny(s, ":：*"+quotationMarks) || strings.ContainsFunc(s, unicode.IsSpace) {
		return `"` + strings.Map(func(r rune) rune {
			if strings.ContainsRune(quotationMarks, r) {
				return ' '
			}
			return r
		}, s) + `"`
	}
	return s
}

// field is a filter, or nothing where there is no value for it.
func field(name, value string) string {
	if strings.ContainsAny(value, quotationMarks) || typed(value) == "" {
		return ""
	}
	return name + ":" + typed(value)
}

// both is two parts of a query, or nothing where one is missing.
func both(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return a + " " + b
}

// tellingText is a piece of the facts of some sanction.
func (e *edition) tellingText() string {
	for _, s := range telling {
		for _, r := range e.reg.Sanctions {
			if strings.Contains(r.Facts, s) {
				return s
			}
		}
	}
	return ""
}

// twoTexts is a measure and an authority that stand in one sanction.
func (e *edition) twoTexts() string {
	for _, s := range e.reg.Sanctions {
		for _, m := range s.Measures {
			if q := both(typed(s.AuthorityName), typed(m.Name)); q != "" {
				return q
			}
		}
	}
	return ""
}

// eitherMeasure is the two measures that most sanctions have, with OR between.
func (e *edition) eitherMeasure() string {
	first, second := frequent(e.reg.Measures)
	if first == nil || second == nil {
		return ""
	}
	a, b := typed(first.Name), typed(second.Name)
	if a == "" || b == "" {
		return ""
	}
	return a + " OR " + b
}

// frequent is the two groups with most sanctions; nil where there are none.
func frequent(groups []*register.Group) (first, second *register.Group) {
	for _, g := range groups {
		switch {
		case len(g.Sanctions) == 0:
		case first == nil || len(g.Sanctions) > len(first.Sanctions):
			first, second = g, first
		case second == nil || len(g.Sanctions) > len(second.Sanctions):
			second = g
		}
	}
	return first, second
}

// oneWithoutOther is a measure of a sanction that says nothing of another measure.
func (e *edition) oneWithoutOther() string {
	_, other := frequent(e.reg.Measures)
	if other == nil {
		return ""
	}
	for _, s := range e.reg.Sanctions {
		texts := []string{s.ID, s.AuthorityName, s.SubjectName, s.Facts, s.Basis, s.Decision}
		if s.Agency != nil {
			texts = append(texts, s.Agency.Name)
		}
		for _, m := range s.Measures {
			texts = append(texts, m.Name)
		}
		without := typed(other.Name)
		if len(s.Measures) == 0 || without == "" || strings.Contains(strings.Join(texts, " "), other.Name) {
			continue
		}
		return both(typed(s.Measures[0].Name), "-"+without)
	}
	return ""
}

var (
	// clausePairs is two short clauses, or the end of one and a short next one.
	clausePairs = []*regexp.Regexp{
		regexp.MustCompile(`(?:^|[，。；])(\p{Han}{3,7})[，；](\p{Han}{3,7})[，。；]`),
		regexp.MustCompile(`(\p{Han}{2,4})[，；](\p{Han}{3,6})[，。；]`),
	}

	letters = regexp.MustCompile(`^[a-z]{2,}$`)
)

// phraseOverBreak is two pieces of the facts with punctuation between, as a phrase.
func (e *edition) phraseOverBreak() string {
	for _, pair := range clausePairs {
		for _, s := range e.reg.Sanctions {
			if m := pair.FindStringSubmatch(s.Facts); m != nil {
				return `"` + m[1] + " " + m[2] + `"`
			}
		}
	}
	return ""
}

// sounds is the beginning of an agency's name in pinyin, and its initials.
func sounds(a *register.Agency) (syllables, initials string) {
	list := pinyin.Syllables(cmp.Or(a.ShortName, a.Name))
	for i, s := range list {
		if i < 2 {
			syllables += s
		}
		initials += s[:1]
	}
	if !letters.MatchString(syllables) {
		syllables = ""
	}
	if !letters.MatchString(initials) {
		initials = ""
	}
	return syllables, initials
}

// fines is the steps of amounts that examples ask for, in yuan, largest first.
var fines = []int64{1_000_000, 100_000, 50_000, 10_000, 5_000, 1_000, 100}

// largeFine is the highest step that some of the sanctions reach; 0: none does.
func largeFine(list []*register.Sanction) int64 {
	var most int64
	for _, s := range list {
		if s.Fine.Given {
			most = max(most, s.Fine.Fen/100)
		}
	}
	for _, step := range fines {
		if step <= most {
			return step
		}
	}
	return 0
}

// fineOf is a filter for fines from an amount in yuan on.
func (e *edition) fineOf(yuan int64) string {
	const wan = 10_000
	switch {
	case yuan == 0:
		return ""
	case e.lang != portal.English && yuan%wan == 0:
		return fmt.Sprintf("fine:>=%d万", yuan/wan)
	}
	return fmt.Sprintf("fine:>=%d", yuan)
}

// finedDistrict is the district with most fines; nil where there is none.
func (e *edition) finedDistrict() (*register.Group, []*register.Sanction) {
	byDistrict := map[*register.Group][]*register.Sanction{}
	for _, s := range e.reg.Sanctions {
		if s.Agency != nil && s.Agency.District != nil && largeFine([]*register.Sanction{s}) > 0 {
			byDistrict[s.Agency.District] = append(byDistrict[s.Agency.District], s)
		}
	}
	var best *register.Group
	for _, g := range e.reg.Districts {
		if n := len(byDistrict[g]); n > 0 && (best == nil || n > len(byDistrict[best])) {
			best = g
		}
	}
	return best, byDistrict[best]
}

// mostSanctioned is the agency with most sanctions, the first of the list where none
// has any; nil where there is no agency.
func (e *edition) mostSanctioned() *register.Agency {
	var best *register.Agency
	for _, a := range e.reg.Agencies {
		if best == nil || len(a.Sanctions) > len(best.Sanctions) {
			best = a
		}
	}
	return best
}

// yearSpan is the last years that the portal knows.
func (e *edition) yearSpan() string {
	years := e.reg.Years // newest first
	if len(years) == 0 {
		return ""
	}
	last, first := years[0], years[min(2, len(years)-1)]
	if first == last {
		return "year:" + last.String()
	}
	return "year:" + first.String() + ".." + last.String()
}

// newestMonth is the month of the newest sanction or project.
func (e *edition) newestMonth() string {
	d := e.reg.AsOf
	switch {
	case len(e.reg.Sanctions) > 0:
		d = e.reg.Sanctions[0].DecidedOn
	case len(e.reg.Projects) > 0:
		d = e.reg.Projects[0].StartsOn
	default:
		return ""
	}
	return fmt.Sprintf("date:%04d-%02d", d.Year, d.Month)
}

// fieldExamples is a filter of every field for which the portal has a value, by the
// names of the fields.
func (e *edition) fieldExamples() map[string]string {
	r, f := e.reg, map[string]string{}
	put := func(name, value string) {
		if f[name] == "" {
			f[name] = field(name, value)
		}
	}
	group := func(name string, g *register.Group) {
		if g != nil && f[name] == "" {
			put(name, g.In(e.lang))
		}
	}
	code := func(name string, list []schema.Code, id string) {
		if id != "" && f[name] == "" {
			put(name, e.words.ValueName(list, id))
		}
	}
	for _, s := range r.Sanctions {
		put("table", e.tableName("sanctions"))
		put("status", e.standing(s).Word)
		code("kind", schema.SanctionKinds, s.Kind)
		group("authority", s.Authority)
		for _, m := range s.Measures {
			group("measure", m)
		}
	}
	for _, p := range r.Projects {
		put("table", e.tableName("projects"))
		group("purchaser", p.Purchaser)
		group("district", p.District)
		group("field", p.Field)
		for _, v := range p.Evaluations {
			code("grade", schema.Grades, v.Grade)
			code("kind", schema.EvaluationKinds, v.Kind)
		}
	}
	for _, a := range r.Agencies {
		put("table", e.tableName("agencies"))
		put("agency", cmp.Or(a.ShortName, a.Name))
		group("district", a.District)
		code("status", schema.AgencyStatuses, a.Status)
		for _, g := range a.Fields {
			group("field", g)
		}
		for _, pay := range a.Pay {
			code("tier", schema.Tiers, pay.Tier)
		}
		if f["duty"] != "" {
			continue
		}
		for _, c := range e.led.Of(a).Standings() {
			put("duty", c.ID)
		}
	}
	f["year"], f["date"], f["fine"] = e.yearSpan(), e.newestMonth(), e.fineOf(largeFine(r.Sanctions))
	return f
}
