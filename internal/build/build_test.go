package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"gongshi/internal/day"
	"gongshi/internal/portal"
)

const (
	agencies = "agency_id,name\n52440300MJL186084F,甲中心\n"
	projects = "project_id,name,agency_id,purchaser,starts_on,ends_on\nNEW-1,项目,52440300MJL186084F,街道,2023-01-01,2023-12-31\n"
)

// TestMain collects garbage less often: thousands of small portals are made, none of which stays.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// folder writes a portal with one agency; files come on top, and one that is empty is left out.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	all := map[string]string{"gongshi.yaml": "title: 公示\nas_of: 2024-06-30\nlanguages: [zh-CN, en]\n", "data/agencies.csv": agencies}
	maps.Copy(all, files)
	for name, text := range all {
		if text != "" {
			write(t, dir, name, text)
		}
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// snapshot is every file of a folder with its content.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func run(t *testing.T, o Options) Result {
	t.Helper()
	o.bundle = bundledOnce
	r, err := Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDay(t *testing.T) {
	const noon = "1768492800" // 2026-01-15 16:00:00 UTC, midnight in Shanghai
	now := time.Date(2025, 12, 31, 20, 0, 0, 0, time.UTC)
	pinned := "as_of: 2024-06-30\n"
	for _, tt := range []struct {
		name, settings, epoch string
		flag                  day.Day
		want                  string
	}{
		{"flag before all", pinned, noon, day.Day{Year: 2023, Month: 5, Day: 1}, "2023-05-01"},
		{"SOURCE_DATE_EPOCH before the settings", pinned, noon, day.Day{}, "2026-01-16"},
		{"SOURCE_DATE_EPOCH in the portal's zone", "zone: America/New_York\n", noon, day.Day{}, "2026-01-15"},
		{"SOURCE_DATE_EPOCH of 0", pinned, "0", day.Day{}, "1970-01-01"},
		{"settings before the clock", pinned, "", day.Day{}, "2024-06-30"},
		{"clock in Shanghai", "title: 公示\n", "", day.Day{}, "2026-01-01"},
		{"clock in the portal's zone", "zone: UTC\n", "", day.Day{}, "2025-12-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Load(Options{Dir: folder(t, map[string]string{"gongshi.yaml": tt.settings}), AsOf: tt.flag, SourceDateEpoch: tt.epoch, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if got := p.AsOf.String(); got != tt.want || p.Register.AsOf != p.AsOf {
				t.Errorf("as of %s, the register of %s; want %s", got, p.Register.AsOf, tt.want)
			}
		})
	}
	for _, epoch := range []string{"yesterday", "1.5", " 1", "99999999999999", "-99999999999999", "99999999999999999999"} {
		if p, err := Load(Options{Dir: folder(t, nil), SourceDateEpoch: epoch}); err == nil || !strings.Contains(err.Error(), "SOURCE_DATE_EPOCH") {
			t.Errorf("SOURCE_DATE_EPOCH %q: %v, %v; want an error that names it", epoch, p, err)
		}
	}
}

func TestNoPortal(t *testing.T) {
	for name, dir := range map[string]string{"an empty folder": t.TempDir(), "no folder": filepath.Join(t.TempDir(), "none")} {
		if _, err := Load(Options{Dir: dir}); !errors.Is(err, ErrNoPortal) {
			t.Errorf("%s: %v, want %v", name, err, ErrNoPortal)
		}
	}
}

// memorized says whether a file of a portal is what was read of a data file.
func memorized(name string) bool { return strings.HasPrefix(name, ".gongshi/"+tableMemory+"/") }

func TestFindingsStopTheBuild(t *testing.T) {
	for _, tt := range []struct {
		name   string
		files  map[string]string
		strict bool
		want   bool // published
	}{
		{"nothing wrong", nil, true, true},
		{"an error", map[string]string{"data/pay.csv": "agency_id,year\n"}, false, false},
		{"a warning", map[string]string{"data/agencies.csv": "agency_id,name,x\n52440300MJL186084F,甲,1\n"}, false, true},
		{"a warning and --strict", map[string]string{"data/agencies.csv": "agency_id,name,x\n52440300MJL186084F,甲,1\n"}, true, false},
		{"an unknown setting", map[string]string{"gongshi.yaml": "tittle: x\n"}, false, false},
		{"no agencies", map[string]string{"data/agencies.csv": ""}, false, false},
		{"an unknown reference", map[string]string{"data/projects.csv": strings.Replace(projects, "52440300MJL186084F", "53310000MJ495410XG", 1)}, false, false},
		{"a number of a person", map[string]string{"content/about.md": "---\ntitle: 关于\n---\n11010519491231002X\n"}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, tt.files)
			before := snapshot(t, dir)
			r := run(t, Options{Dir: dir, Strict: tt.strict})
			if r.Published != tt.want || (r.Summary.Files > 0) != tt.want {
				t.Errorf("published: %v with %d files, want %v; findings %+v", r.Published, r.Summary.Files, tt.want, r.Findings)
			}
			after := snapshot(t, dir)
			maps.DeleteFunc(after, func(name, _ string) bool { return memorized(name) || name == ".public.lock" })
			if !tt.want && !maps.Equal(after, before) {
				t.Errorf("the folder holds %d files after a build that findings stopped, want the %d of before", len(after), len(before))
			}
		})
	}
}

func TestOldSiteStays(t *testing.T) {
	dir := folder(t, nil)
	run(t, Options{Dir: dir})
	before := snapshot(t, filepath.Join(dir, "public"))
	write(t, dir, "data/agencies.csv", agencies+"5244,乙\n")
	if r := run(t, Options{Dir: dir}); r.Published {
		t.Fatal("a wrong credit code was published")
	}
	if !maps.Equal(snapshot(t, filepath.Join(dir, "public")), before) {
		t.Error("the old site changed")
	}
}

func TestCancelled(t *testing.T) {
	dir := folder(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := Run(ctx, Options{Dir: dir}); !errors.Is(err, context.Canceled) || r.Published {
		t.Errorf("published: %v, %v; want %v", r.Published, err, context.Canceled)
	}
	for _, name := range []string{"public", ".public.next"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v after a cancelled build, want none", name, err)
		}
	}
	if r := run(t, Options{Dir: dir}); !r.Published {
		t.Error("the build after a cancelled one did not publish")
	}
}

func TestPublic(t *testing.T) {
	abs := filepath.Join(t.TempDir(), "x")
	for _, tt := range []struct{ out, want string }{
		{"", filepath.Join("dir", "public")}, {"site/a", filepath.Join("dir", "site", "a")}, {"../x", "x"}, {abs + "/", abs},
	} {
		if got := Public(Options{Dir: "dir", Out: tt.out}); got != tt.want {
			t.Errorf("Public of %q = %q, want %q", tt.out, got, tt.want)
		}
	}
}

// TestAgeing builds a site that shows a decision, then one after its last day.
func TestAgeing(t *testing.T) {
	const secret = "挪用项目经费"
	dir := folder(t, map[string]string{"data/sanctions.csv": "sanction_id,kind,subject,agency_id,measures,authority,decided_on,facts,publish_until\n" +
		"1号,penalty,agency,52440300MJL186084F,罚款,民政局,2023-05-01," + secret + ",2024-08-01\n"})
	holds := func() bool {
		for name, text := range snapshot(t, dir) {
			if !strings.HasPrefix(name, "data/") && strings.Contains(text, secret) {
				return true
			}
		}
		return false
	}
	for _, tt := range []struct {
		asOf day.Day
		want bool
	}{{day.Day{Year: 2024, Month: 8, Day: 1}, true}, {day.Day{Year: 2024, Month: 8, Day: 2}, false}} {
		run(t, Options{Dir: dir, AsOf: tt.asOf})
		if got := holds(); got != tt.want {
			t.Errorf("as of %s the facts stand in the tree: %v, want %v", tt.asOf, got, tt.want)
		}
	}
}

func TestMoved(t *testing.T) {
	dir := folder(t, map[string]string{
		"gongshi.yaml":       "base_url: https://example.org/gs/\nlanguages: [zh-CN, en]\nas_of: 2024-06-30\n",
		"data/projects.csv":  projects,
		"data/redirects.csv": "table,old_key,new_key\nprojects,OLD-1,NEW-1\nagencies,51440300MJL1712376,52440300MJL186084F\n",
	})
	run(t, Options{Dir: dir})
	public := snapshot(t, filepath.Join(dir, "public"))
	for page, to := range map[string]string{
		"projects/old-1.html":                 "new-1.html",
		"en/projects/old-1.html":              "new-1.html",
		"agencies/51440300mjl1712376.html":    "52440300mjl186084f.html",
		"en/agencies/51440300mjl1712376.html": "52440300mjl186084f.html",
	} {
		for _, want := range []string{`content="0; url=` + to + `"`, `<a href="` + to + `">`, `<link rel="canonical" href="https://example.org/gs/` + strings.TrimSuffix(page, filepath.Base(page)) + to + `">`} {
			if !strings.Contains(public[page], want) {
				t.Errorf("%s lacks %s:\n%s", page, want, public[page])
			}
		}
		if public[strings.TrimSuffix(page, filepath.Base(page))+to] == "" {
			t.Errorf("%s leads to %s, which does not exist", page, to)
		}
	}
	if strings.Contains(public["sitemap.xml"], "old-1") || !strings.Contains(public["sitemap.xml"], "new-1") {
		t.Error("the site map must name the new address and no old one")
	}
	if strings.Contains(public["en/projects/old-1.html"], "地址") || !strings.Contains(public["projects/old-1.html"], "地址已更换") {
		t.Error("a page of an old address is in the wrong language")
	}
}

// TestWithdrawnPage holds that the address of a record that was withdrawn answers with a page
// that tells nothing of it and that no list, site map or search leads to.
func TestWithdrawnPage(t *testing.T) {
	dir := folder(t, map[string]string{
		"gongshi.yaml":       "base_url: https://example.org/gs/\nlanguages: [zh-CN, en]\nas_of: 2024-06-30\n",
		"data/redirects.csv": "table,old_key,new_key\nprojects,OLD-1,\n",
	})
	run(t, Options{Dir: dir})
	public := snapshot(t, filepath.Join(dir, "public"))
	for page, want := range map[string]string{"projects/old-1.html": "此处的记录已经撤回", "en/projects/old-1.html": "was withdrawn"} {
		if body := public[page]; !strings.Contains(body, want) || !strings.Contains(body, `content="noindex"`) || strings.Contains(strings.ToLower(body), "old-1") || strings.Contains(body, "refresh") {
			t.Errorf("%s is\n%s", page, body)
		}
	}
	for name, body := range public {
		if name != "manifest.json" && strings.Contains(body, "old-1") {
			t.Errorf("%s tells of the page", name)
		}
	}
}

func TestMovedNeedsItsRecord(t *testing.T) {
	dir := folder(t, map[string]string{"data/redirects.csv": "table,old_key,new_key\nprojects,OLD-1,NEW-1\n"})
	if r := run(t, Options{Dir: dir}); r.Published || r.Counts().Errors != 1 {
		t.Errorf("published: %v with findings %+v, want one error", r.Published, r.Findings)
	}
}

func TestSettingsOfFindings(t *testing.T) {
	p, err := Load(Options{Dir: folder(t, map[string]string{"gongshi.yaml": "languages: [en]\ntittle: x\n"})})
	if err != nil {
		t.Fatal(err)
	}
	if p.Register != nil || p.Counts().Errors != 1 || p.Settings.Languages[0] != portal.English {
		t.Errorf("register %v, findings %+v, languages %v; want no register, one error, the language that was given", p.Register, p.Findings, p.Settings.Languages)
	}
}
