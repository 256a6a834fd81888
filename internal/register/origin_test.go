package register

import (
	"encoding/binary"
	"slices"
	"testing"
)

// TestBatch keeps rows and asks for their cells and places.
func TestBatch(t *testing.T) {
	w := NewBatchWriter("data/pay.csv", []int32{2, 0, 1}, 3)
	rows := [][]string{
		{"a", "", "x"},
		{"a", "b", "y"},
		{"", "a", "x"},   // texts of another column, or of the row before the last
		{" a", "b", "z"}, // a blank more
		{"b", "b", "w"},
		{"c", "b", "v"},
		{"d", "b", "x"}, // forgotten by now: kept once more
		{"e\x00", "\n", "a,\"b"},
	}
	places := map[int][]Place{1: {{3, 2}, {3, 0}, {4, 1}}, 6: {{8, 2}, {9, 7}, {8, 1}}}
	for range 2 { // a writer is used again
		for i, row := range rows {
			w.Add(i+2, row, places[i])
		}
		b := w.Close()
		for i, row := range rows {
			o := b.Origin(i, i+2)
			if o.File() != "data/pay.csv" || o.Line() != i+2 || o.Width() != 3 || !slices.Equal(o.Cells(), row) {
				t.Errorf("row %d: %s:%d, %d cells %q, want %q", i, o.File(), o.Line(), o.Width(), o.Cells(), row)
			}
			var all []byte
			for _, cell := range row {
				all = append(binary.AppendUvarint(all, uint64(len(cell))), cell...)
			}
			if got := o.AppendWritten([]byte("0")); string(got) != "0"+string(all) {
				t.Errorf("row %d: %q is appended, want %q", i, got, all)
			}
			for column, usual := range []int32{2, 0, 1} {
				want := Place{int32(i + 2), usual}
				if places[i] != nil {
					want = places[i][column]
				}
				if got := o.Place(column); got != want {
					t.Errorf("row %d, column %d stands at %v, want %v", i, column, got, want)
				}
			}
		}
		if n := len(b.begins) - 2; n != 16 {
			t.Errorf("%d texts are kept of 24 cells, want 16", n)
		}
	}
}

// TestBatchBounds asks for what a row does not have.
func TestBatchBounds(t *testing.T) {
	none, two := Origin{}, At("data/pay.csv", 7, "a", "b")
	if got := none.AppendWritten(nil); got != nil {
		t.Errorf("no row appends %q", got)
	}
	for _, tt := range []struct {
		name    string
		origin  Origin
		column  int
		written string
		place   Place
	}{
		{"no file", none, 0, "", Place{0, 1}},
		{"before the first column", two, -1, "", Place{7, 1}},
		{"a column", two, 1, "b", Place{7, 1}},
		{"behind the last column", two, 2, "", Place{7, 1}},
	} {
		if got := tt.origin.Written(tt.column); got != tt.written {
			t.Errorf("%s: written %q, want %q", tt.name, got, tt.written)
		}
		if got := tt.origin.Place(tt.column); got != tt.place {
			t.Errorf("%s: at %v, want %v", tt.name, got, tt.place)
		}
	}
	if none.Cells() != nil || none.File() != "" || none.Width() != 0 {
		t.Errorf("the zero origin has %q of %q", none.Cells(), none.File())
	}
}

// TestBatchFull fills a batch with as many different texts as it may have.
func TestBatchFull(t *testing.T) {
	const width = 100
	w := NewBatchWriter("data/pay.csv", nil, width)
	for i := range MaxBatch {
		row := make([]string, width)
		for j := range row {
			row[j] = string(rune(0x10000 + i*width + j))
		}
		w.Add(i+2, row, nil)
	}
	b := w.Close()
	for i := range MaxBatch {
		o := b.Origin(i, i+2)
		for j := range width {
			if got, want := o.Written(j), string(rune(0x10000+i*width+j)); got != want {
				t.Fatalf("row %d, cell %d is %q, want %q", i, j, got, want)
			}
		}
	}
}
