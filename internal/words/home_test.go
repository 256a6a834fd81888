package words

import "testing"

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		name   string
		tenths int
		want   string
	}{
		{"nothing", 0, "0%"},
		{"least", 1, "0.1%"},
		{"whole", 800, "80%"},
		{"with a decimal", 857, "85.7%"},
		{"almost all", 999, "99.9%"},
		{"all", 1000, "100%"},
		{"more than all", 12345678, "1,234,567.8%"},
	} {
		if got := Percent(c.tenths); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestForm(t *testing.T) {
	for _, c := range []struct {
		name, form string
		n          int
		want       string
	}{
		{"one", "{n} is|{n} are", 1, "{n} is"},
		{"none", "{n} is|{n} are", 0, "{n} are"},
		{"many", "{n} is|{n} are", 2, "{n} are"},
		{"one form for all", "{n} 家", 1, "{n} 家"},
	} {
		if got := Form(c.form, c.n); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
