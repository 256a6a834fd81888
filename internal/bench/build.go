package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bench is one run of the command.
type bench struct {
	dir  string // temporary
	runs int
}

// builds measures what a build takes; each build is timed so many times.
func builds(runs int) error {
	dir, err := os.MkdirTemp("", "gongshi-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := bench{dir: dir, runs: runs}
	fmt.Println("| figure | value |\n|---|---|")
	for _, part := range []func() error{b.program, b.dependencies, b.sample, b.town} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// row prints a row of the table.
func row(name, format string, args ...any) {
	fmt.Printf("| %s | %s |\n", name, fmt.Sprintf(format, args...))
}

func (b *bench) path(name ...string) string {
	return filepath.Join(append([]string{b.dir}, name...)...)
}

// program builds the program, plain and stripped.
func (b *bench) program() error {
	for _, build := range []struct{ title, file, flags string }{
		{"program", "gongshi", ""}, {"program, stripped (-ldflags='-s -w')", "stripped", "-s -w"},
	} {
		if err := compile(b.path(build.file), build.flags); err != nil {
			return err
		}
		info, err := os.Stat(b.path(build.file))
		if err != nil {
			return err
		}
		row(build.title, "%.1f MB", float64(info.Size())/1e6)
	}
	return nil
}

// compile builds the program.
func compile(to, flags string) error {
	return runQuietly(exec.Command("go", "build", "-trimpath", "-ldflags="+flags, "-o", to, "./cmd/gongshi"))
}

func (b *bench) dependencies() error {
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	row("direct dependencies, tests included", "%d", len(strings.Fields(string(out))))
	return nil
}

// sample times the sample portal and weighs its first page.
func (b *bench) sample() error {
	public := b.path("sample")
	times, err := b.measure(
		command{"build", []string{b.path("gongshi"), "build", "--out", public}, public},
		command{"go run", []string{"go", "run", "./cmd/gongshi", "build", "--out", public}, public})
	if err != nil {
		return err
	}
	files, size, err := weigh(public)
	if err != nil {
		return err
	}
	row("sample portal, build", "%s; %d files, %.1f MB", times[0], files, float64(size)/1e6)
	row("sample portal, go run ./cmd/gongshi build", "%s", times[1])
	parts, err := firstView(public)
	if err != nil {
		return err
	}
	total, list := 0, []string(nil)
	for _, p := range parts {
		total += p.size
		list = append(list, fmt.Sprintf("%s %.1f", p.name, float64(p.size)/1e3))
	}
	row("sample portal, first page over the wire (gzip)", "%.1f KB (%s)", float64(total)/1e3, strings.Join(list, ", "))
	return nil
}

// town times gongshi on the town of the shared bench, and the rivals beside it.
func (b *bench) town() error {
	data, portal, err := generate("town", 1)
	if errors.Is(err, errMissing) {
		row("town", "left out: no %s", sharedBench)
		return nil
	} else if err != nil {
		return err
	}
	if err := os.CopyFS(b.path("town"), os.DirFS(portal)); err != nil {
		return err
	}
	ours := command{"gongshi", []string{b.path("gongshi"), "build", "-C", b.path("town"), "--as-of", "2026-06-30"}, b.path("town", "public")}
	beside, err := rivals(data, b.path("hugo"), b.path("rival"))
	if err != nil && !errors.Is(err, errMissing) {
		return err
	}
	commands := append([]command{ours}, beside...)
	times, err := b.measure(commands...)
	if err != nil {
		return err
	}
	files, size, err := weigh(ours.out)
	if err != nil {
		return err
	}
	row("town, gongshi build", "%s; %d files, %.1f MB", times[0], files, float64(size)/1e6)
	if len(commands) == 1 {
		row("town, Hugo and Pagefind", "left out: run BENCH_DIR=.bench ../shared/bench/setup.sh")
		return nil
	}
	files, size, err = weigh(b.path("rival"))
	if err != nil {
		return err
	}
	row("town, Hugo", "%s", times[1])
	row("town, Pagefind", "%s; both %d files, %.1f MB", times[2], files, float64(size)/1e6)
	row("town, gongshi against both", "%.2f of the wall time, %.2f of the CPU time",
		times[0].wall.Seconds()/(times[1].wall+times[2].wall).Seconds(), times[0].cpu.Seconds()/(times[1].cpu+times[2].cpu).Seconds())
	return nil
}
