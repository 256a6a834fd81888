package command

import (
	"io"
	"os"
	"runtime"
)

// colour says whether a stream is a terminal that shows colours, unless its reader
// wants none (no-color.org). The old console of Windows prints their codes: there it
// takes a sign that the terminal is another one.
func colour(sys System, w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || sys.Getenv("NO_COLOR") != "" || sys.Getenv("TERM") == "dumb" {
		return false
	}
	if runtime.GOOS == "windows" && sys.Getenv("WT_SESSION") == "" && sys.Getenv("TERM") == "" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
