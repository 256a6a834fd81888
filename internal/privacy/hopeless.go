package privacy

import "unicode/utf8"

// fewGroups is how many groups of digits hopeless looks at.
const fewGroups = 12

// hopeless says quickly, without an allocation, that a run holds no number. Tables of open
// data are full of credit codes, numbers of documents and dates that stand side by side.
func hopeless[T text](s T, r run) bool {
	var groups [fewGroups]run
	n := 0
	for i := r.from; i < r.to; i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf || ascii[c] == other: // other digits, tags
			return false
		case ascii[c] != digit:
		case i == r.from || ascii[s[i-1]] != digit:
			if n == fewGroups {
				return false
			}
			groups[n] = run{i, i + 1}
			n++
		default:
			groups[n-1].to++
		}
	}
	for i := range n {
		for j, digits := i, 0; j < n; j++ {
			if digits += groups[j].to - groups[j].from; digits > maxDigits {
				break
			}
			if digits >= minDigits && (j == i && !hopelessGroup(s, groups[i]) || j > i && mayBegin(s, groups[i])) {
				return false
			}
		}
	}
	return true
}

// hopelessGroup says that digits in one piece are no number.
func hopelessGroup[T text](s T, r run) bool {
	first := s[r.from]
	switch n := r.to - r.from; n {
	case 11:
		return first != '1' || s[r.from+1] < '3'
	case 13:
		return first != '8'
	case 16, 19:
		return !luhn(s, r)
	case 17, 18: // of an identity number, with its X behind, or a card
		century := s[r.from+6]
		return century != '1' && century != '2' && !luhn(s, r)
	case 15:
		return false
	}
	return true
}

// mayBegin says whether a number may begin with a group: no number does with a year of
// this century, nor with 7, and with 0 only 0086 does.
func mayBegin[T text](s T, r run) bool {
	switch s[r.from] {
	case '0':
		return r.to-r.from == 1 || s[r.from+1] == '0'
	case '2':
		return r.to-r.from == 1 || s[r.from+1] != '0'
	case '7':
		return r.to-r.from == 1 || s[r.from+1] == '1' // Taiwan
	}
	return true
}
