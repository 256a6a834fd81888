package opendata

import (
	"bytes"
	"encoding/json"
	"slices"

	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// packageProfile is the version of the standard that datapackage.json follows.
const packageProfile = "https://datapackage.org/profiles/2.0/datapackage.json"

// The types below are the parts of a Data Package that we use, in the order in
// which they are written. There is no created date, which would be the clock's.
type (
	pkg struct {
		Schema       string        `json:"$schema"`
		Name         string        `json:"name"`
		Title        string        `json:"title,omitempty"`
		Homepage     string        `json:"homepage,omitempty"`
		Version      string        `json:"version,omitempty"` // the register's day
		Contributors []contributor `json:"contributors,omitempty"`
		Resources    []resource    `json:"resources"`
	}
	contributor struct {
		Title string   `json:"title"`
		Path  string   `json:"path,omitempty"`
		Roles []string `json:"roles"`
	}
	resource struct {
		Name        string       `json:"name"`
		Title       string       `json:"title"`
		Description string       `json:"description"`
		Path        string       `json:"path"`
		Format      string       `json:"format"`
		MediaType   string       `json:"mediatype"`
		Encoding    string       `json:"encoding"`
		Bytes       int          `json:"bytes"`
		Hash        string       `json:"hash"`
		Type        string       `json:"type,omitempty"`
		Dialect     *dialect     `json:"dialect,omitempty"`
		Schema      *tableSchema `json:"schema,omitempty"`
	}
	dialect struct {
		Property       string `json:"property,omitempty"`
		LineTerminator string `json:"lineTerminator,omitempty"`
	}
	tableSchema struct {
		Fields        []field      `json:"fields"`
		PrimaryKey    []string     `json:"primaryKey,omitempty"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
		MissingValues []string     `json:"missingValues"`
	}
	field struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Title       string       `json:"title,omitempty"`
		Description string       `json:"description,omitempty"`
		Categories  []category   `json:"categories,omitempty"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	category struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	constraints struct {
		Required bool   `json:"required,omitempty"`
		Unique   bool   `json:"unique,omitempty"`
		Minimum  *int   `json:"minimum,omitempty"`
		Maximum  *int   `json:"maximum,omitempty"`
		Pattern  string `json:"pattern,omitempty"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

// dataPackage describes the files of all tables and then those that follow from them.
// Licences are left to the operator.
func dataPackage(reg *register.Register, files []download, derived ...resource) []byte {
	s := reg.Settings
	p := pkg{
		Schema: packageProfile, Name: "gongshi", Title: title(s), Homepage: s.BaseURL,
		Version: reg.AsOf.String(), Resources: make([]resource, 0, len(files)),
	}
	if s.Operator.Name != "" {
		p.Contributors = []contributor{{Title: s.Operator.Name, Path: s.Operator.URL, Roles: []string{"publisher"}}}
	}
	for i := range files {
		p.Resources = append(p.Resources, describe(&files[i], firstLanguage(s), reg.Rules))
	}
	p.Resources = append(p.Resources, derived...)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(p); err != nil {
		panic(err) // cannot happen: strings and numbers only
	}
	return b.Bytes()
}

// describe is the resource of one file.
func describe(d *download, lang string, rules *rulebook.Book) resource {
	t, derived := d.source.table, d.source.derived()
	r := resource{
		Title: tableTitle(t, lang), Path: d.name(), Encoding: "utf-8",
		Bytes: d.size, Hash: "sha256:" + d.hash,
	}
	switch d.format.suffix {
	case ".csv":
		r.Name, r.Format, r.MediaType, r.Type = t.Name, "csv", "text/csv", "table"
		r.Description = in(lang, "按公布原文，一字不改", "exactly as published")
		r.Dialect = &dialect{LineTerminator: "\n"}
		r.Schema = exactSchema(t, lang)
		if derived {
			r.Description = in(lang, "由门户按规则推算，每格一个统一格式的值", "worked out by the portal from the tables and the rulebook, values in one form")
			r.Schema = plainSchema(t, lang)
		}
	case ".json":
		r.Name, r.Format, r.MediaType, r.Type = t.Name+"-typed", "json", "application/json", "table"
		r.Description = in(lang, "统一格式后的数据，null 表示未提供", "values in one form; null is not given")
		r.Dialect = &dialect{Property: "records"}
		r.Schema = typedSchema(t, lang, derived, rules)
	default:
		// Its values are shaped for people, so no schema is promised.
		r.Name, r.Format, r.MediaType = t.Name+"-excel", "csv", "text/csv"
		r.Description = in(lang, "供电子表格软件打开，含防公式注入处理", "for spreadsheets, guarded against formulas")
	}
	return r
}

// exactSchema is the schema of the values as written. A date or an amount may be
// written in any of the accepted forms, so that every field is a string.
func exactSchema(t *schema.Table, lang string) *tableSchema {
	s := &tableSchema{MissingValues: []string{""}}
	for i := range t.Columns {
		f := named(&t.Columns[i], lang)
		f.Type = "string"
		s.Fields = append(s.Fields, f)
	}
	return s
}

// plainSchema is the schema of the CSV file of a table that follows from others: its
// values have one form. A list is one text with separators.
func plainSchema(t *schema.Table, lang string) *tableSchema {
	s := &tableSchema{MissingValues: []string{""}, PrimaryKey: t.Key}
	for i := range t.Columns {
		f := typed(&t.Columns[i], lang)
		if f.Type == "array" {
			f.Type = "string"
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}

// typedSchema is the schema of the records in the JSON file.
func typedSchema(t *schema.Table, lang string, derived bool, rules *rulebook.Book) *tableSchema {
	s := &tableSchema{MissingValues: []string{}, PrimaryKey: t.Key}
	if !derived {
		s.PrimaryKey = []string{"id"}
		id := field{Name: "id", Type: "string", Constraints: &constraints{Required: true, Unique: true}}
		s.Fields = append(s.Fields, id, field{Name: "url", Type: "string", Constraints: &constraints{Required: true}})
	}
	for i := range t.Columns {
		s.Fields = append(s.Fields, typed(&t.Columns[i], lang))
	}
	switch t.Name {
	case "duties":
		s.Fields = append(s.Fields, field{Name: "because", Type: "array"})
	case "evaluations":
		s.Fields = append(s.Fields, field{Name: "grade_written", Type: "string"})
	case "sanctions":
		standing := field{Name: "standing", Type: "string", Constraints: &constraints{Required: true}}
		for _, c := range schema.SanctionStatuses {
			if register.Standing(c.ID).MayBeShown(rules) {
				standing.Categories = append(standing.Categories, category{Value: c.ID, Label: label(c, lang)})
			}
		}
		s.Fields = append(s.Fields, standing, field{Name: "reply", Type: "object"})
	}
	if !derived {
		s.Fields = append(s.Fields, field{Name: "source", Type: "object"})
	}
	for _, refer := range []struct{ column, table string }{{"agency_id", "agencies"}, {"project_id", "projects"}} {
		if t.Name != refer.table && t.Column(refer.column) != nil {
			key := []string{refer.column}
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{key, reference{refer.table + "-typed", key}})
		}
	}
	return s
}

func named(c *schema.Column, lang string) field {
	f := field{Name: c.Name, Title: in(lang, c.ZH, c.EN)}
	if c.Required {
		f.Constraints = &constraints{Required: true}
	}
	return f
}

func typed(c *schema.Column, lang string) field {
	f := named(c, lang)
	limit := func() *constraints {
		if f.Constraints == nil {
			f.Constraints = &constraints{}
		}
		return f.Constraints
	}
	zero, hundred := 0, 100
	switch c.Kind {
	case schema.List:
		f.Type = "array"
	case schema.Date:
		f.Type = "date"
	case schema.Year:
		f.Type = "integer"
	case schema.Count:
		f.Type, limit().Minimum = "integer", &zero
	case schema.Score:
		f.Type, limit().Minimum, limit().Maximum = "number", &zero, &hundred
	case schema.Money:
		f.Type, limit().Pattern = "string", `-?\d+\.\d{2}`
		f.Description = in(lang, "元，两位小数，以文本给出", "yuan with two decimals, as text")
	default:
		f.Type = "string"
	}
	for _, code := range c.Codes {
		f.Categories = append(f.Categories, category{Value: code.ID, Label: label(code, lang)})
	}
	f.Categories = slices.Clip(f.Categories)
	return f
}

func label(c schema.Code, lang string) string { return in(lang, c.ZH, c.EN) }

// in picks the Chinese or the English form.
func in(lang, zh, en string) string {
	if lang == portal.English {
		return en
	}
	return zh
}

func tableTitle(t *schema.Table, lang string) string { return in(lang, t.ZH, t.EN) }

// firstLanguage is the language that stands at the root.
func firstLanguage(s *portal.Settings) string {
	if len(s.Languages) == 0 {
		return portal.Chinese
	}
	return s.Languages[0]
}

// title is the portal's name in its first language.
func title(s *portal.Settings) string {
	if firstLanguage(s) == portal.English && s.TitleEN != "" {
		return s.TitleEN
	}
	return s.Title
}
