package intake_test

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// memoryOf is a memory in a folder, as a build of the portal would have it.
func memoryOf(t *testing.T, dir string, fsys fs.FS) *intake.Memory {
	t.Helper()
	m := &intake.Memory{Folder: dir, Sums: map[string]string{}}
	if err := fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a portal without data is one, too
		}
		b, err := fs.ReadFile(fsys, name)
		if sum := sha256.Sum256(b); err == nil {
			m.Sums[name] = string(sum[:])
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return m
}

// asKept reads a portal with a memory and compares with reading it without one.
func asKept(t *testing.T, m *intake.Memory, fsys fs.FS, s *portal.Settings) (*register.Tables, []finding.Finding) {
	t.Helper()
	want, wantFound, err := intake.Read(fsys, s)
	if err != nil {
		t.Fatal(err)
	}
	got, found, err := m.Read(fsys, s)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the tables are not as read")
	}
	if len(found) != len(wantFound) || len(found) > 0 && !reflect.DeepEqual(found, wantFound) {
		t.Errorf("the findings are\n%v\nnot\n%v", found, wantFound)
	}
	return got, found
}

// contents are the files of a folder, by name.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = b
	}
	return all
}

// TestMemory holds that tables of every form are recalled as they are read, cell by cell, with
// their places and findings.
func TestMemory(t *testing.T) {
	kept := 0
	for _, c := range tortureCases(t) {
		fsys := c.portal(t)
		s, _, err := portal.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		t.Run(c.group+"/"+c.name, func(t *testing.T) {
			for range 2 {
				asKept(t, memoryOf(t, dir, fsys), fsys, s)
			}
		})
		if list, err := os.ReadDir(dir); err == nil {
			kept += len(list)
		}
	}
	if kept == 0 {
		t.Error("no table was kept")
	}
}

// remembered is a portal with all tables, one of which asks for the names of agencies.
func remembered(t *testing.T) (fstest.MapFS, *portal.Settings, string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"agencies":    "agency_id,name\n52440300MJL186084F,甲\n52990000000000027X,乙\n",
		"pay":         "机构名称,agency_id,year,tier,headcount,total\n乙,52440300MJL186084F,2023,directors,1,1000元\n",
		"projects":    "project_id,name,agency_id,purchaser,starts_on,ends_on\np1,项目,52440300MJL186084F,丙,2023-01-01,2023-12-31\n",
		"evaluations": "project_id,kind,grade,decided_on,comment\np1,验收,合格,2023-12-31,\"两\n行\"\n",
		"sanctions":   "sanction_id,kind,subject,agency_id,measures,authority,decided_on\n1号,行政处罚,机构,52440300MJL186084F,警告、罚款,丁,2023-05-01\n",
	} {
		fsys["data/"+name+".csv"] = &fstest.MapFile{Data: []byte(text)}
	}
	dir, s := filepath.Join(t.TempDir(), "tables"), &portal.Settings{}
	asKept(t, memoryOf(t, dir, fsys), fsys, s)
	return fsys, s, dir
}

// TestMemoryDamaged holds that a memory of which a byte is missing or another is as good as none.
func TestMemoryDamaged(t *testing.T) {
	fsys, s, dir := remembered(t)
	for name, b := range contents(t, dir) {
		path := filepath.Join(dir, name)
		for i := 0; i < len(b); i += 1 + len(b)/200 {
			other := append([]byte(nil), b...)
			other[i] ^= 0x41
			for _, damaged := range [][]byte{b[:i], other} {
				if err := os.WriteFile(path, damaged, 0o600); err != nil {
					t.Fatal(err)
				}
				asKept(t, memoryOf(t, dir, fsys), fsys, s)
				if t.Failed() {
					t.Fatalf("byte %d of %d", i, len(b))
				}
			}
		}
	}
}

// TestMemoryIsOfItsBytes holds what is read again and what is not, by planting a memory that
// says something else.
func TestMemoryIsOfItsBytes(t *testing.T) {
	fsys, s, dir := remembered(t)
	first := contents(t, dir)
	if tables, _ := asKept(t, memoryOf(t, dir, fsys), fsys, s); len(tables.Files)-1 != len(first) {
		t.Errorf("%d tables are kept, want all %d but that of sanctions", len(first), len(tables.Files))
	}
	if !reflect.DeepEqual(contents(t, dir), first) {
		t.Error("what was recalled is written again")
	}

	other := memoryOf(t, dir, fsys)
	other.Of[0] = 1
	asKept(t, other, fsys, s)
	second := contents(t, dir)
	for name := range second {
		if first[name] != nil {
			t.Errorf("%s is of other settings and stays", name)
		}
	}

	// The name of the agency changes: pay, which has not changed, no longer disagrees with it.
	m := memoryOf(t, dir, fsys)
	_, found := asKept(t, m, fsys, s)
	agencies := fsys["data/agencies.csv"]
	text := strings.Replace(string(agencies.Data), "甲", "乙", 1)
	fsys["data/agencies.csv"] = &fstest.MapFile{Data: []byte(text)}
	_, after := asKept(t, memoryOf(t, dir, fsys), fsys, s)
	if len(after) != len(found)-1 {
		t.Errorf("%d findings, and now %d, want one less", len(found), len(after))
	}

	// Bytes that change after they were digested are read, and not kept under the old sum.
	m = memoryOf(t, dir, fsys)
	for name := range contents(t, dir) {
		os.Remove(filepath.Join(dir, name))
	}
	fsys["data/agencies.csv"] = agencies
	asKept(t, m, fsys, s)
	if n := len(contents(t, dir)); n != len(first)-1 {
		t.Errorf("%d tables are kept, want %d", n, len(first)-1)
	}
}
