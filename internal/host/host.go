// Package host says what the places that serve a portal's files take: how many files, of
// what size, and which files of their own they read. It turns the list of a site's files
// into what is over a limit, and redirects and headers into the files that a host reads.
//
// A profile's limits are those that its operator documents; each names its source, the day
// on which it was read, and what was not verified. What is left out: uploading, and accounts with other
// limits than the default ones.
package host

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Profile is a place that serves files.
type Profile struct {
	Name string
	Limits

	Headers    bool      // reads _headers
	NoJekyll   bool      // wants .nojekyll
	Neighbours []string  // the endings of compressed copies that it serves in place of a file
	Redirects  Redirects // how an address that moved is told
	Packs      Packs     // how the search index is to be stored
}

// Limits are what a host takes at most; 0: no limit.
type Limits struct {
	Files        int   // in all
	CountFolders bool  // among them
	FolderFiles  int   // in one folder
	FileBytes    int64 // of one file
	TotalBytes   int64 // of all files
}

// Redirects is how a host learns of addresses that moved.
type Redirects struct {
	Form  Form
	Rules int  // at most; 0: no limit
	Bytes int  // of all rules at most; 0: no limit
	Bare  bool // it serves a page without .html too, so that each rule is needed twice
}

// Form is a form of redirects.
type Form int

// The forms of redirects.
const (
	NoRedirects Form = iota
	RedirectFile
	NginxMap
)

// Packs says how the chunks of the search index are stored.
type Packs int

// The ways to store chunks.
const (
	PacksAsNeeded Packs = iota // in packs where the host's limit of files would not hold
	PacksNever                 // never: a disk cannot send a part of a file
)

const (
	giga = 1_000_000_000
	mebi = 1 << 20
	gibi = 1 << 30
)

// profiles are in the order of docs/hosting.md. What a comment calls read was read on
// 2026-11-26, in stored copies of the pages named; the rest says that it is not verified.
var profiles = []Profile{
	{
		// 1 GB a site at most: read in the source of GitHub's page "GitHub Pages limits", which also
		// ends a deployment after ten minutes. Not verified: no headers or redirects of one's own.
		Name: "github-pages", Limits: Limits{TotalBytes: giga}, NoJekyll: true,
	},
	{
		// 1 GB and 200,000 files on gitlab.com: read in https://gitlab.com/gitlab-org/gitlab/-/issues/405048;
		// folders count: read in issue 500273, which proposes 30,000 for the free tier.
		// 1,000 rules, beyond which none is followed: read in https://gitlab.com/gitlab-org/gitlab-pages/-/merge_requests/555,
		// in 64 KB: read in merge request 362. Both can be set for an instance: read in
		// https://docs.gitlab.com/user/project/pages/redirects. Copies that end in .gz are served: read in
		// https://qiita.com/dalance/items/6b2028d1dd667a40c7a0; not verified: .br.
		Name: "gitlab-pages", Limits: Limits{Files: 200_000, CountFolders: true, TotalBytes: giga}, Neighbours: []string{".gz", ".br"},
		Redirects: Redirects{Form: RedirectFile, Rules: 1000, Bytes: 64 << 10},
	},
	{
		// 20,000 files, 100,000 on paid plans: read in https://developers.cloudflare.com/changelog/product/pages/ (2026-01-23).
		// 25 MiB a file: read at second hand, https://aitoolsguidebook.com/en/articles/build-output-size-exceeded/.
		// 2,000 static rules of 1,000 characters: read in https://developers.cloudflare.com/pages/configuration/redirects/.
		// Rules of headers that match are joined: read in https://developers.cloudflare.com/pages/configuration/headers/;
		// not verified: at most 100 of them, and that .html disappears from addresses.
		Name: "cloudflare-pages", Limits: Limits{Files: 20_000, FileBytes: 25 * mebi}, Headers: true,
		Redirects: Redirects{Form: RedirectFile, Rules: 2000, Bare: true},
	},
	{
		// Not verified: 54,000 files a folder. From 10,000 rules on a deployment may fail: read in
		// https://docs.netlify.com/routing/redirects.
		Name: "netlify", Limits: Limits{FolderFiles: 54_000}, Headers: true,
		Redirects: Redirects{Form: RedirectFile, Rules: 9999},
	},
	{
		// Read: https://nginx.org/en/docs/http/ngx_http_gzip_static_module.html; internal/build/nginx_test.go
		// asks a real nginx. It serves no copies that end in .br without a module of somebody else.
		Name: "nginx", Neighbours: []string{".gz"}, Redirects: Redirects{Form: NginxMap},
	},
	{
		// 5 GB in one PUT: read at second hand, https://www.ibm.com/docs/en/storage-ceph/6?topic=api-s3-limitations.
		// A bucket has 50 routing rules, which are too few to count on: read at second hand,
		// https://globalmentor.atlassian.net/browse/GUISE-138.
		Name: "s3", Limits: Limits{FileBytes: 5 * giga},
	},
	{
		// A file on FAT32 has less than 4 GiB: its size is a number of 32 bits.
		Name: "usb", Limits: Limits{FileBytes: 4*gibi - 1}, Packs: PacksNever,
	},
}

// Lookup returns the profile of a name. An empty name has a profile without any limit.
func Lookup(name string) (Profile, bool) {
	if name == "" {
		return Profile{}, true
	}
	i := slices.IndexFunc(profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return profiles[i], true
}

// Names lists the profiles.
func Names() []string {
	var list []string
	for _, p := range profiles {
		list = append(list, p.Name)
	}
	return list
}

// File is a file of a site.
type File struct {
	Path string // slash-separated, relative to the site's root
	Size int64
}

// Kind is a kind of limit.
type Kind int

// The kinds of limits, in the order in which they are checked.
const (
	Files Kind = iota
	FolderFiles
	FileBytes
	TotalBytes
)

// Reached is a limit that a site has come close to, or is over.
type Reached struct {
	Kind  Kind
	Found int64
	Limit int64
	Path  string // the largest file, the fullest folder; else empty
}

// Over says whether the site is over the limit.
func (r Reached) Over() bool { return r.Found > r.Limit }

// A limit is near where this share of it is reached.
const nearPercent = 80

// Check returns the limits that a list of files has reached, or of which it has reached
// nearPercent.
func (l Limits) Check(files []File) []Reached {
	var total int64
	var largest File
	folders := map[string]int{}
	for _, f := range files {
		total += f.Size
		if f.Size > largest.Size {
			largest = f
		}
		folders[path.Dir(f.Path)]++
	}
	fullest := ""
	for dir, n := range folders {
		if n > folders[fullest] || n == folders[fullest] && dir < fullest {
			fullest = dir
		}
	}
	all := len(files)
	if l.CountFolders {
		all += len(folders)
	}
	var list []Reached
	for _, r := range []Reached{
		{Files, int64(all), int64(l.Files), ""},
		{FolderFiles, int64(folders[fullest]), int64(l.FolderFiles), fullest},
		{FileBytes, largest.Size, l.FileBytes, largest.Path},
		{TotalBytes, total, l.TotalBytes, ""},
	} {
		if r.Limit > 0 && r.Found*100 >= r.Limit*nearPercent {
			list = append(list, r)
		}
	}
	return list
}

// Folder is a top folder of a site.
type Folder struct {
	Path  string // "." for the files of the root
	Files int
	Bytes int64
}

// Folders adds up the files of a site by their top folders, those with most bytes first;
// bySize false: those with most files.
func Folders(files []File, bySize bool) []Folder {
	sums := map[string]*Folder{}
	for _, f := range files {
		top, _, found := strings.Cut(f.Path, "/")
		if !found {
			top = "."
		}
		if sums[top] == nil {
			sums[top] = &Folder{Path: top}
		}
		sums[top].Files++
		sums[top].Bytes += f.Size
	}
	var list []Folder
	for _, f := range sums {
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b Folder) int {
		first := cmp.Compare(b.Files, a.Files)
		if bySize {
			first = cmp.Compare(b.Bytes, a.Bytes)
		}
		return cmp.Or(first, cmp.Compare(a.Path, b.Path))
	})
	return list
}
