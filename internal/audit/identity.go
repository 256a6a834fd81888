package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// identity asks whether records that look like two are one, and whether one record bears
// two names. All of it is offered; nothing is joined.
func (a *auditor) identity() {
	i := identifier{auditor: a, places: a.knownPlaces(), byCore: make(map[string][]named, len(a.reg.Agencies))}
	for _, x := range a.reg.Agencies {
		i.add(named{x, x.Name, false})
		for _, name := range x.FormerNames {
			i.add(named{x, name, true})
		}
	}
	i.similarNames()
	i.formerNames()
	i.codes()
	i.parties()
}

type identifier struct {
	*auditor
	places *places
	byCore map[string][]named // by what the name without its places looks like
	byName map[string][]named // by the folded name; nil until one is asked for
}

// named is a name that an agency has or had. Its form is worked out anew where it is
// needed: most names resemble no other.
type named struct {
	agency *register.Agency
	name   string
	former bool
}

func (i *identifier) add(n named) {
	core := i.places.form(n.name).alike
	i.byCore[core] = append(i.byCore[core], n)
}

func (i *identifier) form(n named) form { return i.places.form(n.name) }

// district is the one that an agency's row gives, as names give it.
func district(x *register.Agency) string {
	if x.District == nil {
		return ""
	}
	return bare(x.District.Key)
}

// maxCompared bounds how many agencies of one core are compared with each other: a
// larger group is a common name, such as that of a chain.
const maxCompared = 20

// similarNames reports agencies whose names may be two spellings of one: each later row
// once, with the first that resembles it.
func (i *identifier) similarNames() {
	t := schema.Lookup("agencies")
	for _, group := range i.byCore {
		if len(group) < 2 {
			continue
		}
		group = slices.DeleteFunc(slices.Clone(group), func(n named) bool { return n.former })
		if len(group) < 2 || len(group) > maxCompared {
			continue
		}
		slices.SortFunc(group, func(a, b named) int { return earlier(&a.agency.Origin, &b.agency.Origin) })
		forms := make([]form, len(group))
		for n, x := range group {
			forms[n] = i.form(x)
			first := 0
			for first < n && (group[first].name == x.name || !oneParty(forms[n], forms[first], district(x.agency), district(group[first].agency))) {
				first++
			}
			if first == n {
				continue
			}
			y := group[first].agency
			zh, en := difference(forms[n], forms[first])
			moreZH, moreEN := shared(x.agency, y)
			i.at(t, &x.agency.Origin, "name", x.name, finding.Notice, "similar-name",
				finding.Text{
					ZH: fmt.Sprintf("与 %s 第 %d 行的“%s”（%s）%s%s", y.File(), y.Line(), quoted(y.Name), quoted(y.ID), zh, moreZH),
					EN: fmt.Sprintf("resembles %s (%s) in %s line %d: %s%s", quoted(y.Name), quoted(y.ID), y.File(), y.Line(), en, moreEN),
				},
				finding.Text{ZH: "确认是两个机构；是同一机构时删除一行，把另一个名称写进“曾用名”", EN: "make sure that they are two; if they are one, delete a row and put its name into former_names"})
		}
	}
}

func earlier(a, b *register.Origin) int {
	return cmp.Or(cmp.Compare(a.File(), b.File()), cmp.Compare(a.Line(), b.Line()))
}

// quoted is a text as a message repeats it.
func quoted[S ~string](s S) string { return finding.Shorten(privacy.Masked(string(s))) }

// shared says what else two agencies have in common.
func shared(a, b *register.Agency) (zh, en string) {
	var all, each []string
	if slices.Contains(slices.Collect(credit.Neighbours(string(a.ID))), b.ID) {
		all, each = append(all, "代码只差一处"), append(each, "their codes differ in one place")
	}
	for _, c := range []struct{ zh, en, a, b string }{
		{"公开电话相同", "they share the telephone", a.Phone, b.Phone},
		{"地址相同", "they share the address", a.Address, b.Address},
		{"法定代表人相同", "they share the representative", a.Representative, b.Representative},
	} {
		if c.a != "" && c.a == c.b {
			all, each = append(all, c.zh), append(each, c.en)
		}
	}
	if len(all) == 0 {
		return "", ""
	}
	return "；" + strings.Join(all, "，"), "; " + strings.Join(each, ", ")
}

// formerNames reports a former name that is still the name of somebody: of another
// agency, which may then be the same one under its old code, or of the agency itself.
func (i *identifier) formerNames() {
	t := schema.Lookup("agencies")
	byName := i.calledNow()
	for _, x := range i.reg.Agencies {
		for _, name := range x.FormerNames {
			folded := bare(name)
			if folded == bare(x.Name) {
				i.at(t, &x.Origin, "former_names", name, finding.Notice, "former-name",
					finding.Text{ZH: "曾用名与现在的名称相同", EN: "the former name is the present one"},
					finding.Text{ZH: "删除它，或更正机构名称", EN: "delete it, or correct the name"})
				continue
			}
			if y := byName[folded]; y != nil {
				zh, en := shared(x, y)
				i.at(t, &x.Origin, "former_names", name, finding.Notice, "former-name",
					finding.Text{
						ZH: fmt.Sprintf("%s 第 %d 行的机构（%s）现在就叫这个名称%s", y.File(), y.Line(), quoted(y.ID), zh),
						EN: fmt.Sprintf("is the present name of the agency in %s line %d (%s)%s", y.File(), y.Line(), quoted(y.ID), en),
					},
					finding.Text{ZH: "确认是两个机构；同一机构换了代码时只保留新代码的一行", EN: "make sure that they are two; of one that got a new code keep the new row only"})
			}
		}
	}
}

// calledNow are the agencies that now have one of the names that others had, by the folded
// name; of several the first.
func (i *identifier) calledNow() map[string]*register.Agency {
	former := map[string]*register.Agency{}
	for _, x := range i.reg.Agencies {
		for _, name := range x.FormerNames {
			former[bare(name)] = nil
		}
	}
	if len(former) == 0 {
		return former
	}
	for _, x := range i.reg.Agencies {
		folded := bare(x.Name)
		if first, asked := former[folded]; asked && first == nil {
			former[folded] = x
		}
	}
	return former
}

// codes reports what the portal's other codes say about one whose check characters are
// wrong and which several slips explain: the only slip that leads to a registrar and a
// kind of body that the portal has, or to a code that it has already.
func (i *identifier) codes() {
	t := schema.Lookup("agencies")
	if !slices.ContainsFunc(i.reg.Agencies, i.doubtful) {
		return
	}
	heads, known := map[credit.Code]bool{}, map[credit.Code]*register.Agency{}
	for _, x := range i.reg.Agencies {
		known[x.ID] = x
		if x.ID.Valid() {
			heads[x.ID[:registrarEnd]] = true
		}
	}
	for _, x := range i.reg.Agencies {
		if !i.doubtful(x) {
			continue
		}
		slips := credit.Slips(x.ID)
		taken := slices.IndexFunc(slips, func(s credit.Slip) bool { return known[s.Code] != nil })
		if taken >= 0 {
			y := known[slips[taken].Code]
			i.likelyCode(t, x, finding.Text{
				ZH: fmt.Sprintf("只差一处就是 %s 第 %d 行“%s”的代码 %s", y.File(), y.Line(), quoted(y.Name), y.ID),
				EN: fmt.Sprintf("is one slip away from %s, the code of %s in %s line %d", y.ID, quoted(y.Name), y.File(), y.Line()),
			}, finding.Text{
				ZH: "两行是同一机构时删除这一行，并更正引用它的各表；不是时对照登记证书",
				EN: "where the two are one agency, delete this row and correct the tables that refer to it; else compare it with the certificate",
			})
			continue
		}
		own := heads[x.ID[:registrarEnd]]
		best := slices.DeleteFunc(slices.Clone(slips), func(s credit.Slip) bool {
			return !s.Likely || !heads[s.Code[:registrarEnd]] || own && s.Code[:registrarEnd] != x.ID[:registrarEnd]
		})
		if likely := countLikely(slips); len(best) == 1 && likely > 1 {
			i.likelyCode(t, x, finding.Text{
				ZH: fmt.Sprintf("从本站其他机构的代码看，多半是 %s：第 %d 位应为 %s", best[0].Code, best[0].At, best[0].Right()),
				EN: fmt.Sprintf("by the codes of the other agencies most likely %s: character %d is %s", best[0].Code, best[0].At, best[0].Right()),
			}, finding.Text{
				ZH: fmt.Sprintf("对照登记证书；确认后在各表中统一改为 %s", best[0].Code),
				EN: fmt.Sprintf("compare it with the certificate; then write %s in all tables", best[0].Code),
			})
		}
	}
}

// doubtful says whether the check characters of an agency's code are wrong, and nobody
// has said that they are right.
func (i *identifier) doubtful(x *register.Agency) bool {
	return x.ID.WellFormed() && !x.ID.Valid() && !i.reg.Settings.Accepts(string(x.ID))
}

// registrarEnd is how many characters of a code name the authority, the kind of body and
// the registrar's region.
const registrarEnd = 8

func countLikely(list []credit.Slip) int {
	n := 0
	for _, s := range list {
		if s.Likely {
			n++
		}
	}
	return n
}

func (i *identifier) likelyCode(t *schema.Table, x *register.Agency, message, hint finding.Text) {
	if quoted(x.ID) != string(x.ID) {
		return // a personal number in this column is not to be repeated
	}
	i.at(t, &x.Origin, "agency_id", string(x.ID), finding.Notice, "likely-code", message, hint)
}
