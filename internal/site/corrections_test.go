package site

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

func writing(lang string, contact portal.Contact) page {
	return page{&edition{
		words: words.Of(lang), lang: lang, title: "门户",
		settings: &portal.Settings{BaseURL: "https://example.org/sub/", Contact: contact, Operator: portal.Operator{Name: "协会"}},
	}, "projects/x.html"}
}

func TestCorrect(t *testing.T) {
	const page = "https%3A%2F%2Fexample.org%2Fsub%2Fprojects%2Fx.html"
	for _, c := range []struct {
		name           string
		contact        portal.Contact
		correct, reply string
	}{
		{"nothing", portal.Contact{}, "", ""},
		{"a telephone alone", portal.Contact{Phone: "0990-1"}, "", ""},
		{"a form", portal.Contact{CorrectionURL: "https://example.org/form"}, "https://example.org/form?url=" + page, "https://example.org/form?url=" + page + "&kind=reply"},
		{"a form with a query", portal.Contact{CorrectionURL: "https://example.org/form?a=1"}, "https://example.org/form?a=1&url=" + page, "https://example.org/form?a=1&url=" + page + "&kind=reply"},
		{"a form with a slot", portal.Contact{CorrectionURL: "https://example.org/{url}", Email: "a@b.cn"}, "https://example.org/" + page, "https://example.org/" + page},
		{"a form with all slots", portal.Contact{CorrectionURL: "https://example.org/?u={url}&t={title}&k={kind}"},
			"https://example.org/?u=" + page + "&t=%E7%BA%A0%E9%94%99%EF%BC%9AA%26B%20c&k=correction", "https://example.org/?u=" + page + "&t=%E7%AD%94%E5%A4%8D%EF%BC%9AA%26B%20c&k=reply"},
		{"a site", portal.Contact{URL: "https://example.org"}, "https://example.org", "https://example.org"},
	} {
		p := writing(portal.Chinese, c.contact)
		if got := p.correct("A&B c").Href; got != c.correct {
			t.Errorf("%s: a correction goes to %q, want %q", c.name, got, c.correct)
		}
		if got := p.answer("A&B c").Href; got != c.reply {
			t.Errorf("%s: a reply goes to %q, want %q", c.name, got, c.reply)
		}
	}
}

// TestLetters holds that a letter by mail arrives as it was meant: subject and body are
// two parameters, lines end with CRLF, and the link is not too long to be opened.
func TestLetters(t *testing.T) {
	title := "A+B&C=D?subject=x#y 100% " + strings.Repeat("社区矫正服务项目", 30)
	for _, lang := range []string{portal.Chinese, portal.English, portal.Traditional} {
		p := writing(lang, portal.Contact{Email: "a@b.cn", URL: "https://example.org"})
		for name, href := range map[string]string{"correction": p.correct(title).Href, "reply": p.answer(title).Href} {
			const most = 2000
			if len(href) > most {
				t.Errorf("%s %s: the link has %d bytes, want at most %d", lang, name, len(href), most)
			}
			if strings.Trim(href, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:@?=&%") != "" {
				t.Errorf("%s %s: characters that want to be escaped: %s", lang, name, href)
			}
			u, err := url.Parse(href)
			if err != nil || u.Scheme != "mailto" || u.Opaque != "a@b.cn" {
				t.Fatalf("%s %s: %s: %v", lang, name, href, err)
			}
			q := u.Query()
			if len(q) != 2 || !strings.Contains(q.Get("subject"), "A+B&C=D?subject=x#y 100% 社区") || !strings.HasSuffix(q.Get("subject"), "…") {
				t.Errorf("%s %s: parameters %v", lang, name, q)
			}
			lines := strings.Split(q.Get("body"), "\r\n")
			if len(lines) != 4 || !strings.HasSuffix(lines[0], "https://example.org/sub/projects/x.html") || strings.ContainsAny(strings.Join(lines, ""), "\r\n") {
				t.Errorf("%s %s: lines %q, want the address and three more", lang, name, lines)
			}
		}
	}
}

// TestWhere holds that a page always says where to turn.
func TestWhere(t *testing.T) {
	for _, c := range []struct {
		name    string
		contact portal.Contact
		want    string
	}{
		{"mail", portal.Contact{Email: "a@b.cn"}, "写信到~a@b.cn"},
		{"mail and telephone", portal.Contact{Email: "a@b.cn", Phone: "0990-1"}, "写信到~a@b.cn，致电~0990-1"},
		{"a form", portal.Contact{CorrectionURL: "https://example.org"}, "请用系统浏览器打开本页"},
		{"a telephone alone", portal.Contact{Phone: "0990-1"}, "致电~0990-1"},
		{"nothing", portal.Contact{}, "请向协会提出"},
	} {
		if got := writing(portal.Chinese, c.contact).where().String(); !strings.Contains(got, strings.ReplaceAll(c.want, "~", words.NoBreak)) {
			t.Errorf("%s: %q, want %q in it", c.name, got, c.want)
		}
	}
}

// withCorrections is the fixture with replies to an agency and a project, and with a log
// of corrections.
func withCorrections(t *testing.T, entries ...*register.Correction) (*register.Register, *ledger.Ledger) {
	t.Helper()
	tables := rows()
	tables.Replies = []*register.Reply{
		{File: "content/replies/agencies/x.md", Table: "agencies", Slug: "5299000000000002xa", By: "同坊", Date: d("2026-02-01"), Body: "机构的**说明**。"},
		{File: "content/replies/projects/x.md", Table: "projects", Slug: "p-1", Title: "关于评价", By: "同坊", Date: d("2026-02-02"), Body: "项目的说明。"},
	}
	tables.Corrections = entries
	reg, findings := register.Link(tables, fixtureSettings(), nil, d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return reg, ledger.Open(reg)
}

func TestReplies(t *testing.T) {
	reg, led := withCorrections(t)
	files := render(t, reg, led, testOptions())
	for path, want := range map[string]string{
		"agencies/5299000000000002xa.html": "同坊，2026-02-01 机构的说明。", "projects/p-1.html": "关于评价，同坊，2026-02-02 项目的说明。",
		"agencies/5299000000000001xa.html": "", "projects/p-2.html": "",
	} {
		p := parsePage(t, files[path])
		got := ""
		if section := p.all("#reply"); len(section) > 0 {
			got = strings.TrimSpace(p.texts("section .meta")[slices.Index(p.texts("section .meta"), strings.Split(want, " ")[0])]) + " " + strings.TrimSpace(p.text(".reply"))
		}
		if got != want {
			t.Errorf("%s shows the reply %q, want %q", path, got, want)
		}
		if links := p.attributes("aside a", "href"); slices.IndexFunc(links, func(s string) bool { return strings.Contains(s, "subject=%E7%AD%94%E5%A4%8D") }) < 0 {
			t.Errorf("%s: no link asks for a reply: %q", path, links)
		}
	}
}

func TestCorrections(t *testing.T) {
	reg, _ := fixture(t)
	shown := "sanctions/" + reg.Sanctions[0].Slug
	var entries []*register.Correction
	for i := range 5 {
		entries = append(entries, &register.Correction{
			File: fmt.Sprintf("content/corrections/%d.md", i), Slug: fmt.Sprint(i), Date: d(fmt.Sprintf("2026-03-%02d", i+1)),
			Title: fmt.Sprint("更正", i), Records: []string{"projects/p-1", shown}, Body: "原为**甲**，现为乙。<script>x</script>",
		})
	}
	entries[4].By, entries[4].Records = "一位读者", []string{"agencies/5299000000000002xa"}
	reg, led := withCorrections(t, entries...)
	o := testOptions()
	o.PageSize = 2
	files := render(t, reg, led, o)
	var titles []string
	for _, path := range []string{"corrections/index.html", "corrections/index-2.html", "corrections/index-3.html"} {
		p := parsePage(t, files[path])
		titles = append(titles, p.texts(".corrections h2")...)
		if len(p.all(".corrections script")) > 0 {
			t.Errorf("%s holds a script out of a text", path)
		}
	}
	if want := "更正4 更正3 更正2 更正1 更正0"; strings.Join(titles, " ") != want {
		t.Errorf("the log has %q, want %s", titles, want)
	}
	for path, want := range map[string]string{
		"projects/p-1.html": "c-3 c-2 c-1 c-0", shown + ".html": "c-3 c-2 c-1 c-0", "agencies/5299000000000002xa.html": "c-4", "agencies/5299000000000001xa.html": "",
		"en/projects/p-1.html": "c-3 c-2 c-1 c-0",
	} {
		p := parsePage(t, files[path])
		var got []string
		for _, href := range p.attributes(".corrected a", "href") {
			file, anchor, _ := strings.Cut(href, "#")
			prefix := ""
			if strings.HasPrefix(path, "en/") {
				prefix = "en/"
			}
			target := files[prefix+strings.TrimPrefix(file, "../")]
			if len(parsePage(t, target).all("#"+anchor)) != 1 {
				t.Errorf("%s: %s leads nowhere", path, href)
			}
			got = append(got, anchor)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s leads to %q, want %q", path, got, want)
		}
	}
	p := parsePage(t, files["corrections/index.html"])
	if got, want := p.texts(".corrections .meta")[0], "2026-03-05 · 由一位读者指出"; got != want {
		t.Errorf("the newest is headed %q, want %q", got, want)
	}
	if got := parsePage(t, files["en/corrections/index.html"]).attributes(".corrections h2", "lang"); len(got) != 1 || got[0] == "" {
		t.Errorf("in English the titles are marked %q", got)
	}
}

// TestCorrectionsOfClosedRecords holds that nothing of a correction remains once a
// sanction that it is about may not be shown, whatever else it is about.
func TestCorrectionsOfClosedRecords(t *testing.T) {
	reg, _ := fixture(t)
	for _, closed := range reg.Closed {
		for _, records := range [][]string{{"sanctions/" + closed.Slug}, {"projects/p-1", "sanctions/" + closed.Slug}} {
			reg, led := withCorrections(t, &register.Correction{
				Slug: "gone", Date: d("2026-03-01"), Title: "不可再现的更正", Body: "不可再现的更正说明", Records: records,
			}, &register.Correction{Slug: "stays", Date: d("2026-03-01"), Title: "留下的更正", Records: []string{"projects/p-1"}})
			seen := 0
			for path, body := range render(t, reg, led, testOptions()) {
				if strings.Contains(body, "不可再现的更正") || strings.Contains(body, "c-gone") {
					t.Errorf("%s of %v: %s still tells of it", closed.Standing, records, path)
				}
				if strings.Contains(body, "留下的更正") {
					seen++
				}
			}
			if seen == 0 {
				t.Error("the other correction is shown nowhere")
			}
		}
	}
	files := built(t)
	if got := parsePage(t, files["corrections/index.html"]).text("main p.lede"); got == "" {
		t.Error("an empty log has no page")
	}
}
