package verify

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"gongshi/internal/finding"
	"gongshi/internal/tree"
)

// How much of a file an excerpt shows, in bytes: at most finding.MaxValue together.
const (
	shownBefore = 48
	shownAfter  = 48
	shownHex    = 16
)

// place finds the first byte in which a file as published differs from the file as made. It
// reports whether there is none.
func (c *comparison) place(ctx context.Context, f tree.File, d *Difference) (same bool, err error) {
	err = c.site.read(ctx, f.Path, func(found io.Reader) error {
		l := lookout{found: bufio.NewReaderSize(found, lookoutBytes)}
		err := l.compare(f)
		if same = err == nil && !l.differs; err == nil && l.differs {
			d.Offset = l.offset
			d.Line, d.Want, d.Found = l.excerpts()
		}
		return err
	})
	return same, err
}

// lookoutBytes is how much is compared at a time.
const lookoutBytes = 64 << 10

// errSeen ends the writing of a file of which enough was seen.
var errSeen = errors.New("enough was seen")

// lookout compares what is written to it with what a reader has, up to the first difference.
type lookout struct {
	found   *bufio.Reader
	offset  int64 // bytes that are the same
	lines   int64 // line ends among these
	before  []byte
	differs bool
	want    []byte // what is written from the first difference on
	got     []byte // what the reader has from there on
}

// compare compares a whole file.
func (l *lookout) compare(f tree.File) error {
	write := f.Write
	if write == nil {
		write = func(to io.Writer) error {
			_, err := to.Write(f.Body)
			return err
		}
	}
	if err := write(l); err != nil && !errors.Is(err, errSeen) {
		return err
	}
	if l.differs {
		return nil
	}
	return l.part()
}

func (l *lookout) Write(b []byte) (int, error) {
	rest := b
	for len(rest) > 0 && !l.differs {
		ask := min(len(rest), lookoutBytes)
		has, err := l.found.Peek(ask)
		if err != nil && err != io.EOF {
			return 0, err
		}
		n := common(rest[:ask], has)
		l.same(rest[:n])
		if rest = rest[n:]; n == ask {
			if _, err := l.found.Discard(n); err != nil {
				return 0, err
			}
			continue
		}
		if _, err := l.found.Discard(n); err != nil {
			return 0, err
		}
		l.differs = true
		if err := l.part(); err != nil {
			return 0, err
		}
	}
	if l.differs {
		l.want = append(l.want, rest[:min(len(rest), shownAfter-len(l.want))]...)
		if len(l.want) == shownAfter {
			return 0, errSeen
		}
	}
	return len(b), nil
}

// part keeps what the reader has from here on; anything is a difference.
func (l *lookout) part() error {
	has, err := l.found.Peek(shownAfter)
	if err != nil && err != io.EOF {
		return err
	}
	l.got = bytes.Clone(has)
	l.differs = l.differs || len(has) > 0
	return nil
}

// same goes on over bytes that are the same.
func (l *lookout) same(b []byte) {
	l.offset += int64(len(b))
	l.lines += int64(bytes.Count(b, []byte{'\n'}))
	if len(b) < shownBefore {
		b = append(l.before, b...)
	}
	l.before = bytes.Clone(b[max(0, len(b)-shownBefore):])
}

// common is how many bytes at the start of two texts are the same.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	if bytes.Equal(a[:n], b[:n]) {
		return n
	}
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// excerpts are the line of the difference and both sides there, safe for a terminal. Where one
// of them is no text, both are hexadecimal and begin with the difference, and there is no line.
func (l *lookout) excerpts() (line int64, want, found string) {
	before := l.before[bytes.LastIndexByte(l.before, '\n')+1:]
	for len(before) > 0 && !utf8.RuneStart(before[0]) {
		before = before[1:]
	}
	want, plain := excerpt(before, l.want)
	found, both := excerpt(before, l.got)
	if plain && both {
		return l.lines + 1, want, found
	}
	return 0, hexadecimal(l.want), hexadecimal(l.got)
}

// endOfFile stands in an excerpt where the file ends.
const endOfFile = " [end of file]"

// excerpt is a piece of text around a difference, up to the end of its line. It reports whether
// the bytes are text.
func excerpt(before, after []byte) (string, bool) {
	text := string(before) + string(after)
	end := endOfFile
	if len(after) == shownAfter {
		end = ""
		for range utf8.UTFMax { // the last character may have been cut
			if r, size := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || size != 1 {
				break
			}
			text = text[:len(text)-1]
		}
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n", r) }) {
		return "", false
	}
	if at := strings.IndexByte(text[len(before):], '\n'); at > 0 {
		text, end = text[:len(before)+at], ""
	}
	return finding.Shorten(text) + end, true
}

func hexadecimal(b []byte) string {
	text := fmt.Sprintf("% x", b[:min(len(b), shownHex)])
	if len(b) < shownAfter && len(b) <= shownHex {
		text += endOfFile
	}
	return text
}
