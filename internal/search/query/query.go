// Package query reads the query language of the search page and of gongshi search.
// docs/search.md is its manual; templates/scripts/query.ts is the same parser for
// the browser, and both are tested on testdata/queries.json. The grammar:
//
//	query   = [ or ]
//	or      = and { "OR" and }
//	and     = not { [ "AND" ] not }
//	not     = [ "-" ] atom                      no space behind the hyphen
//	atom    = field | phrase | word
//	field   = name ":" ( quoted | word )        no space around the colon
//	phrase  = quoted
//	quoted  = quote { any but a quote } quote   a quote is one of " “ ” ＂
//	word    = any but white space and quotes
//
// Everything that is no syntax is text, so that a document number can be typed as
// it is written. A text with no letter, digit or Chinese character in it (a lone
// hyphen) says nothing and is passed over; a query of nothing else is an error, and
// one of white space alone finds everything. A word that is one unit of letters a to
// z may be meant as pinyin: it asks for sounds too.
package query

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/search/analysis"
)

// The longest query in characters, and the most texts and filters in one.
const (
	MaxLength = 256
	MaxLeaves = 32
)

// Op says what a node does.
type Op int

// The operators. All has no kids and stands for the empty query.
const (
	All    Op = iota // every record
	And              // what every kid matches
	Or               // what some kid matches
	Not              // what its one kid does not match
	Text             // records that hold Phrase, or a sound that begins with Sound
	Filter           // records whose Field has Value
	Range            // records whose Field lies in Min to Max
)

// Node is a query, or a part of one.
type Node struct {
	Op     Op
	Kids   []Node
	Phrase analysis.Phrase
	Sound  string // of a Text: its letters, folded, where they may be pinyin; else empty
	Field  string // a name of Fields
	Value  string // as written, composed
	Min    int64  // inclusive
	Max    int64  // inclusive
	At     int    // where it starts in the query, in characters from 1
	End    int    // of a Text: where what follows it starts, in characters from 1
}

// Error is a malformed query.
type Error struct {
	At      int    // where, in characters from 1
	Code    string // which of the errors, the same in both languages
	Message finding.Text
}

// Error tells the place and what is wrong, in English.
func (e *Error) Error() string { return fmt.Sprintf("query, character %d: %s", e.At, e.Message.EN) }

// Parse reads a query. The error is an *Error.
func Parse(s string) (Node, error) {
	p := parser{in: []rune(s)}
	if len(p.in) > MaxLength {
		return Node{}, p.fail(MaxLength+1, "too-long",
			fmt.Sprintf("检索式最长 %d 个字符", MaxLength), fmt.Sprintf("a query has at most %d characters", MaxLength))
	}
	n, err := p.or()
	if err != nil {
		return Node{}, err
	}
	if n.Op == All && !allSpace(p.in) {
		return Node{}, p.fail(1, "no-text", "检索式里没有可检索的文字", "there is nothing to search for in this query")
	}
	return n, nil
}

type parser struct {
	in     []rune
	at     int
	leaves int
}

func (p *parser) fail(at int, code, zh, en string) *Error {
	return &Error{At: at, Code: code, Message: finding.Text{ZH: zh, EN: en}}
}

func (p *parser) missing(op string, at int) *Error {
	return p.fail(at+1, "missing-operand", op+" 的两边都要有内容", op+" needs something on both sides")
}

// or reads alternatives until the end.
func (p *parser) or() (Node, error) {
	var kids []Node
	before := -1 // where the last OR stands
	for {
		n, some, err := p.and()
		if err != nil {
			return Node{}, err
		}
		at := p.at
		more := p.operator("OR")
		switch {
		case !some && more:
			return Node{}, p.missing("OR", at)
		case !some && before >= 0:
			return Node{}, p.missing("OR", before)
		case n.Op != All:
			kids = append(kids, n)
		}
		if !more {
			return join(Or, kids), nil
		}
		before = at
	}
}

// and reads what must hold together; some is false where there was nothing to read.
func (p *parser) and() (n Node, some bool, err error) {
	var kids []Node
	for {
		p.skip()
		if p.at == len(p.in) || p.ahead("OR") {
			return join(And, kids), some, nil
		}
		if at := p.at; p.operator("AND") {
			p.skip()
			if !some || p.at == len(p.in) || p.ahead("OR") || p.ahead("AND") {
				return Node{}, false, p.missing("AND", at)
			}
		}
		n, err := p.not()
		if err != nil {
			return Node{}, false, err
		}
		some = true
		if n.Op != All {
			kids = append(kids, n)
		}
	}
}

func (p *parser) not() (Node, error) {
	at := p.at
	if p.in[at] != '-' || at+1 == len(p.in) || isSpace(p.in[at+1]) {
		return p.atom()
	}
	p.at++
	n, err := p.atom()
	if err != nil || n.Op == All {
		return n, err
	}
	return Node{Op: Not, Kids: []Node{n}, At: at + 1}, nil
}

func (p *parser) atom() (Node, error) {
	at := p.at
	if name, ok := p.fieldName(); ok {
		return p.field(name, at)
	}
	quoted := isQuote(p.in[at])
	s, err := p.quotedOrWord()
	if err != nil {
		return Node{}, err
	}
	s, prefix := strings.CutSuffix(s, "*")
	phrase := analysis.NewPhrase(s, prefix)
	if len(phrase.Units) == 0 {
		return Node{Op: All}, nil
	}
	n := Node{Op: Text, Phrase: phrase, At: at + 1, End: p.at + 1}
	if !quoted && !prefix {
		n.Sound = sound(phrase)
	}
	return n, p.count(at)
}

// sound is the word that a phrase is, where it has two or more letters and no other
// characters than a to z; else empty.
func sound(p analysis.Phrase) string {
	w := p.Units[0].Word
	if len(p.Units) > 1 || len(w) < 2 || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return w
}

// count bounds how many texts and filters a query has.
func (p *parser) count(at int) error {
	if p.leaves++; p.leaves <= MaxLeaves {
		return nil
	}
	return p.fail(at+1, "too-many", fmt.Sprintf("最多 %d 个检索条件", MaxLeaves), fmt.Sprintf("at most %d words and filters", MaxLeaves))
}

// quotedOrWord reads what stands in quotation marks, or up to white space. Letters and
// their accents are composed, as those of the records are: folding does not do that.
func (p *parser) quotedOrWord() (string, error) {
	start := p.at
	if isQuote(p.in[start]) {
		for p.at++; p.at < len(p.in); p.at++ {
			if isQuote(p.in[p.at]) {
				p.at++
				return norm.NFC.String(string(p.in[start+1 : p.at-1])), nil
			}
		}
		return "", p.fail(start+1, "unclosed-quote", "引号没有配对", "the quotation mark is not closed")
	}
	for p.at < len(p.in) && !isSpace(p.in[p.at]) && !isQuote(p.in[p.at]) {
		p.at++
	}
	return norm.NFC.String(string(p.in[start:p.at])), nil
}

func (p *parser) skip() {
	for p.at < len(p.in) && isSpace(p.in[p.at]) {
		p.at++
	}
}

// ahead says whether the next word is the operator.
func (p *parser) ahead(op string) bool {
	end := p.at + len(op)
	return end <= len(p.in) && string(p.in[p.at:end]) == op && (end == len(p.in) || isSpace(p.in[end]))
}

func (p *parser) operator(op string) bool {
	p.skip()
	if !p.ahead(op) {
		return false
	}
	p.at += len(op)
	return true
}

// join makes one node of several, without needless levels.
func join(op Op, kids []Node) Node {
	switch len(kids) {
	case 0:
		return Node{Op: All}
	case 1:
		return kids[0]
	}
	return Node{Op: op, Kids: kids, At: kids[0].At}
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”＂", r) }

// isSpace is a list of its own, because languages differ about white space.
func isSpace(r rune) bool {
	return strings.ContainsRune("\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", r) || r >= 0x2000 && r <= 0x200a
}

func allSpace(s []rune) bool {
	return !slices.ContainsFunc(s, func(r rune) bool { return !isSpace(r) })
}

// Texts returns the texts that a record may match for its score, in the order of
// the query: those under no negation.
func (n Node) Texts() []Node {
	switch n.Op {
	case Text:
		return []Node{n}
	case And, Or:
		var list []Node
		for _, k := range n.Kids {
			list = append(list, k.Texts()...)
		}
		return list
	}
	return nil
}
