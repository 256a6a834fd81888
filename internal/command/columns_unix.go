//go:build unix

package command

import (
	"os"

	"golang.org/x/sys/unix"
)

// columns is how wide a terminal is; ok is false where a file is none. The width is 0
// where the terminal does not know it.
func columns(f *os.File) (n int, ok bool) {
	size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0, false
	}
	return int(size.Col), true
}
