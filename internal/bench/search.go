package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"gongshi/internal/route"
	"gongshi/internal/search"
)

// searchOptions are the flags of the search figures.
type searchOptions struct {
	size       string
	queries    int    // whose bytes and times are measured
	substrings int    // that are compared with the scan
	only       string // parts, with commas between; empty: all
	keep       string // folder of the index; empty: a temporary one
}

// searchBench is one run of the search figures.
type searchBench struct {
	searchOptions
	dir  string // the index lies in search/index below it
	docs []search.Document
	log  io.Writer // one line of JSON for each figure
}

// searchFigures prints what the search of a size costs.
func searchFigures(o searchOptions) error {
	b := &searchBench{searchOptions: o, dir: o.keep}
	b.queries = max(b.queries, 50)
	if b.dir == "" {
		var err error
		if b.dir, err = os.MkdirTemp("", "gongshi-bench"); err != nil {
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	if err := os.MkdirAll(benchFolder, 0o755); err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(benchFolder, "search-"+o.size+".jsonl"))
	if err != nil {
		return err
	}
	defer log.Close()
	b.log = log
	if err := b.index(); err != nil {
		return err
	}
	if b.docs, err = documents(b.size); err != nil {
		return err
	}
	for _, part := range []struct {
		name  string
		run   func() error
		sizes []string // those that have it; nil: all
	}{
		{"bytes", b.bytes, nil},
		{"recall", b.recall, []string{"sample", "town", "city", "statutes"}},
		{"change", b.change, []string{"town", "city"}},
		{"time", b.time, []string{"town", "city", "statutes"}},
	} {
		if !b.wants(part.name) || part.sizes != nil && !slices.Contains(part.sizes, b.size) {
			continue
		}
		if err := part.run(); errors.Is(err, errMissing) {
			b.row(part.name, "", "left out: %v", err)
		} else if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

// wants says whether a part is to be run.
func (b *searchBench) wants(part string) bool {
	return b.only == "" || slices.Contains(strings.Split(b.only, ","), part)
}

// head begins a table.
func (b *searchBench) head(columns ...string) {
	fmt.Printf("\n| %s, %s |\n|%s\n", b.size, strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
}

// row prints a row of a table of figures with the goal beside it.
func (b *searchBench) row(name, goal, format string, args ...any) {
	fmt.Printf("| %s | %s | %s |\n", name, goal, fmt.Sprintf(format, args...))
}

// record keeps a figure as a line of JSON.
func (b *searchBench) record(part, name string, figure any) error {
	return json.NewEncoder(b.log).Encode(map[string]any{"size": b.size, "part": part, "name": name, "figure": figure})
}

// The goals for the index. Bytes count in thousands everywhere.
const (
	diskGoal   = 20_000_000
	memoryGoal = 1_500_000_000
	scriptGoal = 20_480
	changeGoal = 0.03
)

// index writes the index in a process of its own and weighs it. An index that is kept
// from an earlier run and not asked for again stays as it is.
func (b *searchBench) index() error {
	folder := filepath.Join(b.dir, filepath.FromSlash(route.SearchIndex))
	if !b.wants("index") && exists(folder) {
		return nil
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	cmd := exec.Command(self, "write", "-size", b.size, "-out", b.dir)
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	var w writing
	if err := json.Unmarshal(out.Bytes(), &w); err != nil {
		return fmt.Errorf("write the index: %w: %.200s", err, out.String())
	}
	files, size, err := weigh(folder)
	if err != nil {
		return err
	}
	root, err := os.ReadFile(filepath.Join(folder, "root.js"))
	if err != nil {
		return err
	}
	script, err := scriptSize()
	if err != nil {
		return err
	}
	b.head("index", "goal", "figure")
	disk, memory := "", ""
	switch b.size {
	case "city":
		disk = fmt.Sprintf("%d MB", int(diskGoal/1e6))
	case "province":
		memory = fmt.Sprintf("%.1f GB", memoryGoal/1e9)
	}
	b.row("records", "", "%d with %.1f million characters", w.Documents, float64(w.Characters)/1e6)
	b.row("on disk", disk, "%.1f MB in %d files", float64(size)/1e6, files)
	b.row("root, as stored and after gzip", "", "%.1f KB, %.1f KB", float64(len(root))/1e3, float64(compressed(root))/1e3)
	b.row("script of the search page, after gzip", fmt.Sprintf("%d bytes", scriptGoal), "%d bytes", script)
	b.row("time to write it", "", "%.1f s wall, %.1f s CPU", w.Seconds, w.CPU)
	b.row("memory while writing, and before: the records alone", memory, "%.2f GB, %.2f GB", float64(w.Peak)/1e9, float64(w.Before)/1e9)
	return b.record("index", "written", map[string]any{
		"writing": w, "bytes": size, "files": files, "root": len(root), "root_gzip": compressed(root), "script_gzip": script,
	})
}

// scriptSize is what the search page's script weighs after gzip.
func scriptSize() (int, error) {
	script, err := bundle("templates/scripts/search-page.ts", api.BuildOptions{
		Format: api.FormatIIFE, Target: api.ES2018, Charset: api.CharsetUTF8, TsconfigRaw: "{}",
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	if err != nil {
		return 0, err
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	z.Write(script) // writing to a buffer cannot fail
	z.Close()
	return b.Len(), nil
}

// bundle makes one script of a TypeScript file and what it imports.
func bundle(entry string, o api.BuildOptions) ([]byte, error) {
	o.EntryPoints, o.Bundle = []string{entry}, true
	r := api.Build(o)
	for _, m := range r.Errors {
		return nil, fmt.Errorf("%s: %s", entry, m.Text)
	}
	if len(r.OutputFiles) != 1 {
		return nil, fmt.Errorf("%s: %d files came out, want 1", entry, len(r.OutputFiles))
	}
	return r.OutputFiles[0].Contents, nil
}

// kb is a size for a table.
func kb(bytes float64) string { return fmt.Sprintf("%.1f", bytes/1e3) }

// quantile is the value that a share of a list does not exceed; the list is sorted.
func quantile(list []float64, share float64) float64 {
	slices.Sort(list)
	return list[min(len(list)-1, int(share*float64(len(list))))]
}
