package slug

import (
	"regexp"
	"strings"
	"testing"
)

// TestOf pins slugs for ever: a published address must not change.
func TestOf(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want string
	}{
		{"credit code", []string{"52440300MJL186084F"}, "52440300mjl186084f"},
		{"already a slug", []string{"p-2024-001"}, "p-2024-001"},
		{"64 characters", []string{strings.Repeat("a", 64)}, strings.Repeat("a", 64)},
		{"65 characters", []string{strings.Repeat("a", 65)}, strings.Repeat("a", 40) + "635361c48b"},
		{"Chinese", []string{"拟州市"}, "e3e66dafe1"},
		{"document number", []string{"拟民罚〔2024〕12号"}, "2024121049e6cfc4"},
		{"space", []string{"a b"}, "abc8687a08aa"},
		{"two parts", []string{"a", "b"}, "abf04cdced97"},
		{"two parts are not one", []string{"ab"}, "ab"},
		{"path", []string{"../../x"}, "x9cdf6a5010"},
		{"empty", []string{""}, "e3b0c44298"},
		{"NUL", []string{"a\x00b"}, "ab59b271ae1b"},
		{"device of Windows", []string{"CON"}, "con"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Of(tt.in...); got != tt.want {
				t.Errorf("Of(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestVeiled holds that an address does not tell the name of a person, and is that of
// before where the name cannot be read from it anyway.
func TestVeiled(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want string
	}{
		{"a Chinese name", []string{"拟州市民政局", "拟民罚〔2024〕12号", "王某某"}, Of("拟州市民政局", "拟民罚〔2024〕12号", "王某某")},
		{"a name in Latin letters", []string{"拟州市民政局", "拟民罚〔2024〕12号", "Wang Xiaoming"}, "202412" + Of("拟州市民政局", "拟民罚〔2024〕12号", "Wang Xiaoming")[len("202412wangxiaoming"):]},
		{"a name with a number", []string{"", "1", "王某88"}, "1" + Of("", "1", "王某88")[len("188"):]},
		{"a key that is a slug", []string{"a", "b", ""}, Of("a", "b", "")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Veiled(2, tt.in...); got != tt.want {
				t.Errorf("Veiled(2, %q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestListing(t *testing.T) {
	for slug, want := range map[string]bool{
		"index": true, "index-2": true, "index-10": true,
		"": false, "index-": false, "index2": false, "index-a": false, "index-2-b": false, "an-index": false, "indexes": false,
	} {
		if got := Listing(slug); got != want {
			t.Errorf("Listing(%q) is %t, want %t", slug, got, want)
		}
	}
}

func TestOfTellsApart(t *testing.T) {
	if a, b := Of("甲", "乙"), Of("甲乙"); a == b {
		t.Errorf("Of(甲, 乙) and Of(甲乙) are both %q, want two slugs", a)
	}
	if a, b := Of("A b"), Of("a b"); a == b {
		t.Errorf("Of(A b) and Of(a b) are both %q, want two slugs", a)
	}
}

func FuzzOf(f *testing.F) {
	for _, s := range []string{"52440300MJL186084F", "拟民罚〔2024〕12号", "../../x", "", "CON", "a\x1fb"} {
		f.Add(s)
	}
	shape := regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	f.Fuzz(func(t *testing.T, s string) {
		got := Of(s)
		if !shape.MatchString(got) {
			t.Errorf("Of(%q) = %q, want [a-z0-9-]{1,64}", s, got)
		}
		if again := Of(got); again != got {
			t.Errorf("Of(%q) = %q, want it unchanged", got, again)
		}
	})
}
