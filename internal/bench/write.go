package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// writing is what it takes to write an index, measured by the process that does
// nothing else.
type writing struct {
	Documents  int     `json:"documents"`
	Characters int     `json:"characters"` // of the searched texts, sounds left out
	Seconds    float64 `json:"seconds"`
	CPU        float64 `json:"cpu_seconds"`
	Before     int64   `json:"memory_before"` // resident, the documents being there, in bytes
	Peak       int64   `json:"memory_peak"`   // the largest while writing
}

// writeFigures writes the index of a size below a folder and prints what it took as
// JSON. It runs in a process of its own, so that its memory is that of the index.
func writeFigures(size, out string) error {
	docs, err := documents(size)
	if err != nil {
		return err
	}
	w := writing{Documents: len(docs)}
	for _, d := range docs {
		for _, p := range d.Parts {
			if p.Zone != search.Sound {
				w.Characters += utf8.RuneCountInString(p.Text)
			}
		}
	}
	runtime.GC()
	debug.FreeOSMemory() // what reading the portal took is no longer there
	if err := forgetLargest(); err != nil {
		return err
	}
	w.Before, _ = resident()
	start, cpu := time.Now(), cpuTime()
	if err := projection.Write(search.Listed(docs), projection.Options{}, tree.Always(writeTo(out))); err != nil {
		return err
	}
	w.Seconds, w.CPU = time.Since(start).Seconds(), (cpuTime() - cpu).Seconds()
	_, w.Peak = resident()
	return json.NewEncoder(os.Stdout).Encode(w)
}

// writeTo keeps files below a folder.
func writeTo(dir string) tree.Emit {
	return func(f tree.File) error {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, f.Body, 0o644)
	}
}
