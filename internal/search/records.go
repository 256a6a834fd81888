package search

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// Records are documents that are made when they are asked for, so that they need not all
// be in memory, in the order of Order, perhaps with gaps. They are safe for concurrent use.
type Records struct {
	n   int
	at  func(i int) Document
	key func() tree.Key // nil: only the documents themselves tell
}

// Listed are documents that are there. But for gaps they must be in the order of Order.
func Listed(docs []Document) Records {
	return Records{n: len(docs), at: func(i int) Document { return docs[i] }}
}

// Keyed says what all documents are made of: equal keys, equal documents.
func (r Records) Keyed(key func() tree.Key) Records {
	r.key = key
	return r
}

// Len is how many documents there are, gaps included.
func (r Records) Len() int { return r.n }

// At makes the i-th document.
func (r Records) At(i int) Document { return r.at(i) }

// Key stands for all documents, of which none is made for it; ok is false where they have none.
func (r Records) Key() (key tree.Key, ok bool) {
	if r.key == nil {
		return tree.Key{}, false
	}
	return r.key(), true
}

// place is a record of the register before it is a document.
type place struct {
	date day.Day
	id   string
	make func() Document
	key  func(*adder) tree.Key
}

// Collect returns what is searched of a register: its agencies, its projects and the
// sanctions whose content may be shown. Pay is found through its agency, and so is how the
// agency stands with its duties.
//
// A sanction whose content may no longer be shown leaves a gap, so that the night on which
// its publication ends does not number anew all that came later. One that was never
// published, or is not yet, leaves none: a gap tells about when there was a decision.
func Collect(reg *register.Register, led *ledger.Ledger) Records {
	site := route.First(reg.Settings) // whose addresses hits have
	list := make([]place, 0, len(reg.Agencies)+len(reg.Projects)+len(reg.Sanctions)+len(reg.Closed))
	for _, a := range reg.Agencies {
		list = append(list, place{
			a.FoundedOn, route.RecordID("agencies", a.Slug),
			func() Document { return agencyRecord(a, site, led) },
			func(s *adder) tree.Key { return s.agency(a, site.Agency(a), standings(led, a)) },
		})
	}
	for _, p := range reg.Projects {
		list = append(list, place{
			p.StartsOn, route.RecordID("projects", p.Slug),
			func() Document { return projectRecord(p, site, reg) },
			func(s *adder) tree.Key { return s.project(p, site.Project(p), reg.AsOf) },
		})
	}
	for _, x := range reg.Sanctions {
		list = append(list, place{
			x.DecidedOn, route.RecordID("sanctions", x.Slug),
			func() Document { return sanctionRecord(x, site) },
			func(s *adder) tree.Key { return s.sanction(x, site.Sanction(x)) },
		})
	}
	for _, x := range reg.Closed {
		list = append(list, place{
			x.DecidedOn, route.RecordID("sanctions", x.Slug),
			func() Document { return Document{} },
			func(s *adder) tree.Key { return s.gap() },
		})
	}
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.id, b.id))
	})
	return Records{n: len(list), at: func(i int) Document { return list[i].make() }}.Keyed(func() tree.Key {
		return sumOf(len(list), func(s *adder, i int) tree.Key { return list[i].key(s) })
	})
}

// Documents are all documents of a register, in the order of Order, with the gaps between them.
func Documents(reg *register.Register, led *ledger.Ledger) []Document {
	r := Collect(reg, led)
	docs := make([]Document, r.Len())
	for i := range docs {
		docs[i] = r.At(i)
	}
	return docs
}
