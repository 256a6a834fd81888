package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"gongshi/internal/build"
	"gongshi/internal/finding"
)

// files are those of a folder with their content.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// small is a ten-thousandth of the million.
var small = nation.times(1e-4)

func TestMillion(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		if err := writeMillion(dir, small, 1); err != nil {
			t.Fatal(err)
		}
	}
	if !maps.Equal(files(t, first), files(t, second)) {
		t.Error("the same amounts and seed gave other bytes")
	}
	if err := writeMillion(second, small, 2); err != nil {
		t.Fatal(err)
	}
	if maps.Equal(files(t, first), files(t, second)) {
		t.Error("another seed gave the same bytes")
	}
	want := small.agencies + small.pay + small.projects + small.evaluations + small.sanctions
	if n, err := countRecords(filepath.Join(first, "data")); n != want || err != nil {
		t.Errorf("%d records, %v, want %d", n, err, want)
	}
	p, err := build.Load(build.Options{Dir: first, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Findings {
		if f.Severity == finding.Error {
			t.Fatalf("the portal has an error: %+v", f)
		}
	}
	if p.Register == nil || p.Register.Rows != want || len(p.Register.Agencies) != small.agencies {
		t.Errorf("the portal was not read whole: want %d rows", want)
	}
}

// TestNames holds that all names and codes of a large number of agencies differ.
func TestNames(t *testing.T) {
	for _, agencies := range []int{100, 20_000, 300_000} {
		w := &world{amounts: amounts{agencies: agencies}, districts: min(max(8, agencies/1250), len(cities)*len(districtNames)*len(districtKinds))}
		seen := map[string]bool{}
		for i := range agencies {
			name := w.name(i)
			if seen[name] || seen[creditCode(i)] {
				t.Fatalf("of %d agencies the %d. is another %s", agencies, i, name)
			}
			seen[name], seen[creditCode(i)] = true, true
		}
	}
}

func TestShards(t *testing.T) {
	dir := t.TempDir()
	s, err := newShard(dir, "pay", "a,b")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.row("1", "2"); err != nil {
			t.Fatal(err)
		}
		s.rows = shardRows // as if it were full
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"pay-01.csv": "a,b\n1,2\n", "pay-02.csv": "a,b\n1,2\n", "pay-03.csv": "a,b\n1,2\n"}
	if got := files(t, dir); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestChangeRow(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "pay.csv")
	before := "agency_id,total,note\na,100,\nb,200,\"x, y\"\nc,300,\n"
	if err := os.WriteFile(name, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	restore, err := changeRow(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(name)
	if want := bytes.Replace([]byte(before), []byte("b,200"), []byte("b,201"), 1); !bytes.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := restore(); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(name); string(got) != before {
		t.Errorf("restored: got %q, want %q", got, before)
	}
}

func TestCountRows(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(name, []byte("a,b\n1,\"two\nlines and a \"\"quote\"\"\"\n2,x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if n, err := countRows(name); n != 3 || err != nil {
		t.Errorf("got %d, %v, want 3", n, err)
	}
}

func TestWriteBodies(t *testing.T) {
	dir := t.TempDir()
	var list []body
	want := map[string]string{}
	for i := range 50 {
		name := string(rune('A'+i%26)) + string(rune('a'+i/26))
		list, want[name] = append(list, body{filepath.Join(dir, name), []byte(name)}), name
	}
	if err := writeBodies(list, 3); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); !maps.Equal(got, want) {
		t.Errorf("got %d files, want %d", len(got), len(want))
	}
	if err := writeBodies([]body{{filepath.Join(dir, "missing", "x"), nil}}, 2); err == nil {
		t.Error("no error, want one where a folder is missing")
	}
}
