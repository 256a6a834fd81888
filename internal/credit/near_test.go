package credit

import (
	"slices"
	"testing"
)

func TestNeighbours(t *testing.T) {
	const right = "52440300MJL186084F"
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"another digit", "52440300MJL186094F", true},
		{"a letter that no code has", "52440300MJLI86084F", true},
		{"neighbours that changed places", "52440300MLJ186084F", true},
		{"a character too many", "524403000MJL186084F", true},
		{"a character too few", "52440300MJL18608F", true},
		{"the first is missing", "2440300MJL186084F", true},
		{"the last is missing", "52440300MJL186084", true},
		{"itself", right, false},
		{"two wrong digits", "52440300MJL186993F", false},
		{"two characters too few", "52440300MJL1860F", false},
		{"empty", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := slices.Contains(slices.Collect(Neighbours(tt.in)), right); got != tt.want {
				t.Errorf("%s is a neighbour of %q: %v, want %v", right, tt.in, got, tt.want)
			}
		})
	}
}
