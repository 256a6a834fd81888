package site

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
)

// hostileName is a name that would end a script, a string or a line.
const hostileName = "甲</script><script>alert(1)</script>\"'\\\u2028<!--中心"

type node struct {
	Type       string `json:"@type"`
	ID         string `json:"@id"`
	Name       string
	Identifier struct{ PropertyID, Value string }
	Founding   string `json:"foundingDate"`
	Action     struct {
		Target struct{ URLTemplate string }
	} `json:"potentialAction"`
	Items        []struct{ Name, Item string } `json:"itemListElement"`
	Distribution []struct{ ContentURL string }
}

// linkedOf reads the linked data of a page; nil: it has none.
func linkedOf(t *testing.T, body string) []node {
	t.Helper()
	blocks := parsePage(t, body).all("script[type]")
	if len(blocks) == 0 {
		return nil
	}
	var g struct {
		Context string `json:"@context"`
		Graph   []node `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(blocks[0].FirstChild.Data), &g); err != nil {
		t.Fatalf("%v in %.300s", err, blocks[0].FirstChild.Data)
	}
	if len(blocks) > 1 || g.Context != "https://schema.org" {
		t.Errorf("%d blocks, the first of %s; want one of %s", len(blocks), g.Context, "https://schema.org")
	}
	return g.Graph
}

func types(graph []node) string {
	var list []string
	for _, n := range graph {
		list = append(list, n.Type)
	}
	return strings.Join(list, " ")
}

func TestLinkedData(t *testing.T) {
	tables := rows()
	tables.Agencies[0].Name, tables.Agencies[0].ShortName = hostileName, hostileName
	reg, _ := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
	files := render(t, reg, ledger.Open(reg), testOptions())
	for _, c := range []struct{ page, want string }{
		{"index.html", "WebSite"},
		{"en/index.html", "WebSite"},
		{"agencies/5299000000000001xa.html", "NGO BreadcrumbList"},
		{"projects/p-3.html", "BreadcrumbList"},
		{sanctionPath(t, "行惩〔2025〕1号"), "BreadcrumbList"}, // about a person: where it stands, and no more
		{"data/index.html", "Dataset"},
		{"agencies/index.html", ""},
		{"404.html", ""},
		{"sanctions/" + reg.Closed[0].Slug + ".html", ""},
	} {
		if got := types(linkedOf(t, files[c.page])); got != c.want {
			t.Errorf("%s says %q, want %q", c.page, got, c.want)
		}
	}
	agency := linkedOf(t, files["en/agencies/5299000000000001xa.html"])
	if a := agency[0]; a.Name != hostileName || a.Identifier.Value != string(id(1)) || a.Founding != "2013-11-05" || a.ID != "https://example.org/sub/agencies/5299000000000001xa.html#agency" {
		t.Errorf("the agency is %+v", a)
	}
	items := agency[1].Items
	if last := items[len(items)-1]; items[0].Item != "https://example.org/sub/en/" || items[1].Item != "https://example.org/sub/en/agencies/" || last.Name != hostileName {
		t.Errorf("the way to the agency is %+v", items)
	}
	if got := linkedOf(t, files["index.html"])[0].Action.Target.URLTemplate; got != "https://example.org/sub/search/?q={q}" {
		t.Errorf("the search is at %s", got)
	}
	for _, file := range linkedOf(t, files["data/index.html"])[0].Distribution {
		if !strings.HasPrefix(file.ContentURL, "https://example.org/sub/data/") {
			t.Errorf("a download is at %s", file.ContentURL)
		}
	}
}

// TestNoAddress holds that a portal which does not know its own address makes none up.
func TestNoAddress(t *testing.T) {
	settings := fixtureSettings()
	settings.BaseURL = ""
	reg, _ := register.Link(rows(), settings, book(), d("2026-06-30"))
	for name, body := range render(t, reg, ledger.Open(reg), testOptions()) {
		p := parsePage(t, body)
		if len(p.all("script[type]")) > 0 {
			t.Errorf("%s has linked data", name)
		}
		if name == "projects/p-1.html" {
			if got, want := p.text(".cite"), "拟州市社会工作协会. 项目P-1[DS/OL]. (2023-01-01)[引用日期]."; got != want {
				t.Errorf("it is cited as %q, want %q", got, want)
			}
			if !strings.Contains(p.text(".citation"), "本站没有设定永久地址") {
				t.Error("the box does not say that there is no permanent address")
			}
		}
	}
}

func TestCitation(t *testing.T) {
	files := built(t)
	for _, c := range []struct {
		page string
		want []string
	}{
		{"projects/p-1.html", []string{"拟州市社会工作协会. 项目P-1[DS/OL]. (2023-01-01)[引用日期]. https://example.org/sub/projects/p-1.html"}},
		{"en/projects/p-1.html", []string{
			"拟州市社会工作协会. (2023). 项目P-1 [Data set]. Nizhou social work register. Retrieved [access date], from https://example.org/sub/en/projects/p-1.html",
			"拟州市社会工作协会. 项目P-1[DS/OL]. (2023-01-01)[access date]. https://example.org/sub/en/projects/p-1.html",
		}},
		{"en/agencies/5299000000000001xa.html", []string{
			"拟州市社会工作协会. (n.d.). 望舒区星谷青少年发展中心 [Data set]. Nizhou social work register. Retrieved [access date], from https://example.org/sub/en/agencies/5299000000000001xa.html",
			"拟州市社会工作协会. 望舒区星谷青少年发展中心[DS/OL]. [access date]. https://example.org/sub/en/agencies/5299000000000001xa.html",
		}},
	} {
		if got := parsePage(t, files[c.page]).texts("p.cite"); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s is cited as\n%s\nwant\n%s", c.page, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// recordOf is the row in the table of sources that a cell was read from: that of the closest
// element which names one.
func recordOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if id := attribute(n, "data-record"); id != "" {
			return id
		}
	}
	return ""
}

// TestFrom holds that a figure names its row, its column and the cell where it is written
// in another way, and that the row is there.
func TestFrom(t *testing.T) {
	tables := rows()
	tables.Pay[1].Origin = register.At("data/pay.csv", 3, string(id(2)), "2023", "总干事", "2", "58万元", "2024-05-01", "", "一<二>\"三\"")
	tables.Projects[0].Origin = register.At("data/projects.csv", 2, "P-1", "项目P-1", string(id(2)), "拟州市司法局", "矫治帮教", "", "2023/1/1")
	tables.Sources = []register.Source{{Name: "data/pay.csv", Table: "pay", Rows: 3, Hash: strings.Repeat("0a", 32)}}
	reg, _ := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
	files := render(t, reg, ledger.Open(reg), testOptions())
	for _, c := range []struct{ page, from, cell, written string }{
		{"agencies/5299000000000002xa.html", "from-pay-2023-executives", "total 1", "58万元"},
		{"en/projects/p-1.html", "from-projects-p-1", "starts_on 1", "2023/1/1"},
		{"projects/p-1.html", "from-projects-p-1", "amount 1", ""},
		{"projects/p-1.html", "from-projects-p-1", "supervision_cost 1", "none"},
		{"projects/p-1.html", "from-projects-p-1", "signed_on 1", ""},
		{"projects/p-1.html", "from-projects-p-1", "purchaser 1", "none"},
		{"en/projects/p-1.html", "from-projects-p-1", "field 1", "矫治帮教"},
	} {
		p, found := parsePage(t, files[c.page]), false
		for _, n := range p.all("[data-cell]") {
			record := recordOf(n)
			if record == c.from && attribute(n, "data-cell") == c.cell {
				found = true
				got := "none"
				for _, a := range n.Attr {
					if a.Key == "data-written" {
						got = a.Val
					}
				}
				if got != c.written {
					t.Errorf("%s: %s of %s is written %q, want %q", c.page, c.cell, c.from, got, c.written)
				}
			}
			if len(p.all("#"+record)) != 1 {
				t.Errorf("%s: there is no row %s", c.page, record)
			}
		}
		if !found {
			t.Errorf("%s: nothing shows %s of %s", c.page, c.cell, c.from)
		}
	}
	row := parsePage(t, files["agencies/5299000000000002xa.html"]).attributes("#from-pay-2023-executives a", "href")
	if len(row) != 1 || !strings.HasPrefix(row[0], "../data/index.html#f-") {
		t.Errorf("the row's file is at %q, want a place on the page of the data", row)
	}
}
