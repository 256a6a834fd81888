package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// cited looks for the document numbers of sanctions that may not be shown.
type cited struct {
	*auditor
	hidden map[string][]number // by year and number
}

// number is the document number of a sanction that may not be shown, as texts are compared.
type number struct {
	folded string
	of     *register.Sanction
}

// numberForm is what a document number ends with, in a folded text without blanks:
// [2024]第7号.
var numberForm = regexp.MustCompile(`\[(\d{4})\](?:第)?0*(\d{1,7})号`)

// StillCited warns of texts of the site that name the document number of a sanction whose
// publication ended or that is not published: such as a later decision about the same
// agency, or the operator's own page. No program can tell what such a text may say, so it
// stays; that it is there is told. It is not part of Check, because a build must not stop
// for the calendar.
func StillCited(reg *register.Register) []finding.Finding {
	c := cited{newAuditor(reg), map[string][]number{}}
	for _, x := range slices.Concat(reg.Closed, reg.Withheld) {
		folded := compact(x.AsRead().ID)
		if m := numberForm.FindStringSubmatch(folded); m != nil && !strings.HasPrefix(folded, "[") {
			key := m[1] + " " + m[2]
			c.hidden[key] = append(c.hidden[key], number{folded, x})
		}
	}
	if len(c.hidden) == 0 {
		return nil
	}
	c.records()
	c.files()
	finding.Sort(c.found)
	found := limited(c.found)
	finding.Sort(found)
	return found
}

// compact is a text as numbers are compared: folded, without blanks.
func compact(s string) string { return strings.Join(strings.Fields(text.Fold(s)), "") }

// in returns the first of the sanctions that a text names, or nil.
func (c cited) in(s string) *register.Sanction {
	if !strings.ContainsRune(s, '号') && !strings.ContainsRune(s, '號') {
		return nil
	}
	s = compact(s)
	for _, m := range numberForm.FindAllStringSubmatch(s, -1) {
		for _, n := range c.hidden[m[1]+" "+m[2]] {
			if strings.Contains(s, n.folded) {
				return n.of
			}
		}
	}
	return nil
}

func (c cited) records() {
	t := schema.Lookup("sanctions")
	for _, x := range c.reg.Sanctions {
		own := compact(x.ID)
		for _, cell := range []struct{ column, text string }{
			{"facts", x.Facts}, {"basis", x.Basis}, {"decision", x.Decision}, {"status_reason", x.StatusReason},
		} {
			if of := c.in(cell.text); of != nil && compact(of.ID) != own {
				c.cell(t, &x.Origin, cell.column, of)
			}
		}
	}
	t = schema.Lookup("evaluations")
	for _, x := range c.reg.Evaluations {
		if of := c.in(x.Comment); of != nil {
			c.cell(t, &x.Origin, "comment", of)
		}
	}
	t = schema.Lookup("pay")
	for _, x := range c.reg.Pay {
		if of := c.in(x.Note); of != nil {
			c.cell(t, &x.Origin, "note", of)
		}
	}
}

func (c cited) cell(t *schema.Table, o *register.Origin, column string, of *register.Sanction) {
	message, hint := stillCited(of)
	c.at(t, o, column, of.ID, finding.Warning, "closed-sanction-named", message, hint)
}

// files looks at the texts that are shown and stand in files of their own.
func (c cited) files() {
	look := func(file string, line int, texts ...string) {
		for _, s := range texts {
			if of := c.in(s); of != nil {
				message, hint := stillCited(of)
				c.found = append(c.found, finding.Finding{
					File: file, Line: line, Column: min(line, 1), Value: finding.Shorten(of.ID), Severity: finding.Warning, Rule: "closed-sanction-named",
					Message: message, Hint: hint,
				})
				return
			}
		}
	}
	reply := func(r *register.Reply) {
		if r != nil {
			look(r.File, r.BodyLine, r.Title, r.Body)
		}
	}
	for _, x := range c.reg.Sanctions {
		reply(x.Reply)
	}
	for _, x := range c.reg.Projects {
		reply(x.Reply)
	}
	for _, x := range c.reg.Agencies {
		reply(x.Reply)
		if p := x.Policy; p != nil {
			look(p.File, p.BodyLine, p.Title, p.Body)
		}
	}
	for _, x := range c.reg.Corrections {
		look(x.File, x.BodyLine, x.Title, x.Body)
	}
	for _, x := range c.reg.Pages {
		look(x.File, x.BodyLine, x.Title, x.Summary, x.Body)
	}
}

func stillCited(of *register.Sanction) (message, hint finding.Text) {
	return finding.Text{
			ZH: fmt.Sprintf("写到了一份不公示或不再公示的惩戒文书（%s 第 %d 行），会照样公开", of.File(), of.Line()),
			EN: fmt.Sprintf("names the document of a sanction that is not shown or not any more (%s line %d), and would be published", of.File(), of.Line()),
		}, finding.Text{
			ZH: "核对依法能否写到；不能的，改写或删除这段文字",
			EN: "check whether the law lets it be named; if not, change or delete the words",
		}
}
