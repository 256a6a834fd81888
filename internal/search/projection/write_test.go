package projection

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/golden"
	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// written returns the files of an index by name.
func written(t testing.TB, docs []search.Document, o Options) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	var mu sync.Mutex
	err := Write(search.Listed(docs), o, tree.Always(func(f tree.File) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := files[path.Base(f.Path)]; twice {
			t.Errorf("%s is written twice", f.Path)
		}
		files[path.Base(f.Path)] = f.Body
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// records makes n documents of repeating and of unique sentences, a day each.
func records(n int, seed uint64) []search.Document {
	r := rand.New(rand.NewPCG(seed, seed))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	places := []string{"青岚", "云岫", "松浦", "临溪", "望江", "石桥"}
	var docs []search.Document
	for i := range n {
		place := pick(places...)
		d := search.Document{
			ID: fmt.Sprintf("sanctions/%06d", i), Table: "sanctions", Title: fmt.Sprintf("拟%s罚字〔2023〕%d号", place, i),
			AgencyID: fmt.Sprintf("5299%04d", r.IntN(n)), Status: pick("in_force", "ended"),
			Date: day.Make(2000+i/360, 1+i/30%12, 1+i%28),
		}
		d.URL = d.ID + ".html"
		d.Ended = d.Status == "ended"
		d.Parts = []search.Part{
			{Zone: search.Number, Text: d.Title},
			{Zone: search.Labels, Text: "拟州市" + place + "社会工作服务中心"},
			{Zone: search.Body, Text: "该机构未按规定公开管理层薪酬信息，责令限期改正；" + strings.Repeat("逾期不改正的", r.IntN(3)) + "处以罚款。"},
			{Zone: search.Body, Text: string([]rune{rune(0x4e00 + r.IntN(5000)), rune(0x4e00 + r.IntN(5000)), rune(0x4e00 + r.IntN(5000))})},
		}
		d.Tags = []search.Tag{
			{Facet: "status", Value: search.Value{ID: d.Status, ZH: d.Status, EN: d.Status}},
			{Facet: "district", Value: search.Value{ID: place, ZH: place + "区", EN: place}},
		}
		if i%9 == 0 {
			d.Parts = append(d.Parts, search.Part{Zone: search.Sound, Text: "qing lan she gong"})
			d.Keys = []string{place + "社工", "qinglanshegong"}
		}
		docs = append(docs, d)
	}
	search.Order(docs)
	return docs
}

func TestFilesAreAFunctionOfTheDocuments(t *testing.T) {
	docs := records(900, 1)
	for _, packs := range []Packs{PacksNever, PacksAlways} {
		want := written(t, docs, Options{Packs: packs})
		for _, cpus := range []int{1, 3, 8} {
			before := runtime.GOMAXPROCS(cpus)
			got := written(t, docs, Options{Packs: packs})
			runtime.GOMAXPROCS(before)
			if !maps.EqualFunc(got, want, bytes.Equal) {
				t.Errorf("packs %v: %d processors write other files than %d", packs, cpus, before)
			}
		}
	}
}

// TestANewRecordChangesLittle adds the newest record of an index of two segments.
func TestANewRecordChangesLittle(t *testing.T) {
	docs := records(splitFrom+200, 2)
	cut := split(len(docs))
	if split(len(docs)-1) != cut || cut == len(docs) {
		t.Fatalf("%d and %d documents are cut at %d and %d", len(docs)-1, len(docs), split(len(docs)-1), cut)
	}
	before, after := written(t, docs[:len(docs)-1], Options{}), written(t, docs, Options{})
	all, fresh := 0, 0
	for name, body := range after {
		all += len(body)
		if !bytes.Equal(before[name], body) {
			fresh += len(body)
		}
	}
	if share := float64(fresh) / float64(all); share > 0.03 {
		t.Errorf("%d of %d bytes are new, which is %.1f %%", fresh, all, 100*share)
	}
}

// TestAGapChangesLittle takes a record out of the middle, and holds that what changes is what
// held its words, and that nothing of it is left.
func TestAGapChangesLittle(t *testing.T) {
	docs := records(3000, 2)
	const at = 1301
	gone := docs[at]
	before := written(t, docs, Options{})
	without := written(t, slices.Delete(slices.Clone(docs), at, at+1), Options{})
	docs[at] = search.Document{}
	after := written(t, docs, Options{})
	unlike := func(files map[string][]byte) (n int) {
		for name, body := range files {
			if !bytes.Equal(before[name], body) {
				n++
			}
		}
		return n
	}
	changed, renumbered := unlike(after), unlike(without)
	if changed > len(after)/2 || changed >= renumbered*2/3 {
		t.Errorf("%d of %d files changed, and %d where the others are numbered anew", changed, len(after), renumbered)
	}
	rare := gone.Parts[3].Text // three characters that no other record has in a row
	for name, body := range after {
		err := Texts(body, func(text []byte) {
			for _, told := range []string{gone.ID[len("sanctions/"):], gone.Title, rare} {
				if bytes.Contains(text, []byte(told)) {
					t.Errorf("%s still has %q", name, told)
				}
			}
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	x := open(t, folder(after))
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	if hit, parts, err := x.Record(at); err != nil || hit != gapHit || len(parts) > 0 {
		t.Errorf("under the number stands %+v %v (%v)", hit, parts, err)
	}
}

func TestSplitLeavesTheRestSmall(t *testing.T) {
	for _, n := range []int{0, 1, splitFrom - 1, splitFrom, 25_000, 250_000, 1_000_000} {
		cut := split(n)
		if rest := n - cut; rest < 0 || n >= splitFrom && rest > n/48 || n < splitFrom && rest != 0 {
			t.Errorf("%d documents are cut at %d", n, cut)
		}
	}
	if split(25_000) != split(25_001) {
		t.Error("a new record moves the cut")
	}
}

// TestNamesAreThoseOfTheContents checks what a stranger can check.
func TestNamesAreThoseOfTheContents(t *testing.T) {
	files := written(t, records(700, 3), Options{})
	checked := 0
	for name, body := range files {
		name = strings.TrimSuffix(name, ".js")
		if name == "root" || strings.Contains(name, "-") {
			continue
		}
		text := bytes.TrimSuffix(bytes.TrimPrefix(body, []byte(chunkFunction+`("`+name+`","`)), []byte("\");\n"))
		compressed, err := textBytes(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		content, err := inflate(compressed)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p, err := newPiece(content); err != nil || !bytes.Equal(p.text, text) || nameOf(checksum(content)) != name {
			t.Errorf("%s: the content has the name %s (%v)", name, nameOf(checksum(content)), err)
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d chunks", checked)
	}
}

func TestTextHoldsAnyBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for n := range 300 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.Uint32())
			if n%3 == 0 { // many groups that a string cannot hold
				b[i] = []byte{0, 10, 13, 34, 92, 20, 26, 68, 184}[r.IntN(9)]
			}
		}
		text := appendText(nil, b)
		if bytes.ContainsAny(text, "\x00\n\r\"\\") {
			t.Fatalf("%x: %q", b, text)
		}
		got, err := textBytes(text)
		if err != nil {
			t.Fatalf("%x: %v", b, err)
		}
		if !bytes.Equal(got[:len(b)], b) || len(got) > len(b)+1 {
			t.Fatalf("%x became %x", b, got)
		}
	}
}

func TestListsAreRead(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var w bitWriter
	type of struct {
		list []int32
		n    int
	}
	var all []of
	for range 200 {
		n := 1 + r.IntN(3000)
		var list []int32
		for d, odds := 0, 1+r.IntN(40); d < n; d++ {
			if r.IntN(odds) == 0 {
				list = append(list, int32(d))
			}
		}
		all = append(all, of{list, n})
		before := len(w.b)*8 + w.bits
		w.list(list, n)
		if got, want := len(w.b)*8+w.bits-before, riceBits(list, n); got != want {
			t.Fatalf("a list takes %d bits, wanted %d", got, want)
		}
	}
	d := decoder{b: w.bytes()}
	for i, o := range all {
		var got []int32
		d.list(len(o.list), o.n, func(doc int32) { got = append(got, doc) })
		if !slices.Equal(got, o.list) {
			t.Fatalf("list %d: got %v, want %v", i, got, o.list)
		}
	}
	if err := d.end(); err != nil {
		t.Error(err)
	}
}

// formatFolder holds the files of a small index of this version.
const formatFolder = "testdata/format-2"

// kept are the records of these files, some of which are gaps.
func kept() []search.Document {
	docs := records(40, 6)
	docs[7], docs[8], docs[39] = search.Document{}, search.Document{}, search.Document{}
	return docs
}

// TestFormatStays holds the contents of the format: who changes them takes a new
// version. A chunk's name stands for its content, so that another compressor of the
// same contents is no change.
func TestFormatStays(t *testing.T) {
	files := written(t, kept(), Options{})
	if golden.Update(t) {
		texts := map[string]string{}
		for name, body := range files {
			texts[name] = string(body)
		}
		golden.Tree(t, formatFolder, texts)
	}
	entries, err := os.ReadDir(formatFolder)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, e := range entries {
		want = append(want, e.Name())
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("files are\n%s, want\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	root, err := os.ReadFile(filepath.Join(formatFolder, rootFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(files[rootFile], root) {
		t.Errorf("the root is\n%s, want\n%s", files[rootFile], root)
	}
}

// checksum is a SHA-256 as a slice.
func checksum(b []byte) []byte {
	s := sha256.Sum256(b)
	return s[:]
}
