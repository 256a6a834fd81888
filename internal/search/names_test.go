package search_test

import (
	"slices"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/search"
)

// agency is the document of an agency with these names.
func agency(t *testing.T, name, short, former, district string) search.Document {
	t.Helper()
	a := &register.Agency{ID: "52990000MJL1712376", Name: name, ShortName: short, DistrictName: district}
	if former != "" {
		a.FormerNames = []string{former}
	}
	reg, findings := register.Link(&register.Tables{Agencies: []*register.Agency{a}}, &portal.Settings{Languages: []string{"zh-CN"}}, nil, day.Day{Year: 2026, Month: 1, Day: 1})
	for _, f := range findings {
		t.Fatalf("%+v", f)
	}
	return search.Documents(reg, ledger.Open(reg))[0]
}

func TestSoundParts(t *testing.T) {
	d := agency(t, "重庆市绿叶社工Bridge", "绿叶社工", "24小时（服务）社", "")
	var got []string
	for _, p := range d.Parts {
		if p.Zone == search.Sound {
			got = append(got, p.Text)
		}
	}
	want := []string{
		"chong qing shi lv ye she gong bridge", "chong qing shi lu ye she gong bridge",
		"lv ye she gong", "lu ye she gong", "24 xiao shi fu wu she",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name, short, former, district string
		want                          []string
	}{
		{"拟州市青岚区启明社工", "启明", "拟州晨光社", "青岚区", []string{
			"nizhoushiqinglanquqimingshegong", "nzsqlqqmsg", "qiming", "qimingshegong", "qm", "qmsg",
			"启明", "启明社工", "拟州市青岚区启明社工", "拟州晨光社",
		}},
		{"青岚区启明", "", "", "青岚区", []string{"qiming", "qinglanquqiming", "qlqqm", "qm", "启明", "青岚区启明"}},
		{"擬州市（拂晓） ABC 長者", "", "", "", []string{
			"abczhangzhe", "abc长者", "azz", "nizhoushifuxiaoabczhangzhe", "nzsfxazz", "拟州市[拂晓]abc长者",
		}},
		{"城市之光", "", "", "", []string{"chengshizhiguang", "cszg", "城市之光"}},
		{"拟州市", "", "", "", []string{"nizhoushi", "nzs", "拟州市"}},
		{"Bridge", "", "", "", []string{"b", "bridge"}},
		{"绿叶", "绿叶", "绿叶", "", []string{"luye", "lvye", "ly", "绿叶"}},
	} {
		if got := agency(t, c.name, c.short, c.former, c.district).Keys; !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOnlyAgenciesHaveKeysAndSounds(t *testing.T) {
	for _, d := range documentsOfCity(t) {
		sounds := slices.ContainsFunc(d.Parts, func(p search.Part) bool { return p.Zone == search.Sound })
		if is := d.Table == "agencies"; sounds != is || (len(d.Keys) > 0) != is {
			t.Errorf("%s: sounds %v, keys %q", d.ID, sounds, d.Keys)
		}
	}
}

func TestPinyinFindsAgencies(t *testing.T) {
	c := newClient(t)
	for _, v := range []struct {
		name       string
		found, not []string
	}{
		{"深圳社会工作者协会", []string{"szshg", "shenzhen", "ShehuiGong", "gzz", "xh"}, []string{"szg", "enzhen", "shenzhenx", "\"szshg\"", "szshg*", "s"}},
		{"重庆市绿叶社工", []string{"chongqing", "cqslysg", "lvye", "luye", "qingshilv"}, []string{"zhongqing", "zqs", "lüye"}},
		{"长沙市家长会", []string{"changsha", "jiazhang"}, []string{"zhangsha", "jiachang"}},
		{"廈門市長者中心", []string{"xiamen", "xmszzzx", "zhangzhe"}, []string{"shamen"}},
		{"拟州市ABC社工", []string{"abc", "abcshegong", "asg", "shiabc", "-changsha nizhou"}, []string{"bcshegong", "-nizhou"}},
	} {
		docs := []search.Document{agency(t, v.name, "", "", ""), record("sanctions/b", body("毫不相干的文字"))}
		search.Order(docs)
		want := slices.IndexFunc(docs, func(d search.Document) bool { return d.Table == "agencies" })
		e := openEngine(t, docs)
		c.openIndex(t, docs)
		check := func(q string, is bool) {
			t.Helper()
			var got []int
			c.ask(t, map[string]any{"op": "ids", "query": q}, &got)
			if slices.Contains(got, want) != is || slices.Contains(numbers(t, e, docs, q), want) != is {
				t.Errorf("%s: %s finds %v in the browser and %v in Bleve, want it there: %v", v.name, q, got, numbers(t, e, docs, q), is)
			}
		}
		for _, q := range v.found {
			check(q, true)
		}
		for _, q := range v.not {
			check(q, false)
		}
	}
}
