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
	projects := newSharedKeys(len(a.reg.Projects))
	for _, x := range a.reg.Projects {
		projects.add(keyOf(x.ID), numbered{x.ID, x.Slug, &x.Origin})
	}
	a.similarKeys("projects", "project_id", projects.groups)
	list := a.reg.AllSanctions()
	sanctions := newSharedKeys(len(list))
	for _, x := range list {
		read := x.AsRead() // people whose masked names are the same are not
		about := cmp.Or(read.Person, string(x.AgencyID), read.SubjectName)
		key := strings.Join([]string{bare(x.AuthorityName), documentKey(read.ID), bare(about)}, "\n")
		sanctions.add(key, numbered{x.ID, x.Slug, &x.Origin})
	}
	a.similarKeys("sanctions", "sanction_id", sanctions.groups)
}

// sharedKeys gathers the records that have a key in common with another. Nearly none has,
// so that only those get a list.
type sharedKeys struct {
	first  map[string]int32 // by key: the place of its first record
	all    []numbered
	groups map[string][]numbered
}

func newSharedKeys(records int) *sharedKeys {
	return &sharedKeys{make(map[string]int32, records), make([]numbered, 0, records), map[string][]numbered{}}
}

func (k *sharedKeys) add(key string, x numbered) {
	first, shared := k.first[key]
	if !shared {
		k.first[key] = int32(len(k.all))
		k.all = append(k.all, x)
		return
	}
	if k.groups[key] == nil {
		k.groups[key] = []numbered{k.all[first]}
	}
	k.groups[key] = append(k.groups[key], x)
}

// numbered is a record with a number, and its address.
type numbered struct {
	id, slug string
	origin   *register.Origin
}

func keyOf(id string) string {
	if id == "" || strings.Trim(id, "0123456789-_ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz") == "" {
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
	p := placesOf(a.reg)
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
	first *register.Origin
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
	for _, x := range a.reg.Projects {
		purchasers.add(x.PurchaserName, &x.Origin)
	}
	assessors := list("evaluations", "assessor")
	for _, x := range a.reg.Evaluations {
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
