package preview

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"gongshi/internal/host"
)

const (
	maxTextBytes  = 16 << 20 // larger files are sent as they are, uncompressed
	minGzipBytes  = 512      // smaller ones do not shrink
	maxCacheBytes = 64 << 20 // of compressed bodies
	maxCacheSums  = 10_000   // of large files
)

func isText(contentType string) bool { return strings.HasSuffix(contentType, "charset=utf-8") }

func isHTML(name string) bool { return path.Ext(name) == ".html" }

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, f *os.File, name string, now state) {
	info, err := f.Stat()
	if err != nil {
		s.fail(w, name)
		return
	}
	kind := host.ContentType(name)
	w.Header().Set("Content-Type", kind)
	if !isText(kind) || info.Size() > maxTextBytes {
		sum, err := s.cache.sumOf(f, info)
		if err != nil {
			s.fail(w, name)
			return
		}
		w.Header().Set("ETag", `"`+sum+`"`)
		http.ServeContent(w, r, "", time.Time{}, f)
		return
	}
	body, err := io.ReadAll(io.LimitReader(f, maxTextBytes+1))
	if err != nil {
		s.fail(w, name)
		return
	}
	if isHTML(name) {
		body = inject(body, now)
	}
	s.serveText(w, r, body)
}

// serveText sends a body with its tag, compressed where the client takes that.
// A range is one of the plain body, which is what a person who asks for it means.
func (s *Server) serveText(w http.ResponseWriter, r *http.Request, body []byte) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	sum := sumOf(body)
	h.Set("ETag", `"`+sum+`"`)
	if len(body) >= minGzipBytes && r.Header.Get("Range") == "" && acceptsGzip(r) {
		body = s.cache.gzipped(sum, body)
		h.Set("ETag", `"`+sum+`-gz"`)
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", strconv.Itoa(len(body))) // ServeContent leaves it out with an encoding
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// serveNotFound sends the site's 404.html, with the status of its name.
func (s *Server) serveNotFound(w http.ResponseWriter, r *http.Request, root *os.Root, now state) {
	body, err := root.ReadFile("404.html")
	if err != nil {
		http.Error(w, "404: no such page, and no 404.html", http.StatusNotFound)
		return
	}
	sendHTML(w, r, http.StatusNotFound, inject(body, now))
}

// sendHTML sends a page whose status is not for ServeContent to choose.
func sendHTML(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) // an error means that the client has gone
	}
}

func (s *Server) fail(w http.ResponseWriter, name string) {
	http.Error(w, "cannot read "+name, http.StatusInternalServerError)
}

// acceptsGzip reads Accept-Encoding (RFC 9110, section 12.5.3).
func acceptsGzip(r *http.Request) bool {
	accepted := false
	for item := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		coding, params, _ := strings.Cut(item, ";")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(params)), "q="); ok {
			q, _ = strconv.ParseFloat(value, 64) // not a number: refused
		}
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return q > 0 // named: stronger than *
		case "*":
			accepted = q > 0
		}
	}
	return accepted
}

// cache keeps what is dear to compute: compressed bodies by the sum of the plain
// one, and sums of large files. The zero value is ready. It forgets everything
// when it is full: a preview has one reader.
type cache struct {
	mu    sync.Mutex
	zips  map[string][]byte
	bytes int // of zips
	sums  map[fileKey]string
}

// fileKey tells versions of a file apart without reading it.
type fileKey struct {
	name     string
	size     int64
	modified time.Time
}

func (c *cache) gzipped(sum string, body []byte) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if z, ok := c.zips[sum]; ok {
		return z
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(body) // a bytes.Buffer takes everything
	z.Close()
	if c.zips == nil || c.bytes+b.Len() > maxCacheBytes {
		c.zips, c.bytes = map[string][]byte{}, 0
	}
	c.zips[sum] = b.Bytes()
	c.bytes += b.Len()
	return b.Bytes()
}

func (c *cache) sumOf(f *os.File, info os.FileInfo) (string, error) {
	key := fileKey{f.Name(), info.Size(), info.ModTime()}
	c.mu.Lock()
	defer c.mu.Unlock()
	if sum, ok := c.sums[key]; ok {
		return sum, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if c.sums == nil || len(c.sums) >= maxCacheSums {
		c.sums = map[fileKey]string{}
	}
	c.sums[key] = short(h)
	return c.sums[key], nil
}

func sumOf(body []byte) string {
	h := sha256.New()
	h.Write(body)
	return short(h)
}

// short is half of a SHA-256: 128 bits tell the versions of a file apart.
func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:sha256.Size/2]) }
