package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gocarina/gocsv"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
	"gongshi/internal/transcript"
)

// tableFile is one file of a table while it is read.
type tableFile struct {
	name     string // relative to the portal
	table    *schema.Table
	settings *portal.Settings
	aliases  map[string]string // folded header -> column
	longest  int               // bytes of a cell that can be a header
	layouts  []day.Layout      // further forms of dates
	book     *book
	agencies map[credit.Code]*register.Agency
	form     sheet.Form

	// Of the sheet that is being read:
	sheet    string // its name, where findings must tell it; "" for the first
	sheets   int    // how many have been opened
	rows     sheet.Rows
	pending  []*sheet.Row // read already, with the header
	header   *header
	unit     money.Unit // of the line above the table; 0: none
	buffers  *buffers
	sums     *sums
	surplus  bool // whether the rows have blank cells beyond the header
	rowsSeen int
	above    []string // the cells of the row before, by column of the table
	records  int      // rows that are records, of all sheets

	asked   bool // whether something was said that depends on who is an agency
	refused int  // rows that were left out
	foreign int  // of those: about parties that are not agencies here

	copying bool
	lost    bool              // a row of the sheet, for a quote that is out of place
	copy    *transcript.Sheet // of the sheet; nil: none is wanted
	left    []transcript.Row  // what stands above its header
}

// newTableFile returns a file of a table that is to be read.
func newTableFile(t *schema.Table, name string, s *portal.Settings, b *book) *tableFile {
	f := &tableFile{name: name, table: t, settings: s, layouts: s.Dates[t.Name], book: b, aliases: map[string]string{}}
	f.longest = longestHeader
	for header, column := range s.Aliases[t.Name] {
		f.aliases[fold(header)] = column
		f.longest = max(f.longest, 2*len(header)) // some more than its own spaces
	}
	return f
}

// batchRows is how many rows are handed to gocsv at once.
const batchRows = register.MaxBatch

// batch is some rows of a file in the table's own columns. It implements
// gocsv.CSVReader.
type batch struct {
	list   [][]string // the names of the columns, then the rows as gocsv gets them: canonical, blank where not given
	source []source
	kept   *register.Batch // the rows as written
	totals []totalRow      // rows of totals among them
	ended  bool            // the sheet has no more rows
}

func (b *batch) rows() [][]string { return b.list[1:] }

func (b *batch) origin(i int) register.Origin { return b.kept.Origin(i, b.source[i].line) }

// source is where a row of a batch comes from; the slices are in the order of the
// table's columns.
type source struct {
	line    int
	raw     []string         // as in the file, for findings
	written []string         // as register.Origin has it
	at      []register.Place // likewise
	remarks []remark         // about cells that gocsv gets in another form, or blank
	under   []int            // columns that are blank below a cell that is not
	copied  *transcript.Row  // the row as it stands in the file, where a copy is wanted
}

// remark is a note about the cell of a column. A cell with an error goes on blank.
type remark struct {
	column int
	note
}

// Read implements gocsv.CSVReader; UnmarshalCSV never calls it.
func (b *batch) Read() ([]string, error) { return nil, io.EOF }

// ReadAll implements gocsv.CSVReader: the header, then the rows.
func (b *batch) ReadAll() ([][]string, error) {
	return b.list, nil
}

func (f *tableFile) add(line, column int, field, value string, n note) {
	f.pass(finding.Finding{
		Line: line, Column: column, Field: field, Value: finding.Shorten(privacy.Masked(value)),
		Severity: n.severity, Rule: n.rule, Message: n.message, Hint: n.hint,
	})
}

// pass takes a finding about the file.
func (f *tableFile) pass(found finding.Finding) {
	found.File = f.name
	if f.sheet != "" {
		found.Message.ZH = "工作表“" + f.sheet + "”：" + found.Message.ZH
		found.Message.EN = "sheet " + f.sheet + ": " + found.Message.EN
	}
	f.book.add(found)
}

// told takes what package sheet has to say about the file.
func (f *tableFile) told(found finding.Finding) {
	if found.Rule == "stray-quote" || found.Rule == "unclosed-quote" { // a row is lost
		f.refused++
		if f.sums != nil {
			f.sums.lose()
		}
		f.lost = true
	}
	f.pass(found)
}

// open finds the header of a sheet. It returns false where its rows cannot be read, or
// are not to be.
func (f *tableFile) open(s *sheet.Sheet) (bool, error) {
	f.rows, f.header, f.pending, f.unit, f.above, f.copy, f.left, f.lost = s.Rows, nil, nil, 0, nil, nil, nil, false
	f.sums, f.rowsSeen = newSums(len(f.table.Columns)), 0
	f.sheets++
	if f.sheets > 1 {
		f.sheet = s.Name
	}
	p, err := f.preamble()
	switch {
	case err != nil:
		return false, err
	case len(p.rows) == 0:
		f.empty()
		return false, nil
	case f.sheets > 1 && (p.header < 0 || !f.likely(p.rows[p.header].Cells)):
		f.add(0, 0, "", s.Name, note{severity: finding.Warning, rule: "sheet-not-read",
			message: finding.Text{ZH: "这个工作表没有" + f.table.ZH + "表的表头，没有读取", EN: "the sheet has no header of the table " + f.table.Name + " and is not read"},
			hint:    finding.Text{ZH: "是另一张表的，另存为以表名命名的文件；不需要的，删除它", EN: "save it under the name of its own table, or delete it"}})
		return false, nil
	case p.header < 0:
		if f.rows.Whole() || len(p.rows) == headRows { // else the file was refused, which says it all
			f.unrecognised(p.rows[0])
		}
		return false, nil
	}
	top, rest := p.rows[p.header], p.rows[p.header+1:]
	f.introduced(p.rows[:p.header], top)
	if len(rest) == 0 {
		next, err := f.rows.Next()
		if err != nil {
			return false, err
		}
		if next != nil {
			rest = append(rest, next.Clone())
		}
	}
	if len(rest) > 0 && f.second(rest[0], top.Cells) && !sameCells(rest[0].Cells, top.Cells) {
		top, rest = f.joined(top, rest[0]), rest[1:]
	}
	f.pending = rest
	f.header = f.readHeader(top)
	f.buffers = f.newBuffers()
	if f.copying {
		f.copyHeader(s.Name, top)
	}
	return true, nil
}

func sameCells(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if strings.TrimSpace(a[i]) != strings.TrimSpace(b[i]) {
			return false
		}
	}
	return true
}

// empty reports a sheet without a row, where that is not because it was refused.
func (f *tableFile) empty() {
	if f.sheets > 1 || !f.rows.Whole() {
		return
	}
	severity := finding.Notice
	if f.table.Name == "agencies" { // without a header its required columns are missing
		severity = finding.Error
	}
	f.add(0, 0, "", "", note{severity: severity, rule: "empty-table",
		message: finding.Text{ZH: "文件是空的", EN: "the file is empty"}, hint: finding.Text{ZH: "填入数据，或删除该文件", EN: "fill it or delete it"}})
}

// end says what concerns a sheet as a whole.
func (f *tableFile) end() {
	if f.header != nil && f.records == 0 && f.refused+f.foreign == 0 && f.sheets == 1 && f.rows.Whole() {
		f.add(f.header.line, 1, "", "", note{severity: finding.Notice, rule: "empty-table",
			message: finding.Text{ZH: "只有表头，没有数据", EN: "there is a header only"},
			hint:    finding.Text{ZH: "填入数据，或删除该文件", EN: "add rows or delete the file"}})
	}
}

// next returns the next row that is a record, with as many cells as the header; nil at
// the end.
func (f *tableFile) next(b *batch) (*sheet.Row, error) {
	for {
		var row *sheet.Row
		if len(f.pending) > 0 {
			row, f.pending = f.pending[0], f.pending[1:]
		} else {
			var err error
			if row, err = f.rows.Next(); err != nil || row == nil {
				return nil, err
			}
		}
		if n, ok := f.aside(row); ok {
			f.add(row.Line, 1, "", strings.TrimSpace(strings.Join(row.Cells, " ")), n)
			if n.rule == "total-row" {
				b.totals = append(b.totals, f.totalRow(row, len(b.source)))
			}
			f.unread(row, every)
			f.leave(row, n.rule, false)
			continue
		}
		if f.void(row) {
			f.unread(row, every)
			continue
		}
		f.records++
		if f.fits(row) {
			return row, nil
		}
		f.refused++
		f.sums.lose()
		f.unread(row, every)
		f.copyAsIs(row, true)
	}
}

// void says whether all columns of the table are blank in a row: one that was numbered
// beforehand, or that belongs to something beside the table.
func (f *tableFile) void(row *sheet.Row) bool {
	for _, at := range f.header.at {
		if at >= 0 && at < len(row.Cells) && strings.TrimSpace(row.Cells[at]) != "" {
			return false
		}
	}
	width := len(f.header.cells)
	if f.form.Workbook && slices.ContainsFunc(row.Cells, transcript.Pending) ||
		!f.form.Workbook && (len(row.Cells) < width || !sheet.Blank(row.Cells[width:])) {
		return false
	}
	f.nameless(row)
	return true
}

// fits makes a row as wide as the header, and reports one that is not: where cells are
// missing or too many it is open which. Blank cells beyond the header do no harm in a file
// whose rows have them from the first; in a single row they show that its cells have moved.
func (f *tableFile) fits(row *sheet.Row) bool {
	width, n := len(f.header.cells), len(row.Cells)
	surplus := n > width && sheet.Blank(row.Cells[width:])
	if f.rowsSeen++; f.rowsSeen == 1 {
		f.surplus = surplus
	}
	if surplus && f.surplus {
		row.Cells, n = row.Cells[:width], width
	}
	if n < width && f.form.Workbook {
		row.Cells, n = append(row.Cells, make([]string, width-n)...), width
	}
	if n > width && f.form.Workbook && !slices.ContainsFunc(row.Cells[width:], transcript.Pending) { // a column is where it is, with a header or without
		f.nameless(row)
		row.Cells, n = row.Cells[:width], width
	}
	if n == width {
		return true
	}
	message := finding.Text{ZH: fmt.Sprintf("本行有 %d 个单元格，表头有 %d 个", n, width), EN: fmt.Sprintf("the row has %d cells, the header has %d", n, width)}
	hint := finding.Text{ZH: "补上缺少的单元格（空单元格也要有分隔符）", EN: "add the missing cells; an empty cell needs its separator too"}
	if n > width {
		hint = finding.Text{ZH: "含逗号的单元格要加引号；删除多余的分隔符", EN: "put a cell that holds a comma in quotes; delete separators that are too many"}
	}
	f.add(row.Line, 1, "", fmt.Sprint(n), note{severity: finding.Error, rule: "ragged-row", message: message, hint: hint})
	return false
}

// buffers are what the batches of a sheet are read into, one after the other.
type buffers struct {
	list   [][]string // the names of the columns, then the rows, as gocsv gets them
	cells  []string   // of these rows
	texts  []string   // of the sources
	places []register.Place
	source []source
	writer *register.BatchWriter
}

// newBuffers makes room for the rows of the sheet that was opened.
func (f *tableFile) newBuffers() *buffers {
	n := len(f.table.Columns)
	fields := make([]int32, n)
	var names []string
	for i, c := range f.table.Columns {
		fields[i] = int32(f.header.at[i] + 1)
		if f.header.at[i] >= 0 || f.header.fill[i] != "" {
			names = append(names, c.Name)
		}
	}
	return &buffers{
		list:   append(make([][]string, 0, batchRows+1), names),
		cells:  make([]string, len(names)*batchRows),
		texts:  make([]string, 2*n*batchRows),
		places: make([]register.Place, n*batchRows),
		source: make([]source, 0, batchRows),
		writer: register.NewBatchWriter(f.name, fields, n),
	}
}

// batch reads the next rows, into the buffers; it has none at the end of the sheet.
func (f *tableFile) batch() (*batch, error) {
	n, width := len(f.table.Columns), len(f.buffers.list[0])
	b := &batch{list: f.buffers.list[:1], source: f.buffers.source[:0]}
	room, texts, places := f.buffers.cells, f.buffers.texts, f.buffers.places
	for len(b.source) < batchRows {
		cells, err := f.next(b)
		if err != nil {
			return nil, err
		}
		if cells == nil {
			b.ended = true
			break
		}
		s := source{line: cells.Line, raw: texts[:n:n], written: texts[n : 2*n : 2*n], at: places[:n:n]}
		if row := f.view(cells, &s, room[:0:width]); row != nil {
			room, texts, places = room[width:], texts[2*n:], places[n:]
			b.list, b.source = append(b.list, row), append(b.source, s)
			f.buffers.writer.Add(s.line, s.written, s.at)
		}
	}
	b.kept = f.buffers.writer.Close()
	f.share(b)
	return b, nil
}

// share replaces the cells that gocsv gets as they are written by the texts that are
// kept, so that values of the records point there and the row of the file is let go.
func (f *tableFile) share(b *batch) {
	for r, row := range b.rows() {
		o, k := b.origin(r), 0
		for i := range f.table.Columns {
			if f.header.at[i] < 0 && f.header.fill[i] == "" {
				continue
			}
			if kept := strings.TrimSpace(o.Written(i)); kept == row[k] {
				row[k] = kept
			}
			k++
		}
	}
}

// ours says whether a row of the national export is about one of the portal's agencies.
func (f *tableFile) ours(s *source) bool {
	raw := s.raw[f.table.Index("agency_id")]
	return f.agency(raw) != nil
}

// agency is the agency of the portal whose code is written so; nil where there is none.
func (f *tableFile) agency(raw string) *register.Agency {
	f.asked = true
	return f.agencies[credit.Code(normalCode(raw))]
}

// read hands the records of a sheet to take: rows as gocsv fills them, of type R, made
// records by record. Rows whose key cannot be told are left out.
func read[R, T any](f *tableFile, cells func(*R, []remarked) []remarked, record func(*R, register.Origin) T, take func(*T)) error {
	rows := make([]*R, batchRows)
	var list []remarked
	for {
		b, err := f.batch()
		if err != nil {
			return err
		}
		part := rows[:len(b.source)]
		if len(part) > 0 {
			if err := gocsv.UnmarshalCSV(b, &part); err != nil {
				return fmt.Errorf("%s: map columns to fields: %w", f.name, err)
			}
		}
		totals, records := b.totals, make([]T, 0, len(part)) // one allocation for the whole batch
		for i, row := range part {
			for ; len(totals) > 0 && totals[0].after <= i; totals = totals[1:] {
				f.total(totals[0])
			}
			s := &b.source[i]
			list = cells(row, list[:0])
			f.copyRow(s, list)
			if f.judge(s, list) {
				records = append(records, record(row, b.origin(i)))
				take(&records[len(records)-1])
				f.sums.add(list)
			} else {
				f.refused++
				f.sums.lose()
				f.refusedRow(s)
			}
		}
		for _, t := range totals {
			f.total(t)
		}
		if b.ended {
			return nil
		}
	}
}

// judge reports what is to be said about the cells of a row and says whether its key can
// be told.
func (f *tableFile) judge(s *source, cells []remarked) bool {
	keyed := true
	for _, r := range s.remarks {
		if r.severity == finding.Notice && doubtful(cells[r.column].remarks()) {
			continue // what it was read as does not matter
		}
		f.say(s, r.column, r.note)
		if r.severity == finding.Error {
			keyed = keyed && !f.key(&f.table.Columns[r.column])
		}
	}
	for i, c := range cells {
		column := &f.table.Columns[i]
		if column.Required && blank(strings.TrimSpace(s.written[i])) {
			keyed = keyed && !f.key(column)
			if !f.header.missing[i] && !s.spoilt(i) {
				f.say(s, i, f.missing(s, i))
			}
			continue
		}
		for _, n := range c.remarks() {
			if f.silent(i, s.raw[i], n.rule) {
				continue
			}
			f.say(s, i, n)
			if n.severity == finding.Error && f.key(column) && column.Kind != schema.CreditKey && column.Kind != schema.Key {
				keyed = false
			}
		}
	}
	return keyed
}

// spoilt says whether an error about a cell is among the remarks.
func (s *source) spoilt(column int) bool {
	return slices.ContainsFunc(s.remarks, func(r remark) bool { return r.column == column && r.severity == finding.Error })
}

// doubtful says whether an error is among what is to be said about a cell.
func doubtful(list []note) bool {
	return slices.ContainsFunc(list, func(n note) bool { return n.severity == finding.Error })
}

// missing is said about a blank cell of a required column. Cells that were merged leave
// their text in the first of them only when they are saved as text.
func (f *tableFile) missing(s *source, i int) note {
	column := &f.table.Columns[i]
	n := note{severity: finding.Error, rule: "missing-cell",
		message: finding.Text{ZH: "“" + column.ZH + "”必须填写", EN: column.Name + " must be given"},
		hint:    finding.Text{ZH: "填写该单元格", EN: "fill in the cell"}}
	if slices.Contains(s.under, i) {
		n.hint = finding.Text{ZH: "填写该单元格；原来是合并单元格的，每行都要写上", EN: "fill in the cell; where cells were merged, repeat the text in every row"}
	}
	return n
}

func (f *tableFile) say(s *source, i int, n note) {
	column := max(int(s.at[i].Column), 1)
	f.add(int(s.at[i].Line), column, f.table.Columns[i].Name, s.raw[i], n)
}

func (f *tableFile) key(c *schema.Column) bool {
	for _, k := range f.table.Key {
		if k == c.Name {
			return true
		}
	}
	return false
}

// silent says whether a remark is not worth a finding: the unit comes from the header,
// which has its own notice, or the operator has accepted the code.
func (f *tableFile) silent(i int, raw, rule string) bool {
	switch rule {
	case "unusual-form":
		return f.header.unit[i] > money.Yuan && strings.Trim(strings.TrimSpace(raw), "0123456789.,") == ""
	case "credit-code-check":
		return f.settings.Accepts(normalCode(raw))
	}
	return false
}
