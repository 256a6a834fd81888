package audit

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// check is the data for the rules about one table.
type check struct {
	*auditor
	table *schema.Table
}

func (a *auditor) of(table string) check { return check{a, schema.Lookup(table)} }

// order reports two days of a row that stand in the wrong order: the later one, late,
// is before the earlier one. Days that are not given or open have no order.
func (c check) order(o *register.Origin, early, late string, from, to day.Day) {
	if from.IsZero() || to.IsZero() || to.IsOpen() || !to.Before(from) {
		return
	}
	first, second := c.table.Column(early), c.table.Column(late)
	c.at(c.table, o, late, to.String(), finding.Warning, "implausible-date",
		finding.Text{
			ZH: fmt.Sprintf("“%s”早于“%s”（%s）", second.ZH, first.ZH, from),
			EN: fmt.Sprintf("%s is before %s (%s)", late, early, from),
		},
		finding.Text{ZH: "核对两个日期", EN: "check the two dates"})
}

// future reports a day of something that has happened which lies ahead of the register's day.
func (c check) future(o *register.Origin, column string, d day.Day) {
	if d.IsZero() || !d.After(c.reg.AsOf) {
		return
	}
	c.at(c.table, o, column, d.String(), finding.Warning, "implausible-date",
		finding.Text{ZH: fmt.Sprintf("晚于数据日期 %s", c.reg.AsOf), EN: fmt.Sprintf("is after the portal's day, %s", c.reg.AsOf)},
		finding.Text{ZH: "核对日期", EN: "check the date"})
}

func (c check) figure(o *register.Origin, column, value string, message finding.Text) {
	c.at(c.table, o, column, value, finding.Warning, "implausible-figure", message,
		finding.Text{ZH: "核对数字和单位", EN: "check the figure and its unit"})
}

func (a *auditor) agencies() {
	c := a.of("agencies")
	for _, x := range a.reg.Agencies {
		c.future(&x.Origin, "founded_on", x.FoundedOn)
		c.kindOfCode(x)
		if len(x.Twins) > 0 {
			other := x.Twins[0]
			zh, en := shared(x, other)
			c.at(c.table, &x.Origin, "name", x.Name, finding.Notice, "same-name",
				finding.Text{
					ZH: fmt.Sprintf("%s 第 %d 行的机构（%s）同名%s", other.File(), other.Line(), quoted(other.ID), zh),
					EN: fmt.Sprintf("has the name of the agency in %s line %d (%s)%s", other.File(), other.Line(), quoted(other.ID), en),
				},
				finding.Text{ZH: "确认是两个机构；页面上会互相提示", EN: "make sure that they are two; their pages will point at each other"})
		}
	}
}

// kindOfCode points at codes that social-work agencies do not have: GB 32100-2015 gives
// 91 to companies and 92 to sole traders; 11 and 12 are public bodies, so it may be the
// purchaser's code in the wrong column.
func (c check) kindOfCode(x *register.Agency) {
	var message finding.Text
	switch code := string(x.ID); {
	case strings.HasPrefix(code, "91"), strings.HasPrefix(code, "92"):
		message = finding.Text{ZH: "这是企业或个体工商户的代码", EN: "is the code of a company or a sole trader"}
	case strings.HasPrefix(code, "11"), strings.HasPrefix(code, "12"):
		message = finding.Text{ZH: "这是机关或事业单位的代码", EN: "is the code of a public body"}
	default:
		return
	}
	c.at(c.table, &x.Origin, "agency_id", string(x.ID), finding.Notice, "unusual-code", message,
		finding.Text{ZH: "社会服务机构的代码以 52 开头；确认没有填错", EN: "codes of social service agencies start with 52: make sure that it is the right one"})
}

func (a *auditor) pay() {
	c := a.of("pay")
	for _, x := range a.reg.Pay {
		switch {
		case x.Headcount.Given && x.Headcount.N == 0 && x.Total.Fen > 0:
			c.figure(&x.Origin, "headcount", "0", finding.Text{ZH: "人数为 0，却有薪酬总额 " + x.Total.Grouped() + " 元", EN: "nobody, yet there is a total of " + x.Total.Grouped() + " yuan"})
		case x.Headcount.N > 0 && x.Total.Given && x.Total.Fen == 0:
			c.figure(&x.Origin, "total", "0", finding.Text{ZH: fmt.Sprintf("有 %d 人，薪酬总额却为 0", x.Headcount.N), EN: fmt.Sprintf("headcount %d, yet the total is 0", x.Headcount.N)})
		}
		if x.Year > int(a.reg.AsOf.Year) {
			c.at(c.table, &x.Origin, "year", fmt.Sprint(x.Year), finding.Warning, "implausible-date",
				finding.Text{ZH: "年度尚未到来", EN: "the year has not begun"}, finding.Text{ZH: "核对年度", EN: "check the year"})
		}
		if x.Agency != nil && x.Year < int(x.Agency.FoundedOn.Year) {
			c.founded(&x.Origin, "year", fmt.Sprint(x.Year), x.Agency)
		}
		c.future(&x.Origin, "published_on", x.PublishedOn)
		if !x.PublishedOn.IsZero() && int(x.PublishedOn.Year) < x.Year {
			c.at(c.table, &x.Origin, "published_on", x.PublishedOn.String(), finding.Warning, "implausible-date",
				finding.Text{ZH: "在年度开始之前就已公开", EN: "was disclosed before the year began"}, finding.Text{ZH: "核对年度和公开日期", EN: "check the year and the date"})
		}
	}
}

func (a *auditor) projects() {
	c := a.of("projects")
	for _, x := range a.reg.ProjectsAsRead() {
		c.price(x)
		c.term(x)
		c.order(&x.Origin, "starts_on", "ends_on", x.StartsOn, x.EndsOn)
		c.order(&x.Origin, "signed_on", "ends_on", x.SignedOn, x.EndsOn)
		if x.Staff.Given && x.ProfessionalStaff.N > x.Staff.N {
			c.figure(&x.Origin, "professional_staff", fmt.Sprint(x.ProfessionalStaff.N),
				finding.Text{
					ZH: fmt.Sprintf("专业岗位 %d 人，多于项目总人数 %d 人", x.ProfessionalStaff.N, x.Staff.N),
					EN: fmt.Sprintf("%d professional posts, more than the staff of %d", x.ProfessionalStaff.N, x.Staff.N),
				})
		}
		if x.Amount.Given && x.LabourCost.Fen > x.Amount.Fen {
			c.figure(&x.Origin, "labour_cost", x.LabourCost.String(),
				finding.Text{
					ZH: fmt.Sprintf("人力成本 %s 元，多于合同金额 %s 元", x.LabourCost.Grouped(), x.Amount.Grouped()),
					EN: fmt.Sprintf("a labour cost of %s yuan exceeds the contract of %s", x.LabourCost.Grouped(), x.Amount.Grouped()),
				})
		}
	}
}

func (a *auditor) evaluations() {
	c := a.of("evaluations")
	for _, x := range a.reg.EvaluationsAsRead() {
		c.future(&x.Origin, "decided_on", x.DecidedOn)
		if x.Project != nil && !x.DecidedOn.IsZero() && x.DecidedOn.Before(x.Project.StartsOn) {
			c.at(c.table, &x.Origin, "decided_on", x.DecidedOn.String(), finding.Warning, "implausible-date",
				finding.Text{ZH: fmt.Sprintf("早于项目开始日期 %s", x.Project.StartsOn), EN: fmt.Sprintf("is before the project's start, %s", x.Project.StartsOn)},
				finding.Text{ZH: "核对评价日期和项目编号", EN: "check the date and the project"})
		}
		c.grade(x)
	}
}

// grade compares a grade with its kind's scale and with the score. The scales: for
// assessments the Shenzhen rules of 2021 (90, 80, 60), for performance and contracts the
// Ministry of Finance's (90, 80, 60); an acceptance is passed or not.
func (c check) grade(x *register.Evaluation) {
	scale := scaleOf(x.Kind)
	if x.Grade == "" || len(scale) == 0 {
		return
	}
	if !slices.Contains(scale, x.Grade) {
		c.at(c.table, &x.Origin, "grade", x.GradeWritten, finding.Warning, "grade-outside-scale",
			finding.Text{
				ZH: "不是“" + schema.ByID(schema.EvaluationKinds, x.Kind).ZH + "”通常使用的等级",
				EN: "is no grade of the scale that " + x.Kind + " uses",
			},
			finding.Text{ZH: "通常为：" + shown(scale), EN: "usually one of " + shown(scale)})
		return
	}
	if !x.Score.Given || x.Kind == "acceptance" {
		return
	}
	band := slices.IndexFunc([]int{90_00, 80_00, 60_00, 0}, func(least int) bool { return x.Score.Hundredths >= least })
	if want := scale[band]; want != x.Grade {
		c.at(c.table, &x.Origin, "grade", x.GradeWritten, finding.Warning, "grade-against-score",
			finding.Text{
				ZH: fmt.Sprintf("得分 %s 对应的等级是%s", score(x.Score), shown([]string{want})),
				EN: fmt.Sprintf("a score of %s is %s", score(x.Score), shown([]string{want})),
			},
			finding.Text{ZH: "核对等级和得分", EN: "check grade and score"})
	}
}

// scaleOf lists the grades of a kind of evaluation; those with a score from best to worst.
func scaleOf(kind string) []string {
	switch kind {
	case "assessment":
		return []string{"excellent", "good", "qualified", "unqualified"}
	case "performance", "contract":
		return []string{"excellent", "good", "fair", "poor"}
	case "acceptance":
		return []string{"qualified", "unqualified", "passed", "passed-after-rectification", "failed"}
	}
	return nil
}

func shown(ids []string) string {
	var list []string
	for _, id := range ids {
		list = append(list, schema.ByID(schema.Grades, id).ZH)
	}
	return strings.Join(list, "、")
}

func score(s register.Score) string {
	text := fmt.Sprintf("%d.%02d", s.Hundredths/100, s.Hundredths%100)
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "0"), "0"), ".")
}

func (a *auditor) sanctions() {
	c := a.of("sanctions")
	for _, x := range a.reg.AllSanctions() {
		o := &x.Origin
		c.order(o, "decided_on", "published_on", x.DecidedOn, x.PublishedOn)
		c.order(o, "decided_on", "valid_until", x.DecidedOn, x.ValidUntil)
		c.order(o, "decided_on", "publish_until", x.DecidedOn, x.PublishUntil)
		_, status := x.StatusAsRead()
		c.order(o, "decided_on", "status_on", x.DecidedOn, status)
		c.coming(x)
		if x.Agency != nil && !x.DecidedOn.IsZero() && x.DecidedOn.Before(x.Agency.FoundedOn) {
			c.founded(o, "decided_on", x.DecidedOn.String(), x.Agency)
		}
		for _, end := range []struct {
			column string
			day    day.Day
		}{{"valid_until", x.ValidUntil}, {"publish_until", x.PublishUntil}} {
			c.span(o, "decided_on", end.column, x.DecidedOn, end.day, longestSanction)
		}
	}
}

// coming says what a sanction holds that is told on a later day only. A decision of a day
// that has not come is hardly meant.
func (c check) coming(x *register.Sanction) {
	column, on := x.Coming()
	published := finding.Text{
		ZH: fmt.Sprintf("%s 起才公示：记录的日期晚于数据日期 %s", on, c.reg.AsOf),
		EN: fmt.Sprintf("is published from %s on only: its day is after the portal's day, %s", on, c.reg.AsOf),
	}
	hint := finding.Text{ZH: "核对日期；无误的，到那一天重新构建", EN: "check the date; if it is right, build again on that day"}
	switch column {
	case "decided_on":
		c.at(c.table, &x.Origin, column, on.String(), finding.Warning, "implausible-date", published, hint)
	case "published_on":
		c.at(c.table, &x.Origin, column, on.String(), finding.Notice, "sanction-ahead", published, hint)
	case "status_on":
		c.at(c.table, &x.Origin, column, on.String(), finding.Notice, "sanction-ahead", finding.Text{
			ZH: fmt.Sprintf("状态自 %s 起才算数，之前不显示状态、日期和原因", on),
			EN: fmt.Sprintf("the status counts from %s on; until then neither it nor its day and reason are shown", on),
		}, hint)
	default:
		c.future(&x.Origin, "decided_on", x.DecidedOn)
	}
}

// The longest periods that are no slip of a year, in years; our own. Contracts run for
// three years (Shenzhen measures of 2020, clause 13), sanctions are published for three
// at most (credit repair measures of 2026) and may ban somebody for longer.
const (
	longestProject  = 15
	longestSanction = 30
	farthestStart   = 5 // after the portal's day
)

// term reports dates of a contract that lie too far from each other or from today, or
// before the agency was there.
func (c check) term(x *register.Project) {
	c.span(&x.Origin, "starts_on", "ends_on", x.StartsOn, x.EndsOn, longestProject)
	if !x.StartsOn.IsZero() && x.StartsOn.Year > c.reg.AsOf.Year+farthestStart {
		c.at(c.table, &x.Origin, "starts_on", x.StartsOn.String(), finding.Warning, "implausible-date",
			finding.Text{
				ZH: fmt.Sprintf("比数据日期 %s 晚 %d 年以上", c.reg.AsOf, farthestStart),
				EN: fmt.Sprintf("is more than %d years after the portal's day, %s", farthestStart, c.reg.AsOf),
			},
			finding.Text{ZH: "核对年份", EN: "check the year"})
	}
	if x.Agency != nil && !x.StartsOn.IsZero() && x.StartsOn.Before(x.Agency.FoundedOn) {
		c.founded(&x.Origin, "starts_on", x.StartsOn.String(), x.Agency)
	}
}

// span reports two days of a row that lie more years apart than is likely.
func (c check) span(o *register.Origin, early, late string, from, to day.Day, most int) {
	if from.IsZero() || to.IsZero() || to.IsOpen() || int(to.Year-from.Year) <= most {
		return
	}
	c.at(c.table, o, late, to.String(), finding.Warning, "implausible-date",
		finding.Text{
			ZH: fmt.Sprintf("比“%s”（%s）晚 %d 年", c.table.Column(early).ZH, from, to.Year-from.Year),
			EN: fmt.Sprintf("is %d years after %s (%s)", to.Year-from.Year, early, from),
		},
		finding.Text{ZH: "核对年份；没有期限的写“长期”", EN: "check the year; write 长期 where there is no end"})
}

// founded reports what happened to an agency before it was founded.
func (c check) founded(o *register.Origin, column, when string, x *register.Agency) {
	c.at(c.table, o, column, when, finding.Warning, "implausible-date",
		finding.Text{
			ZH: fmt.Sprintf("早于机构成立日期 %s（%s 第 %d 行）", x.FoundedOn, x.File(), x.Line()),
			EN: fmt.Sprintf("is before the agency was founded, %s (%s line %d)", x.FoundedOn, x.File(), x.Line()),
		},
		finding.Text{ZH: "核对两个日期和机构代码", EN: "check the two dates and the agency's code"})
}
