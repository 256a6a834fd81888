package register

import (
	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/rulebook"
)

// Register is the linked records of a portal on one day.
type Register struct {
	Settings *portal.Settings
	Rules    *rulebook.Book // nil: no rules
	AsOf     day.Day        // the day that ages and judges

	Agencies    []*Agency     // by sort key, then name, then id
	Pay         []*Pay        // by agency, year, tier
	Projects    []*Project    // newest start first, then id
	Evaluations []*Evaluation // newest first
	Sanctions   []*Sanction   // those that may be shown, newest first
	Closed      []*Sanction   // those whose content may no longer be shown: withdrawn, repaired, publication ended; their address stays
	Withheld    []*Sanction   // those that are not published at all: no file of the site knows of them
	Ahead       []*Sanction   // those that are decided or published after AsOf: no file knows of them until then
	Unpublished int           // how many are withheld
	Pages       []*Page       // by language, order, path
	Replies     []*Reply
	Corrections []*Correction // those that may be shown, newest first

	Districts   []*Group // by the order of the settings, then name
	Fields      []*Group // the 16 known ones in their order, then others by name
	Purchasers  []*Group // by name
	Authorities []*Group // by name
	Measures    []*Group // the known ones in their order, then others by name
	Years       []*Year  // newest first; every year with pay, a running project or a sanction up to AsOf

	Redirects []Redirect // in the file's order
	Files     []string   // the data files, sorted
	Sources   []Source   // what each of them is, in the same order
	Rows      int        // rows read from the tables
	Refused   int        // rows left out

	projectsAsRead    []*Project               // see ProjectsAsRead
	evaluationsAsRead []*Evaluation            // likewise
	corrected         map[string][]*Correction // by public id of a record
	people            people                   // who is named in the sanctions
}

// ProjectsAsRead returns Projects in the order of files and lines. It is the order in which
// they lie in memory: to go through all takes a third of the time.
func (r *Register) ProjectsAsRead() []*Project {
	if len(r.projectsAsRead) != len(r.Projects) { // a register that Link did not make
		return r.Projects
	}
	return r.projectsAsRead
}

// EvaluationsAsRead returns Evaluations as ProjectsAsRead does Projects.
func (r *Register) EvaluationsAsRead() []*Evaluation {
	if len(r.evaluationsAsRead) != len(r.Evaluations) {
		return r.Evaluations
	}
	return r.evaluationsAsRead
}

// Group is one value of an open list, such as a district or an authority, and what
// belongs to it. Lists are in the register's order.
type Group struct {
	Key    string // as written in the tables
	Code   string // its code where the list knows one: a district's code, a field's sw01, a measure's id
	Slug   string
	Name   string // in Chinese
	NameEN string // in English; Name where none is known
	Known  bool   // whether the list knows the value

	Agencies  []*Agency
	Projects  []*Project
	Sanctions []*Sanction
}

// In is the group's name in a language.
func (g *Group) In(lang string) string {
	if lang == portal.English {
		return g.NameEN
	}
	return g.Name
}

// Year is a year and what happened in it.
type Year struct {
	Year      int
	Pay       []*Pay
	Projects  []*Project // those that ran in the year
	Sanctions []*Sanction
}
