package privacy

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// scanByByte is Scan without its shortcut: it looks at every byte.
func scanByByte(b []byte) []run {
	var list []run
	for at := 0; ; {
		r, next, ok := nextRun(b, at, len(b), true)
		if !ok {
			return list
		}
		list, at = append(list, r), next
	}
}

func scanSkimming(b []byte) []run {
	var list []run
	for runs := (skimmer{b: b}); ; {
		r, ok := runs.next()
		if !ok {
			return list
		}
		list = append(list, r)
	}
}

// TestParts holds that every character which may stand in a run is let through by its bytes.
func TestParts(t *testing.T) {
	for r := range rune(utf8.MaxRune + 1) {
		if !utf8.ValidRune(r) {
			continue
		}
		b := []byte(string(r))
		kind, _, _ := signAt(b, 0)
		if kind == digit && !starts[b[0]] {
			t.Fatalf("%q is a digit, but no run is looked for at its first byte", r)
		}
		if kind != other && parts[b[0]]&(plain|lead) == 0 {
			t.Fatalf("%q may stand in a run, but its first byte is passed over", r)
		}
	}
}

// TestFollows holds that no byte of a run is out of place between digits, blanks of many
// bytes and tags.
func TestFollows(t *testing.T) {
	chars := []string{"1", " ", "\u00a0", "\u200b", "𝟙"}
	for _, tag := range inlineTags {
		for _, form := range []string{"<" + tag + ">", "</" + tag + ">"} {
			if inlineTag(form, 0) != len(form) {
				t.Errorf("%s is no tag of a run", form)
			}
			chars = append(chars, form)
		}
	}
	for _, first := range chars {
		for _, second := range chars {
			b := first + second
			for i := range len(b) - 1 {
				if follows[b[i]]&parts[b[i+1]] == 0 {
					t.Errorf("in %q the byte %d may not follow the one before", b, i+1)
				}
			}
		}
	}
}

// pieces are what texts are made of that are hard to pass over.
var pieces = strings.Split("1|13|138|1380013|13800138000|4111111111111111|11010519491231002X|529900000000000193|０|１３８|٣|①|𝟙|1️⃣| |  |\t|-|–|.|．|·|\n|\r\n|\n\n|\u2028|\u200b|\u00a0|\u3000|\u00ad|\u061c|\u180e|\u034f|、|，|。|中|文|二〇|a|X|<b>|</b>|<wbr>|<strong>|</strong>|<i|<|>|<em>|<i>|<del>|<mark>|<sup>|<u>|<td>|</td>|</sup>|<a href=\"|\x80|\xbf|\xe2|\xe3\x80|\xef\xbc|\xf0\x9d|\xc2|\xff|       |-----------", "|")

// TestScanSkims holds that what Scan passes over holds no run that a look at each byte finds.
func TestScanSkims(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var b []byte
	for i := range 300_000 {
		b = b[:0]
		few := 1 + random.IntN(len(pieces)) // texts of few kinds of pieces have the long runs
		first := random.IntN(len(pieces))
		for range 1 + random.IntN(40) {
			b = append(b, pieces[(first+random.IntN(few))%len(pieces)]...)
		}
		if want, got := scanByByte(b), scanSkimming(b); !reflect.DeepEqual(want, got) {
			t.Fatalf("text %d, %q: runs at %v, want %v", i, b, got, want)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"<td>13800138000</td>", "<b>138</b> 0013<wbr>8000", "1 <b>\n\n</b>13800138000", "中1３８ 0013 8000", "、、、、13800138000", "\x80\x80\x8013800138000",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if want, got := scanByByte(b), scanSkimming(b); !reflect.DeepEqual(want, got) {
			t.Errorf("%q: runs at %v, want %v", b, got, want)
		}
	})
}

// TestScanIsLinear holds that no text makes Scan look at the same bytes again and again: to
// do so with any of these takes minutes.
func TestScanIsLinear(t *testing.T) {
	for _, piece := range []string{"1<b>", "1\n\n", "1\n\n<b>", " <b>", "\x80", "、", "\xe2\x80\x8b", "<b>", "-", "1", "<", "1 中", "13800138000,"} {
		b := bytes.Repeat([]byte(piece), 1<<20)
		begun := time.Now()
		scanSkimming(b)
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%d bytes of %q took %v, want well under a second", len(b), piece, took)
		}
	}
}
