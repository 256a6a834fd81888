package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// pseudoTerminal opens a terminal of some columns: the program's end and ours.
func pseudoTerminal(t *testing.T, columns uint16) (theirs, ours *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	t.Cleanup(func() { ours.Close() })
	fd := int(ours.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		t.Fatal(err)
	}
	theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return theirs, ours
}

// onTerminal runs the program with stderr on a terminal and returns what it wrote there.
func onTerminal(t *testing.T, columns uint16, env []string, args ...string) string {
	t.Helper()
	theirs, ours := pseudoTerminal(t, columns)
	cmd := exec.Command("gongshi", args...)
	cmd.Stderr, cmd.Env = theirs, append(os.Environ(), env...)
	var shown bytes.Buffer
	done := make(chan struct{})
	go func() {
		io.Copy(&shown, ours) // ends with an error when the other end is closed
		close(done)
	}()
	err := cmd.Run()
	theirs.Close()
	<-done
	if err != nil {
		t.Fatalf("%v:\n%s", err, shown.String())
	}
	return shown.String()
}

func TestTerminal(t *testing.T) {
	portal := t.TempDir()
	if err := os.Mkdir(filepath.Join(portal, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"gongshi.yaml": "as_of: 2026-06-30\n", "data/agencies.csv": "agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n"} {
		if err := os.WriteFile(filepath.Join(portal, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	env := []string{"TERM=xterm", "CI="}
	got := onTerminal(t, 60, env, "build", "-C", portal)
	got = strings.ReplaceAll(got, "\r\n", "\n")
	before, summary, found := strings.Cut(got, "\r错误 0") // what was found comes first
	if !found || strings.Contains(before, "\n") || !strings.HasSuffix(before, " ") || !strings.Contains(before, "\rload  ") {
		t.Errorf("got %q, want one line of stages that is rewritten, and emptied before the summary", got)
	}
	if strings.Contains(summary, "\r") || !strings.Contains(summary, "\nbuilt ") {
		t.Errorf("got %q, want a summary and no line behind it", got)
	}
	for _, piece := range strings.Split(before, "\r") {
		if len(piece) >= 60 {
			t.Errorf("%q does not fit into 60 columns", piece)
		}
	}
	for _, c := range []struct {
		name string
		env  []string
		args []string
	}{
		{"CI", []string{"TERM=xterm", "CI=true"}, nil},
		{"a dumb terminal", []string{"TERM=dumb", "CI="}, nil},
		{"--quiet", env, []string{"--quiet"}},
		{"--log json", env, []string{"--log", "json"}},
	} {
		got := strings.ReplaceAll(onTerminal(t, 60, c.env, append([]string{"build", "-C", portal}, c.args...)...), "\r\n", "\n")
		if strings.Contains(got, "\r") {
			t.Errorf("%s: got %q, want no line to be rewritten", c.name, got)
		}
	}
}
