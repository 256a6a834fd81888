// Package slug turns the key of a record into the last part of its address. A
// slug once published stays the same for ever, so this algorithm does not change.
package slug

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Separator joins the parts of a key that has several; it cannot stand in a cell.
const Separator = "\x1f"

// The longest slug and the longest readable part of a slug that carries a hash, in bytes.
const (
	MaxLength   = 64
	maxReadable = 40
	hashDigits  = 10
)

// Of returns the slug of a key; see Append.
func Of(parts ...string) string {
	var room [MaxLength]byte
	return string(Append(room[:0], parts...))
}

// Append appends the slug of a key: the key in lower case where that is 1 to 64
// characters of a-z, 0-9 and hyphen; otherwise the key's ASCII letters, digits and
// hyphens, in lower case and at most 40 of them, followed by the first 10
// hexadecimal digits of the SHA-256 of the exact key. Several parts are joined by
// Separator.
func Append(to []byte, parts ...string) []byte {
	var room, readable [2 * MaxLength]byte
	key := room[:0]
	for i, p := range parts {
		if i > 0 {
			key = append(key, Separator...)
		}
		key = append(key, p...)
	}
	low := lower(readable[:0], key)
	if len(low) == len(key) && len(key) >= 1 && len(key) <= MaxLength {
		return append(to, low...)
	}
	return appendHashed(to, low, key)
}

// Veiled returns a slug for a key whose last parts must not be read from an address, such
// as the name of a person: like Of's, but its readable part is made of the first parts
// alone, and it always carries the hash, which is that of the whole key. Where the other
// parts hold no ASCII letter, digit or hyphen, it is what Of returns.
func Veiled(readable int, parts ...string) string {
	return string(appendHashed(nil, lower(nil, strings.Join(parts[:readable], Separator)), []byte(strings.Join(parts, Separator))))
}

// appendHashed appends what is readable of a text and the hash of a key.
func appendHashed(to, readable, key []byte) []byte {
	sum := sha256.Sum256(key)
	return hex.AppendEncode(append(to, readable[:min(len(readable), maxReadable)]...), sum[:hashDigits/2])
}

// Listing says whether a slug is the name of a page of a list: index, index-2 and so
// on. No record can have it.
func Listing(slug string) bool {
	rest, ok := strings.CutPrefix(slug, "index")
	if !ok || rest == "" {
		return ok
	}
	number, ok := strings.CutPrefix(rest, "-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// lower appends the ASCII letters, digits and hyphens of a text, in lower case.
func lower[T ~string | ~[]byte](b []byte, s T) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
			b = append(b, c)
		}
	}
	return b
}
