package words

// WayWords are the interface strings of links from one kind of page to another.
type WayWords struct {
	WayDistrict, WaySize, WayOfDistrict, WayList string
}

var waysChinese = WayWords{
	WayDistrict: "与本区机构对比", WaySize: "与同规模机构对比", WayOfDistrict: "对比这个区的机构",
	WayList: "可筛选和排序的完整名单：",
}

var waysEnglish = WayWords{
	WayDistrict: "Compare with agencies of its district", WaySize: "Compare with agencies of its size", WayOfDistrict: "Compare the agencies of this district",
	WayList: "Whole lists, to filter and sort: ",
}
