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
