package register

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/rulebook"
)

// periods is a book that resembles the national rules on publication and credit repair of
// 2019, 2023 and 2026, and the charter of a trade body.
func periods() *rulebook.Book {
	rule := func(id, from, until string) rulebook.Rule {
		return rulebook.Rule{ID: id, Span: rulebook.Span{From: date(from), Until: date(until)}, Clause: "4",
			Source: &rulebook.Source{ID: id, Title: finding.Text{ZH: "办法" + id, EN: "Rules " + id}}}
	}
	shown := func(least, most int) rulebook.Period {
		return rulebook.Period{Shown: true, MinMonths: least, MaxMonths: most}
	}
	type byWeight = map[rulebook.Severity]rulebook.Period
	serious := []string{"permit-revoked", "grade-lowered", "business-halted", "closure", "occupation-barred", "certificate-revoked", "registration-cancelled", "列入严重失信名单"}
	warnings := []string{"warning", "circulated-criticism"}
	return &rulebook.Book{Ageing: []*rulebook.Ageing{
		{Rule: rule("r2019", "2019-07-01", "2023-04-30"), Kinds: []string{"penalty"}, SeriousMeasures: serious, ShowWarnings: true,
			Periods: byWeight{rulebook.Minor: shown(3, 12), rulebook.General: shown(3, 12), rulebook.Serious: shown(6, 36)}},
		{Rule: rule("r2023", "2023-05-01", "2026-03-31"), Kinds: []string{"penalty"}, SeriousMeasures: serious, Warnings: warnings,
			Periods: byWeight{rulebook.Minor: shown(3, 36), rulebook.General: shown(3, 36), rulebook.Serious: shown(3, 36)}},
		{Rule: rule("r2026", "2026-04-01", ""), Kinds: []string{"penalty"}, SeriousMeasures: serious, MinorMeasures: warnings, Warnings: warnings,
			Periods: byWeight{rulebook.Minor: {MaxMonths: 3}, rulebook.General: shown(3, 12), rulebook.Serious: shown(12, 36)}},
		{Rule: rule("charter", "", ""), Kinds: []string{"discipline"}, SeriousMeasures: []string{"membership-cancelled"}, Warnings: []string{"trade-warning"}, ShowPersons: true, ShowWarnings: true,
			Periods: byWeight{rulebook.Minor: shown(0, 6), rulebook.General: shown(3, 12), rulebook.Serious: {Shown: true}}},
	}}
}

// ageingCase is what a record says and a day. Blank: not given. The kind is 行政处罚
// against an agency unless it says 个人 (a person), 行惩 (discipline) or 行惩个人.
type ageingCase struct {
	name     string
	decided  string
	kind     string
	severity string
	measures string
	status   string // and, after a space, its day
	until    string // publish_until
	valid    string // valid_until
	asOf     string
	want     string // standing, severity that counted, last day and where it comes from, rule
}

var ageingCases = []ageingCase{
	// The last day is inclusive.
	{"旧规一般：公示一年，最后一天仍公示", "2022-03-15", "", "general", "罚款", "", "", "", "2023-03-15", "in_force general 2023-03-15 rule r2019"},
	{"旧规一般：满一年的次日到期", "2022-03-15", "", "general", "罚款", "", "", "", "2023-03-16", "expired general 2023-03-15 rule r2019"},
	{"旧规严重：三年的最后一天", "2022-03-15", "", "serious", "罚款", "", "", "", "2025-03-15", "in_force serious 2025-03-15 rule r2019"},
	{"旧规严重：三年的次日", "2022-03-15", "", "serious", "罚款", "", "", "", "2025-03-16", "expired serious 2025-03-15 rule r2019"},
	{"决定前一天尚未公示", "2022-03-15", "", "general", "罚款", "", "", "", "2022-03-14", "not_yet general 2023-03-15 rule r2019"},
	{"决定前一天，已写明撤销：同样尚未公示", "2022-03-15", "", "general", "罚款", "withdrawn 2022-03-01", "", "", "2022-03-14", "not_yet general 2023-03-15 rule r2019"},
	{"截止期早于决定：决定前尚未公示，而不是期满", "2022-03-15", "", "general", "罚款", "", "2022-03-01", "", "2022-03-14", "not_yet general 2022-03-01 record r2019"},
	{"截止期早于决定：决定当天即期满", "2022-03-15", "", "general", "罚款", "", "2022-03-01", "", "2022-03-15", "expired general 2022-03-01 record r2019"},
	{"将来的决定，规则不公示的仍是不公示", "2026-06-01", "", "minor", "罚款", "", "", "", "2026-05-31", "not_published/severity minor 2026-09-01 rule r2026"},
	{"决定当天即公示", "2022-03-15", "", "general", "罚款", "", "", "", "2022-03-15", "in_force general 2023-03-15 rule r2019"},
	{"2023 年规则：三年的最后一天", "2023-06-01", "", "general", "罚款", "", "", "", "2026-06-01", "in_force general 2026-06-01 rule r2023"},
	{"2023 年规则：三年的次日", "2023-06-01", "", "general", "罚款", "", "", "", "2026-06-02", "expired general 2026-06-01 rule r2023"},
	{"2026 年规则一般：一年的最后一天", "2026-05-01", "", "general", "罚款", "", "", "", "2027-05-01", "in_force general 2027-05-01 rule r2026"},
	{"2026 年规则一般：一年的次日", "2026-05-01", "", "general", "罚款", "", "", "", "2027-05-02", "expired general 2027-05-01 rule r2026"},
	{"2026 年规则严重：三年", "2026-05-01", "", "serious", "罚款", "", "", "", "2029-05-01", "in_force serious 2029-05-01 rule r2026"},

	// Leap days and the ends of months.
	{"闰日作出，次年最后一天为 2 月 28 日", "2020-02-29", "", "general", "罚款", "", "", "", "2021-02-28", "in_force general 2021-02-28 rule r2019"},
	{"闰日作出，次年 3 月 1 日到期", "2020-02-29", "", "general", "罚款", "", "", "", "2021-03-01", "expired general 2021-02-28 rule r2019"},
	{"闰日作出，三年后为 2 月 28 日", "2024-02-29", "", "general", "罚款", "", "", "", "2027-02-28", "in_force general 2027-02-28 rule r2023"},
	{"2 月 28 日作出，闰年仍是 28 日", "2023-02-28", "", "general", "罚款", "", "", "", "2024-02-29", "expired general 2024-02-28 rule r2019"},
	{"年底作出", "2021-12-31", "", "general", "罚款", "", "", "", "2022-12-31", "in_force general 2022-12-31 rule r2019"},
	{"行惩轻微，8 月 31 日作出，六个月到 2 月 28 日", "2022-08-31", "行惩", "minor", "业内警告", "", "", "", "2023-02-28", "in_force minor 2023-02-28 rule charter"},
	{"行惩轻微，8 月 31 日作出，遇闰年到 2 月 29 日", "2023-08-31", "行惩", "minor", "业内警告", "", "", "", "2024-02-29", "in_force minor 2024-02-29 rule charter"},
	{"行惩轻微，遇闰年的次日", "2023-08-31", "行惩", "minor", "业内警告", "", "", "", "2024-03-01", "expired minor 2024-02-29 rule charter"},

	// Which rule holds is decided by the day of the decision alone.
	{"旧规的最后一天作出", "2023-04-30", "", "general", "罚款", "", "", "", "2024-04-30", "in_force general 2024-04-30 rule r2019"},
	{"旧规的最后一天作出，新规下仍按旧规到期", "2023-04-30", "", "general", "罚款", "", "", "", "2024-05-01", "expired general 2024-04-30 rule r2019"},
	{"2023 年 5 月 1 日作出，适用新规", "2023-05-01", "", "general", "罚款", "", "", "", "2024-05-01", "in_force general 2026-05-01 rule r2023"},
	{"2026 年 3 月 31 日作出，公示三年", "2026-03-31", "", "general", "罚款", "", "", "", "2027-04-01", "in_force general 2029-03-31 rule r2023"},
	{"2026 年 4 月 1 日作出，公示一年", "2026-04-01", "", "general", "罚款", "", "", "", "2027-04-02", "expired general 2027-04-01 rule r2026"},
	{"没有规则的年代：只看记录", "2015-01-01", "", "general", "罚款", "", "", "", "2026-01-01", "in_force general - - -"},
	{"没有规则的年代，记录写明截止期", "2015-01-01", "", "", "罚款", "", "2018-01-01", "", "2018-01-02", "expired - 2018-01-01 record -"},
	{"没有规则的年代，未写严重程度", "2019-06-30", "", "", "警告", "", "", "", "2026-01-01", "in_force - - - -"},
	{"没有规则的年代，个人的决定照记录公示", "2015-01-01", "个人", "", "罚款", "", "", "", "2016-01-01", "in_force - - - -"},
	{"没有规则的年代，已修复的不公示", "2015-01-01", "", "", "罚款", "repaired", "", "", "2016-01-01", "repaired - - - -"},

	// What the record says wins.
	{"记录写明的截止期比规则短", "2022-03-15", "", "general", "罚款", "", "2022-06-15", "", "2022-06-16", "expired general 2022-06-15 record r2019"},
	{"记录写明的截止期，最后一天", "2022-03-15", "", "general", "罚款", "", "2022-06-15", "", "2022-06-15", "in_force general 2022-06-15 record r2019"},
	{"记录写明的截止期比规则长", "2022-03-15", "", "general", "罚款", "", "2027-03-15", "", "2026-01-01", "in_force general 2027-03-15 record r2019"},
	{"记录写明长期公示", "2022-03-15", "", "general", "罚款", "", "长期", "", "2090-01-01", "in_force general 2099-12-31 record r2019"},
	{"截止期早于决定日，仍以记录为准", "2022-03-15", "", "general", "罚款", "", "2022-03-14", "", "2022-03-15", "expired general 2022-03-14 record r2019"},
	{"截止期就是决定日，只公示一天", "2022-03-15", "", "general", "罚款", "", "2022-03-15", "", "2022-03-15", "in_force general 2022-03-15 record r2019"},

	// Statuses and their days.
	{"公示期内复议", "2023-06-01", "", "general", "罚款", "appealed 2023-07-01", "", "", "2023-07-01", "appealed general 2026-06-01 rule r2023"},
	{"复议申请日在将来，尚不算", "2023-06-01", "", "general", "罚款", "appealed 2023-07-01", "", "", "2023-06-30", "in_force general 2026-06-01 rule r2023"},
	{"复议期间公示期满", "2022-03-15", "", "general", "罚款", "appealed 2022-06-01", "", "", "2023-03-16", "expired general 2023-03-15 rule r2019"},
	{"复议期间处罚有效期已过，仍为复议中", "2023-06-01", "", "general", "罚款", "appealed", "", "2023-12-31", "2024-01-01", "appealed general 2026-06-01 rule r2023"},
	{"复议尚未申请而有效期已过", "2023-06-01", "", "general", "罚款", "appealed 2024-06-01", "", "2023-12-31", "2024-01-01", "ended general 2026-06-01 rule r2023"},
	{"期满前修复，当天起不公示", "2023-06-01", "", "general", "罚款", "repaired 2023-09-01", "", "", "2023-09-01", "repaired general 2026-06-01 rule r2023"},
	{"修复的前一天仍公示", "2023-06-01", "", "general", "罚款", "repaired 2023-09-01", "", "", "2023-08-31", "in_force general 2026-06-01 rule r2023"},
	{"已修复而未写日期", "2023-06-01", "", "general", "罚款", "repaired", "", "", "2023-06-02", "repaired general 2026-06-01 rule r2023"},
	{"修复先于期满，期满后仍为已修复", "2022-03-15", "", "general", "罚款", "repaired 2022-09-01", "", "", "2024-01-01", "repaired general 2023-03-15 rule r2019"},
	{"修复日在公示期满之后，先到期", "2022-03-15", "", "general", "罚款", "repaired 2023-09-01", "", "", "2023-04-01", "expired general 2023-03-15 rule r2019"},
	{"写明截止期也不改变已修复", "2023-06-01", "", "general", "罚款", "repaired 2023-09-01", "2030-01-01", "", "2023-09-01", "repaired general 2030-01-01 record r2023"},
	{"撤销当天起不公示", "2023-06-01", "", "general", "罚款", "withdrawn 2024-02-29", "", "", "2024-02-29", "withdrawn general 2026-06-01 rule r2023"},
	{"撤销在将来，尚不算", "2023-06-01", "", "general", "罚款", "withdrawn 2024-02-29", "", "", "2024-02-28", "in_force general 2026-06-01 rule r2023"},
	{"撤销先于一切，公示期满后也是已撤销", "2022-03-15", "", "general", "罚款", "withdrawn 2024-01-01", "", "", "2024-01-01", "withdrawn general 2023-03-15 rule r2019"},
	{"撤销在将来而公示已满", "2022-03-15", "", "general", "罚款", "withdrawn 2024-01-01", "", "", "2023-12-31", "expired general 2023-03-15 rule r2019"},
	{"已届满，仍在公示期内", "2023-06-01", "", "general", "罚款", "ended 2023-12-31", "", "", "2024-01-01", "ended general 2026-06-01 rule r2023"},
	{"届满日在将来", "2023-06-01", "", "general", "罚款", "ended 2023-12-31", "", "", "2023-12-30", "in_force general 2026-06-01 rule r2023"},
	{"处罚有效期的最后一天仍生效", "2023-06-01", "", "general", "罚款", "", "", "2023-12-31", "2023-12-31", "in_force general 2026-06-01 rule r2023"},
	{"处罚有效期的次日为已届满", "2023-06-01", "", "general", "罚款", "", "", "2023-12-31", "2024-01-01", "ended general 2026-06-01 rule r2023"},
	{"处罚有效期长期", "2023-06-01", "", "general", "罚款", "in_force", "", "2099-12-31", "2026-06-01", "in_force general 2026-06-01 rule r2023"},
	{"处罚有效期长于公示期，公示先结束", "2022-03-15", "", "general", "罚款", "", "", "2030-12-31", "2023-03-16", "expired general 2023-03-15 rule r2019"},

	// A blank severity is found by the measures.
	{"未写严重程度，吊销证书为严重", "2022-03-15", "", "", "吊销登记证书", "", "", "", "2024-01-01", "in_force serious/measures 2025-03-15 rule r2019"},
	{"未写严重程度，多种措施取最重", "2026-05-01", "", "", "警告;罚款;责令停产停业", "", "", "", "2028-01-01", "in_force serious/measures 2029-05-01 rule r2026"},
	{"未写严重程度，罚款为一般", "2026-05-01", "", "", "罚款", "", "", "", "2026-06-01", "in_force general/default 2027-05-01 rule r2026"},
	{"未写严重程度，警告并罚款为一般", "2026-05-01", "", "", "警告;罚款", "", "", "", "2026-06-01", "in_force general/default 2027-05-01 rule r2026"},
	{"未写严重程度，措施以代码书写", "2022-03-15", "", "", "certificate-revoked", "", "", "", "2024-01-01", "in_force serious/measures 2025-03-15 rule r2019"},
	{"未写严重程度，清单外的措施照原文比较", "2026-05-01", "", "", "列入严重失信名单", "", "", "", "2028-01-01", "in_force serious/measures 2029-05-01 rule r2026"},
	{"未写严重程度，清单和取值之外的措施为一般", "2026-05-01", "", "", "约谈", "", "", "", "2026-06-01", "in_force general/default 2027-05-01 rule r2026"},
	{"写明一般，吊销证书也按一般", "2022-03-15", "", "general", "吊销登记证书", "", "", "", "2023-03-16", "expired general 2023-03-15 rule r2019"},

	// What is not published.
	{"旧规下只有警告，公示", "2022-03-15", "", "", "警告", "", "", "", "2022-04-01", "in_force general/default 2023-03-15 rule r2019"},
	{"2023 年规则下只有警告，不公示", "2023-06-01", "", "", "警告", "", "", "", "2023-06-02", "not_published/warning general/default 2026-06-01 rule r2023"},
	{"警告和通报批评，不公示", "2023-06-01", "", "", "警告;通报批评", "", "", "", "2023-06-02", "not_published/warning general/default 2026-06-01 rule r2023"},
	{"警告并罚款，公示", "2023-06-01", "", "", "警告;罚款", "", "", "", "2023-06-02", "in_force general/default 2026-06-01 rule r2023"},
	{"只有警告但写明截止期，公示", "2023-06-01", "", "", "警告", "", "2024-06-01", "", "2023-06-02", "in_force general/default 2024-06-01 record r2023"},
	{"2026 年规则下轻微，不公示", "2026-05-01", "", "minor", "罚款", "", "", "", "2026-05-02", "not_published/severity minor 2026-08-01 rule r2026"},
	{"轻微且写明截止期，公示到该日", "2026-05-01", "", "minor", "罚款", "", "2026-07-01", "", "2026-07-01", "in_force minor 2026-07-01 record r2026"},
	{"轻微且写明截止期，次日到期", "2026-05-01", "", "minor", "罚款", "", "2026-07-01", "", "2026-07-02", "expired minor 2026-07-01 record r2026"},
	{"不公示的，期满后也没有说明页", "2026-05-01", "", "minor", "罚款", "", "", "", "2028-01-01", "not_published/severity minor 2026-08-01 rule r2026"},
	{"不公示的，撤销后也没有说明页", "2023-06-01", "", "", "警告", "withdrawn 2023-07-01", "", "", "2023-08-01", "not_published/warning general/default 2026-06-01 rule r2023"},
	{"对自然人的处罚，不公示", "2023-06-01", "个人", "general", "罚款", "", "", "", "2023-06-02", "not_published/person general 2026-06-01 rule r2023"},
	{"对自然人的处罚写明截止期，公示", "2023-06-01", "个人", "general", "罚款", "", "2024-06-01", "", "2024-06-01", "in_force general 2024-06-01 record r2023"},
	{"对自然人的处罚写明截止期，次日到期", "2023-06-01", "个人", "general", "罚款", "", "2024-06-01", "", "2024-06-02", "expired general 2024-06-01 record r2023"},
	{"行政拘留只能针对自然人，不公示", "2022-03-15", "", "serious", "行政拘留", "", "", "", "2022-03-16", "not_published/person serious 2025-03-15 rule r2019"},

	// Industry discipline.
	{"行业惩戒一般：一年的最后一天", "2024-05-20", "行惩", "", "公开谴责", "", "", "", "2025-05-20", "in_force general/default 2025-05-20 rule charter"},
	{"行业惩戒一般：一年的次日", "2024-05-20", "行惩", "", "公开谴责", "", "", "", "2025-05-21", "expired general/default 2025-05-20 rule charter"},
	{"行业惩戒：业内警告也公示", "2024-05-20", "行惩", "", "业内警告", "", "", "", "2024-05-21", "in_force general/default 2025-05-20 rule charter"},
	{"行业惩戒：从业人员，章程允许公示", "2024-05-20", "行惩个人", "", "公开谴责", "", "", "", "2024-05-21", "in_force general/default 2025-05-20 rule charter"},
	{"行业惩戒：取消会员资格没有截止日", "2024-05-20", "行惩", "", "取消会员资格", "", "", "", "2090-01-01", "in_force serious/measures - - charter"},
	{"行业惩戒：取消会员资格写明截止期", "2024-05-20", "行惩", "", "取消会员资格", "", "2026-05-20", "", "2026-05-21", "expired serious/measures 2026-05-20 record charter"},
	{"行业惩戒不适用处罚的规则", "2026-05-01", "行惩", "minor", "业内警告", "", "", "", "2026-05-02", "in_force minor 2026-11-01 rule charter"},
}

func (c ageingCase) sanction() *Sanction {
	status, on, _ := strings.Cut(c.status, " ")
	s := &Sanction{
		Kind: "penalty", Subject: "agency", AgencyID: codeA, MeasureNames: strings.Split(c.measures, ";"), Severity: c.severity,
		DecidedOn: date(c.decided), Status: cmp.Or(status, "in_force"), StatusOn: date(on), PublishUntil: date(c.until), ValidUntil: date(c.valid),
	}
	if strings.HasPrefix(c.kind, "行惩") {
		s.Kind = "discipline"
	}
	if strings.HasSuffix(c.kind, "个人") {
		s.Subject, s.Person = "practitioner", "王某某"
	}
	return s
}

// told writes a judgement as the cases do.
func told(j Judgement) string {
	standing, severity, rule := string(j.Standing), cmp.Or(string(j.Counted), "-"), "-"
	if j.Withheld != "" {
		standing += "/" + string(j.Withheld)
	}
	if j.SeverityBy == SeverityByMeasures || j.SeverityBy == SeverityByDefault {
		severity += "/" + string(j.SeverityBy)
	}
	if j.Ageing != nil {
		rule = j.Ageing.ID
	}
	return fmt.Sprint(standing, " ", severity, " ", cmp.Or(j.LastDay.String(), "-"), " ", cmp.Or(string(j.LastDayBy), "-"), " ", rule)
}

func TestJudge(t *testing.T) {
	if len(ageingCases) < 60 {
		t.Errorf("%d cases, want 60 or more", len(ageingCases))
	}
	for _, c := range ageingCases {
		t.Run(c.name, func(t *testing.T) {
			s := c.sanction()
			j := s.Judge(periods(), date(c.asOf))
			if got := told(j); got != c.want {
				t.Errorf("as of %s: %s, want %s", c.asOf, got, c.want)
			}
			if want := j.Standing == InForce || j.Standing == Appealed || j.Standing == Ended; j.Shown != want {
				t.Errorf("%s is shown: %v, want %v", j.Standing, j.Shown, want)
			}
		})
	}
}

// TestJudgeWithoutRules holds what a portal without a rulebook does: the record's own
// dates count, and nothing is withheld.
func TestJudgeWithoutRules(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Sanction
		want string
	}{
		{"plain", Sanction{Status: "in_force", MeasureNames: []string{"警告"}}, "in_force - - - -"},
		{"no status", Sanction{}, "in_force - - - -"},
		{"a person", Sanction{Subject: "practitioner", Person: "王某某"}, "in_force - - - -"},
		{"withdrawn", Sanction{Status: "withdrawn"}, "withdrawn - - - -"},
		{"last day of publication", Sanction{PublishUntil: date("2024-06-30")}, "in_force - 2024-06-30 record -"},
		{"day after publication", Sanction{PublishUntil: date("2024-06-29")}, "expired - 2024-06-29 record -"},
		{"published without end", Sanction{PublishUntil: date("长期")}, "in_force - 2099-12-31 record -"},
		{"expired wins over appealed", Sanction{Status: "appealed", PublishUntil: date("2024-06-29")}, "expired - 2024-06-29 record -"},
		{"the term is over", Sanction{ValidUntil: date("2024-06-29")}, "ended - - - -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, book := range []*rulebook.Book{nil, {}} {
				if got := told(tt.in.Judge(book, date("2024-06-30"))); got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
			}
		})
	}
}

// TestJudgeKept holds that a rule may keep what was repaired or withdrawn, marked as such,
// until the period ends and no longer.
func TestJudgeKept(t *testing.T) {
	book := periods()
	book.Ageing[1].KeepRepaired, book.Ageing[1].KeepWithdrawn = true, true
	for _, tt := range []struct {
		name, decided, status, asOf string
		want                        string
		shown                       bool
	}{
		{"修复后保留", "2023-06-01", "repaired 2023-09-01", "2023-09-01", "repaired general/default 2026-06-01 rule r2023", true},
		{"修复后保留到最后一天", "2023-06-01", "repaired 2023-09-01", "2026-06-01", "repaired general/default 2026-06-01 rule r2023", true},
		{"修复后保留，期满次日不再公示", "2023-06-01", "repaired 2023-09-01", "2026-06-02", "repaired general/default 2026-06-01 rule r2023", false},
		{"撤销后保留", "2023-06-01", "withdrawn 2023-09-01", "2024-01-01", "withdrawn general/default 2026-06-01 rule r2023", true},
		{"撤销后保留，期满次日不再公示", "2023-06-01", "withdrawn 2023-09-01", "2026-06-02", "withdrawn general/default 2026-06-01 rule r2023", false},
		{"另一规则不保留", "2022-06-01", "repaired 2022-09-01", "2022-09-01", "repaired general/default 2023-06-01 rule r2019", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j := ageingCase{decided: tt.decided, measures: "罚款", status: tt.status}.sanction().Judge(book, date(tt.asOf))
			if got := told(j); got != tt.want || j.Shown != tt.shown {
				t.Errorf("%s, shown %v; want %s, %v", got, j.Shown, tt.want, tt.shown)
			}
		})
	}
	for _, s := range []Standing{Repaired, Withdrawn} {
		if !s.MayBeShown(book) || s.MayBeShown(periods()) || s.MayBeShown(nil) || Expired.MayBeShown(book) || !InForce.MayBeShown(nil) {
			t.Errorf("%s may be shown with a book that keeps it: %v, without: %v", s, s.MayBeShown(book), s.MayBeShown(nil))
		}
	}
}

// TestLinkWithheld holds that what is not published is in no list but that of what is
// withheld: no authority, no measure, no year, no redirect, and a reply to it is no mistake.
func TestLinkWithheld(t *testing.T) {
	tables := town()
	hidden := &Sanction{
		Origin: At("data/sanctions.csv", 5), ID: "4号", Kind: "penalty", Subject: "practitioner", Person: "Wang Xiaoming", AgencyID: codeA,
		AuthorityName: "只此一局", MeasureNames: []string{"只此一种"}, DecidedOn: date("2019-08-01"), Status: "in_force",
	}
	over := &Sanction{
		Origin: At("data/sanctions.csv", 6), ID: "5号", Kind: "penalty", Subject: "agency", AgencyID: codeA,
		AuthorityName: "也只此一局", MeasureNames: []string{"也只此一种"}, DecidedOn: date("2020-08-01"), Status: "in_force",
	}
	tables.Sanctions = append(tables.Sanctions, hidden, over)
	tables.Replies = []*Reply{{Table: "sanctions", Slug: hidden.slug()}, {Table: "sanctions", Slug: over.slug()}}
	tables.Redirects = redirects("sanctions old "+hidden.slug(), "sanctions older "+over.slug())
	r, found := Link(tables, settings(), periods(), date("2024-06-30"))
	if len(found) > 0 {
		t.Fatalf("findings: %v, want none", found)
	}
	if len(r.Withheld) != 1 || r.Withheld[0] != hidden || r.Unpublished != 1 || hidden.Reply != nil || over.Reply != nil {
		t.Errorf("withheld %d, counted %d; want the one about a person, and no replies", len(r.Withheld), r.Unpublished)
	}
	if over.Standing != Expired || len(r.Closed) != 2 {
		t.Errorf("%s is %s and %d are closed, want expired and 2", over.ID, over.Standing, len(r.Closed))
	}
	if strings.Contains(hidden.Slug, "wang") || hidden.Slug == over.Slug {
		t.Errorf("the address %q tells the name", hidden.Slug)
	}
	for _, list := range [][]*Group{r.Authorities, r.Measures} {
		for _, g := range list {
			if strings.Contains(g.Key, "只此") {
				t.Errorf("%s is listed, though nothing that is shown has it", g.Key)
			}
		}
	}
	for _, y := range r.Years {
		if y.Year < 2021 {
			t.Errorf("the year %d is listed, though nothing that is shown happened in it", y.Year)
		}
	}
	if len(r.Redirects) != 1 || r.Redirects[0].NewSlug != over.Slug {
		t.Errorf("redirects %v, want that to the expired one alone", r.Redirects)
	}
	if len(tables.Redirects) != 2 {
		t.Error("the rows of the tables were changed")
	}
}

// TestWithheldWasWithdrawn holds that the address of what was once published and is withheld
// now can be declared withdrawn, and that of what is shown cannot.
func TestWithheldWasWithdrawn(t *testing.T) {
	withheld := Sanction{ID: "4号", Kind: "penalty", Subject: "agency", AgencyID: codeA, AuthorityName: "局", DecidedOn: date("2024-01-01")}
	for measure, want := range map[string]string{"警告": "", "罚款": "duplicate-address"} {
		tables, s := town(), withheld
		s.MeasureNames = []string{measure}
		s.Origin = At("data/sanctions.csv", 5)
		tables.Sanctions = append(tables.Sanctions, &s)
		tables.Redirects = redirects("sanctions old "+s.slug(), "sanctions "+s.slug())
		r, found := Link(tables, settings(), periods(), date("2024-06-30"))
		if want == "" && (len(r.Withheld) != 1 || len(found) > 0 || len(r.Redirects) != 2 || !r.Redirects[0].Withdrawn()) || want != "" && (len(found) != 1 || found[0].Rule != want) {
			t.Errorf("%s: withheld %d, redirects %+v, findings %v; want %q", measure, len(r.Withheld), r.Redirects, found, want)
		}
	}
}

// TestSanctionSlug holds that an address outlives a publication without a person's name.
func TestSanctionSlug(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Sanction
		want string // beginning
	}{
		{"agency", Sanction{Subject: "agency", AgencyID: codeA}, "12752440300mjl186084f"},
		{"practitioner of an agency", Sanction{Subject: "practitioner", AgencyID: codeA, Person: "Wang 88"}, "127"},
		{"practitioner without an agency", Sanction{Subject: "practitioner", Person: "Wang 88"}, "127"},
		{"practitioner named as the party", Sanction{Subject: "practitioner", SubjectName: "Wang 88"}, "127"},
		{"practitioner whose name is not given", Sanction{Subject: "practitioner", AgencyID: codeA}, "12752440300mjl186084f"},
		{"person without an organisation", Sanction{Subject: "agency", Person: "Wang 88"}, "127"},
		{"another organisation", Sanction{Subject: "agency", SubjectName: "Home 9"}, "127home9"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.AuthorityName, tt.in.ID = "局", "127号"
			got := tt.in.slug()
			if readable := got[:len(got)-10]; readable != tt.want {
				t.Errorf("the address is %q, want %s before the hash", got, tt.want)
			}
		})
	}
}

func TestNextChange(t *testing.T) {
	for _, tt := range []struct {
		name, asOf string
		list       []ageingCase
		want       string
	}{
		{"nothing ages", "2024-01-01", []ageingCase{{decided: "2015-01-01", measures: "罚款"}}, " 0"},
		{"the day after the last", "2024-01-01", []ageingCase{{decided: "2023-06-01", measures: "罚款"}}, "2026-06-02 1"},
		{"on the last day it is tomorrow", "2026-06-01", []ageingCase{{decided: "2023-06-01", measures: "罚款"}}, "2026-06-02 1"},
		{"once over nothing changes", "2026-06-02", []ageingCase{{decided: "2023-06-01", measures: "罚款"}}, " 0"},
		{"its own term comes first", "2024-01-01", []ageingCase{{decided: "2023-06-01", measures: "罚款", valid: "2024-06-30"}}, "2024-07-01 1"},
		{"a status to come", "2024-01-01", []ageingCase{{decided: "2023-06-01", measures: "罚款", status: "withdrawn 2024-02-29"}}, "2024-02-29 1"},
		{"withdrawn later than over", "2024-01-01", []ageingCase{{decided: "2022-03-15", measures: "罚款", status: "withdrawn 2025-01-01"}}, "2025-01-01 1"},
		{"what is withheld never changes", "2024-01-01", []ageingCase{{decided: "2023-06-01", measures: "警告", status: "withdrawn 2025-01-01"}}, " 0"},
		{"the first of several", "2024-01-01", []ageingCase{{decided: "2023-06-02", measures: "罚款"}, {decided: "2023-06-01", measures: "罚款"}, {decided: "2023-06-01", measures: "没收违法所得"}}, "2026-06-02 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := &Tables{Agencies: []*Agency{{ID: codeA, Name: "甲"}}}
			for i, c := range tt.list {
				s := c.sanction()
				s.ID, s.AuthorityName = fmt.Sprint(i, "号"), "局"
				tables.Sanctions = append(tables.Sanctions, s)
			}
			r, _ := Link(tables, settings(), periods(), date(tt.asOf))
			on, n := r.NextChange()
			if got := fmt.Sprint(on, " ", n); got != tt.want {
				t.Errorf("next change %s, want %s", got, tt.want)
			}
		})
	}
}

func TestNeutralReason(t *testing.T) {
	agency := &Agency{ID: codeA, Name: "拟州市晨光社会工作服务中心", ShortName: "晨光社工", FormerNames: []string{"晨光社"}, Representative: "钱多多"}
	others := []*Agency{agency, {Name: "星谷中心", ShortName: "证据"}, {Name: "拟州星谷中心", FormerNames: []string{"星光站"}}}
	for _, tt := range []struct{ name, in, want string }{
		{"names nobody", "复议机关撤销原决定", "复议机关撤销原决定"},
		{"empty", "", ""},
		{"agency", "拟州市晨光社会工作服务中心申请复议，决定被撤销", "该机构申请复议，决定被撤销"},
		{"short and former names", "晨光社工（原晨光社）的决定被撤销", "该机构（原该机构）的决定被撤销"},
		{"code", "52440300mjl186084f 的决定", "该机构 的决定"},
		{"document number", "拟民罚〔2024〕12号已撤销", "该文书已撤销"},
		{"document number in other brackets", "撤销拟民罚[2024]12号和拟民罚（2024） 12 号", "撤销该文书和该文书"},
		{"document number in full width", "拟民罚【２０２４】１２号", "该文书"},
		{"representative", "负责人钱 多多申请复议", "负责人负责人申请复议"},
		{"person", "认定王小明违规的证据不足", "认定当事人违规的证据不足"},
		{"authority", "拟州市民政局自行撤销", "作出机关自行撤销"},
		{"all at once", "拟州市民政局对拟州市晨光社会工作服务中心王小明作出的拟民罚〔2024〕12号", "作出机关对该机构当事人作出的该文书"},
		{"other agencies", "与拟州市晨光社会工作服务中心二分部、星谷中心重复", "与该机构二分部、某机构重复"},
		{"an agency whose name holds another's", "与拟州星谷中心无关", "与某机构无关"},
		{"a former name of another agency", "与星光站重复", "与某机构重复"},
		{"another number", "拟民罚〔2024〕123号", "拟民罚〔2024〕123号"},
		{"not UTF-8", "王小明\xff", "当事人\xff"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &Sanction{ID: "拟民罚〔2024〕12号", AgencyID: codeA, Agency: agency, Person: "王小明", AuthorityName: "拟州市民政局", StatusReason: tt.in}
			if got := s.NeutralReason(others); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
