// Package peer says with whom an agency can be compared: agencies of the same size in
// the same year, by how many contracts they held, and the medians of what their
// management was paid. The size of a staff is not among what agencies disclose, so that
// contracts stand for it. What is not disclosed is left out and never taken as zero.
package peer

import (
	"slices"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// Size is a class of agencies by the contracts that they hold in a year.
type Size string

// The sizes. All is every agency, those without a contract among them.
const (
	All    Size = "all"
	Small  Size = "small"  // one or two contracts
	Medium Size = "medium" // three to five
	Large  Size = "large"  // six or more
	None   Size = "none"   // no contract in the year
)

// The least contracts of a class.
const (
	LeastMedium = 3
	LeastLarge  = 6
)

// Fewest is how many agencies a median needs: of fewer it would say too much about each.
const Fewest = 5

// Sizes lists the classes of agencies with contracts, from small to large.
func Sizes() []Size { return []Size{Small, Medium, Large} }

// SizeOf is the class of an agency with so many contracts in a year.
func SizeOf(contracts int) Size {
	switch {
	case contracts >= LeastLarge:
		return Large
	case contracts >= LeastMedium:
		return Medium
	case contracts > 0:
		return Small
	}
	return None
}

// Contracts counts the contracts that an agency held on any day of a year.
func Contracts(a *register.Agency, year int) int {
	n := 0
	for _, p := range a.Projects {
		if int(p.StartsOn.Year) <= year && (p.EndsOn.IsOpen() || int(p.EndsOn.Year) >= year) {
			n++
		}
	}
	return n
}

// Peers is the agencies of a ledger by size, with the medians of their pay.
type Peers struct {
	sizes  map[*register.Agency]map[int]Size
	totals map[key][]int64 // fen, ascending
}

type key struct {
	year, tier int
	size       Size
}

// Open sorts the agencies of a ledger.
func Open(l *ledger.Ledger) *Peers {
	p := &Peers{sizes: make(map[*register.Agency]map[int]Size, len(l.Accounts)), totals: map[key][]int64{}}
	for _, account := range l.Accounts {
		sizes := make(map[int]Size, len(account.Years))
		for i := range account.Years {
			y := &account.Years[i]
			sizes[y.Year] = SizeOf(Contracts(account.Agency, y.Year))
			for tier, r := range y.Tiers {
				if r == nil || !r.Total.Given {
					continue
				}
				for _, size := range []Size{All, sizes[y.Year]} {
					k := key{y.Year, tier, size}
					p.totals[k] = append(p.totals[k], r.Total.Fen)
				}
			}
		}
		p.sizes[account.Agency] = sizes
	}
	for _, list := range p.totals {
		slices.Sort(list)
	}
	return p
}

// Size is the class of an agency in a year of the ledger; None in every other.
func (p *Peers) Size(a *register.Agency, year int) Size {
	if size, ok := p.sizes[a][year]; ok {
		return size
	}
	return None
}

// Disclosed is the totals of a tier (its index in schema.Tiers) that agencies of a size
// disclosed for a year, in fen and ascending. The caller must not change it.
func (p *Peers) Disclosed(year, tier int, size Size) []int64 {
	if tier < 0 || tier >= len(schema.Tiers) {
		return nil
	}
	return p.totals[key{year, tier, size}]
}

// Median is the median of Disclosed, rounded down to a fen, and of how many; where there
// are none it is not given. Pages show no median of fewer than Fewest.
func (p *Peers) Median(year, tier int, size Size) (median money.Amount, of int) {
	list := p.Disclosed(year, tier, size)
	return Middle(list), len(list)
}

// Middle is the median of amounts in fen that ascend, rounded down to a fen; of none it is
// not given.
func Middle(list []int64) money.Amount {
	if len(list) == 0 {
		return money.Amount{}
	}
	middle := list[len(list)/2]
	if len(list)%2 == 0 {
		below := list[len(list)/2-1]
		middle = below + (middle-below)/2
	}
	return money.FromFen(middle)
}
