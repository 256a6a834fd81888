package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Comments are as long as an assessor's: characters, both included.
const minComment, maxComment = 40, 160

// openings by kind and band: what was delivered, in the words of who judges.
var openings = map[string][4][]string{
	"acceptance": {
		{
			"经查阅档案、电话抽访{tel=20..60}名服务对象并听取汇报，合同约定指标全部完成：个案{cases}个、小组{groups}个、社区活动{acts}场。",
			"验收组现场核对服务记录与签到资料，抽查{files=18..40}份个案档案，记录完整、逻辑清楚，完成个案{cases}个、小组{groups}个。",
			"项目按期完成，累计服务{ben}人次，完成率{over=102..118}%，结余经费已列明去向。",
			"交付材料齐全，自评报告数据可在原始记录中逐项查到，个案{cases}个、活动{acts}场均达到约定数量。",
			"合同期内人员稳定，主要指标超额完成，服务对象抽访满意率{sat}%。",
		},
		{
			"合同约定的{groups}个小组、{acts}场社区活动均已完成，个案完成{cases}个，资料总体规范。",
			"验收组抽查个案档案{files=15..36}份，其中{files-3}份符合要求，其余3份已当场补充说明。",
			"项目指标完成率{done=100..106}%，服务满意率{sat}%，财务支出与预算科目对应。",
			"累计服务{ben}人次，主要产出达到合同要求，个别材料在验收后一周内补齐。",
			"经审阅结项报告并实地走访，服务内容与合同一致，同意通过验收。",
		},
		{
			"首次验收时个案仅完成{cases}个，距合同指标差{lack=6..19}个，经延期{ext=20..45}天补做后达到要求。",
			"初验发现{miss=5..14}份签到表缺页、部分照片无法对应日期，机构补正后复核通过。",
			"指标完成率初验为{done=82..94}%，验收组要求补足后复验，服务成效总体可接受。",
			"服务记录补录较集中，经逐份说明并由服务对象确认{files=8..22}份后予以认可。",
		},
		{
			"合同约定个案{plan=36..60}个，实际有完整记录的仅{real=11..28}个，且活动签到与照片不能相互印证。",
			"抽访{tel=20..40}名服务对象，有{no=9..16}名表示不认识项目社工或未参加过所列活动。",
			"结项报告所列{acts}场活动，有原始记录的不足六成，经两次补正仍无法说明。",
			"项目岗位长期空缺，合同期内实际到岗人月数仅为约定的{done=52..68}%，主要指标未完成。",
		},
	},
	"performance": {
		{
			"年度预算执行率{exec=95..99}.{0..9}%，产出指标完成率{over=101..112}%，服务满意率{sat}%，资金使用合规，成本控制合理。",
			"绩效目标设定清晰可衡量，全年服务{ben}人次，{cases}个个案均有目标达成度评价。",
			"资金支付与进度匹配，专账核算清楚，数量与质量指标均优于年初目标。",
			"从产出、效益、满意度三方面看，项目完成情况良好，单位服务成本较上年下降{2..6}.{1..9}%。",
		},
		{
			"预算执行率{exec=90..96}.{0..9}%，产出指标基本完成，全年开展小组{groups}个、活动{acts}场。",
			"绩效目标总体实现，服务满意率{sat}%，个别效益指标缺少可验证的数据来源。",
			"资金管理制度健全，支出凭证完整，质量指标完成率{done=88..97}%。",
			"年度产出达到目标值，全年服务{ben}人次，成本指标执行较好。",
		},
		{
			"预算执行率{exec=74..86}.{0..9}%，第四季度支出占全年{q4=41..56}%，进度前松后紧。",
			"数量指标完成{done=80..91}%，效益指标多为定性描述，难以判断成效。",
			"绩效目标与合同指标口径不一致，自评得分较复核得分高出{gap=8..15}分。",
			"活动场次达到目标，但{acts}场中有{some=5..11}场参与人数不足十人，投入产出比偏低。",
		},
		{
			"预算执行率仅{exec=48..63}.{0..9}%，{idx=3..6}项核心产出指标未完成，且未在年中申请调整。",
			"自评材料与原始凭证出入较大，抽查{files=16..30}笔支出中有{bad=5..11}笔缺少验收或领用记录。",
			"全年人员在岗率为{done=55..69}%，服务量明显下滑，绩效目标未实现。",
		},
	},
	"assessment": {
		{
			"服务逻辑清晰，需求评估、计划、介入与评估环环相扣，抽查{files=12..24}份个案均能看到目标与改变之间的联系。",
			"专业方法运用熟练，{cases}个个案中采用量表前后测的占{pre=72..90}%，督导记录能回应一线困难。",
			"团队持证率高、分工明确，现场访谈中社工能说清每个重点对象的近况和下一步计划。",
			"现场观察一节小组活动，带领者节奏把握得当，组员互动由社工中心转为组员中心。",
		},
		{
			"服务计划与需求调查对应，个案{cases}个、小组{groups}个进度正常，督导每月{sup=2..4}次。",
			"抽查{files=12..24}份档案，格式规范，介入过程记录较详细，成效部分略显简略。",
			"团队结构合理，主要服务均有专业理论依据，服务满意度抽样为{sat}%。",
			"评估当日随机访谈{tel=6..15}名服务对象，多数能说出社工姓名和所获帮助。",
		},
		{
			"服务数量达到进度要求，个案{cases}个，但专业服务的深度不够。",
			"抽查{files=12..20}份个案档案，其中{bad=3..6}份缺少结案评估，督导意见与前次基本相同。",
			"年度计划与上一年度相似度较高，需求评估样本仅{sample=28..46}份，难以支撑服务设计。",
			"年内更换社工{left=2..4}人，部分个案交接后中断联系。",
		},
		{
			"抽查{files=10..16}份个案中{bad=6..9}份无法联系到服务对象，档案真实性存疑。",
			"项目岗位空缺超过三个月，专业服务基本停滞，仅维持场地开放。",
			"需求评估缺失，服务以发放物资和外请讲座为主，未见专业介入过程。",
		},
	},
	"contract": {
		{
			"上半年履约情况好，人员到岗率100%，对我方临时交办的任务响应及时。",
			"进度快于合同约定，已完成个案{cases}个，月报按时提交且数据准确。",
			"驻点社工与我方工作人员配合顺畅，居民和服务对象评价好，未收到投诉。",
			"服务质量稳定，重大节点均有预案，例会反映的问题下月即见整改。",
		},
		{
			"履约总体正常，人员基本稳定，{groups}个小组已开展过半。",
			"上半年指标完成{done=46..55}%，与时间进度相当，月报偶有迟交。",
			"社工到岗率{rate=93..98}%，空岗能在两周内补足，服务内容符合合同约定。",
			"我方抽查考勤{n2=3..6}次，未发现脱岗，服务场地管理有序。",
		},
		{
			"进度滞后，上半年指标仅完成{done=31..42}%，已约谈项目主任并要求报送追赶计划。",
			"人员更换{left=2..4}次未提前十五日书面告知，影响服务衔接。",
			"月报数据与系统记录不一致{n2=2..5}处，经提醒后更正。",
		},
		{
			"岗位空缺{left=2..3}个超过六十日未补足，指标完成不足三成，我方已书面催告。",
			"多次抽查不在岗，服务对象投诉{n2=3..6}宗，已按合同扣减当期服务费。",
		},
	},
}

// advice closes a comment, by band.
var advice = [4][]string{
	{
		"建议提炼为可推广的工作指引。", "可在同类项目中分享经验。", "建议下一周期适当提高成效指标的权重。", "建议保持团队稳定。",
		"建议进一步量化长期成效。", "建议补充服务对象视角的成效材料。", "可尝试与高校合作开展跟踪研究。", "",
	},
	{
		"请在下季度报告中说明改进情况。", "建议列入督导议题逐项跟进。", "建议在下一年度计划中明确改进指标。", "",
		"请项目主任牵头落实。", "建议与购买方商定改进时限。", "可参考同类项目的做法加以完善。", "",
	},
	{
		"要求一个月内提交整改方案。", "请督导机构每月跟进一次。", "下次评估将重点复核上述事项。", "建议调整人员配置后再拓展服务面。",
		"整改情况作为续约的参考。", "要求机构负责人参加下次评估反馈会。",
	},
	{
		"责令三十日内整改，逾期不再续签。", "建议购买方启动合同约定的退出程序。", "相关线索已移交业务主管部门。", "不建议纳入下一年度项目库。",
	},
}

// commonStrengths and commonGaps may be said of any project.
var commonStrengths = []string{
	"服务手册、转介清单和应急联系人每季度更新，新入职社工能据此独立上手",
	"督导与一线社工共同复盘{6..14}个疑难个案，改进意见在后续记录中都有回应",
	"满意度调查由第三方电话执行，样本{80..220}份，低分意见逐条附有处理结果",
	"项目经费按月核对，大额支出均经集体讨论，审批留痕清楚",
	"链接公益资源折合{4..19}万元，用途和受益人数在季度简报中列明",
	"服务对象参与年度计划讨论{2..4}次，有{5..11}条建议被采纳",
	"信息系统录入及时，抽查的{30..60}条记录与纸质档案一致",
	"跨机构转介{12..35}例，回访率达到{90..98}%，首问责任落实到人",
}

var commonGaps = []string{
	"成效评估多用满意度代替改变，前后测工具使用不足",
	"个案结案后的跟进没有明确期限，{3..8}份档案停留在“继续观察”",
	"过程记录偏流水账，缺少对介入策略的说明和反思",
	"人员流动影响服务连续性，年内{2..3}个岗位更换过人选",
	"档案归集不及时，第四季度材料有{6..18}份在评估前一周集中补录",
	"志愿者培训与激励机制较弱，骨干志愿者不足{6..12}人",
	"宣传以机构公众号为主，服务对象知晓渠道单一",
	"季度报告的文字与上一季度重复较多，未反映实际变化",
	"督导记录由社工代写，督导本人的专业意见体现不足",
	"服务指标完成情况前低后高，年末两个月完成全年的{34..48}%",
	"与购买方的沟通以月报为主，重要变更没有书面确认",
	"对服务中止和拒绝服务的原因缺少统计，难以改进服务设计",
}

// joints lead from praise to a weakness.
var joints = []string{"不足之处是%s。", "主要问题：%s。", "需要改进的是，%s。", "同时注意到，%s。", "短板在于%s。", "但%s。"}

// critic writes comments and never says the same thing twice.
type critic struct {
	d     dice
	decks map[string]*deck
	said  map[string]bool
}

func newCritic(d dice) *critic { return &critic{d, map[string]*deck{}, map[string]bool{}} }

func (c *critic) deal(name string, cards []string) string {
	if c.decks[name] == nil {
		c.decks[name] = newDeck(c.d, cards)
	}
	return c.decks[name].deal()
}

// comment is what one kind of assessor says about a project of one band.
func (c *critic) comment(p project, k kind, b int) string {
	const tries = 50
	for range tries {
		s := c.draft(p, k, b)
		if n := utf8.RuneCountInString(s); n >= minComment && n <= maxComment && !c.said[s] {
			c.said[s] = true
			return s
		}
	}
	panic(fmt.Sprintf("no comment of %d to %d characters for %s, band %d", minComment, maxComment, k.code, b))
}

func (c *critic) draft(p project, k kind, b int) string {
	v := voiceOf(p.field)
	opening := c.deal(fmt.Sprint(k.code, b), openings[k.code][b])
	var middle string
	switch {
	case b == 0:
		middle = c.praise(p, v)
	case b == 1 && c.d.chance(50):
		middle = c.praise(p, v) + c.weakness(p, v)
	default:
		middle = c.weakness(p, v)
	}
	text := opening + middle + c.deal(fmt.Sprint("advice", b), advice[b])
	return c.d.fill(text, c.figures(p, k, b))
}

func (c *critic) praise(p project, v voice) string {
	if c.d.chance(22) {
		return c.deal("strengths", commonStrengths) + "。"
	}
	fit := fitting(v.strengths, p.name)
	return c.deal(strings.Join(fit, ""), fit) + "。"
}

func (c *critic) weakness(p project, v voice) string {
	gap := ""
	if c.d.chance(34) {
		gap = c.deal("gaps", commonGaps)
	} else {
		fit := fitting(v.gaps, p.name)
		gap = c.deal(strings.Join(fit, ""), fit)
	}
	// Not Sprintf: the gap has percent signs of its own.
	return strings.Replace(c.deal("joint", joints), "%s", gap, 1)
}

// fitting are the sentences that fit a project's name, without their condition.
func fitting(sentences []string, name string) []string {
	var fit []string
	for _, s := range sentences {
		condition, sentence, conditional := strings.Cut(s, "> ")
		if !conditional {
			fit = append(fit, s)
			continue
		}
		words, not := strings.CutPrefix(condition, "!")
		if slices.ContainsFunc(strings.Split(words, "/"), func(w string) bool { return strings.Contains(name, w) }) != not {
			fit = append(fit, sentence)
		}
	}
	return fit
}

// figures are the numbers of a comment, in proportion to the posts and the time.
func (c *critic) figures(p project, k kind, b int) vars {
	posts, halves := max(p.staff, 2), 2
	switch k.code {
	case "acceptance":
		halves = max(1, p.termMonths()/6)
	case "contract":
		halves = 1
	}
	per := func(lo, hi int) string { return strconv.Itoa(max(2, posts*halves*c.d.between(lo, hi)/20)) }
	figures := vars{
		"cases": per(70, 110), "groups": per(12, 22), "acts": per(45, 80), "ben": per(9000, 15000),
		"sat": fmt.Sprintf("%d.%d", c.d.between(96-3*b, 98-2*b), c.d.between(0, 9)),
		"社":   p.community,
	}
	if p.community == "" {
		figures["社"] = "试点"
	}
	return figures
}
