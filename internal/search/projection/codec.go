package projection

import (
	"bytes"
	"github.com/klauspost/compress/flate"
	"sync"
	"unicode/utf8"
)

// unsafeGroups are the values of seven bits that a string of JavaScript cannot hold
// as they are, in the order of their numbers.
var unsafeGroups = [...]byte{0, '\n', '\r', '"', '\\'}

const (
	groupBits  = 7
	groupMask  = 1<<groupBits - 1
	pairBase   = 0x80  // + number<<7 + the next group
	singleBase = 0x300 // + number, at the end of the text
)

// unsafeNumber is the number of a group in unsafeGroups plus 1, or 0.
var unsafeNumber = func() (list [1 << groupBits]byte) {
	for i, g := range unsafeGroups {
		list[g] = byte(i + 1)
	}
	return list
}()

// appendText appends bytes as text of seven bits a character.
func appendText(text, b []byte) []byte {
	acc, bits := uint32(0), 0
	waiting := byte(0) // number of the unsafe group that waits for the next, plus 1
	put := func(group byte) {
		switch n := unsafeNumber[group]; {
		case waiting > 0:
			text = utf8.AppendRune(text, pairBase+rune(waiting-1)<<groupBits+rune(group))
			waiting = 0
		case n > 0:
			waiting = n
		default:
			text = append(text, group)
		}
	}
	for _, c := range b {
		acc, bits = acc<<8|uint32(c), bits+8
		for bits >= groupBits {
			bits -= groupBits
			put(byte(acc >> bits & groupMask))
		}
	}
	if bits > 0 {
		put(byte(acc << (groupBits - bits) & groupMask))
	}
	if waiting > 0 {
		text = utf8.AppendRune(text, singleBase+rune(waiting-1))
	}
	return text
}

// textSize is about how many bytes the text of some bytes takes, one unsafe group in 25
// among them.
func textSize(n int) int { return n*8/groupBits + n/16 + 16 }

// level is that of compression: a hundredth larger than the best of the standard library,
// in a quarter of its time.
const level = 6

// deflater compresses one content after the other.
type deflater struct {
	w *flate.Writer
	b bytes.Buffer
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		panic(err) // the level is one of the package's own
	}
	return &deflater{w: w}
}}

// deflate compresses a chunk's content. What it returns lasts until the next call.
func (d *deflater) deflate(content []byte) ([]byte, error) {
	d.b.Reset()
	d.w.Reset(&d.b)
	if _, err := d.w.Write(content); err != nil {
		return nil, err
	}
	if err := d.w.Close(); err != nil {
		return nil, err
	}
	return d.b.Bytes(), nil
}

// riceShift is the number of low bits of a gap, in a list of m of n documents.
func riceShift(m, n int) int {
	k := 0
	for 3*m<<(k+1) <= 2*n && m > 0 {
		k++
	}
	return k
}

// riceBits is how many bits a list takes.
func riceBits(list []int32, n int) int {
	k := riceShift(len(list), n)
	bits, before := 0, int32(-1)
	for _, d := range list {
		bits += int(d-before-1)>>k + 1 + k
		before = d
	}
	return bits
}

// bitWriter collects bits, the highest of a byte first.
type bitWriter struct {
	b    []byte
	acc  uint64
	bits int // in acc, fewer than 8 between calls
}

// put appends the n lowest bits of v; n is at most 32.
func (w *bitWriter) put(v uint64, n int) {
	w.acc, w.bits = w.acc<<n|v&(1<<n-1), w.bits+n
	for w.bits >= 8 {
		w.bits -= 8
		w.b = append(w.b, byte(w.acc>>w.bits))
	}
}

// list appends a list of documents, of which there are n.
func (w *bitWriter) list(list []int32, n int) {
	k := riceShift(len(list), n)
	before := int32(-1)
	for _, d := range list {
		gap := int(d - before - 1)
		for ones := gap >> k; ones > 0; {
			few := min(ones, 32)
			w.put(1<<few-1, few)
			ones -= few
		}
		w.put(0, 1)
		w.put(uint64(gap), k)
		before = d
	}
}

// bytes fills the last byte with zeros and returns all.
func (w *bitWriter) bytes() []byte {
	if w.bits > 0 {
		w.put(0, 8-w.bits)
	}
	return w.b
}
