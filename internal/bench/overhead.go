package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
)

// overheadOptions are the flags of the figures of what publishing safely takes.
type overheadOptions struct {
	sizes []string
	runs  int
	dir   string // empty: a temporary one
	flush bool   // time a bare writer that flushes the disk, too
}

// overheadGoal is the most that the engine may take of a build.
const overheadGoal = 0.15

// ways are how a site is written, in the order of a run. Each has a portal of its own, so
// that each finds what it left itself.
var ways = []struct {
	name string
	args []string
}{
	{"engine", nil},
	{"bare", []string{"-bare"}},
	{"bare, flushed", []string{"-bare", "-flush"}},
}

// What is built, in the order of a run. The first small change after a clean build makes the
// spare tree that those after it work with.
var overheadBuilds = []string{"clean", "nothing changed", "one row, the first after a clean build", "one row again"}

// overheadFigures builds portals with the engine and, in turn with it, bare, and prints what
// the engine takes.
func overheadFigures(o overheadOptions) error {
	dir, err := os.MkdirTemp(o.dir, "gongshi-overhead-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self := filepath.Join(dir, "bench")
	// Not the running program: go run leaves its commit out, without which it is read whole
	// each time to tell whether it is the one of the last build.
	if err := runQuietly(exec.Command("go", "build", "-o", self, "./internal/bench")); err != nil {
		return err
	}
	fmt.Printf("The engine against a bare writer, medians of %d in turn; the goal is %.0f %% of the build.\n", o.runs, 100*overheadGoal)
	for _, size := range o.sizes {
		if err := o.size(self, size, filepath.Join(dir, size)); errors.Is(err, errMissing) {
			fmt.Printf("\n%s: left out: %v\n", size, err)
		} else if err != nil {
			return fmt.Errorf("%s: %w", size, err)
		}
	}
	return nil
}

// timed is one build.
type timed struct {
	times
	didBuild
}

func (o overheadOptions) size(self, size, dir string) error {
	defer os.RemoveAll(dir)
	_, source, err := generate(size, 1)
	if err != nil {
		return err
	}
	ways := ways
	if !o.flush {
		ways = ways[:2]
	}
	for _, w := range ways {
		if err := os.CopyFS(filepath.Join(dir, w.name), os.DirFS(source)); err != nil {
			return err
		}
	}
	all := map[string][]timed{}
	for run := range o.runs {
		order := slices.Clone(ways) // within a run
		if run%2 == 1 {             // who goes second finds a warmer or a fuller machine
			slices.Reverse(order)
		}
		var restores []func() error
		for _, what := range overheadBuilds {
			for i, w := range order {
				portal := filepath.Join(dir, w.name)
				switch what {
				case overheadBuilds[0]:
					err = errors.Join(os.RemoveAll(filepath.Join(portal, "public")), removeAll(portal, ".public.*"), os.RemoveAll(filepath.Join(portal, ".gongshi")))
				case overheadBuilds[2]:
					var restore func() error
					restore, err = changeRow(filepath.Join(portal, "data"))
					restores = append(restores, restore)
				case overheadBuilds[3]:
					err = restores[i]()
				}
				if err == nil {
					err = flushDisk(portal) // what others left to be written is nobody's in this run
				}
				if err != nil {
					return err
				}
				c := command{"overhead-build " + w.name, append([]string{self, "overhead-build", "-C", portal}, w.args...), ""}
				t, out, err := c.run()
				if err != nil {
					return err
				}
				b := timed{times: t}
				if err := json.Unmarshal(out, &b.didBuild); err != nil {
					return fmt.Errorf("%s: %w: %.200s", c.name, err, out)
				}
				all[what+w.name] = append(all[what+w.name], b)
			}
		}
	}
	overheadTable(size, all)
	return nil
}

// removeAll removes what a pattern finds in a folder.
func removeAll(dir, pattern string) error {
	list, err := filepath.Glob(filepath.Join(dir, pattern))
	for _, name := range list {
		err = errors.Join(err, os.RemoveAll(name))
	}
	return err
}

func overheadTable(size string, all map[string][]timed) {
	title := size
	if list := all[overheadBuilds[0]+ways[0].name]; len(list) > 0 {
		s := list[0].Summary
		title = fmt.Sprintf("%s: %d files, %.0f MB", size, s.Files, mb(s.Bytes))
	}
	heads := []string{"build", "files touched", "engine: wall, CPU s", "bare: wall, CPU s", "engine's share of CPU", "of wall", "of wall, the bare one flushed", "after the last file, wall s"}
	fmt.Printf("\n%s\n\n| %s |\n|%s\n", title, strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
	for _, what := range overheadBuilds {
		engine, bare, flushed := all[what+ways[0].name], all[what+ways[1].name], all[what+ways[2].name]
		e, b := medianTimes(engine), medianTimes(bare)
		s := engine[0].Summary
		fmt.Printf("| %s | %d | %.2f, %.2f | %.2f, %.2f | %s | %s | %s | %.2f |\n", what, s.Added+s.Changed+s.Removed,
			e.wall.Seconds(), e.cpu.Seconds(), b.wall.Seconds(), b.cpu.Seconds(),
			share(engine, bare, timed.cpuTime), share(engine, bare, timed.wallTime), share(engine, flushed, timed.wallTime),
			middle(engine, func(i int) float64 { return engine[i].Commit }))
	}
}

func (t timed) cpuTime() float64  { return t.cpu.Seconds() }
func (t timed) wallTime() float64 { return t.wall.Seconds() }

// share is what the engine takes of a build beyond what a bare writer does: the median of the
// runs, each with its own neighbour, since the machine may be busier an hour later.
func share(engine, bare []timed, of func(timed) float64) string {
	if len(bare) == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f %%", 100*middle(engine, func(i int) float64 { return 1 - of(bare[i])/of(engine[i]) }))
}

// middle is the median of a figure of each run.
func middle(runs []timed, of func(i int) float64) float64 {
	values := make([]float64, len(runs))
	for i := range runs {
		values[i] = of(i)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func medianTimes(list []timed) times {
	var plain []times
	for _, t := range list {
		plain = append(plain, t.times)
	}
	return medianOf(plain)
}

// profileTo writes a processor profile; an empty name: none.
func profileTo(name string) (stop func() error, err error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return func() error { pprof.StopCPUProfile(); return f.Close() }, pprof.StartCPUProfile(f)
}
