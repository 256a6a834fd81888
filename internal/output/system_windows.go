package output

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock locks f for this process without waiting. The system gives the lock back
// when the process ends, however it ends.
func flock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}

// writable leaves the answer to the first write: Windows has no cheap question.
func writable(string) bool { return true }

// movable is for systems with a sticky bit.
func movable(string, string) bool { return true }

// syncFileSystem does nothing: Windows can flush a file or, for an
// administrator, a volume, and one call for each file is too dear.
func syncFileSystem(*os.File) error { return nil }

// freeSpace leaves the answer to the writes.
func freeSpace(*os.File) (bytes int64, ok bool) { return 0, false }
