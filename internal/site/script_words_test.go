package site

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
	"gongshi/templates"
)

// TestScriptWords holds that each script gets just the words it asks for. What a script
// asks for is an interface whose name ends in Strings; it gets them from the file of words
// that its page loads, or as JSON in an attribute data-words.
func TestScriptWords(t *testing.T) {
	asked := askedByScripts(t)
	if len(asked) == 0 {
		t.Fatal("no script asks for words")
	}
	handed := map[string]map[string]bool{} // by language, the interfaces that were served
	reg, led := fixture(t)
	files, said := render(t, reg, led, testOptions()), wordFiles(t, reg, led)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		p := parsePage(t, files[path])
		lang := attribute(p.all("html")[0], "lang")
		got := handedOver(t, path, p)
		loaded := wordsLoaded(path, p)
		for _, file := range loaded {
			if said[file] == nil {
				t.Errorf("%s loads the words %q, which are not there", path, file)
			}
			got = slices.AppendSeq(got, maps.Values(said[file]))
		}
		if tables := slices.ContainsFunc(p.attributes("script", "src"), func(s string) bool { return strings.Contains(s, "table-page") }); len(loaded) == 0 || tables != (len(loaded) == 2) {
			t.Errorf("%s loads the words %q, and the script of tables: %v", path, loaded, tables)
		}
		for _, got := range got {
			for name, v := range got {
				checkSaid(t, path+": "+name, lang, v)
			}
			name := servedBy(asked, got)
			if name == "" {
				t.Errorf("%s hands over %q, which no script asks for", path, slices.Sorted(maps.Keys(got)))
				continue
			}
			if handed[lang] == nil {
				handed[lang] = map[string]bool{}
			}
			handed[lang][name] = true
		}
	}
	for _, lang := range []string{"zh-CN", "en", "zh-Hant"} {
		for name := range asked {
			if !handed[lang][name] {
				t.Errorf("no page in %s hands over what %s asks for", lang, name)
			}
		}
	}
}

// handedOver is what a page hands to its scripts by itself.
func handedOver(t *testing.T, page string, p parsed) []map[string]any {
	t.Helper()
	var list []map[string]any
	for _, n := range p.all("[data-words]") {
		var said map[string]any
		if err := json.Unmarshal([]byte(attribute(n, "data-words")), &said); err != nil {
			t.Errorf("%s: data-words is no JSON object: %v", page, err)
		}
		list = append(list, said)
	}
	return list
}

// wordFiles is what the files of words say, by file and script.
func wordFiles(t *testing.T, reg *register.Register, led *ledger.Ledger) map[string]map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]map[string]any{}
	var mutex sync.Mutex
	err := Render(reg, led, testOptions(), tree.Always(func(f tree.File) error {
		script, body, ok := strings.Cut(string(f.Body), "=")
		script, said := strings.CutPrefix(script, "gongshiWords")
		if !ok || !said {
			return nil
		}
		mutex.Lock()
		defer mutex.Unlock()
		body = strings.TrimSuffix(body, ";\n")
		if script != "" {
			body = `{"` + strings.TrimPrefix(script, ".") + `":` + body + "}"
		}
		var of map[string]map[string]any
		if err := json.Unmarshal([]byte(body), &of); err != nil {
			return err
		}
		all[f.Path] = of
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// wordsLoaded is the files of words that a page loads.
func wordsLoaded(page string, p parsed) (files []string) {
	for _, n := range p.all("script") {
		src := attribute(n, "src")
		switch {
		case !strings.Contains(src, "assets/words-"):
		case page == route.NotFound:
			files = append(files, strings.TrimPrefix(src, "/sub/"))
		default:
			files = append(files, path.Join(path.Dir(page), src))
		}
	}
	return files
}

// askedByScripts is the names of the words that scripts ask for, by interface; a name
// that may be absent ends in a question mark.
func askedByScripts(t *testing.T) map[string][]string {
	t.Helper()
	asked := map[string][]string{}
	sources, err := fs.Glob(templates.Files, "scripts/*.ts")
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range sources {
		body, err := fs.ReadFile(templates.Files, source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?ms)^(?:export )?interface (\w*Strings) \{(.*?)^\}`).FindAllStringSubmatch(string(body), -1) {
			for _, name := range regexp.MustCompile(`(?m)^  (\w+\??): `).FindAllStringSubmatch(m[2], -1) {
				asked[m[1]] = append(asked[m[1]], name[1])
			}
		}
	}
	return asked
}

// servedBy is the interface that asks for just what is handed over; "" where none does.
func servedBy(asked map[string][]string, handed map[string]any) string {
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		n, fit := 0, true
		for _, word := range asked[name] {
			_, there := handed[strings.TrimSuffix(word, "?")]
			fit = fit && (there || strings.HasSuffix(word, "?"))
			if there {
				n++
			}
		}
		if fit && n == len(handed) {
			return name
		}
	}
	return ""
}

// checkSaid holds that a word is there and in the language of its page.
func checkSaid(t *testing.T, where, lang string, v any) {
	t.Helper()
	switch v := v.(type) {
	case string:
		if v == "" || lang == "en" && hasHan(v) {
			t.Errorf("%s is %q", where, v)
		}
	case map[string]any:
		for name, inner := range v {
			if lang == "en" && strings.HasSuffix(where, ": terms") && hasHan(name) {
				continue // a page that exists in Chinese only
			}
			checkSaid(t, where+"."+name, lang, inner)
		}
	}
}

func TestServedBy(t *testing.T) {
	asked := map[string][]string{"Strings": {"a", "b?"}, "TableStrings": {"a", "c"}}
	for _, tt := range []struct {
		handed []string
		want   string
	}{
		{[]string{"a"}, "Strings"}, {[]string{"a", "b"}, "Strings"}, {[]string{"a", "c"}, "TableStrings"},
		{[]string{"c"}, ""}, {[]string{"a", "b", "c"}, ""},
	} {
		handed := map[string]any{}
		for _, name := range tt.handed {
			handed[name] = "x"
		}
		if got := servedBy(asked, handed); got != tt.want {
			t.Errorf("%q is for %q, want %q", tt.handed, got, tt.want)
		}
	}
}
