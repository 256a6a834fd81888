package site

import (
	"html/template"
	"slices"
	"testing"

	"gongshi/internal/portal"
	"gongshi/internal/stencil"
	"gongshi/internal/words"
)

// TestRowsWithoutCells holds that a row from which cells were cut is what the template makes
// for a table without them, and that a template without marks is followed.
func TestRowsWithoutCells(t *testing.T) {
	reg, led := fixture(t)
	own, err := stencil.New(template.Must(template.New("site").Parse(
		`{{define "label"}}{{.Text}}{{end}}{{define "project-row"}}{{if .ShowAgency}}{{.Agency}} {{end}}{{.Name}}{{if not .ShowPurchaser}} !{{end}}{{end}}`)))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional, "own"} {
		set, marked := own, false
		if lang != "own" {
			if set, err = parse(testOptions().Templates, words.Of(lang)); err != nil {
				t.Fatal(err)
			}
			marked = true
		} else {
			lang = portal.Chinese
		}
		o := testOptions()
		o.MostKept = defaultMostRows
		e := newEdition(open(reg, led), o, lang, set)
		for _, show := range [][2]bool{{true, true}, {true, false}, {false, true}, {false, false}} {
			rows := e.projectTable(reg.Projects, show[0], show[1]).Rows
			for i, r := range reg.Projects {
				view := e.inFolder().projectRow(r)
				view.ShowAgency, view.ShowPurchaser = show[0], show[1]
				if want := e.fragment("project-row", view); rows[i] != want || want == "" {
					t.Errorf("%s, agency %v, purchaser %v:\n%s\nwant\n%s", lang, show[0], show[1], rows[i], want)
				}
				if e.kept.projects.of(r, e.partedRow).parted != marked {
					t.Errorf("%s: the parts of a row are known: %v, want %v", lang, !marked, marked)
				}
			}
		}
	}
}

// TestSkim holds that a row of a list is the same whether it is parsed or skimmed, and that
// rows are parsed where skimming would not do.
func TestSkim(t *testing.T) {
	for _, c := range []struct {
		name    string
		rows    [2]string
		skimmed bool
	}{
		{"texts, addresses and keys", [2]string{
			`<tr><th scope="row"><a href="a.html?x=1&amp;y=2">A &lt;b&gt;</a></th><td class="n" data-key="">1 <i>&#39;</i></td></tr>`,
			`<tr><th scope="row"><a href="c.html">&amp;amp;</a></th><td class="n" data-key="7">2 <i>x</i></td></tr>`}, true},
		{"a tag that is left open", [2]string{`<tr><td data-key="1">a<td>b</tr>`, `<tr><td data-key="2">c<td>d</tr>`}, true},
		{"a sign in an attribute", [2]string{`<tr><td title="a>b">a</td></tr>`, `<tr><td title="a>b">c</td></tr>`}, false},
		{"text that is moved out", [2]string{`<tr>a<td>b</td></tr>`, `<tr>c<td>d</td></tr>`}, false},
		{"an attribute without quotes", [2]string{`<tr><td data-key=1>a</td></tr>`, `<tr><td data-key=2>a</td></tr>`}, false},
		{"an entity without its end", [2]string{`<tr><td><a href="?a&copy=1">a</a></td></tr>`, `<tr><td><a href="?b&copy=1">a</a></td></tr>`}, false},
		{"a line of Windows", [2]string{`<tr><td>a</td></tr>`, "<tr><td>b\r\nc</td></tr>"}, true},
	} {
		s := newShaper()
		for i, row := range c.rows {
			shape, want, err := newShaper().parse(row)
			if err != nil || s.add(i, row) != nil || shape == nil {
				t.Fatal(c.name, err)
			}
			if got := s.rows[i].values; !slices.Equal(got, want) {
				t.Errorf("%s, row %d: got %q, want %q", c.name, i, got, want)
			}
		}
		if skeleton, _ := skim(c.rows[0]); (s.skeletons[skeleton] != nil) != c.skimmed {
			t.Errorf("%s: skimmed is %v, want %v", c.name, !c.skimmed, c.skimmed)
		}
	}
}
