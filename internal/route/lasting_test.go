package route

import "testing"

func TestLastingOf(t *testing.T) {
	for address, want := range map[string]Lasting{
		"index.html": ForGood, "404.html": ForGood, "en/index.html": ForGood, "feed.xml": ForGood, "feed.json": ForGood, "sitemap.xml": ForGood,
		"agencies/a.html": ForGood, "agencies/a.json": ForGood, "agencies/a.xml": ForGood, "en/projects/p-2.html": ForGood,
		"sanctions/1.html": ForGood, "zh-hant/about/method.html": ForGood, "data/pay.csv": ForGood, "data/gongshi.sqlite": ForGood,
		"agencies/index.html": ForGood, "compare/index.html": ForGood, "feeds/findings.xml": ForGood,
		"purchasers/x.html": Listing, "purchasers/index.html": Listing, "en/years/2024.html": Listing, "feeds/measures/fine.json": Listing, "sanctions/by.1234567890.html": Listing,
		"agencies/index-2.html": Passing, "en/purchasers/x.12.html": Passing, "agencies/rows.js": Passing, "status.js": Passing,
		"assets/site-22ab.css": Passing, "assets/site.json": Passing, "search/index/root.js": Passing, "compare/data/names.js": Passing,
		"site.json": Passing, "sitemap-2.xml": Passing, "robots.txt": Passing, "_redirects": Passing, ".nojekyll": Passing,
		"index.html.gz": Passing, "data/pay.csv.br": Passing,
	} {
		if got := LastingOf(address); got != want {
			t.Errorf("LastingOf(%q) = %d, want %d", address, got, want)
		}
	}
}

func TestFolderOf(t *testing.T) {
	for address, want := range map[string]string{"index.html": "", "en/index.html": "", "en/projects/p.html": "projects/", "search/index/root.js": "search/", "english/a.html": "english/"} {
		if got := FolderOf(address); got != want {
			t.Errorf("FolderOf(%q) = %q, want %q", address, got, want)
		}
	}
}
