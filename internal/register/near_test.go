package register

import (
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
)

// TestMeant holds that a reference to nothing is told with the record it was likely to
// mean, and is never mended.
func TestMeant(t *testing.T) {
	const usual = "先在被引用的表中增加该记录"
	for _, tt := range []struct {
		name, in string
		want     string // what the hint holds
	}{
		{"one character", "52440300MJL186094F", "是否应为 52440300MJL186084F（甲）？只差第 16 位，应为 8"},
		{"two that changed places", "52440300MLJ186084F", "是否应为 52440300MJL186084F（甲）？只是第 10、11 位颠倒"},
		{"a letter for a digit", "52440300MJLI86084F", "是否应为 52440300MJL186084F（甲）？"},
		{"the last character", "52440300MJL186084G", "是否应为 52440300MJL186084F（甲）？只差第 18 位，应为 F"},
		{"a character too few", "5244030MJL186084F", "是否应为 52440300MJL186084F（甲）？这里有 17 位，只差一位"},
		{"a character too many", "524403000MJL186084F", "是否应为 52440300MJL186084F（甲）？"},
		{"zeros after the fifteenth", "53310000MJ49541000", "是否应为 53310000MJ495410XG（乙）？前 15 位相同"},
		{"zeros after the sixteenth", "53310000MJ495411000", usual},
		{"two characters", "52440300MJL186995F", usual},
		{"something else", "91440300708461136T", usual},
		{"nothing like a code", "甲", usual},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := town()
			tables.Pay[2].AgencyID = credit.Code(tt.in)
			r, found := Link(tables, &portal.Settings{}, nil, date("2024-06-30"))
			if len(found) != 1 || found[0].Rule != "unknown-reference" || found[0].Severity != finding.Error {
				t.Fatalf("findings %+v, want one unknown reference", found)
			}
			if got := found[0].Hint; !strings.Contains(got.ZH, tt.want) || got.EN == "" {
				t.Errorf("hint %q (%q), want %q", got.ZH, got.EN, tt.want)
			}
			if len(r.Pay) != 2 {
				t.Errorf("%d pay rows are linked, want 2: the third must not be mended", len(r.Pay))
			}
		})
	}
}

func TestMeantBySeveral(t *testing.T) {
	tables := town()
	tables.Agencies = append(tables.Agencies, &Agency{Origin: At("data/agencies.csv", 4), ID: "52440300MJL186085F", Name: "丁"})
	tables.Pay[2].AgencyID = "52440300MJL186083F"
	_, found := Link(tables, &portal.Settings{}, nil, date("2024-06-30"))
	if len(found) != 1 || strings.Contains(found[0].Hint.ZH, "是否应为") {
		t.Errorf("findings %+v, want one without a suggestion: two codes are as near", found)
	}
}

func TestMeantByName(t *testing.T) {
	tables := town()
	tables.Sanctions[0].AgencyID, tables.Sanctions[0].SubjectName = "91440300708461136T", "乙"
	tables.Evaluations[0].ProjectID = "Ｐ1"
	tables.Policies[0].AgencyID = "52440300MJL186080F"
	_, found := Link(tables, &portal.Settings{}, nil, date("2024-06-30"))
	want := []string{"是否应为 p1（旧）？", "是否应为 53310000MJ495410XG（乙）？名称相同", "文件名是否应为 52440300MJL186084F.md（甲）？"}
	if len(found) != len(want) {
		t.Fatalf("findings %+v, want %d", found, len(want))
	}
	for i, f := range found {
		if !strings.Contains(f.Hint.ZH, want[i]) || f.Hint.EN == "" {
			t.Errorf("hint %q (%q), want %q", f.Hint.ZH, f.Hint.EN, want[i])
		}
	}
}

// TestRepeated holds that a duplicate key says whether the rows differ, and in what.
func TestRepeated(t *testing.T) {
	for _, tt := range []struct {
		name    string
		again   []string
		message string
		hint    string
	}{
		{"identical", []string{string(codeA), "2023", "managers", "2", "100"}, "两行完全相同", "不会丢失内容"},
		{"identical but for a space", []string{string(codeA), "2023", "managers", "2", " 100"}, "两行完全相同", "不会丢失内容"},
		{"another figure", []string{string(codeA), "2023", "managers", "3", "100"}, "两行不同的是“人数”", "核对以哪一行为准"},
		{"two other figures", []string{string(codeA), "2023", "managers", "3", "101"}, "两行不同的是“人数”、“年度薪酬福利总额”", "核对以哪一行为准"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := town()
			tables.Pay[0].Origin = At("data/pay.csv", 2, string(codeA), "2023", "managers", "2", "100")
			again := *tables.Pay[0]
			again.Origin = At("data/pay.csv", 5, tt.again...)
			tables.Pay = append(tables.Pay, &again)
			_, found := Link(tables, &portal.Settings{}, nil, date("2024-06-30"))
			if len(found) != 1 || found[0].Line != 5 || !strings.Contains(found[0].Message.ZH, tt.message) || !strings.Contains(found[0].Hint.ZH, tt.hint) {
				t.Errorf("findings %+v, want %s / %s at line 5", found, tt.message, tt.hint)
			}
		})
	}
}
