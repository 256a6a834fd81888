// Command bench measures the figures of docs/performance.md and prints them as its
// table: how long a build takes, what the first page weighs, how large the program
// is, and, side by side in one run, what Hugo and Pagefind take for the same data.
//
//	go run ./internal/bench [-runs 5]
//
// It runs in the root of the repository and builds the program first. The town comes
// from ../shared/bench; the rivals from .bench, where ../shared/bench/setup.sh puts
// them. What is missing is left out and said so. Wall and CPU time are medians of
// whole processes that write into an empty folder; runs of the rivals alternate, so
// that a busy machine is busy for all of them.
package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

func main() {
	runs := flag.Int("runs", 5, "how often each build is timed, from 1")
	flag.Parse()
	if err := run(max(1, *runs)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(3)
	}
}

// bench is one run of the command.
type bench struct {
	dir  string // temporary
	runs int
}

func run(runs int) error {
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
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags="+build.flags, "-o", b.path(build.file), "./cmd/gongshi")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w\n%s", err, out)
		}
		info, err := os.Stat(b.path(build.file))
		if err != nil {
			return err
		}
		row(build.title, "%.1f MB", float64(info.Size())/1e6)
	}
	return nil
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
	shared, err := filepath.Abs("../shared/bench")
	if err != nil {
		return err
	}
	if _, err := os.Stat(shared); errors.Is(err, fs.ErrNotExist) {
		row("town", "left out: no ../shared/bench")
		return nil
	}
	if err := b.generate(shared); err != nil {
		return err
	}
	ours := command{"gongshi", []string{b.path("gongshi"), "build", "-C", b.path("town"), "--as-of", "2026-06-30"}, b.path("town", "public")}
	hugo, pagefind := filepath.Join(".bench", "bin", "hugo"), filepath.Join(".bench", "tools/node_modules/@pagefind/linux-x64/bin/pagefind_extended")
	commands := []command{ours}
	if exists(hugo) && exists(pagefind) {
		commands = append(commands,
			command{"hugo", []string{hugo, "--source", b.path("hugo"), "--destination", b.path("rival"), "--quiet"}, b.path("rival")},
			command{"pagefind", []string{pagefind, "--site", b.path("rival")}, ""})
	}
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

// generate makes the town as a portal and as input of Hugo.
func (b *bench) generate(shared string) error {
	build := exec.Command("go", "build", "-o", b.dir+"/", "./gen", "./portal")
	build.Dir, build.Env = shared, append(os.Environ(), "GOFLAGS=-mod=mod")
	for _, cmd := range []*exec.Cmd{
		build,
		exec.Command(b.path("gen"), "-size", "town", "-seed", "1", "-out", b.path("data")),
		exec.Command(b.path("portal"), "-in", b.path("data"), "-out", b.path("town")),
	} {
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
	}
	if err := os.CopyFS(b.path("hugo"), os.DirFS(filepath.Join(shared, "hugo"))); err != nil {
		return err
	}
	return os.CopyFS(b.path("hugo", "assets", "data"), os.DirFS(b.path("data")))
}

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
			if c.out != "" {
				if err := os.RemoveAll(c.out); err != nil {
					return nil, err
				}
			}
			cmd := exec.Command(c.args[0], c.args[1:]...)
			start := time.Now()
			if out, err := cmd.CombinedOutput(); err != nil {
				return nil, fmt.Errorf("%s: %w\n%s", c.name, err, out)
			}
			all[i] = append(all[i], times{time.Since(start), cmd.ProcessState.SystemTime() + cmd.ProcessState.UserTime(), peak(cmd.ProcessState)})
		}
	}
	medians := make([]times, len(commands))
	for i, list := range all {
		medians[i] = times{
			median(list, func(t times) time.Duration { return t.wall }),
			median(list, func(t times) time.Duration { return t.cpu }),
			median(list, func(t times) int64 { return t.memory }),
		}
	}
	return medians, nil
}

func median[T time.Duration | int64](list []times, of func(times) T) T {
	var values []T
	for _, t := range list {
		values = append(values, of(t))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// weigh counts the files of a folder and their bytes.
func weigh(dir string) (files int, size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files, size = files+1, size+info.Size()
		}
		return err
	})
	return files, size, err
}

// part is a file that the first view loads; size is in bytes, compressed.
type part struct {
	name string
	size int
}

// firstView lists what a browser loads to show index.html for the first time.
func firstView(public string) ([]part, error) {
	body, err := os.ReadFile(filepath.Join(public, "index.html"))
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	parts := []part{{"index.html", compressed(body)}}
	for n := range doc.Descendants() {
		name := loaded(n)
		if name == "" {
			continue
		}
		file, err := os.ReadFile(filepath.Join(public, path.Clean(name)))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{path.Base(name), compressed(file)})
	}
	return parts, nil
}

// loaded is the address of what an element makes the browser load; empty: nothing.
func loaded(n *html.Node) string {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
	}
	switch {
	case n.Type != html.ElementNode:
		return ""
	case n.Data == "script" || n.Data == "img":
		return attrs["src"]
	case n.Data == "link" && (attrs["rel"] == "stylesheet" || strings.Contains(attrs["rel"], "icon") || attrs["rel"] == "preload"):
		return attrs["href"]
	}
	return ""
}

func compressed(body []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(body) // writing to a buffer cannot fail
	w.Close()
	return b.Len()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
