package site

import (
	"gongshi/internal/route"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongshi/internal/schema"

	"golang.org/x/net/html"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types gongshi"

// TestEveryPage holds what must be so on all pages.
func TestEveryPage(t *testing.T) {
	for name, body := range built(t) {
		p := parsePage(t, body)
		if !strings.HasPrefix(body, "<!DOCTYPE html>\n<html lang=") {
			t.Errorf("%s begins with %.40q", name, body)
		}
		head := p.all("head")[0]
		var first []*html.Node
		for n := range head.ChildNodes() {
			if n.Type == html.ElementNode {
				first = append(first, n)
			}
		}
		if attribute(first[0], "charset") != "utf-8" || attribute(first[1], "content") != policy {
			t.Errorf("%s: the head begins with %v, %v; want the character set and the content policy", name, first[0].Attr, first[1].Attr)
		}
		for _, one := range []string{"head title", "h1", "main", "footer"} {
			if n := len(p.all(one)); n != 1 {
				t.Errorf("%s has %d %s, want 1", name, n, one)
			}
		}
		if p.text("title") == "" || strings.Contains(body, "ZgotmplZ") || strings.Contains(body, "&amp;lt;") || strings.Contains(body, "[[") {
			t.Errorf("%s has an empty title, a refused address, an escape too many or an unfilled slot", name)
		}
		checkElements(t, name, p)
	}
}

func checkElements(t *testing.T, name string, p parsed) {
	t.Helper()
	ids, level := map[string]bool{}, 0
	p.each(func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" {
				t.Errorf("%s: <%s> has the attribute %s", name, n.Data, a.Key)
			}
			if a.Key == "id" && ids[a.Val] {
				t.Errorf("%s has the id %s twice", name, a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
		switch n.Data {
		case "style", "iframe", "object", "embed", "img":
			t.Errorf("%s has a <%s>", name, n.Data)
		case "script":
			src := attribute(n, "src")
			if attribute(n, "type") == "application/ld+json" {
				return // data, which no browser runs: see TestLinkedData
			}
			if n.FirstChild != nil || !strings.Contains(src, "assets/") && !strings.HasSuffix(src, route.Status) {
				t.Errorf("%s has an inline script", name)
			}
		case "h1", "h2", "h3", "h4":
			if now := int(n.Data[1] - '0'); now > level+1 {
				t.Errorf("%s: <%s> %q follows a heading of level %d", name, n.Data, textOf(n), level)
			} else {
				level = now
			}
		case "a":
			if href := attribute(n, "href"); strings.HasPrefix(href, "http") && !strings.Contains(attribute(n, "rel"), "noopener") {
				t.Errorf("%s: the link to %s opens the way back", name, href)
			}
		}
	})
	for _, list := range []string{"aria-labelledby", "for"} {
		for _, n := range p.all("[" + list + "]") {
			for _, id := range strings.Fields(attribute(n, list)) {
				if !ids[id] {
					t.Errorf("%s: %s names %s, which is not there", name, list, id)
				}
			}
		}
	}
}

// TestLinks follows every link of every page once.
func TestLinks(t *testing.T) { checkLinks(t, built(t)) }

func checkLinks(t *testing.T, files map[string]string) {
	t.Helper()
	ids := map[string]map[string]bool{}
	for name, body := range files {
		ids[name] = map[string]bool{}
		parsePage(t, body).each(func(n *html.Node) { ids[name][attribute(n, "id")] = true })
	}
	for name, body := range files {
		parsePage(t, body).each(func(n *html.Node) {
			href := attribute(n, "href") + attribute(n, "src") + attribute(n, "action")
			if href == "" || n.Data == "link" && attribute(n, "rel") == "canonical" || hasAttribute(n, "hreflang") && n.Data == "link" {
				return
			}
			u, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s: %q: %v", name, href, err)
				return
			}
			if u.Scheme != "" || href == "?mode=elder" {
				return
			}
			target := path.Join(path.Dir(name), u.Path)
			switch {
			case u.Path == "":
				target = name
			case name == "404.html":
				rest, rooted := strings.CutPrefix(u.Path, "/sub/")
				if target = rest; !rooted {
					t.Errorf("404.html: %q is not rooted at the portal's path", href)
				}
			case strings.HasPrefix(u.Path, "/"):
				t.Errorf("%s: %q is not relative", name, href)
			}
			if path.Ext(target) != ".html" {
				if !strings.Contains(".css .js .svg .png .json .xml .csv", path.Ext(target)) || path.Ext(target) == "" {
					t.Errorf("%s: %q leads to no file", name, href)
				}
				return
			}
			if ids[target] == nil || u.Fragment != "" && !ids[target][u.Fragment] {
				t.Errorf("%s: %q leads nowhere", name, href)
			}
		})
	}
}

// TestMenu holds that the menu leads to the same lists from everywhere.
func TestMenu(t *testing.T) {
	want := []string{"agencies/index.html", "pay/index.html", "projects/index.html", "sanctions/index.html", "overdue/index.html", "compare/index.html", "data/index.html", "search/index.html"}
	for name, body := range built(t) {
		prefix, _, _ := strings.Cut(name, "/")
		if prefix != "en" && prefix != "zh-hant" {
			prefix = ""
		}
		for i, href := range parsePage(t, body).attributes(".menu li a", "href")[:len(want)] {
			got := path.Join(path.Dir(name), href)
			if name == "404.html" {
				got = strings.TrimPrefix(href, "/sub/")
			}
			if got != path.Join(prefix, want[i]) {
				t.Errorf("%s: entry %d of the menu leads to %s, want %s", name, i+1, got, path.Join(prefix, want[i]))
			}
		}
	}
}

// TestClosed holds that what may not be shown is nowhere, and that its address
// answers and is linked from nowhere.
func TestClosed(t *testing.T) {
	files := built(t)
	reg, _ := fixture(t)
	if len(reg.Closed) != 3 {
		t.Fatalf("the fixture has %d closed sanctions, want 3", len(reg.Closed))
	}
	for name, body := range files {
		for _, secret := range []string{"秘密", "不可再现"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s holds %s", name, secret)
			}
		}
		for _, s := range reg.Closed {
			if strings.Contains(body, s.Slug) && !strings.Contains(name, s.Slug) {
				t.Errorf("%s links to the closed %s", name, s.Slug)
			}
		}
	}
	want := map[string]string{
		"拟社罚字〔2020〕秘密1号": "公示已于\u00a02023-03-03\u00a0结束。",
		"拟社罚字〔2025〕秘密2号": "这条记录已于\u00a02025-09-01\u00a0撤销。",
		"拟社罚字〔2025〕秘密3号": "这条记录已于\u00a02025-10-01\u00a0修复信用，公示同时结束。",
	}
	for _, s := range reg.Closed {
		p := parsePage(t, files["sanctions/"+s.Slug+".html"])
		if got := p.text("p.lede"); got != want[s.ID] {
			t.Errorf("%s says %q, want %q", s.ID, got, want[s.ID])
		}
		if !strings.Contains(files["sanctions/"+s.Slug+".html"], `content="noindex"`) {
			t.Errorf("%s asks to be indexed", s.ID)
		}
		if strings.Contains(p.text("main"), s.Agency.Name) || strings.Contains(p.text("title"), s.Agency.Name) {
			t.Errorf("%s names the agency", s.ID)
		}
		if got, reason := strings.Contains(p.text("main"), "复议机关撤销原决定"), s.Standing == "withdrawn"; got != reason {
			t.Errorf("%s tells the reason: %v, want %v", s.ID, got, reason)
		}
	}
}

// TestChineseShowsNoCodes holds that a code's id never stands in a Chinese page,
// apart from the dictionary of columns and from queries to be typed.
func TestChineseShowsNoCodes(t *testing.T) {
	var codes []string
	for _, table := range schema.Tables() {
		for _, c := range table.Columns {
			for _, code := range c.Codes {
				codes = append(codes, code.ID)
			}
		}
	}
	for name, body := range built(t) {
		if strings.HasPrefix(name, "en/") || strings.HasSuffix(name, "data/index.html") {
			continue
		}
		for n := range parsePage(t, body).root.Descendants() {
			if n.Type != html.TextNode || n.Parent.Data == "script" || n.Parent.Parent.Data == "code" || attribute(n.Parent, "class") == "printed" {
				continue
			}
			for _, word := range strings.FieldsFunc(n.Data, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' && r != '-' }) {
				if slices.Contains(codes, word) {
					t.Errorf("%s shows the code %s in %q", name, word, n.Data)
				}
			}
		}
	}
}

// TestEnglishMarksChinese holds that Chinese in an English page is data and says so.
func TestEnglishMarksChinese(t *testing.T) { checkEnglish(t, built(t)) }

func checkEnglish(t *testing.T, files map[string]string) {
	t.Helper()
	for name, body := range files {
		if !strings.HasPrefix(name, "en/") {
			continue
		}
		for n := range parsePage(t, body).root.Descendants() {
			if n.Type != html.TextNode || n.Parent.Data == "script" || !strings.ContainsFunc(n.Data, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				continue
			}
			marked := n.Parent.Data == "title"
			for a := n.Parent; a != nil && !marked; a = a.Parent {
				marked = strings.HasPrefix(attribute(a, "lang"), "zh")
			}
			if !marked {
				t.Errorf("%s shows %q, which is not marked as Chinese", name, n.Data)
			}
		}
	}
}
