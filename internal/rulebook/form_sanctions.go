package rulebook

import (
	"go.yaml.in/yaml/v3"

	"gongshi/internal/finding"
	"gongshi/internal/schema"
)

func (l *loader) ageing() (*entry, []key) {
	a := &Ageing{Periods: map[Severity]Period{}}
	e := &entry{rule: &a.Rule, put: func(b *Book) { b.Ageing = append(b.Ageing, a) }}
	e.judges = func() []string { return a.Kinds }
	e.check = l.reviewed(e)
	return e, []key{
		must("kinds", some(l, &a.Kinds, schema.SanctionKinds), "哪些类别的惩戒", "Kinds of sanction"),
		must("periods", l.periods(a.Periods), "三种严重程度各自的期限", "The periods of the three severities"),
		may("serious_measures", l.measures(&a.SeriousMeasures), "没有写明严重程度时，有其中一种即为严重", "Where no severity is given: any of these makes it serious"),
		may("minor_measures", l.measures(&a.MinorMeasures), "没有写明严重程度时，全部在其中即为轻微", "Where no severity is given: all of these make it minor"),
		may("warnings", l.measures(&a.Warnings), "哪些种类只算警告", "Measures that are mere warnings"),
		may("show_warnings", l.truth(&a.ShowWarnings), "只有警告的决定是否公示；默认 false", "Whether a decision of mere warnings is shown; default false"),
		may("show_persons", l.truth(&a.ShowPersons), "针对自然人的决定是否公示；默认 false", "Whether a decision about a natural person is shown; default false"),
		may("keep_repaired", l.truth(&a.KeepRepaired), "信用修复后是否显示到期满；默认 false", "Whether a repaired record stays until its period ends; default false"),
		may("keep_withdrawn", l.truth(&a.KeepWithdrawn), "撤销后是否注明并显示到期满；默认 false", "Whether a withdrawn record stays, marked, until its period ends; default false"),
	}
}

// periods are those of the three severities. How long a record is shown has no default:
// what is left out by oversight would be shown for ever.
func (l *loader) periods(to map[Severity]Period) value {
	periodKeys := func(p *Period, least, most *int) []key {
		return []key{
			may("shown", l.truth(&p.Shown), "是否公示；默认 true。false：只在记录写明公示截止期时公示", "Whether it is shown; default true. false: only where the record carries a publish_until"),
			may("min_months", l.whole(least, 0, maxMonths), "满多少个月可以申请修复；默认 0", "Months before repair may be asked for; default 0"),
			may("max_months", l.whole(most, 0, maxMonths), "决定之后公示多少个月；shown 为 true 时必写，0：没有终点", "Months after the decision for which it is shown; required unless shown is false; 0: no end"),
		}
	}
	var keys []key
	for _, c := range schema.Severities {
		var p Period
		var least, most int
		v := l.object(periodKeys(&p, &least, &most))
		v.read = func(n *yaml.Node, field string) {
			p, least, most = Period{Shown: true}, 0, -1
			if !l.mapping(n, field, periodKeys(&p, &least, &most)) {
				return
			}
			if p.Shown && most < 0 {
				l.lacks(n, field+".max_months", finding.Text{ZH: "决定之后公示多少个月；0 是没有终点", EN: "the months for which it is shown; 0 is without end"})
			}
			if most > 0 && least > most {
				l.Bad(n, field+".min_months", "不大于 max_months 的月数", "no more months than max_months")
			}
			p.MinMonths, p.MaxMonths = least, max(most, 0)
			to[Severity(c.ID)] = p
		}
		keys = append(keys, must(c.ID, v, c.ZH, c.EN))
	}
	v := l.object(keys)
	v.says = "minor, general, serious: {shown, min_months, max_months}"
	return v
}

func (l *loader) name() (*entry, []key) {
	r := &NameRule{}
	e := &entry{rule: &r.Rule, put: func(b *Book) { b.Names = append(b.Names, r) }}
	e.judges = r.judges
	e.check = l.reviewed(e)
	var columns []schema.Code
	for _, c := range schema.Lookup("sanctions").Columns {
		columns = append(columns, schema.Code{ID: c.Name, ZH: c.ZH})
	}
	requires := some(l, &r.Requires, columns)
	requires.says = "[惩戒表的列 columns of sanctions]"
	return e, []key{
		may("kinds", some(l, &r.Kinds, schema.SanctionKinds), "哪些类别的惩戒；默认全部", "Kinds of sanction; default: all"),
		must("severities", some(l, &r.Severities, schema.Severities), "哪些严重程度", "Severities"),
		must("requires", requires, "记录必须写明的列，如 basis 和 publish_until", "Columns that the record must give, such as basis and publish_until"),
	}
}

// The parameters of the cross-checks where a book gives none.
const (
	defaultPercent = 50
	defaultMonths  = 24
)

func (l *loader) crossCheck() (*entry, []key) {
	c := &CrossCheck{Percent: defaultPercent, Months: defaultMonths}
	e := &entry{rule: &c.Rule, put: func(b *Book) { b.Checks = append(b.Checks, c) }}
	e.judges = func() []string { return []string{string(c.Check)} }
	e.check = l.reviewed(e)
	return e, []key{
		must("check", one(l, &c.Check, crossCodes), "哪一项核对", "Which check"),
		must("title", l.text(&c.Title.ZH), "核对的名称", "What it is called, in Chinese"),
		must("title_en", l.text(&c.Title.EN), "英文名称", "What it is called, in English"),
		must("caveat", l.text(&c.Caveat.ZH), "与每个结果并列显示的说明：它不能说明什么", "What stands beside every result: what it does not say; in Chinese"),
		must("caveat_en", l.text(&c.Caveat.EN), "英文的说明", "What stands beside every result, in English"),
		may("off", l.truth(&c.Off), "停用这项核对；默认 false", "Switches it off; default false"),
		may("percent", l.whole(&c.Percent, 1, 1000), "pay-up-while-failing：升幅超过百分之几；默认 50", "pay-up-while-failing: up by more than so many percent; default 50"),
		may("months", l.whole(&c.Months, 1, maxMonths), "repeat-sanctions：多少个月之内；默认 24", "repeat-sanctions: within so many months; default 24"),
	}
}
