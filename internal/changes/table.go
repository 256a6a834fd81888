package changes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// Table is a table as it is published, in data/<table>.json.
type Table struct {
	Schema  *schema.Table
	AsOf    day.Day // the day of the data
	Records []Record
}

// Record is a published record.
type Record struct {
	ID, URL string
	Raw     json.RawMessage // all of it
}

// ReadTable reads a published table. It fails on what is no such file.
func ReadTable(r io.Reader) (Table, error) {
	d := json.NewDecoder(r)
	var t Table
	if err := open(d, '{'); err != nil {
		return t, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return t, err
		}
		switch key {
		case "table":
			var name string
			if err := d.Decode(&name); err != nil {
				return t, err
			}
			if t.Schema = schema.Lookup(name); t.Schema == nil {
				return t, fmt.Errorf("want the name of a table, found %q", name)
			}
		case "as_of":
			if err := d.Decode(&t.AsOf); err != nil {
				return t, err
			}
		case "records":
			if t.Records, err = records(d); err != nil {
				return t, err
			}
		default:
			var other json.RawMessage
			if err := d.Decode(&other); err != nil {
				return t, err
			}
		}
	}
	if t.Schema == nil {
		return t, fmt.Errorf("want the member table, found none")
	}
	return t, open(d, '}')
}

// open reads a bracket.
func open(d *json.Decoder, want json.Delim) error {
	found, err := d.Token()
	if err == nil && found != want {
		err = fmt.Errorf("want %v, found %v", want, found)
	}
	return err
}

func records(d *json.Decoder) ([]Record, error) {
	if err := open(d, '['); err != nil {
		return nil, err
	}
	var list []Record
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		r := Record{Raw: raw}
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, err
		}
		if r.ID == "" {
			return nil, fmt.Errorf("want a record with an id, found none at record %d", len(list)+1)
		}
		list = append(list, r)
	}
	return list, open(d, ']')
}

// UnmarshalJSON reads what a record is called and where it is shown.
func (r *Record) UnmarshalJSON(b []byte) error {
	var head struct{ ID, URL string }
	err := json.Unmarshal(b, &head)
	r.ID, r.URL = head.ID, head.URL
	return err
}

// cells are the values of a record's columns; a column that the file does not have is absent.
func (r *Record) cells(t *schema.Table) (map[string]string, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(r.Raw, &members); err != nil {
		return nil, fmt.Errorf("%s: %w", r.ID, err)
	}
	cells := make(map[string]string, len(t.Columns))
	for i := range t.Columns {
		name := t.Columns[i].Name
		raw, ok := members[name]
		if !ok {
			continue
		}
		value, err := text(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", r.ID, name, err)
		}
		cells[name] = value
	}
	return cells, nil
}

// text is a value as text.
func text(raw json.RawMessage) (string, error) {
	switch raw = bytes.TrimSpace(raw); {
	case bytes.Equal(raw, []byte("null")):
		return "", nil
	case bytes.HasPrefix(raw, []byte{'"'}):
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case bytes.HasPrefix(raw, []byte{'['}):
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return "", err
		}
		var parts []string
		for _, one := range list {
			s, err := text(one)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, Separator), nil
	}
	return string(raw), nil
}
