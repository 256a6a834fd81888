package build

import "runtime/debug"

// largeRecords is from how many records on memory is scarcer than time, and largePercent how
// much garbage may then lie beside what is in use.
const (
	largeRecords = 500_000
	largePercent = 50
)

// frugal keeps less garbage while a large portal is built. Whoever set GOGC has decided.
func frugal(records int) (end func()) {
	const usual = 100
	was := debug.SetGCPercent(largePercent)
	if records < largeRecords || was != usual {
		debug.SetGCPercent(was)
		return func() {}
	}
	return func() { debug.SetGCPercent(was) }
}
