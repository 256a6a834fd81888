package build

import (
	"context"

	"gongshi/internal/cache"
	"gongshi/internal/finding"
	"gongshi/internal/tree"
)

// Make makes every file of a portal's site and hands it to emit, which is called from several
// goroutines at once and may keep a file's bytes only until it returns. Nothing is published,
// nothing of an earlier build is used, and no file is written. Where findings stop the
// publication, they are the portal's and made is false.
func Make(ctx context.Context, o Options, emit tree.Emit) (p *Portal, made bool, err error) {
	o.watch = newWatch(o)
	defer o.watch.end()
	if p, err = Load(o); err != nil {
		return nil, false, err
	}
	if p.Counts().Stops(o.Strict) {
		return p, false, nil
	}
	defer frugal(p.Read.Records)()
	gate := gate{emit: emit, permitted: p.permitted}
	if err := render(ctx, o, p, judge(o, p), &units{store: afresh{}, gate: &gate}); err != nil {
		return nil, false, err
	}
	found := gate.findings(o, p)
	p.Note(found)
	return p, !finding.Count(found).Stops(o.Strict), nil
}

// afresh is a taker that makes every unit.
type afresh struct{}

func (afresh) Once(emit tree.Emit, _ cache.Keep) tree.Once { return tree.Always(emit) }
