package output

import (
	"fmt"
	"strings"
)

// checkPath accepts the paths of the contract: relative, slash-separated, parts
// of a-z, 0-9, dot, underscore and hyphen. A part starts with a dot only in
// .nojekyll and .well-known, and never ends with one (Windows drops it, which
// would make two paths one).
func checkPath(path string) error {
	if path == ManifestName {
		return fmt.Errorf("path %q: want any other name, the manifest is written by Commit", path)
	}
	first := true
	for part := range strings.SplitSeq(path, "/") {
		if reason := badPart(part, first); reason != "" {
			return fmt.Errorf("path %q: want lower-case parts of [a-z0-9._-] below the public folder, found %s", path, reason)
		}
		first = false
	}
	return nil
}

// ValidPath says whether a build may make a file of that path, manifest.json apart.
func ValidPath(path string) bool { return checkPath(path) == nil }

func badPart(part string, first bool) string {
	switch {
	case part == "":
		return "an empty part"
	case first && (part == ".nojekyll" || part == ".well-known"):
		return ""
	case part[0] == '.':
		return fmt.Sprintf("%q, which starts with a dot", part)
	case part[len(part)-1] == '.':
		return fmt.Sprintf("%q, which ends with a dot", part)
	}
	for i := range len(part) {
		if !inName[part[i]] {
			return fmt.Sprintf("the character %q", []rune(part[i:])[0])
		}
	}
	return ""
}

// inName holds the bytes of which a part of a path is made.
var inName = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyz0123456789._-") {
		set[c] = true
	}
	return set
}()
