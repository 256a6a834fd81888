package build

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/schema"
)

// The kinds of damage that show in records, persons, layouts, files, settings and pages;
// those of bytes, shapes and cells are in planted_kinds_test.go.

func plausibleKinds() []kind {
	warning := func(name, rule string, draw func(*planter) spot, text func(spot) string) kind {
		return cellKind(name, finding.Warning, rule, draw, text)
	}
	return []kind{
		warning("end before start", "implausible-date", column("projects", "ends_on"), one("2010-01-01", "2015-12-31")),
		warning("day in the future", "implausible-date", column("evaluations", "decided_on"), one("2027-01-01", "2062-05-01")),
		warning("year in the future", "implausible-date", column("pay", "year"), one("2031", "2052")),
		warning("evaluated before the start", "implausible-date", column("evaluations", "decided_on"), one("2012-05-01", "2016-06-30")),
		warning("disclosed before the year", "implausible-date", column("pay", "published_on"), one("2015-06-01", "2012-05-31")),
		warning("valid until before decided on", "implausible-date", column("sanctions", "valid_until"), one("2019-01-01", "2020-12-31")),
		warning("nobody, yet a total", "implausible-figure", func(p *planter) spot {
			return p.in("pay", "headcount", func(v string) bool { return v != "0" })
		}, one("0")),
		warning("people, yet no total", "implausible-figure", func(p *planter) spot {
			return p.in("pay", "total", func(v string) bool { return v != "0" })
		}, one("0")),
		warning("more professional posts than staff", "implausible-figure", func(p *planter) spot {
			s := column("projects", "professional_staff")(p)
			for s.other("staff") == "" {
				s = column("projects", "professional_staff")(p)
			}
			return s
		}, one("999", "500")),
		warning("labour cost above the amount", "implausible-figure", func(p *planter) spot {
			s := column("projects", "labour_cost")(p)
			for s.other("amount") == "" {
				s = column("projects", "labour_cost")(p)
			}
			return s
		}, one("999999999")),
		{"grade outside its scale", finding.Warning, "grade-outside-scale", nil, func(p *planter) place {
			s := column("evaluations", "grade")(p)
			grade := map[string]string{"验收": "良好", "专业评估": "中", "绩效评价": "合格", "履约评价": "通过"}[s.other("kind")]
			return s.set(grade)
		}},
		{"grade against its score", finding.Warning, "grade-against-score", nil, func(p *planter) place {
			s := column("evaluations", "grade")(p)
			for s.other("score") == "" || s.other("kind") == "验收" {
				s = column("evaluations", "grade")(p)
			}
			kind, grade := s.other("kind"), "优秀"
			if kind != "专业评估" {
				grade = "优"
			}
			s = s.also("score", "65")
			return s.set(grade)
		}},
		{"total times ten", finding.Warning, "unit-slip", nil, func(p *planter) place {
			s := steadyPay(p)
			return s.set(s.value() + "0")
		}},
		{"total in 万元 without its unit", finding.Warning, "unit-slip", nil, func(p *planter) place {
			s := steadyPay(p)
			v := s.value()
			return s.set(v[:len(v)-4] + "." + v[len(v)-4:len(v)-2])
		}},
		{"a thousand people", finding.Warning, "pay-per-person", nil, func(p *planter) place {
			s := steadyPay(p).also("headcount", fmt.Sprint(1000+p.Intn(1000)))
			return s.done(s.row, s.column, s.other("headcount"))
		}},
		{"row again under another number", finding.Warning, "same-row", nil, func(p *planter) place {
			s := p.in("projects", "project_id", given)
			row := slices.Clone(s.cells[s.row])
			row[s.column] = fmt.Sprintf("NZ-SG-2099-%04d", p.Intn(10_000))
			s.grid.cells = append(s.cells, row)
			at := s.done(len(s.cells)-1, s.column, "row "+fmt.Sprint(s.row+1)+" again")
			return at
		}},
	}
}

// steadyPay draws a total of 2023 or 2024 that is paid in the years around it as well, to
// as many people.
func steadyPay(p *planter) spot {
	for {
		s := p.in("pay", "total", func(v string) bool { return len(v) >= 6 && !strings.Contains(v, ".") })
		if !strings.Contains(s.file, "2023") && !strings.Contains(s.file, "2024") {
			continue
		}
		steady := 0
		for _, g := range p.grids("pay") {
			for _, row := range g.cells[1:] {
				near := strings.Contains(g.file, "2022") == strings.Contains(s.file, "2023") || strings.Contains(g.file, "2025") == strings.Contains(s.file, "2024")
				if g.file != s.file && near && row[0] == s.other("agency_id") && sameTier(row[2], s.other("tier")) && len(row[4]) == len(s.value()) && row[3] == s.other("headcount") {
					steady++
				}
			}
		}
		if steady >= 2 {
			return s
		}
	}
}

// sameTier compares tiers, of which one file writes the codes.
func sameTier(a, b string) bool {
	x, _ := schema.Find(schema.Tiers, a)
	y, _ := schema.Find(schema.Tiers, b)
	return x.ID == y.ID
}

func identityKinds() []kind {
	return []kind{
		{"name full width", finding.Notice, "similar-name", nil, func(p *planter) place {
			s := p.in("agencies", "name", given)
			row := slices.Clone(s.cells[s.row])
			row[0], row[1] = freshCode(p), row[1]+"（Ａ）"
			s.cells[s.row][1] += "(A)"
			s.grid.cells = append(s.cells, row)
			return s.done(len(s.cells)-1, 1, row[1])
		}},
		{"two agencies of one name", finding.Notice, "same-name", nil, func(p *planter) place {
			s := p.in("agencies", "name", given)
			row := slices.Clone(s.cells[s.row])
			row[0] = freshCode(p)
			s.grid.cells = append(s.cells, row)
			return s.done(len(s.cells)-1, 1, row[1])
		}},
		{"code of another agency", finding.Warning, "name-mismatch", lost, func(p *planter) place {
			s := p.in("sanctions", "agency_id", given)
			for s.other("subject_name") == "" || s.other("subject") == "从业人员" {
				s = p.in("sanctions", "agency_id", given)
			}
			agencies := p.grids("agencies")[0].cells
			other := agencies[1+p.Intn(len(agencies)-1)]
			for other[0] == s.value() {
				other = agencies[1+p.Intn(len(agencies)-1)]
			}
			s = s.also("agency_id", other[0])
			return s.done(s.row, s.grid.column("subject_name"), other[0])
		}},
		cellKind("letter of another script", finding.Warning, "look-alike-character", column("projects", "project_id"), func(s spot) string {
			return strings.Replace(s.value(), "S", "Ѕ", 1)
		}, lost...),
		{"project number in another spelling", finding.Warning, "similar-key", nil, func(p *planter) place {
			s := p.in("projects", "project_id", given)
			row := slices.Clone(s.cells[s.row])
			row[s.column] = strings.ReplaceAll(row[s.column], "0", "O")
			row[s.grid.column("name")] = "另一个项目"
			s.grid.cells = append(s.cells, row)
			return s.done(len(s.cells)-1, s.column, row[s.column])
		}},
	}
}

// freshCode is a valid credit code of the sample's region that no agency has.
func freshCode(p *planter) string {
	body := fmt.Sprintf("MJ9%05d", p.Intn(100_000))
	code := "52990000" + body + string(credit.OrganisationCheck(body))
	return code + string(credit.Check(code))
}

func personKinds() []kind {
	texts := func(p *planter) spot {
		return p.spot(nil, ofKind(schema.Text, schema.Name), func(v string) bool { return len(v) > 30 })
	}
	inText := func(name string, severity finding.Severity, rule string, number func(*planter) string) kind {
		return cellKind(name, severity, rule, texts, func(s spot) string { return s.within("，" + number(s.p) + "，") })
	}
	inPage := func(name string, severity finding.Severity, rule string, number func(*planter) string) kind {
		return kind{name, severity, rule, nil, func(p *planter) place {
			file, lines, at := p.page("")
			lines[at] += "，" + number(p) + "。"
			p.write(file, lines)
			return place{file, at + 1, 1, lines[at]}
		}}
	}
	return []kind{
		inText("identity number", finding.Error, "personal-id", identity),
		inText("identity number with spaces", finding.Error, "personal-id", func(p *planter) string {
			v := identity(p)
			return v[:6] + " " + v[6:14] + " " + v[14:]
		}),
		inText("identity number full width", finding.Error, "personal-id", func(p *planter) string { return wide(identity(p)) }),
		inText("mobile number", finding.Error, "mobile-number", mobile),
		inText("mobile number with hyphens", finding.Error, "mobile-number", func(p *planter) string {
			v := mobile(p)
			return v[:3] + "-" + v[3:7] + "-" + v[7:]
		}),
		inText("bank card", finding.Error, "bank-card", card),
		inText("identity number masked", finding.Warning, "masked-number", func(p *planter) string {
			v := identity(p)
			return v[:6] + "********" + v[14:]
		}),
		inText("identity number of 15 digits", finding.Warning, "old-identity-number", func(p *planter) string {
			return "身份证" + fmt.Sprintf("110105%02d%02d%02d%03d", 40+p.Intn(50), 1+p.Intn(12), 1+p.Intn(28), p.Intn(1000))
		}),
		inText("passport", finding.Warning, "passport-number", func(p *planter) string { return fmt.Sprintf("护照号码E%08d", p.Intn(100_000_000)) }),
		inText("e-mail address", finding.Warning, "email-address", func(p *planter) string { return fmt.Sprintf("zhangsan%d@163.com", p.Intn(1000)) }),
		cellKind("home address", finding.Warning, "home-address", func(p *planter) spot {
			return p.spot(nil, func(c *schema.Column) bool { return c.Kind == schema.Text && c.Name != "address" }, func(v string) bool { return len(v) > 30 })
		}, func(s spot) string {
			return s.within(fmt.Sprintf("，家住拟州市栖禾区阳光花园%d栋%d单元%d02室，", 1+s.p.Intn(9), 1+s.p.Intn(3), 1+s.p.Intn(9)))
		}),
		inText("licence plate", finding.Warning, "licence-plate", func(p *planter) string { return fmt.Sprintf("驾驶粤B%05d", p.Intn(100_000)) }),
		cellKind("mobile number as the public telephone", finding.Warning, "mobile-number", column("agencies", "phone"), func(s spot) string { return mobile(s.p) }),
		inPage("identity number in a page", finding.Error, "personal-id", identity),
		inPage("mobile number in a page", finding.Error, "mobile-number", mobile),
		inPage("bank card in a page", finding.Error, "bank-card", card),
		{"identity number in a title", finding.Error, "personal-id", nil, func(p *planter) place {
			file, lines, _ := p.page("policies/")
			i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "title: ") })
			lines[i] += " " + identity(p)
			p.write(file, lines)
			return place{file, i + 1, 1, lines[i]}
		}},
		{"identity number in a file's name", finding.Error, "personal-id", nil, func(p *planter) place {
			name := "data/pay-" + identity(p) + ".csv"
			p.files[name] = []byte("agency_id,year,tier,headcount,total\n")
			return place{privacy.Masked(name), 0, 0, name} // findings do not repeat the number
		}},
	}
}

// identity is a resident identity number of GB 11643 with its check character.
func identity(p *planter) string {
	v := fmt.Sprintf("110105%d%02d%02d%03d", 1940+p.Intn(60), 1+p.Intn(12), 1+p.Intn(28), p.Intn(1000))
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(v[i]-'0') * w
	}
	return v + string("10X98765432"[sum%11])
}

func mobile(p *planter) string { return fmt.Sprintf("13%09d", p.Intn(1_000_000_000)) }

// card is a number of 19 digits that passes Luhn's check.
func card(p *planter) string {
	v := fmt.Sprintf("621226%012d", p.Int63n(1_000_000_000_000))
	sum := 0
	for i := range v {
		d := int(v[i] - '0')
		if i%2 == 1 { // of 19 digits, counted from the right
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return v + fmt.Sprint((10-sum%10)%10)
}

func layoutKinds() []kind {
	return []kind{
		{"total row with a wrong sum", finding.Warning, "total-mismatch", nil, func(p *planter) place {
			s := p.in("pay", "total", nil)
			row := make([]string, len(s.cells[0]))
			row[0], row[s.column] = "合计", "1"
			s.grid.cells = append(s.cells, row)
			return s.done(len(s.cells)-1, s.column, "合计 1")
		}},
		insertKind("total row", "total-row", func(n int) []string { return append([]string{"合计"}, make([]string, n-1)...) }),
		insertKind("note below", "note-row", func(n int) []string {
			return append([]string{"备注：以上数据经审计"}, make([]string, n-1)...)
		}),
		{"header again", finding.Notice, "repeated-header", nil, func(p *planter) place {
			s := p.spot(nil, nil, nil)
			s.grid.cells = slices.Insert(s.cells, s.row, slices.Clone(s.cells[0]))
			return s.done(s.row, 0, "header again")
		}},
		{"title above", finding.Notice, "title-rows", nil, func(p *planter) place {
			s := p.spot(nil, nil, nil)
			s.grid.cells = slices.Insert(s.cells, 0, append([]string{"附件：公示表"}, make([]string, len(s.cells[0])-1)...))
			return s.done(0, 0, "title")
		}},
		{"unit above", finding.Notice, "unit-line", nil, func(p *planter) place {
			s := p.in("pay", "total", nil)
			row := make([]string, len(s.cells[0]))
			row[s.column] = "单位：元"
			s.grid.cells = slices.Insert(s.cells, 0, row)
			return s.done(0, s.column, "unit")
		}},
		{"two units above", finding.Error, "ambiguous-unit", lostRows, func(p *planter) place {
			s := p.in("pay", "total", nil)
			row := make([]string, len(s.cells[0]))
			row[s.column] = "单位：元/万元"
			s.grid.cells = slices.Insert(s.cells, 0, row)
			return s.done(0, s.column, "unit")
		}},
	}
}

// insertKind adds a row at the end of a table.
func insertKind(name, rule string, row func(n int) []string) kind {
	return kind{name, finding.Notice, rule, nil, func(p *planter) place {
		s := p.spot(nil, nil, nil)
		s.grid.cells = append(s.cells, row(len(s.cells[0])))
		return s.done(len(s.cells)-1, 0, name)
	}}
}

func fileKinds() []kind {
	others := []string{"evaluations", "pay", "sanctions", "projects"}
	whole := func(name string, severity finding.Severity, rule string, file func(p *planter) (string, string)) kind {
		return kind{name, severity, rule, lost, func(p *planter) place {
			file, text := file(p)
			p.files[file] = []byte(text)
			return place{file, 0, 0, name}
		}}
	}
	extra := func(ext string, head string) func(p *planter) (string, string) {
		return func(p *planter) (string, string) {
			return fmt.Sprintf("data/%s-%d%s", others[p.Intn(len(others))], p.Intn(1000), ext), head
		}
	}
	return []kind{
		whole("workbook of Excel 2003", finding.Error, "unsupported-format", extra(".xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
		whole("workbook named .csv", finding.Error, "unsupported-format", extra(".csv", "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00")),
		whole("web page named .csv", finding.Error, "unsupported-format", extra(".csv", "<!DOCTYPE html>\n<html></html>\n")),
		whole("damaged workbook", finding.Error, "damaged-workbook", extra(".xlsx", "PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00")),
		whole("text named .xlsx", finding.Error, "unsupported-format", extra(".xlsx", "agency_id,year\n")),
		whole("empty file", finding.Notice, "empty-table", extra(".csv", "")),
		whole("file of no table", finding.Notice, "unknown-file", func(p *planter) (string, string) {
			return fmt.Sprintf("data/名单%d.csv", p.Intn(1000)), "a,b\n"
		}),
		{"link out of the portal", finding.Error, "outside-portal", lost, func(p *planter) place {
			name := fmt.Sprintf("data/%s-%d.csv", others[p.Intn(len(others))], p.Intn(1000))
			p.links = map[string]string{name: "../../passwd.csv"}
			return place{name, 0, 0, "a symbolic link"}
		}},
		{"no agencies", finding.Error, "missing-table", lost, func(p *planter) place {
			p.files["data/agencies.csv"] = nil
			return place{"data", 0, 0, "agencies.csv removed"}
		}},
	}
}

func settingKinds() []kind {
	// setting inserts or replaces a line of gongshi.yaml.
	setting := func(name string, severity finding.Severity, rule, old, changed string, column int) kind {
		return kind{name, severity, rule, nil, func(p *planter) place {
			lines := strings.Split(string(p.fs["gongshi.yaml"].Data), "\n")
			at := len(lines) - 1
			if old != "" {
				at = slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, old) })
				lines[at] = changed
			} else {
				lines = slices.Insert(lines, at, changed)
			}
			p.files["gongshi.yaml"] = []byte(strings.Join(lines, "\n"))
			return place{"gongshi.yaml", at + 1, column, changed}
		}}
	}
	return []kind{
		setting("setting that does not exist", finding.Error, "unknown-config-key", "", "tittle: 公示", 1),
		setting("zone that does not exist", finding.Error, "bad-setting", "zone:", "zone: Beijing", 7),
		setting("day that does not exist", finding.Error, "bad-setting", "as_of:", `as_of: "2026-02-30"`, 8),
		setting("deadline that is none", finding.Error, "bad-setting", "  pay:", `  pay: "13-45"`, 8),
		setting("setting twice", finding.Error, "duplicate-config-key", "", "title: 又一个", 1),
		setting("alias of a column that does not exist", finding.Error, "unknown-config-column", "", "aliases: {pay: {金额: amount}}", 21),
	}
}

func pageKinds() []kind {
	front := func(name string, severity finding.Severity, rule, folder string, column int, change func(lines []string) int) kind {
		return kind{name, severity, rule, nil, func(p *planter) place {
			file, lines, _ := p.page(folder)
			lines = slices.Clone(lines)
			at := change(lines)
			text := strings.ReplaceAll(strings.Join(lines, "\n"), "\x00\n", "") // lines that were taken out
			p.files[file] = []byte(text + "\n")
			return place{file, at, column, name}
		}}
	}
	starts := func(lines []string, prefix string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, prefix) })
	}
	return []kind{
		front("front matter without meaning", finding.Warning, "unknown-front-matter", "policies/", 1, func(lines []string) int {
			i := starts(lines, "title:")
			lines[i] += "\ntags: a"
			return i + 2
		}),
		front("page without a title", finding.Error, "missing-front-matter", "policies/", 0, func(lines []string) int {
			lines[starts(lines, "title:")] = "\x00"
			return 1
		}),
		front("reply without its author", finding.Error, "missing-front-matter", "replies/", 0, func(lines []string) int {
			lines[starts(lines, "by:")] = "\x00"
			return 1
		}),
		front("day in front matter", finding.Error, "bad-front-matter", "policies/", 15, func(lines []string) int {
			i := starts(lines, "effective_on:")
			lines[i] = "effective_on: 2023-02-30"
			return i + 1
		}),
		front("page that is not UTF-8", finding.Error, "not-utf8", "policies/", 1, func(lines []string) int {
			lines[len(lines)-1] += "\xc0\xed"
			return len(lines)
		}),
		{"page with a name that cannot be one", finding.Error, "bad-file-name", nil, func(p *planter) place {
			name := fmt.Sprintf("content/关于%d.md", p.Intn(1000))
			p.files[name] = []byte("---\ntitle: 关于\n---\n正文\n")
			return place{name, 0, 0, name}
		}},
	}
}
