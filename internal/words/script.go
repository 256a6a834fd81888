package words

import (
	"reflect"
	"strings"
)

// Script is the words that a script asks for, by the names that the script gives them
// in its interface of strings. They are the fields whose tag names the script:
//
//	SortNewest, SortOldest string `script:"search table"` // sortNewest, sortOldest
//	SearchNone             string `script:"search"`       // none
//	SearchFound            string `script:"search=results"`
//
// A word's name is its field's without the script's own name in front, and begins
// small; one that the script calls otherwise says how. A page adds what is no single
// word, such as the names of codes, and hands all of it over as JSON in data-words. What most
// pages have stands in the file of words of their language instead.
func (w *Words) Script(script string) map[string]any {
	asked := map[string]any{}
	askedOf(reflect.ValueOf(w).Elem(), script, asked)
	return asked
}

func askedOf(v reflect.Value, script string, asked map[string]any) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Type.Kind() == reflect.Struct {
			askedOf(v.Field(i), script, asked)
			continue
		}
		for _, tag := range strings.Fields(field.Tag.Get("script")) {
			if name, own, renamed := strings.Cut(tag, "="); name == script {
				if !renamed {
					own = small(field.Name, script)
				}
				asked[own] = v.Field(i).String()
			}
		}
	}
}

// small is a field's name as a script calls it.
func small(field, script string) string {
	if len(field) > len(script) && strings.EqualFold(field[:len(script)], script) {
		field = field[len(script):]
	}
	return strings.ToLower(field[:1]) + field[1:]
}
