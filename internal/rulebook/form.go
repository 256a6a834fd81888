package rulebook

import (
	"go.yaml.in/yaml/v3"

	"gongshi/internal/finding"
	"gongshi/internal/schema"
)

// Limits of numbers in a book.
const (
	maxMonths = 600           // 50 years
	maxFigure = 1_000_000_000 // yuan
	maxRules  = 2_000         // in a list: rules are compared in pairs
)

// The closed lists of a book.
var (
	dutyCodes = []schema.Code{
		{ID: string(Pay), ZH: "薪酬总额", EN: "Pay totals"}, {ID: string(Policy), ZH: "薪酬管理制度", EN: "Pay policy"}, {ID: string(Results), ZH: "项目结果", EN: "Results of projects"}}
	checkCodes = []schema.Code{
		{ID: string(PackagePrice), ZH: "打包价格", EN: "Package price"}, {ID: string(ProfessionalPosts), ZH: "专业岗位比例", EN: "Professional posts"},
		{ID: string(LabourCost), ZH: "人力成本比例", EN: "Labour cost"}, {ID: string(OtherCost), ZH: "其他费用比例", EN: "Other cost"},
		{ID: string(Cycle), ZH: "购买周期", EN: "Purchase cycle"}, {ID: string(Supervision), ZH: "督导经费", EN: "Supervision"}}
	scopeCodes = []schema.Code{
		{ID: string(AllFields), ZH: "全部领域", EN: "All fields"}, {ID: string(OrdinaryFields), ZH: "普通领域", EN: "Ordinary fields"}, {ID: string(RiskyOnly), ZH: "高专业高风险领域", EN: "Specialised or risky fields"}}
	crossCodes = []schema.Code{
		{ID: string(WonWhileSanctioned), ZH: "惩戒期间签约", EN: "Contract while sanctioned"}, {ID: string(ExcellentInSanction), ZH: "惩戒当年评优", EN: "Excellent in the year of a sanction"},
		{ID: string(PayUpWhileFailing), ZH: "评价不合格而薪酬上升", EN: "Pay up while failing"}, {ID: string(RepeatSanctions), ZH: "短期内多次惩戒", EN: "Repeat sanctions"},
		{ID: string(PayAboveContracts), ZH: "薪酬高于合同收入", EN: "Pay above contracts"}}
)

// version is that of the form; it rises when an old book would be read differently.
//
//	1: the first one
const version = 1

// keys are those of the file.
func (l *loader) keys() []key {
	b := l.book
	var number int
	return []key{
		must("version", l.whole(&number, version, version), "这种写法的版本，写 1", "The version of the form: 1"),
		must("id", l.id(&b.ID), "这份规则的编号", "The book's id"),
		must("title", l.text(&b.Title.ZH), "这份规则的名称", "The book's title in Chinese"),
		must("title_en", l.text(&b.Title.EN), "英文名称", "The book's title in English"),
		may("extends", l.built(), "从哪一份内置规则开始：编号相同的来源和规则由本文件取代，其余照用", "The built-in book to start from: sources and rules of the same id are replaced, the others stay"),
		may("sources", l.sourceList(), "规则的来源", "The texts in which rules stand"),
		may("duties", l.list("duties", l.duty), "公开义务", "Duties to disclose"),
		may("thresholds", l.list("thresholds", l.threshold), "条款写明的数值", "Figures that clauses name"),
		may("risky_fields", l.list("risky_fields", l.risky), "高专业、高风险的服务领域", "Specialised or risky fields of service"),
		may("ageing", l.list("ageing", l.ageing), "惩戒信息的公示期限", "How long sanctions are shown"),
		may("names", l.list("names", l.name), "从业人员姓名在什么条件下全文显示；没有规则时一律隐去名字", "When a practitioner's name is printed in full; without a rule it is always masked"),
		may("cross_checks", l.list("cross_checks", l.crossCheck), "不同记录之间的核对", "Records set side by side"),
	}
}

// built is the name of a built-in book; what it means is read by file before.
func (l *loader) built() value {
	var codes []schema.Code
	for _, name := range Names() {
		codes = append(codes, schema.Code{ID: name, ZH: name})
	}
	var name string
	return one(l, &name, codes)
}

func (l *loader) sourceList() value {
	each := func(n *yaml.Node, field string) {
		s := &sourceEntry{Source: &Source{}, file: l.File, node: n}
		s.ok = l.mapping(n, field, l.sourceKeys(s.Source))
		if n.Kind == yaml.MappingNode {
			l.addSource(s, field)
		}
	}
	v := l.several(each, objectShape(l.sourceKeys(&Source{})), "来源 sources")
	return l.limited(v)
}

func (l *loader) sourceKeys(s *Source) []key {
	return []key{
		must("id", l.id(&s.ID), "编号，规则用它指明来源", "An id by which rules name it"),
		must("title", l.text(&s.Title.ZH), "文件名称，不加书名号", "Its title in Chinese, without 《》"),
		must("title_en", l.text(&s.Title.EN), "英文名称", "Its title in English"),
		may("issuer", l.text(&s.Issuer.ZH), "制定机关", "Who issued it, in Chinese"),
		may("issuer_en", l.text(&s.Issuer.EN), "制定机关的英文名称", "Who issued it, in English"),
		may("number", l.text(&s.Number), "文号", "Its document number"),
		may("url", l.web(&s.URL), "原文网址", "Where it can be read"),
		may("from", l.date(&s.From, false), "施行的第一天；不写：一直有效", "The first day in force; left out: since ever"),
		may("until", l.date(&s.Until, true), "施行的最后一天（含）；不写：没有终点", "The last day in force, inclusive; left out: no end is known"),
		may("extendable", l.truth(&s.Extendable), "运营者可以在 gongshi.yaml 里延长它；默认 false", "Whether the operator may extend it in gongshi.yaml; default false"),
	}
}

// limited refuses a list that is too long to compare its rules in pairs.
func (l *loader) limited(v value) value {
	read := v.read
	v.read = func(n *yaml.Node, field string) {
		if len(n.Content) > maxRules {
			l.Bad(n, field, "不超过 2000 项的列表", "a list of at most 2000 items")
			return
		}
		read(n, field)
	}
	return v
}

// list is a list of rules; each makes an empty one with its keys.
func (l *loader) list(section string, each func() (*entry, []key)) value {
	_, form := each()
	v := l.several(func(n *yaml.Node, field string) {
		e, keys := each()
		e.section, e.file, e.node, e.field = section, l.File, n, field
		before := finding.Count(l.Found).Errors
		if whole := l.mapping(n, field, append(l.ruleKeys(e), keys...)); whole && e.check != nil {
			e.check(n, field)
		}
		e.ok = finding.Count(l.Found).Errors == before
		if n.Kind == yaml.MappingNode {
			l.add(e)
		}
	}, objectShape(append(l.ruleKeys(&entry{rule: &Rule{}}), form...)), "规则 rules")
	return l.limited(v)
}

// ruleKeys are the keys that all rules have.
func (l *loader) ruleKeys(e *entry) []key {
	r := e.rule
	source := l.id(&e.source)
	read := source.read
	source.read = func(n *yaml.Node, field string) { e.sourceNode = n; read(n, field) }
	return []key{
		must("id", l.id(&r.ID), "编号，不与别的规则相同", "An id that no other rule has"),
		must("source", source, "来源的编号", "The id of a source"),
		may("clause", l.text(&r.Clause), "条款号，如 16 或 20(2)；没有编号或没有查到就不写", "The number of the clause, such as 16 or 20(2); left out where there is none or it is not known"),
		may("from", l.date(&r.From, false), "施行的第一天；不写：同来源", "The first day in force; left out: that of the source"),
		may("until", l.date(&r.Until, true), "施行的最后一天（含）；不写：同来源；2099-12-31：没有终点", "The last day in force, inclusive; left out: that of the source; 2099-12-31: no end"),
		must("text", l.text(&r.Wording.ZH), "用自己的话说明它要求什么", "What it asks, in one's own words, in Chinese"),
		must("text_en", l.text(&r.Wording.EN), "英文说明", "What it asks, in English"),
		may("review", l.text(&r.Review.ZH), "请法务核对什么", "What a lawyer should look at, in Chinese"),
		may("review_en", l.text(&r.Review.EN), "请法务核对的内容，英文；两者同时写", "What a lawyer should look at, in English; both or neither"),
	}
}

// reviewed holds that what is for a lawyer stands there in both languages.
func (l *loader) reviewed(e *entry) func(n *yaml.Node, field string) {
	return func(n *yaml.Node, field string) {
		if r := e.rule.Review; (r.ZH == "") != (r.EN == "") {
			l.lacks(n, field+".review, "+field+".review_en", finding.Text{ZH: "两种语言都要写", EN: "in both languages"})
		}
	}
}

// then runs two checks of a rule one after the other.
func then(a, b func(n *yaml.Node, field string)) func(n *yaml.Node, field string) {
	return func(n *yaml.Node, field string) { a(n, field); b(n, field) }
}

func (l *loader) duty() (*entry, []key) {
	d := &Duty{}
	e := &entry{rule: &d.Rule, put: func(b *Book) { b.Duties = append(b.Duties, d) }}
	e.judges = func() []string { return []string{string(d.Kind)} }
	e.check = then(l.reviewed(e), func(n *yaml.Node, field string) {
		if d.Kind == Results && len(d.Needs) == 0 {
			l.lacks(n, field+".needs", finding.Text{ZH: "每个项目需要哪些结果", EN: "the results that every project needs"})
		}
		if d.Kind != Results && len(d.Needs) > 0 {
			l.Bad(n, field+".needs", "只用于 results 的键", "it with results only")
		}
		if d.Kind != Pay && len(d.Tiers) > 0 {
			l.Bad(n, field+".tiers", "只用于 pay 的键", "it with pay only")
		}
	})
	needKeys := func(need *Need) []key {
		return []key{
			must("name", l.text(&need.Name.ZH), "这项结果叫什么", "What the result is called, in Chinese"),
			must("name_en", l.text(&need.Name.EN), "英文名称", "What the result is called, in English"),
			must("kinds", some(l, &need.Kinds, schema.EvaluationKinds), "评价的类型，有其中一种即可", "Kinds of evaluation, one of which is enough"),
			may("min_months", l.whole(&need.MinMonths, 0, maxMonths), "只要求合同期至少这么多个月的项目；默认 0：全部", "Only projects whose term has at least so many months; default 0: all"),
		}
	}
	needs := l.several(func(n *yaml.Node, field string) {
		var need Need
		if l.mapping(n, field, needKeys(&need)) {
			d.Needs = append(d.Needs, need)
		}
	}, objectShape(needKeys(&Need{})), "name, name_en, kinds, min_months")
	return e, []key{
		must("duty", one(l, &d.Kind, dutyCodes), "哪一项义务", "Which duty"),
		may("tiers", some(l, &d.Tiers, schema.Tiers), "pay：要公开的层级；默认全部", "pay: the tiers to disclose; default: all"),
		may("needs", needs, "results：每个结束的项目要有的结果，至少一项", "results: what each finished project needs; at least one"),
	}
}

func (l *loader) threshold() (*entry, []key) {
	t := &Threshold{Scope: AllFields}
	e := &entry{rule: &t.Rule, put: func(b *Book) { b.Thresholds = append(b.Thresholds, t) }}
	e.judges = t.judges
	var least, most int
	e.check = then(l.reviewed(e), func(n *yaml.Node, field string) {
		t.AtLeast, t.AtMost = int64(least), int64(most)
		upper := t.Check == OtherCost
		switch share := t.Check == ProfessionalPosts || t.Check == LabourCost || t.Check == OtherCost; {
		case !upper && (least == 0 || most != 0):
			l.Bad(n, field, string(t.Check)+" 写 at_least，不写 at_most", "at_least and no at_most for "+string(t.Check))
		case upper && (most == 0 || least != 0):
			l.Bad(n, field, string(t.Check)+" 写 at_most，不写 at_least", "at_most and no at_least for "+string(t.Check))
		case share && max(least, most) > 100:
			l.Bad(n, field, "不超过 100 的百分数", "a percentage of at most 100")
		case t.Check == Cycle && least > maxMonths:
			l.Bad(n, field, "不超过 600 的月数", "at most 600 months")
		}
	})
	return e, []key{
		must("check", one(l, &t.Check, checkCodes), "哪一个数值", "Which figure"),
		may("at_least", l.whole(&least, 1, maxFigure), "下限：元、百分数或月数", "The lower bound: yuan, percent or months"),
		may("at_most", l.whole(&most, 1, maxFigure), "上限，只用于 other-cost", "The upper bound, for other-cost only"),
		may("scope", one(l, &t.Scope, scopeCodes), "哪些领域的项目；默认 all", "Projects of which fields; default all"),
		may("usual", l.truth(&t.Usual), "条款写的是“一般”：达不到时只作说明；默认 false", "The clause says “usually”: falling short is a note only; default false"),
	}
}

func (l *loader) risky() (*entry, []key) {
	r := &RiskyFields{}
	e := &entry{rule: &r.Rule, put: func(b *Book) { b.Risky = append(b.Risky, r) }}
	e.judges = func() []string { return r.Fields }
	e.check = l.reviewed(e)
	return e, []key{must("fields", some(l, &r.Fields, schema.Fields), "服务领域", "Fields of service")}
}
