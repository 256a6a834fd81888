package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/cache"
	"gongshi/internal/day"
	"gongshi/internal/output"
	"gongshi/internal/schema"
	"gongshi/internal/slug"
	"gongshi/internal/tree"
)

// editing is a portal that is edited at random: a part of the sample.
type editing struct {
	random *rand.Rand
	tables map[string][][]string // by file, the header first
	texts  map[string]string     // all other files
	asOf   day.Day
}

// editedAgencies is how many of the sample's agencies the portal has.
const editedAgencies = 5

func newEditing(t *testing.T, seed uint64) *editing {
	t.Helper()
	e := &editing{random: rand.New(rand.NewPCG(seed, 7)), tables: map[string][][]string{}, texts: map[string]string{}, asOf: day.Make(2026, 9, 30)}
	read := func(name string) [][]string {
		b, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	keep := func(rows [][]string, column int, keys map[string]bool, most int) [][]string {
		kept := rows[:1:1]
		for _, r := range rows[1:] {
			if keys[r[column]] && len(kept) <= most {
				kept = append(kept, r)
			}
		}
		return kept
	}
	keysOf := func(rows [][]string) map[string]bool {
		keys := map[string]bool{}
		for _, r := range rows[1:] {
			keys[r[0]] = true
		}
		return keys
	}
	agencies := read("data/agencies.csv")[:editedAgencies+1]
	ids := keysOf(agencies)
	projects := keep(read("data/projects.csv"), 2, ids, 14)
	e.tables["data/agencies.csv"], e.tables["data/projects.csv"] = agencies, projects
	e.tables["data/evaluations.csv"] = keep(read("data/evaluations.csv"), 0, keysOf(projects), 24)
	e.tables["data/sanctions.csv"] = keep(read("data/sanctions.csv"), 3, ids, 8)
	for _, year := range []string{"2023", "2024", "2025"} {
		e.tables["data/pay-"+year+".csv"] = keep(read("data/pay-"+year+".csv"), 0, ids, 30)
	}
	e.texts["data/received.csv"] = "文件,收到日期,报送单位,备注\nagencies.csv,2026-01-16,民政局,\n"
	for _, name := range []string{"gongshi.yaml", "rulebook.yaml", "content/notice.md", "content/about/index.md"} {
		b, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		e.texts[name] = string(b)
	}
	e.texts["content/policies/"+agencies[1][0]+".md"] = "---\ntitle: 制度\npublished_on: 2022-03-24\n---\n\n正文\n"
	return e
}

// write puts the portal into a folder that holds it as it was before.
func (e *editing) write(t *testing.T, dir string) {
	t.Helper()
	for _, folder := range []string{"data", "content", "templates", "gongshi.yaml", "rulebook.yaml"} {
		if err := os.RemoveAll(filepath.Join(dir, folder)); err != nil {
			t.Fatal(err)
		}
	}
	for name, rows := range e.tables {
		var b strings.Builder
		w := csv.NewWriter(&b)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, b.String())
	}
	for name, text := range e.texts {
		write(t, dir, name, text)
	}
}

func (e *editing) clone() *editing {
	c := &editing{random: e.random, tables: map[string][][]string{}, texts: maps.Clone(e.texts), asOf: e.asOf}
	for name, rows := range e.tables {
		for _, r := range rows {
			c.tables[name] = append(c.tables[name], slices.Clone(r))
		}
	}
	return c
}

// table is a random file of a table, by the beginning of its name.
func (e *editing) table(prefix string) string {
	var names []string
	for name := range e.tables {
		if strings.HasPrefix(name, "data/"+prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names[e.random.IntN(len(names))]
}

func (e *editing) row(name string) []string {
	rows := e.tables[name]
	if len(rows) < 2 {
		return nil
	}
	return rows[1+e.random.IntN(len(rows)-1)]
}

// column is the place of a column by one of its names; a row without it is left alone.
func (e *editing) set(name string, value string, columns ...string) {
	r := e.row(name)
	if r == nil {
		return
	}
	if i := slices.IndexFunc(e.tables[name][0], func(c string) bool { return slices.Contains(columns, c) }); i >= 0 {
		r[i] = value
	}
}

func (e *editing) slugOf(name string) string {
	if r := e.row(name); r != nil {
		return strings.ToLower(r[0])
	}
	return "none"
}

// loggedEvaluation is the public id of an evaluation.
func (e *editing) loggedEvaluation() string {
	const project, kind, period, decided = 0, 1, 2, 6
	r := e.row("data/evaluations.csv")
	if r == nil {
		return "evaluations/none"
	}
	code := r[kind]
	for _, c := range schema.EvaluationKinds {
		if c.ZH == code {
			code = c.ID
		}
	}
	return "evaluations/" + slug.Of(r[project], code, r[period], r[decided])
}

// loggedSanction is the public id of a sanction of an agency; of a practitioner's it is none's.
func (e *editing) loggedSanction() string {
	const number, agency, authority = 0, 3, 7
	r := e.row("data/sanctions.csv")
	if r == nil {
		return "sanctions/none"
	}
	return "sanctions/" + slug.Of(r[authority], r[number], r[agency])
}

func (e *editing) replace(name, from, to string) {
	e.texts[name] = strings.Replace(e.texts[name], from, to, 1)
}

// edits are what may happen to a portal.
func (e *editing) edits() map[string]func() {
	n := e.random.IntN(900) + 100
	number := strconv.Itoa(n)
	date := fmt.Sprintf("20%02d-%02d-%02d", 21+e.random.IntN(6), 1+e.random.IntN(12), 1+e.random.IntN(28))
	return map[string]func(){
		"rename an agency":    func() { e.set("data/agencies.csv", "新名"+number+"社会工作服务中心", "机构名称") },
		"short name":          func() { e.set("data/agencies.csv", "新"+number, "简称") },
		"status of an agency": func() { e.set("data/agencies.csv", []string{"正常", "注销"}[n%2], "状态") },
		"district":            func() { e.set("data/agencies.csv", []string{"栖禾区", "望舒区", "云岫区"}[n%3], "所在区") },
		"fields": func() {
			e.set("data/agencies.csv", []string{"社区建设", "婚姻家庭、社会救助", ""}[n%3], "服务领域")
		},
		"amount of pay":        func() { e.set(e.table("pay"), number+"000", "total", "年度薪酬福利总额") },
		"people paid":          func() { e.set(e.table("pay"), strconv.Itoa(n%5), "headcount", "人数") },
		"note of pay":          func() { e.set(e.table("pay"), "备注"+number, "note", "备注") },
		"day of pay":           func() { e.set(e.table("pay"), "2026-0"+strconv.Itoa(1+n%9)+"-10", "published_on", "公开日期") },
		"name of a project":    func() { e.set("data/projects.csv", "改名项目"+number, "项目名称") },
		"amount of a project":  func() { e.set("data/projects.csv", number+"00", "合同金额") },
		"end of a project":     func() { e.set("data/projects.csv", date, "结束日期") },
		"purchaser":            func() { e.set("data/projects.csv", "购买主体"+strconv.Itoa(n%4), "购买主体") },
		"field of a project":   func() { e.set("data/projects.csv", []string{"社区建设", "", "婚姻家庭"}[n%3], "服务领域") },
		"staff":                func() { e.set("data/projects.csv", strconv.Itoa(1+n%9), "项目总人数") },
		"grade":                func() { e.set("data/evaluations.csv", []string{"优", "良", "中", "差"}[n%4], "等级") },
		"score":                func() { e.set("data/evaluations.csv", strconv.Itoa(n%100), "得分") },
		"comment":              func() { e.set("data/evaluations.csv", "意见"+number, "评价意见") },
		"day of an evaluation": func() { e.set("data/evaluations.csv", date, "评价日期") },
		"facts":                func() { e.set("data/sanctions.csv", "事实"+number, "事实") },
		"fine":                 func() { e.set("data/sanctions.csv", number, "罚款金额") },
		"status of a sanction": func() {
			e.set("data/sanctions.csv", []string{"", "复议诉讼中", "已撤销", "已修复", "已结束"}[n%5], "状态")
		},
		"reason of a status":  func() { e.set("data/sanctions.csv", "原因"+number+"改名项目", "状态原因") },
		"last day of showing": func() { e.set("data/sanctions.csv", date, "公示截止期") },
		"end of a sanction":   func() { e.set("data/sanctions.csv", date, "处罚有效期") },
		"practitioner":        func() { e.set("data/sanctions.csv", []string{"", "王小明"}[n%2], "从业人员姓名") },
		"delete a row": func() {
			name := e.table([]string{"pay", "evaluations", "sanctions"}[n%3])
			if len(e.tables[name]) > 3 {
				e.tables[name] = slices.Delete(e.tables[name], 2, 3)
			}
		},
		"delete a project": func() {
			rows := e.tables["data/projects.csv"]
			if len(rows) < 8 {
				return
			}
			id := rows[4][0]
			e.tables["data/projects.csv"] = slices.Delete(rows, 4, 5)
			e.tables["data/evaluations.csv"] = slices.DeleteFunc(e.tables["data/evaluations.csv"], func(r []string) bool { return r[0] == id })
		},
		"add a project": func() {
			if r := e.row("data/projects.csv"); r != nil {
				r = slices.Clone(r)
				r[0], r[1] = "NEW-"+number, "新项目"+number
				e.tables["data/projects.csv"] = append(e.tables["data/projects.csv"], r)
			}
		},
		"add an evaluation": func() {
			if r := e.row("data/evaluations.csv"); r != nil {
				r = slices.Clone(r)
				r[2], r[6] = "期"+number, date
				e.tables["data/evaluations.csv"] = append(e.tables["data/evaluations.csv"], r)
			}
		},
		"add a sanction": func() {
			if r := e.row("data/sanctions.csv"); r != nil {
				r = slices.Clone(r)
				r[0] = "拟民罚字〔2025〕" + number + "号"
				e.tables["data/sanctions.csv"] = append(e.tables["data/sanctions.csv"], r)
			}
		},
		"row order": func() {
			rows := e.tables[e.table("")][1:]
			e.random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		},
		"split a file": func() {
			name := e.table("pay")
			if rows := e.tables[name]; len(rows) > 3 {
				e.tables["data/pay-part-"+number+".csv"] = append(slices.Clone(rows[:1]), rows[3:]...)
				e.tables[name] = rows[:3]
			}
		},
		"join files": func() {
			into, from := e.table("pay"), e.table("pay")
			if into != from && slices.Equal(e.tables[into][0], e.tables[from][0]) {
				e.tables[into] = append(e.tables[into], e.tables[from][1:]...)
				delete(e.tables, from)
			}
		},
		"swap columns": func() {
			for _, r := range e.tables[e.table("")] {
				last := len(r) - 1
				r[last], r[last-1] = r[last-1], r[last]
			}
		},
		"template": func() {
			e.texts["templates/pages/zz-own.html"] = `{{define "chip"}}<span class="chip">` + number + `{{.Word}}</span>{{end}}`
		},
		"no template": func() { delete(e.texts, "templates/pages/zz-own.html") },
		"title":       func() { e.replace("gongshi.yaml", "title_en: ", "title_en: A"+number) },
		"deadline": func() {
			e.replace("gongshi.yaml", `policy: 90`, `policy: `+strconv.Itoa(n%90+1))
		},
		"languages": func() {
			e.replace("gongshi.yaml", "languages: [zh-CN, en]", "languages: [zh-CN, zh-Hant]")
		},
		"language back": func() {
			e.replace("gongshi.yaml", "languages: [zh-CN, zh-Hant]", "languages: [zh-CN, en]")
		},
		"rulebook": func() { e.replace("rulebook.yaml", "title_en: Rules on", "title_en: Rules "+number+" on") },
		"content page": func() {
			e.texts["content/about/new-"+strconv.Itoa(n%3)+".md"] = "---\ntitle: 页面" + number + "\n---\n\n正文\n"
		},
		"no content":   func() { delete(e.texts, "content/about/new-"+strconv.Itoa(n%3)+".md") },
		"notice":       func() { e.texts["content/notice.md"] = "---\ntitle: 公告\n---\n\n公告" + number + "\n" },
		"the next day": func() { e.asOf = e.asOf.Add(1) },
		"much later":   func() { e.asOf = e.asOf.Add(n) },
		"much earlier": func() { e.asOf = e.asOf.Add(-n) },
		"redirect": func() {
			e.texts["data/redirects.csv"] = "table,old_key,new_key\nprojects,OLD-" + number + "," + e.row("data/projects.csv")[0] + "\n"
		},
		"no redirect": func() { delete(e.texts, "data/redirects.csv") },
		"received": func() {
			e.texts["data/received.csv"] = "文件,收到日期,报送单位,备注\nagencies.csv," + date + ",送" + number + ",\n"
		},
		"correction": func() {
			e.texts["content/corrections/"+date+"-x.md"] = e.entry("date: " + date + "\nrecord: " + e.about(n) + "\ntitle: 更正" + number)
		},
		"no corrections": func() {
			maps.DeleteFunc(e.texts, func(name, _ string) bool { return strings.HasPrefix(name, "content/corrections/") })
		},
		"reply": func() {
			e.texts["content/replies/"+e.about(n)+".md"] = e.entry("title: 答复" + number + "\nby: 机构\ndate: " + date)
		},
		"policy": func() {
			e.texts["content/policies/"+e.row("data/agencies.csv")[0]+".md"] = e.entry("title: 制度" + number + "\npublished_on: " + date)
		},
		"change": func() {
			e.texts["data/changes.json"] = `{"version":1,"since":"2021-01-01","entries":[
{"on":"` + date + `","kind":"changed","table":"projects","id":"projects/` + e.slugOf("data/projects.csv") + `","url":"x","fields":[{"name":"amount","before":"` + number + `.00"}]},
{"on":"` + date + `","kind":"changed","table":"sanctions","id":"` + e.loggedSanction() + `","url":"x","fields":[{"name":"fine","after":"` + number + `.00"}]},
{"on":"2022-02-01","kind":"changed","table":"evaluations","id":"` + e.loggedEvaluation() + `","url":"x","fields":[{"name":"score","before":"` + strconv.Itoa(n%101) + `"}]},
{"on":"2021-02-01","kind":"added","table":"agencies","id":"agencies/` + e.slugOf("data/agencies.csv") + `","url":"x"}]}`
		},
		"no changes": func() { delete(e.texts, "data/changes.json") },
		"nothing":    func() {},
	}
}

func (e *editing) entry(front string) string { return "---\n" + front + "\n---\n\n正文\n" }

// about is a record that has a page.
func (e *editing) about(n int) string {
	if n%2 == 0 {
		return "agencies/" + e.slugOf("data/agencies.csv")
	}
	return "projects/" + e.slugOf("data/projects.csv")
}

// honest is a taker that makes every unit and holds that a key never stands for two contents.
type honest struct {
	t  *testing.T
	mu sync.Mutex
	of map[string]tree.Key // name, key and salt -> what was made
}

func (h *honest) with(salt tree.Key) taker { return salted{h, salt} }

type salted struct {
	*honest
	salt tree.Key
}

func (s salted) Once(emit tree.Emit, _ cache.Keep) tree.Once {
	return func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		sum := sha256.New()
		note, err := make(func(f tree.File) error {
			fmt.Fprintf(sum, "%s %d\n%s", f.Path, len(f.Body), f.Body)
			return emit(f)
		})
		if name == "feed" || name == "opendata" || name == "search" { // of several goroutines: in no order
			return note, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		id, made := name+string(key[:])+string(s.salt[:]), tree.Key(sum.Sum(nil))
		if before, known := s.of[id]; known && before != made {
			s.t.Errorf("%s is another one with the same key", name)
		}
		s.of[id] = made
		return note, err
	}
}

// cleaned is a site that is made without what an earlier build left: no files where
// findings stop it.
type cleaned struct {
	files map[string]string
	*Portal
	err error
}

func (h *honest) clean(o Options) (c cleaned) {
	o.bundle = bundledOnce
	if c.Portal, c.err = Load(o); c.err != nil || c.Counts().Stops(o.Strict) {
		return c
	}
	in, ok := look(o)
	if !ok {
		c.err = errors.New("the inputs cannot be told")
		return c
	}
	c.files = map[string]string{}
	mu := sync.Mutex{}
	g := gate{permitted: c.permitted, emit: func(f tree.File) error {
		mu.Lock()
		defer mu.Unlock()
		c.files[f.Path] = string(f.Body)
		return nil
	}}
	u := &units{store: h.with(in.salt), gate: &g, inputs: in.key}
	c.err = render(context.Background(), o, c.Portal, judge(o, c.Portal), u)
	return c
}

// TestIncremental edits a portal at random and holds that a build with what the last one left
// makes the same site as one without, byte by byte, and finds the same. It does so with
// several portals, which begin as the same.
func TestIncremental(t *testing.T) {
	edits, seeds := 55, []uint64{1, 2, 3, 4}
	if testing.Short() {
		edits, seeds = 10, []uint64{1}
	}
	if n, err := strconv.Atoi(os.Getenv("GONGSHI_EDITS")); err == nil {
		edits, seeds = n, []uint64{uint64(os.Getpid())}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			incremental(t, seed, edits)
		})
	}
}

func incremental(t *testing.T, seed uint64, edits int) {
	e, h, dir := newEditing(t, seed), &honest{t: t, of: map[string]tree.Key{}}, t.TempDir()
	published, kept := 0, 0
	for i := range edits {
		before := e.clone()
		name := e.edit(i == 0)
		e.write(t, dir)
		o := Options{Dir: dir, AsOf: e.asOf, pageSize: 3, Records: e.random.IntN(2) == 0}
		made := make(chan cleaned, 1)
		go func() { made <- h.clean(o) }() // reads nothing of what is spoiled and built meanwhile
		e.spoil(t, dir)
		r := run(t, o)
		want := <-made
		if want.err != nil {
			t.Fatalf("edit %d, %s: %v", i, name, want.err)
		}
		if r.Published != (want.files != nil) || !reflect.DeepEqual(r.Findings, want.Findings) || !reflect.DeepEqual(r.Read, want.Read) {
			t.Fatalf("edit %d, %s: published %v with %d findings, want %v with %d", i, name, r.Published, len(r.Findings), want.files != nil, len(want.Findings))
		}
		if want.files == nil {
			e = before
			continue
		}
		published, kept = published+1, kept+r.Summary.Unchanged
		got := snapshot(t, filepath.Join(dir, "public"))
		delete(got, output.ManifestName)
		for path := range want.files {
			if got[path] != want.files[path] {
				t.Errorf("edit %d, %s: %s is not as in a clean build", i, name, path)
			}
		}
		if len(got) != len(want.files) || t.Failed() {
			t.Fatalf("edit %d, %s: %d files, want %d", i, name, len(got), len(want.files))
		}
	}
	t.Logf("%d edits, %d published, %d units", edits, published, len(h.of))
	if published < edits/2 || kept == 0 {
		t.Errorf("of %d edits %d were published and %d files stayed: the test tests little", edits, published, kept)
	}
}

// edit makes one of the edits and says which.
func (e *editing) edit(none bool) string {
	all := e.edits()
	names := slices.Sorted(maps.Keys(all))
	name := names[e.random.IntN(len(names))]
	if none {
		name = "nothing"
	}
	all[name]()
	return name
}

// spoil does what may happen to a site and to what is known of it between two builds.
func (e *editing) spoil(t *testing.T, dir string) {
	t.Helper()
	memory := filepath.Join(dir, ".gongshi", lastBuild)
	page := filepath.Join(dir, "public", "agencies", "index.html")
	if _, err := os.Stat(page); err != nil {
		return
	}
	var err error
	switch e.random.IntN(12) {
	case 0:
		err = os.Remove(page)
	case 1:
		err = os.WriteFile(page, []byte("by hand"), 0o644)
	case 2:
		err = os.RemoveAll(filepath.Join(dir, ".gongshi"))
	case 3:
		err = os.WriteFile(memory, []byte("damaged"), 0o644)
	case 4:
		err = os.WriteFile(memory+".notes", []byte("damaged"), 0o644)
	case 5:
		tables, _ := filepath.Glob(filepath.Join(dir, ".gongshi", tableMemory, "*"))
		for _, table := range tables {
			err = errors.Join(err, os.Truncate(table, 200))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
