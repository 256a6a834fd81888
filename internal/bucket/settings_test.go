package bucket

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
)

// TestMessages holds what is said where a store refuses, and what to do about it.
func TestMessages(t *testing.T) {
	answer := ""
	status := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	defer server.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + closed.Addr().String()
	closed.Close()
	for _, tt := range []struct {
		name, endpoint string
		status         int
		code, more     string
		said, hint     string
	}{
		{"no such bucket", server.URL, 404, "NoSuchBucket", "", "s3://site/", "make the bucket"},
		{"denied", server.URL, 403, "AccessDenied", "", "AccessDenied (403)", "list, read, write and delete"},
		{"unknown key", server.URL, 403, "InvalidAccessKeyId", "", "InvalidAccessKeyId", "AWS_ACCESS_KEY_ID"},
		{"wrong secret", server.URL, 403, "SignatureDoesNotMatch", "", "SignatureDoesNotMatch", "AWS_SECRET_ACCESS_KEY"},
		{"clock", server.URL, 403, "RequestTimeTooSkewed", "", "RequestTimeTooSkewed", "clock"},
		{"region", server.URL, 400, "AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>", "AuthorizationHeaderMalformed", "--region eu-west-1"},
		{"moved", server.URL, 301, "PermanentRedirect", "", "PermanentRedirect", "--region"},
		{"paths", server.URL, 403, "SecondLevelDomainForbidden", "", "SecondLevelDomainForbidden", "--addressing virtual"},
		{"down", server.URL, 503, "SlowDown", "", "SlowDown (503)", ""},
		{"no answer", nobody, 0, "", "", "connection refused", "does not answer"},
		{"no TLS", strings.Replace(server.URL, "http:", "https:", 1), 0, "", "", "HTTP response to HTTPS client", "http://"},
	} {
		status, answer = tt.status, "<Error><Code>"+tt.code+"</Code><Message>Said.</Message>"+tt.more+"</Error>"
		_, err := place(t, tt.endpoint, "s3://site", 2).List(t.Context())
		e, ok := errors.AsType[*Error](err)
		if !ok || !strings.Contains(err.Error(), tt.said) || !strings.Contains(e.Hint, tt.hint) || strings.Contains(e.Hint+err.Error(), "secret") {
			t.Errorf("%s: %v, hint %+v; want %q and %q", tt.name, err, e, tt.said, tt.hint)
		}
	}
	target := Target{Bucket: "site"}
	_, err = Open(target, Options{Endpoint: nobody, Getenv: func(name string) string {
		return map[string]string{"AWS_PROFILE": "none-of-these", "AWS_CONFIG_FILE": os.DevNull}[name]
	}})
	if e, ok := errors.AsType[*Error](err); !ok || e.Hint != noKeys {
		t.Errorf("without a key: %v", err)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"s3://site": "s3://site/", "s3://site/": "s3://site/", "s3://my.site-1/a/b/": "s3://my.site-1/a/b/", "s3://site/A_b~c": "s3://site/A_b~c/",
		"s3://site/../x": "", "s3://site/a//b": "", "s3://site/.hidden": "", "s3://site/a b": "", "s3://si": "", "s3://Site": "", "s3://a..b": "",
		"https://site": "", "site": "", "": "", "s3://": "", "s3://site/页": "", "s3://site/a?b": "",
	} {
		got, err := Parse(text)
		if err == nil && got.String() != want || (err != nil) != (want == "") {
			t.Errorf("%q: %v, %v; want %q", text, got, err, want)
		}
	}
}

// TestSettings holds where the settings come from, and how buckets are addressed.
func TestSettings(t *testing.T) {
	file := t.TempDir() + "/config"
	if err := os.WriteFile(file, []byte("[default]\nregion = eu-north-1\n[profile oss]\nregion = oss-cn-shanghai\nendpoint_url = https://oss-cn-shanghai.aliyuncs.com\ns3 =\n  max_concurrent_requests = 2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name             string
		o                Options
		env              map[string]string
		endpoint, region string
		lookup           minio.BucketLookupType
	}{
		{"nothing", Options{}, nil, "https://s3.amazonaws.com", "", minio.BucketLookupAuto},
		{"file", Options{}, map[string]string{"AWS_CONFIG_FILE": file}, "https://s3.amazonaws.com", "eu-north-1", minio.BucketLookupAuto},
		{"profile", Options{}, map[string]string{"AWS_CONFIG_FILE": file, "AWS_PROFILE": "oss"}, "https://oss-cn-shanghai.aliyuncs.com", "oss-cn-shanghai", minio.BucketLookupDNS},
		{"environment", Options{}, map[string]string{"AWS_CONFIG_FILE": file, "AWS_REGION": "x", "AWS_ENDPOINT_URL": "http://a", "AWS_ENDPOINT_URL_S3": "http://b:9000/"}, "http://b:9000", "x", minio.BucketLookupPath},
		{"flags", Options{Endpoint: "cos.ap-shanghai.myqcloud.com", Region: "ap-shanghai", Addressing: "path"}, map[string]string{"AWS_REGION": "x", "AWS_ENDPOINT_URL": "http://a"}, "https://cos.ap-shanghai.myqcloud.com", "ap-shanghai", minio.BucketLookupPath},
		{"no region", Options{Endpoint: "https://minio.example"}, nil, "https://minio.example", "us-east-1", minio.BucketLookupPath},
	} {
		tt.o.Getenv = env(tt.env)
		s, err := configure(tt.o)
		if err != nil || s.endpoint.String() != tt.endpoint || s.region != tt.region || s.lookup != tt.lookup {
			t.Errorf("%s: %v, %q, %v, %v", tt.name, s.endpoint, s.region, s.lookup, err)
		}
	}
	for _, o := range []Options{{Endpoint: "ftp://a"}, {Endpoint: "https://a/b"}, {Endpoint: "https://me:secret@a"}, {Endpoint: "://"}, {Addressing: "sideways"}} {
		o.Getenv = env(nil)
		if _, err := configure(o); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
