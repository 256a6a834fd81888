package audit

import (
	"fmt"
	"strings"
	"testing"

	"gongshi/internal/text"
)

func TestSamePay(t *testing.T) {
	agencies := "agency_id,name\n" + idA + ",甲\n" + idB + ",乙\n"
	rows := func(years ...string) string { // each: agency, year, then headcount and total of the three tiers
		b := strings.Builder{}
		b.WriteString("agency_id,year,tier,headcount,total\n")
		for _, y := range years {
			f := strings.Fields(y)
			for i, tier := range []string{"directors", "executives", "managers"} {
				fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", f[0], f[1], tier, f[2+2*i], f[3+2*i])
			}
		}
		return b.String()
	}
	for _, tt := range []struct {
		name, pay string
		want      []string
	}{
		{"of two agencies", rows(idA+" 2023 0 0 2 300000 5 700000", idB+" 2023 0 0 2 300000 5 700000"),
			[]string{"pay.csv:7:5 warning same-row 与 data/pay.csv 第 2 行起的机构 " + idA + " 在 2023 年各层级的人数和总额完全相同（0 / 300,000 / 700,000 元）"}},
		{"of two agencies in different years", rows(idA+" 2022 0 0 2 300000 5 700000", idB+" 2023 0 0 2 300000 5 700000"), nil},
		{"with another headcount", rows(idA+" 2023 0 0 2 300000 5 700000", idB+" 2023 0 0 2 300000 6 700000"), nil},
		{"with a fen more", rows(idA+" 2023 0 0 2 300000 5 700000", idB+" 2023 0 0 2 300000 5 700000.01"), nil},
		{"nil returns", rows(idA+" 2023 0 0 0 0 0 0", idB+" 2023 0 0 0 0 0 0"), nil},
		{"one paid tier", rows(idA+" 2023 0 0 0 0 5 700000", idB+" 2023 0 0 0 0 5 700000"), nil},
		{"of two years, round", rows(idA+" 2022 0 0 2 300000 5 700000", idA+" 2023 0 0 2 300000 5 700000"), nil},
		{"of two years, exact", rows(idA+" 2022 0 0 2 300120 5 700000", idA+" 2023 0 0 2 300120 5 700000"),
			[]string{"pay.csv:7:5 warning same-row 与 data/pay.csv 第 2 行起的 2022 年完全相同：各层级的人数和总额（0 / 300,120 / 700,000 元）都没有变"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, map[string]string{"agencies.csv": agencies, "pay.csv": tt.pay}, "same-row"), tt.want)
		})
	}
}

func TestSameRows(t *testing.T) {
	long := strings.Repeat("服务记录完整规范，", 5)
	project := func(id, cells string) string {
		return id + ",项目,52440300MJL186084F,丙,2023-01-01,2023-12-31," + cells + "\n"
	}
	projects := projectHeader + ",amount,source_url\n" + project("p1", "652000,https://a.example/1") + project("p2", "652001,")
	evaluations := func(rows ...string) map[string]string {
		return map[string]string{"projects.csv": projects, "evaluations.csv": "project_id,kind,period,grade,score,decided_on,comment,source_url\n" + strings.Join(rows, "\n") + "\n"}
	}
	sanction := func(rows ...string) map[string]string {
		return map[string]string{"sanctions.csv": sanctions + ",facts,source_url\n" + strings.Join(rows, "\n") + "\n"}
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"projects that differ in number and source", map[string]string{"projects.csv": projects + project("p3", "652000,https://a.example/3")},
			[]string{"projects.csv:4:1 warning same-row 与 data/projects.csv 第 2 行的项目（p1）只差编号"}},
		{"projects of another amount", map[string]string{"projects.csv": projects}, nil},
		{"projects without an amount", map[string]string{"projects.csv": projects + project("p3", ",") + project("p4", ",")}, nil},
		{"evaluations that differ in the period", evaluations("p1,contract,上半年,优,92,2023-07-01,"+long+",", "p1,contract,下半年,优,92,2023-07-01,"+long+","),
			[]string{"evaluations.csv:3:3 warning same-row 与 data/evaluations.csv 第 2 行的评价只差周期（“上半年”）"}},
		{"evaluations of two days", evaluations("p1,contract,上半年,优,92,2023-07-01,"+long+",", "p1,contract,下半年,优,92,2023-07-02,"+long+","), nil},
		{"one comment at two projects", evaluations("p1,contract,上半年,优,92,2023-07-01,"+long+",", "p2,contract,下半年,优,92,2023-07-01,"+long+","),
			[]string{"evaluations.csv:3:7 warning same-row 与 data/evaluations.csv 第 2 行的评价（项目 p1）意见、等级、得分和日期都相同"}},
		{"one comment of another score", evaluations("p1,contract,上半年,优,92,2023-07-01,"+long+",", "p2,contract,上半年,优,93,2023-07-01,"+long+","), nil},
		{"a short comment at two projects", evaluations("p1,contract,上半年,优,92,2023-07-01,同意,", "p2,contract,上半年,优,92,2023-07-01,同意,"), nil},
		{"decisions that differ in the number", sanction(sanction1+",未公开,", strings.Replace(sanction1, "1号", "2号", 1)+",未公开,"),
			[]string{"sanctions.csv:3:1 warning same-row 与 data/sanctions.csv 第 2 行的决定（1号）只差文书号"}},
		{"decisions of other facts", sanction(sanction1+",未公开,", strings.Replace(sanction1, "1号", "2号", 1)+",虚报,"), nil},
		{"decisions without facts", sanction(sanction1+",,", strings.Replace(sanction1, "1号", "2号", 1)+",,"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, tt.files, "same-row"), tt.want)
		})
	}
}

// TestKeyOf holds that the short way to the key of a plain number leads where the long
// one does.
func TestKeyOf(t *testing.T) {
	for _, id := range []string{"", "NZ-SG-2021-0002", "nz_sg", "P000001", "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "罚〔2023〕2号", "A l"} {
		if got, want := keyOf(id), strings.Join(strings.Fields(text.Alike(id)), ""); got != want {
			t.Errorf("key of %q: %q, want %q", id, got, want)
		}
	}
}
