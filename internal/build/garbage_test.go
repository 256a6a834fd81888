package build

import (
	"runtime/debug"
	"testing"
)

func TestFrugal(t *testing.T) {
	was := debug.SetGCPercent(100)
	defer debug.SetGCPercent(was)
	for _, c := range []struct{ set, records, want int }{
		{100, 99_999, 200}, {100, 499_999, 100}, {100, 500_000, 50}, {100, 3_000_000, 25}, {200, 3_000_000, 200}, {20, 500_000, 20},
	} {
		debug.SetGCPercent(c.set)
		end := frugal(c.records)
		if got := debug.SetGCPercent(c.set); got != c.want {
			t.Errorf("GOGC %d with %d records: %d, want %d", c.set, c.records, got, c.want)
		}
		debug.SetGCPercent(c.want)
		if end(); debug.SetGCPercent(c.set) != c.set {
			t.Errorf("GOGC %d with %d records does not come back", c.set, c.records)
		}
	}
}
