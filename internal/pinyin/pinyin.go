// Package pinyin reads Chinese names aloud, so that an agency is found by the letters
// of its name: 青岚 is qing lan, 重庆 chong qing.
//
// Readings are those of github.com/mozillazg/go-pinyin, which knows one usual reading
// for a character wherever it stands (重 zhong); a table of words corrects it where a
// word is read otherwise. Syllables have no tones, and ü is v, as it is typed (吕 lv).
// What is left out: other languages' readings of the same characters, and words that
// can be read in two ways (朝阳, 同行), which have the more usual one.
package pinyin

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"

	"gongshi/internal/text"
)

// Syllable is the reading of one Chinese character, or a word of letters and digits.
type Syllable struct {
	Text  string // a to z; of a word: its folded letters and digits
	Start int    // byte offset in the name
	End   int    // byte offset after it
}

// Syllables returns the syllables of a name in their order.
func Syllables(name string) []string {
	var list []string
	for _, s := range Spans(name) {
		list = append(list, s.Text)
	}
	return list
}

// Spans returns the syllables of a name with their places. Traditional characters are
// read as the simplified ones that they fold to. Punctuation, characters without a
// reading and words of other letters than a to z give nothing.
func Spans(name string) []Syllable {
	runes := text.Append(nil, name)
	var list []Syllable
	for i := 0; i < len(runes); {
		n := 1
		switch class := runes[i].Class; class {
		case text.Word:
			n = run(runes[i:], class)
			if w := spell(runes[i : i+n]); ascii(w) {
				list = append(list, Syllable{Text: w, Start: runes[i].From, End: runes[i+n-1].To})
			}
		case text.Han:
			n = run(runes[i:], class)
			list = appendRead(list, runes[i:i+n])
		}
		i += n
	}
	return list
}

// run is how many characters of a class stand at the beginning.
func run(runes []text.Rune, class text.Class) int {
	n := slices.IndexFunc(runes, func(r text.Rune) bool { return r.Class != class })
	if n < 0 {
		return len(runes)
	}
	return n
}

// appendRead reads a run of characters: at every place the longest word of the table,
// else the character alone.
func appendRead(list []Syllable, runes []text.Rune) []Syllable {
	table := tables()
	for i := 0; i < len(runes); {
		n := min(table.longest, len(runes)-i)
		for n > 1 && table.words[spell(runes[i:i+n])] == nil {
			n--
		}
		readings := table.words[spell(runes[i:i+n])]
		for k := range n {
			r := runes[i+k]
			s := readings[r.R]
			if s == "" {
				s = usual(r.R)
			}
			if s != "" {
				list = append(list, Syllable{Text: s, Start: r.From, End: r.To})
			}
		}
		i += n
	}
	return list
}

func spell(runes []text.Rune) string {
	var b strings.Builder
	for _, r := range runes {
		b.WriteRune(r.R)
	}
	return b.String()
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// usual is how a character is read alone; empty where it has no reading.
func usual(r rune) string {
	if s := tables().words[string(r)][r]; s != "" {
		return s
	}
	if all := dictionary(r); len(all) > 0 {
		return all[0]
	}
	return ""
}

// dictionary returns the readings of a character in go-pinyin, the usual one first.
func dictionary(r rune) []string {
	var list []string
	for _, s := range gopinyin.SinglePinyin(r, gopinyin.Args{Style: gopinyin.Normal, Heteronym: true}) {
		if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" && s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// corrected is the table of corrections by word.
type corrected struct {
	words   map[string]map[rune]string // the readings of some characters of a word
	longest int                        // in characters
}

var tables = sync.OnceValue(func() corrected {
	c := corrected{words: map[string]map[rune]string{}}
	for _, row := range corrections {
		for _, word := range strings.Fields(row.words) {
			if c.words[word] == nil {
				c.words[word] = map[rune]string{}
			}
			c.words[word][row.char] = row.reading
			c.longest = max(c.longest, utf8.RuneCountInString(word))
		}
	}
	return c
})
