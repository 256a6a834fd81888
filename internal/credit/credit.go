// Package credit checks unified social credit codes (统一社会信用代码), the 18
// characters that identify every organisation registered in China.
//
// Standard: GB 32100-2015; characters 9 to 17 are an organisation code of GB
// 11714-1997 with a check character of its own. A code of the right shape whose
// check characters fail can still be legal: codes of the pilot years (bodies that
// start with M000) do. So shape and check are told apart.
package credit

import "strings"

// Code is a unified social credit code as text, upper case.
type Code string

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// WellFormed says whether the code has the standard's shape; the check characters
// may still be wrong.
func (c Code) WellFormed() bool {
	if len(c) != 18 {
		return false
	}
	for i := range len(c) {
		if strings.IndexByte(may(i), c[i]) < 0 {
			return false
		}
	}
	return true
}

// may is which characters may stand at a place of a code, from 0.
func may(at int) string {
	switch {
	case at == 0: // the registering authority
		return "123456789ANY"
	case at == 1: // the kind of body
		return "123459"
	case at < 8: // the region
		return "0123456789"
	case at == 16: // the check character of the body
		return "0123456789X"
	}
	return alphabet
}

// Valid says whether the code has the standard's shape and both check characters
// are right.
func (c Code) Valid() bool {
	return c.WellFormed() && c[16] == OrganisationCheck(string(c[8:16])) && c[17] == Check(string(c[:17]))
}

// Check is the 18th character for the first 17. The result is 0 where the text is
// not 17 characters of the standard's alphabet.
func Check(first17 string) byte {
	if len(first17) != 17 {
		return 0
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(alphabet, first17[i])
		if v < 0 {
			return 0
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31]
}

// OrganisationCheck is the 17th character for characters 9 to 16: the check
// character of GB 11714. The result is 0 where the text has another length or alphabet.
func OrganisationCheck(body string) byte {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	if len(body) != len(weights) {
		return 0
	}
	sum := 0
	for i, w := range weights {
		switch ch := body[i]; {
		case ch >= '0' && ch <= '9':
			sum += int(ch-'0') * w
		case ch >= 'A' && ch <= 'Z':
			sum += int(ch-'A'+10) * w
		default:
			return 0
		}
	}
	return "0X987654321"[sum%11]
}
