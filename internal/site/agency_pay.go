package site

import (
	"encoding/json"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// payTable is the pay of an agency year by year, tier by tier and in total.
type payTable struct {
	Tiers []string
	Rows  []payRow
	Notes []template.HTML
	Peers peersHook
}

// payRow is a year of the table.
type payRow struct {
	Year   string
	On     string // when it was disclosed
	Cells  []tierCell
	Total  value
	People string // of all tiers
	Change template.HTML
}

// tierCell is what a tier was paid in a year, and how that differs from the year before.
type tierCell struct {
	payCell
	Change template.HTML
}

func (p page) payTable(a *register.Agency, years []*ledger.Year) payTable {
	if len(years) == 0 {
		return payTable{}
	}
	t := payTable{Tiers: p.tiers(), Notes: p.payNotes(years), Peers: p.peersHook(a, years)}
	for i, y := range years {
		var before *ledger.Year
		if i+1 < len(years) && years[i+1].Year == y.Year-1 {
			before = years[i+1]
		}
		t.Rows = append(t.Rows, p.payRow(y, before))
	}
	return t
}

func (p page) payRow(y, before *ledger.Year) payRow {
	row := payRow{Year: strconv.Itoa(y.Year), Total: value{Text: p.words.NoTotal, Quiet: true}}
	if !y.Pay.On.IsZero() {
		row.On = words.Fill(p.words.PublishedOn, "date", p.date(y.Pay.On))
	}
	for tier, name := range p.tiers() {
		row.Cells = append(row.Cells, tierCell{p.payCell(y, tier, name), p.html(p.tierChange(y, before, tier)...)})
	}
	if complete(y) {
		people, total := tierTotals(y)
		row.Total, row.Change = yuan(total), p.html(p.changeOfYear(y, before)...)
		if people > 0 {
			row.People = words.Count(p.words.CountPeople, people)
		}
	} else if y.Pay.Have == 0 {
		row.Total = row.Cells[0].Total // all the same: not disclosed, not due, not required
	}
	return row
}

// tierChange compares a tier with the year before, or says that it cannot be compared;
// nothing where there is nothing to compare.
func (p page) tierChange(y, before *ledger.Year, tier int) phrase {
	now := y.Tiers[tier]
	if now == nil || !now.Total.Given || before == nil {
		return nil
	}
	if old := before.Tiers[tier]; old != nil && old.Total.Given {
		if now.Total.Fen == 0 && old.Total.Fen == 0 {
			return nil
		}
		return p.change(now.Total, old.Total)
	}
	if !before.Pay.Required() {
		return nil
	}
	return plain(p.words.NotComparable)
}

// peersHook is what the script needs that brings the medians of an agency's peers into its
// page. The medians themselves stand in one file for all pages (see medians), since
// otherwise one changed row would change the pages of all agencies.
type peersHook struct {
	Data string          // JSON; empty: there is nothing to compare
	Link template.HTML   // where the medians stand without a script
	Ways []template.HTML // to the agencies of the district and of the size
}

func (p page) peersHook(a *register.Agency, years []*ledger.Year) peersHook {
	i := slices.IndexFunc(years, func(y *ledger.Year) bool { return y.Pay.Have > 0 })
	if i < 0 {
		return peersHook{}
	}
	w, sizes := p.words, map[string]peer.Size{}
	for _, y := range years {
		size := p.peers.Size(a, y.Year)
		if size == peer.None {
			size = peer.All
		}
		sizes[strconv.Itoa(y.Year)] = size
	}
	data := map[string]any{"src": p.to(route.Peers), "sizes": sizes, "tiers": tierIDs()}
	year := years[i].Year
	link := p.label(label{Text: words.Fill(w.PeersElsewhere, "year", strconv.Itoa(year)), Href: p.to(p.yearPath(year))})
	return peersHook{p.json(data), link, p.compareWays(a)}
}

// compareWays leads to the comparisons in which an agency stands.
func (p page) compareWays(a *register.Agency) []template.HTML {
	var list []label
	if a.District != nil {
		list = append(list, label{Text: p.words.WayDistrict, Href: p.to(p.route.CompareDistrict(a.District, 1))})
	}
	if size := p.peers.Size(a, p.headline); size != peer.None {
		list = append(list, label{Text: p.words.WaySize, Href: p.to(p.route.CompareSize(string(size), 1))})
	}
	return p.links(list...)
}

// medians is the file of what the peers of agencies were paid, for all languages: by year
// and size the median of each tier in whole yuan and of how many agencies; of fewer than
// peer.Fewest there is only how many.
func medians(r records) ([]byte, error) {
	years := map[string]map[peer.Size][][2]any{}
	for _, year := range r.led.Years {
		sizes := map[peer.Size][][2]any{}
		for _, size := range append([]peer.Size{peer.All}, peer.Sizes()...) {
			for tier := range schema.Tiers {
				m, of := r.peers.Median(year, tier, size)
				text := ""
				if of >= peer.Fewest {
					text = money.FromFen((m.Fen + 50) / 100 * 100).Grouped()
				}
				sizes[size] = append(sizes[size], [2]any{text, of})
			}
		}
		years[strconv.Itoa(year)] = sizes
	}
	b, err := json.Marshal(map[string]any{"fewest": peer.Fewest, "years": years})
	return slices.Concat([]byte("gongshiPeers="), b, []byte(";\n")), err
}
