package verify

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"gongshi/internal/tree"
)

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("公示", 100)
	for _, tt := range []struct {
		name, made, found string
		offset, line      int64
		want, got         string
	}{
		{"in a line", "a\nb 10 c\nd", "a\nb 11 c\nd", 5, 2, "b 10 c", "b 11 c"},
		{"in a character", "金额甲", "金额申", 8, 1, "金额甲 [end of file]", "金额申 [end of file]"},
		{"shorter", "abc\n", "abc", 3, 1, "abc\uFFFD [end of file]", "abc [end of file]"},
		{"longer", "abc", "abcd", 3, 1, "abc [end of file]", "abcd [end of file]"},
		{"nothing there", "abc", "", 0, 1, "abc [end of file]", " [end of file]"},
		{"controls", "a", "\t\x1b[2Jb", 0, 0, "61 [end of file]", "09 1b 5b 32 4a 62 [end of file]"},
		{"no marks of direction", "a", "\u202eb", 0, 1, "a [end of file]", "\uFFFDb [end of file]"},
		{"binary", "PK\x00\x01", "PK\x00\x02", 3, 0, "01 [end of file]", "02 [end of file]"},
		{"cut between characters", long + "甲" + long, long + "乙" + long, 600, 1, strings.Repeat("公示", 8) + "甲" + long[:45], strings.Repeat("公示", 8) + "乙" + long[:45]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := lookout{found: bufio.NewReaderSize(strings.NewReader(tt.found), lookoutBytes)}
			if err := l.compare(tree.File{Body: []byte(tt.made)}); err != nil || !l.differs {
				t.Fatalf("differs %v, %v", l.differs, err)
			}
			line, want, got := l.excerpts()
			if l.offset != tt.offset || line != tt.line || want != tt.want || got != tt.got {
				t.Errorf("byte %d, line %d\n%q\n%q\nwant byte %d, line %d\n%q\n%q", l.offset, line, want, got, tt.offset, tt.line, tt.want, tt.got)
			}
		})
	}
}

// TestFirstDifference compares with a plain search, for files that are written and read in
// pieces of any size.
func TestFirstDifference(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		made := make([]byte, random.IntN(3*lookoutBytes))
		found := bytes.Clone(made)
		switch random.IntN(4) {
		case 0:
			found = found[:random.IntN(len(found)+1)]
		case 1:
			found = append(found, make([]byte, random.IntN(200))...)
		case 2:
			if len(found) > 0 {
				found[random.IntN(len(found))] = 1
			}
		}
		var from io.Reader = bytes.NewReader(found)
		if random.IntN(2) == 0 {
			from = iotest.HalfReader(from)
		}
		l := lookout{found: bufio.NewReaderSize(from, lookoutBytes)}
		err := l.compare(tree.File{Write: func(to io.Writer) error {
			for rest := made; len(rest) > 0; {
				n := min(len(rest), 1+random.IntN(2*lookoutBytes))
				if _, err := to.Write(rest[:n]); err != nil {
					return err
				}
				rest = rest[n:]
			}
			return nil
		}})
		want := int64(0)
		for want < int64(min(len(made), len(found))) && made[want] == found[want] {
			want++
		}
		if err != nil || l.differs == bytes.Equal(made, found) || l.offset != want {
			t.Fatalf("%d bytes made, %d found: differs %v at %d, %v; want %d", len(made), len(found), l.differs, l.offset, err, want)
		}
		if l.differs && (!bytes.Equal(l.want, made[want:min(int(want)+shownAfter, len(made))]) || !bytes.Equal(l.got, found[want:min(int(want)+shownAfter, len(found))])) {
			t.Fatalf("from byte %d: kept %d and %d bytes", want, len(l.want), len(l.got))
		}
	}
}
