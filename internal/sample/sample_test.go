package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// portalRoot is the folder that holds the committed sample.
const portalRoot = "../.."

// generated lists the places that belong to the generator alone.
var generated = []string{"data/*.csv", "data/changes.json", "content/policies/*", "content/replies/*/*", "content/corrections/*"}

func TestCommittedFilesAreThoseGenerated(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir, invent().files()); err != nil {
		t.Fatal(err)
	}
	want := filesBelow(t, dir)
	for _, name := range want {
		made := read(t, filepath.Join(dir, name))
		if committed := read(t, filepath.Join(portalRoot, name)); !bytes.Equal(made, committed) {
			t.Errorf("%s differs from what the generator writes; run go generate ./internal/sample", name)
		}
	}
	for _, pattern := range generated {
		found, err := filepath.Glob(filepath.Join(portalRoot, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name, err := filepath.Rel(portalRoot, path)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(want, name) {
				t.Errorf("%s is there, but the generator does not write it", name)
			}
		}
	}
}

func filesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 50 {
		t.Fatalf("the generator wrote %d files, want 50 at least", len(names))
	}
	return names
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "没有空格", "没有空格"},
		{"value", "在{st}", "在拂堤街道"},
		{"range of one", "{7..7}人", "7人"},
		{"step", "{fine=5000..5000/1000}元", "5000元"},
		{"kept", "{n=3..3}人，共{n}人", "3人，共3人"},
		{"product", "{fee=20..20}×{n=6..6}={fee*n}", "20×6=120"},
		{"product kept", "{fee=20..20}{n=6..6}，{gain=fee*n}，{gain}", "206，120，120"},
		{"difference", "{a=18..18}-{b=9..9}={a-b}", "18-9=9"},
		{"percentage", "{no=2..2}/{all=3..3}={no%all}%", "2/3=66.7%"},
		{"first definition wins", "{n=1..1}{n=2..2}", "11"},
		{"words", "{同|同}", "同"},
	} {
		got := roll("test").fill(c.in, vars{"st": "拂堤街道"})
		if got != c.want {
			t.Errorf("%s: fill(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestFillRefusesUnknownSlots(t *testing.T) {
	for _, in := range []string{"{nobody}", "{open", "{a-b}"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("fill(%q) went through, want a panic", in)
				}
			}()
			roll("test").fill(in, vars{})
		}()
	}
}

// Real codes of bodies that have nothing to do with this city.
func TestCheckCharacters(t *testing.T) {
	for _, code := range []string{"12100000400000624D", "914403001922038216", "91440300708461136T", "9144030071526726XG",
		"52440300MJL186084F", "53310000MJ495410XG", "5144030050267905XD"} {
		if got, want := organisationCheck(code[8:16]), code[16:17]; got != want {
			t.Errorf("organisationCheck of %s = %s, want %s", code, got, want)
		}
		if got, want := creditCheck(code[:17]), code[17:]; got != want {
			t.Errorf("creditCheck of %s = %s, want %s", code, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"NZ-SG-2024-0137", "nz-sg-2024-0137"},
		{"529900003627680172", "529900003627680172"},
		{"拟州市社会工作协会\x1f拟社协惩字〔2026〕3号\x1f529900003627680172", "20263529900003627680172da08146e2e"},
		{"拟州市民政局\x1f拟民罚字〔2025〕12号\x1f王某某", "202512cce06b1535"},
		{"A_" + strings.Repeat("b", 70), "a" + strings.Repeat("b", 39) + "99eb07e82d"},
	} {
		if got := slug(c.in); got != c.want {
			t.Errorf("slug(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestFitting(t *testing.T) {
	sentences := []string{"都可以", "医院/病房> 在医院", "!心理> 不是心理"}
	for _, c := range []struct {
		name string
		want []string
	}{
		{"儿童病房项目", []string{"都可以", "在医院", "不是心理"}},
		{"心理健康项目", []string{"都可以"}},
	} {
		if got := fitting(sentences, c.name); !slices.Equal(got, c.want) {
			t.Errorf("fitting(%s) = %q, want %q", c.name, got, c.want)
		}
	}
}
