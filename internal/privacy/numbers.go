package privacy

import (
	"strings"

	"gongshi/internal/credit"
)

// group is a series of digits without a separator inside.
type group struct {
	digits string
	from   int  // byte offset in the text
	to     int  // byte offset behind it
	join   sign // what stands between it and the group before: gap, stop or line
	before rune // the character in front; 0: none
	after  rune // the character behind; 0: none
	x      int  // byte offset behind an X that follows and belongs to no word; 0: none
}

// numbers returns the personal numbers of a text. Strictly, only what stands for itself
// is one: what touches a letter is a piece of an address or a hash.
func numbers(s string, strict bool) []Number {
	var list []Number
	for at := 0; ; {
		r, next, ok := nextRun(s, at, len(s), false)
		if !ok {
			return list
		}
		if !hopeless(s, r) {
			list = appendNumbers(list, s, r, strict)
		}
		at = next
	}
}

// appendNumbers appends the numbers of a run.
func appendNumbers(list []Number, s string, r run, strict bool) []Number {
	groups := split(s, r)
	for i := 0; i < len(groups); i++ {
		if n, size := numberAt(s, groups[i:], strict); size > 0 {
			list = append(list, n)
			i += size - 1 // what is part of one number is not part of another
		}
	}
	return list
}

// split takes a run apart.
func split(s string, r run) []group {
	var list []group
	var digits []byte
	g := group{before: lastRune(s[:r.from])}
	end := func(at int) {
		if len(digits) > 0 {
			g.digits, g.after, g.x = string(digits), firstRune(s[at:]), followedByX(s, at)
			list = append(list, g)
			g, digits = group{before: g.after}, digits[:0]
		}
	}
	for i := r.from; i < r.to; {
		kind, d, size := signAt(s, i)
		switch kind {
		case digit:
			if len(digits) == 0 {
				g.from = i
			}
			digits, g.to = append(digits, d), i+size
		case gap, stop, line:
			end(i)
			g.join = max(g.join, kind)
		}
		i += size
	}
	end(r.to)
	return list
}

// followedByX returns where an X ends that comes next and belongs to no word; 0: none.
func followedByX(s string, at int) int {
	for at < len(s) {
		kind, _, size := signAt(s, at)
		if kind != gap && kind != unseen && kind != line {
			break
		}
		at += size
	}
	switch r := firstRune(s[at:]); r {
	case 'X', 'x', 'Ｘ', 'ｘ', '×', 'Х', 'х', 'Χ', 'χ': // the last four are Cyrillic and Greek
		to := at + len(string(r))
		if !letter(firstRune(s[to:])) {
			return to
		}
	}
	return 0
}

// numberAt looks for a number that starts with the first of some groups and says of how
// many it is made; 0: none. An identity number wins over what its beginning looks like.
func numberAt(s string, groups []group, strict bool) (Number, int) {
	var best Number
	size, digits := 0, ""
	for j := range groups {
		if digits += groups[j].digits; len(digits) > maxDigits {
			break
		}
		if len(digits) < minDigits {
			continue
		}
		from, to := groups[0].from, groups[j].to
		k := judge(s, groups[:j+1], digits, strict)
		if k == none || size > 0 && k != Identity || isCode(s, from, to, k, digits) {
			continue
		}
		best, size = Number{k, digits, from, to}, j+1
		if k == Identity {
			if len(digits) == 17 {
				best.Digits, best.To = best.Digits+"X", groups[j].x
			}
			break
		}
	}
	return best, size
}

// judge says what number a series of groups is.
func judge(s string, groups []group, digits string, strict bool) Kind {
	first, last := groups[0], groups[len(groups)-1]
	lines, stops := 0, 0
	for _, g := range groups[1:] {
		switch g.join {
		case line:
			lines++
		case stop:
			stops++
		}
	}
	if lines > 1 || stops > 0 && (stops == 1 || stops < len(groups)-1) || strict && letter(last.after) && last.x == 0 {
		return none
	}
	id, shape := digits, sizes(groups)
	if len(id) == 17 && last.x > 0 {
		id += "X"
	}
	touched := letter(first.before) || letter(last.after)
	k := none
	switch {
	case len(id) == 18 && isIdentity(id) && isGrouped(id, shape, groups, strict):
		k = Identity
	case lines > 0 || isDecimal(s, first.from, last.to):
	case isMobile(digits, shape) && !(strict && (touched || len(groups) > 4)):
		k = Mobile
	case touched || stops > 0:
	case len(digits) >= 16 && cardShape(groups) && luhn(digits, run{0, len(digits)}) && isIssued(digits):
		k = BankCard
	case !strict && isOldIdentity(digits, shape):
		k = OldIdentity
	}
	if k != none && piece(s, first.from, last.to) {
		return none
	}
	return k
}

// isGrouped says whether an identity number is grouped as people do, or else its check
// character is right: a row of other numbers may have the digits of a region and a day,
// in a drawing rather often.
func isGrouped(id, shape string, groups []group, strict bool) bool {
	switch strings.TrimSuffix(strings.TrimSuffix(shape, "4"), "3") {
	case "18", "17", "6 8 ", "6 ", "14 ", "6 4 4 ", "6 4 2 2 ", "3 3 4 4 ", "2 2 2 4 2 2 ", "2 2 2 8 ":
		return true
	}
	return isChecked(id) && (!strict || len(groups) <= 3 || len(groups) > 16)
}

// piece says whether the word of letters and digits around a number has more digits
// and letters besides, like a hash or the slug of an address.
func piece(s string, from, to int) bool {
	start, end := wordAround(s, from, to)
	rest := s[start:from] + s[to:end]
	return strings.ContainsAny(rest, "0123456789") && strings.Trim(rest, "0123456789Xx") != ""
}

// wordAround is where the word of ASCII letters and digits around a place begins and ends.
func wordAround(s string, from, to int) (start, end int) {
	within := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }
	for from > 0 && within(s[from-1]) {
		from--
	}
	for to < len(s) && within(s[to]) {
		to++
	}
	return from, to
}

// isDecimal says whether digits are the whole or the broken part of a decimal number.
func isDecimal(s string, from, to int) bool {
	isDigit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return isDigit(from-2) && s[from-1] == '.' || isDigit(to+1) && s[to] == '.'
}

// isCode says whether digits, or the word of letters and digits around them, are a credit
// code. What is a resident identity number to the last character is none, even where it
// passes both checks of a code, as three in a thousand do: who knows the codes decides. A
// code whose check fails may be an identity number, but nothing else.
func isCode(s string, from, to int, k Kind, digits string) bool {
	from, to = wordAround(s, from, to)
	if to-from != 18 || k == Identity && (len(digits) == 17 || isChecked(digits)) {
		return false
	}
	word := credit.Code(strings.ToUpper(s[from:to]))
	return word.Valid() || k != Identity && word.WellFormed() && strings.Trim(string(word), "0123456789") != ""
}

// regions are the provinces that GB 11643 knows by their first two digits.
const regions = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 "

// isRegion says whether two digits are a province. A card of a foreigner begins with a 9
// and has the province behind it.
func isRegion(digits string) bool {
	province := digits[:2]
	if province[0] == '9' {
		province = digits[1:3]
	}
	return strings.Contains(regions, " "+province+" ")
}

// noCounty are the cities whose numbers do not name a county.
const noCounty = " 4419 4420 4604 6202 "

// isIdentity says whether 18 characters have the shape of a resident identity number: a
// region and a day that exists. The check character is not asked for: a number with a
// slip of the finger still names a person. Where it fails, though, nobody was born in the
// nineteenth century, and a region without a county tells a number of a document of that
// day: 440300 20240101 0001.
func isIdentity(id string) bool {
	century := id[6:8]
	if !isRegion(id) || century != "18" && century != "19" && century != "20" || !isDay(id[6:14]) {
		return false
	}
	return isChecked(id) || century != "18" && (id[4:6] != "00" || strings.Contains(noCounty, " "+id[:4]+" "))
}

// isDay says whether eight digits are a day of the calendar.
func isDay(digits string) bool {
	year, month, day := number(digits[:4]), number(digits[4:6]), number(digits[6:8])
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	last := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		last = 29
	}
	return day <= last
}

func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// isChecked says whether the last character is right (ISO 7064, MOD 11-2).
func isChecked(id string) bool {
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(id[i]-'0') * w
	}
	return "10X98765432"[sum%11] == id[17]
}

// isOldIdentity says whether digits are an identity number of before 1999: a region, a
// day of the twentieth century without its first two digits, three digits more.
func isOldIdentity(digits, shape string) bool {
	return (shape == "15" || shape == "6 6 3") && digits[0] != '9' && isRegion(digits) && digits[4:6] != "00" && isDay("19"+digits[6:12])
}

// isMobile says whether groups are a mobile number as people write it: in one piece, as
// 3-4-4, 3-8, 7-4, 4-3-4 or digit by digit, perhaps after 86 or 0086.
func isMobile(digits, shape string) bool {
	for _, country := range [...]string{"0086", "86"} {
		if len(digits) != 11+len(country) || !strings.HasPrefix(digits, country) {
			continue
		}
		digits = digits[len(country):]
		if rest, apart := strings.CutPrefix(shape, sizeOf(len(country))+" "); apart {
			shape = rest
		} else if first, rest, several := strings.Cut(shape, " "); several {
			shape = sizeOf(number(first)-len(country)) + " " + rest
		} else {
			shape = "11"
		}
		break
	}
	if len(digits) != 11 || digits[0] != '1' || digits[1] < '3' {
		return false
	}
	switch shape {
	case "11", "3 4 4", "3 8", "7 4", "4 3 4", "1 1 1 1 1 1 1 1 1 1 1":
		return true
	}
	return false
}

// cardShape says whether groups are a card number as people write it: in one piece, in
// fours, as 6 and the rest, or digit by digit.
func cardShape(groups []group) bool {
	if len(groups) == 1 {
		return true
	}
	fours, ones := true, true
	for i, g := range groups {
		n := len(g.digits)
		ones = ones && n == 1
		fours = fours && (n == 4 || i == len(groups)-1 && n <= 4)
	}
	return fours || ones || len(groups) == 2 && len(groups[0].digits) == 6
}

// isIssued says whether digits may begin the number of a card: not with 0, 1, 7 or a
// year, and not like a document with a region and a year (UnionPay's 62 excepted, which is
// also a province).
func isIssued(digits string) bool {
	switch {
	case strings.HasPrefix(digits, "62"):
		return true
	case strings.ContainsRune("017", rune(digits[0])), digits[0] == '2' && (digits[:4] < "2221" || digits[:4] > "2720"):
		return false
	}
	year := func(s string) bool { return s >= "1990" && s < "2060" }
	return !isRegion(digits) || !year(digits[4:8]) && !year(digits[6:10])
}

// sizes spells how many digits the groups have: 3 4 4.
func sizes(groups []group) string {
	if len(groups) == 1 {
		return sizeOf(len(groups[0].digits))
	}
	var b strings.Builder
	for i, g := range groups {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(sizeOf(len(g.digits)))
	}
	return b.String()
}

// sizeOf spells a number of up to 19 without an allocation.
func sizeOf(n int) string {
	const all = "0 1 2 3 4 5 6 7 8 9 10111213141516171819"
	if n < 0 || n > maxDigits {
		return "many"
	}
	return strings.TrimSuffix(all[2*n:2*n+2], " ")
}

// luhn says whether the digits of a run pass the check of ISO/IEC 7812-1.
func luhn[T text](s T, r run) bool {
	sum := 0
	for i := r.from; i < r.to; i++ {
		d := int(s[i] - '0')
		if (r.to-i)%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
