package site

// paged is how a list goes over pages. Most lists begin with what is newest: were page 1
// always full, each new row would push one row over to every other page and so change them
// all. So the pages from the second on are filled from the oldest row, and page 1 has the
// rest: from half of size up to nearly one and a half, with 50 from 25 to 74. A new row
// changes page 1 alone; each size-th one makes a new page 2 and so renumbers the others.
type paged struct {
	size  int  // rows of each page from the second on, from 1
	total int  // rows of the list
	plain bool // page 1 is full as well and the last page has the rest: for lists into whose middle new rows go
}

// last is how many pages there are: one also where there is no row, or too few for two.
func (p paged) last() int {
	if p.plain {
		return max(1, (p.total+p.size-1)/p.size)
	}
	return 1 + max(0, p.total-(p.size+1)/2)/p.size
}

// first is how many rows page 1 has.
func (p paged) first() int {
	if p.plain {
		return min(p.size, p.total)
	}
	return p.total - p.size*(p.last()-1)
}

// bounds is the rows of page n, from 1: from one, counted from 0, up to before another. A
// page after the last has none.
func (p paged) bounds(n int) (from, to int) {
	if n == 1 {
		return 0, p.first()
	}
	from = min(p.first()+(n-2)*p.size, p.total)
	return from, min(from+p.size, p.total)
}

// of is the page on which a row stands, counted from 0; the last one for a row after all.
func (p paged) of(row int) int {
	if row < p.first() {
		return 1
	}
	return min(2+(row-p.first())/p.size, p.last())
}

// onPage is the part of a list that stands on page n.
func onPage[T any](list []T, n, size int) []T {
	from, to := paged{size: size, total: len(list)}.bounds(n)
	return list[from:to]
}

// lastPage is how many pages the longest of several lists takes, at least one.
func lastPage(size int, lengths ...int) int {
	last := 1
	for _, n := range lengths {
		last = max(last, paged{size: size, total: n}.last())
	}
	return last
}
