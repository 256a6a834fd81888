package search

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock locks f for this process, without waiting, until it is closed; the system
// gives the lock back when the process ends, however it ends. It says whether another
// process holds it; the error is that of a file system without locks.
func flock(f *os.File) (held bool, err error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}
