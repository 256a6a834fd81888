package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"gongshi/internal/build"
	"gongshi/internal/output"
	"gongshi/internal/tree"
)

// bareSite is a public folder into which files are written as they come: no lock, no
// staging, no checksums, no manifest and no look at what is there. It takes a file over
// because somebody says that it is there, and deletes none; so it does less than any
// program could that leaves the right files.
type bareSite struct {
	dir  string
	made sync.Map // folder -> nothing

	mu      sync.Mutex
	entries map[string]output.Entry
}

func newBareSite(dir string) *bareSite {
	return &bareSite{dir: dir, entries: map[string]output.Entry{}}
}

func (s *bareSite) Emit(f tree.File) error {
	name := filepath.Join(s.dir, filepath.FromSlash(f.Path))
	dir := filepath.Dir(name)
	if _, there := s.made.Load(dir); !there {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		s.made.Store(dir, nil)
	}
	size, err := int64(len(f.Body)), error(nil)
	if f.Write == nil {
		err = os.WriteFile(name, f.Body, 0o644)
	} else {
		size, err = writePieces(name, f.Write)
	}
	s.list(output.Entry{Path: f.Path, Size: size})
	return err
}

func writePieces(name string, write func(io.Writer) error) (size int64, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return 0, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (s *bareSite) Keep(entries ...output.Entry) error {
	s.list(entries...)
	return nil
}

// list remembers entries, which the cache and the limits of hosts are told.
func (s *bareSite) list(entries ...output.Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range entries {
		s.entries[e.Path] = e
	}
}

func (s *bareSite) Entry(path string) (output.Entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.entries[path]
	return e, ok
}

func (s *bareSite) Entries() []output.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []output.Entry
	for _, e := range s.entries {
		list = append(list, e)
	}
	return list
}

func (s *bareSite) Commit() (output.Summary, error) {
	return output.Summary{Files: len(s.entries)}, nil
}

func (s *bareSite) Discard() error { return nil }

// oneBuild builds a portal once, for the process that times it: with the engine or bare,
// and bare with a flush of the disk at its end. It prints what was done as JSON.
func oneBuild(args []string) error {
	flags := flag.NewFlagSet("bench overhead-build", flag.ExitOnError)
	dir := flags.String("C", "", "the portal")
	bare, flush := flags.Bool("bare", false, "write plainly"), flags.Bool("flush", false, "flush the disk")
	profile := flags.String("cpuprofile", "", "file for a processor profile")
	flags.Parse(args)
	stop, err := profileTo(*profile)
	if err != nil {
		return err
	}
	o := build.Options{Dir: *dir, AsOf: asOf}
	if *bare {
		o.Bare = newBareSite(build.Public(o))
	}
	var d didBuild
	o.Progress = func(s build.Step) {
		if s.State == build.Ended && s.Stage == "output" {
			d.Commit = s.Took.Seconds()
		}
	}
	r, err := build.Run(context.Background(), o)
	if err == nil && !r.Published {
		err = fmt.Errorf("wanted a portal without errors, found %d findings", len(r.Findings))
	}
	if err == nil && *flush {
		err = flushDisk(*dir)
	}
	if err := errors.Join(err, stop()); err != nil {
		return err
	}
	d.Summary = r.Summary
	return json.NewEncoder(os.Stdout).Encode(d)
}

// didBuild is what a build of oneBuild did.
type didBuild struct {
	Summary output.Summary
	Commit  float64 // seconds between the last file and the end of publishing; 0: nothing was made
}
