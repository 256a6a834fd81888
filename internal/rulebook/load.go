package rulebook

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/yamlfile"
)

// Default is the book of a portal that names none.
const Default = "shenzhen-2020"

//go:embed books/*.yaml
var books embed.FS

// Choice says which book a portal uses; the zero Choice is Default as it is.
type Choice struct {
	Name   string  // a file inside the portal, or the name of a built-in book; empty: Default
	Until  day.Day // the operator's extension of the book's own measures; zero: none
	Reason string  // why they go on; given where Until is
	File   string  // where the choice was made, for findings
	Line   int     // in File, from 1; 0: not known
}

// Load reads the book that a portal has chosen. What is wrong with it is in the
// findings, all of it at once, and the book holds the rules that are right: every one
// with its source. It is nil where no book could be found. The error says that a file
// could not be read.
func Load(fsys fs.FS, c Choice) (*Book, []finding.Finding, error) {
	name := c.Name
	if name == "" {
		name = Default
	}
	file, text := name, builtIn(name)
	if IsFile(name) {
		var err error
		text, err = read(fsys, name)
		switch {
		case err == nil || errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, fs.ErrInvalid), strings.ContainsRune(name, 0), linked(fsys, name):
			return nil, []finding.Finding{c.outside(name)}, nil
		default:
			return nil, nil, fmt.Errorf("rulebook: %w", err)
		}
	}
	if text == nil {
		return nil, []finding.Finding{c.missing(name)}, nil
	}
	l := newLoader(file)
	l.file(text)
	book := l.finish()
	l.extend(book, c)
	l.overlaps()
	finding.Sort(l.Found)
	return book, l.Found, nil
}

// IsFile says whether a choice is a file and not the name of a built-in book.
func IsFile(name string) bool {
	return strings.Contains(name, "/") || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// read returns the text of a file; of one that is too large, enough to say so.
func read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name) // a pipe would never open
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, yamlfile.MaxFile+1))
	if text == nil {
		text = []byte{}
	}
	return text, err
}

// linked says whether a part of a path is a link: one that cannot be opened leads out of
// the portal, or in a circle.
func linked(fsys fs.FS, name string) bool {
	for part := name; part != "."; part = path.Dir(part) {
		if info, err := fs.Lstat(fsys, part); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// outside is the finding of a path that leads out of the portal.
func (c Choice) outside(name string) finding.Finding {
	f := c.missing(name)
	f.Message = finding.Text{ZH: "“" + finding.Shorten(name) + "”不通向门户文件夹里的文件", EN: fmt.Sprintf("%q leads to no file of the portal's folder", finding.Shorten(name))}
	f.Hint = finding.Text{ZH: "把规则文件本身放在 gongshi.yaml 旁边，而不是链接", EN: "put the file itself beside gongshi.yaml, not a link"}
	return f
}

// missing is the finding of a choice that leads nowhere.
func (c Choice) missing(name string) finding.Finding {
	f := finding.Finding{
		File: c.File, Line: c.Line, Column: min(c.Line, 1), Field: "rulebook", Value: finding.Shorten(name), Severity: finding.Error, Rule: "missing-rulebook",
		Message: finding.Text{ZH: "没有名为“" + finding.Shorten(name) + "”的内置规则", EN: fmt.Sprintf("there is no built-in rulebook %q", finding.Shorten(name))},
		Hint: finding.DidYouMean(strings.ToLower(name), Names(), finding.Text{
			ZH: "可用：" + strings.Join(Names(), "、") + "；自己的规则写成文件，如 rulebook.yaml",
			EN: "one of " + strings.Join(Names(), ", ") + ", or a file of your own such as rulebook.yaml"}),
	}
	if IsFile(name) {
		f.Message = finding.Text{ZH: "没有规则文件“" + finding.Shorten(name) + "”", EN: fmt.Sprintf("there is no file %q", finding.Shorten(name))}
		f.Hint = finding.Text{ZH: "路径从门户的文件夹算起；见 docs/rulebook.md", EN: "the path starts at the portal's folder; see docs/rulebook.md"}
	}
	return f
}

// Names are the built-in books, sorted.
func Names() []string {
	entries, _ := books.ReadDir("books") // embedded: cannot fail
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// builtIn is the text of a built-in book, or nil.
func builtIn(name string) []byte {
	if !slices.Contains(Names(), name) {
		return nil
	}
	text, _ := books.ReadFile(path.Join("books", name+".yaml")) // it is there
	return text
}

// BuiltIn returns a built-in book, or nil where there is none of that name. The book is
// the caller's.
func BuiltIn(name string) *Book {
	text := builtIn(name)
	if text == nil {
		return nil
	}
	l := newLoader(name)
	l.file(text)
	return l.finish() // a test holds that there are no findings
}

// Shenzhen returns the built-in book of Shenzhen: the measures of 2020 and, for the
// ageing of sanctions, the national rules.
func Shenzhen() *Book { return BuiltIn("shenzhen-2020") }

// loader reads a file, and before it the built-in book that the file starts from.
type loader struct {
	yamlfile.Reader
	book    *Book
	base    string // the built-in book that the file starts from; empty: none
	sources []*sourceEntry
	entries []*entry
}

// sourceEntry is a source as read.
type sourceEntry struct {
	*Source
	file string
	node *yaml.Node
	ok   bool // it has no finding of its own
}

// entry is a rule as read, before it is known what its source says.
type entry struct {
	rule       *Rule
	section    string                           // the key of the file's list
	put        func(*Book)                      // adds it to its list
	check      func(n *yaml.Node, field string) // keys that depend on each other
	judges     func() []string                  // what it judges, in words that rules of its list share
	source     string
	sourceNode *yaml.Node
	file       string
	node       *yaml.Node
	field      string
	ok         bool // it has no finding of its own
	inherits   bool // its last day is its source's
}

func newLoader(file string) *loader {
	return &loader{book: &Book{}, Reader: yamlfile.Reader{
		File: file, Manual: "docs/rulebook.md", Noun: finding.Text{ZH: "规则", EN: "the rulebook"}, Have: "has",
	}}
}

// file reads a text. A file that starts from a built-in book gets its entries first.
func (l *loader) file(text []byte) {
	root := l.Parse(text)
	if root == nil {
		if len(l.Found) == 0 {
			l.Whole("missing-setting", "", finding.Text{ZH: "规则文件是空的", EN: "the rulebook is empty"},
				finding.Text{ZH: "见 " + l.Manual, EN: "see " + l.Manual})
		}
		return
	}
	if name := strings.ToLower(beginsWith(root)); builtIn(name) != nil { // codes are read in either case
		from := newLoader(name)
		from.file(builtIn(name))
		l.base, l.sources, l.entries = name, from.sources, from.entries
	}
	l.mapping(root, "", l.keys())
}

// beginsWith is what stands under `extends`, which counts before all other keys.
func beginsWith(root *yaml.Node) string {
	for i := 0; root.Kind == yaml.MappingNode && i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "extends" {
			return root.Content[i+1].Value
		}
	}
	return ""
}

// addSource keeps a source; one of the same id in the book that the file starts from is
// replaced.
func (l *loader) addSource(s *sourceEntry, field string) {
	if i := slices.IndexFunc(l.sources, func(o *sourceEntry) bool { return o.ID == s.ID && s.ID != "" }); i < 0 {
		l.sources = append(l.sources, s)
	} else if l.sources[i].file != l.File {
		l.sources[i] = s
	} else {
		l.twice(s.node, field, s.ID, l.sources[i].node)
	}
}

// add keeps a rule; one of the same id in the same list of the book that the file starts
// from is replaced.
func (l *loader) add(e *entry) {
	i := slices.IndexFunc(l.entries, func(o *entry) bool { return o.rule.ID == e.rule.ID && e.rule.ID != "" })
	if i < 0 {
		l.entries = append(l.entries, e)
	} else if o := l.entries[i]; o.file != l.File && o.section == e.section {
		l.entries[i] = e
	} else {
		l.twice(e.node, e.field, e.rule.ID, o.node)
	}
}

func (l *loader) twice(n *yaml.Node, field, id string, first *yaml.Node) {
	l.Report(n, field+".id", finding.Error, "duplicate-rule",
		finding.Text{ZH: fmt.Sprintf("编号“%s”已在第 %d 行用过", finding.Shorten(id), first.Line), EN: fmt.Sprintf("the id %s stands in line %d already", finding.Shorten(id), first.Line)},
		finding.Text{ZH: "每条规则和每个来源用自己的编号", EN: "give every rule and every source an id of its own"})
}

// finish joins rules and sources to the book.
func (l *loader) finish() *Book {
	for _, s := range l.sources {
		l.dated(s.node, s.file, "sources", s.Span, &s.ok)
		if s.ok {
			l.book.Sources = append(l.book.Sources, s.Source)
		}
	}
	for _, e := range l.entries {
		l.resolve(e)
		if e.ok {
			e.put(l.book)
		}
	}
	return l.book
}

// resolve gives a rule its source, and the source's days where it has none of its own.
func (l *loader) resolve(e *entry) {
	if e.source == "" {
		e.ok = false // reported where it was read
		return
	}
	i := slices.IndexFunc(l.sources, func(s *sourceEntry) bool { return s.ID == e.source })
	if i < 0 {
		e.ok = false
		var ids []string
		for _, s := range l.sources {
			ids = append(ids, s.ID)
		}
		l.at(e.file, e.sourceNode, e.field+".source", finding.Error, "unknown-source",
			finding.Text{ZH: "没有编号为“" + finding.Shorten(e.source) + "”的来源", EN: "there is no source " + finding.Shorten(e.source)},
			finding.DidYouMean(e.source, ids, finding.Text{ZH: "先在 sources 里写出来源", EN: "add it to sources"}))
		return
	}
	s := l.sources[i]
	e.rule.Source = s.Source
	e.ok = e.ok && s.ok
	if e.rule.From.IsZero() {
		e.rule.From = s.From
	}
	if e.rule.Until.IsZero() {
		e.rule.Until, e.inherits = s.Until, true
	}
	l.dated(e.node, e.file, e.field, e.rule.Span, &e.ok)
	if e.ok && (e.rule.From.Before(s.From) || e.rule.last().After(s.last())) {
		l.at(e.file, e.node, e.field, finding.Warning, "rule-outside-source",
			finding.Text{
				ZH: fmt.Sprintf("规则的施行日期超出了来源“%s”的施行日期（%s）", s.ID, s.in(false)),
				EN: fmt.Sprintf("the rule is in force on days on which its source %s is not (%s)", s.ID, s.in(true))},
			finding.Text{ZH: "核对 from 和 until；过渡规定以另一份文件为来源", EN: "check from and until; what another text prolongs has that text as its source"})
	}
}

// dated holds that a span has a day.
func (l *loader) dated(n *yaml.Node, file, field string, s Span, ok *bool) {
	if !s.From.After(s.last()) {
		return
	}
	*ok = false
	l.at(file, n, field, finding.Error, "never-in-force",
		finding.Text{ZH: fmt.Sprintf("施行日期（%s）晚于最后一天（%s）", s.From, s.Until), EN: fmt.Sprintf("the first day (%s) is after the last one (%s)", s.From, s.Until)},
		finding.Text{ZH: "核对 from 和 until", EN: "check from and until"})
}

// at reports something about a node of the file, or of the book that the file starts
// from: then it is about the file as a whole.
func (l *loader) at(file string, n *yaml.Node, field string, severity finding.Severity, rule string, message, hint finding.Text) {
	if file != l.File {
		n = &yaml.Node{}
	}
	l.Report(n, field, severity, rule, message, hint)
}

// extend prolongs the rules that end with an extendable source.
func (l *loader) extend(b *Book, c Choice) {
	if c.Until.IsZero() {
		return
	}
	b.ExtendedUntil, b.ExtendedReason = c.Until, c.Reason
	var end day.Day // the latest one of an extendable source
	for _, s := range b.Sources {
		if s.Extendable && !s.Until.IsZero() && !s.Until.IsOpen() && s.Until.After(end) {
			end = s.Until
		}
	}
	if end.IsZero() || !c.Until.After(end) {
		b.ExtendedUntil, b.ExtendedReason = day.Day{}, ""
		l.Found = append(l.Found, c.useless(end))
		return
	}
	for _, e := range l.entries {
		if s := e.rule.Source; e.ok && e.inherits && s.Extendable && !s.Until.IsZero() && !s.Until.IsOpen() {
			e.rule.Until, e.rule.Extended = c.Until, true
		}
	}
}

// useless is the finding of an extension that extends nothing.
func (c Choice) useless(end day.Day) finding.Finding {
	f := finding.Finding{
		File: c.File, Line: c.Line, Column: min(c.Line, 1), Field: "rulebook.extended_until", Value: c.Until.String(), Severity: finding.Error, Rule: "bad-extension",
		Message: finding.Text{ZH: "规则施行到 " + end.String() + "，延长的日子不在其后", EN: "the rules are in force until " + end.String() + ", and the extension ends no later"},
		Hint:    finding.Text{ZH: "写一个更晚的日子，或删除 extended_until", EN: "give a later day, or delete extended_until"},
	}
	if end.IsZero() {
		f.Message = finding.Text{ZH: "这份规则没有可以延长的来源", EN: "no source of this rulebook can be extended"}
		f.Hint = finding.Text{ZH: "删除 extended_until；可延长的来源写 extendable: true 和最后一天", EN: "delete extended_until; a source that may be extended has extendable: true and a last day"}
	}
	return f
}
