package published

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// StatusError says that a host answers with something else than a file.
type StatusError struct {
	Address string
	Code    int           // of HTTP, never 200, 404 or 410
	After   time.Duration // when to ask again; 0: the host does not say
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("get %s: %d %s", e.Address, e.Code, http.StatusText(e.Code))
}

// Passing says whether the same question may be answered a little later.
func (e *StatusError) Passing() bool {
	return e.Code >= http.StatusInternalServerError || e.Code == http.StatusTooManyRequests || e.Code == http.StatusRequestTimeout
}

// notFoundPage is the page that hosts show for addresses without a file. Asked for itself it
// may come with that status.
const notFoundPage = "404.html"

// remote is a site behind an address.
type remote struct {
	client *http.Client
	root   *url.URL
}

func (r remote) open(ctx context.Context, path string) (io.ReadCloser, error) {
	at := r.root.JoinPath(strings.Split(path, "/")...)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept-Encoding", "identity") // the bytes as they are listed
	req.Header.Set("Cache-Control", "no-cache")
	answer, err := r.client.Do(req)
	if err != nil {
		return nil, err
	}
	switch code := answer.StatusCode; {
	case code == http.StatusOK, code == http.StatusNotFound && path == notFoundPage:
		return plain(answer, path)
	case code == http.StatusNotFound, code == http.StatusGone:
		err = &fs.PathError{Op: "get", Path: at.String(), Err: fs.ErrNotExist}
	default:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After")) // of a date, 0
		err = &StatusError{Address: at.String(), Code: code, After: time.Duration(seconds) * time.Second}
	}
	return nil, errors.Join(err, answer.Body.Close())
}

// plain undoes the compression of hosts that compress what was asked for as it is. A file that
// is itself a compressed copy may be declared to be one, and is left alone.
func plain(answer *http.Response, path string) (io.ReadCloser, error) {
	body := struct {
		io.Reader
		io.Closer
	}{answer.Body, answer.Body}
	var err error
	switch encoding := answer.Header.Get("Content-Encoding"); {
	case encoding == "", encoding == "identity":
	case encoding == "gzip" && !strings.HasSuffix(path, ".gz"):
		body.Reader, err = gzip.NewReader(answer.Body)
	case encoding == "br" && !strings.HasSuffix(path, ".br"):
		body.Reader = brotli.NewReader(answer.Body)
	case encoding != "gzip" && encoding != "br":
		err = fmt.Errorf("want it uncompressed, found Content-Encoding %q", encoding)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("get %s: %w", answer.Request.URL, err), answer.Body.Close())
	}
	return body, nil
}
