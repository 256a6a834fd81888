package site

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

// box is what a piece of a drawing covers.
type box struct {
	what       string
	x, y, w, h int
}

func (b box) touches(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}

// textBoxes are the places of a figure's texts, by a measure of their own that is
// not narrower than a usual font.
func textBoxes(f figure) []box {
	var list []box
	for _, t := range f.Texts {
		b := box{t.Class + " " + t.Text, t.X, t.Y - 12, figureTextWidth(t.Text), 15}
		if t.Class == "year" {
			b.x -= b.w / 2
		}
		list = append(list, b)
	}
	return list
}

func markBoxes(f figure) []box {
	var list []box
	for _, m := range f.Marks {
		list = append(list, box{m.Shape + " " + m.Title, m.X - 7, m.Y - 7, 14, 14})
	}
	return list
}

func barBoxes(f figure) []box {
	var list []box
	for _, b := range f.Bars {
		list = append(list, box{b.Class + " " + b.Title, b.X, b.Y, b.Width, b.Height})
	}
	return list
}

// checkFigure holds what is true of every drawing: all of it lies in the view box, no
// text touches another or a mark, no mark another, and no contract another.
func checkFigure(t *testing.T, f figure) {
	t.Helper()
	texts, marks, bars := textBoxes(f), markBoxes(f), barBoxes(f)
	for _, b := range slices.Concat(texts, marks, bars) {
		if b.x < 0 || b.y < 0 || b.x+b.w > f.Width || b.y+b.h > f.Height {
			t.Errorf("%s: %q is at %d,%d %dx%d, outside of %dx%d", f.ID, b.what, b.x, b.y, b.w, b.h, f.Width, f.Height)
		}
	}
	apart := func(list []box, others []box) {
		for i, b := range list {
			for j, o := range others {
				if (&list[0] != &others[0] || i < j) && b.touches(o) {
					t.Errorf("%s: %q touches %q", f.ID, b.what, o.what)
				}
			}
		}
	}
	var symbols, solid []box
	for i, m := range f.Marks {
		if !strings.Contains(m.Class, "go-on") {
			symbols = append(symbols, marks[i])
		}
	}
	for i, b := range f.Bars {
		if b.Width < 0 || b.Height < 0 {
			t.Errorf("%s: the bar %q measures %dx%d", f.ID, b.Title, b.Width, b.Height)
		}
		if b.Class == "contract" {
			solid = append(solid, bars[i])
		}
	}
	for _, pair := range [][2][]box{{texts, texts}, {symbols, symbols}, {solid, solid}, {texts, marks}, {texts, bars}, {symbols, solid}} {
		if len(pair[0]) > 0 && len(pair[1]) > 0 {
			apart(pair[0], pair[1])
		}
	}
}

// timelinePage is a page of the fixture's portal in a language, for drawing.
func timelinePage(t *testing.T, lang string) page {
	t.Helper()
	reg, led := fixture(t)
	set, err := parse(testOptions().Templates, words.Of(lang))
	if err != nil {
		t.Fatal(err)
	}
	e := newEdition(open(reg, led), testOptions(), lang, set)
	return page{e, "agencies/x.html"}
}

// busy is n contracts with two results each, on days that a small generator picks.
func busy(n int) []event {
	state := uint32(7)
	next := func(most int) int {
		state = state*1664525 + 1013904223
		return int(state>>8) % most
	}
	var list []event
	for i := range n {
		from := day.Make(2015+next(10), 1+next(12), 1+next(28))
		to := from.Add(next(1400))
		if next(15) == 0 {
			to = d("长期")
		}
		list = append(list, event{lane: contracts, from: from, to: to, title: fmt.Sprint("contract ", i)})
		for range 2 {
			list = append(list, event{lane: results, from: from.Add(next(800)), shape: shapeSquare, tone: good, title: fmt.Sprint("result ", i)})
		}
		if i%9 == 0 {
			list = append(list, event{lane: sanctioned, from: from.Add(100), to: to, shape: shapeFull, tone: alarm, title: fmt.Sprint("sanction ", i)})
		}
		if i%5 == 0 {
			list = append(list, event{lane: paid, from: d("2024-06-30"), shape: shapeTick, tone: good, title: fmt.Sprint("pay ", i)})
		}
	}
	return list
}

func TestTimelineGeometry(t *testing.T) {
	mark := func(l lane, on string) event {
		return event{lane: l, from: d(on), shape: shapeTick, tone: good, title: on}
	}
	for _, tt := range []struct {
		name   string
		events []event
		more   bool
	}{
		{"one result", []event{mark(results, "2026-01-01")}, false},
		{"first and last day of the axis", []event{mark(paid, "2020-01-01"), mark(paid, "2026-12-31")}, false},
		{"leap day", []event{mark(policies, "2024-02-29")}, false},
		{"a contract of one day", []event{{lane: contracts, from: d("2025-12-31"), to: d("2025-12-31")}}, false},
		{"a contract without end that starts on the axis's last days", []event{{lane: contracts, from: d("2026-12-30"), to: d("长期")}}, false},
		{"a contract whose end comes before its start", []event{{lane: contracts, from: d("2025-12-31"), to: d("2024-12-31")}}, false},
		{"a contract of a hundred years", []event{{lane: contracts, from: d("1930-01-01"), to: d("2040-12-31")}}, false},
		{"a sanction in force without end", []event{{lane: sanctioned, from: d("2026-12-31"), to: d("长期"), shape: shapeFull, tone: alarm}}, false},
		{"five marks on one day", []event{mark(paid, "2025-06-30"), mark(paid, "2025-06-30"), mark(paid, "2025-06-30"), mark(paid, "2025-06-30"), mark(paid, "2025-06-30")}, false},
		{"forty years", []event{mark(results, "1980-05-05"), mark(results, "2026-05-05")}, false},
		{"a hundred contracts", busy(100), true},
		{"a thousand contracts", busy(1000), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, lang := range []string{portal.Chinese, portal.English} {
				p := timelinePage(t, lang)
				span := timelineSpan(inPlace(tt.events), 2026)
				wide, narrow := p.figure(inPlace(tt.events), span, false), p.figure(inPlace(tt.events), span, true)
				checkFigure(t, wide)
				checkFigure(t, narrow)
				if got := wide.More > 0; got != tt.more {
					t.Errorf("%d events drawn as density only, want some: %v", wide.More, tt.more)
				}
				if again := p.figure(inPlace(tt.events), span, false); !reflect.DeepEqual(again, wide) {
					t.Error("drawn twice, the figure differs")
				}
				if narrow.Width > 400 {
					t.Errorf("the narrow figure is %d wide: its text would shrink below 12 pixels on a phone", narrow.Width)
				}
			}
		})
	}
}

// TestTimelineAlarmsFirst holds that what is not disclosed is never among the events
// that are drawn as density only while there is room.
func TestTimelineAlarmsFirst(t *testing.T) {
	list := busy(300)
	for range 3 {
		list = append(list, event{lane: results, from: d("2020-06-01"), shape: shapeMissing, tone: alarm, title: "missing"})
	}
	f := timelinePage(t, portal.Chinese).figure(inPlace(list), years{2015, 2026}, false)
	n := 0
	for _, m := range f.Marks {
		if m.Shape == shapeMissing {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d of 3 missing results are drawn", n)
	}
}

func TestTimelineSpan(t *testing.T) {
	for _, tt := range []struct {
		name   string
		events []event
		want   years
	}{
		{"silence until the register's year is part of it", []event{{from: d("2019-05-01")}}, years{2019, 2026}},
		{"an end ahead", []event{{from: d("2025-05-01"), to: d("2028-05-01")}}, years{2025, 2028}},
		{"an end far ahead", []event{{from: d("2025-05-01"), to: d("2068-05-01")}}, years{2025, 2029}},
		{"no end", []event{{from: d("2025-05-01"), to: d("长期")}}, years{2025, 2026}},
		{"a start long ago", []event{{from: d("1950-05-01")}}, years{1987, 2026}},
	} {
		if got := timelineSpan(inPlace(tt.events), 2026); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTimelineAxis(t *testing.T) {
	a := axis{years{2023, 2026}, 400}
	for _, tt := range []struct {
		on     string
		at     int
		beyond bool
	}{
		{"2023-01-01", 0, false}, {"2024-01-01", 100, false}, {"2024-12-31", 199, false}, {"2026-12-31", 399, false},
		{"2022-12-31", 0, false}, {"2027-01-01", 400, true}, {"长期", 400, true},
	} {
		at, beyond := a.at(d(tt.on))
		if at != tt.at || beyond != tt.beyond {
			t.Errorf("%s lies at %d, beyond: %v; want %d, %v", tt.on, at, beyond, tt.at, tt.beyond)
		}
	}
}

// TestShapes holds that every symbol is drawn in a way of its own and within its size.
func TestShapes(t *testing.T) {
	seen := map[string]string{}
	for _, shape := range []string{
		shapeSquare, shapeDiamond, shapeTriangle, shapeFull, shapeHalf, shapeHollow, shapeTick, shapeClock, shapeMissing, shapeDash, shapeRight, shapeUp,
	} {
		drawn := fmt.Sprint(shapePaths(shape))
		if other, twice := seen[drawn]; twice {
			t.Errorf("%s is drawn as %s is: %s", shape, other, drawn)
		}
		seen[drawn] = shape
	}
}

// TestTimelineDuties holds how each state of a duty is drawn, and where.
func TestTimelineDuties(t *testing.T) {
	p := timelinePage(t, portal.Chinese)
	deadline, on := d("2025-06-30"), d("2025-08-01")
	for _, tt := range []struct {
		name  string
		in    ledger.Duty
		shape string // empty: not drawn
		from  string
		dated bool
	}{
		{"in time", ledger.Duty{State: ledger.Disclosed, Deadline: deadline, On: d("2025-05-01")}, shapeTick, "2025-05-01", true},
		{"on a day not known", ledger.Duty{State: ledger.Disclosed, Deadline: deadline}, shapeTick, "2024-12-31", false},
		{"nil return", ledger.Duty{State: ledger.NilReturn, On: on}, shapeTick, "2025-08-01", true},
		{"late", ledger.Duty{State: ledger.Late, Deadline: deadline, On: on, Days: 32}, shapeClock, "2025-08-01", true},
		{"overdue", ledger.Duty{State: ledger.Overdue, Deadline: deadline, Days: 9}, shapeMissing, "2025-06-30", true},
		{"overdue in part", ledger.Duty{State: ledger.Overdue, Deadline: deadline, On: on, Have: 1, Want: 3}, shapeMissing, "2025-06-30", true},
		{"missing without a deadline", ledger.Duty{State: ledger.Missing}, shapeMissing, "2024-12-31", false},
		{"due", ledger.Duty{State: ledger.Due, Deadline: deadline}, shapeDash, "2025-06-30", true},
		{"due on no day", ledger.Duty{State: ledger.Due}, "", "", false},
		{"not required", ledger.Duty{State: ledger.NotRequired}, "", "", false},
		{"no rule in force", ledger.Duty{State: ledger.NoRule}, "", "", false},
	} {
		e, ok := p.dutyEvent(tt.in, d("2024-12-31"))
		if ok != (tt.shape != "") || e.shape != tt.shape || e.from.String() != tt.from || e.dated != tt.dated {
			t.Errorf("%s: drawn %v as %q at %s, dated %v; want %q at %s, %v", tt.name, ok, e.shape, e.from, e.dated, tt.shape, tt.from, tt.dated)
		}
	}
}

// TestTimelineMissingResults holds that a project without its result is drawn at its own
// deadline, or at its end where there is none, and not before that day.
func TestTimelineMissingResults(t *testing.T) {
	p := timelinePage(t, portal.Chinese)
	project := p.reg.Projects[0]
	account := &ledger.Account{Years: []ledger.Year{{Year: 2025, Results: ledger.Duty{State: ledger.Overdue, Reasons: []ledger.Reason{
		{Project: project, On: d("2025-03-01"), State: ledger.Overdue, Due: d("2025-06-01")},
		{Project: project, On: d("2025-04-01"), State: ledger.Missing},
		{Project: project, On: d("2025-05-01"), State: ledger.Disclosed},
		{Project: project, On: d("2026-05-01"), State: ledger.Due, Due: d("2026-08-01")},
	}}}}}
	var got []string
	for _, e := range p.missingResults(nil, account) {
		got = append(got, e.from.String())
	}
	if want := "2025-06-01 2025-04-01"; strings.Join(got, " ") != want {
		t.Errorf("drawn at %v, want %s", got, want)
	}
}

// TestTimelineTable holds that both drawings and the table tell the same facts, in all
// languages, and that nothing of a record that is not shown is among them.
func TestTimelineTable(t *testing.T) {
	files := built(t)
	for _, lang := range []string{"", "en/", "zh-hant/"} {
		for n := range 6 {
			path := lang + "agencies/" + strings.ToLower(string(id(n+1))) + ".html"
			p := parsePage(t, files[path])
			if len(p.all(".timeline")) == 0 {
				if n != 2 && n != 5 {
					t.Errorf("%s has no timeline", path)
				}
				continue
			}
			dates := p.texts(".timeline-table tbody td")
			rows := len(p.all(".timeline-table tbody tr"))
			var days []string
			for i := 0; i < len(dates); i += 2 {
				if len(dates[i]) == len("2025-01-01") {
					days = append(days, dates[i])
				}
			}
			if !slices.IsSortedFunc(days, func(a, b string) int { return strings.Compare(b, a) }) {
				t.Errorf("%s: the table is not sorted newest first: %v", path, days)
			}
			if got := drawn(p, "timeline-wide"); got != rows {
				t.Errorf("%s: the wide drawing has %d facts, and the table %d", path, got, rows)
			}
			if wide, narrow := len(p.all("svg.timeline-wide use")), len(p.all("svg.timeline-narrow use")); narrow == 0 || narrow > wide {
				t.Errorf("%s: the narrow drawing has %d marks, and the wide one %d", path, narrow, wide)
			}
			for _, shape := range p.attributes(".timeline use", "href") {
				if len(p.all("defs "+shape)) != 1 {
					t.Errorf("%s: the symbol %s is not there once", path, shape)
				}
			}
			for _, id := range []string{"timeline-wide", "timeline-narrow"} {
				figure := p.all("svg." + id)[0]
				if attribute(figure, "role") != "img" || attribute(figure, "aria-labelledby") != id+"-title "+id+"-desc" {
					t.Errorf("%s: %s is not a named picture", path, id)
				}
			}
			if strings.Contains(files[path], "秘密") {
				t.Errorf("%s tells of a sanction that is not shown", path)
			}
		}
	}
}

// drawn counts the facts of a drawing: its titles, each once.
func drawn(p parsed, id string) int {
	seen := map[string]bool{}
	for _, n := range p.all("svg." + id + " title") {
		if n.Parent.Data == "svg" {
			continue
		}
		var b strings.Builder
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
		seen[b.String()] = true
	}
	return len(seen)
}

func TestTimelineFacts(t *testing.T) {
	files := built(t)
	p := parsePage(t, files["agencies/"+strings.ToLower(string(id(2)))+".html"])
	table := strings.Join(p.texts(".timeline-table tbody tr"), "\n")
	for _, want := range []string{"2026-06-11", "拟社罚字〔2026〕7号", "2025年薪酬", "部分未公开", "2024-01-15", "专业评估：良好", "项目P-2", "2021-03-01"} {
		if !strings.Contains(strings.ReplaceAll(table, words.NoBreak, ""), want) {
			t.Errorf("the table does not say %q:\n%s", want, table)
		}
	}
	if n := len(p.all("svg.timeline-wide use.alarm")); n < 2 {
		t.Errorf("%d alarms are drawn, want the sanction in force and the pay of 2025", n)
	}
	empty := register.Agency{Name: "无"}
	page := timelinePage(t, portal.Chinese)
	if got := page.timeline(&empty, &ledger.Account{Agency: &empty}); got != nil {
		t.Errorf("an agency without records has a timeline: %+v", got)
	}
	if h, err := strconv.Atoi(strings.Fields(attribute(p.all("svg.timeline-narrow")[0], "viewBox"))[3]); err != nil || h < 100 {
		t.Errorf("the narrow drawing is %d high: %v", h, err)
	}
}

// TestTimelinePolicy holds that a policy that was late for one year is drawn late, and
// that one that is missing is drawn as missing whatever was before.
func TestTimelinePolicy(t *testing.T) {
	p := timelinePage(t, portal.Chinese)
	late := ledger.Duty{State: ledger.Late, On: d("2023-09-01"), Days: 5}
	for _, tt := range []struct {
		name  string
		now   ledger.Duty
		years []ledger.Year
		want  string
	}{
		{"in time", ledger.Duty{State: ledger.Disclosed, On: d("2023-03-01")}, nil, "tick 2023-03-01"},
		{"late at first", ledger.Duty{State: ledger.Disclosed, On: d("2023-09-01")}, []ledger.Year{{Year: 2024}, {Year: 2023, Policy: late}}, "clock 2023-09-01"},
		{"missing", ledger.Duty{State: ledger.Overdue, Deadline: d("2023-06-01")}, []ledger.Year{{Year: 2023, Policy: late}}, "missing 2023-06-01"},
		{"missing without a deadline", ledger.Duty{State: ledger.Missing}, []ledger.Year{{Year: 2024}, {Year: 2023, Because: p.reg.Projects[0]}}, "missing 2023-12-31"},
	} {
		list := p.policyEvents(nil, &register.Agency{}, &ledger.Account{Policy: tt.now, Years: tt.years})
		if len(list) != 1 || list[0].shape+" "+list[0].from.String() != tt.want {
			t.Errorf("%s: %+v, want %s", tt.name, list, tt.want)
		}
	}
	day := ledger.Duty{State: ledger.Disclosed}
	if list := p.policyEvents(nil, &register.Agency{Policy: &register.Policy{EffectiveOn: d("2022-02-02")}}, &ledger.Account{Policy: day}); len(list) != 1 || list[0].from != d("2022-02-02") {
		t.Errorf("a policy whose day of publication is not known is drawn as %+v, want it at its day of effect", list)
	}
}

// TestDrawingEscapes holds that a name is text in a drawing, whatever stands in it.
func TestDrawingEscapes(t *testing.T) {
	const name = `</title><script>alert(1)</script>"&<`
	f := figure{
		Texts: []figureText{{Class: "lane", Text: name}}, Bars: []figureBar{{Class: "contract", Title: name}},
		Marks: []figureMark{{Shape: shapeTick, Class: good, Title: name}},
	}
	p := parsePage(t, "<!DOCTYPE html><title>t</title><svg>"+string(f.drawing(` lang="zh-CN"`))+"</svg>")
	if len(p.all("script")) > 0 {
		t.Errorf("a name became a script: %s", f.Drawing)
	}
	texts := append(p.texts("svg text"), p.texts("svg title")...)
	if len(texts) != 3 || texts[0] != name || texts[1] != name || texts[2] != name {
		t.Errorf("the names are %q, want %q three times", texts, name)
	}
}
