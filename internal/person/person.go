// Package person masks people's names: a name becomes its surname and 某某, two characters
// whatever the length, so that neither the given name nor how long it is can be told
// (王明 and 王小明 are 王某某, 欧阳小明 is 欧阳某某). A name in another script keeps its first
// letter (John Smith is J***). A name that is masked already stays as it is.
//
// In a text a name is found as it may be written there: in full or half width, simplified
// or traditional, with spaces, line breaks, points, invisible characters or Markdown's
// signs between its characters, and, in letters, with the given name first or last and
// with or without accents. Characters are no words in Chinese, so 王明 is masked within
// 王明亮 as well: rather another person's name than this one's. Letters are: Li Na is not
// found in Carolina.
//
// What is left out: finding names that are not known, nicknames, a surname or a given name
// alone, and pinyin of a name that is written in characters.
package person

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/text"
)

// hidden stands for a given name, foreign for the rest of a name in letters.
const (
	hidden  = "某某"
	foreign = "***"
)

// Mask masks a cell that holds a name, or several with 、 ； ， / or line breaks between
// them. What stands in brackets behind a name is left out. Masking twice is masking once;
// an empty cell stays empty.
func Mask(cell string) string {
	var b strings.Builder
	from := 0
	for _, p := range parts(cell) {
		b.WriteString(cell[from:p.from])
		b.WriteString(mask(cell[p.from:p.to]))
		from = p.to
	}
	b.WriteString(cell[from:])
	return b.String()
}

// Masked says whether a cell is empty or holds masked names only.
func Masked(cell string) bool {
	for _, p := range parts(cell) {
		if !masked(cell[p.from:p.to]) {
			return false
		}
	}
	return true
}

// mask masks one name.
func mask(name string) string {
	if masked(name) {
		return name
	}
	head, _ := surname(name)
	if first, _ := utf8.DecodeRuneInString(head); text.IsHan(first) {
		return head + hidden
	}
	return head + foreign
}

// surname cuts a name behind what may be shown of it: the surname of a name in characters,
// else the first letter. Both are empty where the name has neither letter nor character.
func surname(name string) (head, rest string) {
	name = bare(name)
	marks := significant(name)
	if len(marks) == 0 {
		return "", ""
	}
	n := 1
	for _, long := range [...]int{4, 3, 2} {
		if len(marks) > long && compound[spelling(marks[:long])] {
			n = long
			break
		}
	}
	for n < len(marks) && marks[n].From == marks[n-1].From { // a sign that is several characters
		n++
	}
	return name[marks[0].From:marks[n-1].To], name[marks[n-1].To:]
}

// bare is a name without the brackets, quotes and stops around it, without what stands in
// brackets behind it, and without a title.
func bare(name string) string {
	name = unbracketed(name)
	for _, title := range titlesBefore {
		if rest, ok := strings.CutPrefix(name, title); ok && len(significant(rest)) > 1 {
			name = strings.TrimSpace(rest)
		}
	}
	if i := strings.IndexFunc(name, func(r rune) bool { return r == '.' || unicode.IsSpace(r) }); i > 0 && slices.Contains(titles[:], text.Fold(name[:i])) {
		if rest := strings.TrimLeftFunc(name[i:], func(r rune) bool { return r == '.' || unicode.IsSpace(r) }); len(significant(rest)) > 1 {
			name = rest
		}
	}
	for _, title := range titlesBehind {
		if rest, ok := strings.CutSuffix(name, title); ok && len(significant(rest)) > 1 {
			name = strings.TrimSpace(rest)
		}
	}
	return name
}

func unbracketed(name string) string {
	from, to := -1, 0
	for _, m := range text.Append(nil, name) {
		switch {
		case from < 0 && m.Class == text.Break:
			continue
		case from < 0:
			from = m.From
		case m.R == '[' || m.R == ']':
			return name[from:to]
		}
		if m.Class != text.Break || strings.ContainsRune(covers, m.R) {
			to = m.To
		}
	}
	return name[max(from, 0):to]
}

// covers are what offices write in place of a given name, besides 某.
const covers = "*×✕✖○◯〇□■△▲●◎_?…"

// masked says whether a name tells no given name: there is none, or signs in its place,
// perhaps with what tells several people apart, as in 王某甲 and 李某2.
func masked(name string) bool {
	head, rest := surname(name)
	if head == "" || nobody[text.Fold(bare(name))] {
		return true
	}
	han := text.IsHan([]rune(head)[0])
	covered, label := false, false
	for _, r := range norm.NFKC.String(rest) {
		switch {
		case skipped(r) && r != '*' && r != '_':
			continue
		case label:
			return false
		case r == '某' || strings.ContainsRune(covers, r) || han && (r == 'x' || r == 'X'):
			covered = true
		case covered && (strings.ContainsRune("甲乙丙丁戊己庚辛壬癸", r) || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'):
			label = true
		default:
			return false
		}
	}
	return covered
}

// span is a part of a cell, in bytes.
type span struct{ from, to int }

// parts are the names in a cell.
func parts(cell string) []span {
	list := fields(cell, func(r rune) bool { return strings.ContainsRune("、；;/／|｜\n\r\t", r) })
	var all []span
	for _, p := range list {
		all = append(all, apart(cell, p)...)
	}
	return all
}

// apart parts what stands between commas or spaces where it is several names: Smith, John
// is one, and so is 欧阳 小明, but 王明 李强 are two.
func apart(cell string, p span) []span {
	within := func(list []span) []span {
		for i := range list {
			list[i].from, list[i].to = list[i].from+p.from, list[i].to+p.from
		}
		return list
	}
	s := cell[p.from:p.to]
	if i := strings.IndexAny(s, "(（[【〔"); i > 0 { // a remark may hold anything
		s = s[:i]
	}
	commas := within(fields(s, func(r rune) bool { return r == ',' || r == '，' }))
	several := len(commas) > 1
	for _, c := range commas {
		name := cell[c.from:c.to]
		several = several && (hasHan(name) || strings.ContainsFunc(name, unicode.IsSpace) || masked(name))
	}
	if several {
		return widen(commas, p)
	}
	blanks := within(fields(s, unicode.IsSpace))
	several = len(blanks) > 1
	for i, b := range blanks {
		marks := significant(cell[b.from:b.to])
		several = several && len(marks) > 1 && allHan(marks) && (i > 0 || !compound[spelling(marks)])
	}
	if several {
		return widen(blanks, p)
	}
	return []span{p}
}

// widen gives the last of several names the remark behind it.
func widen(list []span, p span) []span {
	list[len(list)-1].to = p.to
	return list
}

// fields parts a text where a function says so, without the blanks around the parts and
// without parts that have nothing to be read.
func fields(s string, cut func(rune) bool) []span {
	var list []span
	add := func(from, to int) {
		part := s[from:to]
		from += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		to = from + len(strings.TrimSpace(part))
		if len(significant(s[from:to])) > 0 {
			list = append(list, span{from, to})
		}
	}
	from := 0
	for i, r := range s {
		if cut(r) {
			add(from, i)
			from = i + utf8.RuneLen(r)
		}
	}
	add(from, len(s))
	return list
}

func hasHan(s string) bool { return strings.ContainsFunc(s, text.IsHan) }

func allHan(marks []text.Rune) bool {
	for _, m := range marks {
		if m.Class != text.Han {
			return false
		}
	}
	return true
}

// spelling is folded characters as a text.
func spelling(marks []text.Rune) string {
	var b strings.Builder
	for _, m := range marks {
		b.WriteRune(m.R)
	}
	return b.String()
}
