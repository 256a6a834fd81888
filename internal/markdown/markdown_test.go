package markdown

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestRender(t *testing.T) {
	for _, c := range []struct{ name, in, want, text string }{
		{"paragraph", "薪酬由理事会决定。", "<p>薪酬由理事会决定。</p>\n", "薪酬由理事会决定。"},
		{"a break between Chinese characters leaves no space", "薪酬\n制度", "<p>薪酬制度</p>\n", "薪酬\n制度"},
		{"headings start at level 2", "# 一\n\n## 二", "<h2 id=\"一\">一</h2>\n<h3 id=\"二\">二</h3>\n", "一\n二"},
		{"the same heading twice", "## 附则\n\n## 附则", "<h2 id=\"附则\">附则</h2>\n<h2 id=\"附则-2\">附则</h2>\n", "附则\n附则"},
		{"table", "| 档 | 元 |\n|---|--:|\n| 一 | 100 |", "<table>\n<thead>\n<tr>\n<th>档</th>\n<th>元</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>一</td>\n<td>100</td>\n</tr>\n</tbody>\n</table>\n", "档\n元\n一\n100"},
		{"strikethrough", "~~旧~~", "<p><del>旧</del></p>\n", "旧"},
		{"https link", "[法](https://example.org/a?b=1&c=2)", "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener nofollow\">法</a></p>\n", "法"},
		{"relative link to a page", "[方法](methodology.md#口径)", "<p><a href=\"methodology.html#%E5%8F%A3%E5%BE%84\">方法</a></p>\n", "方法"},
		{"mail address", "<a@example.org>", "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>\n", "a@example.org"},
		{"text is escaped", "1 < 2 & \"3\"", "<p>1 &lt; 2 &amp; &quot;3&quot;</p>\n", "1 < 2 & \"3\""},
	} {
		got := Render([]byte(c.in), Options{})
		if string(got.HTML) != c.want || got.Text != c.text || len(got.Problems) != 0 {
			t.Errorf("%s: got %q, text %q, problems %v; want %q, text %q, none", c.name, got.HTML, got.Text, got.Problems, c.want, c.text)
		}
	}
}

func TestRenderPlaces(t *testing.T) {
	o := Options{Root: "../../", Base: "../about/", TopLevel: 3, Prefix: "p-"}
	for _, c := range []struct{ in, want string }{
		{"[a](/data/index.html)", "<p><a href=\"../../data/index.html\">a</a></p>\n"},
		{"[a](x.html)", "<p><a href=\"../about/x.html\">a</a></p>\n"},
		{"[a](#x)", "<p><a href=\"#p-x\">a</a></p>\n"},
		{"# a", "<h3 id=\"p-a\">a</h3>\n"},
	} {
		if got := string(Render([]byte(c.in), o).HTML); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Kind
	}{
		{"[x](javascript:alert(1))", BadLink},
		{"[x](JaVaScRiPt:alert(1))", BadLink},
		{"[x](java&#115;cript:alert(1))", BadLink},
		{"[x](java&Tab;script:alert(1))", BadLink},
		{"[x](data:text/html,hi)", BadLink},
		{"[x](vbscript:x)", BadLink},
		{"[x](blob:https://example.org/1)", BadLink},
		{"[x](feed:https://example.org)", BadLink},
		{"[x](file:///etc/passwd)", BadLink},
		{"[x](//example.org)", BadLink},
		{"[x](///example.org)", BadLink},
		{"[x](/\\\\example.org)", BadLink},
		{"[x](https:example.org)", BadLink},
		{"[x](https://user:secret@example.org)", BadLink},
		{"<javascript:alert(1)>", BadLink},
		{"<ftp://example.org>", BadLink},
		{"![图](https://example.org/a.png)", Image},
		{"![图](a.png)", Image},
		{"<script>alert(1)</script>", RawHTML},
		{"文 <img src=x onerror=alert(1)> 字", RawHTML},
		{"**“重点”**文字", LeftEmphasis},
	} {
		got := Render([]byte("行\n\n"+c.in), Options{})
		if len(got.Problems) == 0 || got.Problems[0].Kind != c.want || got.Problems[0].Line != 3 {
			t.Errorf("%s: got problems %v, want %s in line 3", c.in, got.Problems, c.want)
		}
		if bad := unsafe(string(got.HTML)); bad != "" {
			t.Errorf("%s: %s in %q", c.in, bad, got.HTML)
		}
	}
	if got := Render(make([]byte, MaxBytes+1), Options{}); len(got.Problems) != 1 || got.Problems[0].Kind != TooLong || got.HTML != "" {
		t.Errorf("a long text: got %v, want one problem of kind %s and no HTML", got.Problems, TooLong)
	}
}

// TestRenderHidesNoScheme holds addresses that would become scripts if a step of
// placing them were done once too often.
func TestRenderHidesNoScheme(t *testing.T) {
	for _, in := range []string{
		"[x](./javascript:alert(1))", "[x](/javascript:alert(1))", "[x](javascript%3Aalert(1).md)",
		"[x](&amp;#106;avascript:alert(1))", "[x](\\&#106;avascript:alert(1))",
	} {
		got := Render([]byte(in), Options{})
		if bad := unsafe(string(got.HTML)); bad != "" {
			t.Errorf("%s: %s in %q", in, bad, got.HTML)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"# 标题\n\n[x](https://example.org) ![y](z.png) <b>c</b>\n", "[^1]\n\n[^1]: 注", "| a |\n|:-:|\n| `b|c` |",
		"[x][y]\n\n[y]: javascript:alert(1)", "<a@b.cn> <https://example.org> ~~z~~", "    code\n\n```js\n**x**\n```",
		"[a](\"><script>)", "[![x](y)](javascript:z)", "- [ ] x\n\t1. **y**", "\x00\xff[a](\x01)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got := Render([]byte(in), Options{Root: "../", Base: "../about/", Prefix: "p-"})
		if bad := unsafe(string(got.HTML)); bad != "" {
			t.Errorf("%s in %q from %q", bad, got.HTML, in)
		}
		for _, p := range got.Problems {
			if p.Line < 1 || p.Line > 1+strings.Count(in, "\n") {
				t.Errorf("problem %v lies outside a text of %d lines", p, 1+strings.Count(in, "\n"))
			}
		}
	})
}

// unsafe names the first thing in an HTML fragment that the policy does not allow.
func unsafe(fragment string) string {
	tags := strings.Fields("p h1 h2 h3 h4 h5 h6 em strong del code pre blockquote ul ol li hr br a sup div section table thead tbody tr th td")
	attributes := strings.Fields("href rel id class role start")
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.CommentToken, html.DoctypeToken:
			return "a comment"
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !slices.Contains(tags, token.Data) {
				return "the tag " + token.Data
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Key) {
					return "the attribute " + a.Key
				}
				if a.Key == "href" && !allowed(a.Val) {
					return "the address " + a.Val
				}
			}
		}
	}
}

// allowed reads an address the way browsers do: they drop tabs and line breaks
// anywhere, and spaces and control characters at the ends.
func allowed(address string) bool {
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address)
	address = strings.ToLower(strings.TrimFunc(address, func(r rune) bool { return r <= ' ' }))
	if strings.HasPrefix(address, "//") || strings.HasPrefix(address, "/\\") || strings.HasPrefix(address, "\\") {
		return false
	}
	scheme, _, found := strings.Cut(address, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && (scheme == "mailto" || (scheme == "https" || scheme == "http") && u.Host != "")
}
