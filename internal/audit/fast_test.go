package audit

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// tortured is a register whose cells hold all that is looked for, and next to nothing, in
// columns of every kind. Some texts repeat those of rows above, as in real tables.
func tortured(seed uint64) *register.Register {
	random := rand.New(rand.NewPCG(seed, 1))
	pieces := []string{
		"", "", "", "甲", "拟州市栖禾区中心", "13800138000", "１３８００１３８０００", "110105194912310021", "一三八〇〇一三八〇〇〇", "zhang.san@163.com", "138****8000",
		"现住拟州市半山路130号3栋502室", "粤B12345", "护照E12345678", "台胞证01234567", "АВС", "⺠政局", "社会エ作", "NZ-SG-2O21", "2023-05-01", "6222020200112233446", "，", "\xff",
	}
	cell := func() string { return pieces[random.IntN(len(pieces))] + pieces[random.IntN(len(pieces))] }
	files := map[string]*file{}
	at := func(table string, o *register.Origin, first ...string) {
		if files[table] == nil {
			files[table] = &file{writer: register.NewBatchWriter("data/"+table+".csv", nil, columns)}
		}
		cells := first
		for range schema.Lookup(table).Columns[len(first):] {
			s := ""
			if random.IntN(20) == 0 {
				s = cell()
			}
			cells = append(cells, s)
		}
		files[table].add(o, cells)
	}
	t := &register.Tables{}
	for i := range 300 {
		body := fmt.Sprintf("MJ%06d", i)
		code := "52990000" + body + string(credit.OrganisationCheck(body))
		a := &register.Agency{ID: credit.Code(code + string(credit.Check(code))), Name: fmt.Sprint("中心", i)}
		at("agencies", &a.Origin, string(a.ID))
		t.Agencies = append(t.Agencies, a)
		for n := range 5 {
			pay := &register.Pay{AgencyID: a.ID, Year: 2020 + n, Tier: "managers"}
			at("pay", &pay.Origin, string(a.ID))
			project := &register.Project{ID: fmt.Sprintf("p%d-%d", i, n), AgencyID: a.ID, PurchaserName: "民政局", StartsOn: day.Make(2020+n, 1, 1), EndsOn: day.Make(2020+n, 12, 31)}
			at("projects", &project.Origin, project.ID)
			result := &register.Evaluation{ProjectID: project.ID, Kind: "assessment", DecidedOn: day.Make(2021+n, 1, 1)}
			at("evaluations", &result.Origin, project.ID)
			t.Pay, t.Projects, t.Evaluations = append(t.Pay, pay), append(t.Projects, project), append(t.Evaluations, result)
		}
		s := &register.Sanction{ID: fmt.Sprintf("拟社罚字〔2024〕%d号", i), Kind: "discipline", Subject: "agency", AgencyID: a.ID, AuthorityName: "民政局", DecidedOn: day.Make(2024, 5, 1)}
		if i%7 == 0 { // whose name Link masks in all cells but those as they stand in the file
			s.Subject, s.Person = "practitioner", "张三丰"
		}
		at("sanctions", &s.Origin, s.ID, "discipline", s.Subject, string(a.ID), "", s.Person+cell())
		t.Sanctions = append(t.Sanctions, s)
	}
	for _, f := range files {
		f.close()
	}
	settings := &portal.Settings{Allow: []portal.Allow{{Table: "agencies", Key: string(t.Agencies[1].ID), Column: "name"}}}
	reg, _ := register.Link(t, settings, nil, day.Make(2026, 6, 30))
	return reg
}

// TestSieve holds that cells finds what is found where row looks at every row.
func TestSieve(t *testing.T) {
	for seed := range uint64(20) {
		reg := tortured(seed)
		fast, slow := newAuditor(reg), newAuditor(reg)
		fast.cells()
		slow.codes, slow.permitted = fast.codes, Permitted{}
		for code := range slow.codes {
			slow.permitted[code] = true
		}
		for _, x := range reg.Agencies {
			slow.row("agencies", &x.Origin, string(x.ID))
		}
		for _, x := range reg.Pay {
			slow.row("pay", &x.Origin, string(x.AgencyID))
		}
		for _, x := range reg.Projects {
			slow.row("projects", &x.Origin, x.ID)
		}
		for _, x := range reg.Evaluations {
			slow.row("evaluations", &x.Origin, x.ProjectID)
		}
		for _, x := range reg.AllSanctions() {
			slow.row("sanctions", &x.Origin, x.AsRead().ID)
		}
		finding.Sort(fast.found)
		finding.Sort(slow.found)
		if len(slow.found) < 500 {
			t.Fatalf("%d findings: the test compares too little", len(slow.found))
		}
		if !slices.Equal(fast.found, slow.found) || !maps.Equal(fast.permitted, slow.permitted) || !slices.Equal(fast.used, slow.used) {
			t.Fatalf("seed %d: %d findings and %d permitted, want %d and %d", seed, len(fast.found), len(fast.permitted), len(slow.found), len(slow.permitted))
		}
	}
}

// TestHashOfKey holds that the hash of an identifier is that of its key.
func TestHashOfKey(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	signs := []rune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_ －—Оо〔〕号１Ａ甲\u00a0")
	for range 100_000 {
		var id strings.Builder
		for range random.IntN(12) {
			id.WriteRune(signs[random.IntN(len(signs))])
		}
		if got, want := hashOfKey(id.String()), hash(keyOf(id.String())); got != want {
			t.Fatalf("hash of the key of %q = %x, want %x", id.String(), got, want)
		}
	}
}

// TestSharing holds that sharing groups by keys and not by hashes.
func TestSharing(t *testing.T) {
	keys := strings.Fields("a b c a d e b a f")
	groups := sharing(len(keys), func(i int) uint64 { return uint64(keys[i][0] % 2) }, func(i int) string { return keys[i] }, func(i int) numbered { return numbered{id: fmt.Sprint(i)} })
	for key, want := range map[string]string{"a": "037", "b": "16", "c": "2", "d": "4", "e": "5", "f": "8"} {
		got := ""
		for _, n := range groups[key] {
			got += n.id
		}
		if got != want {
			t.Errorf("records of %s: %s, want %s", key, got, want)
		}
	}
}

func TestRepeated(t *testing.T) {
	many := make([]int, maxKeys+1)
	for i := range many {
		many[i] = i
	}
	for _, tt := range []struct {
		keys []int
		want bool
	}{{nil, false}, {[]int{1}, false}, {[]int{1, 2, 3}, false}, {[]int{1, 2, 1}, true}, {[]int{1, 2, 2}, true}, {many[:maxKeys], false}, {many, true}} {
		if got := repeated(tt.keys); got != tt.want {
			t.Errorf("repeated(%v) = %v, want %v", tt.keys, got, tt.want)
		}
	}
}
