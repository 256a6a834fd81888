package repair

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gongshi/internal/schema"
	"gongshi/internal/transcript"
)

func TestAppendLine(t *testing.T) {
	for _, tt := range []struct {
		cells []string
		want  string
	}{
		{[]string{"a", "", "b"}, "a,,b\r\n"},
		{[]string{""}, "\"\"\r\n"},
		{[]string{"a,b", `say "x"`, "a\nb", "=1+1", "；"}, "\"a,b\",\"say \"\"x\"\"\",\"a\nb\",=1+1,；\r\n"},
	} {
		got := string(appendLine(nil, tt.cells))
		if got != tt.want {
			t.Errorf("%q is written %q, want %q", tt.cells, got, tt.want)
		}
		again, err := csv.NewReader(strings.NewReader(got)).Read()
		if err != nil || !slices.Equal(again, tt.cells) {
			t.Errorf("%q is read again as %q, %v", tt.cells, again, err)
		}
	}
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "甲": "甲", "16.3": "16.3", "=1+1": "'=1+1", "+86": "'+86", "-5": "'-5", "@a": "'@a", "＝1": "'＝1", "\tx": "'\tx",
		"529900000000000193": "\t529900000000000193", "52990000000A000193": "52990000000A000193",
	} {
		if got := guard(in); got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	taken := func(files ...string) *names {
		n := &names{taken: map[string]string{}}
		for _, f := range files {
			n.taken[folded(strings.TrimPrefix(f, dataFolder))] = f
		}
		return n
	}
	for _, tt := range []struct {
		name  string
		files []string
		want  []string // a stem for each
	}{
		{"by themselves", []string{"data/pay.csv", "data/薪酬/2024.xlsx"}, []string{"pay", "薪酬/2024"}},
		{"text and workbook", []string{"data/pay.csv", "data/pay.xlsx"}, []string{"pay-csv", "pay-xlsx"}},
		{"three of a name", []string{"data/pay.csv", "data/PAY.tsv", "data/pay-tsv.csv"}, []string{"pay", "PAY-tsv-2", "pay-tsv"}},
	} {
		n := taken(tt.files...)
		for i, f := range tt.files {
			if got := n.stem(f); got != tt.want[i] {
				t.Errorf("%s: copies of %s are named %s, want %s", tt.name, f, got, tt.want[i])
			}
		}
	}
	n := taken("data/pay.xlsx", "data/pay-b.csv")
	for _, tt := range []struct{ title, want string }{
		{"a", "pay-a.csv"}, {"A", "pay-A-2.csv"}, {"b", "pay-b-2.csv"}, {"../../x", "pay-x.csv"}, {`c:\d`, "pay-c--d.csv"}, {"…", "pay-3.csv"},
		{strings.Repeat("长", 60), "pay-" + strings.Repeat("长", 40) + ".csv"},
	} {
		if got := n.sheet("data/pay.xlsx", "pay", tt.title, 3); got != tt.want {
			t.Errorf("the sheet %s is copied to %s, want %s", tt.title, got, tt.want)
		}
	}
}

func TestTitles(t *testing.T) {
	c := &copier{}
	var want []string
	for _, tt := range []struct{ name, want string }{
		{"", "薪酬"}, {"薪酬", "薪酬 2"}, {"说明", "说明 2"}, {"Notes", "Notes 2"}, {"a/b:c[d]", "a-b-c-d-"}, {"'x'", "x"},
		{strings.Repeat("a", 40), strings.Repeat("a", 31)}, {strings.Repeat("a", 40), strings.Repeat("a", 29) + " 2"}, {strings.Repeat("𠀀", 20), strings.Repeat("𠀀", 15)},
	} {
		c.tables = append(c.tables, &table{from: &transcript.Sheet{Name: tt.name, Table: schema.Lookup("pay")}})
		want = append(want, tt.want)
	}
	c.titles()
	for i, table := range c.tables {
		if table.title != want[i] {
			t.Errorf("the sheet %q is named %q, want %q", table.from.Name, table.title, want[i])
		}
		if n := len(utf16.Encode([]rune(table.title))); n > maxTitle {
			t.Errorf("the title %q has %d characters", table.title, n)
		}
	}
}

// TestVerify changes what is read of a copy in every way that matters.
func TestVerify(t *testing.T) {
	pay := schema.Lookup("pay")
	sample := func() *transcript.Sheet {
		row := func(line int, texts ...string) transcript.Row {
			r := transcript.Row{Line: line}
			for _, text := range texts {
				r.Cells = append(r.Cells, transcript.Cell{Line: line, Written: text, Text: text})
			}
			return r
		}
		return &transcript.Sheet{Table: pay, Header: []transcript.Column{
			{Written: "统一社会信用代码", Column: 0, ZH: "统一社会信用代码"}, {Written: "年度", Column: 1, ZH: "年度"}, {Written: "x", Column: -1},
		}, Rows: []transcript.Row{row(2, "a", "2023", "1"), row(3, "b", "2024", "2")}}
	}
	if err := newTable(sample(), "en").same(sample()); err != nil {
		t.Errorf("the same: %v", err)
	}
	for name, change := range map[string]func(s *transcript.Sheet){
		"a row is missing":             func(s *transcript.Sheet) { s.Rows = s.Rows[:1] },
		"a row is no record":           func(s *transcript.Sheet) { s.Left = s.Rows[1:] },
		"a part could not be read":     func(s *transcript.Sheet) { s.Broken = true },
		"a column is missing":          func(s *transcript.Sheet) { s.Header[1].Column = -1 },
		"a column more":                func(s *transcript.Sheet) { s.Header[2].Column = 2 },
		"columns change places":        func(s *transcript.Sheet) { s.Header[0].Column, s.Header[1].Column = 1, 0 },
		"a column has got a unit":      func(s *transcript.Sheet) { s.Header[1].Unit = 10_000 },
		"a cell says something else":   func(s *transcript.Sheet) { s.Rows[1].Cells[1].Text = "2023" },
		"a cell is in doubt":           func(s *transcript.Sheet) { s.Rows[1].Cells[1].Unsure = true },
		"a row is refused":             func(s *transcript.Sheet) { s.Rows[0].Ragged = true },
		"an unknown column is changed": func(s *transcript.Sheet) { s.Rows[0].Cells[2].Text = "" },
	} {
		again := sample()
		change(again)
		if newTable(sample(), "en").same(again) == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, change := range map[string]func(s *transcript.Sheet){
		"a doubt is gone":               func(s *transcript.Sheet) { s.Rows[0].Cells[1].Unsure = true },
		"a doubt that is not seen":      func(s *transcript.Sheet) { s.Rows[0].Cells[1].Unsure, s.Rows[0].Cells[1].Unseen = true, true },
		"a ragged row fits":             func(s *transcript.Sheet) { s.Rows[0].Ragged = true },
		"something was wrong on top":    func(s *transcript.Sheet) { s.Left = []transcript.Row{{Line: 1, Wrong: true}} },
		"amounts have lost their unit":  func(s *transcript.Sheet) { s.Header[1].Unit, s.Header[1].WithUnit, s.National = 10_000, "x", true },
		"an original says another text": func(s *transcript.Sheet) { s.Rows[0].Cells[0].Text = "A" },
	} {
		from := sample()
		change(from)
		if newTable(from, "en").same(sample()) == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
