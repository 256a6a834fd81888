package command

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestColour takes the null device for a terminal: both are character devices.
func TestColour(t *testing.T) {
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	environment := func(pairs ...string) System {
		return System{Getenv: func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}}
	}
	xterm := environment("TERM", "xterm")
	if !colour(xterm, device) {
		t.Error("a terminal gets no colours")
	}
	if colour(xterm, file) || colour(xterm, &bytes.Buffer{}) {
		t.Error("a file or a pipe gets colours")
	}
	for _, sys := range []System{environment("TERM", "xterm", "NO_COLOR", "1"), environment("TERM", "dumb")} {
		if colour(sys, device) {
			t.Errorf("NO_COLOR %q and TERM %q: colours", sys.Getenv("NO_COLOR"), sys.Getenv("TERM"))
		}
	}
}
