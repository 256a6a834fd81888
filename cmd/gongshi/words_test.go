package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"gongshi/internal/ledger"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// TestWordsOfPages reads every page of the sample in three languages as a visitor does:
// no Chinese in an English page and no simplified character in a traditional one, but
// where the text is marked as data, and nowhere the code of a closed list.
func TestWordsOfPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every page of three languages; run without -short")
	}
	portal := copySample(t)
	settings := filepath.Join(portal, "gongshi.yaml")
	written := readFile(t, settings)
	writeFile(t, settings, []byte(strings.Replace(written, "languages: [zh-CN, en]", "languages: [zh-CN, en, zh-Hant]", 1)))
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	public := filepath.Join(portal, "public")
	list, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	told := map[string]bool{}
	for _, path := range list {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		root, err := html.Parse(strings.NewReader(readFile(t, filepath.Join(public, path))))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, s := range said(root, "", "") {
			seen[s.page]++
			wrong := s.wrong()
			if wrong == "" || told[wrong+s.text] {
				continue
			}
			told[wrong+s.text] = true // the same in a thousand pages is one finding
			t.Errorf("%s: <%s>: %s: %q", path, s.where, wrong, s.text)
		}
	}
	for _, lang := range []string{"zh-CN", "en", "zh-Hant"} {
		if seen[lang] < 10_000 {
			t.Errorf("%d pieces of text in %s pages, want 10,000 or more", seen[lang], lang)
		}
	}
}

// TestWordsOfPagesCanFail holds that the reading above finds what it looks for.
func TestWordsOfPagesCanFail(t *testing.T) {
	for _, tt := range []struct {
		name, body, want string
	}{
		{"Chinese in English", `<html lang=en><p>Status: 生效中</p>`, "Chinese"},
		{"Chinese in a label", `<html lang=en><td data-label="状态">x</td><p aria-label="状态">x</p>`, "Chinese"},
		{"data in English", `<html lang=en><bdi lang=zh-CN>生效中</bdi><p>Fine</p>`, ""},
		{"simplified in traditional", `<html lang=zh-Hant><p>处罚</p>`, "simplified"},
		{"data in traditional", `<html lang=zh-Hant><bdi lang=zh-Hans>处罚</bdi><p>處罰</p>`, ""},
		{"code in English", `<html lang=en><p>passed-after-rectification</p>`, "code"},
		{"code in Chinese", `<html lang=zh-CN><p>状态：in_force</p>`, "code"},
		{"address", `<html lang=en><p>Printed from: https://gongshi.example/en/measures/membership-lowered.html</p>`, ""},
		{"plain code in Chinese", `<html lang=zh-CN><td>good</td>`, "code"},
		{"code as code", `<html lang=zh-CN><code>in_force</code>`, ""},
		{"script", `<html lang=en><script>let 生效 = "in_force"</script>`, ""},
	} {
		root, err := html.Parse(strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range said(root, "", "") {
			if w := s.wrong(); w != "" {
				got = append(got, w)
			}
		}
		if all := strings.Join(got, "; "); !strings.Contains(all, tt.want) || tt.want == "" && all != "" {
			t.Errorf("%s: got %q, want %q", tt.name, all, tt.want)
		}
	}
}

// piece is something that a page says: a text, or an attribute that is read out.
type piece struct {
	page, lang string // the language of the page and that of the piece
	where      string // the element
	text       string
}

// readOut is the attributes that are shown or read out. Titles and descriptions of
// pages are not among them: they hold names, and no part of them can be marked.
var readOut = []string{"alt", "title", "aria-label", "placeholder", "data-label"}

// said lists what a page says below a node, without what stands as code.
func said(n *html.Node, page, lang string) []piece {
	var list []piece
	if n.Type == html.ElementNode {
		switch n.Data {
		case "script", "style", "code", "kbd", "noscript", "head":
			return nil
		}
		for _, a := range n.Attr {
			if a.Key == "lang" {
				lang = a.Val
				if n.Data == "html" {
					page = a.Val
				}
			}
		}
		for _, a := range n.Attr {
			if slices.Contains(readOut, a.Key) {
				list = append(list, piece{page, lang, n.Data + " " + a.Key, strings.TrimSpace(a.Val)})
			}
		}
	}
	if text := strings.TrimSpace(n.Data); n.Type == html.TextNode && text != "" {
		list = append(list, piece{page, lang, n.Parent.Data, text})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, said(c, page, lang)...)
	}
	return list
}

// wrong says what is wrong with a piece of text; nothing where it may stand there.
func (s piece) wrong() string {
	han := strings.ContainsFunc(s.text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	switch {
	case s.page == "en" && han && !strings.HasPrefix(s.lang, "zh"):
		return "Chinese that is not marked as such"
	case s.page == "zh-Hant" && s.lang == "zh-Hant" && s.text != words.ToTraditional(s.text):
		return fmt.Sprintf("simplified characters outside data (%s)", words.ToTraditional(s.text))
	}
	for _, word := range codeLike.FindAllString(pageAddress.ReplaceAllString(s.text, ""), -1) {
		if closed()[word] && (strings.ContainsAny(word, "-_") || s.page != "en" && word == s.text) {
			return "the code " + word + " of a closed list"
		}
	}
	return ""
}

// pageAddress is the address of a page, which is no text.
var pageAddress = regexp.MustCompile(`https?://\S+`)

var codeLike = regexp.MustCompile(`[a-z]+(?:[-_][a-z]+)*`)

// closed is the codes of all closed lists.
var closed = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	lists := [][]schema.Code{
		schema.AgencyStatuses, schema.Tiers, schema.EvaluationKinds, schema.Grades, schema.SanctionKinds, schema.Subjects,
		schema.Severities, schema.SanctionStatuses, schema.Fields, schema.Measures, ledger.Standings(),
	}
	for _, list := range lists {
		for _, c := range list {
			all[c.ID] = true
		}
	}
	return all
})
