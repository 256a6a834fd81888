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
