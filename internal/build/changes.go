package build

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongshi/internal/changes"
	"gongshi/internal/finding"
)

// readChanges reads the log of changes. It fails where a log that was named cannot be had;
// one that is none is a finding.
func (p *Portal) readChanges(fsys fs.FS, o Options) error {
	body, err := o.changes(fsys)
	if err != nil || body == nil {
		return err
	}
	if p.log, err = changes.ReadLog(bytes.NewReader(body)); err != nil {
		p.add([]finding.Finding{unreadable(filepath.ToSlash(cmp.Or(o.Changes, changes.Kept)), body, err)})
	}
	return nil
}

// changes is the log as a file: the one that was named, else the portal's own; nil where
// there is none.
func (o Options) changes(fsys fs.FS) ([]byte, error) {
	if o.Changes != "" {
		return os.ReadFile(o.Changes)
	}
	body, err := fs.ReadFile(fsys, changes.Kept)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return body, err
}

// unreadable says why a file is no log, and on which line where that can be told.
func unreadable(file string, body []byte, err error) finding.Finding {
	f := finding.Finding{
		File: file, Severity: finding.Error, Rule: "changes-unreadable",
		Message: finding.Text{ZH: "变化记录读不出来：" + err.Error(), EN: "the log of changes cannot be read: " + err.Error()},
		Hint:    finding.Text{ZH: "用 gongshi check --against 重新写出，或取回上一次的文件", EN: "have gongshi check --against write it again, or restore the last one"},
	}
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	offset := int64(0)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &shape):
		offset = shape.Offset
	}
	if offset > 0 {
		f.Line, f.Column = 1+bytes.Count(body[:min(offset, int64(len(body)))], []byte("\n")), 1
	}
	return f
}
