package audit

import (
	"fmt"
	"slices"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// parties compares the names that sanctions give with those of the agencies.
func (i *identifier) parties() {
	t := schema.Lookup("sanctions")
	asked := map[party]bool{}
	for _, x := range i.reg.AllSanctions() {
		if x.SubjectName == "" || x.Subject == "practitioner" {
			continue
		}
		p := party{x.Agency, x.AsRead().SubjectName}
		if asked[p] { // once for a name; another row says nothing new
			continue
		}
		asked[p] = true
		if x.Agency != nil {
			i.mismatch(t, x, p.name)
		} else {
			i.unlinked(t, x, p.name)
		}
	}
}

// party is a name that sanctions give to an agency.
type party struct {
	agency *register.Agency
	name   string
}

// mismatch reports a sanction that calls its agency by a name that this never had.
func (i *identifier) mismatch(t *schema.Table, x *register.Sanction, called string) {
	a := x.Agency
	if called == a.Name || called == a.ShortName || slices.Contains(a.FormerNames, called) {
		return
	}
	f := i.places.form(called)
	for _, name := range append([]string{a.Name, a.ShortName}, a.FormerNames...) {
		g := i.places.form(name)
		if name == "" || !oneParty(f, g, "", district(a)) {
			continue
		}
		zh, en := difference(f, g)
		i.at(t, &x.Origin, "subject_name", x.SubjectName, finding.Notice, "name-mismatch",
			finding.Text{
				ZH: fmt.Sprintf("与机构表里的“%s”（%s 第 %d 行）%s", quoted(name), a.File(), a.Line(), zh),
				EN: fmt.Sprintf("the table of agencies has %s (%s line %d): %s", quoted(name), a.File(), a.Line(), en),
			},
			finding.Text{ZH: "确认是同一机构；页面显示机构表里的名称", EN: "make sure that it is one agency; pages show the name of the table of agencies"})
		return
	}
	message := finding.Text{
		ZH: fmt.Sprintf("代码 %s 在机构表里是“%s”（%s 第 %d 行）", quoted(a.ID), quoted(a.Name), a.File(), a.Line()),
		EN: fmt.Sprintf("the code %s belongs to %s (%s line %d)", quoted(a.ID), quoted(a.Name), a.File(), a.Line()),
	}
	if other := i.called(f); other != nil && other != a {
		message.ZH += fmt.Sprintf("；叫这个名称的是 %s", quoted(other.ID))
		message.EN += fmt.Sprintf("; the one of this name is %s", quoted(other.ID))
	}
	i.at(t, &x.Origin, "subject_name", x.SubjectName, finding.Warning, "name-mismatch", message,
		finding.Text{ZH: "核对代码和名称；改过名的，把旧名写进机构表的“曾用名”", EN: "check code and name; where the agency was renamed, put the old name into its former_names"})
}

// called is the one agency of a name, now or formerly; nil where there is none or more.
func (i *identifier) called(f form) *register.Agency {
	if i.byName == nil {
		i.byName = map[string][]named{}
		for _, group := range i.byCore {
			for _, n := range group {
				folded := bare(n.name)
				i.byName[folded] = append(i.byName[folded], n)
			}
		}
	}
	var one *register.Agency
	for _, n := range i.byName[f.folded] {
		if n.agency == one {
			continue
		}
		if one != nil {
			return nil
		}
		one = n.agency
	}
	return one
}

// unlinked reports a party without a code whose name is, or looks like, an agency's.
func (i *identifier) unlinked(t *schema.Table, x *register.Sanction, called string) {
	f := i.places.form(called)
	group := i.byCore[f.alike]
	if len(group) > maxCompared {
		return
	}
	var near []named
	for _, n := range group {
		if oneParty(f, i.form(n), "", district(n.agency)) {
			near = append(near, n)
		}
	}
	if len(near) == 0 || slices.ContainsFunc(near, func(n named) bool { return n.agency != near[0].agency }) {
		return
	}
	n := near[0]
	zh, en := "就是", "is"
	switch {
	case n.former:
		zh, en = "是或近似曾用名“"+quoted(n.name)+"”，属于", "is or resembles "+quoted(n.name)+", a former name of"
	case i.form(n).folded != f.folded:
		zh, en = "近似", "resembles"
	}
	i.at(t, &x.Origin, "subject_name", x.SubjectName, finding.Notice, "likely-agency",
		finding.Text{
			ZH: fmt.Sprintf("没有代码，而名称%s“%s”（%s，%s 第 %d 行）", zh, quoted(n.agency.Name), quoted(n.agency.ID), n.agency.File(), n.agency.Line()),
			EN: fmt.Sprintf("has no code, yet the name %s %s (%s, %s line %d)", en, quoted(n.agency.Name), quoted(n.agency.ID), n.agency.File(), n.agency.Line()),
		},
		finding.Text{ZH: fmt.Sprintf("确是该机构时，填写代码 %s，记录才会出现在它的页面上", quoted(n.agency.ID)), EN: fmt.Sprintf("if it is that agency, give the code %s: the record then stands on its page", quoted(n.agency.ID))})
}
