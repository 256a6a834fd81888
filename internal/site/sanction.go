package site

import (
	"html/template"
	"strings"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

type sanctionView struct {
	Frame        *frame
	State        chip
	StateWords   template.HTML
	Number       string
	Opening      template.HTML
	NameNote     template.HTML // empty: it is about no person
	Texts        []textView
	Terms, Facts []fact // with their cells as published, names masked, also where the page prints a name in full
	Record       template.HTMLAttr
	TwoClocks    template.HTML
	Reply        *bodyView
	Sources      provenance
	Files        []template.HTML
	Citation     citation
	Correct      turnTo
	Corrected    []template.HTML
	Crosschecks  []template.HTML
	History      *history
}

// textView is a text of a record under its heading.
type textView struct {
	ID, Heading, Text string
	From              template.HTMLAttr // which cell it was read from
}

func (p page) sanctionPage(s *register.Sanction) any {
	w := p.words
	opening := func(s *register.Sanction) phrase {
		return say(w.SanctionOpening,
			slot{"authority", phrase{p.groupName(s.Authority)}}, slot{"date", keep(p.date(s.DecidedOn))},
			slot{"subject", p.subject(s)}, slot{"kind", plain(p.kindName(s))}, slot{"measures", p.measuresPaid(s)})
	}
	state, log := p.standing(s), p.opts.Changes.OfSanction(s)
	page := p.named(s) // what other sites repeat of the page has s
	source := p.source(sanctionID(s), phrase{{Text: s.ID, Data: true}}, &s.Origin, page.SourceURL)
	return sanctionView{
		Frame: p.frame(about{
			title: s.ID, asWritten: true, summary: words.Fill(w.Aggregate, "title", state.Word, "summary", opening(s).String()), section: inSanctions,
			crumbs: p.sanctionCrumbs(s),
			alternates: []alternate{
				{"application/atom+xml", s.Authority.Name, p.to(route.GroupFeed(route.ByAuthority, s.Authority, "xml"))},
			},
			scripts: []string{p.opts.Assets.Record}, changed: changedOn(log),
		}),
		State: state, StateWords: p.glossed(p.standingWords(s), "appeal", "repair", "withdrawal", "publication"), Number: s.ID, Opening: p.html(p.gloss(opening(page), "penalty", "discipline")...), NameNote: p.nameNote(s),
		Texts: []textView{
			{"facts", w.Facts, page.Facts, sanctionFrom(s, "facts", page.Facts)}, {"basis", w.Basis, page.Basis, sanctionFrom(s, "basis", page.Basis)},
			{"decision", w.Decision, page.Decision, sanctionFrom(s, "decision", page.Decision)},
		},
		Terms: p.columns.sanctions.traced(p.terms(page), &s.Origin), TwoClocks: p.glossed(w.TwoClocks, "term", "publication"), Facts: p.columns.sanctions.traced(p.sanctionFacts(page), &s.Origin), Record: record(sanctionID(s), &s.Origin), Reply: p.reply(page.Reply),
		Sources: p.provenance(source),
		Files:   p.sanctionFiles(s), Citation: p.citation(cited{title: s.ID, on: s.DecidedOn, hash: source.Hash}), Correct: p.turnTo(s.ID),
		Corrected: p.corrected("sanctions", s.Slug), Crosschecks: p.crossOfSanction(s), History: p.history(w.History, log, true),
	}
}

// kindName is the kind within a sentence.
func (e *edition) kindName(s *register.Sanction) string {
	return strings.ToLower(e.words.ValueName(schema.SanctionKinds, s.Kind))
}

func (p page) sanctionCrumbs(s *register.Sanction) []label {
	crumbs := []label{{Text: p.words.Sanctions, Href: p.to(p.route.Sanctions(1))}}
	if s.Agency != nil {
		crumbs = append(crumbs, p.agency(s.Agency))
	}
	return crumbs
}

func (e *edition) standingWords(s *register.Sanction) string {
	switch s.Standing {
	case register.InForce:
		return e.words.InForceWords
	case register.Appealed:
		return e.words.AppealedWords
	case register.Repaired:
		return e.words.KeptRepairedWords
	case register.Withdrawn:
		return e.words.KeptWithdrawnWords
	}
	return e.words.EndedWords
}

func (p page) terms(s *register.Sanction) []fact {
	w := p.words
	list := []fact{
		p.amountFact(w.Fine, s.Fine), p.amountFact(w.Confiscated, s.Confiscated),
		p.dateFact(w.ValidUntil, s.ValidUntil), p.shownUntil(s),
		p.dateFact(w.FirstPublished, s.PublishedOn),
	}
	if !s.StatusOn.IsZero() {
		list = append(list, p.dateFact(w.StatusSince, s.StatusOn))
	}
	if s.StatusReason != "" {
		list = append(list, fact{Name: w.StatusReason, Data: s.StatusReason})
	}
	return list
}

func (p page) sanctionFacts(s *register.Sanction) []fact {
	w := p.words
	list := []fact{
		fact{Name: w.DocumentNumber, Data: s.ID},
		p.linkFact(w.Kind, label{Text: w.ValueName(schema.SanctionKinds, s.Kind)}),
		{Name: w.Subject, Text: p.html(p.subject(s)...)},
		p.linkFact(w.Authority, p.groupName(s.Authority)),
		p.dateFact(w.DecidedOn, s.DecidedOn),
		{Name: w.Measures, Text: p.html(p.measures(s)...)},
	}
	list = append(list, p.severityFacts(s)...)
	if s.Agency != nil {
		list = append(list, fact{Name: w.Code, Value: given(codeGroups(string(s.Agency.ID)))})
	}
	return list
}

func (p page) sanctionFiles(s *register.Sanction) []template.HTML {
	var list []label
	if s.Agency != nil {
		list = append(list, label{Text: p.words.FileJSON, Href: p.to(route.AgencyJSON(s.Agency))})
	}
	feed := label{Text: p.words.FileFeedAtom, Href: p.to(route.GroupFeed(route.ByAuthority, s.Authority, "xml"))}
	return append(p.links(list...), p.tableFile("sanctions"), p.label(feed))
}
