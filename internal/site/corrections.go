package site

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// turnTo is how an error of a record is reported and how the party may reply.
type turnTo struct {
	Links []template.HTML
	Where template.HTML // said where a link does not work, or where there is none
	Log   template.HTML
}

func (p page) turnTo(title string) turnTo {
	t := memoized(p, turnToFrom{p.root()}, func() turnTo {
		return turnTo{
			Where: p.html(p.where()...),
			Log:   p.label(label{Text: p.words.CorrectionLog, Href: p.to(p.route.Corrections(1))}),
		}
	})
	t.Links = p.links(slices.DeleteFunc([]label{p.correct(title), p.answer(title)}, func(l label) bool { return l.Href == "" })...)
	return t
}

// turnToFrom is what the pages so far below the public folder say of errors and replies alike.
type turnToFrom struct{ root string }

// letter is what a reader may write about a record.
type letter struct {
	link    string // the text of the link
	subject string // a form with the slot title
	lines   string // what the letter should say, a line each
	kind    string // what the portal's form is told
}

// correct is the link by which an error of a page is reported. It is empty where the
// portal names no place for that.
func (p page) correct(title string) label {
	w := p.words
	return p.write(letter{w.CorrectLink, w.CorrectSubject, w.CorrectLines, "correction"}, title)
}

// answer is the link by which a party asks for a reply beside the record.
func (p page) answer(title string) label {
	w := p.words
	return p.write(letter{w.ReplyLink, w.ReplySubject, w.ReplyLines, "reply"}, title)
}

// maxLetterTitle is how many characters of a title stand in a letter's subject. Each
// takes nine bytes of the link, and mail programs cut links off at about 2,000 bytes.
const maxLetterTitle = 40

// write makes a link to the portal's form, or to a letter by mail, with the page's
// address filled in. In a form's address {url}, {title} and {kind} are replaced; one
// without {url} gets the address as a parameter.
func (p page) write(l letter, title string) label {
	c, address := p.settings.Contact, route.Absolute(p.settings, p.path)
	subject := words.Fill(l.subject, "title", shorten(title, maxLetterTitle))
	out := label{Text: l.link}
	switch {
	case c.CorrectionURL != "":
		form := c.CorrectionURL
		if !strings.Contains(form, "{url}") {
			mark := "?"
			if strings.Contains(form, "?") {
				mark = "&"
			}
			if form += mark + "url={url}"; l.kind == "reply" && !strings.Contains(form, "{kind}") {
				form += "&kind={kind}"
			}
		}
		out.Href, out.External = strings.NewReplacer("{url}", escape(address), "{title}", escape(subject), "{kind}", l.kind).Replace(form), true
	case c.Email != "":
		body := words.Fill(p.words.CorrectBody, "address", address) + "\n" + l.lines
		out.Href = "mailto:" + c.Email + "?subject=" + escape(subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
	case c.URL != "":
		out.Href, out.External = c.URL, true
	}
	return out
}

// escape writes a text for a parameter of a link. Mail programs take a plus sign as it
// is (RFC 6068, section 5), and some forms do, so that a space is %20.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// where says in words where to turn: browsers inside other programs, as that of WeChat,
// open no mail, and some portals have a telephone alone.
func (p page) where() phrase {
	w, c := p.words, p.settings.Contact
	var ways []phrase
	if c.Email != "" {
		ways = append(ways, say(w.WriteTo, slot{"address", phrase{{Text: c.Email, Data: true}}}))
	}
	if c.Phone != "" {
		ways = append(ways, say(w.CallTo, slot{"number", keep(c.Phone)}))
	}
	if len(ways) > 0 {
		return say(w.TurnTo, slot{"ways", join(w.Comma, ways...)})
	}
	if c.CorrectionURL != "" || c.URL != "" {
		return plain(w.TurnToLink)
	}
	operator := cmp.Or(p.settings.Operator.Name, p.title)
	return say(w.TurnToOperator, slot{"operator", phrase{{Text: operator, Data: true, Href: p.settings.Operator.URL, External: p.settings.Operator.URL != ""}}})
}

func (p page) reply(r *register.Reply) *bodyView {
	if r == nil {
		return nil
	}
	meta := say(p.words.ReplyBy, slot{"by", phrase{{Text: r.By, Data: true}}}, slot{"date", keep(p.date(r.Date))})
	if r.Title != "" {
		meta = join(p.words.Comma, phrase{{Text: r.Title, Data: true}}, meta)
	}
	return &bodyView{Meta: p.html(meta...), Body: p.body(r.Body, "reply-")}
}

// corrected says when a record was corrected, with links to the log.
func (p page) corrected(table, slug string) []template.HTML {
	var list []template.HTML
	all := paged{size: p.opts.PageSize, total: len(p.reg.Corrections)}
	for _, c := range p.reg.Corrected(table, slug) {
		n := all.of(slices.Index(p.reg.Corrections, c))
		href := p.to(p.route.Corrections(n)) + "#" + route.CorrectionID(c)
		list = append(list, p.sentence(p.words.CorrectedOn,
			slot{"date", keep(p.date(c.Date))}, slot{"title", phrase{{Text: c.Title, Data: true, Href: href}}}))
	}
	return list
}

// correctionsView is a page of the log of corrections.
type correctionsView struct {
	Frame   *frame
	Heading string
	Entries []correctionView
	Pager   pager
}

type correctionView struct {
	ID, Title     string
	Meta, Records template.HTML
	Body          template.HTML
}

func (p page) corrections(n int) any {
	w, all := p.words, p.reg.Corrections
	title := p.numbered(w.CorrectionLog, n)
	v := correctionsView{
		Frame: p.frame(about{title: title, summary: w.CorrectionsLede}), Heading: title,
		Pager: p.pager(n, lastPage(p.opts.PageSize, len(all)), p.route.Corrections),
	}
	for _, c := range onPage(all, n, p.opts.PageSize) {
		meta := keep(p.date(c.Date))
		if c.By != "" {
			meta = join(" · ", meta, say(w.NoticedBy, slot{"by", phrase{{Text: c.By, Data: true}}}))
		}
		id := route.CorrectionID(c)
		v.Entries = append(v.Entries, correctionView{
			ID: id, Title: c.Title, Meta: p.html(meta...), Records: p.html(p.correctedRecords(c)...), Body: p.body(c.Body, id+"-"),
		})
	}
	return v
}

func (p page) correctedRecords(c *register.Correction) phrase {
	var list []phrase
	for _, a := range c.Agencies {
		list = append(list, phrase{p.agency(a)})
	}
	for _, r := range c.Projects {
		list = append(list, phrase{p.project(r)})
	}
	for _, s := range c.Sanctions {
		list = append(list, phrase{p.sanction(s)})
	}
	return join(p.words.Enumeration, list...)
}
