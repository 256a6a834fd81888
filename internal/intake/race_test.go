//go:build race

package intake

// raceDetector says whether the test was built with the race detector.
const raceDetector = true
