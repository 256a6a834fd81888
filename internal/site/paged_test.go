package site

import "testing"

// TestPaged holds that the pages of a list hold each row once and in order, all but the first
// (or, of plain pages, the last) as many as they should, and that a row is found on its page.
func TestPaged(t *testing.T) {
	for _, size := range []int{1, 2, 3, 10, 50} {
		for i := range 2 * (4*size + 3) {
			total, plain := i/2, i%2 == 1
			p, rows := paged{size: size, total: total, plain: plain}, 0
			for n := 1; n <= p.last(); n++ {
				from, to := p.bounds(n)
				if from != rows || to < from {
					t.Fatalf("%+v: page %d has the rows %d to %d, want from %d", p, n, from, to, rows)
				}
				if full := plain && n < p.last() || !plain && n > 1; full && to-from != size || to-from == 0 && total > 0 || plain && to-from > size {
					t.Errorf("%+v: page %d has %d rows, want %d", p, n, to-from, size)
				}
				if least := (size + 1) / 2; !plain && n == 1 && (p.last() > 1 && to < least || to >= least+size) {
					t.Errorf("%+v: page 1 has %d rows, want %d to %d", p, to, least, least+size-1)
				}
				for row := from; row < to; row++ {
					if got := p.of(row); got != n {
						t.Errorf("%+v: row %d is said to be on page %d, want %d", p, row, got, n)
					}
				}
				rows = to
			}
			if from, to := p.bounds(p.last() + 1); rows != total || from != to || p.of(total) != p.last() || p.of(-1) != 1 {
				t.Errorf("%+v: the pages end with row %d, and after the last one are the rows %d to %d", p, rows, from, to)
			}
		}
	}
	for total, want := range map[int]int{0: 1, 1: 1, 24: 1, 25: 1, 26: 1, 50: 1, 74: 1, 75: 2, 99: 2, 100: 2, 124: 2, 125: 3, 174: 3, 175: 4} {
		if got := (paged{size: 50, total: total}).last(); got != want {
			t.Errorf("%d rows take %d pages of 50, want %d", total, got, want)
		}
	}
	if got := lastPage(50, 10, 125, 0); got != 3 {
		t.Errorf("lists of 10, 125 and no rows take %d pages, want 3", got)
	}
}

// TestPagedNewRow holds that a row at the front moves no other to another page, but for each
// size-th.
func TestPagedNewRow(t *testing.T) {
	const size = 50
	renumbered := 0
	for total := range 10 * size {
		before, after := paged{size: size, total: total}, paged{size: size, total: total + 1}
		if after.last() != before.last() {
			renumbered++
			continue
		}
		for row := range total {
			if was, is := before.of(row), after.of(row+1); was != is {
				t.Fatalf("one more than %d rows: row %d goes from page %d to %d", total, row, was, is)
			}
		}
	}
	if renumbered != 9 {
		t.Errorf("pages were renumbered %d times, want 9", renumbered)
	}
}
