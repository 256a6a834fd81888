package search_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/search"
	"gongshi/internal/text"
)

// parityQueries are of every kind that the language has.
func parityQueries(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/parity.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"", " \u3000\t", "\"\"", "。", "、、、"}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			list = append(list, line)
		}
	}
	return list
}

// parityDocuments are invented documents, and others that share texts of more symbols
// than a label of the static files has.
func parityDocuments(n int) []search.Document {
	const (
		name  = "拟州市社会组织综合服务与能力建设促进中心暨拟州市志愿服务和公益慈善事业发展联合会筹备工作领导小组办公室"
		rule  = "根据拟州市社会服务机构登记管理办法与拟州市政府购买服务管理规定以及本机关公布的行政处罚裁量基准第17条第2款和GB2023标准决定"
		order = "给予下列处罚并责令于%s日内改正，逾期不改的按日加收百分之三的滞纳金并通报全市，编号"
		hash  = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
		first = "本机关于二〇二三年三月至六月间组织执法人员对全市社会工作服务机构开展了专项检查并依法调取了有关台" // as long as a label
		other = "经核对发现该机构申报的服务人次与工时明显高于实际情况且未能提供签到记录现场照片回访录音等可以相互" // likewise
	)
	docs := invented(n, 11)
	for i := range docs {
		for k, c := range ledger.Standings() {
			if docs[i].Table == "agencies" && len(docs[i].Title)*(i+1)%(k+2) == 0 {
				docs[i].Tags = append(docs[i].Tags, search.Tag{Facet: "duty", Value: search.Value{ID: c.ID, ZH: c.ZH, EN: c.EN}})
			}
		}
	}
	add := func(d search.Document, year int) {
		d.Date, d.Ended = day.Make(year, 1, 1), year%5 == 0
		docs = append(docs, d)
	}
	for i := range 240 {
		days := []string{"三十", "十五", "三十"}[i%3]
		parts := []search.Part{body(rule + fmt.Sprintf(order, days) + hash[:64-i%2])}
		switch i % 12 {
		case 0: // twice, and in another zone
			parts = append(parts, parts[0], search.Part{Zone: search.Labels, Text: "前言，" + parts[0].Text})
		case 1: // both halves, but not in a row
			parts = []search.Part{body(fmt.Sprintf(order, days) + hash + "。" + rule), body(rule[3:] + "不同的内容")}
		case 2: // one character between
			parts = []search.Part{body(rule + "另" + fmt.Sprintf(order, days) + hash)}
		}
		add(record(fmt.Sprintf("sanctions/long%03d", i), parts...), 2015+i%11)
	}
	for i := range 160 { // some with a break between, where no window has it
		add(record(fmt.Sprintf("sanctions/halves%03d", i), body(first+[]string{"", "", "，"}[i%3]+other+fmt.Sprint(i))), 2015+i%7)
	}
	for i, length := range []int{46, 47, 48, 49, 51} {
		title := string([]rune(name)[:length])
		d := record(fmt.Sprintf("agencies/long%d", i), search.Part{Zone: search.Title, Text: title}, search.Part{Zone: search.Names, Text: title})
		d.Title = title
		add(d, 2020+i)
	}
	search.Order(docs)
	return docs
}

// gapped leaves gaps where records are: here and there, in a whole chunk, side by side at
// both ends and where the second segment begins.
func gapped(docs []search.Document) []search.Document {
	docs = slices.Clone(docs)
	cut := len(docs)
	for unit := 128; unit <= len(docs)/48; unit *= 2 {
		cut = len(docs) / unit * unit
	}
	for i := range docs {
		if i%29 == 5 || 64 <= i && i < 80 || i < 2 || i >= len(docs)-2 || cut-2 <= i && i < cut+3 {
			docs[i] = search.Document{}
		}
	}
	return docs
}

// present returns the documents without the gaps.
func present(docs []search.Document) []search.Document {
	return slices.DeleteFunc(slices.Clone(docs), func(d search.Document) bool { return d.Gap() })
}

// TestDoorsAgree asks every way into an index the same. The engine is asked first, and about
// the records as if there were no gaps between them: all are held to it.
func TestDoorsAgree(t *testing.T) {
	const limit = 30
	for _, c := range []struct {
		name  string
		docs  []search.Document
		sorts []search.Sort
	}{
		{"one segment", gapped(parityDocuments(600)), []search.Sort{search.Relevance, search.Newest, search.Oldest, search.Amount}},
		{"two segments", gapped(parityDocuments(9000)), []search.Sort{search.Relevance, search.Newest}},
		{"few", invented(3, 11), []search.Sort{search.Relevance}},
		{"none", nil, []search.Sort{search.Relevance}},
		{"gaps alone", make([]search.Document, 20), []search.Sort{search.Relevance}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && len(c.docs) > 5000 {
				t.Skip("takes long")
			}
			all := present(c.docs)
			e := openEngine(t, all)
			wanted := map[string]answer{}
			for _, q := range parityQueries(t) {
				for _, sort := range c.sorts {
					wanted[string(sort)+q] = ask(t, e, q, search.Options{Sort: sort, Limit: limit})
				}
			}
			others := doors()
			if len(all) == len(c.docs) || len(all) > 5000 {
				others = others[1:]
			}
			for _, door := range others {
				t.Run(door.name, func(t *testing.T) {
					t.Parallel()
					d := door.open(t, c.docs)
					for _, q := range parityQueries(t) {
						for _, sort := range c.sorts {
							got := ask(t, d, q, search.Options{Sort: sort, Limit: limit})
							if want := wanted[string(sort)+q]; !reflect.DeepEqual(got, want) {
								t.Errorf("%s by %s:\ngot  %s\nwant %s", q, sort, short(got.Result), short(want.Result))
							}
						}
					}
				})
			}
		})
	}
}

// short is a result for a message: the first hits.
func short(r search.Result) string {
	r.Hits = r.Hits[:min(3, len(r.Hits))]
	b, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	return string(b[:min(1200, len(b))])
}

func TestClientParsesLikeGo(t *testing.T) {
	c := newClient(t)
	c.simplify(t)
	b, err := os.ReadFile("query/testdata/queries.json")
	if err != nil {
		t.Fatal(err)
	}
	type answer struct {
		Query string          `json:"query,omitempty"`
		Want  string          `json:"want,omitempty"`
		Error json.RawMessage `json:"error,omitempty"`
	}
	var vectors []answer
	if err := json.Unmarshal(b, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		var got answer
		c.ask(t, map[string]any{"op": "parse", "query": v.Query}, &got)
		if got.Want != v.Want || !sameJSON(got.Error, v.Error) {
			t.Errorf("%q: client %s %s, want %s %s", v.Query, got.Want, got.Error, v.Want, v.Error)
		}
	}
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return errors.Join(decode(a, &x), decode(b, &y)) == nil && reflect.DeepEqual(x, y)
}

func decode(b json.RawMessage, v *any) error {
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, v)
}

func TestClientFoldsLikeGo(t *testing.T) {
	c := newClient(t)
	c.simplify(t)
	var got []string
	c.ask(t, map[string]any{"op": "foldAll"}, &got)
	wrong := 0
	for r, s := range got {
		if want := text.Fold(string(rune(r))); s != want && (r < 0xd800 || r >= 0xe000) {
			if wrong++; wrong < 20 {
				t.Errorf("U+%04X: client %q, Go %q", r, s, want)
			}
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		s := make([]rune, 60)
		for i := range s {
			if s[i] = rune(r.IntN(0x3100)); r.IntN(3) == 0 {
				s[i] = 0x4e00 + rune(r.IntN(0x5200))
			}
		}
		var got string
		c.ask(t, map[string]any{"op": "fold", "text": string(s)}, &got)
		if want := text.Fold(string(s)); got != want {
			t.Errorf("%q: client %q, Go %q", string(s), got, want)
		}
	}
}
