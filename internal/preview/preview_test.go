package preview

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/output"
	"gongshi/internal/tree"
)

const page = `<!doctype html><html lang="zh-CN"><head><title>t</title></head><body class="x"><p>公示</p></body></html>`

// publish makes a public folder of files, by path.
func publish(t *testing.T, files map[string]string) string {
	t.Helper()
	public := filepath.Join(t.TempDir(), "public")
	republish(t, public, files)
	return public
}

func republish(t *testing.T, public string, files map[string]string) {
	t.Helper()
	stage, err := output.Begin(public, output.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for path, body := range files {
		if err := stage.Emit(tree.File{Path: path, Body: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stage.Commit(); err != nil {
		t.Fatal(err)
	}
}

func get(h http.Handler, target string, header ...string) *http.Response {
	return do(h, http.MethodGet, target, header...)
}

// do asks a handler; header holds names and values in turn.
func do(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAnswers(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{
		"index.html": page, "404.html": page, "agencies/index.html": page, "agencies/a.html": page,
		"empty/x.txt": "x", ".nojekyll": "", ".well-known/security.txt": "s",
		"a.css": "c", "a.js": "j", "a.json": "{}", "a.xml": "<a/>", "a.csv": "a", "a.md": "m", "a.svg": "<svg/>", "a.png": "p", "a.xlsx": "x", "a.sqlite": "q", "a.bin": "b", "a.woff2": "w",
	})})
	if err := os.WriteFile(filepath.Join(s.opts.Dir, ".secret"), []byte("s"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(s.opts.Dir, "outside.txt")); err != nil {
		t.Fatal(err)
	}
	const html = "text/html; charset=utf-8"
	tests := []struct {
		target string
		status int
		kind   string
	}{
		{"/", 200, html},
		{"/index.html", 200, html},
		{"/agencies/", 200, html},
		{"/agencies/a.html?q=1", 200, html},
		{"/agencies", 302, html},
		{"/agencies/a.html/", 404, html},
		{"/empty", 404, html},
		{"/empty/", 404, html},
		{"/none.html", 404, html},
		{"/Index.html", 404, html},
		{"//index.html", 404, html},
		{"/agencies/../index.html", 404, html},
		{"/%2e%2e/%2e%2e/etc/passwd", 404, html},
		{"/..%5cx", 404, html},
		{"/a%00", 404, html},
		{"/.", 404, html},
		{"/.secret", 404, html},
		{"/.nojekyll", 404, html},
		{"/outside.txt", 404, html},
		{"/.well-known/security.txt", 200, "text/plain; charset=utf-8"},
		{"/a.css", 200, "text/css; charset=utf-8"},
		{"/a.js", 200, "text/javascript; charset=utf-8"},
		{"/a.json", 200, "application/json; charset=utf-8"},
		{"/a.xml", 200, "application/xml; charset=utf-8"},
		{"/a.csv", 200, "text/csv; charset=utf-8"},
		{"/a.md", 200, "text/markdown; charset=utf-8"},
		{"/a.svg", 200, "image/svg+xml; charset=utf-8"},
		{"/a.png", 200, "image/png"},
		{"/a.woff2", 200, "font/woff2"},
		{"/a.xlsx", 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"/a.sqlite", 200, "application/vnd.sqlite3"},
		{"/a.bin", 200, "application/octet-stream"},
		{"/-/reload.js", 200, "text/javascript; charset=utf-8"},
		{"/-/preview.css", 200, "text/css; charset=utf-8"},
		{"/-/findings", 200, html},
		{"/-/none", 404, "text/plain; charset=utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			r := get(s, tt.target)
			if r.StatusCode != tt.status || r.Header.Get("Content-Type") != tt.kind {
				t.Errorf("GET %s: got %d %s, want %d %s", tt.target, r.StatusCode, r.Header.Get("Content-Type"), tt.status, tt.kind)
			}
			wantSecure(t, r)
		})
	}
}

func wantSecure(t *testing.T, r *http.Response) {
	t.Helper()
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types gongshi; frame-ancestors 'none'"
	for name, want := range map[string]string{
		"Content-Security-Policy": policy,
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         ReferrerPolicy,
		"Permissions-Policy":      PermissionsPolicy,
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestRedirectKeepsTheQuery(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{"search/index.html": page})})
	r := get(s, "/search?q=%E7%BD%9A%E6%AC%BE&x=//evil.example")
	if got, want := r.Header.Get("Location"), "/search/?q=%E7%BD%9A%E6%AC%BE&x=//evil.example"; got != want {
		t.Errorf("Location: got %q, want %q", got, want)
	}
	if r := get(s, "//evil.example/search"); r.Header.Get("Location") != "" {
		t.Errorf("Location: got %q, want none", r.Header.Get("Location"))
	}
}

func TestMethods(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{"index.html": page, "404.html": page})})
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE"} {
		r := do(s, method, "/")
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: got %d, Allow %q, want 405 with GET, HEAD", method, r.StatusCode, r.Header.Get("Allow"))
		}
		wantSecure(t, r)
	}
	for _, target := range []string{"/", "/none", "/-/findings", "/-/events"} {
		head := do(s, http.MethodHead, target)
		if got := body(t, head); got != "" {
			t.Errorf("HEAD %s: got body %q, want none", target, got)
		}
		if target == "/-/events" {
			continue // a GET of it does not end
		}
		if get := get(s, target); head.StatusCode != get.StatusCode || head.Header.Get("Content-Length") != get.Header.Get("Content-Length") {
			t.Errorf("HEAD %s: got %d, %s bytes, want as GET %d, %s bytes", target, head.StatusCode, head.Header.Get("Content-Length"), get.StatusCode, get.Header.Get("Content-Length"))
		}
	}
}

func TestTagsFollowTheContent(t *testing.T) {
	files := map[string]string{"index.html": page, "a.csv": strings.Repeat("公示,", 500), "a.bin": "one"}
	s := New(Options{Dir: publish(t, files)})
	for _, encoding := range []string{"", "gzip"} {
		tags := map[string]string{}
		for path := range files {
			r := get(s, "/"+path, "Accept-Encoding", encoding)
			tags[path] = r.Header.Get("ETag")
			again := get(s, "/"+path, "Accept-Encoding", encoding, "If-None-Match", tags[path])
			if len(tags[path]) < 10 || again.StatusCode != 304 || body(t, again) != "" {
				t.Errorf("%s again: got %d for tag %s, want 304 without a body", path, again.StatusCode, tags[path])
			}
		}
		changed := map[string]string{"index.html": page, "a.csv": files["a.csv"] + "x", "a.bin": "two"}
		republish(t, s.opts.Dir, changed)
		for path := range files {
			r := get(s, "/"+path, "Accept-Encoding", encoding, "If-None-Match", tags[path])
			if want := map[bool]int{true: 304, false: 200}[files[path] == changed[path]]; r.StatusCode != want {
				t.Errorf("%s after another build: got %d, want %d", path, r.StatusCode, want)
			}
		}
		republish(t, s.opts.Dir, files)
	}
}

func TestGzip(t *testing.T) {
	long := strings.Repeat("公示 gongshi ", 200)
	s := New(Options{Dir: publish(t, map[string]string{"index.html": page, "long.html": long, "long.txt": long, "long.png": long, "short.txt": "x"})})
	tests := []struct {
		name, target, accept string
		want                 bool
	}{
		{"text", "/long.txt", "gzip", true},
		{"browser", "/long.txt", "br;q=1.0, gzip;q=0.8, *;q=0.1", true},
		{"upper case", "/long.txt", "GZIP", true},
		{"anything", "/long.txt", "*", true},
		{"page", "/long.html", "gzip", true},
		{"nothing", "/long.txt", "", false},
		{"other", "/long.txt", "br, deflate", false},
		{"refused", "/long.txt", "gzip;q=0", false},
		{"refused, others not", "/long.txt", "*, gzip; q=0.0", false},
		{"nonsense", "/long.txt", "gzip;q=x", false},
		{"picture", "/long.png", "gzip", false},
		{"short", "/short.txt", "gzip", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plain := body(t, get(s, tt.target))
			for range 2 { // the second comes from the cache
				r := get(s, tt.target, "Accept-Encoding", tt.accept)
				got := body(t, r)
				if zipped := r.Header.Get("Content-Encoding") == "gzip"; zipped != tt.want {
					t.Fatalf("Content-Encoding: got %q, want gzip: %v", r.Header.Get("Content-Encoding"), tt.want)
				}
				if n := r.Header.Get("Content-Length"); n != fmt.Sprint(len(got)) {
					t.Errorf("Content-Length: got %s, want %d", n, len(got))
				}
				if tt.want {
					got = gunzip(t, got)
				}
				if got != plain {
					t.Errorf("body: got %d bytes, want the same %d as without gzip", len(got), len(plain))
				}
			}
		})
	}
}

func gunzip(t *testing.T, in string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestRanges(t *testing.T) {
	long := strings.Repeat("0123456789", 100)
	s := New(Options{Dir: publish(t, map[string]string{"a.sqlite": long, "a.csv": long})})
	for _, target := range []string{"/a.sqlite", "/a.csv"} {
		r := get(s, target, "Range", "bytes=10-13", "Accept-Encoding", "gzip")
		if got := body(t, r); r.StatusCode != 206 || got != "0123" || r.Header.Get("Content-Range") != "bytes 10-13/1000" {
			t.Errorf("%s: got %d %q %q, want 206 with bytes 10-13/1000", target, r.StatusCode, got, r.Header.Get("Content-Range"))
		}
		if r := get(s, target, "Range", "bytes=2000-"); r.StatusCode != 416 {
			t.Errorf("%s beyond its end: got %d, want 416", target, r.StatusCode)
		}
		if r := get(s, target, "Range", "bytes=10-13", "If-Range", `"other"`); r.StatusCode != 200 {
			t.Errorf("%s of another version: got %d, want 200", target, r.StatusCode)
		}
	}
}

func TestNotFoundPage(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{"404.html": strings.Replace(page, "公示", "没有这一页", 1)})})
	r := get(s, "/a/b/c")
	if got := body(t, r); r.StatusCode != 404 || !strings.Contains(got, "没有这一页") || !strings.Contains(got, reloadTag) {
		t.Errorf("missing page: got %d %q, want 404 with the site's page and the script", r.StatusCode, got)
	}
	s = New(Options{Dir: publish(t, map[string]string{"index.html": page})})
	if r := get(s, "/a"); r.StatusCode != 404 {
		t.Errorf("missing page without 404.html: got %d, want 404", r.StatusCode)
	}
}

func TestInject(t *testing.T) {
	failed := state{Failed: true, Problems: make([]Problem, 3)}
	top := bar(3)
	tests := []struct {
		name string
		now  state
		in   string
		want string
	}{
		{"page", state{}, "<head>h</head><body>b</body>", "<head>h" + reloadTag + "</head><body>b</body>"},
		{"upper case", state{}, "<HEAD></HEAD><BODY>b", "<HEAD>" + reloadTag + "</HEAD><BODY>b"},
		{"no head", state{}, "<body>b", reloadTag + "<body>b"},
		{"no tags", state{}, "b", "b" + reloadTag},
		{"empty", state{}, "", reloadTag},
		{"failed", failed, "<head></head><body>b", "<head>" + styleTag + reloadTag + "</head><body>" + top + "b"},
		{"attributes", failed, `<head></head><body class="a>b" data-x='>'>b`, "<head>" + styleTag + reloadTag + `</head><body class="a>b" data-x='>'>` + top + "b"},
		{"body before the head's end", failed, "<body></head><body>b", "<body>" + styleTag + reloadTag + "</head><body>" + top + "b"},
		{"another element", failed, "<head></head><bodyguard><body>b", "<head>" + styleTag + reloadTag + "</head><bodyguard><body>" + top + "b"},
		{"failed, no tags", failed, "b", "b" + styleTag + reloadTag + top},
		{"failed, unclosed body", failed, "<head></head><body", "<head>" + styleTag + reloadTag + top + "</head><body"},
		{"case that changes length", state{}, "İ</head>", "İ" + reloadTag + "</head>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(inject([]byte(tt.in), tt.now)); got != tt.want {
				t.Errorf("inject(%q): got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// FuzzInject: what is put in can be taken out, and the page is as it was.
func FuzzInject(f *testing.F) {
	f.Add([]byte(page), true)
	f.Add([]byte("<body a='"), true)
	f.Add([]byte("</head><body"), false)
	f.Fuzz(func(t *testing.T, in []byte, failed bool) {
		out := inject(in, state{Failed: failed})
		for _, part := range []string{bar(0), reloadTag, styleTag} {
			if failed || part == reloadTag {
				before, after, ok := bytes.Cut(out, []byte(part))
				if !ok {
					t.Fatalf("inject(%q): got %q, want %q in it", in, out, part)
				}
				out = append(bytes.Clone(before), after...)
			}
		}
		if !bytes.Equal(out, in) && !bytes.Contains(in, []byte("/-/")) {
			t.Errorf("inject(%q) less what was put in: got %q", in, out)
		}
	})
}

func problems() []Problem {
	return []Problem{
		{File: "data/pay.csv", Line: 7, Column: 3, Severity: "error", Value: "<script>alert(1)</script>", MessageZH: "金额不对", MessageEN: "not an amount", HintZH: "写成元", HintEN: `use "yuan"`},
		{File: "gongshi.yaml", Severity: "warning", MessageZH: "标题", MessageEN: "title"},
	}
}

func TestFindingsBeforeTheFirstBuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, made := range []bool{false, true} {
		if made { // an empty folder is no site either
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		s := New(Options{Dir: dir, Title: "拟州 <公示>"})
		if r := get(s, "/x/y"); r.StatusCode != 503 || !strings.Contains(body(t, r), "正在构建") {
			t.Errorf("before any build: got %d, want 503 with a word about it", r.StatusCode)
		}
		s.Failed(problems())
		r := get(s, "/agencies/a.css")
		got := body(t, r)
		wantSecure(t, r)
		if r.StatusCode != 503 {
			t.Errorf("after a failed build: got %d, want 503", r.StatusCode)
		}
		for _, want := range []string{"data/pay.csv:7:3<", "&lt;script&gt;alert(1)&lt;/script&gt;", "金额不对", "not an amount", "写成元", "use &#34;yuan&#34;", "gongshi.yaml<", "错误 error", "警告 warning", "拟州 &lt;公示&gt;", "2 个问题", "2 findings", `src="/-/reload.js"`} {
			if !strings.Contains(got, want) {
				t.Errorf("findings: got %s, want %q in it", got, want)
			}
		}
		for _, not := range []string{"<script>", "<style", " style=", "onclick", "gongshi.yaml:0"} {
			if strings.Contains(got, not) {
				t.Errorf("findings: got %q in %s, want none", not, got)
			}
		}
	}
}

func TestTheOldSiteStaysUnderABar(t *testing.T) {
	// A site of an earlier run counts, though no build of this process was good.
	public := publish(t, map[string]string{"index.html": page, "a.css": "c"})
	s := New(Options{Dir: public})
	want := strings.Replace(page, "</head>", reloadTag+"</head>", 1)
	if got := body(t, get(s, "/")); got != want {
		t.Errorf("page: got %q, want %q", got, want)
	}
	s.Failed(problems())
	r := get(s, "/")
	got := body(t, r)
	if r.StatusCode != 200 || !strings.Contains(got, `<body class="x">`+bar(2)) || !strings.Contains(got, "<p>公示</p>") {
		t.Errorf("page after a failed build: got %d %q, want 200, the bar and the page", r.StatusCode, got)
	}
	if got := body(t, get(s, "/a.css")); got != "c" {
		t.Errorf("style sheet after a failed build: got %q, want c", got)
	}
	if r := get(s, "/-/findings"); r.StatusCode != 200 || !strings.Contains(body(t, r), "data/pay.csv:7:3") {
		t.Errorf("/-/findings: got %d, want 200 with the findings", r.StatusCode)
	}
	s.Succeeded()
	if got := body(t, get(s, "/")); got != want {
		t.Errorf("page after a good build: got %q, want %q", got, want)
	}
	if file, err := os.ReadFile(filepath.Join(public, "index.html")); err != nil || string(file) != page {
		t.Errorf("file: got %q, %v, want it untouched", file, err)
	}
}

func TestManyFindings(t *testing.T) {
	s := New(Options{})
	s.Failed(make([]Problem, maxShown+5))
	got := body(t, get(s, "/-/findings"))
	if n := strings.Count(got, "<li>"); n != maxShown || !strings.Contains(got, "5 more") {
		t.Errorf("findings: got %d, want %d and 5 more", n, maxShown)
	}
}

func TestIsLoopback(t *testing.T) {
	tests := []struct {
		host string
		want bool
	}{
		{"localhost", true}, {"LOCALHOST:8080", true}, {"localhost.", true}, {"gongshi.localhost:80", true},
		{"127.0.0.1", true}, {"127.8.8.8:1", true}, {"[::1]:8080", true}, {"[::1]", true}, {"[::ffff:127.0.0.1]:1", true},
		{"", false}, {"example.org", false}, {"localhost.example.org", false}, {"127.0.0.1.example.org", false}, {"notlocalhost", false},
		{"192.168.1.2:8080", false}, {"0.0.0.0", false}, {"[::]:80", false}, {"2130706433", false},
	}
	for _, tt := range tests {
		if got := isLoopback(tt.host); got != tt.want {
			t.Errorf("isLoopback(%q): got %v, want %v", tt.host, got, tt.want)
		}
	}
}

// start serves on a port of its own until the test ends.
func start(t *testing.T, s *Server) (base string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Serve: got %v, want nil", err)
		}
	}
	t.Cleanup(stop)
	return "http://" + ln.Addr().String(), stop
}

func TestServeGuardsTheHost(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{"index.html": page})})
	base, _ := start(t, s)
	for host, want := range map[string]int{"": 200, "localhost:1": 200, "evil.example": 421, "evil.example:80": 421} {
		r, err := http.NewRequest("GET", base+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != want {
			t.Errorf("Host %q: got %d, want %d", host, got.StatusCode, want)
		}
		wantSecure(t, got)
	}
}

// stream reads server-sent events; next gives "name data" of the next one.
func stream(t *testing.T, url string) (next func() string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	if got := r.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type: got %q, want text/event-stream", got)
	}
	in := bufio.NewScanner(r.Body)
	return func() string {
		name := ""
		for in.Scan() {
			if v, ok := strings.CutPrefix(in.Text(), "event: "); ok {
				name = v
			}
			if v, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				return name + " " + v
			}
		}
		return "end"
	}
}

func TestEvents(t *testing.T) {
	s := New(Options{Dir: publish(t, map[string]string{"index.html": page})})
	base, stop := start(t, s)
	build := s.state().Build
	if script := body(t, get(s, "/-/reload.js")); !strings.Contains(script, "/-/events?build="+build+`"`) {
		t.Errorf("reload.js: got %s, want the build %s in it", script, build)
	}
	next := stream(t, base+"/-/events?build="+build)
	s.Failed(problems())
	if got := next(); got != "failed 2" {
		t.Errorf("after a failed build: got %q, want failed 2, and no reload", got)
	}
	s.Succeeded()
	if got, want := next(), "built "+s.state().Build; got != want {
		t.Errorf("after a good build: got %q, want %q", got, want)
	}
	late := stream(t, base+"/-/events?build="+build)
	if got, want := late(), "built "+s.state().Build; got != want {
		t.Errorf("page of an earlier build: got %q, want %q", got, want)
	}
	stop() // a stream under way does not hold it up
	if got := next(); got != "end" {
		t.Errorf("after the stop: got %q, want the end", got)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.watchers) != 0 {
		t.Errorf("streams after the stop: got %d, want 0", len(s.watchers))
	}
}
