package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestExitCodes calls the command line on a portal with nothing but settings, in which
// agencies are missing.
func TestExitCodes(t *testing.T) {
	dir, empty := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "gongshi.yaml"), []byte("title: 公示\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		args   []string
		epoch  string
		want   int
		stderr string
	}{
		{"done", []string{"version"}, "", exitDone, ""},
		{"findings", []string{"check", "-C", dir}, "", exitFindings, ""},
		{"findings of a build", []string{"build", "-C", dir}, "", exitFindings, "nothing was published"},
		{"unknown command", []string{"bild"}, "", exitUsage, "bild"},
		{"unknown flag", []string{"build", "--nope"}, "", exitUsage, "--nope"},
		{"unknown argument", []string{"build", "x"}, "", exitUsage, "x"},
		{"unknown format", []string{"check", "-C", dir, "--format", "xml"}, "", exitUsage, "xml"},
		{"unknown language", []string{"check", "-C", dir, "--lang", "fr"}, "", exitUsage, "fr"},
		{"no such day", []string{"check", "-C", dir, "--as-of", "2024-02-30"}, "", exitUsage, "2024-02-30"},
		{"day that never comes", []string{"check", "-C", dir, "--as-of", "长期"}, "", exitUsage, "--as-of"},
		{"day that stands for it", []string{"check", "-C", dir, "--as-of", "2099-12-31"}, "", exitUsage, "--as-of"},
		{"SOURCE_DATE_EPOCH", []string{"check", "-C", dir}, "soon", exitFailed, "SOURCE_DATE_EPOCH"},
		{"no portal", []string{"build", "-C", empty}, "", exitFailed, "gongshi new"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			sys := System{Stdout: &out, Stderr: &errs, Now: time.Now, Getenv: func(name string) string {
				if name == "SOURCE_DATE_EPOCH" {
					return tt.epoch
				}
				return ""
			}}
			if got := Run(context.Background(), tt.args, sys); got != tt.want || !strings.Contains(errs.String(), tt.stderr) {
				t.Errorf("exit code %d with %q, want %d with %q", got, errs.String(), tt.want, tt.stderr)
			}
		})
	}
}
