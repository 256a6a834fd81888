package site

import (
	"html/template"
	"sync"
	"sync/atomic"

	"gongshi/internal/rulebook"
)

// memo keeps what an edition says on many pages in the same words, so that it is put together
// once: as much as there are rules, files and sentences, never as much as there are records.
type memo struct {
	cited   sync.Map // *rulebook.Rule -> label
	glossed sync.Map // glossKey -> template.HTML
	files   sync.Map // filePlace -> the way to the place on the page of the data, "" where there is none
	fields  sync.Map // form of the day -> template.HTML, what the script of citations fills in
	shared  sync.Map // sharedKey -> what the pages of projects say of others
	tiers   atomic.Pointer[[]string]
}

// sharedKey is what something is said of, and from where: sections stand in other folders.
type sharedKey struct {
	of      any
	section bool
}

// memoized makes what pages of a kind share once.
func memoized[T any](p page, of any, make func() T) T {
	key := sharedKey{of, p.isSection()}
	if v, ready := p.memo.shared.Load(key); ready {
		return v.(T)
	}
	v := make()
	p.memo.shared.Store(key, v)
	return v
}

// glossKey is a sentence, the first of its terms, and the way to the glossary.
type glossKey struct{ said, first, glossary string }

// glossed is a sentence without slots, in which the first mention of each term is a link to
// the glossary (see gloss).
func (p page) glossed(said string, ids ...string) template.HTML {
	key := glossKey{said, ids[0], p.to(p.route.Glossary())}
	if h, ready := p.memo.glossed.Load(key); ready {
		return h.(template.HTML)
	}
	h := p.html(p.gloss(plain(said), ids...)...)
	p.memo.glossed.Store(key, h)
	return h
}

// cited is a rule's source and clause in words, such as 《办法》第 16 条; nothing where there
// is no rule.
func (e *edition) cited(r *rulebook.Rule) label {
	if r == nil {
		return label{}
	}
	if l, ready := e.memo.cited.Load(r); ready {
		return l.(label)
	}
	l := e.citing(r)
	e.memo.cited.Store(r, l)
	return l
}
