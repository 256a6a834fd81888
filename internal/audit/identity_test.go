package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// told reads a portal and returns what the audit says by the given rules, one a line:
// file:line:column severity rule message.
func told(t *testing.T, s *portal.Settings, files map[string]string, rules ...string) string {
	t.Helper()
	if s == nil {
		s = &portal.Settings{}
	}
	m := fstest.MapFS{"data/agencies.csv": {Data: []byte("agency_id,name\n52440300MJL186084F,甲\n")}}
	for name, body := range files {
		m["data/"+name] = &fstest.MapFile{Data: []byte(body)}
	}
	tables, _, err := intake.Read(m, s)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := register.Link(tables, s, nil, day.Day{Year: 2024, Month: 6, Day: 30})
	var b strings.Builder
	result, err := Check(fstest.MapFS{}, reg)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		if !strings.Contains(" "+strings.Join(rules, " ")+" ", " "+f.Rule+" ") {
			continue
		}
		if f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
			t.Errorf("%s: %+v lacks a text", f.Rule, f)
		}
		fmt.Fprintf(&b, "%s:%d:%d %s %s %s\n", strings.TrimPrefix(f.File, "data/"), f.Line, f.Column, f.Severity, f.Rule, f.Message.ZH)
	}
	return b.String()
}

// holds compares findings with what each of them must begin with, or contain after "…".
func holds(t *testing.T, got string, want []string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if got == "" {
		lines = nil
	}
	if len(lines) != len(want) {
		t.Fatalf("findings:\n%swant %d: %q", got, len(want), want)
	}
	for i, w := range want {
		head, part, _ := strings.Cut(w, "…")
		if !strings.HasPrefix(lines[i], head) || !strings.Contains(lines[i], part) {
			t.Errorf("finding %s\nwant %s", lines[i], w)
		}
	}
}

const (
	idA = "52440300MJL186084F"
	idB = "53310000MJ495410XG"
	idC = "51440300MJL1712376"
)

// two is a table of two agencies of these names, in these districts.
func two(nameA, districtA, nameB, districtB string) map[string]string {
	return map[string]string{"agencies.csv": "agency_id,name,district\n" + idA + "," + nameA + "," + districtA + "\n" + idB + "," + nameB + "," + districtB + "\n"}
}

func TestSimilarNames(t *testing.T) {
	s := &portal.Settings{Districts: []portal.District{{Code: "990001", Name: "栖禾区"}, {Code: "990002", Name: "望舒区"}, {Code: "990010", Name: "临渊新区"}}}
	line := "agencies.csv:3:2 notice similar-name 与 data/agencies.csv 第 2 行的"
	for _, tt := range []struct {
		name, a, inA, b, inB, want string
	}{
		{"full-width brackets", "阳光中心（普通）", "", "阳光中心(普通)", "", line + "…只差全半角、括号"},
		{"a space", "阳光中心", "", "阳光 中心", "", line + "…只差全半角、括号、空格"},
		{"a point", "阳光·中心", "", "阳光・中心", "", line + "…间隔号"},
		{"case and width", "ABC中心", "", "ａｂｃ中心", "", line + "…大小写"},
		{"traditional characters", "阳光社会工作服务中心", "", "陽光社會工作服務中心", "", line + "…繁简"},
		{"a city in brackets at the end and at the head", "深圳市阳光中心", "", "阳光中心（深圳市）", "", line + "…只差"},
		{"a city or none", "深圳市阳光中心", "", "阳光中心", "", line + "…只差地名深圳"},
		{"a city in brackets or none", "阳光中心（深圳市）", "", "阳光中心", "", line + "…只差地名深圳"},
		{"a city without 市 that the portal knows", "深圳市明月学会", "", "深圳明月学会", "", line + "…只差"},
		{"a district in brackets", "栖禾区阳光中心", "", "阳光中心（栖禾）", "", line + "…只差"},
		{"a district that the other's row gives", "栖禾区阳光中心", "", "阳光中心", "栖禾区", line + "…只差地名栖禾区"},
		{"a shape", "未来中心", "", "末来中心", "", line + "…只差形近的字：“末”与“未”"},
		{"letters of another script", "ABC中心", "", "АВС中心", "", line + "…形近"},
		{"a shape and a place", "深圳市未来中心", "", "末来中心", "", line + "…只差形近的字"},

		{"two cities", "深圳市阳光中心", "", "广州市阳光中心", "", ""},
		{"two cities in brackets", "阳光中心（深圳市）", "", "阳光中心（广州市）", "", ""},
		{"two districts", "栖禾区阳光中心", "", "望舒区阳光中心", "", ""},
		{"two districts of a city", "拟州市栖禾区阳光中心", "", "拟州市望舒区阳光中心", "", ""},
		{"a district and the city, in another district", "栖禾区阳光中心", "", "拟州市阳光中心", "望舒区", ""},
		{"another word", "阳光中心", "", "月光中心", "", ""},
		{"another kind of body", "阳光中心", "", "阳光学会", "", ""},
		{"what a bracket says", "阳光中心（一）", "", "阳光中心（二）", "", ""},
		{"a word that ends in 市", "城市中心", "", "中心", "", ""},
		{"exactly the same", "阳光中心", "", "阳光中心", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			if tt.want != "" {
				want = []string{tt.want}
			}
			holds(t, told(t, s, two(tt.a, tt.inA, tt.b, tt.inB), "similar-name"), want)
		})
	}
}

// TestShared holds that two agencies that may be one are told with what they share.
func TestShared(t *testing.T) {
	files := map[string]string{"agencies.csv": "agency_id,name,phone,address,representative\n" +
		"52440300MJL186084F,阳光中心,000-1234567,甲路1号,王某\n" +
		"52440300MJL186085F,阳光中心,000-1234567,乙路1号,王某\n" +
		idC + ",阳光(中心),,甲路1号,\n"}
	holds(t, told(t, nil, files, "same-name", "similar-name"), []string{
		"agencies.csv:2:2 notice same-name data/agencies.csv 第 3 行的机构（52440300MJL186085F）同名；代码只差一处，公开电话相同，法定代表人相同",
		"agencies.csv:3:2 notice same-name data/agencies.csv 第 2 行的机构（52440300MJL186084F）同名；代码只差一处，公开电话相同，法定代表人相同",
		"agencies.csv:4:2 notice similar-name …“阳光中心”（52440300MJL186084F）只差全半角、括号、空格、间隔号、大小写或繁简；地址相同",
	})
}

func TestFormerNames(t *testing.T) {
	head := "agency_id,name,former_names\n"
	for _, tt := range []struct {
		name, rows string
		want       []string
	}{
		{"another agency's name", idA + ",甲,\n" + idB + ",乙,甲；丁\n", []string{"agencies.csv:3:3 notice former-name data/agencies.csv 第 2 行的机构（" + idA + "）现在就叫这个名称"}},
		{"another agency's name in other brackets", idA + ",甲（社）,\n" + idB + ",乙,甲(社)\n", []string{"agencies.csv:3:3 notice former-name data/agencies.csv 第 2 行"}},
		{"its own name", idA + ",甲,甲\n", []string{"agencies.csv:2:3 notice former-name 曾用名与现在的名称相同"}},
		{"its own name in another place", idA + ",栖禾区甲中心,拟州市甲中心\n", nil},
		{"nobody's name", idA + ",甲,乙\n", nil},
		{"one former name of two", idA + ",甲,丙\n" + idB + ",乙,丙\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, map[string]string{"agencies.csv": head + tt.rows}, "former-name"), tt.want)
		})
	}
}

func TestLikelyCode(t *testing.T) {
	for _, tt := range []struct {
		name, rows string
		want       []string
	}{
		{"the registrar of another agency", "52440300MJL186084F,甲\n52440300M0L186084F,乙\n", []string{"agencies.csv:3:1 notice likely-code 只差一处就是 data/agencies.csv 第 2 行“甲”的代码 52440300MJL186084F"}},
		{"a district that the portal does not have", "52990000MJQ286535U,甲\n52990010MJY3090098,乙\n", []string{"agencies.csv:3:1 notice likely-code 从本站其他机构的代码看，多半是 52990000MJY3090098：第 7 位应为 0"}},
		{"the last character, with a registrar that is known", "52990000MJQ286535U,甲\n52990000MJY3090091,乙\n", []string{"agencies.csv:3:1 notice likely-code …多半是 52990000MJY3090098：第 18 位应为 8"}},
		{"nothing to compare with", "52990000MJY3090091,乙\n", nil},
		{"valid codes", idA + ",甲\n" + idB + ",乙\n", nil},
		{"a personal number", "52440300MJL186084F,甲\n11010519491231002X,乙\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, nil, map[string]string{"agencies.csv": "agency_id,name\n" + tt.rows}, "likely-code"), tt.want)
		})
	}
	accepted := &portal.Settings{Codes: []portal.AcceptedCode{{Code: "52990000MJY3090091", Reason: "legal"}}}
	files := map[string]string{"agencies.csv": "agency_id,name\n52990000MJQ286535U,甲\n52990000MJY3090091,乙\n"}
	holds(t, told(t, accepted, files, "likely-code"), nil)
}

func TestParties(t *testing.T) {
	agencies := "agency_id,name,short_name,former_names\n" +
		idA + ",深圳市阳光社会工作服务中心,阳光社工,朝阳社工站\n" + idB + ",月光学会,,星光学会\n"
	head := "sanction_id,kind,subject,agency_id,subject_name,person,measures,authority,decided_on\n"
	for _, tt := range []struct {
		name, subject, id, party, person string
		want                             []string
	}{
		{"its name", "agency", idA, "深圳市阳光社会工作服务中心", "", nil},
		{"its short name", "agency", idA, "阳光社工", "", nil},
		{"its former name", "agency", idA, "朝阳社工站", "", nil},
		{"its name in another form", "agency", idA, "阳光社会工作服务中心（深圳市）", "", []string{"sanctions.csv:2:5 notice name-mismatch 与机构表里的“深圳市阳光社会工作服务中心”（data/agencies.csv 第 2 行）只差"}},
		{"another name", "agency", idA, "太阳社会工作服务中心", "", []string{"sanctions.csv:2:5 warning name-mismatch 代码 " + idA + " 在机构表里是“深圳市阳光社会工作服务中心”（data/agencies.csv 第 2 行）"}},
		{"the name of another agency", "agency", idA, "月光学会", "", []string{"sanctions.csv:2:5 warning name-mismatch …；叫这个名称的是 " + idB}},
		{"no name", "agency", idA, "", "", nil},
		{"a practitioner", "practitioner", idA, "王某", "王某", nil},
		{"no code, an agency's name", "agency", "", "月光学会", "", []string{"sanctions.csv:2:5 notice likely-agency 没有代码，而名称就是“月光学会”（" + idB + "，data/agencies.csv 第 3 行）"}},
		{"no code, a name that resembles one", "agency", "", "阳光社会工作服务中心", "", []string{"sanctions.csv:2:5 notice likely-agency 没有代码，而名称近似“深圳市阳光社会工作服务中心”"}},
		{"no code, a former name", "agency", "", "星光学会", "", []string{"sanctions.csv:2:5 notice likely-agency 没有代码，而名称是或近似曾用名“星光学会”，属于“月光学会”"}},
		{"no code, somebody else", "agency", "", "丙", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := strings.Join([]string{"1号", "penalty", tt.subject, tt.id, tt.party, tt.person, "警告", "丁", "2023-05-01"}, ",")
			files := map[string]string{"agencies.csv": agencies, "sanctions.csv": head + row + "\n"}
			holds(t, told(t, nil, files, "name-mismatch", "likely-agency"), tt.want)
		})
	}
}

func TestPartiesOnce(t *testing.T) {
	files := map[string]string{"sanctions.csv": "sanction_id,kind,subject,agency_id,subject_name,measures,authority,decided_on\n" +
		"1号,penalty,agency," + idA + ",乙,警告,丁,2023-05-01\n2号,penalty,agency," + idA + ",乙,警告,丁,2023-05-02\n"}
	if got := strings.Count(told(t, nil, files, "name-mismatch"), "\n"); got != 1 {
		t.Errorf("%d findings for one name in two rows, want 1", got)
	}
}

func TestSimilarKeys(t *testing.T) {
	project := func(id string) string { return id + ",项目,52440300MJL186084F,丙,2023-01-01,2023-12-31\n" }
	sanction := func(id, authority, person string) string {
		return id + ",discipline,practitioner," + idA + "," + person + ",警告," + authority + ",2023-05-01\n"
	}
	sanctionHead := "sanction_id,kind,subject,agency_id,person,measures,authority,decided_on\n"
	for _, tt := range []struct {
		name, projects, sanctions string
		want                      []string
	}{
		{"a full-width dash", project("NZ-1") + project("NZ－1"), "", []string{"projects.csv:3:1 warning similar-key 与 data/projects.csv 第 2 行的 NZ-1 只差写法"}},
		{"O for 0", project("NZ-2021") + project("NZ-2O21"), "", []string{"projects.csv:3:1 warning similar-key"}},
		{"a Cyrillic letter", project("NZ-A1") + project("NZ-А1"), "", []string{"projects.csv:3:1 warning similar-key"}},
		{"a space", project("NZ 1") + project("NZ1"), "", []string{"projects.csv:3:1 warning similar-key"}},
		{"three of them", project("NZ-1") + project("NZ–1") + project("NZ—1"), "", []string{"projects.csv:3:1 warning similar-key", "projects.csv:4:1 warning similar-key"}},
		{"case only, which is an error already", project("nz-1") + project("NZ-1"), "", nil},
		{"another number", project("NZ-1") + project("NZ-2"), "", nil},
		{"a dash elsewhere", project("NZ-1-11") + project("NZ-11-1"), "", nil},
		{"L is not I", project("NZ-L1") + project("NZ-I1"), "", nil},
		{"brackets of a document", "", sanction("罚〔2023〕2号", "丁局", "王") + sanction("罚(2023)2号", "丁局", "王"), []string{"sanctions.csv:3:1 warning similar-key 与 data/sanctions.csv 第 2 行的 罚〔2023〕2号 只差写法"}},
		{"第 and zeros", "", sanction("罚〔2023〕2号", "丁局", "王") + sanction("罚〔2023〕第02号", "丁局", "王"), []string{"sanctions.csv:3:1 warning similar-key"}},
		{"of another authority", "", sanction("罚〔2023〕2号", "丁局", "王") + sanction("罚(2023)2号", "戊局", "王"), nil},
		{"about another person", "", sanction("罚〔2023〕2号", "丁局", "王") + sanction("罚(2023)2号", "丁局", "李"), nil},
		{"20 is not 2", "", sanction("罚〔2023〕2号", "丁局", "王") + sanction("罚〔2023〕20号", "丁局", "王"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{}
			if tt.projects != "" {
				files["projects.csv"] = projectHeader + "\n" + tt.projects
			}
			if tt.sanctions != "" {
				files["sanctions.csv"] = sanctionHead + tt.sanctions
			}
			holds(t, told(t, nil, files, "similar-key"), tt.want)
		})
	}
}

func TestSimilarValues(t *testing.T) {
	s := &portal.Settings{Districts: []portal.District{{Code: "990001", Name: "栖禾区"}}}
	table := func(purchasers ...string) map[string]string {
		b := projectHeader + "\n"
		for i, name := range purchasers {
			b += fmt.Sprintf("p%d,项目,52440300MJL186084F,%s,2023-01-01,2023-12-31\n", i, name)
		}
		return map[string]string{"projects.csv": b}
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a space", table("拟州市民政局", "拟州市民政局", "拟州市 民政局"), []string{"projects.csv:4:4 notice similar-value 与“拟州市民政局”（2 处）只差全半角、括号、空格、间隔号、大小写或繁简；本写法共 1 处"}},
		{"the rarer one first in the file", table("拟州市民政局（本级）", "拟州市民政局(本级)", "拟州市民政局(本级)"), []string{"projects.csv:2:4 notice similar-value 与“拟州市民政局(本级)”（2 处）"}},
		{"without the city", table("拟州市民政局", "民政局"), []string{"projects.csv:3:4 notice similar-value 与“拟州市民政局”（1 处）只差地名拟州"}},
		{"a shape", table("拟州市工会", "拟州市エ会"), []string{"projects.csv:3:4 notice similar-value …形近"}},
		{"of a district", table("拟州市民政局", "拟州市栖禾区民政局", "栖禾区民政局2"), nil},
		{"another body", table("拟州市民政局", "拟州市教育局"), nil},
		{"of two cities", table("拟州市民政局", "澄州市民政局"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			holds(t, told(t, s, tt.files, "similar-value"), tt.want)
		})
	}
}

func TestDisguises(t *testing.T) {
	files := map[string]string{
		"agencies.csv": "agency_id,name,registrar\n" + idA + ",АВС中心,拟州市⺠政局\n",
		"projects.csv": projectHeader + "\nNZ-Р1,Общество项目,52440300MJL186084F,社会⼯作局,2023-01-01,2023-12-31\n",
	}
	holds(t, told(t, nil, files, "look-alike-character"), []string{
		"agencies.csv:2:2 warning look-alike-character 第 1 个字符是 U+0410，看上去像“A”",
		"agencies.csv:2:3 warning look-alike-character 第 4 个字符是 U+2EA0，看上去像“民”",
		"projects.csv:2:1 warning look-alike-character 第 4 个字符是 U+0420，看上去像“P”",
		"projects.csv:2:4 warning look-alike-character 第 3 个字符是 U+2F2F，看上去像“工”",
	})
}

// TestTooMany holds that the findings of one rule in one file have an end.
func TestTooMany(t *testing.T) {
	b := strings.Builder{}
	b.WriteString(projectHeader + "\n")
	for i := range maxPerRule + 50 {
		fmt.Fprintf(&b, "p%d,项目,52440300MJL186084F,丙,2023-12-31,2023-01-01\n", i)
	}
	got := strings.Split(strings.TrimSpace(told(t, nil, map[string]string{"projects.csv": b.String()}, "implausible-date", "too-many-findings")), "\n")
	if len(got) != maxPerRule+1 || !strings.Contains(got[0], "warning too-many-findings") || !strings.Contains(got[0], fmt.Sprint(2*(maxPerRule+50))) {
		t.Errorf("%d findings, the first %s; want %d and one that counts the others", len(got), got[0], maxPerRule)
	}
}
