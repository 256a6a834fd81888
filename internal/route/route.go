// Package route is the only place that spells the addresses of the built site.
//
// Addresses are flat files, and links are relative and carry the file's name, so
// that the site works below any path, from any host and from a folder on a disk.
// A path here is slash-separated and relative to the public folder. Addresses that
// were published once never change: docs/architecture.md says what may be added.
package route

import (
	"fmt"
	"strconv"
	"strings"

	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/slug"
)

// Site spells the addresses of one language's pages.
type Site struct {
	prefix string // "", "en/" or "zh-hant/"
	folded bool   // projects and sanctions are sections of other pages
}

// For returns the addresses of a language. The portal's first language stands at
// the root, every other below a folder of its name in lower case.
func For(s *portal.Settings, lang string) Site {
	if len(s.Languages) == 0 || s.Languages[0] == lang {
		return Site{folded: s.Folded()}
	}
	return Site{prefix: strings.ToLower(lang) + "/", folded: s.Folded()}
}

// First returns the addresses of the portal's first language, which stands at the root.
func First(s *portal.Settings) Site { return Site{folded: s.Folded()} }

// Prefix is the language's folder with a final slash; empty at the root.
func (r Site) Prefix() string { return r.prefix }

// Home is the first page.
func (r Site) Home() string { return r.prefix + "index.html" }

// Agencies is page n, from 1, of the list of agencies.
func (r Site) Agencies(n int) string { return r.list("agencies", n) }

// Agency is an agency's page.
func (r Site) Agency(a *register.Agency) string { return r.prefix + "agencies/" + a.Slug + ".html" }

// Projects is page n, from 1, of the list of projects.
func (r Site) Projects(n int) string { return r.list("projects", n) }

// Project is where a project is shown: its page, or its section of its agency's page.
func (r Site) Project(p *register.Project) string {
	if r.folded {
		return r.Agency(p.Agency) + "#" + SectionID("projects", p.Slug)
	}
	return r.ProjectPage(p.Slug)
}

// ProjectPage is the page of a project that has one of its own.
func (r Site) ProjectPage(slug string) string { return r.prefix + "projects/" + slug + ".html" }

// Sanctions is page n, from 1, of the list of sanctions.
func (r Site) Sanctions(n int) string { return r.list("sanctions", n) }

// Sanction is where a sanction is shown: its page, or its section of its agency's page; of
// the page of the authority where it is about no agency of the list.
func (r Site) Sanction(s *register.Sanction) string {
	switch {
	case !r.folded:
		return r.SanctionPage(s.Slug)
	case s.Agency != nil:
		return r.Agency(s.Agency) + "#" + SectionID("sanctions", s.Slug)
	}
	return r.SanctionsBy(s.Authority) + "#" + SectionID("sanctions", s.Slug)
}

// SanctionPage is the page of a sanction that has one of its own. One whose content may no
// longer be shown always has: a section would tell whose it was.
func (r Site) SanctionPage(slug string) string { return r.prefix + "sanctions/" + slug + ".html" }

// SanctionsBy is the page of an authority's sanctions that are about no agency of the list,
// where pages are folded. No slug holds a full stop, so that it is no sanction's page.
func (r Site) SanctionsBy(g *register.Group) string {
	return r.prefix + "sanctions/by." + g.Slug + ".html"
}

// SectionID is the place of a record on the page that it is a section of.
func SectionID(table, slug string) string { return table + "-" + slug }

// Pay is page n, from 1, of the list of pay.
func (r Site) Pay(n int) string { return r.list("pay", n) }

// Overdue is the page of those who did not disclose.
func (r Site) Overdue(n int) string { return r.list("overdue", n) }

// Duties is page n, from 1, of the matrix of duties.
func (r Site) Duties(n int) string { return r.list("duties", n) }

// Rules is the page of the rulebook; a rule's anchor there is its id.
func (r Site) Rules() string { return r.list("rules", 1) }

// Corrections is page n, from 1, of the log of corrections.
func (r Site) Corrections(n int) string { return r.list("corrections", n) }

// Changes is page n, from 1, of the log of changes.
func (r Site) Changes(n int) string { return r.list("changes", n) }

// CorrectionID is the place of a correction on its page.
func CorrectionID(c *register.Correction) string { return "c-" + c.Slug }

// Kind is a kind of group that has pages.
type Kind string

// The kinds of group that have pages.
const (
	Districts  Kind = "districts"
	Fields     Kind = "fields"
	Purchasers Kind = "purchasers"

	Grades      Kind = "grades"      // projects by their latest evaluation
	Statuses    Kind = "statuses"    // sanctions by where they stand
	Measures    Kind = "measures"    // sanctions by what was imposed
	Authorities Kind = "authorities" // sanctions by who decided
	Standings   Kind = "duties"      // agencies by how they stand with their duties; the list of these is the matrix
)

// Groups is the list of all groups of a kind.
func (r Site) Groups(k Kind) string { return r.list(string(k), 1) }

// Group is page n, from 1, of a group.
func (r Site) Group(k Kind, g *register.Group, n int) string {
	return r.part(string(k)+"/"+g.Slug, n)
}

// Years is the list of all years.
func (r Site) Years() string { return r.list("years", 1) }

// Year is page n, from 1, of a year.
func (r Site) Year(y *register.Year, n int) string { return r.part("years/"+y.String(), n) }

// Findings is page n, from 1, of the records that the cross-checks set side by side.
func (r Site) Findings(n int) string { return r.list("findings", n) }

// Finding is where the hit of a cross-check with an id stands on its agency's page.
func (r Site) Finding(a *register.Agency, id string) string { return r.Agency(a) + "#" + id }

// Compare is the page on which a reader compares agencies of their choice.
func (r Site) Compare() string { return r.list("compare", 1) }

// CompareDistrict is page n, from 1, of the comparison of a district's agencies.
func (r Site) CompareDistrict(g *register.Group, n int) string {
	return r.part("compare/district-"+g.Slug, n)
}

// CompareSize is page n, from 1, of the comparison of the agencies of a size.
func (r Site) CompareSize(size string, n int) string { return r.part("compare/size-"+size, n) }

// Totals is the page of the sanctions in numbers.
func (r Site) Totals() string { return r.list("totals", 1) }

// Rows is the file of all rows of the list in a folder, from which scripts sort and filter.
func (r Site) Rows(folder string) string { return r.prefix + folder + "/rows.js" }

// Search is the search page.
func (r Site) Search() string { return r.prefix + "search/index.html" }

// SearchHelp is the page that says how to search.
func (r Site) SearchHelp() string { return r.prefix + "search/help.html" }

// Glossary is the page of terms; a term's anchor there is its id.
func (r Site) Glossary() string { return r.list("glossary", 1) }

// Data is the page of the downloads.
func (r Site) Data() string { return r.prefix + "data/index.html" }

// DataFile is where a file that was read stands on the page of the downloads.
func (r Site) DataFile(name string) string { return r.Data() + "#" + DataFileID(name) }

// DataFileID is the place of a file that was read on the page of the downloads.
func DataFileID(name string) string { return "f-" + slug.Of(strings.TrimPrefix(name, "data/")) }

// Page is a page that the operator wrote; path is its content path without an
// extension, in which "about/index" is the front page of a folder.
func (r Site) Page(path string) string { return r.prefix + path + ".html" }

// Taken says whether an operator's page of this content path would stand where the
// site has pages and files of its own.
func Taken(path string) bool {
	first, _, folder := strings.Cut(path, "/")
	switch first {
	case "agencies", "projects", "sanctions", "pay", "overdue", "duties", "rules", "compare", "districts", "fields", "purchasers", "years",
		"corrections", "search", "data", "assets", "feeds", "changes", "findings", "grades", "statuses", "measures", "authorities", "totals",
		"glossary", "en", "zh-hant", "zh-cn":
		return folder
	}
	return path == "index" || path+".html" == NotFound
}

// list is page n of a list in a folder of its own: index.html, index-2.html, …
func (r Site) list(folder string, n int) string {
	if n <= 1 {
		return r.prefix + folder + "/index.html"
	}
	return fmt.Sprintf("%s%s/index-%d.html", r.prefix, folder, n)
}

// part is page n of a thing that has a slug. A full stop cannot stand in a slug,
// so that the second page of a is never the first of another.
func (r Site) part(path string, n int) string {
	if n <= 1 {
		return r.prefix + path + ".html"
	}
	return fmt.Sprintf("%s%s.%d.html", r.prefix, path, n)
}

// Files of which there is one for all languages.
const (
	NotFound = "404.html"
	Status   = "status.js" // the day and coverage of the data, which pages show but do not hold
	Peers    = "peers.js"  // the medians of pay, which agencies' pages bring in and do not hold

	Division    = "site.json" // how pages are divided, where they are folded
	Received    = "files.js"  // when the data files came in, which pages show but do not hold
	Manifest    = "manifest.json"
	Sitemap     = "sitemap.xml"
	Robots      = "robots.txt"
	OpenSearch  = "opensearch.xml"
	AtomFeed    = "feed.xml"
	JSONFeed    = "feed.json"
	ChangesAtom = "changes/feed.xml"
	ChangesJSON = "changes/feed.json"
	SearchIndex = "search/index/" // the folder of the static search files
	Assets      = "assets/"       // the folder of styles, scripts and pictures
	Changes     = "changes/"      // the folder of what changed from one publication to the next
)

// AgencyJSON is the file of all records of an agency.
func AgencyJSON(a *register.Agency) string { return "agencies/" + a.Slug + ".json" }

// AgencyFeed is the feed of an agency's sanctions.
func AgencyFeed(a *register.Agency) string { return "agencies/" + a.Slug + ".xml" }

// Topic is a kind of group that has feeds.
type Topic string

// The kinds of group that have feeds.
const (
	ByAuthority Topic = "authorities"
	ByDistrict  Topic = "districts"
	ByMeasure   Topic = "measures"
)

// GroupFeed is the feed of a group's sanctions: Atom where ext is "xml", JSON Feed
// where it is "json".
func GroupFeed(t Topic, g *register.Group, ext string) string {
	return "feeds/" + string(t) + "/" + g.Slug + "." + ext
}

// FindingsFeed is the feed of the hits of a cross-check, of all of them where check is
// empty: Atom where ext is "xml", JSON Feed where it is "json".
func FindingsFeed(check, ext string) string {
	if check == "" {
		return "feeds/findings." + ext
	}
	return "feeds/findings/" + check + "." + ext
}

// CompareData is the folder of the files from which the page of comparisons reads.
const CompareData = "compare/data/"

// CompareNames is the file of the names of all agencies.
const CompareNames = CompareData + "names.js"

// CompareFigures is shard i of so many that hold the figures of agencies.
func CompareFigures(shards, i int) string { return fmt.Sprintf("%s%d-%d.js", CompareData, shards, i) }

// Download is a file of the data page, such as sanctions.csv.
func Download(name string) string { return "data/" + name }

// RecordID is the public id of a record: its table and slug.
func RecordID(table, slug string) string { return table + "/" + slug }

// AppendRecordID appends the public id of a record.
func AppendRecordID(b []byte, table, slug string) []byte {
	return append(append(append(b, table...), '/'), slug...)
}

// AppendPayID appends the public id of a row of pay. The slug is a hash of its key.
func AppendPayID(b []byte, p *register.Pay) []byte {
	var room [16]byte
	b = AppendRecordID(b, "pay", "")
	return slug.Append(b, string(p.AgencyID), string(strconv.AppendInt(room[:0], int64(p.Year), 10)), p.Tier)
}

// AppendEvaluationID appends the public id of an evaluation. The slug is a hash of its key.
func AppendEvaluationID(b []byte, e *register.Evaluation) []byte {
	var room [16]byte
	b = AppendRecordID(b, "evaluations", "")
	return slug.Append(b, e.ProjectID, e.Kind, e.Period, string(e.DecidedOn.Append(room[:0])))
}

// Rel is the relative link from the page at one path to another path.
func Rel(from, to string) string {
	for {
		i := strings.IndexByte(from, '/')
		j := strings.IndexByte(to, '/')
		if i < 0 || j < 0 || from[:i] != to[:j] {
			break
		}
		from, to = from[i+1:], to[j+1:]
	}
	return strings.Repeat("../", strings.Count(from, "/")) + to
}

// Root is the relative link from the page at a path to the public folder: "" or
// one or more "../".
func Root(from string) string { return strings.Repeat("../", strings.Count(from, "/")) }

// Absolute is the permanent address of a path; the path itself where the portal
// has no base_url.
func Absolute(s *portal.Settings, path string) string {
	if s.BaseURL == "" {
		return path
	}
	return s.BaseURL + strings.TrimSuffix(path, "index.html")
}
