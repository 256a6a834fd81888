package words

// FaceWords are the interface strings of what stands around every page.
type FaceWords struct {
	FooterAbout, FooterData, FooterVoice string // headings of the groups of links
	PrintedFrom                          string // before the page's address, on paper
}

var faceChinese = FaceWords{
	FooterAbout: "关于与方法", FooterData: "数据与规则", FooterVoice: "更正与投诉",
	PrintedFrom: "打印自：",
}

var faceEnglish = FaceWords{
	FooterAbout: "About and method", FooterData: "Data and rules", FooterVoice: "Corrections and complaints",
	PrintedFrom: "Printed from: ",
}
