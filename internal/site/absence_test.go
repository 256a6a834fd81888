package site

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"gongshi/internal/words"
)

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// nought is an amount or a count of nothing, with or without its unit.
var nought = regexp.MustCompile(`^(?:CNY\x{a0})?0(?:\.0+)?(?:\x{a0}[^/\x{a0}]+)?$`)

// TestWaysOfNothing collects all cells and facts of all pages and holds that what they
// say and how they look go together: a published zero, a blank, what was not disclosed,
// what is not due and what is not required each have a class or a shape of their own.
func TestWaysOfNothing(t *testing.T) {
	seen := map[string]int{}
	files := built(t)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		p := parsePage(t, files[path])
		w := words.Of(attribute(p.all("html")[0], "lang"))
		for _, cell := range cells(p) {
			text := textOf(cell)
			kind, wrong := wayOfNothing(w, cell, text)
			seen[kind]++
			if wrong != "" {
				t.Errorf("%s: %s: %q", path, wrong, text)
			}
		}
		for _, c := range p.all(".chip") {
			if wrong := chipOfNothing(w, c); wrong != "" {
				t.Errorf("%s: %s: %q", path, wrong, textOf(c))
			}
		}
	}
	for _, kind := range []string{"zero", "blank", "missing"} {
		if seen[kind] < 6 { // in each language more than once
			t.Errorf("%d cells are %s, want 6 or more", seen[kind], kind)
		}
	}
}

// cells is what stands in tables and lists of facts.
func cells(p parsed) []*html.Node {
	return slices.Concat(p.all("td"), p.all("dl.facts dd"), p.all("dl.figures dd"))
}

// wayOfNothing says which way of nothing a cell shows, and what is wrong with it.
func wayOfNothing(w *words.Words, cell *html.Node, text string) (kind, wrong string) {
	in := parsed{cell}
	zeros, blanks, missing := in.texts(".zero"), in.texts(".blank"), in.texts(".missing")
	switch {
	case text == "":
		return "", "an empty cell says nothing"
	case nought.MatchString(text) && len(zeros) == 0:
		return "", "a zero that does not look like one"
	case text == "—" || text == w.Blank && len(in.all(".blank")) == 0:
		return "", "a blank that is not one to those who hear or see it"
	case text == w.Missing && len(missing) == 0 && len(in.all(".chip")) == 0:
		return "", "not disclosed, and looks like a value"
	}
	for _, s := range zeros {
		if kind = "zero"; !nought.MatchString(s) {
			return kind, "looks like a zero"
		}
	}
	for _, s := range blanks {
		if kind = "blank"; s != w.Blank { // the dash is the style's
			return kind, "looks like a blank"
		}
	}
	for _, s := range missing {
		if kind = "missing"; s != w.Missing && s != w.StateMissing {
			return kind, "looks like what was not disclosed"
		}
	}
	return kind, ""
}

// chipOfNothing says what is wrong with the shape or the tone of a chip.
func chipOfNothing(w *words.Words, c *html.Node) string {
	shape, said, _ := strings.Cut(textOf(c), " ")
	word, _, _ := strings.Cut(said, " ·")
	tone := strings.TrimPrefix(attribute(c, "class"), "chip ")
	for _, s := range []struct {
		words       []string
		tone, shape string
	}{
		{[]string{w.StateMissing, w.MarkOverdue, w.NoResult}, alarm, "✕"},
		{[]string{w.StatePartly}, alarm, "△"},
		{[]string{w.StateNotYet, w.NotRequired, w.MarkNotRequired, w.StateNoRule, w.NoneFinished, w.NoResultYet, w.Upcoming}, quiet, "–"},
		{[]string{w.StateDisclosed, w.StateNil}, good, "✓"},
		{[]string{w.InForce}, alarm, "●"},
		{[]string{w.Appealed}, amber, "◐"},
		{[]string{w.Ended}, quiet, "○"},
	} {
		if slices.Contains(s.words, word) && (tone != s.tone || shape != s.shape) {
			return "the word does not go with " + tone + " " + shape
		}
		if tone == s.tone && shape == s.shape && s.shape == "✓" && strings.Contains(word, w.StateMissing) {
			return "what is missing is ticked"
		}
	}
	return ""
}

// TestWaysOfNothingAreToldApart holds that the test above finds what it looks for.
func TestWaysOfNothingAreToldApart(t *testing.T) {
	w := words.Of("en")
	for _, tt := range []struct{ name, cell, want string }{
		{"a number", `<td><span class="num">3</span></td>`, ""},
		{"a zero", `<td><span class="num zero">0</span></td>`, ""},
		{"a zero as a value", `<td><span class="num">0</span></td>`, "a zero that"},
		{"a zero with its unit", "<td>CNY\u00a00</td>", "a zero that"},
		{"missing as a zero", `<td><span class="zero">not disclosed</span></td>`, "not disclosed, and"},
		{"a zero as missing", `<td><span class="missing">0</span></td>`, "a zero that"},
		{"missing as a value", `<td><span class="num">not disclosed</span></td>`, "not disclosed, and"},
		{"a bare dash", `<td>—</td>`, "a blank"},
		{"a blank", "<td><span class=blank><span class=vh>" + w.Blank + "</span></span></td>", ""},
		{"a word without a dash", "<td>" + w.Blank + "</td>", "a blank"},
		{"nothing at all", `<td></td>`, "an empty cell"},
	} {
		p := parsePage(t, "<table><tr>"+tt.cell+"</tr></table>")
		cell := p.all("td")[0]
		if _, got := wayOfNothing(w, cell, textOf(cell)); !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct{ name, chip, want string }{
		{"right", `<span class="chip alarm"><span>✕</span> Not disclosed</span>`, ""},
		{"wrong tone", `<span class="chip good"><span>✕</span> Not disclosed</span>`, "the word"},
		{"wrong shape", `<span class="chip quiet"><span>✕</span> Not yet due</span>`, "the word"},
	} {
		c := parsePage(t, tt.chip).all(".chip")[0]
		if got := chipOfNothing(w, c); !strings.HasPrefix(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
