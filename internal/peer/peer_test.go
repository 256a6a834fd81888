package peer

import (
	"fmt"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// city is agencies with so many contracts each in 2024, and totals of managers in fen
// (below 0: not disclosed).
func city(t *testing.T, contracts []int, fen []int64) (*register.Register, *Peers) {
	t.Helper()
	book, _, err := rulebook.Load(nil, rulebook.Choice{Name: "none"})
	if err != nil {
		t.Fatal(err)
	}
	tables := &register.Tables{}
	for i, n := range contracts {
		body := fmt.Sprintf("MJ%06d", i)
		first17 := "52990000" + body + string(credit.OrganisationCheck(body))
		id := credit.Code(first17 + string(credit.Check(first17)))
		tables.Agencies = append(tables.Agencies, &register.Agency{ID: id, Name: string(id)})
		for k := range n {
			tables.Projects = append(tables.Projects, &register.Project{
				ID: fmt.Sprint(i, "-", k), AgencyID: id, PurchaserName: "民政局", StartsOn: day.Make(2023, 12, 31), EndsOn: day.Make(2024, 1, 1),
			})
		}
		if fen[i] >= 0 {
			tables.Pay = append(tables.Pay, &register.Pay{
				AgencyID: id, Year: 2024, Tier: "managers", Headcount: register.Count{N: 1, Given: true}, Total: money.FromFen(fen[i]),
			})
		}
	}
	reg, found := register.Link(tables, &portal.Settings{}, book, day.Make(2026, 6, 30))
	if len(found) > 0 {
		t.Fatal(found[0])
	}
	return reg, Open(ledger.Open(reg))
}

func TestSizeOf(t *testing.T) {
	for _, c := range []struct {
		contracts int
		want      Size
	}{{0, None}, {1, Small}, {2, Small}, {3, Medium}, {5, Medium}, {6, Large}, {400, Large}} {
		if got := SizeOf(c.contracts); got != c.want {
			t.Errorf("%d contracts: got %s, want %s", c.contracts, got, c.want)
		}
	}
}

func TestMedian(t *testing.T) {
	const managers = 2
	reg, peers := city(t, []int{1, 2, 1, 6, 0, 1}, []int64{100, 300, 0, 900, 700, -1})
	for _, c := range []struct {
		size Size
		want int64
		of   int
	}{
		{All, 300, 5}, {Small, 100, 3}, {Medium, 0, 0}, {Large, 900, 1}, {None, 700, 1},
	} {
		got, of := peers.Median(2024, managers, c.size)
		if got.Fen != c.want || of != c.of || got.Given != (of > 0) {
			t.Errorf("%s: got %v of %d, want %d of %d", c.size, got, of, c.want, c.of)
		}
	}
	if got, of := peers.Median(2024, 0, All); got.Given || of != 0 {
		t.Errorf("a tier that nobody disclosed: got %v of %d", got, of)
	}
	for year, want := range map[int]Size{2022: None, 2023: Large, 2024: Large, 2025: None} {
		if got := peers.Size(reg.Agencies[3], year); got != want {
			t.Errorf("%d: got %s, want %s", year, got, want)
		}
	}
}

func TestMedianOfTwo(t *testing.T) {
	_, peers := city(t, []int{1, 1}, []int64{1<<62 + 1, 1<<62 + 4})
	if got, _ := peers.Median(2024, 2, All); got.Fen != 1<<62+2 {
		t.Errorf("got %d, want the middle of two large amounts", got.Fen)
	}
}
