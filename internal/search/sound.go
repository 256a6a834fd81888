package search

import "strings"

// SoundSuffixes returns what may be typed of a name's sound: from every syllable on
// the syllables joined, then from every syllable on their first letters joined. The
// syllables have one space between them.
func SoundSuffixes(sound string) []string {
	syllables := strings.Fields(sound)
	var initials strings.Builder
	for _, s := range syllables {
		initials.WriteByte(s[0])
	}
	list := make([]string, 0, 2*len(syllables))
	for i := range syllables {
		list = append(list, strings.Join(syllables[i:], ""))
	}
	for i := range syllables {
		list = append(list, initials.String()[i:])
	}
	return list
}
