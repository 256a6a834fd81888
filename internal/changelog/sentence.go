package changelog

import (
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
}

// Sentence says the change in a language: the record, and what became of it.
func (e *Entry) Sentence(w *words.Words) []Piece {
	return fill(w.ChangeSaid, slot{"record", e.Record(w)}, slot{"what", join(w.ChangeNext, e.What(w))})
}

// Record names the record as it is now. One that is no longer published is named by its
// number where that is public anyhow, else by its table alone.
func (e *Entry) Record(w *words.Words) []Piece {
	name := func(s string) slot { return slot{"name", []Piece{{Text: s, Data: true, Record: true}}} }
	_, slug, _ := strings.Cut(e.ID, "/")
	switch {
	case e.Agency != nil:
		return fill(w.ChangeOfAgency, name(e.Agency.Name))
	case e.Pay != nil:
		return fill(w.ChangeOfPay, name(e.Pay.Agency.Name),
			slot{"year", figure(strconv.Itoa(e.Pay.Year))}, slot{"tier", plain(w.ValueName(schema.Tiers, e.Pay.Tier))})
	case e.Project != nil:
		return fill(w.ChangeOfProject, name(e.Project.Name))
	case e.Evaluation != nil:
		return fill(w.ChangeOfEvaluation, name(e.Evaluation.Project.Name),
			slot{"kind", plain(w.ValueName(schema.EvaluationKinds, e.Evaluation.Kind))}, slot{"date", figure(e.Evaluation.DecidedOn.String())})
	case e.Sanction != nil:
		return fill(w.ChangeOfSanction, name(e.Sanction.ID))
	case e.Table == "agencies":
		return fill(w.ChangeOfAgency, slot{"name", figure(slug)})
	case e.Table == "projects":
		return fill(w.ChangeOfProject, slot{"name", figure(slug)})
	case e.Table == "pay":
		return plain(w.ChangeOfSomePay)
	case e.Table == "evaluations":
		return plain(w.ChangeOfSomeEvaluation)
	}
	return plain(w.ChangeOfSomeSanction)
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
			return figure(words.Grouped(n))
		}
	case c.Kind == schema.Date:
		if d, _, err := day.Parse(s); err == nil && d.IsOpen() {
			return plain(w.OpenEnded)
		}
		return figure(s)
	case c.Kind == schema.Year, c.Kind == schema.Score:
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
