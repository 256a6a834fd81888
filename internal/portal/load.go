package portal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/finding"
)

// File is the name of the settings in a portal's folder.
const File = "gongshi.yaml"

// maxFile is how many bytes the settings may have.
const maxFile = 1 << 20

// Load reads gongshi.yaml from a portal's folder. What is wrong with its content is
// in the findings, all of it at once, and the settings hold the defaults in its
// place. The error says that the file could not be read; it wraps fs.ErrNotExist
// where there is none.
func Load(fsys fs.FS) (*Settings, []finding.Finding, error) {
	f, err := fsys.Open(File)
	if err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	l := &loader{s: &Settings{}}
	if root := l.parse(text); root != nil {
		l.settings(root)
	}
	l.s.fill()
	finding.Sort(l.found)
	return l.s, l.found, nil
}

// fill sets the defaults of what is not given.
func (s *Settings) fill() {
	if s.Title == "" {
		s.Title = "公示"
	}
	if s.TitleEN == "" {
		s.TitleEN = s.Title
	}
	if len(s.Languages) == 0 {
		s.Languages = []string{Chinese}
	}
	if s.Zone == nil {
		s.Zone, _ = zone(defaultZone) // cannot fail
	}
	if s.Pages == "" {
		s.Pages = "full"
	}
}

const defaultZone = "Asia/Shanghai"

// zone loads a time zone by its IANA name. Shanghai is known even to a machine
// without a zone database: it has been 8 hours ahead, with no summer time, since 1991.
func zone(name string) (*time.Location, error) {
	if name == "Local" || name == "" {
		return nil, fmt.Errorf("wanted the name of a zone, found %q", name)
	}
	z, err := time.LoadLocation(name)
	if err != nil && name == defaultZone {
		return time.FixedZone(name, 8*60*60), nil
	}
	return z, err
}

// loader walks the YAML tree and collects findings.
type loader struct {
	s     *Settings
	found []finding.Finding
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// parse returns the root mapping, or nil where there is none.
func (l *loader) parse(text []byte) *yaml.Node {
	switch {
	case len(text) > maxFile:
		l.whole("file-too-large", fmt.Sprint(maxFile), finding.Text{ZH: "设置文件超过 1 MB", EN: "the settings have more than 1 MB"},
			finding.Text{ZH: "数据应放在 data/ 文件夹", EN: "data belongs in the folder data/"})
		return nil
	case !utf8.Valid(text):
		l.whole("not-utf8", "", finding.Text{ZH: "文件不是 UTF-8 编码", EN: "the file is not UTF-8"},
			finding.Text{ZH: "用编辑器另存为 UTF-8", EN: "save it as UTF-8"})
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc, next yaml.Node
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		l.syntax(err)
		return nil
	}
	if err := d.Decode(&next); err == nil {
		l.report(&next, "", finding.Error, "bad-yaml", finding.Text{ZH: "只能有一个 YAML 文档", EN: "more than one YAML document"},
			finding.Text{ZH: "删除第二个 --- 之后的内容", EN: "delete what follows the second ---"})
	} else if !errors.Is(err, io.EOF) {
		l.syntax(err)
	}
	root := doc.Content[0]
	if root.Tag == "!!null" {
		return nil
	}
	return root
}

func (l *loader) syntax(err error) {
	n, message := &yaml.Node{Column: 1}, err.Error()
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	l.report(n, "", finding.Error, "bad-yaml",
		finding.Text{ZH: "YAML 语法错误：" + message, EN: "not YAML: " + message},
		finding.Text{ZH: "检查缩进、冒号后的空格和引号", EN: "check the indentation, the space after a colon, and quotes"})
}

func (l *loader) whole(rule, value string, message, hint finding.Text) {
	l.report(&yaml.Node{Value: value}, "", finding.Error, rule, message, hint)
}

func (l *loader) report(n *yaml.Node, field string, severity finding.Severity, rule string, message, hint finding.Text) {
	l.found = append(l.found, finding.Finding{
		File: File, Line: n.Line, Column: n.Column, Field: field, Value: finding.Shorten(n.Value),
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}

// bad reports a value of the wrong shape.
func (l *loader) bad(n *yaml.Node, field, zh, en string) {
	message := finding.Text{ZH: "“" + field + "”的值不对", EN: "the value of " + field + " is wrong"}
	if field == "" {
		message = finding.Text{ZH: "设置不是“键: 值”的形式", EN: "the settings are no keys with values"}
	}
	l.report(n, field, finding.Error, "bad-setting", message,
		finding.Text{ZH: "应为" + zh, EN: "wanted " + en})
}

// A key is a key of a mapping and what to do with its value.
type key struct {
	name string
	read func(n *yaml.Node, field string)
}

// mapping reads a mapping with known keys; path is what it is called in findings.
func (l *loader) mapping(n *yaml.Node, path string, keys ...key) {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	l.entries(n, path, func(name, value *yaml.Node, field string) {
		for _, k := range keys {
			if k.name == name.Value {
				if value.Tag != "!!null" {
					k.read(value, field)
				}
				return
			}
		}
		l.report(name, field, finding.Error, "unknown-config-key",
			finding.Text{ZH: "没有“" + field + "”这个设置", EN: "there is no setting " + field},
			finding.DidYouMean(name.Value, names, finding.Text{ZH: "见 docs/config.md", EN: "see docs/config.md"}))
	})
}

// entries calls each with every entry of a mapping, in the file's order; a key that
// stands there twice is a finding and is not called again.
func (l *loader) entries(n *yaml.Node, path string, each func(name, value *yaml.Node, field string)) {
	if n.Kind != yaml.MappingNode {
		l.bad(n, path, "若干“键: 值”行", "lines of `key: value`")
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
			l.bad(name, path, "文字作为键", "a text as key")
		case seen[name.Value]:
			l.report(name, field, finding.Error, "duplicate-config-key",
				finding.Text{ZH: "“" + field + "”出现了两次", EN: field + " stands here twice"},
				finding.Text{ZH: "删除其中一个", EN: "delete one of them"})
		default:
			seen[name.Value] = true
			each(name, value, field)
		}
	}
}

// sequence calls each with every item of a sequence.
func (l *loader) sequence(n *yaml.Node, path string, each func(item *yaml.Node, field string)) {
	if n.Kind != yaml.SequenceNode {
		l.bad(n, path, "列表，每项以“- ”开头", "a list, each item after `- `")
		return
	}
	for _, item := range n.Content {
		each(item, path)
	}
}

// scalar returns the text of a scalar as it is written: a number or a date counts
// as text, since a code or a day may look like one.
func (l *loader) scalar(n *yaml.Node, field string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode || n.Tag == "!!bool" || n.Tag == "!!null" || n.Tag == "!!binary":
		l.bad(n, field, "一段文字", "a text")
		return "", false
	case n.Value == "":
		l.bad(n, field, "一段文字，不能为空", "a text that is not empty")
		return "", false
	}
	return n.Value, true
}

// text reads a text into a variable.
func (l *loader) text(to *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		if v, ok := l.scalar(n, field); ok {
			*to = v
		}
	}
}

// checked reads a text that must pass a check; zh and en say what was wanted.
func (l *loader) checked(to *string, ok func(string) bool, zh, en string) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		if v, is := l.scalar(n, field); is && ok(v) {
			*to = v
		} else if is {
			l.bad(n, field, zh, en)
		}
	}
}

// number reads a whole number of at least 1 and at most limit into a variable.
func (l *loader) number(to *int, limit int) func(*yaml.Node, string) {
	return func(n *yaml.Node, field string) {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v < 1 || v > limit {
			l.bad(n, field, fmt.Sprintf("1 至 %d 的整数", limit), fmt.Sprintf("a whole number from 1 to %d", limit))
			return
		}
		*to = v
	}
}
