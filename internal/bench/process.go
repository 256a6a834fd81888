package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"time"
)

// command is a program to time.
type command struct {
	name string
	args []string
	out  string // emptied before each run; empty: nothing is
}

// times are the medians of a command's runs.
type times struct {
	wall, cpu time.Duration
	memory    int64 // bytes at the peak; 0: not known
}

func (t times) String() string {
	s := fmt.Sprintf("%.2f s wall, %.2f s CPU", t.wall.Seconds(), t.cpu.Seconds())
	if t.memory > 0 {
		s += fmt.Sprintf(", %.0f MB", float64(t.memory)/1e6)
	}
	return s
}

// measure runs the commands in turn, as often as asked, and returns their medians.
func (b *bench) measure(commands ...command) ([]times, error) {
	all := make([][]times, len(commands))
	for range b.runs {
		for i, c := range commands {
			t, _, err := c.run()
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], t)
		}
	}
	medians := make([]times, len(commands))
	for i, list := range all {
		medians[i] = medianOf(list)
	}
	return medians, nil
}

func medianOf(list []times) times {
	return times{
		median(list, func(t times) time.Duration { return t.wall }),
		median(list, func(t times) time.Duration { return t.cpu }),
		median(list, func(t times) int64 { return t.memory }),
	}
}

// longest is how long a command may take.
const longest = 2 * time.Hour

// run runs a command once and returns what it took and printed.
func (c command) run() (times, []byte, error) {
	if c.out != "" {
		if err := os.RemoveAll(c.out); err != nil {
			return times{}, nil, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	shrink()
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return times{}, nil, fmt.Errorf("%s: %w\n%.4000s", c.name, err, out)
	}
	return times{time.Since(start), cmd.ProcessState.SystemTime() + cmd.ProcessState.UserTime(), peak(cmd.ProcessState)}, out, nil
}

// shrink gives back what this process holds and forgets the most it ever held: Linux
// counts that as the child's, too. Where that is not possible peaks are too high, and
// those of processes that need little all the same.
func shrink() {
	debug.FreeOSMemory()
	_ = forgetLargest()
}

func median[T time.Duration | int64](list []times, of func(times) T) T {
	var values []T
	for _, t := range list {
		values = append(values, of(t))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
