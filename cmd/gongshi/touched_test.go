package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOneRecordTouches changes one record at a time and holds that nothing is touched but the
// files that show it: every other one is the same file with the same time, so that no browser
// or mirror fetches it again. How many that are of a large site says
// `go run ./internal/bench changed`.
func TestOneRecordTouches(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a portal of 1,500 records; run without -short")
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "gongshi.yaml"), []byte(plainSettings))
	tables := grown(30, 10)
	for name, rows := range tables {
		writeFile(t, filepath.Join(dir, "data", name+".csv"), []byte(strings.Join(rows, "\n")+"\n"))
	}
	build := func() map[string]os.FileInfo {
		if _, stderr, code := gongshi(t, "build", "-C", dir); code != 0 {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		public := filepath.Join(dir, "public")
		list, err := files(public)
		if err != nil {
			t.Fatal(err)
		}
		site := map[string]os.FileInfo{}
		for _, name := range list {
			if site[name], err = os.Stat(filepath.Join(public, name)); err != nil {
				t.Fatal(err)
			}
		}
		return site
	}
	agency := "agencies/" + strings.ToLower(creditCode(7))
	shared := []string{"manifest.json", "files.js", "data/*"}
	before := build()
	for _, tt := range []struct {
		name, table, from, to string
		may                   []string // where the record may show, in any language
	}{
		{"the pay of a year", "pay", "2020,directors,1,144026", "2020,directors,1,144027", []string{
			agency + ".*", "findings/*", "peers.js", "compare/data/*", "pay/*", "years/2020*", "projects/xm-7-2020.html"}},
		{"the amount of a project", "projects", "2020-12-31,506018", "2020-12-31,506019", []string{
			agency + ".*", "compare/data/*", "findings/*", "projects/*", "purchasers/*", "districts/*", "fields/*", "grades/*", "years/2020*", "search/index/*"}},
	} {
		rows := strings.Join(tables[tt.table], "\n") + "\n"
		changed := strings.Replace(rows, tt.from, tt.to, 1)
		if changed == rows {
			t.Fatalf("%s: there is no row with %q", tt.name, tt.from)
		}
		writeFile(t, filepath.Join(dir, "data", tt.table+".csv"), []byte(changed))
		after, touched := build(), 0
		for name, now := range after {
			if was := before[name]; was != nil && os.SameFile(was, now) && was.ModTime().Equal(now.ModTime()) {
				continue
			}
			touched++
			may := func(pattern string) bool {
				ok, err := path.Match(pattern, strings.TrimPrefix(name, "en/"))
				return ok && err == nil
			}
			if !slices.ContainsFunc(slices.Concat(shared, tt.may), may) {
				t.Errorf("%s: %s was touched", tt.name, name)
			}
		}
		if len(after) != len(before) || touched < 5 || touched > 40 {
			t.Errorf("%s: %d files of %d were touched, of %d before", tt.name, touched, len(after), len(before))
		}
		t.Logf("%s: %d files of %d", tt.name, touched, len(after))
		before = after
	}
}
