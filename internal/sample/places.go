package main

// district is one of the ten invented districts of 拟州市.
type district struct {
	code, name, short string // short: the first character of its document numbers
	host              string // label in invented host names
	streets           []street
}

// street is an invented subdistrict (街道) with its communities (社区).
type street struct {
	name        string
	communities []string
}

var districts = []district{
	{"990001", "栖禾区", "栖", "qihe", []street{
		{"拂堤街道", []string{"临溪", "书院巷", "柿子园"}}, {"禾浦街道", []string{"金穗", "米市"}}, {"晴川街道", []string{"塔影", "南渡"}}}},
	{"990002", "望舒区", "望", "wangshu", []street{
		{"月桥街道", []string{"东门", "桂花里"}}, {"桂影街道", []string{"丹枝", "旧城"}}, {"清辉街道", []string{"镜湖", "长巷", "满月"}}}},
	{"990003", "沐川区", "沐", "muchuan", []street{
		{"渡口街道", []string{"老码头", "船厂"}}, {"柳汀街道", []string{"鹭洲", "荻花"}}, {"石埠街道", []string{"石桥", "窑湾"}}}},
	{"990004", "拂晓区", "拂", "fuxiao", []street{
		{"东曦街道", []string{"朝阳里", "纺织"}}, {"霁光街道", []string{"新雨", "铁西"}}, {"晨钟街道", []string{"钟鼓", "机修"}}}},
	{"990005", "听松区", "听", "tingsong", []street{
		{"松涛街道", []string{"松下", "果园"}}, {"鹤鸣街道", []string{"鹤池", "双井"}}, {"岭脚街道", []string{"岭南头", "茶亭"}}}},
	{"990006", "落霞区", "落", "luoxia", []street{
		{"霞湾街道", []string{"晒网", "霞西"}}, {"西渚街道", []string{"孤鹜", "芦花"}}, {"归帆街道", []string{"归帆里", "鱼市"}}}},
	{"990007", "映雪区", "映", "yingxue", []street{
		{"梅隐街道", []string{"疏影", "暗香"}}, {"白石桥街道", []string{"桥东", "桥西"}}, {"寒溪街道", []string{"上寒溪", "下寒溪"}}}},
	{"990008", "澄溪区", "澄", "chengxi", []street{
		{"苇塘街道", []string{"蒹葭", "水仙"}}, {"澄心街道", []string{"明德里", "花园"}}, {"竹埠街道", []string{"竹行", "篾街"}}}},
	{"990009", "云岫区", "云", "yunxiu", []street{
		{"青岚街道", []string{"岚上", "红叶"}}, {"半山亭街道", []string{"半山", "石阶"}}, {"泉眼街道", []string{"三泉", "磨坊"}}}},
	{"990010", "临渊新区", "临", "linyuan", []street{
		{"听潮街道", []string{"灯塔", "海角里"}}, {"望渊街道", []string{"新港", "产业园"}}, {"蚝岸街道", []string{"蚝岸", "盐田头"}}}},
}

// roads give addresses; no road runs in a real city named 拟州.
var roads = []string{"临溪路", "书院路", "稻香路", "望月路", "柳堤路", "松风路", "晚霞路", "梅岭下街", "竹行街", "半山路",
	"海角路", "启明路", "纺织西路", "澄心路", "文昌里", "渡口街", "云梯路", "学前街", "金穗二路", "鹭洲大道"}

// surnames are those of the masked people in the facts.
var surnames = []string{"周", "吴", "郑", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "许", "何", "吕", "施", "张",
	"孔", "曹", "严", "金", "魏", "陶", "姜", "谢", "邹", "喻", "柏", "苏", "潘", "葛", "范", "彭", "鲁", "韦", "马", "苗", "方",
	"俞", "任", "袁", "柳", "史", "唐", "费", "岑", "薛", "雷", "贺", "汤", "罗", "毕", "安", "常", "于", "傅", "齐", "康", "伍"}

// buyer names a kind of purchaser: at the city or in one district.
type buyer struct{ city, local string }

// buyers of services beside the subdistrict offices. %s is the district.
var buyers = map[string]buyer{
	"民政":  {"拟州市民政局", "拟州市%s民政局"},
	"残联":  {"拟州市残疾人联合会", "拟州市%s残疾人联合会"},
	"妇联":  {"拟州市妇女联合会", "拟州市%s妇女联合会"},
	"团委":  {"共青团拟州市委员会", "共青团拟州市%s委员会"},
	"工会":  {"拟州市总工会", "拟州市%s总工会"},
	"教育":  {"拟州市教育局", "拟州市%s教育局"},
	"卫健":  {"拟州市卫生健康委员会", "拟州市%s卫生健康局"},
	"司法":  {"拟州市司法局", "拟州市%s司法局"},
	"禁毒":  {"拟州市禁毒委员会办公室", "拟州市%s禁毒委员会办公室"},
	"人社":  {"拟州市人力资源和社会保障局", "拟州市%s人力资源局"},
	"应急":  {"拟州市应急管理局", "拟州市%s应急管理局"},
	"慈善会": {"拟州市慈善会", "拟州市慈善会%s分会"},
}

// assessors are invented; for acceptance and contract the purchaser judges.
var assessors = []string{"拟州市衡石社会组织评估中心", "拟州市明鉴项目评估咨询有限公司", "拟州市澄怀社会研究院",
	"拟州大学社会工作研究中心", "拟州市公信会计师事务所（普通合伙）", "拟州市社会工作协会项目评估部"}
