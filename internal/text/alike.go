package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// drawn lists the characters that look like the first of each line as they are
// printed, other than those that fold to it: letters of Cyrillic and Greek, digits and
// letters that typists take for each other, and everything that looks like a dash.
// Source: the confusables of Unicode UTS #39 that occur on Chinese keyboards.
var drawn = [...]string{
	"aАаΑ", "bВЬΒ", "cСсϹ", "dԁ", "eЕеΕ", "hНнΗ", "jЈј", "kКкΚκ", "mМмΜ", "nΝ",
	"pРрΡρ", "sЅѕ", "tТтΤτ", "xХхΧχ", "yУуΥ", "zΖ", "vν", "wѡ",
	"0Oo〇○◯ОоΟο", "1Il|丨ІіΙι∣",
	"-‐‑‒–—―−－ー一─﹣",
}

// shapes lists simplified characters that are taken for each other by eye; each stands
// for the first of its line.
var shapes = [...]string{
	"未末", "己已巳", "土士", "日曰", "人入", "千干于", "大太犬", "王玉主", "戊戌戍戎", "天夭",
	"候侯", "徽微", "祟崇", "晴睛", "茶荼", "治冶", "今令", "兔免", "鸟乌", "折拆",
	"幸辛", "瓜爪", "师帅", "亨享", "拔拨", "幻幼", "仑仓", "暖暧", "汆氽", "沐沭",
	"毫亳", "竟竞", "历厉", "戈弋", "博傅搏", "赢嬴羸", "蓝篮", "辩辨辫", "梁粱", "班斑",
	"燥躁", "哀衷衰", "贷货", "柿枾", "密蜜", "壁璧", "洒酒", "析柝", "钓钩", "凤风",
	"庆厌", "韦苇", "拢扰", "壸壶", "刺剌", "券卷", "扬杨", "陪赔", "裸棵", "睢雎",
	"晒哂", "沁泌", "侍待", "妹姝", "管菅", "洽恰", "锡钖", "锺钟",
	"工エ", "二ニ", "口ロ囗", "力カ", "夕タ", "卜ト", "八ハ",
}

// radicals lists characters of the Unicode block of CJK radicals, which text copied
// from PDF files holds, each after the character that it looks like. Those that fold
// to it (NFKC) are not here.
const radicals = "民⺠西⻄见⻅角⻆贝⻉车⻋长⻓门⻔青⻘韦⻙页⻚风⻛飞⻜食⻝马⻢骨⻣鬼⻤鱼⻥鸟⻦麦⻨黄⻩齐⻬齿⻮龙⻰月⺝王⺩户⼾"

// likes says of every character what it looks like; 0: like itself. All that look like
// others are in the basic plane. A list takes a tenth of the time of a map, and every
// character of every name is looked up.
type likes [basicPlane]uint16

// of is what a character looks like; itself where it looks like nothing else.
func (l *likes) of(r rune) rune {
	if r >= 0 && r < basicPlane && l[r] != 0 {
		return rune(l[r])
	}
	return r
}

// looks is what characters look like before and after folding.
var looks = sync.OnceValues(func() (before, after *likes) {
	before, after = &likes{}, &likes{}
	enter := func(into *likes, line string) {
		list := []rune(line)
		for _, r := range list[1:] {
			into[r] = uint16(list[0])
		}
	}
	for _, line := range drawn {
		enter(before, line)
	}
	for list := []rune(radicals); len(list) > 1; list = list[2:] {
		before[list[1]] = uint16(list[0])
	}
	for _, line := range shapes {
		enter(after, line)
	}
	return before, after
})

// Alike folds a text like Fold and makes characters equal that look alike: 未 and 末,
// O and 0, the letters A of Latin, Cyrillic and Greek, every dash. Two texts that it
// makes equal may still be two; it is for asking, never for joining.
func Alike(s string) string { return Shaped(Fold(Drawn(s))) }

// Drawn writes the characters that are printed like others as those: letters of
// Cyrillic and Greek as Latin ones, O as 0, I as 1, dashes as one, radicals as the
// characters. It comes before folding, since в does not look like B.
func Drawn(s string) string {
	before, _ := looks()
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e { // full width
			r -= 0xfee0
		}
		return before.of(r)
	}, s)
}

// Shaped writes the Chinese characters of a folded text that look alike as one of them.
func Shaped(s string) string {
	_, after := looks()
	return strings.Map(after.of, s)
}

// Disguise is a character that is not what it looks like.
type Disguise struct {
	R    rune // what stands there
	At   int  // where, in characters from 1
	Like rune // what it looks like
}

// Disguised returns the first character of a name or an identifier that is taken for
// one of another script: a Cyrillic or Greek letter among Latin ones or in a word of
// nothing but such letters, a radical or a lone kana for a Chinese character.
func Disguised(s string) (Disguise, bool) {
	if plain(s) {
		return Disguise{}, false
	}
	list := []rune(s)
	for i := 0; i < len(list); {
		end := i + 1
		for isLetter(list[i]) && end < len(list) && isLetter(list[end]) {
			end++
		}
		if at, ok := disguised(list, i, end); ok {
			return Disguise{R: list[at], At: at + 1, Like: like(list[at])}, true
		}
		i = end
	}
	return Disguise{}, false
}

// plain says whether a text has nothing but ASCII, Chinese characters and marks. Most
// Chinese characters begin with E5 to E9 in UTF-8: they need not be decoded, which took
// most of the time.
func plain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= 0xe5 && c <= 0xe9 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r < 0x4e00 || r > 0x9fff) && !mark(r) {
			return false
		}
		i += size
	}
	return true
}

// mark says whether a character is one of the marks that names are full of: brackets,
// quotes, dashes, the dot between names. None of them is a letter.
func mark(r rune) bool {
	return r == 0xb7 || r >= 0x2010 && r <= 0x205e || r >= 0x3000 && r <= 0x3020 ||
		r >= 0xff01 && r <= 0xff20 || r >= 0xff3b && r <= 0xff40 || r >= 0xff5b && r <= 0xff65
}

// disguised returns the first character of list[from:to], a word of letters or one other
// character, that is not what it looks like.
func disguised(list []rune, from, to int) (int, bool) {
	r := list[from]
	if !isLetter(r) {
		lone := unicode.In(r, unicode.Katakana) && isHanAt(list, from-1) && isHanAt(list, from+1)
		return from, unicode.Is(unicode.Radical, r) && like(r) != r || lone && like(r) != r
	}
	at, latin, foreign := -1, false, false
	for i := from; i < to; i++ {
		switch {
		case unicode.Is(unicode.Latin, list[i]):
			latin = true
		case like(list[i]) == list[i]:
			foreign = true // a letter that only its own script has
		case at < 0:
			at = i
		}
	}
	return at, at >= 0 && (latin || !foreign)
}

// like is what a character looks like, in capitals where it is one; itself where it
// looks like nothing else.
func like(r rune) rune {
	before, after := looks()
	c := before.of(r)
	if c == r {
		c = after.of(r)
	}
	ok := c != r
	if folded := []rune(Fold(string(r))); !ok && unicode.Is(unicode.Radical, r) && len(folded) == 1 {
		c, ok = folded[0], true
	}
	switch {
	case !ok:
		return r
	case isLetter(r) && c == '0':
		c = 'o'
	case isLetter(r) && c == '1':
		c = 'i'
	}
	if unicode.IsUpper(r) {
		c = unicode.ToUpper(c)
	}
	return c
}

func isLetter(r rune) bool { return unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek) }

func isHanAt(list []rune, i int) bool { return i >= 0 && i < len(list) && IsHan(list[i]) }
