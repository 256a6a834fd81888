package privacy

import (
	"strings"
	"unicode/utf8"
)

// The distances at which words of an address belong together, in characters.
const (
	homeLength = 40 // from the word that says that somebody lives there to the number
	estate     = 14 // from the name of an estate to the building in it
	office     = 30 // within which a word says that an office is there
)

// homes appends the addresses at which somebody lives: what follows a word that says so,
// and flats in an estate. Where an office stands is public, and so is the name of a street.
func homes(list []Number, s string) []Number {
	before := len(list)
	for _, word := range [...]string{"住", "户籍", "家庭地址", "家庭住址"} {
		for at := 0; ; {
			i := strings.Index(s[at:], word)
			if i < 0 {
				break
			}
			i += at
			at = i + len(word)
			from := cue(s, i, word)
			if from < 0 {
				continue
			}
			if to := addressEnd(s, at); to > 0 {
				list, at = append(list, Number{HomeAddress, s[from:to], from, to}), to
			}
		}
	}
	if len(list) == before {
		list = flats(list, s)
	}
	return list
}

// cue returns where the word begins that says that somebody lives in what follows; -1: no
// such word is meant.
func cue(s string, i int, word string) int {
	if word != "住" {
		return i
	}
	head, tail := s[:i], s[i+len(word):]
	for _, w := range [...]string{"家", "现", "租", "暂", "居", "常", "户", "原", "同"} {
		if strings.HasSuffix(head, w) {
			if w == "居" || w == "常" || w == "同" {
				break // 居住的人, 常住人口: only with a word behind
			}
			return i - len(w)
		}
	}
	for _, w := range [...]string{"址", "在", "于", "：", ":"} {
		if strings.HasPrefix(tail, w) {
			return i
		}
	}
	return -1
}

// addressEnd returns where an address ends that begins at a place: behind the last of its
// numbers of houses, buildings and rooms. 0: there is none.
func addressEnd(s string, at int) int {
	end, n := 0, 0
	for i := at; i < len(s) && n < homeLength; n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '。', '；', ';', '\n', '，', '、', '《', '〔', '“':
			return end
		case '号', '室', '房', '栋', '幢', '户', '组', '弄', '座':
			if counted(s[:i]) && !ordinal(s, i) {
				end = i + size
			}
		case '单':
			if strings.HasPrefix(s[i:], "单元") && counted(s[:i]) {
				end = i + len("单元")
			}
		}
		i += size
	}
	return end
}

// counted says whether a text ends with a number or the letter of a building.
func counted(s string) bool {
	r := lastRune(s)
	if _, ok := digitOf(r); ok || r >= '0' && r <= '9' {
		return true
	}
	return r >= 'A' && r <= 'Z' || strings.ContainsRune("一二三四五六七八九十〇零百", r)
}

// ordinal says whether 号 or 户 counts days, documents or households and no house: 5号线,
// 35户家庭, 第12号.
func ordinal(s string, i int) bool {
	head := strings.TrimRight(s[:i], "0123456789一二三四五六七八九十百〇零")
	if strings.HasSuffix(head, "第") || strings.HasSuffix(head, "月") || strings.HasSuffix(head, "〕") {
		return true
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return r == '号' && strings.HasPrefix(s[i+size:], "线") || r == '户' && head != "" && !strings.HasSuffix(head, "室") && !strings.HasSuffix(head, "单元") && !strings.HasSuffix(head, "栋")
}

// flats appends rooms of buildings in estates: 阳光花园3栋2单元1203室.
func flats(list []Number, s string) []Number {
	for at := 0; ; {
		i, word := building(s, at)
		if i < 0 {
			return list
		}
		at = i + len(word)
		if !counted(s[:i]) {
			continue
		}
		to := room(s, at)
		if to == 0 || officeNear(s, i, to) {
			continue
		}
		head := s[:i]
		from := i - len(tail(head, estate))
		name := estateIn(s[from:i])
		if name < 0 && word != "单元" && !strings.Contains(s[at:to], "单元") {
			continue
		}
		from += max(name, 0)
		list, at = append(list, Number{HomeAddress, s[from:to], from, to}), to
	}
}

// building returns where the next word for a building or a part of it stands; -1: nowhere.
func building(s string, at int) (int, string) {
	best, found := -1, ""
	for _, w := range [...]string{"栋", "幢", "单元", "号楼"} {
		if i := strings.Index(s[at:], w); i >= 0 && (best < 0 || i < best) {
			best, found = i, w
		}
	}
	if best < 0 {
		return -1, ""
	}
	return at + best, found
}

// room returns where the room ends that follows a building shortly; 0: none.
func room(s string, at int) int {
	n := 0
	for i := at; i < len(s) && n < 10; n++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case (r == '室' || r == '房' || r == '户') && counted(s[:i]):
			return i + size
		case strings.ContainsRune("，。；、\n", r):
			return 0
		}
		i += size
	}
	return 0
}

// estateIn returns where the word for an estate ends that a text has; -1: none.
func estateIn(s string) int {
	for _, w := range [...]string{"小区", "花园", "新村", "家园", "公寓", "苑", "宿舍", "花苑", "雅居", "豪庭", "名邸", "公馆", "家属院", "安置房"} {
		if i := strings.LastIndex(s, w); i >= 0 {
			return i
		}
	}
	return -1
}

// officeNear says whether a word near an address says that an office is there.
func officeNear(s string, from, to int) bool {
	near := tail(s[:from], office) + leading(s[from:], office)
	for _, w := range [...]string{"办公", "注册地", "登记地", "经营", "服务中心", "服务站", "服务点", "工作站", "党群", "居委", "机构地址", "单位地址", "公司", "活动室", "驿站"} {
		if strings.Contains(near, w) {
			return true
		}
	}
	return false
}

// tail is the last n characters of a text.
func tail(s string, n int) string {
	i := len(s)
	for ; i > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}
