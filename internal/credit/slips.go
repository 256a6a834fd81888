package credit

import "strings"

// Slip is one slip of the hand that would turn a right code into a wrong one: a
// character that was replaced, or two neighbours that changed places.
type Slip struct {
	At      int  // where the wrong character stands, from 1; of two that changed places, the first
	Swapped bool // whether the characters At and At+1 changed places
	Code    Code // the right code
	Likely  bool // whether the right code looks like a real one and the slip like one that people make
}

// Right is the character, or the two, that the right code has at that place.
func (s Slip) Right() string {
	if s.Swapped {
		return string(s.Code[s.At-1 : s.At+1])
	}
	return string(s.Code[s.At-1 : s.At])
}

// Slips returns every slip that may have made c of a valid code, by position,
// replaced characters first; none where c is valid or has not 18 characters, or where
// one slip does not explain it. Where there is one, the place of the slip is certain,
// as far as there was one slip only.
//
// Both check characters are asked. A wrong character among 9 to 16 breaks both, and
// few slips mend both: one only in a third of the cases, and one likely one in two
// thirds of those in which a digit stands for a digit or a letter for a letter. A wrong character among 1 to 8 breaks
// the last check character only, as a wrong 18th does, so that it is one of several.
func Slips(c Code) []Slip {
	if len(c) != 18 || c.Valid() {
		return nil
	}
	list := append(replaced(c), swapped(c)...)
	for i := range list {
		list[i].Likely = list[i].likely(c)
	}
	return list
}

// legal are the characters that may stand at a position, from 0.
func legal(i int) string {
	switch {
	case i == 0:
		return "123456789ANY"
	case i == 1:
		return "123459"
	case i < 8:
		return "0123456789"
	case i == 16:
		return "0123456789X"
	}
	return alphabet
}

// sums are the two sums that are 0 in a valid code: of all characters modulo 31 and of
// the organisation code modulo 11. A character that no code has counts 0.
type sums struct{ whole, body int }

// add adds a character at a position, n times.
func (s *sums) add(i int, ch byte, n int) {
	weights := [18]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1}
	s.whole += max(strings.IndexByte(alphabet, ch), 0) * weights[i] * n
	if i < 8 || i > 16 {
		return
	}
	weight, v := [9]int{3, 7, 9, 10, 5, 8, 4, 2, 1}[i-8], 0
	switch {
	case i == 16 && ch == 'X':
		v = 10
	case ch >= '0' && ch <= '9':
		v = int(ch - '0')
	case ch >= 'A' && ch <= 'Z':
		v = int(ch-'A') + 10
	}
	s.body += v * weight * n
}

func (s sums) right() bool { return s.whole%31 == 0 && s.body%11 == 0 }

func sumsOf(c Code) sums {
	var s sums
	for i := range len(c) {
		s.add(i, c[i], 1)
	}
	return s
}

// replaced lists the valid codes that differ from c in one character.
func replaced(c Code) []Slip {
	var list []Slip
	base := sumsOf(c)
	for i := range len(c) {
		for _, ch := range []byte(legal(i)) {
			s := base
			s.add(i, c[i], -1)
			s.add(i, ch, 1)
			if !s.right() || ch == c[i] {
				continue
			}
			if right := c[:i] + Code(ch) + c[i+1:]; right.Valid() {
				list = append(list, Slip{At: i + 1, Code: right})
			}
		}
	}
	return list
}

// swapped lists the valid codes that differ from c in the order of two neighbours.
func swapped(c Code) []Slip {
	var list []Slip
	for i := range len(c) - 1 {
		if c[i] == c[i+1] {
			continue
		}
		s := sumsOf(c)
		for _, j := range []int{i, i + 1} {
			s.add(j, c[j], -1)
			s.add(j, c[2*i+1-j], 1)
		}
		if right := c[:i] + c[i+1:i+2] + c[i:i+1] + c[i+2:]; s.right() && right.Valid() {
			list = append(list, Slip{At: i + 1, Swapped: true, Code: right})
		}
	}
	return list
}

// likely weighs a slip: whether the right code has an authority and a kind of body that
// go together and a province that exists, and a letter in the place of a digit only
// where codes have letters or where the two look alike. A region that was strange
// before is not held against it.
func (s Slip) likely(wrong Code) bool {
	if s.Swapped {
		return s.At > 8 || kinds(s.Code) && (s.Code[2:4] == wrong[2:4] || provinces(s.Code))
	}
	before, after := wrong[s.At-1], s.Code[s.At-1]
	switch {
	case s.At <= 2:
		return kinds(s.Code)
	case s.At <= 4:
		return provinces(s.Code)
	case s.At <= 8 || s.At >= 17 || digit(before) == digit(after) || strings.IndexByte(alphabet, before) < 0:
		return true
	}
	return alike(before, after) || s.At <= 11 && s.Code[8] == 'M' // MA, MJ and the like began in 2015
}

// kinds says whether the registering authority knows such bodies (GB 32100-2015,
// table of the first two characters).
func kinds(c Code) bool {
	of := map[byte]string{
		'1': "1239", '2': "19", '3': "123459", '4': "19", '5': "1239", '6': "129",
		'7': "129", '8': "19", '9': "123", 'A': "19", 'N': "1239", 'Y': "1",
	}
	return strings.IndexByte(of[c[0]], c[1]) >= 0
}

// provinces says whether a code's region is that of a province, or of the state's
// own registrar (GB/T 2260).
func provinces(c Code) bool {
	const known = " 10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66 71 81 82 "
	return strings.Contains(known, " "+string(c[2:4])+" ")
}

func digit(ch byte) bool { return ch >= '0' && ch <= '9' }

// alike says whether two characters of a code are taken for each other by eye.
func alike(a, b byte) bool {
	for _, pair := range []string{"0D", "0Q", "0U", "0C", "1L", "1J", "1T", "2Z", "5S", "6G", "7T", "8B", "9P", "4A", "4H", "0O", "1I"} {
		if a == pair[0] && b == pair[1] || a == pair[1] && b == pair[0] {
			return true
		}
	}
	return false
}

// Mended returns the valid codes that come of replacing the letters that no code has
// by what they are taken for: O by 0, I by 1, S by 5, Z by 2, V by U or Y. The result
// is empty where there is no such letter or the checks are still wrong.
func Mended(c Code) []Code {
	if len(c) != 18 || !strings.ContainsAny(string(c), "IOSVZ") {
		return nil
	}
	var list []Code
	for _, v := range []string{"U", "Y"} {
		m := Code(strings.NewReplacer("O", "0", "I", "1", "S", "5", "Z", "2", "V", v).Replace(string(c)))
		if m.Valid() && (len(list) == 0 || list[0] != m) {
			list = append(list, m)
		}
	}
	return list
}

// Misfits returns the positions, from 1, of the characters of a text that cannot stand
// there in a code of 18 characters.
func Misfits(s string) []int {
	var list []int
	for i, r := range []rune(s) {
		if i >= 18 || !strings.ContainsRune(legal(i), r) {
			list = append(list, i+1)
		}
	}
	return list
}
