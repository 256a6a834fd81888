package site

import (
	"slices"
	"strconv"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/register"
)

// TestOthers holds that a project's page names the purchaser's projects around it, and that a
// new project changes those of its neighbours only.
func TestOthers(t *testing.T) {
	group := &register.Group{}
	for i := range 20 { // the newest first, some on the same day, the last without a day
		p := &register.Project{ID: strconv.Itoa(i), Purchaser: group}
		if i < 18 {
			p.StartsOn = day.Make(2026, 1, 28-i/3*3)
		}
		group.Projects = append(group.Projects, p)
	}
	named := func() map[string][]string {
		all := map[string][]string{}
		for _, p := range group.Projects {
			for _, o := range others(p) {
				all[p.ID] = append(all[p.ID], o.ID)
			}
		}
		return all
	}
	before := named()
	for id, want := range map[string][]string{"0": {"1", "2", "3", "4", "5"}, "10": {"8", "9", "11", "12", "13"}, "19": {"14", "15", "16", "17", "18"}} {
		if !slices.Equal(before[id], want) {
			t.Errorf("project %s names %v, want %v", id, before[id], want)
		}
	}
	group.Projects = slices.Insert(group.Projects, 0, &register.Project{ID: "new", Purchaser: group, StartsOn: day.Make(2026, 2, 1)})
	changed := 0
	for id, list := range named() {
		if len(list) != otherProjects || slices.Contains(list, id) {
			t.Errorf("project %s names %v", id, list)
		}
		if !slices.Equal(list, before[id]) {
			changed++
		}
	}
	if changed > otherProjects+1 {
		t.Errorf("a new project changes the pages of %d projects", changed)
	}
	few := &register.Group{Projects: []*register.Project{{ID: "a"}, {ID: "b"}}}
	few.Projects[0].Purchaser = few
	if list := others(few.Projects[0]); len(list) != 1 || list[0].ID != "b" {
		t.Errorf("of two projects one names %v", list)
	}
}
