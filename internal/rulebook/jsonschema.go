package rulebook

import (
	"gongshi/internal/yamlfile"
)

// SchemaFile is the name of the JSON Schema of a rulebook.
const SchemaFile = "rulebook.schema.json"

// JSONSchema returns a JSON Schema of a rulebook (draft 2020-12), with which an editor
// completes keys, shows what they mean and marks what is wrong while one types.
//
// It is made of the keys that Load reads. What it cannot say stays with Load: ids that
// stand there twice, sources that are not listed, days that the calendar does not have,
// which keys belong to which duty or figure, and rules that overlap.
func JSONSchema() []byte {
	root := objectShape(newLoader(SchemaFile).keys())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "rulebook.yaml"
	root["description"] = "公示门户的规则，见 docs/rulebook.md。\nThe rulebook of a disclosure portal: see docs/rulebook.md."
	return yamlfile.Schema(root)
}
