package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestServeForgets holds that the preview of a portal shows nothing of a sanction on the day
// after its publication, though the folder and the index held it the day before.
func TestServeForgets(t *testing.T) {
	portal := extract(t, "testdata/script/build_as_of.txtar", t.TempDir())
	const page, words = "/sanctions/20247529900000000000193551644baa7.html", "伪造服务记录"
	for _, day := range []struct {
		asOf  string
		shown bool
	}{{"2026-06-30", true}, {"2026-07-01", false}} {
		s := serve(t, portal, "--as-of", day.asOf)
		_, found := s.get(t, "/-/search?q="+words)
		if shown := strings.Contains(found, `"total": 1`); shown != day.shown || !shown && !strings.Contains(found, `"total": 0`) {
			t.Errorf("as of %s: the search answers %s", day.asOf, found)
		}
		resp, body := s.get(t, page)
		if strings.Contains(body, words) != day.shown || resp.StatusCode != 200 {
			t.Errorf("as of %s: the page answers %s: %.300s", day.asOf, resp.Status, body)
		}
		for _, path := range []string{"/feed.xml", "/data/sanctions.csv", "/agencies/529900000000000193.json", "/sanctions/index.html"} {
			if _, body := s.get(t, path); strings.Contains(body, "拟民罚字〔2024〕第7号") != day.shown {
				t.Errorf("as of %s: %s tells of it %v", day.asOf, path, !day.shown)
			}
		}
		s.stop()
		if indexes, _ := filepath.Glob(filepath.Join(portal, ".gongshi", "search-*")); len(indexes) != 1 {
			t.Errorf("as of %s: the indexes %q, want one", day.asOf, indexes)
		}
	}
}
