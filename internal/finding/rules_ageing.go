package finding

// ageingRules are about how long sanctions are shown, and which are not.
func ageingRules() []Rule {
	return []Rule{
		noticeRule("not-published",
			Text{"依规则库不公示的惩戒：轻微的、只有警告的、对象是自然人的；写明 publish_until 的照常公示", "A sanction that the rulebook does not let be published: a minor one, one of mere warnings, one about a natural person; with a publish_until it is shown."},
			Text{"没有依据的公示侵害当事人；它不在任何页面、下载、订阅和检索里，也没有网页地址", "To publish without a basis harms those concerned. It is on no page, in no download, feed or search, and has no address."},
			Text{"无需处理；依法应当公示的，写明 publish_until", "Nothing to do; where the law wants it published, give publish_until."}, "practitioner, 警告, publish_until: -"),
		warningRule("closed-sanction-named",
			Text{"显示的文字写到了不公示或不再公示的惩戒文书；只在 gongshi check 时提醒", "A text that is shown names the document of a sanction that is not shown, or not any more; said by gongshi check only."},
			Text{"记录本身已经移除，文书号仍会让人查到它；后来的决定援引前一份的，由运营者判断", "The record has gone, but by its number it can be found; where a later decision cites it, the operator has to judge."},
			Text{"核对依法能否写到；不能的，改写或删除这段文字", "Check whether the law lets it be named; if not, change or delete the words."}, "facts: 曾因拟民罚字〔2021〕第7号被处罚"),
		noticeRule("sanction-ahead",
			Text{"惩戒的公示日期或状态日期晚于数据截至日", "A sanction's day of publication or status is after the day of the data."},
			Text{"网站只写数据截至日已经发生的事：之前没有这条惩戒的网页，也不显示新的状态和原因；也可能是日期写错了", "The site tells what has happened by its day: until then the sanction has no page, and a new status and its reason are not shown. The date may be a slip."},
			Text{"核对日期；无误的，到那一天重新构建", "Check the date; if it is right, build again on that day."}, "published_on: 2027-01-01, as of 2026-06-30"),
		warningRule("publication-ends-soon",
			Text{"公示在 30 天内结束；只在 gongshi check 时提醒", "A publication ends within 30 days; said by gongshi check only."},
			Text{"静态网站不会自己遗忘：到期后必须重新构建，逾期展示是当事人提出异议的理由", "A static site forgets nothing by itself: it has to be built again in time, and what is shown too long is ground for an objection."},
			Text{"安排在次日重新构建；日期有误的更正", "See that the site is built on the day after; correct the day if it is wrong."}, "publish_until: 2026-07-20, as of 2026-06-30"),
	}
}
