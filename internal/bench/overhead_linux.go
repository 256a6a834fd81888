package main

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// flushDisk writes what is pending on the file system of a folder.
func flushDisk(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}
