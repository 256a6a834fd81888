package build

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/schema"
)

// What follows from a row or a file that is not read: others refer to nothing.
var (
	lost     = []string{"unknown-reference"}
	lostRows = []string{"unknown-reference", "missing-cell", "ragged-row"}
)

// plantedKinds lists all kinds of damage.
func plantedKinds() []kind {
	return slices.Concat(byteKinds(), shapeKinds(), headerKinds(), requiredKinds(), dateKinds(), figureKinds(), codeKinds(), textKinds(),
		linkKinds(), plausibleKinds(), identityKinds(), personKinds(), layoutKinds(), fileKinds(), settingKinds(), pageKinds())
}

// cellKind is damage that puts one text into one cell.
func cellKind(name string, severity finding.Severity, rule string, draw func(*planter) spot, text func(spot) string, also ...string) kind {
	return kind{name, severity, rule, also, func(p *planter) place {
		s := draw(p)
		return s.set(text(s))
	}}
}

// one of several texts.
func one(texts ...string) func(spot) string {
	return func(s spot) string { return texts[s.p.Intn(len(texts))] }
}

// anywhere draws a cell of some kinds of column.
func anywhere(fits func(*schema.Column) bool) func(*planter) spot {
	return func(p *planter) spot { return p.spot(nil, fits, nil) }
}

// column draws a given cell of one column.
func column(table, name string) func(*planter) spot {
	return func(p *planter) spot { return p.in(table, name, given) }
}

// rawKind puts raw bytes around what a cell holds.
func rawKind(name, rule string, fits func(*schema.Column) bool, raw func(spot) string, also ...string) kind {
	return kind{name, finding.Error, rule, append(also, lostRows...), func(p *planter) place {
		s := p.spot([]string{"agencies", "projects", "evaluations", "sanctions"}, fits, given)
		return s.put(raw(s))
	}}
}

func byteKinds() []kind {
	names := ofKind(schema.Name, schema.Text)
	return []kind{
		rawKind("bytes of GBK in UTF-8", "mixed-encoding", names, func(s spot) string { return s.value() + "\xc9\xe7\xbb\xe1\xb9\xa4\xd7\xf7" }),
		rawKind("a byte that no encoding has", "not-utf8", names, func(s spot) string { return s.within("\xff") }, "mixed-encoding"),
		rawKind("half a character", "not-utf8", names, func(s spot) string { return s.value() + "\xe7\xa4" }, "mixed-encoding"),
		rawKind("NUL", "nul-byte", names, func(s spot) string { return s.within("\x00") }),
		rawKind("CR alone", "bare-cr", names, func(s spot) string { return s.within("\r") }),
		rawKind("bell", "control-character", ofKind(schema.Text), func(s spot) string { return s.within("\a") }),
		rawKind("vertical tab in a name", "control-character", names, func(s spot) string { return s.within("\v") }, "invisible-character", "line-break"),
		{"0x1A at the end", finding.Error, "control-character", lostRows, func(p *planter) place {
			g := p.grids()[p.Intn(len(p.grids()))]
			p.files[g.file] = []byte(g.text() + "\x1a")
			return place{g.file, len(g.cells) + 1, 1, "0x1A"}
		}},
		{"CR ends the lines", finding.Error, "bare-cr", lostRows, func(p *planter) place {
			g := p.grids()[p.Intn(len(p.grids()))]
			p.files[g.file] = []byte(strings.ReplaceAll(g.text(), "\n", "\r"))
			return place{g.file, 1, len(g.cells[0]), "CR"}
		}},
	}
}

func shapeKinds() []kind {
	texts := ofKind(schema.Text, schema.Name)
	return []kind{
		rawKind("quote never closed", "unclosed-quote", nil, func(s spot) string { return `"` + s.value() }),
		rawKind("quote inside a cell", "stray-quote", texts, func(s spot) string { return s.within(`"`) }),
		rawKind("text behind a quote", "stray-quote", texts, func(s spot) string { return `"` + s.value() + `"x` }),
		rawKind("quotes escaped with a backslash", "stray-quote", texts, func(s spot) string { return `"` + s.within(`\"x\"`) + `"` }),
		rowKind("separator missing", "ragged-row", func(row []string, i int) []string {
			return slices.Concat(row[:i], []string{row[i] + row[i+1]}, row[i+2:])
		}),
		rowKind("separator too many", "ragged-row", func(row []string, i int) []string { return slices.Insert(row, i, "x") }),
		rowKind("row cut", "ragged-row", func(row []string, i int) []string { return row[:i+1] }),
		rowKind("full-width comma", "ragged-row", func(row []string, i int) []string {
			return slices.Concat(row[:i], []string{row[i] + "，" + row[i+1]}, row[i+2:])
		}),
		{"amount with a comma, not quoted", finding.Error, "ragged-row", lostRows, func(p *planter) place {
			s := p.in("projects", "amount", func(v string) bool { return len(v) > 5 })
			v := s.value()
			s.cells[s.row][s.column] = v[:len(v)-3] + "," + v[len(v)-3:]
			return s.done(s.row, 0, s.cells[s.row][s.column])
		}},
	}
}

// rowKind changes the cells of a row; its place is the row's first cell.
func rowKind(name, rule string, change func(row []string, i int) []string) kind {
	return kind{name, finding.Error, rule, lostRows, func(p *planter) place {
		s := p.spot(nil, nil, nil)
		row := s.cells[s.row]
		s.cells[s.row] = change(slices.Clone(row), p.Intn(len(row)-2))
		return s.done(s.row, 0, name)
	}}
}

func headerKinds() []kind {
	headerError := []string{"missing-column", "unknown-reference", "missing-cell", "empty-table", "wrong-header"}
	return []kind{
		{"header twice", finding.Error, "duplicate-column", []string{"*"}, func(p *planter) place {
			s := p.header(nil)
			other := p.Intn(len(s.cells[0]))
			for other == s.column {
				other = p.Intn(len(s.cells[0]))
			}
			s.cells[0][s.column] = s.cells[0][other]
			return s.done(0, max(s.column, other), s.cells[0][other])
		}},
		{"required header misspelt", finding.Error, "missing-column", headerError, func(p *planter) place {
			s := p.header(required)
			s.put(misspelt(p, s.value()))
			return place{s.file, 1, 0, s.value()}
		}},
		{"header misspelt", finding.Warning, "unknown-column", headerError, func(p *planter) place {
			s := p.header(nil)
			return s.put(misspelt(p, s.value()))
		}},
		{"required column removed", finding.Error, "missing-column", headerError, func(p *planter) place {
			s := p.header(required)
			for i := range s.cells {
				s.cells[i] = slices.Delete(s.cells[i], s.column, s.column+1)
			}
			s.done(0, 0, "")
			return place{s.file, 1, 0, "column " + fmt.Sprint(s.column+1) + " removed"}
		}},
		{"no header", finding.Error, "wrong-header", append([]string{"duplicate-column"}, headerError...), func(p *planter) place {
			s := p.spot(nil, nil, nil)
			s.grid.cells = s.cells[1:]
			return s.done(0, 0, "header removed")
		}},
		{"full-width commas in the header", finding.Error, "wrong-header", headerError, func(p *planter) place {
			s := p.header(nil)
			s.cells[0] = []string{strings.Join(s.cells[0], "，")}
			return s.done(0, 0, s.cells[0][0])
		}},
		{"column without a header", finding.Warning, "unknown-column", nil, func(p *planter) place {
			s := p.spot(nil, nil, nil)
			for i := range s.cells {
				s.cells[i] = append(s.cells[i], "")
			}
			s.cells[s.row][len(s.cells[0])-1] = "已核"
			return s.done(0, len(s.cells[0])-1, "已核")
		}},
		{"wrong unit in the header", finding.Error, "ambiguous-unit", headerError, func(p *planter) place {
			s := p.header(ofKind(schema.Money))
			return s.put(s.value() + "（元/万元）")
		}},
		{"501 columns", finding.Error, "too-many-columns", headerError, func(p *planter) place {
			s := p.header(nil)
			s.cells[0] = append(s.cells[0], make([]string, 501-len(s.cells[0]))...)
			return s.done(0, 500, "501 columns")
		}},
		{"501 cells", finding.Error, "too-many-columns", lostRows, func(p *planter) place {
			s := p.spot(nil, nil, nil)
			s.cells[s.row] = append(s.cells[s.row], make([]string, 501-len(s.cells[s.row]))...)
			return s.done(s.row, 500, "501 cells")
		}},
	}
}

// misspelt is a header with one character wrong.
func misspelt(p *planter, s string) string {
	r := []rune(s)
	r[p.Intn(len(r))] = map[bool]rune{true: 'q', false: '叧'}[r[0] < 0x80]
	return string(r)
}

func requiredKinds() []kind {
	return []kind{
		cellKind("required cell blank", finding.Error, "missing-cell", anywhere(required), one("", " ", "-", "—", "/", "无", "N/A"), lost...),
		cellKind("ditto-mark", finding.Error, "ditto-mark", anywhere(nil), one("同上", "〃", "″"), append([]string{"missing-subject", "missing-cell"}, lost...)...),
		{"sanction about nobody", finding.Error, "missing-subject", lost, func(p *planter) place {
			s := p.in("sanctions", "agency_id", given)
			for s.other("subject") == "从业人员" {
				s = p.in("sanctions", "agency_id", given)
			}
			s = s.also("subject_name", "")
			return s.put("")
		}},
	}
}

func dateKinds() []kind {
	dates := func(p *planter) spot { return p.spot(nil, ofKind(schema.Date), given) }
	return []kind{
		cellKind("no such day", finding.Error, "no-such-day", dates, one("2023-02-30", "2023-02-29", "2023-13-01", "2023-04-31", "2023年6月31日"), lost...),
		cellKind("day missing", finding.Error, "partial-date", dates, one("2023年5月", "2023-05", "2023", "2023/5"), lost...),
		cellKind("two days in one", finding.Error, "wrong-date", dates, one("01/02/2023", "3/4/2023", "23-5-1", "30-Oct-20", "1.5.2023"), lost...),
		cellKind("range of days", finding.Error, "wrong-date", dates, one("2023-05-01至2023-06-01", "2023.5.1-6.1", "2023年5月1日—6日"), lost...),
		cellKind("day of another calendar", finding.Error, "wrong-date", dates, one("H30.7.25", "令和5年5月1日", "民国112年5月1日"), lost...),
		cellKind("day in words of time", finding.Error, "wrong-date", dates, one("去年", "待定", "年底", "5月1日"), lost...),
		cellKind("day as a serial", finding.Notice, "unusual-form", func(p *planter) spot { return p.in("evaluations", "decided_on", given) }, one("45291", "45657.0"), lost...),
		cellKind("year of two digits", finding.Error, "wrong-year", column("pay", "year"), one("23", "24年", "'23"), lost...),
		cellKind("two years", finding.Error, "wrong-year", column("pay", "year"), one("2023-2024", "2023/24", "2023、2024"), lost...),
	}
}

func figureKinds() []kind {
	amounts := func(p *planter) spot { return p.spot(nil, ofKind(schema.Money), given) }
	counts := func(p *planter) spot { return p.spot(nil, ofKind(schema.Count), given) }
	scores := column("evaluations", "score")
	before := func(prefix string) func(spot) string { return func(s spot) string { return prefix + s.value() } }
	return []kind{
		cellKind("negative amount", finding.Error, "negative-amount", amounts, func(s spot) string {
			return one("-"+s.value(), "("+s.value()+")", "−"+s.value())(s)
		}),
		cellKind("amount that is no number", finding.Error, "wrong-amount", amounts, one("abc", "不公开", "NaN", "0x1F", "30%", "=SUM(E2:E9)")),
		cellKind("amount below a fen", finding.Error, "wrong-amount", amounts, func(s spot) string { return s.value() + ".005" }),
		cellKind("amount in scientific notation", finding.Error, "wrong-amount", amounts, one("1.63E+05", "2e6", "1.2E+06")),
		cellKind("range of amounts", finding.Error, "wrong-amount", amounts, one("16-18万元", "约16万元", "16万元以上")),
		cellKind("comma as decimal", finding.Error, "wrong-amount", amounts, one("163450,5", "1,23", "1.234,50")),
		cellKind("amount with spaces", finding.Error, "wrong-amount", amounts, one("163 450", "163\u202f450", "163'450")),
		cellKind("full-width amount", finding.Notice, "unusual-form", amounts, func(s spot) string { return wide(s.value()) }),
		cellKind("amount with a unit", finding.Notice, "unusual-form", amounts, func(s spot) string { return s.value() + "元" }),
		cellKind("count with decimals", finding.Error, "wrong-count", counts, one("1.9", "0.5", "2.25")),
		cellKind("range of counts", finding.Error, "wrong-count", counts, one("3-5", "约5", "5人左右", "2+1")),
		cellKind("negative count", finding.Error, "negative-count", counts, before("-")),
		cellKind("score above 100", finding.Error, "wrong-score", scores, one("105", "100.5", "999")),
		cellKind("score as a percentage", finding.Error, "wrong-score", scores, func(s spot) string { return s.value() + "%" }),
		cellKind("tier that is none", finding.Error, "unknown-code", column("pay", "tier"), one("经理", "受薪董事", "executive", "总干事"), lost...),
		cellKind("value of a closed list", finding.Error, "unknown-code", func(p *planter) spot {
			return p.spot([]string{"agencies", "evaluations", "sanctions"}, ofKind(schema.Coded), given)
		}, one("其他", "优良", "正在办理", "不详"), append([]string{"missing-subject"}, lost...)...),
	}
}

// wide writes ASCII characters full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, s)
}

func codeKinds() []kind {
	codes := func(p *planter) spot {
		return p.spot(nil, ofKind(schema.CreditKey), func(v string) bool { return strings.ContainsAny(v, "ABCDEFGHJKLMNPQRTUWXY") })
	}
	return []kind{
		cellKind("code that Excel took for a number", finding.Error, "credit-code-shape", codes, one("9.14403E+17", "5.2E+17", "5.29900003627680E+17"), lost...),
		cellKind("code whose last digits are zeros", finding.Error, "credit-code-shape", codes, one("529900003627680000", "914403001922038000"), lost...),
		cellKind("code with one wrong character", finding.Warning, "credit-code-check", codes, func(s spot) string {
			v, i := s.value(), 8+s.p.Intn(8)
			by := "0123456789"[s.p.Intn(10)]
			for v[i] == by {
				by = "0123456789"[s.p.Intn(10)]
			}
			return replaced(v, i, by)
		}, lost...),
		cellKind("code with two characters exchanged", finding.Warning, "credit-code-check", codes, func(s spot) string {
			v := s.value()
			i := 8 + s.p.Intn(7)
			for v[i] == v[i+1] {
				i = 8 + s.p.Intn(7)
			}
			return replaced(replaced(v, i, v[i+1]), i+1, v[i])
		}, lost...),
		cellKind("code with the letter O", finding.Error, "credit-code-shape", codes, func(s spot) string {
			return strings.Replace(s.value(), "0", one("O", "Ｏ", "О")(s), 1)
		}, append([]string{"invisible-character"}, lost...)...),
		cellKind("code too short", finding.Error, "credit-code-shape", codes, func(s spot) string {
			i := s.p.Intn(18)
			return s.value()[:i] + s.value()[i+1:]
		}, lost...),
		cellKind("code too long", finding.Error, "credit-code-shape", codes, func(s spot) string { return s.within("0") }, lost...),
		cellKind("code in lower case", finding.Notice, "unusual-form", codes, func(s spot) string { return strings.ToLower(s.value()) }),
		cellKind("code full width", finding.Notice, "unusual-form", codes, func(s spot) string { return wide(s.value()) }),
		cellKind("code with hyphens", finding.Notice, "unusual-form", codes, func(s spot) string { return s.value()[:8] + "-" + s.value()[8:] }),
		cellKind("code with a zero-width space", finding.Notice, "unusual-form", codes, func(s spot) string { return s.within("\u200b") }),
		cellKind("number in scientific notation", finding.Error, "lost-digits", func(p *planter) spot {
			return p.spot([]string{"projects", "evaluations", "sanctions"}, ofKind(schema.Key), given)
		}, one("2.023E+10", "2.02301E+11", "1E+05"), lost...),
	}
}

func textKinds() []kind {
	names := func(p *planter) spot {
		return p.spot(nil, ofKind(schema.Name, schema.Key), func(v string) bool { return len(v) > 6 })
	}
	texts := func(p *planter) spot {
		return p.spot(nil, ofKind(schema.Text), func(v string) bool { return len(v) > 6 })
	}
	within := func(list ...string) func(spot) string {
		return func(s spot) string { return s.within(one(list...)(s)) }
	}
	return []kind{
		cellKind("invisible character in a name", finding.Error, "invisible-character", names, within("\u200b", "\u00ad", "\ufeff", "\u2060", "\ue000"), lost...),
		cellKind("direction control in a name", finding.Error, "invisible-character", names, within("\u202e", "\u200f", "\u2066"), lost...),
		cellKind("direction control in a text", finding.Warning, "direction-control", texts, within("\u202e", "\u2067", "\u202d")),
		cellKind("line break in a name", finding.Error, "line-break", names, within("\n"), lost...),
		cellKind("tab in a name", finding.Error, "line-break", names, within("\t"), lost...),
		cellKind("name too long", finding.Error, "too-long", names, func(s spot) string { return strings.Repeat("长", 501) }, lost...),
		cellKind("address that is none", finding.Error, "wrong-url", anywhere(ofKind(schema.URL)),
			one("www.example.org", "javascript:alert(1)", "https://a:b@example.org/", "详见官网", "https://example.org/a b", "ftp://example.org/")),
		{"cell of more than a megabyte", finding.Error, "cell-too-large", lostRows, func(p *planter) place {
			s := texts(p)
			return s.put(strings.Repeat("长", 400_000))
		}},
		cellKind("error value of a spreadsheet", finding.Error, "spreadsheet-error", names, one("#REF!", "#N/A", "#VALUE!", "#NAME?"), lost...),
	}
}

func linkKinds() []kind {
	const stranger = "52440300MJL186084F" // valid, of no agency here
	return []kind{
		cellKind("agency that does not exist", finding.Error, "unknown-reference", func(p *planter) spot {
			return p.spot([]string{"pay", "projects", "sanctions"}, func(c *schema.Column) bool { return c.Name == "agency_id" }, given)
		}, one(stranger)),
		cellKind("project that does not exist", finding.Error, "unknown-reference", column("evaluations", "project_id"), one("NZ-SG-2021-9999", "P-1")),
		{"row twice", finding.Error, "duplicate-key", lost, func(p *planter) place {
			s := p.spot(nil, nil, nil)
			s.grid.cells = append(s.cells, slices.Clone(s.cells[s.row]))
			return s.done(len(s.cells)-1, 0, "row "+fmt.Sprint(s.row+1)+" again")
		}},
		{"key twice", finding.Error, "duplicate-key", lost, func(p *planter) place {
			s := p.spot([]string{"agencies", "projects"}, nil, nil)
			row := slices.Clone(s.cells[s.row])
			row[1] = "另一个名称"
			s.grid.cells = append(s.cells, row)
			return s.done(len(s.cells)-1, 0, "key of row "+fmt.Sprint(s.row+1)+" again")
		}},
		{"policy of no agency", finding.Error, "unknown-reference", nil, func(p *planter) place {
			body := fmt.Sprintf("%08d", p.Intn(100_000_000))
			code := "53990000" + body + string(credit.OrganisationCheck(body))
			name := "content/policies/" + code + string(credit.Check(code)) + ".md"
			p.files[name] = []byte("---\ntitle: 制度\n---\n正文\n")
			return place{name, 0, 0, "policy"}
		}},
		{"reply to no sanction", finding.Error, "unknown-reference", nil, func(p *planter) place {
			name := fmt.Sprintf("content/replies/sanctions/x%d.md", p.Intn(1000))
			p.files[name] = []byte("---\ntitle: 答复\nby: 某中心\ndate: 2024-05-01\n---\n正文\n")
			return place{name, 0, 0, "reply"}
		}},
	}
}

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
		{"total in 万元 without its unit", finding.Warning, "pay-per-person", nil, func(p *planter) place {
			s := steadyPay(p)
			v := s.value()
			return s.set(v[:len(v)-4] + "." + v[len(v)-4:len(v)-2])
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
// about as many people.
func steadyPay(p *planter) spot {
	for {
		s := p.in("pay", "total", func(v string) bool { return len(v) >= 6 })
		if !strings.Contains(s.file, "2023") && !strings.Contains(s.file, "2024") {
			continue
		}
		steady := 0
		for _, g := range p.grids("pay") {
			for _, row := range g.cells[1:] {
				near := strings.Contains(g.file, "2022") == strings.Contains(s.file, "2023") || strings.Contains(g.file, "2025") == strings.Contains(s.file, "2024")
				if g.file != s.file && near && row[0] == s.other("agency_id") && sameTier(row[2], s.other("tier")) && len(row[4]) == len(s.value()) {
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
		inText("home address", finding.Warning, "home-address", func(p *planter) string {
			return fmt.Sprintf("家住拟州市栖禾区阳光花园%d栋%d单元%d02室", 1+p.Intn(9), 1+p.Intn(3), 1+p.Intn(9))
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
			return place{name, 0, 0, name}
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
