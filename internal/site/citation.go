package site

import (
	"cmp"
	"html/template"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// cited is what a page is cited for.
type cited struct {
	title   string
	on      day.Day // the record's own; zero: it has none
	hash    string
	several bool // the hash is that of several rows
}

// citation is how a page is cited. The day of the data and the reader's are not in it:
// with the first every page would change every day, and the second is the reader's to
// say. The script puts both in.
type citation struct {
	Forms    []citationForm
	Address  string // empty: the portal does not know its own
	On, Hash string
	About    string // what the hash is
	Coverage string // where the day of the data stands
}

type citationForm struct {
	Name string // empty: there is one form only
	Text template.HTML
}

func (p page) citation(c cited) citation {
	w := p.words
	v := citation{On: p.date(c.on), Hash: c.hash, About: w.HashOfRow, Coverage: p.to(p.route.Data()) + "#coverage"}
	if c.several {
		v.About = w.HashOfRows
	}
	if p.settings.BaseURL != "" {
		v.Address = route.Absolute(p.settings, p.path)
	}
	standard := citationForm{Text: p.cite(w.Citation, w.CitationBare, "[{date}]", c)}
	if p.lang == portal.English {
		standard.Name = w.CiteStandard
		v.Forms = append(v.Forms, citationForm{w.CiteAuthorDate, p.cite(w.CitationAuthorDate, w.CitationAuthorDateBare, "{date}", c)})
	}
	v.Forms = append(v.Forms, standard)
	return v
}

// cite fills in a form: that of GB/T 7714-2015 for data sets online, or author and date.
// accessed is how it writes the day on which the reader was here.
func (p page) cite(form, bare, accessed string, c cited) template.HTML {
	year, date := p.words.NoDate, ""
	if !c.on.IsZero() {
		year, date = c.on.String()[:4], "("+c.on.String()+")"
	}
	if p.settings.BaseURL == "" {
		form = bare
	}
	said := say(words.Fill(form, "date", date, "year", year, "operator", "{operator}", "title", "{title}", "portal", "{portal}", "accessed", "{accessed}", "address", "{address}"),
		slot{"operator", phrase{{Text: cmp.Or(p.settings.Operator.Name, p.title), Data: true}}}, slot{"title", phrase{{Text: c.title, Data: true}}},
		slot{"portal", phrase{{Text: p.title, Data: p.title == p.settings.Title}}},
		slot{"address", phrase{{Text: route.Absolute(p.settings, p.path)}}}, slot{"accessed", phrase{{Text: accessed, Tone: accessedTone}}})
	var html template.HTML
	for _, l := range said {
		if l.Tone == accessedTone {
			html += p.accessed(l.Text)
		} else {
			html += p.label(l)
		}
	}
	return html
}

// accessed is the place for the day on which the reader was here, in a form.
func (e *edition) accessed(form string) template.HTML {
	if h, ready := e.memo.fields.Load(form); ready {
		return h.(template.HTML)
	}
	h := e.fragment("accessed", form)
	e.memo.fields.Store(form, h)
	return h
}

// accessedTone marks the piece of a citation that the script fills in.
const accessedTone = "accessed"
