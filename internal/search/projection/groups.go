package projection

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// keyFormat begins every key: another one where the same documents make other bytes.
const keyFormat = "gongshi search index 2.0\n"

const (
	groupDocs    = titleDocs * groupChunks // documents of a group of titles, and of one of texts
	analysedDocs = 64                      // documents that are analysed together, or not at all
)

// digest is a SHA-256.
type digest [sha256.Size]byte

// texted is for keys: texts with their lengths.
type texted []byte

func (t texted) text(s string) texted { return append(binary.AppendUvarint(t, uint64(len(s))), s...) }

// textDigest stands for what the tree holds of a document.
func textDigest(d *search.Document) digest {
	var b texted
	for _, p := range d.Parts {
		b = append(b, byte(p.Zone)).text(p.Text)
	}
	if d.Ended {
		b = append(b, 0xff)
	}
	return sha256.Sum256(b)
}

// group is what is made of groupDocs documents at a time.
type group struct {
	number  int // in the segment
	docs    []search.Document
	digests []digest
	rows    []*rows
	parted  [][]stretch // per rows
	pages   tree.Key    // of titles and texts
	note    []byte      // on them; nil in packs
}

// groups goes through all documents once: it analyses them, writes titles and texts, and
// collects the columns.
func (w *writing) groups() error {
	q := ordered(w.workers, w.group, w.take)
	for i := range ceil(w.Documents, groupDocs) {
		q.put(i)
	}
	return q.wait()
}

// group makes the documents of a group and what depends on them alone.
func (w *writing) group(number int) (*group, error) {
	g := &group{number: number}
	first := w.first + number*groupDocs
	for i := first; i < min(first+groupDocs, w.last); i++ {
		g.docs = append(g.docs, w.docs.At(i))
		g.digests = append(g.digests, textDigest(&g.docs[len(g.docs)-1]))
	}
	if err := w.analyse(g); err != nil {
		return nil, err
	}
	return g, w.pages(g)
}

// analyse makes the rows of a group.
func (w *writing) analyse(g *group) error {
	for from := 0; from < len(g.docs); from += analysedDocs {
		to := min(from+analysedDocs, len(g.docs))
		var r *rows
		make := func() ([]byte, error) {
			r = rowsOf(g.docs[from:to], w.terms.plan)
			if w.packed {
				return nil, nil
			}
			return r.encode(), nil
		}
		b := append(texted(keyFormat), w.terms.sum[:]...)
		for _, d := range g.digests[from:to] {
			b = append(b, d[:]...)
		}
		name := "rows-" + w.name + "-" + strconv.Itoa((g.number*groupDocs+from)/analysedDocs)
		note, err := w.memo(name, sha256.Sum256(b), make)
		if err == nil && r == nil {
			if r, err = decodeRows(note, len(w.terms.bounds)); err != nil {
				err = fmt.Errorf("search index: %s: %w", name, err)
			}
		}
		if err != nil {
			return err
		}
		g.rows = append(g.rows, r)
		g.parted = append(g.parted, stretchesOf(g.number*groupDocs+from, r, func(doc uint32) bool { return g.docs[from+int(doc)].Ended }))
	}
	return nil
}

// pages writes the titles and texts of a group.
func (w *writing) pages(g *group) error {
	b := texted(keyFormat)
	for i := range g.docs {
		d := &g.docs[i]
		b = append(b, g.digests[i][:]...)
		b = b.text(d.ID).text(d.Table).text(d.Title).text(d.URL).text(d.AgencyID).text(d.Status).text(d.Date.String())
	}
	g.pages = sha256.Sum256(b)
	if w.packed {
		return nil
	}
	var err error
	g.note, err = w.unit("pages-"+w.name+"-"+strconv.Itoa(g.number), g.pages, func(s *store) ([]byte, error) {
		refs, err := s.documents(g.docs)
		if err != nil {
			return nil, err
		}
		return json.Marshal(refs)
	})
	return err
}

// documents writes the titles and texts of a group and returns their refs.
func (s *store) documents(docs []search.Document) (refs [2]string, err error) {
	titles, texts, err := pagesOf(docs)
	if err != nil {
		return refs, err
	}
	return s.pages(titles, texts)
}

// take adds a group to the segment.
func (w *writing) take(g *group) error {
	first := g.number * groupDocs
	for i, r := range g.rows {
		w.terms.enter(r, g.parted[i])
		if err := w.terms.held.add(r); err != nil {
			return err
		}
	}
	for i := range g.docs {
		w.terms.ended[first+i] = g.docs[i].Ended
		w.columns.add(&g.docs[i])
		w.names.add(&g.docs[i])
	}
	if w.packed {
		size := 0
		for _, r := range g.rows {
			size += len(r.text)
		}
		w.pagesKeys, w.textBytes = append(w.pagesKeys, g.pages), append(w.textBytes, size)
		return nil
	}
	var refs [2]string
	if err := json.Unmarshal(g.note, &refs); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	w.Titles, w.Texts = append(w.Titles, refs[0]), append(w.Texts, refs[1])
	return nil
}

// pagesOf makes the chunks of titles and texts of a group.
func pagesOf(docs []search.Document) (titles, texts []piece, err error) {
	for part := range slices.Chunk(docs, titleDocs) {
		for _, c := range []struct {
			to *[]piece
			v  any
		}{{&titles, titlesOf(part)}, {&texts, textsOf(part)}} {
			content, err := encode(c.v)
			if err != nil {
				return nil, nil, fmt.Errorf("search index: %w", err)
			}
			p, err := newPiece(content)
			if err != nil {
				return nil, nil, err
			}
			*c.to = append(*c.to, p)
		}
	}
	return titles, texts, nil
}
