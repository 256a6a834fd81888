package finding

// rulebookRules are about the rulebook of a portal.
func rulebookRules() []Rule {
	return []Rule{
		errorRule("bad-extension",
			Text{"延长规则的日子不起作用", "An extension of the rulebook extends nothing."},
			Text{"延长到的日子要晚于规则自己的最后一天，并且规则里有可以延长的来源", "It has to end after the rules do, and a source of the book has to be extendable."},
			Text{"写一个更晚的日子，或删除 extended_until", "Give a later day, or delete extended_until."}, "rulebook: {extended_until: 2025-11-11, …}"),
		errorRule("duplicate-rule",
			Text{"两条规则或两个来源的编号相同", "Two rules, or two sources, have the same id."},
			Text{"页面和数据用编号指明规则", "Pages and data name rules by their ids."},
			Text{"改其中一个", "Change one of them."}, "id: pay, id: pay"),
		errorRule("missing-rulebook",
			Text{"没有这份规则：既不是门户里的文件，也不是内置规则", "There is no such rulebook: neither a file of the portal nor a built-in one."},
			Text{"没有规则就无法判断", "Nothing can be judged without it."},
			Text{"更正文件名或名称", "Correct the name."}, "rulebook: shenzen-2020"),
		errorRule("missing-setting",
			Text{"规则文件缺少必需的内容", "A rulebook lacks something required."},
			Text{"每条规则都要有来源和两种语言的说明，期限不猜测", "Every rule has a source and a wording in two languages, and no period is guessed."},
			Text{"按提示补上；见 docs/rulebook.md", "Add it as the hint says; see docs/rulebook.md."}, "duties: [{id: pay, duty: pay, source: law}]"),
		errorRule("never-in-force",
			Text{"规则或来源的第一天晚于最后一天", "A rule or a source begins after it has ended."},
			Text{"它从不生效，多半是录入错误", "It would never be in force; usually a slip."},
			Text{"核对 from 和 until", "Check from and until."}, "{from: 2024-07-01, until: 2023-06-30}"),
		errorRule("overlapping-rules",
			Text{"两条规则在同样的日子判断同样的事；给出两处的位置", "Two rules judge the same things on the same days; it names both places."},
			Text{"无法确定以哪一条为准", "Which of them counts cannot be told."},
			Text{"前一条写 until，后一条写 from，首尾相接", "End the earlier one on the day before the later one begins."}, "pay: 2021-01-01 – , pay-2024: 2024-07-01 –"),
		warningRule("rule-outside-source",
			Text{"规则的施行日期超出来源的施行日期", "A rule is in force on days on which its source is not."},
			Text{"多半是录入错误；过渡规定另有来源", "Usually a slip; what prolongs a rule is a source of its own."},
			Text{"核对日期，或写出另一个来源", "Check the days, or name the other source."}, "source 2021-01-01 – 2025-12-31, rule from 2020-01-01"),
		errorRule("unknown-source",
			Text{"规则提到的来源不在 sources 里", "A rule names a source that the book does not list."},
			Text{"每条规则都要说明出处", "Every rule says where it comes from."},
			Text{"更正编号，或在 sources 里加上它", "Correct the id, or add it to sources."}, "source: mesures"),
	}
}
