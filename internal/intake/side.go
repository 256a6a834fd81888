package intake

import (
	"cmp"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// tableName is a file of a table.
type tableName struct {
	table *schema.Table
	name  string
}

// side reads files side by side, each by a reader of its own, and joins what they found in
// the order of the list. The largest are begun first, so that none is waited for alone.
func (r *reader) side(list []tableName) error {
	readers, errs := make([]*reader, len(list)), make([]error, len(list))
	order := r.largestFirst(list)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		wait.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				if n >= len(order) {
					return
				}
				i := order[n]
				readers[i], errs[i] = r.one(list[i])
			}
		})
	}
	wait.Wait()
	for i, one := range readers {
		if errs[i] != nil {
			return errs[i]
		}
		r.join(one)
	}
	return nil
}

// one reads a file by a reader of its own, or recalls it.
func (r *reader) one(file tableName) (*reader, error) {
	one := &reader{
		fsys: r.fsys, settings: r.settings, tables: &register.Tables{}, book: newBook(),
		agencies: r.agencies, known: r.known, memory: r.memory, copying: r.copying,
	}
	if one.recall(file) {
		return one, nil
	}
	err := one.table(file.table, file.name)
	if err == nil {
		one.keep(file)
	}
	return one, err
}

// largestFirst is the numbers of files by descending size.
func (r *reader) largestFirst(list []tableName) []int {
	order, sizes := make([]int, len(list)), make([]int64, len(list))
	for i, f := range list {
		order[i] = i
		if info, err := fs.Stat(r.fsys, f.name); err == nil { // else reading it will say what is wrong
			sizes[i] = info.Size()
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
	return order
}

// join takes what another reader has read of another file.
func (r *reader) join(one *reader) {
	t, more := r.tables, one.tables
	t.Agencies = append(t.Agencies, more.Agencies...)
	t.Pay, t.Projects = append(t.Pay, more.Pay...), append(t.Projects, more.Projects...)
	t.Evaluations, t.Sanctions = append(t.Evaluations, more.Evaluations...), append(t.Sanctions, more.Sanctions...)
	t.Files, t.Sources = append(t.Files, more.Files...), append(t.Sources, more.Sources...)
	t.Refused += more.Refused
	r.copies = append(r.copies, one.copies...)
	r.book.join(one.book)
}

// join takes the findings of another book, which is about other files.
func (b *book) join(other *book) {
	b.list = append(b.list, other.list...)
	for k, n := range other.count {
		b.count[k] += n
	}
}
