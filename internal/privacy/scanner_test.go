package privacy

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// scanPieces is Scan of a text in pieces that end at places.
func scanPieces(b []byte, ends ...int) []Number {
	var s Scanner
	at := 0
	for _, end := range append(ends, len(b)) {
		s.Write(b[at:end])
		at = end
	}
	return s.Close()
}

// TestScanner holds that a text in pieces has the numbers that the whole of it has.
func TestScanner(t *testing.T) {
	all := slices.Concat(pieces, []string{",", ",", "\"", "13800138000", "13800138000", "138 0013 8000", "\",\"", "电话", "\n11010519491231002X,", "http://example.org/", "a href=/x/"})
	random := rand.New(rand.NewPCG(9, 10))
	found := 0
	for i := range 100_000 {
		var b []byte
		few, first := 1+random.IntN(len(all)), random.IntN(len(all))
		for range 1 + random.IntN(60) {
			b = append(b, all[(first+random.IntN(few))%len(all)]...)
		}
		want := Scan(b)
		for j := range want {
			want[j].From, want[j].To = 0, 0
		}
		var ends []int
		for range random.IntN(8) {
			ends = append(ends, random.IntN(len(b)+1))
		}
		slices.Sort(ends)
		if got := scanPieces(b, ends...); !slices.Equal(got, want) {
			t.Fatalf("text %d, %q in pieces up to %v: numbers %v, want %v", i, b, ends, got, want)
		}
		found += len(want)
	}
	if found < 10_000 {
		t.Errorf("%d numbers in all texts: the test compares too little", found)
	}
}

// TestScannerHoldsLittle holds that what was looked at is let go.
func TestScannerHoldsLittle(t *testing.T) {
	var s Scanner
	row := []byte("110105,2023,拟州市社会工作服务中心,1380013.00\n")
	for range 10_000 {
		s.Write(row)
		if len(s.held) > 4*around+len(row) {
			t.Fatalf("%d bytes are held, want about a row", len(s.held))
		}
	}
}
