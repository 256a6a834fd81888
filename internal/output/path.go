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
	for i, part := range strings.Split(path, "/") {
		if reason := badPart(part, i == 0); reason != "" {
			return fmt.Errorf("path %q: want lower-case parts of [a-z0-9._-] below the public folder, found %s", path, reason)
		}
	}
	return nil
}

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
	for _, r := range part {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789._-", r) {
			return fmt.Sprintf("the character %q", r)
		}
	}
	return ""
}
