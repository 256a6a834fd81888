package finding

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/golden"
)

func TestCatalogue(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	last := ""
	for _, r := range Rules() {
		if !name.MatchString(r.Name) || r.Name <= last {
			t.Errorf("%s after %s: want kebab-case names, sorted, each once", r.Name, last)
		}
		last = r.Name
		for _, text := range []Text{r.What, r.Why, r.Mend} {
			if text.ZH == "" || text.EN == "" {
				t.Errorf("%s: what, why and how to mend must be there in both languages", r.Name)
			}
		}
		if len(r.Severities) == 0 || r.Example == "" {
			t.Errorf("%s: want a severity and an example", r.Name)
		}
	}
}

// TestRulesInCode compares the catalogue with the rules that the program gives.
func TestRulesInCode(t *testing.T) {
	used := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(filepath.ToSlash(path), "../finding/") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return strings.Contains(i.Path.Value, "internal/finding") }) {
			return nil
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, rule := range rulesAt(n) {
				used[rule] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	known := Rules()
	for _, rule := range slices.Sorted(maps.Keys(used)) {
		path := used[rule]
		if !slices.ContainsFunc(known, func(r Rule) bool { return r.Name == rule }) {
			t.Errorf("%s: the rule %s is not in the catalogue", path, rule)
		}
	}
	for _, r := range known {
		if used[r.Name] == "" {
			t.Errorf("the catalogue has %s, which nothing gives", r.Name)
		}
	}
}

// rulesAt returns the names of rules that a piece of code gives: the value of a field
// named Rule, what is assigned to one, or a text in kebab-case among the first arguments of a
// call or the first fields of a note.
func rulesAt(n ast.Node) []string {
	var list []ast.Expr
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, "rule") {
			list = append(list, n.Value)
		}
	case *ast.AssignStmt:
		if s, ok := n.Lhs[0].(*ast.SelectorExpr); ok && strings.EqualFold(s.Sel.Name, "rule") {
			list = n.Rhs[:1]
		}
	case *ast.CompositeLit:
		if name, ok := n.Type.(*ast.Ident); ok && name.Name == "note" && len(n.Elts) > 1 {
			list = n.Elts[1:2]
		} else if n.Type == nil && len(n.Elts) > 1 {
			list = n.Elts[1:2]
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if slices.Contains([]string{"wrong", "refuse", "report", "whole", "say", "at", "bad", "failed", "doubtful"}, strings.ToLower(name)) {
			list = n.Args
		}
	case *ast.ReturnStmt:
		if len(n.Results) == 3 { // rule, message, hint
			list = n.Results[:1]
		}
	}
	kebab := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)
	var rules []string
	for _, e := range list {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if v, err := strconv.Unquote(lit.Value); err == nil && kebab.MatchString(v) {
				rules = append(rules, v)
			}
		}
	}
	return rules
}

func TestRulesDocument(t *testing.T) {
	const path = "../../docs/rules.md"
	want := document()
	if golden.Update(t) {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the catalogue says; go test ./internal/finding -update rewrites it", path)
	}
}

// document writes the catalogue as docs/rules.md.
func document() string {
	var b strings.Builder
	b.WriteString(`# 规则 · Rules

<!-- Written from internal/finding; go test ./internal/finding -update rewrites it. -->

每一处发现都有文件、行、列、规则名和办法。**错误**阻止发布，**警告**在 ` + "`--strict`" + ` 时阻止，**提示**只说明读成了什么。
` + "`gongshi check --explain 规则名`" + ` 显示其中一条。

Every finding has its file, line and column, a rule and a hint. An **error** stops the publication, a **warning** does so with
` + "`--strict`" + `, a **notice** says what was understood. Names of rules are stable. ` + "`gongshi check --explain RULE`" + ` prints an entry.

Which forms of files, tables and cells are read, and which are refused: [below](#forms-read).

| 规则 rule | 级别 severity | 发现什么 | what it finds |
|---|---|---|---|
`)
	for _, a := range Areas() {
		fmt.Fprintf(&b, "| **[%s %s](#%s)** | | | |\n", a.Title.ZH, a.Title.EN, a.Name)
		for _, r := range a.Rules {
			fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", r.Name, r.Name, severities(r), cell(r.What.ZH), cell(r.What.EN))
		}
	}
	writeForms(&b)
	for _, a := range Areas() {
		fmt.Fprintf(&b, "\n<a id=\"%s\"></a>\n\n## %s · %s\n", a.Name, a.Title.ZH, a.Title.EN)
		for _, r := range a.Rules {
			entry(&b, r)
		}
	}
	return b.String()
}

// entry writes what there is to know of a rule.
func entry(b *strings.Builder, r Rule) {
	source := Source(r.Name)
	fmt.Fprintf(b, "\n### %s\n\n%s · %s。%s\n\n", r.Name, severities(r), r.What.ZH, r.What.EN)
	fmt.Fprintf(b, "- 原因 why: %s。%s\n", r.Why.ZH, r.Why.EN)
	fmt.Fprintf(b, "- 依据 source: %s · %s\n", source.ZH, source.EN)
	fmt.Fprintf(b, "- 例 example: %s\n", "`"+r.Example+"`")
	fmt.Fprintf(b, "- 办法 how to mend: %s。%s\n", r.Mend.ZH, r.Mend.EN)
}

// TestSources holds the sources to the catalogue.
func TestSources(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(sources())) {
		if _, ok := Lookup(name); !ok {
			t.Errorf("there is a source for %s, which the catalogue does not have", name)
		}
		if s := Source(name); s.ZH == "" || s.EN == "" || s == own {
			t.Errorf("the source of %s is %+v, want it in both languages", name, s)
		}
	}
	if s := Source("wrong-count"); s != own {
		t.Errorf("the source of wrong-count is %+v, want our own decision", s)
	}
}

func TestAreas(t *testing.T) {
	for rule, want := range map[string]string{"bare-cr": "files", "personal-id": "privacy", "duplicate-key": "records", "bad-yaml": "settings", "no-such-rule": ""} {
		if got := AreaOf(rule).Name; got != want {
			t.Errorf("AreaOf(%s) is %q, want %q", rule, got, want)
		}
	}
}

func severities(r Rule) string {
	var list []string
	for _, s := range r.Severities {
		list = append(list, string(s))
	}
	return strings.Join(list, ", ")
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
