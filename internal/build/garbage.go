package build

import "runtime/debug"

// usual is the garbage that Go leaves by itself.
const usual = 100

// frugal keeps less garbage while a large portal is built, where memory is scarcer than time, and more of a small one.
// Whoever set GOGC has decided.
func frugal(records int) (end func()) {
	was := debug.SetGCPercent(usual)
	if percent := garbage(records); was == usual {
		debug.SetGCPercent(percent)
	} else {
		debug.SetGCPercent(was)
	}
	return func() { debug.SetGCPercent(was) }
}

// garbage is how much of it may lie beside what is in use, in percent. Half the figure is
// twice the work of collecting it, which is a tenth of a build at 100.
func garbage(records int) int {
	switch {
	case records >= 3_000_000:
		return 25
	case records >= 500_000:
		return 50
	case records >= 100_000:
		return usual
	}
	return 200
}
