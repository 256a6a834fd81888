package pinyin

import (
	"slices"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongshi/internal/text"
)

// The first and last byte of the 6,763 characters of GB 2312: first the common ones
// in the order of their sounds, then the others in the order of their radicals.
const (
	firstRow, lastRow   = 0xb0, 0xf7
	firstCell, lastCell = 0xa1, 0xfe
)

// Homophones returns for every syllable the characters of GB 2312 that are read so,
// the common ones first. Behind a space stand those that are usually read otherwise
// and so in some words of the table of corrections. Characters that fold to another
// are left out, because a query never holds them. The map is not to be changed.
func Homophones() map[string]string { return homophones() }

var homophones = sync.OnceValue(func() map[string]string {
	usually, sometimes := map[string]string{}, map[string]string{}
	for _, r := range gb2312() {
		reading := usual(r)
		if reading == "" {
			continue
		}
		usually[reading] += string(r)
		for _, other := range others(r) {
			sometimes[other] += string(r)
		}
	}
	for reading, chars := range sometimes {
		usually[reading] += " " + chars
	}
	return usually
})

// others returns the readings that a character has in words only.
func others(r rune) []string {
	var list []string
	for _, c := range corrections {
		if c.char == r && c.reading != usual(r) && !slices.Contains(list, c.reading) {
			list = append(list, c.reading)
		}
	}
	return list
}

// gb2312 returns the Chinese characters of GB 2312 that fold to themselves.
func gb2312() []rune {
	var codes []byte
	for row := firstRow; row <= lastRow; row++ {
		for cell := firstCell; cell <= lastCell; cell++ {
			codes = append(codes, byte(row), byte(cell))
		}
	}
	s, err := simplifiedchinese.GBK.NewDecoder().Bytes(codes)
	if err != nil {
		panic(err) // cannot happen: the decoder replaces what is no character
	}
	var list []rune
	for _, r := range string(s) {
		if text.IsHan(r) && text.Fold(string(r)) == string(r) {
			list = append(list, r)
		}
	}
	return list
}
