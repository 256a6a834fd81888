package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
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
const sameInBoth = "一三上下不且中串主久之乎九也了予事二些交享人什今仍他付代令以件任份企估但位低何作使例供依保信修倒值偏做停健允元先光免入全八公六共" +
	"其具兼再冒准出分列判利到制刷前副力加助勾包化十升半印即原去又叉及反取受句另只叫可右司各合吊同名向否含告命和哈哪唯善器四回因在地圳" +
	"址均型域填增外多大天太套好如始姓姻婚子字存它完定家容密小少尚就尾居展履工左差已市布希常干平年序底府度庭康延建式引形影待很律得微必" +
	"快怎急性恢息恰您情意慈成我戒或截所手才打扣扶批找承把投折拆拘括拼持指按捷掉排接推措提援搜摘撤收改放政效救教整文新方施旁既日早明易" +
	"映是晚普更曾替最月有服望期未本束果某查柱校核格框楚概模次款止正此段母每毒比民永求治法活消涉深混添清源漏然照物犯猜王理生用由申留疏" +
	"登白百的目直相看督知短示社神禁福秀秘秩移程空立站符第等答算管箱精系索繁缺罪置署群者而育能自至致般良若英菜薪行衔街表被裁要角解警象" +
	"走起超足跌跳身近述送逐通逾道那部都配酬醒重量金防附降限院除隔障零需非靠面音首高默"

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

// TestWordsHaveSoundForms holds that a string has at most two forms, both of which say
// something, and that Chinese, which has no plural, has one.
func TestWordsHaveSoundForms(t *testing.T) {
	check := func(lang string) {
		Of(lang).Each(func(name, s string) string {
			forms := strings.Split(s, "|")
			if len(forms) > 2 || lang != portal.English && len(forms) > 1 {
				t.Errorf("%s: %s has %d forms: %q", lang, name, len(forms), s)
			}
			for _, form := range forms {
				if strings.Count(form, "{") != strings.Count(form, "}") || len(forms) > 1 && strings.TrimSpace(form) == "" {
					t.Errorf("%s: %s has the form %q", lang, name, form)
				}
			}
			if len(forms) == 2 && !strings.Contains(forms[1], "{") {
				t.Errorf("%s: %s does not say the number of many: %q", lang, name, forms[1])
			}
			return s
		})
	}
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		check(lang)
	}
}

func TestWordsOfEnglishHoldNoChinese(t *testing.T) {
	Of(portal.English).Each(func(name, s string) string {
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s holds Chinese: %q", name, s)
		}
		return s
	})
}

// TestWordsAreUsed finds strings that no page shows and no script asks for.
func TestWordsAreUsed(t *testing.T) {
	var all strings.Builder
	sources, _ := filepath.Glob("../site/*.go")
	sentences, _ := filepath.Glob("../changelog/*.go")
	sources = append(sources, sentences...)
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
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Words]()) {
		if field.Tag.Get("script") != "" {
			used[field.Name] = true
		}
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
	for _, term := range Terms(portal.Chinese) {
		check(term.ID, term.Name+term.Meaning+term.Mind+term.Law+strings.Join(term.Also, ""))
	}
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
		{"因果关系", "因果關係"},
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

// TestOfIsMadeOnce holds that asking for a catalogue costs nothing, and that each language
// has its own.
func TestOfIsMadeOnce(t *testing.T) {
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		first, again := Of(lang), Of(lang)
		if n := testing.AllocsPerRun(10, func() { Of(lang) }); n > 0 || first != again || first.Lang != lang {
			t.Errorf("%s: %v allocations, and the language %s", lang, n, Of(lang).Lang)
		}
	}
	if strings.Contains(Of(portal.Chinese).RuleCited, "~") || !strings.Contains(chinese.RuleCited, "~") {
		t.Error("the catalogue that is handed out is not the one made ready")
	}
}
