package search

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
)

// Records are documents that are made when they are asked for, so that they need not all
// be in memory, in the order of Order. They are safe for concurrent use.
type Records struct {
	n  int
	at func(i int) Document
}

// Listed are documents that are there. They must be in the order of Order.
func Listed(docs []Document) Records {
	return Records{len(docs), func(i int) Document { return docs[i] }}
}

// Len is how many documents there are.
func (r Records) Len() int { return r.n }

// At makes the i-th document.
func (r Records) At(i int) Document { return r.at(i) }

// place is a record of the register before it is a document.
type place struct {
	date day.Day
	id   string
	make func() Document
}

// Collect returns what is searched of a register: its agencies, its projects and the
// sanctions whose content may be shown. Pay is found through its agency, and so is how the
// agency stands with its duties.
func Collect(reg *register.Register, led *ledger.Ledger) Records {
	site := route.First(reg.Settings) // whose addresses hits have
	list := make([]place, 0, len(reg.Agencies)+len(reg.Projects)+len(reg.Sanctions))
	for _, a := range reg.Agencies {
		list = append(list, place{a.FoundedOn, route.RecordID("agencies", a.Slug), func() Document { return agencyRecord(a, site, led) }})
	}
	for _, p := range reg.Projects {
		list = append(list, place{p.StartsOn, route.RecordID("projects", p.Slug), func() Document { return projectRecord(p, site, reg) }})
	}
	for _, s := range reg.Sanctions {
		list = append(list, place{s.DecidedOn, route.RecordID("sanctions", s.Slug), func() Document { return sanctionRecord(s, site) }})
	}
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.id, b.id))
	})
	return Records{len(list), func(i int) Document { return list[i].make() }}
}

// Documents are all documents of a register, in the order of Order.
func Documents(reg *register.Register, led *ledger.Ledger) []Document {
	r := Collect(reg, led)
	docs := make([]Document, r.Len())
	for i := range docs {
		docs[i] = r.At(i)
	}
	return docs
}
