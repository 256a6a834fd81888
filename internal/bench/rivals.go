package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// rivals prepares Hugo's source in a folder and returns the commands that build the
// same data with Hugo and index the result with Pagefind. The error wraps errMissing
// where they are not there.
func rivals(data, source, out string) ([]command, error) {
	hugo, pagefind := filepath.Join(benchFolder, "bin", "hugo"), filepath.Join(benchFolder, "tools/node_modules/@pagefind/linux-x64/bin/pagefind_extended")
	if !exists(hugo) || !exists(pagefind) {
		return nil, fmt.Errorf("%w: run BENCH_DIR=.bench ../shared/bench/setup.sh", errMissing)
	}
	err := errors.Join(
		os.CopyFS(source, os.DirFS(filepath.Join(sharedBench, "hugo"))),
		os.CopyFS(filepath.Join(source, "assets", "data"), os.DirFS(data)))
	if err != nil {
		return nil, err
	}
	return []command{
		{"Hugo", []string{hugo, "--source", source, "--destination", out, "--quiet"}, out},
		{"Pagefind", []string{pagefind, "--site", out}, ""},
	}, nil
}
