package rulebook

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/finding"
)

// file is the name of the book in tests.
const file = "rulebook.yaml"

func load(t *testing.T, text string, c Choice) (*Book, []finding.Finding) {
	t.Helper()
	if c.Name == "" {
		c.Name = file
	}
	c.File, c.Line = "gongshi.yaml", 7
	book, found, err := Load(fstest.MapFS{file: {Data: []byte(text)}, "dir/x": {}}, c)
	if err != nil {
		t.Fatal(err)
	}
	return book, found
}

func briefs(list []finding.Finding) string {
	var b []string
	for _, f := range list {
		b = append(b, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Line, f.Column, f.Rule, f.Field))
	}
	return strings.ReplaceAll(strings.Join(b, "; "), file+":", "")
}

// head is a book without rules, of four lines.
const head = "version: 1\nid: town\ntitle: 镇\ntitle_en: Town\n"

// small has one source, and what is given below it.
func small(rules string) string {
	return head + "sources: [{id: law, title: 法, title_en: Law, from: 2021-01-01, until: 2025-12-31, extendable: true}]\n" + rules
}

// duty is a policy duty in a flow of keys.
func duty(id, more string) string {
	return "{id: " + id + ", duty: policy, source: law, clause: 1, text: 义务, text_en: Duty" + more + "}"
}

func threshold(id, more string) string {
	return "{id: " + id + ", source: law, clause: 1, text: 数值, text_en: Figure" + more + "}"
}

const periods = "{minor: {max_months: 12}, general: {max_months: 36}, serious: {max_months: 60}}"

func ageing(id, more string) string {
	return "{id: " + id + ", source: law, clause: 1, text: 期限, text_en: Period" + more + "}"
}

func on(y, m, d int) day.Day { return day.Make(y, m, d) }

func TestLoad(t *testing.T) {
	book, found := load(t, `version: 1
id: town
title: 镇的规则
title_en: Rules of the town
sources:
  - {id: law, title: 某法, title_en: A law, issuer: 某局, issuer_en: A bureau, number: 某〔2021〕1号, url: https://law.example/1, from: 2021-01-01, until: 2025-12-31, extendable: true}
  - {id: pact, title: 公约, title_en: Pact}
duties:
  - {id: pay, duty: pay, source: law, clause: 16, text: 公开薪酬, text_en: Disclose pay, review: 期限, review_en: deadline, tiers: [受薪理事, managers]}
  - id: results
    duty: 项目结果
    source: law
    clause: 20(2)
    from: 2022-03-01
    until: 2025-06-30
    text: 公开结果
    text_en: Disclose results
    needs:
      - {name: 验收, name_en: acceptance, kinds: [acceptance]}
      - {name: 评价, name_en: evaluation, kinds: [绩效评价, contract], min_months: 12}
thresholds:
  - {id: price, check: package-price, at_least: 158000, scope: ordinary, source: law, clause: 3, text: 价格, text_en: Price}
  - {id: other, check: other-cost, at_most: 15, usual: true, source: law, clause: 3, text: 其他, text_en: Other}
risky_fields:
  - {id: fields, fields: [sw06, 应急处置], source: law, clause: 4, text: 领域, text_en: Fields}
ageing:
  - id: ageing
    kinds: [penalty]
    source: law
    text: 期限
    text_en: Periods
    periods: {minor: {shown: false}, general: {min_months: 3, max_months: 36}, serious: {min_months: 12, max_months: 0}}
    serious_measures: [吊销许可证件, 停业整顿]
    minor_measures: [warning]
    warnings: [警告]
    show_warnings: true
    show_persons: true
    keep_repaired: true
    keep_withdrawn: true
names:
  - {id: names, kinds: [penalty], severities: [严重], requires: [basis, 公示截止期], source: pact, clause: 9, text: 姓名, text_en: Names}
cross_checks:
  - {id: repeat, check: repeat-sanctions, title: 多次, title_en: Repeated, caveat: 说明, caveat_en: Caveat, months: 12, source: pact, clause: 1, text: 多次惩戒, text_en: Sanctions}
  - {id: pay-up, check: pay-up-while-failing, off: true, title: 上升, title_en: Up, caveat: 说明, caveat_en: Caveat, source: pact, clause: 2, text: 上升, text_en: Up}
`, Choice{})
	if len(found) > 0 {
		t.Fatalf("findings: %s", briefs(found))
	}
	law := &Source{
		ID: "law", Title: finding.Text{ZH: "某法", EN: "A law"}, Issuer: finding.Text{ZH: "某局", EN: "A bureau"}, Number: "某〔2021〕1号", URL: "https://law.example/1",
		Span: Span{on(2021, 1, 1), on(2025, 12, 31)}, Extendable: true,
	}
	pact := &Source{ID: "pact", Title: finding.Text{ZH: "公约", EN: "Pact"}}
	rule := func(id, clause, zh, en string) Rule {
		return Rule{ID: id, Span: law.Span, Source: law, Clause: clause, Wording: finding.Text{ZH: zh, EN: en}}
	}
	ofPact := func(id, clause, zh, en string) Rule {
		return Rule{ID: id, Source: pact, Clause: clause, Wording: finding.Text{ZH: zh, EN: en}}
	}
	pay, results := rule("pay", "16", "公开薪酬", "Disclose pay"), rule("results", "20(2)", "公开结果", "Disclose results")
	pay.Review = finding.Text{ZH: "期限", EN: "deadline"}
	results.Span = Span{on(2022, 3, 1), on(2025, 6, 30)}
	want := &Book{
		ID: "town", Title: finding.Text{ZH: "镇的规则", EN: "Rules of the town"}, Sources: []*Source{law, pact},
		Duties: []*Duty{
			{Rule: pay, Kind: Pay, Tiers: []string{"directors", "managers"}},
			{Rule: results, Kind: Results, Needs: []Need{
				{Kinds: []string{"acceptance"}, Name: finding.Text{ZH: "验收", EN: "acceptance"}},
				{Kinds: []string{"performance", "contract"}, MinMonths: 12, Name: finding.Text{ZH: "评价", EN: "evaluation"}},
			}},
		},
		Thresholds: []*Threshold{
			{Rule: rule("price", "3", "价格", "Price"), Check: PackagePrice, AtLeast: 158000, Scope: OrdinaryFields},
			{Rule: rule("other", "3", "其他", "Other"), Check: OtherCost, AtMost: 15, Scope: AllFields, Usual: true},
		},
		Risky: []*RiskyFields{{Rule: rule("fields", "4", "领域", "Fields"), Fields: []string{"sw06", "sw16"}}},
		Ageing: []*Ageing{{
			Rule: rule("ageing", "", "期限", "Periods"), Kinds: []string{"penalty"},
			Periods:         map[Severity]Period{Minor: {}, General: {true, 3, 36}, Serious: {true, 12, 0}},
			SeriousMeasures: []string{"permit-revoked", "停业整顿"}, MinorMeasures: []string{"warning"}, Warnings: []string{"warning"},
			ShowWarnings: true, ShowPersons: true, KeepRepaired: true, KeepWithdrawn: true,
		}},
		Names: []*NameRule{{Rule: ofPact("names", "9", "姓名", "Names"), Kinds: []string{"penalty"}, Severities: []Severity{Serious}, Requires: []string{"basis", "publish_until"}}},
		Checks: []*CrossCheck{
			{Rule: ofPact("repeat", "1", "多次惩戒", "Sanctions"), Check: RepeatSanctions, Percent: 50, Months: 12, Title: finding.Text{ZH: "多次", EN: "Repeated"}, Caveat: finding.Text{ZH: "说明", EN: "Caveat"}},
			{Rule: ofPact("pay-up", "2", "上升", "Up"), Check: PayUpWhileFailing, Off: true, Percent: 50, Months: 24, Title: finding.Text{ZH: "上升", EN: "Up"}, Caveat: finding.Text{ZH: "说明", EN: "Caveat"}},
		},
	}
	if !reflect.DeepEqual(book, want) {
		t.Errorf("read\n%+v\nwant\n%+v", book, want)
	}
}

type mistake struct{ name, text, want string }

// bad are books with mistakes, and the findings of each: line and column, rule and key.
var bad = []mistake{
	{"nothing", "", "0:0 missing-setting "},
	{"no YAML", "a: b: c\n", "0:1 bad-yaml "},
	{"not a mapping", "- a\n", "1:1 bad-setting "},
	{"no head", "sources: []\n", "1:1 missing-setting version; 1:1 missing-setting id; 1:1 missing-setting title; 1:1 missing-setting title_en; 1:10 bad-setting sources"},
	{"another version", strings.Replace(head, "1", "2", 1), "1:10 bad-setting version"},
	{"unknown key", head + "threshold: []\n", "5:1 unknown-config-key threshold"},
	{"key twice", head + "title: a\n", "5:1 duplicate-config-key title"},
	{"unknown base", head + "extends: shenzen\n", "5:10 unknown-code extends"},
	{"id with capitals", strings.Replace(head, "town", "Town", 1), "2:5 bad-setting id"},
	{"id that is too long", strings.Replace(head, "town", strings.Repeat("a", 65), 1), "2:5 bad-setting id"},
	{"source without a title", head + "sources:\n- id: law\n  title_en: Law\n", "6:3 missing-setting sources.title"},
	{"source without an English title", head + "sources:\n- id: law\n  title: 法\n", "6:3 missing-setting sources.title_en"},
	{"source with a script as address", head + "sources: [{id: a, title: 法, title_en: Law, url: \"javascript:alert(1)\"}]\n", "5:49 bad-setting sources.url"},
	{"source that ends before it begins", head + "sources: [{id: a, title: 法, title_en: Law, from: 2022-01-01, until: 2021-12-31}]\n", "5:11 never-in-force sources"},
	{"source twice", head + "sources:\n- {id: a, title: 法, title_en: Law}\n- {id: a, title: 法, title_en: Law}\n", "7:3 duplicate-rule sources.id"},
	{"rule without a source", head + "duties: [{id: a, duty: policy, text: 义务, text_en: Duty}]\n", "5:10 missing-setting duties.source"},
	{"rule with an unknown source", small("duties:\n- " + strings.Replace(duty("a", ""), "law", "lawe", 1) + "\n"), "7:33 unknown-source duties.source"},
	{"rule without a wording", small("duties:\n- {id: a, duty: policy, source: law}\n"), "7:3 missing-setting duties.text; 7:3 missing-setting duties.text_en"},
	{"blank wording", small("duties:\n- {id: a, duty: policy, source: law, text: ' ', text_en: b}\n"), "7:44 bad-setting duties.text"},
	{"review in one language", small("duties:\n- " + duty("a", ", review: 核对") + "\n"), "7:3 missing-setting duties.review, duties.review_en"},
	{"id twice", small("duties:\n- " + duty("a", "") + "\nthresholds:\n- " + threshold("a", ", check: cycle, at_least: 36") + "\n"), "9:3 duplicate-rule thresholds.id"},
	{"from after until", small("duties:\n- " + duty("a", ", from: 2024-01-01, until: 2023-01-01") + "\n"), "7:3 never-in-force duties"},
	{"from after the source's end", small("duties:\n- " + duty("a", ", from: 2026-01-01") + "\n"), "7:3 never-in-force duties"},
	{"before the source", small("duties:\n- " + duty("a", ", from: 2020-12-31") + "\n"), "7:3 rule-outside-source duties"},
	{"after the source", small("duties:\n- " + duty("a", ", until: 2099-12-31") + "\n"), "7:3 rule-outside-source duties"},
	{"day in words", small("duties:\n- " + duty("a", ", from: 2022年1月1日") + "\n"), "7:80 bad-setting duties.from"},
	{"no such day", small("duties:\n- " + duty("a", ", from: 2022-02-30") + "\n"), "7:80 bad-setting duties.from"},
	{"open as the first day", small("duties:\n- " + duty("a", ", from: 2099-12-31") + "\n"), "7:80 bad-setting duties.from"},
	{"unknown duty", small("duties:\n- {id: a, duty: salary, source: law, text: 义务, text_en: Duty}\n"), "7:17 unknown-code duties.duty"},
	{"unknown tier", small("duties:\n- {id: a, duty: pay, tiers: [boss], source: law, text: 义务, text_en: Duty}\n"), "7:30 unknown-code duties.tiers"},
	{"tiers of a policy", small("duties:\n- " + duty("a", ", tiers: [directors]") + "\n"), "7:3 bad-setting duties.tiers"},
	{"results without needs", small("duties:\n- {id: a, duty: results, source: law, text: 义务, text_en: Duty}\n"), "7:3 missing-setting duties.needs"},
	{"results with no need", small("duties:\n- {id: a, duty: results, needs: [], source: law, text: 义务, text_en: Duty}\n"), "7:33 bad-setting duties.needs"},
	{"need without kinds", small("duties:\n- {id: a, duty: results, needs: [{name: 验收, name_en: b}], source: law, text: 义务, text_en: Duty}\n"), "7:34 missing-setting duties.needs.kinds"},
	{"need of an unknown kind", small("duties:\n- {id: a, duty: results, needs: [{name: 验收, name_en: b, kinds: [check]}], source: law, text: 义务, text_en: Duty}\n"), "7:65 unknown-code duties.needs.kinds"},
	{"kind twice", small("duties:\n- {id: a, duty: results, needs: [{name: 验收, name_en: b, kinds: [验收, acceptance]}], source: law, text: 义务, text_en: Duty}\n"), "7:69 bad-setting duties.needs.kinds"},
	{"months below zero", small("duties:\n- {id: a, duty: results, needs: [{name: 验收, name_en: b, kinds: [验收], min_months: -1}], source: law, text: 义务, text_en: Duty}\n"), "7:82 bad-setting duties.needs.min_months"},
	{"unknown figure", small("thresholds:\n- " + threshold("a", ", check: price, at_least: 1") + "\n"), "7:69 unknown-code thresholds.check"},
	{"figure without a bound", small("thresholds:\n- " + threshold("a", ", check: cycle") + "\n"), "7:3 bad-setting thresholds"},
	{"figure with the wrong bound", small("thresholds:\n- " + threshold("a", ", check: other-cost, at_least: 15") + "\n"), "7:3 bad-setting thresholds"},
	{"share above the whole", small("thresholds:\n- " + threshold("a", ", check: labour-cost, at_least: 101") + "\n"), "7:3 bad-setting thresholds"},
	{"fraction", small("thresholds:\n- " + threshold("a", ", check: package-price, at_least: 1630.5") + "\n"), "7:94 bad-setting thresholds.at_least"},
	{"unknown scope", small("thresholds:\n- " + threshold("a", ", check: package-price, at_least: 1, scope: most") + "\n"), "7:104 unknown-code thresholds.scope"},
	{"yes for true", small("thresholds:\n- " + threshold("a", ", check: cycle, at_least: 36, usual: yes") + "\n"), "7:97 bad-setting thresholds.usual"},
	{"unknown field", small("risky_fields: [{id: a, fields: [sw17], source: law, text: 领域, text_en: Fields}]\n"), "6:33 unknown-code risky_fields.fields"},
	{"field twice on the same days", small("risky_fields:\n- {id: a, fields: [sw01, sw02], source: law, text: 领域, text_en: Fields}\n- {id: b, fields: [sw02], source: law, text: 领域, text_en: Fields}\n"), "8:3 overlapping-rules risky_fields"},
	{"ageing without periods", small("ageing:\n- " + ageing("a", ", kinds: [penalty]") + "\n"), "7:3 missing-setting ageing.periods"},
	{"ageing without a severity", small("ageing:\n- " + ageing("a", ", kinds: [penalty], periods: {minor: {max_months: 1}, general: {max_months: 1}}") + "\n"), "7:89 missing-setting ageing.periods.serious"},
	{"ageing without an end", small("ageing:\n- " + ageing("a", ", kinds: [penalty], periods: {minor: {}, general: {max_months: 1}, serious: {max_months: 1}}") + "\n"), "7:97 missing-setting ageing.periods.minor.max_months"},
	{"ageing of an unknown kind", small("ageing:\n- " + ageing("a", ", kinds: [fine], periods: "+periods) + "\n"), "7:70 unknown-code ageing.kinds"},
	{"repair after the end", small("ageing:\n- " + ageing("a", ", kinds: [penalty], periods: {minor: {min_months: 2, max_months: 1}, general: {max_months: 1}, serious: {max_months: 1}}") + "\n"), "7:97 bad-setting ageing.periods.minor.min_months"},
	{"unknown code of a measure", small("ageing:\n- " + ageing("a", ", kinds: [penalty], warnings: [warnings], periods: "+periods) + "\n"), "7:91 unknown-code ageing.warnings"},
	{"ageing twice on the same days", small("ageing:\n- " + ageing("a", ", kinds: [penalty], periods: "+periods) + "\n- " + ageing("b", ", kinds: [discipline, penalty], from: 2024-01-01, periods: "+periods) + "\n"), "8:3 overlapping-rules ageing"},
	{"name of an unknown severity", small("names:\n- " + ageing("a", ", severities: [grave], requires: [basis]") + "\n"), "7:75 unknown-code names.severities"},
	{"name that requires an unknown column", small("names:\n- " + ageing("a", ", severities: [serious], requires: [bases]") + "\n"), "7:96 unknown-code names.requires"},
	{"name without conditions", small("names:\n- " + ageing("a", ", severities: [serious]") + "\n"), "7:3 missing-setting names.requires"},
	{"names twice on the same days", small("names:\n- " + ageing("a", ", severities: [serious], requires: [basis]") + "\n- " + ageing("b", ", kinds: [penalty], severities: [general, serious], requires: [basis]") + "\n"), "8:3 overlapping-rules names"},
	{"duty twice on the same days", small("duties:\n- " + duty("a", ", until: 2023-06-30") + "\n- " + duty("b", ", from: 2023-06-30") + "\n"), "8:3 overlapping-rules duties"},
	{"figure twice on the same days", small("thresholds:\n- " + threshold("a", ", check: package-price, scope: risky, at_least: 2") + "\n- " + threshold("b", ", check: package-price, at_least: 1") + "\n"), "8:3 overlapping-rules thresholds"},
	{"unknown cross-check", small("cross_checks:\n- " + ageing("a", ", check: won, title: 题, title_en: Title, caveat: 说明, caveat_en: Caveat") + "\n"), "7:69 unknown-code cross_checks.check"},
	{"cross-check without a caveat", small("cross_checks:\n- " + ageing("a", ", check: repeat-sanctions, title: 题, title_en: Title") + "\n"), "7:3 missing-setting cross_checks.caveat; 7:3 missing-setting cross_checks.caveat_en"},
	{"cross-check twice", small("cross_checks:\n- " + ageing("a", ", check: repeat-sanctions, until: 2022-12-31, title: 题, title_en: Title, caveat: 说明, caveat_en: Caveat") + "\n- " + ageing("b", ", check: repeat-sanctions, from: 2023-01-01, title: 题, title_en: Title, caveat: 说明, caveat_en: Caveat") + "\n"), "8:3 overlapping-rules cross_checks"},
	{"all at once", small("duties:\n- " + duty("A", "") + "\n- " + duty("b", ", form: x") + "\n"), "7:8 bad-setting duties.id; 8:74 unknown-config-key duties.form"},
	{"too many", small("duties:\n" + strings.Repeat("- {}\n", maxRules+1)), "7:1 bad-setting duties"},
	{"not UTF-8", "id: \xc0\xed\n", "0:0 not-utf8 "},
	{"too large", "# " + strings.Repeat("a", 1<<20), "0:0 file-too-large "},
}

func TestBad(t *testing.T) {
	for _, tt := range bad {
		t.Run(tt.name, func(t *testing.T) {
			book, found := load(t, tt.text, Choice{})
			if got := briefs(found); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
			for _, f := range found {
				stands(t, tt.text, f)
				if f.File != file || f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
					t.Errorf("incomplete: %+v", f)
				}
			}
			whole(t, book)
		})
	}
}

// stands checks that a finding's value stands at its place.
func stands(t *testing.T, text string, f finding.Finding) {
	t.Helper()
	if f.Line == 0 || f.Value == "" {
		return
	}
	line := []rune(strings.Split(text, "\n")[f.Line-1])
	if at := strings.TrimLeft(string(line[f.Column-1:]), `'"`); !strings.HasPrefix(at, f.Value) {
		t.Errorf("%+v points at %q", f, at)
	}
}

// whole checks that every rule of a book has what those who use it rely on.
func whole(t *testing.T, b *Book) {
	t.Helper()
	if b == nil {
		return
	}
	for _, r := range b.rules() {
		if r.Source == nil || r.ID == "" || r.Wording.ZH == "" || r.Wording.EN == "" || r.From.After(r.last()) {
			t.Errorf("the book holds %+v", r.Rule)
		}
	}
	for _, a := range b.Ageing {
		if len(a.Kinds) == 0 || len(a.Periods) != 3 {
			t.Errorf("the book holds %+v", a)
		}
	}
	for _, d := range b.Duties {
		if d.Kind == "" || (d.Kind == Results) != (len(d.Needs) > 0) {
			t.Errorf("the book holds %+v", d)
		}
	}
}

func TestHints(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"source", small("duties: [" + strings.Replace(duty("a", ""), "law", "lawe", 1) + "]\n"), "law"},
		{"code", small("risky_fields: [{id: a, fields: [sw6], source: law, text: 领域, text_en: Fields}]\n"), "sw06"},
		{"key", head + "dutys: []\n", "duties"},
		{"built-in book", head + "extends: shenzhen-2021\n", "shenzhen-2020"},
	} {
		_, found := load(t, tt.text, Choice{})
		if len(found) != 1 || !strings.Contains(found[0].Hint.EN, `"`+tt.want+`"`) {
			t.Errorf("%s: %+v, want a hint at %s", tt.name, found, tt.want)
		}
	}
	_, found := load(t, small("duties:\n- "+duty("a", "")+"\n- "+duty("b", ", from: 2024-07-01")+"\n"), Choice{})
	if len(found) != 1 || !strings.Contains(found[0].Message.EN, "rulebook.yaml, line 7") || !strings.Contains(found[0].Message.EN, "2024-07-01 to 2025-12-31") {
		t.Errorf("overlap: %+v, want both places and the days", found)
	}
}

func TestChoice(t *testing.T) {
	for _, tt := range []struct {
		name   string
		choice Choice
		id     string // empty: no book
		want   string
	}{
		{"a file", Choice{Name: file}, "town", ""},
		{"a built-in book", Choice{Name: "shenzhen-2020"}, "shenzhen-2020", ""},
		{"no rules", Choice{Name: "none"}, "none", ""},
		{"unknown name", Choice{Name: "shenzhen"}, "", "gongshi.yaml:7:1 missing-rulebook rulebook"},
		{"missing file", Choice{Name: "rules.yml"}, "", "gongshi.yaml:7:1 missing-rulebook rulebook"},
		{"folder", Choice{Name: "dir/"}, "", "gongshi.yaml:7:1 missing-rulebook rulebook"},
		{"extension", Choice{Name: file, Until: on(2026, 6, 30), Reason: "a"}, "town", ""},
		{"extension to the last day", Choice{Name: file, Until: on(2025, 12, 31), Reason: "a"}, "town", "gongshi.yaml:7:1 bad-extension rulebook.extended_until"},
		{"extension of nothing", Choice{Name: "none", Until: on(2026, 6, 30), Reason: "a"}, "none", "gongshi.yaml:7:1 bad-extension rulebook.extended_until"},
	} {
		book, found := load(t, small("duties: ["+duty("a", "")+"]\n"), tt.choice)
		if got := briefs(found); got != tt.want {
			t.Errorf("%s: findings %s, want %s", tt.name, got, tt.want)
		}
		if (book == nil) != (tt.id == "") || book != nil && book.ID != tt.id {
			t.Errorf("%s: book %+v, want %q", tt.name, book, tt.id)
		}
	}
	book, found, err := Load(fstest.MapFS{}, Choice{})
	if err != nil || len(found) > 0 || book.ID != Default {
		t.Errorf("no choice: %+v, %s, %v", book, briefs(found), err)
	}
}

// TestExtension prolongs what ends with an extendable source, and nothing else.
func TestExtension(t *testing.T) {
	text := head + `sources:
- {id: law, title: 法, title_en: Law, from: 2021-01-01, until: 2025-12-31, extendable: true}
- {id: other, title: 他, title_en: Other, from: 2021-01-01, until: 2025-12-31}
duties:
- {id: pay, duty: pay, source: law, text: 薪酬, text_en: Pay}
- {id: policy, duty: policy, source: law, until: 2025-12-31, text: 制度, text_en: Policy}
- {id: results, duty: results, source: other, text: 结果, text_en: Results, needs: [{name: 验收, name_en: a, kinds: [验收]}]}
`
	book, found := load(t, text, Choice{Until: on(2026, 12, 31), Reason: "市里通知"})
	if len(found) > 0 {
		t.Fatalf("findings: %s", briefs(found))
	}
	for i, want := range []struct {
		until    day.Day
		extended bool
	}{{on(2026, 12, 31), true}, {on(2025, 12, 31), false}, {on(2025, 12, 31), false}} {
		if d := book.Duties[i]; d.Until != want.until || d.Extended != want.extended {
			t.Errorf("%s until %s, extended %v; want %+v", d.ID, d.Until, d.Extended, want)
		}
	}
	if book.ExtendedUntil != on(2026, 12, 31) || book.ExtendedReason != "市里通知" || book.Sources[0].Until != on(2025, 12, 31) {
		t.Errorf("book until %s for %q, source until %s", book.ExtendedUntil, book.ExtendedReason, book.Sources[0].Until)
	}
	// A rule that follows the measures stands in the way of an extension.
	_, found = load(t, text+"- {id: later, duty: pay, source: other, from: 2026-03-01, until: 2099-12-31, text: 薪酬, text_en: Pay}\n", Choice{Until: on(2026, 12, 31), Reason: "a"})
	if got := briefs(found); got != "12:3 rule-outside-source duties; 12:3 overlapping-rules duties" && got != "12:3 overlapping-rules duties; 12:3 rule-outside-source duties" {
		t.Errorf("findings: %s, want an overlap", got)
	}
}

// TestExtends starts from the built-in book: what has its id is replaced, the rest stays.
func TestExtends(t *testing.T) {
	book, found := load(t, head+`extends: shenzhen-2020
sources:
- {id: measures, title: 若干措施, title_en: Measures, from: 2020-11-12, until: 2030-12-31}
- {id: notice, title: 通知, title_en: Notice, from: 2023-01-01, until: 2030-12-31}
thresholds:
- {id: price-ordinary, check: package-price, scope: ordinary, at_least: 170000, source: notice, clause: 1, text: 价格, text_en: Price}
`, Choice{})
	if len(found) > 0 {
		t.Fatalf("findings: %s", briefs(found))
	}
	base := Shenzhen()
	if book.ID != "town" || len(book.Thresholds) != len(base.Thresholds) || len(book.Duties) != len(base.Duties) || len(book.Sources) != len(base.Sources)+1 {
		t.Errorf("read %+v", book)
	}
	if r := book.Threshold(PackagePrice, on(2022, 1, 1), false); r != nil {
		t.Errorf("the replaced figure %+v still counts", r)
	}
	if r := book.Threshold(PackagePrice, on(2027, 1, 1), false); r == nil || r.AtLeast != 170000 {
		t.Errorf("figure %+v, want 170000", r)
	}
	if d := book.Duty(Pay, on(2027, 1, 1)); d == nil || d.Source != book.Sources[0] || d.Source.Title.EN != "Measures" {
		t.Errorf("duty %+v, want it from the replaced source", d)
	}
	_, found = load(t, head+"extends: shenzhen-2020\nduties:\n- {id: my-pay, duty: pay, source: measures, text: 薪酬, text_en: Pay}\n", Choice{})
	if got := briefs(found); got != "7:3 overlapping-rules duties" || !strings.Contains(found[0].Message.EN, "shenzhen-2020, line") {
		t.Errorf("findings: %s, want an overlap with the built-in rule", got)
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range Names() {
		f.Add(string(builtIn(name)))
	}
	for _, tt := range bad {
		if len(tt.text) < 10_000 {
			f.Add(tt.text)
		}
	}
	f.Add(head + "extends: shenzhen-2020\nageing: [*a]\n? {a: b}\n: c\n")
	f.Add(head + "extends: {shenzhen-2020: a}\nduties: [[{}], ~, {id: ~}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		book, found := load(t, text, Choice{Until: on(2026, 6, 30), Reason: "a"})
		whole(t, book)
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "\u2028") + strings.Count(text, "\u2029") + strings.Count(text, "\u0085") + 1
		for _, f := range found {
			if f.File == file && (f.Line < 0 || f.Line > lines+1) {
				t.Errorf("%+v in a file of %d lines", f, lines)
			}
		}
	})
}

// TestManyCopies holds that each of many rules that judge the same is told once, and not
// every pair of them: of the most that a list may have these would be two million.
func TestManyCopies(t *testing.T) {
	var text strings.Builder
	text.WriteString(small("thresholds:\n"))
	const copies = 2000
	for i := range copies {
		text.WriteString("- " + threshold(fmt.Sprint("r", i), ", check: cycle, at_least: 1") + "\n")
	}
	_, found := load(t, text.String(), Choice{})
	if len(found) != copies-1 {
		t.Fatalf("%d findings, want one for each but the first", len(found))
	}
	last := found[len(found)-1]
	if want := fmt.Sprintf("r%d and r0 (rulebook.yaml, line 7)", copies-1); !strings.HasPrefix(last.Message.EN, want) || !strings.HasSuffix(last.Message.EN, fmt.Sprint("; ", copies-2, " more of the rules above overlap with it as well")) {
		t.Errorf("the last is %+v", last)
	}
}

// TestExtendsInAnyCase holds that a file which is taken to start from a built-in book does.
func TestExtendsInAnyCase(t *testing.T) {
	for _, name := range []string{"shenzhen-2020", "Shenzhen-2020"} {
		book, found := load(t, head+"extends: "+name+"\n", Choice{})
		if len(found) > 0 || len(book.Ageing) == 0 {
			t.Errorf("%s: %d rules of ageing, findings %s", name, len(book.Ageing), briefs(found))
		}
	}
}
