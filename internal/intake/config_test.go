package intake

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

func TestTableOf(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"pay.csv", "pay"}, {"pay-2024.csv", "pay"}, {"pay_2024.csv", "pay"}, {"pay2024.csv", "pay"}, {"pay.2024.csv", "pay"},
		{"pay/2024.csv", "pay"}, {"薪酬.csv", "pay"}, {"薪酬-福田.xlsx", "pay"}, {"薪酬2024.csv", "pay"}, {"Pay.CSV", "pay"},
		{"机构.csv", "agencies"}, {"项目.csv", "projects"}, {"评价/a.csv", "evaluations"}, {"惩戒_1.tsv", "sanctions"},
		{"项目评价.csv", ""}, {"payroll.csv", ""}, {"pay", ""}, {"薪酬表.csv", ""}, {"old/pay.csv", ""}, {"pay 2024.csv", ""}, {"redirects.csv", ""},
	} {
		got := ""
		if table := tableOf(tt.in); table != nil {
			got = table.Name
		}
		if got != tt.want {
			t.Errorf("tableOf(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMissingTables(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files files
		want  string
	}{
		{"empty folder", files{}, "data:0:0 error missing-table; data:0:0 notice missing-table; data:0:0 notice missing-table; data:0:0 notice missing-table; data:0:0 notice missing-table"},
		{"agencies only", files{"data/机构.csv": "统一社会信用代码,机构名称\n52440300MJL186084F,甲\n"}, "data:0:0 notice missing-table; data:0:0 notice missing-table; data:0:0 notice missing-table; data:0:0 notice missing-table"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, found := readAll(t, tt.files, nil)
			if got := briefs(found); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
		})
	}
}

// TestForms reads the same row from files of different forms.
func TestForms(t *testing.T) {
	want := "2023 directors 3 16345000"
	for _, tt := range []struct {
		name, file, text string
	}{
		{"plain", "data/pay.csv", "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,3,163450\n"},
		{"byte order mark", "data/pay.csv", "\ufeffagency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,3,163450\n"},
		{"CRLF", "data/pay.csv", "agency_id,year,tier,headcount,total\r\n52440300MJL186084F,2023,directors,3,163450\r\n"},
		{"no last line end", "data/pay.csv", "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,3,163450"},
		{"tabs", "data/pay.tsv", "agency_id\tyear\ttier\theadcount\ttotal\n52440300MJL186084F\t2023\tdirectors\t3\t163450\n"},
		{"Chinese", "data/薪酬.csv", "统一社会信用代码,年度,层级,人数,年度薪酬福利总额\n52440300MJL186084F,2023年,受薪理事,3,\"163,450.00\"\n"},
		{"another order", "data/pay.csv", "total,headcount,tier,year,agency_id\n163450,3,directors,2023,52440300MJL186084F\n"},
		{"spaces", "data/pay.csv", " agency_id , year ,tier,headcount,total\n 52440300MJL186084F , 2023 , directors, 3 , 163450 \n"},
		{"upper case", "data/pay.csv", "AGENCY_ID,Year,Tier,HEADCOUNT,Total\n52440300MJL186084F,2023,DIRECTORS,3,163450\n"},
		{"quotes", "data/pay.csv", "\"agency_id\",\"year\",\"tier\",\"headcount\",\"total\"\n\"52440300MJL186084F\",\"2023\",\"directors\",\"3\",\"163450\"\n"},
		{"blank lines", "data/pay.csv", "\n\nagency_id,year,tier,headcount,total\n\n,,,,\n52440300MJL186084F,2023,directors,3,163450\n\n"},
		{"unit in the header", "data/pay.csv", "agency_id,year,tier,headcount,total(万元)\n52440300MJL186084F,2023,directors,3,16.345\n"},
		{"full-width brackets", "data/pay.csv", "agency_id,year,tier,headcount,年度薪酬福利总额（单位：万元）\n52440300MJL186084F,2023,directors,3,16.345\n"},
		{"yuan in the header", "data/pay.csv", "agency_id,year,tier,headcount,年度薪酬福利总额（元）\n52440300MJL186084F,2023,directors,3,163450\n"},
		{"unit in the cell wins", "data/pay.csv", "agency_id,year,tier,headcount,total(万元)\n52440300MJL186084F,2023,directors,3,163450元\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables, found := readAll(t, files{tt.file: tt.text, "data/agencies.csv": "agency_id,name\n52440300MJL186084F,甲\n"}, nil)
			if c := strings.Count(briefs(found), " error ") + strings.Count(briefs(found), " warning "); c > 0 || len(tables.Pay) != 1 {
				t.Fatalf("%d rows, findings %s, want 1 row", len(tables.Pay), briefs(found))
			}
			p := tables.Pay[0]
			got := strings.Join([]string{strconv.Itoa(p.Year), p.Tier, strconv.Itoa(int(p.Headcount.N)), strconv.FormatInt(p.Total.Fen, 10)}, " ")
			if got != want || p.AgencyID != code1 {
				t.Errorf("read %s of %s, want %s of %s", got, p.AgencyID, want, code1)
			}
		})
	}
}

// TestWritten checks that what a row keeps of its cells can be read again without the
// configuration, and that it knows where they stand.
func TestWritten(t *testing.T) {
	layout, err := day.NewLayout("DD/MM/YYYY")
	if err != nil {
		t.Fatal(err)
	}
	s := &portal.Settings{
		Aliases:  map[string]map[string]string{"pay": {"信用代码": "agency_id"}},
		Values:   map[string]map[string]map[string]string{"pay": {"tier": {"一": "directors"}}},
		Defaults: map[string]map[string]string{"pay": {"year": "2023", "note": "暂缺"}},
		Dates:    map[string][]day.Layout{"pay": {layout}},
	}
	tables, found := readAll(t, whole(files{"data/pay.csv": "公开日期,信用代码,tier,headcount,total(万元),备注\n" +
		"03/04/2024,52440300MJL186084F,一,\"\n3\",16.3,无\n"}), s)
	if got := briefs(found); got != "pay.csv:1:5 notice unit-in-header" {
		t.Fatalf("findings: %s", got)
	}
	p := tables.Pay[0]
	if got, want := strings.Join(p.Cells(), "|"), "52440300MJL186084F|2023|directors|\n3|16.3万元|2024-04-03||暂缺"; got != want {
		t.Errorf("written %q, want %q", got, want)
	}
	if p.PublishedOn.String() != "2024-04-03" || p.Total.String() != "163000.00" || p.Note != "暂缺" {
		t.Errorf("read %s, %s, %q", p.PublishedOn, p.Total, p.Note)
	}
	for i, want := range []register.Place{{Line: 2, Column: 2}, {Line: 2}, {Line: 2, Column: 3}, {Line: 2, Column: 4}, {Line: 3, Column: 5}, {Line: 2, Column: 1}, {Line: 2}, {Line: 3, Column: 6}} {
		if got := p.Place(i); got != want {
			t.Errorf("place of column %d = %v, want %v", i, got, want)
		}
	}
}

func TestBlankIsNotZero(t *testing.T) {
	for _, text := range []string{"", "-", "—", "——", "/", "\\", "无", "N/A", "n/a", "Ｎ／Ａ", "暂无", "不适用", "　"} {
		tables, found := readAll(t, whole(project("amount", text)), nil)
		if len(found) > 0 || tables.Projects[0].Amount.Given {
			t.Errorf("amount %q: %+v, findings %s, want not given", text, tables.Projects[0].Amount, briefs(found))
		}
	}
	tables, _ := readAll(t, whole(project("amount", "0")), nil)
	if a := tables.Projects[0].Amount; !a.Given || a.Fen != 0 {
		t.Errorf("amount 0: %+v, want a given zero", a)
	}
}

func TestList(t *testing.T) {
	tables, _ := readAll(t, whole(files{"data/agencies.csv": "agency_id,name,fields,former_names\n" +
		"52440300MJL186084F,甲,社会福利；社会救助;慈善事业、 社区建设 ；；社会福利,无\n"}), nil)
	a := tables.Agencies[0]
	if got, want := strings.Join(a.FieldNames, "|"), "社会福利|社会救助|慈善事业|社区建设"; got != want || a.FormerNames != nil {
		t.Errorf("fields %q, former names %q, want %q and none", got, a.FormerNames, want)
	}
}

// national is a double-publicity export with its Chinese header, and the same in English.
const national = `行政相对人名称,行政相对人类别,行政相对人代码_1（统一社会信用代码）,法定代表人,法定代表人证件号码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,没收违法所得、没收非法财物的金额（万元）,处罚决定日期,处罚有效期,公示截止期,处罚机关,备注
甲中心,法人及非法人组织,52440300MJL186084F,张三,11010519491231002X,拟民罚〔2024〕1号,违规,未按规定使用经费,《条例》/25,罚款;没收违法所得,罚款500元,0.05,3.573042,2024/05/10,2099/12/31,2025/05/10,拟州市民政局,
某某公司,法人及非法人组织,91440300708461136T,李四,11010519491231002X,拟市监罚〔2024〕2号,违规,x,y,警告,警告,,,2024/5/11,2099/12/31,,拟州市市场监督管理局,
王五,自然人,,,,拟公罚〔2024〕3号,违规,x,y,警告,警告,abc,,坏日期,2099/12/31,,拟州市公安局,
`

func TestNational(t *testing.T) {
	english := strings.Replace(national, national[:strings.IndexByte(national, '\n')],
		"cf_xdr_mc,cf_xdr_lb,cf_xdr_shxym,cf_frdb,cf_fr_sfzh,cf_wsh,cf_wfxw,cf_sy,cf_yj,cf_cflb,cf_nr,cf_nr_fk,cf_nr_wfff,cf_jdrq,cf_yxq,cf_gsjzq,cf_cfjg,bz", 1)
	for name, text := range map[string]string{"Chinese": national, "English": english} {
		t.Run(name, func(t *testing.T) {
			tables, found := readAll(t, whole(files{"data/sanctions.csv": text}), nil)
			want := "sanctions.csv:0:0 notice foreign-party; sanctions.csv:1:1 notice column-not-kept; sanctions.csv:1:12 notice unit-in-header; sanctions.csv:1:13 notice unit-in-header"
			if got := briefs(found); got != want {
				t.Fatalf("findings:\n%s\nwant:\n%s", got, want)
			}
			if len(tables.Sanctions) != 1 || tables.Refused != 2 {
				t.Fatalf("%d sanctions and %d left out, want 1 and 2", len(tables.Sanctions), tables.Refused)
			}
			x := tables.Sanctions[0]
			if x.ID != "拟民罚〔2024〕1号" || x.Kind != "penalty" || x.Subject != "agency" || x.AgencyID != code1 || x.AuthorityName != "拟州市民政局" {
				t.Errorf("read %+v", x)
			}
			if x.Fine.String() != "500.00" || x.Confiscated.String() != "35730.42" || !x.ValidUntil.IsOpen() || x.PublishUntil.String() != "2025-05-10" {
				t.Errorf("fine %s, confiscated %s, valid until %s, published until %s", x.Fine, x.Confiscated, x.ValidUntil, x.PublishUntil)
			}
			if strings.Join(x.MeasureNames, "|") != "罚款|没收违法所得" || x.DecidedOn.String() != "2024-05-10" || x.Basis != "《条例》/25" {
				t.Errorf("measures %q, decided on %s, basis %q", x.MeasureNames, x.DecidedOn, x.Basis)
			}
			if all := strings.Join(x.Cells(), "|"); strings.Contains(all, "11010519491231002X") || strings.Contains(all, "张三") {
				t.Errorf("the row keeps a number or a name that it must not: %s", all)
			}
		})
	}
}

func TestNationalHeaders(t *testing.T) {
	const cells = "\n1号,52440300MJL186084F,罚款,2024/5/10,民政局,500\n"
	for _, tt := range []struct{ name, header, want, fine string }{
		{"the kind of code left out", "行政处罚决定书文号,行政相对人代码_1,处罚类别,处罚决定日期,处罚机关,罚款金额(元)", "", "500.00"},
		{"full-width digit", "行政处罚决定书文号,行政相对人代码_１（统一社会信用代码）,处罚类别,处罚决定日期,处罚机关,罚款金额（元）", "", "500.00"},
		{"an amount without a unit in Chinese is yuan", "行政处罚决定书文号,行政相对人代码_1,处罚类别,处罚决定日期,处罚机关,罚款金额", "", "500.00"},
		{"no code of the party", "cf_wsh,cf_xdr_mc,cf_cflb,cf_jdrq,cf_cfjg,cf_nr_fk",
			"sanctions.csv:0:0 notice foreign-party; sanctions.csv:1:0 error missing-column; sanctions.csv:1:6 notice unit-in-header", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables, found := readAll(t, whole(files{"data/sanctions.csv": tt.header + cells}), nil)
			if got := briefs(found); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
			if n := len(tables.Sanctions); n > 1 || (n == 1) != (tt.fine != "") || n == 1 && tables.Sanctions[0].Fine.String() != tt.fine {
				t.Errorf("read %d sanctions, want a fine of %q", n, tt.fine)
			}
		})
	}
}

func TestRowsWithWrongCellsKeepTheirKey(t *testing.T) {
	tables, _ := readAll(t, whole(files{"data/agencies.csv": "agency_id,name,founded_on\n52440300MJL186084F,甲,2023-02-30\n5244,乙,2020-01-01\n"}), nil)
	if len(tables.Agencies) != 2 || tables.Agencies[0].ID != code1 || tables.Agencies[1].ID != "5244" {
		t.Errorf("%d agencies, want 2, so that references to them are not wrong as well", len(tables.Agencies))
	}
}

func TestAccepted(t *testing.T) {
	s := &portal.Settings{Codes: []portal.AcceptedCode{{Code: "52440300MJL186084G", Reason: "pilot"}}}
	if _, found := readAll(t, whole(cellOf(1, "52440300MJL186084G")), s); len(found) > 0 {
		t.Errorf("findings: %s, want none for an accepted code", briefs(found))
	}
}

func TestTooMany(t *testing.T) {
	var b strings.Builder
	b.WriteString(payHeader + "\n")
	for range 3000 {
		b.WriteString("52440300MJL186084F,2023,directors,x,100\n")
	}
	_, found := readAll(t, whole(files{"data/pay.csv": b.String()}), nil)
	if len(found) != maxPerRule+1 || found[0].Rule != "too-many-findings" || !strings.Contains(found[0].Message.EN, "3000") {
		t.Errorf("%d findings, the first %+v, want %d and one that counts 3000", len(found), found[0], maxPerRule)
	}
}

func TestPages(t *testing.T) {
	tables, found := readAll(t, whole(files{
		"content/about/method.md":                "---\r\ntitle: 方法\r\norder: 2\r\nsummary: \"怎么：做\"\r\n---\r\n\r\n# 方法\r\n",
		"content/en/about/method.md":             "\ufeff---\ntitle: Method\n---\nText",
		"content/notice.md":                      "横幅",
		"content/README.md":                      "not a page",
		"content/picture.png":                    "\x00",
		"content/policies/52440300MJL186084F.md": "---\ntitle: 薪酬制度\neffective_on: 2023-01-01\npublished_on: 2023-02-01\nsource_url: https://example.org/\n---\n正文",
		"content/replies/sanctions/x-1.md":       "---\ntitle: 说明\nby: 甲\ndate: 2023-03-01\n---\n正文",
		"content/corrections/2023/某日.md":         "---\ntitle: 更正\nby: 乙\ndate: 2023-04-01\nrecord: projects/p1； agencies/52440300mjl186084f\n---\n原为甲",
		"data/redirects.csv":                     "table,old_key,new_key\nprojects,p0,p1\n",
	}), nil)
	if len(found) > 0 {
		t.Fatalf("findings: %s, want none", briefs(found))
	}
	got := map[string]*register.Page{}
	for _, p := range tables.Pages {
		got[p.Lang+" "+p.Path] = p
	}
	if p := got["zh-CN about/method"]; p == nil || p.Title != "方法" || p.Order != 2 || p.Summary != "怎么：做" || p.BodyLine != 6 || p.Body != "\n# 方法\n" {
		t.Errorf("the Chinese page is %+v", p)
	}
	if p := got["en about/method"]; p == nil || p.Title != "Method" || p.BodyLine != 4 || p.Body != "Text" {
		t.Errorf("the English page is %+v", p)
	}
	if p := got["zh-CN notice"]; p == nil || p.BodyLine != 1 || len(got) != 3 {
		t.Errorf("the banner is %+v of %d pages, want 3", p, len(got))
	}
	if p := tables.Policies[0]; p.AgencyID != code1 || p.EffectiveOn.String() != "2023-01-01" || p.Body != "正文" || p.BodyLine != 7 {
		t.Errorf("the policy is %+v", p)
	}
	if p := tables.Replies[0]; p.Table != "sanctions" || p.Slug != "x-1" || p.By != "甲" || p.Date.String() != "2023-03-01" {
		t.Errorf("the reply is %+v", p)
	}
	if c := tables.Corrections[0]; c.Title != "更正" || c.By != "乙" || strings.Join(c.Records, " ") != "projects/p1 agencies/52440300mjl186084f" || c.RecordLine != 5 || c.BodyLine != 7 || c.Slug == "" {
		t.Errorf("the correction is %+v", c)
	}
	if d := tables.Redirects; len(d) != 1 || d[0].OldKey != "p0" || d[0].Line != 2 {
		t.Errorf("redirects are %+v", d)
	}
}

// TestLinks reads through os.Root, as the program does: links that leave the portal are
// refused, links inside it are read.
func TestLinks(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.csv")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range whole(nil) {
		if name != "data/pay.csv" {
			write(filepath.Join(dir, name), text)
		}
	}
	write(outside, payHeader+"\n"+payRow1+"\n")
	write(filepath.Join(dir, "elsewhere.csv"), payHeader+"\n"+payRow1+"\n")
	for link, target := range map[string]string{"pay-out.csv": outside, "pay-in.csv": "../elsewhere.csv", "pay-gone.csv": "nowhere.csv"} {
		if err := os.Symlink(target, filepath.Join(dir, "data", link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tables, found, err := Read(root.FS(), &portal.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := "pay-gone.csv:0:0 error outside-portal; pay-out.csv:0:0 error outside-portal"
	if got := briefs(found); got != want || len(tables.Pay) != 1 {
		t.Errorf("%d pay rows, findings %s, want 1 row and %s", len(tables.Pay), got, want)
	}
	// A folder that leads out must not look like one that is not there.
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(dir, "content")); err != nil {
		t.Fatal(err)
	}
	_, found, err = Read(root.FS(), &portal.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if got := briefs(found); !strings.HasPrefix(got, "content:0:0 error outside-portal; ") {
		t.Errorf("findings %s, want content/ among them", got)
	}
}
