// Package asset turns the face's styles, scripts and pictures into the few files
// that pages load, each named by the hash of its content.
//
// Styles and TypeScript are bundled and minified with esbuild's Go API: classic
// scripts for browsers of 2018 and later, because module scripts do not load from a
// folder on a disk. Nothing is read but the given files, and nothing is fetched.
package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"gongshi/internal/route"
	"gongshi/internal/tree"

	"github.com/evanw/esbuild/pkg/api"
)

// Paths is where the files stand, relative to the public folder.
type Paths struct {
	Style   string // every page's style
	Script  string // every page's script
	Search  string // the search page's script
	More    string // what the search page rarely needs
	Table   string // the script of pages with long tables
	Record  string // the script of an agency's page
	Compare string // the script of the page that compares agencies
	Icon    string // the favicon, SVG

	SearchStyle  string // what the search page has besides
	CompareStyle string // what comparisons have besides
	SectionStyle string // what pages with sections of records have besides
	MatrixStyle  string // what the matrix of duties has besides

	Touch string // the icon for the home screens of phones, PNG; empty: none

	// Cards holds the pictures that other sites show beside a link, PNG of 1200 x 630, by
	// what a page is about: pictures/card-<name>.png of the face.
	Cards map[string]string
}

// Set is the files that pages load.
type Set struct {
	Paths Paths
	Files []tree.File // in the order of Paths, the cards by name
}

// hashDigits is how many hexadecimal digits of a file's SHA-256 stand in its name:
// 64 bits, for a handful of files.
const hashDigits = 16

// Bundle makes the files of a face: fsys holds the folders styles, scripts and
// pictures. It fails where a file is missing or esbuild refuses one; the error
// names the file, line and column.
func Bundle(fsys fs.FS) (Set, error) {
	s := Set{Paths: Paths{Cards: map[string]string{}}}
	for _, f := range []struct {
		path        *string
		source, ext string
	}{
		{&s.Paths.Style, "styles/site.css", ".css"},
		{&s.Paths.Script, "scripts/site.ts", ".js"},
		{&s.Paths.Search, "scripts/search-page.ts", ".js"},
		{&s.Paths.More, "scripts/search-more.ts", ".js"},
		{&s.Paths.Table, "scripts/table-page.ts", ".js"},
		{&s.Paths.Record, "scripts/record-page.ts", ".js"},
		{&s.Paths.Compare, "scripts/compare-page.ts", ".js"},
		{&s.Paths.Icon, "pictures/favicon.svg", ".svg"},
		{&s.Paths.SearchStyle, "styles/search.css", ".css"},
		{&s.Paths.CompareStyle, "styles/compare.css", ".css"},
		{&s.Paths.SectionStyle, "styles/sections.css", ".css"},
		{&s.Paths.MatrixStyle, "styles/matrix.css", ".css"},
	} {
		body, err := contents(fsys, f.source)
		if err != nil {
			return Set{}, err
		}
		*f.path = s.add(f.source, f.ext, body)
	}
	return s, s.addPictures(fsys)
}

// add takes a file into the set and returns its path.
func (s *Set) add(source, ext string, body []byte) string {
	f := tree.File{Path: name(source, ext, body), Body: body}
	s.Files = append(s.Files, f)
	return f.Path
}

// addPictures takes in the pictures that a face may do without.
func (s *Set) addPictures(fsys fs.FS) error {
	list, err := fs.Glob(fsys, "pictures/*.png")
	if err != nil {
		return err
	}
	for _, source := range list {
		body, err := fs.ReadFile(fsys, source)
		if err != nil {
			return err
		}
		stem := strings.TrimSuffix(path.Base(source), ".png")
		if card, ok := strings.CutPrefix(stem, "card-"); ok {
			s.Paths.Cards[card] = s.add(source, ".png", body)
		} else if stem == "touch" {
			s.Paths.Touch = s.add(source, ".png", body)
		}
	}
	return nil
}

// name is the path of a file: assets/site-<hash>.css.
func name(source, ext string, body []byte) string {
	stem := strings.TrimSuffix(path.Base(source), path.Ext(source))
	sum := sha256.Sum256(body)
	return route.Assets + stem + "-" + hex.EncodeToString(sum[:])[:hashDigits] + ext
}

// tsconfig is what of scripts/tsconfig.json bears on the bundles: fields of classes are
// plain assignments, as its target has it, and need no helper.
const tsconfig = `{"compilerOptions": {"useDefineForClassFields": false}}`

func contents(fsys fs.FS, source string) ([]byte, error) {
	if path.Ext(source) == ".svg" {
		return fs.ReadFile(fsys, source)
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{source},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Target:            target(source),
		Platform:          api.PlatformBrowser,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		TsconfigRaw:       tsconfig,
		LogLevel:          api.LogLevelSilent,
		Write:             false,
		Outfile:           "out" + path.Ext(source),
		Plugins:           []api.Plugin{reader(fsys)},
	})
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("bundle %s: %s", source, message(result.Errors[0]))
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("bundle %s: %d files came out, want 1", source, len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents, nil
}

// target is how old a browser may be: scripts are lowered, styles are taken as
// they are written, since each new rule there has an older one before it.
func target(source string) api.Target {
	if path.Ext(source) == ".css" {
		return api.ESNext
	}
	return api.ES2018
}

func message(m api.Message) string {
	if m.Location == nil {
		return m.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", strings.TrimPrefix(m.Location.File, namespace+":"), m.Location.Line, m.Location.Column+1, m.Text)
}

// namespace keeps esbuild from looking for the files on the disk.
const namespace = "face"

// reader lets esbuild read from fsys and from nowhere else.
func reader(fsys fs.FS) api.Plugin {
	return api.Plugin{Name: namespace, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := a.Path
			if strings.HasPrefix(name, ".") {
				name = path.Join(path.Dir(a.Importer), name)
			}
			found, err := find(fsys, name)
			return api.OnResolveResult{Path: found, Namespace: namespace}, err
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			body, err := fs.ReadFile(fsys, a.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text, loader := string(body), api.LoaderTS
			switch path.Ext(a.Path) {
			case ".css":
				loader = api.LoaderCSS
			case ".json":
				loader = api.LoaderJSON
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}

// find returns the file that an import names, with or without its extension.
func find(fsys fs.FS, name string) (string, error) {
	for _, candidate := range []string{name, name + ".ts", strings.TrimSuffix(name, ".js") + ".ts"} {
		if info, err := fs.Stat(fsys, candidate); err == nil && info.Mode().IsRegular() {
			return candidate, nil
		}
	}
	return "", fmt.Errorf("no file %s", name)
}
