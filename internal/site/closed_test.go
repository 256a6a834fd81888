package site

import (
	"slices"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// aged renders sanctions of an agency under a rule for penalties that keeps nothing and
// one for disciplinary actions that keeps what is repaired or withdrawn.
func aged(t *testing.T, on string, sanctions ...register.Sanction) (map[string]string, *register.Register) {
	t.Helper()
	tables := rows()
	tables.Sanctions = nil
	for i, s := range sanctions {
		s.Origin, s.AgencyID, s.AuthorityName = at("data/sanctions.csv", i+2), id(4), "拟州市民政局"
		if s.Subject == "" {
			s.Subject = "agency"
		}
		s.MeasureNames = append(s.MeasureNames, "罚款")
		tables.Sanctions = append(tables.Sanctions, &s)
	}
	rule := func(clause, zh, en string) rulebook.Rule {
		return rulebook.Rule{ID: "r" + clause, Clause: clause, Source: &rulebook.Source{Title: finding.Text{ZH: zh, EN: en}}}
	}
	year, three := rulebook.Period{Shown: true, MaxMonths: 12}, rulebook.Period{Shown: true, MaxMonths: 36}
	book := &rulebook.Book{Ageing: []*rulebook.Ageing{
		{Rule: rule("19", "信用修复管理办法", "Measures on credit repair"), Kinds: []string{"penalty"}, SeriousMeasures: []string{"closure"},
			Periods: map[rulebook.Severity]rulebook.Period{rulebook.General: year, rulebook.Serious: three}},
		{Rule: rule("", "协会章程", ""), Kinds: []string{"discipline"}, KeepRepaired: true, KeepWithdrawn: true,
			Periods: map[rulebook.Severity]rulebook.Period{rulebook.General: year, rulebook.Serious: {Shown: true}}},
	}}
	reg, findings := register.Link(tables, fixtureSettings(), book, d(on))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return render(t, reg, ledger.Open(reg), testOptions()), reg
}

func TestClosedPageNamesItsRule(t *testing.T) {
	for _, c := range []struct {
		name   string
		in     register.Sanction
		zh, en string
	}{
		{"by the rule", register.Sanction{Kind: "penalty", DecidedOn: d("2024-02-29")},
			"公示已于~2025-02-28~结束。这是公示的最后一天，依据：《信用修复管理办法》第~19~条。", "Its publication ended on 2025-02-28.That was the last day of publication under Measures on credit repair, clause~19."},
		{"by the record", register.Sanction{Kind: "penalty", DecidedOn: d("2024-02-29"), PublishUntil: d("2025-06-30")},
			"公示已于~2025-06-30~结束。这是原记录写明的公示截止期。", "Its publication ended on 2025-06-30.That was the last day of publication that the record itself gave."},
		{"a rule without clause or English title", register.Sanction{Kind: "discipline", DecidedOn: d("2024-02-29")},
			"公示已于~2025-02-28~结束。这是公示的最后一天，依据：《协会章程》。", "Its publication ended on 2025-02-28.That was the last day of publication under 《协会章程》."},
		{"repaired", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-01"), Status: "repaired", StatusOn: d("2026-05-01"), StatusReason: "履行完毕"},
			"这条记录已于~2026-05-01~修复信用，公示同时结束。依据：《信用修复管理办法》第~19~条。", "The credit was repaired on 2026-05-01, and publication ended with it.Rule: Measures on credit repair, clause~19."},
		{"repaired, without a day", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-01"), Status: "repaired"},
			"这条记录已经修复信用，公示同时结束。依据：《信用修复管理办法》第~19~条。", "The credit was repaired, and publication ended with it.Rule: Measures on credit repair, clause~19."},
		{"repaired and kept to the end", register.Sanction{Kind: "discipline", DecidedOn: d("2024-02-29"), Status: "repaired", StatusOn: d("2024-05-01")},
			"公示已于~2025-02-28~结束。这是公示的最后一天，依据：《协会章程》。", "Its publication ended on 2025-02-28.That was the last day of publication under 《协会章程》."},
		{"withdrawn", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-01"), Status: "withdrawn", StatusOn: d("2026-05-01"), StatusReason: "拟州市民政局复核后撤销对落霞助残服务中心的7号"},
			"这条记录已于~2026-05-01~撤销。原因：作出机关复核后撤销对该机构的该文书", "The record was withdrawn on 2026-05-01.Reason: 作出机关复核后撤销对该机构的该文书"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.in.ID = "7号"
			files, reg := aged(t, "2026-06-30", c.in)
			if len(reg.Closed) != 1 {
				t.Fatalf("%d are closed, want 1", len(reg.Closed))
			}
			for name, body := range files {
				if strings.Contains(body, reg.Closed[0].Slug) {
					t.Errorf("%s leads to it", name)
				}
			}
			for prefix, want := range map[string]string{"": c.zh, "en/": c.en} {
				body := files[prefix+"sanctions/"+reg.Closed[0].Slug+".html"]
				p := parsePage(t, body)
				if got, want := strings.Join(p.texts("main p"), ""), strings.ReplaceAll(want, "~", words.NoBreak); !strings.HasPrefix(got, want) {
					t.Errorf("%s%q, want it to begin with %q", prefix, got, want)
				}
				for _, secret := range []string{"落霞助残", "7号", "拟州市民政局", "罚款", "履行完毕"} {
					if strings.Contains(body, secret) {
						t.Errorf("%s: the page holds %s", prefix, secret)
					}
				}
				if !strings.Contains(body, `content="noindex"`) || strings.Contains(body, "canonical") {
					t.Errorf("%s: want noindex and no canonical address", prefix)
				}
			}
		})
	}
}

// TestShownUntil holds that a page says how long it may be shown, how serious the matter
// counts and where both come from.
func TestShownUntil(t *testing.T) {
	for _, c := range []struct {
		name                  string
		in                    register.Sanction
		chip, until, severity string
		untilEN, severityEN   string
		inList, notInList     string
	}{
		{"by rule and by default", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-28")},
			"● 生效中", "2027-02-28（记录没有写明，依据：《信用修复管理办法》第~19~条）", "一般（记录没有写明，种类也不是轻微或严重的）",
			"2027-02-28 (not given in the record; rule: Measures on credit repair, clause~19)", "General (not given in the record, and the measures are neither minor nor serious)", "公示至~2027-02-28", ""},
		{"by rule and by the measures", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-28"), MeasureNames: []string{"责令关闭"}},
			"● 生效中", "2029-02-28（记录没有写明，依据：《信用修复管理办法》第~19~条）", "严重（记录没有写明，按惩戒种类确定）",
			"2029-02-28 (not given in the record; rule: Measures on credit repair, clause~19)", "Serious (not given in the record; worked out from the measures)", "公示至~2029-02-28", ""},
		{"as given", register.Sanction{Kind: "penalty", DecidedOn: d("2026-02-28"), Severity: "minor", PublishUntil: d("2026-12-31"), Status: "appealed"},
			"◐ 复议诉讼中", "2026-12-31（记录写明）", "轻微（记录写明）", "2026-12-31 (given in the record)", "Minor (given in the record)", "公示至~2026-12-31", ""},
		{"without end by rule", register.Sanction{Kind: "discipline", DecidedOn: d("2020-02-28"), Severity: "serious", Status: "ended"},
			"○ 已届满", "没有截止日（依据：《协会章程》）", "严重（记录写明）", "no last day (rule: 《协会章程》)", "Serious (given in the record)", "", "公示至"},
		{"repaired and kept", register.Sanction{Kind: "discipline", DecidedOn: d("2026-02-28"), Severity: "general", Status: "repaired"},
			"○ 已修复", "2027-02-28（记录没有写明，依据：《协会章程》）", "一般（记录写明）", "2027-02-28 (not given in the record; rule: 《协会章程》)", "General (given in the record)", "公示至~2027-02-28", ""},
		{"withdrawn and kept", register.Sanction{Kind: "discipline", DecidedOn: d("2026-02-28"), Severity: "general", Status: "withdrawn"},
			"○ 已撤销", "2027-02-28（记录没有写明，依据：《协会章程》）", "一般（记录写明）", "2027-02-28 (not given in the record; rule: 《协会章程》)", "General (given in the record)", "公示至~2027-02-28", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.in.ID = "7号"
			files, reg := aged(t, "2026-06-30", c.in)
			if len(reg.Sanctions) != 1 {
				t.Fatalf("%d are shown, want 1", len(reg.Sanctions))
			}
			name := "sanctions/" + reg.Sanctions[0].Slug + ".html"
			for file, want := range map[string][]string{name: {c.until, c.severity}, "en/" + name: {c.untilEN, c.severityEN}} {
				facts := parsePage(t, files[file]).texts("dl.facts dd")
				for _, w := range want {
					if !slices.Contains(facts, strings.ReplaceAll(w, "~", words.NoBreak)) {
						t.Errorf("%s has the facts %q, want %q", file, facts, w)
					}
				}
			}
			if got := parsePage(t, files[name]).text(".standing .chip"); got != c.chip {
				t.Errorf("the chip is %q, want %q", got, c.chip)
			}
			list := parsePage(t, files["agencies/"+reg.Sanctions[0].Agency.Slug+".html"]).text("main")
			if !strings.Contains(list, strings.ReplaceAll(c.inList, "~", words.NoBreak)) || c.notInList != "" && strings.Contains(list, c.notInList) {
				t.Errorf("the agency's page says %q, want %q", list, c.inList)
			}
		})
	}
}

// TestWithheldIsNowhere holds that what is not published has no page in any language.
func TestWithheldIsNowhere(t *testing.T) {
	files, reg := aged(t, "2026-06-30", register.Sanction{ID: "秘密7号", Kind: "penalty", DecidedOn: d("2026-02-28"), Subject: "practitioner", Person: "秘密"})
	if len(reg.Withheld) != 1 || reg.Unpublished != 1 {
		t.Fatalf("%d are withheld, want 1", len(reg.Withheld))
	}
	for name, body := range files {
		if strings.Contains(name+body, reg.Withheld[0].Slug) || strings.Contains(body, "秘密") {
			t.Errorf("%s tells of what is withheld", name)
		}
	}
	for name, want := range map[string]string{"data/index.html": "另有~1~条惩戒依照规则不公示。", "en/data/index.html": " 1~sanction is not published under the rules."} {
		if got := parsePage(t, files[name]).text("#coverage"); !strings.HasSuffix(got, strings.ReplaceAll(want, "~", words.NoBreak)) {
			t.Errorf("%s says %q, want it to end with %q", name, got, want)
		}
	}
}

// TestKeptStates holds that the help explains the states of what a rule keeps, where one
// does, and that a withdrawn decision does not count as a repeated sanction.
func TestKeptStates(t *testing.T) {
	files, reg := aged(t, "2026-06-30",
		register.Sanction{ID: "7号", Kind: "discipline", DecidedOn: d("2026-02-28"), Severity: "general", Status: "withdrawn"},
		register.Sanction{ID: "8号", Kind: "discipline", DecidedOn: d("2026-02-28"), Severity: "general"})
	states := func(files map[string]string) []string {
		return parsePage(t, files["search/help.html"]).texts("li .chip")
	}
	if got := states(files); !slices.Equal(got, []string{"● 生效中", "◐ 复议诉讼中", "○ 已届满", "○ 已修复", "○ 已撤销"}) {
		t.Errorf("the help explains %q, want the states of what is kept as well", got)
	}
	if got := states(built(t)); len(got) != 3 {
		t.Errorf("without a rule that keeps anything the help explains %q, want three states", got)
	}
	if len(reg.Sanctions) != 2 {
		t.Errorf("%d sanctions are shown, want the withdrawn one as well", len(reg.Sanctions))
	}
}
