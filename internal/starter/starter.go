// Package starter makes the files of a new portal, ready to check and build: settings
// in which every key is explained, empty tables, forms to fill in, a README, first
// pages, and what git and a continuous integration service have to know.
//
// The forms are workbooks (ECMA-376, .xlsx), one a table, made from package schema:
// its columns, closed lists and notes. A filled-in form goes into data/ as it is. Same
// call, same bytes. What is left out: data of any kind; the only record, an invented
// example, stands on a sheet that is never read.
package starter

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gongshi/internal/portal"
	"gongshi/internal/schema"
)

// texts are the files that are written by hand.
//
//go:embed portal
var texts embed.FS

// File is a file of the new portal.
type File struct {
	Path string // relative to the portal's folder, slash-separated
	Body []byte
}

// hosts are the services for which the portal can be given its continuous
// integration, and where each one looks for it.
var hosts = map[string]string{
	"github": ".github/workflows/publish.yml",
	"gitlab": ".gitlab-ci.yml",
}

// Hosts lists the services that Files knows, sorted.
func Hosts() []string {
	var names []string
	for name := range hosts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// profiles are where each service serves the portal from: the setting host of gongshi.yaml.
var profiles = map[string]string{"github": "github-pages", "gitlab": "gitlab-pages"}

// Workflow is the path of what a service runs, or empty for a service that is not known.
func Workflow(host string) string { return hosts[host] }

// Files makes the files of a new portal in the order of their paths. host is one of
// Hosts, or empty for none; another one is an error.
func Files(host string) ([]File, error) {
	from := map[string]string{
		portal.File:                 "gongshi.yaml",
		"README.md":                 "README.md",
		".gitattributes":            "gitattributes",
		".gitignore":                "gitignore",
		"content/about/index.md":    "about.md",
		"content/en/about/index.md": "about.en.md",
	}
	if host != "" {
		path, ok := hosts[host]
		if !ok {
			return nil, fmt.Errorf("wanted one of %s, found %q", strings.Join(Hosts(), ", "), host)
		}
		from[path] = host + ".yml"
	}
	files := []File{{portal.SchemaFile, portal.JSONSchema()}}
	for path, name := range from {
		body, err := fs.ReadFile(texts, "portal/"+name)
		if err != nil {
			return nil, err
		}
		if path == portal.File && host != "" {
			if body, err = hosted(body, profiles[host]); err != nil {
				return nil, err
			}
		}
		files = append(files, File{path, body})
	}
	for _, t := range schema.Tables() {
		workbook, err := makeForm(t)
		if err != nil {
			return nil, fmt.Errorf("make the form of %s: %w", t.Name, err)
		}
		files = append(files, File{"data/" + t.Name + ".csv", emptyTable(t)}, File{"forms/" + t.ZH + ".xlsx", workbook})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// hostSetting is the line of the settings that names the host, which is not in use.
const hostSetting = "\n#host: "

// hosted is the settings with their host.
func hosted(settings []byte, profile string) ([]byte, error) {
	before, after, found := strings.Cut(string(settings), hostSetting)
	_, rest, whole := strings.Cut(after, "\n")
	if !found || !whole {
		return nil, fmt.Errorf("make %s: wanted a line %q, found none", portal.File, strings.TrimSpace(hostSetting))
	}
	return []byte(before + "\nhost: " + profile + "\n" + rest), nil
}

// emptyTable is a table's header as a CSV file that Excel opens right: with a byte
// order mark, without which it takes UTF-8 for GBK, and with its own line ends.
func emptyTable(t *schema.Table) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	var header []string
	for _, c := range t.Columns {
		header = append(header, c.ZH)
	}
	_ = w.Write(header) // into memory: cannot fail
	w.Flush()
	return []byte(b.String())
}
