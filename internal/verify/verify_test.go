package verify

import (
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongshi/internal/build"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/output"
)

// settingsText pins another day than the site is built for.
const settingsText = "title: 公示\nbase_url: https://gongshi.example/\nas_of: 2024-06-30\nhost: netlify\nkeep: [CNAME, .well-known/]\n"

// site is a portal and what it published for 2025-01-31.
func site(t *testing.T) (dir, public string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"gongshi.yaml":      settingsText,
		"data/agencies.csv": "agency_id,name\n52440300MJL186084F,甲中心\n",
		"data/projects.csv": "project_id,name,agency_id,purchaser,starts_on,ends_on\nNEW-1,项目,52440300MJL186084F,街道,2023-01-01,2023-12-31\n",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	o := build.Options{Dir: dir, AsOf: day.Day{Year: 2025, Month: 1, Day: 31}}
	if r, err := build.Run(t.Context(), o); err != nil || !r.Published {
		t.Fatalf("published %v, %v", r.Published, err)
	}
	return dir, build.Public(o)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// verified compares a site that can be compared.
func verified(t *testing.T, where string, o Options) Receipt {
	t.Helper()
	o.patience, o.firstWait = time.Minute, time.Millisecond
	r, err := Run(t.Context(), where, o)
	if err != nil || !r.Made {
		t.Fatalf("made %v, %v", r.Made, err)
	}
	return r.Receipt
}

// told is each difference with its path and kind.
func told(r Receipt) (list []string) {
	for _, d := range r.Differences {
		list = append(list, d.Path+" "+string(d.Kind))
	}
	return list
}

// notes are the notices without the one on the log of changes, which every site has.
func notes(r Receipt) []string {
	return slices.DeleteFunc(slices.Clone(r.Notices), func(n string) bool { return strings.Contains(n, changes.Path) })
}

func TestFolder(t *testing.T) {
	dir, public := site(t)
	write(t, filepath.Join(public, ".well-known/acme"), "kept")
	var steps []build.Step
	r := verified(t, public, Options{Build: build.Options{Dir: dir, Progress: func(s build.Step) { steps = append(steps, s) }}})
	if !r.Same || r.AsOf.String() != "2025-01-31" || r.Files == 0 || len(notes(r)) != 0 {
		t.Fatalf("an untouched site: %+v", r)
	}
	last := slices.IndexFunc(steps, func(s build.Step) bool { return s.Stage == Reading && s.State == build.Ended })
	if last < 0 || steps[last].Done != r.Files || steps[last].Total != r.Files || steps[last].Bytes != r.Bytes {
		t.Errorf("the reading ended at %d of %+v", last, steps)
	}

	name := filepath.Join(public, output.ManifestName)
	whole := read(t, name)
	page := filepath.Join(public, "index.html")
	write(t, page, strings.Replace(read(t, page), "<title>", "<tItle>", 1))
	write(t, filepath.Join(public, "agencies/x\x1b.html"), "foreign")
	if err := os.Remove(filepath.Join(public, "robots.txt")); err != nil {
		t.Fatal(err)
	}
	var m output.Manifest
	if err := json.Unmarshal([]byte(whole), &m); err != nil {
		t.Fatal(err)
	}
	m.Files = slices.DeleteFunc(m.Files, func(e output.Entry) bool { return e.Path == "feed.xml" })
	at := slices.IndexFunc(m.Files, func(e output.Entry) bool { return e.Path == "feed.json" })
	m.Files[at].Size++ // the file is right, what is said of it is not
	m.Files = append(m.Files, output.Entry{Path: "zz.html", Size: 1, SHA256: strings.Repeat("0", 64)})
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, string(b))
	r = verified(t, public, Options{Build: build.Options{Dir: dir}, patience: time.Hour, firstWait: time.Hour}) // a folder is not asked twice
	want := []string{
		"agencies/x\x1b.html foreign", "feed.json altered", "feed.xml missing", "index.html altered", "manifest.json altered",
		"robots.txt missing", "zz.html superfluous",
	}
	if got := told(r); r.Same || !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	d := r.Differences[3]
	if !strings.Contains(d.Want, "<title>") || !strings.Contains(d.Found, "<tItle>") || d.Line == 0 || read(t, page)[d.Offset] != 'I' {
		t.Errorf("the place is %+v", d)
	}

	write(t, name, whole)
	r = verified(t, name, Options{Build: build.Options{Dir: dir, SourceDateEpoch: "1738281600"}}) // 2025-01-31 in Shanghai
	if !r.Same || len(notes(r)) != 1 {
		t.Errorf("the manifest alone: %+v", r)
	}
}

// TestHost compares a site behind a host with bad manners.
func TestHost(t *testing.T) {
	dir, public := site(t)
	var mu sync.Mutex
	asked := map[string]int{}
	files := http.FileServer(http.Dir(public))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		name := strings.TrimPrefix(path.Clean(q.URL.Path), "/")
		mu.Lock()
		asked[name]++
		n := asked[name]
		mu.Unlock()
		body, err := os.ReadFile(filepath.Join(public, name))
		switch {
		case name == "files.js" && n <= 2:
			w.WriteHeader(http.StatusInternalServerError)
		case name == "feed.xml" && n == 1: // broken off
			w.Header().Set("Content-Length", "100000000")
			w.Write(body)
		case name == "data/agencies.csv":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(body)
			z.Close()
		case name == "agencies/index.html":
			http.Redirect(w, q, "/moved", http.StatusMovedPermanently)
		case name == "moved":
			http.ServeFile(w, q, filepath.Join(public, "agencies/all.html"))
		case name == "404.html":
			w.WriteHeader(http.StatusNotFound)
			w.Write(body)
		case name == "robots.txt", name == "_headers":
			http.NotFound(w, q)
		case name == "sitemap.xml":
			w.WriteHeader(http.StatusForbidden)
		case name == "projects/index.html":
			w.Write([]byte(strings.Replace(string(body), "项目", "顷目", 1)))
		case err == nil: // not by http.FileServer, which leads index.html to its folder
			w.Write(body)
		default:
			files.ServeHTTP(w, q)
		}
	}))
	defer host.Close()
	if err := os.WriteFile(filepath.Join(public, "agencies/all.html"), []byte(read(t, filepath.Join(public, "agencies/index.html"))), 0o644); err != nil {
		t.Fatal(err)
	}
	r := verified(t, host.URL, Options{Build: build.Options{Dir: dir}})
	want := []string{"projects/index.html altered", "robots.txt missing", "sitemap.xml missing"}
	if got := told(r); !slices.Equal(got, want) {
		t.Fatalf("got\n%+v\nwant\n%q", r.Differences, want)
	}
	if d := r.Differences[0]; !strings.Contains(d.Want, "项目") || !strings.Contains(d.Found, "顷目") {
		t.Errorf("the place is %+v", d)
	}
	if found := r.Differences[2].Found; !strings.Contains(found, "403") {
		t.Errorf("a refused file is %q", found)
	}
	if len(notes(r)) != 1 || !strings.Contains(notes(r)[0], "_headers") {
		t.Errorf("notices %q", r.Notices)
	}
	for name, n := range map[string]int{"files.js": 3, "feed.xml": 2, "robots.txt": 1, "sitemap.xml": 1, "projects/index.html": 2} {
		if asked[name] != n {
			t.Errorf("%s was asked for %d times, want %d", name, asked[name], n)
		}
	}
}

// short is a patience for hosts that have none coming.
const short = 50 * time.Millisecond

// TestUnreachable holds that a host which cannot be read is an error and no difference.
func TestUnreachable(t *testing.T) {
	dir, public := site(t)
	var end chan struct{}
	for _, tt := range []struct {
		name, want string
		patience   time.Duration
		serve      func(w http.ResponseWriter)
	}{
		{"never answers", errSilent.Error(), short, func(http.ResponseWriter) { <-end }},
		{"falls silent", errSilent.Error(), short, func(w http.ResponseWriter) {
			io.WriteString(w, "<")
			w.(http.Flusher).Flush()
			<-end
		}},
		{"is broken", "503", time.Minute, func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			end = make(chan struct{})
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				switch path.Base(q.URL.Path) {
				case output.ManifestName, "datapackage.json":
					http.ServeFile(w, q, filepath.Join(public, q.URL.Path))
				default:
					tt.serve(w)
				}
			}))
			defer host.Close()
			defer close(end)
			o := Options{Build: build.Options{Dir: dir}, patience: tt.patience, firstWait: time.Millisecond}
			if _, err := Run(t.Context(), host.URL, o); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v", err)
			}
		})
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for where, ctx := range map[string]context.Context{gone.URL: t.Context(), public: stopped} {
		if r, err := Run(ctx, where, Options{Build: build.Options{Dir: dir}, patience: time.Minute, firstWait: time.Millisecond}); err == nil {
			t.Errorf("%s: %+v", where, r)
		}
	}
}

// TestDay holds where the day comes from, and that it is never today's.
func TestDay(t *testing.T) {
	dir, public := site(t)
	name := filepath.Join(public, "data/datapackage.json")
	whole := read(t, name)
	write(t, name, strings.Replace(whole, "2025-01-31", "soon", 1))
	r := verified(t, public, Options{Build: build.Options{Dir: dir}})
	if r.AsOf.String() != "2024-06-30" || len(notes(r)) != 1 || !strings.Contains(notes(r)[0], `"soon"`) {
		t.Errorf("a site without a day: %s, %q", r.AsOf, r.Notices)
	}
	write(t, filepath.Join(dir, "gongshi.yaml"), strings.Replace(settingsText, "as_of: 2024-06-30\n", "", 1))
	if _, err := Run(t.Context(), public, Options{Build: build.Options{Dir: dir, Now: time.Now()}}); !errors.Is(err, ErrNoDay) {
		t.Errorf("no day at all: %v", err)
	}
}

// TestLog holds that the site's log of changes is taken only as its manifest lists it, and
// never one that is no log.
func TestLog(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir, public := site(t)
	name := filepath.Join(public, output.ManifestName)
	for _, tt := range []struct{ body, listed, want string }{
		{`{"version": 1, "since": "2024-01-01", "entries": []}`, "", "taken as given"},
		{`{"version": 1, "since": "2024-01-01", "entries": []}`, "other", "is not the file that the manifest lists"},
		{`{"version": 9}`, "", "want version 1, found 9"},
	} {
		var m output.Manifest
		if err := json.Unmarshal([]byte(read(t, name)), &m); err != nil {
			t.Fatal(err)
		}
		m.Files = slices.DeleteFunc(m.Files, func(e output.Entry) bool { return e.Path == changes.Path })
		m.Files = append(m.Files, entry(changes.Path, []byte(cmp.Or(tt.listed, tt.body))))
		b, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		write(t, name, string(b))
		write(t, filepath.Join(public, changes.Path), tt.body)
		r := verified(t, public, Options{Build: build.Options{Dir: dir}})
		if !strings.Contains(strings.Join(r.Notices, "\n"), tt.want) {
			t.Errorf("%s: %q", tt.want, r.Notices)
		}
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "gongshi-changes-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
