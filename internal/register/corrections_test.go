package register

import (
	"fmt"
	"strings"
	"testing"

	"gongshi/internal/portal"
)

// linked links a town and tells every finding, whatever its severity.
func linked(tables *Tables) (*Register, string) {
	r, found := Link(tables, &portal.Settings{}, nil, date("2024-06-30"))
	var list []string
	for _, f := range found {
		list = append(list, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Line, f.Column, f.Severity, f.Rule))
	}
	return r, strings.Join(list, "; ")
}

func TestRepliesOfRecords(t *testing.T) {
	for _, tt := range []struct{ name, table, slug, want string }{
		{"an agency", "agencies", strings.ToLower(string(codeA)), ""},
		{"a project", "projects", "p1", ""},
		{"no agency", "agencies", "x", "content/replies/x.md:0:0 error unknown-reference"},
		{"no project", "projects", "x", "content/replies/x.md:0:0 error unknown-reference"},
		{"a table without pages", "pay", "x", "content/replies/x.md:0:0 warning reply-not-shown"},
	} {
		tables := town()
		reply := &Reply{File: "content/replies/x.md", Table: tt.table, Slug: tt.slug}
		tables.Replies = []*Reply{reply}
		r, got := linked(tables)
		shown := false
		for _, a := range r.Agencies {
			shown = shown || a.Reply == reply
		}
		for _, p := range r.Projects {
			shown = shown || p.Reply == reply
		}
		if got != tt.want || shown != (tt.want == "") {
			t.Errorf("reply to %s: findings %q, want %q; shown: %v", tt.name, got, tt.want, shown)
		}
	}
}

func TestCorrectionsOfRecords(t *testing.T) {
	r, _ := link(t, town())
	shown, closed := "sanctions/"+r.Sanctions[0].Slug, "sanctions/"+r.Closed[0].Slug
	for _, tt := range []struct {
		name    string
		on      string
		records string
		shown   bool
		want    string
	}{
		{"an agency", "2024-01-01", "agencies/" + strings.ToLower(string(codeA)), true, ""},
		{"a project and a sanction", "2024-01-01", "projects/p1 " + shown, true, ""},
		{"a record named twice", "2024-01-01", "projects/p1 projects/p1", true, ""},
		{"a closed sanction", "2024-01-01", closed, false, ""},
		{"a project and a closed sanction", "2024-01-01", "projects/p1 " + closed, false, ""},
		{"the last day", "2024-06-30", "projects/p1", true, ""},
		{"the day after", "2024-07-01", "projects/p1", false, "content/corrections/x.md:0:0 notice correction-ahead"},
		{"no record", "2024-01-01", "projects/p9", true, "content/corrections/x.md:3:9 error unknown-reference"},
		{"no sanction", "2024-01-01", "sanctions/p1", true, "content/corrections/x.md:3:9 error unknown-reference"},
	} {
		tables := town()
		c := &Correction{File: "content/corrections/x.md", Slug: "x", Date: date(tt.on), Records: strings.Fields(tt.records), RecordLine: 3, RecordColumn: 9}
		tables.Corrections = []*Correction{c}
		r, got := linked(tables)
		if got != tt.want || (len(r.Corrections) == 1) != tt.shown {
			t.Errorf("%s: findings %q, %d corrections; want %q, shown: %v", tt.name, got, len(r.Corrections), tt.want, tt.shown)
		}
		for _, id := range c.Records {
			table, slug, _ := strings.Cut(id, "/")
			if of := r.Corrected(table, slug); (len(of) == 1) != tt.shown {
				t.Errorf("%s: %s has %d corrections, shown: %v", tt.name, id, len(of), tt.shown)
			}
		}
	}
}

func TestCorrectionsNewestFirst(t *testing.T) {
	tables := town()
	for _, c := range [][2]string{{"b", "2024-01-01"}, {"a", "2024-01-01"}, {"c", "2024-02-01"}} {
		tables.Corrections = append(tables.Corrections, &Correction{Slug: c[0], Date: date(c[1]), Records: []string{"projects/p1"}})
	}
	r, _ := link(t, tables)
	var got []string
	for _, c := range r.Corrected("projects", "p1") {
		got = append(got, c.Slug)
	}
	if want := "c a b"; strings.Join(got, " ") != want {
		t.Errorf("in the order %v, want %s", got, want)
	}
}

// TestNamesInCorrections holds that the name of a practitioner is masked in a correction,
// whatever it is about.
func TestNamesInCorrections(t *testing.T) {
	tables := town()
	tables.Sanctions[0].Subject, tables.Sanctions[0].Person = "practitioner", "欧阳若兰"
	c := &Correction{Slug: "x", Date: date("2024-01-01"), Title: "欧阳若兰的姓名", By: "欧阳若兰", Body: "原把欧阳若兰写作他人。", Records: []string{"projects/p1"}}
	tables.Corrections = []*Correction{c}
	r, _ := linked(tables)
	if len(r.Corrections) != 1 || strings.Contains(c.Title+c.By+c.Body, "若兰") || !strings.Contains(c.Body, "欧阳某某") {
		t.Errorf("the correction reads %q, %q, %q", c.Title, c.By, c.Body)
	}
}
