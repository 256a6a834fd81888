package main

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/build"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// written is an index in memory: the size and checksum of its files by path.
type written map[string]struct {
	size int
	sum  [sha256.Size]byte
}

func writtenOf(docs []search.Document) (written, error) {
	files := written{}
	var lock sync.Mutex
	return files, projection.Write(search.Listed(docs), projection.Options{}, tree.Always(func(f tree.File) error {
		sum := sha256.Sum256(f.Body)
		lock.Lock()
		defer lock.Unlock()
		file := files[f.Path]
		file.size, file.sum = len(f.Body), sum
		files[f.Path] = file
		return nil
	}))
}

// share is how much of the bytes of an index lies in files whose name or content is
// new.
func (w written) share(before written) float64 {
	fresh, all := 0, 0
	for path, f := range w {
		if all += f.size; before[path].sum != f.sum {
			fresh += f.size
		}
	}
	return float64(fresh) / float64(all)
}

// newcomers are how many records of a table are added, one at a time.
const newcomers = 3

// change says how much of the index one record changes: a new one of the newest date,
// about an agency that is there, whose text is of another run of the generator; and
// an old one that is corrected.
func (b *searchBench) change() error {
	_, portal, err := generate("town", 2)
	if err != nil {
		return err
	}
	strangers, err := portalDocuments(portal, build.Options{AsOf: asOf})
	if err != nil {
		return err
	}
	before, err := writtenOf(b.docs)
	if err != nil {
		return err
	}
	b.head("one record changes of the index", "goal", "figure")
	for _, table := range []struct{ name, title string }{{"sanctions", "a new sanction"}, {"projects", "a new project"}} {
		var shares []float64
		for i := range newcomers {
			docs := append(slices.Clone(b.docs), newcomer(b.docs, strangers, table.name, i))
			search.Order(docs)
			after, err := writtenOf(docs)
			if err != nil {
				return err
			}
			shares = append(shares, after.share(before))
		}
		b.row(table.title, fmt.Sprintf("%.0f %%", 100*changeGoal), "%.2f %% to %.2f %%", 100*slices.Min(shares), 100*slices.Max(shares))
		if err := b.record("change", table.title, shares); err != nil {
			return err
		}
	}
	docs := b.docs[:boundary(len(b.docs))]
	if before, err = writtenOf(docs[:len(docs)-1]); err != nil {
		return err
	}
	after, err := writtenOf(docs)
	if err != nil {
		return err
	}
	b.row("the new record that moves the segments' boundary", "", "%.0f %%", 100*after.share(before))
	if err := b.record("change", "boundary", after.share(before)); err != nil {
		return err
	}
	if before, err = writtenOf(b.docs); err != nil {
		return err
	}
	docs = slices.Clone(b.docs)
	middle := &docs[len(docs)/2]
	middle.Parts = append(slices.Clone(middle.Parts), search.Part{Zone: search.Body, Text: "经复核，原文的人数有误，现予更正。"})
	if after, err = writtenOf(docs); err != nil {
		return err
	}
	b.row("a record in the middle, one sentence more", "", "%.2f %%", 100*after.share(before))
	return b.record("change", "corrected", after.share(before))
}

// boundary is the largest number of documents up to n at which the first segment of
// the index begins to hold more (docs/formats.md).
func boundary(n int) int {
	step := 1
	for 2*step <= n/48 {
		step *= 2
	}
	return n / step * step
}

// newcomer is a record of a table as it would be added today: with the text of the
// i-th last of the strangers, but about an agency that is there.
func newcomer(docs, strangers []search.Document, table string, i int) search.Document {
	host, guest := lastOf(docs, table, 20*i), lastOf(strangers, table, i)
	from, to := agencyOf(guest), agencyOf(host)
	d := *host
	d.Date = docs[len(docs)-1].Date
	d.ID = fmt.Sprintf("%s/zz%d", table, i) // behind all others of the day
	d.URL = d.ID + ".html"
	number := map[string]string{"sanctions": "拟社罚字〔2026〕%d号", "projects": "p9%05d"}[table]
	number = fmt.Sprintf(number, 7001+i)
	d.Title, d.Parts = number+" "+to, nil
	for _, p := range host.Parts {
		if p.Zone == search.Labels || p.Zone == search.Sound {
			d.Parts = append(d.Parts, p)
		}
	}
	for _, p := range guest.Parts {
		switch p.Zone {
		case search.Number:
			p.Text = number
		case search.Body, search.Title:
			p.Text = strings.ReplaceAll(p.Text, from, to)
		default:
			continue
		}
		if p.Zone == search.Title {
			d.Title = p.Text
		}
		d.Parts = append(d.Parts, p)
	}
	return d
}

// lastOf is the record of a table behind which i others of it stand.
func lastOf(docs []search.Document, table string, i int) *search.Document {
	for k := range slices.Backward(docs) {
		if docs[k].Table == table {
			if i--; i < 0 {
				return &docs[k]
			}
		}
	}
	return &search.Document{}
}

// agencyOf is the name of the agency that a record is about.
func agencyOf(d *search.Document) string {
	for _, t := range d.Tags {
		if t.Facet == "agency" {
			return t.Value.ZH
		}
	}
	return ""
}
