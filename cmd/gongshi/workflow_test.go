//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/starter"
)

// ci runs the scripts that `gongshi new --ci` makes as their service would: job after job, in
// the portal's folder, by a shell that stops at the first command which fails.
type ci struct {
	host, portal, temp string
	jobs               map[string][]script
	site               string // where the site is published; its address is served
	address            string
	accept             string   // rules that are accepted
	asked              []string // of the service's interface, which has the same address
}

// script is what a step runs, in an environment that may hold expressions of GitHub.
type script struct {
	text string
	env  map[string]string
}

// newCI starts a portal with the tables of the small one, and a site that has never been published.
func newCI(t *testing.T, host string) *ci {
	t.Helper()
	c := &ci{host: host, portal: filepath.Join(t.TempDir(), "portal"), temp: t.TempDir(), site: filepath.Join(t.TempDir(), "site")}
	if _, stderr, code := gongshi(t, "new", c.portal, "--ci", host); code != 0 {
		t.Fatal(stderr)
	}
	if err := os.RemoveAll(filepath.Join(c.portal, "data")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(smallPortal(t, t.TempDir()), "data"), filepath.Join(c.portal, "data")); err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(c.site))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			c.asked = append(c.asked, r.URL.Path+" "+r.Header.Get("Authorization"))
			w.WriteHeader(http.StatusNoContent)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	c.address = server.URL
	text := []byte(readFile(t, filepath.Join(c.portal, filepath.FromSlash(starter.Workflow(host)))))
	program := filepath.Join(c.temp, "gongshi")
	switch host {
	case "github":
		c.jobs = githubScripts(t, text)
	case "gitlab":
		c.jobs = gitlabScripts(t, text)
		program = filepath.Join(c.portal, ".gongshi-program/gongshi")
	}
	writeFile(t, program, []byte("#!/bin/sh\nexec gongshi \"$@\"\n"))
	if err := os.Chmod(program, 0o755); err != nil {
		t.Fatal(err)
	}
	return c
}

// githubScripts are the scripts of a workflow but for the one that builds the program.
func githubScripts(t *testing.T, text []byte) map[string][]script {
	t.Helper()
	var w struct {
		Jobs map[string]struct {
			Steps []struct {
				Name, Run string
				Env       map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	jobs := map[string][]script{}
	for id, job := range w.Jobs {
		for _, s := range job.Steps {
			if s.Run != "" && s.Name != "Install" {
				jobs[id] = append(jobs[id], script{s.Run, s.Env})
			}
		}
	}
	return jobs
}

// gitlabScripts are the scripts of a pipeline but for those that build the program.
func gitlabScripts(t *testing.T, text []byte) map[string][]script {
	t.Helper()
	var p struct{ Check, Pages, Verify struct{ Script []string } }
	if err := yaml.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return map[string][]script{
		"check":  {{text: strings.Join(p.Check.Script, "\n")}},
		"build":  {{text: strings.Join(p.Pages.Script, "\n")}},
		"verify": {{text: strings.Join(p.Verify.Script, "\n")}},
	}
}

// run runs a job and returns what it said.
func (c *ci) run(t *testing.T, job string) (said string, err error) {
	t.Helper()
	if len(c.jobs[job]) == 0 {
		t.Fatalf("%s: no scripts of %s", c.host, job)
	}
	expressions := map[string]string{
		"${{ vars.SITE_URL || steps.site.outputs.base_url }}":   c.address,
		"${{ vars.SITE_URL || needs.deploy.outputs.page_url }}": c.address,
		"${{ inputs.accept }}":                                  c.accept,
		"${{ github.token }}":                                   "a token",
	}
	env := append(os.Environ(), "CI=true", "SOURCE_DATE_EPOCH=1782777600") // 2026-06-30
	switch c.host {
	case "github":
		env = append(env, "GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY="+c.summary(), "RUNNER_TEMP="+c.temp, "GONGSHI_REPOSITORY=owner/gongshi", "GONGSHI_REF=v1.0.0",
			"GITHUB_API_URL="+c.address+"/api", "GITHUB_REPOSITORY=owner/portal")
	case "gitlab":
		env = append(env, "GITLAB_CI=true", "SITE_URL="+c.address, "ACCEPT="+c.accept)
	}
	for _, s := range c.jobs[job] {
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.text)
		cmd.Dir, cmd.Env = c.portal, slices.Clone(env)
		for name, value := range s.env {
			known, ok := expressions[value]
			if !ok {
				t.Fatalf("%s: %s is %s, whose value the test does not know", job, name, value)
			}
			cmd.Env = append(cmd.Env, name+"="+known)
		}
		out, err := cmd.CombinedOutput()
		said += string(out)
		if err != nil {
			return said, err
		}
	}
	return said, nil
}

func (c *ci) summary() string { return filepath.Join(c.temp, "summary.md") }

// publish hands public/ to the readers, as the service does after a job that went well.
func (c *ci) publish(t *testing.T) {
	t.Helper()
	if err := os.RemoveAll(c.site); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(c.site, os.DirFS(filepath.Join(c.portal, "public"))); err != nil {
		t.Fatal(err)
	}
}

// TestSchedule holds that the schedule asks to be kept, by the name that its file has.
func TestSchedule(t *testing.T) {
	c := newCI(t, "github")
	said, err := c.run(t, "schedule")
	want := []string{"/api/repos/owner/portal/actions/workflows/" + filepath.Base(starter.Workflow("github")) + "/enable Bearer a token"}
	if err != nil || !slices.Equal(c.asked, want) {
		t.Errorf("asked %q, want %q: %v\n%s", c.asked, want, err, said)
	}
}

// TestWorkflows publishes a new portal by its own workflow for the first time and again, with
// a mistake in the data, and with an address that vanishes.
func TestWorkflows(t *testing.T) {
	for _, host := range starter.Hosts() {
		t.Run(host, func(t *testing.T) {
			c := newCI(t, host)
			goes := func(jobs ...string) {
				t.Helper()
				for _, job := range jobs {
					if said, err := c.run(t, job); err != nil {
						t.Fatalf("%s: %v\n%s", job, err, said)
					}
				}
			}
			goes("check", "build")
			c.publish(t)
			goes("verify", "check", "build")
			first := readFile(t, filepath.Join(c.portal, "public/manifest.json"))

			projects := filepath.Join(c.portal, "data/projects.csv")
			before := readFile(t, projects)
			appendFile(t, projects, "XM-2024-002,社区食堂项目,529900000000000193,云岭区民政局,社区建设,2024-13-01,2024-12-31,1\n")
			said, err := c.run(t, "check")
			want, report := "2024-13-01", filepath.Join(c.portal, "findings.html")
			if host == "github" {
				want, report = "::error file=data/projects.csv,line=3", filepath.Join(c.temp, "findings.html")
			}
			var exit *exec.ExitError
			if !asExit(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(said, want) {
				t.Errorf("a mistake in the data: %v, want exit code 1 and %q\n%s", err, want, said)
			}
			if !strings.Contains(readFile(t, report), "2024-13-01") {
				t.Error("the report does not tell of the mistake")
			}
			if host == "github" && !strings.Contains(readFile(t, c.summary()), "2024-13-01") {
				t.Error("the summary does not tell of the mistake")
			}
			if readFile(t, filepath.Join(c.portal, "public/manifest.json")) != first {
				t.Error("the check changed the site")
			}
			header, _, _ := strings.Cut(before, "\n")
			writeFile(t, projects, []byte(header+"\n"))
			writeFile(t, filepath.Join(c.portal, "data/evaluations.csv"), []byte("project_id,kind,period,grade,score,assessor,decided_on,comment\n"))
			goes("check")
			said, err = c.run(t, "build")
			if !asExit(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(said, "xm-2024-001") || !strings.Contains(said, "Nothing is published") {
				t.Errorf("an address that vanishes: %v, want exit code 1 and its name\n%s", err, said)
			}
			if readFile(t, filepath.Join(c.portal, "public/manifest.json")) != first {
				t.Error("the site was built although an address vanishes")
			}
			c.accept = "published-date-changed" // which is not what was found
			if said, err = c.run(t, "build"); !asExit(err, &exit) || exit.ExitCode() != 1 {
				t.Errorf("another rule accepted: %v, want exit code 1\n%s", err, said)
			}
			c.accept = "address-vanished,withdrawn-without-word"
			said, err = c.run(t, "build")
			if host == "github" {
				said = readFile(t, c.summary())
			}
			if err != nil || !strings.Contains(said, "Accepted by hand") || readFile(t, filepath.Join(c.portal, "public/manifest.json")) == first {
				t.Errorf("accepted by hand: %v, want a new site and a word about it\n%s", err, said)
			}
			if log := readFile(t, filepath.Join(c.portal, "public/changes/changes.json")); !strings.Contains(log, `"kind":"removed","table":"projects"`) {
				t.Errorf("the log of changes leaves out what was accepted: %s", log)
			}
		})
	}
}
