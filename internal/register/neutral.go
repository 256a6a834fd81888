package register

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// neutral is a name that must not stand in a text, and what stands in its place.
type neutral struct{ name, word string }

// minName is the shortest name, in characters, of another agency that is looked for: a
// shorter one may be a word.
const minName = 3

// NeutralReason is the reason of the sanction's status without what names anybody: the
// agency, its representative, the person, the authority, the number of the document. The law asks for the
// reason of a withdrawal to be public (Administrative Penalty Law, article 48), and for
// nothing else of what was withdrawn. Names are found however their brackets, width and
// spaces are written; those of the portal's other agencies as they are written in its
// table. The words in their place are Chinese, like the text.
func (s *Sanction) NeutralReason(agencies []*Agency) string {
	names := []neutral{{s.ID, "该文书"}, {s.Person, "当事人"}, {s.SubjectName, "当事人"}, {s.AuthorityName, "作出机关"}, {string(s.AgencyID), "该机构"}}
	if a := s.Agency; a != nil {
		names = append(names, neutral{a.Name, "该机构"}, neutral{a.ShortName, "该机构"}, neutral{a.Representative, "负责人"})
		for _, name := range a.FormerNames {
			names = append(names, neutral{name, "该机构"})
		}
	}
	// The longest first: a short name is often a part of the full one.
	slices.SortStableFunc(names, func(a, b neutral) int { return cmp.Compare(len(b.name), len(a.name)) })
	text := s.StatusReason
	for _, n := range names {
		text = n.replace(text)
	}
	var others []string
	for _, a := range agencies {
		for _, name := range append(a.FormerNames[:len(a.FormerNames):len(a.FormerNames)], a.Name) {
			if utf8.RuneCountInString(name) >= minName && strings.Contains(text, name) {
				others = append(others, name)
			}
		}
	}
	slices.SortFunc(others, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for _, name := range others {
		text = strings.ReplaceAll(text, name, "某机构")
	}
	return text
}

// replace puts the word wherever the name stands in a text.
func (n neutral) replace(text string) string {
	name := loose(n.name)
	if len(name) < 2 { // a single character stands in any text
		return text
	}
	var b strings.Builder
	for text != "" {
		if size := begins(text, name); size > 0 {
			b.WriteString(n.word)
			text = text[size:]
			continue
		}
		_, size := utf8.DecodeRuneInString(text)
		b.WriteString(text[:size])
		text = text[size:]
	}
	return b.String()
}

// begins returns how many bytes of a text are a name; 0 where it begins with something else.
func begins(text string, name []rune) int {
	at := 0
	for i, r := range text {
		if at == len(name) {
			return i
		}
		switch l := loosely(r); {
		case l == name[at]:
			at++
		case l != ' ' || at == 0:
			return 0
		}
	}
	if at == len(name) {
		return len(text)
	}
	return 0
}

// loose is a name without spaces, as its characters are compared.
func loose(name string) []rune {
	var list []rune
	for _, r := range name {
		if l := loosely(r); l != ' ' {
			list = append(list, l)
		}
	}
	return list
}

// loosely is a character as names are compared: of the usual width, in lower case, with
// one kind of brackets and of spaces.
func loosely(r rune) rune {
	if f := width.LookupRune(r).Folded(); f != 0 {
		r = f
	}
	switch {
	case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
		return ' '
	case strings.ContainsRune("[{〔【⟦「『〈《", r):
		return '('
	case strings.ContainsRune("]}〕】⟧」』〉》", r):
		return ')'
	}
	return unicode.ToLower(r)
}
