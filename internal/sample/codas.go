package main

import "strings"

// penaltyCodas end the facts of a penalty with what proves them.
var penaltyCodas = []string{
	"调查期间，本局制作询问笔录{4..9}份，调取凭证和影像资料{36..140}页。",
	"上述事实有现场检查记录、询问笔录和书面材料等证据证明，并经当事人核对签字。",
	"本局依法告知拟作出的决定及理由，该单位在规定期限内未提出陈述、申辩意见，也未要求听证。",
	"该单位请求从轻处理，本局结合违法情节、影响范围和改正情况，在裁量幅度内予以考虑。",
	"案件调查终结后，经本局负责人集体讨论，认定上述事实成立。",
	"相关证据材料共{3..6}类{18..64}份，均已随案归档。",
	"决定作出前，本局复核了该单位的整改情况，并记录在案。",
}

// disciplineCodas end the facts of a disciplinary decision with how it was found.
var disciplineCodas = []string{
	"纪律委员会应到{9..11}人、实到{7..8}人，经无记名投票形成本决定。",
	"本会于表决前听取了该会员单位的口头陈述，并将其意见附卷。",
	"调查组访谈相关人员{5..14}名，访谈摘要已由受访人确认。",
	"与本案有利害关系的两名委员已回避，未参与讨论和表决。",
	"该会员单位在收到调查报告后未提出书面异议。",
	"调查组由三名委员和一名外聘律师组成，全部材料已归档备查。",
	"本会同时建议购买方在下一次履约检查中关注整改落实情况。",
}

// codaFor deals a sentence that repeats nothing of the facts.
func codaFor(codas *deck, facts string) string {
	for {
		coda := codas.deal()
		clash := false
		for _, word := range []string{"申辩", "告知", "听证", "从轻", "笔录", "归档", "异议", "整改"} {
			clash = clash || strings.Contains(coda, word) && strings.Contains(facts, word)
		}
		if !clash {
			return coda
		}
	}
}
