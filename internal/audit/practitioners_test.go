package audit

import (
	"maps"
	"strings"
	"testing"

	"gongshi/internal/finding"
)

// practitionersTable is three sanctions of people, two of whom have one surname.
const practitionersTable = sanctions + ",person,facts\n" +
	"1号,discipline,practitioner,52440300MJL186084F,业内警告,协会,2023-05-01,王明,迟到\n" +
	"2号,discipline,practitioner,52440300MJL186084F,业内警告,协会,2023-05-01,王强,迟到\n" +
	"3号,discipline,practitioner,,业内警告,协会,2023-05-01,欧阳明月,旷工\n"

func TestPractitioners(t *testing.T) {
	const page = "---\ntitle: 关于\n---\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing else", nil, ""},
		{"in the agency's policy", map[string]string{"content/policies/52440300MJL186084F.md": "---\ntitle: 制度\n---\n一\n\n由王明和王强制定\n"},
			"content/policies/52440300MJL186084F.md:6:1 warning practitioner-named 王某某"},
		{"in the title of the policy", map[string]string{"content/policies/52440300MJL186084F.md": "---\ntitle: 王明的制度\n---\n一\n"},
			"content/policies/52440300MJL186084F.md:0:0 warning practitioner-named 王某某"},
		{"another's name in the policy", map[string]string{"content/policies/52440300MJL186084F.md": "---\ntitle: 制度\n---\n欧阳明月\n"}, ""},
		{"in a page", map[string]string{"content/about.md": page + "欧阳明月\n"}, "content/about.md:4:1 warning practitioner-named 欧阳某某"},
		{"two characters in a page", map[string]string{"content/about.md": page + "贤王明主\n"}, ""},
		{"in a project's name", projects("", ""), ""},
		{"in a project's name, in full", map[string]string{"data/projects.csv": projectHeader + "\n" + strings.Replace(project1, "项目", "王明工作室项目", 1) + "\n"}, "projects.csv:2:2 warning practitioner-named 王某某"},
		{"in a file's name", map[string]string{"data/pay-王明.csv": "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,0,0\n"}, "pay-王某某.csv:0:0 warning practitioner-named 王某某"},
		{"in a sanction of another", map[string]string{"data/sanctions.csv": practitionersTable + "4号,discipline,agency,52440300MJL186084F,业内警告,协会,2023-05-02,,聘用欧阳明月、王明\n"},
			"sanctions.csv:5:9 warning practitioner-named 欧阳某某"},
		{"as a representative", map[string]string{"data/agencies.csv": "agency_id,name,representative\n52440300MJL186084F,甲,王明\n"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"data/sanctions.csv": practitionersTable}
			maps.Copy(files, tt.files)
			var got []string
			for _, f := range judged(t, files, nil) {
				if f.Rule == "practitioner-named" {
					got = append(got, briefs([]finding.Finding{f})+" "+f.Value)
				}
				for _, s := range []string{f.Value, f.Message.ZH, f.Message.EN, f.File} {
					if strings.Contains(s, "王明") || strings.Contains(s, "欧阳明月") {
						t.Errorf("a finding tells a full name: %+v", f)
					}
				}
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestAuditReadsNames holds that the audit judges what stands in the table, not what is
// published of it.
func TestAuditReadsNames(t *testing.T) {
	for _, tt := range []struct{ name, table, want string }{
		{"people of one surname are two", practitionersTable, ""},
		{"one person twice", strings.Replace(practitionersTable, "王强", "王明", 1), "sanctions.csv:3:1 warning same-row"},
		{"a number in the cell of a name", strings.Replace(practitionersTable, "欧阳明月", "欧阳明月13800138000", 1), "sanctions.csv:4:8 error mobile-number"},
		{"one document number in two ways", strings.Replace(strings.Replace(practitionersTable, "2号,", "第１号,", 1), "王强", "王 明", 1), "sanctions.csv:3:1 warning similar-key"},
		{"the same of two people", strings.Replace(practitionersTable, "2号,", "第１号,", 1), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range judged(t, map[string]string{"data/sanctions.csv": tt.table}, nil) {
				if f.Severity != finding.Notice {
					got = append(got, briefs([]finding.Finding{f}))
				}
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
