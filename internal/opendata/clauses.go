package opendata

import (
	"strconv"

	"gongshi/internal/clause"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// clausesName is the name of the table of clause checks.
const clausesName = "clauses"

// clauseColumn is a column of data/clauses.csv.
type clauseColumn struct {
	name, zh, en string
	codes        []schema.Code // of a closed list
	required     bool
}

// clauseColumns is the columns in their order.
func clauseColumns() []clauseColumn {
	return []clauseColumn{
		{name: "project_id", zh: "项目编号", en: "Project number", required: true},
		{name: "agency_id", zh: "统一社会信用代码", en: "Credit code of the agency", required: true},
		{name: "check", zh: "对照项", en: "Check", codes: clauseChecks(), required: true},
		{name: "outcome", zh: "结果", en: "Outcome", codes: clauseOutcomes(), required: true},
		{name: "value", zh: "本项目数值（四舍五入，但不越过条款数值）", en: "The project's value, rounded to the nearest but never across the clause's figure"},
		{name: "at_least", zh: "条款：不低于", en: "The clause: at least"},
		{name: "at_most", zh: "条款：不高于", en: "The clause: at most"},
		{name: "unit", zh: "单位", en: "Unit", codes: clauseUnits(), required: true},
		{name: "numbers", zh: "所用数字", en: "The numbers that were used"},
		{name: "missing", zh: "未填写的列", en: "Columns that are not given"},
		{name: "unusable", zh: "无法用于计算的列", en: "Columns with which nothing can be computed"},
		{name: "rule", zh: "规则标识", en: "The rule's id in the rulebook"},
		{name: "clause", zh: "条款", en: "Clause"},
		{name: "signed_on", zh: "依据日期（合同签订日，未填为开始日）", en: "The day that decides: signing, else the first day"},
	}
}

func clauseChecks() []schema.Code {
	return []schema.Code{
		{ID: string(rulebook.PackagePrice), ZH: "每人每年打包单价", EN: "package price per person and year"},
		{ID: string(rulebook.ProfessionalPosts), ZH: "专业岗位占比", EN: "share of professional posts"},
		{ID: string(rulebook.LabourCost), ZH: "人力成本占比", EN: "share of labour cost"},
		{ID: string(rulebook.OtherCost), ZH: "其他费用占比", EN: "share of other cost"},
		{ID: string(rulebook.Cycle), ZH: "购买周期", EN: "purchase cycle"},
		{ID: string(rulebook.Supervision), ZH: "督导经费", EN: "supervision subsidy"},
	}
}

func clauseOutcomes() []schema.Code {
	return []schema.Code{
		{ID: string(clause.Met), ZH: "符合条款数值", EN: "meets the figure"},
		{ID: string(clause.Below), ZH: "低于条款数值", EN: "below the figure"},
		{ID: string(clause.Above), ZH: "高于条款数值", EN: "above the figure"},
		{ID: string(clause.Unusual), ZH: "与一般数值不同", EN: "not the usual figure"},
		{ID: string(clause.NotEnoughData), ZH: "数据不足", EN: "not enough data"},
		{ID: string(clause.NoRule), ZH: "当日没有规则", EN: "no rule on the day"},
		{ID: string(clause.NotApplicable), ZH: "不适用", EN: "not applicable"},
	}
}

func clauseUnits() []schema.Code {
	return []schema.Code{
		{ID: string(clause.YuanPerPersonYear), ZH: "元/人/年", EN: "yuan for each person and year"},
		{ID: string(clause.YuanPerPersonMonth), ZH: "元/人/月", EN: "yuan for each person and month"},
		{ID: string(clause.Percent), ZH: "%", EN: "percent"},
		{ID: string(clause.Months), ZH: "个月", EN: "months"},
	}
}

// writeClauses makes data/clauses.csv, with a row for each project and check, and
// describes it.
func writeClauses(reg *register.Register, k *keySet, once tree.Once) (resource, error) {
	path := route.Download(clausesName + ".csv")
	note, err := once(path, k.of(k.tables[clausesName]), func(emit tree.Emit) ([]byte, error) {
		return measured(emit, fileOf(path, len(reg.Projects), func(s *sink) { clausesCSV(reg, s) }))
	})
	if err != nil {
		return resource{}, err
	}
	size, hash, err := measures(note)
	lang := firstLanguage(reg.Settings)
	r := resource{
		Name: clausesName, Title: in(lang, "与条款对照", "set against the clauses"),
		Description: in(lang, "由各表数据计算得出，不构成违规认定", "computed from the tables; no finding of a breach"),
		Path:        clausesName + ".csv", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Bytes: size, Hash: "sha256:" + hash, Type: "table",
		Dialect: &dialect{LineTerminator: "\n"}, Schema: &tableSchema{MissingValues: []string{""}, PrimaryKey: []string{"project_id", "check"}},
	}
	for _, c := range clauseColumns() {
		f := field{Name: c.name, Type: "string", Title: in(lang, c.zh, c.en)}
		if c.required {
			f.Constraints = &constraints{Required: true}
		}
		for _, code := range c.codes {
			f.Categories = append(f.Categories, category{Value: code.ID, Label: label(code, lang)})
		}
		r.Schema.Fields = append(r.Schema.Fields, f)
	}
	return r, err
}

// clausesCSV has the form of the exact files: UTF-8 without a byte order mark, LF.
func clausesCSV(reg *register.Register, to *sink) {
	columns := clauseColumns()
	cells := make([]string, 0, len(columns))
	for _, c := range columns {
		cells = append(cells, c.name)
	}
	checks := clause.Open(reg)
	kinds := len(checks.Kinds())
	buf := appendRow(nil, cells, "\n")
	results, numbers := make([]clause.Result, 0, kinds), []clause.Number{}
	for _, p := range reg.Projects {
		results = checks.Append(results[:0], p)
		for j := range results {
			numbers = results[j].AppendNumbers(numbers[:0])
			buf = appendClause(buf, p, &results[j], numbers)
		}
		buf = to.row(buf)
	}
	to.end(buf)
}

// appendClause adds the row of a result with its numbers.
func appendClause(b []byte, p *register.Project, r *clause.Result, numbers []clause.Number) []byte {
	rule, number := "", ""
	if r.Rule != nil {
		rule, number = r.Rule.ID, r.Rule.Clause
	}
	b = append(appendCell(b, p.ID), ',')
	b = append(appendCell(b, string(p.AgencyID)), ',')
	b = append(append(b, r.Check...), ',')
	b = append(append(b, r.Outcome...), ',')
	if r.HasValue {
		b = appendInUnit(b, r, r.Value)
	}
	b = append(appendFigure(append(b, ','), r, r.Least), ',')
	b = append(appendFigure(b, r, r.Most), ',')
	b = append(append(b, r.Unit()...), ',')
	b = append(appendNumbers(b, numbers), ',')
	b = append(appendJoined(b, r.Missing()), ',')
	b = append(appendJoined(b, r.Unusable()), ',')
	b = append(appendCell(b, rule), ',')
	b = append(appendCell(b, number), ',')
	return append(r.On.Append(b), '\n')
}

// appendFigure adds what the rule names; nothing where it names none.
func appendFigure(b []byte, r *clause.Result, figure int64) []byte {
	if figure == 0 {
		return b
	}
	return appendInUnit(b, r, figure)
}

// appendInUnit adds a value in the unit of a result, with two decimals but for months.
func appendInUnit(b []byte, r *clause.Result, n int64) []byte {
	if r.Unit() == clause.Months {
		return strconv.AppendInt(b, n, 10)
	}
	return money.FromFen(n).Append(b) // hundredths
}

// appendNumbers adds the numbers of a result as in amount=1630000.00；staff=5；months=24.
func appendNumbers(b []byte, list []clause.Number) []byte {
	for i, n := range list {
		if i > 0 {
			b = append(b, listSeparator...)
		}
		b = append(append(b, n.Name...), '=')
		b = appendNumber(b, n)
	}
	return b
}

func appendNumber(b []byte, n clause.Number) []byte {
	if n.Money {
		return money.FromFen(n.N).Append(b)
	}
	return strconv.AppendInt(b, n.N, 10)
}

// clauses writes the results of a project. What does not apply is left out: six results
// a project would else be mostly nulls.
func (e *encoder) clauses(m *maker, p *register.Project) {
	m.results = m.clauses.Append(m.results[:0], p)
	e.open('[')
	for i := range m.results {
		e.line()
		m.numbers = m.results[i].AppendNumbers(m.numbers[:0])
		e.clause(&m.results[i], m.numbers)
	}
	e.close(']')
}

func (e *encoder) clause(r *clause.Result, numbers []clause.Number) {
	e.open('{')
	e.key("check")
	e.word(string(r.Check))
	e.key("outcome")
	e.word(string(r.Outcome))
	if r.HasValue {
		e.inUnit("value", r, r.Value)
	}
	if r.Least != 0 {
		e.inUnit("at_least", r, r.Least)
	}
	if r.Most != 0 {
		e.inUnit("at_most", r, r.Most)
	}
	e.key("unit")
	e.word(string(r.Unit()))
	if len(numbers) > 0 {
		e.key("numbers")
		e.numbers(numbers)
	}
	e.columnNames("missing", r.Missing())
	e.columnNames("unusable", r.Unusable())
	if r.SumDiffers() {
		e.key("sum_differs_by")
		e.amount(money.FromFen(r.Difference))
	}
	if r.Rule != nil {
		e.given("rule", r.Rule.ID)
		e.given("clause", r.Rule.Clause)
	}
	if !r.On.IsZero() {
		e.key("signed_on")
		e.day(r.On)
	}
	e.close('}')
}

// given writes a member where it has a value.
func (e *encoder) given(key, s string) {
	if s != "" {
		e.key(key)
		e.str(s)
	}
}

func (e *encoder) inUnit(key string, r *clause.Result, n int64) {
	e.key(key)
	e.next()
	e.buf = append(appendInUnit(append(e.buf, '"'), r, n), '"')
}

func (e *encoder) numbers(list []clause.Number) {
	e.open('{')
	for _, n := range list {
		e.key(n.Name)
		if n.Money {
			e.amount(money.FromFen(n.N))
		} else {
			e.next()
			e.buf = appendNumber(e.buf, n)
		}
	}
	e.close('}')
}

func (e *encoder) columnNames(key string, list []string) {
	if len(list) > 0 {
		e.key(key)
		e.strings(list)
	}
}
