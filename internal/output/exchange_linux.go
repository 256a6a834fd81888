package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// errNoExchange: this file system has no exchange.
var errNoExchange = errors.New("no exchange of folders here")

// exchange swaps two entries of a folder in one step. The error wraps
// errNoExchange where that is unknown: an old kernel, a sandbox or file system
// without the flag, a layer of an overlay.
func exchange(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	err := unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EXDEV) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return fmt.Errorf("%w: %w", errNoExchange, err)
	}
	return err
}

func inode(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ino
	}
	return 0
}

// syncFileSystem writes to disk what is pending on the file system of f, and
// reports what could not be written.
func syncFileSystem(f *os.File) error { return unix.Syncfs(int(f.Fd())) }

// holder asks the kernel which process has locked a file. Nothing is written for that, as
// a build that changes nothing writes nothing.
func holder(f *os.File) (process int, ok bool) {
	var st unix.Stat_t
	locks, err := os.ReadFile("/proc/locks")
	if err != nil || unix.Fstat(int(f.Fd()), &st) != nil {
		return 0, false
	}
	file := fmt.Sprintf("%02x:%02x:%d", unix.Major(st.Dev), unix.Minor(st.Dev), st.Ino)
	for line := range strings.Lines(string(locks)) {
		// 1: FLOCK  ADVISORY  WRITE 4711 fe:00:12567691 0 EOF
		fields := strings.Fields(line)
		if len(fields) == 8 && fields[1] == "FLOCK" && fields[5] == file {
			process, err := strconv.Atoi(fields[4])
			return process, err == nil && process > 0 // 0: in another container
		}
	}
	return 0, false
}
