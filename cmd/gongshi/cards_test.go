package main

import (
	"bytes"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The pictures that other sites and chat programs show beside a link, and the icon of
// home screens: drawings in templates/pictures/cards, rendered by Chromium.
//
//	go test ./cmd/gongshi -run TestCards -update
//
// writes drawings and pictures anew. Letters differ from machine to machine, so the
// pictures are compared by size and weight only, the drawings by every byte.
const (
	cardWidth, cardHeight = 1200, 630
	touchSize             = 180
	cardWeight            = 30 << 10
)

// card is a picture by what a page is about. It names no portal: every portal has it.
type card struct {
	Name, Chinese, English string
	Line, LineEnglish      string
	Figure                 template.HTML
}

// cards are the types of pages. The figure of each is drawn in an area of 460 x 360.
func cards() []card {
	return []card{
		{"home", "公示", "On the public record", "薪酬、项目结果、惩戒", "Pay, project results, sanctions", ledgerFigure()},
		{"agencies", "机构", "Agencies", "谁承接政府购买服务", "Who works under government contracts", agenciesFigure()},
		{"projects", "项目", "Projects", "钱从哪里来，结果怎样", "Who paid, and what came of it", projectsFigure()},
		{"sanctions", "惩戒", "Sanctions", "文书、理由、期限、状态", "Decision, reason, term, state", sanctionsFigure()},
		{"pay", "薪酬", "Pay", "管理层薪酬，逐年公开", "What management is paid, year by year", payFigure()},
		{"overdue", "未公开", "Not disclosed", "应公开而没有公开的", "What was due and is missing", overdueFigure()},
		{"data", "数据", "Data", "每一行都可下载、可核对", "Every row to download and to check", dataFigure()},
		{"search", "搜索", "Search", "全文检索", "Every word on record", searchFigure()},
		{"compare", "对比", "Compare", "同区、同规模，放在一起看", "Like with like, side by side", compareFigure()},
	}
}

// The colours of the light tokens, and the letters.
const cardStyle = `.ink{fill:#16202b}.soft{fill:#44505c}.edge{fill:#76818c}.line{fill:#d9dde2}.accent{fill:#0a5c63}.alarm{fill:#931d15}.wash{fill:#f4f6f7}` +
	`.none{fill:none;stroke:#931d15;stroke-width:3;stroke-dasharray:10 7}.frame{fill:none;stroke:#16202b;stroke-width:4}` +
	`text{font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}`

const markPath = `<path fill-rule="evenodd" d="M2 2h14v28H2zM6 8h6v2H6zM6 14h6v2H6zM6 20h4v2H6zM18 4l12 4v22H18zM20 6.8V28h8V9.5z"/>`

var cardTemplate = template.Must(template.New("card").Parse(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630">
<title>{{.Chinese}} {{.English}}</title><style>` + cardStyle + `</style>
<rect width="1200" height="630" fill="#fff"/>
<g class="accent" transform="translate(72 60) scale(2.25)">` + markPath + `</g>
<text class="ink" x="72" y="296" font-size="120" font-weight="700">{{.Chinese}}</text>
<text class="accent" x="76" y="364" font-size="46" font-weight="700">{{.English}}</text>
<text class="soft" x="76" y="444" font-size="32">{{.Line}}</text>
<text class="soft" x="76" y="488" font-size="26">{{.LineEnglish}}</text>
<g transform="translate(668 132)">
{{.Figure}}</g>
<rect class="line" x="72" y="546" width="1056" height="2"/>
<text class="soft" x="76" y="592" font-size="24">没有记录，不等于没有问题 · No record is not a clean record</text>
</svg>
`))

const touchDrawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 180" width="180" height="180"><rect width="180" height="180" fill="#0a5c63"/><g fill="#fff" transform="translate(26 26) scale(4)">` + markPath + "</g></svg>\n"

// hairlines is a ledger without words: a hairline below each row of 60.
func hairlines(n int, row func(i, y int) string) template.HTML {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s<rect class=\"line\" x=\"0\" y=\"%d\" width=\"460\" height=\"2\"/>\n", row(i, 60*i), 60*i+58)
	}
	return template.HTML(b.String())
}

func bar(class string, x, y, width, height int) string {
	return fmt.Sprintf(`<rect class="%s" x="%d" y="%d" width="%d" height="%d"/>`, class, x, y, width, height)
}

// ledgerFigure is the three ways of nothing among what was disclosed.
func ledgerFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		name := bar("edge", 0, y+26, 96+[]int{24, 0, 40, 8, 32, 16}[i], 8)
		switch i {
		case 2:
			return name + bar("none", 190, y+17, 268, 26)
		case 4:
			return name + bar("edge", 190, y+14, 4, 32)
		}
		return name + bar([]string{"accent", "accent", "", "ink", "", "accent"}[i], 190, y+16, []int{250, 140, 0, 196, 0, 84}[i], 28)
	})
}

func agenciesFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		return bar("accent", 0, y+18, 24, 24) + bar("ink", 48, y+25, []int{220, 180, 250, 160, 236, 200}[i], 10) + bar("edge", 340, y+26, []int{100, 76, 120, 88, 64, 108}[i], 8)
	})
}

func projectsFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		x, width := []int{0, 60, 96, 170, 210, 284}[i], []int{190, 250, 150, 220, 180, 120}[i]
		return bar("accent", x, y+18, width, 24) + fmt.Sprintf(`<circle class="ink" cx="%d" cy="%d" r="11"/>`, min(x+width+28, 446), y+30)
	})
}

func sanctionsFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		shape := []string{
			`<circle class="alarm" cx="14" cy="%[1]d" r="13"/>`,
			`<circle cx="14" cy="%[1]d" r="11.5" fill="none" stroke="#44505c" stroke-width="3"/><path class="soft" d="M14 %[2]da13 13 0 0 1 0 26z"/>`,
			`<circle cx="14" cy="%[1]d" r="11.5" fill="none" stroke="#44505c" stroke-width="3"/>`,
		}[[]int{0, 0, 1, 2, 2, 2}[i]]
		return strings.NewReplacer("%[1]d", fmt.Sprint(y+30), "%[2]d", fmt.Sprint(y+17)).Replace(shape) +
			bar("ink", 56, y+25, []int{260, 200, 232, 180, 250, 214}[i], 10) + bar("edge", 372, y+26, 88, 8)
	})
}

func payFigure() template.HTML {
	var b strings.Builder
	for year := range 4 {
		x := 122 * year
		for tier, class := range []string{"edge", "accent", "ink"} {
			height := [4][3]int{{60, 150, 230}, {70, 170, 250}, {78, 190, 290}, {0, 206, 320}}[year][tier]
			if height == 0 {
				b.WriteString(bar("none", x+2, 238, 24, 118))
				continue
			}
			b.WriteString(bar(class, x+32*tier, 358-height, 28, height))
		}
		b.WriteString("\n")
	}
	return template.HTML(b.String() + bar("line", 0, 358, 460, 2) + "\n")
}

func overdueFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		name := bar("edge", 0, y+26, []int{110, 140, 96, 128, 116, 88}[i], 8)
		if i == 3 {
			return name + bar("accent", 190, y+16, 230, 28)
		}
		return name + bar("none", 190, y+17, 268, 26)
	})
}

func dataFigure() template.HTML {
	return hairlines(6, func(i, y int) string {
		var b strings.Builder
		for c := range 4 {
			class := "edge"
			if i == 0 {
				class = "ink"
			}
			b.WriteString(bar(class, 118*c, y+25, []int{70, 92, 56, 84, 64, 76}[(i+2*c)%6], 10))
		}
		return b.String()
	})
}

func searchFigure() template.HTML {
	box := bar("frame", 2, 2, 456, 84) + bar("accent", 340, 2, 118, 84) + bar("edge", 28, 38, 150, 12) + `<rect x="382" y="40" width="34" height="8" fill="#fff"/>` + "\n"
	list := hairlines(4, func(i, y int) string {
		return bar("ink", 0, y+25, []int{84, 150, 40, 120}[i], 10) + bar("accent", []int{96, 162, 52, 132}[i], y+17, 96, 26) + bar("edge", []int{204, 270, 160, 240}[i], y+25, []int{200, 130, 240, 170}[i], 10)
	})
	return template.HTML(box) + `<g transform="translate(0 116)">` + list + "</g>\n"
}

func compareFigure() template.HTML {
	figure := hairlines(6, func(i, y int) string {
		left, right := []int{150, 190, 110, 0, 170, 130}[i], []int{120, 205, 160, 140, 96, 180}[i]
		if left == 0 {
			return bar("none", 60, y+17, 162, 26) + bar("ink", 236, y+16, right, 28)
		}
		return bar("accent", 224-left, y+16, left, 28) + bar("ink", 236, y+16, right, 28)
	})
	return figure + template.HTML(bar("edge", 229, 0, 2, 358)+"\n")
}

// drawings are the cards as SVG, by their files' names.
func drawings(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"touch.svg": touchDrawing}
	for _, c := range cards() {
		var b strings.Builder
		if err := cardTemplate.Execute(&b, c); err != nil {
			t.Fatal(err)
		}
		all[c.Name+".svg"] = b.String()
	}
	return all
}

// TestCards compares the drawings with the committed ones and looks at the pictures that
// were made of them.
func TestCards(t *testing.T) {
	dir := filepath.Join(repository(t), "templates/pictures")
	all := drawings(t)
	if *update {
		for name, text := range all {
			writeFile(t, filepath.Join(dir, "cards", name), []byte(text))
		}
		renderCards(t, dir, all)
	}
	committed, err := filepath.Glob(filepath.Join(dir, "cards/*.svg"))
	if err != nil || len(committed) != len(all) {
		t.Errorf("%d drawings are committed, want %d (%v)", len(committed), len(all), err)
	}
	for name, want := range all {
		if got := readFile(t, filepath.Join(dir, "cards", name)); got != want {
			t.Errorf("cards/%s is not what the test draws; -update writes it", name)
		}
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil || len(pictures) != len(all) {
		t.Errorf("%d pictures of %d drawings (%v)", len(pictures), len(all), err)
	}
	for _, file := range pictures {
		name := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(file), ".png"), "card-")
		if all[name+".svg"] == "" {
			t.Errorf("%s has no drawing", file)
		}
		body := readFile(t, file)
		if len(body) > cardWeight {
			t.Errorf("%s weighs %d bytes, want %d at most", file, len(body), cardWeight)
		}
		size, err := png.DecodeConfig(strings.NewReader(body))
		want := [2]int{cardWidth, cardHeight}
		if name == "touch" {
			want = [2]int{touchSize, touchSize}
		}
		if err != nil || size.Width != want[0] || size.Height != want[1] {
			t.Errorf("%s is %d x %d (%v), want %v", file, size.Width, size.Height, err, want)
		}
	}
}

func renderCards(t *testing.T, dir string, all map[string]string) {
	t.Helper()
	host := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "cards"))))
	defer host.Close()
	p := openBrowser(t)
	for name := range all {
		file, width, height := "card-"+strings.TrimSuffix(name, ".svg")+".png", int64(cardWidth), int64(cardHeight)
		if name == "touch.svg" {
			file, width, height = "touch.png", touchSize, touchSize
		}
		p.screen(width, height, "light")
		p.open(host.URL + "/" + name)
		writeFile(t, filepath.Join(dir, file), fewColours(t, p.picture(height)))
	}
}

// fewColours writes a picture with a palette of its most frequent colours, which are
// all that flat areas and the edges of letters need.
func fewColours(t *testing.T, picture []byte) []byte {
	t.Helper()
	const most = 64
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		r, g, b, _ := img.At(x, y).RGBA()
		return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
	}
	size := img.Bounds()
	for y := range size.Dy() {
		for x := range size.Dx() {
			counts[at(x, y)]++
		}
	}
	var list []color.RGBA
	for c := range counts {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b color.RGBA) int {
		if n := counts[b] - counts[a]; n != 0 {
			return n
		}
		return slices.Compare([]uint8{a.R, a.G, a.B}, []uint8{b.R, b.G, b.B})
	})
	var palette color.Palette
	for _, c := range list[:min(most, len(list))] {
		palette = append(palette, c)
	}
	out := image.NewPaletted(size, palette)
	for y := range size.Dy() {
		for x := range size.Dx() {
			out.Set(x, y, at(x, y))
		}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCardColours holds the drawings to the colours of the light tokens.
func TestCardColours(t *testing.T) {
	tokens := readFile(t, filepath.Join(repository(t), "templates/styles/tokens.css"))
	light, _, _ := strings.Cut(tokens, "@media")
	for _, colour := range []string{"#16202b", "#44505c", "#76818c", "#d9dde2", "#0a5c63", "#931d15", "#f4f6f7", "#fff"} {
		if !strings.Contains(light, ": "+colour+";") {
			t.Errorf("the drawings use %s, which is no light token", colour)
		}
	}
	for name, text := range drawings(t) {
		if name != "touch.svg" && strings.Contains(text, "拟州") {
			t.Errorf("%s names the sample", name)
		}
	}
	if _, err := os.Stat(filepath.Join(repository(t), "templates/pictures/favicon.svg")); err != nil {
		t.Error(err)
	}
}
