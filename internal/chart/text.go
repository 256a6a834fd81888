package chart

// Width is about how wide a text of a size is, rather too wide than too narrow: a Chinese
// character is as wide as high, a figure or a Latin letter two thirds of that, as in the
// widest of the usual fonts.
func Width(s string, size int) int {
	hundredths := 0
	for _, r := range s {
		switch {
		case r >= 0x2e80 || r >= 0x1100 && r < 0x2000:
			hundredths += 100
		case r == '.' || r == ',' || r == ' ' || r == '\u00a0' || r == 'i' || r == 'l' || r == '(' || r == ')':
			hundredths += 40
		case r == 'm' || r == 'w' || r == 'M' || r == 'W' || r == '%':
			hundredths += 98
		default:
			hundredths += 64
		}
	}
	return (hundredths*size + 99) / 100
}
