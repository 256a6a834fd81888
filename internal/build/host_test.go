package build

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/host"
	"gongshi/internal/output"

	"golang.org/x/net/html"
)

const (
	sanctions = "sanction_id,kind,subject,agency_id,person,measures,authority,decided_on,facts,publish_until\n" +
		"1号,penalty,agency,52440300MJL186084F,,罚款,民政局,2023-05-01,伪造记录,2025-08-01\n" +
		"2号,discipline,practitioner,,王某,公开谴责,协会,2023-06-01,违反守则,2025-08-01\n" +
		"3号,penalty,agency,52440300MJL186084F,,警告,民政局,2022-06-01,已过期的事实,2024-01-31\n"
	evaluations = "project_id,kind,period,grade,decided_on,comment\nNEW-1,performance,2023,良好,2024-02-01,按期完成\n"
	replyOf     = "---\ntitle: 说明\nby: 甲中心\ndate: 2024-03-01\n---\n已经[整改](#details)。\n\n## Details\n\n正文\n"
)

// records is a portal with a record of every kind; more are further settings.
func records(t *testing.T, more string) string {
	t.Helper()
	return folder(t, map[string]string{
		"gongshi.yaml":                          "base_url: https://example.org/gs/\nlanguages: [zh-CN, en]\nas_of: 2024-06-30\nrulebook: none\n" + more,
		"data/projects.csv":                     projects,
		"data/evaluations.csv":                  evaluations,
		"data/sanctions.csv":                    sanctions,
		"data/redirects.csv":                    "table,old_key,new_key\nprojects,OLD-1,NEW-1\n",
		"content/replies/projects/new-1.md":     replyOf,
		"content/corrections/2024-01-31-one.md": "---\ntitle: 更正金额\ndate: 2024-05-01\nrecord: projects/new-1\n---\n金额有误。\n",
	})
}

// brief names the findings with their rules, severities and lines.
func brief(list []finding.Finding) string {
	var parts []string
	for _, f := range list {
		if strings.HasPrefix(f.Rule, "host-") || strings.HasPrefix(f.Rule, "pages-") {
			parts = append(parts, fmt.Sprintf("%s %s %s:%d", f.Severity, f.Rule, f.File, f.Line))
		}
	}
	return strings.Join(parts, "; ")
}

func TestHostLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		limits    host.Limits
		published bool
		want      string
		says      string
	}{
		{"far from any", host.Limits{Files: 10_000, TotalBytes: 1e9}, true, "", ""},
		{"too many files", host.Limits{Files: 20}, false, "error host-limit gongshi.yaml:5", "takes 20 files in all, the site has"},
		{"a folder too full", host.Limits{FolderFiles: 2}, false, "error host-limit gongshi.yaml:5", "takes 2 files in a folder"},
		{"a file too large", host.Limits{FileBytes: 100}, false, "error host-limit gongshi.yaml:5", "takes 0.0 MB a file"},
		{"too large", host.Limits{TotalBytes: 1000}, false, "error host-limit gongshi.yaml:5", "MB; "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := records(t, "")
			write(t, dir, "gongshi.yaml", "base_url: https://example.org/gs/\nlanguages: [zh-CN, en]\nas_of: 2024-06-30\nrulebook: none\nhost: netlify\n")
			r := run(t, Options{Dir: dir, HostLimits: &tt.limits})
			if got := brief(r.Findings); got != tt.want || r.Published != tt.published {
				t.Errorf("published: %v with %q, want %v with %q", r.Published, got, tt.published, tt.want)
			}
			for _, f := range r.Findings {
				if f.Rule == "host-limit" && (!strings.Contains(f.Message.EN, tt.says) || !strings.Contains(f.Hint.EN, "docs/hosting.md")) {
					t.Errorf("says %q, hint %q; want %q", f.Message.EN, f.Hint.EN, tt.says)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "public")); (err == nil) != tt.published {
				t.Errorf("public: %v", err)
			}
		})
	}
}

// TestHostLimitNear holds that a notice publishes, and that a build over the limit leaves
// the old site.
func TestHostLimitNear(t *testing.T) {
	dir := records(t, "host: netlify\n")
	r := run(t, Options{Dir: dir, HostLimits: &host.Limits{Files: 10_000}})
	n := r.Summary.Files + 1 // the manifest
	r = run(t, Options{Dir: dir, HostLimits: &host.Limits{Files: n}})
	if got := brief(r.Findings); got != "notice host-limit gongshi.yaml:5" || !r.Published {
		t.Errorf("at the limit: published %v with %q", r.Published, got)
	}
	before := snapshot(t, filepath.Join(dir, "public"))
	if r = run(t, Options{Dir: dir, HostLimits: &host.Limits{Files: n - 1}}); r.Published {
		t.Error("one file more than the host takes was published")
	}
	if !maps.Equal(before, snapshot(t, filepath.Join(dir, "public"))) {
		t.Error("the old site changed")
	}
}

func TestHostFiles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		host, pages string
		want        string // files that are there only for the host, and site.json
	}{
		{"", "full", ""},
		{"", "folded", "site.json"},
		{"github-pages", "full", ".nojekyll"},
		{"gitlab-pages", "folded", "_redirects site.json"},
		{"gitlab-pages", "full", "_redirects"},
		{"cloudflare-pages", "folded", "_headers _redirects site.json"},
		{"netlify", "folded", "_headers _redirects site.json"},
		{"nginx", "folded", "site.json"},
		{"s3", "full", ""},
		{"usb", "full", ""},
	} {
		t.Run(tt.host+" "+tt.pages, func(t *testing.T) {
			settings := "pages: " + tt.pages + "\n"
			if tt.host != "" {
				settings += "host: " + tt.host + "\n"
			}
			dir := records(t, settings)
			if r := run(t, Options{Dir: dir}); !r.Published {
				t.Fatalf("not published: %+v", r.Findings)
			}
			public := snapshot(t, filepath.Join(dir, "public"))
			var got []string
			for _, name := range []string{".nojekyll", "_headers", "_redirects", "site.json"} {
				if _, ok := public[name]; ok {
					got = append(got, name)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("files %v, want %s", got, tt.want)
			}
			h, _ := host.Lookup(tt.host)
			copied(t, public, h.Neighbours)
			if strings.Contains(tt.want, "_redirects") && tt.pages == "folded" {
				redirected(t, public)
			}
			_, err := os.Stat(filepath.Join(dir, ".gongshi", "nginx", "http.conf"))
			if (err == nil) != (tt.host == "nginx") {
				t.Errorf("settings for nginx: %v", err)
			}
		})
	}
}

// copied holds that every page has the compressed copies of a host, and that others have none.
func copied(t *testing.T, public map[string]string, endings []string) {
	t.Helper()
	for _, ending := range []string{".gz", ".br"} {
		if _, ok := public["index.html"+ending]; ok != slices.Contains(endings, ending) {
			t.Errorf("index.html%s: there %v, want %v", ending, ok, !ok)
		}
	}
	packed, ok := public["index.html.gz"]
	if !ok {
		return
	}
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(r); err != nil || string(body) != public["index.html"] {
		t.Errorf("index.html.gz holds %d bytes, %v", len(body), err)
	}
	var m output.Manifest
	if m, err = output.ReadManifest(strings.NewReader(public["manifest.json"])); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(m.Files, func(e output.Entry) bool { return e.Path == "index.html.gz" }) {
		t.Error("the manifest does not list the copies")
	}
}

// redirected holds that each rule leads from an address of the other division to one that
// is there.
func redirected(t *testing.T, public map[string]string) {
	t.Helper()
	from := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(public["_redirects"]), "\n") {
		parts := strings.Fields(line)
		if len(parts) != 3 || parts[2] != "302" {
			t.Fatalf("rule %q", line)
		}
		from[parts[0]] = true
		page, id, _ := strings.Cut(strings.TrimPrefix(parts[1], "/gs/"), "#")
		if !strings.Contains(public[page], ` id="`+id+`"`) {
			t.Errorf("rule %q leads nowhere", line)
		}
	}
	for _, want := range []string{"/gs/projects/new-1.html", "/gs/en/projects/new-1.html"} {
		if !from[want] {
			t.Errorf("no rule for %s", want)
		}
	}
}

func TestUnknownHost(t *testing.T) {
	r := run(t, Options{Dir: records(t, "host: geocities\n")})
	if r.Published || len(r.Findings) != 1 || r.Findings[0].Rule != "bad-setting" || !strings.Contains(r.Findings[0].Message.EN+r.Findings[0].Hint.EN, "cloudflare-pages") {
		t.Errorf("published %v, findings %+v", r.Published, r.Findings)
	}
}

func TestSwitched(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from, to, host string
		want           bool // published
	}{
		{"full", "folded", "", false},
		{"full", "folded", "github-pages", false},
		{"full", "folded", "usb", false},
		{"full", "folded", "s3", false},
		{"full", "folded", "netlify", true},
		{"full", "folded", "cloudflare-pages", true},
		{"full", "folded", "gitlab-pages", true},
		{"full", "folded", "nginx", true},
		{"folded", "full", "", false},
		{"folded", "full", "netlify", true},
		{"folded", "folded", "usb", true},
	} {
		t.Run(tt.from+" to "+tt.to+" "+tt.host, func(t *testing.T) {
			dir := records(t, "pages: "+tt.from+"\n")
			run(t, Options{Dir: dir})
			before := snapshot(t, filepath.Join(dir, "public"))
			settings, err := os.ReadFile(filepath.Join(dir, "gongshi.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			next := strings.Replace(string(settings), "pages: "+tt.from, "pages: "+tt.to, 1)
			if tt.host != "" {
				next += "host: " + tt.host + "\n"
			}
			write(t, dir, "gongshi.yaml", next)
			r := run(t, Options{Dir: dir})
			want := "error pages-switched gongshi.yaml:5"
			if tt.want {
				want = ""
			}
			if got := brief(r.Findings); got != want || r.Published != tt.want {
				t.Errorf("published %v with %q, want %v with %q", r.Published, got, tt.want, want)
			}
			if after := snapshot(t, filepath.Join(dir, "public")); !tt.want && !maps.Equal(before, after) {
				t.Error("the old site changed")
			}
		})
	}
}

// TestFolded holds where each record stands, that nothing of a closed sanction is on its
// agency's page, and that old addresses lead on.
func TestFolded(t *testing.T) {
	dir := records(t, "pages: folded\n")
	run(t, Options{Dir: dir})
	public := snapshot(t, filepath.Join(dir, "public"))
	agency := public["agencies/52440300mjl186084f.html"]
	for _, want := range []string{`<details class="record" id="projects-new-1">`, `<details class="record" id="sanctions-1`, `<span id="projects-old-1">`, "按期完成", "伪造记录", `id="projects-new-1_reply"`, `id="projects-new-1_results"`} {
		if !strings.Contains(agency, want) {
			t.Errorf("the agency's page lacks %s", want)
		}
	}
	for _, never := range []string{"已过期的事实", "3号", "违反守则"} {
		if strings.Contains(agency, never) {
			t.Errorf("the agency's page holds %s", never)
		}
	}
	pages := map[string]int{}
	for name := range public {
		if strings.HasSuffix(name, ".html") && !strings.HasPrefix(path.Base(name), "index") {
			pages[path.Dir(name)]++
		}
	}
	// projects/old-1.html leads on; sanctions/ holds the closed one and by.<authority>.
	if pages["projects"] != 1 || pages["sanctions"] != 2 || pages["en/sanctions"] != 2 {
		t.Errorf("pages of their own: %v", pages)
	}
	if want := `content="0; url=../agencies/52440300mjl186084f.html#projects-new-1"`; !strings.Contains(public["projects/old-1.html"], want) {
		t.Errorf("the old address does not lead to the section:\n%s", public["projects/old-1.html"])
	}
	for name, want := range map[string]string{
		"feed.xml": "agencies/52440300mjl186084f.html#sanctions-1", "feed.json": "agencies/52440300mjl186084f.html#sanctions-1",
		"data/projects.json": "agencies/52440300mjl186084f.html#projects-new-1", "agencies/52440300mjl186084f.json": "agencies/52440300mjl186084f.html#projects-new-1",
		"projects/index.html": "../agencies/52440300mjl186084f.html#projects-new-1", "corrections/index.html": "../agencies/52440300mjl186084f.html#projects-new-1",
		"site.json": `{"version":1,"pages":"folded"}`,
	} {
		if !strings.Contains(public[name], want) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
	if strings.Contains(public["sitemap.xml"], "#") || strings.Contains(public["sitemap.xml"], "/projects/new-1") {
		t.Error("the site map names sections, or pages that are not there")
	}
}

// TestFoldedCrawl follows every link of a folded portal: each leads to a file that is
// there and to an id that it has, and no page has an id twice.
func TestFoldedCrawl(t *testing.T) {
	dir := records(t, "pages: folded\n")
	run(t, Options{Dir: dir})
	crawl(t, snapshot(t, filepath.Join(dir, "public")))
}

// TestFoldedSample crawls the sample portal, folded.
func TestFoldedSample(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the sample portal; run without -short")
	}
	dir := t.TempDir()
	for _, name := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS("../../"+name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"gongshi.yaml", "rulebook.yaml"} {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, string(b)+"\n")
	}
	settings, _ := os.ReadFile(filepath.Join(dir, "gongshi.yaml"))
	write(t, dir, "gongshi.yaml", string(settings)+"pages: folded\n")
	if r := run(t, Options{Dir: dir}); !r.Published {
		t.Fatalf("not published: %+v", r.Findings)
	}
	crawl(t, snapshot(t, filepath.Join(dir, "public")))
}

// crawl holds that all links of the pages of a site lead to a file and an id that are there.
func crawl(t *testing.T, public map[string]string) {
	t.Helper()
	ids, links := map[string]map[string]bool{}, map[string][]string{}
	for name, body := range public {
		if !strings.HasSuffix(name, ".html") || name == "404.html" {
			continue
		}
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = map[string]bool{}
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "id" && ids[name][a.Val]:
					t.Errorf("%s has the id %s twice", name, a.Val)
				case a.Key == "id":
					ids[name][a.Val] = true
				case a.Key == "href" && n.Data == "a":
					links[name] = append(links[name], a.Val)
				case a.Key == "aria-labelledby" || a.Key == "data-record":
					for _, id := range strings.Fields(a.Val) {
						links[name] = append(links[name], "#"+id)
					}
				}
			}
		}
	}
	followed, sections := 0, 0
	for name, list := range links {
		for _, href := range list {
			u, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if u.Scheme != "" || u.Host != "" || u.Path == "" && u.Fragment == "" {
				continue
			}
			to := name
			if u.Path != "" {
				to = path.Join(path.Dir(name), u.Path)
			}
			if _, ok := public[to]; !ok {
				t.Errorf("%s leads to %s, which is not there", name, href)
			} else if u.Fragment != "" && ids[to] != nil && !ids[to][u.Fragment] {
				t.Errorf("%s leads to %s, which has no such id", name, href)
			}
			followed++
			if strings.HasPrefix(u.Fragment, "projects-") || strings.HasPrefix(u.Fragment, "sanctions-") {
				sections++
			}
		}
	}
	if followed < 100 || sections < 4 {
		t.Errorf("followed %d links, %d of them to sections", followed, sections)
	}
}

// TestCopiesStay holds that two builds of the same portal have the same copies.
func TestCopiesStay(t *testing.T) {
	dir := records(t, "host: gitlab-pages\n")
	run(t, Options{Dir: dir})
	if r := run(t, Options{Dir: dir}); r.Summary.Unchanged != r.Summary.Files {
		t.Errorf("%d of %d files are unchanged", r.Summary.Unchanged, r.Summary.Files)
	}
	body, err := os.ReadFile(filepath.Join(dir, "public", "index.html.br"))
	if err != nil || bytes.Contains(body, []byte("<html")) {
		t.Errorf("index.html.br: %v", err)
	}
}
