package register

import (
	"strings"
	"testing"

	"gongshi/internal/person"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// practitioner is a sanction of a person, with its cells as written.
func practitioner(line int, id, name, facts string) *Sanction {
	t := schema.Lookup("sanctions")
	cells := make([]string, len(t.Columns))
	for column, s := range map[string]string{"sanction_id": id, "person": name, "facts": facts, "basis": "第三条"} {
		cells[t.Index(column)] = s
	}
	return &Sanction{
		Origin: At("data/sanctions.csv", line, cells...), ID: id, Kind: "discipline", Subject: "practitioner", AgencyID: codeA, Person: name,
		MeasureNames: []string{"业内警告"}, AuthorityName: "协会", DecidedOn: date("2024-01-01"), Facts: facts, Basis: "第三条",
		Severity: "serious", PublishUntil: date("2025-01-01"), Status: "in_force",
	}
}

func linkWith(t *testing.T, tables *Tables, book *rulebook.Book) (*Register, string) {
	t.Helper()
	r, found := Link(tables, settings(), book, date("2024-06-30"))
	var rules []string
	for _, f := range found {
		rules = append(rules, f.Rule)
	}
	return r, strings.Join(rules, " ")
}

// TestNamesKeepRecordsApart holds that two practitioners of one surname are two, and that
// one who is there twice is told.
func TestNamesKeepRecordsApart(t *testing.T) {
	tables := town()
	tables.Sanctions = []*Sanction{practitioner(2, "1号", "王明", ""), practitioner(3, "1号", "王强", ""), practitioner(4, "1号", "王明", "")}
	r, found := linkWith(t, tables, nil)
	if found != "duplicate-key" || len(r.Sanctions) != 2 {
		t.Fatalf("%d sanctions with findings %q, want 2 and duplicate-key", len(r.Sanctions), found)
	}
	a, b := r.Sanctions[0], r.Sanctions[1]
	if a.Slug == b.Slug || a.Person != "王某某" || b.Person != "王某某" || a.AsRead().Person == b.AsRead().Person {
		t.Errorf("%s %s and %s %s, want two masked names at two addresses", a.Slug, a.Person, b.Slug, b.Person)
	}
}

func TestNamesInCells(t *testing.T) {
	tables := town()
	s := practitioner(7, "1号", "王明", "王明迟到")
	tables.Sanctions = []*Sanction{s}
	table := schema.Lookup("sanctions")
	before := s.Origin
	linkWith(t, tables, nil)
	for column, want := range map[string][2]string{
		"person": {"王某某", "王明"}, "facts": {"王某某迟到", "王明迟到"}, "basis": {"第三条", "第三条"}, "sanction_id": {"1号", "1号"},
	} {
		i := table.Index(column)
		if s.Written(i) != want[0] || s.Original(i) != want[1] || s.Cells()[i] != want[0] {
			t.Errorf("%s: written %q, original %q; want %q", column, s.Written(i), s.Original(i), want)
		}
		if s.Place(i) != before.Place(i) || s.File() != before.File() || s.Line() != before.Line() || s.Width() != before.Width() {
			t.Errorf("%s: at %v of %s:%d, was at %v of %s:%d", column, s.Place(i), s.File(), s.Line(), before.Place(i), before.File(), before.Line())
		}
	}
}

func TestFullName(t *testing.T) {
	book := &rulebook.Book{Names: []*rulebook.NameRule{{
		Rule: rulebook.Rule{ID: "serious"}, Severities: []rulebook.Severity{rulebook.Serious}, Requires: []string{"basis", "publish_until"},
	}}}
	for _, tt := range []struct {
		name   string
		book   *rulebook.Book
		change func(*Sanction)
		want   string
	}{
		{"allowed", book, func(*Sanction) {}, "王明 王明和李某某"},
		{"allowed under appeal", book, func(s *Sanction) { s.Status = "appealed" }, "王明 王明和李某某"},
		{"no rules", nil, func(*Sanction) {}, "王某某 王某某和李某某"},
		{"no severity", book, func(s *Sanction) { s.Severity = "" }, "王某某 王某某和李某某"},
		{"less serious", book, func(s *Sanction) { s.Severity = "general" }, "王某某 王某某和李某某"},
		{"no basis", book, func(s *Sanction) { s.Basis = "" }, "王某某 王某某和李某某"},
		{"no end of publication", book, func(s *Sanction) { s.PublishUntil = date("") }, "王某某 王某某和李某某"},
		{"an end that never comes", book, func(s *Sanction) { s.PublishUntil = date("长期") }, "王某某 王某某和李某某"},
		{"publication ended", book, func(s *Sanction) { s.PublishUntil = date("2024-06-29") }, "王某某 王某某和李某某"},
		{"withdrawn", book, func(s *Sanction) { s.Status = "withdrawn" }, "王某某 王某某和李某某"},
		{"one character", book, func(s *Sanction) { s.Person, s.Severity = "王", "" }, "王某某 王明和李某某"},
		{"masked in the table", book, func(s *Sanction) { s.Person = "王某" }, "王某 王明和李某某"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := town()
			s := practitioner(2, "1号", "王明", "王明和李强")
			tt.change(s)
			tables.Sanctions = []*Sanction{s, practitioner(3, "2号", "李强", "")}
			tables.Sanctions[1].Severity = "general"
			linkWith(t, tables, tt.book)
			page := s.OnPage()
			if got := page.Person + " " + page.Facts; got != tt.want {
				t.Errorf("its page prints %q, want %q", got, tt.want)
			}
			if person.Mask(s.Person) != s.Person || s.Public("李强") != "李某某" || (s.NameRule != nil) != (page != s) {
				t.Errorf("others print %q, %q; rule %v", s.Person, s.Public("李强"), s.NameRule)
			}
		})
	}
}

func TestNamesOfReplies(t *testing.T) {
	tables := town()
	tables.Sanctions = []*Sanction{practitioner(2, "1号", "王明", ""), practitioner(3, "2号", "李强", "")}
	tables.Sanctions[1].AgencyID = codeB
	reply := func(table, slug string) *Reply {
		return &Reply{Table: table, Slug: slug, By: "王明", Body: "王明、李强"}
	}
	tables.Replies = []*Reply{reply("agencies", strings.ToLower(string(codeA))), reply("agencies", strings.ToLower(string(codeB))), reply("projects", "p1"), reply("pay", "x")}
	r, _ := linkWith(t, tables, nil)
	want := []string{"王某某 王某某、李强", "王明 王明、李某某", "王某某 王某某、李强", "王某某 王某某、李某某"}
	for i, x := range r.Replies {
		if got := x.By + " " + x.Body; got != want[i] {
			t.Errorf("the reply to %s/%s is %q, want %q", x.Table, x.Slug, got, want[i])
		}
	}
	if n := r.Names(); n.Len() != 2 || r.NamesOf(r.Agencies[0]).Len() != 1 {
		t.Errorf("%d names in all and %d of the first agency, want 2 and 1", n.Len(), r.NamesOf(r.Agencies[0]).Len())
	}
}

func TestNameInAddress(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "https://example.org/1.html", "https://example.org/1.html"},
		{"a name", "https://example.org/王明.html", ""},
		{"escaped", "https://example.org/%E7%8E%8B%E6%98%8E.html", ""},
		{"in a query", "https://example.org/?q=%E7%8E%8B+%E6%98%8E", ""},
		{"not escaped well", "https://example.org/%zz", "https://example.org/%zz"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := town()
			s := practitioner(2, "1号", "王明", "")
			s.SourceURL = tt.in
			tables.Sanctions = []*Sanction{s}
			_, found := linkWith(t, tables, nil)
			if s.SourceURL != tt.want || (found == "name-in-address") != (tt.want == "") {
				t.Errorf("%q with findings %q, want %q", s.SourceURL, found, tt.want)
			}
		})
	}
}
