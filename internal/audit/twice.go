package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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
			ZH: fmt.Sprintf("与 %s 第 %d 行%s", first.File, first.Line, zh),
			EN: fmt.Sprintf("%s in %s line %d", en, first.File, first.Line),
		},
		finding.Text{ZH: "是重复录入时删除一行；确有其事时无需处理", EN: "delete one of the two if it was entered twice; where both are right, leave them"})
}

// samePay compares what the tiers of an agency got in a year with every other agency and
// with the agency's own other years. Two paid tiers must be equal to the fen; between
// years of one agency, where pay may be fixed, round sums do not count.
func (a *auditor) samePay() {
	byYear, byAgency := map[string]*register.Pay{}, map[string]*register.Pay{}
	for _, x := range a.reg.Agencies {
		for _, rows := range years(x.Pay) {
			figures, paid, odd := sumsOf(rows)
			if paid < 2 {
				continue
			}
			last := rows[len(rows)-1]
			year, agency := fmt.Sprint(last.Year, "\n", figures), fmt.Sprint(x.ID, "\n", figures)
			if first := byYear[year]; first != nil {
				a.again("pay", "total", last.Total.Grouped(), &last.Origin, &first.Origin,
					fmt.Sprintf("的机构 %s 在 %d 年各层级的人数和总额完全相同（%s 元）", first.AgencyID, last.Year, totals(rows)),
					fmt.Sprintf("headcounts and totals of all tiers in %d (%s yuan) are those of %s", last.Year, totals(rows), first.AgencyID))
			} else {
				byYear[year] = last
			}
			if first := byAgency[agency]; first != nil && odd {
				a.again("pay", "total", last.Total.Grouped(), &last.Origin, &first.Origin,
					fmt.Sprintf("的 %d 年完全相同：各层级的人数和总额（%s 元）都没有变", first.Year, totals(rows)),
					fmt.Sprintf("headcounts and totals of all tiers (%s yuan) are those of %d", totals(rows), first.Year))
			} else if first == nil {
				byAgency[agency] = last
			}
		}
	}
}

// years parts an agency's pay rows, which are in order, by year.
func years(rows []*register.Pay) [][]*register.Pay {
	var list [][]*register.Pay
	for i, p := range rows {
		if i == 0 || rows[i-1].Year != p.Year {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], p)
	}
	return list
}

// roundSum is what round totals are multiples of, in fen.
const roundSum = 1000 * 100

// sumsOf writes the figures of a year's tiers; paid is how many tiers got something, odd
// whether one of them got a sum that is not round.
func sumsOf(rows []*register.Pay) (figures string, paid int, odd bool) {
	var b strings.Builder
	for _, p := range rows {
		fmt.Fprint(&b, p.Tier, " ", p.Headcount, " ", p.Total.Fen, "\n")
		if p.Total.Fen > 0 {
			paid++
		}
		odd = odd || p.Total.Fen%roundSum != 0
	}
	return b.String(), paid, odd
}

func totals(rows []*register.Pay) string {
	var list []string
	for _, p := range rows {
		list = append(list, p.Total.Grouped())
	}
	return strings.Join(list, " / ")
}

// cells is a row as it is compared: its cells without those of some columns.
func cells(t *schema.Table, o *register.Origin, without ...string) string {
	var b strings.Builder
	for i, s := range o.Written {
		if i < len(t.Columns) && !slices.Contains(without, t.Columns[i].Name) {
			b.WriteString(strings.TrimSpace(s))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// sameProjects reports contracts that differ in their number, and perhaps their source,
// only. The amount must be given: without it two posts at one place look the same.
func (a *auditor) sameProjects() {
	t, first := schema.Lookup("projects"), map[string]*register.Project{}
	for _, x := range byPlace(a.reg.Projects, func(x *register.Project) *register.Origin { return &x.Origin }) {
		if !x.Amount.Given {
			continue
		}
		key := cells(t, &x.Origin, "project_id", "source_url")
		if y := first[key]; y != nil {
			a.again("projects", "project_id", x.ID, &x.Origin, &y.Origin, "的项目（"+quoted(y.ID)+"）只差编号", "differs only in its number from the project "+quoted(y.ID))
			continue
		}
		first[key] = x
	}
}

// byPlace are rows in the order of their places, so that of two the later is reported.
func byPlace[R any](rows []R, origin func(R) *register.Origin) []R {
	list := slices.Clone(rows)
	slices.SortFunc(list, func(x, y R) int { return earlier(origin(x), origin(y)) })
	return list
}

// longComment is from how many characters on a comment is one that nobody writes twice.
const longComment = 40

// sameEvaluations reports results that differ in the period only, and long comments that
// stand, with the same grade, score and day, at two projects of one agency.
func (a *auditor) sameEvaluations() {
	t := schema.Lookup("evaluations")
	periods, comments := map[string]*register.Evaluation{}, map[string]*register.Evaluation{}
	for _, x := range byPlace(a.reg.Evaluations, func(x *register.Evaluation) *register.Origin { return &x.Origin }) {
		if utf8.RuneCountInString(x.Comment) < longComment {
			continue
		}
		key := cells(t, &x.Origin, "period", "source_url")
		if y := periods[key]; y != nil {
			a.again("evaluations", "period", x.Period, &x.Origin, &y.Origin, "的评价只差周期（“"+quoted(y.Period)+"”）", "differs only in its period from the evaluation of "+quoted(y.Period))
			continue
		}
		periods[key] = x
		key = fmt.Sprint(x.Project.AgencyID, "\n", x.Kind, x.Grade, x.Score, x.DecidedOn, "\n", x.Comment)
		if y := comments[key]; y != nil && y.ProjectID != x.ProjectID {
			a.again("evaluations", "comment", x.Comment, &x.Origin, &y.Origin,
				"的评价（项目 "+quoted(y.ProjectID)+"）意见、等级、得分和日期都相同", "has the comment, grade, score and day of the evaluation of the project "+quoted(y.ProjectID))
			continue
		}
		comments[key] = x
	}
}

// sameSanctions reports decisions that differ in their number only.
func (a *auditor) sameSanctions() {
	t, first := schema.Lookup("sanctions"), map[string]*register.Sanction{}
	for _, x := range byPlace(slices.Concat(a.reg.Sanctions, a.reg.Closed), func(x *register.Sanction) *register.Origin { return &x.Origin }) {
		if x.Facts == "" && x.Decision == "" {
			continue // one day may bring several decisions of a kind
		}
		key := cells(t, &x.Origin, "sanction_id", "source_url")
		if y := first[key]; y != nil {
			a.again("sanctions", "sanction_id", x.ID, &x.Origin, &y.Origin, "的决定（"+quoted(y.ID)+"）只差文书号", "differs only in its number from the decision "+quoted(y.ID))
			continue
		}
		first[key] = x
	}
}
