package build

import (
	"runtime/debug"
	"testing"
)

func TestFrugal(t *testing.T) {
	was := debug.SetGCPercent(100)
	defer debug.SetGCPercent(was)
	for _, c := range []struct{ set, records, want int }{
		{100, largeRecords - 1, 100}, {100, largeRecords, largePercent}, {200, largeRecords, 200}, {20, largeRecords, 20},
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
