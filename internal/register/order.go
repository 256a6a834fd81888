package register

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// The orders in which lists of records stand.

func compareAgencies(a, b *Agency) int { return int(a.place - b.place) }

func comparePay(a, b *Pay) int {
	return cmp.Or(cmp.Compare(a.AgencyID, b.AgencyID), a.Year-b.Year, tierOrder(a.Tier)-tierOrder(b.Tier), cmp.Compare(a.Tier, b.Tier))
}

func tierOrder(tier string) int {
	return slices.IndexFunc(schema.Tiers, func(c schema.Code) bool { return c.ID == tier })
}

func compareProjects(a, b *Project) int {
	return cmp.Or(b.StartsOn.Compare(a.StartsOn), cmp.Compare(a.ID, b.ID))
}

func compareEvaluations(a, b *Evaluation) int {
	return cmp.Or(
		a.DecidedOn.Compare(b.DecidedOn), cmp.Compare(a.ProjectID, b.ProjectID),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Period, b.Period),
	)
}

func compareSanctions(a, b *Sanction) int {
	return cmp.Or(b.DecidedOn.Compare(a.DecidedOn), cmp.Compare(a.Slug, b.Slug))
}

// newestFirst puts records in the order of compare, which goes by their days first, from the
// last to the first; those that compare as equal stay as they stood. Days lie side by side
// here: comparing two of them in the records themselves is two waits for memory.
func newestFirst[R any](rows []*R, on func(*R) day.Day, compare func(a, b *R) int) {
	type dated struct {
		on, place int32
		row       *R
	}
	list := make([]dated, len(rows))
	for i, r := range rows {
		list[i] = dated{int32(on(r).Number()), int32(i), r}
	}
	slices.SortFunc(list, func(a, b dated) int {
		if a.on != b.on {
			return int(b.on - a.on)
		}
		return cmp.Or(compare(a.row, b.row), int(a.place-b.place))
	})
	for i := range list {
		rows[i] = list[i].row
	}
}

// projectsInOrder gives the lists of projects the order of the register's, by filling them
// anew: sorting each of them is sorting the register several times.
func (l *linker) projectsInOrder() {
	lists := func(p *Project, each func(*[]*Project)) {
		each(&p.Agency.Projects)
		each(&p.Purchaser.Projects)
		for _, g := range []*Group{p.Field, p.District} {
			if g != nil {
				each(&g.Projects)
			}
		}
	}
	for _, p := range l.reg.Projects {
		lists(p, func(list *[]*Project) { *list = (*list)[:0] })
	}
	for _, p := range l.reg.Projects {
		lists(p, func(list *[]*Project) { *list = append(*list, p) })
	}
}
