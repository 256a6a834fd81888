package search_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/search"
)

// The words that invented documents are made of.
var (
	inventedPlaces = strings.Fields("青岚 云岫 澄溪 栖禾 望舒 沐川 拂晓 听松 落霞 映雪 临渊 枕溪 晴岚 疏桐 揽月 浣花")
	inventedKinds  = strings.Fields("社会工作服务中心 社区服务中心 养老服务中心 助残服务中心 青少年发展中心 公益发展促进会")
	// inventedSounds is how places, kinds and what stands around them sound.
	inventedSounds = map[string]string{
		"拟州市": "ni zhou shi", "社工": "she gong",
		"青岚": "qing lan", "云岫": "yun xiu", "澄溪": "cheng xi", "栖禾": "qi he", "望舒": "wang shu", "沐川": "mu chuan", "拂晓": "fu xiao", "听松": "ting song",
		"落霞": "luo xia", "映雪": "ying xue", "临渊": "lin yuan", "枕溪": "zhen xi", "晴岚": "qing lan", "疏桐": "shu tong", "揽月": "lan yue", "浣花": "huan hua",
		"社会工作服务中心": "she hui gong zuo fu wu zhong xin", "社区服务中心": "she qu fu wu zhong xin", "养老服务中心": "yang lao fu wu zhong xin",
		"助残服务中心": "zhu can fu wu zhong xin", "青少年发展中心": "qing shao nian fa zhan zhong xin", "公益发展促进会": "gong yi fa zhan cu jin hui",
	}
	inventedPhrases = strings.Split("未按规定公开管理层薪酬信息|虚报服务人次与工时|擅自变更项目实施地点|未经备案开展公开募捐|财务账目与银行流水不一致|"+
		"聘用无资质人员从事专业服务|将受委托的服务项目整体转包|服务档案缺失、签到表代签|经查,当事人于{n}年{m}月在第{m}号服务点收取费用{n}元|"+
		"执法人员调取了{n}份服务记录，其中{m}份签名笔迹高度一致|差额为{n}.{m}元|依据《拟州市社会服务机构登记管理办法》第{m}条|"+
		"該機構負責人承認上述事實|电子台账（ERP系统v{m}）被集中补录{n}条|阿依古丽·买买提|ABC{m}号楼与B座之间|食品、安全|食品安全|𠮷野家及𬱖氏", "|")
	inventedMeasures = []search.Value{
		{ID: "fine", ZH: "罚款", EN: "Fine"}, {ID: "warning", ZH: "警告", EN: "Warning"}, {ID: "责令改正", ZH: "责令改正", EN: "责令改正"},
	}
	inventedStatuses = []search.Value{
		{ID: "in_force", ZH: "生效", EN: "In force"}, {ID: "ended", ZH: "已届满", EN: "Ended"}, {ID: "appealed", ZH: "复议或诉讼中", EN: "Under appeal"},
	}
)

// sound is the part that says how words sound one after the other.
func sound(words ...string) search.Part {
	var list []string
	for _, w := range words {
		list = append(list, inventedSounds[w])
	}
	return search.Part{Zone: search.Sound, Text: strings.Join(list, " ")}
}

// invented returns n documents of some 185 characters; the same seed, the same documents.
func invented(n int, seed uint64) []search.Document {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	docs := make([]search.Document, 0, n)
	for i := range n {
		place, kind := pick(inventedPlaces), pick(inventedKinds)
		date, _ := day.New(2018+r.IntN(8), 1+r.IntN(12), 1+r.IntN(28))
		second := pick(inventedPlaces)
		name := fmt.Sprintf("拟州市%s%s%s", place, second, kind)
		district := search.Value{ID: place + "区", ZH: place + "区", EN: place + " District", Also: []string{"9900" + place}}
		table := search.Tag{Facet: "table", Value: search.Value{ID: "sanctions", ZH: "惩戒", EN: "Sanctions"}}
		d := search.Document{
			Date: date, AgencyID: fmt.Sprintf("52990000MJ%08d", r.IntN(n/10+1)),
			Tags: []search.Tag{
				{Facet: "district", Value: district},
				{Facet: "year", Value: search.Value{ID: fmt.Sprint(date.Year), ZH: fmt.Sprint(date.Year), EN: fmt.Sprint(date.Year)}},
			},
		}
		if i%8 == 0 {
			d.ID, d.Table, d.Title = fmt.Sprintf("agencies/%06d", i), "agencies", name
			third := pick(inventedPlaces)
			d.Parts = []search.Part{
				{Zone: search.Title, Text: name}, {Zone: search.Names, Text: place + "社工（" + third + "）"},
				sound("拟州市", place, second, kind), sound(place, "社工", third),
			}
			table.Value = search.Value{ID: "agencies", ZH: "机构", EN: "Agencies"}
			if i%16 == 0 {
				d.Date = day.Day{}
			}
		} else {
			number := fmt.Sprintf("拟%s罚字〔%d〕%d号", place, date.Year, 1+r.IntN(300))
			status := inventedStatuses[r.IntN(len(inventedStatuses))]
			d.ID, d.Table, d.Title = fmt.Sprintf("sanctions/%06d", i), "sanctions", number
			d.Status, d.Ended = status.ID, status.ID == "ended"
			d.Parts = []search.Part{{Zone: search.Number, Text: number}, {Zone: search.Labels, Text: name}, {Zone: search.Labels, Text: d.AgencyID}}
			d.Tags = append(d.Tags, search.Tag{Facet: "status", Value: status})
			for _, m := range inventedMeasures[:r.IntN(3)] {
				d.Tags = append(d.Tags, search.Tag{Facet: "measure", Value: m})
				d.Parts = append(d.Parts, search.Part{Zone: search.Labels, Text: m.ZH})
			}
			if r.IntN(2) == 0 {
				d.Fine = money.FromFen(int64(r.IntN(30)) * 100_000)
				d.Amount = d.Fine
			}
		}
		d.Tags = append(d.Tags, table)
		d.URL = d.ID + ".html"
		var body strings.Builder
		for runes := 0; runes < 120; {
			s := strings.NewReplacer("{n}", fmt.Sprint(r.IntN(3000)), "{m}", fmt.Sprint(1+r.IntN(40))).Replace(pick(inventedPhrases))
			body.WriteString(s + pick([]string{"。", "；", "，", "\n", "", ""}))
			runes += len([]rune(s))
		}
		d.Parts = append(d.Parts, search.Part{Zone: search.Body, Text: body.String()})
		docs = append(docs, d)
	}
	search.Order(docs)
	return docs
}
