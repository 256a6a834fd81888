package route

import (
	"path"
	"testing"

	"gongshi/internal/portal"
	"gongshi/internal/register"
)

func TestRel(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"index.html", "index.html", "index.html"},
		{"index.html", "agencies/a.html", "agencies/a.html"},
		{"agencies/a.html", "index.html", "../index.html"},
		{"agencies/a.html", "agencies/b.html", "b.html"},
		{"agencies/a.html", "agencies/a.html", "a.html"},
		{"agencies/a.html", "projects/a.html", "../projects/a.html"},
		{"en/agencies/a.html", "en/projects/p.html", "../projects/p.html"},
		{"en/agencies/a.html", "agencies/a.html", "../../agencies/a.html"},
		{"agencies/a.html", "en/agencies/a.html", "../en/agencies/a.html"},
		{"feeds/measures/x.xml", "feeds/districts/x.xml", "../districts/x.xml"},
		{"en/a.html", "english/a.html", "../english/a.html"},
		{"data/index.html", "data/pay.csv", "pay.csv"},
		{"a/b/c.html", "a/d.html", "../d.html"},
		{"a.html", "search/index/", "search/index/"},
	} {
		got := Rel(tt.from, tt.to)
		if got != tt.want {
			t.Errorf("Rel(%q, %q) = %q, want %q", tt.from, tt.to, got, tt.want)
		}
		if back := path.Join(path.Dir(tt.from), got); back != path.Clean(tt.to) {
			t.Errorf("%q followed from %q is %q, want %q", got, tt.from, back, tt.to)
		}
	}
}

func TestRoot(t *testing.T) {
	for from, want := range map[string]string{"index.html": "", "agencies/a.html": "../", "en/agencies/a.html": "../../"} {
		if got := Root(from); got != want {
			t.Errorf("Root(%q) = %q, want %q", from, got, want)
		}
	}
}

func TestFor(t *testing.T) {
	all := &portal.Settings{Languages: []string{portal.Chinese, portal.Traditional, portal.English}}
	for _, tt := range []struct {
		name     string
		settings *portal.Settings
		lang     string
		want     string
	}{
		{"first of several", all, portal.Chinese, "index.html"},
		{"English", all, portal.English, "en/index.html"},
		{"traditional", all, portal.Traditional, "zh-hant/index.html"},
		{"English first", &portal.Settings{Languages: []string{portal.English, portal.Chinese}}, portal.English, "index.html"},
		{"Chinese second", &portal.Settings{Languages: []string{portal.English, portal.Chinese}}, portal.Chinese, "zh-cn/index.html"},
		{"no languages", &portal.Settings{}, portal.English, "index.html"},
	} {
		r := For(tt.settings, tt.lang)
		if got := r.Home(); got != tt.want || r.Prefix()+"index.html" != got {
			t.Errorf("%s: home is %q below %q, want %q", tt.name, got, r.Prefix(), tt.want)
		}
	}
}

// TestAddresses holds what is public: see docs/architecture.md.
func TestAddresses(t *testing.T) {
	r := For(&portal.Settings{Languages: []string{portal.Chinese, portal.English}}, portal.English)
	a, p, s := &register.Agency{Slug: "a"}, &register.Project{Slug: "p"}, &register.Sanction{Slug: "s"}
	g, y := &register.Group{Slug: "sw01"}, &register.Year{Year: 2024}
	for _, tt := range []struct{ got, want string }{
		{r.Agencies(1), "en/agencies/index.html"},
		{r.Agencies(2), "en/agencies/index-2.html"},
		{r.Agency(a), "en/agencies/a.html"},
		{r.Projects(3), "en/projects/index-3.html"},
		{r.Findings(1), "en/findings/index.html"},
		{r.Findings(2), "en/findings/index-2.html"},
		{r.Finding(a, "repeat-sanctions-0123456789"), "en/agencies/a.html#repeat-sanctions-0123456789"},
		{FindingsFeed("", "xml"), "feeds/findings.xml"},
		{FindingsFeed("repeat-sanctions", "json"), "feeds/findings/repeat-sanctions.json"},
		{r.Project(p), "en/projects/p.html"},
		{r.Sanctions(1), "en/sanctions/index.html"},
		{r.Sanction(s), "en/sanctions/s.html"},
		{r.Corrections(2), "en/corrections/index-2.html"},
		{r.Pay(2), "en/pay/index-2.html"},
		{r.Overdue(0), "en/overdue/index.html"},
		{r.Groups(Districts), "en/districts/index.html"},
		{r.Group(Fields, g, 1), "en/fields/sw01.html"},
		{r.Group(Purchasers, g, 2), "en/purchasers/sw01.2.html"},
		{r.Groups(Grades), "en/grades/index.html"},
		{r.Group(Statuses, &register.Group{Slug: "in-force"}, 2), "en/statuses/in-force.2.html"},
		{r.Group(Standings, &register.Group{Slug: "overdue"}, 1), "en/duties/overdue.html"},
		{r.Totals(), "en/totals/index.html"},
		{r.Rows("agencies"), "en/agencies/rows.js"},
		{r.Years(), "en/years/index.html"},
		{r.Year(y, 1), "en/years/2024.html"},
		{r.Year(y, 12), "en/years/2024.12.html"},
		{r.Compare(), "en/compare/index.html"},
		{r.CompareDistrict(g, 1), "en/compare/district-sw01.html"},
		{r.CompareSize("large", 2), "en/compare/size-large.2.html"},
		{CompareNames, "compare/data/names.js"},
		{CompareFigures(32, 7), "compare/data/32-7.js"},
		{r.Search(), "en/search/index.html"},
		{r.SearchHelp(), "en/search/help.html"},
		{r.Glossary(), "en/glossary/index.html"},
		{r.Data(), "en/data/index.html"},
		{r.Page("about/index"), "en/about/index.html"},
		{AgencyJSON(a), "agencies/a.json"},
		{AgencyFeed(a), "agencies/a.xml"},
		{GroupFeed(ByMeasure, g, "json"), "feeds/measures/sw01.json"},
		{Download("pay.csv"), "data/pay.csv"},
		{RecordID("projects", "p"), "projects/p"},
	} {
		if tt.got != tt.want {
			t.Errorf("address %q, want %q", tt.got, tt.want)
		}
	}
}

func TestAbsolute(t *testing.T) {
	for _, tt := range []struct{ base, path, want string }{
		{"https://example.org/gs/", "agencies/a.html", "https://example.org/gs/agencies/a.html"},
		{"https://example.org/gs/", "index.html", "https://example.org/gs/"},
		{"https://example.org/gs/", "en/agencies/index.html", "https://example.org/gs/en/agencies/"},
		{"https://example.org/gs/", "agencies/index-2.html", "https://example.org/gs/agencies/index-2.html"},
		{"", "agencies/index.html", "agencies/index.html"},
	} {
		if got := Absolute(&portal.Settings{BaseURL: tt.base}, tt.path); got != tt.want {
			t.Errorf("Absolute(%q, %q) = %q, want %q", tt.base, tt.path, got, tt.want)
		}
	}
}
