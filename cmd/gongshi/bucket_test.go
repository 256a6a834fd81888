//go:build unix

package main

import (
	"crypto/md5"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/gateway"
)

// reader looks at a bucket as somebody does who comes to the first page and goes everywhere
// from there, or who has an address of a page that was published. It remembers where an object
// leads.
type reader struct {
	leads map[string][]string // by ETag and key
	known []string            // pages that were published
}

func (r *reader) missing(all map[string]gateway.Object) []string {
	return gateway.Missing(all, r.known, func(key string, o gateway.Object) []string {
		if key != "search/index/root.js" && path.Ext(key) != ".html" || key == "404.html" {
			return nil
		}
		if leads, ok := r.leads[o.ETag+key]; ok {
			return leads
		}
		var leads []string
		for _, m := range named.FindAllSubmatch(o.Body, -1) {
			leads = append(leads, path.Join(path.Dir(key), string(m[1])))
		}
		if key == "search/index/root.js" {
			for _, m := range ref.FindAllSubmatch(o.Body, -1) {
				if chunk := "search/index/" + string(m[1]); all[chunk+"-0.js"].ETag != "" {
					leads = append(leads, chunk+"-0.js")
				} else {
					leads = append(leads, chunk+".js")
				}
			}
		}
		r.leads[o.ETag+key] = leads
		return leads
	})
}

// bucketOf points the environment at a gateway.
func bucketOf(t *testing.T, address string) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "key-of-the-test", "AWS_SECRET_ACCESS_KEY": "secret-of-the-test", "AWS_ENDPOINT_URL": address,
		"AWS_CONFIG_FILE": os.DevNull, "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_S3": "", "AWS_SESSION_TOKEN": "",
	} {
		t.Setenv(name, value)
	}
}

// differs says how a bucket differs from a public folder; assets may stay.
func differs(t *testing.T, all map[string]gateway.Object, public string) (list []string) {
	t.Helper()
	names, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if o, ok := all[name]; !ok || md5.Sum(o.Body) != md5.Sum([]byte(readFile(t, filepath.Join(public, name)))) {
			list = append(list, "wants "+name)
		}
	}
	for key := range all {
		if !slices.Contains(names, key) && !strings.HasPrefix(key, "assets/") && key != ".gongshi-upload.json" {
			list = append(list, "has "+key)
		}
	}
	return list
}

// TestPublish publishes a portal into a bucket, and again with other data: a first time, with
// nothing new, cut off, and with what may not be published.
func TestPublish(t *testing.T) {
	g := &gateway.Gateway{Bucket: "site"}
	server := g.Serve()
	defer server.Close()
	bucketOf(t, server.URL)
	portal := smallPortal(t, t.TempDir())
	public := filepath.Join(portal, "public")
	publish := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		stdout, stderr, code := gongshi(t, append([]string{"publish", "s3://site", "-C", portal, "--grace", "0s"}, args...)...)
		if code != want {
			t.Fatalf("exit code %d, want %d\n%s", code, want, stderr)
		}
		if strings.Contains(stdout+stderr, "secret-of-the-test") {
			t.Errorf("the secret key is printed\n%s%s", stdout, stderr)
		}
		return stdout, stderr
	}
	r := &reader{leads: map[string][]string{}}
	g.Watch(func(method, key string, all map[string]gateway.Object) {
		if list := r.missing(all); len(list) > 0 {
			t.Errorf("after %s %s a reader misses %q", method, key, list[:min(len(list), 5)])
		}
	})

	// A dry run writes nothing, here or there.
	out, _ := publish(0, "--dry-run")
	if _, err := os.Stat(public); err == nil || len(g.Objects()) > 0 || !strings.Contains(out, "upload manifest manifest.json\n") {
		t.Errorf("a dry run leaves %d objects and says\n%s", len(g.Objects()), out)
	}
	publish(0)
	if list := differs(t, g.Objects(), public); len(list) > 0 {
		t.Fatal(list)
	}
	first := g.Objects()
	for name := range first {
		r.known = append(r.known, name)
	}
	publish(0) // the log of changes begins
	first = g.Objects()
	g.Reset()
	if _, said := publish(0, "--quiet"); said != "" {
		t.Errorf("--quiet says %q", said)
	}
	for _, line := range g.Log() {
		if strings.HasPrefix(line, "PUT") {
			t.Errorf("nothing is new, and there is a %s", line)
		}
	}

	// An address vanishes: nothing is uploaded.
	for _, name := range []string{"data/projects.csv", "data/evaluations.csv"} {
		name = filepath.Join(portal, name)
		writeFile(t, name, []byte(strings.ReplaceAll(readFile(t, name), "XM-2024-001", "XM-2024-002")))
	}
	g.Reset()
	if _, said := publish(1); !strings.Contains(said, "--accept address-vanished") {
		t.Errorf("a project's address vanishes, and the hint is lacking\n%s", said)
	}
	for _, line := range g.Log() {
		if !strings.HasPrefix(line, "GET") {
			t.Errorf("findings stop the publication, and there is a %s", line)
		}
	}

	// What --dry-run says is what is done, in one order.
	out, _ = publish(0, "--accept", "address-vanished,record-vanished", "--dry-run", "--format", "json")
	var plan struct {
		Upload []struct{ Path string }
		Delete []string
	}
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err)
	}
	if len(plan.Delete) == 0 || len(plan.Upload) == 0 {
		t.Fatalf("a dry run plans %+v", plan)
	}
	g.Reset()
	g.Fail(func(_ int, r *http.Request) gateway.Fault {
		if r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/manifest.json") {
			return gateway.Deny // a network that breaks is asked again for some seconds
		}
		return gateway.None
	})
	if _, said := publish(3, "--accept", "all", "--workers", "1"); !strings.Contains(said, "not complete") || !strings.Contains(said, "hint: ") {
		t.Errorf("the manifest is refused, and the publication says\n%s", said)
	}
	if string(g.Objects()["manifest.json"].Body) != string(first["manifest.json"].Body) {
		t.Error("the manifest is there before the upload is complete")
	}
	g.Fail(nil)
	var puts []string
	for _, line := range g.Log() {
		if name, ok := strings.CutPrefix(line, "PUT "); ok && name != ".gongshi-upload.json" {
			puts = append(puts, name)
		}
	}
	var planned []string
	for _, m := range plan.Upload {
		if m.Path != "manifest.json" {
			planned = append(planned, m.Path)
		}
	}
	if !slices.Equal(puts, planned) {
		t.Errorf("uploaded\n%q\nplanned\n%q", puts, planned)
	}

	// The next one goes on: with no --accept, since that was given for what is in public/.
	publish(0)
	if list := differs(t, g.Objects(), public); len(list) > 0 {
		t.Error(list)
	}
	for _, name := range plan.Delete {
		if _, there := g.Objects()[name]; there {
			t.Errorf("%s is still there", name)
		}
	}
}

// TestPublishUsage holds what is refused before anything is asked for, and without a key.
func TestPublishUsage(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	bucketOf(t, "http://127.0.0.1:1")
	t.Setenv("HOME", t.TempDir())
	for _, tt := range []struct {
		args []string
		key  string
		code int
		said string
	}{
		{[]string{"publish"}, "k", 2, "accepts 1 arg"},
		{[]string{"publish", "ftp://x"}, "k", 2, "s3://bucket/prefix"},
		{[]string{"publish", "s3://site/../x"}, "k", 2, `found ".."`},
		{[]string{"publish", "s3://site", "--workers", "0"}, "k", 2, "--workers"},
		{[]string{"publish", "s3://site", "--grace", "-1s"}, "k", 2, "--grace"},
		{[]string{"publish", "s3://site", "--accept", "duplicate-key"}, "k", 2, "has to be mended"},
		{[]string{"publish", "s3://site", "--format", "xml"}, "k", 2, "--format"},
		{[]string{"publish", "s3://site", "--endpoint", "ftp://x"}, "k", 3, "wanted an endpoint"},
		{[]string{"publish", "s3://site"}, "", 3, "AWS_ACCESS_KEY_ID"},
	} {
		t.Setenv("AWS_ACCESS_KEY_ID", tt.key)
		if _, stderr, code := gongshi(t, append(tt.args, "-C", portal)...); code != tt.code || !strings.Contains(stderr, tt.said) {
			t.Errorf("%q: exit code %d, want %d with %q\n%s", tt.args, code, tt.code, tt.said, stderr)
		}
	}
}

// TestPublishGateway publishes through a real gateway, which checks signatures, one site after
// another, and reads what it holds from its folder.
func TestPublishGateway(t *testing.T) {
	program, err := exec.LookPath("versitygw")
	if err != nil {
		lacks(t, "versitygw", err.Error())
	}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "site"), 0o755); err != nil {
		t.Fatal(err)
	}
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := port.Addr().String()
	port.Close()
	cmd := exec.Command(program, "--port", address, "--access", "key-of-the-test", "--secret", "secret-of-the-test", "--quiet", "posix", folder)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	bucketOf(t, "http://"+address) // requests are repeated until it answers
	portal := smallPortal(t, t.TempDir())
	for range 3 {
		if _, stderr, code := gongshi(t, "publish", "s3://site/a/b", "-C", portal, "--grace", "0s"); code != 0 || strings.Contains(stderr, "conditional") {
			t.Fatalf("exit code %d\n%s", code, stderr)
		}
		public, target := filepath.Join(portal, "public"), filepath.Join(folder, "site/a/b")
		for _, name := range only(t, target, public) {
			if name != ".gongshi-upload.json" && !strings.HasPrefix(name, "assets/") {
				t.Errorf("the bucket has %s", name)
			}
		}
		all, err := files(public)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range all {
			if readFile(t, filepath.Join(public, name)) != readFile(t, filepath.Join(target, name)) {
				t.Errorf("%s is not as it was built", name)
			}
		}
		sanctions := filepath.Join(portal, "data/sanctions.csv")
		header, _, _ := strings.Cut(readFile(t, sanctions), "\n")
		writeFile(t, sanctions, []byte(header+"\n"))
	}
	bucketOf(t, "http://"+address)
	t.Setenv("AWS_SECRET_ACCESS_KEY", "another")
	if _, stderr, code := gongshi(t, "publish", "s3://site", "-C", portal); code != 3 || !strings.Contains(stderr, "AWS_SECRET_ACCESS_KEY") {
		t.Errorf("a wrong secret: exit code %d\n%s", code, stderr)
	}
	bucketOf(t, "http://"+address)
	if _, stderr, code := gongshi(t, "publish", "s3://nobodys", "-C", portal); code != 3 || !strings.Contains(stderr, "make the bucket") {
		t.Errorf("no such bucket: exit code %d\n%s", code, stderr)
	}
}
