// Package gongshi_test holds what is true of the repository as a whole.
package gongshi_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is the import table: a package may import those of lower layers only, and
// never a neighbour. docs/architecture.md gives the reasons.
var layers = [][]string{
	{"finding", "text", "money", "day", "credit", "slug", "tree", "schema", "markdown", "attachment", "chart", "host", "stencil"},
	{"yamlfile", "report", "privacy", "pinyin", "person", "sheet", "form"},
	{"portal", "rulebook"},
	{"register", "transcript"},
	{"route", "ledger", "clause", "crosscheck", "words", "changes"},
	{"peer", "changelog"},
	{"intake", "audit", "asset", "site", "feed", "opendata", "search", "output", "cache", "starter", "repair"},
	{"preview", "published", "upload"},
	{"build", "bucket"},
	{"against", "verify"},
	{"command"},
}

// narrower says what a package may import where that is less than its layer allows.
var narrower = map[string][]string{
	"yamlfile":   {"finding"},
	"rulebook":   {"day", "finding", "schema", "text", "yamlfile"},
	"report":     {"finding"},
	"pinyin":     {"text"},
	"person":     {"text"},
	"sheet":      {"finding"},
	"output":     {"tree"},
	"cache":      {"tree"},
	"preview":    {"host", "output"},
	"published":  {"output"},
	"upload":     {"host", "output", "tree"},
	"bucket":     {"upload"},
	"transcript": {"money", "schema", "sheet"},
	"repair":     {"day", "finding", "form", "money", "privacy", "schema", "transcript"},
	"starter":    {"portal", "schema", "day", "form"},
	"form":       {"schema", "day"},
	"words":      {"portal", "schema"},
}

// outside are packages that take no part in the program: generators and the like,
// which import nothing of ours but vocabulary.
var outside = []string{"sample", "text/gen", "bench", "golden", "hostile", "inside", "fault", "gateway", "namespace"}

func TestImports(t *testing.T) {
	level := map[string]int{}
	for i, names := range layers {
		for _, name := range names {
			level[name] = i
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir("internal", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "internal/")
		from, _, _ := strings.Cut(folder, "/")
		seen[from] = true
		if slices.Contains(outside, folder) || slices.Contains(outside, from) {
			return nil
		}
		if _, ok := level[from]; !ok {
			t.Errorf("%s: package %s is missing from the import table", path, from)
			return nil
		}
		for _, to := range imports(t, path) {
			if to != from && !allowed(level, from, to) {
				t.Errorf("%s: %s must not import %s", path, from, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range level {
		if !seen[name] {
			t.Errorf("the import table names %s, which does not exist", name)
		}
	}
}

func allowed(level map[string]int, from, to string) bool {
	if only, ok := narrower[from]; ok {
		return slices.Contains(only, to)
	}
	n, ok := level[to]
	return ok && n < level[from]
}

// imports lists our own internal packages that a file imports.
func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if rest, ok := strings.CutPrefix(p, "gongshi/internal/"); ok {
			name, _, _ := strings.Cut(rest, "/")
			list = append(list, name)
		}
	}
	return list
}
