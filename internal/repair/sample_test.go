package repair_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/width"

	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/form"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

const sampleFolder = "../.."

// putSettings copies what the sample has beside its tables and pages.
func putSettings(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"gongshi.yaml", "rulebook.yaml"} {
		put(t, dir, name, read(t, filepath.Join(sampleFolder, name)))
	}
}

// TestSample saves the tables of the sample portal the way offices do, with everything in
// them that can be read for certain; the copies must say what the sample says, in a form
// about which there is nothing left to remark.
func TestSample(t *testing.T) {
	want := recordsOf(t, sampleFolder)
	for seed, save := range []struct {
		name, ext string
		write     func(t *testing.T, rows [][]string) []byte
	}{
		{"GB18030", ".csv", encoded(simplifiedchinese.GB18030, ',')},
		{"UTF-16 and tabs", ".csv", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), '\t')},
		{"semicolons", ".csv", encoded(encoding.Nop, ';')},
		{"workbook", ".xlsx", workbook},
	} {
		t.Run(save.name, func(t *testing.T) {
			dir := t.TempDir()
			rng := rand.New(rand.NewPCG(uint64(seed), 7))
			putSettings(t, dir)
			for _, name := range dataFiles(t, sampleFolder) {
				rows := damaged(rng, tableOf(name), table(t, name))
				put(t, dir, strings.TrimSuffix(name, ".csv")+save.ext, save.write(t, rows))
			}
			if n := count(load(t, dir), "unusual-form"); n < 1000 {
				t.Fatalf("the tables have %d cells in unusual forms, want 1000 or more", n)
			}
			fix(t, dir, "zh-CN")
			for _, ext := range []string{".csv", ".xlsx"} {
				again := t.TempDir()
				putSettings(t, again)
				for _, name := range dataFiles(t, sampleFolder) {
					stem := strings.TrimSuffix(name, ".csv")
					put(t, again, stem+ext, read(t, filepath.Join(dir, "fix", strings.TrimPrefix(stem, "data/")+ext)))
				}
				got := recordsOf(t, again)
				for _, table := range schema.Tables() {
					compare(t, ext+" "+table.Name, got[table.Name], want[table.Name])
				}
				for _, f := range load(t, again).Findings {
					if strings.HasPrefix(f.File, "data/") {
						t.Errorf("%s: the copy gives %s %s:%d:%d %q", ext, f.Rule, f.File, f.Line, f.Column, f.Value)
					}
				}
			}
		})
	}
}

// compare compares records one by one.
func compare(t *testing.T, what string, got, want []any) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Errorf("%s: %d records, want %d", what, len(got), len(want))
		return
	}
	wrong := 0
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			if wrong++; wrong <= 3 {
				t.Errorf("%s, record %d:\n got %+v\nwant %+v", what, i+1, got[i], want[i])
			}
		}
	}
}

// recordsOf reads the records of a portal, without where they stand.
func recordsOf(t *testing.T, dir string) map[string][]any {
	t.Helper()
	s, _, err := portal.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	tables, found, err := intake.Read(os.DirFS(dir), s)
	if err != nil {
		t.Fatal(err)
	}
	if n := finding.Count(found); n.Errors > 0 {
		t.Errorf("%s: %d errors, the first %+v", dir, n.Errors, found[0])
	}
	all := map[string][]any{}
	for _, r := range tables.Agencies {
		r.Origin = register.Origin{}
		all["agencies"] = append(all["agencies"], *r)
	}
	for _, r := range tables.Pay {
		r.Origin = register.Origin{}
		all["pay"] = append(all["pay"], *r)
	}
	for _, r := range tables.Projects {
		r.Origin = register.Origin{}
		all["projects"] = append(all["projects"], *r)
	}
	for _, r := range tables.Evaluations {
		r.Origin = register.Origin{}
		all["evaluations"] = append(all["evaluations"], *r)
	}
	for _, r := range tables.Sanctions {
		r.Origin = register.Origin{}
		all["sanctions"] = append(all["sanctions"], *r)
	}
	return all
}

// damaged writes a table in forms that are read for certain, but need a remark.
func damaged(rng *rand.Rand, t *schema.Table, rows [][]string) [][]string {
	unit := []string{"", "header", "line"}[rng.IntN(3)]
	header := make([]string, len(rows[0]))
	for i, name := range rows[0] {
		c := columnOf(t, name)
		switch header[i] = c.ZH; {
		case c.Kind == schema.Money && unit == "header":
			header[i] += "（万元）"
		case rng.IntN(3) == 0:
			header[i] += "（必填）"
		}
	}
	out := [][]string{{t.ZH + "汇总表"}}
	if unit == "line" {
		out = append(out, []string{"单位：万元"})
	}
	out = append(out, header)
	for k, row := range rows[1:] {
		cells := make([]string, len(row))
		for i, text := range row {
			if text == "" {
				continue
			}
			c := columnOf(t, rows[0][i])
			if cells[i] = text; c.Kind == schema.Money && unit != "" {
				cells[i] = inWan(text)
			}
			if rng.IntN(3) == 0 {
				cells[i] = unusual(rng, c, cells[i], unit)
			}
		}
		out = append(out, cells)
		if k%50 == 49 {
			out = append(out, header)
		}
	}
	return append(out, append([]string{"备注：以上由各单位填报"}, make([]string, len(header)-1)...))
}

// inWan writes whole yuan in 万元.
func inWan(yuan string) string {
	whole, fen, _ := strings.Cut(yuan, ".")
	for len(whole) < 5 {
		whole = "0" + whole
	}
	at := len(whole) - 4
	return whole[:at] + "." + whole[at:] + fen
}

// unusual writes the text of a cell in another form.
func unusual(rng *rand.Rand, c *schema.Column, text, unit string) string {
	wide := func(s string) string { return width.Widen.String(s) }
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	switch c.Kind {
	case schema.CreditKey:
		return pick(strings.ToLower(text), wide(text), "'"+text, text[:4]+" "+text[4:], text[:8]+"-"+text[8:])
	case schema.Year, schema.Score:
		return pick(wide(text), text+" ")
	case schema.Count:
		return pick(wide(text), text+"人", text+" 名")
	case schema.Money:
		if unit != "" {
			return pick(wide(text), "￥"+text, text+"万元")
		}
		return pick(wide(text), "￥"+text, text+"元", inWan(text)+"万元")
	case schema.Date:
		d, _, err := day.Parse(text)
		if err != nil || d.IsOpen() {
			return text
		}
		return pick(wide(text), strconv.Itoa(form.Serial(d)))
	case schema.Coded:
		return pick(strings.Join(strings.Split(text, ""), " "), "　"+text)
	}
	return " " + text
}

func columnOf(t *schema.Table, header string) *schema.Column {
	for i := range t.Columns {
		if t.Columns[i].Name == header || t.Columns[i].ZH == header {
			return &t.Columns[i]
		}
	}
	return nil
}

// encoded writes rows as a text, cells in quotes where they need them.
func encoded(e encoding.Encoding, comma rune) func(*testing.T, [][]string) []byte {
	return func(t *testing.T, rows [][]string) []byte {
		t.Helper()
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		body, err := e.NewEncoder().Bytes(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
}

// workbook writes rows as texts into the first sheet of a workbook.
func workbook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func dataFiles(t *testing.T, dir string) []string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "data/*.csv")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d tables, %v", len(names), err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return tableOf(name) == nil }) // the register of receipts is none
}

func tableOf(name string) *schema.Table {
	stem, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "data/"), ".csv"), "-")
	return schema.Lookup(stem)
}

func table(t *testing.T, name string) [][]string {
	t.Helper()
	text := strings.TrimPrefix(string(read(t, filepath.Join(sampleFolder, name))), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func put(t *testing.T, dir, name string, body []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
}

func count(p *build.Portal, rule string) int {
	n := 0
	for _, f := range p.Findings {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

// load checks a portal.
func load(t *testing.T, dir string) *build.Portal {
	t.Helper()
	p, err := build.Load(build.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fix checks a portal, writes copies into its folder fix and returns what is printed.
func fix(t *testing.T, dir, lang string) string {
	t.Helper()
	r, err := build.Fix(build.Options{Dir: dir}, load(t, dir), "fix", lang)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.Print(&b, "fix"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
