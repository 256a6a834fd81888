package site

import (
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// TestNameNote renders the page of a practitioner's sanction under several rules.
func TestNameNote(t *testing.T) {
	law := &rulebook.Source{ID: "x", Title: finding.Text{ZH: "惩戒办法", EN: "The discipline rules"}, URL: "https://example.org/law"}
	rule := func(r rulebook.Rule) *rulebook.Book {
		r.ID = "names"
		return &rulebook.Book{Names: []*rulebook.NameRule{{Rule: r, Severities: []rulebook.Severity{rulebook.Serious}}}}
	}
	cited := rule(rulebook.Rule{Source: law, Clause: "12"})
	for _, tt := range []struct {
		name   string
		book   *rulebook.Book
		lang   string
		person string
		full   bool // the page gives the name
		want   string
	}{
		{"masked", nil, portal.Chinese, "王晓明", false, "从业人员的名字不公开，只写姓。"},
		{"masked, in English", nil, portal.English, "王晓明", false, "Only the surname of a practitioner is shown."},
		{"allowed", cited, portal.Chinese, "王晓明", true, "依据《惩戒办法》第\u00a012\u00a0条，本页写出从业人员的全名"},
		{"allowed, in English", cited, portal.English, "王晓明", true, "Under The discipline rules, clause\u00a012, this page gives"},
		{"allowed, in traditional characters", cited, portal.Traditional, "王晓明", true, "依據《惩戒办法》第\u00a012\u00a0条，本頁寫出從業人員的全名"},
		{"allowed by a rule without a clause", rule(rulebook.Rule{}), portal.Chinese, "王晓明", true, "按本站的规则，本页写出从业人员的全名"},
		{"masked in the table", cited, portal.Chinese, "王某某", false, "从业人员的名字不公开，只写姓。"},
		{"no person", cited, portal.Chinese, "", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := rows()
			s := tables.Sanctions[2]
			s.Person, s.Facts, s.Severity, s.Subject = tt.person, "经查"+tt.person+"迟到。", "serious", "practitioner"
			if tt.person == "" {
				s.Subject = "agency"
			}
			reg, found := register.Link(tables, fixtureSettings(), tt.book, d("2026-06-30"))
			if len(found) > 0 {
				t.Fatal(found)
			}
			files := render(t, reg, ledger.Open(reg), testOptions())
			prefix := map[string]string{portal.Chinese: "", portal.English: "en/", portal.Traditional: "zh-hant/"}[tt.lang]
			body := files[prefix+"sanctions/"+s.Slug+".html"]
			page := parsePage(t, body)
			if got := strings.Join(page.texts("p.meta"), " "); tt.want == "" && strings.Contains(got, "从业人员") || !strings.Contains(got, tt.want) {
				t.Errorf("the page says %q, want %q", got, tt.want)
			}
			if got := strings.Contains(body, "王晓明"); got != tt.full {
				t.Errorf("the page gives the full name: %v, want %v", got, tt.full)
			}
			for name, other := range files {
				if !strings.HasSuffix(name, "sanctions/"+s.Slug+".html") && strings.Contains(other, "王晓明") {
					t.Errorf("%s gives the full name", name)
				}
			}
		})
	}
}

// TestPersonAsParty holds that somebody without an agency, whom the record names as the
// party too, is named once.
func TestPersonAsParty(t *testing.T) {
	tables := rows()
	s := tables.Sanctions[2]
	s.AgencyID, s.SubjectName, s.Person, s.Subject = "", "王某某", "王某某", "practitioner"
	reg, found := register.Link(tables, fixtureSettings(), nil, d("2026-06-30"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	body := render(t, reg, ledger.Open(reg), testOptions())["sanctions/"+s.Slug+".html"]
	if got := parsePage(t, body).text("p.lede"); !strings.Contains(got, "对从业人员王某某作出") {
		t.Errorf("the page opens with %q", got)
	}
}
