package portal

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/golden"
)

// compiled is the schema as an editor would use it.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler() // it checks the schema against the draft's own
	if err := c.AddResource(SchemaFile, doc); err != nil {
		return nil, err
	}
	return c.Compile(SchemaFile)
})

// validate returns what the schema has against a text in YAML.
func validate(t *testing.T, text string) error {
	t.Helper()
	s, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	if root.Kind == 0 {
		return s.Validate(nil)
	}
	return s.Validate(asJSON(root.Content[0]))
}

// asJSON is a value as JSON has it; a day is a text there, as in the core schema of
// YAML 1.2, which editors follow.
func asJSON(n *yaml.Node) any {
	switch {
	case n.Kind == yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return m
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, asJSON(item))
		}
		return list
	case n.Tag == "!!null":
		return nil
	case n.Tag == "!!bool":
		return n.Value == "true"
	case n.Tag == "!!int", n.Tag == "!!float":
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return v
		}
	}
	return n.Value
}

// TestSchemaDocument holds docs/gongshi.schema.json to the schema.
func TestSchemaDocument(t *testing.T) {
	const name = "../../docs/" + SchemaFile
	if golden.Update(t) {
		if err := os.WriteFile(name, JSONSchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, JSONSchema()) {
		t.Error("docs/gongshi.schema.json differs from the schema: run go test ./internal/portal -update")
	}
}

// TestSchemaAccepts validates settings that Load takes.
func TestSchemaAccepts(t *testing.T) {
	document, err := os.ReadFile("../../docs/config.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(document), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	sample, err := os.ReadFile("../../gongshi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text string }{
		{"docs/config.md", example}, {"the sample", string(sample)}, {"complete", complete},
		{"nothing", ""}, {"keys without a value", "title:\noperator:\nlanguages:\npages:\ndeadlines: {pay: , policy: }\n"},
		{"numbers as texts", "title: 2026\ndistricts: [{code: 990001, name: 12}]\ncontact: {phone: 12345}\n"},
		{"kept paths", "keep: [.well-known/, a/..b/.c, ..x]\n"},
		{"addresses", "base_url: HTTPS://example.org\noperator: {url: 'http://example.org?a=b#c'}\n"},
		{"last day of a month", "deadlines: {pay: 12-31}\n"}, {"a short year", "dates: {pay: [02/01/06]}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := validate(t, tt.text); err != nil {
				t.Errorf("the schema refuses what is right: %v", err)
			}
			if _, found := load(t, tt.text); slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Severity == finding.Error }) {
				t.Errorf("the example is wrong itself: %s", briefs(found))
			}
		})
	}
}

// beyondSchema are the cases of TestBad that a schema cannot refuse: what is no YAML or
// not one document, keys that stand there twice, what only a calendar or a list of
// zones knows, numbers that no form describes, aliases of YAML.
var beyondSchema = []string{
	"key twice", "day", "district twice", "default that is no day", "default that is no amount", "layout without a day",
	"no YAML", "tab", "two documents", "alias of YAML", "merge", "not UTF-8", "too large",
}

// schemaRefuses checks that the schema refuses a bad setting where it can.
func schemaRefuses(t *testing.T, name, text string) {
	t.Helper()
	if slices.Contains(beyondSchema, name) {
		return
	}
	if validate(t, text) == nil {
		t.Errorf("the schema accepts %q", text)
	}
}

// TestSchemaKeys checks that the schema has the keys that the loader knows and no
// others: as often as they stand in keys.go, and each at its place.
func TestSchemaKeys(t *testing.T) {
	var inSchema []string
	var walk func(path string, list members)
	walk = func(path string, list members) {
		for _, m := range list {
			inSchema = append(inSchema, m.name)
			_, found := load(t, at(path+m.name))
			if slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Rule == "unknown-config-key" }) {
				t.Errorf("the loader has no key %s%s", path, m.name)
			}
			if m.node.Title == "" || !strings.Contains(m.node.Description, "\n") {
				t.Errorf("%s%s has no title or no description in both languages", path, m.name)
			}
			switch m.name {
			case "aliases", "values", "defaults", "dates": // tables and columns follow
			default:
				walk(path+m.name+".", m.node.Properties)
				if m.node.Items != nil {
					walk(path+m.name+"[].", m.node.Items.Properties)
				}
			}
		}
	}
	walk("", allKeys())
	inLoader := loaderKeys(t)
	slices.Sort(inSchema)
	slices.Sort(inLoader)
	if !slices.Equal(inSchema, inLoader) {
		t.Errorf("keys of the schema\n%q\nkeys of the loader\n%q", inSchema, inLoader)
	}
}

// at is a document with a key at a path; [] stands for a list.
func at(path string) string {
	text := ""
	for i, part := range strings.Split(path, ".") {
		name, isList := strings.CutSuffix(part, "[]")
		text += strings.Repeat(" ", 4*i) + name + ":\n"
		if isList {
			text += strings.Repeat(" ", 4*i+2) + "-\n"
		}
	}
	return text
}

// loaderKeys are the names of all key{…} in the loader's source.
func loaderKeys(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.CompositeLit); ok {
			if kind, ok := literal.Type.(*ast.Ident); ok && kind.Name == "key" {
				name, err := strconv.Unquote(literal.Elts[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, name)
			}
		}
		return true
	})
	return names
}

// TestSchemaCodes compares the schema's form of a credit code with the program's.
func TestSchemaCodes(t *testing.T) {
	for _, code := range []string{"529900000000000193", "91350211M00013FA1N", "A1990000MJL000001X", "52990000MJL00000I1", "52990000MJL0000011", "5299000MJL00000111", "629900000000000193", "5299000000000001933"} {
		err := validate(t, "codes_accepted: [{code: \""+code+"\", reason: x}]")
		if got, want := err == nil, credit.Code(code).WellFormed(); got != want {
			t.Errorf("%s: accepted %v, want %v", code, got, want)
		}
	}
}
