package site

import (
	"cmp"
	"html/template"

	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// helpView is the page that says how to search, with examples of this portal.
type helpView struct {
	Frame  *frame
	Search searchForm
	Asking []helpRow
	Fields []helpRow
	States []helpState
	Keys   []helpKey
	Tips   []helpTip
	Care   []string
}

type helpRow struct {
	Typed template.HTML
	Finds string
}

type helpState struct {
	Chip  chip
	Means string
}

type helpKey struct{ Key, Does string }

// helpTip is how journalists find or use something.
type helpTip struct {
	ID, Heading, Text string
	Links             []template.HTML
}

func (p page) help() any {
	w := p.words
	return helpView{
		Frame: p.frame(about{title: w.SearchHelp, summary: w.HelpLede, section: inSearch,
			crumbs: []label{{Text: w.Search, Href: p.to(p.route.Search())}}}),
		Search: p.bareForm(),
		Asking: p.helpAsking(), Fields: p.helpFields(), States: p.helpStates(),
		Keys: []helpKey{{"/", w.HelpKeySlash}, {"↓ ↑", w.HelpKeyNames}, {"Enter", w.HelpKeyEnter}, {"Esc", w.HelpKeyEscape}},
		Tips: p.helpTips(),
		Care: []string{w.TipCareRecord, w.TipCareAppeal, w.TipCarePay, w.TipCareTwins, w.TipCareBlank},
	}
}

// typedLink is what is typed, as a link that searches for it.
type typedLink struct{ Query, Href string }

// typed renders a query as a link.
func (p page) typed(query string) template.HTML {
	return p.fragment("typed", typedLink{query, p.query("", query, false).Href})
}

// helpAsking is how queries are written, each with an example that finds something.
func (p page) helpAsking() []helpRow {
	w := p.words
	var list []helpRow
	add := func(query, finds string) {
		if query != "" {
			list = append(list, helpRow{p.typed(query), finds})
		}
	}
	add(p.tellingText(), w.HelpText)
	add(p.twoTexts(), w.HelpAnd)
	add(p.eitherMeasure(), w.HelpOr)
	add(p.oneWithoutOther(), w.HelpNot)
	add(p.phraseOverBreak(), w.HelpPhrase)
	if len(p.reg.Sanctions) > 0 {
		add(typed(p.reg.Sanctions[0].ID), w.HelpNumber)
	}
	if a := p.mostSanctioned(); a != nil {
		const region = 8 // digits of a credit code: who registered it, and where
		code := string(a.ID)
		add(code, w.HelpCode)
		add(code[:min(region, len(code))]+"*", w.HelpPrefix)
		syllables, initials := sounds(a)
		add(syllables, w.HelpPinyin)
		add(initials, w.HelpInitials)
	}
	return list
}

// helpFields is the fields of the query language, each with a value of this portal.
func (p page) helpFields() []helpRow {
	w, examples := p.words, p.fieldExamples()
	var list []helpRow
	for _, f := range []struct{ name, finds string }{
		{"table", w.FacetTable}, {"status", w.State}, {"duty", w.HelpDuty}, {"kind", w.Kind}, {"year", w.HelpYears}, {"date", w.HelpDates}, {"fine", w.HelpFine},
		{"authority", w.Authority}, {"measure", w.FacetMeasure}, {"district", w.District}, {"field", w.Field},
		{"grade", w.FacetGrade}, {"tier", w.FacetTier}, {"purchaser", w.Purchaser}, {"agency", w.Agency},
	} {
		if q := examples[f.name]; q != "" {
			list = append(list, helpRow{p.typed(q), f.finds})
		}
	}
	return list
}

func (p page) helpStates() []helpState {
	w := p.words
	state := func(s register.Standing, means string) helpState {
		return helpState{p.standing(&register.Sanction{Judgement: register.Judgement{Standing: s}}), means}
	}
	list := []helpState{state(register.InForce, w.InForceWords), state(register.Appealed, w.AppealedWords), state(register.Ended, w.EndedWords)}
	if register.Repaired.MayBeShown(p.reg.Rules) {
		list = append(list, state(register.Repaired, w.KeptRepairedWords))
	}
	if register.Withdrawn.MayBeShown(p.reg.Rules) {
		list = append(list, state(register.Withdrawn, w.KeptWithdrawnWords))
	}
	return list
}

// helpTips is the page's second half, for journalists.
func (p page) helpTips() []helpTip {
	w := p.words
	wording := helpTip{ID: "wording", Heading: w.TipWording, Text: w.TipWordingText}
	if text := p.tellingText(); text != "" {
		wording.Links = []template.HTML{p.typed(text)}
	}
	return []helpTip{
		{"repeat", w.TipRepeat, w.TipRepeatText, p.repeatExamples()},
		{"fines", w.TipFines, w.TipFinesText, p.finesExamples()},
		{"over-years", w.TipYears, w.TipYearsText, p.yearsExamples()},
		wording,
		{"take", w.TipTake, w.TipTakeText, p.links(label{Text: w.TipTakeAll, Href: p.to(p.route.Data())})},
		{"quote", w.TipQuote, w.TipQuoteText, nil},
		{"news", w.TipNews, w.TipNewsText, p.links(label{Text: w.FileFeedAtom, Href: p.to(route.AtomFeed)}, label{Text: w.FileFeedJSON, Href: p.to(route.JSONFeed)})},
	}
}

// sorted is a link that searches in an order.
func (p page) sorted(text, query, order string, data bool) label {
	l := p.query(text, query, data)
	l.Href += "&sort=" + order
	return l
}

func (p page) repeatExamples() []template.HTML {
	w := p.words
	if len(p.reg.Sanctions) == 0 {
		return nil
	}
	list := p.links(p.sorted(w.TipRepeatAll, "table:sanctions", "newest", false))
	if a := p.mostSanctioned(); a != nil && len(a.Sanctions) > 0 {
		name := p.sorted(cmp.Or(a.ShortName, a.Name), "table:sanctions agency:"+string(a.ID), "newest", true)
		list = append(list, p.html(say(w.TipRepeatOne, slot{"name", phrase{name}}, slot{"n", plain(words.Grouped(len(a.Sanctions)))})...))
	}
	return list
}

func (p page) finesExamples() []template.HTML {
	g, list := p.finedDistrict()
	if g == nil {
		return nil
	}
	yuan := largeFine(list)
	query := both(both("table:sanctions", field("district", g.In(p.lang))), p.fineOf(yuan))
	if query == "" {
		return nil
	}
	name := p.groupName(g)
	return []template.HTML{p.html(say(p.words.TipFinesOf,
		slot{"district", phrase{p.sorted(name.Text, query, "amount", name.Data)}}, slot{"amount", keep(p.amount(money.FromFen(yuan * 100)))})...)}
}

func (p page) yearsExamples() []template.HTML {
	a := p.mostSanctioned()
	if a == nil {
		return nil
	}
	name := p.sorted(cmp.Or(a.ShortName, a.Name), "agency:"+string(a.ID), "oldest", true)
	return []template.HTML{p.html(say(p.words.TipYearsOf, slot{"name", phrase{name}})...)}
}
