package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// floor is what it takes merely to write a tree.
type floor struct {
	Wall  float64 `json:"wall_s"`
	CPU   float64 `json:"cpu_s"`
	Files int     `json:"files"`
	Bytes int64   `json:"bytes"`
}

// How much of a tree is in memory at a time, and how many neighbours one worker writes.
const (
	floorChunk = 512 << 20
	neighbours = 16
)

type body struct {
	path string // where it is written
	data []byte
}

// floorFigures copies a tree and prints what the writing took, as JSON. Reading is not
// counted: files are in memory before the clock runs, a chunk of the tree at a time.
func floorFigures(from, to string, workers int) error {
	var f floor
	var chunk []body
	held := 0
	flush := func() error {
		start, cpu := time.Now(), cpuTime()
		err := writeBodies(chunk, workers)
		f.Wall, f.CPU = f.Wall+time.Since(start).Seconds(), f.CPU+(cpuTime()-cpu).Seconds()
		chunk, held = nil, 0
		return err
	}
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			start, cpu := time.Now(), cpuTime()
			err := os.MkdirAll(filepath.Join(to, rel), 0o755)
			f.Wall, f.CPU = f.Wall+time.Since(start).Seconds(), f.CPU+(cpuTime()-cpu).Seconds()
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		chunk, held = append(chunk, body{filepath.Join(to, rel), data}), held+len(data)
		f.Files, f.Bytes = f.Files+1, f.Bytes+int64(len(data))
		if held >= floorChunk {
			return flush()
		}
		return nil
	})
	if err := errors.Join(err, flush()); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(f)
}

func writeBodies(list []body, workers int) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		wait.Go(func() {
			for errs[w] == nil {
				i := int(next.Add(neighbours)) - neighbours
				if i >= len(list) {
					return
				}
				for _, b := range list[i:min(i+neighbours, len(list))] {
					if errs[w] = os.WriteFile(b.path, b.data, 0o644); errs[w] != nil {
						break
					}
				}
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}
