//go:build !unix

package main

import "github.com/rogpeppe/go-internal/testscript"

// lock needs flock; scripts that use it skip where there is none.
func lock(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("no flock on this system") }
