package command

import (
	"os"

	"golang.org/x/sys/windows"
)

// columns is how wide a console is; ok is false where a file is none.
func columns(f *os.File) (n int, ok bool) {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(f.Fd()), &info); err != nil {
		return 0, false
	}
	return int(info.Window.Right-info.Window.Left) + 1, true
}
