package main

import (
	"fmt"
	"strings"
)

// reply is an agency's own word beside a decision, found by agency and day.
type reply struct {
	agency, on      string // of the case; no day: the agency itself
	title, by, date string
	body            string
}

// writeReplies puts each reply under the slug of the decision or agency it is about.
func writeReplies(w *world) []page {
	var pages []page
	write := func(r reply, record string) {
		text := fmt.Sprintf("---\ntitle: %s\nby: %s\ndate: %s\n---\n\n%s\n", r.title, r.by, r.date, strings.TrimSpace(r.body))
		pages = append(pages, page{"content/replies/" + record + ".md", text})
	}
	for _, r := range replies {
		for _, s := range w.sanctions {
			if s.agency == r.agency && s.on == r.on {
				write(r, "sanctions/"+slug(s.key()))
			}
		}
		for _, a := range w.agencies {
			if a.short == r.agency && r.on == "" {
				write(r, "agencies/"+slug(a.id))
			}
		}
	}
	return pages
}

var replies = []reply{
	{
		agency: "乐水社工", on: "2026-02-12", title: "关于薪酬公开口径的说明", by: "拟州市乐水社会工作服务中心", date: "2026-04-15",
		body: `
我们尊重监管，也愿意把分歧说清楚。处罚决定所称“少列”的款项，主要是总干事在外部课题中取得的劳务报酬，由课题委托方承担，经本机构账户代收代付，未使用任何政府购买服务资金。

我们认为这部分是否属于“薪酬福利总额”，现行规定没有写明，因此申请行政复议，请复议机关给出一致的口径。

在结论作出之前，我们已将代收代付款项在公开表的备注中单独列示，供公众自行判断。`,
	},
	{
		agency: "拾光社工", on: "2026-01-15", title: "致家长与社区居民", by: "拟州市拾光社会工作服务中心", date: "2026-01-30",
		body: `
孩子走失的那一个小时，是我们成立以来最难熬的一个小时。责任在我们，不在志愿者。

事后我们做了四件事：

1. 户外及开放场地活动，社工与儿童的比例由1:15提高到1:8；
2. 入场、离场实行双人核对，监护人亲自签退；
3. 全体项目人员重新接受安全培训，不合格者不得带组；
4. 对当事家庭持续跟进，直至家长认为不再需要。

以上措施的执行情况，将在每季度的服务简报中报告。`,
	},
	{
		agency: "蓝湾社工", on: "2026-03-12", title: "对处罚决定的意见", by: "拟州市临渊新区蓝湾社会工作服务中心", date: "2026-06-03",
		body: `
我们不认为涉案合作属于“整体转包”。合作公司提供的是招聘与薪酬代发服务，服务方案、督导和质量管理始终由本机构承担，相关会议记录和督导记录已提交法院。

同时我们承认，合同文本把管理费写成固定比例，确实容易引起误解，也反映出内部合同审查不严。新的合作协议已改为按人次计费。

案件正在审理，我们将执行生效裁判。`,
	},
	{
		agency: "同舟社工", on: "2025-11-20", title: "关于延迟公开2024年度薪酬信息的致歉", by: "拟州市沐川区同舟社会工作发展中心", date: "2025-12-05",
		body: `
2024年度薪酬信息已于2025年12月3日补充公开。这是我们第二次逾期，任何理由都不充分，向关心我们的居民和同行致歉。

理事会已决定：今后薪酬数据由监事会直接报送，不再经过管理层审签；若再次逾期，总干事当年绩效为零。`,
	},
	{
		agency: "知邻社工", on: "2025-10-23", title: "关于名册外泄的情况说明", by: "拟州市望舒区知邻社会工作服务中心", date: "2025-11-06",
		body: `
把服务对象名册交给第三方的同事已经离职，但问题不只在一个人身上。名册放在全员可见的共享文件夹里，这是机构的疏忽，我们不再以“个人行为”作为理由。

目前名册已改为按项目授权，导出须经两人同意并留下记录。我们逐户上门说明了情况，对仍接到推销的居民，协助其要求保险代理机构删除信息。

感谢当时站出来投诉的几位居民。`,
	},
	{
		agency: "回声社工", title: "关于薪酬信息尚未公开的说明", by: "拟州市云岫区回声社会工作服务中心", date: "2026-07-08",
		body: `
本站列出本机构历年薪酬信息未公开，情况属实。原财务人员离职时没有移交账册，早年的发放记录至今不全，我们不愿公布一个自己也说不清的数字。

理事会已委托会计师事务所重建账目，完成后将一次公开各年度三个层级的总额，并说明口径。`,
	},
}
