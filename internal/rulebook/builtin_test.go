package rulebook

import (
	"testing"
)

func TestBuiltInBooks(t *testing.T) {
	for _, name := range Names() {
		book, found, err := Load(nil, Choice{Name: name})
		if err != nil || book == nil || book.ID != name {
			t.Fatalf("%s: book %+v, error %v", name, book, err)
		}
		for _, f := range found {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
