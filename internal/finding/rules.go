package finding

import (
	"slices"
	"strings"
)

// Rule is an entry of the catalogue of rules.
type Rule struct {
	Name       string     // stable, kebab-case
	Severities []Severity // the severities that its findings have
	What       Text       // what the rule finds
	Why        Text       // why it is a rule; Source names the law or standard behind it
	Mend       Text       // how to mend it
	Example    string     // what triggers it
}

// Area is a part of the catalogue: what its rules look at.
type Area struct {
	Name  string // in English, one word
	Title Text
	Rules []Rule // sorted by name
}

// Areas returns the catalogue in its parts, in the order in which data is read. Every
// rule that a finding can have is in one of them; docs/rules.md is written from it.
func Areas() []Area {
	records, personal := apart(recordRules(), "bank-card", "mobile-number", "personal-id")
	all := []Area{
		{"files", Text{"文件", "Files"}, slices.Concat(fileRules(), receivedRules(), changesRules())},
		{"forms", Text{"文件形式和表的布局", "Forms of files and layouts of tables"}, formRules()},
		{"tables", Text{"表头和行", "Headers and rows"}, tableRules()},
		{"cells", Text{"单元格", "Cells"}, cellRules()},
		{"records", Text{"记录之间", "Records seen together"}, records},
		{"identity", Text{"身份：同一个还是两个", "Identity: one or two"}, identityRules()},
		{"plausible", Text{"数字和日期是否合理", "Plausible figures and days"}, plausibleRules()},
		{"publication", Text{"公示期限", "How long sanctions are shown"}, ageingRules()},
		{"privacy", Text{"个人信息", "Personal data"}, slices.Concat(personal, privacyRules(), personRules())},
		{"settings", Text{"设置和页面", "Settings and pages"}, slices.Concat(settingRules(), exportRules(), correctionRules())},
		{"rulebook", Text{"规则文件", "The rulebook"}, rulebookRules()},
		{"published", Text{"与已发布的网站比较", "Compared with the published site"}, publishedRules()},
	}
	for _, a := range all {
		slices.SortFunc(a.Rules, byName)
	}
	return all
}

// Rules returns the whole catalogue, sorted by name.
func Rules() []Rule {
	var all []Rule
	for _, a := range Areas() {
		all = append(all, a.Rules...)
	}
	slices.SortFunc(all, byName)
	return all
}

// Lookup returns the rule of a name.
func Lookup(name string) (Rule, bool) {
	all := Rules()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}

// AreaOf returns the area of a rule; the zero Area where the catalogue lacks the rule.
func AreaOf(rule string) Area {
	for _, a := range Areas() {
		if slices.ContainsFunc(a.Rules, func(r Rule) bool { return r.Name == rule }) {
			return a
		}
	}
	return Area{}
}

func byName(a, b Rule) int { return strings.Compare(a.Name, b.Name) }

// apart takes the rules of some names out of a list.
func apart(list []Rule, names ...string) (rest, taken []Rule) {
	for _, r := range list {
		if slices.Contains(names, r.Name) {
			taken = append(taken, r)
		} else {
			rest = append(rest, r)
		}
	}
	return rest, taken
}

func errorRule(name string, what, why, mend Text, example string) Rule {
	return Rule{name, []Severity{Error}, what, why, mend, example}
}

func warningRule(name string, what, why, mend Text, example string) Rule {
	return Rule{name, []Severity{Warning}, what, why, mend, example}
}

func noticeRule(name string, what, why, mend Text, example string) Rule {
	return Rule{name, []Severity{Notice}, what, why, mend, example}
}

// fileRules are about files as a whole and their bytes.
func fileRules() []Rule {
	return []Rule{
		errorRule("bare-cr",
			Text{"换行只有回车符（CR）", "A line ends with a carriage return alone."},
			Text{"这样的文件会被读成一行", "Readers take such a file for a single line."},
			Text{"另存为“CSV UTF-8（逗号分隔）”", "Save it as CSV UTF-8."}, `a,b\r1,2`),
		errorRule("bad-file-name",
			Text{"content/ 内的文件名不符合规则", "A file under content/ has a name that cannot be used."},
			Text{"文件名是网页地址的一部分；制度文件以统一社会信用代码命名", "The name becomes part of an address; a pay policy is named after the agency's credit code."},
			Text{"按提示改名", "Rename it as the hint says."}, "content/About Us.md"),
		errorRule("cell-too-large",
			Text{"单元格超过 1 MB", "A cell has more than 1 MB."},
			Text{"多半是引号没有结束，吞掉了后面的内容", "Usually a quote that is not closed has swallowed what follows."},
			Text{"检查引号，或缩短内容", "Check the quotes or shorten the text."}, `"…`),
		errorRule("control-character",
			Text{"含有控制字符", "A cell or a page holds a control character."},
			Text{"它看不见，却会改变显示和比较的结果", "It cannot be seen, yet changes what is shown and compared."},
			Text{"删除该字符", "Delete it."}, "U+001A"),
		{"empty-table", []Severity{Error, Notice},
			Text{"文件没有数据行；机构表连表头都没有是错误", "A file has no rows: a notice; an error where agencies has not even a header."},
			Text{"可能是忘了填写", "It may have been forgotten."},
			Text{"填入数据，或删除该文件", "Fill it or delete it."}, "agency_id,year,tier"},
		errorRule("file-too-large",
			Text{"文件过大：文本表格 512 MB，工作簿 64 MB（解压后 256 MB），页面和设置 1 MB", "A file is too large: 512 MB for a table, 64 MB for a workbook (256 MB unpacked), 1 MB for a page or the settings."},
			Text{"防止损坏的文件耗尽内存", "A damaged file must not exhaust the memory."},
			Text{"拆成几个文件", "Split it."}, "data/pay.csv, 600 MB"),
		{"missing-table", []Severity{Error, Notice},
			Text{"缺少一张表；缺少机构表是错误，其余是提示", "A table has no file: an error for agencies, a notice for the others."},
			Text{"其余各表都引用机构", "All other tables refer to agencies."},
			Text{"在 data/ 里加上该表", "Add the table under data/."}, "data/agencies.csv"},
		warningRule("not-a-file",
			Text{"不是普通文件", "Something in the folder is not a regular file."},
			Text{"只读取普通文件", "Only regular files are read."},
			Text{"删除它", "Remove it."}, "data/pay.csv (pipe)"),
		errorRule("not-utf8",
			Text{"文件不是能读的编码；表格可以是 UTF-8、GB18030（含 GBK）或带标记的 UTF-16，页面和设置只能是 UTF-8", "A file is in no encoding that is read: tables may be UTF-8, GB18030 (which holds GBK) or UTF-16 with its mark, pages and settings UTF-8."},
			Text{"猜测编码会把字读错", "A guessed encoding would read wrong characters."},
			Text{"另存为“CSV UTF-8（逗号分隔）”", "Save it as CSV UTF-8."}, "Windows 1252"),
		errorRule("nul-byte",
			Text{"含有 NUL 字节", "A file holds a NUL byte."},
			Text{"文件已损坏，或不是文本", "It is damaged or no text."},
			Text{"重新导出", "Export it again."}, `\x00`),
		errorRule("outside-portal",
			Text{"链接指向文件夹之外", "A link leads out of the portal's folder."},
			Text{"不读取文件夹以外的内容", "Nothing outside the folder is read."},
			Text{"改为复制文件本身", "Put a copy of the file there."}, "data/pay.csv -> /etc/passwd"),
		errorRule("row-too-large",
			Text{"一行超过 4 MB", "A row has more than 4 MB."},
			Text{"防止损坏的文件耗尽内存", "A damaged file must not exhaust the memory."},
			Text{"检查换行和引号", "Check line ends and quotes."}, `"…, 5 MB`),
		errorRule("stray-quote",
			Text{"引号的位置不对", "A quote stands where none may (RFC 4180)."},
			Text{"无法确定单元格在哪里结束", "Where the cell ends cannot be told."},
			Text{"整个单元格加引号，内部的引号写成两个", "Quote the whole cell and double the quotes inside."}, `a"b`),
		errorRule("too-many-columns",
			Text{"一行超过 500 列", "A row has more than 500 columns."},
			Text{"多半是分隔符有误", "Usually the separator is wrong."},
			Text{"检查分隔符", "Check the separator."}, ",,,,,,,"),
		{"too-many-findings", []Severity{Error, Warning, Notice},
			Text{"同一规则在一个文件里超过 1000 处，其余只计数", "A rule applies more than 1,000 times in a file; the rest is counted."},
			Text{"通常是同一个原因", "They usually have one cause."},
			Text{"先更正已列出的，再检查一次", "Mend those that are listed and check again."}, "wrong-amount × 1,200"},
		errorRule("too-many-rows",
			Text{"超过五百万行；工作表是二十万行", "A file has more than five million rows, or a sheet of a workbook more than 200,000."},
			Text{"防止损坏的文件耗尽内存", "A damaged file must not exhaust the memory."},
			Text{"按年度拆分", "Split it by year."}, "data/pay.csv, 5,000,001 行"),
		errorRule("unclosed-quote",
			Text{"引号没有结束", "A quote is not closed."},
			Text{"后面的行会被读成同一个单元格", "What follows would be read as one cell."},
			Text{"在单元格末尾补上引号", "Close it at the end of the cell."}, `"abc,1,2`),
		noticeRule("unknown-file",
			Text{"data/ 里的文件不属于任何一张表", "A file under data/ belongs to no table."},
			Text{"没有读取，须让人知道", "It is not read, which must not pass in silence."},
			Text{"按表名改名，或移出 data/", "Name it after its table or move it elsewhere."}, "data/项目评价.csv"),
		errorRule("unsupported-format",
			Text{"文件格式不能读取", "The format of a table's file cannot be read."},
			Text{"只读取 .csv、.tsv 和 .xlsx，而且内容要与扩展名相符", "Only .csv, .tsv and .xlsx are read, and only where the content is what the name says."},
			Text{"另存为 .xlsx 或“CSV UTF-8（逗号分隔）”", "Save it as .xlsx or as CSV UTF-8."}, "data/pay.xls"),
	}
}

// tableRules are about headers and rows.
func tableRules() []Rule {
	return []Rule{
		noticeRule("column-not-kept",
			Text{"本站不收录的列：双公示导出中多余的、aliases 里写明不收录的、写在代码旁边只供核对的机构名称", "Columns that are known and not kept: of the national double-publicity export, those whose alias is nothing, and the name of an agency beside its code, which is compared."},
			Text{"双公示导出中的证件号码等个人信息从不读取", "Numbers of identity papers and the like in the national export are never read."},
			Text{"无需处理", "Nothing to do."}, "cf_fr_sfzh"),
		errorRule("duplicate-column",
			Text{"同一列出现两次", "Two columns have the same header, or mean the same column."},
			Text{"无法确定以哪一列为准", "Which of the two counts cannot be told."},
			Text{"删除其中一列", "Delete one of the two."}, "年度,year"),
		noticeRule("foreign-party",
			Text{"双公示导出中与本站机构无关的行没有收录", "Rows of the national export about parties that are not among the agencies were left out."},
			Text{"导出包含全市各类当事人", "The export covers parties of all kinds."},
			Text{"需要收录时先把机构加进机构表", "Add the agency to keep its rows."}, "cf_xdr_mc: 拟州市某餐饮店"),
		errorRule("missing-cell",
			Text{"必填单元格是空的", "A required cell is blank."},
			Text{"没有它就无法确定这一行说的是什么", "Without it the row does not say what it is about."},
			Text{"填写该单元格", "Fill it in."}, "-"),
		errorRule("missing-column",
			Text{"缺少必需的列", "A required column is missing."},
			Text{"没有它就无法确定各行说的是什么", "Without it the rows do not say what they are about."},
			Text{"加上该列，或用 aliases 说明列名", "Add it, or name it under aliases."}, "agency_id,tier,headcount,total"),
		errorRule("missing-subject",
			Text{"没有写明惩戒对象", "A sanction does not say whom it is about."},
			Text{"读者必须知道对象是谁", "Readers must know whom it concerns."},
			Text{"填写机构代码、行政相对人名称或从业人员姓名", "Give the agency's code, the party's name or the practitioner."}, "agency_id, subject_name, person: -"),
		errorRule("ragged-row",
			Text{"单元格数与表头不同", "A row has more or fewer cells than the header."},
			Text{"内容会错位", "Its cells would land in the wrong columns."},
			Text{"含逗号的单元格加引号；补齐分隔符", "Quote cells that hold commas; add missing separators."}, "1,2,3"),
		noticeRule("unit-in-header",
			Text{"表头写明了金额单位", "A header names a unit of money."},
			Text{"说明本列按什么单位读取", "It says in which unit the column was read."},
			Text{"无需处理", "Nothing to do."}, "罚款金额(万元)"),
		warningRule("unknown-column",
			Text{"认不出的列，没有读取", "A column is not known and was not read."},
			Text{"列名可能写错了", "Its header may be misspelt."},
			Text{"更正列名，或用 aliases 说明", "Correct it, or name it under aliases."}, "机构名"),
		errorRule("wrong-header",
			Text{"认不出任何一列", "Not a single column is known."},
			Text{"第一行多半不是表头，或分隔符有误", "The first row is no header, or the separator is wrong."},
			Text{"让第一行成为列名", "Make the first row the column names."}, "附件1 公示表"),
	}
}
