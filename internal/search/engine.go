package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	bleveanalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"gongshi/internal/search/analysis"
)

// The fields of the Bleve index. A facet's field is its name behind facetPrefix.
const (
	textField   = "text"
	soundField  = "sound"
	dateField   = "date"
	fineField   = "fine"
	facetPrefix = "facet."

	wallMark      = "\x1e" // stands between the parts in the text field
	batchDocs     = 500
	engineVersion = "gongshi bleve 3" // a new one where fields or terms change
	firstPosition = 1                 // Bleve counts positions from 1
	partGap       = analysis.Wall

	fingerprintBytes = 10 // of a SHA-256 that name an index
)

// Engine answers queries from a Bleve index: it is a Source whose texts and filters
// are matched by Bleve, while what is shown and counted comes from the documents. It
// is safe for concurrent use.
type Engine struct {
	docs   []Document
	gaps   Set
	bleve  bleve.Index
	vocab  map[string]*Vocabulary
	places map[string]map[string]int // by facet and id: where the value stands in vocab
}

// OpenEngine opens the index of the documents below dir, which is made where it is
// missing. An index of the same documents is used again; where there is none, or its
// files are not as they were written, one is built beside it and takes its place; those
// of other documents are removed.
// Where dir cannot be used, the index is built in memory.
// The documents must be in the order of Order, but for gaps, and stay as they are.
func OpenEngine(dir string, docs []Document) (*Engine, error) {
	e := &Engine{docs: docs, gaps: NewSet(len(docs)), vocab: map[string]*Vocabulary{}, places: map[string]map[string]int{}}
	for i := range docs {
		if docs[i].Gap() {
			e.gaps.Add(int32(i))
		}
	}
	for _, name := range Facets() {
		values := vocabulary(docs, name)
		e.vocab[name], e.places[name] = NewVocabulary(values), make(map[string]int, len(values))
		for i, v := range values {
			e.places[name][v.ID] = i
		}
	}
	path := filepath.Join(dir, folderPrefix+fingerprint(docs))
	b, err := openFolder(path)
	if err != nil {
		b, err = buildFolder(path, docs)
	}
	if err == nil {
		tidy(path, time.Now())
		e.bleve = b
		return e, nil
	}
	b, err = bleve.NewMemOnly(bleve.NewIndexMapping())
	if err != nil {
		return nil, fmt.Errorf("search index in memory: %w", err)
	}
	e.bleve = b
	if err := fill(b, docs); err != nil {
		return nil, fmt.Errorf("search index in memory: %w", err)
	}
	return e, nil
}

// Close gives the index back.
func (e *Engine) Close() error { return e.bleve.Close() }

// Search answers a query. A malformed query gives a *QueryError.
func (e *Engine) Search(q string, o Options) (Result, error) { return Evaluate(e, q, o) }

// fill indexes the documents in batches that are analysed side by side.
func fill(b bleve.Index, docs []Document) error {
	type job struct{ from, to int }
	jobs := make(chan job)
	var wait sync.WaitGroup
	var once sync.Once
	var failed error
	for range max(1, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for j := range jobs {
				batch := b.NewBatch()
				for d := j.from; d < j.to; d++ {
					if docs[d].Gap() {
						continue
					}
					if err := batch.IndexAdvanced(bleveDocument(d, &docs[d])); err != nil {
						once.Do(func() { failed = err })
					}
				}
				if err := b.Batch(batch); err != nil {
					once.Do(func() { failed = err })
				}
			}
		})
	}
	for from := 0; from < len(docs); from += batchDocs {
		jobs <- job{from, min(from+batchDocs, len(docs))}
	}
	close(jobs)
	wait.Wait()
	return failed
}

// bleveDocument is the record as Bleve holds it: under its number, the text with
// the places of its terms, facets and numbers to filter by. Nothing is stored.
func bleveDocument(number int, d *Document) *document.Document {
	doc := document.NewDocument(strconv.Itoa(number))
	var text, sound strings.Builder
	for zone := range Zones {
		for _, p := range d.Parts {
			to := &text
			if p.Zone == Sound {
				to = &sound
			}
			if p.Zone == zone {
				to.WriteString(strings.ReplaceAll(p.Text, wallMark, " "))
				to.WriteString(wallMark)
			}
		}
	}
	doc.AddField(document.NewTextFieldCustom(textField, nil, []byte(text.String()),
		index.IndexField|index.IncludeTermVectors, analyzer{}))
	if sound.Len() > 0 {
		doc.AddField(document.NewTextFieldCustom(soundField, nil, []byte(sound.String()),
			index.IndexField|index.SkipFreqNorm, soundAnalyzer{}))
	}
	for i, t := range d.Tags {
		doc.AddField(document.NewTextFieldCustom(facetPrefix+t.Facet, []uint64{uint64(i)}, []byte(t.Value.ID), index.IndexField|index.SkipFreqNorm, nil))
	}
	if !d.Date.IsZero() {
		doc.AddField(document.NewNumericFieldWithIndexingOptions(dateField, nil, float64(d.Date.Number()), index.IndexField))
	}
	if d.Fine.Given {
		doc.AddField(document.NewNumericFieldWithIndexingOptions(fineField, nil, float64(d.Fine.Fen), index.IndexField))
	}
	return doc
}

// analyzer gives Bleve the terms of package analysis.
type analyzer struct{}

// Analyze returns the tokens of a document's parts, with walls between them.
func (analyzer) Analyze(text []byte) bleveanalysis.TokenStream {
	var tokens bleveanalysis.TokenStream
	var a analysis.Analyzer
	base := firstPosition
	for part := range strings.SplitSeq(string(text), wallMark) {
		units := a.Units(part)
		if len(units) == 0 {
			continue
		}
		analysis.Terms(units, func(t analysis.Term) {
			tokens = append(tokens, &bleveanalysis.Token{
				Term: []byte(t.String()), Position: base + units[t.First].Pos,
				Start: units[t.First].Start, End: units[t.Last].End,
			})
		})
		base += units[len(units)-1].Pos + partGap
	}
	return tokens
}

// soundAnalyzer gives Bleve what may be typed of the sound of names.
type soundAnalyzer struct{}

// Analyze returns the suffixes of all sounds.
func (soundAnalyzer) Analyze(text []byte) bleveanalysis.TokenStream {
	var tokens bleveanalysis.TokenStream
	for part := range strings.SplitSeq(string(text), wallMark) {
		for _, suffix := range SoundSuffixes(part) {
			tokens = append(tokens, &bleveanalysis.Token{Term: []byte(suffix), Position: firstPosition + len(tokens)})
		}
	}
	return tokens
}

// fingerprint is the same for the same documents.
func fingerprint(docs []Document) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n", engineVersion, len(docs))
	for i := range docs {
		d := &docs[i]
		fmt.Fprintf(h, "%q %s %v %v\n", d.ID, d.Date, d.Fine, len(d.Parts))
		for _, p := range d.Parts {
			fmt.Fprintf(h, "%d %q\n", p.Zone, p.Text)
		}
		for _, t := range d.Tags {
			fmt.Fprintf(h, "%s %q\n", t.Facet, t.Value.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:fingerprintBytes])
}
