package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected files inside the scripts")

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, programs)
}

// suite removes what the tests share after the last one.
type suite struct{ *testing.M }

func (s suite) Run() int {
	defer func() {
		chromium.close()
		if dir, err := suiteFolder(); err == nil {
			os.RemoveAll(dir)
		}
	}()
	return s.M.Run()
}

// TestScript runs every testdata/script/<command>_<case>.txtar through the real main.
func TestScript(t *testing.T) {
	if *update && os.Getenv("CI") != "" {
		t.Fatal("-update is for people: unset CI")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			// Fourteen hours ahead of UTC and a day ahead of most people.
			e.Setenv("TZ", "Pacific/Kiritimati")
			e.Setenv("SOURCE_DATE_EPOCH", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"snap":    snap,
			"replace": replace,
			"finding": wantFinding,
			"json":    wantJSON,
			"holds":   holds,
			"occupy":  occupy,
			"lock":    lock,
		},
	})
}

// exits N PROGRAM ARGS… runs a program and asserts its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N PROGRAM ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	ts.Logf("[stdout]\n%s[stderr]\n%s", ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	if got != want {
		ts.Fatalf("exit code: got %d, want %d", got, want)
	}
}

// snap DIR FILE writes what a folder holds into a file: modes, times, sizes and
// hashes. Two equal snapshots are the same folder, byte for byte and untouched. With
// -names it writes the names alone.
func snap(ts *testscript.TestScript, neg bool, args []string) {
	names := len(args) > 0 && args[0] == "-names"
	if names {
		args = args[1:]
	}
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snap [-names] DIR FILE")
	}
	list, err := snapshot(ts.MkAbs(args[0]), true)
	ts.Check(err)
	if names {
		list = regexp.MustCompile(`(?m) .*$`).ReplaceAllString(list, "")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(list), 0o644))
}

// replace FILE OLD NEW [COUNT] replaces the one OLD in a file; both are quoted as in
// Go but for the quotes, and NEW is repeated COUNT times. An empty OLD is the end.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args) > 4 {
		ts.Fatalf("usage: replace FILE OLD NEW [COUNT]")
	}
	count := 1
	if len(args) == 4 {
		n, err := strconv.Atoi(args[3])
		ts.Check(err)
		count = n
	}
	path, before, after := ts.MkAbs(args[0]), unescape(ts, args[1]), strings.Repeat(unescape(ts, args[2]), count)
	body := ts.ReadFile(args[0])
	switch n := strings.Count(body, before); {
	case before == "":
		body += after
	case n != 1:
		ts.Fatalf("%s: want %q once, found it %d times", args[0], before, n)
	default:
		body = strings.Replace(body, before, after, 1)
	}
	ts.Check(os.WriteFile(path, []byte(body), 0o644))
}

func unescape(ts *testscript.TestScript, s string) string {
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	if err != nil {
		ts.Fatalf("%q: %v", s, err)
	}
	return text
}

// wantFinding SEVERITY RULE FILE:LINE:COLUMN [FIELD [VALUE]] asserts that the last
// output, of check --format json, holds such a finding once; with ! that no finding
// has this severity and, where more is given, rule and place.
func wantFinding(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 1 || !neg && len(args) < 3 {
		ts.Fatalf("usage: [!] finding SEVERITY RULE FILE:LINE:COLUMN [FIELD [VALUE]]")
	}
	n := 0
	for _, f := range findings(ts) {
		got := []string{f.Severity, f.Rule, fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column), f.Field, f.Value}
		if slices.Equal(got[:len(args)], args) {
			n++
			if f.Message == "" || f.Hint == "" {
				ts.Fatalf("want a message and a hint, found %+v", f)
			}
		}
	}
	if neg && n > 0 || !neg && n != 1 {
		ts.Fatalf("found %q %d times in\n%s", args, n, ts.ReadFile("stdout"))
	}
}

// reported is a finding of check --format json.
type reported struct {
	File, Field, Value, Severity, Rule, Message, Hint string
	Line, Column                                      int
}

func findings(ts *testscript.TestScript) []reported {
	var report struct{ Findings []reported }
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &report); err != nil {
		ts.Fatalf("stdout is no JSON: %v", err)
	}
	return report.Findings
}

// wantJSON PATH WANT asserts one value of the last output: PATH is dotted, with
// numbers for places in a list and len for the length of a list; a string stands without
// quotes. With ! the path must not exist.
func wantJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || neg != (len(args) == 1) || len(args) > 2 {
		ts.Fatalf("usage: json PATH WANT, or ! json PATH")
	}
	var v any
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber()
	ts.Check(d.Decode(&v))
	got, ok := pick(v, strings.Split(args[0], "."))
	switch {
	case neg && ok:
		ts.Fatalf("%s: want nothing, found %v", args[0], got)
	case neg:
	case !ok:
		ts.Fatalf("%s: not there, in\n%s", args[0], ts.ReadFile("stdout"))
	case got != args[1]:
		ts.Fatalf("%s: got %s, want %s", args[0], got, args[1])
	}
}

// pick walks into decoded JSON and prints what it finds.
func pick(v any, path []string) (string, bool) {
	for _, key := range path {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[key]
			if !ok {
				return "", false
			}
			v = next
		case []any:
			if key == "len" {
				v = json.Number(strconv.Itoa(len(at)))
				continue
			}
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(at) {
				return "", false
			}
			v = at[i]
		default:
			return "", false
		}
	}
	if s, ok := v.(string); ok {
		return s, true
	}
	text, err := json.Marshal(v)
	return string(text), err == nil
}

// holds [-except EXCEPT] PATTERN DIR asserts that a file of the folder matches, compressed ones
// inflated; with ! that none does. Files whose path below the folder matches EXCEPT do not count.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	except := regexp.MustCompile("^$")
	if len(args) == 4 && args[0] == "-except" {
		var err error
		except, err = regexp.Compile(args[1])
		ts.Check(err)
		args = args[2:]
	}
	if len(args) != 2 {
		ts.Fatalf("usage: [!] holds [-except EXCEPT] PATTERN DIR")
	}
	re, err := regexp.Compile(args[0])
	ts.Check(err)
	root, found := ts.MkAbs(args[1]), []string(nil)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || except.MatchString(filepath.ToSlash(strings.TrimPrefix(path, root))) {
			return err
		}
		body, err := os.ReadFile(path)
		if slices.ContainsFunc(layers(body), re.Match) {
			found = append(found, strings.TrimPrefix(path, root))
		}
		return err
	}))
	if neg == (len(found) > 0) {
		ts.Fatalf("%q is in %d files of %s: %q", args[0], len(found), args[1], found)
	}
}

// occupy NAME listens on a free port of loopback until the script ends and sets the
// environment variable to its address.
func occupy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: occupy NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// gongshi runs the real program and returns what it printed and its exit code.
func gongshi(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.Command("gongshi", args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), code
}
