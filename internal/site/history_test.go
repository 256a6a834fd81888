package site

import (
	"fmt"
	"strings"
	"testing"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
)

// sectionText is the text of the section of a page that a heading names; empty: it has none.
func sectionText(t *testing.T, body, heading string) string {
	t.Helper()
	for _, n := range parsePage(t, body).all("section[aria-labelledby]") {
		if attribute(n, "aria-labelledby") == heading {
			return strings.ReplaceAll(textOf(n), "\u00a0", " ")
		}
	}
	return ""
}

// TestHistory holds what the pages of records tell of the log: before and after, the newest
// first, of a record only its own; and that the pages of others keep their bytes.
func TestHistory(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	before := render(t, reg, led, o)
	closed, project := reg.Closed[0], reg.Projects[0]
	changed := func(on, table, slug string, fields ...changes.Field) changes.Entry {
		return changes.Entry{On: d(on), Kind: changes.Changed, Table: table, ID: table + "/" + slug, Fields: fields}
	}
	log := changes.Log{Since: d("2026-01-01"), Entries: []changes.Entry{
		changed("2026-06-02", "sanctions", closed.Slug, changes.Field{Name: "fine", Before: "7654.00", After: "8765.00"}),
	}}
	for i := range mostHistory + 2 {
		amount := changes.Field{Name: "amount", Before: fmt.Sprintf("%d00.00", i+1), After: fmt.Sprintf("%d01.00", i+1)}
		log.Entries = append(log.Entries, changed(d("2026-06-01").Add(-i).String(), "projects", project.Slug, amount))
	}
	o.Changes = changelog.Open(reg, log)
	files := render(t, reg, led, o)
	for _, c := range []struct{ path, heading, first, last, older string }{
		{"projects/" + project.Slug + ".html", "本记录的变化", "2026-06-01 合同金额由 100 元 改为 101 元", "2026-05-28 合同金额由 500 元 改为 501 元", "更早的 2 条"},
		{"agencies/" + project.Agency.Slug + ".html", "本机构记录的变化", "2026-06-01 项目 " + project.Name + "：合同金额由 100 元", "2026-05-28 项目", "更早的 2 条"},
		{"en/projects/" + project.Slug + ".html", "Changes to this record", "2026-06-01 Contract amount changed from CNY 100 to CNY 101", "2026-05-28 ", "2 older changes"},
	} {
		said := sectionText(t, files[c.path], "history")
		at := -1
		for _, want := range []string{c.heading, c.first, c.last, c.older} {
			i := strings.Index(said, want)
			if i <= at {
				t.Errorf("%s does not say %q after what comes before it: %s", c.path, want, said)
			}
			at = i
		}
		if strings.Contains(said, "2026-05-27") {
			t.Errorf("%s tells more than %d changes: %s", c.path, mostHistory, said)
		}
		if got := types(linkedOf(t, files[c.path])); !strings.HasSuffix(got, "WebPage BreadcrumbList") || !strings.Contains(files[c.path], `"dateModified":"2026-06-01"`) {
			t.Errorf("%s says %s to machines, without the day of its newest change", c.path, got)
		}
	}
	for path, body := range files {
		if strings.Contains(body, "7654") || strings.Contains(body, "7,654") {
			t.Errorf("%s tells a value of a sanction that is not shown", path)
		}
		own := strings.Contains(path, project.Slug+".html") || strings.Contains(path, project.Agency.Slug+".html")
		log := strings.Contains(path, "changes/") || strings.HasSuffix(path, "index.html") && strings.Count(path, "/") < 2
		if !own && !log && body != before[path] {
			t.Errorf("%s is another one because of other records' changes", path)
		}
	}
}

// TestLatestChanges holds that the first page tells what weighs most of the newest publication
// alone, and how many entries it leaves out.
func TestLatestChanges(t *testing.T) {
	reg, led := fixture(t)
	var log changes.Log
	add := func(on string, kind changes.Kind, table, slug string) {
		log.Entries = append(log.Entries, changes.Entry{On: d(on), Kind: kind, Table: table, ID: table + "/" + slug})
	}
	for i := range 7 {
		add("2026-06-02", changes.Removed, "projects", fmt.Sprintf("gone-%d", i))
	}
	add("2026-06-02", changes.Added, "sanctions", reg.Sanctions[0].Slug)
	add("2026-06-01", changes.Removed, "projects", "long-ago")
	o := testOptions()
	o.Changes = changelog.Open(reg, log)
	said := sectionText(t, render(t, reg, led, o)["index.html"], "changes")
	if at := strings.Index(said, reg.Sanctions[0].ID); at < 0 || at > strings.Index(said, "gone-0") {
		t.Errorf("the new sanction does not stand first: %s", said)
	}
	if strings.Count(said, "gone-") != homeChanges-1 || strings.Contains(said, "long-ago") || !strings.Contains(said, "变化 8 条") || !strings.Contains(said, "还有 3 条") {
		t.Errorf("the first page says %s", said)
	}
}

// TestEarlierPublications holds that every publication that pages tell of has its anchor on the
// first page, wherever its entries are, and that the way from there leads to them.
func TestEarlierPublications(t *testing.T) {
	reg, led := fixture(t)
	var log changes.Log
	for i := range 60 {
		log.Entries = append(log.Entries, changes.Entry{On: d("2026-06-01").Add(-i / 4), Kind: changes.Removed, Table: "projects", ID: fmt.Sprintf("projects/gone-%d", i)})
	}
	o := testOptions()
	o.PageSize, o.Changes = 5, changelog.Open(reg, log)
	files := render(t, reg, led, o)
	first := parsePage(t, files["changes/index.html"])
	for i := range 15 {
		id := dayID(d("2026-06-01").Add(-i))
		if strings.Count(files["changes/index.html"], `id="`+id+`"`) != 1 {
			t.Errorf("the first page has not one place %s", id)
		}
		for _, a := range first.all("a[href]") {
			href := attribute(a, "href")
			if page, found := strings.CutSuffix(href, "#"+id); found && page != "index.html" && !strings.Contains(files["changes/"+page], `id="`+id+`"`) {
				t.Errorf("%s leads nowhere", href)
			}
		}
	}
}
