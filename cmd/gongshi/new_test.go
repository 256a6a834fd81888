package main

import (
	"path/filepath"
	"testing"
)

// TestNew crawls the site of a new portal: there is nothing in it yet, and no link
// leads nowhere.
func TestNew(t *testing.T) {
	portal := filepath.Join(t.TempDir(), "portal")
	for _, args := range [][]string{{"new", portal, "--ci", "github"}, {"build", "-C", portal, "--as-of", "2026-06-30"}} {
		if _, stderr, code := gongshi(t, args...); code != 0 {
			t.Fatalf("%q: exit code %d: %s", args, code, stderr)
		}
	}
	readSite(t, portal, filepath.Join(portal, "public")).check(t)
}
