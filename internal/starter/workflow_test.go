package starter

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"
)

// githubFiles are the workflows that a new portal gets and the repository's own.
func githubFiles(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{"new": madeFiles(t, "github")[Workflow("github")]}
	own, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(own) != 2 {
		t.Fatalf("the repository's workflows: %q, %v", own, err)
	}
	for _, name := range own {
		texts[filepath.Base(name)] = read(t, name)
	}
	return texts
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// need finds a program that GONGSHI_REQUIRE, a comma list, may ask for; without it the test
// is skipped.
func need(t *testing.T, program, require string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), require) {
			t.Fatalf("GONGSHI_REQUIRE names %s: %v", require, err)
		}
		t.Skip(err)
	}
	return path
}

// uses is a step's action, pinned, and the release that the pin stands for.
var uses = regexp.MustCompile(`uses: ([^@\s]+)@(\S*)(?: # (v(\d+)\.\d+\.\d+))?`)

// TestActionlint lints the workflows, and their scripts where shellcheck is at hand.
func TestActionlint(t *testing.T) {
	lint := func(t *testing.T, options *actionlint.LinterOptions) {
		for name, text := range githubFiles(t) {
			linter, err := actionlint.NewLinter(io.Discard, options)
			if err != nil {
				t.Fatal(err)
			}
			// The linter knows the inputs of actions by their releases, not by commits.
			text = uses.ReplaceAllString(text, "uses: $1@v$4")
			problems, err := linter.Lint(name, []byte(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				t.Error(p)
			}
		}
	}
	t.Run("workflows", func(t *testing.T) { lint(t, &actionlint.LinterOptions{}) })
	t.Run("scripts", func(t *testing.T) {
		lint(t, &actionlint.LinterOptions{Shellcheck: need(t, "shellcheck", "shellcheck")})
	})
}

// TestPins holds that every action is pinned by a commit and says which release that is, and
// that all workflows agree on it.
func TestPins(t *testing.T) {
	commit := regexp.MustCompile(`^[0-9a-f]{40}$`)
	pins := map[string]string{}
	for name, text := range githubFiles(t) {
		found := uses.FindAllStringSubmatch(text, -1)
		if len(found) != strings.Count(text, "uses:") || len(found) == 0 {
			t.Errorf("%s: %d of %d actions are understood", name, len(found), strings.Count(text, "uses:"))
		}
		for _, m := range found {
			if !commit.MatchString(m[2]) || m[3] == "" {
				t.Errorf("%s: want a commit and its release, found %s", name, m[0])
			}
			if pin, seen := pins[m[1]]; seen && pin != m[0] {
				t.Errorf("%s: %s, elsewhere %s", name, m[0], pin)
			}
			pins[m[1]] = m[0]
		}
	}
}

// githubWorkflow is what the tests look at in a workflow of GitHub.
type githubWorkflow struct {
	On          map[string]any
	Env         map[string]string
	Permissions map[string]string
	Jobs        map[string]githubJob
}

type githubJob struct {
	If          string
	Needs       string
	Permissions map[string]string
	Minutes     int `yaml:"timeout-minutes"`
	Steps       []map[string]any
}

// TestPermissions holds what each job may do: pull requests, which may come from forks, run
// the check alone, and one job can publish, in which no script runs.
func TestPermissions(t *testing.T) {
	want := map[string]map[string]string{
		"check":    {"contents": "read"},
		"build":    {"contents": "read", "pages": "read"},
		"deploy":   {"pages": "write", "id-token": "write"},
		"verify":   {"contents": "read"},
		"schedule": {"actions": "write"},
	}
	texts := githubFiles(t)
	for _, name := range []string{"new", "publish.yml"} {
		w := parse[githubWorkflow](t, texts[name])
		if w.Permissions == nil || len(w.Permissions) != 0 {
			t.Errorf("%s: every job has %v, want none", name, w.Permissions)
		}
		if _, dangerous := w.On["pull_request_target"]; dangerous {
			t.Errorf("%s: code of strangers runs with the rights of the repository", name)
		}
		if len(w.Jobs) != len(want) {
			t.Errorf("%s: %d jobs, want %d", name, len(w.Jobs), len(want))
		}
		for id, job := range w.Jobs {
			if !reflect.DeepEqual(job.Permissions, want[id]) {
				t.Errorf("%s: %s may %v, want %v", name, id, job.Permissions, want[id])
			}
			if job.Minutes == 0 {
				t.Errorf("%s: %s has no timeout", name, id)
			}
			for _, step := range job.Steps {
				if script, ok := step["run"].(string); ok && (id == "deploy" || strings.Contains(script, "${{")) {
					t.Errorf("%s: %s runs %q, want no script beside a right to publish and no text put into a script", name, id, script)
				}
			}
		}
		// The others wait for build.
		if job := w.Jobs["build"]; job.If != "github.event_name != 'pull_request'" || job.Needs != "check" || w.Jobs["deploy"].Needs != "build" || w.Jobs["verify"].Needs != "deploy" {
			t.Errorf("%s: a pull request is more than checked", name)
		}
		// It may write to Actions, so no code of the repository runs in it.
		if job := w.Jobs["schedule"]; job.If != "github.event_name == 'schedule'" || len(job.Steps) != 1 || job.Steps[0]["uses"] != nil {
			t.Errorf("%s: the job that keeps the schedule does more: %+v", name, job)
		}
		if strings.Contains(texts[name], "secrets.") {
			t.Errorf("%s: wants a secret", name)
		}
	}
}

func parse[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSampleAlike holds that the sample is published as a new portal is, apart from where the
// program comes from.
func TestSampleAlike(t *testing.T) {
	texts := githubFiles(t)
	made, own := parse[githubWorkflow](t, texts["new"]), parse[githubWorkflow](t, texts["publish.yml"])
	for _, w := range []githubWorkflow{made, own} {
		job := w.Jobs["check"]
		at := slices.IndexFunc(job.Steps, func(step map[string]any) bool { return step["name"] == "Install" })
		if at < 0 {
			t.Fatal("no step installs the program")
		}
		job.Steps = job.Steps[at+1:]
		w.Jobs["check"] = job
	}
	if !reflect.DeepEqual(made.Jobs, own.Jobs) || !reflect.DeepEqual(made.On, own.On) {
		t.Errorf("GitHub: a new portal has\n%v\nthe repository\n%v", made, own)
	}
	type pipeline = map[string]any
	lab, ownLab := parse[pipeline](t, madeFiles(t, "gitlab")[Workflow("gitlab")]), parse[pipeline](t, read(t, "../../.gitlab-ci.yml"))
	for _, p := range []pipeline{lab, ownLab} {
		delete(p, "program")
		delete(p["variables"].(pipeline), "GONGSHI_REPOSITORY")
		delete(p["variables"].(pipeline), "GONGSHI_REF")
	}
	if !reflect.DeepEqual(lab, ownLab) {
		t.Errorf("GitLab: a new portal has\n%v\nthe repository\n%v", lab, ownLab)
	}
}

// TestGitLabSchema holds the pipelines against the schema of GitLab, which a tool of
// .ci/package.json brings along.
func TestGitLabSchema(t *testing.T) {
	tool, err := filepath.Abs("../../.ci/node_modules/.bin/gitlab-ci-local")
	if err != nil {
		t.Fatal(err)
	}
	tool, git := need(t, tool, "browser"), need(t, "git", "browser")
	made := madeFiles(t, "gitlab")[Workflow("gitlab")]
	for _, tt := range []struct{ name, text, problem string }{
		{"new", made, ""},
		{"repository", read(t, "../../.gitlab-ci.yml"), ""},
		{"misspelt", strings.Replace(made, "  pages: true", "  pagez: true", 1), "'pagez' property is not expected"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ".gitlab-ci.yml"), []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"init", "-q"}, {"remote", "add", "origin", "https://gitlab.example/owner/portal.git"}} {
			if out, err := exec.Command(git, append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}
		cmd := exec.Command(tool, "--list-csv")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "HOME="+dir)
		out, err := cmd.CombinedOutput()
		if (err != nil) != (tt.problem != "") || !strings.Contains(string(out), tt.problem) {
			t.Errorf("%s: %v, want the problem %q\n%s", tt.name, err, tt.problem, out)
		}
		if tt.problem == "" && !strings.Contains(string(out), "json schema validated") {
			t.Errorf("%s: the schema was not looked at\n%s", tt.name, out)
		}
	}
}
