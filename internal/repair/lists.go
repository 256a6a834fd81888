package repair

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
	"gongshi/internal/privacy"
)

// readmeFile says what the folder of copies is.
const readmeFile = "README.txt"

// changesFile is the list of changes.
var changesFile = finding.Text{ZH: "修改清单.csv", EN: "changes.csv"}

// changeHeader is its header.
var changeHeader = []finding.Text{
	{ZH: "文件", EN: "file"}, {ZH: "工作表", EN: "sheet"}, {ZH: "行", EN: "line"}, {ZH: "列", EN: "column"}, {ZH: "副本单元格", EN: "cell in the copy"},
	{ZH: "字段", EN: "field"}, {ZH: "原来", EN: "before"}, {ZH: "改为", EN: "after"}, {ZH: "依据", EN: "why"},
}

// changeList is the list of changes as a CSV file to be opened in a spreadsheet.
func (r *Result) changeList(list []change) File {
	var header []string
	for _, h := range changeHeader {
		header = append(header, h.In(r.lang))
	}
	buf := appendLine([]byte("\ufeff"), header)
	for _, c := range list {
		column, at := "", ""
		if c.column > 0 {
			column = fmt.Sprint(c.column)
			at, _ = excelize.CoordinatesToCellName(c.at.column, c.at.row) // both are within a sheet
		}
		buf = appendLine(buf, []string{
			guard(c.file), guard(c.sheet), fmt.Sprint(c.line), column, at, c.field,
			guard(privacy.Masked(c.before)), guard(privacy.Masked(c.after)), c.why,
		})
	}
	return File{changesFile.In(r.lang), buf}
}

// guard keeps a spreadsheet from running a text as a formula, and from cutting the digits
// of a long number. The list is only read; the copies hold the texts themselves.
func guard(s string) string {
	switch {
	case s == "":
		return s
	case strings.ContainsAny(s[:1], "=+-@\t\r\n"), strings.HasPrefix(s, "＝"), strings.HasPrefix(s, "＋"), strings.HasPrefix(s, "－"), strings.HasPrefix(s, "＠"):
		return "'" + s
	case len(s) > 11 && strings.Trim(s, "0123456789") == "":
		return "\t" + s
	}
	return s
}

// readme says what the folder is and what to do with it.
func (r *Result) readme() File {
	const text = `这个文件夹由 gongshi check --fix 生成。原文件没有改动。

- 每个有提示的数据文件有两份副本，内容相同：.csv（UTF-8，逗号分隔）和 .xlsx（着色并带批注）。
- 只改写了确定无疑的内容，逐项列在“修改清单.csv”（英文版为 changes.csv）里。拿不准的照原样保留，等人来改。
- 请在 .xlsx 里改：红色是错误，黄色是警告，绿色是提示或已改写。行末有“待核对”的，改好本行后删除那一格。
- 改好以后，用 .xlsx 或 .csv 之一替换 data/ 里的原文件（不要两份都放），再运行 gongshi check。
- 不要用 Excel 打开 .csv 再保存：18 位的代码会变成 9.14E+17。
- 副本里有原文件的全部内容，包括误填的证件号码、手机号码；不要发给别人，也不要提交到公开的仓库。
- 改过的副本不会被覆盖：文件夹里有改动或别的文件时，check --fix 会停下来。

This folder was made by gongshi check --fix. The originals are untouched.

- Every data file about which something was found has two copies that hold the same: .csv (UTF-8, commas)
  and .xlsx (coloured, with comments).
- Only what is certain was changed; the list is changes.csv (修改清单.csv in Chinese). What is in doubt stays
  as written and waits for you.
- Work in the .xlsx: red is an error, amber a warning, green a notice or something written in its usual form.
  Where a row ends with "to be checked", delete that cell once the row is right.
- Then put either the .xlsx or the .csv in place of the original in data/, not both, and run gongshi check.
- Do not open the .csv in Excel and save it: codes of 18 digits become 9.14E+17.
- The copies hold all that the originals hold, numbers of persons too: send them to nobody, commit them nowhere.
- Copies that you changed are never overwritten: check --fix stops where the folder holds anything else than
  what it wrote.
`
	return File{readmeFile, []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))}
}

// Print writes what was made into a folder, in a few lines for a terminal. The error is
// that of writing.
func (r *Result) Print(w io.Writer, dir string) error {
	var b strings.Builder
	dir = finding.Shorten(dir)
	say := func(zh, en string) { b.WriteString(finding.Text{ZH: zh, EN: en}.In(r.lang)) }
	if len(r.Entries) == 0 {
		say("没有需要修复的文件（"+dir+"）\n", "nothing to repair ("+dir+")\n")
	} else {
		say("修复副本在 "+dir+"，改动列在其中的 "+changesFile.ZH+"：\n", "repaired copies are in "+dir+"; "+changesFile.EN+" there lists the changes:\n")
	}
	for _, e := range r.Entries {
		b.WriteString("  " + finding.Shorten(e.File))
		if len(e.Copies) > 0 {
			var paths []string
			for _, p := range e.Copies {
				paths = append(paths, finding.Shorten(p))
			}
			b.WriteString(" → " + strings.Join(paths, ", "))
			say(fmt.Sprintf("：改写 %d 处，略去 %d 行", e.Mended, e.Left), fmt.Sprintf(": mended %d, rows left out %d", e.Mended, e.Left))
		}
		switch why := e.Why.In(r.lang); {
		case why != "" && len(e.Copies) == 0:
			say("："+why, ": "+why)
		case why != "":
			say("；"+why, "; "+why)
		}
		say(fmt.Sprintf("；待人工处理：错误 %d，警告 %d\n", e.Errors, e.Warnings), fmt.Sprintf("; left for you: errors %d, warnings %d\n", e.Errors, e.Warnings))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
