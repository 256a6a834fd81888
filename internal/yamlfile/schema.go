package yamlfile

import (
	"bytes"
	"encoding/json"
	"regexp"
)

// Schema writes a JSON Schema for people to read: what is short stands in one line. The
// schema is anything that encoding/json can write.
func Schema(schema any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(schema); err != nil { // texts and lists of texts: cannot fail
		return nil
	}
	return short.ReplaceAllFunc(b.Bytes(), func(part []byte) []byte { return space.ReplaceAll(part, []byte(" ")) })
}

// short is a list of plain values or a reference, which reads better in one line.
var (
	short = regexp.MustCompile(`\[\n[^\[\]{}]*\]|\{\s*"\$ref": "[^"]*"\s*\}`)
	space = regexp.MustCompile(`\n\s*`)
)
