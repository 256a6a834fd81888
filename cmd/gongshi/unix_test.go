//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// lock FILE holds an exclusive lock on a file until the script ends.
func lock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lock FILE")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_RDWR, 0o644)
	ts.Check(err)
	ts.Defer(func() { f.Close() })
	ts.Check(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB))
}

// TestReadOnlyFolder publishes into a folder that the user may not write to.
func TestReadOnlyFolder(t *testing.T) {
	dir := openFolder(t)
	exe := filepath.Join(dir, "gongshi")
	copyFile(t, lookPath(t, "gongshi"), exe, 0o755)
	portal := smallPortal(t, filepath.Join(dir, "portal"))
	run := func() (string, error) {
		cmd := exec.Command(exe, "build", "-C", portal)
		cmd.Dir = dir
		if os.Getuid() == 0 { // nothing is read-only for root
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	before, err := snapshot(filepath.Join(portal, "public"), true)
	if err != nil {
		t.Fatal(err)
	}
	appendFile(t, filepath.Join(portal, "data/agencies.csv"), "52990000000000027X,拟州市新风社会工作服务中心,\n")
	for _, name := range []string{portal, filepath.Join(portal, "public")} {
		if err := os.Chmod(name, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(name, 0o755) })
	}
	out, err := run()
	var exit *exec.ExitError
	if !asExit(err, &exit) || exit.ExitCode() != 3 {
		t.Errorf("got %v, want exit code 3; output:\n%s", err, out)
	}
	if !strings.Contains(out, portal) || !strings.Contains(out, "permission denied") {
		t.Errorf("the message names no path or no reason: %s", out)
	}
	after, err := snapshot(filepath.Join(portal, "public"), true)
	if err != nil {
		t.Fatal(err)
	}
	if after != before {
		t.Errorf("the old site changed:\n%s", difference(after, before))
	}
}
