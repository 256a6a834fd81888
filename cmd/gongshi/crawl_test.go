package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongshi/internal/output"
)

// site is a built site as a crawler sees it.
type site struct {
	base  string // base_url of the portal; empty: none
	files map[string][]byte
	pages map[string]*page // those of the files that are HTML
}

// page is what the crawl keeps of an HTML file.
type page struct {
	path       string
	lang       string
	title      string
	headings   int  // h1
	hidden     bool // asks not to be indexed
	ids        map[string]bool
	links      []string          // every address in it that points somewhere
	alternates map[string]string // hreflang to address
	text       string
	wrong      []string // what is wrong on its own
}

var baseURL = regexp.MustCompile(`(?m)^base_url:\s*"?([^\s"#]+)`)

// readSite reads a public folder and parses every page.
func readSite(t *testing.T, portal, public string) *site {
	t.Helper()
	s := &site{files: map[string][]byte{}, pages: map[string]*page{}}
	if m := baseURL.FindStringSubmatch(readFile(t, filepath.Join(portal, "gongshi.yaml"))); m != nil {
		s.base = strings.TrimSuffix(m[1], "/") + "/"
	}
	list, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		s.files[name] = []byte(readFile(t, filepath.Join(public, name)))
		if strings.HasSuffix(name, ".html") {
			s.pages[name] = parsePage(name, s.files[name])
		}
	}
	return s
}

func parsePage(name string, body []byte) *page {
	p := &page{path: name, ids: map[string]bool{}, alternates: map[string]string{}}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		p.fault("%v", err)
		return p
	}
	if !bytes.HasPrefix(bytes.ToLower(body), []byte("<!doctype html>")) {
		p.fault("does not start with a doctype")
	}
	var text strings.Builder
	for n := range doc.Descendants() {
		switch n.Type {
		case html.TextNode:
			p.textNode(n, &text)
		case html.ElementNode:
			p.element(n)
		}
	}
	p.text = text.String()
	for _, twice := range []string{"&amp;amp;", "&amp;lt;", "&amp;gt;", "&amp;quot;", "&amp;#", "&lt;bdi", "&lt;/bdi", "&lt;mark", "ZgotmplZ"} {
		if bytes.Contains(body, []byte(twice)) {
			p.fault("%s: escaped twice, or not meant to be text", twice)
		}
	}
	return p
}

func (p *page) fault(format string, args ...any) {
	p.wrong = append(p.wrong, fmt.Sprintf(format, args...))
}

func (p *page) textNode(n *html.Node, text *strings.Builder) {
	if n.Parent.DataAtom == atom.Script {
		return
	}
	text.WriteString(n.Data)
	text.WriteByte(' ')
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (p *page) element(n *html.Node) {
	for _, a := range n.Attr {
		switch key := strings.ToLower(a.Key); {
		case key == "style" || strings.HasPrefix(key, "on") || key == "srcdoc":
			p.fault("<%s %s=%q>", n.Data, a.Key, a.Val)
		case key == "id":
			if p.ids[a.Val] {
				p.fault("id %q stands twice", a.Val)
			}
			p.ids[a.Val] = true
		}
	}
	switch n.DataAtom {
	case atom.Html:
		p.lang = attr(n, "lang")
	case atom.Head:
		p.policy(n)
	case atom.Meta:
		p.hidden = p.hidden || attr(n, "name") == "robots" && strings.Contains(attr(n, "content"), "noindex")
	case atom.Title:
		if n.Namespace == "" && n.FirstChild != nil {
			p.title = n.FirstChild.Data
		}
	case atom.H1:
		p.headings++
	case atom.Style, atom.Iframe, atom.Object, atom.Embed, atom.Base:
		p.fault("<%s>", n.Data)
	case atom.Script:
		p.script(n)
	case atom.A, atom.Area:
		p.links = append(p.links, attr(n, "href"))
	case atom.Form:
		p.loads(n, "action")
	case atom.Link:
		p.link(n)
	case atom.Img, atom.Audio, atom.Video, atom.Source, atom.Track, atom.Input:
		p.loads(n, "src")
		if attr(n, "srcset") != "" {
			p.fault("<%s srcset>", n.Data)
		}
	}
	if n.Namespace == "svg" {
		p.loads(n, "href")
		if n.Data == "image" || n.Data == "use" && !strings.HasPrefix(attr(n, "href"), "#") {
			p.fault("<%s> in an SVG", n.Data)
		}
	}
}

func (p *page) script(n *html.Node) {
	switch kind := attr(n, "type"); {
	case kind == "application/json" || kind == "application/ld+json":
		if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
			p.fault("a block of %s is no JSON", kind)
		}
	case kind == "module":
		p.fault("a module script does not load from a folder on a disk")
	case attr(n, "src") == "":
		p.fault("inline script")
	default:
		p.loads(n, "src")
	}
}

func (p *page) link(n *html.Node) {
	rel, href := attr(n, "rel"), attr(n, "href")
	switch {
	case rel == "canonical":
		p.links = append(p.links, href)
	case rel == "alternate" && attr(n, "hreflang") != "":
		p.alternates[attr(n, "hreflang")] = href
		p.links = append(p.links, href)
	case rel == "alternate":
		p.links = append(p.links, href)
	default:
		p.loads(n, "href")
	}
}

// loads notes an address that the browser loads by itself, which must be local.
func (p *page) loads(n *html.Node, key string) {
	value := attr(n, key)
	if value == "" {
		return
	}
	if u, err := url.Parse(value); err != nil || u.Scheme != "" || u.Host != "" {
		p.fault("<%s> loads %q from elsewhere", n.Data, value)
	}
	p.links = append(p.links, value)
}

// policy checks that the content security policy is the first thing of the head,
// but for the encoding, so that nothing is loaded before it.
func (p *page) policy(head *html.Node) {
	for n := range head.ChildNodes() {
		if n.Type != html.ElementNode || attr(n, "charset") != "" {
			continue
		}
		policy := attr(n, "content")
		if n.DataAtom != atom.Meta || !strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy") {
			p.fault("the policy does not come first, <%s> does", n.Data)
		}
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'self'", "require-trusted-types-for 'script'"} {
			if !strings.Contains(policy, want) {
				p.fault("the policy lacks %q", want)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") || strings.Contains(policy, "*") {
			p.fault("the policy is not strict: %q", policy)
		}
		return
	}
	p.fault("no content security policy")
}

// resolve turns an address on a page into a path of the site and a fragment. A path
// is empty where the address points elsewhere.
func (s *site) resolve(from, address string) (target, fragment string, err error) {
	if s.base != "" && strings.HasPrefix(address, s.base) {
		from, address = "index.html", "./"+strings.TrimPrefix(address, s.base)
		if address == "./" || strings.HasSuffix(address, "/") {
			address += "index.html"
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", "", err
	}
	switch u.Scheme {
	case "http", "https", "mailto", "tel":
		return "", "", nil
	case "":
	default:
		return "", "", fmt.Errorf("scheme %s", u.Scheme)
	}
	if u.Host != "" {
		return "", "", fmt.Errorf("address without a scheme")
	}
	if u.Path == "" {
		return from, u.Fragment, nil
	}
	target = path.Join(path.Dir(from), u.Path)
	if rooted, ok := strings.CutPrefix(u.Path, s.root()); ok && from == "404.html" {
		target = rooted
		if target == "" {
			target = "index.html"
		}
	} else if strings.HasPrefix(u.Path, "/") {
		return "", "", fmt.Errorf("rooted address")
	}
	return target, u.Fragment, nil
}

// root is the path below which the site is published; 404.html alone uses it.
func (s *site) root() string {
	if u, err := url.Parse(s.base); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}

func TestCrawlSample(t *testing.T) {
	s := readSite(t, samplePortal(t), sample(t))
	if len(s.pages) < 300 {
		t.Errorf("found %d pages, want a sample of 300 or more", len(s.pages))
	}
	s.check(t)
	t.Run("notice", func(t *testing.T) {
		for _, p := range s.sorted() {
			want := "虚构"
			if p.lang == "en" {
				want = "invented"
			}
			if !strings.Contains(p.text, want) {
				t.Errorf("%s does not say %q", p.path, want)
			}
		}
	})
	t.Run("titles", func(t *testing.T) { s.checkTitles(t) })
}

func TestCrawlHostile(t *testing.T) {
	portal := extract(t, "testdata/script/build_hostile_text.txtar", t.TempDir())
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	readSite(t, portal, filepath.Join(portal, "public")).check(t)
}

// check asserts what holds for every site.
func (s *site) check(t *testing.T) {
	t.Run("pages", func(t *testing.T) {
		for _, p := range s.sorted() {
			p.check(t)
		}
	})
	t.Run("links", s.checkLinks)
	t.Run("languages", s.checkLanguages)
	t.Run("formats", s.checkFormats)
	t.Run("sitemap", s.checkSitemap)
	t.Run("manifest", s.checkManifest)
	t.Run("names", func(t *testing.T) {
		good := regexp.MustCompile(`^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$`)
		for name := range s.files {
			if name == ".nojekyll" || name == "_headers" || name == "_redirects" {
				continue // the host's
			}
			if !good.MatchString(name) || strings.Contains(name, "..") {
				t.Errorf("file name %q", name)
			}
		}
	})
}

func (s *site) sorted() []*page {
	var list []*page
	for _, p := range s.pages {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *page) int { return strings.Compare(a.path, b.path) })
	return list
}

func (p *page) check(t *testing.T) {
	for _, w := range p.wrong {
		t.Errorf("%s: %s", p.path, w)
	}
	if p.lang == "" {
		t.Errorf("%s: no lang", p.path)
	}
	if p.headings != 1 {
		t.Errorf("%s: %d h1, want 1", p.path, p.headings)
	}
	if strings.TrimSpace(p.title) == "" {
		t.Errorf("%s: no title", p.path)
	}
}

// checkLinks follows every local link once, to its file and its fragment.
func (s *site) checkLinks(t *testing.T) {
	followed := map[string]bool{}
	for _, p := range s.sorted() {
		for _, address := range p.links {
			target, fragment, err := s.resolve(p.path, address)
			if err != nil {
				t.Errorf("%s: %q: %v", p.path, address, err)
				continue
			}
			if key := target + "#" + fragment; target == "" || followed[key] {
				continue
			} else {
				followed[key] = true
			}
			if _, ok := s.files[target]; !ok {
				t.Errorf("%s: %q leads to %s, which does not exist", p.path, address, target)
			} else if to := s.pages[target]; fragment != "" && to != nil && !to.ids[fragment] {
				t.Errorf("%s: %q: %s has no id %q", p.path, address, target, fragment)
			}
		}
	}
	if len(followed) < len(s.pages) {
		t.Errorf("followed %d links, want at least one for each of %d pages", len(followed), len(s.pages))
	}
}

// checkLanguages asserts that a page and its translations name each other.
func (s *site) checkLanguages(t *testing.T) {
	for _, p := range s.sorted() {
		for lang, address := range p.alternates {
			target, _, err := s.resolve(p.path, address)
			other := s.pages[target]
			if err != nil || other == nil || lang == "x-default" {
				continue // checkLinks says so
			}
			if other.lang != lang {
				t.Errorf("%s: %s is called %s and says %s", p.path, target, lang, other.lang)
			}
			if back, _, _ := s.resolve(target, other.alternates[p.lang]); back != p.path {
				t.Errorf("%s names %s, which names %q in turn", p.path, target, other.alternates[p.lang])
			}
		}
	}
}

// checkTitles asserts that a title tells its page from others, but for those of
// records that are no longer shown.
func (s *site) checkTitles(t *testing.T) {
	first, same := map[string]string{}, 0
	for _, p := range s.sorted() {
		if p.hidden {
			continue
		}
		key := p.lang + p.title
		if other, ok := first[key]; ok {
			if same++; same <= 5 {
				t.Logf("%s and %s: %q", other, p.path, p.title)
			}
			continue
		}
		first[key] = p.path
	}
	if limit := len(s.pages) / 50; same > limit {
		t.Errorf("%d of %d pages have the title of another, want at most %d", same, len(s.pages), limit)
	}
}

// checkFormats parses every JSON and XML file.
func (s *site) checkFormats(t *testing.T) {
	for name, body := range s.files {
		switch path.Ext(name) {
		case ".json":
			if !json.Valid(body) {
				t.Errorf("%s is no JSON", name)
			}
		case ".xml", ".svg":
			d := xml.NewDecoder(bytes.NewReader(body))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		}
	}
}

// checkSitemap asserts that the site map lists pages that exist and can be reached
// from the first page by links. A portal that does not know its address has no site
// map, since every address in one is absolute.
func (s *site) checkSitemap(t *testing.T) {
	if s.base == "" {
		if _, ok := s.files["sitemap.xml"]; ok {
			t.Error("a site map without a base_url")
		}
		return
	}
	var list struct {
		URLs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal(s.files["sitemap.xml"], &list); err != nil {
		t.Fatal(err)
	}
	reached := s.reachable("index.html")
	for _, address := range list.URLs {
		target, _, err := s.resolve("sitemap.xml", address)
		if err != nil || s.pages[target] == nil {
			t.Errorf("%q: no such page (%v)", address, err)
		} else if !reached[target] {
			t.Errorf("%s cannot be reached by links", target)
		}
	}
	if len(list.URLs) == 0 {
		t.Error("the site map is empty")
	}
}

// reachable walks the links from a page.
func (s *site) reachable(from string) map[string]bool {
	reached, queue := map[string]bool{from: true}, []string{from}
	for len(queue) > 0 {
		p := s.pages[queue[0]]
		queue = queue[1:]
		for _, address := range p.links {
			target, _, err := s.resolve(p.path, address)
			if err == nil && s.pages[target] != nil && !reached[target] {
				reached[target] = true
				queue = append(queue, target)
			}
		}
	}
	return reached
}

// checkManifest asserts that manifest.json is the tree.
func (s *site) checkManifest(t *testing.T) {
	m, err := output.ReadManifest(bytes.NewReader(s.files["manifest.json"]))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(m.Files), len(s.files)-1; got != want {
		t.Errorf("the manifest lists %d files, the folder holds %d", got, want)
	}
	for i, e := range m.Files {
		if i > 0 && m.Files[i-1].Path >= e.Path {
			t.Errorf("%s is out of order", e.Path)
		}
		if body := s.files[e.Path]; int64(len(body)) != e.Size || hash(body) != e.SHA256 {
			t.Errorf("%s: the manifest says %d bytes, %s; the file has %d, %s", e.Path, e.Size, e.SHA256, len(body), hash(body))
		}
	}
}

// TestCrawlSees plants what the crawl is there to find.
func TestCrawlSees(t *testing.T) {
	const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; ` +
		`script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"><title>t</title></head><body><h1>h</h1>`
	for _, c := range []struct{ name, in, want string }{
		{"good", head + `<a href="b.html">b</a><script type="application/ld+json">{}</script><script src="x.js"></script>`, ""},
		{"inline script", head + `<script>1</script>`, "inline script"},
		{"handler", head + `<p onclick="x()">`, "onclick"},
		{"style", head + `<p style="color:red">`, "style="},
		{"style element", head + `<style>p{}</style>`, "<style>"},
		{"third party", head + `<img src="https://example.org/x.png">`, "from elsewhere"},
		{"third party without a scheme", head + `<script src="//example.org/x.js"></script>`, "from elsewhere"},
		{"third party in an SVG", head + `<svg><use href="x.svg#a"/></svg>`, "<use>"},
		{"escaped twice", head + `<p>a &amp;amp; b</p>`, "escaped twice"},
		{"markup as text", head + `<p>&lt;bdi>x</p>`, "escaped twice"},
		{"same id", head + `<p id="a"><p id="a">`, "stands twice"},
		{"no policy", `<!doctype html><html><head><title>t</title></head>`, "policy does not come first"},
		{"weak policy", strings.Replace(head, "script-src 'self'", "script-src 'self' 'unsafe-inline'", 1), "not strict"},
		{"no doctype", strings.TrimPrefix(head, "<!doctype html>"), "doctype"},
		{"bad data block", head + `<script type="application/json">{</script>`, "no JSON"},
	} {
		got := strings.Join(parsePage("a.html", []byte(c.in)).wrong, "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	s := &site{base: "https://example.org/x/"}
	for _, c := range []struct{ from, address, target, fragment string }{
		{"a/b.html", "../c.html#d", "c.html", "d"},
		{"a/b.html", "#d", "a/b.html", "d"},
		{"a/b.html", "https://example.org/x/", "index.html", ""},
		{"a/b.html", "https://example.org/x/a/", "a/index.html", ""},
		{"404.html", "/x/a/b.html?q=1", "a/b.html", ""},
		{"a/b.html", "https://elsewhere.example/", "", ""},
		{"a/b.html", "c.html", "a/c.html", ""},
	} {
		if target, fragment, err := s.resolve(c.from, c.address); target != c.target || fragment != c.fragment || err != nil {
			t.Errorf("%s on %s: got %q, %q, %v; want %q, %q", c.address, c.from, target, fragment, err, c.target, c.fragment)
		}
	}
	for _, address := range []string{"/a.html", "//example.org/a.html", "javascript:alert(1)"} {
		if target, _, err := s.resolve("a/b.html", address); err == nil {
			t.Errorf("%s: got %q, want an error", address, target)
		}
	}
}
