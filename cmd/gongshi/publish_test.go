//go:build unix

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// recipe is a script of docs/examples/publish.
func recipe(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(repository(t), "docs/examples/publish", name)
}

// twoSites builds a portal, and a second time with one record renamed, one withdrawn, another
// added, and another style.
func twoSites(t *testing.T) (before, after string) {
	t.Helper()
	portal := smallPortal(t, t.TempDir())
	build := func() string {
		if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
			t.Fatal(stderr)
		}
		dir := filepath.Join(t.TempDir(), "public")
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(portal, "public"))); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	before = build()
	sanctions := filepath.Join(portal, "data/sanctions.csv")
	header, _, _ := strings.Cut(readFile(t, sanctions), "\n")
	writeFile(t, sanctions, []byte(header+"\n"))
	appendFile(t, filepath.Join(portal, "data/projects.csv"), "XM-2024-002,社区食堂项目,529900000000000193,云岭区民政局,社区建设,2024-01-01,2024-12-31,1\n")
	style := readFile(t, filepath.Join(repository(t), "templates/styles/site.css"))
	writeFile(t, filepath.Join(portal, "templates/styles/site.css"), []byte(style+"\n.recipe { color: inherit }\n"))
	return before, build()
}

var (
	named = regexp.MustCompile(`(?:href|src)="([^"#?:]+)["#?]`)
	ref   = regexp.MustCompile(`"([0-9a-f]{20})"`)
)

// missing looks for what a reader of a folder would miss now: a file that a page leads to or
// loads, or a part that the root of the search index names. What is read while it is
// exchanged is read again, as a browser does. Of a site in a folder among, only the pages that
// it has are read; empty: all pages.
func missing(dir, among string) (list []string, pages int) {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	wants := func(name string, body []byte) (all []string) {
		if name == "search/index/root.js" {
			for _, m := range ref.FindAllSubmatch(body, -1) {
				chunk := "search/index/" + string(m[1])
				if !has(chunk+".js") && !has(chunk+"-0.js") {
					all = append(all, name+": "+chunk)
				}
			}
			return all
		}
		for _, m := range named.FindAllSubmatch(body, -1) {
			if to := path.Join(path.Dir(name), string(m[1])); !has(to) {
				all = append(all, name+": "+to)
			}
		}
		return all
	}
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name != "search/index/root.js" && path.Ext(name) != ".html" || name == "404.html" {
			return nil // a file that went meanwhile is nobody's
		}
		if _, err := os.Stat(filepath.Join(among, name)); among != "" && err != nil {
			return nil
		}
		pages++
		for {
			body, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				return nil
			}
			lacks := wants(name, body)
			if len(lacks) == 0 {
				return nil
			}
			if again, err := os.ReadFile(filepath.Join(dir, name)); err != nil || bytes.Equal(body, again) {
				if err == nil {
					list = append(list, lacks...)
				}
				return nil
			}
		}
	})
	return list, pages
}

// wrapped puts a script in the place of a program that a recipe runs, and returns the PATH
// with it. The script finds the program as $REAL.
func wrapped(t *testing.T, program, script string) (path string) {
	t.Helper()
	found, err := exec.LookPath(program)
	if err != nil {
		lacks(t, program, err.Error())
	}
	bin := t.TempDir()
	writeFile(t, filepath.Join(bin, program), []byte("#!/bin/sh\nREAL="+found+"\n"+script))
	if err := os.Chmod(filepath.Join(bin, program), 0o755); err != nil {
		t.Fatal(err)
	}
	return bin + string(filepath.ListSeparator) + os.Getenv("PATH")
}

// TestUpload uploads a site over another one while a reader looks on, during and after each
// step, and again until nothing of the other one is left.
func TestUpload(t *testing.T) {
	before, after := twoSites(t)
	for _, tool := range []string{"rsync", "rclone"} {
		t.Run(tool, func(t *testing.T) {
			target, state, done := filepath.Join(t.TempDir(), "target"), t.TempDir(), filepath.Join(t.TempDir(), "done")
			searchPath := wrapped(t, tool, `"$REAL" "$@"
code=$?
[ -z "$DONE" ] || : >"$DONE"
while [ -n "$DONE" ] && [ -e "$DONE" ]; do sleep 0.01; done # until the reader has seen it
exit $code
`)
			watched := ""
			upload := func(public string) (string, error) {
				cmd := exec.Command(recipe(t, "upload.sh"), tool, public, target)
				cmd.Env = append(os.Environ(), "PATH="+searchPath, "STATE="+state, "GRACE=0", "DONE="+watched)
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			goes := func(public string) {
				t.Helper()
				if out, err := upload(public); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			goes(before)
			if list, pages := missing(target, ""); len(list) > 0 || pages < 10 {
				t.Fatalf("of %d pages are missing %q", pages, list)
			}
			foreign := filepath.Join(target, ".well-known/security.txt")
			writeFile(t, foreign, []byte("Contact: mailto:somebody@example.org\n"))

			stop := make(chan struct{})
			var reader sync.WaitGroup
			reader.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					_, step := os.Stat(done)
					among := before // to a page that is new nothing leads before the step after
					if step == nil {
						among = ""
					}
					if list, _ := missing(target, among); len(list) > 0 {
						t.Errorf("a reader misses %q", list)
					}
					if step == nil {
						_ = os.Remove(done) // the next step waits for it
					}
				}
			})
			watched = done
			goes(after)
			watched = ""
			close(stop)
			reader.Wait()

			old := only(t, before, after)
			for _, name := range old {
				_, err := os.Stat(filepath.Join(target, name))
				if kept := err == nil; kept != strings.HasPrefix(name, "assets/") {
					t.Errorf("%s is there: %v; want assets to stay, and nothing else of the old site", name, kept)
				}
			}
			if !slices.ContainsFunc(old, func(name string) bool { return strings.HasPrefix(name, "assets/") }) || !slices.ContainsFunc(old, func(name string) bool { return strings.HasPrefix(name, "search/index/") }) {
				t.Errorf("the old site alone has %q, want assets and parts of the index among them", old)
			}
			goes(after)
			if list := only(t, before, target); len(list) != len(old)-len(kept(old)) {
				t.Errorf("after two publications the target lacks %q, want the assets of the old site to be there", list)
			}
			goes(after)
			if more := only(t, target, after); !slices.Equal(more, []string{".well-known/security.txt"}) || len(only(t, after, target)) > 0 {
				t.Errorf("in the end the target holds %q beside the site, want somebody else's file alone", more)
			}
		})
	}
}

// kept are the assets of a list.
func kept(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return !strings.HasPrefix(name, "assets/") })
}

// only lists the files that one folder has and another has not.
func only(t *testing.T, dir, other string) []string {
	t.Helper()
	all, err := files(dir)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(name string) bool {
		_, err := os.Stat(filepath.Join(other, name))
		return err == nil
	})
}

// TestUploadCutOff lets an upload fail after each of its steps, and then publishes another
// site: nothing of the one that was never published whole is left, and its manifest was
// never there.
func TestUploadCutOff(t *testing.T) {
	searchPath := wrapped(t, "rsync", `echo call >>"$CALLS"
"$REAL" "$@" || exit
[ "$(wc -l <"$CALLS")" != "$FAIL" ]
`)
	before, after := twoSites(t)
	for _, step := range []string{"1", "3", "5"} { // the manifest is read, then there are four uploads
		state, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
		run := func(public, fail string) error {
			cmd := exec.Command(recipe(t, "upload.sh"), "rsync", public, target)
			cmd.Env = append(os.Environ(), "PATH="+searchPath, "STATE="+state, "GRACE=0", "FAIL="+fail, "CALLS="+filepath.Join(t.TempDir(), "calls"))
			return cmd.Run()
		}
		if err := run(before, ""); err != nil {
			t.Fatal(err)
		}
		if err := run(after, step); err == nil {
			t.Fatalf("step %s fails, and the upload does not", step)
		}
		if readFile(t, filepath.Join(target, "manifest.json")) != readFile(t, filepath.Join(before, "manifest.json")) {
			t.Errorf("step %s: the manifest is not that of the last whole site", step)
		}
		for range 3 {
			if err := run(before, ""); err != nil {
				t.Fatal(err)
			}
		}
		if left := only(t, target, before); len(left) > 0 {
			t.Errorf("step %s: of a site that was never published is left %q", step, left)
		}
	}
}

// TestUploadUsage holds what the recipe refuses.
func TestUploadUsage(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		said string
	}{
		{nil, 2, "usage"},
		{[]string{"ftp", "public", "target"}, 2, "usage"},
		{[]string{"rsync", t.TempDir(), "target"}, 3, "no manifest.json"},
	} {
		out, err := exec.Command(recipe(t, "upload.sh"), tt.args...).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != tt.code || !strings.Contains(string(out), tt.said) {
			t.Errorf("%q: %v, want exit code %d\n%s", tt.args, err, tt.code, out)
		}
	}
}

// TestCron publishes a portal by the recipe for cron: for the first time and on to a server,
// with a mistake in the data, and while another one is at work.
func TestCron(t *testing.T) {
	searchPath := wrapped(t, "gongshi", `exec "$REAL" "$@"`)
	for _, tool := range []string{"rsync", "flock"} {
		if _, err := exec.LookPath(tool); err != nil {
			lacks(t, "rsync", err.Error())
		}
	}
	portal, target := smallPortal(t, t.TempDir()), filepath.Join(t.TempDir(), "target")
	public := filepath.Join(portal, "public")
	run := func(more ...string) (said string, code int) {
		cmd := exec.Command(recipe(t, "cron.sh"), portal)
		cmd.Env = append(append(os.Environ(), "PATH="+searchPath, "UPLOAD=rsync "+target, "GRACE=0"), more...)
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if asExit(err, &exit) {
			code = exit.ExitCode()
		} else if err != nil {
			t.Fatal(err)
		}
		return string(out), code
	}
	if said, code := run(); code != 0 {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	if lacking := only(t, public, target); len(lacking) > 0 {
		t.Errorf("not uploaded: %q", lacking)
	}
	first := readFile(t, filepath.Join(target, "manifest.json"))

	projects := filepath.Join(portal, "data/projects.csv")
	good := readFile(t, projects)
	appendFile(t, projects, "XM-2024-002,社区食堂项目,529900000000000193,云岭区民政局,社区建设,2024-13-01,2024-12-31,1\n")
	if said, code := run(); code != 1 || !strings.Contains(said, "2024-13-01") || readFile(t, filepath.Join(target, "manifest.json")) != first {
		t.Errorf("a mistake in the data: exit code %d, want 1 and the site as it was\n%s", code, said)
	}
	header, _, _ := strings.Cut(good, "\n")
	writeFile(t, projects, []byte(header+"\n"))
	writeFile(t, filepath.Join(portal, "data/evaluations.csv"), []byte("project_id,kind,period,grade,score,assessor,decided_on,comment\n"))
	if said, code := run(); code != 1 || !strings.Contains(said, "ACCEPT=address-vanished") || readFile(t, filepath.Join(target, "manifest.json")) != first {
		t.Errorf("an address vanishes: exit code %d, want 1 and the site as it was\n%s", code, said)
	}
	if said, code := run("ACCEPT=address-vanished"); code != 0 || !strings.Contains(said, "accepted error address-vanished") && !strings.Contains(said, "已放行的错误 address-vanished") ||
		!strings.Contains(readFile(t, filepath.Join(target, "changes/changes.json")), `"kind":"removed","table":"projects"`) {
		t.Errorf("accepted by hand: exit code %d, want 0, what was accepted and a log of it\n%s", code, said)
	}
	for _, name := range only(t, target, public) { // the folder grades goes with its last page
		if !strings.HasPrefix(name, "assets/") {
			t.Errorf("%s is still on the server", name)
		}
	}

	lock, err := os.OpenFile(filepath.Join(portal, ".gongshi-upload/lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if said, code := run(); code != 3 || !strings.Contains(said, "another publication") {
		t.Errorf("while another one is at work: exit code %d, want 3\n%s", code, said)
	}
}

// TestNginxRecipe lets nginx read the recipe's settings with those that a build writes.
func TestNginxRecipe(t *testing.T) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		lacks(t, "nginx", err.Error())
	}
	portal := smallPortal(t, t.TempDir())
	appendFile(t, filepath.Join(portal, "gongshi.yaml"), "host: nginx\n")
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatal(stderr)
	}
	dir := t.TempDir()
	site := strings.NewReplacer("/srv/portal", portal, "\tlisten 80;\n", "\tlisten unix:"+dir+"/s;\n", "\tlisten [::]:80;\n", "").Replace(readFile(t, recipe(t, "nginx.conf")))
	settings := filepath.Join(dir, "nginx.conf")
	writeFile(t, settings, []byte("pid "+dir+"/pid;\nevents {}\nhttp {\n"+site+"}\n"))
	if out, err := exec.Command(nginx, "-t", "-e", filepath.Join(dir, "error.log"), "-c", settings).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, site)
	}
}

// TestRecipesShellcheck lints the recipes.
func TestRecipesShellcheck(t *testing.T) {
	shellcheck, err := exec.LookPath("shellcheck")
	if err != nil {
		lacks(t, "shellcheck", err.Error())
	}
	if out, err := exec.Command(shellcheck, recipe(t, "cron.sh"), recipe(t, "upload.sh")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
