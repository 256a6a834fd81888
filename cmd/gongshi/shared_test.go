package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/slug"
)

// sharedFolder is ../shared beside the repository: data that nobody in this project wrote.
func sharedFolder(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the shared data are large; run without -short")
	}
	dir := filepath.Join(repository(t), "../shared")
	if _, err := os.Stat(filepath.Join(dir, "bench/go.mod")); err != nil {
		lacks(t, "shared", "no shared data: "+err.Error())
	}
	return dir
}

// townPortal generates the town of the side-by-side bench as a portal.
func townPortal(t testing.TB) string {
	t.Helper()
	bench, dir := filepath.Join(sharedFolder(t), "bench"), t.TempDir()
	run := func(args ...string) {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
		if args[0] == "go" {
			cmd.Dir = bench
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
	}
	run("go", "build", "-o", dir+"/", "./gen", "./portal")
	data, portal := filepath.Join(dir, "data"), filepath.Join(dir, "town")
	run(filepath.Join(dir, "gen"), "-size", "town", "-seed", "1", "-out", data)
	run(filepath.Join(dir, "portal"), "-in", data, "-out", portal)
	return portal
}

// pagesIn counts the pages of single records in a folder of the site.
func pagesIn(t testing.TB, public, folder string) int {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(public, folder, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range list {
		if !strings.HasPrefix(filepath.Base(path), "index") {
			n++
		}
	}
	return n
}

// TestTown does the main job on a town of invented agencies that another program made.
func TestTown(t *testing.T) {
	portal := townPortal(t)
	if out, stderr, code := gongshi(t, "build", "-C", portal, "--as-of", "2026-06-30"); code != 0 {
		t.Fatalf("exit code %d: %.2000s%.2000s", code, out, stderr)
	}
	public := filepath.Join(portal, "public")
	for folder, want := range map[string]int{"agencies": 200, "projects": 1000, "sanctions": 200} {
		if got := pagesIn(t, public, folder); got != want {
			t.Errorf("%d pages of %s, want %d", got, folder, want)
		}
	}
	readSite(t, portal, public).check(t)
	s := newScan(documents(t, portal, "2026-06-30"))
	s.compare(t, s.substrings(substrings, recallSeed), engine(t, portal, "2026-06-30"))
}

// statutes reads somebody else's file as it is: articles of law as sanctions.
const statutes = `title: 法规条文
base_url: https://example.org/
as_of: 2026-06-30
rulebook: none
aliases:
  sanctions:
    编号: sanction_id
    类别: measures
    法规名称: authority
    颁布信息: basis
    章节: decision
    正文: facts
    来源文件: status_reason
defaults:
  sanctions:
    kind: penalty
    subject: agency
    subject_name: 法规
    decided_on: 2020-01-01
`

// TestStatutes does the main job on 10,341 articles of Chinese law, read through
// aliases and defaults: every article has its page, and every piece of it is found.
func TestStatutes(t *testing.T) {
	articles := readFile(t, filepath.Join(sharedFolder(t), "data/statutes/articles.utf8bom.csv"))
	portal := t.TempDir()
	writeFile(t, filepath.Join(portal, "gongshi.yaml"), []byte(statutes))
	writeFile(t, filepath.Join(portal, "data/sanctions.csv"), []byte(articles))
	writeFile(t, filepath.Join(portal, "data/agencies.csv"), []byte("agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n"))
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %.3000s", code, stderr)
	}
	public := filepath.Join(portal, "public")
	if got := pagesIn(t, public, "sanctions"); got != 10_341 {
		t.Errorf("%d pages of sanctions, want 10,341", got)
	}
	s := newScan(articlesOf(t, articles))
	t.Run("pages", func(t *testing.T) {
		for _, id := range s.ids {
			if _, err := os.Stat(filepath.Join(public, id+".html")); err != nil {
				t.Error(err)
			}
		}
	})
	queries := s.substrings(substrings, recallSeed)
	t.Run("engine", func(t *testing.T) { s.compare(t, queries, engine(t, portal, "2026-06-30")) })
	t.Run("browser", func(t *testing.T) {
		p := openBrowser(t)
		p.open(serveFolder(t, public) + "/search/index.html")
		s.compare(t, queries[:100], p.ask)
	})
}

// articlesOf is the naive scan's view of the statutes.
func articlesOf(t testing.TB, articles string) []record {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(articles, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(all[0]), "[编号 类别 法规名称 颁布信息 章节 条 正文 来源文件]"; got != want {
		t.Fatalf("got header %s, want %s", got, want)
	}
	list := []record{{"agencies/529900000000000193", []string{"拟州市晨光社会工作服务中心", "529900000000000193"}}}
	for _, a := range all[1:] {
		texts := append([]string{a[0], "法规", a[2], a[3], a[4], a[6]}, several(a[1])...)
		list = append(list, record{"sanctions/" + slug.Of(a[2], a[0], "法规"), texts})
	}
	return list
}
