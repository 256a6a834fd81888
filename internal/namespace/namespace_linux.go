// Package namespace runs helpers of tests where they may mount file systems: in a namespace of
// their own, in which they are root, and which ends with them. It is no part of the program.
package namespace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"syscall"
)

// ErrRefused is wrapped where the system lets nobody do that, as in many containers.
var ErrRefused = errors.New("this system lets no test mount that")

// refused is how a helper begins its complaint about a mount that the system refuses.
var refused = regexp.MustCompile(`^mount: (operation not permitted|permission denied|no such device|invalid argument)`)

// Run runs a command and returns what it said. The command begins what it says of a mount that
// fails with "mount: " and the system's error.
func Run(cmd *exec.Cmd) (said []byte, err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	said, err = cmd.CombinedOutput()
	if errors.Is(err, fs.ErrPermission) || refused.Match(said) {
		err = fmt.Errorf("%w: %v %s", ErrRefused, err, said)
	}
	return said, err
}
