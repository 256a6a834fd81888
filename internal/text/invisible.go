package text

// invisible lists what a reader cannot see or what only some computers can show:
// format characters, variation selectors, blank letters, controls, private use.
var invisible = []span{
	{0x0000, 0x0008}, // controls; tab and line ends are white space
	{0x000b, 0x000c},
	{0x000e, 0x001f},
	{0x007f, 0x0084},
	{0x0086, 0x009f},
	{0x00ad, 0x00ad}, // soft hyphen
	{0x034f, 0x034f},
	{0x061c, 0x061c},
	{0x115f, 0x1160}, // blank letters of Hangul
	{0x17b4, 0x17b5},
	{0x180b, 0x180f},
	{0x200b, 0x200f}, // zero width, direction marks
	{0x202a, 0x202e}, // direction overrides
	{0x2060, 0x206f}, // word joiner, invisible operators, direction isolates
	{0x3164, 0x3164},
	{0xe000, 0xf8ff}, // private use
	{0xfe00, 0xfe0f}, // variation selectors
	{0xfeff, 0xfeff}, // byte order mark
	{0xffa0, 0xffa0},
	{0xfff9, 0xfffb},
	{0xe0000, 0xe0fff},  // tags, variation selectors
	{0xf0000, 0x10ffff}, // private use
}

// Invisible returns the first character of s that cannot be seen, or that only some
// computers can show, and its byte offset: direction controls, zero-width
// characters, control characters other than tab and line ends, private use.
func Invisible(s string) (r rune, at int, found bool) {
	for i, r := range s {
		if r < 0x20 && (r == '\t' || r == '\n' || r == '\r') || r >= 0x20 && r < 0x7f {
			continue
		}
		for _, v := range invisible {
			if v.first <= r && r <= v.last {
				return r, i, true
			}
		}
	}
	return 0, 0, false
}
