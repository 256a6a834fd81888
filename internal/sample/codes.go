package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// region is a GB/T 2260 code that is assigned to no place.
const region = "990000"

// creditLetters are the characters of GB 32100-2015 in the order of their values.
const creditLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditCode completes an organisation body of eight characters to a unified
// social credit code: prefix, region, body, its GB 11714 check character, and
// the check character of GB 32100.
func creditCode(prefix, body string) string {
	code := prefix + region + body + organisationCheck(body)
	return code + creditCheck(code)
}

// creditCheck is the last character of a credit code (GB 32100-2015).
func creditCheck(first17 string) string {
	weight, sum := 1, 0
	for _, c := range first17 {
		sum += strings.IndexRune(creditLetters, c) * weight
		weight = weight * 3 % 31
	}
	return string(creditLetters[(31-sum%31)%31])
}

// organisationCheck is the ninth character of an organisation code (GB 11714).
func organisationCheck(body string) string {
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := int(body[i] - '0')
		if body[i] >= 'A' {
			v = int(body[i]-'A') + 10
		}
		sum += v * w
	}
	return "0123456789X0"[(11-sum%11)%11 : (11-sum%11)%11+1]
}

// newBody invents an organisation body: for the older agencies eight digits, for
// the younger the letters that social organisations were given since 2015.
func newBody(d dice, digitsOnly bool) string {
	if digitsOnly {
		return fmt.Sprintf("%08d", d.between(30000000, 79999999))
	}
	return "MJ" + pick(d, []string{"L", "Y", "0", "T", "4", "Q"}) + fmt.Sprintf("%05d", d.between(10000, 99999))
}

// slug is the public name of a record: the key itself where it is harmless,
// otherwise what is ASCII in it and the beginning of its SHA-256.
func slug(key string) string {
	const maxPlain, maxKept, hashDigits = 64, 40, 10
	var kept strings.Builder
	plain := key != "" && len(key) <= maxPlain
	for _, c := range key {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
		default:
			plain = false
			continue
		}
		if kept.Len() < maxKept || plain {
			kept.WriteRune(c)
		}
	}
	if plain {
		return kept.String()
	}
	sum := sha256.Sum256([]byte(key))
	s := kept.String()
	return s[:min(len(s), maxKept)] + hex.EncodeToString(sum[:])[:hashDigits]
}
