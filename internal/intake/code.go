package intake

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/privacy"
)

// normalCode writes a credit code as the standard does: upper case, half width, without
// the spaces, hyphens and apostrophe that spreadsheets and typists add.
func normalCode(s string) string {
	upper := strings.ToUpper(narrow(s))
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u3000', '-', '\t', '\'', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f':
			return -1
		}
		return r
	}, upper)
}

func (creditForm) parse(s string) (credit.Code, []note) {
	c := credit.Code(s)
	if c.Valid() {
		return c, nil
	}
	var notes []note
	if !c.WellFormed() {
		if c = credit.Code(normalCode(s)); !c.WellFormed() {
			return c, misshapen(string(c))
		}
		notes = unusual(string(c), string(c), string(c))
	}
	switch {
	case c.Valid():
		return c, notes
	case padded(string(c)):
		return c, damaged()
	}
	return c, append(notes, unchecked(c))
}

// unchecked is what is to be said about a code of the right shape whose check
// characters are wrong. Codes of the pilot years, whose body starts with M000, are not
// explained away: they never had right ones.
func unchecked(c credit.Code) note {
	n := note{severity: finding.Warning, rule: "credit-code-check",
		message: finding.Text{ZH: "统一社会信用代码的校验码不对", EN: "the check character of the credit code is wrong"},
		hint:    finding.Text{ZH: "对照登记证书核对；代码确实如此时，写进 gongshi.yaml 的 codes_accepted", EN: "compare it with the certificate; if it is right, list it under codes_accepted in gongshi.yaml"}}
	if strings.HasPrefix(string(c[8:]), "M000") {
		n.message.ZH += "；M000 开头的是试点时期的代码，可能合法"
		n.message.EN += "; bodies that start with M000 are of the pilot years and may be legal"
		return n
	}
	if privacy.Masked(string(c)) != string(c) { // a personal number in this column is not to be repeated
		return n
	}
	slips := credit.Slips(c)
	likely := slices.DeleteFunc(slices.Clone(slips), func(s credit.Slip) bool { return !s.Likely })
	switch {
	case len(slips) == 0:
		n.message.ZH += "；错的不止一处，无法判断在哪一位"
		n.message.EN += "; more than one character is wrong, and which ones cannot be told"
	case len(slips) == 1:
		zh, en := place(slips[0], c)
		n.message.ZH, n.message.EN = n.message.ZH+"："+zh, n.message.EN+": "+en
		n.hint = suggested(slips[0], n.hint)
	case len(likely) == 1:
		zh, en := place(likely[0], c)
		n.message.ZH, n.message.EN = n.message.ZH+"：多半是"+zh, n.message.EN+": most likely "+en
		n.hint = suggested(likely[0], n.hint)
	default:
		n.message.ZH += "；无法判断错在哪一位"
		n.message.EN += "; which character is wrong cannot be told"
		if len(likely) > 1 && len(likely) <= maxSlips {
			zh, en := places(likely)
			n.hint.ZH, n.hint.EN = "可能的是"+zh+"；"+n.hint.ZH, "candidates: "+en+"; "+n.hint.EN
		}
	}
	return n
}

// maxSlips is how many possible slips are named; more of them help nobody.
const maxSlips = 4

// place says where a slip stands and what would be right.
func place(s credit.Slip, wrong credit.Code) (zh, en string) {
	if s.Swapped {
		return fmt.Sprintf("第 %d、%d 位颠倒，应为 %s", s.At, s.At+1, s.Right()),
			fmt.Sprintf("characters %d and %d changed places, %s would be right", s.At, s.At+1, s.Right())
	}
	return fmt.Sprintf("第 %d 位的 %c，应为 %s", s.At, wrong[s.At-1], s.Right()),
		fmt.Sprintf("character %d, %c, where %s would be right", s.At, wrong[s.At-1], s.Right())
}

// places lists slips.
func places(list []credit.Slip) (zh, en string) {
	var all, each []string
	for _, s := range list {
		if s.Swapped {
			all = append(all, fmt.Sprintf("第 %d、%d 位颠倒", s.At, s.At+1))
			each = append(each, fmt.Sprintf("characters %d and %d changed places", s.At, s.At+1))
			continue
		}
		all = append(all, fmt.Sprintf("第 %d 位应为 %s", s.At, s.Right()))
		each = append(each, fmt.Sprintf("character %d is %s", s.At, s.Right()))
	}
	return strings.Join(all, "、"), strings.Join(each, ", ")
}

func suggested(s credit.Slip, otherwise finding.Text) finding.Text {
	return finding.Text{
		ZH: fmt.Sprintf("是否应为 %s？%s", s.Code, otherwise.ZH),
		EN: fmt.Sprintf("did you mean %s? %s", s.Code, otherwise.EN),
	}
}

// padded says whether a code looks like a number of which Excel kept 15 digits.
func padded(s string) bool { return len(s) == 18 && plain(s) && strings.HasSuffix(s, "000") }

func damaged() []note {
	return wrong("credit-code-shape",
		finding.Text{ZH: "代码被表格软件当成数字，末几位已经丢失", EN: "a spreadsheet took the code for a number: its last digits are lost"},
		finding.Text{ZH: "把该列设为“文本”格式，再重新录入代码", EN: "format the column as text and type the code again"})
}

// misshapen says what is wrong with a code that is not of the standard's shape.
func misshapen(s string) []note {
	if i := strings.Index(s, "E+"); i > 0 && plain(strings.ReplaceAll(s[:i], ".", "")) || padded(s) {
		return damaged()
	}
	var message finding.Text
	hint := finding.Text{ZH: "应为 18 位数字和大写字母（不含 I、O、S、V、Z）", EN: "wanted 18 digits and capital letters without I, O, S, V, Z"}
	switch n := len([]rune(s)); {
	case n == 18:
		return wrong("credit-code-shape", misfits(s, credit.Misfits(s)), mended(s, hint))
	case n == 9:
		message = finding.Text{ZH: "这是 9 位的组织机构代码", EN: "this is an organisation code of 9 characters"}
	default:
		message = finding.Text{ZH: fmt.Sprintf("共 %d 位，统一社会信用代码应为 18 位", n), EN: fmt.Sprintf("%d characters; a credit code has 18", n)}
	}
	return wrong("credit-code-shape", message, hint)
}

// misfits names the characters that cannot stand where they do in a code.
func misfits(s string, at []int) finding.Text {
	var odd, places []string
	for _, i := range at {
		if c := string([]rune(s)[i-1]); !slices.Contains(odd, c) {
			odd = append(odd, c)
		}
		places = append(places, fmt.Sprint(i))
	}
	return finding.Text{
		ZH: fmt.Sprintf("不是统一社会信用代码：第 %s 位不能是 %s", strings.Join(places, "、"), strings.Join(odd, "、")),
		EN: fmt.Sprintf("not a unified social credit code: character %s cannot be %s", strings.Join(places, ", "), strings.Join(odd, " or ")),
	}
}

// mended is a hint at the code that a text with characters that cannot stand where they
// do was meant to be.
func mended(s string, otherwise finding.Text) finding.Text {
	list := credit.Mended(credit.Code(s))
	if len(list) == 0 && len(s) == 18 {
		for _, slip := range credit.Slips(credit.Code(s)) {
			list = append(list, slip.Code)
		}
	}
	if len(list) == 0 || len(list) > maxSlips {
		return otherwise
	}
	var codes []string
	for _, c := range list {
		codes = append(codes, string(c))
	}
	return finding.Text{
		ZH: fmt.Sprintf("代码里没有字母 I、O、S、V、Z；是否应为 %s？", strings.Join(codes, " 或 ")),
		EN: fmt.Sprintf("a code has no letters I, O, S, V, Z; did you mean %s?", strings.Join(codes, " or ")),
	}
}
