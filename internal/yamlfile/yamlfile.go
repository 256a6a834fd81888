// Package yamlfile reads the YAML files that people write by hand: the settings of a
// portal and its rulebook. It is strict, since a misspelt key that is passed over in
// silence has no effect and nobody knows: unknown keys, keys that stand there twice and
// values of the wrong shape are findings with line and column, all of them at once.
//
// A text, a number and a day are all taken as they are written, so that a code such as
// 0010 or a day such as 2026-06-30 needs no quotes. What is left out: anchors, aliases
// and merges, more than one document in a file, files of more than MaxFile bytes.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/finding"
)

// MaxFile is how many bytes a file may have.
const MaxFile = 1 << 20

// Reader walks the tree of a file and collects findings.
type Reader struct {
	File   string       // as findings name it
	Manual string       // the document that explains the keys, such as docs/config.md
	Noun   finding.Text // what the file is called in messages, such as 设置 and "the settings"
	Have   string       // the verb of Noun in English: have or has
	Found  []finding.Finding
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// Parse returns the root of a file's only document, or nil where there is none.
func (r *Reader) Parse(text []byte) *yaml.Node {
	switch {
	case len(text) > MaxFile:
		r.Whole("file-too-large", fmt.Sprint(MaxFile), finding.Text{ZH: r.Noun.ZH + "文件超过 1 MB", EN: r.Noun.EN + " " + r.Have + " more than 1 MB"},
			finding.Text{ZH: "数据应放在 data/ 文件夹", EN: "data belongs in the folder data/"})
		return nil
	case !utf8.Valid(text):
		r.Whole("not-utf8", "", finding.Text{ZH: "文件不是 UTF-8 编码", EN: "the file is not UTF-8"},
			finding.Text{ZH: "用编辑器另存为 UTF-8", EN: "save it as UTF-8"})
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc, next yaml.Node
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		r.syntax(err)
		return nil
	}
	if err := d.Decode(&next); err == nil {
		r.Report(&next, "", finding.Error, "bad-yaml", finding.Text{ZH: "只能有一个 YAML 文档", EN: "more than one YAML document"},
			finding.Text{ZH: "删除第二个 --- 之后的内容", EN: "delete what follows the second ---"})
	} else if !errors.Is(err, io.EOF) {
		r.syntax(err)
	}
	root := doc.Content[0]
	if Absent(root) {
		return nil
	}
	return root
}

func (r *Reader) syntax(err error) {
	n, message := &yaml.Node{Column: 1}, err.Error()
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	r.Report(n, "", finding.Error, "bad-yaml",
		finding.Text{ZH: "YAML 语法错误：" + message, EN: "not YAML: " + message},
		finding.Text{ZH: "检查缩进、冒号后的空格和引号", EN: "check the indentation, the space after a colon, and quotes"})
}

// Absent says that nothing stands where a value could, as in `title:`.
func Absent(n *yaml.Node) bool { return n.Tag == "!!null" }

// Whole reports something about the file as a whole.
func (r *Reader) Whole(rule, value string, message, hint finding.Text) {
	r.Report(&yaml.Node{Value: value}, "", finding.Error, rule, message, hint)
}

// Report adds a finding about a node; field is its path, such as contact.email.
func (r *Reader) Report(n *yaml.Node, field string, severity finding.Severity, rule string, message, hint finding.Text) {
	r.Found = append(r.Found, finding.Finding{
		File: r.File, Line: n.Line, Column: n.Column, Field: field, Value: finding.Shorten(n.Value),
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}

// Bad reports a value of the wrong shape; zh and en say what was wanted.
func (r *Reader) Bad(n *yaml.Node, field, zh, en string) {
	message := finding.Text{ZH: "“" + field + "”的值不对", EN: "the value of " + field + " is wrong"}
	if field == "" {
		message = finding.Text{ZH: r.Noun.ZH + "不是“键: 值”的形式", EN: r.Noun.EN + " " + r.are() + " no keys with values"}
	}
	r.Report(n, field, finding.Error, "bad-setting", message,
		finding.Text{ZH: "应为" + zh, EN: "wanted " + en})
}

func (r *Reader) are() string {
	if r.Have == "has" {
		return "is"
	}
	return "are"
}

// A Key is a key of a mapping and what to do with its value.
type Key struct {
	Name string
	Read func(n *yaml.Node, field string)
}

// Mapping reads a mapping with known keys; path is what it is called in findings. A key
// without a value counts as left out.
func (r *Reader) Mapping(n *yaml.Node, path string, keys ...Key) {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Name
	}
	r.Entries(n, path, func(name, value *yaml.Node, field string) {
		for _, k := range keys {
			if k.Name == name.Value {
				if !Absent(value) {
					k.Read(value, field)
				}
				return
			}
		}
		r.Report(name, field, finding.Error, "unknown-config-key",
			finding.Text{ZH: "没有“" + field + "”这个设置", EN: "there is no setting " + field},
			finding.DidYouMean(name.Value, names, finding.Text{ZH: "见 " + r.Manual, EN: "see " + r.Manual}))
	})
}

// Entries calls each with every entry of a mapping, in the file's order; a key that
// stands there twice is a finding and is not called again.
func (r *Reader) Entries(n *yaml.Node, path string, each func(name, value *yaml.Node, field string)) {
	if n.Kind != yaml.MappingNode {
		r.Bad(n, path, "若干“键: 值”行", "lines of `key: value`")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		field := name.Value
		if path != "" {
			field = path + "." + name.Value
		}
		switch {
		case name.Kind != yaml.ScalarNode || name.Tag == "!!merge":
			r.Bad(name, path, "文字作为键", "a text as key")
		case seen[name.Value]:
			r.Report(name, field, finding.Error, "duplicate-config-key",
				finding.Text{ZH: "“" + field + "”出现了两次", EN: field + " stands here twice"},
				finding.Text{ZH: "删除其中一个", EN: "delete one of them"})
		default:
			seen[name.Value] = true
			each(name, value, field)
		}
	}
}

// Sequence calls each with every item of a sequence.
func (r *Reader) Sequence(n *yaml.Node, path string, each func(item *yaml.Node, field string)) {
	if n.Kind != yaml.SequenceNode {
		r.Bad(n, path, "列表，每项以“- ”开头", "a list, each item after `- `")
		return
	}
	for _, item := range n.Content {
		each(item, path)
	}
}

// Scalar returns the text of a scalar as it is written: a number or a date counts
// as text, since a code or a day may look like one.
func (r *Reader) Scalar(n *yaml.Node, field string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode || slices.Contains([]string{"!!bool", "!!null", "!!binary"}, n.Tag):
		r.Bad(n, field, "一段文字", "a text")
		return "", false
	case n.Value == "":
		r.Bad(n, field, "一段文字，不能为空", "a text that is not empty")
		return "", false
	}
	return n.Value, true
}

// Text reads a text into a variable.
func (r *Reader) Text(to *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		if v, ok := r.Scalar(n, field); ok {
			*to = v
		}
	}
}

// Checked reads a text that must pass a check; zh and en say what was wanted.
func (r *Reader) Checked(to *string, ok func(string) bool, zh, en string) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		if v, is := r.Scalar(n, field); is && ok(v) {
			*to = v
		} else if is {
			r.Bad(n, field, zh, en)
		}
	}
}

// Number reads a whole number of at least 1 and at most limit into a variable.
func (r *Reader) Number(to *int, limit int) func(*yaml.Node, string) { return r.Between(to, 1, limit) }

// Between reads a whole number of a range, both ends included, into a variable.
func (r *Reader) Between(to *int, least, most int) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v < least || v > most {
			r.Bad(n, field, fmt.Sprintf("%d 至 %d 的整数", least, most), fmt.Sprintf("a whole number from %d to %d", least, most))
			return
		}
		*to = v
	}
}

// Truth reads true or false into a variable.
func (r *Reader) Truth(to *bool) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			r.Bad(n, field, " true 或 false", "true or false")
			return
		}
		*to = n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	}
}
