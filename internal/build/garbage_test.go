package build

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestGarbage(t *testing.T) {
	const mega = 1 << 20
	for _, c := range []struct{ live, budget, want uint64 }{
		{100 * mega, 300 * mega, 200}, {200 * mega, 300 * mega, 50}, {290 * mega, 300 * mega, leastGarbage},
		{400 * mega, 300 * mega, leastGarbage}, {1 * mega, 300 * mega, mostGarbage}, {0, 300 * mega, mostGarbage},
	} {
		if got := garbage(c.live, c.budget); got != int(c.want) {
			t.Errorf("%d bytes live of %d: %d %%, want %d", c.live, c.budget, got, c.want)
		}
	}
	if least, most := budget(0), budget(100_000_000); least != heapBase || most != heapMost {
		t.Errorf("the budget goes from %d to %d bytes, want %d to %d", least, most, int64(heapBase), int64(heapMost))
	}
}

// TestFrugal holds that what is left depends on what is live, that who set GOGC is obeyed, and
// that it is as before in the end.
func TestFrugal(t *testing.T) {
	was := debug.SetGCPercent(usual)
	defer debug.SetGCPercent(was)
	now := func() int {
		percent := debug.SetGCPercent(usual)
		debug.SetGCPercent(percent)
		return percent
	}
	end := frugal(0)
	if got := now(); got == usual || got > mostGarbage { // other tests leave something
		t.Errorf("%d %% beside little, want what the budget leaves, at most %d", got, mostGarbage)
	}
	live := make([]byte, heapBase)
	for now() != leastGarbage { // a cleanup runs some time after the collection
		runtime.GC()
	}
	runtime.KeepAlive(live)
	end()
	if runtime.GC(); now() != usual {
		t.Errorf("%d %% after the end, want %d", now(), usual)
	}
	debug.SetGCPercent(20)
	end = frugal(0)
	during := now()
	if end(); during != 20 || now() != 20 {
		t.Errorf("%d %% and then %d for who set 20", during, now())
	}
}
