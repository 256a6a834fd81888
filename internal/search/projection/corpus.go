package projection

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
)

// corpus is the searched texts of a segment as one row of symbols.
type corpus struct {
	symbols []rune
	info    []byte  // per symbol its zone, + atStart where a value begins
	starts  []int32 // where suffixes begin, ascending
	records []int32 // where each document begins, and the end of all
	blocks  []int32 // the document of every blockSymbols-th symbol
	ended   []bool  // per document
	few     int     // suffixes of a leaf
}

const (
	zoneMask     = 7
	atStart      = 8
	blockSymbols = 64
)

// analysed is how many documents a worker analyses at a time.
const analysed = 256

// newCorpus analyses documents side by side.
func newCorpus(docs []search.Document, workers int) *corpus {
	runes := 0
	for i := range docs {
		for _, p := range docs[i].Parts {
			runes += utf8.RuneCountInString(p.Text) + 1
		}
	}
	room := runes + runes/8 // for the ends of words; more is made where it does not do
	c := &corpus{
		symbols: make([]rune, 0, room), info: make([]byte, 0, room), starts: make([]int32, 0, runes),
		records: make([]int32, 0, len(docs)+1), ended: make([]bool, 0, len(docs)),
		few: leafSuffixes,
	}
	if len(docs) < splitFrom {
		c.few = smallSuffixes
	}
	parts := ordered(workers, func(docs []search.Document) (*corpus, error) {
		var part corpus
		var a analysis.Analyzer
		for i := range docs {
			part.document(&docs[i], &a)
		}
		return &part, nil
	}, func(part *corpus) error {
		c.add(part)
		return nil
	})
	for part := range slices.Chunk(docs, analysed) {
		parts.put(part)
	}
	_ = parts.wait() // no work of it fails
	c.records = append(c.records, int32(len(c.symbols)))
	c.index()
	return c
}

// add appends the documents of a part.
func (c *corpus) add(p *corpus) {
	base := int32(len(c.symbols))
	c.symbols = append(c.symbols, p.symbols...)
	c.info = append(c.info, p.info...)
	c.ended = append(c.ended, p.ended...)
	for _, s := range p.starts {
		c.starts = append(c.starts, base+s)
	}
	for _, r := range p.records {
		c.records = append(c.records, base+r)
	}
}

// index makes blocks.
func (c *corpus) index() {
	c.blocks = make([]int32, len(c.symbols)/blockSymbols+1)
	d := int32(0)
	for i := range c.blocks {
		for int(d)+1 < len(c.records)-1 && c.records[d+1] <= int32(i*blockSymbols) {
			d++
		}
		c.blocks[i] = d
	}
}

// documentOf returns the document that a symbol belongs to.
func (c *corpus) documentOf(at int32) int32 {
	d := c.blocks[at/blockSymbols]
	for c.records[d+1] <= at {
		d++
	}
	return d
}

// document appends a document: its values in the order of zones.
func (c *corpus) document(d *search.Document, a *analysis.Analyzer) {
	c.records = append(c.records, int32(len(c.symbols)))
	c.ended = append(c.ended, d.Ended)
	parts := slices.Clone(d.Parts)
	slices.SortStableFunc(parts, func(a, b search.Part) int { return cmp.Compare(a.Zone, b.Zone) })
	for _, p := range parts {
		if p.Zone == search.Sound {
			c.sounds(p.Text)
		} else {
			c.value(p.Zone, p.Text, a)
		}
	}
}

// value appends the symbols of a value.
func (c *corpus) value(zone search.Zone, s string, a *analysis.Analyzer) {
	units := a.Units(s)
	if len(units) == 0 {
		return
	}
	first := len(c.symbols)
	for i, u := range units {
		if i > 0 && u.Pos-units[i-1].Pos == analysis.Broken {
			c.symbols = append(c.symbols, symbolBreak)
		}
		c.starts = append(c.starts, int32(len(c.symbols)))
		c.symbols = appendUnit(c.symbols, u)
	}
	c.close(zone, first)
}

// appendUnit appends the symbols of a unit.
func appendUnit(row []rune, u analysis.Unit) []rune {
	if u.R != 0 {
		return append(row, u.R)
	}
	for _, r := range u.Word {
		row = append(row, r)
	}
	return append(row, symbolWord)
}

// close ends a value that began at first.
func (c *corpus) close(zone search.Zone, first int) {
	c.symbols = append(c.symbols, symbolEnd)
	for range c.symbols[first:] {
		c.info = append(c.info, byte(zone))
	}
	c.info[first] |= atStart
}

// sounds appends what a name sounds like: all syllables from each of them on, and
// the initials from each of them on.
func (c *corpus) sounds(s string) {
	for _, suffix := range search.SoundSuffixes(s) {
		first := len(c.symbols)
		c.starts = append(c.starts, int32(first))
		c.symbols = append(c.symbols, symbolSound)
		for _, r := range suffix {
			c.symbols = append(c.symbols, r)
		}
		c.close(search.Sound, first)
	}
}

// row is what a phrase looks for.
func row(p analysis.Phrase) string {
	var b []rune
	for i, u := range p.Units {
		if i > 0 && u.Pos-p.Units[i-1].Pos == analysis.Broken {
			b = append(b, symbolBreak)
		}
		b = appendUnit(b, u)
	}
	if p.Prefix {
		return strings.TrimSuffix(string(b), string(symbolWord))
	}
	return string(b)
}
