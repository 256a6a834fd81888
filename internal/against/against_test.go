package against

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/host"
	"gongshi/internal/output"
	"gongshi/internal/portal"
	"gongshi/internal/published"
	"gongshi/internal/register"
	"gongshi/internal/route"
)

// TestSampleLasting says which addresses of the sample portal count, by folder and ending:
// those for good, and those that stand as long as there is something in them.
func TestSampleLasting(t *testing.T) {
	now := &made{dir: t.TempDir()}
	if _, whole, err := build.Make(t.Context(), build.Options{Dir: "../.."}, now.emit); err != nil || !whole {
		t.Fatalf("made %v, %v", whole, err)
	}
	kinds := map[route.Lasting]map[string]bool{route.ForGood: {}, route.Listing: {}, route.Passing: {}}
	for name := range now.files {
		folder := path.Dir(strings.TrimPrefix(name, "en/"))
		kinds[route.LastingOf(name)][folder+" "+path.Ext(name)] = true
	}
	for lasting, want := range map[route.Lasting]string{
		route.ForGood: `. .html, . .json, . .xml, about .html, agencies .html, agencies .json, agencies .xml, changes .html, changes .json, changes .xml, compare .html, corrections .html, data .csv, data .html, data .json, duties .html, feeds .json, feeds .xml, ` +
			`findings .html, glossary .html, overdue .html, pay .html, projects .html, rules .html, sanctions .html, search .html, totals .html`,
		route.Listing: `authorities .html, compare .html, districts .html, duties .html, feeds/authorities .json, feeds/authorities .xml, feeds/districts .json, feeds/districts .xml, ` +
			`feeds/findings .json, feeds/findings .xml, feeds/measures .json, feeds/measures .xml, fields .html, grades .html, measures .html, purchasers .html, statuses .html, years .html`,
		route.Passing: `. .js, . .txt, agencies .js, assets .css, assets .js, assets .png, assets .svg, changes .html, compare/data .js, fields .html, findings .html, ` +
			`grades .html, projects .html, projects .js, sanctions .js, search/index .js, years .html`,
	} {
		if got := strings.Join(slices.Sorted(maps.Keys(kinds[lasting])), ", "); got != want {
			t.Errorf("%d: found\n%s\nwant\n%s", lasting, got, want)
		}
	}
}

// TestCheckLimits holds that a site which its host does not take is told of as a build does, also
// where all that the comparison finds is accepted.
func TestCheckLimits(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"gongshi.yaml":      "host: netlify\nas_of: 2026-06-30\nrulebook: none\n",
		"data/agencies.csv": "agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := build.Options{Dir: dir, HostLimits: &host.Limits{Files: 20}}
	r, err := Check(t.Context(), Options{Build: b, Where: t.TempDir(), Accept: Rules()})
	if err != nil {
		t.Fatal(err)
	}
	found := slices.IndexFunc(r.Portal.Findings, func(f finding.Finding) bool { return f.Rule == "host-limit" })
	if found < 0 || r.Portal.Findings[found].Severity != finding.Error || !r.Portal.Counts().Stops(false) {
		t.Errorf("found %v, want an error host-limit", r.Portal.Findings)
	}
}

func entry(path string) output.Entry { return output.Entry{Path: path} }

// vanished is a comparison with a site of some paths, of which none is made now.
func vanished(paths ...string) *comparison {
	site := &published.Site{}
	for _, p := range paths {
		site.Manifest.Files = append(site.Manifest.Files, entry(p))
	}
	s := &portal.Settings{Languages: []string{portal.Chinese}}
	return &comparison{site: site, now: &made{}, portal: &build.Portal{Settings: s, Register: &register.Register{Settings: s}}, spoken: map[string]bool{}}
}

// TestAddressesAlike holds that many addresses of a folder that vanish are one finding, and
// that pages which came and went with a list are none.
func TestAddressesAlike(t *testing.T) {
	c := vanished("about/x.html", "purchasers/a.html", "purchasers/a.2.html", "assets/site-1.css", "changes/index.html", "agencies/a.json", "agencies/b.xml")
	for i := range 9 {
		c.site.Manifest.Files = append(c.site.Manifest.Files, entry(fmt.Sprintf("en/projects/p-%d.html", i)))
	}
	c.spoken["agencies/b"] = true
	c.now.files = map[string]output.Entry{"agencies/a.html": entry("agencies/a.html")}
	c.addresses()
	var got []string
	for _, f := range c.findings {
		got = append(got, fmt.Sprint(f.Severity, " ", f.File, " ", f.Value))
	}
	want := "error about/x.html about/x.html; notice purchasers/a.html purchasers/a.html; error changes/index.html changes/index.html; error en/projects en/projects/p-0.html"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("found %s\nwant %s", s, want)
	}
}
