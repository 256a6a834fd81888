package privacy

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/credit"
)

// planted is how many numbers the figures are about.
const planted = 200_000

// disguises are the ways of writing that the package comment lists.
var disguises = []struct {
	name  string
	write func(string) string
}{
	{"as it is", strings.ToLower},
	{"spaces", func(s string) string { return s[:6] + " " + s[6:14] + "\u3000" + s[14:] }},
	{"hyphens", func(s string) string { return s[:6] + "-" + s[6:10] + "–" + s[10:14] + "-" + s[14:] }},
	{"full width", func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == 'X' {
				return 'Ｘ'
			}
			return r - '0' + '０'
		}, s)
	}},
	{"characters that cannot be seen", func(s string) string { return strings.Join(strings.Split(s, ""), "\u200d") }},
	{"over two lines", func(s string) string { return s[:9] + "\r\n" + s[9:] }},
	{"full stops", func(s string) string { return s[:6] + "." + s[6:14] + "." + s[14:] }},
	{"Chinese numerals", func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == 'X' {
				return r
			}
			return []rune("〇一二三四五六七八九")[r-'0']
		}, s)
	}},
}

// identity makes a number that is right to the last character.
func identity(r *rand.Rand) string {
	provinces := strings.Fields(regions)
	region := provinces[r.IntN(len(provinces))]
	if r.IntN(20) == 0 {
		region = "9" + region
	}
	id := fmt.Sprintf("%s%0*d%04d%02d%02d%03d", region, 6-len(region), r.IntN(1000), 1920+r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000))
	return withCheck(id)
}

func withCheck(id string) string {
	for _, c := range "0123456789X" {
		if isChecked(id + string(c)) {
			return id + string(c)
		}
	}
	return id
}

// bothCodeAndIdentity searches for a number that is right as either.
func bothCodeAndIdentity() string {
	for r := rand.New(rand.NewPCG(5, 6)); ; {
		if id := identity(r); credit.Code(id).Valid() {
			return id
		}
	}
}

// TestPlanted plants identity numbers in all disguises: none may be missed.
func TestPlanted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	missed := map[string]int{}
	for range planted {
		id := identity(r)
		for _, d := range disguises {
			text := "经查，" + d.write(id) + "与该机构负责人一致。"
			if list := Find(text); len(list) != 1 || list[0].Kind != Identity || list[0].Digits != id {
				if missed[d.name]++; missed[d.name] == 1 {
					t.Errorf("%s: Find(%q) = %+v, want %s", d.name, text, list, id)
				}
			}
		}
	}
	if len(missed) > 0 {
		t.Errorf("missed of %d: %v", planted, missed)
	}
}

// TestInnocent looks at amounts, dates and document numbers: none may be reported.
func TestInnocent(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	year := func() int { return 2000 + r.IntN(30) }
	forms := []func() string{
		func() string { return fmt.Sprintf("%d.%02d", r.Int64N(1e12), r.IntN(100)) },
		func() string {
			return fmt.Sprintf("罚款%d.%02d元，没收%d.%02d元", r.IntN(1e8), r.IntN(100), r.IntN(1e8), r.IntN(100))
		},
		func() string {
			return fmt.Sprintf("%d,%03d,%03d,%03d", 1+r.IntN(999), r.IntN(1000), r.IntN(1000), r.IntN(1000))
		},
		func() string { return fmt.Sprintf("%d %d %d", r.IntN(1e6), r.IntN(1e4), r.IntN(1e6)) },
		func() string { return fmt.Sprintf("合计%d.%06d万元", r.IntN(1e6), r.IntN(1e6)) },
		func() string {
			return fmt.Sprintf("%d-%02d-%02d至%d-%02d-%02d", year(), 1+r.IntN(12), 1+r.IntN(28), year(), 1+r.IntN(12), 1+r.IntN(28))
		},
		func() string {
			return fmt.Sprintf("%d%02d%02d %d%02d%02d", year(), 1+r.IntN(12), 1+r.IntN(28), year(), 1+r.IntN(12), 1+r.IntN(28))
		},
		func() string { return fmt.Sprintf("拟民罚〔%d〕%d号", year(), r.IntN(10_000)) },
		func() string { return fmt.Sprintf("SZDL%d%06d", year(), r.IntN(1e6)) },
		func() string { return fmt.Sprintf("NZ-%d-%04d-%02d", year(), r.IntN(1e4), r.IntN(100)) },
		func() string { return fmt.Sprintf("%d%02d%02d%04d", year(), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1e4)) },
		func() string {
			return fmt.Sprintf("440300%d%02d%02d%04d", year(), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1e4))
		},
		func() string { return fmt.Sprintf("440300%d%06d", year(), r.IntN(1e6)) },
		func() string { return fmt.Sprintf("0755-%d 转 %d", 20_000_000+r.IntN(1e7), r.IntN(1000)) },
		func() string { return fmt.Sprintf("%d 人 %d 元 %d %%", r.IntN(100), r.IntN(1e7), r.IntN(100)) },
	}
	alarms := 0
	for i := range planted {
		text := forms[i%len(forms)]()
		if list := Find(text); len(list) > 0 && !isRightByChance(list) {
			if alarms++; alarms < 5 {
				t.Errorf("Find(%q) = %+v, want nothing", text, list)
			}
		}
	}
	if alarms > 0 {
		t.Errorf("%d alarms of %d, want none", alarms, planted)
	}
}

// isRightByChance says whether a number of a document is an identity number to the last
// character: no rule can tell such a one.
func isRightByChance(list []Number) bool {
	return len(list) == 1 && list[0].Kind == Identity && isChecked(list[0].Digits)
}

// TestFreeText looks at the sample portal and at statutes: at most one cell of 10,000 may
// be reported.
func TestFreeText(t *testing.T) {
	cells, alarms := 0, 0
	look := func(where, s string) {
		cells++
		for _, n := range Find(s) {
			alarms++
			t.Logf("%s: %+v", where, n)
		}
	}
	for _, pattern := range []string{"../../data/*.csv", "../../../shared/data/statutes/*.utf8bom.csv"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			for _, cell := range readCells(t, name) {
				look(name, cell)
			}
		}
	}
	err := fs.WalkDir(os.DirFS("../.."), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile("../../" + name)
		look(name, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if cells < 20_000 || alarms*10_000 > cells {
		t.Errorf("%d alarms in %d cells, want at most one in 10,000 of at least 20,000", alarms, cells)
	}
}

func readCells(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cells []string
	for r := csv.NewReader(f); ; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return cells
		} else if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, row...)
	}
}

// BenchmarkFind looks at real cells: every one of the statutes', and of the sample's
// sanctions.
func BenchmarkFind(b *testing.B) {
	for name, file := range map[string]string{"statutes": "../../../shared/data/statutes/articles.utf8bom.csv", "sanctions": "../../data/sanctions.csv"} {
		b.Run(name, func(b *testing.B) {
			if _, err := os.Stat(file); err != nil {
				b.Skip(err)
			}
			cells := readCells(b, file)
			size := 0
			for _, c := range cells {
				size += len(c)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range cells {
					Find(c)
				}
			}
		})
	}
}

// BenchmarkScan looks at the kinds of file that a build makes.
func BenchmarkScan(b *testing.B) {
	for _, tt := range []struct{ name, line string }{
		{"html", `<tr class="row"><td><a href="../projects/nz-sg-2021-0013.html">栖禾区社区矫正服务项目（2022-2024年）</a></td><td class="n">1,633,000.00</td><td>2022-07-04</td></tr>` + "\n"},
		{"json", `{"id":"pay/529900003627680172-2022","agency_id":"529900003627680172","year":2022,"tier":"directors","headcount":3,"total":"1065153.00","published_on":"2023-06-05"},` + "\n"},
		{"csv", "529900003627680172,2022,directors,0,0,2023-06-05,https://shegong.nizhou.example/pay/2022/shiguang-27680172.html,本年度理事均不领取薪酬\n"},
		{"js", `gongshi.chunk("004f3b0badbfbb7b19dc","Kx@#k8~Zb2!qWlP)[7sTn^mE5,uYg/Rj+oC3;vHd|fA9{iL1}sXe<t6B>pQ0&zNcM");` + "\n"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			body := []byte(strings.Repeat(tt.line, 1000))
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				Scan(body)
			}
		})
	}
}
