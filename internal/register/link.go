package register

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/slug"

	zh "golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Link makes a register of rows for a day; nil rules are a book without any. The findings tell of duplicate keys,
// unknown references and addresses that two records would share; where there is
// one of severity error the register is incomplete and must not be published. The
// rows belong to the register afterwards.
func Link(t *Tables, settings *portal.Settings, rules *rulebook.Book, asOf day.Day) (*Register, []finding.Finding) {
	l := linker{
		reg: &Register{
			Settings: settings, Rules: rules, AsOf: asOf, Pages: t.Pages, Replies: t.Replies,
			Redirects: t.Redirects, Files: t.Files, Sources: t.Sources, Refused: t.Refused,
			Rows: len(t.Agencies) + len(t.Pay) + len(t.Projects) + len(t.Evaluations) + len(t.Sanctions),
		},
		groups:   newGroups(settings),
		unknowns: map[string]int{}, repeats: map[string]int{},
	}
	l.agencies(t.Agencies)
	l.pay(t.Pay)
	l.projects(t.Projects)
	l.evaluations(t.Evaluations)
	l.practitioners(t.Sanctions)
	l.sanctions(t.Sanctions)
	l.content(t)
	l.fullNames()
	l.answers(t)
	l.corrections(t.Corrections)
	l.redirects()
	l.received(t.Received)
	l.tooManyUnknown()
	l.tooManyRepeated()
	l.finish()
	return l.reg, l.findings
}

type linker struct {
	reg      *Register
	groups   groups
	byID     map[credit.Code]*Agency
	project  map[string]*Project
	unknowns map[string]int        // unknown references so far, by table
	repeats  map[string]int        // repeated keys so far, by file
	looks    map[string][]*Project // projects by what their numbers look like; nil until one is asked for
	findings []finding.Finding
}

// maxUnknown is how many unknown references of one table are told one by one: where
// the table of agencies is missing, every row of the others has one.
const maxUnknown = 100

// maxRepeated is how many repeated keys of one file are told one by one: a file that is
// there twice repeats them all.
const maxRepeated = 1000

// tooManyRepeated counts the repeated keys that were not told one by one.
func (l *linker) tooManyRepeated() {
	for _, file := range slices.Sorted(maps.Keys(l.repeats)) {
		if n := l.repeats[file]; n > maxRepeated {
			l.findings = append(l.findings, finding.Finding{
				File: file, Value: "duplicate-key", Severity: finding.Error, Rule: "too-many-findings",
				Message: finding.Text{
					ZH: fmt.Sprintf("“duplicate-key”在本文件共有 %d 处，只列出前 %d 处", n, maxRepeated),
					EN: fmt.Sprintf("duplicate-key applies %d times in this file; the first %d are listed", n, maxRepeated),
				},
				Hint: finding.Text{ZH: "多半是同一份数据放了两次；先更正已列出的，再检查一次", EN: "the same data is probably there twice; mend those that are listed and check again"},
			})
		}
	}
}

// repeated reports a row whose key another has had before.
func (l *linker) repeated(table string, first, o *Origin, shown string) {
	if l.repeats[o.File()]++; l.repeats[o.File()] > maxRepeated {
		return
	}
	t := schema.Lookup(table)
	message, hint := repeated(t, first, o)
	l.findings = append(l.findings, finding.Finding{
		File: o.File(), Line: o.Line(), Column: 1, Value: finding.Shorten(shown),
		Severity: finding.Error, Rule: "duplicate-key",
		Message: finding.Text{
			ZH: fmt.Sprintf("%s表中该键已出现过：%s 第 %d 行；%s", t.ZH, first.File(), first.Line(), message.ZH),
			EN: fmt.Sprintf("the table %s has this key already: %s line %d; %s", t.Name, first.File(), first.Line(), message.EN),
		},
		Hint: hint,
	})
}

// address reports whether a slug is free; two keys may differ in case only.
func (l *linker) address(taken map[string]*Origin, slugged string, o *Origin, shown string) {
	if slug.Listing(slugged) {
		l.findings = append(l.findings, finding.Finding{
			File: o.File(), Line: o.Line(), Column: 1, Value: finding.Shorten(shown),
			Severity: finding.Error, Rule: "taken-address",
			Message: finding.Text{ZH: "网站自己的列表使用这个地址", EN: "a list of the site itself has this address"},
			Hint:    finding.Text{ZH: "换一个编号", EN: "give it another number"},
		})
		return
	}
	first, dup := taken[slugged]
	if !dup {
		taken[slugged] = o
		return
	}
	l.findings = append(l.findings, finding.Finding{
		File: o.File(), Line: o.Line(), Column: 1, Value: finding.Shorten(shown),
		Severity: finding.Error, Rule: "duplicate-address",
		Message: finding.Text{
			ZH: fmt.Sprintf("与 %s 第 %d 行的网页地址相同（%s）", first.File(), first.Line(), slugged),
			EN: fmt.Sprintf("would have the same address (%s) as %s line %d", slugged, first.File(), first.Line()),
		},
		Hint: finding.Text{ZH: "两个键只有大小写之差，请统一", EN: "the two keys differ in case only: make them one"},
	})
}

// unknown reports a reference to a record that does not exist; name is what the row
// calls it, "" where it does not say.
func (l *linker) unknown(table, column string, o *Origin, value, name string) {
	l.unknowns[table]++
	if l.unknowns[table] > maxUnknown {
		return
	}
	t := schema.Lookup(table)
	at := o.Place(t.Index(column))
	l.findings = append(l.findings, finding.Finding{
		File: o.File(), Line: int(at.Line), Column: int(at.Column), Field: column, Value: finding.Shorten(value),
		Severity: finding.Error, Rule: "unknown-reference",
		Message: finding.Text{
			ZH: fmt.Sprintf("找不到%s为该值的记录", t.Column(column).ZH),
			EN: fmt.Sprintf("no record has this %s", column),
		},
		Hint: l.meant(column, value, name),
	})
}

// tooManyUnknown counts the unknown references that were not told one by one.
func (l *linker) tooManyUnknown() {
	for _, t := range schema.Tables() {
		if more := l.unknowns[t.Name] - maxUnknown; more > 0 {
			l.findings = append(l.findings, finding.Finding{
				File: "data", Value: t.Name, Severity: finding.Error, Rule: "unknown-reference",
				Message: finding.Text{
					ZH: fmt.Sprintf("%s表中还有 %d 行引用了不存在的记录", t.ZH, more),
					EN: fmt.Sprintf("%d more rows of the table %s refer to records that do not exist", more, t.Name),
				},
				Hint: finding.Text{ZH: "先补齐被引用的表（机构表、项目表）", EN: "complete the tables they refer to first: agencies, projects"},
			})
		}
	}
}

func (l *linker) agencies(rows []*Agency) {
	l.byID = make(map[credit.Code]*Agency, len(rows))
	addresses := make(map[string]*Origin, len(rows))
	names := make(map[string][]*Agency, len(rows))
	for _, a := range rows {
		if first := l.byID[a.ID]; first != nil {
			l.repeated("agencies", &first.Origin, &a.Origin, string(a.ID))
			continue
		}
		a.Slug = slug.Of(string(a.ID))
		l.address(addresses, a.Slug, &a.Origin, string(a.ID))
		a.District = l.groups.district(a.DistrictName)
		a.District.addAgency(a)
		for _, name := range a.FieldNames {
			g := l.groups.field(name)
			a.Fields = append(a.Fields, g)
			g.addAgency(a)
		}
		l.byID[a.ID] = a
		names[a.Name] = append(names[a.Name], a)
		l.reg.Agencies = append(l.reg.Agencies, a)
	}
	for _, a := range l.reg.Agencies {
		for _, other := range names[a.Name] {
			if other != a {
				a.Twins = append(a.Twins, other)
			}
		}
	}
}

// pay links the rows of pay. They are put in order first, so that keys that are there
// twice stand side by side: a map of the keys would be larger than the rows.
func (l *linker) pay(rows []*Pay) {
	known := l.paidBy(rows)
	slices.SortStableFunc(known, comparePay)
	l.reg.Pay = once(known, comparePay, func(first, p *Pay) {
		l.repeated("pay", &first.Origin, &p.Origin, p.key())
	})
	for rest := l.reg.Pay; len(rest) > 0; {
		a, n := rest[0].Agency, 1
		for n < len(rest) && rest[n].Agency == a {
			n++
		}
		a.Pay, rest = rest[:n:n], rest[n:]
	}
}

// paidBy finds the agencies of rows of pay and returns, in the same array, the rows that
// have one.
func (l *linker) paidBy(rows []*Pay) []*Pay {
	known, lost := rows[:0], map[string]*Origin{}
	for _, p := range rows {
		if p.Agency = l.byID[p.AgencyID]; p.Agency != nil {
			known = append(known, p)
		} else if first := lost[p.key()]; first != nil {
			l.repeated("pay", first, &p.Origin, p.key())
		} else {
			lost[p.key()] = &p.Origin
			l.unknown("pay", "agency_id", &p.Origin, string(p.AgencyID), "")
		}
	}
	return known
}

func (p *Pay) key() string { return fmt.Sprint(p.AgencyID, " ", p.Year, " ", p.Tier) }

// once keeps, in the same array, the first of rows in order that compare as equal, and
// reports the others.
func once[R any](rows []R, compare func(a, b R) int, repeated func(first, row R)) []R {
	kept := rows[:0]
	for _, r := range rows {
		if n := len(kept); n > 0 && compare(kept[n-1], r) == 0 {
			repeated(kept[n-1], r)
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

func (l *linker) projects(rows []*Project) {
	l.project = make(map[string]*Project, len(rows))
	addresses := make(map[string]*Origin, len(rows))
	for _, p := range rows {
		if first := l.project[p.ID]; first != nil {
			l.repeated("projects", &first.Origin, &p.Origin, p.ID)
			continue
		}
		l.project[p.ID] = p
		p.Slug = slug.Of(p.ID)
		l.address(addresses, p.Slug, &p.Origin, p.ID)
		if p.Agency = l.byID[p.AgencyID]; p.Agency == nil {
			l.unknown("projects", "agency_id", &p.Origin, string(p.AgencyID), "")
			continue
		}
		p.Purchaser = l.groups.purchaser(p.PurchaserName)
		p.Purchaser.Projects = append(p.Purchaser.Projects, p)
		if p.FieldName != "" {
			p.Field = l.groups.field(p.FieldName)
			p.Field.Projects = append(p.Field.Projects, p)
		}
		if p.District = l.groups.district(p.DistrictName); p.District == nil {
			p.District = p.Agency.District
		}
		if p.District != nil {
			p.District.Projects = append(p.District.Projects, p)
		}
		p.Agency.Projects = append(p.Agency.Projects, p)
		l.reg.Projects = append(l.reg.Projects, p)
	}
}

// evaluations links results to their projects, as pay does to agencies.
func (l *linker) evaluations(rows []*Evaluation) {
	known, lost := rows[:0], map[evaluationKey]*Origin{}
	for _, e := range rows {
		if e.Project = l.project[e.ProjectID]; e.Project != nil {
			known = append(known, e)
		} else if first := lost[e.key()]; first != nil {
			l.repeated("evaluations", first, &e.Origin, e.shown())
		} else {
			lost[e.key()] = &e.Origin
			l.unknown("evaluations", "project_id", &e.Origin, e.ProjectID, "")
		}
	}
	newest := func(a, b *Evaluation) int { return compareEvaluations(b, a) }
	asRead, again := slices.Clone(known), map[*Evaluation]bool{}
	newestFirst(known, func(e *Evaluation) day.Day { return e.DecidedOn }, newest)
	l.reg.Evaluations = once(known, newest, func(first, e *Evaluation) {
		again[e] = true
		l.repeated("evaluations", &first.Origin, &e.Origin, e.shown())
	})
	if len(again) > 0 {
		asRead = slices.DeleteFunc(asRead, func(e *Evaluation) bool { return again[e] })
	}
	l.reg.evaluationsAsRead = asRead
	for _, e := range slices.Backward(l.reg.Evaluations) {
		e.Project.Evaluations = append(e.Project.Evaluations, e)
	}
}

type evaluationKey struct {
	project, kind, period string
	on                    day.Day
}

func (e *Evaluation) key() evaluationKey {
	return evaluationKey{e.ProjectID, e.Kind, e.Period, e.DecidedOn}
}

func (e *Evaluation) shown() string { return e.ProjectID + " " + e.Kind + " " + e.Period }

// key is what identifies a sanction: authority, document number and whom it is about.
// One decision may be about several practitioners of an agency, and about the agency. Two
// whose masked names are the same are two.
func (s *Sanction) key() []string {
	read := s.AsRead()
	about := cmp.Or(string(s.AgencyID), read.Person, read.SubjectName)
	if s.Subject == "practitioner" {
		about = cmp.Or(read.Person, about)
	}
	return []string{s.AuthorityName, read.ID, about}
}

// slug is the last part of the sanction's address. The names of persons stay out of what
// can be read from it, since it outlives the publication; so does a document number that
// holds one, as its letters would tell.
func (s *Sanction) slug() string {
	k, read := s.key(), s.AsRead()
	if s.ID != read.ID {
		return slug.Veiled(0, k...)
	}
	if about := k[len(k)-1]; about == read.Person || s.Subject == "practitioner" && about == read.SubjectName {
		return slug.Veiled(len(k)-1, k...)
	}
	return slug.Of(k...)
}

func (l *linker) sanctions(rows []*Sanction) {
	type key [3]string
	keys, addresses := make(map[key]*Origin, len(rows)), make(map[string]*Origin, len(rows))
	for _, s := range rows {
		k := s.key()
		if first := keys[key(k)]; first != nil {
			l.repeated("sanctions", first, &s.Origin, s.AuthorityName+" "+s.ID)
			continue
		}
		keys[key(k)] = &s.Origin
		s.Slug = s.slug()
		l.address(addresses, s.Slug, &s.Origin, s.ID)
		if s.AgencyID != "" {
			if s.Agency = l.byID[s.AgencyID]; s.Agency == nil {
				l.unknown("sanctions", "agency_id", &s.Origin, string(s.AgencyID), s.AsRead().SubjectName)
				continue
			}
		}
		s.Judgement = s.Judge(l.reg.Rules, l.reg.AsOf)
		s.holdBack(l.reg.AsOf)
		switch {
		case s.Shown:
			l.show(s)
		case s.Standing == NotPublished:
			l.reg.Withheld = append(l.reg.Withheld, s)
		case s.Standing == NotYet:
			l.reg.Ahead = append(l.reg.Ahead, s)
		default:
			l.reg.Closed = append(l.reg.Closed, s)
		}
	}
	l.reg.Unpublished = len(l.reg.Withheld)
}

// show links a sanction whose content may be shown.
func (l *linker) show(s *Sanction) {
	s.Authority = l.groups.authority(s.AuthorityName)
	s.Authority.Sanctions = append(s.Authority.Sanctions, s)
	for _, name := range s.MeasureNames {
		g := l.groups.measure(name)
		s.Measures = append(s.Measures, g)
		g.Sanctions = append(g.Sanctions, s)
	}
	if s.Agency != nil {
		s.Agency.Sanctions = append(s.Agency.Sanctions, s)
		if s.Agency.District != nil {
			s.Agency.District.Sanctions = append(s.Agency.District.Sanctions, s)
		}
	}
	l.reg.Sanctions = append(l.reg.Sanctions, s)
}

// content ties policies and replies to their records.
func (l *linker) content(t *Tables) {
	for _, p := range t.Policies {
		if p.Agency = l.byID[p.AgencyID]; p.Agency == nil {
			hint := finding.Text{ZH: "文件名应与记录一致；更正或删除该文件", EN: "the file's name must be the record's: rename or delete it"}
			if a, zh, en := l.likeAgency(string(p.AgencyID), ""); a != nil {
				hint = finding.Text{
					ZH: fmt.Sprintf("文件名是否应为 %s.md（%s）？%s", shown(a.ID), shown(a.Name), zh),
					EN: fmt.Sprintf("should it be %s.md (%s)? %s", shown(a.ID), shown(a.Name), en),
				}
			}
			l.orphan(p.File, string(p.AgencyID), finding.Text{ZH: "没有这个机构", EN: "no agency has this code"}, hint)
			continue
		}
		p.Agency.Policy = p
	}
	sanctions := map[string]*Sanction{}
	for _, s := range l.reg.AllSanctions() {
		sanctions[s.Slug] = s
	}
	for _, r := range t.Replies {
		if r.Table != "sanctions" {
			l.reply(r)
			continue
		}
		s := sanctions[r.Slug]
		if s == nil {
			l.orphan(r.File, r.Slug, finding.Text{ZH: "没有这条惩戒记录", EN: "no sanction has this slug"},
				finding.Text{ZH: "文件名应与记录一致；更正或删除该文件", EN: "the file's name must be the record's: rename or delete it"})
			continue
		}
		if s.Shown {
			s.Reply = r
		}
	}
}

func (l *linker) orphan(file, value string, message, hint finding.Text) {
	l.findings = append(l.findings, finding.Finding{
		File: file, Field: "", Value: finding.Shorten(value), Severity: finding.Error, Rule: "unknown-reference",
		Message: message, Hint: hint,
	})
}

func (l *linker) finish() {
	r := l.reg
	collate(r.Agencies)
	r.projectsAsRead = slices.Clone(r.Projects)
	newestFirst(r.Projects, func(p *Project) day.Day { return p.StartsOn }, compareProjects)
	l.projectsInOrder()
	slices.SortFunc(r.Sanctions, compareSanctions)
	slices.SortFunc(r.Closed, compareSanctions)
	slices.SortFunc(r.Withheld, compareSanctions)
	slices.SortFunc(r.Ahead, compareSanctions)
	slices.SortFunc(r.Pages, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Path, b.Path))
	})
	// The lists of results stand one behind the other, as agency by agency is gone through:
	// a list of its own for each project is one more place of the memory to wait for.
	results := make([]*Evaluation, 0, len(r.Evaluations))
	for _, a := range r.Agencies {
		slices.SortFunc(a.Sanctions, compareSanctions)
		slices.SortFunc(a.Twins, compareAgencies)
		for _, p := range a.Projects {
			from := len(results)
			results = append(results, p.Evaluations...)
			p.Evaluations = results[from:len(results):len(results)]
		}
	}
	r.Districts, r.Fields, r.Purchasers, r.Authorities, r.Measures = l.groups.sorted()
	r.Years = years(r)
}

// collate puts agencies in the order of a Chinese dictionary and gives each its place:
// by sort key where there is one, since no table knows how a name is really read.
func collate(list []*Agency) {
	type sorted struct {
		key []byte
		*Agency
	}
	c, buffer := zh.New(language.Chinese), &zh.Buffer{}
	order := make([]sorted, len(list))
	for i, a := range list {
		order[i] = sorted{bytes.Clone(c.KeyFromString(buffer, cmp.Or(a.SortKey, a.Name))), a}
		buffer.Reset()
	}
	slices.SortFunc(order, func(a, b sorted) int {
		return cmp.Or(bytes.Compare(a.key, b.key), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for i, o := range order {
		list[i], o.place = o.Agency, int32(i)
	}
}

// years lists every year in which something happened up to the register's day.
func years(r *Register) []*Year {
	byYear := map[int]*Year{}
	at := func(y int) *Year {
		if byYear[y] == nil {
			byYear[y] = &Year{Year: y}
		}
		return byYear[y]
	}
	for _, p := range r.Pay {
		at(p.Year).Pay = append(at(p.Year).Pay, p)
	}
	for _, p := range r.Projects {
		for y := int(p.StartsOn.Year); y <= int(min(p.EndsOn.Year, r.AsOf.Year)); y++ {
			at(y).Projects = append(at(y).Projects, p)
		}
	}
	for _, s := range r.Sanctions {
		at(int(s.DecidedOn.Year)).Sanctions = append(at(int(s.DecidedOn.Year)).Sanctions, s)
	}
	var list []*Year
	for _, y := range byYear {
		list = append(list, y)
	}
	slices.SortFunc(list, func(a, b *Year) int { return b.Year - a.Year })
	return list
}

// String is the year in four digits.
func (y *Year) String() string { return strconv.Itoa(y.Year) }
