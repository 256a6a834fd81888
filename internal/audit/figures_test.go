package audit

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// tierRows are the totals of one tier by year, from 2020 on, each with its headcount; a
// headcount or a total of "" is a year without a row.
func tierRows(cells ...string) map[string]string {
	b := strings.Builder{}
	b.WriteString("agency_id,year,tier,headcount,total\n")
	for i, c := range cells {
		if c != "" {
			fmt.Fprintf(&b, "%s,%d,managers,%s\n", idA, 2020+i, c)
		}
	}
	return map[string]string{"pay.csv": b.String()}
}

func TestUnitSlip(t *testing.T) {
	for _, tt := range []struct {
		name string
		rows map[string]string
		want []string
	}{
		{"a zero too many in the last year", tierRows("2,200000", "2,210000", "2,2100000"),
			[]string{"pay.csv:4:5 warning unit-slip 2022 年的 2,100,000 元是 2021 年 210,000 元（data/pay.csv 第 3 行）的约 10 倍，人数分别为 2 和 2"}},
		{"a zero too many in between", tierRows("2,200000", "2,2100000", "2,210000"), []string{"pay.csv:3:5 warning unit-slip 2021 年的 2,100,000 元是 2020 年 200,000 元（data/pay.csv 第 2 行）的约 11 倍"}},
		{"a zero too few in between", tierRows("2,2000000", "2,210000", "2,2200000"), []string{"pay.csv:3:5 warning unit-slip 2021 年的 210,000 元是 2020 年 2,000,000 元（data/pay.csv 第 2 行）的约 10 分之一"}},
		{"in the first year, with two that agree after it", tierRows("2,2000000", "2,210000", "2,220000"), []string{"pay.csv:2:5 warning unit-slip 2020 年的 2,000,000 元是 2021 年 210,000 元（data/pay.csv 第 3 行）的约 10 倍"}},
		{"万元 in the last year", tierRows("2,200000", "2,21"), []string{"pay.csv:3:5 warning unit-slip 2021 年的 21 元是 2020 年 200,000 元（data/pay.csv 第 2 行）的约 9524 分之一"}},
		{"万元 in the first year", tierRows("2,20", "2,210000"), []string{"pay.csv:2:5 warning unit-slip 2020 年的 20 元是 2021 年"}},
		{"a year between is missing", tierRows("2,200000", "", "2,2000000"), []string{"pay.csv:3:5 warning unit-slip"}},
		{"two slips", tierRows("2,200000", "2,2000000", "2,200000", "2,20"), []string{"pay.csv:3:5 warning unit-slip", "pay.csv:5:5 warning unit-slip"}},
		{"exactly eight times", tierRows("2,200000", "2,1600000"), nil},
		{"a fen more than eight times", tierRows("2,200000", "2,1600000.01"), []string{"pay.csv:3:5 warning unit-slip"}},
		{"exactly an eighth", tierRows("2,1600000", "2,200000"), nil},
		{"more people", tierRows("1,100000", "10,1000000"), nil},
		{"more people, four times as much a head", tierRows("1,100000", "3,1200000"), nil},
		{"more people, a fen more than that", tierRows("1,100000", "3,1200000.01"), []string{"pay.csv:3:5 warning unit-slip"}},
		{"nobody was paid", tierRows("0,0", "2,2000000", "0,0"), nil},
		{"two years are missing", tierRows("2,200000", "", "", "2,2000000"), nil},
		{"the largest amounts", tierRows("2,200000", "2,20000000000000000"), []string{"pay.csv:3:5 warning unit-slip"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, tt.rows, "unit-slip"), tt.want)
		})
	}
}

// TestOneFindingForOneSlip holds that a total that jumps is not told a second time for
// what it is a head.
func TestOneFindingForOneSlip(t *testing.T) {
	holds(t, told(t, nil, tierRows("2,200000", "2,20"), "unit-slip", "pay-per-person"), []string{"pay.csv:3:5 warning unit-slip"})
}

func TestCause(t *testing.T) {
	for _, tt := range []struct {
		a, b int64
		want string
	}{
		{1000, 100, "是否多写了 1 个 0？"},
		{100, 1000, "是否少写了 1 个 0？"},
		{10_100, 101, "是否多写了 2 个 0？"},
		{800_000, 100, "是否已经是元，却又按万元读取？"},
		{100, 1_249_900, "是否以万元为单位？"},
		{100, 1_250_000, "核对数字和单位"},
		{1200, 100, "是否多写了 1 个 0？"},
		{1250, 100, "核对数字和单位"},
		{3000, 100, "核对数字和单位"},
	} {
		if got := cause(tt.a, tt.b).ZH; !strings.Contains(got, tt.want) {
			t.Errorf("cause of %d after %d: %s, want %s", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestPayPerPerson(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		want      []string
	}{
		{"the least", "3,30000", nil},
		{"a fen less", "3,29999.99", []string{"pay.csv:2:5 warning pay-per-person 29,999.99 元由 3 人分，人均 9,999.99 元，不在每人每年 1 万至 200 万元之间"}},
		{"the most", "3,6000000", nil},
		{"a fen more", "3,6000000.01", []string{"pay.csv:2:5 warning pay-per-person 6,000,000.01 元由 3 人分，人均 2,000,000 元"}},
		{"万元", "3,118.15", []string{"pay.csv:2:5 warning pay-per-person"}},
		{"nil return", "0,0", nil},
		{"the largest", "10000000,20000000000000000", []string{"pay.csv:2:5 warning pay-per-person"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, tierRows(tt.row), "pay-per-person"), tt.want)
		})
	}
}

func TestPricePerPerson(t *testing.T) {
	project := func(cells string) map[string]string {
		return map[string]string{"projects.csv": "project_id,name,agency_id,purchaser,starts_on,ends_on,amount,staff\np1,项目,52440300MJL186084F,丙," + cells + "\n"}
	}
	for _, tt := range []struct {
		name, cells string
		want        []string
	}{
		{"a usual one", "2023-01-01,2023-12-31,652000,4", nil},
		{"the least", "2023-01-01,2023-12-31,40000,4", nil},
		{"a fen less", "2023-01-01,2023-12-31,39999.99,4", []string{"projects.csv:2:7 warning price-per-person 39,999.99 元，4 人，2023-01-01 至 2023-12-31 共 365 天"}},
		{"a day more", "2023-01-01,2024-01-01,40000,4", []string{"projects.csv:2:7 warning price-per-person"}},
		{"the most", "2023-01-01,2023-12-31,8000000,4", nil},
		{"a fen more", "2023-01-01,2023-12-31,8000000.01,4", []string{"projects.csv:2:7 warning price-per-person"}},
		{"a short one of much", "2023-01-01,2023-01-31,2000000,1", nil},
		{"a short one of too much", "2023-01-01,2023-01-31,2000000.01,1", []string{"projects.csv:2:7 warning price-per-person"}},
		{"万元", "2023-01-01,2025-12-31,195.6,4", []string{"projects.csv:2:7 warning price-per-person"}},
		{"without an end", "2023-01-01,长期,1,4", nil},
		{"without staff", "2023-01-01,2023-12-31,1,", nil},
		{"without an amount", "2023-01-01,2023-12-31,,4", nil},
		{"an end before the start", "2023-01-01,2022-12-31,1,4", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, project(tt.cells), "price-per-person"), tt.want)
		})
	}
}

func TestExactComparison(t *testing.T) {
	const big = math.MaxInt64
	for _, tt := range []struct {
		a, b, c, d int64
		want       bool
	}{
		{2, 3, 6, 1, false}, {2, 3, 7, 1, true}, {0, big, 0, big, false},
		{big, big, big, big, false}, {big - 1, big, big, big, true}, {big, big, big, big - 1, false},
	} {
		if got := lessProduct(tt.a, tt.b, tt.c, tt.d); got != tt.want {
			t.Errorf("%d*%d < %d*%d: %v, want %v", tt.a, tt.b, tt.c, tt.d, got, tt.want)
		}
	}
	for _, tt := range []struct {
		a, b int64
		want bool
	}{{8, 1, false}, {9, 1, true}, {big, big / 8, true}, {big / 8 * 8, big / 8, false}, {0, 0 + 1, false}} {
		if got := times(tt.a, tt.b, 8); got != tt.want {
			t.Errorf("%d is more than 8 times %d: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	agency := "agency_id,name,founded_on\n" + idA + ",甲,2020-05-01\n"
	project := func(dates string) map[string]string {
		return map[string]string{"agencies.csv": agency, "projects.csv": projectHeader + "\np1,项目,52440300MJL186084F,丙," + dates + "\n"}
	}
	sanction := func(decided, until string) map[string]string {
		return map[string]string{"agencies.csv": agency, "sanctions.csv": sanctions + ",valid_until\n" + strings.Replace(sanction1, "2023-05-01", decided, 1) + "," + until + "\n"}
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a project from the day of founding", project("2020-05-01,2023-12-31"), nil},
		{"a project before the agency was founded", project("2020-04-30,2023-12-31"), []string{"projects.csv:2:5 warning implausible-date 早于机构成立日期 2020-05-01（data/agencies.csv 第 2 行）"}},
		{"a project of 15 years", project("2021-01-01,2036-12-31"), nil},
		{"a project of 16 years", project("2021-01-01,2037-01-01"), []string{"projects.csv:2:6 warning implausible-date 比“开始日期”（2021-01-01）晚 16 年"}},
		{"a project without an end", project("2021-01-01,长期"), nil},
		{"a project that starts in five years", project("2029-12-31,2030-12-31"), nil},
		{"a project that starts in six years", project("2030-01-01,2030-12-31"), []string{"projects.csv:2:5 warning implausible-date 比数据日期 2024-06-30 晚 5 年以上"}},
		{"a sanction before the agency was founded", sanction("2020-04-30", ""), []string{"sanctions.csv:2:7 warning implausible-date 早于机构成立日期"}},
		{"a sanction of 30 years", sanction("2023-05-01", "2053-05-01"), nil},
		{"a sanction of 180 years", sanction("2023-05-01", "2198-05-01"), []string{"sanctions.csv:2:8 warning implausible-date 比“决定日期”（2023-05-01）晚 175 年"}},
		{"pay of the year of founding", map[string]string{"agencies.csv": agency, "pay.csv": "agency_id,year,tier,headcount,total\n" + idA + ",2020,managers,1,100000\n"}, nil},
		{"pay of the year before", map[string]string{"agencies.csv": agency, "pay.csv": "agency_id,year,tier,headcount,total\n" + idA + ",2019,managers,1,100000\n"}, []string{"pay.csv:2:2 warning implausible-date 早于机构成立日期 2020-05-01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, tt.files, "implausible-date"), tt.want)
		})
	}
}

// TestEvidence holds that figures that contradict each other are both told.
func TestEvidence(t *testing.T) {
	payRow := func(cells string) map[string]string {
		return map[string]string{"pay.csv": "agency_id,year,tier,headcount,total\n" + idA + ",2023,managers," + cells + "\n"}
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nobody is paid", payRow("0,163000"), "pay.csv:2:4 warning implausible-figure 人数为 0，却有薪酬总额 163,000 元"},
		{"somebody is paid nothing", payRow("2,0"), "pay.csv:2:5 warning implausible-figure 有 2 人，薪酬总额却为 0"},
		{"too many posts", map[string]string{"projects.csv": projectHeader + ",staff,professional_staff\n" + project1 + ",3,4\n"}, "projects.csv:2:8 warning implausible-figure 专业岗位 4 人，多于项目总人数 3 人"},
		{"too much labour", map[string]string{"projects.csv": projectHeader + ",amount,labour_cost\n" + project1 + ",98.93,882455\n"}, "projects.csv:2:8 warning implausible-figure 人力成本 882,455 元，多于合同金额 98.93 元"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, tt.files, "implausible-figure"), []string{tt.want})
		})
	}
}

// TestNoPersonalNumberIsRepeated holds that evidence never quotes what must not be public.
func TestNoPersonalNumberIsRepeated(t *testing.T) {
	const number = "11010519491231002X"
	files := map[string]string{
		"agencies.csv": "agency_id,name,former_names,registrar\n" + number + ",甲" + number + ",乙,局" + number + "\n" +
			idA + ",甲 " + number + ",甲" + number + ",局 " + number + "\n" + "11010519491231003X,丙,,\n",
		"pay.csv":       "agency_id,year,tier,headcount,total\n1101051949123100X,2023,managers,1,100000\n",
		"sanctions.csv": "sanction_id,kind,subject,agency_id,subject_name,measures,authority,decided_on\n1号,penalty,agency," + idA + ",丁" + number + ",警告,局,2023-05-01\n",
	}
	all := told(t, nil, files, "similar-name", "former-name", "similar-value", "name-mismatch", "likely-agency", "likely-code", "same-name", "unknown-reference")
	if strings.Contains(all, "19491231") || !strings.Contains(all, "name-mismatch") || !strings.Contains(all, "similar-value") {
		t.Errorf("findings:\n%swant several, none with the number", all)
	}
}
