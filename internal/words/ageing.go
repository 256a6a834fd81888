package words

// AgeingWords are the interface strings of the publication of sanctions: how long, under which rule, and what remains.
type AgeingWords struct {
	KeptRepaired, KeptWithdrawn, KeptRepairedWords, KeptWithdrawnWords     string
	ShownUntilGiven, ShownUntilRule, ShownNoEnd                            string
	SeverityIsGiven, SeverityFromMeasures, SeverityFromNothing             string
	RepairedOn, RepairedNoDate, EndUnderRule, EndUnderRecord, RepairedRule string
	CountWithheld                                                          string
}

var ageingChinese = AgeingWords{
	KeptRepaired: "已修复", KeptWithdrawn: "已撤销",
	KeptRepairedWords: "这项决定已经修复信用，公示期满前仍保留。", KeptWithdrawnWords: "这项决定已经撤销，不再有效，公示期满前仍保留。",
	ShownUntilGiven: "{date}（记录写明）", ShownUntilRule: "{date}（记录没有写明，依据：{rule}）", ShownNoEnd: "没有截止日（依据：{rule}）",
	SeverityIsGiven: "{severity}（记录写明）", SeverityFromMeasures: "{severity}（记录没有写明，按惩戒种类确定）", SeverityFromNothing: "{severity}（记录没有写明，种类也不是轻微或严重的）",
	RepairedOn: "这条记录已于~{date}~修复信用，公示同时结束。", RepairedNoDate: "这条记录已经修复信用，公示同时结束。",
	EndUnderRule: "这是公示的最后一天，依据：{rule}。", EndUnderRecord: "这是原记录写明的公示截止期。", RepairedRule: "依据：{rule}。",
	CountWithheld: "另有~{n}~条惩戒依照规则不公示。",
}

var ageingEnglish = AgeingWords{
	KeptRepaired: "Repaired", KeptWithdrawn: "Withdrawn",
	KeptRepairedWords: "The credit was repaired; the decision stays until its publication ends.", KeptWithdrawnWords: "The decision was withdrawn and no longer holds; it stays until its publication would have ended.",
	ShownUntilGiven: "{date} (given in the record)", ShownUntilRule: "{date} (not given in the record; rule: {rule})", ShownNoEnd: "no last day (rule: {rule})",
	SeverityIsGiven: "{severity} (given in the record)", SeverityFromMeasures: "{severity} (not given in the record; worked out from the measures)", SeverityFromNothing: "{severity} (not given in the record, and the measures are neither minor nor serious)",
	RepairedOn: "The credit was repaired on {date}, and publication ended with it.", RepairedNoDate: "The credit was repaired, and publication ended with it.",
	EndUnderRule: "That was the last day of publication under {rule}.", EndUnderRecord: "That was the last day of publication that the record itself gave.", RepairedRule: "Rule: {rule}.",
	CountWithheld: " {n}~sanction is not published under the rules.| {n}~sanctions are not published under the rules.",
}
