package build

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"runtime"
	"sync"

	"gongshi/internal/cache"
	"gongshi/internal/finding"
	"gongshi/internal/output"
	"gongshi/internal/tree"
)

// lastBuild is the file of what the last build made, in the folder of what can be made again.
const lastBuild = "build"

// taker makes units or takes them over (see cache.Store).
type taker interface {
	Once(tree.Emit, cache.Keep) tree.Once
}

// units makes the parts of the site, or takes them over from the last one.
type units struct {
	store  taker
	stage  Publisher
	gate   *gate
	inputs tree.Key
	known  bool // units of an earlier build can be taken over
}

// workers is how many stages run at a time. Where all has to be made, each takes all
// processors and much memory, so that they follow one another.
func (u *units) workers() int {
	if u.known {
		return runtime.GOMAXPROCS(0)
	}
	return 1
}

// describe tells the cache of a file that was made.
func (u *units) describe(path string) (cache.File, bool) {
	e, ok := u.stage.Entry(path)
	if !ok {
		return cache.File{}, false
	}
	f := cache.File{Path: e.Path, Size: e.Size, Mark: u.gate.marks(path)}
	_, err := hex.Decode(f.Sum[:], []byte(e.SHA256))
	return f, err == nil
}

// once makes units whose files are seen by whoever keeps a list of them.
func (u *units) once(seen func(path string)) tree.Once {
	return u.store.Once(func(f tree.File) error {
		seen(f.Path)
		return u.gate.Emit(f)
	}, func(files []cache.File) bool {
		if !u.keep(files) {
			return false
		}
		for _, f := range files {
			u.gate.judge(f.Path, f.Mark)
			seen(f.Path)
		}
		return true
	})
}

// whole makes a part of the site that is made of all inputs as one unit.
func (u *units) whole(name string, once tree.Once, make func(tree.Emit) error) error {
	_, err := once(name, u.inputs, func(emit tree.Emit) ([]byte, error) { return nil, make(emit) })
	return err
}

// keep takes files over from the published site, where all of them stand there as the last
// build left them.
func (u *units) keep(files []cache.File) bool {
	entries := make([]output.Entry, len(files))
	for i, f := range files {
		entries[i] = output.Entry{Path: f.Path, Size: f.Size, SHA256: hex.EncodeToString(f.Sum[:])}
	}
	return u.stage.Keep(entries...) == nil // where the stage has failed, it says why when it ends
}

// state is what a build tells the next one, which has nothing to do where the inputs are the
// same and the site stands as it was left.
type state struct {
	Inputs   []byte
	Findings []finding.Finding
	Read     Read
}

// unchanged publishes what stands there already, if that is what a build would make.
func unchanged(ctx context.Context, o Options, in inputs, store *cache.Store) (Result, bool, error) {
	var last state
	if store.State() == "" || json.Unmarshal([]byte(store.State()), &last) != nil || tree.Key(last.Inputs) != in.key {
		return Result{}, false, nil
	}
	if err := ctx.Err(); err != nil {
		return Result{}, false, err
	}
	stage, err := o.openStage(in.settings, 0)
	if err != nil {
		return Result{}, false, err
	}
	u := units{stage: stage}
	files := store.Files()
	err = forEach(len(files), runtime.GOMAXPROCS(0), func(i int) error {
		if !u.keep(files[i : i+1]) {
			return os.ErrNotExist
		}
		return ctx.Err()
	})
	if err != nil {
		return Result{}, false, stage.Discard()
	}
	summary, err := stage.Commit()
	p := &Portal{Settings: in.settings, AsOf: in.asOf, Findings: last.Findings, Read: last.Read}
	return Result{Portal: p, Published: err == nil, Summary: summary}, true, err
}

// memory is what was made, for the next build, as far as it is sure what it was made of: ok is
// false where an input changed while it was read, or the memory cannot be written.
func (u *units) memory(o Options, p *Portal, in inputs, store *cache.Store) (m cache.Memory, ok bool) {
	now, ok := look(o)
	if !ok || now.key != in.key {
		return m, false
	}
	text, err := json.Marshal(state{in.key[:], p.Findings, p.Read})
	if err != nil {
		return m, false
	}
	return store.Memory(string(text), u.describe), true
}

// commit swaps the site in, and remembers what was made. What cannot be remembered is no
// error: the next build makes everything. What is kept must be of the site that stands.
// unkept says why something could not be.
func (u *units) commit(o Options, p *Portal, in inputs, store *cache.Store) (summary output.Summary, unkept, err error) {
	var memory cache.Memory
	var known bool
	var wait sync.WaitGroup
	wait.Go(func() { memory, known = u.memory(o, p, in, store) })
	summary, err = u.stage.Commit()
	wait.Wait()
	if err != nil {
		return summary, nil, err
	}
	if known {
		unkept = memory.Save()
	}
	if !known || unkept != nil {
		unkept = cmp.Or(unkept, store.Forget())
	}
	return summary, unkept, nil
}
