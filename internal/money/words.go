package money

import "strings"

// Amounts in words, as vouchers and contracts carry them: 壹佰零贰万伍仟捌佰贰拾陆元柒角叁分.
// The rules for filling in bills and settlement vouchers (《支付结算办法》, annex 1,
// People's Bank of China, 1997) say where a 零 must stand and where it may. What
// breaks them may have lost a character, or mean something else: 一千五 is 1,500 to
// most people, so that 壹仟伍元 is refused.

// numeral is a digit (else -1) or a power of ten (else 0), in the characters of vouchers and in ordinary
// ones, simplified and traditional.
func numeral(r rune) (digit, power int64) {
	switch r {
	case '零', '〇':
		return 0, 0
	case '壹', '一':
		return 1, 0
	case '贰', '貳', '二', '两', '兩':
		return 2, 0
	case '叁', '叄', '參', '三':
		return 3, 0
	case '肆', '四':
		return 4, 0
	case '伍', '五':
		return 5, 0
	case '陆', '陸', '六':
		return 6, 0
	case '柒', '七':
		return 7, 0
	case '捌', '八':
		return 8, 0
	case '玖', '九':
		return 9, 0
	case '拾', '十':
		return -1, 10
	case '佰', '百':
		return -1, 100
	case '仟', '千':
		return -1, 1000
	}
	return -1, 0
}

// fenOfWords reads an amount in words. ok is false where the text is something else: it
// has a character that words have not, or does not say that it counts yuan.
func fenOfWords(s string) (fen int64, ok bool, err error) {
	for _, r := range s {
		if digit, power := numeral(r); digit < 0 && power == 0 && !strings.ContainsRune("万萬亿億元圆圓角分整正", r) {
			return 0, false, nil
		}
	}
	s = strings.NewReplacer("萬", "万", "億", "亿", "圆", "元", "圓", "元", "〇", "零").Replace(s)
	whole := strings.TrimSuffix(s, "整")
	if whole == s {
		whole = strings.TrimSuffix(s, "正")
	}
	if !strings.ContainsAny(whole, "元角分") {
		return 0, false, nil
	}
	yuan, parts, named := strings.Cut(whole, "元")
	if !named {
		yuan, parts = "零", whole
	}
	n, right := integer(yuan)
	cents, exact := hundredths(parts, n%10 == 0)
	if !right || !exact || !named && parts == "" {
		return 0, true, ErrShape
	}
	return n*100 + cents, true, nil // no words are above maxFen
}

// integer reads a whole number below 10,000,000,000,000,000.
func integer(s string) (int64, bool) {
	if s == "零" {
		return 0, true
	}
	return composed(s, "亿", 100_000_000, func(s string) (int64, bool) {
		return composed(s, "万", 10_000, section)
	})
}

// composed reads a number that the character of a base divides in two.
func composed(s, name string, base int64, read func(string) (int64, bool)) (int64, bool) {
	before, after, ok := strings.Cut(s, name)
	high, right := read(before)
	if !ok {
		return high, right
	}
	if after == "" || !right {
		return high * base, right
	}
	rest, zero := strings.CutPrefix(after, "零")
	low, right := read(rest)
	gap := low < base/10
	// 壹拾万零柒仟: where the place before is 0, a 零 may stand although no place is skipped.
	return high*base + low, right && (zero == gap || zero && high%10 == 0)
}

// section reads a number from 1 to 9999.
func section(s string) (int64, bool) {
	n, digit := int64(0), int64(-1) // digit: the one that waits for its power
	last, zero := int64(10_000), false
	add := func(power int64) bool {
		gap := last < 10_000 && power*10 < last
		right := digit > 0 && power < last && gap == zero
		n, digit, last, zero = n+digit*power, -1, power, false
		return right
	}
	for i, r := range s {
		d, power := numeral(r)
		right := true
		switch {
		case d == 0:
			right, zero = i > 0 && !zero && digit < 0, true
		case d > 0:
			right, digit = digit < 0, d
		case i == 0 && power == 10: // 十五, 拾万
			digit = 1
			right = add(power)
		default:
			right = power > 0 && add(power)
		}
		if !right {
			return 0, false
		}
	}
	if digit > 0 && !add(1) {
		return 0, false
	}
	return n, n > 0 && !zero
}

// hundredths reads what follows 元: 柒角叁分, 零叁分, 零叁角 after a yuan that ends in 0.
func hundredths(s string, even bool) (int64, bool) {
	if s == "" {
		return 0, true
	}
	tenths, right := int64(0), true
	before, after, ok := strings.Cut(s, "角")
	if ok {
		if tenths, right = single(before, even); !right || after == "" {
			return tenths * 10, right
		}
		s, even = after, tenths == 0
	} else {
		even = true
	}
	before, ok = strings.CutSuffix(s, "分")
	cents, right := single(before, even)
	return tenths*10 + cents, ok && right
}

// single reads one digit, with a 零 before it where zero allows that.
func single(s string, zero bool) (int64, bool) {
	if rest, ok := strings.CutPrefix(s, "零"); ok && rest != "" && zero {
		s = rest
	}
	list := []rune(s)
	if len(list) != 1 {
		return 0, false
	}
	d, _ := numeral(list[0])
	return max(d, 0), d >= 0
}
