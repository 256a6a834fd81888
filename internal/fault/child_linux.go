package fault

import (
	"fmt"
	"os/exec"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Where a filter of system calls finds, in struct seccomp_data, the number of the call
// and the lower half of the fifth argument, on a little-endian machine.
const (
	callNumber = 0
	fifth      = 16 + 4*8
)

// startChild starts a program; with noExchange under a filter that answers EINVAL to
// renameat2(RENAME_EXCHANGE), as sandboxes and old file systems do. The filter is that of
// one thread and what it starts, so the thread ends here.
func startChild(cmd *exec.Cmd, noExchange bool) error {
	if !noExchange {
		return cmd.Start()
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: no other goroutine shall run under the filter
		err := forbidExchange()
		if err == nil {
			err = cmd.Start()
		}
		done <- err
	}()
	return <-done
}

func forbidExchange() error {
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: callNumber},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 3, K: unix.SYS_RENAMEAT2},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: fifth},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: unix.RENAME_EXCHANGE},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EINVAL)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("prctl: %w", err)
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if _, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&program))); errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	return nil
}
