package finding

// changesRules are about the log of changes, data/changes.json.
func changesRules() []Rule {
	return []Rule{
		errorRule("changes-unreadable",
			Text{"变化记录不是本程序写的格式", "The log of changes is not in the form that this program writes."},
			Text{"读错的记录会把变化说错；它由 gongshi check --against 写出，不用手改", "A log that is misread would tell of changes that were none. It is written by gongshi check --against, not by hand."},
			Text{"用 gongshi check --against 重新写出，或取回上一次的文件", "Have gongshi check --against write it again, or restore the last one."}, `data/changes.json: {"version": 2}`),
	}
}
