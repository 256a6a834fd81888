package register

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/person"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// Practitioners' names are masked here, once, before any stage sees a record: in the typed
// fields and in the cells as written (Origin). A stage that knows nothing of names cannot
// print one. Names come from the column person of all sanctions, of closed ones as well, and
// are masked in what is about the same agency or the same decision: texts of sanctions,
// replies, comments of evaluations, notes on pay.
//
// There is one exception: a sanction's own page prints what OnPage gives, where a rule of
// the rulebook allows the full name. Only the audit, and what compares keys, reads what
// stands in the tables: AsRead and Origin.Original.

// Texts are the texts of a sanction that may name people.
type Texts struct {
	ID, SubjectName, Person              string
	Facts, Basis, Decision, StatusReason string
	SourceURL                            string
	MeasureNames                         []string
}

// named is what a sanction knows of names; nil where no name can stand in its texts.
type named struct {
	read  Texts        // as in the table
	names person.Names // that are masked in its texts
	page  *Texts       // what its own page may print; nil: no more than all others
	reply *Reply       // the reply as its own page may print it
}

func (s *Sanction) texts() Texts {
	return Texts{
		ID: s.ID, SubjectName: s.SubjectName, Person: s.Person, Facts: s.Facts, Basis: s.Basis, Decision: s.Decision,
		StatusReason: s.StatusReason, SourceURL: s.SourceURL, MeasureNames: s.MeasureNames,
	}
}

func (s *Sanction) put(t Texts) {
	s.ID, s.SubjectName, s.Person, s.Facts, s.Basis, s.Decision = t.ID, t.SubjectName, t.Person, t.Facts, t.Basis, t.Decision
	s.StatusReason, s.SourceURL, s.MeasureNames = t.StatusReason, t.SourceURL, t.MeasureNames
}

// masked is the texts without names; an address that holds one is left out.
func (t Texts) masked(n person.Names) Texts {
	t.MeasureNames = slices.Clone(t.MeasureNames)
	for i := range t.MeasureNames {
		t.MeasureNames[i] = n.In(t.MeasureNames[i])
	}
	for _, s := range []*string{&t.ID, &t.SubjectName, &t.Facts, &t.Basis, &t.Decision, &t.StatusReason} {
		*s = n.In(*s)
	}
	t.SourceURL = unnamed(t.SourceURL, n)
	return t
}

// unnamed is an address, or "" where it holds a name, as it is or with its characters escaped.
func unnamed(s string, n person.Names) string {
	if _, _, found := n.Found(s); found {
		return ""
	}
	if plain, err := url.QueryUnescape(s); err == nil {
		if _, _, found := n.Found(plain); found {
			return ""
		}
	}
	return s
}

// AsRead is the texts of the sanction as they stand in the table, with full names. It serves
// the audit and keys; nothing of it may be published.
func (s *Sanction) AsRead() Texts {
	if s.named == nil {
		return s.texts()
	}
	return s.named.read
}

// OnPage is the sanction as its own page prints it, and nothing else does: with the
// practitioner's full name in its texts and reply where NameRule allows it.
func (s *Sanction) OnPage() *Sanction {
	if s.named == nil || s.named.page == nil {
		return s
	}
	page := *s
	page.put(*s.named.page)
	if page.Reply != nil {
		page.Reply = s.named.reply
	}
	return &page
}

// Public masks, in a text that is about the sanction, the names that are masked in its own.
func (s *Sanction) Public(about string) string {
	if s.named == nil {
		return about
	}
	return s.named.names.In(about)
}

// NamesOf are the names of the practitioners in sanctions about an agency or its staff. Link
// has masked them in the records; they are for texts that come from elsewhere.
func (r *Register) NamesOf(a *Agency) person.Names {
	return person.Of(r.people.cells["agency "+string(a.ID)]...) // not from the cache: stages run side by side
}

// Names are the names of all practitioners in sanctions, shown or not.
func (r *Register) Names() person.Names { return person.Of(r.people.all...) }

// people is who is named in the sanctions, as the cells of the column person.
type people struct {
	cells  map[string][]string // by agency and by decision
	all    []string
	agency map[string]credit.Code // by folded name
	cache  map[[2]string]person.Names
}

// about are the keys of an agency and of the decision of a sanction.
func (p *people) about(s *Sanction) (agency, decision string) {
	read := s.AsRead()
	agency = "agency " + string(s.AgencyID)
	if s.AgencyID == "" {
		folded := text.Fold(read.SubjectName)
		if agency = "party " + folded; p.agency[folded] != "" {
			agency = "agency " + string(p.agency[folded])
		}
		if folded == "" {
			agency = ""
		}
	}
	return agency, "decision " + s.AuthorityName + "\n" + read.ID
}

// of are the names to be masked in what is about an agency, a decision or both; "" is none.
func (p *people) of(agency, decision string) person.Names {
	if len(p.all) == 0 {
		return person.Names{}
	}
	key := [2]string{agency, decision}
	n, known := p.cache[key]
	if !known {
		n = person.Of(slices.Concat(p.cells[agency], p.cells[decision])...)
		p.cache[key] = n
	}
	return n
}

// inFull says whether the column person holds more than masked names.
func (s *Sanction) inFull() bool { return !person.Masked(s.AsRead().Person) }

// practitioners gathers the names in the sanctions and masks them there, in comments of
// evaluations and in notes on pay. Agencies, pay and evaluations are linked already.
func (l *linker) practitioners(rows []*Sanction) {
	if !slices.ContainsFunc(rows, (*Sanction).inFull) {
		return
	}
	p := &l.reg.people
	*p = people{cells: map[string][]string{}, agency: map[string]credit.Code{}, cache: map[[2]string]person.Names{}}
	for _, a := range l.reg.Agencies {
		p.agency[text.Fold(a.Name)] = a.ID
	}
	for _, s := range rows {
		if !s.inFull() {
			continue
		}
		p.all = append(p.all, s.Person)
		agency, decision := p.about(s)
		for _, key := range []string{agency, decision} {
			if key != "" {
				p.cells[key] = append(p.cells[key], s.Person)
			}
		}
	}
	for _, s := range rows {
		l.maskSanction(s)
	}
	t := schema.Lookup("evaluations")
	for _, e := range l.reg.Evaluations {
		if e.Comment == "" {
			continue
		}
		n := p.of("agency "+string(e.Project.AgencyID), "")
		if masked := n.In(e.Comment); masked != e.Comment {
			e.Comment = masked
			e.Origin = e.Origin.rewritten(t.Index("comment"), n.In)
		}
	}
	t = schema.Lookup("pay")
	for _, x := range l.reg.Pay {
		if x.Note == "" {
			continue
		}
		n := p.of("agency "+string(x.AgencyID), "")
		if masked := n.In(x.Note); masked != x.Note {
			x.Note = masked
			x.Origin = x.Origin.rewritten(t.Index("note"), n.In)
		}
	}
}

// maskSanction masks the texts of a sanction and its cells.
func (l *linker) maskSanction(s *Sanction) {
	n := l.reg.people.of(l.reg.people.about(s))
	if n.Len() == 0 && !s.inFull() {
		return
	}
	s.named = &named{read: s.texts(), names: n}
	t := s.named.read.masked(n)
	t.Person = person.Mask(t.Person)
	if t.SourceURL != s.SourceURL {
		l.nameInAddress(s)
	}
	s.put(t)
	table := schema.Lookup("sanctions")
	for _, column := range []string{"sanction_id", "subject_name", "measures", "facts", "basis", "decision", "status_reason"} {
		s.Origin = s.Origin.rewritten(table.Index(column), n.In)
	}
	s.Origin = s.Origin.rewritten(table.Index("person"), person.Mask)
	s.Origin = s.Origin.rewritten(table.Index("source_url"), func(cell string) string { return unnamed(cell, n) })
}

// nameInAddress reports an address that is left out because it holds a name.
func (l *linker) nameInAddress(s *Sanction) {
	at := s.Place(schema.Lookup("sanctions").Index("source_url"))
	l.findings = append(l.findings, finding.Finding{
		File: s.File(), Line: int(at.Line), Column: max(int(at.Column), 1), Field: "source_url", Value: finding.Shorten(person.Mask(s.Person)),
		Severity: finding.Warning, Rule: "name-in-address",
		Message: finding.Text{ZH: "来源地址里有从业人员的姓名，没有公开", EN: "the address holds the practitioner's name and is left out"},
		Hint:    finding.Text{ZH: "改填不含姓名的地址，如列表页的地址", EN: "give one without a name, such as that of the list"},
	})
}

// reference is a character written by its number in HTML and Markdown.
var reference = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});`)

// dereferenced is a text whose characters beyond ASCII are none written by number.
func dereferenced(s string) string {
	return reference.ReplaceAllStringFunc(s, func(ref string) string {
		digits, base := ref[2:len(ref)-1], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n >= utf8.RuneSelf && utf8.ValidRune(rune(n)) {
			return string(rune(n))
		}
		return ref
	})
}

// masked is a reply without names.
func (r Reply) masked(n person.Names) *Reply {
	r.Title, r.By = n.In(r.Title), n.In(r.By)
	if plain := dereferenced(r.Body); n.In(plain) != plain {
		r.Body = plain
	}
	r.Body = n.In(r.Body)
	return &r
}

// answers masks the replies: with the names of their sanction, agency or project, and with
// all names where a reply is about anything else.
func (l *linker) answers(t *Tables) {
	if len(l.reg.people.all) == 0 {
		return
	}
	sanctions, agencies := map[string]*Sanction{}, map[string]credit.Code{}
	for _, s := range t.Sanctions {
		sanctions[s.Slug] = s
	}
	for _, a := range l.reg.Agencies {
		agencies["agencies/"+a.Slug] = a.ID
	}
	for _, p := range l.reg.Projects {
		agencies["projects/"+p.Slug] = p.AgencyID
	}
	every := l.reg.Names()
	for _, r := range t.Replies {
		s, n := sanctions[r.Slug], every
		switch id := agencies[r.Table+"/"+r.Slug]; {
		case r.Table == "sanctions" && s != nil && s.named != nil:
			n = s.named.names
			if s.named.page != nil {
				s.named.reply = r.masked(l.others(s))
			}
		case r.Table == "sanctions" && s != nil:
			continue
		case id != "":
			n = l.reg.people.of("agency "+string(id), "")
		}
		*r = *r.masked(n)
	}
}

// others are the names that are masked on a sanction's own page: all but its practitioner's.
func (l *linker) others(s *Sanction) person.Names {
	return s.named.names.Without(person.Of(s.named.read.Person))
}

// fullNames finds the sanctions whose own page prints the practitioner's name in full. One
// that was repaired or withdrawn does not, wherever it may stay.
func (l *linker) fullNames() {
	for _, s := range l.reg.Sanctions {
		if s.named == nil || !s.inFull() {
			continue
		}
		if s.Standing != InForce && s.Standing != Appealed && s.Standing != Ended {
			continue
		}
		s.NameRule = l.reg.Rules.NameRule(s.Kind, rulebook.Severity(s.Severity), s.DecidedOn, s.given)
		if s.NameRule != nil {
			page := s.named.read.masked(l.others(s))
			page.ID = s.ID // stands in lists as well, and must be the same there
			if s.ahead != nil {
				page.StatusReason = ""
			}
			s.named.page = &page
		}
	}
}

// given says whether the record gives a column. A day of publication that never comes to
// an end is no end.
func (s *Sanction) given(column string) bool {
	switch column {
	case "agency_id":
		return s.AgencyID != ""
	case "fine":
		return s.Fine.Given
	case "confiscated":
		return s.Confiscated.Given
	case "published_on":
		return !s.PublishedOn.IsZero()
	case "valid_until":
		return !s.ValidUntil.IsZero()
	case "publish_until":
		return !s.PublishUntil.IsZero() && !s.PublishUntil.IsOpen()
	case "decided_on":
		return !s.DecidedOn.IsZero()
	case "status_on":
		return !s.StatusOn.IsZero()
	case "measures":
		return len(s.MeasureNames) > 0
	}
	read := s.AsRead()
	return map[string]string{
		"sanction_id": read.ID, "kind": s.Kind, "subject": s.Subject, "subject_name": read.SubjectName, "person": read.Person,
		"authority": s.AuthorityName, "facts": read.Facts, "basis": read.Basis, "decision": read.Decision, "severity": s.Severity,
		"status": s.Status, "status_reason": s.statusReason(), "source_url": read.SourceURL,
	}[column] != ""
}
