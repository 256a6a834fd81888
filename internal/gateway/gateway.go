// Package gateway is an object store in memory that speaks as much of the protocol of S3 as
// gongshi publish uses, for tests: it refuses what does not arrive as it was sent, and may be
// told to fail. It does not check signatures.
package gateway

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Object is what a bucket has under a key.
type Object struct {
	Body   []byte
	ETag   string
	Header http.Header // Content-Type, Cache-Control and X-Amz-Meta-…
}

// Fault is how a request fails.
type Fault int

// The ways to fail.
const (
	None     Fault = iota
	Refuse         // 503 SlowDown, and nothing is done
	Deny           // 403 AccessDenied, and nothing is done
	Cut            // the connection breaks, and nothing is done
	CutAfter       // it is done, and then the connection breaks
)

// Gateway is a store of one bucket. The fields are set before it is asked for anything.
type Gateway struct {
	Bucket   string
	Page     int  // keys of a listing at most; 0: 1000
	Careless bool // conditions of writes are refused as not implemented
	Opaque   bool // ETags are no MD5, as of buckets that encrypt

	mu      sync.Mutex
	fails   func(n int, r *http.Request) Fault
	watch   func(method, key string, all map[string]Object)
	n       int
	version int
	objects map[string]Object
	log     []string
}

// Serve starts a gateway; the caller closes the server.
func (g *Gateway) Serve() *httptest.Server { return httptest.NewServer(g) }

// Fail has a function told of each request from now on; n counts from 1, and it says how the
// request fails. nil: none fails.
func (g *Gateway) Fail(how func(n int, r *http.Request) Fault) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fails = how
}

// Watch has a function told of each object that is written or deleted from now on, while nothing
// else changes. It must not keep the map.
func (g *Gateway) Watch(tell func(method, key string, all map[string]Object)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.watch = tell
}

// Objects is what the bucket holds now.
func (g *Gateway) Objects() map[string]Object {
	g.mu.Lock()
	defer g.mu.Unlock()
	return maps.Clone(g.objects)
}

// Set puts an object as somebody else does.
func (g *Gateway) Set(key, body string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.store(key, []byte(body), http.Header{})
}

// Reset forgets how many requests there were, and which.
func (g *Gateway) Reset() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.n, g.log = 0, nil
}

// Log is the method and key of each request that was not refused, in order.
func (g *Gateway) Log() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.log)
}

func (g *Gateway) store(key string, body []byte, h http.Header) {
	if g.objects == nil {
		g.objects = map[string]Object{}
	}
	sum := md5.Sum(body)
	if g.version++; g.Opaque {
		sum = md5.Sum(fmt.Append(nil, g.version))
	}
	g.objects[key] = Object{body, hex.EncodeToString(sum[:]), h}
}

// problem is an error of the protocol.
type problem struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
	status  int
}

func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	g.mu.Lock()
	g.n++
	n, fails := g.n, g.fails
	g.mu.Unlock()
	fault := None
	if fails != nil {
		fault = fails(n, r)
	}
	if fault == Cut {
		panic(http.ErrAbortHandler)
	}
	var p *problem
	switch fault {
	case Deny:
		p = &problem{Code: "AccessDenied", Message: "Access Denied.", status: http.StatusForbidden}
	case Refuse:
		p = &problem{Code: "SlowDown", Message: "Please reduce your request rate.", status: http.StatusServiceUnavailable}
	case CutAfter:
		g.answer(httptest.NewRecorder(), r, body)
		panic(http.ErrAbortHandler)
	default:
		p = g.answer(w, r, body)
	}
	if p != nil {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(p.status)
		if r.Method != http.MethodHead {
			_ = xml.NewEncoder(w).Encode(p) // nobody may be there any more
		}
	}
}

func (g *Gateway) answer(w http.ResponseWriter, r *http.Request, body []byte) *problem {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case r.Header.Get("Authorization") == "":
		return &problem{Code: "AccessDenied", Message: "Access Denied.", status: http.StatusForbidden}
	case bucket != g.Bucket:
		return &problem{Code: "NoSuchBucket", Message: "The specified bucket does not exist", status: http.StatusNotFound}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.log = append(g.log, r.Method+" "+key)
	o, ok := g.objects[key]
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		if key == "" {
			return g.list(w, r.URL.Query())
		}
		if !ok {
			return &problem{Code: "NoSuchKey", Message: "The specified key does not exist.", status: http.StatusNotFound}
		}
		maps.Copy(w.Header(), o.Header)
		w.Header().Set("ETag", strconv.Quote(o.ETag))
		w.Header().Set("Content-Length", strconv.Itoa(len(o.Body)))
		w.Header().Set("Last-Modified", "Fri, 01 May 2026 00:00:00 GMT")
		if r.Method == http.MethodGet {
			_, _ = w.Write(o.Body)
		}
	case http.MethodPut:
		if p := g.check(r, body, o, ok); p != nil {
			return p
		}
		h := http.Header{}
		for name, values := range r.Header {
			if name == "Content-Type" || name == "Cache-Control" || strings.HasPrefix(name, "X-Amz-Meta-") {
				h[name] = values
			}
		}
		g.store(key, body, h)
		w.Header().Set("ETag", strconv.Quote(g.objects[key].ETag))
	case http.MethodDelete:
		delete(g.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		return &problem{Code: "MethodNotAllowed", status: http.StatusMethodNotAllowed}
	}
	if g.watch != nil && (r.Method == http.MethodPut || r.Method == http.MethodDelete) {
		g.watch(r.Method, key, g.objects)
	}
	return nil
}

// check refuses what did not arrive as it was sent, and what a condition forbids.
func (g *Gateway) check(r *http.Request, body []byte, o Object, there bool) *problem {
	md, sha := md5.Sum(body), sha256.Sum256(body)
	match, none := r.Header.Get("If-Match"), r.Header.Get("If-None-Match")
	switch {
	case r.Header.Get("Content-Md5") != base64.StdEncoding.EncodeToString(md[:]):
		return &problem{Code: "BadDigest", Message: "The Content-Md5 you specified did not match what we received.", status: http.StatusBadRequest}
	case r.Header.Get("X-Amz-Content-Sha256") != hex.EncodeToString(sha[:]):
		return &problem{Code: "XAmzContentSHA256Mismatch", Message: "The provided 'x-amz-content-sha256' header does not match what was computed.", status: http.StatusBadRequest}
	case r.Header.Get("Content-Encoding") != "", r.Header.Get("X-Amz-Trailer") != "":
		return &problem{Code: "NotImplemented", Message: "no chunks and no trailers", status: http.StatusNotImplemented}
	case g.Careless && match+none != "":
		return &problem{Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented", status: http.StatusNotImplemented}
	case none == "*" && there, match != "" && match != strconv.Quote(o.ETag):
		return &problem{Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold", status: http.StatusPreconditionFailed}
	}
	return nil
}

type listing struct {
	XMLName      xml.Name `xml:"ListBucketResult"`
	IsTruncated  bool
	EncodingType string
	Contents     []listed
}

type listed struct {
	Key, ETag, LastModified string
	Size                    int
}

// list answers with a page of a listing of the first version.
func (g *Gateway) list(w http.ResponseWriter, query url.Values) *problem {
	page := g.Page
	if page == 0 {
		page = 1000
	}
	all := listing{EncodingType: "url"}
	for _, key := range slices.Sorted(maps.Keys(g.objects)) {
		if !strings.HasPrefix(key, query.Get("prefix")) || key <= query.Get("marker") {
			continue
		}
		if len(all.Contents) == page {
			all.IsTruncated = true
			break
		}
		o := g.objects[key]
		all.Contents = append(all.Contents, listed{url.QueryEscape(key), strconv.Quote(o.ETag), "2026-05-01T00:00:00.000Z", len(o.Body)})
	}
	w.Header().Set("Content-Type", "application/xml")
	_ = xml.NewEncoder(w).Encode(all)
	return nil
}
