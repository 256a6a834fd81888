package finding

// ageingRules are about how long sanctions are shown, and which are not.
func ageingRules() []Rule {
	return []Rule{
		noticeRule("not-published",
			Text{"依规则库不公示的惩戒：轻微的、只有警告的、对象是自然人的；写明 publish_until 的照常公示", "A sanction that the rulebook does not let be published: a minor one, one of mere warnings, one about a natural person; with a publish_until it is shown."},
			Text{"没有依据的公示侵害当事人；它不在任何页面、下载、订阅和检索里，也没有网页地址", "To publish without a basis harms those concerned. It is on no page, in no download, feed or search, and has no address."},
			Text{"无需处理；依法应当公示的，写明 publish_until", "Nothing to do; where the law wants it published, give publish_until."}, "practitioner, 警告, publish_until: -"),
		warningRule("publication-ends-soon",
			Text{"公示在 30 天内结束；只在 gongshi check 时提醒", "A publication ends within 30 days; said by gongshi check only."},
			Text{"静态网站不会自己遗忘：到期后必须重新构建，逾期展示是当事人提出异议的理由", "A static site forgets nothing by itself: it has to be built again in time, and what is shown too long is ground for an objection."},
			Text{"安排在次日重新构建；日期有误的更正", "See that the site is built on the day after; correct the day if it is wrong."}, "publish_until: 2026-07-20, as of 2026-06-30"),
	}
}
