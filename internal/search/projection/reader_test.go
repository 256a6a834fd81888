package projection

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
)

func folder(files map[string][]byte) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, b := range files {
		fsys[name] = &fstest.MapFile{Data: b}
	}
	return fsys
}

func open(t testing.TB, fsys fs.FS) *Index {
	t.Helper()
	x, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// queries are of every kind; some are longer than a label.
var queries = []string{
	"", "罚", "罚款", "未按规定公开管理层薪酬信息", "拟青岚罚字〔2023〕5号", "52990001", "5299*", "qinglan", "qlsg", "zz",
	"责令限期改正；逾期不改正的逾期不改正的处以罚款", "逾期不改正的 -望江 OR 石桥", "status:ended", "district:青岚 -status:in_force", "date:2000-03..2001", "fine:>0",
	"该机构未按规定公开管理层薪酬信息，责令限期改正；逾期不改正的逾期不改正的处以罚款", "不存在的文字",
	"该机构未按规定公开管理层薪酬信息，责令限期改正；逾期不改正的逾期不改正的处以罚款该机构未按规定公开",
}

// TestLargeLists reads lists that are chunks of their own, among them that of a label
// as long as labels are, and a directory of two levels: each record is looked at
// instead.
func TestLargeLists(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 60,000 records")
	}
	const long = "本机关于二〇二三年三月至六月间组织执法人员对全市社会工作服务机构开展了专项检查并依法调取了有关台账资料和签到记录"
	r := rand.New(rand.NewPCG(8, 8))
	var docs []search.Document
	for i := range 60_000 {
		d := search.Document{ID: fmt.Sprintf("sanctions/%06d", i), Table: "sanctions", Title: fmt.Sprint(i), Ended: r.IntN(3) == 0}
		d.URL = d.ID + ".html"
		text := ""
		if r.IntN(2) == 0 {
			text = long
		}
		if r.IntN(3) == 0 {
			text += "以及" + long
		}
		d.Parts = []search.Part{{Zone: search.Body, Text: text + fmt.Sprintf("，编号%d", i/7)}}
		if r.IntN(2) == 0 {
			d.Parts = append(d.Parts, search.Part{Zone: search.Labels, Text: "罚款"})
		}
		docs = append(docs, d)
	}
	search.Order(docs)
	for _, packs := range []Packs{PacksNever, PacksAlways} {
		files := written(t, docs, Options{Packs: packs, PackTexts: 60 << 10})
		x := open(t, folder(files))
		if err := x.Verify(); err != nil {
			t.Error(err)
		}
		if !x.segments[0].Terms.Deep {
			t.Error("the directory has one level")
		}
		for _, q := range []string{"罚款", "罚", long, long[:150], long + "以及" + long, long + "以及本机关", "编号77*", "编号777", long + "，编号77*"} {
			got, err := x.Search(q, search.Options{Limit: 20})
			if err != nil {
				t.Fatalf("%s: %v", q, err)
			}
			want, err := search.Evaluate(scanned{x, docs}, q, search.Options{Limit: 20})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) || got.Total == 0 {
				t.Errorf("%s:\ngot  %d %+v\nwant %d %+v", q, got.Total, got.Hits, want.Total, want.Hits)
			}
		}
	}
}

// scanned is an index whose phrases are found by looking at every document.
type scanned struct {
	*Index
	docs []search.Document
}

func (s scanned) Phrase(p analysis.Phrase) (search.Matches, error) {
	var docs []int32
	var tallies []search.Tally
	var c search.Tallier
	for i := range s.docs {
		if t := c.Tally(s.docs[i].Parts, p); t != (search.Tally{}) {
			docs, tallies = append(docs, int32(i)), append(tallies, t)
		}
	}
	return search.Matches{Docs: docs, Tally: func(i int) search.Tally { return tallies[i] }}, nil
}

// TestReaderReadsTheFormat reads the files of this version that are kept.
func TestReaderReadsTheFormat(t *testing.T) {
	x := open(t, os.DirFS(formatFolder))
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	docs := kept()
	for _, q := range []string{"罚款", "未按规定公开管理层薪酬信息", "青岚社会工作"} {
		got, err := x.Search(q, search.Options{Limit: 40})
		if err != nil {
			t.Fatal(err)
		}
		want, err := search.Evaluate(scanned{x, docs}, q, search.Options{Limit: 40})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) || got.Total == 0 {
			t.Errorf("%s: got %+v, want %+v", q, got, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	good := written(t, records(40, 7), Options{})
	for _, c := range []struct {
		name, old, new string
		want           error
		part           string
	}{
		{"another version", `"version":2`, `"version":3`, ErrVersion, "wanted 2, found 3"},
		{"no version", `"version":2`, `"varsion":2`, errDamaged, "no version"},
		{"no call", rootFunction, "alert", errDamaged, "not a call"},
		{"cut", ");\n", "", errDamaged, "not a call"},
		{"no JSON", `"packs":`, `"packs"`, errDamaged, "no version"},
		{"more documents", `"documents":40,"gaps"`, `"documents":41,"gaps"`, errDamaged, "41 documents, but 40"},
		{"more gaps", `"gaps":0`, `"gaps":41`, errDamaged, "41 gaps among 40"},
		{"less than no gap", `"gaps":0`, `"gaps":-1`, errDamaged, "-1 gaps among 40"},
		{"a large segment", `[{"documents":40`, `[{"documents":4000000000`, errDamaged, "documents"},
		{"a negative segment", `[{"documents":40`, `[{"documents":-40`, errDamaged, "documents"},
		{"a strange pack", `"packs":[]`, `"packs":["../secret"]`, errDamaged, "pack 0"},
		{"a strange part", `"values":[[0,`, `"values":[["x",`, errDamaged, "part 0"},
	} {
		files := maps.Clone(good)
		changed := strings.Replace(string(files[rootFile]), c.old, c.new, 1)
		if changed == string(files[rootFile]) {
			t.Fatalf("%s: nothing to replace in %s", c.name, changed)
		}
		files[rootFile] = []byte(changed)
		if _, err := Open(folder(files)); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.part) {
			t.Errorf("%s: got %v, want %v with %q", c.name, err, c.want, c.part)
		}
	}
	if _, err := Open(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no files: got %v, want %v", err, fs.ErrNotExist)
	}
}

// groupPlace is what a file's name has behind that of its group, or .js.
var groupPlace = regexp.MustCompile(`(-[0-9]{1,2})?\.js$`)

// TestVerifyFindsDamage damages every file of an index in every way.
func TestVerifyFindsDamage(t *testing.T) {
	for _, packs := range []Packs{PacksNever, PacksAlways} {
		docs := records(300, 9)
		docs[20], docs[299] = search.Document{}, search.Document{}
		good := written(t, docs, Options{Packs: packs})
		if err := open(t, folder(good)).Verify(); err != nil {
			t.Fatal(err)
		}
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(good)), func(name string) bool { return name == rootFile })
		for _, damage := range []struct {
			name  string
			apply func(files map[string][]byte, i int)
		}{
			{"gone", func(files map[string][]byte, i int) { delete(files, names[i]) }},
			{"empty", func(files map[string][]byte, i int) { files[names[i]] = nil }},
			{"cut", func(files map[string][]byte, i int) { files[names[i]] = files[names[i]][:len(files[names[i]])/2] }},
			{"changed", func(files map[string][]byte, i int) {
				b := slices.Clone(files[names[i]])
				b[len(b)*2/3] ^= 1
				files[names[i]] = b
			}},
			{"another's", func(files map[string][]byte, i int) {
				other := names[(i+1)%len(names)]
				from, to := strings.TrimSuffix(other, ".js"), strings.TrimSuffix(names[i], ".js")
				files[names[i]] = []byte(strings.Replace(string(files[other])+" ", from, to, 1))
			}},
		} {
			for i, name := range names {
				files := maps.Clone(good)
				damage.apply(files, i)
				err := open(t, folder(files)).Verify()
				chunk := groupPlace.ReplaceAllString(name, "") // a group has one name for all
				if err == nil || !strings.Contains(err.Error(), chunk) {
					t.Errorf("%s is %s: got %v, want an error that names it", name, damage.name, err)
				}
			}
		}
		miscounted := maps.Clone(good)
		miscounted[rootFile] = bytes.Replace(good[rootFile], []byte(`"gaps":2`), []byte(`"gaps":3`), 1)
		if err := open(t, folder(miscounted)).Verify(); err == nil || !strings.Contains(err.Error(), "3 gaps, but 2") {
			t.Errorf("a gap too many in the root: got %v", err)
		}
	}
}

// TestReaderIsSafeForConcurrentUse asks one index from many sides; the race detector
// watches.
func TestReaderIsSafeForConcurrentUse(t *testing.T) {
	x := open(t, folder(written(t, records(600, 10), Options{})))
	totals := make([][]int, 4)
	var wait sync.WaitGroup
	for w := range totals {
		wait.Go(func() {
			for _, q := range queries {
				r, err := x.Search(q, search.Options{Limit: 5, Sort: search.Relevance})
				if err != nil {
					t.Errorf("%s: %v", q, err)
				}
				totals[w] = append(totals[w], r.Total)
			}
		})
	}
	wait.Wait()
	for _, list := range totals[1:] {
		if !slices.Equal(list, totals[0]) {
			t.Errorf("totals %v and %v", list, totals[0])
		}
	}
}

// TestReaderReadsAFolder reads from a disk, where files cannot be asked as a map.
func TestReaderReadsAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, b := range written(t, records(200, 12), Options{Packs: PacksAlways}) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := open(t, os.DirFS(dir)).Verify(); err != nil {
		t.Error(err)
	}
}
