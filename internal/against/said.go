package against

import (
	"cmp"
	"fmt"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// What the findings say. A published text is never repeated: keys and days are.

func firstPublication(where string) finding.Finding {
	return finding.Finding{
		Value: finding.Shorten(where), Severity: finding.Notice, Rule: "first-publication",
		Message: finding.Text{ZH: "那里还没有发布过网站，没有可比较的", EN: "nothing is published there yet, so there is nothing to compare with"},
		Hint:    finding.Text{ZH: "确认是首次发布；否则更正 --against", EN: "make sure that it is the first publication, or correct --against"},
	}
}

func addressesOnly(where string) finding.Finding {
	return finding.Finding{
		Value: finding.Shorten(where), Severity: finding.Notice, Rule: "addresses-only",
		Message: finding.Text{ZH: "只有清单，只比较了地址，没有比较记录", EN: "a manifest alone: addresses were compared, records were not"},
		Hint:    finding.Text{ZH: "要全部比较，把 --against 指向网站的文件夹或网址", EN: "point --against at the site's folder or address for all of it"},
	}
}

func altered(file string) finding.Finding {
	return finding.Finding{
		File: file, Severity: finding.Warning, Rule: "published-altered",
		Message: finding.Text{ZH: "已发布的这个文件与其清单不一致，没有比较这张表", EN: "the published file is not the one that its manifest lists: the table was not compared"},
		Hint:    finding.Text{ZH: "查明谁改了它，再次完整上传网站", EN: "find out who changed it, and upload the whole site again"},
	}
}

// formerly is where a record stood when it was published.
func (f *facts) formerly() finding.Text {
	if f.Source.Line == 0 {
		return finding.Text{}
	}
	return finding.Text{ZH: fmt.Sprintf("（发布时在第 %d 行）", f.Source.Line), EN: fmt.Sprintf(" (it was on line %d)", f.Source.Line)}
}

func (f *facts) file(table string) string {
	return cmp.Or(f.Source.File, "data/"+table+".json")
}

// recordGone is about an agency or a project that is gone with its address.
func recordGone(table string, f facts) finding.Finding {
	key, t, at := cmp.Or(f.ProjectID, f.AgencyID), schema.Lookup(table), f.formerly()
	return finding.Finding{
		File: f.file(table), Value: finding.Shorten(f.ID), Severity: finding.Error, Rule: "address-vanished",
		Message: finding.Text{
			ZH: fmt.Sprintf("公布过的%s %s 不见了%s，它的地址没有页面，也没有跳转", t.ZH, key, at.ZH),
			EN: fmt.Sprintf("the record %s of the table %s was published and is gone%s; its address has no page and leads nowhere", key, t.Name, at.EN),
		},
		Hint: redirect(table, key),
	}
}

// redirect says what to write into data/redirects.csv.
func redirect(table, key string) finding.Text {
	return finding.Text{
		ZH: fmt.Sprintf("恢复该行；换了编号的，在 data/redirects.csv 写 %s,%s,新编号；依法撤回的，写 %[1]s,%[2]s, 并把新编号留空", table, key),
		EN: fmt.Sprintf("put the row back; if its key changed, write %s,%s,NEW-KEY into data/redirects.csv; if it was withdrawn lawfully, write %[1]s,%[2]s, with a blank new key", table, key),
	}
}

// withoutWord is about a sanction that is gone; successor is the slug of one that differs in its
// authority alone, or empty.
func withoutWord(f facts, slug, successor string) finding.Finding {
	at := f.formerly()
	next := finding.Text{ZH: "新编号", EN: "NEW-SLUG"}
	if successor != "" {
		next = finding.Text{ZH: successor, EN: successor}
	}
	return finding.Finding{
		File: f.file("sanctions"), Value: finding.Shorten(f.ID), Severity: finding.Error, Rule: "withdrawn-without-word",
		Message: finding.Text{
			ZH: "公布过的惩戒不再显示" + at.ZH + "，其地址也没有说明",
			EN: "the sanction was published and is shown no longer" + at.EN + ", and its address does not say so",
		},
		Hint: finding.Text{
			ZH: fmt.Sprintf("恢复该行，把状态写成已撤销（或已修复）并填写 status_on 和 status_reason；换了编号或作出机关的，在 data/redirects.csv 写 sanctions,%s,%s；该行依法必须删除的，写 sanctions,%[1]s, 并把新编号留空", slug, next.ZH),
			EN: fmt.Sprintf("put the row back with status 已撤销 (or 已修复), status_on and status_reason; if its number or authority changed, write sanctions,%s,%s into data/redirects.csv; if the row itself must lawfully go, sanctions,%[1]s, with a blank new key", slug, next.EN),
		},
	}
}

// rowGone is about a row of pay or an evaluation; of is the record that it belongs to.
func rowGone(table string, f facts, of string) finding.Finding {
	t, at := schema.Lookup(table), f.formerly()
	key, _ := strings.CutPrefix(f.ID, table+"/")
	if table == "pay" {
		key = fmt.Sprintf("%s %d %s", f.AgencyID, f.Year, f.Tier)
	} else if f.ProjectID != "" {
		key = strings.Join(strings.Fields(strings.Join([]string{f.ProjectID, f.Kind, f.Period, f.DecidedOn}, " ")), " ")
	}
	return finding.Finding{
		File: f.file(table), Value: finding.Shorten(f.ID), Severity: finding.Warning, Rule: "record-vanished",
		Message: finding.Text{
			ZH: fmt.Sprintf("公布过的%s %s 不见了%s，没有更正记录说明", t.ZH, key, at.ZH),
			EN: fmt.Sprintf("the row %s of the table %s was published and is gone%s, and no correction says so", key, t.Name, at.EN),
		},
		Hint: correct(of),
	}
}

// correct says which correction to write.
func correct(of string) finding.Text {
	return finding.Text{
		ZH: "恢复原来的内容；原来有误的，在 content/corrections/ 写一条今天的更正，record: " + of,
		EN: "put back what stood there; if it was wrong, write a correction of today in content/corrections/ with record: " + of,
	}
}

// dateChanged is about another day of first publication. Where the record stands may not be
// known.
func dateChanged(table, id, about string, o *register.Origin, before, after string, corrected bool) finding.Finding {
	f := finding.Finding{File: "data/" + table + ".json", Field: publishedOn, Value: after, Severity: finding.Error, Rule: "published-date-changed"}
	if o != nil {
		at := o.Place(schema.Lookup(table).Index(publishedOn))
		f.File, f.Line, f.Column = o.File(), int(at.Line), int(at.Column)
	}
	now := finding.Text{ZH: "现在是 " + after, EN: "now is " + after}
	if after == "" {
		now = finding.Text{ZH: "现在空白", EN: "now is blank"}
	}
	f.Message = finding.Text{
		ZH: fmt.Sprintf("%s 的首次公开日期已发布为 %s，%s", id, before, now.ZH),
		EN: fmt.Sprintf("the day of first publication of %s was published as %s and %s", id, before, now.EN),
	}
	f.Hint = correct(about)
	if corrected {
		f.Severity = finding.Notice
		f.Message.ZH, f.Message.EN = f.Message.ZH+"；更正记录写明了这条记录", f.Message.EN+"; a correction names the record"
		f.Hint = finding.Text{ZH: "无需处理", EN: "nothing to do"}
	}
	return f
}

// addressGone is about addresses in a folder; file is that, or the only one of them.
func addressGone(file string, list []string) finding.Finding {
	names := listed(list)
	hint := finding.Text{
		ZH: "恢复原来的页面、语言或设置；记录换了编号或依法撤回的，写进 data/redirects.csv",
		EN: "bring back the page, the language or the setting that made it; declare a record's new key, or that it was withdrawn, in data/redirects.csv",
	}
	return finding.Finding{
		File: file, Value: finding.Shorten(list[0]), Severity: finding.Error, Rule: "address-vanished",
		Message: finding.Text{
			ZH: fmt.Sprintf("公布过的 %d 个地址没有页面，也没有跳转：%s", len(list), names.ZH),
			EN: fmt.Sprintf("published addresses that have no page and lead nowhere: %d, %s", len(list), names.EN),
		},
		Hint: hint,
	}
}

// listGone is about lists of which no record is left; respell says how one of them leads on, where
// that can be said.
func listGone(file string, list []string, respell finding.Text) finding.Finding {
	names := listed(list)
	hint := finding.Text{ZH: "核对是否只是改了写法（如购买主体的名称）", EN: "make sure that nothing was merely spelt anew, such as a purchaser's name"}
	if respell.ZH != "" {
		hint = finding.Text{ZH: "真的没有记录了，无需处理；" + respell.ZH, EN: "nothing to do where no such record is left; " + respell.EN}
	}
	return finding.Finding{
		File: file, Value: finding.Shorten(list[0]), Severity: finding.Notice, Rule: "address-vanished",
		Message: finding.Text{
			ZH: fmt.Sprintf("%d 个列表或订阅里已没有记录，不再有页面：%s", len(list), names.ZH),
			EN: fmt.Sprintf("lists or feeds of which no record is left, and which are gone: %d, %s", len(list), names.EN),
		},
		Hint: hint,
	}
}
