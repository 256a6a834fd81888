package starter

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/schema"
)

// madeFiles is a new portal's files by their path.
func madeFiles(t *testing.T, host string) map[string]string {
	t.Helper()
	files, err := Files(host)
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]string{}
	for _, f := range files {
		byPath[f.Path] = string(f.Body)
	}
	return byPath
}

func TestFiles(t *testing.T) {
	common := []string{
		".gitattributes", ".gitignore", "README.md", "content/about/index.md", "content/en/about/index.md",
		"data/agencies.csv", "data/evaluations.csv", "data/pay.csv", "data/projects.csv", "data/sanctions.csv",
		"forms/惩戒.xlsx", "forms/机构.xlsx", "forms/薪酬.xlsx", "forms/评价.xlsx", "forms/项目.xlsx",
		"gongshi.schema.json", "gongshi.yaml",
	}
	for host, more := range map[string][]string{"": nil, "github": {".github/workflows/publish.yml"}, "gitlab": {".gitlab-ci.yml"}} {
		files, err := Files(host)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			got = append(got, f.Path)
			if len(f.Body) == 0 {
				t.Errorf("%s is empty", f.Path)
			}
		}
		want := slices.Sorted(slices.Values(append(slices.Clone(common), more...)))
		if !slices.Equal(got, want) {
			t.Errorf("%q: files\n%q\nwant\n%q", host, got, want)
		}
	}
	if files, err := Files("jenkins"); err == nil || !strings.Contains(err.Error(), "github, gitlab") {
		t.Errorf("Files(jenkins) = %d files, %v; want an error that names what there is", len(files), err)
	}
}

func TestSameBytes(t *testing.T) {
	first := madeFiles(t, "github")
	for range 3 {
		for path, body := range madeFiles(t, "github") {
			if body != first[path] {
				t.Errorf("%s has other bytes the second time", path)
			}
		}
	}
}

// TestEmptyTables checks the bytes that Excel needs, and that all columns are there.
func TestEmptyTables(t *testing.T) {
	files := madeFiles(t, "")
	for _, table := range schema.Tables() {
		body, ok := strings.CutPrefix(files["data/"+table.Name+".csv"], "\ufeff")
		if !ok || !strings.HasSuffix(body, "\r\n") || strings.Count(body, "\n") != 1 {
			t.Errorf("%s: %q, want a byte order mark and one line with CR LF", table.Name, body)
		}
		cells, err := csv.NewReader(strings.NewReader(body)).Read()
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range table.Columns {
			if cells[i] != c.ZH {
				t.Errorf("%s: column %d is %q, want %q", table.Name, i+1, cells[i], c.ZH)
			}
		}
	}
}

// TestNewPortal checks that a new portal has nothing to report but that it is empty.
func TestNewPortal(t *testing.T) {
	p := load(t, madeFiles(t, ""))
	for _, f := range p.Findings {
		if f.Rule != "empty-table" || f.Severity != finding.Notice {
			t.Errorf("unexpected finding %+v", f)
		}
	}
	if len(p.Findings) != len(schema.Tables()) {
		t.Errorf("%d findings, want one for each table", len(p.Findings))
	}
}

// load reads a portal as a build does.
func load(t *testing.T, files map[string]string) *build.Portal {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "portal")
	var list []File
	for path, body := range files {
		list = append(list, File{path, []byte(body)})
	}
	if err := Create(dir, list); err != nil {
		t.Fatal(err)
	}
	p, err := build.Load(build.Options{Dir: dir, AsOf: day.Day{Year: 2026, Month: 6, Day: 30}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestExamples puts what the example sheets show, as a spreadsheet shows it, into the
// tables of a new portal: the examples fit each other and the rules.
func TestExamples(t *testing.T) {
	files := madeFiles(t, "")
	for _, table := range schema.Tables() {
		rows, err := open(t, table).GetRows(exampleSheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows[1]) == 0 || rows[0][0] != table.Columns[0].ZH {
			t.Fatalf("%s: example %q", table.Name, rows)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for _, row := range rows[:2] {
			if err := w.Write(append(row, make([]string, len(table.Columns)-len(row))...)); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		files["data/"+table.Name+".csv"] = b.String()
	}
	p := load(t, files)
	for _, f := range p.Findings {
		if f.Severity != finding.Notice || f.Rule != "unknown-district" {
			t.Errorf("%s: %s %s: %+v", f.File, f.Rule, f.Field, f)
		}
	}
	if p.Register == nil || p.Register.Rows != len(schema.Tables()) {
		t.Errorf("the register holds %+v, want a record of each table", p.Register)
	}
}

// offSetting is a line of gongshi.yaml that holds a setting which is not in use.
var offSetting = regexp.MustCompile(`(?m)^#(\S|  )`)

// TestSettings checks that gongshi.yaml holds few settings as it is and, with every
// line in use, all there are.
func TestSettings(t *testing.T) {
	text := madeFiles(t, "")[portal.File]
	if !strings.HasPrefix(text, "# yaml-language-server: $schema="+portal.SchemaFile+"\n") {
		t.Errorf("the first line does not name the schema: %.80q", text)
	}
	var active map[string]any
	if err := yaml.Unmarshal([]byte(text), &active); err != nil {
		t.Fatal(err)
	}
	if len(active) != 3 || active["title"] == nil || active["title_en"] == nil || active["languages"] == nil {
		t.Errorf("settings in use: %v, want titles and languages", active)
	}
	all := offSetting.ReplaceAllString(text, "$1")
	s, found, err := portal.Load(fstest.MapFS{portal.File: {Data: []byte(all)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("with all settings in use: %+v", f)
	}
	shown(t, "Settings", reflect.ValueOf(*s))
}

// shown checks that no field of the settings is zero.
func shown(t *testing.T, name string, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		field := name + "." + v.Type().Field(i).Name
		if v.Field(i).IsZero() {
			t.Errorf("gongshi.yaml does not show %s", field)
		} else if v.Field(i).Kind() == reflect.Struct {
			shown(t, field, v.Field(i))
		}
	}
}

// TestWarning checks that README says in both languages what a public repository does.
func TestWarning(t *testing.T) {
	text := madeFiles(t, "")["README.md"]
	for _, want := range []string{"git 历史", "git's history", "私有仓库", "private"} {
		if !strings.Contains(text, want) {
			t.Errorf("README.md lacks %q", want)
		}
	}
}

// TestGuards runs what the workflows do first: without the program's repository and
// version they stop and say what to set; with both they go on.
func TestGuards(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash: ", err)
	}
	for host, guard := range map[string]func(t *testing.T, workflow string) string{"github": githubGuard, "gitlab": gitlabGuard} {
		script := guard(t, madeFiles(t, host)[Workflow(host)])
		for _, tt := range []struct {
			repository, version string
			stops               bool
		}{{"", "", true}, {"owner/gongshi", "", true}, {"", "v1.0.0", true}, {"owner/gongshi", "v1.0.0", false}} {
			cmd := exec.Command(bash, "-e", "-c", script)
			cmd.Env = append(os.Environ(), "GONGSHI_REPOSITORY="+tt.repository, "GONGSHI_REF="+tt.version)
			out, err := cmd.CombinedOutput()
			if stopped := err != nil; stopped != tt.stops {
				t.Errorf("%s: %+v: stopped %v\n%s", host, tt, stopped, out)
			}
			told := strings.Contains(string(out), "请在") && strings.Contains(string(out), "Set GONGSHI_REPOSITORY")
			if told != tt.stops {
				t.Errorf("%s: %+v: said %q", host, tt, out)
			}
		}
	}
}

func githubGuard(t *testing.T, workflow string) string {
	w := parse[githubWorkflow](t, workflow)
	unset(t, w.Env)
	steps := w.Jobs["check"].Steps
	if got := steps[2]["with"].(map[string]any); got["repository"] != "${{ env.GONGSHI_REPOSITORY }}" || got["ref"] != "${{ env.GONGSHI_REF }}" {
		t.Errorf("github: the program comes from %v", got)
	}
	return steps[0]["run"].(string)
}

func gitlabGuard(t *testing.T, workflow string) string {
	w := parse[struct {
		Variables map[string]any
		Program   struct{ Script []string }
	}](t, workflow)
	unset(t, w.Variables)
	return w.Program.Script[0]
}

// unset checks that a workflow names neither a repository nor a version: nothing is
// known about where the program will live.
func unset[V any](t *testing.T, variables map[string]V) {
	t.Helper()
	for _, name := range []string{"GONGSHI_REPOSITORY", "GONGSHI_REF"} {
		if value, ok := variables[name]; !ok || any(value) != "" {
			t.Errorf("%s is %v, want it there and empty", name, value)
		}
	}
}

// TestHosted holds that a portal that a service publishes names that service's profile.
func TestHosted(t *testing.T) {
	for host, want := range map[string]string{"": "", "github": "github-pages", "gitlab": "gitlab-pages"} {
		s, findings, err := portal.Load(fstest.MapFS{portal.File: {Data: []byte(madeFiles(t, host)[portal.File])}})
		if err != nil || len(findings) > 0 {
			t.Fatalf("%q: %v, %+v", host, err, findings)
		}
		if s.Host != want {
			t.Errorf("%q: the settings name the host %q, want %q", host, s.Host, want)
		}
	}
	if _, err := hosted([]byte("title: x\n"), "nginx"); err == nil {
		t.Error("settings without the line of the host are accepted")
	}
}
