package privacy

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func kinds(list []Number) string {
	var b []string
	for _, n := range list {
		b = append(b, [...]string{"none", "id", "mobile", "card", "masked", "old", "passport", "mail", "home", "plate"}[n.Kind])
	}
	return strings.Join(b, " ")
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"identity", "11010519491231002X", "id"},
		{"lower-case x", "11010519491231002x", "id"},
		{"full-width X", "11010519491231002Ｘ", "id"},
		{"Cyrillic X", "11010519491231002Х", "id"},
		{"in a sentence", "当事人身份证号11010519491231002X，住址不详", "id"},
		{"after a letter", "ID440524188001010014", "id"},
		{"glued to a mobile number", "11010519491231002X13800138000", "id mobile"},
		{"wrong check digit", "110105194912310021", "id"},
		{"full width", "１１０１０５１９４９１２３１００２Ｘ", "id"},
		{"Arabic digits", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "id"},
		{"circled digits", "①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X", "id"},
		{"mathematical digits", "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X", "id"},
		{"keycaps", "1\ufe0f\u20e31\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e30\ufe0f\u20e35\ufe0f\u20e319491231002X", "id"},
		{"spaces", "110105 19491231 002X", "id"},
		{"a space before X", "11010519491231002 X", "id"},
		{"hyphens", "110105-1949-1231-002X", "id"},
		{"full stops", "110105.19491231.002X", "id"},
		{"digit by digit", "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id"},
		{"zero width", "110105\u200b19491231\u200d002X", "id"},
		{"full-width spaces", "110105　19491231　002X", "id"},
		{"no-break spaces", "110105\u00a019491231\u00a0002X", "id"},
		{"over two lines", "110105\n19491231002X", "id"},
		{"over two lines of Windows", "11010519\r\n491231002X", "id"},
		{"over three lines", "110105\n19491231\n002X", ""},
		{"in Chinese numerals", "身份证一一〇一〇五一九四九一二三一〇〇二X", "id"},
		{"two", "11010519491231002X、440524188001010014", "id id"},
		{"beside a date", "2023-05-01 11010519491231002X", "id"},
		{"Hong Kong resident", "810000199408230021", "id"},
		{"Taiwan resident", "830000199201300022", "id"},
		{"foreigner", "911124198108030024", "id"},
		{"no region", "990105194912310021", ""},
		{"no such day", "110105194902310021", ""},
		{"leap day", "110105200002290021", "id"},
		{"no leap day", "110105190002290021", ""},
		{"19 digits", "1101051949123100212", ""},
		{"unusual groups and a wrong check digit", "1101 05194 91231 0021", ""},
		{"document of a day", "440300202401010002", ""},
		{"piece of a hash", "a3f110105194912310021b7", ""},

		{"mobile", "13800138000", "mobile"},
		{"mobile in a sentence", "联系电话13800138000。", "mobile"},
		{"mobile at a sentence's end", "call 13800138000.", "mobile"},
		{"mobile after an abbreviation", "Tel.13800138000", "mobile"},
		{"mobile before letters", "13800138000weixin", "mobile"},
		{"country code", "86-13800138000", "mobile"},
		{"country code in one piece", "8613800138000", "mobile"},
		{"country code with plus", "+8613800138000", "mobile"},
		{"country code in brackets", "(+86) 138 0013 8000", "mobile"},
		{"0086", "008613800138000", "mobile"},
		{"0086 apart", "0086 138 0013 8000", "mobile"},
		{"3-4-4", "138 0013 8000", "mobile"},
		{"3-4-4 with hyphens", "138-0013-8000", "mobile"},
		{"3-4-4 with full stops", "138.0013.8000", "mobile"},
		{"mobile, full width", "１３８００１３８０００", "mobile"},
		{"mobile, zero width", "138\u200b0013\u200b8000", "mobile"},
		{"mobile in Chinese numerals", "电话一三八〇〇一三八〇〇〇联系", "mobile"},
		{"spoken numerals", "幺三八零零幺三八零零零", "mobile"},
		{"second digit 2", "12345678901", ""},
		{"12 digits", "138001380001", ""},
		{"landline", "0755-25606666", ""},
		{"amount", "13800138000.00", ""},
		{"cents of an amount", "5.13800138000", ""},
		{"grouped amount", "13,800,138,000", ""},
		{"amounts over two lines", "150\n20230101", ""},
		{"two years", "13-15 2023 123", ""},
		{"document number", "20201030001", ""},
		{"Chinese numerals in a sentence", "第一、二、三条，二〇二三年五月一日，一百三十八万", ""},

		{"card of 19 digits", "6222020200000000006", "card"},
		{"card of 16", "4111111111111111", "card"},
		{"card in fours", "4111 1111 1111 1111", "card"},
		{"card with hyphens", "4111-1111-1111-1111", "card"},
		{"card of 19, wrong check", "6212345678901234567", ""},
		{"card, wrong check", "4111111111111112", ""},
		{"part of a word", "A4111111111111111", ""},
		{"two dates", "2023 05 01 2024 05 01", ""},
		{"four years", "2020 2021 2022 2028", ""},
		{"document with region and year", "4403002024000015", ""},
		{"amount of 16 digits", "4111111111111111.00", ""},

		{"credit code of digits", "914403001922038216", ""},
		{"credit code with letters", "91440300708461136T", ""},
		{"credit code in a sentence", "代码91440300708461136T的企业", ""},
		{"credit code of a pilot year", "91350211M00013FA1N", ""},
		{"nothing", "", ""},
		{"text", "经查，该机构未按规定公开薪酬。", ""},
		{"dates", "2023年1月1日至2023年12月31日，2024-01-01、2024-12-31", ""},
		{"numbers of documents", "拟民罚〔2024〕12号、拟民罚〔2024〕13号、拟民罚〔2024〕14号", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := kinds(Find(tt.in)); got != tt.want {
				t.Errorf("Find(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFindSoft(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"masked identity", "1101051949****002X", "masked"},
		{"masked but for the ends", "110***********002X", "masked"},
		{"masked mobile", "电话138****8000。", "masked"},
		{"full-width asterisks", "138＊＊＊＊8000", "masked"},
		{"masked card", "6222********0006", "masked"},
		{"masked amount", "******.73", ""},
		{"masked name", "王**", ""},
		{"Markdown", "**2023**年**12**次", ""},
		{"fifteen digits", "110105491231002", "old"},
		{"fifteen digits in groups", "110105 491231 002", "old"},
		{"fifteen digits, no day", "110105499931002", ""},
		{"fifteen digits of an amount", "110105491231002.00", ""},
		{"passport", "护照号码E12345678", "passport"},
		{"passport of the new kind", "护照 EA1234567", "passport"},
		{"passport without a word", "E12345678", "passport"},
		{"permit for Hong Kong", "港澳通行证C12345678", "passport"},
		{"home return permit", "回乡证H1234567890", "passport"},
		{"Taiwan permit", "台胞证号01234567", "passport"},
		{"project number", "P20230001", ""},
		{"document with a letter", "E20230001", ""},
		{"part of a number", "NZ-E12345678", ""},
		{"mail", "请联系zhang.san@example.org。", "mail"},
		{"mail of everybody's", "shegong@163.com", "mail"},
		{"mail of an office", "info@example.org", ""},
		{"account", "@shegong", ""},
		{"handle in an address", "https://example.org/@zhangsan", ""},
		{"home", "张某家住拟州市栖禾区晴川街道半山路130号3栋502室", "home"},
		{"household register", "户籍地拟州市沐川区石埠街道临溪路123号", "home"},
		{"home in words", "现居住在阳光花园三栋二单元", "home"},
		{"flat", "在阳光花园3栋2单元1203房组织聚餐", "home"},
		{"office in an estate", "服务站设在阳光花园3栋101室，为社区党群服务中心用房", ""},
		{"office", "办公地址为彩田路3030号B座1203室", ""},
		{"residents", "居住在社区的老人35户，住房困难家庭12户", ""},
		{"statute about residence", "户籍所在地的县级人民政府应当依照第12条办理", ""},
		{"subway", "住在地铁5号线沿线的居民", ""},
		{"plate", "车牌粤B12345", "plate"},
		{"plate with a dot", "粤B·12345", "plate"},
		{"plate with a space", "粤B 1234A", "plate"},
		{"plate of a new energy car", "粤BD12345", "plate"},
		{"no plate", "新A座20231号", ""},
		{"longer than a plate", "粤B1234567", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := kinds(Find(tt.in)); got != tt.want {
				t.Errorf("Find(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestBothCodeAndIdentity holds that a number is told that is an identity number to the
// last character and passes the checks of a credit code, too.
func TestBothCodeAndIdentity(t *testing.T) {
	for _, in := range []string{bothCodeAndIdentity(), "代码" + bothCodeAndIdentity()} {
		if got := kinds(Find(in)); got != "id" {
			t.Errorf("Find(%q) = %q, want id", in, got)
		}
	}
}

func TestVectors(t *testing.T) {
	f, err := os.Open("../../../shared/data/vectors/pii.tsv")
	if err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		in, rest, _ := strings.Cut(s.Text(), "\t")
		want, _, _ := strings.Cut(rest, "\t")
		switch want {
		case "expect":
			continue
		case "legacy15":
			want = "old"
		case "valid_id", "valid_id_old", "bad_check":
			want = "id"
		case "not_id", "landline", "not_mobile":
			want = ""
		}
		if got := kinds(Find(in)); got != want {
			t.Errorf("Find(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestScan(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"in a page", "<p>证件号11010519491231002X。</p>", "id"},
		{"in JSON", `{"phone":"13800138000","n":1}`, "mobile"},
		{"in CSV", "甲,4111111111111111,乙\n", "card"},
		{"with a tag inside", "<p>110105<strong>19491231</strong>002X</p>", "id"},
		{"with a place for a break inside", "138<wbr>0013<wbr>8000", "mobile"},
		{"in two cells", "<td>110105</td><td>19491231002X</td>", ""},
		{"masked", "<p>1101051949****002X</p>", ""},
		{"a mail", "<a href=\"mailto:a@163.com\">a@163.com</a>", ""},
		{"end of a slug", `href="evaluations/nz-2025-11-13933165747b.html"`, ""},
		{"hash", `"sha256":"9f3a13800138000c110105194912310021d4111111111111111e"`, ""},
		{"drawing", `<path d="M11 0105 1949 1231 002 1v138 0013 80 00h4111 1111 11 11 1111"/>`, ""},
		{"row of digits", `<path d="m1 3 8 0 0 1 3 8 0 0 0"/>`, ""},
		{"credit code", `{"agency_id":"914403001922038216"}`, ""},
		{"exact amount", `{"total":"13800138000.00"}`, ""},
		{"script", "var a=[13800,138000];\n", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := Scan([]byte(tt.in))
			if got := kinds(list); got != tt.want {
				t.Errorf("Scan(%q) = %q, want %q", tt.in, got, tt.want)
			}
			for _, n := range list {
				if n.From < 0 || n.From >= n.To || n.To > len(tt.in) {
					t.Errorf("Scan(%q) = %+v, want a place inside", tt.in, n)
				}
			}
		})
	}
}

func TestScanAllocatesNothing(t *testing.T) {
	page := []byte(strings.Repeat("<tr><td>2023-05-01</td><td>甲中心</td><td>163,000.00 元</td></tr>\n", 100))
	if n := testing.AllocsPerRun(10, func() { Scan(page) }); n > 0 {
		t.Errorf("%v allocations in a page without a long run of digits, want none", n)
	}
	text := strings.Repeat("经查，该机构未按规定公开薪酬，涉及35户困难家庭，2023年5月1日起整改。", 20)
	if n := testing.AllocsPerRun(10, func() { Find(text) }); n > 0 {
		t.Errorf("%v allocations in a text without a number, want none", n)
	}
}

func TestMasked(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"11010519491231002X", "110*************2X"},
		{"电话 138-0013-8000，证件 110105 19491231 002 X。", "电话 138******00，证件 110*************2X。"},
		{"1101051949****002X", "110****2X"},
		{"zhang.san@example.org", "z***@example.org"},
		{"家住半山路130号3栋502室。", "家住半****。"},
		{"粤B12345、E12345678", "粤****45、E****78"},
		{"2023年5月1日", "2023年5月1日"},
		{"", ""},
	} {
		if got := Masked(tt.in); got != tt.want {
			t.Errorf("Masked(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestHides(t *testing.T) {
	for in, want := range map[string]bool{"data/13800138000.csv": true, "data/138****8000.csv": false, "content/policies/914403001922038216.md": false} {
		if got := Hides(in); got != want {
			t.Errorf("Hides(%q) = %v, want %v", in, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"11010519491231002X", "138 0013 8000", "4111-1111-1111-1111", "１３８００１３８０００", "1\u200b1", "\xff1101051949123100", "110105\n19491231002X",
		"110105.19491231.002X", "一三八〇〇一三八〇〇〇", "138****8000", "a@163.com", "家住半山路130号", "粤B12345", "护照E12345678", "台胞证01234567", "阳光花园3栋2单元502室", "110105491231002",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, n := range Find(s) {
			if n.From < last || n.From >= n.To || n.To > len(s) {
				t.Fatalf("Find(%q) = %+v, want places in order and inside", s, n)
			}
			if utf8.ValidString(s) && (!utf8.RuneStart(s[n.From]) || n.To < len(s) && !utf8.RuneStart(s[n.To])) {
				t.Errorf("Find(%q) = %+v, want whole characters", s, n)
			}
			last = n.To
		}
		masked := Masked(s)
		for _, n := range Find(masked) {
			if n.Kind.Hard() {
				t.Errorf("Masked(%q) = %q, which still shows %+v", s, masked, n)
			}
		}
		if twice := Masked(masked); twice != masked {
			t.Errorf("Masked(%q) = %q, and masked again %q", s, masked, twice)
		}
		for at := 0; ; {
			r, next, ok := nextRun(s, at, len(s), false)
			if !ok {
				break
			}
			if list := appendNumbers(nil, s, r, false); len(list) > 0 && hopeless(s, r) {
				t.Errorf("%q is passed over, but holds %+v", s[r.from:r.to], list)
			}
			at = next
		}
		Scan([]byte(s))
	})
}
