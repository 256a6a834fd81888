package published

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Stream hands a file that the manifest lists to take as it comes in, so that a long one is
// never in memory as a whole. What take made of it counts only where Stream returns no error:
// it wraps fs.ErrNotExist where there is no such file, ErrAltered where the file is another,
// whatever take made of that, and else the error of take.
func (s *Site) Stream(ctx context.Context, path string, take func(io.Reader) error) error {
	e, ok := s.listed[path]
	if !ok {
		return &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	if s.fetch == nil {
		return fmt.Errorf("%s: only the manifest can be read", s.Name)
	}
	f, err := s.fetch(ctx, path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := metered{from: io.LimitReader(f, e.Size+1)}
	sum := sha256.New()
	all := io.TeeReader(&in, sum)
	taken := take(all)
	_, err = io.Copy(io.Discard, all)
	switch {
	case in.err != nil:
		return fmt.Errorf("read %s: %w", path, in.err)
	case err != nil:
		return fmt.Errorf("read %s: %w", path, err)
	case in.size != e.Size || hex.EncodeToString(sum.Sum(nil)) != e.SHA256:
		return fmt.Errorf("%s %w", path, ErrAltered)
	case taken != nil:
		return fmt.Errorf("%s: %w", path, taken)
	}
	return nil
}

// metered counts what is read and keeps the first error, since not every reader repeats it.
type metered struct {
	from io.Reader
	size int64
	err  error
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.from.Read(b)
	m.size += int64(n)
	if err != nil && !errors.Is(err, io.EOF) && m.err == nil {
		m.err = err
	}
	return n, err
}
