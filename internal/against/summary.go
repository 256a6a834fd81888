package against

import (
	"cmp"
	"maps"
	"slices"

	"gongshi/internal/changes"
	"gongshi/internal/finding"
	"gongshi/internal/output"
	"gongshi/internal/report"
	"gongshi/internal/route"
	"gongshi/internal/schema"
)

// maxRecords is how many records a report is told of: a page shows as many, a terminal fewer.
const maxRecords = 200

func tableChanges(t *schema.Table, entries []changes.Entry) report.TableChanges {
	sum := report.TableChanges{Table: t.Name, Name: finding.Text{ZH: t.ZH, EN: t.Name}}
	for i := range entries {
		switch entries[i].Kind {
		case changes.Added:
			sum.Added++
		case changes.Changed:
			sum.Changed++
		case changes.Removed:
			sum.Removed++
		}
	}
	return sum
}

// recordChanges are the first records that changed.
func recordChanges(entries []changes.Entry) []report.RecordChange {
	list := []report.RecordChange{}
	for _, e := range entries[:min(len(entries), maxRecords)] {
		r := report.RecordChange{Table: e.Table, Kind: string(e.Kind), ID: e.ID, URL: e.URL}
		for _, f := range e.Fields {
			c := schema.Lookup(e.Table).Column(f.Name)
			r.Fields = append(r.Fields, report.FieldChange{Name: f.Name, Title: finding.Text{ZH: c.ZH, EN: c.Name}, Before: f.Before, After: f.After, Text: f.Text})
		}
		list = append(list, r)
	}
	return list
}

// files counts the files that changed. The pages of changes are left out: they are made of the
// log, which this check makes.
func files(sum *report.Changes, before []output.Entry, after map[string]output.Entry) {
	folders := map[string]*report.FileChanges{}
	count := func(path string, what func(*report.FileChanges) *int) {
		name := cmp.Or(route.FolderOf(path), "./")
		if name == route.Changes {
			return
		}
		if folders[name] == nil {
			folders[name] = &report.FileChanges{Folder: name}
		}
		*what(folders[name])++
		*what(&sum.Files)++
	}
	published := make(map[string]string, len(before))
	for _, e := range before {
		published[e.Path] = e.SHA256
		if _, ok := after[e.Path]; !ok {
			count(e.Path, func(f *report.FileChanges) *int { return &f.Removed })
		}
	}
	for path, e := range after {
		was, ok := published[path]
		switch {
		case !ok:
			count(path, func(f *report.FileChanges) *int { return &f.Added })
		case was != e.SHA256:
			count(path, func(f *report.FileChanges) *int { return &f.Changed })
		default:
			continue
		}
		sum.Upload += e.Size
	}
	sum.Folders = []report.FileChanges{}
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		sum.Folders = append(sum.Folders, *folders[name])
	}
}
