package words

// CorrectionWords are the interface strings of replies and corrections.
type CorrectionWords struct {
	CorrectLines, ReplyLink, ReplySubject, ReplyLines   string
	TurnTo, WriteTo, CallTo, TurnToLink, TurnToOperator string
	CorrectionLog, CorrectionsLede, NoCorrections       string
	CorrectedOn, CorrectedRecords, NoticedBy            string
}

var correctionChinese = CorrectionWords{
	CorrectLines: "哪一处有误：\n正确的内容：\n依据：",
	ReplyLink:    "当事人提交答复", ReplySubject: "答复：{title}",
	ReplyLines: "答复人（署名）：\n日期：\n答复内容：",
	TurnTo:     "链接打不开时（例如在微信里），可以{ways}，并附上本页地址。", WriteTo: "写信到~{address}", CallTo: "致电~{number}",
	TurnToLink:     "链接打不开时（例如在微信里），请用系统浏览器打开本页。",
	TurnToOperator: "本站没有公布邮箱和纠错页面，请向{operator}提出，并附上本页地址。",
	CorrectionLog:  "更正记录", CorrectionsLede: "本站公布过而后来改正的内容，从新到旧：原来错在哪里，现在是什么。", NoCorrections: "到目前为止没有更正。",
	CorrectedOn: "更正于~{date}：{title}", CorrectedRecords: "涉及：", NoticedBy: "由{by}指出",
}

var correctionEnglish = CorrectionWords{
	CorrectLines: "What is wrong:\nWhat would be right:\nHow it is known:",
	ReplyLink:    "Submit a reply as the party", ReplySubject: "Reply: {title}",
	ReplyLines: "Reply by (signature):\nDate:\nText of the reply:",
	TurnTo:     "If a link does not open, for example inside WeChat, you can {ways}. Please include the address of this page.", WriteTo: "write to {address}", CallTo: "call {number}",
	TurnToLink:     "If a link does not open, for example inside WeChat, please open this page in your own browser.",
	TurnToOperator: "This site gives no e-mail address and no form. Please contact {operator}, with the address of this page.",
	CorrectionLog:  "Log of corrections", CorrectionsLede: "What was published here and later put right, newest first: what was wrong and what stands now.", NoCorrections: "No corrections so far.",
	CorrectedOn: "Corrected on {date}: {title}", CorrectedRecords: "About: ", NoticedBy: "noticed by {by}",
}
