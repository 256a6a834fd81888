package build

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/internal/host"
)

// nginxSettings writes settings that include what a build made, and returns their name.
func nginxSettings(t *testing.T, address, httpPart, serverPart string) string {
	t.Helper()
	dir := t.TempDir()
	user := ""
	if os.Getuid() == 0 {
		user = "user root;\n"
	}
	name := filepath.Join(dir, "nginx.conf")
	var temporary strings.Builder
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&temporary, "%s_temp_path %s/%s;\n", kind, dir, kind)
	}
	text := fmt.Sprintf(`%[1]sdaemon off;
worker_processes 1;
pid %[2]s/pid;
error_log %[2]s/error.log;
events {}
http {
access_log off;
%[3]stypes { text/html html; application/javascript js; text/css css; }
include %[4]s;
server { listen %[5]s; include %[6]s; }
}
`, user, dir, temporary.String(), httpPart, address, serverPart)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func nginxProgram(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), "nginx") {
			t.Fatal("nginx is not installed, and GONGSHI_REQUIRE names nginx")
		}
		t.Skip("nginx is not installed")
	}
	return program
}

// startNginx runs nginx with settings until the test ends.
func startNginx(t *testing.T, settings, address string) {
	t.Helper()
	cmd := exec.Command(nginxProgram(t), "-c", settings, "-p", filepath.Dir(settings))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nginx does not answer: %s", said.String())
}

// TestNginxServes runs nginx with the settings that a build makes.
func TestNginxServes(t *testing.T) {
	nginxProgram(t)
	for _, base := range []string{"/gs/", "/"} {
		t.Run(base, func(t *testing.T) {
			dir := records(t, "")
			write(t, dir, "gongshi.yaml", "base_url: https://example.org"+base+"\nas_of: 2024-06-30\nlanguages: [zh-CN, en]\nrulebook: none\nhost: nginx\npages: folded\n")
			if r := run(t, Options{Dir: dir}); !r.Published {
				t.Fatalf("not published: %+v", r.Findings)
			}
			made := filepath.Join(dir, ".gongshi", "nginx")
			free, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			address := free.Addr().String()
			free.Close()
			startNginx(t, nginxSettings(t, address, filepath.Join(made, "http.conf"), filepath.Join(made, "server.conf")), address)
			served(t, "http://"+address+base, base, snapshot(t, filepath.Join(dir, "public")))
		})
	}
}

// served holds what nginx answers to requests of the site below an address.
func served(t *testing.T, root, base string, public map[string]string) {
	t.Helper()
	asset := ""
	for name := range public {
		if strings.HasPrefix(name, "assets/") && strings.HasSuffix(name, ".css") {
			asset = name
		}
	}
	for _, tt := range []struct {
		path, accepts string
		code          int
		body          string // the file of the site
		header, value string
	}{
		{"index.html", "", 200, "index.html", "Content-Encoding", ""},
		{"index.html", "gzip", 200, "index.html.gz", "Content-Encoding", "gzip"},
		{"index.html", "gzip", 200, "index.html.gz", "Vary", "Accept-Encoding"},
		{"", "gzip", 200, "index.html.gz", "Content-Type", "text/html; charset=utf-8"},
		{"en/", "", 200, "en/index.html", "Content-Security-Policy", host.Policy},
		{asset, "", 200, asset, "Cache-Control", "public, max-age=31536000, immutable"},
		{"search/index/root.js", "", 200, "search/index/root.js", "Cache-Control", "public, max-age=300, must-revalidate"},
		{"data/projects.csv", "", 200, "data/projects.csv", "Access-Control-Allow-Origin", "*"},
		{"index.html", "", 200, "index.html", "Access-Control-Allow-Origin", ""},
		{"projects/new-1.html", "", 302, "", "Location", base + "agencies/52440300mjl186084f.html#projects-new-1"},
		{"not/there.html", "", 404, "404.html", "X-Content-Type-Options", "nosniff"},
	} {
		request, err := http.NewRequest(http.MethodGet, root+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", tt.accepts) // set at all: the client unpacks nothing
		answer, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := answer.Header.Get(tt.header); answer.StatusCode != tt.code || got != tt.value {
			t.Errorf("%q with %q: %d and %s %q, want %d and %q", tt.path, tt.accepts, answer.StatusCode, tt.header, got, tt.code, tt.value)
		}
		if tt.body != "" && (public[tt.body] == "" || string(body) != public[tt.body]) {
			t.Errorf("%q with %q: not the bytes of %s", tt.path, tt.accepts, tt.body)
		}
	}
}

// TestNginxAccepts holds that nginx takes the moves of a city.
func TestNginxAccepts(t *testing.T) {
	program := nginxProgram(t)
	var moves []host.Move
	for i := range 23_000 {
		key := fmt.Sprintf("%s-%d", strings.Repeat("long", 20), i)
		moves = append(moves, host.Move{From: "projects/" + key + ".html", To: "agencies/52440300mjl186084f.html#projects-" + key})
	}
	dir := t.TempDir()
	for name, body := range map[string][]byte{"http.conf": host.NginxHTTP("/gs/", moves), "server.conf": host.NginxServer("/gs/", "/srv/公示/public")} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	settings := nginxSettings(t, "127.0.0.1:8099", filepath.Join(dir, "http.conf"), filepath.Join(dir, "server.conf"))
	out, err := exec.Command(program, "-t", "-c", settings, "-p", filepath.Dir(settings)).CombinedOutput()
	if err != nil || strings.Contains(string(out), "[warn]") {
		t.Errorf("%v: %s", err, out)
	}
}
