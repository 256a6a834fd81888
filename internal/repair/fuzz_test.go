package repair_test

import (
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/repair"
	"gongshi/internal/schema"
	"gongshi/internal/transcript"
)

// FuzzCopies copies whatever is given as a table of pay: both copies must be read again
// as their original, with what is in doubt refused.
func FuzzCopies(f *testing.F) {
	for _, text := range []string{
		"agency_id,year,tier,headcount,total\n529900000000000193,2023,directors,3,1\n",
		"标题\n单位：万元\n信用代码,年度,层级,人数（人）,金额,x\n５２９９０００００００００００１９３,２０２３,受 薪 理 事,'3,16.3,\n合计,,,3,16.3,\n备注：a\n",
		"agency_id;year;tier;headcount;total（亿元）;\n529900000000000193;2023;同上;-;1,234;y\n;;;\n1;2\n",
		"sep=;\n机构信息,,薪酬信息\nagency_id,year,tier,total,headcount\nagency_id,年度,层级,人数,total\n\"a\nb\",2,3,4,=1+1\n",
		"单位：元/万元\nagency_id\ttotal\tyear\n\"\"\"\"\t-\t\x01\n",
		"\xb5\xa5\xce\xbb\xa3\xba\xcd\xf2\xd4\xaa\nagency_id,total\n1,2\n",
	} {
		f.Add([]byte(text))
	}
	var layouts []day.Layout
	for _, notation := range []string{"YYYY-DD-MM", "DD.MM.YYYY"} {
		l, err := day.NewLayout(notation)
		if err != nil {
			f.Fatal(err)
		}
		layouts = append(layouts, l)
	}
	settings := &portal.Settings{
		Aliases: map[string]map[string]string{"pay": {"金额": "total", "y": "note", "备注": "tier"}},
		Values:  map[string]map[string]map[string]string{"pay": {"tier": {"甲": "directors", "directors": "managers"}}},
		Dates:   map[string][]day.Layout{"pay": layouts},
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		const name = "data/pay.csv"
		fsys := fstest.MapFS{name: {Data: text}}
		tables, found, err := intake.Read(fsys, settings)
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := intake.Copies(fsys, settings)
		if err != nil {
			t.Fatal(err)
		}
		_, err = repair.Make(repair.Portal{Files: tables.Files, Sheets: sheets, Findings: found, Lang: "en", Read: func(table *schema.Table, files []repair.File) ([]*transcript.Sheet, error) {
			held, names := fstest.MapFS{}, []string{}
			for _, f := range files {
				held[f.Path] = &fstest.MapFile{Data: f.Body}
				names = append(names, f.Path)
			}
			return intake.Transcribe(held, settings, table, names, nil)
		}})
		if err != nil {
			t.Errorf("%v\n%q", err, text)
		}
	})
}
