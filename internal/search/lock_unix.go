//go:build unix

package search

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// flock locks f for this process, without waiting, until it is closed; the kernel
// gives the lock back when the process ends, however it ends. It says whether another
// process holds it; the error is that of a file system without locks.
func flock(f *os.File) (held bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}
