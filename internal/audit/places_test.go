package audit

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// zipOf is a zip file of one part.
func zipOf(t *testing.T, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pdfOf is the part of a PDF that matters, with a deflated content stream.
func pdfOf(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return "%PDF-1.7\n4 0 obj\n<</Filter /FlateDecode>>\nstream\r\n" + b.String() + "\nendstream\nendobj\nxref\n0 2\n0000000016 65535 f\n0000000110 00000 n\n"
}

// TestPlaces plants a number in every place of a portal.
func TestPlaces(t *testing.T) {
	const page = "---\ntitle: 关于\n---\n"
	const correction = "---\ndate: 2024-01-01\nrecord: agencies/52440300mjl186084f\ntitle: 更正\n---\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"name of a page", map[string]string{"content/13800138000.md": page}, "content/13800138000.md:0:0 error mobile-number"},
		{"name of a folder", map[string]string{"content/110105-1949-1231-0021/about.md": page}, "content/110105-1949-1231-0021/about.md:0:0 error personal-id"},
		{"name of a table", map[string]string{"data/pay-13800138000.csv": "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,0,0\n"}, "pay-13800138000.csv:0:0 error mobile-number"},
		{"name of a correction", map[string]string{"content/corrections/13800138000.md": correction + "正文\n"}, "content/corrections/13800138000.md:0:0 error mobile-number"},
		{"title of a correction", map[string]string{"content/corrections/1.md": strings.Replace(correction, "更正", "更正 13800138000", 1) + "正文\n"}, "content/corrections/1.md:4:1 error mobile-number"},
		{"text of a correction", map[string]string{"content/corrections/1.md": correction + "原为\n13800138000\n"}, "content/corrections/1.md:7:1 error mobile-number"},
		{"front matter", map[string]string{"content/about.md": "---\ntitle: 关于\nsummary: 电话\n  138 0013 8000\n---\n"}, "content/about.md:4:1 error mobile-number"},
		{"who replies", map[string]string{"content/replies/agencies/52440300mjl186084f.md": "---\nby: 甲 13800138000\ndate: 2023-01-01\n---\n"}, "content/replies/agencies/52440300mjl186084f.md:2:1 error mobile-number"},
		{"broken over two lines of a page", map[string]string{"content/about.md": page + "\n号码 110105\n19491231002X\n"}, "content/about.md:5:1 error personal-id"},
		{"redirect", map[string]string{"data/projects.csv": projectHeader + "\n" + project1 + "\n", "data/redirects.csv": "table,old_key,new_key\nprojects,13800138000,p1\n"}, "redirects.csv:2:1 error mobile-number"},
		{"text file", map[string]string{"content/files/list.txt": "甲\n13800138000\n"}, "content/files/list.txt:0:0 error mobile-number"},
		{"the same twice", map[string]string{"content/files/list.txt": "13800138000\n13800138000\n"}, "content/files/list.txt:0:0 error mobile-number"},
		{"drawing", map[string]string{"content/files/a.svg": "<svg><text>138<tspan>0013</tspan>8000</text></svg>"}, "content/files/a.svg:0:0 error mobile-number"},
		{"cells of a drawing", map[string]string{"content/files/a.svg": "<svg><text>138</text><text>00138000</text></svg>"}, ""},
		{"UTF-16", map[string]string{"content/files/a.txt": "\xff\xfe1\x003\x008\x000\x000\x001\x003\x008\x000\x000\x000\x00"}, "content/files/a.txt:0:0 error mobile-number"},
		{"document of Word", map[string]string{"content/files/a.docx": zipOf(t, "word/document.xml", "<w:p><w:r><w:t>110105</w:t></w:r><w:r><w:t>19491231002X</w:t></w:r></w:p>")}, "content/files/a.docx:0:0 error personal-id"},
		{"paragraphs of Word", map[string]string{"content/files/a.docx": zipOf(t, "word/document.xml", "<w:p><w:t>138</w:t></w:p><w:p><w:t>00138000</w:t></w:p>")}, ""},
		{"PDF", map[string]string{"content/files/a.pdf": pdfOf(t, "BT [(138) -250 (0013) 20 (8000)] TJ ET")}, "content/files/a.pdf:0:0 error mobile-number"},
		{"PDF, hexadecimal", map[string]string{"content/files/a.pdf": pdfOf(t, "BT <00310033003800300030003100330038003000300030> Tj ET")}, "content/files/a.pdf:0:0 error mobile-number"},
		{"PDF without a number", map[string]string{"content/files/a.pdf": pdfOf(t, "BT 138 0013 8000 Td (138) Tj (00138000) Tj ET")}, ""},
		{"damaged zip", map[string]string{"content/files/a.docx": "PK\x03\x04 13800138000"}, ""},
		{"picture", map[string]string{"content/files/a.png": "\x89PNG\r\n\x1a\n\x00 13800138000"}, ""},
		{"hidden file", map[string]string{"content/.notes": "13800138000"}, ""},
		{"mail of a person", map[string]string{"content/about.md": page + "zhangsan@example.org\n"}, "content/about.md:4:1 warning email-address"},
		{"the portal's own mail", map[string]string{"content/about.md": page + "own@example.org\n"}, ""},
		{"title of the portal", map[string]string{"gongshi.yaml": "title: 公示 13800138000\n"}, "gongshi.yaml:1:8 error mobile-number"},
		{"telephone of the portal", map[string]string{"gongshi.yaml": "contact: {phone: \"13800138000\", email: own@example.org}\n"}, "gongshi.yaml:1:18 warning mobile-number"},
		{"in a list of the settings", map[string]string{"gongshi.yaml": "districts:\n  - {name: 甲, name_en: A 13800138000}\n"}, "gongshi.yaml:2:24 error mobile-number"},
		{"what the settings exempt", map[string]string{"gongshi.yaml": "# 13800138000\nprivacy: {allow: [{key: \"13800138000\"}]}\n"}, ""},

		{"masked number in a note", pay("2023,directors,1,100000,,1101051949****002X"), "pay.csv:2:7 warning masked-number"},
		{"fifteen digits in a note", pay("2023,directors,1,100000,,110105491231002"), "pay.csv:2:7 warning old-identity-number"},
		{"passport in a note", pay("2023,directors,1,100000,,护照E12345678"), "pay.csv:2:7 warning passport-number"},
		{"home in a note", pay("2023,directors,1,100000,,家住半山路130号3栋502室"), "pay.csv:2:7 warning home-address"},
		{"plate in a note", pay("2023,directors,1,100000,,粤B12345"), "pay.csv:2:7 warning licence-plate"},
		{"mail in a note", pay("2023,directors,1,100000,,zhangsan@example.org"), "pay.csv:2:7 warning email-address"},
		{"address of an agency", agencies("52440300MJL186084F,甲,,阳光花园3栋2单元1203房,,,\n"), ""},
		{"office line", agencies("52440300MJL186084F,甲,0755-25606666,,,,\n"), ""},
		{"fifteen digits as a key", map[string]string{"data/projects.csv": projectHeader + "\n" + strings.Replace(project1, "p1", "440301103000001", 1) + "\n"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := judged(t, tt.files, &portal.Settings{Contact: portal.Contact{Email: "own@example.org"}})
			if got := briefs(found); got != tt.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.want)
			}
			for _, f := range found {
				if all := fmt.Sprint(f.Value, f.Message, f.Hint); strings.Contains(all, "19491231") || strings.Contains(all, "00138000") || strings.Contains(all, "zhangsan") {
					t.Errorf("%s repeats what it found: %s", f.Rule, all)
				}
			}
		})
	}
}

// TestAllowPlaces exempts files, entries and soft kinds, and holds that an exemption
// without use is told.
func TestAllowPlaces(t *testing.T) {
	files := pay("2023,directors,1,100000,,粤B12345")
	files["content/about.md"] = "---\ntitle: 关于\nsummary: 电话：\n  13800138000\n---\n13900139000\n"
	files["content/files/a.txt"] = "13700137000"
	files["gongshi.yaml"] = "contact: {phone: \"13600136000\"}\n"
	allow := []portal.Allow{
		{Table: "pay", Key: "52440300MJL186084F", Column: "note", Line: 1},
		{Table: portal.Content, Key: "content/about.md", Column: "summary", Line: 2},
		{Table: portal.Content, Key: "content/files/a.txt", Line: 3},
		{Table: portal.Content, Key: "gongshi.yaml", Column: "contact.phone", Line: 4},
		{Table: portal.Content, Key: "content/none.md", Line: 5},
		{Table: "pay", Key: "52440300MJL186084F", Column: "source_url", Line: 6},
	}
	found := judged(t, files, &portal.Settings{Allow: allow})
	want := "content/about.md:6:1 error mobile-number; gongshi.yaml:5:1 notice unused-exemption; gongshi.yaml:6:1 notice unused-exemption"
	if got := briefs(found); got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}

// TestPermitted holds which numbers the built site may have.
func TestPermitted(t *testing.T) {
	m := fstest.MapFS{
		"gongshi.yaml":         {Data: []byte("contact: {phone: \"13600136000\"}\n")},
		"data/agencies.csv":    {Data: []byte("agency_id,name,phone\n52440300MJL186084F,甲,13800138000\n")},
		"data/projects.csv":    {Data: []byte(projectHeader + ",amount\n" + strings.Replace(project1, "p1", "4111111111111111", 1) + ",13700137000\n")},
		"content/about.md":     {Data: []byte("---\ntitle: 关于\n---\n13900139000\n")},
		"content/contact.md":   {Data: []byte("---\ntitle: 联系\n---\n13500135000\n")},
		"data/evaluations.csv": {Data: []byte("project_id,kind,grade,decided_on\n4111111111111111,验收,通过,2023-12-31\n")},
	}
	s := &portal.Settings{Allow: []portal.Allow{{Table: portal.Content, Key: "content/about.md"}}}
	tables, _, err := intake.Read(m, s)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := register.Link(tables, s, nil, day.Day{Year: 2024, Month: 6, Day: 30})
	result, err := Check(m, reg)
	if err != nil {
		t.Fatal(err)
	}
	for number, want := range map[string]bool{
		"13600136000": true, "13800138000": true, "4111111111111111": true, "13700137000": true, "13900139000": true, "13500135000": false,
	} {
		if got := result.Permitted[number]; got != want {
			t.Errorf("%s permitted: %v, want %v", number, got, want)
		}
	}
}
