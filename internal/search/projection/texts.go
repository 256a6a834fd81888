package projection

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// Texts calls each with what stands in a file of the index as text: chunks that are JSON,
// such as titles, texts and names. Chunks of numbers and labels are left out, since labels
// are pieces of the texts and stand there in pieces. A text lasts until each returns. It
// fails where a chunk is damaged.
func Texts(file []byte, each func(text []byte)) error {
	u := inflaters.Get().(*inflater)
	defer inflaters.Put(u)
	for line := range bytes.Lines(file) {
		rest, ok := bytes.CutPrefix(line, []byte(chunkFunction+`("`))
		if !ok {
			continue
		}
		_, text, begins := bytes.Cut(rest, []byte(`","`))
		text, ends := bytes.CutSuffix(text, []byte("\");\n"))
		if !begins || !ends {
			return damaged("not a call of %s", chunkFunction)
		}
		b, err := textBytes(text)
		if err != nil {
			return err
		}
		if content, err := u.inflate(b); err != nil {
			return err
		} else if content != nil {
			each(content)
		}
	}
	return nil
}

// inflater decompresses one content after the other.
type inflater struct {
	from bytes.Reader
	flat io.ReadCloser
	json bytes.Buffer
}

var inflaters = sync.Pool{New: func() any { return &inflater{flat: flate.NewReader(nil)} }}

// inflate decompresses a chunk's content where it is JSON, and else returns nil. What it
// returns lasts until the next call.
func (u *inflater) inflate(b []byte) ([]byte, error) {
	u.from.Reset(b)
	if err := u.flat.(flate.Resetter).Reset(&u.from, nil); err != nil {
		return nil, damaged("%v", err)
	}
	u.json.Reset()
	if _, err := io.CopyN(&u.json, u.flat, 1); err == io.EOF {
		return nil, nil
	} else if err != nil {
		return nil, damaged("%v", err)
	}
	if first := u.json.Bytes()[0]; first != '{' && first != '[' {
		return nil, nil
	}
	if _, err := u.json.ReadFrom(io.LimitReader(u.flat, maxContent)); err != nil {
		return nil, damaged("%v", err)
	}
	if content := u.json.Bytes(); isText(content) {
		return content, nil
	}
	return nil, nil // numbers, the first of which looks like a bracket
}

// isText says of a chunk's content whether it looks like JSON.
func isText(content []byte) bool {
	if len(content) < 2 {
		return false
	}
	first, last := content[0], content[len(content)-1]
	return (first == '{' || first == '[') && (last == '}' || last == ']')
}
