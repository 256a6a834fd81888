package site

import (
	"strings"
	"testing"

	"gongshi/internal/ledger"
)

// TestTablesSortOrLead holds that a page whose tables are whole loads the script that sorts
// them, and that one of several pages does not and leads to whole lists instead.
func TestTablesSortOrLead(t *testing.T) {
	reg, _ := fixture(t)
	for _, c := range []struct {
		name     string
		pageSize int
		mostRows int
		path     string
		sorts    bool
		lists    string
	}{
		{"district", 50, 0, "districts/990102.html", true, ""},
		{"district of pages", 1, 0, "districts/990102.html", false, "../agencies/index.html?district=%E6%A0%96%E7%A6%BE%E5%8C%BA ../projects/index.html?district=%E6%A0%96%E7%A6%BE%E5%8C%BA ../sanctions/index.html?district=%E6%A0%96%E7%A6%BE%E5%8C%BA"},
		{"lists too long for a script", 1, 1, "years/2026.html", false, "../search/index.html?table=projects&year=2026 ../search/index.html?table=sanctions&year=2026"},
		{"year", 50, 0, "years/2025.html", true, ""},
		{"pay", 50, 0, "pay/index.html", true, ""},
		{"pay of pages", 1, 0, "pay/index.html", false, ""},
		{"not disclosed", 50, 0, "overdue/index.html", true, ""},
		{"comparison", 50, 0, "compare/district-990102.html", true, ""},
		{"comparison of pages", 1, 0, "compare/district-990102.html", false, ""},
		{"years", 1, 0, "years/index.html", true, ""},
	} {
		o := testOptions()
		o.PageSize, o.MostRows, o.Assets.Table = c.pageSize, c.mostRows, "assets/table.js"
		p := parsePage(t, render(t, reg, ledger.Open(reg), o)[c.path])
		sorts := false
		for _, src := range p.attributes("script", "src") {
			sorts = sorts || strings.HasSuffix(src, "table.js")
		}
		if sorts != c.sorts || c.sorts && len(p.all("th[data-col]")) == 0 {
			t.Errorf("%s: the tables sort %v, want %v", c.name, sorts, c.sorts)
		}
		var lists []string
		for _, href := range p.attributes(".browse a", "href") {
			if strings.Contains(href, "?") && !strings.Contains(href, "?q=") {
				lists = append(lists, href)
			}
		}
		if got := strings.Join(lists, " "); got != c.lists {
			t.Errorf("%s leads to\n%s\nwant\n%s", c.name, got, c.lists)
		}
	}
}

// TestWaysToComparisons holds that the pages about agencies lead to the comparisons in which
// these stand, and only to pages that there are.
func TestWaysToComparisons(t *testing.T) {
	files := built(t)
	for from, want := range map[string]string{
		"index.html": "compare/index.html", "pay/index.html": "../compare/index.html", "districts/990102.html": "../compare/district-990102.html",
		agencyPath(2): "../compare/district-990102.html", "en/" + agencyPath(2): "../compare/size-small.html",
	} {
		found := false
		for _, href := range parsePage(t, files[from]).attributes("main a", "href") {
			found = found || href == want
		}
		if !found {
			t.Errorf("%s does not lead to %s", from, want)
		}
	}
}
