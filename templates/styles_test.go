package templates

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tokenBlock is a rule of tokens.css: what it says under which condition.
type tokenBlock struct {
	media, selector string
	values          map[string]string
}

var (
	cssComment     = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssBlock       = regexp.MustCompile(`([^{}]*)([{}])`)
	cssDeclaration = regexp.MustCompile(`([a-z-]+)\s*:\s*([^;]+);`)
	cssColour      = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(`)
	cssNamed       = regexp.MustCompile(`:[^;{}]*\b(white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple|teal|navy|maroon)\b`)
	cssUse         = regexp.MustCompile(`var\((--[a-z0-9-]+)`)
	cssDefinition  = regexp.MustCompile(`(--[a-z0-9-]+)\s*:`)
)

// styles is every file of styles without its comments.
func styles(t *testing.T) map[string]string {
	t.Helper()
	list, err := fs.Glob(Files, "styles/*.css")
	if err != nil || len(list) == 0 {
		t.Fatalf("no styles: %v", err)
	}
	all := map[string]string{}
	for _, name := range list {
		body, err := fs.ReadFile(Files, name)
		if err != nil {
			t.Fatal(err)
		}
		all[path.Base(name)] = cssComment.ReplaceAllString(string(body), "")
	}
	return all
}

// tokenBlocks reads tokens.css, which holds rules and rules in @media and nothing else.
func tokenBlocks(t *testing.T) []tokenBlock {
	t.Helper()
	var list []tokenBlock
	media, selector := "", ""
	for _, m := range cssBlock.FindAllStringSubmatch(styles(t)["tokens.css"], -1) {
		text := strings.TrimSpace(m[1])
		switch {
		case m[2] == "{" && strings.HasPrefix(text, "@media"):
			media = text
		case m[2] == "{":
			selector = text
		case selector != "":
			b := tokenBlock{media, selector, map[string]string{}}
			for _, d := range cssDeclaration.FindAllStringSubmatch(text, -1) {
				b.values[d[1]] = d[2]
			}
			list, selector = append(list, b), ""
		default:
			media = ""
		}
	}
	if len(list) < 6 {
		t.Fatalf("tokens.css has %d rules that could be read, want 6 or more", len(list))
	}
	return list
}

// mode is what a reader sees the pages in.
type mode struct{ dark, elder, more, print bool }

// tokens is what the tokens are in a mode, by the order of the rules in the file.
func tokens(blocks []tokenBlock, m mode) map[string]string {
	all := map[string]string{}
	for _, b := range blocks {
		ok := b.media == "" || strings.Contains(b.media, "dark") && m.dark || strings.Contains(b.media, "contrast") && m.more || strings.Contains(b.media, "print") && m.print
		ok = ok && (strings.Contains(b.selector, ":root") || strings.Contains(b.selector, "elder") && m.elder)
		for name, value := range b.values {
			if ok {
				all[name] = value
			}
		}
	}
	for name, value := range all {
		if use := cssUse.FindStringSubmatch(value); use != nil {
			all[name] = all[use[1]]
		}
	}
	return all
}

var modes = []struct {
	name string
	mode
}{
	{"light", mode{}}, {"dark", mode{dark: true}}, {"elder", mode{elder: true}}, {"elder and dark", mode{elder: true, dark: true}},
	{"more contrast", mode{more: true}}, {"more contrast in the dark", mode{more: true, dark: true}}, {"paper", mode{print: true}}, {"paper in elder mode", mode{print: true, elder: true}},
}

// TestContrast computes the contrast of every colour on every ground that it is used on.
func TestContrast(t *testing.T) {
	blocks := tokenBlocks(t)
	for _, m := range modes {
		values := tokens(blocks, m.mode)
		for _, c := range []struct {
			colour, ground string
			want           float64
		}{
			{"--ink", "--paper", 7}, {"--ink", "--wash", 7}, {"--ink", "--amber-wash", 7},
			{"--soft", "--paper", 7}, {"--soft", "--wash", 7},
			{"--accent", "--paper", 7}, {"--accent", "--wash", 7}, {"--on-accent", "--accent", 7},
			{"--alarm", "--paper", 7}, {"--alarm", "--wash", 7}, {"--alarm", "--alarm-wash", 7},
			{"--amber", "--paper", 7}, {"--amber", "--wash", 7}, {"--amber", "--amber-wash", 7},
			{"--good", "--paper", 7}, {"--good", "--wash", 7}, {"--good", "--good-wash", 7},
			{"--edge", "--paper", 3}, {"--edge", "--wash", 3},
			{"--accent", "--alarm-wash", 3}, {"--accent", "--amber-wash", 3}, {"--accent", "--good-wash", 3}, // the ring of the focus
		} {
			got, err := contrast(values[c.colour], values[c.ground])
			if err != nil {
				t.Errorf("%s: %s on %s: %v", m.name, c.colour, c.ground, err)
			} else if got < c.want {
				t.Errorf("%s: %s on %s: contrast is %.2f, want %.1f", m.name, c.colour, c.ground, got, c.want)
			}
		}
	}
}

func TestContrastFormula(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000", "#ffffff", 21}, {"#fff", "#fff", 1}, {"#767676", "#fff", 4.54}} {
		if got, err := contrast(c.a, c.b); err != nil || math.Abs(got-c.want) > .01 {
			t.Errorf("%s on %s: got %.3f (%v), want %.2f", c.a, c.b, got, err, c.want)
		}
	}
	if _, err := contrast("", "#fff"); err == nil {
		t.Error("a missing colour has a contrast")
	}
}

// contrast is that of WCAG 2 between two colours in hexadecimal.
func contrast(a, b string) (float64, error) {
	la, err := luminance(a)
	if err != nil {
		return 0, err
	}
	lb, err := luminance(b)
	if err != nil {
		return 0, err
	}
	return (max(la, lb) + .05) / (min(la, lb) + .05), nil
}

func luminance(colour string) (float64, error) {
	hex, ok := strings.CutPrefix(colour, "#")
	if len(hex) == 3 {
		hex = hex[:1] + hex[:1] + hex[1:2] + hex[1:2] + hex[2:] + hex[2:]
	}
	if !ok || len(hex) != 6 {
		return 0, fmt.Errorf("%q is no colour in hexadecimal", colour)
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return 0, err
		}
		v := float64(n) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum, nil
}

// TestColoursAreTokens holds every file of styles but the tokens to have no colour of
// its own; the names of the system's colours are none.
func TestColoursAreTokens(t *testing.T) {
	for name, text := range styles(t) {
		if name == "tokens.css" {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			if found := cssColour.FindString(line); found != "" || cssNamed.MatchString(line) {
				t.Errorf("%s, line %d without comments, has a colour: %s", name, i+1, strings.TrimSpace(line))
			}
		}
	}
}

// TestTokensAreUsed holds that what is used is defined, and what is defined is used.
func TestTokensAreUsed(t *testing.T) {
	defined, used := map[string]string{}, map[string]string{}
	for name, text := range styles(t) {
		for _, m := range cssDefinition.FindAllStringSubmatch(text, -1) {
			defined[m[1]] = name
		}
		for _, m := range cssUse.FindAllStringSubmatch(text, -1) {
			used[m[1]] = name
		}
	}
	for token, file := range used {
		if defined[token] == "" {
			t.Errorf("%s uses %s, which nothing defines", file, token)
		}
	}
	for token, file := range defined {
		if used[token] == "" {
			t.Errorf("%s defines %s, which nothing uses", file, token)
		}
	}
}

// drawings are the files that may name sizes in pixels: the text of a drawing is as
// large as its geometry asks for, and both stand in the same units.
var drawings = []string{"chart.css", "home.css", "timeline.css"}

var (
	cssFontSize = regexp.MustCompile(`(?:^|[;{\s])font-size:\s*([^;}]+)`)
	cssLeading  = regexp.MustCompile(`(?:^|[;{\s])line-height:\s*([^;}]+)`)
	cssOfText   = regexp.MustCompile(`^(var\(--[a-z0-9-]+\)|[0-9.]*em|inherit|1|0)$`)
	cssAnyRoom  = regexp.MustCompile(`(?:padding|margin|gap)[a-z-]*:\s*([^;}]+)`)
	cssRootSize = regexp.MustCompile(`[0-9.]+rem\b`)
)

// TestSizesAreTokens holds sizes of letters and distances to the scale: a token, or a
// part of the letter around it (em).
func TestSizesAreTokens(t *testing.T) {
	for name, text := range styles(t) {
		if name == "tokens.css" || slices.Contains(drawings, name) {
			continue
		}
		for _, m := range cssFontSize.FindAllStringSubmatch(text, -1) {
			onPaper := name == "print.css" && (strings.HasSuffix(m[1], "pt") || strings.HasSuffix(m[1], "px"))
			if !cssOfText.MatchString(m[1]) && !onPaper {
				t.Errorf("%s: font-size: %s is no step of the scale", name, m[1])
			}
		}
		for _, m := range cssLeading.FindAllStringSubmatch(text, -1) {
			if !cssOfText.MatchString(m[1]) && m[1] != "1.6" && m[1] != "1.7" { // of chips and what stands beside them
				t.Errorf("%s: line-height: %s is no token", name, m[1])
			}
		}
		for _, m := range cssAnyRoom.FindAllStringSubmatch(text, -1) {
			if cssRootSize.MatchString(m[1]) {
				t.Errorf("%s: the distance %s is no token", name, m[1])
			}
		}
	}
}

// TestTokensAreDocumented compares the tables of docs/design.md with tokens.css.
func TestTokensAreDocumented(t *testing.T) {
	body, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for _, line := range strings.Split(string(body), "\n") {
		if cells := strings.Split(line, "|"); len(cells) > 3 && strings.HasPrefix(strings.TrimSpace(cells[1]), "`--") {
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows[strings.Trim(cells[1], "`")] = cells
		}
	}
	columns := []func(tokenBlock) bool{
		func(b tokenBlock) bool { return b.media == "" && b.selector == ":root" },
		func(b tokenBlock) bool { return strings.Contains(b.media, "dark") && b.selector == ":root" },
		func(b tokenBlock) bool { return b.media == "" && strings.Contains(b.selector, "elder") },
		func(b tokenBlock) bool {
			return strings.Contains(b.media, "dark") && strings.Contains(b.selector, "elder")
		},
	}
	for _, b := range tokenBlocks(t) {
		for i, in := range columns {
			if !in(b) {
				continue
			}
			for name, value := range b.values {
				row := rows[name]
				switch {
				case !strings.HasPrefix(name, "--"), name == "--target" && i > 0, name == "--leading" && i > 0:
				case len(row) <= 2+i:
					t.Errorf("docs/design.md has no cell for %s, column %d", name, i+1)
				case row[2+i] != value && row[2+i] != "a stack":
					t.Errorf("docs/design.md says %s for %s, column %d; tokens.css says %s", row[2+i], name, i+1, value)
				}
			}
		}
	}
}
