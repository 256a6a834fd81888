package privacy

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

func kinds(list []Number) string {
	var b []string
	for _, n := range list {
		b = append(b, [...]string{"none", "id", "mobile", "card"}[n.Kind])
	}
	return strings.Join(b, " ")
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"identity", "11010519491231002X", "id"},
		{"lower-case x", "11010519491231002x", "id"},
		{"in a sentence", "当事人身份证号11010519491231002X，住址不详", "id"},
		{"after a letter", "ID440524188001010014", "id"},
		{"wrong check digit", "110105194912310021", "id"},
		{"full width", "１１０１０５１９４９１２３１００２Ｘ", "id"},
		{"spaces", "110105 19491231 002X", "id"},
		{"a space before X", "11010519491231002 X", "id"},
		{"hyphens", "110105-1949-1231-002X", "id"},
		{"digit by digit", "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id"},
		{"zero width", "110105\u200b19491231\u200d002X", "id"},
		{"full-width spaces", "110105　19491231　002X", "id"},
		{"two", "11010519491231002X、440524188001010014", "id id"},
		{"beside a date", "2023-05-01 11010519491231002X", "id"},
		{"no region", "990105194912310021", ""},
		{"no such day", "110105194902310021", ""},
		{"19 digits", "1101051949123100212", ""},

		{"mobile", "13800138000", "mobile"},
		{"mobile in a sentence", "联系电话13800138000。", "mobile"},
		{"mobile at a sentence's end", "call 13800138000.", "mobile"},
		{"mobile after an abbreviation", "Tel.13800138000", "mobile"},
		{"country code", "86-13800138000", "mobile"},
		{"country code with plus", "+8613800138000", "mobile"},
		{"3-4-4", "138 0013 8000", "mobile"},
		{"3-4-4 with hyphens", "138-0013-8000", "mobile"},
		{"mobile, full width", "１３８００１３８０００", "mobile"},
		{"mobile, zero width", "138\u200b0013\u200b8000", "mobile"},
		{"second digit 2", "12345678901", ""},
		{"12 digits", "138001380001", ""},
		{"landline", "0755-25606666", ""},
		{"amount", "13800138000.00", ""},
		{"cents of an amount", "5.13800138000", ""},
		{"grouped amount", "13,800,138,000", ""},
		{"two years", "13-15 2023 123", ""},
		{"document number", "20201030001", ""},

		{"card of 19 digits", "6222020200000000006", "card"},
		{"card of 16", "4111111111111111", "card"},
		{"card in fours", "4111 1111 1111 1111", "card"},
		{"card with hyphens", "4111-1111-1111-1111", "card"},
		{"card of 19, wrong check", "6212345678901234567", ""},
		{"card, wrong check", "4111111111111112", ""},
		{"part of a word", "A4111111111111111", ""},
		{"two dates", "2023 05 01 2024 05 01", ""},
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
		case "expect", "legacy15":
			continue
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

// disguises are ways in which numbers are written.
var disguises = []func(string) string{
	func(s string) string { return s },
	func(s string) string { return s[:6] + " " + s[6:14] + " " + s[14:] },
	func(s string) string { return s[:6] + "-" + s[6:14] + "-" + s[14:] },
	func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
	func(s string) string { return s[:9] + "\u200b" + s[9:] },
	func(s string) string { return strings.Join(strings.Split(s, ""), "\u200d") },
	func(s string) string {
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, s[:17]) + s[17:]
	},
	func(s string) string { return "（身份证号：" + s + "）" },
}

// TestPlanted plants identity numbers in all disguises: none may be missed.
func TestPlanted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 40_000 {
		id := fmt.Sprintf("%d%04d%04d%02d%02d%03d", []int{11, 31, 44, 52, 65, 81}[r.IntN(6)], r.IntN(10_000), 1930+r.IntN(90), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000))
		id += string("10X98765432"[checksum(id)])
		text := "经查，" + disguises[i%len(disguises)](id) + "与该机构负责人一致。"
		if got := kinds(Find(text)); got != "id" {
			if got == "" && len(Find(id)) == 0 {
				continue // a credit code of digits that happens to have the shape
			}
			t.Fatalf("Find(%q) = %q, want id", text, got)
		}
	}
}

func checksum(id string) int {
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(id[i]-'0') * w
	}
	return sum % 11
}

// TestInnocent looks at amounts, dates and document numbers: none may be reported.
func TestInnocent(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 40_000 {
		yuan := r.Int64N(1_000_000_000_000)
		text := [...]string{
			fmt.Sprintf("%d.%02d", yuan, r.IntN(100)),
			fmt.Sprintf("罚款%d.%02d元，没收%d.%02d元", yuan%1e8, r.IntN(100), r.IntN(1e8), r.IntN(100)),
			fmt.Sprintf("%d-%02d-%02d至%d-%02d-%02d", 2000+r.IntN(30), 1+r.IntN(12), 1+r.IntN(28), 2000+r.IntN(30), 1+r.IntN(12), 1+r.IntN(28)),
			fmt.Sprintf("拟民罚〔%d〕%d号", 2000+r.IntN(30), r.IntN(10_000)),
			fmt.Sprintf("0755-%d 转 %d", 20_000_000+r.IntN(1e7), r.IntN(1000)),
			fmt.Sprintf("%d 人 %d 元 %d %%", r.IntN(100), r.IntN(1e7), r.IntN(100)),
		}[r.IntN(6)]
		if got := kinds(Find(text)); got != "" {
			t.Fatalf("Find(%q) = %q, want nothing", text, got)
		}
	}
}

func TestMasked(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"11010519491231002X", "110*************2X"},
		{"电话 138-0013-8000，证件 110105 19491231 002 X。", "电话 138******00，证件 110*************2X。"},
		{"2023年5月1日", "2023年5月1日"},
		{"", ""},
	} {
		if got := Masked(tt.in); got != tt.want {
			t.Errorf("Masked(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"11010519491231002X", "138 0013 8000", "4111-1111-1111-1111", "１３８００１３８０００", "1\u200b1", "\xff1101051949123100"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, n := range Find(s) {
			if n.From < 0 || n.From >= len(s) || len(n.Digits) < minDigits || len(n.Digits) > 19 {
				t.Errorf("Find(%q) = %+v", s, n)
			}
			if strings.Contains(Masked(s), n.Digits) {
				t.Errorf("Masked(%q) shows %q", s, n.Digits)
			}
		}
	})
}

// BenchmarkFind looks at the kind of text that sanctions hold.
func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("经查，拟州市栖禾区同坊社区矫正服务中心存在未建立专项资金台账的情形。该笔470000元支出未经集体决策，2023年7月5日起未更新任何信息公开内容。", 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}
