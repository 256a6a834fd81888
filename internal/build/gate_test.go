package build

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/audit"
	"gongshi/internal/finding"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// pieces is a file that comes in pieces.
func pieces(path string, list ...string) tree.File {
	return tree.File{Path: path, Write: func(to io.Writer) error {
		for _, piece := range list {
			if _, err := io.WriteString(to, piece); err != nil {
				return err
			}
		}
		return nil
	}}
}

// TestGate holds in which files a number is found.
func TestGate(t *testing.T) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("xl/sharedStrings.xml")
	if err == nil {
		_, err = io.WriteString(w, "<si><t>13800138000</t></si>")
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		file tree.File
		want int
	}{
		{"page", tree.File{Path: "index.html", Body: []byte("<p>138 0013 8000</p>")}, 1},
		{"JSON", tree.File{Path: "a.json", Body: []byte(`{"a":"13800138000"}`)}, 1},
		{"name", tree.File{Path: "agencies/13800138000.html"}, 1},
		{"workbook", tree.File{Path: "data/gongshi.xlsx", Body: packed.Bytes()}, 1},
		{"in pieces", pieces("data/pay.csv", "a,138001", "38000", ",b\n"), 1},
		{"permitted in pieces", pieces("data/pay.csv", "a,139001", "39000", ",b\n"), 0},
		{"texts of a chunk", tree.File{Path: "search/index/a.js", Body: []byte("x"), Plain: [][]byte{[]byte("[]"), []byte(`["13800138000"]`)}}, 1},
		{"what is permitted", tree.File{Path: "index.html", Body: []byte("<p>13900139000</p>")}, 0},
		{"a credit code", tree.File{Path: "agencies/914403001922038216.html", Body: []byte("914403001922038216")}, 0},
		{"nothing", tree.File{Path: "index.html", Body: []byte("<p>0755-25606666</p>")}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			emitted := 0
			g := gate{permitted: audit.Permitted{"13900139000": true}, emit: func(f tree.File) error {
				emitted++
				_, err := f.Bytes()
				return err
			}}
			if err := g.Emit(tt.file); err != nil {
				t.Fatal(err)
			}
			if len(g.hits) != tt.want || emitted != 1 {
				t.Errorf("%d numbers found and %d files handed on, want %d and 1", len(g.hits), emitted, tt.want)
			}
		})
	}
}

// TestGateSearchIndex holds that the compressed texts of the search index are looked at,
// and that a damaged file of it stops the build.
func TestGateSearchIndex(t *testing.T) {
	docs := []search.Document{{ID: "sanctions/1", Table: "sanctions", Title: "一", URL: "sanctions/1.html", Parts: []search.Part{{Zone: search.Body, Text: "电话13800138000"}}}}
	g := gate{emit: func(tree.File) error { return nil }}
	if err := projection.Write(search.Listed(docs), projection.Options{}, tree.Always(g.Emit)); err != nil {
		t.Fatal(err)
	}
	if len(g.hits) != 1 {
		t.Errorf("%d numbers found in a search index, want one", len(g.hits))
	}
	if err := g.Emit(tree.File{Path: "search/index/x.js", Body: []byte("gongshi.chunk(\"x\",\"abc\");\n")}); err == nil {
		t.Error("a damaged file of the index was let through")
	}
}

// TestOutputFinding builds with a template that has a number, and with one that repeats a
// cell in a form that is none in the table.
func TestOutputFinding(t *testing.T) {
	const notFound = `{{template "top" .Frame}}<h1>[[NotFound]]</h1>{{template "bottom" .Frame}}`
	for _, tt := range []struct{ name, template, hint string }{
		{"only in the template", strings.Replace(notFound, "<h1>", "<h1>138<b>0013</b>8000 ", 1), "templates/"},
		{"digits of a row", strings.Replace(notFound, "<h1>", "<h1>13900139000 ", 1), "data/pay.csv"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, map[string]string{
				"gongshi.yaml": "title: 公示\nas_of: 2024-06-30\nbase_url: https://example.org/\n",
				"data/pay.csv": "agency_id,year,tier,headcount,total,note\n52440300MJL186084F,2023,directors,0,0,批次1390，序号0139000\n",
			})
			run(t, Options{Dir: dir})
			before := snapshot(t, filepath.Join(dir, "public"))
			write(t, dir, "templates/pages/notfound.html", tt.template)
			r := run(t, Options{Dir: dir})
			var got []finding.Finding
			for _, f := range r.Findings {
				if f.Rule == "personal-number-in-output" {
					got = append(got, f)
				}
			}
			if r.Published || len(got) != 1 {
				t.Fatalf("published: %v, findings %+v; want one that stops the build", r.Published, got)
			}
			if f := got[0]; f.File != "public/404.html" || f.Severity != finding.Error || !strings.Contains(f.Hint.ZH, tt.hint) || !strings.Contains(f.Hint.EN, tt.hint) || !strings.Contains(f.Value, "*") {
				t.Errorf("finding %+v, want public/404.html, masked, with a hint at %s", f, tt.hint)
			}
			if !maps.Equal(snapshot(t, filepath.Join(dir, "public")), before) {
				t.Error("the old site changed")
			}
		})
	}
}

// TestFindingsHideNumbers holds that no finding repeats a number that stands in the name
// of a file or in a message about another place.
func TestFindingsHideNumbers(t *testing.T) {
	dir := folder(t, map[string]string{
		"data/pay-13800138000.csv":                   "agency_id,year,tier,headcount,total\n52440300MJL186084F,x,directors,0,0\n",
		"content/policies/52440300MJL186084F.md":     "---\ntitle: 制度\n---\n",
		"content/policies/52440300mjl186084f.md":     "---\ntitle: 制度\n---\n",
		"content/13800138000/About Us.md":            "---\ntitle: 关于\n---\n",
		"data/projects-110105-19491231-002X.csv":     projects + projects[strings.Index(projects, "\n")+1:],
		"gongshi.yaml":                               "title: 公示\nas_of: 2024-06-30\nlanguages: [zh-CN]\n",
		"content/replies/pay/4111-1111-1111-1111.md": "---\nby: 甲\n---\n",
	})
	p, err := Load(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Findings) < 5 {
		t.Errorf("%d findings, want some for every file", len(p.Findings))
	}
	for _, f := range p.Findings {
		for _, s := range []string{f.File, f.Value, f.Message.ZH, f.Message.EN, f.Hint.ZH, f.Hint.EN} {
			for _, number := range []string{"13800138000", "19491231", "4111-1111"} {
				if strings.Contains(s, number) {
					t.Errorf("%s repeats %s: %q", f.Rule, number, s)
				}
			}
		}
	}
}
