package opendata

import (
	"strconv"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// cell is one typed value of a record. kind says which of the fields count.
type cell struct {
	kind   schema.Kind
	text   string            // texts, names, keys, addresses; of a coded value its id; a share as it is written
	codes  []schema.Code     // of a coded value: its list, by whose names Excel shows it
	shown  string            // what Excel gets instead of that; empty: nothing else
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
	return cell{kind: schema.Coded, text: id, codes: codes}
}

// groupID is how JSON names a value of an open list: by its id where the schema
// knows one, else as written.
func groupID(g *register.Group) string {
	if g.Known && g.Code != "" {
		return g.Code
	}
	return g.Key
}

// append writes a value without the spreadsheet's needs: ids, ISO dates, yuan with two
// decimals, nothing where nothing is given.
func (c *cell) append(b []byte) []byte {
	switch c.kind {
	case schema.List:
		return c.appendList(b, groupID)
	case schema.Date:
		return c.day.Append(b)
	case schema.Money:
		return c.amount.Append(b)
	case schema.Year, schema.Count, schema.Score:
		return c.appendNumeral(b)
	}
	return append(b, c.text...)
}

// appendPlain writes a value into a row of a CSV file.
func (c *cell) appendPlain(b []byte) []byte {
	if from := len(b); !c.numeric() {
		return quote(c.append(b), from)
	}
	return c.append(b)
}

// appendExcel writes a value into a row of Excel's file.
func (c *cell) appendExcel(b []byte) []byte {
	switch {
	case c.kind == schema.Date && c.day.IsOpen():
		return append(b, openEnded...)
	case c.numeric():
		return c.append(b)
	}
	return guardCell(c.appendShown(b), len(b))
}

// appendShown writes a text as Excel's file shows it, before it is guarded.
func (c *cell) appendShown(b []byte) []byte {
	switch {
	case c.shown != "":
		return append(b, c.shown...)
	case c.kind == schema.Coded && c.text != "":
		return append(b, schema.ByID(c.codes, c.text).ZH...)
	case c.kind == schema.List:
		return c.appendList(b, func(g *register.Group) string { return g.Name })
	}
	return append(b, c.text...)
}

func (c *cell) appendList(b []byte, name func(*register.Group) string) []byte {
	for i, g := range c.groups {
		if i > 0 {
			b = append(b, listSeparator...)
		}
		b = append(b, name(g)...)
	}
	if c.groups != nil {
		return b
	}
	return appendJoined(b, c.names)
}

// appendJoined writes several values into one cell.
func appendJoined(b []byte, names []string) []byte {
	for i, s := range names {
		if i > 0 {
			b = append(b, listSeparator...)
		}
		b = append(b, s...)
	}
	return b
}

// appendNumeral writes a year, a count or a score; a score of 9250 hundredths is 92.5.
func (c *cell) appendNumeral(b []byte) []byte {
	switch {
	case !c.given:
		return b
	case c.kind != schema.Score:
		return strconv.AppendInt(b, int64(c.number), 10)
	case c.text != "": // a share
		return append(b, c.text...)
	}
	b = strconv.AppendInt(b, int64(c.number/100), 10)
	switch rest := c.number % 100; {
	case rest == 0:
		return b
	case rest%10 == 0:
		return append(b, '.', byte('0'+rest/10))
	default:
		return append(b, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
}

// numeric says whether a spreadsheet may read the cell as a number or a date.
func (c *cell) numeric() bool {
	switch c.kind {
	case schema.Date, schema.Year, schema.Money, schema.Count, schema.Score:
		return true
	}
	return false
}
