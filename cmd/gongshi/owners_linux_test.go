package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gongshi/internal/fault"
)

// stranger is a user beside nobody, who builds, and root.
const stranger = 1

// TestOwners builds as nobody where something is another user's or may not be written. The
// build does without it, or ends with exit code 3, the path and what to do, and the old site
// stays.
func TestOwners(t *testing.T) {
	if os.Getuid() != 0 {
		lacks(t, "root", "only root gives files to other users")
	}
	dir := openFolder(t)
	exe := filepath.Join(dir, "gongshi")
	copyFile(t, lookPath(t, "gongshi"), exe, 0o755)
	built := smallPortal(t, filepath.Join(dir, "built"))
	if _, stderr, code := gongshi(t, "build", "--quiet", "-C", built); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	old, err := fault.Whole(filepath.Join(built, "public"))
	if err != nil {
		t.Fatal(err)
	}
	const denied = "permission denied"
	for _, tt := range []struct {
		name string
		harm func(p string) error // in a portal that is nobody's
		want string               // the path that the message names, in the portal; empty: the new site is published
		says string               // and what it says of it
	}{
		{"public is a stranger's", func(p string) error { return giveAll(p+"/public", stranger) }, "public", denied},
		{"a folder of public is a stranger's", func(p string) error { return os.Chown(p+"/public/agencies", stranger, stranger) }, "public/agencies", denied},
		{"public is read-only", func(p string) error { return os.Chmod(p+"/public", 0o555) }, "public", "read-only"},
		{"the portal is read-only", func(p string) error { return os.Chmod(p, 0o555) }, ".public.next", denied},
		{"the portal is read-only and never had a lock", func(p string) error { return errors.Join(os.Remove(p+"/.public.lock"), os.Chmod(p, 0o555)) }, ".public.lock", denied},
		{"a file is read-only", func(p string) error { return os.Chmod(p+"/public/index.html", 0o444) }, "", ""},
		{"a file is a stranger's and unreadable", func(p string) error { return own(p+"/public/index.html", stranger, 0) }, "", ""},
		{"the manifest is a stranger's and unreadable", func(p string) error { return own(p+"/public/manifest.json", stranger, 0) }, "public/manifest.json", denied},
		{"the memory is a stranger's", func(p string) error { return giveAll(p+"/.gongshi", stranger) }, "", ".gongshi"},
		{"the memory cannot be entered", func(p string) error { return os.Chmod(p+"/.gongshi", 0) }, "", ".gongshi"},
		{"what is kept of tables is a stranger's", func(p string) error { return giveAll(p+"/.gongshi/tables", stranger) }, "", ".gongshi/tables"},
		{"the index is a stranger's", func(p string) error { return own(p+"/.public.index", stranger, 0o644) }, "", ""},
		{"the lock is a stranger's", func(p string) error { return own(p+"/.public.lock", stranger, 0o644) }, "", ""},
		{"the lock is a stranger's and unreadable", func(p string) error { return own(p+"/.public.lock", stranger, 0) }, ".public.lock", denied},
		{"staging is a stranger's", func(p string) error {
			writeFile(t, p+"/.public.next/a.html", []byte("x"))
			writeFile(t, p+"/.public.journal", []byte(`{"version":2,"old":"x"}`))
			return giveAll(p+"/.public.next", stranger)
		}, ".public.next/a.html", denied},
		{"the journal is a stranger's and unreadable", func(p string) error {
			writeFile(t, p+"/.public.journal", nil)
			return own(p+"/.public.journal", stranger, 0)
		}, ".public.journal", denied},
		{"the spare is a stranger's", func(p string) error {
			return errors.Join(os.CopyFS(p+"/.public.spare", os.DirFS(p+"/public")), giveAll(p+"/.public.spare", stranger))
		}, ".public.spare/", denied},
		{"public is a stranger's, open to all, below a sticky folder", func(p string) error {
			return errors.Join(giveAll(p+"/public", stranger), openAll(p+"/public"), os.Chown(p, stranger, stranger), os.Chmod(p, 0o777|fs.ModeSticky))
		}, "public", "sticky"},
		{"a table is unreadable", func(p string) error { return own(p+"/data/agencies.csv", stranger, 0) }, "data/agencies.csv", denied},
	} {
		t.Run(tt.name, func(t *testing.T) {
			portal := filepath.Join(dir, strings.ReplaceAll(tt.name, " ", "-"))
			if err := errors.Join(os.CopyFS(portal, os.DirFS(built)), retitle(portal), giveAll(portal, nobody), tt.harm(portal)); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(exe, "build", "-C", portal)
			cmd.Dir = dir
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			var said strings.Builder
			cmd.Stderr = &said
			_ = cmd.Run()
			code, out := cmd.ProcessState.ExitCode(), said.String()
			site, err := fault.Whole(filepath.Join(portal, "public"))
			if err != nil {
				t.Errorf("site: %v", err)
			}
			if tt.want == "" {
				if code != 0 || site == old {
					t.Errorf("exit code %d, the old site: %v, want 0 and the new one: %s", code, site == old, out)
				}
				if strings.Contains(out, "warning: the next build takes longer") != (tt.says != "") || !strings.Contains(out, tt.says) {
					t.Errorf("want a warning about %q, found:\n%s", tt.says, out)
				}
				return
			}
			if code != 3 || site != old {
				t.Errorf("exit code %d, the old site: %v, want 3 and the old one", code, site == old)
			}
			if !strings.Contains(out, tt.want) || !strings.Contains(out, tt.says) || !strings.Contains(out, "hint: user 65534 ") {
				t.Errorf("want %s, %s and what to do, found:\n%s", tt.want, tt.says, out)
			}
		})
	}
}

// own gives a file to a user, with a mode.
func own(name string, user int, mode fs.FileMode) error {
	return errors.Join(os.Chown(name, user, user), os.Chmod(name, mode))
}

// giveAll gives a tree to a user.
func giveAll(dir string, user int) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(name, user, user))
	})
}

// openAll lets every user write in a tree.
func openAll(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chmod(name, 0o777))
	})
}
