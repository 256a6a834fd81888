package opendata

import (
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// The tables that follow from the records and the rulebook. They are downloads like the
// five that are read, but no row was published anywhere: there is no file to name.

// dutyKinds and dutyStates are closed lists, in the order of the ledger's.
var (
	dutyKinds = []schema.Code{
		{ID: string(rulebook.Pay), ZH: "薪酬总额", EN: "Pay totals"},
		{ID: string(rulebook.Policy), ZH: "薪酬管理制度", EN: "Pay policy"},
		{ID: string(rulebook.Results), ZH: "项目结果", EN: "Project results"},
	}
	dutyStates = []schema.Code{
		{ID: string(ledger.NotRequired), ZH: "无须公开", EN: "Not required"},
		{ID: string(ledger.NoRule), ZH: "当日无现行规定", EN: "No rule in force"},
		{ID: string(ledger.NilReturn), ZH: "无人领薪", EN: "Nobody paid"},
		{ID: string(ledger.Disclosed), ZH: "已公开", EN: "Disclosed"},
		{ID: string(ledger.Due), ZH: "未到期", EN: "Due"},
		{ID: string(ledger.Late), ZH: "逾期公开", EN: "Disclosed late"},
		{ID: string(ledger.Partly), ZH: "部分未公开", EN: "Partly missing"},
		{ID: string(ledger.Missing), ZH: "未公开", EN: "Not disclosed"},
		{ID: string(ledger.Overdue), ZH: "逾期未公开", EN: "Overdue"},
	}
	groupKinds = []schema.Code{
		{ID: string(ledger.Whole), ZH: "全部", EN: "Whole portal"},
		{ID: string(ledger.Districts), ZH: "区", EN: "District"},
		{ID: string(ledger.Purchasers), ZH: "购买主体", EN: "Purchaser"},
		{ID: string(ledger.Fields), ZH: "服务领域", EN: "Field"},
	}
	tallyUnits = []schema.Code{
		{ID: "agencies", ZH: "机构", EN: "Agencies"},
		{ID: "projects", ZH: "项目", EN: "Projects"},
	}
)

// ofAgency is how many columns of dutyTable say which agency it is.
const ofAgency = 2

var dutyTable = schema.Table{
	Name: "duties", ZH: "公开义务", EN: "Duties", Key: []string{"agency_id", "year", "duty"},
	Columns: []schema.Column{
		{Name: "agency_id", ZH: "统一社会信用代码", EN: "Credit code", Kind: schema.CreditKey, Required: true},
		{Name: "name", ZH: "机构名称", EN: "Agency", Kind: schema.Name, Required: true},
		{Name: "year", ZH: "年度", EN: "Year", Kind: schema.Year, Required: true},
		{Name: "duty", ZH: "义务", EN: "Duty", Kind: schema.Coded, Required: true, Codes: dutyKinds},
		{Name: "state", ZH: "状态", EN: "State", Kind: schema.Coded, Required: true, Codes: dutyStates},
		{Name: "deadline", ZH: "期限（运营者设定）", EN: "Deadline (the operator's)", Kind: schema.Date},
		{Name: "disclosed_on", ZH: "公开日期", EN: "Disclosed on", Kind: schema.Date},
		{Name: "days_late", ZH: "逾期天数", EN: "Days late", Kind: schema.Count},
		{Name: "have", ZH: "已公开数", EN: "Disclosed", Kind: schema.Count, Required: true},
		{Name: "want", ZH: "应公开数", EN: "To be disclosed", Kind: schema.Count, Required: true},
		{Name: "rule", ZH: "规则编号", EN: "Rule", Kind: schema.Key},
		{Name: "clause", ZH: "条款", EN: "Clause", Kind: schema.Name},
		{Name: "rule_source", ZH: "规则出处", EN: "Source of the rule", Kind: schema.Name},
		{Name: "projects", ZH: "依据项目", EN: "Projects that created it", Kind: schema.List},
		{Name: "lacking", ZH: "尚缺结果", EN: "Results that are lacking", Kind: schema.List},
	},
}

var coverageTable = schema.Table{
	Name: "coverage", ZH: "公开覆盖率", EN: "Coverage", Key: []string{"group_kind", "group", "year", "duty"},
	Columns: []schema.Column{
		{Name: "group_kind", ZH: "分组", EN: "Kind of group", Kind: schema.Coded, Required: true, Codes: groupKinds},
		{Name: "group", ZH: "组代码", EN: "Code of the group", Kind: schema.Key, Required: true},
		{Name: "name", ZH: "组名", EN: "Name of the group", Kind: schema.Name},
		{Name: "year", ZH: "年度", EN: "Year", Kind: schema.Year, Required: true},
		{Name: "duty", ZH: "义务", EN: "Duty", Kind: schema.Coded, Required: true, Codes: dutyKinds},
		{Name: "unit", ZH: "计数单位", EN: "What is counted", Kind: schema.Coded, Required: true, Codes: tallyUnits},
		{Name: "required", ZH: "应公开", EN: "Required", Kind: schema.Count, Required: true},
		{Name: "disclosed", ZH: "按期公开", EN: "Disclosed in time", Kind: schema.Count, Required: true},
		{Name: "late", ZH: "逾期公开", EN: "Disclosed late", Kind: schema.Count, Required: true},
		{Name: "due", ZH: "未到期", EN: "Due", Kind: schema.Count, Required: true},
		{Name: "open", ZH: "未公开", EN: "Not disclosed", Kind: schema.Count, Required: true},
		{Name: "no_rule", ZH: "当日无现行规定", EN: "No rule in force", Kind: schema.Count, Required: true},
		{Name: "share", ZH: "公开比例（%）", EN: "Share disclosed, in time or late, of those required, in percent", Kind: schema.Score},
	},
}

// derived returns the tables that follow from the ledger.
func derived(r *register.Register, l *ledger.Ledger) []source {
	kinds := rulebook.DutyKinds()
	type row struct {
		agency *register.Agency
		year   *ledger.Year
	}
	var rows []row
	for _, a := range l.Accounts {
		for i := range a.Years {
			if !a.Years[i].Idle() {
				rows = append(rows, row{a.Agency, &a.Years[i]})
			}
		}
	}
	duties := source{
		table: &dutyTable, count: len(rows) * len(kinds), origin: nowhere,
		record: func(m *maker, i int) record {
			r := rows[i/len(kinds)]
			return m.duty(r.agency, r.year.Year, r.year.Duty(kinds[i%len(kinds)]))
		},
	}
	tallies := tallied(l.Coverage(r))
	coverage := source{
		table: &coverageTable, count: len(tallies), origin: nowhere,
		record: func(m *maker, i int) record { return m.coverage(tallies[i]) },
	}
	return []source{duties, coverage}
}

// nowhere is the place of what was read from no file.
func nowhere(int) *register.Origin { return &register.Origin{} }

// derived says whether a table follows from the others.
func (s *source) derived() bool { return s.table == &dutyTable || s.table == &coverageTable }

func (m *maker) duty(a *register.Agency, year int, d *ledger.Duty) record {
	m.projects, m.lacking, m.lackingZH = m.projects[:0], m.lacking[:0], m.lackingZH[:0]
	for i := range d.Reasons {
		r := &d.Reasons[i]
		m.projects = append(m.projects, r.Project.ID)
		for _, need := range r.Lacks {
			m.lacking = append(m.lacking, r.Project.ID+" "+strings.Join(need.Kinds, "/"))
			m.lackingZH = append(m.lackingZH, r.Project.ID+" "+needed(need))
		}
	}
	late := register.Count{N: int32(d.Days), Given: d.State == ledger.Late}
	var rule, clause, source string
	if d.Rule != nil {
		rule, clause = d.Rule.ID, d.Rule.Clause
		if s := d.Rule.Source; s != nil {
			source = in(firstLanguage(m.reg.Settings), s.Title.ZH, s.Title.EN)
		}
	}
	lacks := listCell(m.lacking)
	lacks.shown = strings.Join(m.lackingZH, listSeparator)
	m.cells = append(m.cells[:0],
		textCell(schema.CreditKey, string(a.ID)),
		textCell(schema.Name, a.Name),
		yearCell(year),
		codedCell(dutyKinds, string(d.Kind)),
		codedCell(dutyStates, string(d.State)),
		dateCell(d.Deadline),
		dateCell(d.On),
		countCell(late),
		countCell(register.Count{N: int32(d.Have), Given: true}),
		countCell(register.Count{N: int32(d.Want), Given: true}),
		textCell(schema.Key, rule),
		textCell(schema.Name, clause),
		textCell(schema.Name, source),
		listCell(m.projects),
		lacks,
	)
	return record{table: &dutyTable, cells: m.cells, duty: d}
}

// needed is the name of a need in Chinese; where the book gives none, the kinds of results
// that meet it.
func needed(n *rulebook.Need) string {
	if n.Name.ZH != "" {
		return n.Name.ZH
	}
	names := make([]string, len(n.Kinds))
	for i, k := range n.Kinds {
		names[i] = schema.ByID(schema.EvaluationKinds, k).ZH
	}
	return strings.Join(names, "或")
}

// because writes what created a duty and, of results, what is lacking. Of a need any one
// of the kinds is enough.
func (e *encoder) because(d *ledger.Duty) {
	e.key("because")
	e.open('[')
	for i := range d.Reasons {
		r := &d.Reasons[i]
		e.open('{')
		e.key("project_id")
		e.str(r.Project.ID)
		e.key("on")
		e.day(r.On)
		if d.Kind == rulebook.Results {
			e.result(r)
		}
		e.close('}')
	}
	e.close(']')
}

func (e *encoder) result(r *ledger.Reason) {
	e.key("state")
	e.word(string(r.State))
	e.key("deadline")
	e.day(r.Due)
	e.key("disclosed_on")
	e.day(r.Given)
	e.key("rule")
	if r.Rule != nil {
		e.text(r.Rule.ID)
	} else {
		e.null()
	}
	e.key("lacks")
	e.open('[')
	for _, need := range r.Lacks {
		e.strings(need.Kinds)
	}
	e.close(']')
}

// tally is a row of the table of coverage.
type tally struct {
	group *ledger.GroupTally
	year  int
	duty  rulebook.DutyKind
	ledger.Tally
}

// tallied lists what is counted: groups in the order of the coverage, years newest first.
// Rows in which nothing was required and nothing without a rule are left out.
func tallied(c *ledger.Coverage) []tally {
	var list []tally
	for _, g := range c.Groups {
		for i := range g.Years {
			y := &g.Years[i]
			for _, kind := range rulebook.DutyKinds() {
				if t := *y.Tally(kind); t.Required > 0 || t.NoRule > 0 {
					list = append(list, tally{g, y.Year, kind, t})
				}
			}
		}
	}
	return list
}

func (m *maker) coverage(t tally) record {
	id, name := string(ledger.Whole), ""
	if g := t.group.Group; g != nil {
		id, name = groupID(g), g.Name
	}
	unit := "agencies"
	if t.duty == rulebook.Results {
		unit = "projects"
	}
	count := func(n int) cell { return countCell(register.Count{N: int32(n), Given: true}) }
	m.cells = append(m.cells[:0],
		codedCell(groupKinds, string(t.group.Kind)),
		textCell(schema.Key, id),
		textCell(schema.Name, name),
		yearCell(t.year),
		codedCell(dutyKinds, string(t.duty)),
		codedCell(tallyUnits, unit),
		count(t.Required), count(t.InTime), count(t.Late), count(t.Due), count(t.Open), count(t.NoRule),
		percentCell(t.PerMille(), t.Required > 0),
	)
	return record{table: &coverageTable, cells: m.cells}
}

// percentCell is a share in tenths of a percent, always with its one decimal.
func percentCell(perMille int, given bool) cell {
	c := cell{kind: schema.Score, given: given}
	if given {
		c.text = strconv.Itoa(perMille/10) + "." + strconv.Itoa(perMille%10)
	}
	return c
}
