package feed

import (
	"strings"
	"testing"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
	"gongshi/internal/tree"
)

// changeFeeds are the feeds of a log by path.
func changeFeeds(t *testing.T, entries ...changes.Entry) map[string]string {
	t.Helper()
	reg := link(t, settings(), tables())
	files := map[string]string{}
	err := Changes(reg, changelog.Open(reg, changes.Log{Since: on(2024, 1, 1), Entries: entries}), tree.Always(func(f tree.File) error {
		files[f.Path] = string(f.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestChangesFeed holds that an entry keeps its id when later ones come, that two of one day
// have two ids, and that nothing leads to a sanction that may not be shown.
func TestChangesFeed(t *testing.T) {
	entry := func(day int, table, slug string) changes.Entry {
		return changes.Entry{On: on(2024, 6, day), Kind: changes.Changed, Table: table, ID: table + "/" + slug, URL: table + "/" + slug + ".html"}
	}
	old := []changes.Entry{entry(2, "projects", "gone"), entry(2, "projects", "gone"), entry(1, "sanctions", "hidden")}
	before := read(t, changeFeeds(t, old...)["changes/feed.xml"])
	files := changeFeeds(t, append([]changes.Entry{entry(3, "projects", "gone"), entry(2, "projects", "gone")}, old...)...)
	after := read(t, files["changes/feed.xml"])
	if len(before.Entries) != 2 || len(after.Entries) != 4 {
		t.Fatalf("%d entries and then %d, want 2 and 4", len(before.Entries), len(after.Entries))
	}
	ids := map[string]bool{}
	for _, e := range after.Entries {
		ids[e.ID] = true
	}
	if len(ids) != 4 || before.Entries[0].ID != after.Entries[2].ID || before.Entries[1].ID != after.Entries[3].ID {
		t.Errorf("ids before %v, and after %v", before.Entries, after.Entries)
	}
	for path, body := range files {
		if strings.Contains(body, "hidden") {
			t.Errorf("%s tells of a sanction that is not shown", path)
		}
	}
}

// TestChangesFeedIsBounded holds that the newest entries are told.
func TestChangesFeedIsBounded(t *testing.T) {
	var list []changes.Entry
	for i := range MaxEntries + 5 {
		list = append(list, changes.Entry{On: on(2024, 6, 1).Add(-i), Kind: changes.Removed, Table: "projects", ID: "projects/gone"})
	}
	feed := read(t, changeFeeds(t, list...)["changes/feed.xml"])
	if len(feed.Entries) != MaxEntries || !strings.HasPrefix(feed.Updated, "2024-06-01") {
		t.Errorf("%d entries, updated %s", len(feed.Entries), feed.Updated)
	}
}
