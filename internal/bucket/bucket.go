// Package bucket is a place in a bucket of an object store that speaks the protocol of S3, as a
// store of package upload.
//
// Every file is put in one piece with its MD5 and SHA-256, which the store compares with what
// arrived, and without chunks or trailers, since stores other than Amazon's refuse them.
// Listings are of the first version, which all stores know. Requests that fail for reasons
// that pass are repeated.
//
// What is left out: making buckets, their rights and their addresses; files above 5 GB, which
// take several pieces.
package bucket

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"gongshi/internal/upload"
)

// Target is a place in a bucket.
type Target struct {
	Bucket string
	Prefix string // of all keys; empty, or with a slash at its end
}

func (t Target) String() string { return "s3://" + t.Bucket + "/" + t.Prefix }

var (
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	prefixPart = regexp.MustCompile(`^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$`)
)

// Parse reads s3://bucket or s3://bucket/prefix.
func Parse(text string) (Target, error) {
	rest, ok := strings.CutPrefix(text, "s3://")
	if !ok {
		return Target{}, fmt.Errorf("wanted s3://bucket or s3://bucket/prefix, found %q", text)
	}
	name, prefix, _ := strings.Cut(rest, "/")
	if !bucketName.MatchString(name) || strings.Contains(name, "..") {
		return Target{}, fmt.Errorf("wanted a bucket's name of 3 to 63 lower-case letters, digits, hyphens and full stops, found %q", name)
	}
	prefix = strings.TrimSuffix(prefix, "/")
	if prefix == "" {
		return Target{Bucket: name}, nil
	}
	for part := range strings.SplitSeq(prefix, "/") {
		if !prefixPart.MatchString(part) {
			return Target{}, fmt.Errorf("wanted a prefix of letters, digits, hyphens, underscores and full stops, no part empty or with a full stop in front, found %q in %q", part, prefix)
		}
	}
	return Target{Bucket: name, Prefix: prefix + "/"}, nil
}

// Options say how a store is reached. Empty ones are looked up where the tools of AWS look
// them up: in variables of the environment and in the shared files of a profile.
type Options struct {
	Endpoint   string // an address; "": Amazon's
	Region     string
	Addressing string // "path", "virtual" (the bucket stands in the name of the host), "auto" or "" for what is known of the endpoint

	Getenv func(string) string

	// Attempts is how often a request is made that fails for reasons that pass; 0: 6. Pause is
	// the wait before the second, which doubles; 0: half a second.
	Attempts int
	Pause    time.Duration
}

const (
	usualAttempts = 6
	usualPause    = 500 * time.Millisecond
	// least bytes a second of a file on its way, below which an attempt is given up.
	least = 32 << 10
)

// Store is a place in a bucket.
type Store struct {
	Target
	client   minio.Core
	endpoint string
	attempts int
	pause    time.Duration
}

// Open makes ready to reach a place. It asks nobody yet; the error is an *Error where nobody
// said who asks.
func Open(t Target, o Options) (*Store, error) {
	c, err := configure(o)
	if err != nil {
		return nil, err
	}
	s := &Store{Target: t, endpoint: c.endpoint.String(), attempts: o.Attempts, pause: o.Pause}
	if s.attempts <= 0 {
		s.attempts = usualAttempts
	}
	if s.pause <= 0 {
		s.pause = usualPause
	}
	if v, err := c.creds.GetWithContext(&credentials.CredContext{Client: &http.Client{Timeout: credentialsWait}, Endpoint: c.endpoint.String()}); err != nil || v.SignerType.IsAnonymous() {
		return nil, &Error{Op: "sign requests to " + c.endpoint.Host, Err: errors.New("wanted a key, found none"), Hint: noKeys}
	}
	transport, err := minio.DefaultTransport(c.endpoint.Scheme == "https")
	if err != nil {
		return nil, err
	}
	transport.MaxIdleConnsPerHost = transport.MaxIdleConns // more workers than that make new connections each time
	client, err := minio.NewCore(c.endpoint.Host, &minio.Options{
		Creds: c.creds, Secure: c.endpoint.Scheme == "https", Region: c.region, BucketLookup: c.lookup,
		Transport: transport, MaxRetries: 1, // we repeat, and open files anew
	})
	if err != nil {
		return nil, fmt.Errorf("endpoint %s: %w", c.endpoint, err)
	}
	client.SetAppInfo("gongshi", "1")
	s.client = *client
	return s, nil
}

// markHeader has the mark of a file, as x-amz-meta-….
const markHeader = "Gongshi"

// List is all below the prefix.
func (s *Store) List(ctx context.Context) (map[string]upload.Object, error) {
	all := map[string]upload.Object{}
	last := ""
	for try := 1; ; {
		stopped, stop := context.WithCancel(ctx)
		var failed error
		before := last
		for o := range s.client.Client.ListObjects(stopped, s.Bucket, minio.ListObjectsOptions{Prefix: s.Prefix, Recursive: true, UseV1: true, StartAfter: last}) {
			if o.Err != nil {
				failed = o.Err
				break
			}
			last = o.Key
			if path, ok := strings.CutPrefix(o.Key, s.Prefix); ok && path != "" {
				all[path] = upload.Object{Size: o.Size, ETag: strings.Trim(o.ETag, `"`)}
			}
		}
		stop()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if failed == nil {
			return all, nil
		}
		if last != before {
			try = 1
		}
		if try >= s.attempts || !passing(failed) {
			return nil, s.fail("list", "", failed)
		}
		if err := s.rest(ctx, try); err != nil {
			return nil, err
		}
		try++
	}
}

// Open reads a file.
func (s *Store) Open(ctx context.Context, path string) (body io.ReadCloser, etag string, err error) {
	err = s.repeat(ctx, "get", path, func() error {
		in, info, _, err := s.client.GetObject(ctx, s.Bucket, s.Prefix+path, minio.GetObjectOptions{})
		body, etag = in, info.ETag
		return err
	})
	return body, etag, err
}

// Mark asks for the mark of a file.
func (s *Store) Mark(ctx context.Context, path string) (mark string, err error) {
	err = s.repeat(ctx, "look at", path, func() error {
		info, err := s.client.StatObject(ctx, s.Bucket, s.Prefix+path, minio.StatObjectOptions{})
		for name, value := range info.UserMetadata { // some stores write names in small letters
			if strings.EqualFold(name, markHeader) {
				mark = value
			}
		}
		return err
	})
	return mark, err
}

// Put puts a file.
func (s *Store) Put(ctx context.Context, p upload.Put, body io.ReadSeeker) (etag string, err error) {
	o := minio.PutObjectOptions{
		ContentType: p.Type, CacheControl: p.Cache, UserMetadata: map[string]string{markHeader: p.Mark},
		DisableContentSha256: true, // that of all of it is signed, not of chunks
	}
	switch p.Match {
	case "":
	case upload.Nothing:
		o.SetMatchETagExcept("*")
	default:
		o.SetMatchETag(p.Match)
	}
	md := base64.StdEncoding.EncodeToString(p.MD5[:])
	err = s.repeat(ctx, "put", p.Path, func() error {
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return err
		}
		once, stop := context.WithTimeout(ctx, time.Minute+time.Duration(p.Size/least)*time.Second)
		defer stop()
		// The client closes what it can; the body is the caller's.
		info, err := s.client.PutObject(once, s.Bucket, s.Prefix+p.Path, struct{ io.Reader }{body}, p.Size, md, p.SHA256, o)
		etag = info.ETag
		if p.Match != "" && err != nil {
			switch r := minio.ToErrorResponse(err); {
			case r.StatusCode == http.StatusPreconditionFailed, r.StatusCode == http.StatusConflict, p.Match != upload.Nothing && r.StatusCode == http.StatusNotFound && r.Code == minio.NoSuchKey:
				return fmt.Errorf("put %s: %w", p.Path, upload.ErrChanged)
			case r.StatusCode == http.StatusNotImplemented, r.StatusCode == http.StatusBadRequest && r.Code == minio.InvalidArgument:
				return upload.ErrUnguarded
			}
		}
		return err
	})
	return etag, err
}

// Remove deletes a file.
func (s *Store) Remove(ctx context.Context, path string) error {
	err := s.repeat(ctx, "delete", path, func() error {
		return s.client.Client.RemoveObject(ctx, s.Bucket, s.Prefix+path, minio.RemoveObjectOptions{})
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// repeat makes a request until it succeeds, or fails for a reason that does not pass.
func (s *Store) repeat(ctx context.Context, op, path string, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		if ctx.Err() != nil && err != nil {
			return ctx.Err()
		}
		if err == nil || errors.Is(err, upload.ErrChanged) || errors.Is(err, upload.ErrUnguarded) {
			return err
		}
		if try >= s.attempts || !passing(err) {
			return s.fail(op, path, err)
		}
		if err := s.rest(ctx, try); err != nil {
			return err
		}
	}
}

// rest waits before the next attempt: each time twice as long, and at random up to half as long
// more, so that workers that were refused together do not come back together.
func (s *Store) rest(ctx context.Context, try int) error {
	d := s.pause << (try - 1)
	t := time.NewTimer(d + rand.N(d/2+1))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

var _ upload.Store = (*Store)(nil)
