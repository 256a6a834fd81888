package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/schema"
	"gongshi/internal/text"
	"gongshi/templates"
)

// sameInBoth is the characters of the interface that simplified and traditional
// Chinese write in the same way.
const sameInBoth = "哪一三上下不中主之也了事些人今仍他代令以件份估位低作使供依信修值停健元入全公六共其再准出分列利到制前副力助十即原及取受另只可各合吊同名" +
	"向含告和善器因在地圳址均型域填外多天好始姓姻婚字完定家容少尚就展履工左差已市布希常年序府度庭康建式引形得微必急息情意慈成我戒或截所扣" +
	"扶批找承投拘指按排接措提援搜撤收改政效救教整文新方施既日明是曾最月有服望期未本束果柱格框模次款止正此每毒比治法活消深源照物犯理生用由" +
	"申留登白的目直相督示社神禁福秀程空立站第等答管精索罪置者育能自至致般良若英菜薪行表被要解警象走起跳身近逐通逾部都酬醒重量金防降限除隔" +
	"障需非面音首干久任何例保先光冒刷勾化去又句右否回大子存小影快怎您打把拆括拼捷掉摘放旁早易更查核段母永清漏然看知移符算繁角送零默" +
	"交叉判手足超升短高尾恰且" +
	"推判什概述延待律性高交叉且包超求但那缺足百升" +
	"普而晚兼折映具反" +
	"疏密署如附系箱而什涉" + // timeline and corrections
	"加增它校猜" // provenance

// mayBeEmpty is the words that a language may do without.
var mayBeEmpty = []string{"DataLang", "Gap"}

func TestWordsAreComplete(t *testing.T) {
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		Of(lang).Each(func(name, s string) string {
			if s == "" && !slices.Contains(mayBeEmpty, name) {
				t.Errorf("%s has no %s", lang, name)
			}
			return s
		})
	}
}

func TestWordsHaveTheSameSlots(t *testing.T) {
	slots := regexp.MustCompile(`\{[^}]*\}`)
	of := func(s string) string {
		s, _, _ = strings.Cut(s, "|")
		found := slots.FindAllString(s, -1)
		slices.Sort(found)
		return strings.Join(found, "")
	}
	zh, en := Of(portal.Chinese), Of(portal.English)
	zh.Each(func(name, s string) string {
		other, _ := en.Named(name)
		// A number that is one can be spelled out.
		if got, want := of(other), of(s); got != want && !strings.Contains(other, "|") {
			t.Errorf("%s has the slots %q in English, want %q", name, got, want)
		}
		return s
	})
}

func TestWordsOfEnglishHoldNoChinese(t *testing.T) {
	Of(portal.English).Each(func(name, s string) string {
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s holds Chinese: %q", name, s)
		}
		return s
	})
}

// TestWordsAreUsed finds strings that no page shows.
func TestWordsAreUsed(t *testing.T) {
	var all strings.Builder
	sources, _ := filepath.Glob("../site/*.go")
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(body)
	}
	pages, _ := fs.Glob(templates.Files, "pages/*.html")
	for _, name := range pages {
		body, _ := fs.ReadFile(templates.Files, name)
		all.Write(body)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:\.|\[\[)([A-Z]\w*)`).FindAllStringSubmatch(all.String(), -1) {
		used[m[1]] = true
	}
	Of(portal.Chinese).Each(func(name, s string) string {
		if !used[name] {
			t.Errorf("no page shows %s", name)
		}
		return s
	})
}

func TestTraditionalHasEveryCharacter(t *testing.T) {
	pairs := []rune(traditionalPairs)
	if len(pairs)%2 != 0 {
		t.Fatalf("the table has %d characters, want pairs", len(pairs))
	}
	known := map[rune]bool{}
	for i := 0; i < len(pairs); i += 2 {
		known[pairs[i]] = true
		if got, want := text.Fold(string(pairs[i+1])), text.Fold(string(pairs[i])); got != want {
			t.Errorf("%c folds to %s, want %s like %c", pairs[i+1], got, want, pairs[i])
		}
		if strings.ContainsRune(sameInBoth, pairs[i]) {
			t.Errorf("%c is in the table and said to stay", pairs[i])
		}
	}
	check := func(where, s string) {
		for _, r := range s {
			if unicode.Is(unicode.Han, r) && !known[r] && !strings.ContainsRune(sameInBoth, r) {
				t.Errorf("%s: %c is neither in the table nor said to stay", where, r)
			}
		}
	}
	zh := chinese
	zh.Each(func(name, s string) string { check(name, s); return s })
	for _, list := range [][]schema.Code{schema.AgencyStatuses, schema.Tiers, schema.EvaluationKinds, schema.Grades, schema.SanctionKinds, schema.Subjects, schema.Severities, schema.SanctionStatuses, schema.Fields, schema.Measures, ledger.Standings()} {
		for _, c := range list {
			check(c.ID, c.ZH)
		}
	}
	for _, table := range schema.Tables() {
		check(table.Name, table.ZH)
		for _, c := range table.Columns {
			check(c.Name, c.ZH)
		}
	}
}

func TestToTraditional(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"总干事及副总干事", "總幹事及副總幹事"},
		{"若干措施", "若干措施"},
		{"薪酬管理制度", "薪酬管理制度"},
		{"以代码为准", "以代碼為準"},
		{"纠错与答复", "糾錯與答覆"},
	} {
		if got := ToTraditional(c.in); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		form string
		n    int
		want string
	}{
		{"{n} project|{n} projects", 1, "1 project"},
		{"{n} project|{n} projects", 0, "0 projects"},
		{"{n} project|{n} projects", 1234567, "1,234,567 projects"},
		{"{n} 个项目", 1, "1 个项目"},
	} {
		if got := Count(c.form, c.n); got != c.want {
			t.Errorf("Count(%q, %d) = %q, want %q", c.form, c.n, got, c.want)
		}
	}
	// What is put in is never read for slots.
	if got := Fill("{a}{b}", "a", "{b}", "b", "x"); got != "{b}x" {
		t.Errorf("got %q, want {b}x", got)
	}
}
