package opendata

import (
	"strconv"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// cell is one typed value of a record. kind says which of the fields count.
type cell struct {
	kind   schema.Kind
	text   string            // texts, names, keys, addresses; of a coded value its id; a share as it is written
	shown  string            // what Excel gets instead of text; empty: text itself
	names  []string          // the values of a list
	groups []*register.Group // the values of a list of an open list; names does not count then
	day    day.Day
	amount money.Amount
	number int  // a year, a count, hundredths of a score
	given  bool // whether number is
}

// listSeparator stands between the values of a list in a CSV file; no value can hold it.
const listSeparator = "；"

// openEnded is how Excel's file writes the day that never comes.
const openEnded = "长期"

func textCell(kind schema.Kind, s string) cell { return cell{kind: kind, text: s} }

func dateCell(d day.Day) cell { return cell{kind: schema.Date, day: d} }

func moneyCell(a money.Amount) cell { return cell{kind: schema.Money, amount: a} }

func yearCell(y int) cell { return cell{kind: schema.Year, number: y, given: true} }

func countCell(c register.Count) cell {
	return cell{kind: schema.Count, number: int(c.N), given: c.Given}
}

func scoreCell(s register.Score) cell {
	return cell{kind: schema.Score, number: s.Hundredths, given: s.Given}
}

func listCell(names []string) cell { return cell{kind: schema.List, names: names} }

func groupsCell(list []*register.Group) cell { return cell{kind: schema.List, groups: list} }

// codedCell is a value of a closed list by its id, which may be empty.
func codedCell(codes []schema.Code, id string) cell {
	c := cell{kind: schema.Coded, text: id}
	if id != "" {
		c.shown = schema.ByID(codes, id).ZH
	}
	return c
}

// groupID is how JSON names a value of an open list: by its id where the schema
// knows one, else as written.
func groupID(g *register.Group) string {
	if g.Known && g.Code != "" {
		return g.Code
	}
	return g.Key
}

// plain writes a value for a CSV file without the spreadsheet's needs: ids, ISO
// dates, yuan with two decimals, nothing where nothing is given.
func (c *cell) plain() string {
	switch c.kind {
	case schema.List:
		return c.joined(groupID)
	case schema.Date:
		return c.day.String()
	case schema.Money:
		return c.amount.String()
	case schema.Year, schema.Count, schema.Score:
		return c.numeral()
	}
	return c.text
}

// excel writes a value as Excel's file shows it, before it is guarded.
func (c *cell) excel() string {
	switch {
	case c.shown != "":
		return c.shown
	case c.kind == schema.List:
		return c.joined(func(g *register.Group) string { return g.Name })
	case c.kind == schema.Date && c.day.IsOpen():
		return openEnded
	}
	return c.plain()
}

func (c *cell) joined(name func(*register.Group) string) string {
	if c.groups == nil {
		return strings.Join(c.names, listSeparator)
	}
	names := make([]string, len(c.groups))
	for i, g := range c.groups {
		names[i] = name(g)
	}
	return strings.Join(names, listSeparator)
}

// numeral writes a year, a count or a score; a score of 9250 hundredths is 92.5.
func (c *cell) numeral() string {
	if !c.given {
		return ""
	}
	if c.kind != schema.Score {
		return strconv.Itoa(c.number)
	}
	if c.text != "" { // a share
		return c.text
	}
	whole, rest := strconv.Itoa(c.number/100), c.number%100
	switch {
	case rest == 0:
		return whole
	case rest%10 == 0:
		return whole + "." + strconv.Itoa(rest/10)
	case rest < 10:
		return whole + ".0" + strconv.Itoa(rest)
	}
	return whole + "." + strconv.Itoa(rest)
}

// numeric says whether a spreadsheet may read the cell as a number or a date.
func (c *cell) numeric() bool {
	switch c.kind {
	case schema.Date, schema.Year, schema.Money, schema.Count, schema.Score:
		return true
	}
	return false
}
