package credit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func brief(list []Slip) string {
	var b []string
	for _, s := range list {
		mark := ""
		if !s.Likely {
			mark = "?"
		}
		b = append(b, fmt.Sprintf("%d:%s%s", s.At, s.Right(), mark))
	}
	return strings.Join(b, " ")
}

func TestSlips(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Code
		want string
	}{
		{"valid", "52440300MJL186084F", ""},
		{"one digit of the body", "52440300MJL186384F", "11:R 12:D? 14:W? 15:0"},
		{"one letter of the body", "52440300MJK186084F", "11:L"},
		{"two neighbours of the body", "52440300MJL168084F", "13:86"},
		{"organisation check", "52440300MJL186080F", "16:L? 17:4"},
		{"an illegal letter in the body", "52440300MJLI86084F", "12:1"},
		{"a hidden character", "52440300MJL1?6084F", "13:8"},
		{"last character, several explanations", "52440300MJL186084G", "1:4? 18:F 4:04?"},
		{"two wrong characters of the body", "52440300MJL189984F", ""},
		{"too short", "52440300MJL18608", ""},
		{"too long", "52440300MJL186084FF", ""},
		{"empty", "", ""},
		{"bytes that are no text", "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5\xf4\xf3\xf2\xf1\xf0\xff\xfe", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := brief(Slips(tt.in)); got != tt.want {
				t.Errorf("slips of %q: %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestEverySlip makes every slip in real codes: the right code must be among the slips,
// and so must be right where it is the only one.
func TestEverySlip(t *testing.T) {
	for _, valid := range []Code{
		"12100000400000624D", "914403001922038216", "91440300708461136T", "5144030050267905XD",
		"52440300MJL186084F", "51440300MJL1712376", "53310000MJ495410XG",
	} {
		var all, certain, likely, wrongly int // of the slips that break both check characters
		for i := range len(valid) {
			for _, ch := range []byte(legal(i)) {
				wrong := valid[:i] + Code(ch) + valid[i+1:]
				if wrong == valid {
					continue
				}
				list := Slips(wrong)
				if !slices.ContainsFunc(list, func(s Slip) bool { return s.Code == valid }) {
					t.Errorf("%s: no slip leads back to %s", wrong, valid)
				}
				if i < 8 || i > 16 || digit(ch) != digit(valid[i]) {
					continue
				}
				all++
				best := slices.DeleteFunc(slices.Clone(list), func(s Slip) bool { return !s.Likely })
				switch {
				case len(list) == 1:
					certain++
				case len(best) == 1 && best[0].Code == valid:
					likely++
				case len(best) == 1:
					wrongly++
				}
			}
		}
		t.Logf("%s, characters 9 to 17, a digit for a digit or a letter for a letter: %d slips, %d certain, %d likely, %d led astray", valid, all, certain, likely, wrongly)
		if (certain+likely)*2 < all || wrongly*20 > all {
			t.Errorf("%s: of %d slips %d are told and %d told wrongly, want half and at most one in twenty", valid, all, certain+likely, wrongly)
		}
	}
}

func TestMended(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Code
		want string
	}{
		{"O for 0, twice", "524403OOMJL186084F", "[52440300MJL186084F]"},
		{"I for 1", "52440300MJLI86084F", "[52440300MJL186084F]"},
		{"S for 5", "S2440300MJL186084F", "[52440300MJL186084F]"},
		{"Z for 2", "5Z440300MJL186084F", "[52440300MJL186084F]"},
		{"V for U", "52990000MJQ286535V", "[52990000MJQ286535U]"},
		{"checks still wrong", "524403OOMJL186084G", "[]"},
		{"no such letter", "52440300MJL186084F", "[]"},
		{"short", "O", "[]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(Mended(tt.in)); got != tt.want {
				t.Errorf("%s mended: %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestMisfits(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
	}{
		{"none", "52440300MJL186084F", "[]"},
		{"letters that no code has", "524403OOMJL186084F", "[7 8]"},
		{"a letter in the region", "5244A300MJL186084F", "[5]"},
		{"a letter as the organisation's check", "52440300MJL18608AF", "[17]"},
		{"another script", "52440300ＭJL186084F", "[9]"},
		{"too long", "52440300MJL186084F0", "[19]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(Misfits(tt.in)); got != tt.want {
				t.Errorf("misfits of %s: %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzSlips(f *testing.F) {
	for _, s := range []string{"52440300MJL186084G", "91350211M00013FA1N", "52440300MJLI86084F", "", "é52440300MJL18608"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, slip := range Slips(Code(s)) {
			if !slip.Code.Valid() || len(s) != 18 {
				t.Errorf("a slip of %q leads to %q", s, slip.Code)
			}
		}
	})
}

func BenchmarkSlips(b *testing.B) {
	for b.Loop() {
		Slips("52440300MJL186384F")
	}
}
