package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongshi/internal/finding"
)

// pageOf writes a page and parses it.
func pageOf(t *testing.T, r Report, o Options) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, HTML, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String(), parsed(t, b.String())
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements lists the elements of a page, all of them where no name is given.
func elements(root *html.Node, names ...atom.Atom) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.DataAtom)) {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// TestPageIsSelfContained looks for anything that is fetched or runs.
func TestPageIsSelfContained(t *testing.T) {
	known := []string{"html", "head", "meta", "title", "style", "body", "input", "main", "header", "div", "p", "label", "h1", "h2", "h3", "span", "b", "i", "nav", "section",
		"table", "caption", "thead", "tbody", "tr", "th", "td", "a", "code", "ol", "li", "bdi", "mark", "dl", "dt", "dd", "footer"}
	for _, o := range []Options{chinese, english} {
		text, root := pageOf(t, hostileReport(), o)
		for _, n := range elements(root) {
			if !slices.Contains(known, n.Data) {
				t.Errorf("the page has an element %s: %s", n.Data, textOf(n))
			}
			for _, a := range n.Attr {
				if a.Key == "style" || a.Key == "src" || strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
				}
			}
		}
		if strings.ContainsFunc(text, func(r rune) bool { return hidden(r) && r != '\n' && r != '\t' }) {
			t.Error("the page holds control characters")
		}
		if strings.Contains(pageStyle, "url(") || strings.Contains(pageStyle, "@import") {
			t.Error("the style sheet fetches something")
		}
		style := elements(root, atom.Style)
		sum := sha256.Sum256([]byte(textOf(style[0])))
		policy := attribute(elements(root, atom.Meta)[1], "content")
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; len(style) != 1 || !strings.Contains(policy, want) || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("policy %s, want nothing but one style sheet of hash %s", policy, want)
		}
	}
}

// TestPageHoldsEverything looks for each finding in both orders and both languages, and
// for the target of every link.
func TestPageHoldsEverything(t *testing.T) {
	_, root := pageOf(t, reportOn(sample), chinese)
	if lang := attribute(elements(root, atom.Html)[0], "lang"); lang != "zh-CN" {
		t.Errorf("the page is in %q", lang)
	}
	ids := map[string]bool{}
	for _, n := range elements(root) {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %s is there twice", id)
			}
			ids[id] = true
		}
	}
	for _, n := range elements(root, atom.A, atom.Label) {
		if target := strings.TrimPrefix(attribute(n, "href"), "#") + attribute(n, "for"); !ids[target] {
			t.Errorf("%s points at %q, which is not there", textOf(n), target)
		}
	}
	for _, order := range []string{"by-cause", "by-file"} {
		i := slices.IndexFunc(elements(root, atom.Section), func(n *html.Node) bool { return attribute(n, "class") == order })
		if i < 0 {
			t.Fatalf("there is no order %s", order)
		}
		text := textOf(elements(root, atom.Section)[i])
		for _, f := range sample {
			for _, want := range []string{place(f), f.Message.ZH, f.Message.EN, f.Hint.ZH, f.Hint.EN, visible(f.Value)} {
				if !strings.Contains(text, want) {
					t.Errorf("%s lacks %q", order, want)
				}
			}
		}
	}
	for _, f := range sample {
		if !ids["rule-"+f.Rule] {
			t.Errorf("%s is not explained", f.Rule)
		}
	}
}

func TestPageIsAccessible(t *testing.T) {
	_, root := pageOf(t, reportOn(sample), english)
	if n := len(elements(root, atom.H1)); n != 1 {
		t.Errorf("%d h1, want one", n)
	}
	last := 1
	for _, n := range elements(root, atom.H1, atom.H2, atom.H3) {
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("%s follows a heading of level %d", textOf(n), last)
		}
		last = level
	}
	for _, table := range elements(root, atom.Table) {
		if len(elements(table, atom.Caption)) != 1 {
			t.Errorf("a table has no caption: %s", textOf(table))
		}
		for _, th := range elements(table, atom.Th) {
			if s := attribute(th, "scope"); s != "col" && s != "row" {
				t.Errorf("the heading %s has no scope", textOf(th))
			}
		}
	}
	labels := map[string]bool{}
	for _, l := range elements(root, atom.Label) {
		labels[attribute(l, "for")] = true
	}
	for _, in := range elements(root, atom.Input) {
		if !labels[attribute(in, "id")] {
			t.Errorf("the switch %s has no label", attribute(in, "id"))
		}
	}
}

// TestPageFolds writes ten thousand findings of one cause.
func TestPageFolds(t *testing.T) {
	list := alikes(10_000)
	text, root := pageOf(t, reportOn(list), chinese)
	items := 0
	for _, li := range elements(root, atom.Li) {
		if attribute(li, "class") == "error" {
			items++
		}
	}
	if items != 2*maxListed {
		t.Errorf("%d findings are listed, want %d in each of two orders", items, maxListed)
	}
	if !strings.Contains(text, "<b>9800</b>") {
		t.Error("the page does not count the 9800 that are not listed")
	}
	if len(text) > 1<<20 {
		t.Errorf("the page has %d bytes, want less than 1 MiB", len(text))
	}
}

func BenchmarkPage(b *testing.B) {
	r := reportOn(alikes(10_000))
	for b.Loop() {
		if err := Write(io.Discard, HTML, r, chinese); err != nil {
			b.Fatal(err)
		}
	}
}

func TestContrast(t *testing.T) {
	schemes := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(pageStyle, 2)
	if len(schemes) != 2 {
		t.Fatalf("%d colour schemes, want light and dark", len(schemes))
	}
	for i, name := range []string{"light", "dark"} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(schemes[i][1], -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, pair := range []string{"ink paper", "ink wash", "soft paper", "soft wash", "accent paper", "alarm paper", "alarm alarm-wash", "amber paper", "amber amber-wash", "good paper"} {
			front, ground, _ := strings.Cut(pair, " ")
			a, b := colours[front], colours[ground]
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want 4.5 or more", name, front, ground, ratio)
			}
		}
	}
}

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestWhere(t *testing.T) {
	for _, tt := range []struct {
		in   finding.Finding
		want string
	}{
		{finding.Finding{}, ""}, {finding.Finding{Line: 1, Field: "x"}, "line 1"}, {finding.Finding{Line: 4, Column: 1}, "line 4"},
		{finding.Finding{Line: 4, Column: 1, Field: "x"}, "line 4, column 1"}, {finding.Finding{Line: 4, Column: 3}, "line 4, column 3"},
	} {
		if got := where(tt.in).EN; got != tt.want {
			t.Errorf("where %s: %q, want %q", fmt.Sprint(tt.in), got, tt.want)
		}
	}
}
