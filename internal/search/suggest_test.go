package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/search/query"
	"gongshi/internal/text"
)

// suggestDocuments are records whose texts are often mistyped.
func suggestDocuments() []search.Document {
	part := func(zone search.Zone, s string) search.Part { return search.Part{Zone: zone, Text: s} }
	agencyOf := func(id, name, sound string) search.Document {
		return record("agencies/"+id, part(search.Title, name), part(search.Sound, sound))
	}
	docs := []search.Document{
		agencyOf("a", "拟州市青岚区启明社会工作服务中心", "ni zhou shi qing lan qu qi ming she hui gong zuo fu wu zhong xin"),
		agencyOf("b", "拟州市望舒区知邻社会工作服务中心", "ni zhou shi wang shu qu zhi lin she hui gong zuo fu wu zhong xin"),
		agencyOf("c", "重庆社工", "chong qing she gong"),
		agencyOf("d", "擬州市長樂社工Bridge", "ni zhou shi chang le she gong bridge"),
		record("sanctions/e", body("未按规定公开管理层薪酬，第12号楼的活动室，"), part(search.Number, "52990000MJL1712376")),
		record("sanctions/f", body("整体转包，未按规定公开薪酬信息"), part(search.Labels, "罚款")),
		record("sanctions/g", body("虚报服务人次“一百”，𠮷野家参与，Volunteer训练")),
	}
	for i := range docs {
		for _, year := range []string{"2020", "2021"} {
			docs[i].Tags = append(docs[i].Tags, search.Tag{Facet: "year", Value: search.Value{ID: year, ZH: year, EN: year}})
		}
		docs[i].Tags = append(docs[i].Tags, search.Tag{Facet: "table", Value: search.Value{ID: docs[i].Table, ZH: docs[i].Table, EN: docs[i].Table}})
	}
	search.Order(docs)
	return docs
}

// suggestVectors are queries that find nothing, and what is suggested. The client is
// asked the same.
var suggestVectors = []struct {
	name, query string
	want        []string
}{
	{"the same sound", "启名社会工作", []string{"启明社会工作"}},
	{"two characters of the same sound", "清兰", []string{"青岚"}},
	{"a second reading", "虫庆", []string{"重庆"}},
	{"a reading in words only", "重轻", []string{"重庆"}},
	{"the sound of traditional characters", "常乐社公", []string{"長樂社工"}},
	{"two characters of no sound", "清难", nil},
	{"a character other", "拟州市青岚区启朋社会工作服务中心", []string{"拟州市青岚区启明社会工作服务中心"}},
	{"the first of many", "木按规定公开", []string{"未按规定公开"}},
	{"the last", "未按规定公幵", []string{"未按规定公开"}},
	{"one of three", "整休转包", []string{"整体转包"}},
	{"one more", "整体的转包", []string{"整体转包"}},
	{"one less", "未按规公开", []string{"未按规定公开"}},
	{"two exchanged", "未规按定公开", []string{"未按规定公开"}},
	{"two mistakes", "未安规定公升", nil},
	{"one too many at the end", "整体转包了", []string{"整体转包"}},
	{"no break is crossed", "转包的未按规", nil},
	{"what stands apart", "启明服务中心", []string{"启明 服务中心"}},
	{"what stands apart, in quotation marks", "“启明服务中心” table:agencies", []string{"\"启明\" \"服务中心\" table:agencies"}},
	{"a run with a word", "第12号搂的活动", []string{"第12号楼的活动"}},
	{"a word in a run is no mistake", "第13号楼的活动", nil},
	{"supplementary planes", "𠮷野冢参与", []string{"𠮷野家参与"}},
	{"a code", "52990000MJL1712377", []string{"52990000MJL1712376"}},
	{"a code exchanged", "52990000MLJ1712376", []string{"52990000MJL1712376"}},
	{"a code too long", "52990000MJL17123766", []string{"52990000MJL1712376"}},
	{"a word", "voluntere", []string{"Volunteer"}},
	{"a word too short", "brd", nil},
	{"a word's end", "Bridgee", []string{"Bridge"}},
	{"a beginning", "Brigd*", nil},
	{"filters stay", "year:2020 整休转包 -警告 table:sanctions", []string{"year:2020 整体转包 -警告 table:sanctions"}},
	{"places behind characters of two units", "😀 “整休转包”year：２０２０", []string{"😀 \"整体转包\"year：２０２０"}},
	{"filters that leave nothing", "整休转包 year:1999", nil},
	{"only what finds nothing is replaced", "罚款 整休转包", []string{"罚款 整体转包"}},
	{"both must be found", "虚报 整休转包", nil},
	{"two texts are wrong", "整休转包 虚抱服务", nil},
	{"one of two is enough", "整休转包 OR 虚抱服务", []string{"整休转包 OR 虚报服务", "整体转包 OR 虚抱服务"}},
	{"what is excluded stays", "-整休转包 year:1999", nil},
	{"quotation marks", "“整休转包”", []string{"\"整体转包\""}},
	{"punctuation around", "（整休转包）。", []string{"整体转包"}},
	{"breaks inside", "整休、转包", nil},
	{"no text", "year:1999", nil},
}

func TestSuggestions(t *testing.T) {
	e := openEngine(t, suggestDocuments())
	for _, c := range suggestVectors {
		r, err := e.Search(c.query, search.Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if r.Total != 0 {
			t.Errorf("%s: %q finds %d", c.name, c.query, r.Total)
		}
		if !slices.Equal(r.Suggestions, c.want) {
			t.Errorf("%s: %q: got %q, want %q", c.name, c.query, r.Suggestions, c.want)
		}
		for _, s := range r.Suggestions {
			if again, err := e.Search(s, search.Options{}); err != nil || again.Total == 0 || again.Suggestions != nil {
				t.Errorf("%s: %q finds %d, %v", c.name, s, again.Total, err)
			}
		}
	}
}

func TestClientSuggestsLikeGo(t *testing.T) {
	c := newClient(t)
	c.openIndex(t, suggestDocuments())
	for _, v := range suggestVectors {
		var got search.Result
		c.ask(t, map[string]any{"op": "search", "query": v.query, "sort": search.Relevance, "limit": 1}, &got)
		if !slices.Equal(got.Suggestions, v.want) {
			t.Errorf("%s: %q: got %q, want %q", v.name, v.query, got.Suggestions, v.want)
		}
	}
}

// TestMistypedTexts makes one mistake in texts of many records: both languages suggest
// the same, what they suggest is found, and mostly it is the text without the mistake.
func TestMistypedTexts(t *testing.T) {
	docs := invented(400, 9)
	e := openEngine(t, docs)
	c := newClient(t)
	c.openIndex(t, docs)
	r := rand.New(rand.NewPCG(7, 7))
	const others = "的是工作服务中心管理薪酬青岚启明"
	asked, right := 0, 0
	for range 250 {
		parts := docs[r.IntN(len(docs))].Parts
		runs := strings.FieldsFunc(parts[r.IntN(len(parts))].Text, func(r rune) bool { return text.ClassOf(r) != text.Han })
		if len(runs) == 0 {
			continue
		}
		run := []rune(runs[r.IntN(len(runs))])
		if len(run) < 5 {
			continue
		}
		n := 4 + r.IntN(min(len(run)-4, 12))
		from := r.IntN(len(run) - n + 1)
		piece := run[from : from+n]
		wrong := slices.Clone(piece)
		other := []rune(others)[r.IntN(len([]rune(others)))]
		switch i := r.IntN(n - 1); r.IntN(4) {
		case 0:
			wrong[i] = other
		case 1:
			wrong = slices.Insert(wrong, i, other)
		case 2:
			wrong = slices.Delete(wrong, i, i+1)
		case 3:
			wrong[i], wrong[i+1] = wrong[i+1], wrong[i]
		}
		want, err := e.Search(string(wrong), search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got search.Result
		c.ask(t, map[string]any{"op": "search", "query": string(wrong), "sort": search.Relevance, "limit": 1}, &got)
		if !slices.Equal(got.Suggestions, want.Suggestions) {
			t.Errorf("%s: client %q, Go %q", string(wrong), got.Suggestions, want.Suggestions)
		}
		if want.Total > 0 {
			continue
		}
		asked++
		if slices.Contains(want.Suggestions, text.Fold(string(piece))) {
			right++
		}
		for _, s := range want.Suggestions {
			if again, err := e.Search(s, search.Options{}); err != nil || again.Total == 0 {
				t.Errorf("%s: suggested %q finds %d, %v", string(wrong), s, again.Total, err)
			}
		}
	}
	t.Logf("%d of %d mistakes are seen", right, asked)
	if asked < 50 || right*10 < asked*8 {
		t.Error("too few")
	}
}

// counting is an index of which every short text finds as much as is asked for, always
// of other documents.
type counting struct{ newest, parts int }

func (c *counting) Newest(q string, most int) ([]int32, error) {
	c.newest++
	if len([]rune(q)) > 9 {
		return nil, nil
	}
	docs := make([]int32, most)
	for i := range docs {
		docs[i] = int32(c.newest*100 + i)
	}
	return docs, nil
}

func (c *counting) Parts(int32) ([]search.Part, error) {
	c.parts++
	return []search.Part{body("社会工作服务中心与社区")}, nil
}

// TestSuggestIsBounded asks for as much as a query can: docs/search.md has the limits.
func TestSuggestIsBounded(t *testing.T) {
	for _, q := range []string{
		strings.Repeat("社会工作服务", query.MaxLength/6),
		strings.Repeat("社会工作服务重调 ", 28),
		strings.Repeat("abcdefghijklm ", 18),
		strings.Repeat("x", query.MaxLength),
	} {
		node, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		c := &counting{}
		list, err := search.Suggest(q, node.Texts(), c)
		if err != nil {
			t.Fatal(err)
		}
		if c.newest > 24+8 || c.parts > 32 || len(list) > search.MaxSuggestions {
			t.Errorf("%.20q: %d lookups, %d records, %d suggestions", q, c.newest, c.parts, len(list))
		}
	}
}
