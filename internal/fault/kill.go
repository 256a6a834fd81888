package fault

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// KillOptions say how builds are killed.
type KillOptions struct {
	Kills      int    // builds that die, from 1; some more are quicker than their kill
	Seed       uint64 // of the moments and the order of states
	NoExchange bool   // as on a system without RENAME_EXCHANGE: two renames, with a journal
}

// KillReport says what a run of kills found.
type KillReport struct {
	Kills  int    // builds that died of the signal
	Late   int    // builds that had ended before it
	Staged int    // kills that left staging or a journal behind
	Old    int    // kills after which the old site stood
	New    int    // and the new one
	Absent int    // and none, which only a system without an exchange may leave
	Healed int    // builds without a kill, each after one or several with
	Reader Reader // who read the site all the while
}

func (r KillReport) String() string {
	return fmt.Sprintf("%d kills, %d of them with staging left, and %d builds that were quicker; the site was the old one %d, the new one %d, not there %d times; %d builds healed; a reader read %d times, found none %d times, torn: %v",
		r.Kills, r.Staged, r.Late, r.Old, r.New, r.Absent, r.Healed, r.Reader.Reads, r.Reader.Gone, r.Reader.Torn)
}

// healEvery is after how many kills a build is let through: the others begin where a
// killed one, or several, have ended.
const healEvery = 4

// maxRounds is how many builds there are at most for each that dies.
const maxRounds = 4

// Kill kills builds with SIGKILL at random moments while a reader reads the site. The
// error is the first site that is neither the old nor the new one, or that the next
// build does not make whole.
func (p *Portal) Kill(o KillOptions) (report KillReport, err error) {
	dice := rand.New(rand.NewPCG(o.Seed, 1))
	now := len(p.states) - 1 // the state that Open left
	ctx, stop := context.WithCancel(context.Background())
	var reading sync.WaitGroup
	reading.Go(func() { report.Reader.Read(ctx, p.public()) })
	defer func() {
		stop()
		reading.Wait()
		if err == nil {
			err = report.Reader.Torn
		}
		if err == nil && report.Reader.Gone > 0 && !o.NoExchange {
			err = fmt.Errorf("a reader found no site %d times", report.Reader.Gone)
		}
	}()
	pace := pace{whole: p.took, output: p.took / 4}
	for round := 0; report.Kills < o.Kills; round++ {
		if round == maxRounds*o.Kills {
			return report, fmt.Errorf("want %d builds that die, found %d of %d", o.Kills, report.Kills, round)
		}
		next := (now + 1 + dice.IntN(len(p.states)-1)) % len(p.states)
		if err := p.put(p.states[next]); err != nil {
			return report, err
		}
		if err := p.killOne(o, dice, &pace, &report); err != nil {
			return report, fmt.Errorf("round %d: %w", round, err)
		}
		stands, err := p.after(o, now, next, &report)
		if err != nil {
			return report, fmt.Errorf("round %d: %w", round, err)
		}
		now = stands
		if round%healEvery == healEvery-1 || report.Kills == o.Kills {
			if err := p.heal(p.states[next]); err != nil {
				return report, fmt.Errorf("round %d: %w", round, err)
			}
			report.Healed++
			now = next
		}
	}
	return report, nil
}

// after looks at the site after a kill, and returns the state of which it is.
func (p *Portal) after(o KillOptions, now, next int, report *KillReport) (stands int, err error) {
	site, err := Whole(p.public())
	switch {
	case errors.Is(err, os.ErrNotExist) && o.NoExchange && !exists(p.public()):
		report.Absent++
		return next, p.heal(p.states[next])
	case err != nil:
		return now, fmt.Errorf("torn: %w", err)
	case site == p.states[next].site:
		report.New++
		return next, nil
	case site == p.states[now].site:
		report.Old++
		return now, nil
	}
	return now, errors.New("want the old site or the new one, found another")
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// pace is what builds take. Kills are spread over that.
type pace struct {
	whole  time.Duration // of a build
	output time.Duration // from its first write beside the public folder to its end
}

// killOne starts a build and kills it: every second time at any moment, otherwise at one
// after it has begun to write, which is the shorter and the more delicate part.
func (p *Portal) killOne(o KillOptions, dice *rand.Rand, pace *pace, report *KillReport) error {
	cmd := p.command()
	journal := filepath.Join(p.Dir, ".public.journal")
	before, _ := os.Stat(journal)
	start := time.Now()
	if err := startChild(cmd, o.NoExchange); err != nil {
		return err
	}
	var failed error
	ended := make(chan struct{})
	go func() {
		failed = cmd.Wait()
		close(ended)
	}()
	from, length := start, &pace.whole
	if dice.IntN(2) == 0 {
		waitFor(journal, before, ended)
		from, length = time.Now(), &pace.output
	}
	select {
	case <-ended:
	case <-time.After(time.Duration(dice.Int64N(1 + int64(*length)))):
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-ended
	var exit *exec.ExitError
	if errors.As(failed, &exit) && exit.ExitCode() == -1 {
		report.Kills++
		if len(p.left()) > 0 {
			report.Staged++
		}
		*length += *length / 8 // so that it grows until some builds are quicker
		return nil
	}
	if failed != nil {
		return fmt.Errorf("a build after a kill: %w", failed)
	}
	report.Late++
	*length = (*length + time.Since(from)) / 2
	return nil
}

// waitFor waits until a build has written its journal, or ended.
func waitFor(journal string, before os.FileInfo, ended <-chan struct{}) {
	for {
		now, err := os.Stat(journal)
		if err == nil && (before == nil || !os.SameFile(before, now)) {
			return
		}
		select {
		case <-ended:
			return
		case <-time.After(100 * time.Microsecond):
		}
	}
}
