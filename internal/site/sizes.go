package site

import (
	"html/template"
	"strconv"
	"strings"

	"gongshi/internal/peer"
	"gongshi/internal/words"
)

// sizeName is what a class of agencies is called.
func (e *edition) sizeName(s peer.Size) string {
	switch s {
	case peer.Large:
		return e.words.SizeLarge
	case peer.Medium:
		return e.words.SizeMedium
	case peer.Small:
		return e.words.SizeSmall
	}
	return e.words.SizeNone
}

// sizeIs says which agencies a size with contracts has.
func (e *edition) sizeIs(s peer.Size) string {
	w, n := e.words, strconv.Itoa
	switch s {
	case peer.Large:
		return words.Fill(w.SizeLargeIs, "n", n(peer.LeastLarge))
	case peer.Medium:
		return words.Fill(w.SizeMediumIs, "from", n(peer.LeastMedium), "n", n(peer.LeastLarge-1))
	}
	return words.Fill(w.SizeSmallIs, "n", n(peer.LeastMedium-1))
}

// sizes says what the classes are in the headline year; nothing without one.
func (e *edition) sizes() string {
	if e.headline == 0 {
		return ""
	}
	return e.sizesIn(words.Fill(e.words.SizesOfYear, "year", strconv.Itoa(e.headline)))
}

// sizesIn says in one sentence, which all pages share, what the classes are and why.
func (e *edition) sizesIn(when string) string {
	var list []string
	for _, s := range peer.Sizes() {
		list = append(list, words.Fill(e.words.SizeOf, "name", e.sizeName(s), "is", e.sizeIs(s)))
	}
	return words.Fill(e.words.SizesLede, "when", when, "sizes", strings.Join(list, e.words.Enumeration))
}

// sizeInFull is a class of agencies with the contracts that make it.
func (e *edition) sizeInFull(s peer.Size) string {
	switch s {
	case peer.All:
		return e.words.SizeAll
	case peer.None:
		return e.words.SizeNone
	}
	return words.Fill(e.words.SizeOf, "name", e.sizeName(s), "is", e.sizeIs(s))
}

// sizeTable is the medians of the tiers by the size of the agencies, in a year.
type sizeTable struct {
	Note  template.HTML
	Tiers []string
	Rows  []sizeRow
}

type sizeRow struct {
	Name  string
	Cells []sizeCell
}

type sizeCell struct {
	Tier  string
	Value value
}

// sizeTable lists the medians by size. The class without contracts stands there only where
// somebody in it disclosed.
func (p page) sizeTable(year int) *sizeTable {
	t := &sizeTable{Note: p.html(p.gloss(plain(words.Fill(p.words.SizesNote, "sizes", p.sizesIn(words.Fill(p.words.SizesOfYear, "year", strconv.Itoa(year))), "few", strconv.Itoa(peer.Fewest))), "median")...), Tiers: p.tiers()}
	if len(p.anyTier(year, peer.All)) == 0 {
		return nil
	}
	sizes := append([]peer.Size{peer.All}, peer.Sizes()...)
	if len(p.anyTier(year, peer.None)) > 0 {
		sizes = append(sizes, peer.None)
	}
	for _, size := range sizes {
		row := sizeRow{Name: p.sizeInFull(size)}
		for tier, name := range t.Tiers {
			row.Cells = append(row.Cells, sizeCell{name, p.medianOf(year, tier, size)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// anyTier is what was disclosed of the first tier of which anything was.
func (p page) anyTier(year int, size peer.Size) []int64 {
	for tier := range p.tiers() {
		if list := p.peers.Disclosed(year, tier, size); len(list) > 0 {
			return list
		}
	}
	return nil
}

// medianOf is a median with of how many, and no median of too few.
func (p page) medianOf(year, tier int, size peer.Size) value {
	w := p.words
	m, of := p.peers.Median(year, tier, size)
	switch {
	case of == 0:
		return value{Text: w.MedianNobody, Quiet: true}
	case of < peer.Fewest:
		return value{Text: words.Count(w.MedianTooFew, of), Quiet: true}
	}
	v := given(p.roughly(m))
	v.Aligned, v.Beside = true, words.Count(w.MedianOf, of)
	return v
}
