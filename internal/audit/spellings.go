package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// keys reports project and document numbers that differ as written only: in width, in
// characters that look alike, in the brackets around a year.
func (a *auditor) keys() {
	projects := a.reg.ProjectsAsRead()
	a.similarKeys("projects", "project_id", sharing(len(projects),
		func(i int) uint64 { return hashOfKey(projects[i].ID) },
		func(i int) string { return keyOf(projects[i].ID) },
		func(i int) numbered { return numbered{projects[i].ID, projects[i].Slug, &projects[i].Origin} }))
	list := a.reg.AllSanctions()
	authorities := map[string]string{} // bare, by how they are written: there are few
	key := func(i int) string {
		read := list[i].AsRead() // people whose masked names are the same are not
		about := cmp.Or(read.Person, string(list[i].AgencyID), read.SubjectName)
		authority, known := authorities[list[i].AuthorityName]
		if !known {
			authority = bare(list[i].AuthorityName)
			authorities[list[i].AuthorityName] = authority
		}
		return authority + "\n" + documentKey(read.ID) + "\n" + bare(about)
	}
	a.similarKeys("sanctions", "sanction_id", sharing(len(list),
		func(i int) uint64 { return hash(key(i)) }, key,
		func(i int) numbered { return numbered{list[i].ID, list[i].Slug, &list[i].Origin} }))
}

// sharing gathers the records that have a key in common with another, of so many records.
// Records of one key have one hash. Nearly no record shares its hash, so that nearly no
// key is made: to enter those of 200,000 projects in a map took five times as long.
func sharing(records int, hashed func(int) uint64, key func(int) string, record func(int) numbered) map[string][]numbered {
	first := make(map[uint64]int32, records)
	entered := map[int]bool{} // the first of a hash that others have, too
	groups := map[string][]numbered{}
	enter := func(i int) {
		k := key(i)
		groups[k] = append(groups[k], record(i))
	}
	for i := range records {
		h := hashed(i)
		j, shared := first[h]
		if !shared {
			first[h] = int32(i)
			continue
		}
		if !entered[int(j)] {
			entered[int(j)] = true
			enter(int(j))
		}
		enter(i)
	}
	return groups
}

// hash is FNV-1a, of 64 bits.
func hash(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3
)

// hashOfKey is the hash of keyOf, which is not made where it only writes in lower case.
func hashOfKey(id string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(id) {
		c := plain[id[i]]
		if c == 0 {
			return hash(keyOf(id))
		}
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

// plain is what keyOf makes of a byte of an identifier that looks like no other; 0: that
// depends.
var plain = func() (list [256]byte) {
	for _, c := range []byte(plainKey) {
		list[c] = strings.ToLower(string(c))[0]
	}
	return list
}()

// plainKey is the characters of identifiers that look like no other.
const plainKey = "0123456789-_ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"

// numbered is a record with a number, and its address.
type numbered struct {
	id, slug string
	origin   *register.Origin
}

func keyOf(id string) string {
	if id == "" || strings.Trim(id, plainKey) == "" {
		return strings.ToLower(id) // as below, in a tenth of the time
	}
	return strings.Join(strings.Fields(text.Alike(id)), "")
}

// documentKey is a document number without what clerks write differently: 第, and zeros
// before the number.
func documentKey(id string) string {
	var b strings.Builder
	zeros := true
	for _, r := range strings.ReplaceAll(keyOf(id), "第", "") {
		switch {
		case r == '0' && zeros:
			continue
		case r < '0' || r > '9':
			zeros = true
		default:
			zeros = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (a *auditor) similarKeys(table, column string, groups map[string][]numbered) {
	t := schema.Lookup(table)
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		slices.SortFunc(group, func(x, y numbered) int { return earlier(x.origin, y.origin) })
		for n, x := range group[1:] {
			y := group[0]
			if x.slug == y.slug || n >= maxCompared {
				continue // one address for two records is an error already
			}
			a.at(t, x.origin, column, x.id, finding.Warning, "similar-key",
				finding.Text{
					ZH: fmt.Sprintf("与 %s 第 %d 行的 %s 只差写法，可能是同一个编号", y.origin.File(), y.origin.Line(), quoted(y.id)),
					EN: fmt.Sprintf("differs only in how it is written from %s in %s line %d", quoted(y.id), y.origin.File(), y.origin.Line()),
				},
				finding.Text{ZH: "是同一个时统一写法并删除一行；不是时无需处理", EN: "where they are one, write both alike and delete a row; where they are two, leave them"})
		}
	}
}

// values reports values of open lists, such as purchasers, that may be one value written
// in two ways: the rarer with the more frequent, once for each pair.
func (a *auditor) values() {
	p := a.knownPlaces()
	for _, list := range a.openValues() {
		groups := map[string][]*spelling{}
		for name, s := range list.seen {
			s.name, s.form = name, p.form(name)
			groups[s.form.alike] = append(groups[s.form.alike], s)
		}
		for _, group := range groups {
			if len(group) > 1 && len(group) <= maxCompared {
				a.similarValues(list, group)
			}
		}
	}
}

// spelling is one way in which a value is written.
type spelling struct {
	name  string
	form  form
	count int
	first *register.Origin // nil where the projects are given

	projects []*register.Project // in which it stands, for purchasers
}

// find finds out where a spelling stands first, if only its projects are known.
func (s *spelling) find() {
	for _, p := range s.projects {
		if s.first == nil || earlier(&p.Origin, s.first) < 0 {
			s.first = &p.Origin
		}
	}
}

// valueList is the values of a column.
type valueList struct {
	table, column string
	seen          map[string]*spelling
}

func (l valueList) add(name string, o *register.Origin) {
	if name == "" {
		return
	}
	s := l.seen[name]
	if s == nil {
		s = &spelling{first: o}
		l.seen[name] = s
	}
	s.count++
	if earlier(o, s.first) < 0 {
		s.first = o
	}
}

func (a *auditor) openValues() []valueList {
	list := func(table, column string) valueList { return valueList{table, column, map[string]*spelling{}} }
	registrars, supervisors := list("agencies", "registrar"), list("agencies", "supervisor")
	for _, x := range a.reg.Agencies {
		registrars.add(x.Registrar, &x.Origin)
		supervisors.add(x.Supervisor, &x.Origin)
	}
	purchasers := list("projects", "purchaser")
	for _, g := range a.reg.Purchasers { // who knows the projects: they need not be asked
		purchasers.seen[g.Key] = &spelling{count: len(g.Projects), projects: g.Projects}
	}
	assessors := list("evaluations", "assessor")
	for _, x := range a.reg.EvaluationsAsRead() {
		assessors.add(x.AssessorName, &x.Origin)
	}
	authorities := list("sanctions", "authority")
	for _, x := range a.reg.AllSanctions() {
		authorities.add(x.AuthorityName, &x.Origin)
	}
	return []valueList{registrars, supervisors, purchasers, assessors, authorities}
}

func (a *auditor) similarValues(l valueList, group []*spelling) {
	t := schema.Lookup(l.table)
	for _, s := range group {
		s.find()
	}
	slices.SortFunc(group, func(x, y *spelling) int {
		return cmp.Or(cmp.Compare(y.count, x.count), earlier(x.first, y.first), cmp.Compare(x.name, y.name))
	})
	for n, x := range group {
		first := slices.IndexFunc(group[:n], func(y *spelling) bool { return oneBody(x.form, y.form) })
		if first < 0 {
			continue
		}
		y := group[first]
		zh, en := difference(x.form, y.form)
		a.at(t, x.first, l.column, x.name, finding.Notice, "similar-value",
			finding.Text{
				ZH: fmt.Sprintf("与“%s”（%d 处）%s；本写法共 %d 处", quoted(y.name), y.count, zh, x.count),
				EN: fmt.Sprintf("resembles %s (occurrences: %d): %s; occurrences of this one: %d", quoted(y.name), y.count, en, x.count),
			},
			finding.Text{ZH: "是同一个时统一写法，否则会分成两个页面", EN: "where they are one, write them alike: they have two pages now"})
	}
}

// oneBody says whether two names may be of one public body. Bodies of two districts are
// two, and so are those of a district and of the city.
func oneBody(a, b form) bool {
	return a.district == b.district && (a.city == b.city || a.city == "" || b.city == "")
}

// disguised reports a character of a name or an identifier that is taken for another.
func (a *auditor) disguised(t *schema.Table, c *schema.Column, o *register.Origin, i int, s string) {
	d, ok := text.Disguised(s)
	if !ok || t.Name == "pay" { // whose identifiers are those of agencies
		return
	}
	a.at(t, o, c.Name, o.Written(i), finding.Warning, "look-alike-character",
		finding.Text{
			ZH: fmt.Sprintf("第 %d 个字符是 U+%04X，看上去像“%c”", d.At, d.R, d.Like),
			EN: fmt.Sprintf("character %d is U+%04X, which looks like %c", d.At, d.R, d.Like),
		},
		finding.Text{
			ZH: fmt.Sprintf("应为“%c”时重新键入；从 PDF 复制的文字常有这样的字符", d.Like),
			EN: fmt.Sprintf("type it again if it should be %c; text copied from PDF files has such characters", d.Like),
		})
}
