package changelog

import (
	"cmp"
	"strconv"
	"strings"

	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// Piece is a part of a sentence.
type Piece struct {
	Text   string
	Data   bool // it stands in the data, in their language
	Keep   bool // it must not break: a figure with its unit, a day
	Record bool // it names the record, whose page it may lead to
	Agency bool // it names the agency that the record is about
}

// Sentence says the change in a language: the record, and what became of it.
func (e *Entry) Sentence(w *words.Words) []Piece {
	return fill(w.ChangeSaid, slot{"record", e.Record(w)}, slot{"what", join(w.ChangeNext, e.What(w))})
}

// Here says the change on the page of an agency, or of one of its records, which says itself
// whom or what it is about.
func (e *Entry) Here(w *words.Words, onRecord bool) []Piece {
	what := join(w.ChangeNext, e.What(w))
	var record []Piece
	switch {
	case e.Agency != nil, onRecord && e.Evaluation == nil:
		return what
	case e.Pay != nil:
		record = e.pay(w, w.ChangeOfOwnPay, w.ChangeOfOwnPayRows)
	case onRecord:
		record = e.evaluation(w, w.ChangeOfOwnEvaluation)
	case e.Sanction != nil && e.Sanction.Person != "":
		record = fill(w.ChangeOfPractitioner, slot{"record", e.named(w)})
	default:
		record = e.named(w)
	}
	return fill(w.ChangeSaid, slot{"record", record}, slot{"what", what})
}

// Record names the record as it is now, with the agency that it is about. One that is no
// longer published is named by its number where that is public anyhow, else by its table alone.
func (e *Entry) Record(w *words.Words) []Piece {
	record := e.named(w)
	if a := e.Of(); a != nil && e.Agency == nil && e.Pay == nil {
		form := w.ChangeBy
		if e.Sanction != nil && e.Sanction.Person != "" {
			form = w.ChangeByPractitioner
		}
		return fill(form, slot{"record", record}, slot{"agency", []Piece{{Text: cmp.Or(a.ShortName, a.Name), Data: true, Agency: true}}})
	}
	return record
}

// named is the record without its agency.
func (e *Entry) named(w *words.Words) []Piece {
	_, slug, _ := strings.Cut(e.ID, "/")
	switch {
	case e.Agency != nil:
		return fill(w.ChangeOfAgency, name(e.Agency.Name))
	case e.Pay != nil:
		return e.pay(w, w.ChangeOfPay, w.ChangeOfPayRows)
	case e.Project != nil:
		return fill(w.ChangeOfProject, name(e.Project.Name))
	case e.Evaluation != nil:
		return e.evaluation(w, w.ChangeOfEvaluation)
	case e.Sanction != nil:
		return fill(w.ChangeOfSanction, name(e.Sanction.ID))
	case e.Table == "agencies":
		return fill(w.ChangeOfAgency, slot{"name", figure(slug)})
	case e.Table == "projects":
		return fill(w.ChangeOfProject, slot{"name", figure(slug)})
	case e.Table == "pay":
		return plain(words.Count(w.ChangeOfSomePay, 1+e.More))
	case e.Table == "evaluations":
		return plain(words.Count(w.ChangeOfSomeEvaluation, 1+e.More))
	}
	return plain(words.Count(w.ChangeOfSomeSanction, 1+e.More))
}

// name is the record's name in its slot.
func name(s string) slot { return slot{"name", []Piece{{Text: s, Data: true, Record: true}}} }

// pay names a row of pay, or with another form the several that are gathered.
func (e *Entry) pay(w *words.Words, one, rows string) []Piece {
	year := slot{"year", figure(strconv.Itoa(e.Pay.Year))}
	if e.More > 0 {
		return fill(rows, name(e.Pay.Agency.Name), year, slot{"n", figure(words.Grouped(1 + e.More))})
	}
	return fill(one, name(e.Pay.Agency.Name), year, slot{"tier", plain(w.ValueName(schema.Tiers, e.Pay.Tier))})
}

func (e *Entry) evaluation(w *words.Words, form string) []Piece {
	return fill(form, name(e.Evaluation.Project.Name),
		slot{"kind", plain(w.ValueName(schema.EvaluationKinds, e.Evaluation.Kind))}, slot{"date", figure(e.Evaluation.DecidedOn.String())})
}

// What is what became of the record: a statement for each field of which something can be
// said, or one for all.
func (e *Entry) What(w *words.Words) [][]Piece {
	if len(e.Fields) == 0 {
		return [][]Piece{plain(KindName(w, e.Kind))}
	}
	list := make([][]Piece, len(e.Fields))
	for i, f := range e.Fields {
		c := schema.Lookup(e.Table).Column(f.Name)
		field := slot{"field", plain(w.CodeName(schema.Code{ZH: c.ZH, EN: c.EN}))}
		if f.Text {
			list[i] = fill(w.ChangeOfText, field)
			continue
		}
		list[i] = fill(w.ChangeOfField, field, slot{"before", value(w, c, f.Before)}, slot{"after", value(w, c, f.After)})
	}
	return list
}

// KindName says in a word what became of a record.
func KindName(w *words.Words, k changes.Kind) string {
	switch k {
	case changes.Added:
		return w.ChangeAdded
	case changes.Removed:
		return w.ChangeRemoved
	}
	return w.ChangeUnsaid
}

// value is what stood in a cell, as the record's page writes it.
func value(w *words.Words, c *schema.Column, s string) []Piece {
	switch {
	case s == "":
		return plain(w.Blank)
	case c.Kind == schema.Money:
		if r, err := money.Parse(s, money.Yuan); err == nil {
			return figure(words.Fill(w.Yuan, "n", r.Amount.Grouped()))
		}
	case c.Kind == schema.Count:
		if n, err := strconv.Atoi(s); err == nil {
			return figure(words.Count(w.CountPeople, n)) // all columns of counts count people
		}
	case c.Kind == schema.Date:
		if d, _, err := day.Parse(s); err == nil && d.IsOpen() {
			return plain(w.OpenEnded)
		}
		return figure(s)
	case c.Kind == schema.Score:
		return figure(words.Fill(w.Score, "n", s))
	case c.Kind == schema.Year:
		return figure(s)
	case c.Kind == schema.List:
		var list [][]Piece
		for _, one := range strings.Split(s, changes.Separator) {
			list = append(list, coded(w, c, one))
		}
		return join(w.Enumeration, list)
	}
	return coded(w, c, s)
}

// coded is one value of a list, open or closed; what is in neither stands in the data.
func coded(w *words.Words, c *schema.Column, s string) []Piece {
	for _, list := range [][]schema.Code{c.Codes, c.Known} {
		for _, code := range list {
			if code.ID == s {
				return plain(w.CodeName(code))
			}
		}
	}
	return []Piece{{Text: s, Data: true}}
}

func plain(s string) []Piece { return []Piece{{Text: s}} }

func figure(s string) []Piece { return []Piece{{Text: s, Keep: true}} }

// slot is what stands in a slot of a form.
type slot struct {
	name   string
	pieces []Piece
}

// fill puts pieces into the slots of a form.
func fill(form string, slots ...slot) []Piece {
	var list []Piece
	for form != "" {
		var text, name string
		if text, name, form = words.Cut(form); text != "" {
			list = append(list, Piece{Text: text})
		}
		for _, s := range slots {
			if s.name == name {
				list = append(list, s.pieces...)
			}
		}
	}
	return list
}

// join puts a separator between parts.
func join(separator string, parts [][]Piece) []Piece {
	var list []Piece
	for i, p := range parts {
		if i > 0 {
			list = append(list, Piece{Text: separator})
		}
		list = append(list, p...)
	}
	return list
}

// Text is pieces as plain text.
func Text(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
