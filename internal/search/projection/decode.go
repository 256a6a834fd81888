package projection

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"unicode/utf8"
)

// What a reader takes at most, whatever a damaged or hostile file says.
const (
	maxContent = 32 << 20  // bytes of a chunk's content: some 3 million documents
	maxJSON    = 8 << 20   // bytes of it where it is JSON, which takes more memory
	maxFile    = 256 << 20 // bytes of a file
	maxNumber  = 1<<53 - 1 // the largest number that the browser holds exactly
)

// errDamaged is wrapped by every error about the content of the files.
var errDamaged = errors.New("damaged")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errDamaged, fmt.Sprintf(format, args...))
}

// textBytes decodes text of seven bits a character.
func textBytes(text []byte) ([]byte, error) {
	b := make([]byte, 0, len(text)*7/8+1)
	acc, held := uint32(0), 0
	put := func(group byte) {
		acc, held = acc<<groupBits|uint32(group), held+groupBits
		if held >= 8 {
			held -= 8
			b = append(b, byte(acc>>held))
		}
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if unsafeNumber[c] > 0 {
				return nil, damaged("character U+%04X", c)
			}
			put(c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch n := int(r-pairBase) >> groupBits; {
		case n < len(unsafeGroups):
			put(unsafeGroups[n])
			put(byte(r) & groupMask)
		case r >= singleBase && int(r-singleBase) < len(unsafeGroups) && i == len(text):
			put(unsafeGroups[r-singleBase])
		default:
			return nil, damaged("character U+%04X", r)
		}
	}
	return b, nil
}

// inflate decompresses a chunk's content.
func inflate(b []byte) ([]byte, error) {
	r := flate.NewReader(bytes.NewReader(b))
	content, err := io.ReadAll(io.LimitReader(r, maxContent+1))
	if err != nil {
		return nil, damaged("%v", err)
	}
	if len(content) > maxContent {
		return nil, damaged("content of more than %d bytes", maxContent)
	}
	return content, nil
}

// decoder reads a chunk's content. The first error stays, and what is read after it
// is zero.
type decoder struct {
	b    []byte
	at   int
	bits int // of b[at] that are read
	err  error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = damaged("byte %d: %s", d.at, fmt.Sprintf(format, args...))
		d.at, d.bits = len(d.b), 0
	}
}

// left is how many bytes are not read yet.
func (d *decoder) left() int { return len(d.b) - d.at }

// number reads a number.
func (d *decoder) number() uint64 {
	n := uint64(0)
	for shift := 0; ; shift += groupBits {
		if d.left() == 0 {
			d.fail("the content ends in a number")
			return 0
		}
		c := d.b[d.at]
		if shift > 7*groupBits || shift == 7*groupBits && c > 15 {
			d.fail("a number above 2^53")
			return 0
		}
		d.at++
		n |= uint64(c&groupMask) << shift
		if c <= groupMask {
			return n
		}
	}
}

// count reads a number that may be at most most, such as a length.
func (d *decoder) count(most int, of string) int {
	n := d.number()
	if n > uint64(most) {
		d.fail("%d %s, at most %d are possible", n, of, most)
		return 0
	}
	return int(n)
}

// fen reads an amount of money, which an int of 32 bits would not hold.
func (d *decoder) fen() int64 {
	n := d.number()
	if n > maxNumber {
		d.fail("%d fen, at most %d are possible", n, int64(maxNumber))
		return 0
	}
	return int64(n)
}

// take reads n bytes, which stay the content's.
func (d *decoder) take(n int) []byte {
	if n > d.left() {
		d.fail("the content ends %d bytes early", n-d.left())
		return nil
	}
	d.at += n
	return d.b[d.at-n : d.at : d.at]
}

// bit reads a bit.
func (d *decoder) bit() byte {
	if d.left() == 0 {
		d.fail("the content ends in a list")
		return 0
	}
	v := d.b[d.at] >> (7 - d.bits) & 1
	if d.bits++; d.bits == 8 {
		d.at, d.bits = d.at+1, 0
	}
	return v
}

// ones reads ones and the zero behind them, at most most ones.
func (d *decoder) ones(most int) int {
	n := 0
	for {
		if d.left() == 0 {
			d.fail("the content ends in a list")
			return 0
		}
		free := 8 - d.bits
		run := min(bits.LeadingZeros8(^(d.b[d.at] << d.bits)), free)
		n, d.bits = n+run, d.bits+run
		if n > most {
			d.fail("a list beyond its %d documents", most)
			return 0
		}
		if run < free {
			d.bits++ // the zero
		}
		if d.bits == 8 {
			d.at, d.bits = d.at+1, 0
		}
		if run < free {
			return n
		}
	}
}

// list yields the m documents of a list of a segment of n, ascending. What is read
// before an error is yielded too.
func (d *decoder) list(m, n int, yield func(doc int32)) {
	if m > n {
		d.fail("a list of %d of %d documents", m, n)
		return
	}
	k := riceShift(m, n)
	for next := 0; m > 0; m-- {
		gap := d.ones(n>>k) << k
		low := 0
		for range k {
			low = low<<1 | int(d.bit())
		}
		next += gap | low
		if d.err == nil && next >= n {
			d.fail("document %d of %d", next, n)
		}
		if d.err != nil {
			return
		}
		yield(int32(next))
		next++
	}
}

// align goes on to the next whole byte.
func (d *decoder) align() {
	if d.bits > 0 {
		d.at, d.bits = d.at+1, 0
	}
}

// end says whether the content was read without error and to its end; the last byte
// may hold bits of no use.
func (d *decoder) end() error {
	d.align()
	if d.err == nil && d.left() > 0 {
		d.fail("%d bytes too many", d.left())
	}
	return d.err
}
