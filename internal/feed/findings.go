package feed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/crosscheck"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// Findings emits the feeds of what the cross-checks found: one for all of them, and one
// for each check that the rulebook lists, also where it is switched off, so that its
// address answers. An entry is of the day on which a hit became true, and was changed on
// that of its newest row; its link leads to the hit on the agency's page. Each feed is
// a unit; it fails only where once does.
func Findings(reg *register.Register, results *crosscheck.Results, once tree.Once) error {
	w := newWriter(&register.Register{Settings: reg.Settings, AsOf: reg.AsOf})
	made := make(map[*crosscheck.Hit]*entry, len(results.All()))
	quiet := w.quiet(reg.Agencies...)
	about := func(check, title string, hits []*crosscheck.Hit) channel {
		c := channel{
			path: route.FindingsFeed(check, "xml"), json: route.FindingsFeed(check, "json"), home: w.site.Findings(1),
			title: w.findingsTitle(title), quiet: quiet,
		}
		// The newest ones are told: hits stand newest first, but a run may have grown since.
		list := slices.Clone(hits)
		slices.SortStableFunc(list, func(a, b *crosscheck.Hit) int { return b.Changed.Compare(a.Changed) })
		for _, h := range list[:min(len(list), MaxEntries)] {
			if made[h] == nil {
				made[h] = w.hit(h)
			}
			c.entries = append(c.entries, made[h])
		}
		return c
	}
	channels := []channel{about("", "", results.All())}
	for _, o := range results.Outcomes() {
		if o.Rule != nil {
			channels = append(channels, about(string(o.ID), o.Rule.Title.In(w.lang), o.Hits))
		}
	}
	for _, c := range channels {
		if err := w.write(&c, once); err != nil {
			return err
		}
	}
	return nil
}

// findingsTitle names a feed by the portal and the check.
func (w *writer) findingsTitle(check string) string {
	s := w.reg.Settings
	parts := []string{s.Title, "交叉核对"}
	if w.lang == portal.English {
		parts = []string{cmp.Or(s.TitleEN, s.Title), "Records side by side"}
	}
	if check != "" {
		parts = append(parts, check)
	}
	return strings.Join(parts, " · ")
}

// hit is a hit of a cross-check as an entry.
func (w *writer) hit(h *crosscheck.Hit) *entry {
	path := w.site.Finding(h.Agency, h.ID)
	title := h.Check.Title.In(w.lang)
	e := &entry{
		id:    w.permanentID(route.RecordID("findings", h.ID), path),
		title: h.Agency.Name + w.in("：", ": ") + title,
		path:  path, summary: w.hitSummary(h), published: h.Day, updated: h.Changed,
		tags: []tag{{string(h.Check.Check), title}},
	}
	if d := h.Agency.District; d != nil {
		e.tags = append(e.tags, tag{d.Name, d.In(w.lang)})
	}
	e.close()
	return e
}

// hitSummary is a hit in a few lines of plain text: what is compared, the rows, and the
// caveat. Of a sanction it has what every list has, and no text of the decision.
func (w *writer) hitSummary(h *crosscheck.Hit) string {
	var lines []string
	add := func(zh, en, value string) {
		if value != "" {
			lines = append(lines, w.in(zh+"：", en+": ")+value)
		}
	}
	amount := func(s string) string { return s + w.in("元", " yuan") }
	add("核对内容", "What is compared", h.Check.Wording.In(w.lang))
	for _, p := range h.Projects {
		add("项目", "Project", p.Name+w.in("（"+p.ID+"）", " ("+p.ID+")"))
	}
	for _, v := range h.Evaluations {
		grade := w.in(cmp.Or(v.GradeWritten, schema.ByID(schema.Grades, v.Grade).ZH), schema.ByID(schema.Grades, v.Grade).EN)
		add("评价", "Evaluation", v.DecidedOn.String()+" "+v.Project.Name+w.in("：", ": ")+grade)
	}
	for _, s := range h.Sanctions {
		line := s.DecidedOn.String() + " " + s.AuthorityName + " " + s.ID
		if s.Standing == register.Appealed {
			line += w.in("（复议诉讼中）", " (under appeal)")
		}
		add("惩戒", "Sanction", line)
	}
	switch h.Check.Check {
	case rulebook.PayUpWhileFailing:
		tier := schema.ByID(schema.Tiers, h.Pay[1].Tier)
		add("层级", "Tier", w.in(tier.ZH, tier.EN))
		add("上年总额", "Total of the year before", amount(h.Before.Grouped()))
		add("当年总额", "Total of the year", amount(h.After.Grouped()))
	case rulebook.PayAboveContracts:
		add("当年薪酬福利总额", "Pay of the year", amount(h.PayTotal.Grouped()))
		add("按天分摊到当年的合同金额", "Contracts spread by days over the year", amount(h.Contracts.Grouped()))
	}
	if h.NoEnd {
		add("说明", "Note", w.in(fmt.Sprintf("未填处罚有效期的，按决定之日起%d个月计", crosscheck.AssumedMonths),
			fmt.Sprintf("where the end of a sanction is not given, %d months are taken", crosscheck.AssumedMonths)))
	}
	if h.OnePerson {
		add("说明", "Note", w.in("有一年该层级只有一人，其总额即本人所得", "in one of the years the tier was one person, whose pay the total is"))
	}
	add("说明", "Note", h.Check.Caveat.In(w.lang))
	return strings.Join(lines, "\n")
}
