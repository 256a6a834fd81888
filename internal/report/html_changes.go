package report

import "gongshi/internal/finding"

// maxOpen is how many records or folders a part of the page's changes shows unfolded.
const maxOpen = 20

// htmlChanges is what a publication changes, for the page.
type htmlChanges struct {
	Heading, Upload finding.Text
	Tables          []TableChanges
	Kinds           []htmlKind
	More            finding.Text // how many records are not shown; empty: none
	Folders         []FileChanges
}

// htmlKind is the records that were changed, added or removed.
type htmlKind struct {
	Name    finding.Text
	Count   int
	Open    bool
	Records []htmlChanged
}

// htmlChanged is a record that changed.
type htmlChanged struct {
	Table  finding.Text
	ID     string
	Fields []htmlField
}

// htmlField is a field before and after.
type htmlField struct {
	Name, Before, After finding.Text
	Reworded            bool // no wording is repeated
}

// view is the changes as the page shows them.
func (c *Changes) view() *htmlChanges {
	if c == nil {
		return nil
	}
	v := &htmlChanges{Heading: c.heading(), Upload: c.upload(), Tables: c.Tables, More: c.more(len(c.Records)), Folders: c.Folders}
	names := map[string]finding.Text{}
	for _, t := range c.Tables {
		names[t.Table] = t.Name
	}
	for _, kind := range []string{"changed", "added", "removed"} {
		k := htmlKind{Name: kindName(kind)}
		for _, r := range c.Records {
			if r.Kind == kind {
				k.Records = append(k.Records, changedView(r, names[r.Table]))
			}
		}
		if k.Count = len(k.Records); k.Count > 0 {
			k.Open = k.Count <= maxOpen
			v.Kinds = append(v.Kinds, k)
		}
	}
	return v
}

func changedView(r RecordChange, table finding.Text) htmlChanged {
	c := htmlChanged{Table: table, ID: r.ID}
	for _, f := range r.Fields {
		if f.Text {
			c.Fields = append(c.Fields, htmlField{f.Title, reworded, finding.Text{}, true})
			continue
		}
		c.Fields = append(c.Fields, htmlField{f.Title, given(f.Before), given(f.After), false})
	}
	return c
}
