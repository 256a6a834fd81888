package bucket

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
)

// Error says what a store did not do.
type Error struct {
	Op   string // and of what
	Err  error
	Hint string // what to do about it, in one line; empty: not known
}

func (e *Error) Error() string { return e.Op + ": " + e.Err.Error() }

// Unwrap makes errors.Is find what the store said.
func (e *Error) Unwrap() error { return e.Err }

const noKeys = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile of ~/.aws/credentials with AWS_PROFILE"

// hints are by what stores call an error.
var hints = map[string]string{
	"NoSuchBucket":                 "make the bucket first, or mend its name, --region or --endpoint",
	"AccessDenied":                 "give the key the right to list, read, write and delete in that bucket",
	"AllAccessDisabled":            "give the key the right to list, read, write and delete in that bucket",
	"UserDisable":                  "the account is out of service, mostly for want of money; ask its owner",
	"InvalidAccessKeyId":           "the endpoint does not know this key: mend AWS_ACCESS_KEY_ID, or --endpoint",
	"SignatureDoesNotMatch":        "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID, or a proxy changes requests",
	"InvalidSecurity":              "the key is not valid here: mend AWS_ACCESS_KEY_ID, or --endpoint",
	"ExpiredToken":                 "the keys have run out: get new ones",
	"InvalidToken":                 "AWS_SESSION_TOKEN does not belong to the key: unset it, or get new keys",
	"RequestTimeTooSkewed":         "set this machine's clock: the store's differs by more than some minutes",
	"PermanentRedirect":            "the bucket is elsewhere: name its region with --region, or its own address with --endpoint",
	"AuthorizationHeaderMalformed": "name the bucket's region with --region",
	"InvalidRegion":                "name the bucket's region with --region",
	"SecondLevelDomainForbidden":   "use --addressing virtual",
	"PathStyleDomainForbidden":     "use --addressing virtual",
	"VirtualHostDomainForbidden":   "use --addressing path",
	"QuotaExceeded":                "the bucket is full: raise its limit",
	"XMinioStorageFull":            "the store's disks are full",
	"EntityTooLarge":               "the store takes no file as large as this; host: s3 in gongshi.yaml tells of such files before",
	"BadDigest":                    "what arrived is not what was sent: look at proxies and cables, and do not change public/ meanwhile",
	"XAmzContentSHA256Mismatch":    "what arrived is not what was sent: look at proxies and cables, and do not change public/ meanwhile",
}

// passing says whether the same request may succeed a little later.
func passing(err error) bool {
	var r minio.ErrorResponse
	if errors.As(err, &r) {
		switch r.Code {
		case "SlowDown", "SlowDownWrite", "SlowDownRead", "RequestTimeout", "InternalError", "Throttling", "ThrottlingException",
			"RequestLimitExceeded", "ServiceUnavailable", "BadDigest", "XAmzContentSHA256Mismatch", "OperationAborted":
			return true
		}
		return r.StatusCode >= http.StatusInternalServerError && r.StatusCode != http.StatusNotImplemented ||
			r.StatusCode == http.StatusTooManyRequests || r.StatusCode == http.StatusRequestTimeout
	}
	if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
		return !dns.IsNotFound
	}
	var syntax *xml.SyntaxError // a listing that was cut off
	var network net.Error
	return !lasting(err) && (errors.As(err, &network) || errors.As(err, &syntax) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded))
}

// lasting says whether an endpoint answers, but in another language.
func lasting(err error) bool {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	return errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &record) ||
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// fail says what could not be done, and what to do about it.
func (s *Store) fail(op, path string, err error) error {
	what := op + " " + s.Target.String() + path
	var r minio.ErrorResponse
	if errors.As(err, &r) {
		if r.Code == minio.NoSuchKey || r.StatusCode == http.StatusNotFound && r.Code != minio.NoSuchBucket {
			return &fs.PathError{Op: op, Path: s.Target.String() + path, Err: fs.ErrNotExist}
		}
		code := cmp.Or(r.Code, http.StatusText(r.StatusCode))
		hint := hints[code]
		if r.Region != "" && strings.Contains(hint, "--region") {
			hint = fmt.Sprintf("the bucket is in %s: use --region %[1]s", r.Region)
		}
		if hint == "" && r.StatusCode == http.StatusForbidden {
			hint = hints["AccessDenied"]
		}
		said := r.Message
		if said == "" || strings.Contains(said, "Please report") {
			said = http.StatusText(r.StatusCode)
		}
		return &Error{Op: what, Err: fmt.Errorf("%s (%d): %s", code, r.StatusCode, said), Hint: hint}
	}
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err // its address has a query
	}
	hint := fmt.Sprintf("%s does not answer: mend --endpoint, or look at network and proxy", s.endpoint)
	if lasting(err) {
		hint = "no safe connection to " + s.endpoint + ": mend --endpoint (http:// or https://), or name the authority's certificate in SSL_CERT_FILE"
	}
	return &Error{Op: what, Err: err, Hint: hint}
}
