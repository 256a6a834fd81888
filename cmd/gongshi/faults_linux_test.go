package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"gongshi/internal/fault"
)

// manyPortal is a portal of enough pages for a build of it to be broken in the middle.
func manyPortal(t *testing.T, dir string) string {
	t.Helper()
	return projectPortal(t, dir, 100)
}

// projectPortal is a portal of so many projects.
func projectPortal(t *testing.T, dir string, projects int) string {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("project_id,name,agency_id,purchaser,starts_on,ends_on\n")
	for n := range projects {
		fmt.Fprintf(&rows, "XM-%d,社区服务项目%d,529900000000000193,云岭区民政局,2024-01-01,2024-12-31\n", n, n)
	}
	for path, body := range map[string]string{
		"gongshi.yaml":      "title: 拟州市公示\nas_of: 2026-06-30\n",
		"data/agencies.csv": "agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n",
		"data/projects.csv": rows.String(),
	} {
		writeFile(t, filepath.Join(dir, path), []byte(body))
	}
	return dir
}

// A hundred kills; by the thousand, and of large portals: go run ./internal/bench kill.
func TestKilledBuilds(t *testing.T) {
	for _, tt := range []struct {
		name       string
		noExchange bool
	}{{"exchange", false}, {"two renames", true}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel() // with the other
			const kills = 50
			p, err := fault.Open(lookPath(t, "gongshi"), projectPortal(t, t.TempDir(), 40))
			if err != nil {
				t.Fatal(err)
			}
			report, err := p.Kill(fault.KillOptions{Kills: kills, Seed: 1, NoExchange: tt.noExchange})
			t.Log(report)
			if err != nil {
				t.Error(err)
			}
			if report.Staged < kills/4 || report.Reader.Reads < kills {
				t.Errorf("got %d kills with staging left and %d reads, want more: the test proves nothing", report.Staged, report.Reader.Reads)
			}
		})
	}
}

// Hundreds of builds with failing calls: go run ./internal/bench inject.
func TestFailingSystemCalls(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		lacks(t, "strace", "strace is not installed")
	}
	if out, err := exec.Command("strace", "-f", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		lacks(t, "strace", fmt.Sprintf("strace may not trace here: %v %s", err, out))
	}
	p, err := fault.Open(lookPath(t, "gongshi"), manyPortal(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	report, err := p.Inject(fault.InjectOptions{Rounds: 9, Seed: 1})
	t.Log(report)
	if err != nil {
		t.Error(err)
	}
}

// Of twenty builds at once one publishes, and the others say which process keeps them out.
func TestTwentyAtOnce(t *testing.T) {
	portal := manyPortal(t, t.TempDir())
	const builds = 20
	var outs [builds]string
	var codes [builds]int
	var wait sync.WaitGroup
	for i := range builds {
		wait.Go(func() {
			cmd := exec.Command(lookPath(t, "gongshi"), "build", "-C", portal)
			out, err := cmd.CombinedOutput()
			outs[i], codes[i] = string(out), cmd.ProcessState.ExitCode()
			if err != nil && codes[i] < 0 {
				t.Errorf("build %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	done, locked := 0, 0
	for i := range builds {
		switch {
		case codes[i] == 0:
			done++
		case codes[i] == 3 && strings.Contains(outs[i], "another build is writing here (process "):
			locked++
		default:
			t.Errorf("build %d: exit code %d, want 0 or 3 and who has the lock:\n%s", i, codes[i], outs[i])
		}
	}
	t.Logf("%d builds published or found nothing to do, %d were locked out", done, locked)
	if done == 0 || locked == 0 {
		t.Errorf("got %d builds done and %d locked out, want some of both", done, locked)
	}
	if _, err := fault.Whole(filepath.Join(portal, "public")); err != nil {
		t.Error(err)
	}
}

// A loser must not read the data first: here they are such as would stop it with exit code 1.
func TestLockComesFirst(t *testing.T) {
	portal := manyPortal(t, t.TempDir())
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	appendFile(t, filepath.Join(portal, "data/agencies.csv"), "broken\n")
	lock, err := os.OpenFile(filepath.Join(portal, ".public.lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := gongshi(t, "build", "-C", portal); code != 3 || !strings.Contains(stderr, fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("exit code %d, want 3 and the process that has the lock: %s", code, stderr)
	}
}

// What a build remembers in .gongshi saves time; without it the site is published all the same.
func TestReadOnlyMemory(t *testing.T) {
	dir := openFolder(t)
	exe := filepath.Join(dir, "gongshi")
	copyFile(t, lookPath(t, "gongshi"), exe, 0o755)
	portal := manyPortal(t, filepath.Join(dir, "portal"))
	if err := os.Mkdir(filepath.Join(portal, ".gongshi"), 0o555); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 { // for whom nothing is read-only
		if err := os.Chown(portal, 65534, 65534); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"拟州市第一公示", "拟州市第二公示"} {
		writeFile(t, filepath.Join(portal, "gongshi.yaml"), []byte("title: "+name+"\nas_of: 2026-06-30\n"))
		cmd := exec.Command(exe, "build", "-C", portal)
		cmd.Dir = dir
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("build: %v\n%s", err, out)
		}
		home, err := os.ReadFile(filepath.Join(portal, "public/index.html"))
		if err != nil || !strings.Contains(string(home), name) {
			t.Errorf("home page: %v, want one with %s", err, name)
		}
	}
}
