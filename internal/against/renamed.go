package against

import (
	"cmp"
	"path"
	"strings"

	"gongshi/internal/changes"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/slug"
)

// respelt is what became of the values of an open list: those that were replaced, by the slug of
// the former value. A value that was replaced by several is of no use.
type respelt map[string]spelling

type spelling struct{ before, after string }

// listColumns are the open lists that have pages, by table and column.
var listColumns = map[string]string{
	"agencies district": "districts", "agencies fields": "fields", "projects district": "districts", "projects field": "fields",
	"projects purchaser": "purchasers", "sanctions measures": "measures",
}

// respellings tells which values of open lists records had and now have others, by list.
func (c *comparison) respellings() map[string]respelt {
	lists := map[string]respelt{}
	add := func(list, before, after string) {
		if before == "" || after == "" {
			return
		}
		if lists[list] == nil {
			lists[list] = respelt{}
		}
		old := slug.Of(before)
		if was, twice := lists[list][old]; twice && was.after != after {
			after = "" // two or more stand in its place
		}
		lists[list][old] = spelling{before, after}
	}
	for _, e := range c.entries {
		if e.Kind != changes.Changed {
			continue
		}
		for _, f := range e.Fields {
			if list := listColumns[e.Table+" "+f.Name]; list != "" && !f.Text {
				before, after := replaced(f.Before, f.After)
				add(list, before, after)
			}
		}
	}
	for _, s := range c.authorities { // an authority is a part of its sanctions' keys
		add("authorities", s.before, s.after)
	}
	return lists
}

// replaced is the only value of a list that went and the only one that came; empty where there is
// more than one of either.
func replaced(before, after string) (went, came string) {
	was, is := strings.Split(before, changes.Separator), strings.Split(after, changes.Separator)
	return lone(was, is), lone(is, was)
}

// lone is the only one of some values that others lack.
func lone(values, others []string) string {
	has := map[string]bool{}
	for _, v := range others {
		has[v] = true
	}
	found := ""
	for _, v := range values {
		switch {
		case has[v]:
		case found != "":
			return ""
		default:
			found = v
		}
	}
	return found
}

// rekeyed finds the sanctions that are there under another id, since their authority is spelt
// anew: by what else identifies them, where that is of one alone.
func (c *comparison) rekeyed(after changes.Table, entries []changes.Entry) error {
	added := find(after, entries, changes.Added)
	byRest := map[string]*facts{}
	for _, r := range added {
		f, err := factsOf(r)
		if err != nil {
			return err
		}
		key := f.rest()
		if _, twice := byRest[key]; twice {
			byRest[key] = nil
			continue
		}
		byRest[key] = &f
	}
	c.sanction = func(was *facts) string {
		now := byRest[was.rest()]
		if now == nil || now.Authority == was.Authority {
			return ""
		}
		c.authorities = append(c.authorities, spelling{was.Authority, now.Authority})
		_, key, _ := strings.Cut(now.ID, "/")
		return key
	}
	return nil
}

// rest is what identifies a sanction beside its authority.
func (f *facts) rest() string {
	return strings.Join([]string{f.SanctionID, f.AgencyID, f.SubjectName, f.DecidedOn}, slug.Separator)
}

// maxLines is how many lines for data/redirects.csv a hint gives.
const maxLines = 3

// respell says what to write into data/redirects.csv for pages of lists that are gone: for those
// whose new value is known first, else for the first of them. The zero Text where none may stand
// there.
func (c *comparison) respell(addresses []string) finding.Text {
	folder := route.FolderOf(addresses[0])
	list := register.ListOf(strings.TrimSuffix(folder, "/"))
	if list == "" || path.Ext(addresses[0]) != ".html" {
		return finding.Text{}
	}
	if c.lists == nil {
		c.lists = c.respellings()
	}
	var known, unknown []string
	for _, a := range addresses {
		old := strings.TrimSuffix(path.Base(a), ".html")
		s := c.lists[list][old]
		line := list + "," + cell(cmp.Or(s.before, old)) + ","
		if s.after != "" {
			known = append(known, line+cell(s.after))
		} else {
			unknown = append(unknown, line)
		}
	}
	zh, en := strings.Join(known[:min(len(known), maxLines)], "；"), strings.Join(known[:min(len(known), maxLines)], "; ")
	if len(known) == 0 {
		zh, en = unknown[0]+"新写法", unknown[0]+"NEW-VALUE"
	}
	return finding.Text{
		ZH: "只是改了写法的，在 data/redirects.csv 写 " + zh,
		EN: "if it was merely spelt anew, write into data/redirects.csv: " + en,
	}
}

// cell is a value as a cell of a CSV file.
func cell(s string) string {
	if strings.ContainsAny(s, "\",\n") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
