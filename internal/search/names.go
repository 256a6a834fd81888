package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/internal/pinyin"
	"gongshi/internal/register"
	"gongshi/internal/text"
)

// The name of a city as it stands before the name of an agency, in characters: with
// less before it, 市 belongs to a word (城市).
const (
	shortestCity = 3
	longestCity  = 8
)

// sounds returns a name in pinyin, a space between syllables. Where ü stands in it,
// which is v, a second one has u, because both are typed.
func sounds(name string) []string {
	syllables := pinyin.Syllables(name)
	if len(syllables) == 0 {
		return nil
	}
	list := []string{strings.Join(syllables, " ")}
	for i, s := range syllables {
		switch s {
		case "lv", "nv", "lve", "nve":
			syllables[i] = strings.Replace(s, "v", "u", 1)
		}
	}
	if other := strings.Join(syllables, " "); other != list[0] {
		list = append(list, other)
	}
	return list
}

// names are the names of an agency: the present one, the short one, former ones.
func names(a *register.Agency) []string {
	list := []string{a.Name}
	for _, name := range append([]string{a.ShortName}, a.FormerNames...) {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// keys are what may be typed to be suggested an agency, folded and without white
// space, ascending: its names, the present one without city and district, and of the
// present and the short one the pinyin and its first letters.
func keys(a *register.Agency) []string {
	var list []string
	add := func(key string) {
		if key != "" {
			list = append(list, key)
		}
	}
	for _, name := range names(a) {
		add(squeeze(name))
	}
	district := ""
	if a.District != nil {
		district = a.District.Name
	}
	own := ownName(a.Name, district)
	add(own)
	for _, name := range []string{a.Name, own, a.ShortName} {
		for _, sound := range sounds(name) {
			var initials strings.Builder
			for _, s := range strings.Fields(sound) {
				initials.WriteByte(s[0])
			}
			add(strings.ReplaceAll(sound, " ", ""))
			add(initials.String())
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// ownName is a folded name without the city, the district and anything in brackets
// that it begins with; the whole name where nothing would be left.
func ownName(name, district string) string {
	whole := squeeze(name)
	rest := whole
	if city, after, ok := strings.Cut(rest, "市"); ok {
		if n := utf8.RuneCountInString(city) + 1; n >= shortestCity && n <= longestCity {
			rest = after
		}
	}
	rest = strings.TrimPrefix(rest, squeeze(district))
	if strings.HasPrefix(rest, "[") {
		if _, after, ok := strings.Cut(rest, "]"); ok {
			rest = after
		}
	}
	if rest == "" {
		return whole
	}
	return rest
}

// squeeze folds a name and takes white space out of it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text.Fold(s))
}
