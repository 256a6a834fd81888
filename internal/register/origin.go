package register

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// Origin is where a record was read. It takes sixteen bytes: what the rows of a file
// have in common stands in their Batch. The zero Origin is that of a record that was read
// from no file.
type Origin struct {
	batch *Batch
	row   int32 // its number in the batch, from 0
	line  int32 // where its first cell starts, from 1
}

// Place is the position of a cell in its file.
type Place struct {
	Line   int32 // from 1
	Column int32 // the field's number in the row, from 1; 0: the file has no such column
}

// At returns the origin of a row in a line of a file; written are its cells, in the order
// of the table's columns.
func At(file string, line int, written ...string) Origin {
	w := NewBatchWriter(file, nil, len(written))
	w.Add(line, written, nil)
	return w.Close().Origin(0, line)
}

// File is the file, relative to the portal, with forward slashes.
func (o *Origin) File() string {
	if o.batch == nil {
		return ""
	}
	return o.batch.file
}

// Line is where the row's first cell starts, from 1.
func (o *Origin) Line() int { return int(o.line) }

// Width is how many cells the row has: one for each of the table's columns; 0 where it
// was read from no file.
func (o *Origin) Width() int {
	if o.batch == nil {
		return 0
	}
	return o.batch.width
}

// Written is the cell of the i-th column of the table as written, but with the names of
// practitioners masked; "" where the file has no such column.
func (o *Origin) Written(i int) string {
	if i < 0 || i >= o.Width() {
		return ""
	}
	b := o.batch
	n := b.cells[int(o.row)*b.width+i]
	if n == 0 { // most cells are blank: spare the memory that the texts stand in
		return ""
	}
	return b.text[b.begins[n]:b.begins[n+1]]
}

// AppendWritten appends all cells as written, each behind its length.
func (o *Origin) AppendWritten(to []byte) []byte {
	if o.batch == nil {
		return to
	}
	b := o.batch
	from := int(o.row) * b.width
	for _, n := range b.cells[from : from+b.width] {
		if n == 0 {
			to = append(to, 0)
			continue
		}
		cell := b.text[b.begins[n]:b.begins[n+1]]
		to = append(binary.AppendUvarint(to, uint64(len(cell))), cell...)
	}
	return to
}

// Original is the cell of the i-th column of the table as it stands in the file, with
// names in full. It serves the audit; nothing of it may be published.
func (o *Origin) Original(i int) string {
	if o.batch != nil && o.batch.before != nil {
		return o.batch.before.Original(i)
	}
	return o.Written(i)
}

// rewritten is the origin of the row with another text in the cell of the i-th column. The
// row stands where it stood.
func (o *Origin) rewritten(i int, rewrite func(string) string) Origin {
	cells := o.Cells()
	if i < 0 || i >= len(cells) {
		return *o
	}
	cell := rewrite(cells[i])
	if cell == cells[i] {
		return *o
	}
	cells[i] = cell
	places := make([]Place, len(cells))
	for j := range places {
		places[j] = o.Place(j)
	}
	w := NewBatchWriter(o.batch.file, o.batch.fields, o.batch.width)
	w.Add(o.Line(), cells, places)
	b := w.Close()
	if b.before = o.batch.before; b.before == nil {
		before := *o
		b.before = &before
	}
	return b.Origin(0, o.Line())
}

// Cells returns all cells as Written, in the order of the table's columns; nil where the
// row was read from no file.
func (o *Origin) Cells() []string {
	var list []string
	for i := range o.Width() {
		list = append(list, o.Written(i))
	}
	return list
}

// cellEnd stands between the cells of a row that is hashed; it cannot stand in one.
const cellEnd = "\x1f"

// Hash is the SHA-256, in hexadecimal, of the row as it is published: its cells as the exact
// download has them, joined by U+001F, without those that follow the last that is filled in.
// So a table may get another column at its end, and the rows that leave it blank keep their
// hashes. It is "" where the row was read from no file. docs/formats.md has the recipe.
func (o *Origin) Hash() string {
	last := o.Width() - 1
	if last < 0 {
		return ""
	}
	for last >= 0 && o.Written(last) == "" {
		last--
	}
	var row []byte
	for i := range last + 1 {
		if i > 0 {
			row = append(row, cellEnd...)
		}
		row = append(row, o.Written(i)...)
	}
	return sum(row)
}

// HashOf is the hash of records that consist of several rows: the SHA-256 of the hashes of
// the rows, in ascending order, each followed by a line feed. The order is that of the
// hashes so that nobody has to know one of ours. It is "" where no row has a hash.
func HashOf(rows ...string) string {
	list := slices.DeleteFunc(slices.Clone(rows), func(h string) bool { return h == "" })
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	return sum([]byte(strings.Join(list, "\n") + "\n"))
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Masked says whether the row differs from what stands in its file: names were masked in
// it, or what is not to be read yet was left out.
func (o *Origin) Masked() bool { return o.batch != nil && o.batch.before != nil }

// Place returns where the cell of the i-th column of the table starts.
func (o *Origin) Place(i int) Place {
	p := Place{Line: o.line, Column: 1}
	if i < 0 || i >= o.Width() {
		return p
	}
	b := o.batch
	if at, odd := slices.BinarySearchFunc(b.odd, oddPlace{row: o.row, column: int32(i)}, compareOdd); odd {
		return b.odd[at].Place
	}
	if i < len(b.fields) {
		p.Column = b.fields[i]
	}
	return p
}

// Batch is some rows of a file. The texts of their cells stand in one string, each text
// once where it repeats one of the rows above: a table of pay has an agency's code in a
// dozen rows, and three tiers in all.
type Batch struct {
	file   string
	fields []int32    // by column of the table: the field's number in the rows; nil: 1 for all
	width  int        // cells of a row
	cells  []uint16   // of all rows: the number of each cell's text
	begins []uint32   // by number: where the text begins; one more at the end
	text   string     // the texts, one behind the other
	odd    []oddPlace // cells that stand elsewhere than in their row's line and their column's field
	before *Origin    // of a batch of one row whose cells were rewritten: the row as it stands in the file
}

type oddPlace struct {
	row, column int32
	Place
}

func compareOdd(a, b oddPlace) int {
	if a.row != b.row {
		return int(a.row - b.row)
	}
	return int(a.column - b.column)
}

// Origin returns the origin of the i-th row, which starts in a line.
func (b *Batch) Origin(i, line int) Origin {
	return Origin{batch: b, row: int32(i), line: int32(line)}
}

// Batch is the batch of the row as it stands in the file, with names in full, and its number
// there; nil where it was read from no file.
func (o *Origin) Batch() (*Batch, int) {
	if o.batch != nil && o.batch.before != nil {
		return o.batch.before.Batch()
	}
	return o.batch, int(o.row)
}

// Rows says of every row of the batch whether one of its cells is as asked; blank cells
// are not asked about, and a text that the batch has once only once. It serves what looks
// at all cells of a portal: texts are visited as they lie in memory. Origin.Original of
// every cell took six times as long, in the order of the register, where each row is in
// another batch.
func (b *Batch) Rows(asked func(column int, s string) bool) []bool {
	rows := make([]bool, len(b.cells)/max(b.width, 1))
	texts := make([]bool, len(b.begins)-1) // what the answer was, by number
	next := uint16(1)                      // texts are numbered in the order in which they come
	for row := range rows {
		for column, n := range b.cells[row*b.width:][:b.width] {
			if n == next {
				texts[n] = asked(column, b.text[b.begins[n]:b.begins[n+1]])
				next++
			}
			rows[row] = rows[row] || texts[n]
		}
	}
	return rows
}

// MaxBatch is how many rows a batch can have; with a hundred columns, so that sixteen bits
// number its texts.
const MaxBatch = 512

// BatchWriter makes batches, one after the other, of the rows of a file.
type BatchWriter struct {
	file   string
	fields []int32
	width  int
	text   []byte
	begins []uint32
	cells  []uint16
	odd    []oddPlace
	recent []uint16 // by column: the numbers of the last texts that were new there
}

// recentTexts is how many texts of a column a new one is compared with. Tiers of pay
// take turns in three rows, the years of an agency in a dozen.
const recentTexts = 4

// NewBatchWriter returns a writer for rows of so many cells; fields are the numbers that
// cells have in the rows of the file, from 1, 0 where it has none, by column; nil: 1 for all.
func NewBatchWriter(file string, fields []int32, width int) *BatchWriter {
	w := &BatchWriter{file: file, fields: fields, width: width, recent: make([]uint16, width*recentTexts)}
	w.clear()
	return w
}

// clear begins a batch. The text number 0 is the empty one.
func (w *BatchWriter) clear() {
	w.text, w.cells, w.odd = w.text[:0], w.cells[:0], w.odd[:0]
	w.begins = append(w.begins[:0], 0, 0)
	clear(w.recent)
}

// Add adds a row: its cells as written, and where they start; nil: where rows of the file
// have them. The caller adds MaxBatch rows at most.
func (w *BatchWriter) Add(line int, written []string, places []Place) {
	row := len(w.cells) / max(w.width, 1)
	for i, s := range written {
		w.cells = append(w.cells, w.number(i, s))
		if i >= len(places) {
			continue
		}
		usual := Place{Line: int32(line), Column: 1}
		if i < len(w.fields) {
			usual.Column = w.fields[i]
		}
		if places[i] != usual {
			w.odd = append(w.odd, oddPlace{int32(row), int32(i), places[i]})
		}
	}
}

// number is the number of a text of a column.
func (w *BatchWriter) number(column int, s string) uint16 {
	if s == "" {
		return 0
	}
	recent := w.recent[column*recentTexts:][:recentTexts]
	for _, n := range recent {
		if string(w.text[w.begins[n]:w.begins[n+1]]) == s {
			return n
		}
	}
	n := uint16(len(w.begins) - 1)
	w.text = append(w.text, s...)
	w.begins = append(w.begins, uint32(len(w.text)))
	copy(recent[1:], recent)
	recent[0] = n
	return n
}

// Close returns the batch of the rows so far; what is added then belongs to the next.
func (w *BatchWriter) Close() *Batch {
	b := &Batch{
		file: w.file, fields: w.fields, width: w.width, text: string(w.text),
		cells: slices.Clone(w.cells), begins: slices.Clone(w.begins), odd: append([]oddPlace(nil), w.odd...),
	}
	w.clear()
	return b
}
