// Package portal holds the settings of a portal: gongshi.yaml, complete.
//
// docs/config.md describes every key. What is left out: anything about the data
// itself, which is in the tables.
package portal

import (
	"slices"
	"time"

	"gongshi/internal/day"
)

// Settings is a portal's gongshi.yaml after defaults. Fields that are zero were
// not given and have no default.
type Settings struct {
	Title     string   // the portal's name; default 公示
	TitleEN   string   // its name in English; default Title
	BaseURL   string   // absolute address of the published root with a final slash; empty: no absolute links
	Languages []string // of zh-CN, zh-Hant, en; the first one stands at the root; default [zh-CN]
	Zone      *time.Location
	AsOf      day.Day // the day that ages and judges, where the command line gives none
	Operator  Operator
	Contact   Contact
	Host      string // a profile of package host; empty: none
	Pages     string // Full (default) or Folded
	Rulebook  string // file of rules, relative to the portal, or the name of a built-in book; empty: the default book
	Deadlines Deadlines
	Districts []District // in the file's order
	Allow     []Allow    // privacy.allow
	Codes     []AcceptedCode
	Keep      []string // paths in public/ that are not ours

	// The operator's extension of the rulebook: its own measures are taken to go on.
	RulebookUntil  day.Day // last day; zero: none
	RulebookReason string  // given where RulebookUntil is
	RulebookLine   int     // where the rulebook is chosen, from 1; 0: nowhere

	HostLine, PagesLine int // where the two are chosen, from 1; 0: nowhere

	Aliases  map[string]map[string]string            // table -> header as written -> column; "": known, but not kept
	Values   map[string]map[string]map[string]string // table -> column -> as written -> code
	Defaults map[string]map[string]string            // table -> column -> value, or what NewTemplate reads
	Dates    map[string][]day.Layout                 // table -> further forms of dates
}

// Operator is who runs the portal.
type Operator struct {
	Name, URL      string
	SiteID         string // 网站标识码
	ICP            string // ICP 备案号
	PublicSecurity string // 公安备案号
}

// Contact is where corrections and complaints go.
type Contact struct {
	Email, URL, Phone, CorrectionURL string
}

// Deadlines are the operator's own: the law sets none. A zero value means that
// there is no deadline and nothing is ever called overdue.
type Deadlines struct {
	PayMonth, PayDay int // pay of a year is due on this day of the next year; 0, 0: none
	Policy           int // days after the start of an agency's first contract; 0: none
	Results          int // days after a project's end; 0: none
}

// District is a district in the order in which it is shown.
type District struct {
	Code, Name, NameEN string
	Order              int
}

// Allow is a written exemption from the privacy rules: for a column of a record, or for
// a file and what stands in it.
type Allow struct {
	Table  string // the table's English name, or Content
	Key    string // what identifies the record, or the file
	Column string // the column's English name; of a file: a key of its settings or front matter, empty for all of it
	Reason string
	Line   int // in gongshi.yaml, from 1; 0: not known
}

// AcceptedCode is a credit code that is legal although its check character fails.
type AcceptedCode struct{ Code, Reason string }

// Content is the name under which privacy.allow speaks of files: pages, attachments,
// gongshi.yaml itself. The key is then the file.
const Content = "content"

// The languages that a portal can speak.
const (
	Chinese     = "zh-CN"
	Traditional = "zh-Hant"
	English     = "en"
)

// How pages are divided.
const (
	Full   = "full"   // a page for each record
	Folded = "folded" // projects and sanctions are sections of other pages
)

// Folded says whether projects and sanctions have no pages of their own.
func (s *Settings) Folded() bool { return s != nil && s.Pages == Folded }

// Speaks says whether the portal is built in a language.
func (s *Settings) Speaks(lang string) bool { return slices.Contains(s.Languages, lang) }

// Accepts says whether a credit code may fail its check.
func (s *Settings) Accepts(code string) bool {
	return slices.ContainsFunc(s.Codes, func(c AcceptedCode) bool { return c.Code == code })
}
