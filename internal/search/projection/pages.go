package projection

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"gongshi/internal/search"
)

// encode writes JSON as it is, without escapes for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// titlesOf is what the list of hits shows of documents; of a gap it is all empty.
func titlesOf(docs []search.Document) titles {
	var t titles
	for i, d := range docs {
		table, slug := 0, ""
		if !d.Gap() {
			table, slug = slices.Index(tables, d.Table), d.ID[len(d.Table)+1:]
		}
		if !d.Gap() && d.URL != d.ID+".html" {
			if t.URLs == nil {
				t.URLs = map[string]string{}
			}
			t.URLs[strconv.Itoa(i)] = d.URL
		}
		t.Titles = append(t.Titles, d.Title)
		t.Slugs = append(t.Slugs, slug)
		t.Tables = append(t.Tables, table)
		t.Dates = append(t.Dates, d.Date.String())
		t.Status = append(t.Status, d.Status)
	}
	return t
}

// textsOf is, per document, the agency, then the zone and text of every part; the
// text is empty where it is the title, and sounds are left out.
func textsOf(docs []search.Document) [][]any {
	list := make([][]any, len(docs))
	for i, d := range docs {
		list[i] = []any{d.AgencyID}
		for _, p := range d.Parts {
			if p.Zone == search.Title && p.Text == d.Title {
				p.Text = "" // the reader has the title
			}
			if p.Zone != search.Sound {
				list[i] = append(list[i], p.Zone, p.Text)
			}
		}
	}
	return list
}
