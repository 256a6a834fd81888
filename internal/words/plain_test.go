package words

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"gongshi/internal/portal"
	"gongshi/templates"
)

// judging is words that accuse or praise, and terms that the site calls otherwise; see
// docs/wording.md. A decision may use them, since it is quoted; the site does not.
var judging = map[string][]string{
	portal.Chinese: {
		"曝光", "黑榜", "红榜", "黑名单", "老赖", "违规", "违法者", "劣迹", "失信人", "问题机构", "涉嫌", "隐瞒", "拒不", "屡犯", "受罚", "惩处", "处分",
		"检索", "零申报", "抓取", "爬取", "算法", "元数据", "字段值", "缓存",
	},
	portal.English: {
		"offender", "culprit", "blacklist", "black list", "shame", "scandal", "guilty", "wrongdoer", "violator", "refused to", "failed to disclose", "suspicious", "hide", "conceal",
		"organisation", "organization", "nil return", "metadata", "cache", "utilise", "in order to", "please note",
	},
}

func TestWordsDoNotJudge(t *testing.T) {
	for lang, list := range judging {
		check := func(name, s string) {
			for _, bad := range list {
				if strings.Contains(strings.ToLower(s), bad) && !excused[name+" "+bad] {
					t.Errorf("%s: %s says %q: %q", lang, name, bad, s)
				}
			}
		}
		Of(lang).Each(func(name, s string) string { check(name, s); return s })
		for _, term := range Terms(lang) {
			check(term.ID, term.Name+" "+term.Meaning+" "+term.Mind)
		}
	}
}

// excused is what a word of the list means nothing wrong in.
var excused = map[string]bool{
	"nil-return nil return":   true, // what others call it
	"agency organisation":     true, // the glossary says what an agency is
	"purchaser organisation":  true, // mass organisation
	"penalty organisation":    true,
	"discipline organisation": true,
}

// TestWordsAreShort holds that nobody has to read a sentence twice: 45 characters of
// Chinese and 25 words of English between stops, with some that have to say more.
func TestWordsAreShort(t *testing.T) {
	const most = 8 // of several hundred, in each language
	long := map[string][]string{}
	check := func(lang, name, s string) {
		for _, sentence := range regexp.MustCompile(`[。；：？]|[.:;?] |\|`).Split(s, -1) {
			n, limit := len(strings.Fields(sentence)), 25
			if lang == portal.Chinese {
				n, limit = 0, 45
				for _, r := range sentence {
					if unicode.Is(unicode.Han, r) {
						n++
					}
				}
			}
			if n > limit {
				long[lang] = append(long[lang], name+": "+sentence)
			}
		}
	}
	for _, lang := range []string{portal.Chinese, portal.English} {
		Of(lang).Each(func(name, s string) string { check(lang, name, s); return s })
		for _, term := range Terms(lang) {
			for _, s := range []string{term.Meaning, term.Mind} {
				check(lang, term.ID, s)
			}
		}
		if len(long[lang]) > most {
			t.Errorf("%s: %d sentences are long, want %d at most:\n%s", lang, len(long[lang]), most, strings.Join(long[lang], "\n"))
		}
	}
}

func TestTermsAreComplete(t *testing.T) {
	slugs := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		list := Terms(lang)
		if len(list) < 25 || len(list) > 60 {
			t.Errorf("%s has %d terms, want 25 to 60", lang, len(list))
		}
		seen := map[string]string{}
		for _, term := range list {
			if !slugs.MatchString(term.ID) || term.Name == "" || term.Meaning == "" || term.Mind == "" || term.Page == "" {
				t.Errorf("%s: the term %q lacks something", lang, term.ID)
			}
			for _, name := range append([]string{"#" + term.ID, term.Name}, term.Also...) {
				if other := seen[strings.ToLower(name)]; other != "" && other != term.ID {
					t.Errorf("%s: %q names both %s and %s", lang, name, other, term.ID)
				}
				seen[strings.ToLower(name)] = term.ID
			}
			if said := term.Name + term.Meaning + term.Mind + term.Law; lang == portal.English && strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("the term %s holds Chinese: %s", term.ID, said)
			}
		}
	}
}

// literal is a string of a script on one line, and remark what is no code.
var (
	literal  = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`(?:[^`\\\\]|\\\\.)*`")
	remark   = regexp.MustCompile(`(?s)/\*.*?\*/|(?m)(?:^|[ \t])//.*$`)
	sentence = regexp.MustCompile(`^[A-Z][a-z]+ [a-z]+|(?:[a-z]+ ){4,}[a-z]+`)
)

// TestScriptsHaveNoWords holds that what a script shows comes from the catalogue: there
// is no Chinese and no English sentence in its strings. What is thrown is for developers.
func TestScriptsHaveNoWords(t *testing.T) {
	sources, err := fs.Glob(templates.Files, "scripts/*.ts")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	for _, source := range sources {
		if source == "scripts/fold-table.ts" { // a table of characters
			continue
		}
		body, err := fs.ReadFile(templates.Files, source)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range wordsOf(string(body)) {
			t.Errorf("%s has words of its own: %s", source, s)
		}
	}
	for in, want := range map[string]int{
		`h("p", {}, "No record found")`: 1, "put(e, `没有 ${n} 条`)": 1, `// "没有"`: 0, `throw new TypeError("query: wanted a string of characters")`: 0,
		`h("p", { class: "list wide" })`: 0, `say(w.none)`: 0, `x = "please type fewer characters here"`: 1,
	} {
		if got := len(wordsOf(in)); got != want {
			t.Errorf("%s: %d words found, want %d", in, got, want)
		}
	}
}

// wordsOf is the strings of a script that a reader would take for text.
func wordsOf(script string) []string {
	var list []string
	for line := range strings.Lines(remark.ReplaceAllString(script, "")) {
		if strings.Contains(line, "Error(") || strings.Contains(line, "super(") {
			continue
		}
		for _, s := range literal.FindAllString(line, -1) {
			inner := s[1 : len(s)-1]
			if sentence.MatchString(inner) || strings.ContainsFunc(inner, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				list = append(list, s)
			}
		}
	}
	return list
}
