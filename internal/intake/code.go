package intake

import (
	"fmt"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
)

// normalCode writes a credit code as the standard does: upper case, half width, without
// the spaces, hyphens and apostrophe that spreadsheets and typists add.
func normalCode(s string) string {
	upper := strings.ToUpper(narrow(s))
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u3000', '-', '\t', '\'', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
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
	return c, append(notes, note{severity: finding.Warning, rule: "credit-code-check",
		message: finding.Text{ZH: "统一社会信用代码的校验码不对", EN: "the check character of the credit code is wrong"},
		hint:    finding.Text{ZH: "对照登记证书核对；代码确实如此时，写进 gongshi.yaml 的 codes_accepted", EN: "compare it with the certificate; if it is right, list it under codes_accepted in gongshi.yaml"}})
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
	message := finding.Text{ZH: "不是统一社会信用代码", EN: "not a unified social credit code"}
	hint := finding.Text{ZH: "应为 18 位数字和大写字母（不含 I、O、S、V、Z）", EN: "wanted 18 digits and capital letters without I, O, S, V, Z"}
	mended := credit.Code(strings.NewReplacer("O", "0", "I", "1").Replace(s))
	switch n := len([]rune(s)); {
	case string(mended) != s && mended.Valid():
		hint = finding.Text{
			ZH: fmt.Sprintf("代码里没有字母 O 和 I；是否应为 %s？", mended),
			EN: fmt.Sprintf("a code has no letters O and I; did you mean %s?", mended),
		}
	case n == 9:
		message = finding.Text{ZH: "这是 9 位的组织机构代码", EN: "this is an organisation code of 9 characters"}
	case n != 18:
		message = finding.Text{ZH: fmt.Sprintf("共 %d 位，统一社会信用代码应为 18 位", n), EN: fmt.Sprintf("%d characters; a credit code has 18", n)}
	}
	return wrong("credit-code-shape", message, hint)
}
