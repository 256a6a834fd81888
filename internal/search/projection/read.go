package projection

import (
	"fmt"
	"strconv"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
)

// Phrase returns the documents that hold a phrase.
func (x *Index) Phrase(p analysis.Phrase) (search.Matches, error) {
	return x.all(func(s *readSegment) (search.Matches, error) { return s.matches(p) })
}

// Sound returns the documents of which a sound suffix begins with the letters.
func (x *Index) Sound(letters string) (search.Matches, error) {
	return x.all(func(s *readSegment) (search.Matches, error) { return s.sounds(letters) })
}

// all puts what the segments find one behind the other.
func (x *Index) all(find func(s *readSegment) (search.Matches, error)) (search.Matches, error) {
	var docs []int32
	var list []search.Matches
	for _, s := range x.segments {
		m, err := find(s)
		if err != nil {
			return search.Matches{}, err
		}
		for _, d := range m.Docs {
			docs = append(docs, s.first+d)
		}
		list = append(list, m)
	}
	return search.Matches{Docs: docs, Tally: func(i int) search.Tally {
		k := 0
		for ; i >= len(list[k].Docs); k++ {
			i -= len(list[k].Docs)
		}
		return list[k].Tally(i)
	}}, nil
}

// Record returns a document as a hit without score and excerpt, and its parts but for
// its sounds.
func (x *Index) Record(doc int32) (search.Hit, []search.Part, error) {
	s, d := x.at(doc)
	return s.record(d)
}

// shown is a chunk of texts: of each document the agency and the parts.
type shown []struct {
	agency string
	parts  []search.Part
}

// gapHit is what a gap reads as.
var gapHit = search.Hit{ID: tables[0] + "/", Table: tables[0], URL: tables[0] + "/.html"}

func (s *readSegment) record(doc int32) (search.Hit, []search.Part, error) {
	d := int(doc)
	t, err := s.titles(d / titleDocs)
	if err != nil {
		return search.Hit{}, nil, err
	}
	texts, err := s.texts(d / textDocs)
	if err != nil {
		return search.Hit{}, nil, err
	}
	i := d % titleDocs
	table := tables[t.Tables[i]]
	hit := search.Hit{
		ID: table + "/" + t.Slugs[i], Table: table, Title: t.Titles[i], Date: t.Dates[i],
		AgencyID: texts[d%textDocs].agency,
	}
	if hit.URL = t.URLs[strconv.Itoa(i)]; hit.URL == "" {
		hit.URL = hit.ID + ".html"
	}
	parts := make([]search.Part, len(texts[d%textDocs].parts))
	for k, p := range texts[d%textDocs].parts {
		if p.Zone == search.Title && p.Text == "" {
			p.Text = hit.Title
		}
		parts[k] = p
	}
	return hit, parts, nil
}

// within is how many of the documents a chunk of up to few holds.
func (s *readSegment) within(i, few int) int { return min(few, s.Documents-i*few) }

// titles reads a chunk of titles.
func (s *readSegment) titles(i int) (titles, error) {
	want := s.within(i, titleDocs)
	return pages(s, s.Titles, i, want, func(content []byte) (titles, error) {
		t, err := decodeJSON[titles](content)
		if err != nil {
			return t, err
		}
		for _, n := range []int{len(t.Titles), len(t.Slugs), len(t.Tables), len(t.Dates), len(t.Status)} {
			if n != want {
				return t, damaged("%d documents, wanted %d", n, want)
			}
		}
		for _, table := range t.Tables {
			if table < 0 || table >= len(tables) {
				return t, damaged("table %d", table)
			}
		}
		return t, nil
	})
}

// texts reads a chunk of texts.
func (s *readSegment) texts(i int) (shown, error) {
	want := s.within(i, textDocs)
	return pages(s, s.Texts, i, want, func(content []byte) (shown, error) {
		list, err := decodeJSON[[][]any](content)
		if err != nil {
			return nil, err
		}
		if len(list) != want {
			return nil, damaged("%d documents, wanted %d", len(list), want)
		}
		texts := make(shown, want)
		for i, cells := range list {
			if texts[i].agency, texts[i].parts, err = partsOf(cells); err != nil {
				return nil, fmt.Errorf("document %d: %w", i, err)
			}
		}
		return texts, nil
	})
}

// partsOf reads agency, zone, text, zone, text, ….
func partsOf(cells []any) (agency string, parts []search.Part, err error) {
	if len(cells)%2 != 1 {
		return "", nil, damaged("%d cells", len(cells))
	}
	agency, ok := cells[0].(string)
	for i := 1; i < len(cells) && ok; i += 2 {
		zone, isNumber := cells[i].(float64)
		text, isText := cells[i+1].(string)
		ok = isNumber && isText && zone >= 0 && zone < float64(search.Zones) && zone == float64(int(zone))
		if ok {
			parts = append(parts, search.Part{Zone: search.Zone(zone), Text: text})
		}
	}
	if !ok {
		return "", nil, damaged("a cell is not what it should be")
	}
	return agency, parts, nil
}

// pages reads a chunk of a row of groups; want is how many documents it holds.
func pages[T any](s *readSegment, groups []string, i, want int, decode func(content []byte) (T, error)) (T, error) {
	ref, err := s.files.grouped(groups[i/groupChunks], i%groupChunks)
	if err != nil {
		var none T
		return none, err
	}
	return chunk(s.files, ref, want, decode)
}
