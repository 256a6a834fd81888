package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"gongshi/internal/clause"
	"gongshi/internal/ledger"
	"gongshi/internal/markdown"
	"gongshi/internal/peer"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/stencil"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

// records is what the pages of all editions are made of.
type records struct {
	reg   *register.Register
	led   *ledger.Ledger
	cov   *ledger.Coverage
	peers *peer.Peers

	digests *digests
}

func open(reg *register.Register, led *ledger.Ledger) records {
	return records{reg: reg, led: led, cov: led.Coverage(reg), peers: peer.Open(led)}
}

// digested digests the records, of which keys are made.
func (r records) digested(o Options) records {
	r.digests = newDigests(r, o)
	return r
}

// edition is the site in one language.
type edition struct {
	records
	clauses      *clause.Checks
	settings     *portal.Settings
	opts         Options
	lang         string
	words        *words.Words
	route        route.Site
	templates    *stencil.Set
	title        string       // of the portal
	base         string       // path of the portal's base_url
	lexicon      []words.Term // the glossary
	headline     int          // the year of the opening sentences; 0: none
	said         tree.File    // what scripts say
	saidOfTables tree.File    // what the script of long tables says beside
	columns      factColumns

	facets map[section][]facet // of the three lists
	pages  []content           // the operator's, without the notice
	notice *register.Page
	former map[string][]string      // of sections: see formerSlugs
	around map[string]func() around // by the way from a page to the public folder; rendered when first asked for
	global tree.Key                 // what all pages are made of
	kept   keptRows                 // of records
	rows   sync.Map                 // rowKey -> template.HTML; rendered when first asked for
	labels labelForms               // rendered when first asked for
	memo   memo                     // what many pages say
	broken atomic.Pointer[error]    // why a fragment could not be rendered
}

// content is a page that the operator wrote, as it stands in an edition.
type content struct {
	*register.Page
	foreign bool // it is in simplified Chinese, and the edition is not
}

// newEdition makes the edition of a language with its templates (see parse).
func newEdition(r records, opts Options, lang string, set *stencil.Set) *edition {
	s := r.reg.Settings
	e := &edition{
		records: r, clauses: clause.Open(r.reg), settings: s, opts: opts, lang: lang,
		words: words.Of(lang), route: route.For(s, lang), templates: set,
		columns: columnsOf(words.Of(lang)), title: s.Title, base: basePath(s), lexicon: words.Terms(lang), headline: r.led.Headline(r.reg),
	}
	if lang == portal.English {
		e.title = cmp.Or(s.TitleEN, s.Title)
	}
	e.kept = keptRowsOf(r.reg, opts.MostKept)
	e.contents()
	e.facets = e.openFacets()
	e.said = e.saidFile("words", "gongshiWords=", e.saidByScript())
	e.saidOfTables = e.saidFile("words-tables", "gongshiWords.tables=", e.tableWords())
	e.global = e.globalKey()
	if s.Folded() {
		e.former = formerSlugs(r.reg)
	}
	return e
}

// fragment renders a part of pages. Its type says that it may stand in a page as
// it is: it comes from a template, which has escaped what is in it. Where the
// template fails, the page that asked for the fragment fails (see job.render).
func (e *edition) fragment(name string, view any) template.HTML {
	s, err := e.templates.String(name, view)
	if err != nil {
		e.broken.CompareAndSwap(nil, &err)
	}
	return template.HTML(s)
}

// json is a value for a script as an attribute holds it.
func (e *edition) json(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		e.broken.CompareAndSwap(nil, &err)
	}
	return string(b)
}

// slotPattern finds the interface strings in a template.
var slotPattern = regexp.MustCompile(`\[\[([A-Za-z]+)\]\]`)

// parse reads the templates and puts the interface strings of a language in.
func parse(fsys fs.FS, w *words.Words) (*stencil.Set, error) {
	names, err := fs.Glob(fsys, "pages/*.html")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no templates in pages/: %w", cmp.Or(err, fs.ErrNotExist))
	}
	set := template.New("site").Option("missingkey=error")
	for _, name := range names {
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		text, err := translate(string(body), w)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		if _, err := set.New(path.Base(name)).Parse(text); err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
	}
	return stencil.New(set)
}

// translate replaces [[Name]] by the interface string of that name, and drops
// what only lays out the template's own text.
func translate(text string, w *words.Words) (string, error) {
	var unknown string
	text = slotPattern.ReplaceAllStringFunc(text, func(m string) string {
		name := m[2 : len(m)-2]
		if name == "lang" {
			return langAttribute(w)
		}
		s, ok := w.Named(name)
		if !ok {
			unknown = name
		}
		return html.EscapeString(s)
	})
	if unknown != "" {
		return "", fmt.Errorf("no interface string is called %s", unknown)
	}
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n"), nil
}

// langAttribute marks data as Chinese where the page is not.
func langAttribute(w *words.Words) string {
	if w.DataLang == "" {
		return ""
	}
	return ` lang="` + w.DataLang + `"`
}

// contents picks the operator's pages for the edition: each in its language, and
// in Chinese where it was not translated.
func (e *edition) contents() {
	own := portal.Chinese
	if e.lang == portal.English {
		own = portal.English
	}
	seen := map[string]bool{}
	for _, lang := range []string{own, portal.Chinese} {
		for _, p := range e.reg.Pages {
			if p.Lang != lang || seen[p.Path] {
				continue
			}
			seen[p.Path] = true
			if p.Path == "notice" {
				e.notice = p
				continue
			}
			e.pages = append(e.pages, content{p, lang != own || e.lang == portal.Traditional})
		}
	}
}

// banner renders the notice for pages of a depth.
func (e *edition) banner(root string) template.HTML {
	if e.notice == nil {
		return ""
	}
	base := root + e.route.Prefix()
	return markdown.Render([]byte(e.notice.Body), markdown.Options{Root: root, Base: base, Prefix: "notice-"}).HTML
}
