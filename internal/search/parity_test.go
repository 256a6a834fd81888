package search_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/text"
)

// parityQueries are of every kind that the language has.
func parityQueries() []string {
	return []string{
		"", "服务", "社会工作", "社會工作", "拟州市青岚", "公开管理层薪酬信息", "食品安全", "食品、安全", "食品，安全", "\"食品 安全\"", "食品 安全",
		"服", "号", "第", "楼", "阿", "x", "𠮷", "〇",
		"第12号", "第3号服务点", "号服务点收取", "12号楼", "abc12号楼与b座之间", "ABC*", "abc1*", "第1*", "12", "2023", "2023年", "20*",
		"2023年5月", "〔2023〕12号", "[2023]12号", "（2023）12号", "拟青岚罚字〔2023〕", "青岚罚字2023", "erp系统v12", "（ERP系统）", "v1*",
		"52990000MJ00000003", "52990000mj*", "52990000mj0000000", "阿依古丽·买买提", "阿依古丽•买买提", "买买提", "𠮷野家", "該機構負責人",
		"罚款", "罚款 警告", "罚款 OR 警告", "罚款 -警告", "-服务", "-服务 -罚款", "整体转包 OR 虚报 服务人次", "甲 OR 乙 OR 服务", "不存在的词语",
		"table:sanctions", "table:惩戒 罚款", "table:agencies", "-table:agencies 服务", "status:in_force", "status:生效", "status:复议", "status:IN_FORCE -罚款",
		"district:青岚", "district:青岚区", "district:\"青岚 District\"", "district:火星", "measure:罚款", "measure:fine OR measure:责令", "measure:责令改正",
		"year:2021", "year:2021..2023", "year:>2024", "year:1900", "date:2021", "date:2021-03..2021-08", "date:..2019", "date:>=2025-06-01", "date:2021-01-01..2020-01-01",
		"fine:>=10000", "fine:0", "fine:<5000", "fine:1万..2万", "fine:>=10000 year:2022 -status:ended", "table:agencies 青岚 OR fine:>20000 服务",
		"拟州市青岚青岚社会工作服务中心", "\"第 号服务点\"", "abc、号楼", "签名、高度", "青岚社工（云岫）", "经查，当事人于", "。", "、、、", "\"\"",
	}
}

func TestClientAndEngineAgree(t *testing.T) {
	c := newClient(t)
	docs := invented(600, 11)
	c.openIndex(t, docs)
	e := openEngine(t, docs)
	for _, q := range parityQueries() {
		for _, sort := range []search.Sort{search.Relevance, search.Newest, search.Oldest, search.Amount} {
			const limit = 30
			want, err := e.Search(q, search.Options{Sort: sort, Limit: limit})
			if err != nil {
				t.Fatalf("%s: %v", q, err)
			}
			var got search.Result
			c.ask(t, map[string]any{"op": "search", "query": q, "sort": sort, "limit": limit}, &got)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s by %s:\nclient %s\nengine %s", q, sort, short(got), short(want))
			}
		}
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
