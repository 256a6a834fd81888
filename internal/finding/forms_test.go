package finding

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// outcome says what becomes of a form.
type outcome string

// The outcomes.
const (
	silent  outcome = "read"    // read exactly, nothing is said
	told    outcome = "notice"  // read exactly, with a notice that says what was understood
	warned  outcome = "warning" // read, with a warning
	refused outcome = "error"   // refused: nothing is published
)

// form is a form in which offices save files, lay out tables or write cells, and what
// becomes of it.
type form struct {
	name    Text
	example string
	outcome outcome
	rule    string // of the finding; "" where nothing is said
	why     Text
}

// formGroup is forms of one kind.
type formGroup struct {
	title Text
	forms []form
}

// forms lists the forms that are known, in the order of docs/rules.md, which is written
// from it. internal/intake/testdata/torture holds an example of each.
func forms() []formGroup {
	return []formGroup{
		{Text{"文件", "Files"}, fileForms()},
		{Text{"工作簿（.xlsx）", "Workbooks (.xlsx)"}, workbookForms()},
		{Text{"表的布局", "Layout of a table"}, layoutForms()},
		{Text{"单元格", "Cells"}, cellForms()},
	}
}

func fileForms() []form {
	return []form{
		{Text{"UTF-8，有无标记均可；逗号分隔；LF、CRLF 或两者混用；单元格内换行", "UTF-8 with or without a mark; commas; LF, CRLF or both; line breaks inside quotes"}, "CSV UTF-8", silent, "",
			Text{"通常的形式（RFC 4180）", "The usual form (RFC 4180)."}},
		{Text{"GB18030、GBK、GB2312", "GB18030, GBK, GB2312"}, "CSV（逗号分隔）", told, "file-form",
			Text{"整个文件不是 UTF-8、又都是 GB18030 时，只有一种读法", "Where all of a file is GB18030 and not UTF-8, it can be nothing else."}},
		{Text{"带标记的 UTF-16", "UTF-16 with its mark"}, "Unicode 文本", told, "file-form",
			Text{"标记说明了编码", "The mark says so."}},
		{Text{"分号或制表符分隔的 .csv；.tsv 里的逗号", "Semicolons or tabs in a .csv, commas in a .tsv"}, "a;b;c", told, "file-form",
			Text{"取前几行里认出列名最多的一种", "Taken is what shows the most column names in the first rows."}},
		{Text{"第一行 sep=;", "A first line sep=;"}, "sep=;", told, "file-form",
			Text{"Excel 的约定", "A convention of Excel's."}},
		{Text{"其他编码，或有损坏的字节", "Another encoding, or damaged bytes"}, "Windows 1252", refused, "not-utf8",
			Text{"不猜测编码", "Encodings are not guessed."}},
		{Text{"UTF-8 和 GBK 混在一起", "UTF-8 and GBK mixed"}, "copy a.csv+b.csv c.csv", refused, "mixed-encoding",
			Text{"总有一部分会读错", "One part would be read wrong."}},
		{Text{"能按 GB18030 解码，却不像中文", "Decodes as GB18030 but is no Chinese"}, "Big5, EUC-KR", refused, "unlikely-encoding",
			Text{"读出来是乱码", "It would be gibberish."}},
		{Text{"字太少，UTF-8 和 GBK 都说得通", "So few characters that UTF-8 and GBK both fit"}, "", refused, "ambiguous-encoding",
			Text{"读错一个字就是错的名称", "A wrong character makes a wrong name."}},
		{Text{"含 NUL，或没有标记的 UTF-16", "NUL bytes, or UTF-16 without its mark"}, "", refused, "nul-byte",
			Text{"文件已损坏，或不是文本", "The file is damaged or no text."}},
		{Text{"只用回车换行", "Lines that end with CR alone"}, "Macintosh", refused, "bare-cr",
			Text{"多数软件会读成一行", "Most programs take it for one line."}},
		{Text{".xls、.et、.ods、.pdf；改了扩展名的工作簿或网页；加密的工作簿", ".xls, .et, .ods, .pdf; workbooks and web pages under another name; protected workbooks"}, "薪酬.xls", refused, "unsupported-format",
			Text{"内容与扩展名不符，或不是开放的格式", "The content is not what the name says, or no open format."}},
		{Text{"引号没有结束，或位置不对", "A quote that is not closed, or in the wrong place"}, `"服务`, refused, "unclosed-quote",
			Text{"无法确定单元格在哪里结束", "Where the cell ends cannot be told."}},
	}
}

func workbookForms() []form {
	return []form{
		{Text{"文本、数字、按样式显示的日期（1900 和 1904 系统）", "Texts, numbers, days by their style (systems of 1900 and 1904)"}, "", silent, "",
			Text{"读取存储的值", "The stored value is read."}},
		{Text{"不显示日或年的日期格式", "A date format that shows no day, or no year"}, "2023年5月", refused, "partial-date",
			Text{"日或年是软件补的，不是录入的", "The program added what nobody typed."}},
		{Text{"从 1904 年起算的工作簿里没有样式的日期数字", "A day as a bare number in a workbook that counts from 1904"}, "43585", refused, "wrong-date",
			Text{"不能确定从哪一年起算", "From which year it counts cannot be told."}},
		{Text{"第 15 位以后的浮点误差", "Binary noise behind the fifteenth digit"}, "16341.000000000002", told, "unusual-form",
			Text{"表格软件只显示 15 位", "Spreadsheets show fifteen digits."}},
		{Text{"显示成另一种单位的数字格式", "A number format that shows another unit"}, `0.0"万元"`, refused, "ambiguous-unit",
			Text{"看到的和存下的不一样", "What is seen is not what is stored."}},
		{Text{"公式", "A formula"}, "=SUM(E2:E4)", warned, "formula-cell",
			Text{"读取上次的结果，再次打开可能变化", "Its last result is read, and may change."}},
		{Text{"公式出错，或没有结果", "A formula that failed or has no result"}, "#REF!", refused, "spreadsheet-error",
			Text{"没有可以读取的值", "There is no value."}},
		{Text{"信用代码存成数字", "A credit code stored as a number"}, "9.14403E+17", refused, "credit-code-shape",
			Text{"第 15 位以后已经丢失", "What stood behind the fifteenth digit is lost."}},
		{Text{"其他编号或名称存成数字", "Another identifier or a name stored as a number"}, "20230001", warned, "number-for-text",
			Text{"开头的 0 可能已经丢失", "Zeros at its beginning may be lost."}},
		{Text{"编号变成日期", "An identifier turned into a date"}, "Jan-23", refused, "date-for-text",
			Text{"原来的文字已经丢失", "What was typed is lost."}},
		{Text{"文字单元格纵向合并", "Texts merged downwards"}, "A2:A4", told, "merged-cells",
			Text{"合并表示各行相同", "Merged cells hold for each row."}},
		{Text{"横向合并；数字单元格合并", "Cells merged sideways; figures merged"}, "B2:C2", refused, "merged-cells",
			Text{"不能确定属于哪一列，是否合计", "Which column, or whether it is a sum, cannot be told."}},
		{Text{"隐藏的行、列", "Hidden rows and columns"}, "", warned, "hidden-row",
			Text{"看不见的内容也会公开", "What cannot be seen is published all the same."}},
		{Text{"隐藏的工作表", "A hidden sheet"}, "", warned, "hidden-sheet",
			Text{"没有读取，须让人知道", "It is not read, which must be told."}},
		{Text{"另一个没有本表表头的工作表", "Another sheet without the table's header"}, "Sheet2", warned, "sheet-not-read",
			Text{"没有读取，须让人知道", "It is not read, which must be told."}},
	}
}

func layoutForms() []form {
	return []form{
		{Text{"空行、空列；序号列", "Blank rows and columns; a column of running numbers"}, "序号", silent, "",
			Text{"没有内容", "They hold nothing."}},
		{Text{"表头上方的标题", "Titles above the header"}, "附件1　公示表", told, "title-rows",
			Text{"表头取前 20 行里认出列名最多的一行", "The header is the row of the first twenty that names the most columns."}},
		{Text{"单位行", "A line with the unit"}, "单位：万元", told, "unit-line",
			Text{"用于没有自带单位的金额列", "It holds for columns of money without a unit of their own."}},
		{Text{"两种单位，或千元等", "Two units, or one such as 千元"}, "单位：元/万元", refused, "ambiguous-unit",
			Text{"差一个单位就是一万倍", "A wrong unit is wrong ten thousand times over."}},
		{Text{"两行表头：代码行、分组行、单位行", "A header of two rows: codes, groups, units"}, "年度 / year", told, "two-row-header",
			Text{"两行合起来只有一种读法", "Both together can be read in one way."}},
		{Text{"列名的别名，或带说明的列名", "Another name for a column, or one with a remark"}, "社会信用代码；人数（人）", told, "header-alias",
			Text{"内置别名见 docs/data.md", "docs/data.md lists the names that are built in."}},
		{Text{"写错的列名", "A misspelt header"}, "统一社会信用代玛", warned, "unknown-column",
			Text{"提示最接近的列名，不代为更正", "The nearest name is suggested, not assumed."}},
		{Text{"重复的列", "A column that is there twice"}, "年度,year", refused, "duplicate-column",
			Text{"无法确定以哪一列为准", "Which of them counts cannot be told."}},
		{Text{"合计、小计、总计行", "Rows of totals"}, "合计,,,,1000", told, "total-row",
			Text{"不是记录，用来核对各行之和", "They are no records and serve as a check."}},
		{Text{"与各行之和不符的合计", "A total that is not the sum"}, "", warned, "total-mismatch",
			Text{"可能漏了一行", "A row may be missing."}},
		{Text{"表格下方的说明和签名", "Notes and names below the table"}, "填表人：", told, "note-row",
			Text{"不是记录", "They are no records."}},
		{Text{"中间重复的表头", "The header once more among the rows"}, "", told, "repeated-header",
			Text{"打印时每页重复", "It was repeated for printing."}},
		{Text{"多出或缺少单元格的行", "A row with too many or too few cells"}, "1,2,3", refused, "ragged-row",
			Text{"内容会错位", "Its cells would land in the wrong columns."}},
		{Text{"CSV 里合并过的第一列（下面各行空白）", "A first column that was merged, in a CSV"}, "", refused, "missing-cell",
			Text{"空白可能是合并，也可能是漏填", "A blank may be merged or forgotten."}},
		{Text{"同上", "Ditto"}, "同上、〃", refused, "ditto-mark",
			Text{"排序以后指向另一行", "After sorting it means another row."}},
	}
}

func cellForms() []form {
	return []form{
		{Text{"千分位", "Thousands separators"}, "1,234.50", silent, "", Text{"位置正确时只有一种读法", "In the right places they can be read in one way."}},
		{Text{"全角数字、￥、元、万元、亿元、人民币、大写金额", "Full width, ￥, 元, 万元, 亿元, 人民币, amounts in words"}, "１６．３万元；壹佰元整", told, "unusual-form", Text{"精确换算成元", "Converted to yuan exactly."}},
		{Text{"分号分隔的文件里的逗号", "A comma in a file with semicolons"}, "1,234", refused, "ambiguous-amount", Text{"可能是小数点", "It may be the decimal point."}},
		{Text{"逗号作小数点、科学记数法、约数、范围、星号", "A comma for the point, scientific notation, about, ranges, stars"}, "1,5；1.63E+05；约16万", refused, "wrong-amount", Text{"不是精确的金额", "No exact amount."}},
		{Text{"负数和括号", "Negative amounts and brackets"}, "(1,234)", refused, "negative-amount", Text{"公开的金额不会是负数", "No disclosed amount is negative."}},
		{Text{"小写、全角、带空格或连字符的信用代码", "Credit codes in lower case, full width, with spaces or hyphens"}, "5299 0000 …", told, "unusual-form", Text{"写法不同，代码相同", "Another spelling of the same code."}},
		{Text{"科学记数法的代码、编号", "Codes and identifiers in scientific notation"}, "2.023E+10", refused, "lost-digits", Text{"末几位已经丢失", "The last digits are lost."}},
		{Text{"数字前的撇号，或 =\"…\"", "An apostrophe before digits, or =\"…\""}, "'00123", told, "unusual-form", Text{"表格软件用它表示文本", "Spreadsheets mark text with it."}},
		{Text{"2023/5/1、2023.5.1、20230501、2023年5月1日", "2023/5/1, 2023.5.1, 20230501, 2023年5月1日"}, "2023年5月1日", silent, "", Text{"年在前，只有一种读法", "With the year in front they can be read in one way."}},
		{Text{"Excel 日期数字、全角、中文数字、带时刻的日期", "Excel serials, full width, Chinese numerals, a time of day"}, "44134；二〇二三年五月一日", told, "unusual-form", Text{"只有一种读法", "They can be read in one way."}},
		{Text{"缺少日或月", "No day, or no month"}, "2023年5月", refused, "partial-date", Text{"期限要按日计算", "Periods are counted in days."}},
		{Text{"日月次序不明、两位年份、年号、起止日期", "Day or month first, two-digit years, eras, ranges"}, "01/02/2023", refused, "wrong-date", Text{"可以是几个日子；整表如此时用 dates 说明", "It may be several days; where a whole table is so, say so under dates."}},
		{Text{"2023年度、二〇二三年", "2023年度, 二〇二三年"}, "2023年度", told, "unusual-form", Text{"只有一种读法", "It can be read in one way."}},
		{Text{"12人、12.0", "12人, 12.0"}, "12人", told, "unusual-form", Text{"只有一种读法", "It can be read in one way."}},
		{Text{"无、-、—、/、N/A", "无, -, —, /, N/A"}, "无", silent, "", Text{"表示没有提供；必填列除外", "Not given; not so in required columns."}},
		{Text{"名称、编号里看不见的字符", "Characters in names and identifiers that cannot be seen"}, "U+200B", refused, "invisible-character", Text{"看上去相同的会变成两个", "What looks the same would be two."}},
		{Text{"�、锟斤拷", "�, 锟斤拷"}, "拟州市��中心", refused, "lost-characters", Text{"以前转换时已经丢失", "Characters were lost before."}},
	}
}

// writeForms writes what becomes of every form.
func writeForms(b *strings.Builder) {
	b.WriteString("\n<a id=\"forms-read\"></a>\n\n## 读什么、不读什么 · What is read and what is refused\n\n" +
		"read: 照原意读取，不提示；notice: 照原意读取，并提示读成了什么；warning: 读取或略过，并警告；error: 拒绝，不发布。\n" +
		"read: as it was meant, without a word; notice: as it was meant, and it is said what was understood; warning: read or left out, with a warning; error: refused, nothing is published.\n")
	for _, g := range forms() {
		fmt.Fprintf(b, "\n### %s · %s\n\n| 形式 form | 例 example | 结果 outcome | 规则 rule | 原因 why |\n|---|---|---|---|---|\n", g.title.ZH, g.title.EN)
		for _, f := range g.forms {
			rule, example := "", ""
			if f.rule != "" {
				rule = "[" + f.rule + "](#" + f.rule + ")"
			}
			if f.example != "" {
				example = "`" + cell(f.example) + "`"
			}
			fmt.Fprintf(b, "| %s · %s | %s | %s | %s | %s。%s |\n", cell(f.name.ZH), cell(f.name.EN), example, f.outcome, rule, cell(f.why.ZH), cell(f.why.EN))
		}
	}
}

// TestForms holds the forms to the catalogue.
func TestForms(t *testing.T) {
	for _, g := range forms() {
		for _, f := range g.forms {
			if f.name.ZH == "" || f.name.EN == "" || f.why.ZH == "" || f.why.EN == "" {
				t.Errorf("%q lacks a name or a reason in one language", f.name.EN)
			}
			if f.outcome == silent {
				if f.rule != "" {
					t.Errorf("%s is read without a word, yet has the rule %s", f.name.EN, f.rule)
				}
				continue
			}
			if r, ok := Lookup(f.rule); !ok || !slices.Contains(r.Severities, Severity(f.outcome)) {
				t.Errorf("%s: the catalogue has no %s %s", f.name.EN, f.outcome, f.rule)
			}
		}
	}
}
