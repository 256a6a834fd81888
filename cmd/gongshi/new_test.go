package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/schema"
)

// TestNew crawls the site of a new portal: there is nothing in it yet, and no link
// leads nowhere.
func TestNew(t *testing.T) {
	portal := filepath.Join(t.TempDir(), "portal")
	for _, args := range [][]string{{"new", portal, "--ci", "github"}, {"build", "-C", portal, "--as-of", "2026-06-30"}} {
		if _, stderr, code := gongshi(t, args...); code != 0 {
			t.Fatalf("%q: exit code %d: %s", args, code, stderr)
		}
	}
	readSite(t, portal, filepath.Join(portal, "public")).check(t)
}

// TestFilledForms fills each form of a new portal in with the example that it shows, cell
// by cell as a spreadsheet stores them, and drops it into data/ as it is: every value is
// read without a warning.
func TestFilledForms(t *testing.T) {
	portal := filepath.Join(t.TempDir(), "portal")
	if _, stderr, code := gongshi(t, "new", portal); code != 0 {
		t.Fatal(stderr)
	}
	for _, table := range schema.Tables() {
		fillForm(t, filepath.Join(portal, "forms", table.ZH+".xlsx"), filepath.Join(portal, "data", table.ZH+".xlsx"), table)
		if err := os.Remove(filepath.Join(portal, "data", table.Name+".csv")); err != nil {
			t.Fatal(err)
		}
	}
	out, stderr, code := gongshi(t, "check", "-C", portal, "--strict", "--format", "json", "--as-of", "2026-06-30")
	var got struct {
		Summary  struct{ Files, Records, Errors, Warnings, Notices int }
		Findings []struct{ File, Rule, Message string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err, stderr)
	}
	if code != 0 || got.Summary.Files != 5 || got.Summary.Records != 5 || got.Summary.Notices > 0 {
		t.Errorf("exit code %d, %+v, %+v; want 5 files, 5 records and nothing to say", code, got.Summary, got.Findings)
	}
}

// fillForm copies the example of a form into the first row below its header.
func fillForm(t *testing.T, from, to string, table *schema.Table) {
	t.Helper()
	f, err := excelize.OpenFile(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range table.Columns {
		name, err := excelize.CoordinatesToCellName(i+1, 2)
		if err != nil {
			t.Fatal(err)
		}
		text, err := f.GetCellValue("示例", name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType("示例", name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case text == "":
		case kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString:
			err = f.SetCellStr(table.ZH, name, text)
		default: // a number or a day, in the format that the form's column has
			err = f.SetCellDefault(table.ZH, name, text)
			style, more := f.GetColStyle(table.ZH, name[:len(name)-1])
			if err == nil && more == nil {
				err = f.SetCellStyle(table.ZH, name, name, style)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(to); err != nil {
		t.Fatal(err)
	}
}
