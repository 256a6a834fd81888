//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// circumstances are what a build must not depend on: each has several values, by name.
var circumstances = []struct {
	name   string
	values []string
}{
	{"folder", []string{"plain", "a folder 公示 of 'spaces'", "link", "deep/er/and deeper"}},
	{"TZ", []string{"Asia/Shanghai", "America/St_Johns", "UTC", "Pacific/Kiritimati"}},
	{"LC_ALL", []string{"C", "zh_CN.UTF-8", "tr_TR.UTF-8"}},
	{"GOMAXPROCS", []string{"1", "2", "7"}},
	{"GOGC", []string{"off", "100", "50"}},
	{"order", []string{"sorted", "reversed", "shuffled"}},
	{"times", []string{"now", "1985", "2037"}},
	{"day", []string{"flag", "first second", "last second", "settings"}},
	{"umask", []string{"022", "077", "002"}},
	{"user", []string{"own", "other"}},
	{"out", []string{"", "elsewhere"}},
	{"history", []string{"none", "none", "none", "another state", "the same"}},
}

// reproducedBuilds is how many builds of one portal are compared.
const reproducedBuilds = 24

// TestReproducible builds one portal under circumstances that are drawn at random, and holds
// that all sites are the same, byte by byte: whoever has the portal can check what was
// published. GONGSHI_REPRODUCE names the folder of another portal to do it with, whose
// gongshi.yaml has no as_of: a larger one, or one with compressed copies.
func TestReproducible(t *testing.T) {
	inputs := portalFiles(t)
	exe := filepath.Join(openFolder(t), "gongshi")
	copyFile(t, lookPath(t, "gongshi"), exe, 0o755)
	random := rand.New(rand.NewPCG(8, 2026))
	var want map[string]string
	for i, drawn := range drawCircumstances(t, random) {
		c := circumstance{dir: openFolder(t), inputs: inputs, random: random, of: drawn}
		got := c.build(t, exe)
		if want == nil {
			want = got
		}
		if difference := firstDifferent(want, got); difference != "" {
			t.Fatalf("build %d is unlike the first: %s\n%q", i, difference, drawn)
		}
		if err := os.RemoveAll(c.dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d builds of %d files", reproducedBuilds, len(want))
}

// drawCircumstances draws values for each build, by name, of which none may be left out.
func drawCircumstances(t *testing.T, random *rand.Rand) []map[string]string {
	t.Helper()
	used := map[string]bool{}
	all := make([]map[string]string, reproducedBuilds)
	for i := range all {
		all[i] = map[string]string{}
		for _, of := range circumstances {
			value := of.values[random.IntN(len(of.values))]
			all[i][of.name] = value
			used[of.name+value] = true
		}
	}
	for _, of := range circumstances {
		for _, value := range of.values {
			if !used[of.name+value] {
				t.Fatalf("no build has the %s %q", of.name, value)
			}
		}
	}
	return all
}

// portalFiles are the inputs of the portal that is built again and again, by path.
func portalFiles(t *testing.T) map[string]string {
	t.Helper()
	inputs := map[string]string{}
	if dir := os.Getenv("GONGSHI_REPRODUCE"); dir != "" {
		for _, name := range []string{"gongshi.yaml", "rulebook.yaml", "data", "content", "templates"} {
			list, err := files(filepath.Join(dir, name))
			if err != nil {
				continue // a portal need not have all of them
			}
			for _, file := range list {
				path := filepath.Join(name, file)
				inputs[path] = readFile(t, filepath.Join(dir, path))
			}
		}
		return inputs
	}
	inputs["gongshi.yaml"] = settingsWith("as_of", "")
	for name, rows := range grown(2, 2) {
		inputs["data/"+name+".csv"] = strings.Join(rows, "\n") + "\n"
	}
	inputs["content/about/index.md"] = "---\ntitle: 关于\n---\n\n## 说明\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
	inputs["content/notice.md"] = "---\ntitle: 公告\n---\n\n演示\n"
	return inputs
}

// circumstance is one way to build the portal.
type circumstance struct {
	dir    string // everything is below it
	inputs map[string]string
	random *rand.Rand
	of     map[string]string // the values that were drawn, by name
}

// The day of the data, in the zone of the portal, and its first and last second.
const (
	reproducedDay = "2026-06-30"
	firstSecond   = "1782748800"
	lastSecond    = "1782835199"
)

// build makes the site and returns its files.
func (c *circumstance) build(t *testing.T, exe string) map[string]string {
	t.Helper()
	portal := filepath.Join(c.dir, c.of["folder"])
	if c.of["folder"] == "link" {
		if err := os.Symlink(openFolder(t), portal); err != nil {
			t.Fatal(err)
		}
	}
	inputs := maps.Clone(c.inputs)
	args, env := []string{"build", "-C", portal}, os.Environ()
	switch c.of["day"] {
	case "flag":
		args = append(args, "--as-of", reproducedDay)
	case "first second":
		env = append(env, "SOURCE_DATE_EPOCH="+firstSecond)
	case "last second":
		env = append(env, "SOURCE_DATE_EPOCH="+lastSecond)
	case "settings":
		inputs["gongshi.yaml"] += "as_of: " + reproducedDay + "\n"
	}
	public := filepath.Join(portal, "public")
	if c.of["out"] != "" {
		public = filepath.Join(c.dir, c.of["out"])
		args = append(args, "--out", public)
	}
	for _, name := range []string{"TZ", "LC_ALL", "GOMAXPROCS", "GOGC"} {
		env = append(env, name+"="+c.of[name])
	}
	run := func() {
		cmd := exec.Command("sh", append([]string{"-c", "umask " + c.of["umask"] + ` && exec "$0" "$@"`, exe}, args...)...)
		cmd.Dir, cmd.Env = c.dir, env
		if c.of["user"] == "other" && os.Getuid() == 0 {
			c.give(t, portal)
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	switch c.of["history"] {
	case "another state":
		c.write(t, portal, another(inputs))
		run()
	case "the same":
		c.write(t, portal, inputs)
		run()
	}
	c.write(t, portal, inputs)
	run()
	return contents(t, public)
}

// nobody is a user who owns nothing.
const nobody = 65534

// give makes everything the other user's.
func (c *circumstance) give(t *testing.T, portal string) {
	t.Helper()
	for _, dir := range []string{c.dir, portal + "/."} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(path, nobody, nobody)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// write writes inputs, in the order and with the times that were drawn. Many file systems list
// a folder in the order in which its files were made, or in the opposite one.
func (c *circumstance) write(t *testing.T, portal string, inputs map[string]string) {
	t.Helper()
	paths := slices.Sorted(maps.Keys(inputs))
	switch c.of["order"] {
	case "reversed":
		slices.Reverse(paths)
	case "shuffled":
		c.random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	}
	for _, path := range paths {
		file := filepath.Join(portal, path)
		writeFile(t, file, []byte(inputs[path]))
		if year, err := strconv.Atoi(c.of["times"]); err == nil {
			then := time.Date(year, 1, 1, 0, 0, c.random.IntN(1e6), 0, time.UTC)
			if err := os.Chtimes(file, then, then); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// another is inputs of which tables of pay lack their last row but one.
func another(inputs map[string]string) map[string]string {
	other := maps.Clone(inputs)
	for path, text := range inputs {
		if lines := strings.Split(text, "\n"); strings.Contains(path, "pay") && len(lines) > 3 {
			other[path] = strings.Join(slices.Delete(lines, len(lines)-3, len(lines)-2), "\n")
		}
	}
	return other
}

// contents is every file of a folder by path.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	list, err := files(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string, len(list))
	for _, name := range list {
		all[name] = readFile(t, filepath.Join(dir, name))
	}
	return all
}

// firstDifferent names the first file, in the order of paths, that is not the same in both,
// and the first byte at which it is not; nothing where all are the same.
func firstDifferent(want, got map[string]string) string {
	paths := slices.Concat(slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)))
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		a, wanted := want[path]
		b, is := got[path]
		switch {
		case !is:
			return path + " is missing"
		case !wanted:
			return path + " is one too many"
		case a != b:
			at := commonBytes(a, b)
			return fmt.Sprintf("%s differs at byte %d: %.40q, want %.40q", path, at, b[at:], a[at:])
		}
	}
	return ""
}

// commonBytes is how many bytes two texts begin with that are the same.
func commonBytes(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
