package audit

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// twice reports rows that seem to be there twice under different keys. Rows with the
// same key are errors already (package register).
func (a *auditor) twice() {
	a.samePay()
	a.sameProjects()
	a.sameEvaluations()
	a.sameSanctions()
}

// again reports a row that repeats an earlier one.
func (a *auditor) again(table, column, value string, o, first *register.Origin, zh, en string) {
	a.at(schema.Lookup(table), o, column, value, finding.Warning, "same-row",
		finding.Text{
			ZH: fmt.Sprintf("与 %s 第 %d 行%s", first.File(), first.Line(), zh),
			EN: fmt.Sprintf("%s in %s line %d", en, first.File(), first.Line()),
		},
		finding.Text{ZH: "是重复录入时删除一行；确有其事时无需处理", EN: "delete one of the two if it was entered twice; where both are right, leave them"})
}

// paid is by what years of pay are found that may be the same.
type paid struct {
	year int // 0 where the years of one agency are compared
	fen  [3]int64
}

// samePay compares what the tiers of an agency got in a year with every other agency and
// with the agency's own other years. Two paid tiers must be equal to the fen; between
// years of one agency, where pay may be fixed, round sums do not count.
func (a *auditor) samePay() {
	agencies := map[uint64]*register.Pay{} // the first row of a year, by a hash
	own := map[paid]*register.Pay{}
	for _, x := range a.reg.Agencies {
		clear(own)
		for rows := range years(x.Pay) {
			p, tiers, odd := paidIn(rows)
			if tiers < 2 {
				continue
			}
			last := rows[len(rows)-1]
			if first := own[p]; first == nil {
				own[p] = rows[0]
			} else if odd && sameTiers(yearOf(first), rows) {
				a.again("pay", "total", last.Total.Grouped(), &last.Origin, &first.Origin,
					fmt.Sprintf("起的 %d 年完全相同：各层级的人数和总额（%s 元）都没有变", first.Year, totals(rows)),
					fmt.Sprintf("headcounts and totals of all tiers (%s yuan) are those of %d, which begins", totals(rows), first.Year))
			}
			p.year = last.Year
			if first := firstPaid(agencies, p, rows[0]); first != rows[0] && sameTiers(yearOf(first), rows) {
				a.again("pay", "total", last.Total.Grouped(), &last.Origin, &first.Origin,
					fmt.Sprintf("起的机构 %s 在 %d 年各层级的人数和总额完全相同（%s 元）", quoted(first.AgencyID), last.Year, totals(rows)),
					fmt.Sprintf("headcounts and totals of all tiers in %d (%s yuan) are those of %s, which begin", last.Year, totals(rows), quoted(first.AgencyID)))
			}
		}
	}
}

// firstPaid is the first row of the first year that was paid as p, which is row where none
// was. Hashes, of which one that is taken gives way to the next, need a third of the memory
// of the figures themselves.
func firstPaid(seen map[uint64]*register.Pay, p paid, row *register.Pay) *register.Pay {
	for h := p.hash(); ; h++ {
		first := seen[h]
		if first == nil {
			seen[h] = row
			return row
		}
		q, _, _ := paidIn(yearOf(first))
		if q.year = first.Year; q == p {
			return first
		}
	}
}

func (p paid) hash() uint64 {
	h := uint64(p.year)
	for _, fen := range p.fen {
		h = (h ^ uint64(fen)) * 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
		h ^= h >> 32
	}
	return h
}

// sameTiers says whether two years of pay have the same tiers with the same people, where
// the totals are known to be the same.
func sameTiers(x, y []*register.Pay) bool {
	return slices.EqualFunc(x, y, func(p, q *register.Pay) bool { return p.Tier == q.Tier && p.Headcount == q.Headcount })
}

// years parts an agency's pay rows, which are in order, by year.
func years(rows []*register.Pay) iter.Seq[[]*register.Pay] {
	return func(yield func([]*register.Pay) bool) {
		for len(rows) > 0 {
			n := 1
			for n < len(rows) && rows[n].Year == rows[0].Year {
				n++
			}
			if !yield(rows[:n]) {
				return
			}
			rows = rows[n:]
		}
	}
}

// yearOf is the year of pay that a row is part of.
func yearOf(p *register.Pay) []*register.Pay {
	for rows := range years(p.Agency.Pay) {
		if rows[0].Year == p.Year {
			return rows
		}
	}
	return nil
}

// roundSum is what round totals are multiples of, in fen.
const roundSum = 1000 * 100

// paidIn gathers the figures of a year's tiers, of which there are three at most; tiers
// is how many got something, odd whether one of them got a sum that is not round.
func paidIn(rows []*register.Pay) (p paid, tiers int, odd bool) {
	for i, x := range rows[:min(len(rows), len(p.fen))] {
		p.fen[i] = x.Total.Fen
		if x.Total.Fen > 0 {
			tiers++
		}
		odd = odd || x.Total.Fen%roundSum != 0
	}
	return p, tiers, odd
}

func totals(rows []*register.Pay) string {
	var list []string
	for _, p := range rows {
		list = append(list, p.Total.Grouped())
	}
	return strings.Join(list, " / ")
}

// sameBut says whether two rows are alike in all columns but some.
func sameBut(t *schema.Table, x, y *register.Origin, without ...string) bool {
	for i := range min(x.Width(), y.Width(), len(t.Columns)) {
		one, other := x.Original(i), y.Original(i)
		if one != other && strings.TrimSpace(one) != strings.TrimSpace(other) && !slices.Contains(without, t.Columns[i].Name) {
			return false
		}
	}
	return true
}

// repeats finds the rows that repeat another, by a key that such rows share. The
// earliest row of a kind is the one that the others repeat.
type repeats[K comparable, R any] struct {
	first  map[K][]R // rows by key, none of which repeats another
	origin func(R) *register.Origin
	same   func(x, y R) bool
}

// of returns the pair of rows, the earlier and the later, where x repeats a row before.
func (r *repeats[K, R]) of(key K, x R) (first, later R, ok bool) {
	list := r.first[key]
	for i, y := range list {
		if !r.same(x, y) {
			continue
		}
		if earlier(r.origin(x), r.origin(y)) < 0 {
			list[i] = x
			return x, y, true
		}
		return y, x, true
	}
	if len(list) < maxCompared {
		r.first[key] = append(list, x)
	}
	return first, later, false
}

// maxKeys is up to how many keys repeated compares each with each.
const maxKeys = 64

// repeated says whether two of some keys are the same. Nearly no agency has two rows with
// one key, and to see that by comparing takes a quarter of the time of entering them all
// in a map, even before rows are looked at for what only those of one key are asked.
func repeated[K comparable](keys []K) bool {
	if len(keys) > maxKeys {
		return true // perhaps: repeats will see
	}
	for i, k := range keys {
		if slices.Contains(keys[:i], k) {
			return true
		}
	}
	return false
}

// sameProjects reports contracts that differ in their number, and perhaps their source,
// only. The amount must be given: without it two posts at one place look the same.
func (a *auditor) sameProjects() {
	type key struct {
		starts day.Day
		fen    int64
	}
	t := schema.Lookup("projects")
	r := repeats[key, *register.Project]{
		first:  map[key][]*register.Project{},
		origin: func(x *register.Project) *register.Origin { return &x.Origin },
		same: func(x, y *register.Project) bool {
			return sameBut(t, &x.Origin, &y.Origin, "project_id", "source_url")
		},
	}
	var rows []*register.Project
	var keys []key
	for _, agency := range a.reg.Agencies {
		rows, keys = rows[:0], keys[:0]
		for _, x := range agency.Projects {
			if x.Amount.Given {
				rows, keys = append(rows, x), append(keys, key{x.StartsOn, x.Amount.Fen})
			}
		}
		if !repeated(keys) {
			continue
		}
		clear(r.first)
		for i, x := range rows {
			if y, z, ok := r.of(keys[i], x); ok {
				a.again("projects", "project_id", z.ID, &z.Origin, &y.Origin, "的项目（"+quoted(y.ID)+"）只差编号", "differs only in its number from the project "+quoted(y.ID))
			}
		}
	}
}

// longComment is from how many characters on a comment is one that nobody writes twice.
const longComment = 40

// sameEvaluations reports results that differ in the period only, and long comments that
// stand, with the same grade, score and day, at two projects of one agency.
func (a *auditor) sameEvaluations() {
	type key struct {
		kind  string
		on    day.Day
		score register.Score
	}
	t := schema.Lookup("evaluations")
	r := repeats[key, *register.Evaluation]{
		first:  map[key][]*register.Evaluation{},
		origin: func(x *register.Evaluation) *register.Origin { return &x.Origin },
		same: func(x, y *register.Evaluation) bool {
			if x.Project == y.Project {
				return sameBut(t, &x.Origin, &y.Origin, "period", "source_url")
			}
			return x.Grade == y.Grade && x.Comment == y.Comment
		},
	}
	var rows []*register.Evaluation
	var keys []key
	for _, agency := range a.reg.Agencies {
		rows, keys = rows[:0], keys[:0]
		for _, project := range agency.Projects {
			for _, x := range project.Evaluations {
				if len(x.Comment) >= longComment { // in bytes; characters are counted where it matters
					rows, keys = append(rows, x), append(keys, key{x.Kind, x.DecidedOn, x.Score})
				}
			}
		}
		if !repeated(keys) {
			continue
		}
		clear(r.first)
		for i, x := range rows {
			if utf8.RuneCountInString(x.Comment) < longComment {
				continue
			}
			if y, z, ok := r.of(keys[i], x); ok {
				a.sameEvaluation(y, z)
			}
		}
	}
}

func (a *auditor) sameEvaluation(first, x *register.Evaluation) {
	if first.Project == x.Project {
		a.again("evaluations", "period", x.Period, &x.Origin, &first.Origin,
			"的评价只差周期（“"+quoted(first.Period)+"”）", "differs only in its period from the evaluation of "+quoted(first.Period))
		return
	}
	a.again("evaluations", "comment", x.Comment, &x.Origin, &first.Origin,
		"的评价（项目 "+quoted(first.ProjectID)+"）意见、等级、得分和日期都相同", "has the comment, grade, score and day of the evaluation of the project "+quoted(first.ProjectID))
}

// sameSanctions reports decisions that differ in their number only.
func (a *auditor) sameSanctions() {
	type key struct {
		authority string
		agency    *register.Agency
		on        day.Day
	}
	t := schema.Lookup("sanctions")
	r := repeats[key, *register.Sanction]{
		first:  map[key][]*register.Sanction{},
		origin: func(x *register.Sanction) *register.Origin { return &x.Origin },
		same: func(x, y *register.Sanction) bool {
			return sameBut(t, &x.Origin, &y.Origin, "sanction_id", "source_url")
		},
	}
	for _, x := range a.reg.AllSanctions() {
		if x.Facts == "" && x.Decision == "" {
			continue // one day may bring several decisions of a kind
		}
		if y, z, ok := r.of(key{x.AuthorityName, x.Agency, x.DecidedOn}, x); ok {
			a.again("sanctions", "sanction_id", z.ID, &z.Origin, &y.Origin, "的决定（"+quoted(y.ID)+"）只差文书号", "differs only in its number from the decision "+quoted(y.ID))
		}
	}
}
