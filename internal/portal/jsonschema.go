package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"gongshi/internal/schema"
	"gongshi/internal/yamlfile"
)

// SchemaFile is the name of the JSON Schema beside gongshi.yaml in a new portal.
const SchemaFile = "gongshi.schema.json"

// JSONSchema returns a JSON Schema of gongshi.yaml (draft 2020-12), with which an
// editor completes keys, shows what they mean and marks what is wrong while one types.
//
// It accepts nearly all that Load accepts (a number of days must not be in quotes) and
// refuses what a schema can: unknown keys, tables, columns and codes, and values of the
// wrong shape. What it cannot say stays with Load: keys and districts that stand there
// twice, names of zones, the days of a month, forms of dates.
func JSONSchema() []byte {
	root := object(allKeys()...)
	root.Dialect = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "gongshi.yaml"
	root.Description = "公示门户的设置，见 docs/config.md。\nSettings of a disclosure portal: see docs/config.md."
	root.Defs = defs()
	return yamlfile.Schema(root)
}

// A node is a schema of the standard; members are written in this order.
type node struct {
	Dialect           string              `json:"$schema,omitempty"`
	Title             string              `json:"title,omitempty"`
	Description       string              `json:"description,omitempty"`
	Ref               string              `json:"$ref,omitempty"`
	Type              []string            `json:"type,omitempty"`
	Enum              []any               `json:"enum,omitempty"`
	Not               *node               `json:"not,omitempty"`
	Pattern           string              `json:"pattern,omitempty"`
	MinLength         int                 `json:"minLength,omitempty"`
	Minimum           int                 `json:"minimum,omitempty"`
	Maximum           int                 `json:"maximum,omitempty"`
	Default           any                 `json:"default,omitempty"`
	Examples          []any               `json:"examples,omitempty"`
	Items             *node               `json:"items,omitempty"`
	Unique            bool                `json:"uniqueItems,omitempty"`
	Properties        members             `json:"properties,omitempty"`
	Required          []string            `json:"required,omitempty"`
	DependentRequired map[string][]string `json:"dependentRequired,omitempty"`
	Additional        any                 `json:"additionalProperties,omitempty"` // a node, or false
	AllOf             []node              `json:"allOf,omitempty"`
	AnyOf             []node              `json:"anyOf,omitempty"`
	If                *node               `json:"if,omitempty"`
	Then              *node               `json:"then,omitempty"`
	Defs              members             `json:"$defs,omitempty"`
}

// A member is a named schema.
type member struct {
	name string
	node node
}

// members keep the order in which they are meant to be read.
type members []member

// MarshalJSON implements json.Marshaler.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, entry := range m {
		name, err := json.Marshal(entry.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(entry.node)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%c%s:%s", "{,"[min(i, 1)], name, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// named gives a node its key and what is said about it; the title is the Chinese name
// and the English one.
func named(key, zh, en, aboutZH, aboutEN string, n node) member {
	n.Title = zh + " " + en
	n.Description = aboutZH + "\n" + aboutEN
	return member{key, n}
}

// object is a mapping with these keys and no others. A key without a value counts as
// left out.
func object(list ...member) node {
	return optional(item(nil, list...))
}

// item is a mapping that stands in a list.
func item(required []string, list ...member) node {
	return node{Type: []string{"object"}, Properties: list, Required: required, Additional: false}
}

func list(each node) node { return optional(node{Type: []string{"array"}, Items: &each}) }

// filled is any text that is not empty; a number or a day counts as text.
func filled(examples ...any) node {
	return node{Type: []string{"string", "number"}, MinLength: 1, Examples: examples}
}

// text is the same where it may be left out.
func text(examples ...any) node { return optional(filled(examples...)) }

// pattern is a text of a certain form; it may be left out.
func pattern(expression string, examples ...any) node {
	return optional(node{Type: []string{"string"}, Pattern: expression, Examples: examples})
}

func optional(n node) node {
	n.Type = append(n.Type, "null")
	return n
}

func web(examples ...any) node { return pattern(webPattern, examples...) }

func days(limit int) node {
	return optional(node{Type: []string{"integer"}, Minimum: 1, Maximum: limit})
}

// oneOf is a closed list of texts.
func oneOf(values ...string) node {
	n := node{Type: []string{"string"}}
	for _, v := range values {
		n.Enum = append(n.Enum, v)
	}
	return n
}

// either is what one of some parts describes.
func either(names ...string) node {
	var n node
	for _, name := range names {
		n.AnyOf = append(n.AnyOf, ref(name))
	}
	return n
}

func ref(name string) node { return node{Ref: "#/$defs/" + name} }

// perTable is a mapping from tables, by either name, to something.
func perTable(each func(t *schema.Table) node) node {
	var list members
	for _, t := range schema.Tables() {
		list = append(list, member{t.Name, each(t)}, member{t.ZH, each(t)})
	}
	return object(list...)
}

// perColumn is a mapping from a table's columns, by either name, to something.
func perColumn(t *schema.Table, each func(c *schema.Column) node) node {
	var list members
	for i := range t.Columns {
		c := &t.Columns[i]
		list = append(list, member{c.Name, each(c)}, member{c.ZH, each(c)})
	}
	return object(list...)
}

// columnNames are all columns of a table in both languages.
func columnNames(t *schema.Table) []string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name, c.ZH)
	}
	return names
}

// defs are the parts that several settings share: for each table its columns, and what
// stands below it in values and in defaults.
func defs() members {
	address := node{Type: []string{"string"}, Pattern: webPattern}
	// A default may be made of other cells of its row, whose headers stand in braces; not
	// so money, which would lose its unit.
	cells := node{Type: []string{"string"}, Pattern: `\{[^{}]*[^{}\s][^{}]*\}`}
	amount := node{Type: []string{"string", "number"}, MinLength: 1, Not: &node{Type: []string{"string"}, Pattern: `[{}]`}}
	list := members{{"text", filled()}, {"amount", amount}, {"cells", cells}, {"nothing", node{Type: []string{"null"}}},
		{"address", address}, {"written", written(ref("text"))}}
	var values, defaults members
	for _, t := range schema.Tables() {
		list = append(list, member{"columns-" + t.Name, oneOf(columnNames(t)...)})
		for i := range t.Columns {
			if c := &t.Columns[i]; c.Kind == schema.Coded {
				list = append(list, member{codesName(t, c), oneOf(codeNames(c)...)},
					member{"written-" + codesName(t, c), written(ref(codesName(t, c)))})
			}
		}
		values = append(values, member{"values-" + t.Name, perColumn(t, func(c *schema.Column) node {
			if c.Kind == schema.Coded {
				return ref("written-" + codesName(t, c))
			}
			return ref("written")
		})})
		defaults = append(defaults, member{"defaults-" + t.Name, perColumn(t, func(c *schema.Column) node {
			switch c.Kind {
			case schema.Coded:
				return either(codesName(t, c), "cells")
			case schema.URL:
				return either("address", "cells")
			case schema.Money:
				return ref("amount")
			}
			return ref("text")
		})})
	}
	return append(append(list, values...), defaults...)
}

// written is a mapping from what stands in somebody's cells to what it means.
func written(value node) node {
	return optional(node{Type: []string{"object"}, Additional: value})
}

func codesName(t *schema.Table, c *schema.Column) string {
	return t.Name + "-" + strings.ReplaceAll(c.Name, "_", "-")
}

func codeNames(c *schema.Column) []string {
	var names []string
	for _, code := range c.Codes {
		names = append(append(names, code.ID, code.ZH), code.Aliases...)
	}
	return names
}
