package person

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/text"
)

// Names are names to be looked for in texts. The zero Names has none.
type Names struct {
	patterns []pattern // the longest first
}

// pattern is one way in which a name may be written.
type pattern struct {
	folded string // its significant characters
	mask   string // what stands in their place
	comma  bool   // whether a comma may stand within: in names in letters only
}

// Of returns the names that cells hold. Those that cannot be looked for are left out: names
// of one character, and names that are masked already.
func Of(cells ...string) Names {
	var n Names
	for _, cell := range cells {
		for _, p := range parts(cell) {
			n.patterns = append(n.patterns, patterns(cell[p.from:p.to])...)
		}
	}
	slices.SortFunc(n.patterns, func(a, b pattern) int {
		return cmp.Or(utf8.RuneCountInString(b.folded)-utf8.RuneCountInString(a.folded), cmp.Compare(a.folded, b.folded), cmp.Compare(a.mask, b.mask))
	})
	n.patterns = slices.CompactFunc(n.patterns, func(a, b pattern) bool { return a.folded == b.folded })
	return n
}

// Len is how many spellings there are to look for.
func (n Names) Len() int { return len(n.patterns) }

// AtLeast is the names that are so many characters long.
func (n Names) AtLeast(characters int) Names {
	var long Names
	for _, p := range n.patterns {
		if utf8.RuneCountInString(p.folded) >= characters {
			long.patterns = append(long.patterns, p)
		}
	}
	return long
}

// Without is the names without some.
func (n Names) Without(some Names) Names {
	var rest Names
	for _, p := range n.patterns {
		if !slices.ContainsFunc(some.patterns, func(s pattern) bool { return s.folded == p.folded }) {
			rest.patterns = append(rest.patterns, p)
		}
	}
	return rest
}

// maxOrdered is up to how many words a name in letters is looked for in any order.
const maxOrdered = 3

// patterns are the ways in which one name may be written.
func patterns(name string) []pattern {
	if masked(name) {
		return nil
	}
	name = bare(name)
	marks, masked := significant(name), mask(name)
	if len(marks) < 2 {
		return nil
	}
	if slices.ContainsFunc(marks, func(m text.Rune) bool { return m.Class == text.Han }) {
		return telling(pattern{folded: spelling(marks), mask: masked})
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return skipped(r) || r == ',' || r == '，' })
	for i := range words {
		words[i] = strings.ReplaceAll(spelling(significant(words[i])), ",", "")
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" || slices.Contains(titles[:], w) })
	var list []pattern
	for _, order := range orders(words) {
		if utf8.RuneCountInString(order) > 1 {
			list = append(list, telling(pattern{folded: order, mask: masked, comma: true})...)
		}
	}
	return list
}

// telling is a pattern that its mask does not hold: a single sign such as ﬃ folds to
// several letters, and all of them are the first.
func telling(p pattern) []pattern {
	if len(look(p.mask, p.comma).places(p.folded)) > 0 {
		return nil
	}
	return []pattern{p}
}

// orders joins words in every order, or where there are many, in theirs and with the last
// one first or the first one last.
func orders(words []string) []string {
	if len(words) > maxOrdered {
		last := len(words) - 1
		return []string{
			strings.Join(words, ""), words[last] + strings.Join(words[:last], ""), strings.Join(words[1:], "") + words[0],
		}
	}
	if len(words) < 2 {
		return words
	}
	var list []string
	for i, w := range words {
		rest := slices.Delete(slices.Clone(words), i, i+1)
		for _, tail := range orders(rest) {
			list = append(list, w+tail)
		}
	}
	return list
}

// In masks every occurrence of the names in a text.
func (n Names) In(s string) string {
	if len(n.patterns) == 0 || s == "" {
		return s
	}
	// What takes a name's place may stand next to what looks like the rest of one, so the
	// text is looked at until nothing is found. Every round takes characters out of it
	// that no mask has.
	for {
		found, p := n.find(s)
		if len(found) == 0 {
			return s
		}
		var b strings.Builder
		from := 0
		for _, f := range found {
			b.WriteString(s[from:f.from])
			b.WriteString(p.mask)
			from = f.to
		}
		b.WriteString(s[from:])
		s = b.String()
	}
}

// Found says whether one of the names stands in a text, and where its first one begins, in
// bytes.
func (n Names) Found(s string) (at int, mask string, ok bool) {
	if len(n.patterns) == 0 || s == "" {
		return 0, "", false
	}
	found, p := n.find(s)
	if len(found) == 0 {
		return 0, "", false
	}
	return found[0].from, p.mask, true
}

// find returns the places of the longest name that stands in a text.
func (n Names) find(s string) ([]span, pattern) {
	var views [2]*view
	for _, p := range n.patterns {
		i := 0
		if p.comma {
			i = 1
		}
		if views[i] == nil {
			views[i] = look(s, p.comma)
		}
		if found := views[i].places(p.folded); len(found) > 0 {
			return found, p
		}
	}
	return nil, pattern{}
}

// view is a text without what may stand within a name.
type view struct {
	folded string
	marks  []text.Rune
	starts []int  // where each of the marks begins in folded
	inside []bool // whether a letter stands right before it, with nothing between
}

func look(s string, comma bool) *view {
	all := text.Append(make([]text.Rune, 0, utf8.RuneCountInString(s)+8), s) // a few signs are several characters
	v := &view{marks: all[:0], starts: make([]int, 0, len(all)), inside: make([]bool, 0, len(all))}
	var b strings.Builder
	b.Grow(len(s))
	before := false // whether the character before was a letter of a word
	for _, m := range all {
		letter := false
		if m.Class != text.Han { // most characters are: they need no look
			m = plain(m)
			letter = m.Class == text.Word && unicode.IsLetter(m.R)
			switch {
			case unicode.Is(unicode.Mn, m.R):
				continue // an accent belongs to its letter
			case skipped(m.R) || comma && m.R == ',':
				before = false
				continue
			}
		}
		v.starts = append(v.starts, b.Len())
		v.inside = append(v.inside, before)
		v.marks = append(v.marks, m)
		b.WriteRune(m.R)
		before = letter
	}
	v.folded = b.String()
	return v
}

// places finds a spelling in the view.
func (v *view) places(folded string) []span {
	var list []span
	for from := 0; ; {
		i := strings.Index(v.folded[from:], folded)
		if i < 0 {
			return list
		}
		first := sort.SearchInts(v.starts, from+i)
		last := first + utf8.RuneCountInString(folded) - 1
		if v.apart(first, last) {
			list = append(list, span{v.marks[first].From, v.marks[last].To})
			from += i + len(folded)
		} else {
			from += i + utf8.RuneLen(v.marks[first].R)
		}
	}
}

// apart says whether a match begins and ends where words do, as far as it is of letters,
// and with whole signs, some of which are several characters.
func (v *view) apart(first, last int) bool {
	next := last + 1
	if first > 0 && v.marks[first-1].From == v.marks[first].From && v.marks[first].Class == text.Word {
		return false
	}
	if v.marks[first].Class == text.Word && v.inside[first] {
		return false
	}
	return next == len(v.marks) || v.marks[last].Class != text.Word || !v.inside[next] ||
		v.marks[next].Class != text.Word || !unicode.IsLetter(v.marks[next].R)
}

// significant is the folded characters of a name, without what may stand within.
func significant(name string) []text.Rune {
	all := text.Append(nil, name)
	list := all[:0]
	for _, m := range all {
		if m.Class == text.Han || !skipped(m.R) && !unicode.Is(unicode.Mn, m.R) {
			list = append(list, plain(m))
		}
	}
	return list
}

// plain is a letter without its accents.
func plain(m text.Rune) text.Rune {
	if m.R < 0xc0 || m.R >= 0x2000 {
		return m
	}
	for _, r := range norm.NFD.String(string(m.R)) {
		if !unicode.Is(unicode.Mn, r) {
			m.R = r
			break
		}
	}
	return m
}

// skipped says whether a folded character may stand between those of a name: blanks, points
// and hyphens, what cannot be seen, and the signs with which Markdown marks words.
func skipped(r rune) bool {
	switch r {
	case '·', '.', '-', '‐', '‑', '–', '_', '*', '`', '~', '\\', '\'', '’', '•', '‧', '・':
		return true
	}
	if unicode.IsSpace(r) {
		return true
	}
	if r < 0x80 {
		return r < 0x20 || r == 0x7f
	}
	_, _, unseen := text.Invisible(string(r))
	return unseen
}
