package site

import (
	"html/template"
	"net/url"
	"strings"
	"unicode/utf8"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// label is a piece of text that may be a link.
type label struct {
	Text     string
	Href     string // empty: no link
	Tone     string // class of the text: alarm or empty
	Data     bool   // the text stands in the data and is shown as written
	Strong   bool
	Keep     bool // the text must not break: a number with its unit, a date
	External bool // the link leads out of the site
	Gloss    bool // the link leads to the term's entry in the glossary
}

// longestTail is how many characters of a name may be kept from breaking: more would not
// fit the narrowest columns.
const longestTail = 13

// Tail is what a name of the data ends with in brackets, as in 社工站项目（2025-2027年）, which
// is not broken between lines; empty where there is none or it is long.
func (l label) Tail() string {
	if !strings.HasSuffix(l.Text, "）") {
		return ""
	}
	at := strings.LastIndex(l.Text, "（")
	if at <= 0 || utf8.RuneCountInString(l.Text[at:]) > longestTail {
		return ""
	}
	return l.Text[at:]
}

// Head is a name without its Tail.
func (l label) Head() string { return strings.TrimSuffix(l.Text, l.Tail()) }

// phrase is a sentence in pieces.
type phrase []label

// slot is a value for a slot of a string that may be a link.
type slot struct {
	name string
	phrase
}

// say puts labels into the slots of a string.
func say(form string, slots ...slot) phrase {
	size := strings.Count(form, "{") + 1
	for i := range slots {
		size += len(slots[i].phrase)
	}
	p := make(phrase, 0, size)
	for form != "" {
		var text, name string
		if text, name, form = words.Cut(form); text != "" {
			p = append(p, label{Text: text})
		}
		for _, s := range slots {
			if s.name == name {
				p = append(p, s.phrase...)
			}
		}
	}
	if len(p) == 0 {
		return nil
	}
	return p
}

// html renders labels one after the other.
func (e *edition) html(labels ...label) template.HTML {
	var room [labelRoom]byte
	b := room[:0]
	for _, l := range labels {
		b = e.appendLabel(b, l)
	}
	return template.HTML(b)
}

// sentence renders what say puts together, without keeping the pieces: most sentences of a page
// are shown once.
func (e *edition) sentence(form string, slots ...slot) template.HTML {
	var room [labelRoom]byte
	b := room[:0]
	for form != "" {
		before, rest, found := strings.Cut(form, "{")
		if before != "" {
			b = e.appendLabel(b, label{Text: before})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		for i := range slots {
			if slots[i].name == name {
				for _, l := range slots[i].phrase {
					b = e.appendLabel(b, l)
				}
			}
		}
		form = after
	}
	return template.HTML(b)
}

// links renders a list of labels, each by itself.
func (e *edition) links(labels ...label) []template.HTML {
	list := make([]template.HTML, len(labels))
	for i, l := range labels {
		list[i] = e.label(l)
	}
	return list
}

// String is the phrase without links.
func (p phrase) String() string {
	var b strings.Builder
	for _, l := range p {
		b.WriteString(l.Text)
	}
	return b.String()
}

// join puts a separator between phrases that are not empty.
func join(separator string, list ...phrase) phrase {
	size := 0
	for _, p := range list {
		if len(p) > 0 {
			size += len(p) + 1
		}
	}
	if size == 0 {
		return nil
	}
	out := make(phrase, 0, size)
	for _, p := range list {
		if len(p) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, label{Text: separator})
		}
		out = append(out, p...)
	}
	return out
}

func plain(s string) phrase { return phrase{{Text: s}} }

func strong(s string) phrase { return phrase{{Text: s, Strong: true, Keep: true}} }

func keep(s string) phrase { return phrase{{Text: s, Keep: true}} }

// value is what a cell shows; the zero value is a cell that was left blank.
// Nothing given, a published zero and what was not disclosed never look alike.
type value struct {
	Text                        string
	Given, Zero, Missing, Quiet bool
	Beside                      string // what stands in brackets after it: a share, or of how many
	Aligned                     bool   // its column has such brackets, whose place is kept free where it has none
}

func given(s string) value {
	if s == "" {
		return value{}
	}
	return value{Text: s, Given: true}
}

func number(n int) value {
	if n == 0 {
		return value{Text: "0", Zero: true}
	}
	return given(words.Grouped(n))
}

func counted(c register.Count) value {
	if !c.Given {
		return value{}
	}
	return number(int(c.N))
}

// yuan is an amount in yuan without its unit.
func yuan(a money.Amount) value {
	switch {
	case !a.Given:
		return value{}
	case a.Fen == 0:
		return value{Text: "0", Zero: true}
	}
	return given(a.Grouped())
}

// chip is a state in shape, word and colour, in that order of weight.
type chip struct {
	Tone, Shape, Word string
	Date              string // stands after the word and never breaks; empty: none
}

// The tones of chips.
const (
	alarm = "alarm" // in force or missing
	amber = "amber" // late or under appeal
	good  = "good"  // disclosed
	quiet = "quiet" // everything else
)

// fact is a named value of a list of facts: Data or Text where it is not empty,
// else Value.
type fact struct {
	Name  string
	Data  string // as it stands in the data
	Text  template.HTML
	Value value
	Shown string            // the text of Text where it may be the cell's
	From  template.HTMLAttr // which cell it was read from, for the script; empty: none
}

// amount is an exact amount with its unit, for sentences: in Chinese in ten
// thousands of yuan where that is exact to one decimal.
func (e *edition) amount(a money.Amount) string {
	const tenthOfWan = 100_000 // fen
	if e.lang != portal.English && a.Fen >= 10*tenthOfWan && a.Fen%tenthOfWan == 0 {
		return words.Fill(e.words.Wan, "n", a.InWan())
	}
	return words.Fill(e.words.Yuan, "n", a.Grouped())
}

// roughly is an amount with its unit, rounded for reading.
func (e *edition) roughly(a money.Amount) string {
	const wan = 1_000_000 // fen
	if e.lang != portal.English && a.Fen >= wan {
		return words.Fill(e.words.Wan, "n", a.InWan())
	}
	return words.Fill(e.words.Yuan, "n", money.FromFen((a.Fen+50)/100*100).Grouped())
}

// amountFact is an amount of money as a fact, with its unit.
func (e *edition) amountFact(name string, a money.Amount) fact {
	v := yuan(a)
	if v.Given || v.Zero {
		v.Text = words.Fill(e.words.Yuan, "n", v.Text)
	}
	return fact{Name: name, Value: v}
}

// date writes a day, or nothing where none is given.
func (e *edition) date(d day.Day) string {
	if d.IsOpen() {
		return e.words.OpenEnded
	}
	return d.String()
}

// linkFact is a fact that is one label.
func (e *edition) linkFact(name string, l label) fact {
	return fact{Name: name, Text: e.label(l), Shown: l.Text}
}

func (e *edition) dateFact(name string, d day.Day) fact {
	return fact{Name: name, Value: given(e.date(d))}
}

// groupName is a group's name in the edition's language.
func (e *edition) groupName(g *register.Group) label {
	l := label{Text: g.In(e.lang), Data: g.In(e.lang) == g.Name}
	if e.lang == portal.Traditional && g.Known {
		for _, list := range [][]schema.Code{schema.Fields, schema.Measures} {
			if c := schema.ByID(list, g.Code); c.ZH == g.Name {
				return label{Text: words.ToTraditional(g.Name)}
			}
		}
	}
	return l
}

// group links to a group's page; nothing where there is no group.
func (p page) group(k route.Kind, g *register.Group) label {
	if g == nil {
		return label{}
	}
	l := p.groupName(g)
	l.Href = p.to(p.route.Group(k, g, 1))
	return l
}

func (p page) agency(a *register.Agency) label {
	return label{Text: a.Name, Href: p.to(p.route.Agency(a)), Data: true}
}

func (p page) project(r *register.Project) label {
	return label{Text: r.Name, Href: p.to(p.route.Project(r)), Data: true}
}

func (p page) sanction(s *register.Sanction) label {
	return label{Text: s.ID, Href: p.to(p.route.Sanction(s)), Data: true}
}

// outside links out of the site; nothing where there is no address.
func outside(text, href string) label {
	if href == "" {
		return label{}
	}
	return label{Text: text, Href: href, External: true}
}

// query links to the search for a query.
func (p page) query(text, q string, data bool) label {
	return label{Text: text, Href: p.to(p.route.Search()) + "?q=" + url.QueryEscape(q), Data: data}
}

// shorten cuts a text for an excerpt, in characters.
func shorten(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return strings.TrimSpace(s[:i]) + "…"
		}
		n++
	}
	return s
}

// excerpt cuts a text of several sentences where one ends, and a longer sentence at a
// comma, so that no date or name is cut in two: at least half of what there is room for.
func excerpt(s string, most int) string {
	short := shorten(s, most)
	if short == s {
		return s
	}
	room := strings.TrimSuffix(short, "…")
	for _, marks := range []string{"。！？；", "，、"} {
		if at := strings.LastIndexAny(room, marks); 2*at > len(room) {
			return strings.TrimRight(room[:at], marks) + "…"
		}
	}
	return short
}
