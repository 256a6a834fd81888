package changes

import "bytes"

// Diff tells what became of a table's records: those of after in their order, then those that
// are there no longer. A column that only one of the files has tells nothing, since it was the
// program that changed.
func Diff(before, after Table) ([]Entry, error) {
	old := make(map[string]*Record, len(before.Records))
	for i := range before.Records {
		old[before.Records[i].ID] = &before.Records[i]
	}
	var list []Entry
	for i := range after.Records {
		now := &after.Records[i]
		e := Entry{On: after.AsOf, Table: after.Schema.Name, ID: now.ID, URL: now.URL}
		was := old[now.ID]
		delete(old, now.ID)
		switch {
		case was == nil:
			e.Kind = Added
		case bytes.Equal(was.Raw, now.Raw):
			continue
		default:
			fields, err := compare(was, now, after)
			if err != nil {
				return nil, err
			}
			if len(fields) == 0 {
				continue
			}
			e.Kind, e.Fields = Changed, fields
		}
		list = append(list, e)
	}
	for i := range before.Records {
		if r := &before.Records[i]; old[r.ID] == r {
			list = append(list, Entry{On: after.AsOf, Kind: Removed, Table: after.Schema.Name, ID: r.ID, URL: r.URL})
		}
	}
	return list, nil
}

// compare lists the fields in which two states of a record differ.
func compare(was, now *Record, t Table) ([]Field, error) {
	before, err := was.cells(t.Schema)
	if err != nil {
		return nil, err
	}
	after, err := now.cells(t.Schema)
	if err != nil {
		return nil, err
	}
	var list []Field
	for i := range t.Schema.Columns {
		c := &t.Schema.Columns[i]
		a, inBefore := before[c.Name]
		b, inAfter := after[c.Name]
		switch {
		case !inBefore || !inAfter || a == b:
		case repeated(c):
			list = append(list, Field{Name: c.Name, Before: a, After: b})
		default:
			list = append(list, Field{Name: c.Name, Text: true})
		}
	}
	return list, nil
}
