package route

import (
	"path"
	"strings"
)

// Lasting says how long an address of a built site has to answer.
type Lasting int

// How long addresses last.
const (
	// Passing is what pages bring in by a name that they hold, or that changes with what a
	// list holds: styles and scripts, shards of the search, rows of lists, pages 2 and on,
	// site maps' parts, compressed copies and the files that a host reads.
	Passing Lasting = iota
	// Listing is a page or feed of what records have in common, such as a purchaser or a year.
	// It stands as long as there is such a record, and each of those has its own address.
	Listing
	// ForGood is what readers, feed readers and programs hold: pages of records and what
	// stands beside them, pages of which there is one, downloads.
	ForGood
)

// LastingOf tells how long an address lasts.
func LastingOf(address string) Lasting {
	_, in := inLanguage(address)
	folder, name := path.Split(in)
	switch ext := path.Ext(name); {
	case in == Division, strings.HasPrefix(in, Assets), strings.HasPrefix(in, SearchIndex), strings.HasPrefix(in, CompareData):
		return Passing
	case ext == ".html" && laterPage(folder, strings.TrimSuffix(name, ext)):
		return Passing
	case folder == "data/":
		if ext == ".gz" || ext == ".br" {
			return Passing
		}
		return ForGood
	case strings.HasPrefix(in, "sitemap-"), ext != ".html" && ext != ".json" && ext != ".xml":
		return Passing
	case grouping(folder, name):
		return Listing
	}
	return ForGood
}

// FolderOf is the folder of an address without that of its language and with a final slash,
// as in projects/: what kind of page or file it is. It is empty for those at the root.
func FolderOf(address string) string {
	_, in := inLanguage(address)
	first, _, below := strings.Cut(in, "/")
	if !below {
		return ""
	}
	return first + "/"
}

// inLanguage parts an address from the folder of its language, which is empty at the root.
func inLanguage(address string) (prefix, in string) {
	for _, prefix := range []string{"en/", "zh-hant/", "zh-cn/"} {
		if in, ok := strings.CutPrefix(address, prefix); ok {
			return prefix, in
		}
	}
	return "", address
}

// laterPage says whether a page is page 2 or a later one of a list or of a thing with a slug.
func laterPage(folder, name string) bool {
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	if number, ok := strings.CutPrefix(name, "index-"); ok && digits(number) {
		return true
	}
	if folder == "sanctions/" { // by.<authority> is page 1; a sanction has one page
		return false
	}
	_, number, ok := strings.Cut(name, ".")
	return ok && digits(number)
}

// grouping says whether a file shows what records have in common, or lists such files.
func grouping(folder, name string) bool {
	switch folder {
	case "districts/", "fields/", "purchasers/", "grades/", "statuses/", "measures/", "authorities/", "years/",
		"feeds/authorities/", "feeds/districts/", "feeds/measures/", "feeds/findings/":
		return true
	case "duties/", "compare/": // their lists are there without a group
		return name != "index.html"
	case "sanctions/":
		return strings.HasPrefix(name, "by.")
	}
	return false
}
