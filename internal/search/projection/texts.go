package projection

import (
	"bytes"
	"compress/flate"
	"io"
)

// Texts calls each with what stands in a file of the index as text: chunks that are JSON,
// such as titles, texts and names. Chunks of numbers and labels are left out, since labels
// are pieces of the texts and stand there in pieces. It fails where a chunk is damaged.
func Texts(file []byte, each func(text []byte)) error {
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
		if content, err := inflateJSON(b); err != nil {
			return err
		} else if content != nil {
			each(content)
		}
	}
	return nil
}

// inflateJSON decompresses a chunk's content where it is JSON, and else returns nil.
func inflateJSON(b []byte) ([]byte, error) {
	r := flate.NewReader(bytes.NewReader(b))
	var first [1]byte
	if _, err := io.ReadFull(r, first[:]); err == io.EOF {
		return nil, nil
	} else if err != nil {
		return nil, damaged("%v", err)
	}
	if first[0] != '{' && first[0] != '[' {
		return nil, nil
	}
	rest, err := io.ReadAll(io.LimitReader(r, maxContent))
	if err != nil {
		return nil, damaged("%v", err)
	}
	if len(rest) == 0 || rest[len(rest)-1] != '}' && rest[len(rest)-1] != ']' {
		return nil, nil // numbers, the first of which looks like a bracket
	}
	return append(first[:], rest...), nil
}
