package intake

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// address is what a page's path may hold, since it becomes part of an address.
var address = regexp.MustCompile(`^[a-z0-9-]+(/[a-z0-9-]+)*$`)

// content reads the Markdown files under content/.
func (r *reader) content() error {
	files, err := r.files(contentFolder)
	if err != nil {
		return err
	}
	for _, name := range files {
		if path.Ext(name) != ".md" || strings.HasPrefix(path.Base(name), "README") {
			continue
		}
		p, err := r.markdown(name)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(name, contentFolder+"/"), ".md"), "/")
		switch {
		case parts[0] == "policies":
			r.policy(p, parts[1:])
		case parts[0] == "replies":
			r.reply(p, parts[1:])
		case parts[0] == "corrections" && len(parts) > 1:
			r.correction(p, parts[1:])
		default:
			r.page(p, parts)
		}
	}
	return nil
}

func (r *reader) page(p *document, parts []string) {
	page := &register.Page{File: p.file, Lang: portal.Chinese}
	if len(parts) > 1 && parts[0] == portal.English {
		page.Lang, parts = portal.English, parts[1:]
	}
	page.Path = strings.Join(parts, "/")
	if !address.MatchString(page.Path) {
		p.badName(finding.Text{ZH: "文件名只能用小写字母、数字和连字符", EN: "the name may hold lower-case letters, digits and hyphens only"})
		return
	}
	p.known("title", "summary", "order")
	page.Title, page.Summary = p.text("title"), p.text("summary")
	if v := p.text("order"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			p.bad("order", "整数", "a whole number")
		}
		page.Order = n
	}
	if page.Title == "" && page.Path != "notice" {
		p.missing("title")
	}
	page.Body, page.BodyLine = p.body, p.bodyLine
	r.tables.Pages = append(r.tables.Pages, page)
}

func (r *reader) policy(p *document, parts []string) {
	var code credit.Code
	if len(parts) == 1 {
		code = credit.Code(normalCode(parts[0]))
	}
	if !code.WellFormed() {
		p.badName(finding.Text{ZH: "文件名应为机构的统一社会信用代码，如 policies/52990000….md", EN: "the name must be the agency's credit code, as in policies/52990000….md"})
		return
	}
	p.known("title", "effective_on", "published_on", "source_url")
	policy := &register.Policy{
		File: p.file, AgencyID: code, Title: p.text("title"),
		EffectiveOn: p.day("effective_on"), PublishedOn: p.day("published_on"), SourceURL: p.url("source_url"),
		Body: p.body, BodyLine: p.bodyLine,
	}
	if policy.Title == "" {
		p.missing("title")
	}
	for _, other := range r.tables.Policies {
		if other.AgencyID == code {
			p.badName(finding.Text{ZH: "该机构已有另一份制度文件：" + other.File, EN: "the agency has a policy already: " + other.File})
		}
	}
	r.tables.Policies = append(r.tables.Policies, policy)
}

func (r *reader) reply(p *document, parts []string) {
	if len(parts) != 2 || schema.Lookup(parts[0]) == nil || !address.MatchString(parts[1]) {
		p.badName(finding.Text{ZH: "应为 replies/<表名>/<记录编号>.md", EN: "the name must be replies/<table>/<slug>.md"})
		return
	}
	p.known("title", "by", "date")
	reply := &register.Reply{
		File: p.file, Table: parts[0], Slug: parts[1], Title: p.text("title"), By: p.text("by"), Date: p.day("date"),
		Body: p.body, BodyLine: p.bodyLine,
	}
	for _, key := range []string{"by", "date"} {
		if p.text(key) == "" {
			p.missing(key)
		}
	}
	r.tables.Replies = append(r.tables.Replies, reply)
}

// document is a Markdown file with its front matter.
type document struct {
	file     string
	body     string
	bodyLine int
	fields   []field
	broken   bool // the front matter cannot be read, so nothing in it is missing
	book     *book
}

// field is an entry of the front matter.
type field struct {
	name, value  string
	line, column int
}

// markdown reads a file; nil where its text cannot be used at all.
func (r *reader) markdown(name string) (*document, error) {
	f, err := r.fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read a page: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxMarkdown+1))
	if err != nil {
		return nil, fmt.Errorf("read the page %s: %w", name, err)
	}
	p := &document{file: name, bodyLine: 1, book: r.book}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if len(text) > maxMarkdown {
		p.say(0, 0, "", "", finding.Error, "file-too-large", finding.Text{ZH: "页面超过 1 MB", EN: "the page has more than 1 MB"},
			finding.Text{ZH: "拆成几个页面", EN: "split it into several pages"})
		return nil, nil
	}
	if at := invalidUTF8(text); at >= 0 {
		line := 1 + bytes.Count(text[:at], []byte("\n"))
		p.say(line, 1, "", "", finding.Error, "not-utf8",
			finding.Text{ZH: fmt.Sprintf("从文件第 %d 字节（第 %d 行）起不是 UTF-8 文本", at, line), EN: fmt.Sprintf("not UTF-8 from byte %d, in line %d", at, line)},
			finding.Text{ZH: "用编辑器另存为 UTF-8", EN: "save it as UTF-8"})
		return nil, nil
	}
	if at := bytes.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }); at >= 0 {
		p.say(1+bytes.Count(text[:at], []byte("\n")), 1, "", fmt.Sprintf("U+%04X", text[at]), finding.Error, "control-character",
			finding.Text{ZH: "含有控制字符", EN: "holds a control character"}, finding.Text{ZH: "删除该字符", EN: "delete it"})
		return nil, nil
	}
	p.split(strings.ReplaceAll(string(text), "\r\n", "\n"))
	return p, nil
}

func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	return at
}

// split takes the front matter off the text.
func (p *document) split(text string) {
	p.body = text
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return
	}
	front, body, ok := strings.Cut("\n"+rest, "\n---\n")
	if !ok {
		if front, ok = strings.CutSuffix("\n"+rest, "\n---"); !ok {
			p.broken = true
			p.say(1, 1, "", "", finding.Error, "bad-front-matter",
				finding.Text{ZH: "页首的 --- 没有结束", EN: "the front matter after the first --- does not end"},
				finding.Text{ZH: "在最后一个“键: 值”之后另起一行写 ---", EN: "write --- on a line of its own after the last `key: value`"})
			return
		}
	}
	p.body, p.bodyLine = body, 2+strings.Count(front, "\n")+1
	p.parse(front)
}

// parse reads the front matter. It starts with a line break, which stands for the
// line of the first ---, so that lines count as in the file.
func (p *document) parse(front string) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(front), &doc); err != nil {
		p.frontMatter(1, 1, err.Error())
		return
	}
	if len(doc.Content) == 0 {
		return
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		p.frontMatter(root.Line, root.Column, "")
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch {
		case value.Kind != yaml.ScalarNode:
			p.frontMatter(value.Line, value.Column, key.Value)
		case p.find(key.Value) != nil:
			p.say(key.Line, key.Column, key.Value, key.Value, finding.Error, "duplicate-config-key",
				finding.Text{ZH: "“" + key.Value + "”出现了两次", EN: key.Value + " stands here twice"},
				finding.Text{ZH: "删除其中一个", EN: "delete one of them"})
		case value.Tag != "!!null":
			p.fields = append(p.fields, field{key.Value, value.Value, key.Line, value.Column})
		}
	}
}

func (p *document) frontMatter(line, column int, value string) {
	p.broken = true
	p.say(line, column, "", value, finding.Error, "bad-front-matter",
		finding.Text{ZH: "页首不是“键: 值”的形式", EN: "the front matter is not lines of `key: value`"},
		finding.Text{ZH: "每行写一个键，如 title: 关于本站；含冒号的值加引号", EN: "one key a line, as in `title: About`; quote a value that holds a colon"})
}

func (p *document) say(line, column int, name, value string, severity finding.Severity, rule string, message, hint finding.Text) {
	p.book.add(finding.Finding{
		File: p.file, Line: line, Column: column, Field: name, Value: finding.Shorten(privacy.Masked(value)),
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}

func (p *document) badName(message finding.Text) {
	p.say(0, 0, "", path.Base(p.file), finding.Error, "bad-file-name", message,
		finding.Text{ZH: "改名", EN: "rename the file"})
}

// known reports entries of the front matter that have no meaning here.
func (p *document) known(keys ...string) {
	for _, f := range p.fields {
		found := false
		for _, k := range keys {
			found = found || k == f.name
		}
		if !found {
			p.say(f.line, 1, f.name, f.name, finding.Warning, "unknown-front-matter",
				finding.Text{ZH: "页首的“" + f.name + "”没有用处", EN: "the front matter's " + f.name + " has no meaning here"},
				finding.DidYouMean(f.name, keys, finding.Text{ZH: "可用：" + strings.Join(keys, "、"), EN: "one of " + strings.Join(keys, ", ")}))
		}
	}
}

func (p *document) find(name string) *field {
	for i := range p.fields {
		if p.fields[i].name == name {
			return &p.fields[i]
		}
	}
	return nil
}

func (p *document) text(name string) string {
	if f := p.find(name); f != nil {
		return strings.TrimSpace(f.value)
	}
	return ""
}

func (p *document) day(name string) day.Day {
	v := p.text(name)
	if v == "" {
		return day.Day{}
	}
	d, _, err := day.Parse(v)
	if err != nil {
		p.bad(name, "日期，如 2023-05-01", "a date, as in 2023-05-01")
	}
	return d
}

func (p *document) url(name string) string {
	v := p.text(name)
	if v == "" {
		return ""
	}
	var form urlForm
	u, notes := form.parse(v)
	for _, n := range notes {
		f := p.find(name)
		p.say(f.line, f.column, name, v, n.severity, n.rule, n.message, n.hint)
	}
	return u
}

func (p *document) bad(name, zh, en string) {
	f := p.find(name)
	p.say(f.line, f.column, name, f.value, finding.Error, "bad-front-matter",
		finding.Text{ZH: "“" + name + "”的值不对", EN: "the value of " + name + " is wrong"},
		finding.Text{ZH: "应为" + zh, EN: "wanted " + en})
}

func (p *document) missing(name string) {
	if p.broken {
		return
	}
	p.say(1, 0, name, "", finding.Error, "missing-front-matter",
		finding.Text{ZH: "页首缺少“" + name + "”", EN: "the front matter lacks " + name},
		finding.Text{ZH: "在文件开头的两行 --- 之间写上 " + name + ": …", EN: "write `" + name + ": …` between two lines of --- at the top"})
}
