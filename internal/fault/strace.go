package fault

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
)

// InjectOptions say which system calls fail.
type InjectOptions struct {
	Rounds int    // builds, from 1
	Seed   uint64 // of calls and errors
}

// InjectReport says what builds with failing system calls did.
type InjectReport struct {
	Failed int // builds that said so with exit code 3
	Died   int // builds that ended in another way: the Go runtime needs some calls to work
	Done   int // builds that could do without the call, or did not come to it
	Old    int // times at which the old site stood
	New    int // and the new one
}

func (r InjectReport) String() string {
	return fmt.Sprintf("%d builds failed, %d died, %d were done; the site was the old one %d, the new one %d times", r.Failed, r.Died, r.Done, r.Old, r.New)
}

// injected are the system calls of a build that touch files, and how many of each a thread
// of it makes at most, about.
var injected = []struct {
	call string
	most int
}{
	{"openat", 400}, {"write", 400}, {"linkat", 400}, {"unlinkat", 400}, {"mkdirat", 20}, {"renameat", 400}, {"renameat2", 2}, {"newfstatat", 400},
	{"fstat", 400}, {"getdents64", 40}, {"close", 400}, {"flock", 1}, {"syncfs", 1}, {"fsync", 2}, {"fchmodat", 1}, {"read", 400}, {"pwrite64", 2}, {"fstatfs", 1},
}

// injectedErrors are those that the calls fail with.
var injectedErrors = []string{"EIO", "ENOSPC", "EACCES", "EINTR", "EMFILE", "EDQUOT"}

// Inject builds the portal under strace, which lets one system call fail, a random one of
// each thread. The error is the first site that is neither the old nor the new one, or that
// the next build does not make whole.
func (p *Portal) Inject(o InjectOptions) (report InjectReport, err error) {
	dice := rand.New(rand.NewPCG(o.Seed, 2))
	now := len(p.states) - 1
	for round := range o.Rounds {
		next := (now + 1 + dice.IntN(len(p.states)-1)) % len(p.states)
		if err := p.put(p.states[next]); err != nil {
			return report, err
		}
		of := injected[round%len(injected)]
		fault := fmt.Sprintf("%s:error=%s:when=%d", of.call, injectedErrors[dice.IntN(len(injectedErrors))], 1+skewed(dice, of.most))
		if err := p.injectOne(fault, p.states[now], p.states[next], &report); err != nil {
			return report, fmt.Errorf("round %d, %s: %w", round, fault, err)
		}
		if err := p.heal(p.states[next]); err != nil {
			return report, fmt.Errorf("round %d, %s: %w", round, fault, err)
		}
		now = next
	}
	return report, nil
}

// skewed is a random number below n, small ones more often: most threads make few calls.
func skewed(dice *rand.Rand, n int) int { return dice.IntN(1 + dice.IntN(n)) }

func (p *Portal) injectOne(fault string, old, new state, report *InjectReport) error {
	call, _, _ := strings.Cut(fault, ":")
	build := p.command()
	cmd := exec.Command("strace", append([]string{"-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=" + fault}, build.Args...)...)
	cmd.Dir = build.Dir
	out, failed := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case failed == nil:
		report.Done++
	case !errors.As(failed, &exit):
		return failed
	case exit.ExitCode() == 3:
		report.Failed++
		if !strings.Contains(string(out), "/") {
			return fmt.Errorf("want a message with a path, found %s", out)
		}
	default:
		report.Died++
	}
	site, err := Whole(p.public())
	switch {
	case err != nil:
		return fmt.Errorf("torn: %w\n%s", err, out)
	case site == new.site:
		report.New++
	case site == old.site && failed != nil:
		report.Old++
	default:
		return fmt.Errorf("a build that ended with %v left the old site, or another one\n%s", failed, out)
	}
	return nil
}
