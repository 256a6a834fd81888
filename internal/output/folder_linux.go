package output

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// openTree opens the tree of that name beside the public folder. System calls that
// name an entry of an open folder cost a third of those that walk a path through
// os.Root, and are as safe where no part of the path may be a link.
func openTree(p *place, name string) (folder, error) {
	return handle(int(p.dir.Fd())).sub(name, false)
}

// handle is the descriptor of an open folder.
type handle int

const openFlags = unix.O_CLOEXEC | unix.O_NOFOLLOW

func (h handle) create(name string, write func(io.Writer) error) (mark, error) {
	fd, err := h.openat(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, uint32(filePerm))
	if err != nil {
		return mark{}, err
	}
	err = write(descriptor(fd))
	var st unix.Stat_t
	if err == nil {
		err = unix.Fstat(fd, &st)
	}
	if err := errors.Join(err, unix.Close(fd)); err != nil {
		return mark{}, err
	}
	return markOf(&st), nil
}

func (h handle) openat(name string, flags int, perm uint32) (int, error) {
	for {
		fd, err := unix.Openat(int(h), name, flags|openFlags, perm)
		if err != unix.EINTR {
			return fd, err
		}
	}
}

// descriptor is that of an open file.
type descriptor int

func (fd descriptor) Write(body []byte) (int, error) {
	written := 0
	for written < len(body) {
		n, err := unix.Write(int(fd), body[written:])
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return written, err
		case n == 0:
			return written, io.ErrShortWrite
		}
		written += n
	}
	return written, nil
}

func (h handle) link(from folder, name string) error {
	other, ok := from.(handle)
	if !ok {
		return errors.ErrUnsupported
	}
	return again(func() error { return unix.Linkat(int(other), name, int(h), name, 0) })
}

func (h handle) take(from folder, name string) error {
	other, ok := from.(handle)
	if !ok {
		return errors.ErrUnsupported
	}
	return again(func() error { return unix.Renameat(int(other), name, int(h), name) })
}

func (h handle) remove(name string) error {
	return again(func() error { return unix.Unlinkat(int(h), name, 0) })
}

// again repeats a system call that a signal interrupted.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func (h handle) stat(name string) (mark, error) {
	var st unix.Stat_t
	if err := again(func() error { return unix.Fstatat(int(h), name, &st, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return mark{}, err
	}
	if st.Mode&unix.S_IFMT != unix.S_IFREG {
		return mark{}, errNotRegular
	}
	return markOf(&st), nil
}

func markOf(st *unix.Stat_t) mark {
	return mark{ino: st.Ino, size: st.Size, mtime: st.Mtim.Nano()}
}

func (h handle) read(name string) (io.ReadCloser, error) {
	fd, err := h.openat(name, unix.O_RDONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), name), nil
}

func (h handle) sub(name string, make bool) (folder, error) {
	if make {
		if err := again(func() error { return unix.Mkdirat(int(h), name, uint32(dirPerm)) }); err != nil && err != unix.EEXIST {
			return nil, err
		}
	}
	fd, err := h.openat(name, unix.O_RDONLY|unix.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return handle(fd), nil
}

func (h handle) close() error { return unix.Close(int(h)) }

// Offsets in a struct linux_dirent64.
const (
	direntLength = 16
	direntType   = 18
	direntName   = 19
)

// list reads the folder with the inode numbers that os.ReadDir throws away.
func (h handle) list() ([]item, error) {
	if _, err := unix.Seek(int(h), 0, io.SeekStart); err != nil {
		return nil, err
	}
	var items []item
	block := make([]byte, 64<<10)
	for {
		n, err := unix.Getdents(int(h), block)
		if err == unix.EINTR {
			continue
		}
		if n <= 0 || err != nil {
			return items, err
		}
		if items, err = h.parse(items, block[:n]); err != nil {
			return nil, err
		}
	}
}

func (h handle) parse(items []item, block []byte) ([]item, error) {
	names := string(block) // one copy for all names of the block
	for at := 0; at+direntName < len(block); {
		length := int(binary.NativeEndian.Uint16(block[at+direntLength:]))
		if length <= direntName || at+length > len(block) {
			return nil, errors.New("want a list of entries, found a damaged one")
		}
		end := at + direntName
		for end < at+length && block[end] != 0 {
			end++
		}
		name := names[at+direntName : end]
		if name != "." && name != ".." {
			kind, err := h.kind(name, block[at+direntType])
			if err != nil {
				return nil, err
			}
			items = append(items, item{name: name, ino: binary.NativeEndian.Uint64(block[at:]), kind: kind})
		}
		at += length
	}
	return items, nil
}

// kind asks about an entry whose type the file system leaves out of its list.
func (h handle) kind(name string, dtype byte) (fs.FileMode, error) {
	switch dtype {
	case unix.DT_REG:
		return 0, nil
	case unix.DT_DIR:
		return fs.ModeDir, nil
	case unix.DT_UNKNOWN:
	default:
		return fs.ModeIrregular, nil
	}
	var st unix.Stat_t
	if err := again(func() error { return unix.Fstatat(int(h), name, &st, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return 0, err
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		return 0, nil
	case unix.S_IFDIR:
		return fs.ModeDir, nil
	}
	return fs.ModeIrregular, nil
}
