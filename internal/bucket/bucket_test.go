package bucket

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"gongshi/internal/gateway"
	"gongshi/internal/output"
	"gongshi/internal/upload"
)

func TestMain(m *testing.M) {
	minio.DefaultRetryUnit = time.Nanosecond // what the client waits after its only attempt
	os.Exit(m.Run())
}

// env is an environment with a key and nothing else of this machine.
func env(more map[string]string) func(string) string {
	return func(name string) string {
		if v, ok := more[name]; ok {
			return v
		}
		return map[string]string{"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_CONFIG_FILE": os.DevNull}[name]
	}
}

// place opens a place in a bucket behind a gateway.
func place(t *testing.T, address, where string, attempts int) *Store {
	t.Helper()
	target, err := Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(target, Options{Endpoint: address, Getenv: env(nil), Attempts: attempts, Pause: time.Microsecond})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pages are the files of a site by path.
type pages map[string]string

// site makes a site of pages, with its manifest.
func site(t *testing.T, p pages) upload.Site {
	t.Helper()
	list := output.Manifest{Version: 1}
	for _, name := range slices.Sorted(maps.Keys(p)) {
		sum := sha256.Sum256([]byte(p[name]))
		list.Files = append(list.Files, output.Entry{Path: name, Size: int64(len(p[name])), SHA256: hex.EncodeToString(sum[:])})
	}
	body, err := list.Encode()
	if err != nil {
		t.Fatal(err)
	}
	all := maps.Clone(p)
	all[output.ManifestName] = string(body)
	s := upload.Site{Open: func(path string) (io.ReadSeekCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{strings.NewReader(all[path]), io.NopCloser(nil)}, nil
	}}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sum := sha256.Sum256([]byte(all[name]))
		s.Files = append(s.Files, upload.File{Path: name, Size: int64(len(all[name])), SHA256: hex.EncodeToString(sum[:]), MD5: md5.Sum([]byte(all[name]))})
	}
	return s
}

// Two sites: of the second one page is new, one gone, one asset and the index are others.
var (
	first = pages{
		"index.html":  `<link href="assets/a1.css"><a href="p/one.html"><a href="p/two.html">`,
		"p/one.html":  `<link href="../assets/a1.css"><a href="../index.html">`,
		"p/two.html":  `<link href="../assets/a1.css"><a href="one.html">withdrawn`,
		"data/t.json": `{"old": 1}`, "changes/changes.json": `{}`,
		"assets/a1.css": "a{}", "search/index/root.js": `["0b109ba3d2930898643b"]`, "search/index/0b109ba3d2930898643b.js": "withdrawn",
	}
	second = pages{
		"index.html":   `<link href="assets/b2.css"><a href="p/one.html"><a href="p/three.html">`,
		"p/one.html":   `<link href="../assets/b2.css"><a href="three.html">`,
		"p/three.html": `<link href="../assets/b2.css"><a href="one.html"><a href="../feed.xml">`, "feed.xml": "<feed/>",
		"data/t.json": `{"new": 1}`, "changes/changes.json": `{"n": 1}`,
		"assets/b2.css": "b{}", "search/index/root.js": `["1b109ba3d2930898643b"]`, "search/index/1b109ba3d2930898643b.js": "new",
	}
)

func publish(t *testing.T, s *Store, p pages, o upload.Options) (upload.Result, error) {
	t.Helper()
	o.Compared = []string{"data/t.json", "changes/changes.json"}
	before, err := upload.Look(t.Context(), s)
	if err != nil {
		return upload.Result{}, err
	}
	return upload.Run(t.Context(), s, before, site(t, p), o)
}

// holds says how a bucket differs from a site below a prefix; nothing where it does not. What
// may stay are other people's objects and assets.
func holds(t *testing.T, all map[string]gateway.Object, prefix string, p pages, assets bool) (list []string) {
	t.Helper()
	want := map[string]bool{prefix + upload.RecordName: true}
	for _, f := range site(t, p).Files {
		o, ok := all[prefix+f.Path]
		if sum := md5.Sum(o.Body); !ok || sum != f.MD5 {
			list = append(list, "wants "+f.Path)
		}
		want[prefix+f.Path] = true
	}
	for key := range all {
		if strings.HasPrefix(key, prefix) && !want[key] && !strings.Contains(key, "foreign") && !(assets && strings.HasPrefix(key, prefix+"assets/")) {
			list = append(list, "has "+key)
		}
	}
	slices.Sort(list)
	return list
}

var (
	link  = regexp.MustCompile(`href="([^"]+)"`)
	chunk = regexp.MustCompile(`"([0-9a-f]{20})"`)
)

// missing is what a reader of a site lacks who knows the pages of another one.
func missing(all map[string]gateway.Object, known pages) []string {
	return gateway.Missing(all, slices.Collect(maps.Keys(known)), func(key string, o gateway.Object) (list []string) {
		for _, m := range link.FindAllSubmatch(o.Body, -1) {
			list = append(list, path.Join(path.Dir(key), string(m[1])))
		}
		if key == "search/index/root.js" {
			for _, m := range chunk.FindAllSubmatch(o.Body, -1) {
				list = append(list, "search/index/"+string(m[1])+".js")
			}
		}
		return list
	})
}

// TestPublish puts one site over another while a reader looks on after each change, and again
// until nothing of the first is left; below a prefix beside other people's files, and with
// stores that know less.
func TestPublish(t *testing.T) {
	for _, tt := range []struct {
		name, where string
		gateway     *gateway.Gateway
	}{
		{"whole bucket", "s3://site", &gateway.Gateway{Page: 3}},
		{"prefix", "s3://site/a/b", &gateway.Gateway{}},
		{"no conditions", "s3://site", &gateway.Gateway{Careless: true}},
		{"other ETags", "s3://site", &gateway.Gateway{Opaque: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := tt.gateway
			g.Bucket = "site"
			server := g.Serve()
			defer server.Close()
			s := place(t, server.URL, tt.where, 1)
			g.Set("foreign.txt", "not ours")
			g.Set(s.Prefix+"p/foreign.html", "not ours")
			known := pages{}
			g.Watch(func(method, key string, all map[string]gateway.Object) {
				if s.Prefix != "" {
					return
				}
				if list := missing(all, known); len(list) > 0 {
					t.Errorf("after %s %s a reader misses %q", method, key, list)
				}
			})
			if r, err := publish(t, s, first, upload.Options{}); err != nil || len(r.Puts) != len(first)+1 || r.Unguarded != g.Careless {
				t.Fatalf("%v: %+v", err, r)
			}
			if list := holds(t, g.Objects(), s.Prefix, first, false); len(list) > 0 {
				t.Fatal(list)
			}
			known = first

			// Nothing is new: nothing is written.
			g.Reset()
			if r, err := publish(t, s, first, upload.Options{}); err != nil || r.Same != len(first)+1 {
				t.Errorf("%v: %+v", err, r)
			}
			for _, line := range g.Log() {
				if strings.HasPrefix(line, "PUT") || strings.HasPrefix(line, "DELETE") {
					t.Errorf("nothing is new, and there is a %s", line)
				}
			}

			before := g.Objects()
			plan, err := publish(t, s, second, upload.Options{DryRun: true})
			if err != nil || !maps.EqualFunc(before, g.Objects(), func(a, b gateway.Object) bool { return a.ETag == b.ETag }) {
				t.Fatalf("a dry run changes the bucket, or ends with %v", err)
			}
			g.Reset()
			r, err := publish(t, s, second, upload.Options{Workers: 1})
			if err != nil || !slices.Equal(r.Removes, plan.Removes) || !slices.Equal(r.Removes, []string{"p/two.html", "search/index/0b109ba3d2930898643b.js"}) {
				t.Fatalf("%v: removed %q, planned %q", err, r.Removes, plan.Removes)
			}
			var puts []string
			for _, line := range g.Log() {
				if name, ok := strings.CutPrefix(line, "PUT "+s.Prefix); ok && name != upload.RecordName {
					puts = append(puts, name)
				}
			}
			var planned []string
			for _, m := range plan.Puts {
				planned = append(planned, m.File.Path)
			}
			want := []string{
				"assets/b2.css", "search/index/1b109ba3d2930898643b.js", "feed.xml", "p/three.html", "p/one.html",
				"search/index/root.js", "index.html", "data/t.json", "changes/changes.json", "manifest.json",
			}
			if !slices.Equal(puts, want) || !slices.Equal(planned, want) {
				t.Errorf("put in the order %q, planned %q, want %q", puts, planned, want)
			}
			if list := holds(t, g.Objects(), s.Prefix, second, true); len(list) > 0 {
				t.Error(list)
			}
			for i := range 3 {
				if _, there := g.Objects()[s.Prefix+"assets/a1.css"]; there != (i < 2) {
					t.Errorf("after %d publications the old style is there: %v", i+1, there)
				}
				if _, err := publish(t, s, second, upload.Options{}); err != nil {
					t.Fatal(err)
				}
			}
			if list := holds(t, g.Objects(), s.Prefix, second, false); len(list) > 0 {
				t.Error(list)
			}
			if all := g.Objects(); string(all["foreign.txt"].Body) != "not ours" || string(all[s.Prefix+"p/foreign.html"].Body) != "not ours" {
				t.Error("other people's files are gone")
			}
		})
	}
}

// TestHeaders holds what each kind of file is served as.
func TestHeaders(t *testing.T) {
	g := &gateway.Gateway{Bucket: "site"}
	server := g.Serve()
	defer server.Close()
	const lasting, asked = "public, max-age=31536000, immutable", "no-cache"
	kinds := map[string][2]string{
		"index.html": {"text/html; charset=utf-8", asked}, "assets/a.css": {"text/css; charset=utf-8", lasting}, "assets/a.woff2": {"font/woff2", lasting},
		"search/index/0a.js": {"text/javascript; charset=utf-8", lasting}, "search/index/root.js": {"text/javascript; charset=utf-8", asked},
		"data/a.csv": {"text/csv; charset=utf-8", asked}, "data/a.json": {"application/json; charset=utf-8", asked}, "data/a.sqlite": {"application/vnd.sqlite3", asked},
		"data/a.xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", asked}, "feed.xml": {"application/xml; charset=utf-8", asked},
		"assets/a.svg": {"image/svg+xml; charset=utf-8", lasting}, "index.html.gz": {"application/gzip", asked}, "empty.txt": {"text/plain; charset=utf-8", asked},
		"assets/a.css.br": {"application/octet-stream", lasting}, "robots.txt": {"text/plain; charset=utf-8", asked}, ".nojekyll": {"application/octet-stream", asked},
	}
	p := pages{}
	for name := range kinds {
		p[name] = "x"
	}
	p["empty.txt"] = ""
	if _, err := publish(t, place(t, server.URL, "s3://site", 1), p, upload.Options{}); err != nil {
		t.Fatal(err)
	}
	all := g.Objects()
	for name, want := range kinds {
		if h := all[name].Header; h.Get("Content-Type") != want[0] || h.Get("Cache-Control") != want[1] {
			t.Errorf("%s: %q, %q; want %q", name, h.Get("Content-Type"), h.Get("Cache-Control"), want)
		}
	}
}

// TestEveryRequest lets a publication end at each of its requests in each way, while a reader
// looks on. What is there then is of the old site or of the new one, manifest.json is that of
// one of them, and the next publication, also of a third site, leaves nothing else.
func TestEveryRequest(t *testing.T) {
	third := maps.Clone(first)
	third["index.html"] += "third"
	for _, fault := range []gateway.Fault{gateway.Refuse, gateway.CutAfter} { // all that comes after is cut
		for k := 1; ; k++ {
			g := &gateway.Gateway{Bucket: "site", Page: 5}
			server := g.Serve()
			if _, err := publish(t, place(t, server.URL, "s3://site", 1), first, upload.Options{}); err != nil {
				t.Fatal(err)
			}
			g.Set("foreign.txt", "not ours")
			g.Reset()
			g.Watch(func(method, key string, all map[string]gateway.Object) {
				if list := missing(all, first); len(list) > 0 {
					t.Errorf("request %d, after %s %s a reader misses %q", k, method, key, list)
				}
			})
			var down atomic.Bool
			g.Fail(func(n int, _ *http.Request) gateway.Fault {
				if n == k {
					down.Store(true) // the network is gone, or the machine
					return fault
				}
				if down.Load() {
					return gateway.Cut
				}
				return gateway.None
			})
			_, err := publish(t, place(t, server.URL, "s3://site", 1), second, upload.Options{Workers: 1 + k%3})
			cut := down.Load()
			if cut && err == nil && fault != gateway.CutAfter {
				t.Errorf("request %d fails, and the publication does not", k)
			}
			g.Fail(nil)
			next := []pages{second, first, third}[k%3]
			for round := range 3 {
				if _, err := publish(t, place(t, server.URL, "s3://site", 1), next, upload.Options{}); err != nil {
					t.Fatalf("request %d: the next publication: %v", k, err)
				}
				if list := holds(t, g.Objects(), "", next, round < 2); len(list) > 0 {
					t.Errorf("request %d, fault %d, round %d: %q", k, fault, round, list)
				}
			}
			server.Close()
			if !cut {
				if k < 20 {
					t.Errorf("a publication of %d requests, want more", k)
				}
				break
			}
		}
	}
}

// TestRetries lets every third request fail, and every request once, and publishes all the same.
func TestRetries(t *testing.T) {
	seen := map[string]bool{}
	for name, before := range map[string]func(n int, r *http.Request) gateway.Fault{
		"thirds": func(n int, _ *http.Request) gateway.Fault {
			if n%3 == 0 {
				return []gateway.Fault{gateway.Refuse, gateway.Cut, gateway.CutAfter}[n/3%3]
			}
			return gateway.None
		},
		"each once": func(_ int, r *http.Request) gateway.Fault {
			if id := r.Method + r.URL.String(); !seen[id] {
				seen[id] = true
				return gateway.CutAfter
			}
			return gateway.None
		},
	} {
		g := &gateway.Gateway{Bucket: "site", Page: 4}
		g.Fail(before)
		server := g.Serve()
		defer server.Close()
		for _, p := range []pages{first, second} {
			if _, err := publish(t, place(t, server.URL, "s3://site", 6), p, upload.Options{Workers: 1}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if list := holds(t, g.Objects(), "", p, true); len(list) > 0 {
				t.Errorf("%s: %q", name, list)
			}
		}
	}
}

// sum is the MD5 of a file of a site.
func sum(t *testing.T, p pages, name string) [md5.Size]byte {
	t.Helper()
	for _, f := range site(t, p).Files {
		if f.Path == name {
			return f.MD5
		}
	}
	t.Fatalf("the site has no %s", name)
	return [md5.Size]byte{}
}

// TestTwoAtOnce begins a second publication at each request of a first one. The first stops or
// was done, and the bucket holds the second, whole.
func TestTwoAtOnce(t *testing.T) {
	other := maps.Clone(first)
	other["index.html"], other["p/four.html"] = `<a href="p/four.html">`, "four"
	for _, careless := range []bool{false, true} {
		for k := 1; ; k++ {
			g := &gateway.Gateway{Bucket: "site", Careless: careless}
			server := g.Serve()
			if _, err := publish(t, place(t, server.URL, "s3://site", 1), first, upload.Options{}); err != nil {
				t.Fatal(err)
			}
			g.Reset()
			began := false
			g.Fail(func(n int, _ *http.Request) gateway.Fault {
				if n == k {
					began = true
					if _, err := publish(t, place(t, server.URL, "s3://site", 1), other, upload.Options{Workers: 1}); err != nil {
						t.Errorf("request %d: the second publication: %v", k, err)
					}
				}
				return gateway.None
			})
			_, err := publish(t, place(t, server.URL, "s3://site", 1), second, upload.Options{Workers: 1})
			if began && err != nil && !errors.Is(err, upload.ErrTaken) {
				t.Errorf("request %d: the first publication: %v", k, err)
			}
			g.Fail(nil)
			if taken := errors.Is(err, upload.ErrTaken); taken && !careless && md5.Sum(g.Objects()["manifest.json"].Body) != sum(t, other, "manifest.json") {
				t.Errorf("request %d: the first publication stops, and the manifest is not that of the second", k)
			}
			want := other
			if err == nil {
				want = second
			}
			// A file of the first may have been on its way; the next publication sees it.
			if _, err := publish(t, place(t, server.URL, "s3://site", 1), want, upload.Options{}); err != nil {
				t.Fatal(err)
			}
			if list := holds(t, g.Objects(), "", want, true); len(list) > 0 {
				t.Errorf("request %d: %q", k, list)
			}
			server.Close()
			if !began {
				break
			}
		}
	}
}

// TestForeignChanges holds that what somebody else wrote over a file is mended, what they
// copied is left alone, and what is put twice for nothing is an error.
func TestForeignChanges(t *testing.T) {
	g := &gateway.Gateway{Bucket: "site"}
	server := g.Serve()
	defer server.Close()
	s := place(t, server.URL, "s3://site", 1)
	if _, err := publish(t, s, first, upload.Options{}); err != nil {
		t.Fatal(err)
	}
	nested := place(t, server.URL, "s3://site/other", 1)
	if _, err := publish(t, nested, second, upload.Options{}); err != nil {
		t.Fatal(err)
	}
	g.Set("p/one.html", strings.Repeat("x", len(first["p/one.html"])))
	if r, err := publish(t, s, first, upload.Options{}); err != nil || len(r.Puts) != 1 || len(r.Removes) != 0 {
		t.Errorf("%v: %+v", err, r)
	}
	all := g.Objects()
	if list := append(holds(t, all, "other/", second, false), missing(all, first)...); len(list) > 0 {
		t.Errorf("the site below another one is not as it was: %q", list)
	}

	g.Watch(func(method, key string, all map[string]gateway.Object) {
		if method == http.MethodPut && key == "p/three.html" {
			all[key] = gateway.Object{Body: []byte("somebody else's"), ETag: "1"}
		}
	})
	if _, err := publish(t, s, second, upload.Options{}); err == nil || !strings.Contains(err.Error(), "p/three.html") {
		t.Errorf("somebody writes over a file each time, and the publication ends with %v", err)
	}
}

// TestStopped ends a publication by its context, while it waits and while it puts.
func TestStopped(t *testing.T) {
	for _, at := range []upload.Doing{upload.Uploading, upload.Waiting} {
		g := &gateway.Gateway{Bucket: "site"}
		server := g.Serve()
		defer server.Close()
		s := place(t, server.URL, "s3://site", 3)
		if _, err := publish(t, s, first, upload.Options{}); err != nil {
			t.Fatal(err)
		}
		before, err := upload.Look(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		_, err = upload.Run(ctx, s, before, site(t, second), upload.Options{Grace: time.Hour, Progress: func(p upload.Progress) {
			if p.Doing == at {
				stop()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", at, err)
		}
		now, err := upload.Look(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if _, cut := now.CutOff(); !cut {
			t.Errorf("%s: the bucket does not tell that the publication was cut off", at)
		}

		// It may still be at work, so the next one waits though it has nothing to delete.
		ctx, stop = context.WithCancel(t.Context())
		_, err = upload.Run(ctx, s, now, site(t, first), upload.Options{Settle: time.Hour, Progress: func(p upload.Progress) {
			if p.Doing == upload.Waiting {
				stop()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the next one does not wait: %v", at, err)
		}
	}
}
