// Package inside reads what files of the built site hold inside, for tests that look for a
// text in every byte. It shares no code with what writes those files, so that a mistake
// there cannot hide behind the same mistake here. What is left out: gzip and zip, which
// the standard library reads.
package inside

import "regexp"

// chunk is a line of the search index.
var chunk = regexp.MustCompile(`gongshi\.chunk\("[^"]*","([^"]*)"\);`)

// Chunks returns the chunks of a file of the search index, as they were compressed with
// deflate; none where the file is another.
func Chunks(body []byte) [][]byte {
	var list [][]byte
	for _, m := range chunk.FindAllSubmatch(body, -1) {
		list = append(list, sevenBits(string(m[1])))
	}
	return list
}

// sevenBits decodes a chunk's text, as docs/formats.md describes it.
func sevenBits(text string) []byte {
	unsafe := []rune{0, '\n', '\r', '"', '\\'}
	var list []byte
	row, bits := rune(0), 0
	add := func(group rune) {
		if row, bits = row<<7&0x3fff|group, bits+7; bits >= 8 {
			bits -= 8
			list = append(list, byte(row>>bits))
		}
	}
	for _, r := range text {
		switch {
		case r < 0x80:
			add(r)
		case r < 0x300:
			add(unsafe[(r-0x80)/128])
			add(r % 128)
		default:
			add(unsafe[r-0x300])
		}
	}
	return list
}
