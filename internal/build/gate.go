package build

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongshi/internal/attachment"
	"gongshi/internal/audit"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// gate looks once more at every file of the site on its way to the stage. What the audit
// saw is the portal's folder; what readers get is also templates, words of our own and
// texts that were put together. Files are looked at one by one, so none is held back: a
// number that is found stops the publication of all of them.
type gate struct {
	emit      tree.Emit
	permitted audit.Permitted

	mu   sync.Mutex
	hits map[privacy.Number][]string // kind and digits -> files
	seen map[string][]privacy.Number // file -> all numbers in it, permitted or not
}

// indexFolder is where the search index stands, whose texts are compressed.
const indexFolder = "search/index/"

// Emit looks at a file and hands it on.
func (g *gate) Emit(f tree.File) error {
	g.look(f.Path, []byte(f.Path))
	if isCopy(f.Path) {
		return g.emit(f)
	}
	if f.Write != nil {
		return g.pieces(f)
	}
	g.look(f.Path, f.Body)
	switch {
	case f.Plain != nil:
		for _, text := range f.Plain {
			g.look(f.Path, text)
		}
	case strings.HasPrefix(f.Path, indexFolder):
		if err := projection.Texts(f.Body, func(text []byte) { g.look(f.Path, text) }); err != nil {
			return fmt.Errorf("look for personal numbers in %s: %w", f.Path, err)
		}
	case bytes.HasPrefix(f.Body, []byte("PK\x03\x04")):
		for _, text := range attachment.Text(f.Body) {
			g.look(f.Path, []byte(text))
		}
	}
	return g.emit(f)
}

// pieces looks at a file as it is written.
func (g *gate) pieces(f tree.File) error {
	write := f.Write
	f.Write = func(to io.Writer) error {
		var s privacy.Scanner
		if err := write(io.MultiWriter(to, &s)); err != nil {
			return err
		}
		g.found(f.Path, s.Close())
		return nil
	}
	return g.emit(f)
}

func (g *gate) look(name string, b []byte) { g.found(name, privacy.Scan(b)) }

func (g *gate) found(name string, list []privacy.Number) {
	for _, n := range list {
		n = privacy.Number{Kind: n.Kind, Digits: n.Digits}
		g.note(name, n)
		g.hit(name, n)
	}
}

// note remembers a number of a file, permitted or not, since what is permitted may change.
func (g *gate) note(name string, n privacy.Number) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seen == nil {
		g.seen = map[string][]privacy.Number{}
	}
	if !slices.Contains(g.seen[name], n) {
		g.seen[name] = append(g.seen[name], n)
	}
}

// hit remembers a number that must not stand in a file.
func (g *gate) hit(name string, n privacy.Number) {
	if g.permitted[n.Digits] {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hits == nil {
		g.hits = map[privacy.Number][]string{}
	}
	g.hits[n] = append(g.hits[n], name)
}

// marks are the numbers of a file as judge reads them.
func (g *gate) marks(name string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var list []string
	for _, n := range g.seen[name] {
		list = append(list, strconv.Itoa(int(n.Kind))+" "+n.Digits)
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// judge looks at the numbers of a file that was made earlier.
func (g *gate) judge(name, marks string) {
	for line := range strings.Lines(marks) {
		kind, digits, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if n, err := strconv.Atoi(kind); err == nil {
			g.hit(name, privacy.Number{Kind: privacy.Kind(n), Digits: digits})
		}
	}
}

// findings tells of every number once, at the first file that has it.
func (g *gate) findings(o Options, p *Portal) []finding.Finding {
	var list []finding.Finding
	for n, files := range g.hits {
		slices.Sort(files)
		files = slices.Compact(files)
		hint := source(p, n.Digits, files[0])
		list = append(list, finding.Finding{
			File: path.Join(filepath.Base(Public(o)), files[0]), Value: n.Mask(), Severity: finding.Error, Rule: "personal-number-in-output",
			Message: finding.Text{
				ZH: fmt.Sprintf("生成的网站里有疑似%s，共 %d 个文件，网站没有换上", kindName(n.Kind).ZH, len(files)),
				EN: fmt.Sprintf("the built site holds what looks like %s, in %d files: it was not swapped in", kindName(n.Kind).EN, len(files)),
			},
			Hint: hint,
		})
	}
	return list
}

func kindName(k privacy.Kind) finding.Text {
	switch k {
	case privacy.Identity:
		return finding.Text{ZH: "居民身份证号码", EN: "a resident identity number"}
	case privacy.Mobile:
		return finding.Text{ZH: "手机号码", EN: "a mobile number"}
	}
	return finding.Text{ZH: "银行卡号", EN: "a bank card number"}
}

// source is a hint at where a number in a built file comes from: the row that has its
// digits, else the record whose page it is, else what no table holds.
func source(p *Portal, digits, file string) finding.Text {
	o := rowWith(p.Register, strings.TrimSuffix(digits, "X"))
	if o == nil {
		o = recordOf(p.Register, file)
	}
	if o == nil {
		return finding.Text{
			ZH: "表格和页面里没有这个号码：检查 templates/ 里自己的模板，以及 gongshi.yaml",
			EN: "no table and no page has it: look at your own files in templates/ and at gongshi.yaml",
		}
	}
	return finding.Text{
		ZH: fmt.Sprintf("核对 %s 第 %d 行；确实不是个人号码的，写进 gongshi.yaml 的 privacy.allow", o.File(), o.Line()),
		EN: fmt.Sprintf("look at %s, line %d; list what is no personal number under privacy.allow in gongshi.yaml", o.File(), o.Line()),
	}
}

// origins are the places of all rows.
func origins(r *register.Register) []*register.Origin {
	var list []*register.Origin
	for _, x := range r.Agencies {
		list = append(list, &x.Origin)
	}
	for _, x := range r.Pay {
		list = append(list, &x.Origin)
	}
	for _, x := range r.Projects {
		list = append(list, &x.Origin)
	}
	for _, x := range r.Evaluations {
		list = append(list, &x.Origin)
	}
	for _, x := range r.AllSanctions() {
		list = append(list, &x.Origin)
	}
	slices.SortStableFunc(list, func(a, b *register.Origin) int {
		return cmp.Or(cmp.Compare(a.File(), b.File()), cmp.Compare(a.Line(), b.Line()))
	})
	return list
}

// rowWith returns the first row that has some digits in one of its cells, or nil.
func rowWith(r *register.Register, digits string) *register.Origin {
	for _, o := range origins(r) {
		for i := range o.Width() {
			only := strings.Map(func(c rune) rune {
				if c < '0' || c > '9' {
					return -1
				}
				return c
			}, o.Original(i))
			if strings.Contains(only, digits) {
				return o
			}
		}
	}
	return nil
}

// recordOf returns the row whose page or file an address is, or nil.
func recordOf(r *register.Register, file string) *register.Origin {
	for _, lang := range r.Settings.Languages {
		at := route.For(r.Settings, lang)
		for _, x := range r.Agencies {
			page := at.Agency(x)
			if page == file || lang == portal.Chinese && strings.TrimSuffix(page, ".html") == strings.TrimSuffix(file, path.Ext(file)) {
				return &x.Origin
			}
		}
		for _, x := range r.Projects {
			if at.ProjectPage(x.Slug) == file {
				return &x.Origin
			}
		}
		for _, x := range r.Sanctions {
			if at.SanctionPage(x.Slug) == file || at.SanctionsBy(x.Authority) == file && x.Agency == nil {
				return &x.Origin
			}
		}
	}
	return nil
}
