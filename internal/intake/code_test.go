package intake

import (
	"strings"
	"testing"
)

// TestCode holds what a clerk is told about a wrong code: where it is wrong and what would
// be right, as far as that can be told.
func TestCode(t *testing.T) {
	for _, tt := range []struct {
		name, in       string
		rule, zh, hint string // what message and hint must hold; "" for rule: no finding
	}{
		{"valid", "52440300MJL186084F", "", "", ""},
		{"a place that is certain", "52440300M1L186084F", "credit-code-check", "：第 10 位的 1，应为 J", "是否应为 52440300MJL186084F？"},
		{"a place that is likely", "52440300MJL186080F", "credit-code-check", "：多半是第 17 位的 0，应为 4", "是否应为 52440300MJL186084F？"},
		{"neighbours that changed places", "52440300MJL168084F", "credit-code-check", "：第 13、14 位颠倒，应为 86", "是否应为 52440300MJL186084F？"},
		{"several places", "52440300MJL186384F", "credit-code-check", "无法判断错在哪一位", "可能的是第 11 位应为 R、第 15 位应为 0；"},
		{"no single slip", "52440300MJL189984F", "credit-code-check", "错的不止一处", "对照登记证书"},
		{"pilot years", "91350211M00013FA1N", "credit-code-check", "试点时期", "codes_accepted"},
		{"a personal number", "11010519491231002X", "credit-code-check", "校验码不对", "对照登记证书"},
		{"O for 0", "524403OOMJL186084F", "credit-code-shape", "第 7、8 位不能是 O", "是否应为 52440300MJL186084F？"},
		{"V for U", "52990000MJQ286535V", "credit-code-shape", "第 18 位不能是 V", "是否应为 52990000MJQ286535U？"},
		{"a hidden character", "52440300MJL1*6084F", "credit-code-shape", "第 13 位不能是 *", "是否应为 52440300MJL186084F？"},
		{"a letter in the region", "5244A300MJL186084F", "credit-code-shape", "第 5 位不能是 A", "是否应为 52440300MJL186084F？"},
		{"several letters in the region", "52A4B300MJL186084F", "credit-code-shape", "第 3、5 位不能是 A、B", "应为 18 位数字"},
		{"another script", "5244030０ＭJL18608中F", "credit-code-shape", "第 17 位不能是 中", "应为 18 位数字"},
		{"17 characters", "52440300MJL18608F", "credit-code-shape", "共 17 位", ""},
		{"an organisation code", "MJL186084", "credit-code-shape", "9 位的组织机构代码", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, notes := creditForm{}.parse(tt.in)
			var got note
			if len(notes) > 0 {
				got = notes[len(notes)-1]
			}
			if got.rule != tt.rule || !strings.Contains(got.message.ZH, tt.zh) || !strings.Contains(got.hint.ZH, tt.hint) {
				t.Errorf("%s: %s: %s / %s; want %s: %s / %s", tt.in, got.rule, got.message.ZH, got.hint.ZH, tt.rule, tt.zh, tt.hint)
			}
			if len(notes) > 0 && (got.message.EN == "" || got.hint.EN == "") {
				t.Errorf("%s: message %q and hint %q in English, want both", tt.in, got.message.EN, got.hint.EN)
			}
			if all := got.message.ZH + got.message.EN + got.hint.ZH + got.hint.EN; tt.name == "a personal number" && strings.Contains(all, "19491231") {
				t.Errorf("the personal number is repeated: %s", all)
			}
		})
	}
}
