package audit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/attachment"
	"gongshi/internal/changes"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/yamlfile"
)

// folders are where a portal keeps what is about its subject.
var folders = [...]string{"data", "content"}

// files looks at what is in the portal's folder besides the cells of tables: the names
// of files, the text and front matter of pages, attachments, and the settings.
func (a *auditor) files(fsys fs.FS) error {
	for _, folder := range folders {
		err := fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && name == folder:
				return fs.SkipAll // no such folder, or a link out of the portal: a finding of intake's
			case err != nil:
				return err
			case name != folder && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			}
			return a.file(fsys, name)
		})
		if err != nil {
			return fmt.Errorf("look for personal numbers: %w", err)
		}
	}
	return a.settings(fsys)
}

// file looks at the name of a file and, unless it is a table that was read cell by cell,
// at its content. The log of changes is full of ids, in which digits mean nothing; what of it
// is shown is looked at on its way out.
func (a *auditor) file(fsys fs.FS, name string) error {
	a.name(name)
	if slices.Contains(a.reg.Files, name) || name == changes.Kept {
		return nil
	}
	info, err := fs.Stat(fsys, name)
	if err != nil || !info.Mode().IsRegular() {
		return nil // a link out of the portal, a device: a finding of intake's
	}
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, attachment.MaxBytes))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if path.Ext(name) == ".md" || name == redirectsFile || name == register.ReceivedFile {
		a.text(name, string(bytes.TrimPrefix(b, []byte("\ufeff"))))
		return nil
	}
	for _, part := range attachment.Text(b) {
		a.content(name, part)
	}
	return nil
}

const redirectsFile = "data/redirects.csv"

// name looks at the name of a file. A page may be named after a key.
func (a *auditor) name(name string) {
	for _, n := range privacy.Find(name) {
		if !a.permitted[n.Digits] && !a.allowed(portal.Content, name, "", n) {
			a.inFile(name, 0, 0, "", n, severity(n.Kind))
		}
	}
}

// text looks at a text line by line as an editor counts them, and at numbers that are
// broken over two. Of a page it knows which entry of the front matter a line is.
func (a *auditor) text(name, s string) {
	line, at := 1, 0
	front := strings.HasPrefix(s, "---\n") || strings.HasPrefix(s, "---\r\n")
	end := len(s)
	if front {
		if i := strings.Index(s[3:], "\n---"); i >= 0 {
			end = 3 + i
		}
	}
	for _, n := range privacy.Find(s) {
		line, at = line+strings.Count(s[at:n.From], "\n"), n.From
		field := ""
		if front && n.From < end {
			field = entryAt(s, n.From)
		}
		if !a.ours(n) && !a.allowed(portal.Content, name, field, n) {
			a.inFile(name, line, 1, field, n, severity(n.Kind))
		}
	}
}

// entryAt is the key of the entry of the front matter to which a place belongs; its value
// may go on over several lines, which are indented.
func entryAt(s string, at int) string {
	for {
		start := strings.LastIndexByte(s[:at], '\n') + 1
		key, _, ok := strings.Cut(s[start:at], ":")
		if ok && key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") == "" {
			return key
		}
		if start == 0 {
			return ""
		}
		at = start - 1
	}
}

// content looks at what was taken out of an attachment, where lines mean nothing. A
// number is told once for each file.
func (a *auditor) content(name, s string) {
	for _, n := range privacy.Find(s) {
		told := mention{name, n.Digits}
		if !a.told[told] && !a.ours(n) && !a.allowed(portal.Content, name, "", n) {
			a.told[told] = true
			a.inFile(name, 0, 0, "", n, severity(n.Kind))
		}
	}
}

// mention is a number in a file.
type mention struct{ file, digits string }

// ours says whether a number is the code of an agency, or an e-mail address the portal's own.
func (a *auditor) ours(n privacy.Number) bool {
	return n.Kind == privacy.Email && strings.EqualFold(n.Digits, a.reg.Settings.Contact.Email) || a.codes[n.Digits]
}

func severity(k privacy.Kind) finding.Severity {
	if k.Hard() {
		return finding.Error
	}
	return finding.Warning
}

func (a *auditor) inFile(name string, line, column int, field string, n privacy.Number, severity finding.Severity) {
	rule, message, hint := n.Kind.Rule()
	a.found = append(a.found, finding.Finding{
		File: name, Line: line, Column: column, Field: field, Value: finding.Shorten(n.Mask()),
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}

// settings looks at the values of gongshi.yaml that are shown, and at those of the portal's
// own rulebook. What privacy.allow and codes_accepted say is not, nor are comments.
func (a *auditor) settings(fsys fs.FS) error {
	names := []string{portal.File}
	if rulebook.IsFile(a.reg.Settings.Rulebook) {
		names = append(names, a.reg.Settings.Rulebook)
	}
	for _, name := range names {
		if info, err := fs.Stat(fsys, name); err == nil && (!info.Mode().IsRegular() || info.Size() > yamlfile.MaxFile) {
			continue // a finding of the file's reader
		}
		b, err := fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) || err != nil && a.reg.Rules == nil {
			continue // a finding of the rulebook's
		} else if err != nil {
			return fmt.Errorf("look for personal numbers: %w", err)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(b, &doc); err != nil || len(doc.Content) == 0 {
			continue // not YAML: a finding of the settings' or the rulebook's
		}
		a.setting(name, doc.Content[0], "")
	}
	return nil
}

func (a *auditor) setting(file string, node *yaml.Node, field string) {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			name := node.Content[i].Value
			if field != "" {
				name = field + "." + name
			}
			if file != portal.File || name != "privacy" && name != "codes_accepted" {
				a.setting(file, node.Content[i+1], name)
			}
		}
	case yaml.SequenceNode:
		for _, item := range node.Content {
			a.setting(file, item, field)
		}
	case yaml.ScalarNode:
		for _, n := range privacy.Find(node.Value) {
			if a.ours(n) || a.allowed(portal.Content, file, field, n) {
				continue
			}
			s := severity(n.Kind)
			if n.Kind == privacy.Mobile && file == portal.File && field == "contact.phone" {
				s, a.permitted[n.Digits] = finding.Warning, true
			}
			a.inFile(file, node.Line, node.Column, field, n, s)
		}
	}
}
