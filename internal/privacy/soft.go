package privacy

import (
	"strings"
	"unicode/utf8"
)

// soft returns what deserves a look only in a text that has so much of it.
func soft(s string, has uint8) []Number {
	var list []Number
	if has&hasAt > 0 {
		list = mails(list, s)
	}
	if has&hasHome > 0 {
		list = homes(list, s)
	}
	if has&hasDigit == 0 {
		return list
	}
	if has&hasStar > 0 {
		list = masked(list, s)
	}
	if has&hasUpper > 0 {
		list = papers(list, s)
	}
	if has&hasPermit > 0 {
		list = permits(list, s)
	}
	return list
}

// mails appends the e-mail addresses of persons.
func mails(list []Number, s string) []Number {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '@')
		if i < 0 {
			return list
		}
		i += at
		at = i + 1
		from, to := i, i+1
		for from > 0 && isMail(s[from-1]) {
			from--
		}
		for to < len(s) && (isMail(s[to]) && s[to] != '+' && s[to] != '_') {
			to++
		}
		domain := strings.TrimRight(s[i+1:to], ".-")
		dot := strings.LastIndexByte(domain, '.')
		if local := s[from:i]; local == "" || dot < 1 || len(domain)-dot < 3 || !isPerson(local, domain) || from > 0 && s[from-1] == '/' {
			continue
		}
		list = append(list, Number{Email, s[from : i+1+len(domain)], from, i + 1 + len(domain)})
		at = i + 1 + len(domain)
	}
}

func isMail(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("._-+", c) >= 0
}

// isPerson says whether a mailbox is somebody's own: not named after an office or a task.
// Where everybody can have a mailbox, its name says nothing.
func isPerson(local, domain string) bool {
	const free = " qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn gmail.com outlook.com hotmail.com icloud.com yahoo.com aliyun.com "
	if strings.Contains(free, " "+strings.ToLower(domain)+" ") {
		return true
	}
	const offices = " info contact service services office admin support help webmaster mail email press media news gongshi xinxi bangongshi public hr jobs finance security postmaster noreply no-reply feedback correction corrections complaint complaints tousu jubao privacy data hello "
	return !strings.Contains(offices, " "+strings.ToLower(local)+" ")
}

// masked appends numbers of which the middle is hidden: 138****8000.
func masked(list []Number, s string) []Number {
	isDigit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i := 0; i < len(s); {
		n, to := stars(s, i)
		if n == 0 {
			i++
			continue
		}
		from, end := i, to
		for isDigit(from - 1) {
			from--
		}
		for isDigit(end) {
			end++
		}
		if end < len(s) && (s[end] == 'X' || s[end] == 'x') {
			end++
		}
		if isMasked(i-from, n, end-to, s[from:i]) {
			list = append(list, Number{MaskedNumber, s[from:end], from, end})
		}
		i = to
	}
	return list
}

// stars counts the asterisks that stand at a place and says where they end.
func stars(s string, i int) (n, to int) {
	for ; ; n++ {
		switch {
		case i < len(s) && s[i] == '*':
			i++
		case strings.HasPrefix(s[i:], "＊"):
			i += len("＊")
		default:
			return n, i
		}
	}
}

// isMasked says whether digits, asterisks and digits are a number with its middle
// hidden: of the length of one, or with so many digits in front that no amount is meant.
func isMasked(front, hidden, back int, digits string) bool {
	if front < 3 || hidden < 3 || back < 1 || back > 6 || front == 3 && back == 2 { // the last is Mask's own way
		return false
	}
	switch all := front + hidden + back; {
	case all == 11:
		return digits[0] == '1' && digits[1] >= '3'
	case all == 15 || all == 18:
		return isRegion(digits)
	case all >= 16 && all <= 19:
		return back >= 3
	}
	return front >= 6 && back >= 3 && isRegion(digits)
}

// plates are the provinces that stand in front of a licence plate (GA 36).
const plates = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// papers appends passports, permits and licence plates, all of which have capital letters.
func papers(list []Number, s string) []Number {
	for i := 0; i < len(s); i++ {
		if marks[s[i]] != hasUpper || i > 0 && isWord(s[i-1]) {
			continue
		}
		if to := plate(s, i); to > 0 {
			list = append(list, Number{LicencePlate, s[i-hanBytes : to], i - hanBytes, to})
			i = to - 1
		} else if to := passport(s, i); to > 0 {
			list = append(list, Number{Passport, s[i:to], i, to})
			i = to - 1
		}
	}
	return list
}

func isWord(c byte) bool { return marks[c]&(hasDigit|hasUpper) > 0 || c >= 'a' && c <= 'z' || c == '_' }

// plate returns where a licence plate ends whose first letter stands at a place; 0: none.
func plate(s string, i int) int {
	if i < hanBytes || s[i] == 'I' {
		return 0
	}
	if at := strings.Index(plates, s[i-hanBytes:i]); at < 0 || at%hanBytes > 0 {
		return 0
	}
	to := i + 1
	for _, part := range [...]string{"·", "•", "・", " ", ".", "-"} {
		if strings.HasPrefix(s[to:], part) {
			to += len(part)
			break
		}
	}
	from, digits := to, 0
	for to < len(s) && isWord(s[to]) && s[to] != '_' {
		if marks[s[to]] == hasDigit {
			digits++
		}
		to++
	}
	n := to - from
	if n == 4 && (strings.HasPrefix(s[to:], "学") || strings.HasPrefix(s[to:], "警") || strings.HasPrefix(s[to:], "挂")) {
		return to + hanBytes
	}
	if n < 5 || n > 6 || digits < n-2 || n == 6 && digits == 6 {
		return 0
	}
	return to
}

// cueBytes is how far before a number the word may stand that says what it is.
const cueBytes = 48

// passport returns where a passport or a permit ends that begins at a place; 0: none.
func passport(s string, i int) int {
	to := i + 1
	if to < len(s) && marks[s[to]] == hasUpper {
		to++
	}
	from := to
	for to < len(s) && marks[s[to]] == hasDigit {
		to++
	}
	n := to - from
	if to < len(s) && (isWord(s[to]) || s[to] == '-') || i > 0 && s[i-1] == '-' || n < 7 || n > 10 {
		return 0
	}
	if cued(s[:i], "护照", "通行证", "回乡证", "证件", "passport", "Passport", "permit") && strings.IndexByte("EGDSPHMCKLTW", s[i]) >= 0 {
		return to
	}
	// Without a word in front only what is no number of a document with its year.
	year := strings.HasPrefix(s[from:], "20") || strings.HasPrefix(s[from:], "19")
	if (s[i] == 'E' || s[i] == 'G') && to-i == 9 && !year {
		return to
	}
	return 0
}

// cued says whether one of some words stands shortly before the end of a text.
func cued(s string, words ...string) bool {
	s = s[max(len(s)-cueBytes, 0):]
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// permits appends permits of Taiwan residents: eight digits behind the permit's name.
func permits(list []Number, s string) []Number {
	for at := 0; ; {
		i := strings.Index(s[at:], "台胞证")
		if i < 0 {
			return list
		}
		at += i + len("台胞证")
		from := at
		for from < len(s) && from < at+cueBytes && marks[s[from]] != hasDigit {
			_, size := utf8.DecodeRuneInString(s[from:])
			from += size
		}
		to := from
		for to < len(s) && marks[s[to]] == hasDigit {
			to++
		}
		if n := to - from; n == 8 || n == 10 {
			list = append(list, Number{Passport, s[from:to], from, to})
		}
	}
}
