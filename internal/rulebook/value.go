package rulebook

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/schema"
	"gongshi/internal/text"
	"gongshi/internal/yamlfile"
)

// A key is a key of the form: how it is read, what an editor may accept, and what the
// manual says about it. Reader, JSON Schema and manual cannot differ, since all three are
// made of the same list.
type key struct {
	name   string
	needed bool
	about  finding.Text
	value
}

// A value is what stands behind a key.
type value struct {
	read   func(n *yaml.Node, field string)
	schema shape
	says   string // what may stand there, for the manual: the same in both languages
}

// shape is a part of a JSON Schema (draft 2020-12).
type shape map[string]any

// must is a key that has to be there, may is one that can be left out.
func must(name string, v value, zh, en string) key {
	return key{name, true, finding.Text{ZH: zh, EN: en}, v}
}

func may(name string, v value, zh, en string) key {
	return key{name, false, finding.Text{ZH: zh, EN: en}, v}
}

// mapping reads a mapping with these keys and says whether nothing is wrong with it.
func (l *loader) mapping(n *yaml.Node, path string, keys []key) bool {
	before := finding.Count(l.Found).Errors
	given := map[string]bool{}
	list := make([]yamlfile.Key, len(keys))
	for i, k := range keys {
		list[i] = yamlfile.Key{Name: k.name, Read: func(n *yaml.Node, field string) { given[k.name] = true; k.read(n, field) }}
	}
	l.Mapping(n, path, list...)
	if n.Kind == yaml.MappingNode {
		for _, k := range keys {
			if k.needed && !given[k.name] {
				l.lacks(n, strings.TrimPrefix(path+"."+k.name, "."), k.about)
			}
		}
	}
	return finding.Count(l.Found).Errors == before
}

// lacks reports a key that has to be there.
func (l *loader) lacks(n *yaml.Node, field string, about finding.Text) {
	l.Report(n, field, finding.Error, "missing-setting",
		finding.Text{ZH: "缺少“" + field + "”", EN: field + " is missing"},
		finding.Text{ZH: "补上：" + about.ZH, EN: "add it: " + about.EN})
}

// object is a mapping with these keys and no others.
func (l *loader) object(keys []key) value {
	return value{func(n *yaml.Node, field string) { l.mapping(n, field, keys) }, objectShape(keys), "键: 值"}
}

func objectShape(keys []key) shape {
	properties, required := shape{}, []string{}
	for _, k := range keys {
		s := maps.Clone(k.schema)
		if t, ok := s["type"].([]string); ok && !k.needed {
			s["type"] = append(slices.Clone(t), "null") // a key without a value counts as left out
			if list, ok := s["enum"].([]any); ok {
				s["enum"] = append(slices.Clone(list), nil)
			}
		} else if k.needed {
			required = append(required, k.name)
		}
		s["description"] = k.about.ZH + "。\n" + k.about.EN + "."
		properties[k.name] = s
	}
	s := shape{"type": []string{"object"}, "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// text is any text that is not empty or blank, and holds nothing that a reader cannot see:
// it stands on pages and in feeds.
func (l *loader) text(to *string) value {
	read := l.Checked(to, func(v string) bool { return strings.TrimSpace(v) != "" }, "一段文字，不能为空", "a text that is not empty")
	return value{
		func(n *yaml.Node, field string) {
			if r, _, found := text.Invisible(n.Value); found {
				l.Report(n, field, finding.Error, "invisible-character",
					finding.Text{ZH: fmt.Sprintf("含有看不见的字符 U+%04X", r), EN: fmt.Sprintf("holds the invisible character U+%04X", r)},
					finding.Text{ZH: "删除该字符，重新键入", EN: "delete it and type the text again"})
				return
			}
			read(n, field)
		},
		shape{"type": []string{"string", "number"}, "pattern": `\S`}, "文字 text"}
}

// form is a text of a certain form.
func (l *loader) form(to *string, expression, says, zh, en string) value {
	return value{l.Checked(to, regexp.MustCompile(expression).MatchString, zh, en), shape{"type": []string{"string"}, "pattern": expression}, says}
}

// id is the name of a rule, a source or a book.
func (l *loader) id(to *string) value {
	v := l.form(to, `^[a-z0-9]+(-[a-z0-9]+)*$`, "编号 id", "小写字母、数字和连字符，如 pay-2021", "lower-case letters, digits and hyphens, as in pay-2021")
	v.schema["type"], v.schema["maxLength"] = []string{"string", "number"}, maxID
	read := v.read
	v.read = func(n *yaml.Node, field string) {
		if len(n.Value) > maxID {
			l.Bad(n, field, "不超过 64 个字符的编号", "an id of at most 64 characters")
			return
		}
		read(n, field)
	}
	return v
}

// maxID is how many characters an id may have: it stands in addresses.
const maxID = 64

func (l *loader) web(to *string) value {
	return l.form(to, `^https://[^/?#@\s]+([/?#]\S*)?$`, "https://…", "以 https:// 开头的网址", "an address that starts with https://")
}

// date is a day, written as 2021-01-01; 2099-12-31 says that there is no end.
func (l *loader) date(to *day.Day, open bool) value {
	return value{func(n *yaml.Node, field string) {
		v, ok := l.Scalar(n, field)
		if !ok {
			return
		}
		d, form, err := day.Parse(v)
		if err != nil || form != day.ISO || d.IsOpen() && !open {
			l.Bad(n, field, "日期，如 2021-01-01", "a day, as in 2021-01-01")
			return
		}
		*to = d
	}, shape{"type": []string{"string"}, "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`}, "日期 day"}
}

// whole is a whole number of a range.
func (l *loader) whole(to *int, least, most int) value {
	return value{l.Between(to, least, most), shape{"type": []string{"integer"}, "minimum": least, "maximum": most}, "整数 whole number"}
}

func (l *loader) truth(to *bool) value {
	return value{l.Truth(to), shape{"type": []string{"boolean"}}, "true, false"}
}

// one is one of a closed list of codes, by its id or its Chinese name.
func one[T ~string](l *loader, to *T, codes []schema.Code) value {
	return value{func(n *yaml.Node, field string) {
		if c, ok := l.code(n, field, codes); ok {
			*to = T(c)
		}
	}, codeShape(codes), ids(codes)}
}

// some are one or more of a closed list of codes.
func some[T ~string](l *loader, to *[]T, codes []schema.Code) value {
	return l.several(func(n *yaml.Node, field string) {
		c, ok := l.code(n, field, codes)
		if ok && slices.Contains(*to, T(c)) {
			l.Bad(n, field, "每项只列一次", "each of them once")
		} else if ok {
			*to = append(*to, T(c))
		}
	}, codeShape(codes), ids(codes))
}

// measures are measures of sanctions: codes where there are any, else as written.
func (l *loader) measures(to *[]string) value {
	return l.several(func(n *yaml.Node, field string) {
		v, ok := l.Scalar(n, field)
		if !ok {
			return
		}
		// What is written in letters is meant to be a code; anything else may be a measure
		// that the list does not have.
		if c, known := schema.Find(schema.Measures, v); known {
			v = c.ID
		} else if codeLike.MatchString(v) {
			l.code(n, field, schema.Measures)
			return
		}
		*to = append(*to, v)
	}, shape{"type": []string{"string"}, "minLength": 1}, "惩戒种类 measures")
}

var codeLike = regexp.MustCompile(`^[A-Za-z0-9_ -]+$`)

// several is a list with at least one item.
func (l *loader) several(each func(n *yaml.Node, field string), item shape, says string) value {
	return value{func(n *yaml.Node, field string) {
		if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
			l.Bad(n, field, "至少一项的列表", "a list of at least one item")
			return
		}
		l.Sequence(n, field, each)
	}, shape{"type": []string{"array"}, "items": item, "minItems": 1}, "[" + says + "]"}
}

// code returns the id of a code that stands in a list, or reports that it does not.
func (l *loader) code(n *yaml.Node, field string, codes []schema.Code) (string, bool) {
	v, ok := l.Scalar(n, field)
	if !ok {
		return "", false
	}
	if c, ok := schema.Find(codes, v); ok {
		return c.ID, true
	}
	var names []string
	for _, c := range codes {
		names = append(names, c.ID, c.ZH)
	}
	list := finding.Text{ZH: "可用：", EN: "one of "}
	for i, c := range codes {
		if i > 0 {
			list.ZH, list.EN = list.ZH+"、", list.EN+", "
		}
		list.ZH, list.EN = list.ZH+c.ID+"（"+c.ZH+"）", list.EN+c.ID
	}
	l.Report(n, field, finding.Error, "unknown-code",
		finding.Text{ZH: "“" + field + "”没有这个取值", EN: field + " has no such value"}, finding.DidYouMean(v, names, list))
	return "", false
}

func codeShape(codes []schema.Code) shape {
	var names []any
	for _, c := range codes {
		names = append(names, c.ID)
		for _, other := range append([]string{c.ZH}, c.Aliases...) {
			if other != c.ID {
				names = append(names, other)
			}
		}
	}
	return shape{"type": []string{"string"}, "enum": names}
}

func ids(codes []schema.Code) string {
	var list []string
	for _, c := range codes {
		list = append(list, c.ID)
	}
	return strings.Join(list, ", ")
}
