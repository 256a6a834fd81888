package person

// compound is the surnames of more than one character that are in use, folded: those of
// the Hundred Family Surnames, others that registers of residents still have, and the
// longer ones of Manchu families. A name that is no longer than one of them has a surname
// of one character.
var compound = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range [...]string{
		"欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台",
		"皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘",
		"子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐",
		"段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲", "公门", "公山", "公坚", "左丘",
		"公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "东宫", "仲长", "子桑", "即墨", "达奚", "褚师", "贺兰",
		"纳兰", "完颜", "耶律", "北堂", "北宫", "淳于", "单于", "哥舒", "贺若", "斛律", "尔朱", "相里", "胡母", "丘穆",
		"钮祜禄", "瓜尔佳", "叶赫那拉", "爱新觉罗",
	} {
		set[s] = true
	}
	return set
}()

// titlesBefore and titlesBehind are what offices write around a name in characters, titles
// what stands before one in letters, folded.
var (
	titlesBefore = [...]string{"社会工作者", "社會工作者", "助理社工", "社工", "员工", "員工"}
	titlesBehind = [...]string{"先生", "女士", "小姐", "同志", "老师", "老師"}
	titles       = [...]string{"mr", "mrs", "ms", "miss", "dr"}
)

// nobody is what stands in place of a name and is none, folded. As a name it would be
// masked in every text.
var nobody = map[string]bool{
	"当事人": true, "本人": true, "社工": true, "社会工作者": true, "助理社工": true, "从业人员": true, "员工": true, "工作人员": true, "负责人": true,
	"法定代表人": true, "管理人员": true, "相关人员": true, "有关人员": true, "未成年人": true, "匿名": true, "不详": true, "佚名": true, "姓名不详": true,
	"保密": true, "anonymous": true, "unknown": true,
}
