package search_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/text"
)

// inflate asks the client for the bytes behind compressed ones; false where it says
// that they are damaged.
func (c *client) inflate(t testing.TB, data []byte) ([]byte, bool) {
	t.Helper()
	var got string
	c.ask(t, map[string]any{"op": "inflate", "data": base64.StdEncoding.EncodeToString(data)}, &got)
	if got == "damaged" {
		return nil, false
	}
	b, err := base64.StdEncoding.DecodeString(got)
	if err != nil {
		t.Fatal(err)
	}
	return b, true
}

func TestClientInflates(t *testing.T) {
	c := newClient(t)
	r := rand.New(rand.NewPCG(6, 6))
	noise := func(n, of int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.IntN(of))
		}
		return b
	}
	skewed := noise(40_000, 256)
	for i := range skewed { // codes of every length up to the longest
		skewed[i] = byte(min(r.IntN(1<<16), r.IntN(1<<16), r.IntN(1<<16)) >> r.IntN(16))
	}
	for _, data := range []struct {
		name string
		b    []byte
	}{
		{"nothing", nil},
		{"one byte", []byte{7}},
		{"a run", bytes.Repeat([]byte{1}, 70_000)},
		{"far copies", slices.Concat(noise(32_700, 256), bytes.Repeat(noise(258, 256), 3), noise(32_700, 256))},
		{"text", []byte(strings.Repeat("未按规定公开管理层薪酬信息，责令限期改正。", 900))},
		{"noise", noise(100_000, 256)},
		{"bits", noise(20_000, 2)},
		{"skewed", skewed},
	} {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, flate.BestSpeed, flate.BestCompression} {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, level)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(data.b); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if got, ok := c.inflate(t, b.Bytes()); !ok || !bytes.Equal(got, data.b) {
				t.Errorf("%s at level %d: got %d bytes, %v; want %d bytes", data.name, level, len(got), ok, len(data.b))
			}
			if _, ok := c.inflate(t, b.Bytes()[:b.Len()*2/3]); ok {
				t.Errorf("%s at level %d: what is cut off is not noticed", data.name, level)
			}
		}
	}
	for _, damaged := range []struct {
		name string
		b    []byte
	}{
		{"a block of no kind", []byte{7}},
		{"a copy from before the beginning", []byte{0x03, 0x02, 0, 0}},
		{"no code of a symbol", []byte{0x05, 0xe0, 0x81, 0x08, 0, 0, 0, 0, 0x20, 0x7f, 0xeb, 0xff, 0xff, 0xff}},
	} {
		if got, ok := c.inflate(t, damaged.b); ok {
			t.Errorf("%s: got %v, want an error", damaged.name, got)
		}
	}
	for range 300 { // whatever comes, there is an end
		c.inflate(t, append([]byte{byte(4 | r.IntN(2))}, noise(60, 256)...))
	}
}

// TestClientReadsTextOfSevenBits writes the text as docs/formats.md describes it.
func TestClientReadsTextOfSevenBits(t *testing.T) {
	c := newClient(t)
	unsafeGroups := []int{0, 10, 13, 34, 92}
	r := rand.New(rand.NewPCG(9, 9))
	for n := range 200 {
		b := make([]byte, n)
		var bits strings.Builder
		for i := range b {
			b[i] = byte(r.IntN(256))
			if r.IntN(3) == 0 {
				b[i] = []byte{0, 10 << 1, 13, 34, 92 << 1, 20, 0xff}[r.IntN(7)]
			}
			fmt.Fprintf(&bits, "%08b", b[i])
		}
		row := bits.String() + strings.Repeat("0", (7-8*n%7)%7)
		var groups []int
		for i := 0; i < len(row); i += 7 {
			var group int
			if _, err := fmt.Sscanf(row[i:i+7], "%b", &group); err != nil {
				t.Fatal(err)
			}
			groups = append(groups, group)
		}
		var written []rune
		for i := 0; i < len(groups); i++ {
			switch number := slices.Index(unsafeGroups, groups[i]); {
			case number < 0:
				written = append(written, rune(groups[i]))
			case i+1 < len(groups):
				i++
				written = append(written, rune(0x80+number*128+groups[i]))
			default:
				written = append(written, rune(0x300+number))
			}
		}
		var got string
		c.ask(t, map[string]any{"op": "sevenBits", "text": string(written)}, &got)
		if want := base64.StdEncoding.EncodeToString(b); got != want {
			t.Errorf("%x: got %s, want %s", b, got, want)
		}
	}
}

// TestClientKnowsWhenItNeedsTheTable folds every character without the table of
// simplified ones: what comes out otherwise is what the client would read it for.
func TestClientKnowsWhenItNeedsTheTable(t *testing.T) {
	c := newClient(t)
	var folded, unknown []string
	c.ask(t, map[string]any{"op": "foldAll"}, &folded)
	c.ask(t, map[string]any{"op": "unknownAll"}, &unknown)
	needed := map[string]bool{}
	for _, s := range unknown {
		needed[s] = true
	}
	for r, s := range folded {
		if want := text.Fold(string(rune(r))); s != want && (r < 0xd800 || r >= 0xe000) && !needed[string(rune(r))] {
			t.Errorf("U+%04X: %q without the table, %q with it, and the client does not ask for it", r, s, want)
		}
	}
	for _, s := range "未按规定公开管理层薪酬信息〇々，ABC１２〔〕" {
		if needed[string(s)] {
			t.Errorf("the client asks for the table for %c", s)
		}
	}
	c.simplify(t)
	c.ask(t, map[string]any{"op": "unknownAll"}, &unknown)
	if len(unknown) != 0 {
		t.Errorf("%d characters are unknown with the table", len(unknown))
	}
}

// repeated returns so many short documents that lists are chunks of their own. Every
// tenth has the name 青岚, which makes a query for 青 lie inside of a label.
func repeated(n int) []search.Document {
	const long = "本机关于二〇二三年三月至六月间组织执法人员对全市社会工作服务机构开展了专项检查并依法调取了有关台账资料和签到记录"
	r := rand.New(rand.NewPCG(4, 4))
	docs := make([]search.Document, n)
	for i := range docs {
		d := record(fmt.Sprintf("sanctions/%06d", i), body([]string{"罚款，罚款", "罚款。" + long, long + "以及" + long, long + "以及", "其他"}[r.IntN(5)]))
		d.Ended = r.IntN(3) == 0
		d.Parts = append(d.Parts, search.Part{Zone: search.Labels, Text: "青岚市"})
		if r.IntN(2) == 0 {
			d.Parts = append(d.Parts, search.Part{Zone: search.Labels, Text: "罚款"})
		}
		if i%10 == 0 {
			d.Parts = append(d.Parts, search.Part{Zone: search.Names, Text: []string{"青岚", "社工qinglan", "罚款"}[i/10%3]})
		}
		if i%7 == 0 {
			d.Parts = append(d.Parts, search.Part{Zone: search.Sound, Text: "ni zhou qing lan"})
		}
		docs[i] = d
	}
	search.Order(docs)
	return docs
}

// TestFirstHitsAreThoseOfAll compares what the page shows before it has read a long
// list with what it shows then, and all with the reader in Go.
func TestFirstHitsAreThoseOfAll(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 40,000 records")
	}
	c := newClient(t)
	docs := repeated(40_000)
	c.openIndex(t, docs)
	reader := openReader(t, docs, projection.Options{})
	const long = "本机关于二〇二三年三月至六月间组织执法人员对全市社会工作服务机构开展了专项检查并依法调取了有关台账资料和签到记录"
	partial := 0
	for _, q := range []string{"罚", "罚款", "青", "青岚", "岚", "青岚市", "市", "本机关", "qinglan", "nzql", long, long + "以及", long + "以及本机关", "以及" + long, "罚款 青岚", "其他"} {
		for _, sort := range []search.Sort{search.Relevance, search.Newest} {
			type some struct {
				Docs   []int
				Scores []float64
				Total  int
			}
			var got struct {
				Partial    bool
				First, All some
			}
			c.ask(t, map[string]any{"op": "first", "query": q, "sort": sort, "most": 30}, &got)
			if got.Partial {
				partial++
			}
			if !reflect.DeepEqual(got.First, got.All) || got.All.Total == 0 {
				t.Errorf("%s by %s: first %v, then %v", q, sort, got.First, got.All)
			}
			want := ask(t, reader, q, search.Options{Sort: sort, Limit: 30})
			if found := ask(t, clientDoor{t, c}, q, search.Options{Sort: sort, Limit: 30}); !reflect.DeepEqual(found, want) {
				t.Errorf("%s by %s:\nclient %s\nreader %s", q, sort, short(found.Result), short(want.Result))
			}
		}
	}
	if partial < 8 {
		t.Errorf("%d of the questions were answered in part first, want 8 or more", partial)
	}
}

// TestClientReadsPacks asks the page's loader on hosts of every kind.
func TestClientReadsPacks(t *testing.T) {
	docs := invented(9000, 5)
	dir := t.TempDir()
	for path, b := range writeWith(t, docs, projection.Options{Packs: projection.PacksAlways}) {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	reader := openReader(t, docs, projection.Options{})
	queries := []string{"未按规定", "罚款 -警告", "district:青岚", "拟青岚罚字〔2023〕12号", "經查，當事人於", "year:2021 服务"}
	var want []int
	for _, q := range queries {
		want = append(want, ask(t, reader, q, search.Options{}).Total)
	}
	part := regexp.MustCompile(`^index/pack-[0-9a-f]{20}\.js bytes=\d+-\d+$`)
	pack := regexp.MustCompile(`^index/pack-[0-9a-f]{20}\.js$`)
	for _, host := range []struct {
		name  string
		parts bool // how often parts of files are asked for: again and again, or no more than at first
		packs bool // whether whole packs are
	}{
		{"given", true, false},
		{"whole", false, true},
		{"other", false, true},
		{"encoded", false, true},
		{"refused", true, true},
	} {
		c := newClient(t)
		var got struct {
			Totals []int
			Asked  []string
		}
		c.ask(t, map[string]any{"op": "packs", "dir": dir, "ranges": host.name, "queries": queries}, &got)
		if !slices.Equal(got.Totals, want) {
			t.Errorf("%s: found %v, want %v", host.name, got.Totals, want)
		}
		parts, packs := 0, map[string]int{}
		for _, a := range got.Asked {
			switch {
			case part.MatchString(a):
				parts++
			case pack.MatchString(a):
				packs[a]++
			case a != "index/root.js":
				t.Errorf("%s: asked for %s", host.name, a)
			}
		}
		if many := parts > 16; many != host.parts {
			t.Errorf("%s: asked for %d parts", host.name, parts)
		}
		if (len(packs) > 0) != host.packs {
			t.Errorf("%s: asked for %d packs", host.name, len(packs))
		}
		for name, n := range packs {
			if n != 1 {
				t.Errorf("%s: asked for %s %d times", host.name, name, n)
			}
		}
	}
}

func TestNamesAreSuggested(t *testing.T) {
	c := newClient(t)
	var docs []search.Document
	for i := range 3000 {
		d := record(fmt.Sprintf("agencies/a%04d", i))
		d.Title = fmt.Sprintf("拟州市青岚社会工作服务中心%d", i)
		d.Keys = []string{strings.ToLower(d.Title), fmt.Sprintf("青岚%d", i), "青岚", "qinglan", fmt.Sprintf("ql%c%d", 'a'+i%26, i)}
		docs = append(docs, d)
	}
	search.Order(docs)
	c.openIndex(t, docs)
	for _, typed := range []string{
		"青岚", "青 岚 12", "青嵐2999", "QING", "qingl", "qla0", "qlb", "qlz9", "拟州市青岚社会工作服务中心77", "z", "", "！", "\U0001f600",
	} {
		var got []struct{ Key, Name, Slug string }
		c.ask(t, map[string]any{"op": "names", "text": typed, "most": 7}, &got)
		prefix := strings.NewReplacer(" ", "", "嵐", "岚").Replace(strings.ToLower(typed))
		seen := map[string]bool{}
		for i, n := range got {
			if !strings.HasPrefix(n.Key, prefix) || seen[n.Slug] || i > 0 && n.Key < got[i-1].Key {
				t.Errorf("%q: %+v", typed, got)
			}
			seen[n.Slug] = true
			k := slices.IndexFunc(docs, func(d search.Document) bool { return d.ID == "agencies/"+n.Slug })
			if k < 0 || docs[k].Title != n.Name || !slices.Contains(docs[k].Keys, n.Key) {
				t.Errorf("%q: no such name: %+v", typed, n)
			}
		}
		want := 0
		for _, d := range docs {
			if prefix != "" && slices.ContainsFunc(d.Keys, func(key string) bool { return strings.HasPrefix(key, prefix) }) {
				want++
			}
		}
		if want = min(want, 7); len(got) != want {
			t.Errorf("%q: got %d names, want %d: %+v", typed, len(got), want, got)
		}
		var cost struct{ Requests map[string]int }
		c.ask(t, map[string]any{"op": "cost", "query": typed, "names": 7}, &cost)
		if n := cost.Requests["names"] + cost.Requests["terms"]; n > 3 {
			t.Errorf("%q: %d chunks were read, want at most 3: %v", typed, n, cost.Requests)
		}
	}
}
