//go:build unix && !linux

package output

import (
	"os"
	"syscall"
)

// syncFileSystem writes to disk what is pending anywhere: there is no call for
// one file system.
func syncFileSystem(*os.File) error { return syscall.Sync() }
