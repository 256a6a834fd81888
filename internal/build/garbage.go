package build

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// usual is the garbage that Go leaves by itself, in percent of what is live.
const usual = 100

// The heap that a build may have, in bytes. With what is not of the heap a city of 70,000 records
// stays near half a gigabyte, and a province of 700,000 within two and a half.
const (
	heapBase      = 160 << 20
	heapPerRecord = 2200
	heapMost      = 10 << 30
)

// The bounds of the garbage beside what is live, in percent: where the live alone is near the
// budget, to collect all the time would take longer than the build.
const (
	leastGarbage = 25
	mostGarbage  = 400
)

// budget is the heap that the build of a portal of so many records may have, in bytes.
func budget(records int) uint64 {
	return min(heapBase+uint64(records)*heapPerRecord, heapMost)
}

// garbage is how much of it may lie beside live bytes within a budget, in percent.
func garbage(live, budget uint64) int {
	if budget <= live {
		return leastGarbage
	}
	return int(min(max((budget-live)*100/max(live, 1), leastGarbage), mostGarbage))
}

// frugal has the garbage of a build follow a budget: what is live doubles between its stages, and
// a fixed percentage that suits the largest collects twice as often in the others. Whoever set
// GOGC has decided.
func frugal(records int) (end func()) {
	was := debug.SetGCPercent(usual)
	if was != usual {
		debug.SetGCPercent(was)
		return func() {}
	}
	c := &collector{budget: budget(records)}
	c.adjust()
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.ended = true
		debug.SetGCPercent(was)
	}
}

// collector sets the garbage that may lie about anew after each collection.
type collector struct {
	budget uint64 // bytes of heap

	mu    sync.Mutex
	ended bool
}

// cycle becomes garbage at once, so that its cleanup runs when the next collection has ended.
type cycle struct{ of *collector }

func (c *collector) adjust() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return
	}
	debug.SetGCPercent(garbage(liveBytes(), c.budget))
	runtime.AddCleanup(&cycle{c}, (*collector).adjust, c)
}

// liveBytes is what the last collection left of the heap.
func liveBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
