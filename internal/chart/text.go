package chart

// Width is about how wide a text of a size is, rather too wide than too narrow: a Chinese
// character is as wide as high, a figure or a Latin letter six tenths of that.
func Width(s string, size int) int {
	tenths := 0
	for _, r := range s {
		switch {
		case r >= 0x1100 && r != '\u2009':
			tenths += 10
			if r >= 0x2000 && r < 0x2e80 {
				tenths -= 4 // general punctuation
			}
		case r == '.' || r == ',' || r == ' ' || r == 'i' || r == 'l' || r == '\u00a0':
			tenths += 4
		case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '%':
			tenths += 9
		default:
			tenths += 6
		}
	}
	return (tenths*size + 9) / 10
}
