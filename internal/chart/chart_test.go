package chart

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

func format(n int64) string { return strconv.FormatInt(n/1_000_000, 10) }

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		most  int64
		steps int
		want  []int64
	}{
		{0, 4, []int64{0}},
		{1, 4, []int64{0, 1}},
		{7, 4, []int64{0, 2, 4, 6, 8}},
		{9, 4, []int64{0, 5, 10}},
		{95, 4, []int64{0, 25, 50, 75, 100}},
		{100, 4, []int64{0, 25, 50, 75, 100}},
		{101, 4, []int64{0, 50, 100, 150}},
		{143_257_000, 4, []int64{0, 50_000_000, 100_000_000, 150_000_000}},
		{1 << 62, 1, []int64{0, 5_000_000_000_000_000_000}},
		{1<<63 - 1, 4, []int64{0, 2_500_000_000_000_000_000, 5_000_000_000_000_000_000, 7_500_000_000_000_000_000, 1<<63 - 1}},
	} {
		if got := Ticks(c.most, c.steps); !slices.Equal(got, c.want) {
			t.Errorf("%d in %d steps: got %v, want %v", c.most, c.steps, got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		scale Scale
		n     int64
		want  int
	}{
		{Scale{100, 0, 200}, 0, 0}, {Scale{100, 0, 200}, 50, 100}, {Scale{100, 0, 200}, 100, 200}, {Scale{100, 0, 200}, 300, 200},
		{Scale{100, 200, 20}, 50, 110}, {Scale{0, 200, 20}, 0, 200}, {Scale{9e15, 0, 1000}, 9e15 - 1, 999}, {Scale{1<<63 - 1, 0, 1 << 20}, 1<<63 - 1, 1 << 20},
	} {
		if got := c.scale.At(c.n); got != c.want {
			t.Errorf("%d on %v: got %d, want %d", c.n, c.scale, got, c.want)
		}
	}
}

func TestQuartiles(t *testing.T) {
	for _, c := range []struct {
		list      []int64
		low, high int64
	}{{[]int64{7}, 7, 7}, {[]int64{1, 2}, 1, 2}, {[]int64{1, 2, 3, 4}, 1, 3}, {[]int64{1, 2, 3, 4, 5}, 2, 4}, {[]int64{0, 0, 0, 0, 9, 9, 9, 9}, 0, 9}} {
		if low, high := Quartiles(c.list); low != c.low || high != c.high {
			t.Errorf("%v: got %d and %d, want %d and %d", c.list, low, high, c.low, c.high)
		}
	}
}

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{{"", 0}, {"未公开", 42}, {"123", 27}, {"1.5", 24}, {"50 家", 38}, {"100%", 41}} {
		if got := Width(c.in, 14); got != c.want {
			t.Errorf("%q: got %d, want %d", c.in, got, c.want)
		}
	}
}

// amounts are those at which a drawing could go wrong.
var amounts = []int64{0, 0, 1, 99, 12_345, 100_000_000, 100_000_000, 141_005_000, 9e15, 1 << 61}

// invented is groups of three values of every state.
func invented(random *rand.Rand, groups int) []Group {
	list := make([]Group, groups)
	scale := amounts[random.IntN(len(amounts)-2)+2]
	for i := range list {
		list[i] = Group{Name: strconv.Itoa(1990 + i), Values: make([]Value, 3)}
		if random.IntN(4) == 0 {
			list[i].Note = []string{"未到期", "no rule in force"}[random.IntN(2)]
		}
		for k := range list[i].Values {
			switch random.IntN(4) {
			case 0:
				list[i].Values[k] = Value{State: Missing, Label: []string{"未公开", "not disclosed"}[random.IntN(2)]}
			case 1:
				list[i].Values[k] = Value{State: Nothing}
			default:
				n := amounts[random.IntN(len(amounts))]
				if random.IntN(2) == 0 {
					n = random.Int64N(scale) + 1
				}
				list[i].Values[k] = Value{State: Given, N: n, Label: format(n)}
			}
		}
	}
	return list
}

const rounds = 400

func TestBarsHold(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		groups := invented(random, 1+random.IntN(40))
		for name, draw := range map[string]func() (Bars, int){
			"columns": func() (Bars, int) { return DrawColumns(groups, 720), columnText },
			"rows":    func() (Bars, int) { return DrawRows(groups, 288), rowText },
		} {
			d, size := draw()
			if again, _ := draw(); !reflect.DeepEqual(d, again) {
				t.Fatalf("%s, round %d: the same groups gave another drawing", name, round)
			}
			view := Box{0, 0, d.Width, d.Height}
			texts := append(slices.Clone(d.Names), d.Notes...)
			drawn := map[[2]int]Mark{}
			for _, m := range d.Marks {
				if !m.Within(view) || m.W <= 0 || m.H <= 0 {
					t.Fatalf("%s, round %d: the mark %v leaves %v", name, round, m, view)
				}
				drawn[[2]int{m.Group, m.Series}] = m
				texts = append(texts, m.Label)
			}
			for i, a := range d.Marks {
				for _, b := range d.Marks[i+1:] {
					if a.Meets(b.Box) {
						t.Fatalf("%s, round %d: the marks %v and %v touch", name, round, a, b)
					}
				}
			}
			apart(t, texts, size, view)
			for i, g := range groups {
				for k, v := range g.Values {
					m, ok := drawn[[2]int{i, k}]
					if ok != (v.State != Nothing) || ok && (m.State != v.State || m.Zero != (v.State == Given && v.N == 0)) {
						t.Fatalf("%s, round %d: %v is drawn as %v (%t)", name, round, v, m, ok)
					}
				}
			}
		}
	}
}

// apart asserts that no two texts touch and that all lie in the drawing.
func apart(t *testing.T, texts []Text, size int, view Box) {
	t.Helper()
	texts = slices.DeleteFunc(texts, func(x Text) bool { return x == Text{} })
	for i, a := range texts {
		if !a.Box(size).Within(view) {
			t.Fatalf("the text %v leaves %v", a, view)
		}
		for _, b := range texts[i+1:] {
			if a.Box(size).Meets(b.Box(size)) {
				t.Fatalf("the texts %v and %v touch", a, b)
			}
		}
	}
}

func TestLinesHold(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for round := range rounds {
		groups := invented(random, 1+random.IntN(40))
		f := Figure{Format: format, Size: 14 + 4*random.IntN(2), Series: make([][]Value, 3)}
		given, missing := 0, 0
		for _, g := range groups {
			f.Names = append(f.Names, g.Name)
			for s, v := range g.Values {
				f.Series[s] = append(f.Series[s], v)
				if v.State == Given {
					given++
				}
				if v.State == Missing {
					missing++
				}
			}
		}
		width := []int{288, 720}[random.IntN(2)]
		d := DrawLines(f, width, 300)
		if again := DrawLines(f, width, 300); !reflect.DeepEqual(d, again) {
			t.Fatalf("round %d: the same figure gave another drawing", round)
		}
		view := Box{0, 0, width, 300}
		texts := slices.Clone(d.Names)
		for _, tick := range d.Ticks {
			texts = append(texts, tick.Text)
		}
		for s, l := range d.Lines {
			for _, m := range l.Points {
				given--
				texts = append(texts, m.Label)
				if m.X < d.Left || m.X > d.Right || m.Y > d.Base || m.Y < lineTop {
					t.Fatalf("round %d: the point %v leaves the grid", round, m)
				}
			}
			for _, m := range l.Gaps {
				missing--
				if m.Y <= d.Base || m.Y > 300 {
					t.Fatalf("round %d: the gap %v is not below the axis", round, m)
				}
			}
			runs := 0
			for i, v := range f.Series[s] {
				if v.State == Given && (i == 0 || f.Series[s][i-1].State != Given) {
					runs++
				}
			}
			if got := count(l.Path, 'M'); got != runs {
				t.Fatalf("round %d: %d runs, want %d: a line goes through a gap", round, got, runs)
			}
		}
		if given != 0 || missing != 0 {
			t.Fatalf("round %d: %d points and %d gaps are not drawn", round, given, missing)
		}
		apart(t, texts, f.Size, view)
	}
}

func count(s string, b byte) int {
	n := 0
	for i := range len(s) {
		if s[i] == b {
			n++
		}
	}
	return n
}

func TestStripHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for round := range rounds {
		s := Strip{Format: format, Size: 14 + 4*random.IntN(2), ZeroLabel: "39 家", Band: true, Ascending: make([]int64, []int{0, 1, 7, 80, 500, 3000}[random.IntN(6)])}
		most := amounts[2+random.IntN(len(amounts)-2)]
		for i := range s.Ascending {
			s.Ascending[i] = random.Int64N(most + 1)
			if random.IntN(3) == 0 {
				s.Ascending[i] = 0
			}
		}
		if random.IntN(4) == 0 {
			for i := range s.Ascending {
				s.Ascending[i] = most // all alike
			}
		}
		slices.Sort(s.Ascending)
		if n := len(s.Ascending); n > 0 {
			s.Median = &Value{State: Given, N: s.Ascending[n/2], Label: "中位数 1,234.5 万元"}
		}
		width := []int{288, 720}[random.IntN(2)]
		d := DrawStrip(s, width)
		if again := DrawStrip(s, width); !reflect.DeepEqual(d, again) {
			t.Fatalf("round %d: the same strip gave another drawing", round)
		}
		stripHolds(t, s, d)
	}
}

func stripHolds(t *testing.T, s Strip, d Dots) {
	t.Helper()
	view := Box{0, 0, d.Width, d.Height}
	var texts []Text
	for _, tick := range d.Ticks {
		texts = append(texts, tick.Text)
	}
	boxes := slices.Clone(d.Density)
	for _, dot := range d.Dots {
		boxes = append(boxes, Box{dot.X - d.Radius, dot.Y - d.Radius, 2 * d.Radius, 2 * d.Radius})
	}
	zeros := 0
	for _, n := range s.Ascending {
		if n == 0 {
			zeros++
		}
	}
	if (d.ZeroMark != nil) != (zeros > 0) {
		t.Fatalf("%d zeros, but the mark for them is %v", zeros, d.ZeroMark)
	}
	if d.ZeroMark != nil {
		boxes, texts = append(boxes, d.ZeroMark.Box), append(texts, d.ZeroMark.Label)
	}
	if len(d.Density) == 0 && len(d.Dots) != len(s.Ascending)-zeros {
		t.Fatalf("%d dots for %d numbers", len(d.Dots), len(s.Ascending)-zeros)
	}
	if len(s.Ascending)-zeros > 0 && len(d.Density)+len(d.Dots) == 0 {
		t.Fatal("nothing is drawn")
	}
	for i, a := range boxes {
		if !a.Within(view) {
			t.Fatalf("%v leaves %v", a, view)
		}
		for _, b := range boxes[i+1:] {
			if a.Meets(b) {
				t.Fatalf("%v and %v touch", a, b)
			}
		}
	}
	if d.Median != nil {
		texts = append(texts, d.Median.Label)
		if d.Median.Label.Text == "" {
			t.Fatalf("the median at %d has no label", d.Median.X)
		}
	}
	apart(t, texts, s.Size, view)
}

func TestStripChoosesDensity(t *testing.T) {
	for _, c := range []struct {
		name   string
		n      int
		spread int64
		dots   bool
	}{
		{"a few", 50, 1_000_000, true}, {"forty in one place", 40, 0, true}, {"eighty in one place", 80, 0, true}, {"a hundred in one place", 100, 0, false},
		{"a city", 1000, 1_000_000, true}, {"a province", 20_000, 1_000_000, false},
	} {
		s := Strip{Format: format, Size: 14}
		for i := range c.n {
			s.Ascending = append(s.Ascending, 50_000_000+int64(i)*c.spread/10)
		}
		d := DrawStrip(s, 720)
		if got := len(d.Dots) > 0; got != c.dots {
			t.Errorf("%s: drawn as dots: %t, want %t", c.name, got, c.dots)
		}
	}
}

func BenchmarkStripOfProvince(b *testing.B) {
	s := Strip{Format: format, Size: 14, Band: true, Median: &Value{State: Given, N: 10_000, Label: "1"}}
	for i := range int64(20_000) {
		s.Ascending = append(s.Ascending, i*10_000)
	}
	for b.Loop() {
		DrawStrip(s, 720)
	}
}

func BenchmarkColumns(b *testing.B) {
	groups := invented(rand.New(rand.NewPCG(1, 1)), 5)
	for b.Loop() {
		DrawColumns(groups, 720)
	}
}

func BenchmarkLines(b *testing.B) {
	groups := invented(rand.New(rand.NewPCG(1, 1)), 40)
	f := Figure{Format: format, Size: 14, Series: make([][]Value, 3)}
	for _, g := range groups {
		f.Names = append(f.Names, g.Name)
		for s, v := range g.Values {
			f.Series[s] = append(f.Series[s], v)
		}
	}
	for b.Loop() {
		DrawLines(f, 720, 300)
	}
}
