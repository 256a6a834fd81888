package site

import (
	"fmt"
	"strings"
	"testing"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
)

// TestChangesStates holds that three things are never said in the same words: that nothing was
// ever compared, that nothing changed, and what changed.
func TestChangesStates(t *testing.T) {
	reg, led := fixture(t)
	const never, same = "还没有与以前公布的内容比对过", "记录没有变化"
	p := reg.Projects[0]
	one := changes.Entry{On: d("2026-06-01"), Kind: changes.Added, Table: "projects", ID: "projects/" + p.Slug}
	for _, c := range []struct {
		name string
		log  *changelog.Log
		want string
	}{
		{"no log", nil, never},
		{"no change", changelog.Open(reg, changes.Log{Since: d("2026-01-01")}), same},
		{"a change", changelog.Open(reg, changes.Log{Since: d("2026-01-01"), Entries: []changes.Entry{one}}), "新公布"},
	} {
		o := testOptions()
		o.Changes = c.log
		files := render(t, reg, led, o)
		body := files["changes/index.html"]
		for _, said := range []string{never, same, "新公布"} {
			if strings.Contains(body, said) != (said == c.want) {
				t.Errorf("%s: the page says %s: %v", c.name, said, said != c.want)
			}
		}
		if told := strings.Contains(files["index.html"], "最近变化"); told != (c.want == "新公布") {
			t.Errorf("%s: the first page tells of changes: %v", c.name, told)
		}
	}
}

// TestChangesPages holds that long logs are divided, that a day's counts are of the whole day
// on each of its pages, and that what has no place on a page is counted.
func TestChangesPages(t *testing.T) {
	reg, led := fixture(t)
	var log changes.Log
	for i := range mostChanges + 80 {
		log.Entries = append(log.Entries, changes.Entry{On: d("2026-06-01"), Kind: changes.Removed, Table: "projects", ID: fmt.Sprintf("projects/gone-%d", i)})
	}
	o := testOptions()
	o.PageSize, o.Changes = 50, changelog.Open(reg, log)
	files := render(t, reg, led, o)
	for name, want := range map[string]int{"changes/index.html": 80, "changes/index-2.html": 100, "changes/index-10.html": 100} {
		body := strings.ReplaceAll(files[name], "\u00a0", " ")
		if !strings.Contains(body, "项目：不再公布 1,080 条") || !strings.Contains(body, "更早的 100 条") || strings.Count(body, "gone-") != want {
			t.Errorf("%s has %d entries, want %d, or other counts than of the day", name, strings.Count(body, "gone-"), want)
		}
	}
	if files["changes/index-11.html"] != "" {
		t.Error("there is a page that holds more than the newest entries")
	}
}
