package host

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestLookup(t *testing.T) {
	for _, name := range Names() {
		if p, ok := Lookup(name); !ok || p.Name != name {
			t.Errorf("%s: %+v, %v", name, p, ok)
		}
	}
	if p, ok := Lookup(""); !ok || p.Limits != (Limits{}) || p.Headers || p.Redirects.Form != NoRedirects {
		t.Errorf("no host: %+v, %v; want a profile that asks for nothing", p, ok)
	}
	if _, ok := Lookup("github"); ok {
		t.Error("github is the name of a profile, want github-pages only")
	}
}

// TestDocument holds that docs/hosting.md has every profile.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/hosting.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		if !bytes.Contains(text, []byte("| `"+name+"` |")) {
			t.Errorf("docs/hosting.md has no row of %s", name)
		}
	}
}

func TestCheck(t *testing.T) {
	files := []File{{"index.html", 10}, {"a/1.html", 20}, {"a/2.html", 30}, {"b/1.html", 30}}
	for _, tt := range []struct {
		name   string
		limits Limits
		want   string
	}{
		{"no limit", Limits{}, ""},
		{"all far", Limits{Files: 100, FolderFiles: 100, FileBytes: 1000, TotalBytes: 1000}, ""},
		{"just below the share", Limits{TotalBytes: 113}, ""},
		{"at the share", Limits{TotalBytes: 112}, "3:90/112 near"},
		{"at the limit", Limits{TotalBytes: 90}, "3:90/90 near"},
		{"too large", Limits{TotalBytes: 89}, "3:90/89 over"},
		{"too many", Limits{Files: 3}, "0:4/3 over"},
		{"folders count", Limits{Files: 6, CountFolders: true}, "0:7/6 over"},
		{"a folder too full", Limits{FolderFiles: 1}, "1:2/1 over a"},
		{"a file too large", Limits{FileBytes: 29}, "2:30/29 over a/2.html"},
		{"several", Limits{Files: 4, FileBytes: 10}, "0:4/4 near 2:30/10 over a/2.html"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range tt.limits.Check(files) {
				state := "near"
				if r.Over() {
					state = "over"
				}
				got = append(got, strings.TrimSpace(fmt.Sprintf("%d:%d/%d %s %s", r.Kind, r.Found, r.Limit, state, r.Path)))
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), tt.want)
			}
		})
	}
}

func TestFolders(t *testing.T) {
	files := []File{{"index.html", 5}, {"a/1", 1}, {"a/b/2", 1}, {"c/1", 100}}
	if got := fmt.Sprint(Folders(files, false)); got != "[{a 2 2} {. 1 5} {c 1 100}]" {
		t.Errorf("by files: %s", got)
	}
	if got := fmt.Sprint(Folders(files, true)); got != "[{c 1 100} {. 1 5} {a 2 2}]" {
		t.Errorf("by size: %s", got)
	}
}

func TestPolicy(t *testing.T) {
	layout, err := os.ReadFile("../../templates/pages/layout.html")
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindSubmatch(layout); m == nil || string(m[1]) != Policy {
		t.Errorf("the header says\n%s\nthe pages\n%s", Policy, m)
	}
}

// TestHeaderFile holds the limits of Cloudflare, and that no file gets a header twice.
func TestHeaderFile(t *testing.T) {
	rules := map[string]string{}
	var pattern string
	for _, line := range strings.Split(strings.TrimSpace(string(HeaderFile("/gs/"))), "\n") {
		if len(line) > 2000 {
			t.Errorf("a line of %d characters, want at most 2000", len(line))
		}
		if !strings.HasPrefix(line, "  ") {
			pattern = line
		}
		rules[pattern] += line + "\n"
	}
	if len(rules) > 100 {
		t.Errorf("%d rules, want at most 100", len(rules))
	}
	for path, want := range map[string]string{
		"/gs/search/index/root.js":                 "",
		"/gs/search/index/0b109ba3d2930898643b.js": forGood,
		"/gs/search/index/pack-0b109ba3d293.js":    forGood,
		"/gs/assets/site-01.css":                   forGood,
		"/gs/index.html":                           "",
		"/gs/data/pay.csv":                         "",
	} {
		var got []string
		for pattern, rule := range rules {
			if prefix := strings.TrimSuffix(pattern, "*"); !strings.HasPrefix(path, prefix) {
				continue
			}
			for _, line := range strings.Split(rule, "\n") {
				if v, ok := strings.CutPrefix(line, "  Cache-Control: "); ok {
					got = append(got, v)
				}
			}
		}
		if strings.Join(got, "+") != want {
			t.Errorf("%s: Cache-Control %q, want %q", path, got, want)
		}
	}
	if !strings.Contains(rules["/gs/data/*"], "Access-Control-Allow-Origin: *") {
		t.Error("the downloads may not be read by other sites")
	}
}

func TestLines(t *testing.T) {
	moves := []Move{{"projects/1.html", "agencies/2.html#projects-1"}, {"en/x.html", "en/y.html"}}
	for _, tt := range []struct {
		name string
		r    Redirects
		base string
		want string // empty: too many
	}{
		{"plain", Redirects{Form: RedirectFile}, "/", "/projects/1.html /agencies/2.html#projects-1 302\n/en/x.html /en/y.html 302\n"},
		{"below a path", Redirects{Form: RedirectFile}, "/gs/", "/gs/projects/1.html /gs/agencies/2.html#projects-1 302\n/gs/en/x.html /gs/en/y.html 302\n"},
		{"bare", Redirects{Form: RedirectFile, Bare: true, Rules: 4}, "/",
			"/projects/1.html /agencies/2.html#projects-1 302\n/projects/1 /agencies/2.html#projects-1 302\n/en/x.html /en/y.html 302\n/en/x /en/y.html 302\n"},
		{"too many", Redirects{Form: RedirectFile, Rules: 1}, "/", ""},
		{"too many when bare", Redirects{Form: RedirectFile, Rules: 3, Bare: true}, "/", ""},
		{"too long", Redirects{Form: RedirectFile, Bytes: 70}, "/", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tt.r.Lines(tt.base, moves)
			if string(got) != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, tt.want)
			}
			if takes := tt.r.Takes(tt.base, moves); takes != ok {
				t.Errorf("takes them: %v, want %v", takes, ok)
			}
		})
	}
	if (Redirects{}).Takes("/", moves) || !(Redirects{}).Takes("/", nil) || !(Redirects{Form: NginxMap}).Takes("/", moves) {
		t.Error("a host without redirects takes no move and nginx any")
	}
}

func TestNginx(t *testing.T) {
	http := string(NginxHTTP("/gs/", []Move{{"projects/1.html", "agencies/2.html#projects-1"}}))
	if want := `  /gs/projects/1.html "/gs/agencies/2.html#projects-1";`; !strings.Contains(http, want) {
		t.Errorf("the map lacks %s:\n%s", want, http)
	}
	if strings.Count(http, "{") != strings.Count(http, "}") {
		t.Errorf("brackets do not match:\n%s", http)
	}
	for base, want := range map[string]string{"/": "root \"/srv/public\";", "/gs/": "alias \"/srv/public/\";"} {
		server := string(NginxServer(base, "/srv/public"))
		for _, part := range []string{want, "location " + base + " {", "error_page 404 " + base + "404.html;", Policy, "gzip_static on;", "gzip_vary on;"} {
			if !strings.Contains(server, part) {
				t.Errorf("below %s: no %q in\n%s", base, part, server)
			}
		}
	}
}

// cut writes a body in two pieces.
func cut(body []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, first := to.Write(body[:100])
		_, second := to.Write(body[100:])
		return errors.Join(first, second)
	}
}

func TestCopy(t *testing.T) {
	var c Compressor
	long := []byte(strings.Repeat("公开 is public\n", 200))
	for _, tt := range []struct {
		name, path string
		body       []byte
		there      bool
	}{
		{"a page", "a/index.html", long, true},
		{"a table", "data/pay.csv", long, true},
		{"a short page", "a.html", long[:leastCompressed], false},
		{"a picture", "a.png", long, false},
		{"a chunk of the search index", "search/index/0b.js", long, false},
	} {
		for _, ending := range []string{".gz", ".br"} {
			t.Run(tt.name+ending, func(t *testing.T) {
				got, err := c.Copy(tt.path, tt.body, ending)
				if err != nil || (got != nil) != tt.there {
					t.Fatalf("%d bytes, %v; there: want %v", len(got), err, tt.there)
				}
				if got == nil {
					return
				}
				again, err := c.Copy(tt.path, tt.body, ending)
				if err != nil || !bytes.Equal(got, again) {
					t.Errorf("the second copy has other bytes: %v", err)
				}
				var pieces bytes.Buffer
				if err := c.Pieces(tt.path, cut(tt.body), ending)(&pieces); err != nil || !bytes.Equal(got, pieces.Bytes()) {
					t.Errorf("the copy of the file in pieces has other bytes: %v", err)
				}
				var r io.Reader = brotli.NewReader(bytes.NewReader(got))
				if ending == ".gz" {
					if r, err = gzip.NewReader(bytes.NewReader(got)); err != nil {
						t.Fatal(err)
					}
				}
				if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, tt.body) {
					t.Errorf("unpacked to %d bytes, %v; want %d", len(back), err, len(tt.body))
				}
			})
		}
	}
	if _, err := c.Copy("a.html", long, ".zst"); err == nil {
		t.Error("an unknown ending is accepted")
	}
	if write := c.Pieces("a.png", cut(long), ".gz"); write != nil {
		t.Error("a picture is to have a copy")
	}
	full := errors.New("full")
	if err := c.Pieces("a.csv", func(io.Writer) error { return full }, ".gz")(io.Discard); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}
