package rulebook

import (
	"bytes"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

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
	var root any
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	return s.Validate(asJSON(root))
}

// asJSON is a value as JSON has it; a day is a text there, as in the core schema of
// YAML 1.2, which editors follow.
func asJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = asJSON(v[name])
		}
	case []any:
		for i := range v {
			v[i] = asJSON(v[i])
		}
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return v
}

// TestSchemaDocument holds docs/rulebook.schema.json to the schema.
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
		t.Error("docs/rulebook.schema.json differs from the schema: run go test ./internal/rulebook -update")
	}
}

// sample is the rulebook of the sample's city.
func sample(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../rulebook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSchemaAccepts validates books that Load takes.
func TestSchemaAccepts(t *testing.T) {
	texts := map[string]string{
		"the sample": sample(t), "docs/rulebook.md": example(t), "head": head,
		"keys without a value":  head + "extends:\nsources:\nduties:\n",
		"numbers as texts":      small("duties: [" + duty("2021", ", review: 1, review_en: 2") + "]\n"),
		"codes without a value": small("thresholds: [" + threshold("a", ", check: cycle, at_least: 36, scope: , usual: ") + "]\n"),
	}
	for _, name := range Names() {
		texts[name] = string(builtIn(name))
	}
	for name, text := range texts {
		if err := validate(t, text); err != nil {
			t.Errorf("%s: the schema refuses what is right: %v", name, err)
		}
		if _, found, err := Load(fstest.MapFS{file: {Data: []byte(text)}}, Choice{Name: file}); err != nil || len(found) > 0 {
			t.Errorf("%s: %s, %v", name, briefs(found), err)
		}
	}
}

// beyondSchema are the cases of TestBad that a schema cannot refuse: what is no YAML,
// ids and rules that stand there twice, what only a calendar or the rest of the file
// knows, keys that depend on each other.
var beyondSchema = []string{
	"no YAML", "key twice", "not UTF-8", "too many", "source that ends before it begins", "source twice", "rule with an unknown source",
	"review in one language", "id twice", "from after until", "from after the source's end", "before the source", "after the source",
	"no such day", "open as the first day", "tiers of a policy", "results without needs", "kind twice", "figure without a bound", "figure with the wrong bound",
	"share above the whole", "field twice on the same days", "ageing without an end", "repair after the end", "unknown code of a measure",
	"ageing twice on the same days", "names twice on the same days", "duty twice on the same days", "figure twice on the same days", "cross-check twice",
}

func TestSchemaRefuses(t *testing.T) {
	for _, name := range beyondSchema {
		if !slices.ContainsFunc(bad, func(tt mistake) bool { return tt.name == name }) {
			t.Errorf("there is no case %q", name)
		}
	}
	for _, tt := range bad {
		if !slices.Contains(beyondSchema, tt.name) && tt.name != "too large" && validate(t, tt.text) == nil {
			t.Errorf("%s: the schema accepts it", tt.name)
		}
	}
}
