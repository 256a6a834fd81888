package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"gongshi/internal/hostile"
)

// intakeFigures measures what reading and checking tables takes: those of a size as they
// are, pay in other forms, and hostile files. Each is a `gongshi check` of its own; a row
// is the median of so many runs, hostile files are read once.
func intakeFigures(size string, runs int) error {
	dir, err := os.MkdirTemp("", "gongshi-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := bench{dir: dir, runs: runs}
	if err := compile(b.path("gongshi"), ""); err != nil {
		return err
	}
	bare, err := b.measure(command{"version", []string{b.path("gongshi"), "version"}, ""})
	if err != nil {
		return err
	}
	fmt.Printf("The program alone takes %.0f MB.\n\n", mb(bare[0].memory))
	if err := b.tables(size, bare[0].memory); err != nil {
		return err
	}
	return b.hostile()
}

func mb(n int64) float64 { return float64(n) / 1e6 }

// tables measures portals that can be published.
func (b *bench) tables(size string, bare int64) error {
	_, portal, err := generate(size, 1)
	if errors.Is(err, errMissing) {
		fmt.Printf("%s: left out: no %s\n", size, sharedBench)
		return nil
	} else if err != nil {
		return err
	}
	forms, err := b.forms(filepath.Join(portal, "data"))
	if err != nil {
		return err
	}
	fmt.Println("| tables | rows | files MB | CPU s | peak MB | peak / files | peak above the program alone / files |\n|---|---|---|---|---|---|---|")
	for _, p := range append(forms, checked{size + ", all tables", portal}) {
		times, err := b.measure(command{p.name, []string{b.path("gongshi"), "check", "-C", p.folder}, ""})
		if err != nil {
			return err
		}
		r, _, err := b.check(p.folder)
		if err != nil {
			return err
		}
		bytes, err := dataBytes(p.folder)
		if err != nil {
			return err
		}
		t := times[0]
		fmt.Printf("| %s | %d | %.1f | %.2f | %.0f | %.1f | %.1f |\n", p.name, r.Summary.Records, mb(bytes), t.cpu.Seconds(), mb(t.memory),
			float64(t.memory)/float64(bytes), float64(t.memory-bare)/float64(bytes))
	}
	return nil
}

// checked is a portal that is checked.
type checked struct{ name, folder string }

// dataBytes is the size of a portal's tables.
func dataBytes(folder string) (int64, error) {
	list, err := os.ReadDir(filepath.Join(folder, "data"))
	if err != nil {
		return 0, err
	}
	n := int64(0)
	for _, d := range list {
		info, err := d.Info()
		if err != nil {
			return 0, err
		}
		n += info.Size()
	}
	return n, nil
}

// report is what check says as JSON, as far as it matters here.
type report struct {
	Summary struct {
		Records int `json:"records"`
	} `json:"summary"`
	Findings []struct {
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Rule   string `json:"rule"`
	} `json:"findings"`
}

// check checks a portal once, whether there are errors in it or not.
func (b *bench) check(folder string) (report, times, error) {
	cmd := exec.Command(b.path("gongshi"), "check", "--format", "json", "-C", folder)
	cmd.Stderr = os.Stderr
	shrink()
	start := time.Now()
	out, err := cmd.Output()
	var failed *exec.ExitError
	if err != nil && !(errors.As(err, &failed) && failed.ExitCode() == 1) { // 1: findings
		return report{}, times{}, fmt.Errorf("check %s: %w", folder, err)
	}
	t := times{time.Since(start), cmd.ProcessState.SystemTime() + cmd.ProcessState.UserTime(), peak(cmd.ProcessState)}
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		return report{}, times{}, fmt.Errorf("check %s: %w", folder, err)
	}
	return r, t, nil
}

// portal makes a folder with settings and a table of agencies.
func (b *bench) portal(name string, agencies []byte) (string, error) {
	folder := b.path(name)
	err := errors.Join(
		os.MkdirAll(filepath.Join(folder, "data"), 0o755),
		os.WriteFile(filepath.Join(folder, "gongshi.yaml"), []byte("title: 测量\nbase_url: https://example.org/\n"), 0o644),
		os.WriteFile(filepath.Join(folder, "data", "agencies.csv"), agencies, 0o644))
	return folder, err
}

// hostile measures how the hostile files are refused.
func (b *bench) hostile() error {
	fmt.Println("\n| hostile file | MB | ends with | wall s | CPU s | peak MB |\n|---|---|---|---|---|---|")
	for _, c := range hostile.Cases() {
		folder, err := b.portal("hostile", []byte(hostile.Agencies))
		if err != nil {
			return err
		}
		name := filepath.Join(folder, "data", c.File)
		if err := c.Make(name); err != nil {
			return err
		}
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		r, t, err := b.check(folder)
		if err != nil {
			return err
		}
		end := "NOT REFUSED"
		for _, f := range r.Findings {
			if f.Rule == c.Rule && f.Line == c.Line && f.Column == c.Column {
				end = fmt.Sprintf("%s at %d:%d", c.Rule, c.Line, c.Column)
			}
		}
		fmt.Printf("| %s | %.1f | %s | %.2f | %.2f | %.0f |\n", c.What, mb(info.Size()), end, t.wall.Seconds(), t.cpu.Seconds(), mb(t.memory))
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	return nil
}
