package opendata

import (
	"crypto/sha256"
	"encoding/hex"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// changesName is the name of the log of changes among the downloads.
const changesName = "changes"

// writeChanges writes the log of changes, as JSON beside the page that shows it, and as CSV
// with a row for each field beside the other downloads: paths in a Data Package do not leave
// its folder.
func writeChanges(reg *register.Register, log *changelog.Log, once tree.Once) (resource, error) {
	body, err := log.File()
	if err != nil {
		return resource{}, err
	}
	if err := settled(once, tree.File{Path: changes.Path, Body: body}); err != nil {
		return resource{}, err
	}
	table := tree.File{Path: route.Download(changesName + ".csv"), Body: changesCSV(log)}
	if err := settled(once, table); err != nil {
		return resource{}, err
	}
	lang, sum := firstLanguage(reg.Settings), sha256.Sum256(table.Body)
	r := resource{
		Name: changesName, Title: in(lang, "变化记录", "Log of changes"), Path: changesName + ".csv", Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Description: in(lang, "记录从一次公布到下一次公布的变化，每行一个字段", "how records differ from one publication to the next, a field a row"),
		Bytes:       len(table.Body), Hash: "sha256:" + hex.EncodeToString(sum[:]),
		Type: "table", Dialect: &dialect{LineTerminator: "\n"}, Schema: &tableSchema{MissingValues: []string{""}},
	}
	for _, c := range changesColumns() {
		f := field{Name: c.name, Type: c.kind, Title: in(lang, c.zh, c.en), Constraints: &constraints{Required: c.required}}
		if !c.required {
			f.Constraints = nil
		}
		r.Schema.Fields = append(r.Schema.Fields, f)
	}
	return r, nil
}

// changesColumn is a column of changes.csv.
type changesColumn struct {
	name, kind string // kind is a type of Table Schema
	zh, en     string
	required   bool
}

func changesColumns() []changesColumn {
	return []changesColumn{
		{"on", "date", "公布的数据日", "Day of the data of the later publication", true},
		{"kind", "string", "变化：added 新公布、changed 有改动、removed 不再公布", "What became of the record: added, changed or removed", true},
		{"table", "string", "表", "Table", true},
		{"id", "string", "记录；不再公布的惩戒没有", "Id of the record; none of a sanction that is no longer shown", false},
		{"url", "string", "网页；不再公布的没有", "Where it stands; nothing where it is no longer shown", false},
		{"field", "string", "字段", "Field", false},
		{"before", "string", "原为", "Before", false},
		{"after", "string", "改为；两格都空是文字有改动", "After; both blank: the wording changed", false},
	}
}

// changesCSV has a row for each field of an entry, and one for an entry without fields.
func changesCSV(log *changelog.Log) []byte {
	columns := changesColumns()
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	buf := appendRow(nil, names, "\n")
	for _, e := range log.All() {
		fields := e.Fields
		if len(fields) == 0 {
			fields = []changes.Field{{}}
		}
		for _, f := range fields {
			buf = appendRow(buf, []string{e.On.String(), string(e.Kind), e.Table, e.ID, e.URL, f.Name, f.Before, f.After}, "\n")
		}
	}
	return buf
}
