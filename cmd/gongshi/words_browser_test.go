package main

import (
	"net/url"
	"strings"
	"testing"
)

// TestBrowserSearchKnowsTheSite searches for words of the site itself, which no record
// holds: the page leads to where they are explained.
func TestBrowserSearchKnowsTheSite(t *testing.T) {
	host := serveFolder(t, sample(t))
	p := openBrowser(t)
	for _, tt := range []struct{ page, query, want string }{
		{"/search/index.html", "公开义务", "/duties/index.html"},
		{"/search/index.html", "无人领薪", "/glossary/index.html#nil-return"},
		{"/search/index.html", "哈希值", "/glossary/index.html#hash"},
		{"/search/index.html", "什么是信用修复", "/glossary/index.html#repair"},
		{"/en/search/index.html", "pay policy", "/en/glossary/index.html#pay-policy"},
		{"/en/search/index.html", "Glossary", "/en/glossary/index.html"},
	} {
		p.open(host + tt.page + "?q=" + url.QueryEscape(tt.query))
		p.until("document.querySelectorAll('.advice a').length > 0")
		links := evaluate[[]string](p, "[...document.querySelectorAll('.advice a')].map(a => a.href)")
		if all := strings.Join(links, " ") + " "; !strings.Contains(all, host+tt.want+" ") {
			t.Errorf("%s for %q leads to %s, want %s among it", tt.page, tt.query, all, tt.want)
		}
	}
	// What is wrong with a query is said in the language of the page.
	for page, want := range map[string]string{"/search/index.html": "引号没有配对", "/en/search/index.html": "the quotation mark is not closed"} {
		p.open(host + page + "?q=" + url.QueryEscape(`"社会`))
		p.until("(document.querySelector('[role=alert]')?.textContent ?? '').includes(" + quoted(want) + ")")
	}
	p.quiet()
}
