package changelog

import (
	"slices"
	"strings"
	"testing"

	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

var today = day.Make(2026, 9, 30)

// small is a register of one record of each table.
func small() *register.Register {
	a := &register.Agency{ID: "5299000000000001XA", Slug: "5299000000000001xa", Name: "梅园社会工作服务中心"}
	p := &register.Project{ID: "P-1", Slug: "p-1", Name: "梅园社区项目", AgencyID: a.ID, Agency: a, Amount: money.FromFen(200_000)}
	return &register.Register{
		Settings: &portal.Settings{Languages: []string{portal.Chinese, portal.English}}, AsOf: today,
		Agencies: []*register.Agency{a}, Projects: []*register.Project{p},
		Pay:         []*register.Pay{{AgencyID: a.ID, Agency: a, Year: 2025, Tier: "managers"}},
		Evaluations: []*register.Evaluation{{ProjectID: "P-1", Project: p, Kind: "acceptance", DecidedOn: day.Make(2026, 9, 1)}},
		Sanctions:   []*register.Sanction{{ID: "〔2026〕1号", Slug: "20261"}},
	}
}

// TestSentences holds what a reader is told in each case, and that nothing but the table is
// told of what is no longer published.
func TestSentences(t *testing.T) {
	const pay = "pay/5299000000000001xa2025managers"
	change := func(table, id string, fields ...changes.Field) changes.Entry {
		return changes.Entry{On: today, Kind: changes.Changed, Table: table, ID: id, URL: "old.html", Fields: fields}
	}
	for _, c := range []struct {
		entry      changes.Entry
		zh, en, at string
	}{
		{
			change("projects", "projects/p-1", changes.Field{Name: "amount", Before: "1000.00", After: "2000.00"}, changes.Field{Name: "ends_on", After: "2099-12-31"}),
			"项目 梅园社区项目，梅园社会工作服务中心：合同金额由 1,000 元 改为 2,000 元；结束日期由 未填写 改为 长期",
			"Project 梅园社区项目, 梅园社会工作服务中心: Contract amount changed from CNY 1,000 to CNY 2,000; Ends on changed from not given to no end date", "projects/p-1.html",
		}, {
			change("agencies", "agencies/5299000000000001xa", changes.Field{Name: "fields", Before: "sw01；自创", After: "sw01"}, changes.Field{Name: "address", Text: true}),
			"机构 梅园社会工作服务中心：服务领域由 社会福利、自创 改为 社会福利；地址的文字有改动",
			"Agency 梅园社会工作服务中心: Fields of service changed from Social welfare, 自创 to Social welfare; Address: the wording changed", "agencies/5299000000000001xa.html",
		}, {
			changes.Entry{On: today, Kind: changes.Added, Table: "pay", ID: pay},
			"1 条薪酬记录：新公布", "A record of pay: newly published", "",
		}, {
			change("sanctions", "sanctions/20261", changes.Field{Name: "status", Before: "in_force", After: "ended"}),
			"惩戒 〔2026〕1号：状态由 生效 改为 已届满", "Sanction 〔2026〕1号: Status changed from In force to Ended", "sanctions/20261.html",
		}, {
			change("sanctions", "sanctions/20262", changes.Field{Name: "sanction_id", Before: "〔2026〕2号"}),
			"1 条惩戒记录：有改动", "A sanction: changed", "",
		}, {
			changes.Entry{On: today, Kind: changes.Removed, Table: "projects", ID: "projects/p-2", URL: "projects/p-2.html"},
			"项目 p-2：不再公布", "Project p-2: no longer published", "",
		},
	} {
		l := Open(small(), changes.Log{Since: today, Entries: []changes.Entry{c.entry}})
		e := &l.All()[0]
		for lang, want := range map[string]string{portal.Chinese: c.zh, portal.English: c.en} {
			if said := strings.ReplaceAll(Text(e.Sentence(words.Of(lang))), words.NoBreak, " "); said != want {
				t.Errorf("%s:\n%s\nwant\n%s", c.entry.ID, said, want)
			}
		}
		if e.URL != c.at {
			t.Errorf("%s leads to %q, want %q", c.entry.ID, e.URL, c.at)
		}
		if !e.Named() != (c.entry.ID == "sanctions/20262") {
			t.Errorf("%s is named %v", c.entry.ID, e.Named())
		}
	}
}

// TestOpen holds that ids of every table find their records, and that what is later than the
// register is left out.
func TestOpen(t *testing.T) {
	var log changes.Log
	for table, id := range map[string]string{
		"agencies": "agencies/5299000000000001xa", "projects": "projects/p-1", "sanctions": "sanctions/20261",
		"pay": "pay/5299000000000001xa2025managersf5d7099f77", "evaluations": "evaluations/p-1acceptance2026-09-016bedd3f443",
	} {
		log.Entries = append(log.Entries, changes.Entry{On: today, Kind: changes.Added, Table: table, ID: id})
	}
	log.Entries = append(log.Entries, changes.Entry{On: today.Add(1), Kind: changes.Added, Table: "projects", ID: "projects/p-1"})
	l := Open(small(), log)
	if len(l.All()) != 5 || l.Counts(today)[Group{"pay", changes.Added}] != 1 {
		t.Errorf("%d entries, counts %v", len(l.All()), l.Counts(today))
	}
	for _, e := range l.All() {
		if e.Path(route.Site{}) == "" {
			t.Errorf("%s has no record", e.ID)
		}
	}
	var none *Log
	if b, err := none.File(); err != nil || none.All() != nil || !slices.Equal(b, []byte("{\"version\": 1, \"since\": \"\", \"entries\": [\n]}\n")) {
		t.Errorf("without a log the file is %s, %v", b, err)
	}
}

// TestWhom holds that a sanction of a practitioner is never told as one of the agency, and that
// a page which says itself what it is about is not told it again.
func TestWhom(t *testing.T) {
	reg := small()
	a, w := reg.Agencies[0], words.Of(portal.Chinese)
	a.ShortName = "梅园社工"
	reg.Sanctions = append(reg.Sanctions, &register.Sanction{ID: "〔2026〕3号", Slug: "20263", Agency: a, Person: "某某"})
	reg.Sanctions[0].Agency = a
	entry := func(table, id string) changes.Entry {
		return changes.Entry{On: today, Kind: changes.Added, Table: table, ID: table + "/" + id}
	}
	l := Open(reg, changes.Log{Entries: []changes.Entry{
		entry("sanctions", "20261"), entry("sanctions", "20263"), entry("evaluations", "p-1acceptance2026-09-016bedd3f443"),
		entry("pay", "5299000000000001xa2025managersf5d7099f77"), entry("projects", "p-1"), entry("agencies", a.Slug),
	}})
	for i, want := range [][3]string{
		{"惩戒 〔2026〕1号，梅园社工：新公布", "惩戒 〔2026〕1号：新公布", "新公布"},
		{"惩戒 〔2026〕3号，梅园社工从业人员：新公布", "惩戒 〔2026〕3号，从业人员：新公布", "新公布"},
		{"评价 梅园社区项目，2026-09-01 验收，梅园社工：新公布", "评价 梅园社区项目，2026-09-01 验收：新公布", "评价 2026-09-01 验收：新公布"},
		{"薪酬 梅园社会工作服务中心 2025 年度机构管理人员：新公布", "薪酬 2025 年度机构管理人员：新公布", ""},
		{"项目 梅园社区项目，梅园社工：新公布", "项目 梅园社区项目：新公布", "新公布"},
		{"机构 梅园社会工作服务中心：新公布", "新公布", ""},
	} {
		e := &l.All()[i]
		said := [3]string{Text(e.Sentence(w)), Text(e.Here(w, false))}
		if want[2] != "" {
			said[2] = Text(e.Here(w, true))
		}
		for k := range said {
			if got := strings.ReplaceAll(said[k], words.NoBreak, " "); got != want[k] {
				t.Errorf("%s, page %d: %q, want %q", e.ID, k, got, want[k])
			}
		}
	}
}

// TestByWeight holds the order in which readers are told, and which entries are told as one.
func TestByWeight(t *testing.T) {
	reg := small()
	reg.Pay = append(reg.Pay, &register.Pay{AgencyID: reg.Agencies[0].ID, Agency: reg.Agencies[0], Year: 2025, Tier: "directors"})
	reg.Sanctions[0].Agency = reg.Agencies[0]
	managers, directors := string(route.AppendPayID(nil, reg.Pay[0])), string(route.AppendPayID(nil, reg.Pay[1]))
	evaluation := string(route.AppendEvaluationID(nil, reg.Evaluations[0]))
	entry := func(kind changes.Kind, id string, fields ...changes.Field) changes.Entry {
		table, _, _ := strings.Cut(id, "/")
		return changes.Entry{On: today, Kind: kind, Table: table, ID: id, Fields: fields}
	}
	older := entry(changes.Added, "sanctions/20261")
	older.On = today.Add(-1)
	l := Open(reg, changes.Log{Entries: []changes.Entry{
		entry(changes.Changed, "agencies/5299000000000001xa", changes.Field{Name: "phone", Text: true}),
		entry(changes.Added, managers), entry(changes.Added, directors),
		entry(changes.Changed, managers, changes.Field{Name: "total", Before: "1.00", After: "2.00"}),
		entry(changes.Added, "projects/p-1"), entry(changes.Changed, "projects/p-1", changes.Field{Name: "staff", After: "2"}),
		entry(changes.Added, evaluation), entry(changes.Removed, "projects/gone"), entry(changes.Added, "sanctions/gone"),
		entry(changes.Changed, "sanctions/20261", changes.Field{Name: "status", Before: "in_force", After: "ended"}),
		entry(changes.Removed, "sanctions/gone"), entry(changes.Removed, "sanctions/hidden"), entry(changes.Added, "sanctions/20261"), older,
	}})
	w := words.Of(portal.Chinese)
	told := func(list []Entry) string {
		var lines []string
		for _, e := range list {
			lines = append(lines, Text(e.named(w))+" "+string(e.Kind))
		}
		return strings.ReplaceAll(strings.Join(lines, "\n"), words.NoBreak, " ")
	}
	const want = `惩戒 〔2026〕1号 added
薪酬 梅园社会工作服务中心 2025 年度机构管理人员 changed
项目 gone removed
2 条惩戒记录 removed
惩戒 〔2026〕1号 changed
评价 梅园社区项目，2026-09-01 验收 added
项目 梅园社区项目 changed
项目 梅园社区项目 added
机构 梅园社会工作服务中心 changed
薪酬 梅园社会工作服务中心 2025 年度 2 条 added
1 条惩戒记录 added
惩戒 〔2026〕1号 added`
	if got := told(Gather(l.ByWeight())); got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
	lines := strings.Split(want, "\n")
	of := func(at ...int) string {
		var list []string
		for _, i := range at {
			list = append(list, lines[i])
		}
		return strings.Join(list, "\n")
	}
	for _, c := range []struct {
		name, got, want string
	}{
		{"agency", told(Gather(l.OfAgency(reg.Agencies[0]))), of(0, 1, 4, 5, 6, 7, 8, 9, 11)},
		{"project", told(Gather(l.OfProject(reg.Projects[0]))), of(5, 6, 7)},
		{"sanction", told(Gather(l.OfSanction(reg.Sanctions[0]))), of(0, 4, 11)},
	} {
		if c.got != c.want {
			t.Errorf("the history of the %s is\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}
