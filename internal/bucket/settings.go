package bucket

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"gopkg.in/ini.v1"
)

// credentialsWait is for how long somebody is asked who gives out keys to a machine.
const credentialsWait = 3 * time.Second

const amazon = "s3.amazonaws.com"

// virtualHosts end the names of hosts that want the bucket in front of theirs, or take it there.
// Read in https://help.aliyun.com and in the tables of providers of rclone: OSS refuses paths
// (SecondLevelDomainForbidden); COS and OBS take both from some accounts only.
var virtualHosts = []string{".amazonaws.com", ".amazonaws.com.cn", ".aliyuncs.com", ".myqcloud.com", ".myhuaweicloud.com"}

// settings are the options with all that was left open.
type settings struct {
	endpoint *url.URL
	region   string // empty: Amazon is asked
	lookup   minio.BucketLookupType
	creds    *credentials.Credentials
}

func configure(o Options) (s settings, err error) {
	env := o.Getenv
	profile := cmp.Or(env("AWS_PROFILE"), env("AWS_DEFAULT_PROFILE"), "default")
	shared := sharedSettings(env, profile)
	address := cmp.Or(o.Endpoint, env("AWS_ENDPOINT_URL_S3"), env("AWS_ENDPOINT_URL"), shared["endpoint_url"], "https://"+amazon)
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	s.endpoint, err = url.Parse(address)
	if err != nil || s.endpoint.Scheme != "http" && s.endpoint.Scheme != "https" || s.endpoint.Hostname() == "" ||
		s.endpoint.User != nil || strings.Trim(s.endpoint.Path, "/") != "" || s.endpoint.RawQuery != "" {
		return s, fmt.Errorf("wanted an endpoint such as https://s3.example.org, found %q", redacted(address))
	}
	s.endpoint.Path = ""
	host := s.endpoint.Hostname()
	ours := host == amazon || strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn")
	s.region = cmp.Or(o.Region, env("AWS_REGION"), env("AWS_DEFAULT_REGION"), shared["region"])
	if s.region == "" && !ours {
		s.region = "us-east-1" // what stores with no regions take, and others do not look at
	}
	switch how := cmp.Or(o.Addressing, "auto"); how {
	case "path":
		s.lookup = minio.BucketLookupPath
	case "virtual":
		s.lookup = minio.BucketLookupDNS
	case "auto":
		s.lookup = minio.BucketLookupPath
		for _, end := range virtualHosts {
			if strings.HasSuffix("."+host, end) {
				s.lookup = minio.BucketLookupDNS
			}
		}
		if ours {
			s.lookup = minio.BucketLookupAuto // which knows of names with full stops
		}
	default:
		return s, fmt.Errorf("wanted path, virtual or auto as addressing, found %q", how)
	}
	s.creds = keys(env, profile, ours)
	return s, nil
}

// redacted is an address without what may be secret in it.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "…"
	}
	if u.User != nil {
		u.User = url.User("…")
	}
	u.RawQuery = ""
	return u.String()
}

// keys are who asks: as the environment says, else the shared files, else the machine itself
// where it is one that Amazon gives keys to.
func keys(env func(string) string, profile string, ours bool) *credentials.Credentials {
	if id, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY"); id != "" && secret != "" {
		return credentials.NewStaticV4(id, secret, env("AWS_SESSION_TOKEN"))
	}
	chain := []credentials.Provider{&credentials.FileAWSCredentials{Profile: profile}}
	machine := ours
	for _, name := range []string{"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		machine = machine || env(name) != ""
	}
	if machine && env("AWS_EC2_METADATA_DISABLED") != "true" {
		chain = append(chain, &credentials.IAM{})
	}
	return credentials.NewChainCredentials(chain)
}

// sharedSettings are what the file of settings of the tools of AWS has for a profile; nothing
// where it cannot be read, as with these tools.
func sharedSettings(env func(string) string, profile string) map[string]string {
	name := env("AWS_CONFIG_FILE")
	if name == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		name = filepath.Join(home, ".aws", "config")
	}
	file, err := ini.LoadSources(ini.LoadOptions{AllowNestedValues: true, Loose: true}, name)
	if err != nil {
		return nil
	}
	found := map[string]string{}
	for _, section := range []string{profile, "profile " + profile} {
		if s, err := file.GetSection(section); err == nil {
			for _, k := range s.Keys() {
				found[k.Name()] = k.String()
			}
		}
	}
	return found
}
