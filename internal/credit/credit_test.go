package credit

import (
	"bufio"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestCode(t *testing.T) {
	for _, tt := range []struct {
		name              string
		in                Code
		wellFormed, valid bool
	}{
		{"city's social service agency", "52440300MJL186084F", true, true},
		{"social group", "5144030050267905XD", true, true},
		{"foundation", "53310000MJ495410XG", true, true},
		{"all digits", "914403001922038216", true, true},
		{"check value 31 wraps to 0", "12100000400002259P", true, true},
		{"wrong last character", "91110000600037341N", true, false},
		{"pilot years", "91350211M00013FA1N", true, false},
		{"wrong organisation check, right last", "914403001922038306", true, false},
		{"letters outside the alphabet", "9111000060003IOZSV", false, false},
		{"lower case", "91440300708461136t", false, false},
		{"17 characters", "9144030070846113T", false, false},
		{"19 characters", "91440300708461136TT", false, false},
		{"full width", "９１４４０３００７０８４６１１３６Ｔ", false, false},
		{"Excel", "9.14403E+17", false, false},
		{"armed forces", "A1100000MF2345678A", true, false},
		{"empty", "", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.WellFormed(); got != tt.wellFormed {
				t.Errorf("WellFormed of %q = %v, want %v", tt.in, got, tt.wellFormed)
			}
			if got := tt.in.Valid(); got != tt.valid {
				t.Errorf("Valid of %q = %v, want %v", tt.in, got, tt.valid)
			}
		})
	}
}

func TestCheckOfWrongInput(t *testing.T) {
	for _, in := range []string{"", "9144030070846113", "9144030070846113I", "914403007084611366"} {
		if got := Check(in); got != 0 {
			t.Errorf("Check(%q) = %q, want 0", in, got)
		}
	}
	for _, in := range []string{"", "7084611", "708461136", "7084-113"} {
		if got := OrganisationCheck(in); got != 0 {
			t.Errorf("OrganisationCheck(%q) = %q, want 0", in, got)
		}
	}
}

// TestOneWrongCharacter changes every character of a valid code to every other: the two
// check characters together must notice each.
func TestOneWrongCharacter(t *testing.T) {
	const valid = "52440300MJL186084F"
	for i := range len(valid) {
		for _, c := range alphabet {
			if byte(c) == valid[i] {
				continue
			}
			if wrong := Code(valid[:i] + string(c) + valid[i+1:]); wrong.Valid() {
				t.Errorf("%s is valid, want invalid: %q stands at position %d", wrong, c, i+1)
			}
		}
	}
}

func TestVectors(t *testing.T) {
	for _, line := range vectors(t, "uscc.tsv") {
		f := strings.Split(line, "\t")
		c := Code(f[0])
		switch f[1] {
		case "valid", "valid?":
			if !c.Valid() {
				t.Errorf("Valid of %s = false, want true (%s)", c, f[2])
			}
		case "legacy", "bad_check":
			if !c.WellFormed() || c.Valid() {
				t.Errorf("%s: WellFormed %v, Valid %v, want true, false (%s)", c, c.WellFormed(), c.Valid(), f[1])
			}
		default:
			if c.Valid() {
				t.Errorf("Valid of %s = true, want false (%s)", c, f[1])
			}
		}
	}
}

func vectors(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open("../../../shared/data/vectors/" + name)
	if err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines[1:]
}

// TestShape compares WellFormed with the standard's shape as a pattern, at codes in which
// one character was replaced by every other.
func TestShape(t *testing.T) {
	shape := regexp.MustCompile(`^[1-9ANY][1-59]\d{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$`)
	for _, code := range []string{"52440300MJL186084F", "91350211M00013FA1N", "5144030050267905XD"} {
		for at := range len(code) {
			for c := range 256 {
				s := code[:at] + string([]byte{byte(c)}) + code[at+1:]
				if got, want := Code(s).WellFormed(), shape.MatchString(s); got != want {
					t.Errorf("WellFormed(%q) = %v, want %v", s, got, want)
				}
			}
		}
	}
}
