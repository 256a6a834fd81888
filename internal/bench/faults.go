package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"gongshi/internal/fault"
)

// brokenPortal says whose builds are broken, and where.
type brokenPortal struct{ program, portal, dir string }

func (o *brokenPortal) flags(f *flag.FlagSet) {
	f.StringVar(&o.program, "program", "", "the gongshi to break; empty: this one, built now")
	f.StringVar(&o.portal, "portal", ".bench/portal-town", "the portal to build, of which a copy is made")
	f.StringVar(&o.dir, "dir", "", "folder for the copy, on the file system in question; empty: a temporary one")
}

// killOptions say how builds are killed.
type killOptions struct {
	brokenPortal
	kills      int
	seed       uint64
	noExchange bool
	lanes      int // portals in folders of their own that are built side by side
}

// killFigures kills builds of a copy of a portal and prints what was left of the site.
func killFigures(o killOptions) error {
	errs := make([]error, max(1, o.lanes))
	var wait sync.WaitGroup
	for lane := range errs {
		wait.Go(func() {
			p, done, err := o.open()
			if err != nil {
				errs[lane] = err
				return
			}
			defer done()
			kills := o.kills / len(errs)
			if lane < o.kills%len(errs) {
				kills++
			}
			report, err := p.Kill(fault.KillOptions{Kills: kills, Seed: o.seed + uint64(lane), NoExchange: o.noExchange})
			fmt.Println(report)
			errs[lane] = err
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// injectOptions say how system calls fail.
type injectOptions struct {
	brokenPortal
	builds int
	seed   uint64
}

// injectFigures lets system calls of builds fail and prints what was left of the site.
func injectFigures(o injectOptions) error {
	p, done, err := o.open()
	if err != nil {
		return err
	}
	defer done()
	report, err := p.Inject(fault.InjectOptions{Rounds: o.builds, Seed: o.seed})
	fmt.Println(report)
	return err
}

// open copies the portal to a temporary folder, to be built and broken there.
func (o brokenPortal) open() (p *fault.Portal, done func(), err error) {
	temp, err := os.MkdirTemp(o.dir, "gongshi-faults-")
	if err != nil {
		return nil, nil, err
	}
	done = func() { os.RemoveAll(temp) }
	program := o.program
	if program == "" {
		program = filepath.Join(temp, "gongshi")
		if err := compile(program, ""); err != nil {
			done()
			return nil, nil, err
		}
	}
	copied := filepath.Join(temp, "portal")
	for _, name := range []string{"gongshi.yaml", "rulebook.yaml", "data", "content"} {
		if err := copyInto(filepath.Join(o.portal, name), filepath.Join(copied, name)); err != nil {
			done()
			return nil, nil, err
		}
	}
	if p, err = fault.Open(program, copied); err != nil {
		done()
	}
	return p, done, err
}

// copyInto copies a file or a folder, where there is one.
func copyInto(from, to string) error {
	info, err := os.Stat(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	body, err := os.ReadFile(from)
	return errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, body, 0o644))
}
