package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// markupRules is what html-validate checks: the standard set but for matters of taste.
const markupRules = `{
  "root": true,
  "extends": ["html-validate:standard"],
  "rules": {
    "long-title": "off",
    "no-trailing-whitespace": "off"
  }
}`

// TestMarkup validates a page of every kind with html-validate.
func TestMarkup(t *testing.T) {
	if testing.Short() {
		t.Skip("the validator takes long; run without -short")
	}
	program := filepath.Join(tools(t), ".bin/html-validate")
	if _, err := exec.LookPath("node"); err != nil {
		lacks(t, "browser", "no node: apt-get install nodejs")
	}
	public := sample(t)
	config := filepath.Join(t.TempDir(), "rules.json")
	writeFile(t, config, []byte(markupRules))
	args := []string{"--config", config, "--formatter", "json"}
	for _, prefix := range []string{"", "en/"} {
		for _, name := range kinds(t, public, prefix) {
			file, _, _ := strings.Cut(name, "?")
			args = append(args, filepath.Join(public, file))
		}
	}
	report := filepath.Join(t.TempDir(), "report.json") // a pipe loses what is beyond 64 KB
	out, err := os.Create(report)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(program, args...)
	cmd.Stdout = out
	err = cmd.Run()
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	if jsonErr := json.Unmarshal([]byte(readFile(t, report)), &results); jsonErr != nil {
		t.Fatalf("html-validate: %v, %v", err, jsonErr)
	}
	for _, r := range results {
		for _, m := range r.Messages {
			t.Errorf("%s:%d:%d: %s: %s", strings.TrimPrefix(r.FilePath, public), m.Line, m.Column, m.RuleID, m.Message)
		}
	}
}
