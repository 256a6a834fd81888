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

// movable reports whether this process may move a folder out of its parent, as far as the
// sticky bit of the parent decides that. What cannot be looked at is left to the swap.
func movable(parent, dir string) bool {
	var above, st unix.Stat_t
	if unix.Stat(parent, &above) != nil || unix.Lstat(dir, &st) != nil || above.Mode&unix.S_ISVTX == 0 {
		return true
	}
	me := uint32(os.Geteuid())
	return me == 0 || me == above.Uid || me == st.Uid
}

// freeSpace asks how many bytes this user may still write on the file system of f.
func freeSpace(f *os.File) (bytes int64, ok bool) {
	var st unix.Statfs_t
	if err := unix.Fstatfs(int(f.Fd()), &st); err != nil || st.Blocks == 0 { // some network folders tell nothing
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
