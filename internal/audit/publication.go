package audit

import (
	"cmp"
	"fmt"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// noticeDays is how many days ahead the end of a publication is told.
const noticeDays = 30

// withheld says of every sanction that is not published which rule withholds it.
func (a *auditor) withheld() {
	t := schema.Lookup("sanctions")
	for _, x := range a.reg.Withheld {
		column, why := "subject", finding.Text{ZH: "对象是自然人", EN: "it is about a natural person"}
		switch x.Withheld {
		case register.WithheldWarning:
			column, why = "measures", finding.Text{ZH: "只有警告一类的决定", EN: "it is a decision of mere warnings"}
		case register.WithheldSeverity:
			c := schema.ByID(schema.Severities, string(x.Counted))
			column, why = "severity", finding.Text{ZH: "严重程度为" + c.ZH, EN: "it counts as " + c.ID}
			if x.Severity == "" {
				column = "measures"
			}
		}
		law := lawOf(x.Ageing)
		a.at(t, &x.Origin, column, x.ID, finding.Notice, "not-published",
			finding.Text{
				ZH: fmt.Sprintf("这条惩戒不公示：%s；依据：%s", why.ZH, law.ZH),
				EN: fmt.Sprintf("this sanction is not published: %s; rule: %s", why.EN, law.EN),
			},
			finding.Text{
				ZH: "无需处理；依法应当公示的，在 publish_until 写明公示截止期",
				EN: "nothing to do; where the law wants it published, give its last day in publish_until",
			})
	}
}

// EndingSoon warns of the sanctions whose publication ends within 30 days of the
// register's day, this day and the last one included. It is not part of Check, because a
// build must not stop for the calendar.
func EndingSoon(reg *register.Register) []finding.Finding {
	a := newAuditor(reg)
	t := schema.Lookup("sanctions")
	for _, x := range reg.Sanctions {
		left := x.LastDay.Sub(reg.AsOf)
		if !x.HasEnd() || left < 0 || left > noticeDays {
			continue
		}
		column, by := "publish_until", finding.Text{ZH: "记录写明的公示截止期", EN: "given in the record"}
		if x.LastDayBy == register.LastDayByRule {
			column, by = "decided_on", lawOf(x.Ageing)
			by = finding.Text{ZH: "依据：" + by.ZH, EN: "rule: " + by.EN}
		}
		a.at(t, &x.Origin, column, x.LastDay.String(), finding.Warning, "publication-ends-soon",
			finding.Text{
				ZH: fmt.Sprintf("公示的最后一天是 %s，还有 %d 天（%s）", x.LastDay, left, by.ZH),
				EN: fmt.Sprintf("the last day of publication is %s, %d days from the day of this check (%s)", x.LastDay, left, by.EN),
			},
			finding.Text{
				ZH: fmt.Sprintf("%s 起重新构建，内容即从页面、下载、订阅和检索中移除，原地址只留说明；期限有误的，更正 publish_until 或 decided_on", x.LastDay.Add(1)),
				EN: fmt.Sprintf("build again on %s: its content then leaves all pages, downloads, feeds and the search, and a neutral note stays at its address; if the day is wrong, correct publish_until or decided_on", x.LastDay.Add(1)),
			})
	}
	finding.Sort(a.found)
	found := limited(a.found)
	finding.Sort(found)
	return found
}

// lawOf names a rule by its source and clause.
func lawOf(r *rulebook.Ageing) finding.Text {
	title := r.Wording
	if r.Source != nil {
		title = r.Source.Title
	}
	title.EN = cmp.Or(title.EN, title.ZH)
	if r.Clause == "" {
		return title
	}
	return finding.Text{ZH: title.ZH + "第 " + r.Clause + " 条", EN: title.EN + ", clause " + r.Clause}
}
