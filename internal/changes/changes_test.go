package changes

import (
	"bytes"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// file is a published table of some records.
func file(t *testing.T, asOf string, records ...string) Table {
	t.Helper()
	table, err := ReadTable(strings.NewReader(`{"version":1,"table":"sanctions","as_of":"` + asOf + `","records":[` + strings.Join(records, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestDiff(t *testing.T) {
	before := file(t, "2026-09-29",
		`{"id":"sanctions/a","url":"sanctions/a.html","fine":"100.00","facts":"某甲","standing":"in_force","source":{"line":2}}`,
		`{"id":"sanctions/b","url":"sanctions/b.html","fine":null,"measures":["warning"]}`,
		`{"id":"sanctions/c","url":"sanctions/c.html","fine":null}`,
		`{"id":"sanctions/e","url":"sanctions/e.html","fine":"5.00"}`,
	)
	after := file(t, "2026-09-30",
		`{"id":"sanctions/d","url":"sanctions/d.html","fine":"7.00"}`,
		`{"id":"sanctions/a","url":"sanctions/a.html","fine":"100.00","facts":"某乙","standing":"ended","source":{"line":3}}`,
		`{"id":"sanctions/b","url":"sanctions/b.html","fine":"2.00","measures":["warning","fine"]}`,
		`{"id":"sanctions/e","url":"sanctions/e.html","fine":"5.00","kind":"penalty","source":{"line":9}}`,
	)
	list, err := Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	l := Log{}
	l.Add(before.AsOf, list)
	b, err := l.Encode()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"version": 1, "since": "2026-09-29", "entries": [
{"on":"2026-09-30","kind":"added","table":"sanctions","id":"sanctions/d","url":"sanctions/d.html"},
{"on":"2026-09-30","kind":"changed","table":"sanctions","id":"sanctions/a","url":"sanctions/a.html","fields":[{"name":"facts","text":true}]},
{"on":"2026-09-30","kind":"changed","table":"sanctions","id":"sanctions/b","url":"sanctions/b.html","fields":[{"name":"measures","before":"warning","after":"warning；fine"},{"name":"fine","after":"2.00"}]},
{"on":"2026-09-30","kind":"removed","table":"sanctions","id":"sanctions/c","url":"sanctions/c.html"}
]}
`
	if string(b) != want {
		t.Errorf("found\n%swant\n%s", b, want)
	}
	back, err := ReadLog(strings.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := back.Encode(); err != nil || string(again) != want {
		t.Errorf("read and written again it is\n%s%v", again, err)
	}
}

// TestShown holds that no value of a record stays in the log once it has left the site.
func TestShown(t *testing.T) {
	l := Log{Version: Version, Entries: []Entry{
		{On: day.Make(2026, 9, 30), Kind: Changed, Table: "sanctions", ID: "sanctions/a", Fields: []Field{{Name: "fine", Before: "1.00", After: "2.00"}}},
		{On: day.Make(2026, 9, 30), Kind: Changed, Table: "sanctions", ID: "sanctions/b", URL: "sanctions/b.html", Fields: []Field{{Name: "fine", Before: "3.00", After: "4.00"}}},
		{On: day.Make(2026, 9, 30), Kind: Removed, Table: "projects", ID: "projects/c", URL: "projects/c.html"},
	}}
	shown := l.Shown(func(id string) bool { return id == "sanctions/a" })
	b, err := shown.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); strings.Contains(s, "3.00") || strings.Contains(s, "sanctions/b") || strings.Contains(s, "c.html") || !strings.Contains(s, "2.00") || !strings.Contains(s, `"projects/c"`) {
		t.Errorf("shown is\n%s", s)
	}
	if _, err := ReadLog(bytes.NewReader(b)); err != nil {
		t.Errorf("what is shown is no log: %v", err)
	}
	if len(l.Entries[1].Fields) == 0 {
		t.Error("the log itself lost a field")
	}
}

// TestNoPerson holds the columns whose values are never repeated.
func TestNoPerson(t *testing.T) {
	for table, names := range map[string][]string{
		"agencies":    {"representative", "phone", "address"},
		"pay":         {"note"},
		"evaluations": {"comment"},
		"sanctions":   {"person", "subject_name", "facts", "basis", "decision", "status_reason"},
	} {
		for _, name := range names {
			c := schema.Lookup(table).Column(name)
			if c == nil || repeated(c) {
				t.Errorf("%s: the log repeats %s", table, name)
			}
		}
	}
}

func TestReadLogRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"version":2}`: "want version 1, found 2",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"added","table":"x","id":"x/a"}]}`:                                                                        "entry 1: want the name of a table",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"gone","table":"pay","id":"pay/a"}]}`:                                                                     "want added, changed or removed",
		`{"version":1,"entries":[{"on":"","kind":"added","table":"pay","id":"pay/a"}]}`:                                                                              "want a day",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"changed","table":"sanctions","id":"sanctions/a","fields":[{"name":"facts","before":"某甲"}]}]}`:            "only where they may be repeated",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"changed","table":"sanctions","id":"sanctions/a","fields":[{"name":"person","text":true,"after":"某"}]}]}`: "only where they may be repeated",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"removed","table":"sanctions","id":"sanctions/a","fields":[{"name":"fine","before":"1.00"}]}]}`:           "want fields of a changed record only",
		`{"version":1,"entries":[{"on":"2026-09-30","kind":"added","table":"pay"}]}`:                                                                                 "want an id",
		`{"version":1,"more":1}`: "unknown field",
		`[]`:                     "cannot unmarshal",
	} {
		if _, err := ReadLog(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: found %v, want %s", text, err, want)
		}
	}
}
