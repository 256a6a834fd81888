package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// aside says what a row is that is no record, and whether it is none: a total, a note
// below the table, the header once more.
func (f *tableFile) aside(row *sheet.Row) (note, bool) {
	first := ""
	for _, c := range row.Cells {
		if first = strings.TrimSpace(c); first != "" {
			break
		}
	}
	n := note{severity: finding.Notice, hint: finding.Text{ZH: "无需处理", EN: "nothing to do"}}
	first = strings.Join(strings.Fields(norm.NFKC.String(first)), "")
	switch {
	case totalWord(first) && !f.coded(row):
		n.rule, n.message = "total-row", finding.Text{ZH: "合计行，没有作为记录读取", EN: "a row of totals: not read as a record"}
	case signed(first) && !f.coded(row), noteWord(first) && f.keyless(row):
		n.rule, n.message = "note-row", finding.Text{ZH: "表格下方的说明，没有读取", EN: "a note below the table: not read"}
	case f.repeats(row):
		n.rule, n.message = "repeated-header", finding.Text{ZH: "重复的表头，没有读取", EN: "the header once more: not read"}
	default:
		return note{}, false
	}
	return n, true
}

// totalWord says whether the first cell of a row marks it as a sum.
func totalWord(first string) bool {
	word, _, _ := strings.Cut(first, ":")
	switch word {
	case "合计", "合計", "小计", "小計", "总计", "總計", "共计", "总数", "本页小计", "本页合计", "累计", "total", "Total", "TOTAL":
		return true
	}
	return false
}

// coded says whether a row has a credit code where one belongs.
func (f *tableFile) coded(row *sheet.Row) bool {
	for i, c := range f.table.Columns {
		at := f.header.at[i]
		if c.Kind == schema.CreditKey && at >= 0 && at < len(row.Cells) && credit.Code(normalCode(row.Cells[at])).WellFormed() {
			return true
		}
	}
	return false
}

// signed says whether a row begins with who filled in the table, and when.
func signed(first string) bool {
	word, _, _ := strings.Cut(first, ":")
	switch word {
	case "填表人", "填表日期", "填报人", "填报日期", "填报单位", "制表人", "制表日期", "审核人", "复核人", "单位负责人", "负责人", "联系人", "联系电话", "报送日期", "报送单位", "经办人", "审核":
		return true
	}
	return false
}

// noteWord says whether a row begins as notes below a table do.
func noteWord(first string) bool {
	for _, word := range []string{"填表", "填报", "制表", "报送", "数据来源", "※"} {
		if strings.HasPrefix(first, word) {
			return true
		}
	}
	for _, word := range []string{"备注", "附注", "说明", "注", "注意"} {
		if rest, ok := strings.CutPrefix(first, word); ok && (rest == "" || strings.ContainsRune(":.、一二三(123456789", []rune(rest)[0])) {
			return true
		}
	}
	return false
}

// keyless says whether all required columns of a row are blank but for the cell with
// which it begins.
func (f *tableFile) keyless(row *sheet.Row) bool {
	begun := false
	for i, c := range row.Cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if begun && f.header.required[i] {
			return false
		}
		begun = true
	}
	return true
}

// repeats says whether a row is the header once more, as at the top of a printed page.
func (f *tableFile) repeats(row *sheet.Row) bool {
	if len(row.Cells) < len(f.header.cells) {
		return false
	}
	for i, c := range f.header.cells {
		if strings.Trim(row.Cells[i], " \t\ufeff\u00a0\u3000") != c {
			return false
		}
	}
	return true
}

// sums adds up the columns of money and people, for rows of totals to be compared with.
type sums struct {
	all, part []int64 // by column of the table: since the beginning, since the last total
	doubt     []bool  // a cell of the column could not be read, so that its sum means nothing
}

func newSums(columns int) *sums {
	return &sums{make([]int64, columns), make([]int64, columns), make([]bool, columns)}
}

// add adds the cells of a record.
func (s *sums) add(cells []remarked) {
	for i, c := range cells {
		var n int64
		switch c := c.(type) {
		case *moneyCell:
			n = c.value().Fen
		case *countCell:
			n = int64(c.value().N)
		default:
			continue
		}
		for _, r := range c.remarks() {
			s.doubt[i] = s.doubt[i] || r.severity == finding.Error
		}
		s.all[i] += n
		s.part[i] += n
	}
}

// lose notes that a row could not be added.
func (s *sums) lose() {
	for i := range s.doubt {
		s.doubt[i] = true
	}
}

// total compares a row of totals with the sum of the rows above it.
func (f *tableFile) total(t totalRow) {
	for i, c := range f.table.Columns {
		text := t.texts[i]
		if text == "" || f.sums.doubt[i] {
			continue
		}
		var want int64
		switch c.Kind {
		case schema.Money:
			r, err := money.Parse(text, money.Yuan)
			if err != nil {
				continue
			}
			want = r.Amount.Fen
		case schema.Count:
			var form countForm
			n, notes := form.parse(text)
			if len(notes) > 0 && notes[0].severity == finding.Error {
				continue
			}
			want = int64(n.N)
		default:
			continue
		}
		if want != f.sums.all[i] && want != f.sums.part[i] {
			sum := shownSum(c.Kind, f.sums.all[i])
			f.add(int(t.at[i].Line), max(int(t.at[i].Column), 1), c.Name, t.raw[i], note{severity: finding.Warning, rule: "total-mismatch",
				message: finding.Text{ZH: "与上面各行之和不符，各行之和是 " + sum, EN: "is not the sum of the rows above, which is " + sum},
				hint:    finding.Text{ZH: "核对各行和合计，找出漏填或多填的一行", EN: "compare the rows with the total: one may be missing or twice there"}})
		}
	}
	clear(f.sums.part)
}

func shownSum(k schema.Kind, n int64) string {
	if k == schema.Money {
		return money.FromFen(n).Grouped()
	}
	return fmt.Sprint(n)
}

// totalRow is a row of totals in the table's own columns.
type totalRow struct {
	texts, raw []string
	at         []register.Place
	after      int // rows of the batch that stand above it
}
