package site

import (
	"bytes"
	"os"
	"sync"
	"testing"

	"gongshi/internal/crosscheck"
	"gongshi/internal/intake"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
	"gongshi/internal/words"
	"gongshi/templates"
)

// sample is the sample portal, as a build reads it.
func sample(t testing.TB) *register.Register {
	t.Helper()
	root := os.DirFS("../..")
	settings, _, err := portal.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	rules, _, err := rulebook.Load(root, rulebook.Choice{Name: settings.Rulebook})
	if err != nil {
		t.Fatal(err)
	}
	tables, _, err := intake.Read(root, settings)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := register.Link(tables, settings, rules, d("2026-06-30"))
	return reg
}

// TestCompiledPages holds that every page of the sample portal, in every language, is the
// same to the byte whether its templates are compiled or run by html/template, and that
// none of them needs html/template.
func TestCompiledPages(t *testing.T) {
	if testing.Short() {
		t.Skip("every page is made twice; run without -short")
	}
	reg := sample(t)
	led := ledger.Open(reg)
	o := testOptions()
	o.PageSize, o.MostRows, o.Crosschecks = defaultPageSize, defaultMostRows, crosscheck.Run(reg)
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		set, err := parse(templates.Files, words.Of(lang))
		if err != nil {
			t.Fatal(err)
		}
		got := made(t, newEdition(open(reg, led).digested(o), o, lang, set))
		want := made(t, newEdition(open(reg, led).digested(o), o, lang, set.Interpreted()))
		if len(got) != len(want) || len(got) < 500 {
			t.Errorf("%s: got %d files, want %d", lang, len(got), len(want))
		}
		for path, body := range want {
			if !bytes.Equal(got[path], body) {
				t.Errorf("%s differs:\ngot  %.2000s\nwant %.2000s", path, got[path], body)
			}
		}
		if left := set.Delegated(); len(left) > 0 {
			t.Errorf("%s: html/template had to run %q", lang, left)
		}
	}
}

// made is the files of an edition by path.
func made(t *testing.T, e *edition) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	var mutex sync.Mutex
	err := run(e.jobs(), 2, Watch{}, tree.Always(func(f tree.File) error {
		mutex.Lock()
		defer mutex.Unlock()
		files[f.Path] = f.Body
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}
