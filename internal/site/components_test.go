package site

import (
	"fmt"
	"html"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/asset"
	"gongshi/internal/crosscheck"
	"gongshi/internal/golden"
	"gongshi/internal/portal"
	"gongshi/internal/words"
	"gongshi/templates"

	nethtml "golang.org/x/net/html"
)

// componentsPage shows every component of the face, made from the real templates and
// the real style.
const componentsPage = "../../docs/components.html"

// component is a part of the face: what it is for, and what it is not for.
type component struct {
	id, name, use, not string
	from, selector     string // where it stands: the first page of a folder that has it; else:
	drawn              func(specimens) string
}

// specimens draws components that are smaller than what a page has of them.
type specimens struct {
	edition *edition
	words   *words.Words
}

func (s specimens) fragments(name string, views ...any) string {
	var list []string
	for _, v := range views {
		list = append(list, string(s.edition.fragment(name, v)))
	}
	return "<p>" + strings.Join(list, " ") + "</p>"
}

// components is every component, from the small to the large.
func components() []component {
	return slices.Concat(smallComponents(), tableComponents(), pageComponents())
}

func smallComponents() []component {
	return []component{
		{id: "chip", name: "Chip", use: "A state of a record: shape, word and colour, in that order. Red is for what is in force or missing, amber for what is late or under appeal, green for what was disclosed, grey for all else.",
			not: "A tag, a filter, a count or a button. A chip is never the only link to something.", drawn: drawnChips},
		{id: "value", name: "Value", use: "A figure, and the four ways of having none: a zero that was published, not disclosed, left blank, not asked for. They never look alike.",
			not: "Do not print an empty cell, a bare dash or a 0 where nothing is known.", drawn: drawnValues},
		{id: "label", name: "Link", use: "Always underlined. A number with its unit never breaks, and leads to its rows.", not: "Colour alone never says that something is a link.", drawn: drawnLabels},
		{id: "button", name: "Button", use: "An action that leads nowhere. One filled button a page at most.", not: "A link to another page is a link.", drawn: func(specimens) string {
			return `<p><button type="button" class="button main">比较</button> <button type="button" class="button">复制引用</button> <button type="button" class="button" aria-pressed="true">只看未公开</button></p>`
		}},
		{id: "standing", name: "Standing", from: "sanctions/", selector: "p.standing", use: "The state of a sanction, before anything else on its page, with a sentence that says what it means.", not: "Lists use the plain chip."},
		{id: "opening", name: "Opening sentence", from: "index.html", selector: "h1.lede", use: "What a page says in one sentence, with its numbers as links to their rows. It comes before every chart.", not: "A slogan, or a number without its base."},
		{id: "lede", name: "Lede", from: "agencies/5", selector: "p.lede", use: "A sentence or two below a heading that a neighbour understands.", not: "More than three lines: the rest belongs into the page."},
		{id: "caution", name: "Caution", from: "agencies/", selector: "p.caution", use: "What has to be read together with the page, such as two agencies of one name.", not: "Advertising, or a state that a chip can say."},
		{id: "search", name: "Search field", from: "index.html", selector: "form.search", use: "The largest thing after the opening sentence, with examples that can be pressed.", not: "More than one a page."},
	}
}

func tableComponents() []component {
	return []component{
		{id: "facts", name: "Facts", from: "agencies/5", selector: "dl.facts", use: "Names and values of one record.", not: "Records of a kind: they are a table."},
		{id: "entries", name: "Entries", from: "index.html", selector: "ul.entries", use: "Records that are read rather than compared: newest decisions, what is missing.", not: "Figures that a reader wants below each other."},
		{id: "list", name: "List", from: "agencies/index.html", selector: "table.list", use: "Records to compare. A table with room; without, one record below the other, each cell with its heading.", not: "Layout, or two columns that are facts."},
		{id: "pager", name: "Pager", from: "agencies/index.html", selector: "nav.pager", use: "Below a list that goes on.", not: "Endless scrolling: a page must be citable."},
		{id: "duties", name: "Duties of an agency", from: "agencies/5", selector: "table.duties", use: "What was due in each year, and whether it came.", not: "Duties of many agencies: see the matrix."},
		{id: "matrix", name: "Matrix", from: "duties/index.html", selector: "table.matrix", use: "Many agencies, years and duties. A list on a phone.", not: "One agency."},
		{id: "legend", name: "Legend", from: "duties/index.html", selector: "dl.legend", use: "What the shapes of the matrix say, in words.", not: "A key for colours alone."},
		{id: "chart", name: "Chart", from: "agencies/5", selector: "figure.chart", use: "Pay by tier and year, above its table. Not disclosed is a dashed empty bar with its word; 0 is a line.", not: "Anything without the table beside it."},
		{id: "timeline", name: "Timeline", from: "agencies/5", selector: ".timeline", use: "Contracts, results, sanctions and disclosures on one axis, and the same as a table.", not: "A claim that one caused the other."},
	}
}

func pageComponents() []component {
	return []component{
		{id: "masthead", name: "Masthead", from: "agencies/index.html", selector: "header.masthead", use: "One line: the mark, the portal's name, the menu. On a phone the menu opens without a script.", not: "Anything that sticks to the top of the screen."},
		{id: "crumbs", name: "Crumbs", from: "agencies/5", selector: "nav.crumbs", use: "The way to a page.", not: "The home page."},
		{id: "side", name: "Side column", from: "agencies/5", selector: "aside.aside", use: "Identity, take away, cite, correct. It follows the text on a phone and on paper.", not: "What the reader came for."},
		{id: "sources", name: "Provenance", from: "agencies/5", selector: "details.sources", use: "File and row of everything on the page.", not: "Sources of the portal as a whole: they are on the data page."},
		{id: "cross", name: "Records side by side", from: "crossed/agencies/5", selector: "section.crosschecks", use: "Two records that a reader may want to see together, with the caveat before the rows.", not: "A verdict."},
		{id: "footer", name: "Footer", from: "index.html", selector: "footer.footer", use: "Data to which day, that no record is no clean record, links by what they answer, the operator.", not: "A second menu."},
	}
}

func drawnChips(s specimens) string {
	w := s.words
	return s.fragments("chip", chip{alarm, "●", w.InForce, ""}, chip{amber, "◐", w.Appealed, ""}, chip{quiet, "○", w.Ended, ""}, chip{good, "✓", w.StateDisclosed, ""},
		chip{amber, "◷", words.Count(w.StateLate, 12), ""}, chip{alarm, "✕", w.StateMissing, ""}, chip{alarm, "△", w.StatePartly, ""},
		chip{quiet, "–", w.StateNotYet, words.Fill(w.StateDeadline, "date", "2026-06-30")})
}

func drawnValues(s specimens) string {
	return s.fragments("value", given("662,358"), number(0), value{Text: s.words.Missing, Missing: true}, value{}, value{Text: s.words.NotRequired, Quiet: true})
}

func drawnLabels(s specimens) string {
	return s.fragments("label", label{Text: "42" + words.NoBreak + "家", Href: "#label", Keep: true}, label{Text: "6" + words.NoBreak + "家至今未公开", Href: "#label", Tone: alarm}, label{Text: "栖禾区同坊社区矫正服务中心", Href: "#label"})
}

// TestComponents makes docs/components.html anew; -update writes it.
func TestComponents(t *testing.T) {
	got := componentsDocument(t)
	if golden.Update(t) {
		if err := os.WriteFile(componentsPage, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(componentsPage)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		a, b := golden.FirstDifference(got, string(want))
		t.Errorf("docs/components.html is out of date; go test ./internal/site -run TestComponents -update writes it\n got %.200q\nwant %.200q", a, b)
	}
	page := parsePage(t, got)
	seen := map[string]bool{}
	for _, id := range page.attributes("[id]", "id") {
		if seen[id] {
			t.Errorf("the id %s stands there twice", id)
		}
		seen[id] = true
	}
	for _, href := range page.attributes("a[href]", "href") {
		if !strings.HasPrefix(href, "#") || !seen[href[1:]] {
			t.Errorf("the link %s leads out of the page", href)
		}
	}
}

func componentsDocument(t *testing.T) string {
	t.Helper()
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize, o.Crosschecks = 3, crosscheck.Run(reg)
	pages := render(t, reg, led, o)
	crossed, _ := crossBuilt(t, crossBook(), 0)
	for path, page := range crossed {
		pages["crossed/"+path] = page
	}
	set, err := parse(templates.Files, words.Of(portal.Chinese))
	if err != nil {
		t.Fatal(err)
	}
	s := specimens{newEdition(open(reg, led), o, portal.Chinese, set), words.Of(portal.Chinese)}
	var menu, body strings.Builder
	for _, c := range components() {
		var sample string
		if c.drawn != nil {
			sample = c.drawn(s)
		} else {
			sample = cut(t, pages, c)
		}
		fmt.Fprintf(&menu, "<li><a href=\"#%s\">%s</a></li>\n", c.id, c.name)
		fmt.Fprintf(&body, "<section class=\"component\" id=\"%s\"><h2>%s</h2>\n<p><strong>Use.</strong> %s</p>\n<p><strong>Not.</strong> %s</p>\n<div class=\"specimen\" lang=\"zh-CN\">%s</div></section>\n",
			c.id, c.name, html.EscapeString(c.use), html.EscapeString(c.not), sample)
	}
	return strings.NewReplacer("STYLE", componentsStyle(t), "MENU", menu.String(), "BODY", body.String()).Replace(componentsFrame)
}

// cut is the first element of a selector on the first Chinese page of a folder that has it.
func cut(t *testing.T, pages map[string]string, c component) string {
	t.Helper()
	var paths []string
	for path := range pages {
		if strings.HasPrefix(path, c.from) && strings.HasSuffix(path, ".html") {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	for _, path := range paths {
		if list := parsePage(t, pages[path]).all(c.selector); len(list) > 0 {
			detach(list[0], c.id)
			var b strings.Builder
			if err := nethtml.Render(&b, list[0]); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Errorf("no page in %q has the component %s: %s", c.from, c.id, c.selector)
	return ""
}

// detach makes an element fit for another page: names of its own, no way out.
func detach(root *nethtml.Node, id string) {
	own := func(names string) string {
		fields := strings.Fields(names)
		for i, f := range fields {
			fields[i] = id + "-" + f
		}
		return strings.Join(fields, " ")
	}
	nodes := slices.Collect(root.Descendants())
	for _, n := range append(nodes, root) {
		n.Attr = slices.DeleteFunc(n.Attr, func(a nethtml.Attribute) bool {
			return strings.HasPrefix(a.Key, "data-") && a.Key != "data-label" || a.Key == "action"
		})
		for i, a := range n.Attr {
			switch a.Key {
			case "id", "for", "aria-labelledby", "aria-describedby", "aria-controls":
				n.Attr[i].Val = own(a.Val)
			case "href":
				n.Attr[i].Val = "#" + id
			}
		}
	}
}

var darkBlock = regexp.MustCompile(`@media ?\(prefers-color-scheme: ?dark\) ?\{:root\{([^{}]*)\}\}`)
var darkElderBlock = regexp.MustCompile(`@media ?\(prefers-color-scheme: ?dark\) ?\{html\[data-mode=elder\]\{([^{}]*)\}\}`)

// componentsStyle is the real style, whose modes go by the buttons of the page instead
// of the reader's settings.
func componentsStyle(t *testing.T) string {
	t.Helper()
	set, err := asset.Bundle(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	style := ""
	for _, f := range set.Files {
		if path.Ext(f.Path) == ".css" {
			style += string(f.Body)
		}
	}
	if len(darkBlock.FindAllString(style, -1)) != 1 || len(darkElderBlock.FindAllString(style, -1)) != 1 {
		t.Fatal("the style has not one set of dark tokens and one for elder mode")
	}
	style = darkBlock.ReplaceAllString(style, "html:has(#dark:checked){color-scheme:dark;$1}")
	style = darkElderBlock.ReplaceAllString(style, "html:has(#elder:checked):has(#dark:checked){$1}")
	style = strings.ReplaceAll(style, "html[data-mode=elder]", "html:has(#elder:checked)")
	if strings.Contains(style, "prefers-color-scheme") {
		t.Fatal("a rule for the dark stands outside of the tokens")
	}
	return strings.ReplaceAll(style, "color-scheme:light dark", "color-scheme:light")
}

const componentsFrame = `<!DOCTYPE html>
<!-- Made by go test ./internal/site -run TestComponents -update. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Components</title>
<style>
STYLE
.component{margin-top:var(--s6);padding-top:var(--s4);border-top:3px solid var(--ink)}
.component>p{max-width:var(--measure)}
.specimen{container-type:inline-size;margin-top:var(--s4);padding:var(--s4);border:1px solid var(--line);overflow-x:auto}
.modes{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:0 var(--s5);background:var(--paper);border-bottom:1px solid var(--line)}
.modes label{display:flex;align-items:center;gap:var(--s2);min-height:var(--target)}
.modes fieldset{display:flex;gap:var(--s4);margin:0;padding:0;border:0}
.contents{display:flex;flex-wrap:wrap;gap:0 var(--s4)}
.contents a{display:inline-flex;align-items:center;min-width:var(--target);min-height:var(--target)}
</style>
</head>
<body>
<main class="wrap">
<h1>Components</h1>
<p class="lede">Every part of the face, cut out of pages that the real templates made of a small invented register, with the real style. What a portal overrides is in <code>design.md</code>.</p>
<div class="modes"><fieldset><legend class="vh">Colours</legend><label><input type="radio" name="colours" id="light" checked> Light</label><label><input type="radio" name="colours" id="dark"> Dark</label></fieldset>
<fieldset><legend class="vh">Size</legend><label><input type="radio" name="size" id="normal" checked> Normal</label><label><input type="radio" name="size" id="elder"> Large print</label></fieldset></div>
<nav aria-label="Components"><ul class="contents">
MENU</ul></nav>
BODY</main>
</body>
</html>
`
