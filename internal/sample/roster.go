package main

// standing is the status of an agency, as the register writes it.
const (
	active       = "正常"
	suspended    = "停业"
	deregistered = "注销"
	revoked      = "吊销"
)

// entry is one hand-written line of the roster; the rest of an agency is rolled.
type entry struct {
	name, short, former string
	district            int  // index into districts
	local               bool // registered with its district, and works mostly there
	founded             string
	kind                string // first two characters of the code: 51, 52 or 53
	digits              bool   // a code of digits alone
	person              string // legal representative
	fields              string // names of fields, separated by 、
	size                int    // service lines, roughly
	quality             int    // mean score of its work
	site                string // label of its website, empty: none
	fate                fate
}

// fate is what sets an agency apart.
type fate struct {
	status     string         // "" is active
	sortKey    string         // an unambiguous spelling of a name with characters of several readings
	from, to   string         // contracts start on or after, end on or before
	silent     bool           // never disclosed anything
	late       map[int]string // year of pay: day of a late disclosure
	skip       []int          // years of pay never disclosed
	partial    map[int]string // year of pay: the tier that is missing
	hired      map[int]int    // year of pay: managers that came for good
	unpaid     []int          // years in which nobody in management was paid
	noPolicy   bool
	latePolicy bool
}

var roster = []entry{
	{name: "拟州市拾光社会工作服务中心", short: "拾光社工", district: 0, founded: "2008-06-18", kind: "52", digits: true, person: "许闻溪", fields: "社区建设、社会福利、婚姻家庭、教育辅导", size: 13, quality: 88, site: "shiguang"},
	{name: "拟州市栖禾区暖巷社会工作服务中心", short: "暖巷社工", district: 0, local: true, founded: "2012-03-22", kind: "52", person: "江若棠", fields: "社区建设、社会救助、社会福利", size: 5, quality: 86, site: "nuanxiang"},
	{name: "拟州市望舒区知邻社会工作服务中心", short: "知邻社工", district: 1, local: true, founded: "2013-09-10", kind: "52", person: "沈砚秋", fields: "社区建设、婚姻家庭、纠纷调解", size: 6, quality: 84, site: "zhilin", fate: fate{late: map[int]string{2023: "2024-08-16"}}},
	{name: "拟州市沐川区同舟社会工作发展中心", short: "同舟社工", district: 2, local: true, founded: "2011-11-07", kind: "52", digits: true, person: "韦江亭", fields: "社区建设、社会福利、职工帮扶", size: 6, quality: 78, site: "tongzhou", fate: fate{late: map[int]string{2022: "2023-09-05", 2024: "2025-12-03"}}},
	{name: "拟州市晴耕社会工作服务中心", short: "晴耕社工", former: "拟州市晴耕青年社工服务社", district: 3, founded: "2009-04-28", kind: "52", digits: true, person: "陆晚舟", fields: "教育辅导、犯罪预防、社区建设、婚姻家庭", size: 9, quality: 90, site: "qinggeng"},
	{name: "拟州市听松区松涛社会工作服务中心", short: "松涛社工", district: 4, local: true, founded: "2014-05-15", kind: "52", person: "邹鹤年", fields: "社区建设、社会福利、卫生健康", size: 5, quality: 82, site: "songtao"},
	{name: "拟州市落霞区霞光里家庭综合服务中心", short: "霞光里", district: 5, local: true, founded: "2013-12-02", kind: "52", person: "彭照棠", fields: "婚姻家庭、社区建设、教育辅导", size: 5, quality: 85, site: "xiaguangli"},
	{name: "拟州市映雪区梅边社会工作服务中心", short: "梅边社工", district: 6, local: true, founded: "2015-07-21", kind: "52", person: "苏未央", fields: "社区建设、残障康复、社会福利", size: 5, quality: 87, site: "meibian"},
	{name: "拟州市澄溪区一苇社会工作服务中心", short: "一苇社工", district: 7, local: true, founded: "2012-10-19", kind: "52", person: "梁苇航", fields: "社区建设、社会救助、精神卫生", size: 6, quality: 83, site: "yiwei", fate: fate{partial: map[int]string{2023: "directors"}}},
	{name: "拟州市云岫区出岫社会工作服务中心", short: "出岫社工", district: 8, local: true, founded: "2014-08-08", kind: "52", person: "岑亦山", fields: "社区建设、社会福利、应急处置", size: 4, quality: 80, site: "chuxiu", fate: fate{late: map[int]string{2025: "2026-07-29"}}},
	{name: "拟州市临渊新区结网社会工作服务中心", short: "结网社工", district: 9, local: true, founded: "2016-01-27", kind: "52", person: "范不群", fields: "社区建设、职工帮扶、就业援助", size: 5, quality: 81, site: "jiewang", fate: fate{latePolicy: true}},
	{name: "拟州市拂晓区启明社会工作服务中心", short: "启明社工", district: 3, local: true, founded: "2012-06-29", kind: "52", person: "方既白", fields: "社区建设、社会福利、残障康复", size: 6, quality: 84, site: "qiming", fate: fate{hired: map[int]int{2025: 1}}},
	{name: "拟州市长青社会工作服务中心", short: "长青社工中心", district: 1, founded: "2008-11-12", kind: "52", digits: true, person: "秦岁寒", fields: "社会福利、卫生健康、社区建设", size: 9, quality: 86, site: "changqing-centre", fate: fate{sortKey: "拟州市常青社会工作服务中心"}},
	{name: "拟州市长青社会工作服务社", short: "长青社工社", district: 5, founded: "2017-03-30", kind: "52", person: "贺松筠", fields: "社会福利、社会救助", size: 3, quality: 73, fate: fate{sortKey: "拟州市常青社会工作服务社", late: map[int]string{2024: "2025-10-21"}, noPolicy: true}},
	{name: "拟州市重山社会工作促进会", short: "重山促进会", district: 8, founded: "2010-09-16", kind: "51", person: "雷岑安", fields: "社区建设、慈善事业、应急处置", size: 3, quality: 82, site: "chongshan", fate: fate{sortKey: "拟州市崇山社会工作促进会"}},
	{name: "拟州市朝露青少年发展中心", short: "朝露青少年", former: "拟州市朝露少年宫外活动站", district: 6, founded: "2011-05-04", kind: "52", person: "喻朝歌", fields: "教育辅导、犯罪预防", size: 5, quality: 85, site: "zhaolu", fate: fate{sortKey: "拟州市招露青少年发展中心"}},
	{name: "拟州市乐水社会工作服务中心", short: "乐水社工", district: 2, founded: "2013-02-25", kind: "52", person: "鲁清涟", fields: "社区建设、社会救助、就业援助", size: 5, quality: 79, site: "leshui", fate: fate{sortKey: "拟州市勒水社会工作服务中心", skip: []int{2025}}},
	{name: "拟州市行知社会工作服务中心", short: "行知社工", district: 4, founded: "2010-03-18", kind: "52", digits: true, person: "陶知微", fields: "教育辅导、婚姻家庭、社区建设、职工帮扶", size: 8, quality: 89, site: "xingzhi", fate: fate{sortKey: "拟州市形知社会工作服务中心"}},
	{name: "拟州市䶮光精神健康社会工作服务中心", short: "䶮光社工", district: 0, founded: "2014-10-10", kind: "52", person: "罗䶮", fields: "精神卫生、卫生健康", size: 5, quality: 87, site: "yanguang", fate: fate{sortKey: "拟州市眼光精神健康社会工作服务中心"}},
	{name: "拟州市喆行禁毒社会工作服务中心", short: "喆行社工", district: 7, founded: "2012-06-26", kind: "52", person: "郑喆", fields: "禁毒戒毒、矫治帮教", size: 6, quality: 83, site: "zhexing"},
	{name: "拟州市堃德社会工作服务中心", short: "堃德社工", district: 9, founded: "2015-11-11", kind: "52", person: "黄堃", fields: "社区建设、社会福利", size: 4, quality: 74, fate: fate{late: map[int]string{2022: "2023-12-18", 2023: "2024-07-11"}, latePolicy: true}},
	{name: "拟州市栖禾区拂堤街道新就业群体与外来务工人员家庭社会工作综合服务与发展中心", short: "拂堤新业社工", district: 0, local: true, founded: "2019-09-05", kind: "52", person: "葛行舟", fields: "职工帮扶、就业援助、婚姻家庭", size: 3, quality: 80, fate: fate{noPolicy: true}},
	{name: "擬州市匯橋長者及家庭社會工作服務中心", short: "匯橋社工", district: 9, founded: "2016-07-01", kind: "52", person: "歐陽靜宜", fields: "社会福利、婚姻家庭", size: 4, quality: 91, site: "huiqiao", fate: fate{sortKey: "拟州市汇桥长者及家庭社会工作服务中心"}},
	{name: "拟州市Bridge青年社会工作服务中心", short: "Bridge青年", district: 3, founded: "2018-05-08", kind: "52", person: "马闻笛", fields: "教育辅导、就业援助、犯罪预防", size: 4, quality: 84, site: "bridge-youth"},
	{name: "拟州市（拂晓）医路同行医务社会工作服务中心", short: "医路同行", district: 3, founded: "2015-04-07", kind: "52", person: "柏仲宁", fields: "卫生健康、精神卫生", size: 4, quality: 88, site: "yilu"},
	{name: "拟州市心锚心理健康服务中心（社会工作）", short: "心锚", former: "拟州市心锚心理咨询服务中心", district: 1, founded: "2014-12-23", kind: "52", person: "温既然", fields: "精神卫生、教育辅导", size: 4, quality: 82, site: "xinmao", fate: fate{partial: map[int]string{2024: "managers"}}},
	{name: "拟州市澄溪慈善基金会", short: "澄溪基金会", district: 7, founded: "2011-08-30", kind: "53", person: "费明川", fields: "慈善事业、社会救助", size: 2, quality: 85, site: "chengxi-foundation", fate: fate{unpaid: []int{2022, 2023}}},
	{name: "拟州市晨曦儿童公益基金会", short: "晨曦基金会", district: 3, founded: "2016-06-01", kind: "53", person: "安可颂", fields: "慈善事业、教育辅导", size: 1, quality: 83, site: "chenxi", fate: fate{from: "2023-07-01"}},
	{name: "拟州市社区发展促进会", short: "社区发展促进会", district: 1, founded: "2009-10-22", kind: "51", digits: true, person: "常在堂", fields: "社区建设、纠纷调解", size: 3, quality: 86, site: "shequ"},
	{name: "拟州市守望禁毒社会工作服务中心", short: "守望禁毒社工", district: 2, founded: "2010-06-25", kind: "52", digits: true, person: "唐守拙", fields: "禁毒戒毒、犯罪预防", size: 6, quality: 81, site: "shouwang", fate: fate{late: map[int]string{2023: "2024-09-27"}}},
	{name: "拟州市向阳社区矫正社会工作服务中心", short: "向阳社工", district: 5, founded: "2011-12-01", kind: "52", person: "史向葵", fields: "矫治帮教、犯罪预防", size: 5, quality: 84, site: "xiangyang"},
	{name: "拟州市无障碍社会工作服务中心", short: "无障碍社工", district: 1, founded: "2012-12-03", kind: "52", person: "俞轻舟", fields: "残障康复、就业援助", size: 6, quality: 89, site: "wuzhangai"},
	{name: "拟州市青禾学校社会工作服务中心", short: "青禾社工", former: "拟州市青禾教育辅导服务中心", district: 0, founded: "2013-08-26", kind: "52", person: "任小满", fields: "教育辅导、犯罪预防", size: 5, quality: 82, site: "qinghe"},
	{name: "拟州市工友之家社会工作服务中心", short: "工友之家", district: 9, founded: "2014-05-01", kind: "52", person: "毕守恒", fields: "职工帮扶、纠纷调解", size: 4, quality: 80, site: "gongyou"},
	{name: "拟州市安澜应急社会工作服务中心", short: "安澜应急", district: 2, founded: "2020-05-12", kind: "52", person: "康定波", fields: "应急处置、社会救助", size: 3, quality: 83, site: "anlan"},
	{name: "拟州市和解社区调解服务中心", short: "和解中心", district: 6, founded: "2016-09-28", kind: "52", person: "齐润物", fields: "纠纷调解、婚姻家庭", size: 4, quality: 81, site: "hejie", fate: fate{partial: map[int]string{2022: "directors"}}},
	{name: "拟州市云岫区山径社会工作服务中心", short: "山径社工", district: 8, local: true, founded: "2017-06-14", kind: "52", person: "伍观澜", fields: "社区建设、教育辅导", size: 3, quality: 79},
	{name: "拟州市银龄社会工作服务中心", short: "银龄社工", district: 4, founded: "2013-10-13", kind: "52", person: "傅重阳", fields: "社会福利、卫生健康", size: 5, quality: 86, site: "yinling"},
	{name: "拟州市落霞区晚晴养老社会工作服务中心", short: "晚晴社工", district: 5, local: true, founded: "2015-10-21", kind: "52", person: "薛晚晴", fields: "社会福利、社会救助", size: 4, quality: 76, fate: fate{late: map[int]string{2025: "2026-09-08"}}},
	{name: "拟州市听松区耳语听障服务中心", short: "耳语", district: 4, local: true, founded: "2018-03-03", kind: "52", person: "陈龑", fields: "残障康复", size: 2, quality: 88, site: "eryu"},
	{name: "拟州市沐川区渡口社会工作服务中心", short: "渡口社工", district: 2, local: true, founded: "2013-04-17", kind: "52", person: "汤问渡", fields: "社区建设、社会救助", size: 3, quality: 72, fate: fate{status: deregistered, to: "2024-12-31", skip: []int{2024}}},
	{name: "拟州市映雪区炉火社会工作服务中心", short: "炉火社工", district: 6, local: true, founded: "2016-12-20", kind: "52", person: "苗应炉", fields: "社区建设、社会福利", size: 3, quality: 62, fate: fate{status: revoked, to: "2024-06-30", skip: []int{2023, 2024}, noPolicy: true}},
	{name: "拟州市澄溪区浅草社会工作服务中心", short: "浅草社工", district: 7, local: true, founded: "2018-09-19", kind: "52", person: "施未名", fields: "社区建设、教育辅导", size: 3, quality: 66, fate: fate{status: suspended, to: "2025-12-31", late: map[int]string{2023: "2024-11-25"}, skip: []int{2025}, noPolicy: true}},
	{name: "拟州市望舒区月桥社会工作服务中心", short: "月桥社工", district: 1, local: true, founded: "2012-09-30", kind: "52", person: "卫清商", fields: "社会福利、社区建设", size: 2, quality: 80, fate: fate{status: deregistered, to: "2023-12-31"}},
	{name: "拟州市拂晓区灯塔青少年事务社会工作服务中心", short: "灯塔青少年", district: 3, local: true, founded: "2014-07-15", kind: "52", person: "林𬱖", fields: "犯罪预防、教育辅导、矫治帮教", size: 4, quality: 85, site: "dengta"},
	{name: "拟州市临渊新区潮间带社会工作服务中心", short: "潮间带社工", district: 9, local: true, founded: "2025-02-20", kind: "52", person: "何拾贝", fields: "社区建设、社会福利", size: 3, quality: 78, fate: fate{from: "2025-07-01", noPolicy: true}},
	{name: "拟州市木棉社会工作服务中心", short: "木棉社工", district: 5, founded: "2023-11-08", kind: "52", person: "朱半夏", fields: "婚姻家庭、社会救助", size: 3, quality: 82, site: "mumian", fate: fate{from: "2024-04-01"}},
	{name: "拟州市栖禾区米粒社会工作服务中心", short: "米粒社工", district: 0, local: true, founded: "2019-04-11", kind: "52", person: "严一粟", fields: "社区建设、社会救助", size: 3, quality: 68, fate: fate{silent: true}},
	{name: "拟州市望舒区半亩社会工作服务中心", short: "半亩社工", district: 1, local: true, founded: "2020-08-18", kind: "52", person: "孔方塘", fields: "教育辅导、婚姻家庭", size: 2, quality: 71, fate: fate{silent: true}},
	{name: "拟州市云岫区回声社会工作服务中心", short: "回声社工", district: 8, local: true, founded: "2021-03-16", kind: "52", person: "曹空谷", fields: "精神卫生、社会福利", size: 2, quality: 70, fate: fate{silent: true}},
	{name: "拟州市众擎社会救助服务中心", short: "众擎救助", district: 6, founded: "2015-01-14", kind: "52", person: "金石开", fields: "社会救助、应急处置", size: 4, quality: 80, site: "zhongqing", fate: fate{late: map[int]string{2024: "2025-07-04"}}},
	{name: "拟州市百川就业援助社会工作服务中心", short: "百川社工", former: "拟州市百川职业帮扶中心；拟州市百川再就业服务站", district: 2, founded: "2009-12-09", kind: "52", digits: true, person: "冯归海", fields: "就业援助、职工帮扶、残障康复", size: 4, quality: 83, site: "baichuan", fate: fate{hired: map[int]int{2025: 1}}},
	{name: "拟州市同心职工服务中心", short: "同心职工", district: 4, founded: "2012-05-01", kind: "52", person: "姜同裳", fields: "职工帮扶", size: 2, quality: 81, site: "tongxin"},
	{name: "拟州市爱立方社会工作服务中心", short: "爱立方", former: "拟州市爱立方义工服务中心；拟州市爱心义工服务站", district: 7, founded: "2010-12-05", kind: "52", digits: true, person: "吕立方", fields: "社区建设、慈善事业、社会福利、残障康复", size: 8, quality: 85, site: "ailifang", fate: fate{latePolicy: true}},
	{name: "拟州市临渊新区蓝湾社会工作服务中心", short: "蓝湾社工", district: 9, local: true, founded: "2017-11-29", kind: "52", person: "潘观澜", fields: "社区建设、犯罪预防、婚姻家庭", size: 4, quality: 75, site: "lanwan", fate: fate{skip: []int{2023}, noPolicy: true}},
	{name: "拟州市映雪区白桦社会工作服务中心", short: "白桦社工", district: 6, local: true, founded: "2023-05-24", kind: "52", person: "韩白桦", fields: "精神卫生、禁毒戒毒", size: 2, quality: 84, site: "baihua", fate: fate{from: "2024-07-01"}},
	{name: "拟州市拂晓区早安社会工作服务中心", short: "早安社工", district: 3, local: true, founded: "2018-12-12", kind: "52", person: "张既望", fields: "社会福利、社区建设", size: 3, quality: 77, fate: fate{late: map[int]string{2022: "2023-07-20"}}},
	{name: "拟州市归途矫治帮教服务中心", short: "归途", district: 2, founded: "2022-03-09", kind: "52", person: "杨归途", fields: "矫治帮教、禁毒戒毒", size: 3, quality: 82, site: "guitu", fate: fate{from: "2022-07-01"}},
}
