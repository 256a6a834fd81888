package site

import (
	"slices"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/words"
	"gongshi/templates"
)

// TestGlossary holds that the page has every term in every language, with the rules by
// which the portal goes and a page that shows it.
func TestGlossary(t *testing.T) {
	files := built(t)
	for prefix, lang := range map[string]string{"": portal.Chinese, "en/": portal.English, "zh-hant/": portal.Traditional} {
		p := parsePage(t, files[prefix+"glossary/index.html"])
		for _, term := range words.Terms(lang) {
			entry := p.all("#" + term.ID)
			if len(entry) != 1 {
				t.Errorf("%s: %d entries of %s, want 1", lang, len(entry), term.ID)
				continue
			}
			if text := textOf(entry[0]); !strings.HasPrefix(text, term.Name) || !strings.Contains(text, term.Meaning) || !strings.Contains(text, term.Mind) {
				t.Errorf("%s: the entry of %s is %q", lang, term.ID, text)
			}
			hrefs := parsed{entry[0]}.attributes("a", "href")
			if len(hrefs) == 0 || hrefs[len(hrefs)-1] == "" {
				t.Errorf("%s: %s leads to no page: %q", lang, term.ID, hrefs)
			}
			if term.Rule != "" && len(hrefs) < 2 && term.Rule != "checks" { // the fixture's check has no source of its own
				t.Errorf("%s: %s cites no rule: %q", lang, term.ID, hrefs)
			}
		}
	}
	none := parsePage(t, with(t, nil, func(*portal.Settings) {})["glossary/index.html"])
	if got := none.texts("#pay-policy .meta a"); len(got) != 1 {
		t.Errorf("without a rulebook the term links to %q, want its page alone", got)
	}
}

func TestGloss(t *testing.T) {
	reg, led := fixture(t)
	for _, tt := range []struct {
		name, lang, in string
		ids            []string
		want           string // with links in brackets
	}{
		{"first mention", portal.Chinese, "中位数不是平均数，中位数在正中间。", []string{"median"}, "[中位数]不是平均数，中位数在正中间。"},
		{"two terms", portal.Chinese, "行业惩戒不是行政处罚。", []string{"penalty", "discipline"}, "[行业惩戒]不是[行政处罚]。"},
		{"another way of writing", portal.Chinese, "有的处罚期满。", []string{"penalty"}, "有的[处罚]期满。"},
		{"no mention", portal.Chinese, "没有这样的词。", []string{"median"}, "没有这样的词。"},
		{"English in capitals", portal.English, "Median of totals", []string{"median"}, "[Median] of totals"},
		{"part of a word", portal.English, "It was refined, and no fine was set.", []string{"fine"}, "It was refined, and no [fine] was set."},
		{"unknown", portal.English, "Median", []string{"no-such-term"}, "Median"},
		{"traditional", portal.Traditional, "行政處罰", []string{"penalty"}, "[行政處罰]"},
	} {
		p := pageIn(t, reg, led, tt.lang)
		var got strings.Builder
		for _, l := range p.gloss(plain(tt.in), tt.ids...) {
			if l.Href != "" {
				got.WriteString("[" + l.Text + "]")
				if !l.Gloss || !strings.Contains(l.Href, "glossary/index.html#"+tt.ids[0]) && !strings.Contains(l.Href, "glossary/index.html#"+tt.ids[len(tt.ids)-1]) {
					t.Errorf("%s: the link is %+v", tt.name, l)
				}
				continue
			}
			got.WriteString(l.Text)
		}
		if got.String() != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got.String(), tt.want)
		}
	}
	// What the data says is nobody's to explain.
	p := pageIn(t, reg, led, portal.Chinese)
	if got := p.gloss(phrase{{Text: "罚款", Data: true}}, "fine"); len(got) != 1 || got[0].Href != "" {
		t.Errorf("a term in the data becomes %+v", got)
	}
}

// TestGlossLinks holds that links to terms lead to terms that there are, and that the
// pages which explain themselves have some.
func TestGlossLinks(t *testing.T) {
	files := built(t)
	var ids []string
	for _, term := range words.Terms(portal.Chinese) {
		ids = append(ids, term.ID)
	}
	for path, body := range files {
		p := parsePage(t, body)
		for _, href := range p.attributes("a.gloss", "href") {
			_, id, _ := strings.Cut(href, "glossary/index.html#")
			if !slices.Contains(ids, id) {
				t.Errorf("%s links to the term %q", path, href)
			}
		}
	}
	for _, path := range []string{"overdue/index.html", "duties/index.html", "totals/index.html", "sanctions/index.html", "statuses/in-force.html", "duties/overdue.html",
		agencyPath(2), "rules/index.html", "en/duties/index.html", "projects/p-1.html", sanctionPath(t, "拟社罚字〔2026〕7号")} {
		if len(parsePage(t, files[path]).all("a.gloss")) == 0 {
			t.Errorf("%s explains no term", path)
		}
	}
}

// pageIn is a page of an edition to try its functions on.
func pageIn(t *testing.T, reg *register.Register, led *ledger.Ledger, lang string) page {
	t.Helper()
	set, err := parse(templates.Files, words.Of(lang))
	if err != nil {
		t.Fatal(err)
	}
	return page{newEdition(open(reg, led), testOptions(), lang, set), "index.html"}
}
