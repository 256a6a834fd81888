//go:build !linux

package output

import (
	"errors"
	"io/fs"
	"os"
)

var errNoExchange = errors.New("no exchange of folders on this system")

func exchange(*os.File, string, string) error { return errNoExchange }

// inode is not needed where there is no exchange: .next is always staging.
func inode(fs.FileInfo) uint64 { return 0 }

// holder: only Linux tells which process has a lock.
func holder(*os.File) (process int, ok bool) { return 0, false }
