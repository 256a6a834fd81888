//go:build unix

package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// flock locks f for this process without waiting. The kernel gives the lock back
// when the process ends, however it ends.
func flock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}

// writable reports whether this process may create and delete entries of a folder.
func writable(dir string) bool { return unix.Access(dir, unix.W_OK) == nil }
