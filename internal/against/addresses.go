package against

import (
	"path"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/route"
)

// maxAlone is how many vanished addresses of a folder are told one by one.
const maxAlone = 5

// addresses tells of the published addresses that the site as it is made now does not answer.
func (c *comparison) addresses() {
	moved := map[string]bool{}
	for _, m := range c.portal.Moves() {
		moved[m.From] = true
	}
	type place struct {
		folder  string
		lasting route.Lasting
	}
	gone := map[place][]string{}
	var places []place
	for _, e := range c.site.Manifest.Files {
		lasting := route.LastingOf(e.Path)
		if lasting == route.Passing || moved[e.Path] || c.answers(e.Path) {
			continue
		}
		at := place{path.Dir(e.Path), lasting}
		if gone[at] == nil {
			places = append(places, at)
		}
		gone[at] = append(gone[at], e.Path)
	}
	for _, at := range places {
		list := gone[at]
		slices.Sort(list)
		say := addressGone
		if at.lasting == route.Listing {
			say = func(file string, list []string) finding.Finding { return listGone(file, list, c.respell(list)) }
		}
		if len(list) > maxAlone {
			c.note(say(at.folder, list))
			continue
		}
		for i := range list {
			c.note(say(list[i], list[i:i+1]))
		}
	}
}

// answers says whether an address is there now, or what became of it is told already. The JSON
// file and the feed of an agency whose page leads on or says that it was withdrawn go with it.
func (c *comparison) answers(address string) bool {
	if c.now.has(address) || slices.Contains(c.portal.Settings.Keep, address) {
		return true
	}
	stem := strings.TrimSuffix(address, path.Ext(address))
	switch route.FolderOf(address) {
	case "agencies/", "projects/", "sanctions/":
		table, slug := path.Split(stem)
		id := route.RecordID(path.Base(table), slug)
		return c.spoken[id] || strings.HasPrefix(address, "agencies/") && c.now.has(stem+".html")
	}
	return false
}

// listed names the first of several addresses.
func listed(list []string) finding.Text {
	const most = 3
	if len(list) <= most {
		return finding.Text{ZH: strings.Join(list, "、"), EN: strings.Join(list, ", ")}
	}
	return finding.Text{ZH: strings.Join(list[:most], "、") + " 等", EN: strings.Join(list[:most], ", ") + ", …"}
}
