package feed

import (
	"cmp"
	"fmt"
	"strings"

	"gongshi/internal/changelog"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

// Changes emits the feed of the log of changes: its newest entries, each of the day on which it
// was published. What no longer tells which record it is about is left out, as sanctions that
// may not be shown are left out of the other feeds. It is a unit and fails only where once does.
func Changes(reg *register.Register, log *changelog.Log, once tree.Once) error {
	w := newWriter(&register.Register{Settings: reg.Settings, AsOf: reg.AsOf})
	c := channel{
		path: route.ChangesAtom, json: route.ChangesJSON, home: w.site.Changes(1), title: w.changesTitle(), quiet: log.Since(),
	}
	if c.quiet.IsZero() {
		c.quiet = w.quiet(reg.Agencies...)
	}
	all, catalogue, same := log.All(), words.Of(w.lang), map[string]int{}
	list := make([]*entry, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- { // the oldest first, so that an id does not depend on what came later
		if all[i].Named() {
			list = append(list, w.change(&all[i], catalogue, same))
		}
	}
	for i := len(list) - 1; i >= max(0, len(list)-MaxEntries); i-- {
		list[i].close()
		c.entries = append(c.entries, list[i])
	}
	return w.write(&c, once)
}

// changesTitle names the feed by the portal.
func (w *writer) changesTitle() string {
	s := w.reg.Settings
	if w.lang == portal.English {
		return cmp.Or(s.TitleEN, s.Title) + ": changes"
	}
	return s.Title + " · 变化"
}

// change is an entry of the log. Two of one record, kind and day are told apart by which came first.
func (w *writer) change(e *changelog.Entry, catalogue *words.Words, same map[string]int) *entry {
	name := strings.Join([]string{"changes", e.On.String(), string(e.Kind), e.ID}, "/")
	if same[name]++; same[name] > 1 {
		name = fmt.Sprintf("%s/%d", name, same[name])
	}
	record := changelog.Text(e.Record(catalogue))
	var lines []string
	for _, what := range e.What(catalogue) {
		lines = append(lines, changelog.Text(what))
	}
	table := schema.Lookup(e.Table)
	return &entry{
		id: urn(w.reg.Settings.BaseURL + name), title: record + catalogue.Colon + lines[0], path: cmp.Or(e.Path(w.site), w.site.Changes(1)),
		summary: record + "\n" + strings.Join(lines, "\n"), published: e.On, updated: e.On,
		tags: []tag{{e.Table, w.in(table.ZH, table.EN)}, {string(e.Kind), changelog.KindName(catalogue, e.Kind)}},
	}
}
