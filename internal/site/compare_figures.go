package site

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/peer"
	"gongshi/internal/pinyin"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// The files from which the page of comparisons reads: docs/formats.md describes them.
const (
	compareVersion  = 1
	agenciesInShard = 128 // on average, at most
)

// compareNames is the file of names.
type compareNames struct {
	Version   int         `json:"version"`
	Districts [][2]string `json:"districts"` // names in Chinese and English
	Agencies  [][]any     `json:"agencies"`  // slug, name, short name, place of the district or -1, size, pinyin
}

// compareFigures is a shard of figures.
type compareFigures struct {
	Version  int     `json:"version"`
	Agencies [][]any `json:"agencies"` // slug, name, short name, years
}

// compareShards is how many shards hold the figures of so many agencies: a power of two,
// so that an agency stays in its shard until there are twice as many.
func compareShards(agencies int) int {
	n := 1
	for n*agenciesInShard < agencies {
		n *= 2
	}
	return n
}

// compareShard is the shard of an agency.
func compareShard(slug string, shards int) int {
	h := fnv.New32a()
	h.Write([]byte(slug))
	return int(h.Sum32()) & (shards - 1)
}

// compareFiles makes the file of names and the shards of figures, one set for all
// languages: they hold codes, numbers and what stands in the data.
func compareFiles(r records, once tree.Once) error {
	if err := onceFile(once, route.CompareNames, r.namesKey(), func() ([]byte, error) { return call("names", r.compareNames()) }); err != nil {
		return err
	}
	shards := make([][]*ledger.Account, compareShards(len(r.led.Accounts)))
	for _, account := range r.led.Accounts {
		s := &shards[compareShard(account.Agency.Slug, len(shards))]
		*s = append(*s, account)
	}
	for i, list := range shards {
		make := func() ([]byte, error) { return call("figures", figuresOfShard(list)) }
		if err := onceFile(once, route.CompareFigures(len(shards), i), r.shardKey(list), make); err != nil {
			return err
		}
	}
	return nil
}

func figuresOfShard(list []*ledger.Account) compareFigures {
	s := compareFigures{Version: compareVersion, Agencies: [][]any{}}
	for _, account := range list {
		s.Agencies = append(s.Agencies, []any{account.Agency.Slug, account.Agency.Name, account.Agency.ShortName, figuresOf(account)})
	}
	slices.SortFunc(s.Agencies, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	return s
}

// call is a file that hands a value to the page. The encoder escapes what could end a
// script or a line of one.
func call(name string, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("figures to compare: %w", err)
	}
	return slices.Concat([]byte("gongshiCompare."+name+"("), b, []byte(");\n")), nil
}

func (r records) compareNames() compareNames {
	n := compareNames{Version: compareVersion, Districts: [][2]string{}, Agencies: make([][]any, len(r.reg.Agencies))}
	places := map[*register.Group]int{}
	for i, d := range r.reg.Districts {
		places[d] = i
		n.Districts = append(n.Districts, [2]string{d.Name, d.NameEN})
	}
	year := r.led.Headline(r.reg)
	for i, a := range r.reg.Agencies {
		place, known := places[a.District]
		if !known {
			place = -1
		}
		short, sounds := a.ShortName, strings.Join(pinyin.Syllables(a.Name), " ")
		if short == a.Name {
			short = ""
		}
		// A short name that is part of the name sounds like that part.
		if short != "" && !strings.Contains(a.Name, short) {
			sounds += "|" + strings.Join(pinyin.Syllables(short), " ")
		}
		n.Agencies[i] = []any{a.Slug, a.Name, short, place, r.peers.Size(a, year), sounds}
	}
	return n
}

// figuresOf is an agency's years, newest first: year, contracts, sanctions that were decided
// in it and are shown, the states of the three duties, and for each tier null where there is
// no row, else headcount and total. A year in which nothing was asked, given or recorded is
// left out.
func figuresOf(account *ledger.Account) [][]any {
	decided := map[int]int{}
	for _, s := range account.Agency.Sanctions {
		decided[int(s.DecidedOn.Year)]++
	}
	list := [][]any{}
	for i := range account.Years {
		y := &account.Years[i]
		contracts := peer.Contracts(account.Agency, y.Year)
		if y.Idle() && contracts == 0 && decided[y.Year] == 0 && !slices.ContainsFunc(y.Tiers, func(p *register.Pay) bool { return p != nil }) {
			continue
		}
		tiers := make([]any, len(y.Tiers))
		for t, p := range y.Tiers {
			if p == nil {
				continue
			}
			var people any
			if p.Headcount.Given {
				people = p.Headcount.N
			}
			tiers[t] = []any{people, moneyOf(p.Total)}
		}
		list = append(list, []any{y.Year, contracts, decided[y.Year], []ledger.State{y.Pay.State, y.Policy.State, y.Results.State}, tiers})
	}
	return list
}
