package intake

import (
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/portal"
)

// exported is an export without document numbers, with two headers that no table has.
const exported = "管轄,企業名,公表日,違反法条,所在地,\"備 考\"\n" +
	"甲局,乙社,H30.7.25,労働基準法第15条,札幌市,H30.7.25送検\n" +
	"甲局,丙社,H30.2.30,労働基準法第24条,-,\n" +
	"甲局,\n丁社,,労働基準法第24条,旭川市,\n"

func exportSettings(t *testing.T, defaults map[string]string) *portal.Settings {
	t.Helper()
	layout, err := day.NewLayout("GY.M.D")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"kind": "penalty", "subject": "agency", "measures": "送検", "decided_on": "{公表日}", "sanction_id": "公表 {公表日}"}
	for name, text := range defaults {
		all[name] = text
	}
	return &portal.Settings{
		Aliases:  map[string]map[string]string{"sanctions": {"管轄": "authority", "企業名": "subject_name", "違反法条": "basis", "所在地": "", "備考": ""}},
		Defaults: map[string]map[string]string{"sanctions": all},
		Dates:    map[string][]day.Layout{"sanctions": {layout}},
	}
}

// TestMade reads columns that the file does not have from cells that it has.
func TestMade(t *testing.T) {
	text := strings.Replace(exported, "\n丁社", "\"\n丁社\"", 1)
	tables, found := readAll(t, whole(files{"data/sanctions.csv": text}), exportSettings(t, map[string]string{
		"published_on": "{公表日}", "decision": "{備考}", "facts": "所在地：{所在地}。{備考}",
	}))
	want := "sanctions.csv:3:3 error wrong-date; sanctions.csv:3:3 error wrong-date; sanctions.csv:5:3 error missing-cell; sanctions.csv:5:3 error missing-cell"
	if got := briefs(found); got != want {
		t.Fatalf("findings:\n%s\nwant:\n%s", got, want)
	}
	if len(tables.Sanctions) != 2 { // the key of the third cannot be told
		t.Fatalf("%d sanctions, want 2", len(tables.Sanctions))
	}
	x := tables.Sanctions[0]
	if x.ID != "公表 H30.7.25" || x.DecidedOn.String() != "2018-07-25" || x.PublishedOn != x.DecidedOn {
		t.Errorf("read %q, decided on %s, published on %s", x.ID, x.DecidedOn, x.PublishedOn)
	}
	if x.Facts != "所在地：札幌市。H30.7.25送検" || x.Decision != "H30.7.25送検" {
		t.Errorf("read facts %q, decision %q", x.Facts, x.Decision)
	}
	if i := tables.Sanctions[1]; i.Facts != "" || i.ID != "公表 H30.2.30" {
		t.Errorf("read facts %q of blank cells, number %q", i.Facts, i.ID)
	}
	// What the downloads print reads the same without the settings.
	if got, want := strings.Join(x.Cells()[:9], "|"), "公表 H30.7.25|penalty|agency||乙社||送検|甲局|2018-07-25"; got != want {
		t.Errorf("written %q, want %q", got, want)
	}
}

func TestMadeNotUsed(t *testing.T) {
	const national = "行政相对人名称,行政相对人代码_1,证件号码,行政处罚决定书文号,处罚类别,处罚决定日期,处罚机关,备注\n" +
		"甲,52440300MJL186084F,11010519491231002X,1号,警告,2024/5/10,丁,附注\n"
	for _, tt := range []struct {
		name, text string
		defaults   map[string]string
		want       string
		facts      string
	}{
		{"a column that is not there", "sanction_id,kind,subject,subject_name,measures,authority,decided_on\n1号,行政处罚,机构,甲,警告,丁,2023-05-01\n",
			map[string]string{"facts": "{案情}", "sanction_id": "{文号}"}, "sanctions.csv:1:0 warning unknown-placeholder", ""},
		{"a required column of a column that is not there", "kind,subject,subject_name,measures,authority,decided_on\n行政处罚,机构,甲,警告,丁,2023-05-01\n",
			map[string]string{"sanction_id": "{文号}"}, "sanctions.csv:1:0 error missing-column; sanctions.csv:1:0 warning unknown-placeholder", ""},
		{"a blank cell is filled, another is not", "sanction_id,kind,subject,subject_name,measures,authority,decided_on,facts,附注\n1号,行政处罚,机构,甲,警告,丁,2023-05-01,—,见附件\n",
			map[string]string{"facts": "附注：{附注}"}, "", "附注：见附件"},
		{"a cell that is given", "sanction_id,kind,subject,subject_name,measures,authority,decided_on,facts,附注\n1号,行政处罚,机构,甲,警告,丁,2023-05-01,事实,见附件\n",
			map[string]string{"facts": "附注：{附注}"}, "", "事实"},
		{"the national export", national, map[string]string{"facts": "{备注}"},
			"sanctions.csv:1:1 notice column-not-kept", "附注"},
		{"the national export in English", strings.NewReplacer("证件号码", "cf_xdr_zjhm", "备注", "bz").Replace(national), map[string]string{"facts": "{备注}"},
			"sanctions.csv:1:1 notice column-not-kept", "附注"},
		{"numbers of identity papers in English", strings.Replace(national, "证件号码", "cf_xdr_zjhm", 1), map[string]string{"facts": "{证件号码}"},
			"sanctions.csv:1:0 warning unknown-placeholder; sanctions.csv:1:1 notice column-not-kept", ""},
		{"numbers of identity papers", national, map[string]string{"facts": "{备注}{证件号码}"},
			"sanctions.csv:1:0 warning unknown-placeholder; sanctions.csv:1:1 notice column-not-kept", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &portal.Settings{Defaults: map[string]map[string]string{"sanctions": tt.defaults}}
			tables, found := readAll(t, whole(files{"data/sanctions.csv": tt.text}), s)
			var got []string
			for _, f := range found {
				if f.Rule != "missing-cell" {
					got = append(got, brief(f))
				}
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("findings: %s, want %s", briefs(found), tt.want)
			}
			if len(tables.Sanctions) == 1 && tables.Sanctions[0].Facts != tt.facts {
				t.Errorf("facts %q, want %q", tables.Sanctions[0].Facts, tt.facts)
			}
		})
	}
}
