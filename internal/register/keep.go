package register

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"

	"gongshi/internal/day"
)

// Records are kept as they were read, before Link has seen them, so that a table that has
// not changed need not be read again: batch after batch, each with its records behind it. A
// batch is two blocks behind their lengths, the numbers and the texts. The texts are those of
// the cells and then, as literals, what records say in other words than their cells, such as
// the codes of closed lists. A value that is a cell's text is kept as a mark.
//
// What reads them trusts no number: whoever damages a file of ours gets an error.

// errKept says that what was kept cannot be read.
var errKept = errors.New("not the records of a table")

// The marks of a text; greater numbers are those of literals.
const (
	blankText = iota
	writtenText
	firstLiteral
)

// coder writes the fields of a record, or reads them: one list of fields serves both, so that
// the two cannot differ.
type coder interface {
	// text is the value of a cell of a column.
	text(value *string, column int)
	texts(value *[]string)
	// number returns the number that stands in the place of the one given.
	number(value int64) int64
	flag(value *bool)
}

// codedNumber codes numbers of other types.
func codedNumber[N ~int | ~int8 | ~int16 | ~int32](c coder, value *N) {
	*value = N(c.number(int64(*value)))
}

func codedDay(c coder, d *day.Day) {
	packed := c.number(int64(d.Year)<<16 | int64(uint8(d.Month))<<8 | int64(uint8(d.Day)))
	*d = day.Day{Year: int16(packed >> 16), Month: int8(packed >> 8), Day: int8(packed)}
}

// keptRecord is a pointer to a record of a table.
type keptRecord[R any] interface {
	*R
	origin() *Origin
	fields(coder)
}

// KeepRows writes the records of one file of a table: only one of the lists has any. The
// error is the writer's.
func (t *Tables) KeepRows(to io.Writer) error {
	k := &keeper{to: to, literals: map[string]uint64{}}
	return errors.Join(keepAll(k, t.Agencies), keepAll(k, t.Pay), keepAll(k, t.Projects), keepAll(k, t.Evaluations), keepAll(k, t.Sanctions))
}

// RecallRows reads to its end what KeepRows wrote of a file of a table, whose English name is given;
// size is how many bytes that takes at most. An error leaves nothing that may be used.
func (t *Tables) RecallRows(table, file string, from *bufio.Reader, size int64) error {
	r := &recaller{file: file, from: from, size: size}
	var err error
	switch table {
	case "agencies":
		t.Agencies, err = recallAll[Agency](r)
	case "pay":
		t.Pay, err = recallAll[Pay](r)
	case "projects":
		t.Projects, err = recallAll[Project](r)
	case "evaluations":
		t.Evaluations, err = recallAll[Evaluation](r)
	case "sanctions":
		t.Sanctions, err = recallAll[Sanction](r)
	default:
		err = errKept
	}
	return err
}

// keeper writes batches.
type keeper struct {
	to       io.Writer
	batch    *Batch
	row      int32
	numbers  []byte
	extra    []byte // the literals
	ends     []int  // where each of them ends
	literals map[string]uint64
}

func keepAll[R any, P keptRecord[R]](k *keeper, rows []*R) error {
	for len(rows) > 0 {
		k.batch = P(rows[0]).origin().batch
		n := 1
		for n < len(rows) && P(rows[n]).origin().batch == k.batch {
			n++
		}
		k.begin(n)
		last := Origin{}
		for _, r := range rows[:n] {
			o := P(r).origin()
			k.row = o.row
			k.numbers = binary.AppendVarint(k.numbers, int64(o.row-last.row))
			k.numbers = binary.AppendVarint(k.numbers, int64(o.line-last.line))
			P(r).fields(k)
			last = *o
		}
		if err := k.end(); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// begin writes the batch itself.
func (k *keeper) begin(records int) {
	b := k.batch
	k.extra, k.ends = k.extra[:0], k.ends[:0]
	clear(k.literals)
	n := k.numbers[:0]
	n = binary.AppendUvarint(n, uint64(records))
	n = binary.AppendUvarint(n, uint64(b.width))
	n = binary.AppendUvarint(n, uint64(len(b.fields)))
	for _, f := range b.fields {
		n = binary.AppendVarint(n, int64(f))
	}
	n = binary.AppendUvarint(n, uint64(len(b.begins)))
	for i := 1; i < len(b.begins); i++ {
		n = binary.AppendUvarint(n, uint64(b.begins[i]-b.begins[i-1]))
	}
	n = binary.AppendUvarint(n, uint64(len(b.cells)))
	for _, c := range b.cells {
		n = binary.LittleEndian.AppendUint16(n, c)
	}
	n = binary.AppendUvarint(n, uint64(len(b.odd)))
	for _, o := range b.odd {
		for _, v := range [...]int32{o.row, o.column, o.Line, o.Column} {
			n = binary.AppendVarint(n, int64(v))
		}
	}
	k.numbers = n
}

// end writes the blocks of a batch. The lengths of its literals stand at the end of the
// numbers, where they are known; so does how many there are, in the last four bytes.
func (k *keeper) end() error {
	from := 0
	mark := len(k.numbers)
	for _, end := range k.ends {
		k.numbers = binary.AppendUvarint(k.numbers, uint64(end-from))
		from = end
	}
	k.numbers = binary.LittleEndian.AppendUint32(k.numbers, uint32(mark))
	head := binary.AppendUvarint(nil, uint64(len(k.numbers)))
	head = binary.AppendUvarint(head, uint64(len(k.batch.text)+len(k.extra)))
	for _, block := range [...][]byte{head, k.numbers} {
		if _, err := k.to.Write(block); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(k.to, k.batch.text); err != nil {
		return err
	}
	_, err := k.to.Write(k.extra)
	return err
}

func (k *keeper) text(value *string, column int) {
	o := Origin{batch: k.batch, row: k.row}
	switch {
	case *value == "":
		k.numbers = append(k.numbers, blankText)
	case column >= 0 && *value == strings.TrimSpace(o.Written(column)):
		k.numbers = append(k.numbers, writtenText)
	default:
		n, known := k.literals[*value]
		if !known {
			n = uint64(len(k.ends)) + firstLiteral
			k.literals[*value] = n
			k.extra = append(k.extra, *value...)
			k.ends = append(k.ends, len(k.extra))
		}
		k.numbers = binary.AppendUvarint(k.numbers, n)
	}
}

func (k *keeper) texts(value *[]string) {
	k.numbers = binary.AppendUvarint(k.numbers, uint64(len(*value)))
	for i := range *value {
		k.text(&(*value)[i], -1)
	}
}

func (k *keeper) number(value int64) int64 {
	k.numbers = binary.AppendVarint(k.numbers, value)
	return value
}

func (k *keeper) flag(value *bool) {
	n := byte(0)
	if *value {
		n = 1
	}
	k.numbers = append(k.numbers, n)
}

// recaller reads batches.
type recaller struct {
	file    string
	from    *bufio.Reader
	size    int64 // of all blocks at most
	fields  []int32
	batch   *Batch
	row     int32
	block   []byte   // of numbers, whose memory is used again
	numbers []byte   // those that are still to be read
	words   string   // all texts of the batch
	literal []string // by number
	bad     bool
}

func recallAll[R any, P keptRecord[R]](r *recaller) ([]*R, error) {
	var list []*R
	for {
		records, err := r.begin()
		if err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		rows := make([]R, records)
		last := Origin{}
		for i := range rows {
			last.row += int32(r.varint())
			last.line += int32(r.varint())
			if last.row < 0 || int(last.row) >= len(r.batch.cells)/max(r.batch.width, 1) {
				return nil, errKept
			}
			r.row = last.row
			*P(&rows[i]).origin() = Origin{batch: r.batch, row: last.row, line: last.line}
			P(&rows[i]).fields(r)
			list = append(list, &rows[i])
		}
		if r.bad || len(r.numbers) > 0 {
			return nil, errKept
		}
	}
}

// begin reads a batch; io.EOF says that there is none.
func (r *recaller) begin() (records int, err error) {
	if _, err := r.from.Peek(1); err != nil {
		return 0, err
	}
	size, err := binary.ReadUvarint(r.from)
	if err != nil {
		return 0, errKept
	}
	texts, err := binary.ReadUvarint(r.from)
	if err != nil || size < 4 || size > uint64(r.size) || texts > uint64(r.size) {
		return 0, errKept
	}
	if uint64(cap(r.block)) < size {
		r.block = make([]byte, size)
	}
	r.block = r.block[:size]
	if _, err := io.ReadFull(r.from, r.block); err != nil {
		return 0, errKept
	}
	var b strings.Builder
	b.Grow(int(texts))
	if _, err := io.CopyN(&b, r.from, int64(texts)); err != nil {
		return 0, errKept
	}
	r.words = b.String()
	return r.head()
}

// head reads what stands in front of the records.
func (r *recaller) head() (records int, err error) {
	mark := binary.LittleEndian.Uint32(r.block[len(r.block)-4:])
	if int64(mark) > int64(len(r.block)-4) {
		return 0, errKept
	}
	lengths := r.block[mark : len(r.block)-4]
	r.numbers = r.block[:mark]
	records = r.count(2)
	b := &Batch{file: r.file, width: r.count(0)}
	r.batch = b
	fields := make([]int32, r.count(1))
	for i := range fields {
		fields[i] = int32(r.varint())
	}
	b.fields = r.shared(fields)
	b.begins = make([]uint32, r.count(1))
	at := uint64(0)
	for i := 1; i < len(b.begins); i++ {
		at += r.uvarint()
		b.begins[i] = uint32(min(at, math.MaxUint32))
		r.bad = r.bad || at > uint64(len(r.words))
	}
	b.cells = make([]uint16, r.count(2))
	if r.bad || len(b.cells)*2 > len(r.numbers) || len(b.begins) < 2 || b.width == 0 || len(b.cells)%b.width != 0 {
		return 0, errKept
	}
	for i := range b.cells {
		b.cells[i] = binary.LittleEndian.Uint16(r.numbers[2*i:])
		r.bad = r.bad || int(b.cells[i]) >= len(b.begins)-1
	}
	r.numbers = r.numbers[2*len(b.cells):]
	if n := r.count(4); n > 0 {
		b.odd = make([]oddPlace, n)
	}
	for i := range b.odd {
		o := &b.odd[i]
		for _, v := range [...]*int32{&o.row, &o.column, &o.Line, &o.Column} {
			*v = int32(r.varint())
		}
	}
	if r.bad {
		return 0, errKept
	}
	b.text = r.words[:at]
	return records, r.literals(lengths, r.words[at:])
}

// literals parts the texts behind those of the cells.
func (r *recaller) literals(lengths []byte, text string) error {
	r.literal = r.literal[:0]
	for len(lengths) > 0 {
		n, size := binary.Uvarint(lengths)
		if size <= 0 || n > uint64(len(text)) {
			return errKept
		}
		r.literal = append(r.literal, text[:n])
		text, lengths = text[n:], lengths[size:]
	}
	return nil
}

// shared is the same fields as the batch before has, where they are: all rows of a sheet
// share theirs.
func (r *recaller) shared(fields []int32) []int32 {
	if len(fields) == 0 {
		return nil
	}
	if len(fields) == len(r.fields) {
		same := true
		for i := range fields {
			same = same && fields[i] == r.fields[i]
		}
		if same {
			return r.fields
		}
	}
	r.fields = fields
	return fields
}

func (r *recaller) uvarint() uint64 {
	if len(r.numbers) > 0 && r.numbers[0] < 0x80 { // as nearly all are
		n := r.numbers[0]
		r.numbers = r.numbers[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.numbers)
	if size <= 0 {
		r.bad, r.numbers = true, nil
		return 0
	}
	r.numbers = r.numbers[size:]
	return n
}

func (r *recaller) varint() int64 {
	n := r.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads a number of things that take so many bytes each at least, so that no memory is
// made for more than there can be.
func (r *recaller) count(bytes int) int {
	n := r.uvarint()
	if n > math.MaxInt32 || int(n)*bytes > len(r.numbers)+bytes {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *recaller) text(value *string, column int) {
	switch n := r.uvarint(); {
	case n == blankText:
	case n == writtenText:
		o := Origin{batch: r.batch, row: r.row}
		*value = strings.TrimSpace(o.Written(column))
	case n-firstLiteral < uint64(len(r.literal)):
		*value = r.literal[n-firstLiteral]
	default:
		r.bad = true
	}
}

func (r *recaller) texts(value *[]string) {
	n := r.count(1)
	if n == 0 {
		return
	}
	*value = make([]string, n)
	for i := range *value {
		r.text(&(*value)[i], -1)
	}
}

func (r *recaller) number(int64) int64 { return r.varint() }

func (r *recaller) flag(value *bool) { *value = r.uvarint() == 1 }
