package portal

import (
	"fmt"
	"io"
	"io/fs"
	"time"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/finding"
	"gongshi/internal/yamlfile"
)

// File is the name of the settings in a portal's folder.
const File = "gongshi.yaml"

// Load reads gongshi.yaml from a portal's folder. What is wrong with its content is
// in the findings, all of it at once, and the settings hold the defaults in its
// place. The error says that the file could not be read; it wraps fs.ErrNotExist
// where there is none.
func Load(fsys fs.FS) (*Settings, []finding.Finding, error) {
	f, err := fsys.Open(File)
	if err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, yamlfile.MaxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	l := &loader{s: &Settings{}, Reader: yamlfile.Reader{
		File: File, Manual: "docs/config.md", Noun: finding.Text{ZH: "设置", EN: "the settings"}, Have: "have",
	}}
	if root := l.Parse(text); root != nil {
		l.settings(root)
	}
	l.s.fill()
	finding.Sort(l.Found)
	return l.s, l.Found, nil
}

// fill sets the defaults of what is not given.
func (s *Settings) fill() {
	if s.Title == "" {
		s.Title = "公示"
	}
	if s.TitleEN == "" {
		s.TitleEN = s.Title
	}
	if len(s.Languages) == 0 {
		s.Languages = []string{Chinese}
	}
	if s.Zone == nil {
		s.Zone, _ = zone(defaultZone) // cannot fail
	}
	if s.Pages == "" {
		s.Pages = Full
	}
}

const defaultZone = "Asia/Shanghai"

// zone loads a time zone by its IANA name. Shanghai is known even to a machine
// without a zone database: it has been 8 hours ahead, with no summer time, since 1991.
func zone(name string) (*time.Location, error) {
	if name == "Local" || name == "" {
		return nil, fmt.Errorf("wanted the name of a zone, found %q", name)
	}
	z, err := time.LoadLocation(name)
	if err != nil && name == defaultZone {
		return time.FixedZone(name, 8*60*60), nil
	}
	return z, err
}

// loader walks the YAML tree and collects findings.
type loader struct {
	yamlfile.Reader
	s *Settings
}

// A key is a key of a mapping and what to do with its value.
type key struct {
	name string
	read func(n *yaml.Node, field string)
}

// mapping reads a mapping with known keys; path is what it is called in findings.
func (l *loader) mapping(n *yaml.Node, path string, keys ...key) {
	list := make([]yamlfile.Key, len(keys))
	for i, k := range keys {
		list[i] = yamlfile.Key{Name: k.name, Read: k.read}
	}
	l.Mapping(n, path, list...)
}
