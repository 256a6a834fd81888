package audit

import (
	"slices"
	"strings"

	"gongshi/internal/register"
	"gongshi/internal/text"
)

// A name is compared in four steps, each of which makes more names equal:
//
//  1. as written;
//  2. folded: width, case, traditional characters, brackets, spaces and points left out;
//  3. without its places: （深圳市）, 深圳市, 深圳 and 栖禾区, at its head or in brackets;
//  4. by what its characters look like: 未 and 末, A of Latin and of Cyrillic.
//
// Names of two different places stay different: 栖禾区阳光中心 is not 望舒区阳光中心.
// What is equal from the second step on is offered, never joined.

// form is a name as it is compared.
type form struct {
	folded         string // step 2
	core           string // step 3, and of step 4 what comes before folding
	alike          string // step 4, of the core
	drawn          bool   // whether it has letters or the like that look like others
	city, district string // the places that were left out
}

// places knows what counts as a place in the names of a portal.
type places struct {
	cities    map[string]bool   // as names begin with them, without 市
	districts map[string]string // full names by themselves and by their names without 区 and the like
}

// knownPlaces is what placesOf gathers, once.
func (a *auditor) knownPlaces() *places {
	if a.places == nil {
		p := placesOf(a.reg)
		a.places = &p
	}
	return a.places
}

// placesOf gathers the portal's own districts, and every city with which the name of an
// agency, registrar or supervisory body begins.
func placesOf(r *register.Register) places {
	p := places{cities: map[string]bool{}, districts: map[string]string{}}
	for _, d := range r.Settings.Districts {
		p.district(text.Fold(d.Name))
	}
	for _, a := range r.Agencies {
		if a.District != nil && a.District.Known || strings.HasSuffix(a.DistrictName, "区") || strings.HasSuffix(a.DistrictName, "县") {
			p.district(text.Fold(a.DistrictName))
		}
		for _, name := range []string{a.Name, a.Registrar, a.Supervisor} {
			if city, _ := cutCity(bare(name)); city != "" {
				p.cities[city] = true
			}
		}
	}
	return p
}

// district enters a district's name. A short one that two districts share means neither.
func (p *places) district(full string) {
	p.districts[full] = full
	short := full
	for _, kind := range []string{"新区", "区", "县"} {
		if rest, ok := strings.CutSuffix(full, kind); ok && len([]rune(rest)) > 1 {
			short = rest
			break
		}
	}
	if known, ok := p.districts[short]; ok && known != full {
		full = ""
	}
	p.districts[short] = full
}

// bare folds a name and leaves out all that is neither letter, digit nor character.
func bare(s string) string { return text.Bare(s) }

// cutCity parts a city from the head of a name, 市 left out: two to four characters
// before 市, unless they are a word such as 城市. It allocates nothing: every name of a
// portal is asked several times.
func cutCity(s string) (city, rest string) {
	n, before := 0, rune(0)
	for at, r := range s {
		if n > longestCity {
			break
		}
		end := at + len("市")
		if n >= 2 && r == '市' && end < len(s) {
			if strings.ContainsRune("城都超门菜夜股楼集街书花", before) {
				break
			}
			return s[:at], s[end:]
		}
		n, before = n+1, r
	}
	return "", s
}

// longestCity is the longest name of a city, in characters.
const longestCity = 5

// form takes a name apart.
func (p *places) form(name string) form {
	f := form{folded: bare(name)}
	rest := strings.Builder{}
	folded := text.Fold(text.Drawn(name))
	f.drawn = f.folded != bare(folded)
	for folded != "" {
		before, after, open := strings.Cut(folded, "[")
		rest.WriteString(before)
		inner, behind, closed := strings.Cut(after, "]")
		if !open || !closed {
			rest.WriteString(after)
			break
		}
		if !p.bracketed(bare(inner), &f) {
			rest.WriteString(inner)
		}
		folded = behind
	}
	f.core = p.head(bare(rest.String()), &f)
	if f.core == "" { // a name that is nothing but a place
		f.core, f.city, f.district = bare(text.Drawn(name)), "", ""
	}
	f.alike = text.Shaped(f.core)
	return f
}

// bracketed says whether what stands in brackets is a place, and notes which.
func (p *places) bracketed(s string, f *form) bool {
	if d := p.districts[s]; d != "" {
		f.district = d
		return true
	}
	if city := strings.TrimSuffix(s, "市"); p.cities[city] || city != s && len([]rune(s)) <= 5 {
		f.city = city
		return true
	}
	city, rest := cutCity(s)
	if d := p.districts[rest]; city != "" && d != "" {
		f.city, f.district = city, d
		return true
	}
	return false
}

// head leaves out the places with which a name begins.
func (p *places) head(s string, f *form) string {
	if city, rest := cutCity(s); city != "" && len([]rune(rest)) > 1 {
		f.city, s = city, rest
	} else if runes := []rune(s); len(runes) > 4 {
		for n := 4; n > 1; n-- {
			if p.cities[string(runes[:n])] {
				f.city, s = string(runes[:n]), string(runes[n:])
				break
			}
		}
	}
	runes := []rune(s)
	for n := min(len(runes)-2, maxDistrict); n > 2; n-- {
		if d := string(runes[:n]); p.districts[d] == d {
			f.district = d
			return string(runes[n:])
		}
	}
	return s
}

// maxDistrict is the longest district that is looked for at the head of a name, in characters.
const maxDistrict = 8

// oneParty says whether two names may be of one party: their cores look alike and their
// places are none that exclude each other. A name without a district counts as of the
// district that the row gives, where it gives one.
func oneParty(a, b form, inA, inB string) bool {
	if a.alike != b.alike || a.city != "" && b.city != "" && a.city != b.city {
		return false
	}
	switch {
	case a.district == b.district:
		return true
	case a.district == "":
		return inA == "" || inA == b.district
	case b.district == "":
		return inB == "" || inB == a.district
	}
	return false
}

// difference says by what two names differ that are not written alike.
func difference(a, b form) (zh, en string) {
	switch {
	case a.folded == b.folded:
		return "只差全半角、括号、空格、间隔号、大小写或繁简", "they differ in width, brackets, spaces, points, case or traditional characters only"
	case a.core == b.core && (a.drawn || b.drawn):
		return "只差形近的字母或符号", "they differ in letters or signs that look alike only"
	case a.core == b.core:
		place := strings.Join(slices.DeleteFunc(missing(a, b), func(s string) bool { return s == "" }), "、")
		if place == "" {
			return "只差地名的写法", "they differ in how the place is written only"
		}
		return "只差地名" + place, "they differ in the place " + place + " only"
	}
	one, other, at := firstDifference([]rune(a.core), []rune(b.core))
	if at < 0 {
		return "只差形近的字符", "they differ in characters that look alike only"
	}
	return "只差形近的字：“" + one + "”与“" + other + "”", "they differ in characters that look alike only: " + one + " and " + other
}

// missing lists the places that one of two names has and the other has not.
func missing(a, b form) []string {
	var list []string
	if a.city != b.city {
		list = append(list, a.city+b.city)
	}
	if a.district != b.district {
		list = append(list, a.district+b.district)
	}
	return list
}

func firstDifference(a, b []rune) (one, other string, at int) {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return string(a[i]), string(b[i]), i
		}
	}
	return "", "", -1
}
