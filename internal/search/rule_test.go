package search_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/text"
)

// record is a document of one body, for small tests.
func record(id string, parts ...search.Part) search.Document {
	table, _, _ := strings.Cut(id, "/")
	return search.Document{ID: id, Table: table, Title: id, URL: id + ".html", Parts: parts}
}

func body(s string) search.Part { return search.Part{Zone: search.Body, Text: s} }

// TestMatchingRule is docs/search.md in examples.
func TestMatchingRule(t *testing.T) {
	for _, c := range []struct {
		name, text string
		found, not []string
	}{
		{"a run is a substring", "未按规定公开薪酬", []string{"规定", "规定公开", "未按规定公开薪酬", "酬", "薪酬", "按 薪酬"}, []string{"规公", "薪酬未按"}},
		{"punctuation separates", "食品、安全", []string{"食品", "安全", "食品、安全", "食品，安全", "\"食品 安全\"", "安全 食品"}, []string{"食品安全", "品安"}},
		{"white space separates", "食品 \n安全", []string{"食品、安全", "食品 安全"}, []string{"食品安全"}},
		{"a break is one whatever its length", "甲方——（乙方）", []string{"甲方乙方 OR 甲方-乙方", "甲方（乙方"}, []string{"甲方乙方"}},
		{"a break is no character", "食品的安全，服务9497人次，2023第12号", []string{"食品的安全", "服务9497人次"}, []string{"食品、安全", "\"服务 人次\"", "〔2023〕12号", "品、安"}},
		{"document numbers in every bracket", "拟社罚字〔2023〕12号", []string{
			"拟社罚字〔2023〕12号", "拟社罚字[2023]12号", "拟社罚字（2023）12号", "拟社罚字【2023】12号", "拟社罚字(2023)12号", "拟社罚字［2023］１２号",
			"〔2023〕12号", "[2023]12号", "社罚字", "12号", "2023", "罚字〔2023", "擬社罰字〔2023〕12號",
		}, []string{"2023 13号", "〔2023〕2号", "〔202〕", "社罚字2023", "02"}},
		{"words are whole", "编号ABC123，SW-2023-001", []string{"abc123", "编号abc123", "abc*", "abc12*", "编号abc*", "SW-2023-001", "sw-2023-0*", "2023-001"}, []string{"abc", "bc123", "123", "编号abc", "sw2023"}},
		{"mixed runs", "第12号楼与3栋", []string{"第12号", "12号楼", "号楼与3栋", "楼与", "与3", "3栋", "第12", "12号", "号", "第1*"}, []string{"第1", "2号", "第12楼"}},
		{"traditional", "社會工作服務中心", []string{"社会工作", "社會工作", "服务"}, nil},
		{"width and case", "ＡＢＣ公司Ｂ座", []string{"abc公司b座", "ABC公司"}, nil},
		{"zero width", "行\u200b政处罚", []string{"行政处罚"}, nil},
		{"dots", "阿依古丽·买买提", []string{"阿依古丽•买买提", "阿依古丽・买买提", "买买提"}, []string{"阿依古丽买买提"}},
		{"supplementary planes", "𠮷野家", []string{"𠮷野", "𠮷", "野家"}, []string{"吉野"}},
		{"years in characters", "二〇二三年", []string{"二〇二三", "〇"}, nil},
		{"repeated characters", "一一一", []string{"一一", "一一一"}, []string{"一一一一"}},
		{"exclusion", "罚款一千元", []string{"罚款 -警告", "-警告"}, []string{"-罚款", "一千 -罚款", "-罚款 OR 警告"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := []search.Document{record("sanctions/a", body(c.text)), record("sanctions/b", body("毫不相干的文字"))}
			for _, door := range doors() {
				t.Run(door.name, func(t *testing.T) {
					d := door.open(t, docs)
					for _, q := range c.found {
						if !slices.Contains(numbers(t, d, docs, q), 0) {
							t.Errorf("%q is not found in %q", q, c.text)
						}
					}
					for _, q := range c.not {
						if slices.Contains(numbers(t, d, docs, q), 0) {
							t.Errorf("%q is found in %q", q, c.text)
						}
					}
				})
			}
		})
	}
}

func TestNoPhraseCrossesValues(t *testing.T) {
	docs := []search.Document{record("sanctions/a", body("食品"), body("安全"), search.Part{Zone: search.Labels, Text: "罚款"}, search.Part{Zone: search.Labels, Text: "警告"})}
	for _, door := range doors() {
		d := door.open(t, docs)
		for _, q := range []string{"食品安全", "食品、安全", "罚款警告", "\"罚款 警告\"", "安全罚款"} {
			if got := numbers(t, d, docs, q); len(got) != 0 {
				t.Errorf("%s: %q is found across values", door.name, q)
			}
		}
	}
}

func TestRanking(t *testing.T) {
	on := func(d search.Document, year int, ended bool) search.Document {
		d.Date, d.Ended = day.Make(year, 1, 1), ended
		return d
	}
	title := func(s string) search.Part { return search.Part{Zone: search.Title, Text: s} }
	docs := []search.Document{
		on(record("agencies/exact", title("启明社工")), 2010, false),
		on(record("agencies/longer", title("启明社工服务中心")), 2020, false),
		on(record("agencies/former", title("新名称"), search.Part{Zone: search.Names, Text: "启明社工中心"}), 2021, false),
		on(record("sanctions/label", search.Part{Zone: search.Labels, Text: "拟州启明社工"}), 2022, false),
		on(record("sanctions/ended", body("启明社工")), 2025, true),
		on(record("sanctions/often", body("启明社工，启明社工，启明社工，启明社工")), 2018, false),
		on(record("sanctions/older", body("启明社工")), 2023, false),
		on(record("sanctions/newer", body("启明社工")), 2024, false),
	}
	search.Order(docs)
	e := openEngine(t, docs)
	r, err := e.Search("启明社工", search.Options{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range r.Hits {
		got = append(got, strings.TrimPrefix(strings.TrimPrefix(h.ID, "sanctions/"), "agencies/"))
	}
	want := []string{"exact", "longer", "former", "label", "often", "newer", "older", "ended"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestResultIsNeverNull(t *testing.T) {
	e := openEngine(t, nil)
	r, err := e.Search("社会", search.Options{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if r.Hits == nil || r.Total != 0 || len(r.Facets) != len(search.Facets()) {
		t.Errorf("got %+v, want no hits, not nil, and every facet", r)
	}
	for name, list := range r.Facets {
		if list == nil {
			t.Errorf("facet %s is nil", name)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("前", 50) + "目标词语" + strings.Repeat("后", 200)
	docs := []search.Document{record("sanctions/a", search.Part{Zone: search.Number, Text: "编号7"}, body("开头\n一句"), body(long))}
	e := openEngine(t, docs)
	for _, c := range []struct{ query, want string }{
		{"目标", "…" + strings.Repeat("前", 24) + "目标词语" + strings.Repeat("后", 72) + "…"},
		{"", "开头 一句"},
		{"开头", "开头 一句"},
		{"编号7", "编号7"},
	} {
		r, err := e.Search(c.query, search.Options{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Hits) != 1 || r.Hits[0].Excerpt != c.want {
			t.Errorf("%q: got %+v, want excerpt %q", c.query, r.Hits, c.want)
		}
	}
}

// TestNoPrefixIsTooBroad begins more words than Bleve takes clauses elsewhere.
func TestNoPrefixIsTooBroad(t *testing.T) {
	var b strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&b, "xy%05d ", i)
	}
	docs := []search.Document{record("sanctions/a", body(b.String())), record("sanctions/b", body("x、之一 xy、之二")), record("sanctions/c", body("甲、乙"))}
	cases := []struct {
		query string
		want  []int
	}{
		{"xy*", []int{0, 1}}, {"x*", []int{0, 1}}, {"xy0*", []int{0}}, {"\"xy00000 xy00001 xy0*\"", []int{0}}, {"\"xy00000 xy1*\"", []int{}},
		{"xy、之", []int{1}}, {"x、之", []int{1}}, {"甲、乙", []int{2}}, {"乙、甲", []int{}}, {"-x*", []int{2}},
	}
	for _, door := range doors() {
		d := door.open(t, docs)
		for _, c := range cases {
			if got := numbers(t, d, docs, c.query); !slices.Equal(got, c.want) {
				t.Errorf("%s: %s: got %v, want %v", door.name, c.query, got, c.want)
			}
		}
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	docs := invented(500, 2)
	first := write(t, docs)
	for range 3 {
		if again := write(t, docs); !maps.EqualFunc(first, again, bytes.Equal) {
			t.Fatal("the same documents gave other files")
		}
	}
}

func TestWriteNamesFilesByContent(t *testing.T) {
	docs := invented(300, 2)
	before := write(t, docs)
	docs[150].Parts = append(docs[150].Parts, body("新增的一句话"))
	after := write(t, docs)
	for path, b := range after {
		if old, ok := before[path]; ok && !bytes.Equal(old, b) && path != "search/index/root.js" {
			t.Errorf("%s changed its content and kept its name", path)
		}
	}
	if bytes.Equal(before["search/index/root.js"], after["search/index/root.js"]) {
		t.Error("the root does not show the change")
	}
}

func TestEngineIsBuiltOnce(t *testing.T) {
	dir := t.TempDir()
	docs := invented(100, 4)
	folders := func() []string {
		list, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	open := func() {
		e, err := search.OpenEngine(dir, docs)
		if err != nil {
			t.Fatal(err)
		}
		if len(numbers(t, e, docs, "服务")) == 0 {
			t.Error("nothing is found")
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	open()
	first := folders()
	open()
	if second := folders(); len(first) != 1 || !slices.Equal(first, second) {
		t.Errorf("folders %v, then %v; want one and the same", first, second)
	}
	docs[3].Parts = append(docs[3].Parts, body("一句新的服务"))
	open()
	if third := folders(); len(third) != 1 || slices.Equal(first, third) {
		t.Errorf("folders %v after a change; want one other than %v", third, first)
	}
}

// TestEngineRebuildsADamagedIndex damages every file of an index in every way: the
// answers stay right, and the next call finds a sound index again.
func TestEngineRebuildsADamagedIndex(t *testing.T) {
	docs := invented(60, 6)
	find := func(dir string) int {
		t.Helper()
		e, err := search.OpenEngine(dir, docs)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		return len(numbers(t, e, docs, "服务"))
	}
	files := func(dir string) (list []string) {
		t.Helper()
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				list = append(list, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	dir := t.TempDir()
	want := find(dir)
	for _, damage := range []struct {
		name  string
		apply func(path string, b []byte) error
	}{
		{"empty", func(path string, _ []byte) error { return os.Truncate(path, 0) }},
		{"cut", func(path string, b []byte) error { return os.Truncate(path, int64(len(b)/2)) }},
		{"changed", func(path string, b []byte) error {
			b[len(b)-len(b)/3-1] ^= 0xff
			return os.WriteFile(path, b, 0o644)
		}},
		{"gone", func(path string, _ []byte) error { return os.Remove(path) }},
	} {
		for i := range files(dir) {
			list := files(dir)
			if i >= len(list) {
				break // another run may merge Bleve's files otherwise
			}
			b, err := os.ReadFile(list[i])
			if err != nil {
				t.Fatal(err)
			}
			if err := damage.apply(list[i], b); err != nil {
				t.Fatal(err)
			}
			name := damage.name + " " + filepath.Base(list[i])
			if got := find(dir); got != want {
				t.Errorf("%s: %d are found, want %d", name, got, want)
			}
			sound := files(dir)
			if got := find(dir); got != want || !slices.Equal(files(dir), sound) {
				t.Errorf("%s: %d are found from %q, want %d from %q", name, got, files(dir), want, sound)
			}
		}
	}
}

func TestManyEnginesAtOnce(t *testing.T) {
	dir := t.TempDir()
	docs := invented(200, 5)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			e, err := search.OpenEngine(dir, docs)
			if err != nil {
				t.Error(err)
				return
			}
			defer e.Close()
			r, err := e.Search("服务", search.Options{Limit: 1})
			if err != nil || r.Total == 0 {
				t.Errorf("total %d, error %v", r.Total, err)
			}
		})
	}
	wait.Wait()
}

func TestEngineWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	e, err := search.OpenEngine(file, invented(20, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if r, err := e.Search("服务", search.Options{}); err != nil || r.Total == 0 {
		t.Errorf("total %d, error %v", r.Total, err)
	}
}

// FuzzSearch compares the engine and the reader with the scan on any text and any piece of it.
func FuzzSearch(f *testing.F) {
	f.Add("拟社罚字〔2023〕12号，食品、安全", 3, 4)
	f.Add("第12号楼與ABC座", 1, 3)
	f.Add("一一一二一一", 0, 2)
	f.Fuzz(func(t *testing.T, s string, from, length int) {
		s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x1e", " "), "�")
		runes := []rune(s)
		if len(runes) > 200 || from < 0 || length < 1 || length > 20 || from+length > len(runes) || from+length < 0 {
			return
		}
		piece := string(runes[from : from+length])
		folded := text.Fold(piece)
		if folded == "" || strings.ContainsFunc(folded, func(r rune) bool { return text.ClassOf(r) == text.Break }) {
			return
		}
		docs := []search.Document{record("sanctions/a", body(s)), record("sanctions/b", body(piece))}
		e, err := search.OpenEngine("/dev/null", docs)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		want := newOracle(docs).scan(piece)
		for name, d := range map[string]searcher{"engine": e, "reader": openReader(t, docs, projection.Options{})} {
			if got := numbers(t, d, docs, "\""+piece+"\""); !slices.Equal(got, want) {
				t.Errorf("%s: %q in %q: got %v, want %v", name, piece, s, got, want)
			}
		}
	})
}
