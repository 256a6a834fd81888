package finding

// publishedRules are about what becomes of a published site with the next publication; only
// check --against gives them.
func publishedRules() []Rule {
	return []Rule{
		{"address-vanished", []Severity{Error, Notice},
			Text{"公布过的地址在新网站里没有页面，也没有跳转；已无记录的列表（如某个购买主体）是提示", "A published address has no page in the new site, and nothing leads on from it; a notice where it was a list, such as a purchaser's, of which no record is left."},
			Text{"公布过的地址必须一直有效：别人引用、收藏和订阅了它", "An address once published answers for ever: others cite it, keep it and subscribe to it."},
			Text{"恢复该行；换了编号的，在 data/redirects.csv 声明新编号；依法撤回的，声明旧编号并把 new_key 留空；列表只是改了写法的，声明新写法", "Put the row back; declare a new key in data/redirects.csv, or the new spelling of a list's value; of a record that was withdrawn lawfully declare the old key there, with a blank new_key."}, "projects/nz-sg-2026-0072.html"},
		noticeRule("addresses-only",
			Text{"只有 manifest.json，只比较了地址", "Only a manifest.json is at hand, so only addresses were compared."},
			Text{"记录的变化要读网站的数据表才能知道", "What became of records can only be told from the site's tables."},
			Text{"要全部比较，把 --against 指向网站的文件夹或网址", "Point --against at the site's folder or address for all of it."}, "--against manifest.json"),
		noticeRule("first-publication",
			Text{"那里还没有发布过网站，没有可比较的", "Nothing is published there yet, so there is nothing to compare with."},
			Text{"首次发布不算错误；网址写错时也会这样", "A first publication is no mistake; but a slip in the address looks the same."},
			Text{"确认是首次发布；否则更正 --against", "Make sure that it is the first one, or correct --against."}, "--against https://example.org/gs/"),
		warningRule("published-altered",
			Text{"已发布的文件与其清单 manifest.json 不一致，没有用它比较", "A published file is not what its manifest says, and was not compared with."},
			Text{"可能上传不完整，或被人或网络服务改动过", "An upload may be incomplete, or somebody or a service on the way changed the file."},
			Text{"查明原因，再次完整上传", "Find out why, and upload the whole site again."}, "data/sanctions.json"),
		{"published-date-changed", []Severity{Error, Notice},
			Text{"首次公开（公示）日期与已发布的不同；有更正记录的是提示", "The day of first publication is not the published one; a notice where a correction names the record."},
			Text{"公示期限从这一天起算，不能悄悄改变", "Periods run from that day: it is not changed in silence."},
			Text{"改回原来的日期；原来有误的，在 content/corrections/ 写一条更正，记明该记录", "Set the former day again; where it was wrong, write a correction in content/corrections/ that names the record."}, "published_on: 2025-03-14 -> 2025-04-01"},
		warningRule("record-vanished",
			Text{"公布过的薪酬或评价不见了，也没有更正记录说明", "A published row of pay or evaluation is gone, and no correction names its record."},
			Text{"公开过的内容不能悄悄消失", "What was disclosed must not disappear in silence."},
			Text{"恢复该行；确有错误的，在 content/corrections/ 写一条更正，记明其机构或项目", "Put the row back; where it was wrong, write a correction in content/corrections/ that names its agency or project."}, "pay/529900000000000193-2024-directors"),
		errorRule("withdrawn-without-word",
			Text{"公布过的惩戒不再显示，其地址也没有说明", "A published sanction is shown no longer, and its address does not say so."},
			Text{"决定被撤销的，应当在三日内撤回信息并公开说明理由", "Where a decision is revoked, the notice is to be withdrawn within three days and the reason published."},
			Text{"恢复该行并填写状态（已撤销、已修复）和状态日期；该行依法必须删除的，在 data/redirects.csv 声明旧编号并把 new_key 留空", "Put the row back with its status, such as 已撤销, and status_on; where the row itself must lawfully go, declare its slug in data/redirects.csv with a blank new_key."}, "sanctions/2025152990000000000000019301a2b3c4d5"),
	}
}
