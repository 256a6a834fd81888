package audit

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
)

// The bounds of what a year of one person's work costs, in fen. Our own: the lower is
// under half of any minimum wage of a full post, the upper above any salary that a
// social organisation has disclosed; the price of a package is 163,000 yuan and more
// (Shenzhen measures of 2020, clause 13).
const (
	leastPerPerson = 10_000 * 100
	mostPerPerson  = 2_000_000 * 100
)

// jump is how many times a total must be that of a neighbouring year to be reported:
// short of the 10 of a misplaced zero, so that a real change does not hide it.
const jump = 8

// times says whether a is more than n times b. It is exact for all amounts.
func times(a, b, n int64) bool { return a/n > b || a/n == b && a%n > 0 }

// lessProduct says whether a*b is less than c*d; none is negative.
func lessProduct(a, b, c, d int64) bool {
	high1, low1 := bits.Mul64(uint64(a), uint64(b))
	high2, low2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(high1, high2), cmp.Compare(low1, low2)) < 0
}

// payFigures looks at what every tier got year by year, and at what that is a head.
func (a *auditor) payFigures() {
	c := a.of("pay")
	for _, x := range a.reg.Agencies {
		for _, tier := range tiers(x.Pay) {
			slipped := c.slips(tier)
			for i, p := range tier {
				if !slipped[i] {
					c.perPerson(p)
				}
			}
		}
	}
}

// tiers parts an agency's pay rows by tier, each by year.
func tiers(rows []*register.Pay) [][]*register.Pay {
	var list [][]*register.Pay // three at most
	for _, p := range rows {
		i := slices.IndexFunc(list, func(tier []*register.Pay) bool { return tier[0].Tier == p.Tier })
		if i < 0 {
			i, list = len(list), append(list, nil)
		}
		list[i] = append(list[i], p)
	}
	return list
}

// slips reports the years of a tier whose total jumps, and says which they are.
func (c check) slips(rows []*register.Pay) map[int]bool {
	jumps := make([]bool, len(rows)+1) // from the row before
	for i := 1; i < len(rows); i++ {
		jumps[i] = jumped(rows[i-1], rows[i])
	}
	slipped := map[int]bool{}
	for i := 1; i < len(rows); i++ {
		if !jumps[i] || slipped[i-1] {
			continue
		}
		odd, other := i, i-1
		if earlierIsOdd(rows, jumps, i) {
			odd, other = i-1, i
		}
		slipped[odd] = true
		c.slip(rows[odd], rows[other])
	}
	return slipped
}

// earlierIsOdd says which of the two years of a jump to i is the odd one: the one that
// its other neighbour does not agree with; where that does not tell, the one whose pay
// a head cannot be; else the later.
func earlierIsOdd(rows []*register.Pay, jumps []bool, i int) bool {
	before := i > 1 && !jumps[i-1]
	after := i+1 < len(rows) && !jumps[i+1]
	switch {
	case jumps[i+1]:
		return false
	case before != after:
		return after
	}
	return headBound(rows[i-1]) != 0 && headBound(rows[i]) == 0
}

// jumped says whether the totals of two years are too far apart, both in all and a head,
// where heads are given: half of it is enough there, and more people are no slip.
func jumped(p, q *register.Pay) bool {
	if q.Year-p.Year > maxGap || p.Total.Fen <= 0 || q.Total.Fen <= 0 {
		return false
	}
	if q.Total.Fen < p.Total.Fen {
		p, q = q, p
	}
	if !times(q.Total.Fen, p.Total.Fen, jump) {
		return false
	}
	return p.Headcount.N == 0 || q.Headcount.N == 0 ||
		lessProduct(p.Total.Fen, jump/2*int64(q.Headcount.N), q.Total.Fen, int64(p.Headcount.N))
}

// maxGap is how many years may lie between two totals that are compared.
const maxGap = 2

// slip reports the total of a year that jumps from another's.
func (c check) slip(odd, other *register.Pay) {
	zh, en := ratio(odd.Total.Fen, other.Total.Fen)
	message := finding.Text{
		ZH: fmt.Sprintf("%d 年的 %s 元是 %d 年 %s 元（%s 第 %d 行）的%s", odd.Year, odd.Total.Grouped(), other.Year, other.Total.Grouped(), other.File(), other.Line(), zh),
		EN: fmt.Sprintf("%s yuan in %d are %s the %s yuan of %d (%s line %d)", odd.Total.Grouped(), odd.Year, en, other.Total.Grouped(), other.Year, other.File(), other.Line()),
	}
	if odd.Headcount.N > 0 && other.Headcount.N > 0 {
		message.ZH += fmt.Sprintf("，人数分别为 %d 和 %d", odd.Headcount.N, other.Headcount.N)
		message.EN += fmt.Sprintf(", for %d and %d people", odd.Headcount.N, other.Headcount.N)
	}
	c.at(c.table, &odd.Origin, "total", odd.Total.Grouped(), finding.Warning, "unit-slip", message, cause(odd.Total.Fen, other.Total.Fen))
}

// ratio says how many times an amount is another.
func ratio(a, b int64) (zh, en string) {
	if a >= b {
		n := (a + b/2) / b
		return fmt.Sprintf("约 %d 倍", n), fmt.Sprintf("about %d times", n)
	}
	n := (b + a/2) / a
	return fmt.Sprintf("约 %d 分之一", n), fmt.Sprintf("about 1/%d of", n)
}

// cause is what a ratio between two amounts that should be near each other comes of: a
// power of ten, give or take a quarter, is a unit or a zero.
func cause(a, b int64) finding.Text {
	more, large, small := a > b, max(a, b), min(a, b)
	for power, zeros := int64(10), 1; zeros <= 4; power, zeros = power*10, zeros+1 {
		if lessProduct(large, 5, small, 4*power) || !lessProduct(large, 4, small, 5*power) {
			continue
		}
		switch {
		case zeros == 4 && more:
			return finding.Text{ZH: "这个金额是否已经是元，却又按万元读取？核对单位", EN: "is the amount in yuan already, and read as 万元 (10,000 yuan)? Check the unit"}
		case zeros == 4:
			return finding.Text{ZH: "这个金额是否以万元为单位？是则写成 …万元", EN: "is the amount in 万元 (10,000 yuan)? Then write …万元"}
		case more:
			return finding.Text{ZH: fmt.Sprintf("是否多写了 %d 个 0？核对数字和单位", zeros), EN: fmt.Sprintf("typed with %d zero(s) too many? Check the figure and its unit", zeros)}
		}
		return finding.Text{ZH: fmt.Sprintf("是否少写了 %d 个 0？核对数字和单位", zeros), EN: fmt.Sprintf("typed with %d zero(s) too few? Check the figure and its unit", zeros)}
	}
	return finding.Text{ZH: "核对数字和单位", EN: "check the figure and its unit"}
}

// headBound says whether a head gets too little (-1) or too much (1) for a year.
func headBound(p *register.Pay) int {
	heads := int64(p.Headcount.N)
	switch {
	case heads == 0 || p.Total.Fen <= 0:
		return 0
	case lessProduct(p.Total.Fen, 1, leastPerPerson, heads):
		return -1
	case lessProduct(mostPerPerson, heads, p.Total.Fen, 1):
		return 1
	}
	return 0
}

// perPerson reports a total that is too little or too much for the people it was paid to.
func (c check) perPerson(p *register.Pay) {
	bound := headBound(p)
	if bound == 0 {
		return
	}
	each := money.FromFen(p.Total.Fen / int64(p.Headcount.N))
	hint := finding.Text{ZH: "核对人数、数字和单位；如实无误时在备注里说明", EN: "check headcount, figure and unit; where all is right, say so in the note"}
	if bound < 0 && each.Fen > 0 && !times(leastPerPerson, each.Fen, int64(money.Wan)) && !times(each.Fen*int64(money.Wan), mostPerPerson, 1) {
		hint = finding.Text{ZH: "这个金额是否以万元为单位？是则写成 …万元；核对人数", EN: "is the amount in 万元 (10,000 yuan)? Then write …万元; check the headcount"}
	}
	c.at(c.table, &p.Origin, "total", p.Total.Grouped(), finding.Warning, "pay-per-person",
		finding.Text{
			ZH: fmt.Sprintf("%s 元由 %d 人分，人均 %s 元，不在每人每年 1 万至 200 万元之间", p.Total.Grouped(), p.Headcount.N, each.Grouped()),
			EN: fmt.Sprintf("%s yuan for %d people are %s each, which is not between 10,000 and 2,000,000 a year", p.Total.Grouped(), p.Headcount.N, each.Grouped()),
		}, hint)
}

// daysOfYear turns the days of a contract into years.
const daysOfYear = 365

// price reports a contract whose amount a member of staff and year is out of bounds. A
// term of less than a year counts as a year for the upper bound: a project of some weeks
// has costs that do not grow with it.
func (c check) price(x *register.Project) {
	staff := int64(x.Staff.N)
	if staff == 0 || x.Amount.Fen <= 0 || x.EndsOn.IsOpen() || x.EndsOn.Before(x.StartsOn) {
		return
	}
	days := int64(x.EndsOn.Sub(x.StartsOn)) + 1
	low := lessProduct(x.Amount.Fen, daysOfYear, leastPerPerson*staff, days)
	if !low && !lessProduct(mostPerPerson*staff, max(days, daysOfYear), x.Amount.Fen, daysOfYear) {
		return
	}
	hint := finding.Text{ZH: "核对合同金额及其单位、项目总人数和起止日期", EN: "check the amount and its unit, the staff and the dates"}
	if low && !lessProduct(x.Amount.Fen, daysOfYear*int64(money.Wan), leastPerPerson*staff, days) {
		hint = finding.Text{ZH: "合同金额是否以万元为单位？是则写成 …万元；并核对人数和起止日期", EN: "is the amount in 万元 (10,000 yuan)? Then write …万元; check staff and dates too"}
	}
	each := money.FromFen(x.Amount.Fen / 100 * daysOfYear / (staff * days) * 100).Grouped() // whole yuan, to be shown
	c.at(c.table, &x.Origin, "amount", x.Amount.Grouped(), finding.Warning, "price-per-person",
		finding.Text{
			ZH: fmt.Sprintf("%s 元，%d 人，%s 至 %s 共 %d 天：每人每年约 %s 元，不在 1 万至 200 万元之间", x.Amount.Grouped(), staff, x.StartsOn, x.EndsOn, days, each),
			EN: fmt.Sprintf("%s yuan for %d people over %d days, %s to %s, are some %s a person and year, which is not between 10,000 and 2,000,000", x.Amount.Grouped(), staff, days, x.StartsOn, x.EndsOn, each),
		}, hint)
}
