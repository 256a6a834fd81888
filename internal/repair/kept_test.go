package repair_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestText looks at CSV copies whole: what is written otherwise, and what is left as it
// was. Line ends are those of the test, and the byte order mark is left out.
func TestText(t *testing.T) {
	const code = "529900000000000193"
	for _, tt := range []struct{ name, settings, file, text, want string }{
		{"yuan", "", "pay.csv",
			"统一社会信用代码,年度,层级,人数,金额单位（元）,年度薪酬福利总额（万元）\n" + code + ",2023,受薪理事,1,,16.3\n" + code + ",2024,受薪理事,1,,163000元\n" + code + ",2025,受薪理事,1,,-\n",
			"统一社会信用代码,年度,层级,人数,金额单位（元）,年度薪酬福利总额\n" + code + ",2023,受薪理事,1,,163000\n" + code + ",2024,受薪理事,1,,163000\n" + code + ",2025,受薪理事,1,,-\n"},
		{"one amount in doubt", "", "pay.csv",
			"单位：万元\nagency_id,year,tier,headcount,total\n" + code + ",2023,directors,1人,１６．３\n" + code + ",2024,directors,1,约16\n" + code + ",2025,directors,1,163000元\n",
			"agency_id,year,tier,headcount,年度薪酬福利总额（万元）\n" + code + ",2023,directors,1,１６．３\n" + code + ",2024,directors,1,约16\n" + code + ",2025,directors,1,163000元\n"},
		{"a row that does not fit", "", "pay.csv",
			"agency_id,year,tier,headcount,total（万元）,note\n" + code + ",2023,directors,1人,16.3,\n" + code + ",2024,directors,1人,16.3\n",
			"agency_id,year,tier,headcount,年度薪酬福利总额（万元）,note\n" + code + ",2023,directors,1,16.3,\n" + code + ",2024,directors,1人,16.3\n"},
		{"a doubt that would not be seen", "", "pay.csv",
			"agency_id;year;tier;headcount;total\n" + code + ";2023;directors;1人;1,234\n",
			"agency_id,year,tier,headcount,total\n" + code + ",2023,directors,1,\"1,234\",待核对：第 5 列；改好后删除这一格\n"},
		{"a unit that cannot be told", "", "pay.csv",
			"单位：元/万元\nagency_id,year,tier,headcount,total\n" + code + ",2023,directors,1,1\n" + code + ",2024,directors,1,1\n",
			"agency_id,year,tier,headcount,total\n" + code + ",2023,directors,1,1,待核对：原表第 1 行“单位：元/万元”；改好后删除这一格\n" + code + ",2024,directors,1,1\n"},
		{"suggestions are not carried out", "", "pay.csv",
			"agency_id,year,tier,headcount,total,公开曰期\n 52990000000000O193 ,２３,理事,3-5,1.63E+05,\n",
			"agency_id,year,tier,headcount,total,公开曰期\n52990000000000O193,２３,理事,3-5,1.63E+05,\n"},
		{"settings", "aliases: {pay: {单位: agency_id, 人数: total, headcount: headcount, 总: total}}\nvalues: {pay: {tier: {甲: directors}}}\ndates: {pay: [\"02/01/2006\"]}\ndefaults: {pay: {year: \"2023\"}}\n", "pay.csv",
			"单位,层级,headcount,总,公开日期\n" + code + ",甲,２,1,01/02/2024\n",
			"统一社会信用代码,层级,headcount,年度薪酬福利总额,公开日期\n" + code + ",directors,2,1,2024-02-01\n"},
		{"dates that the settings would turn round", "dates: {pay: [\"2006-02-01\"]}\n", "pay.csv",
			"统一社会信用代码,年度,层级,人数,年度薪酬福利总额,公开日期\n" + code + ",２０２３,受薪理事,1,1,2023-05-01\n",
			"统一社会信用代码,年度,层级,人数,年度薪酬福利总额,公开日期\n" + code + ",2023,受薪理事,1,1,2023-05-01\n"},
		{"the national export", "", "惩戒-双公示.csv",
			"cf_xdr_mc,cf_xdr_shxym,cf_fr_sfzh,cf_wsh,cf_cflb,cf_nr_fk,cf_jdrq,cf_cfjg\n拟州市晨光社会工作服务中心," + strings.ToUpper(code) + ",x,1号,警告,0.5,２０２５/3/10,拟州市民政局\n别的单位,91440300708461136T,x,2号,罚款,１,２０２５/3/10,拟州市民政局\n",
			"cf_xdr_mc,cf_xdr_shxym,cf_fr_sfzh,cf_wsh,cf_cflb,cf_nr_fk,cf_jdrq,cf_cfjg\n拟州市晨光社会工作服务中心," + code + ",x,1号,警告,0.5,2025-03-10,拟州市民政局\n别的单位,91440300708461136T,x,2号,罚款,１,２０２５/3/10,拟州市民政局\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, map[string]string{"gongshi.yaml": settings + tt.settings, "data/agencies.csv": agencies, "data/" + tt.file: tt.text})
			fix(t, dir, "zh-CN")
			got := strings.ReplaceAll(string(read(t, filepath.Join(dir, "fix", tt.file))), "\r\n", "\n")
			if got != "\ufeff"+tt.want {
				t.Errorf("the copy is\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
