package finding

// correctionRules are about the log of corrections.
func correctionRules() []Rule {
	return []Rule{
		noticeRule("correction-ahead",
			Text{"更正的日期晚于数据截至日", "A correction is dated after the day of the data."},
			Text{"到那一天才显示；也可能是日期写错了", "It is shown from its day on; the date may be a slip."},
			Text{"核对日期", "Check the date."}, "date: 2027-01-01"),
		warningRule("correction-without-text",
			Text{"更正没有写明原来错在哪里、现在是什么", "A correction does not say what was wrong and what stands now."},
			Text{"读者要能看出改了什么；更正不悄悄进行", "Readers must see what was changed: nothing is corrected silently."},
			Text{"在页首之后写上说明", "Write it below the front matter."}, "content/corrections/2026-08-01.md, ---"),
		warningRule("reply-not-shown",
			Text{"答复所在的表没有自己的页面，答复不会显示", "A reply is about a table whose records have no page of their own, and is not shown."},
			Text{"答复的权利不能悄悄落空", "A right of reply must not come to nothing in silence."},
			Text{"移到该机构、项目或惩戒名下", "Move it to the agency, project or sanction."}, "content/replies/pay/x.md"),
	}
}
