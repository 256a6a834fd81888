package opendata

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// guarded is texts and what becomes of them; the search page does the same.
var guarded = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"plain", "梅园", "梅园"},
	{"formula", "=1+1", "'=1+1"},
	{"command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
	{"plus", "+1+1", "'+1+1"},
	{"minus", "-1+1", "'-1+1"},
	{"at", "@SUM(A1)", "'@SUM(A1)"},
	{"tab", "\t=1", "'\t=1"},
	{"carriage return", "\r=1", "'\n=1"},
	{"line feed", "\n=1", "'\n=1"},
	{"full-width equals", "＝1+1", "'＝1+1"},
	{"full-width plus", "＋1", "'＋1"},
	{"full-width minus", "－1", "'－1"},
	{"full-width at", "＠A1", "'＠A1"},
	{"small form", "﹦1", "'﹦1"},
	{"minus sign", "−1", "'−1"},
	{"space before", " =1+1", "' =1+1"},
	{"full-width space before", "　=1", "'　=1"},
	{"zero-width before", "\u200b=1", "'\u200b=1"},
	{"control before", "\x01=1", "'\x01=1"},
	{"mark before", "\uFEFF=1", "'\uFEFF=1"},
	{"signed integer", "-5", "-5"},
	{"signed decimal", "+3.25", "+3.25"},
	{"signed with zero in front", "+0755", "'+0755"},
	{"dash alone", "-", "'-"},
	{"telephone", "+86-999-5550101", "'+86-999-5550101"},
	{"eighteen digits", "529900000000000193", "\t529900000000000193"},
	{"full-width digits", "５２９９０００００００００００１９３", "\t５２９９０００００００００００１９３"},
	{"code with a letter", "52990000000000027X", "52990000000000027X"},
	{"code with an exponent", "5299000000000002E7", "\t5299000000000002E7"},
	{"eleven digits", "12345678901", "12345678901"},
	{"twelve digits", "123456789012", "\t123456789012"},
	{"zero", "0", "0"},
	{"leading zero", "007", "\t007"},
	{"decimal", "1.10", "\t1.10"},
	{"exponent", "12E05", "\t12E05"},
	{"month", "2023-05", "\t2023-05"},
	{"fraction", "3/4", "\t3/4"},
	{"time", "10:30", "\t10:30"},
	{"Chinese month", "2023年5月", "\t2023年5月"},
	{"month name", "MAR1", "\tMAR1"},
	{"day and month name", "2-Sep", "\t2-Sep"},
	{"a name that begins like a month", "Marigold 中心 5", "Marigold 中心 5"},
	{"number with a word", "5项", "5项"},
	{"line breaks", "a\r\nb\rc", "a\nb\nc"},
	{"formula in the middle", "a=1", "a=1"},
}

func TestGuard(t *testing.T) {
	for _, tt := range guarded {
		if got := guard(tt.in); got != tt.want {
			t.Errorf("%s: guard(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// TestGuardInBrowser holds that the search page's download is guarded alike.
func TestGuardInBrowser(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), "browser") {
			t.Fatal("node is missing, and GONGSHI_REQUIRE names browser")
		}
		t.Skip("node is missing: the page's code cannot run")
	}
	bundle := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{
			Contents: `import { csv, guard } from "./csv";
const list = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({ guarded: list.map(guard), file: csv([list.map(guard), list]) }));`,
			ResolveDir: "../../templates/scripts", Loader: api.LoaderTS,
		},
		Bundle: true, Platform: api.PlatformNode, Format: api.FormatCommonJS, Target: api.ES2018, TsconfigRaw: "{}",
	})
	for _, m := range bundle.Errors {
		t.Fatal(m.Text)
	}
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []rune("=+-@＝－＠﹦−0123456789.,/:eE%¥￥$ 年月日a中\t\n\r\u200b\u3000\"'")
	in := []string{"MAR1", "sept 5", "a,b", `"x"`, " y", "z\t", "\ufeffq", ""}
	for _, tt := range guarded {
		in = append(in, tt.in)
	}
	for range 2000 {
		var b strings.Builder
		for range random.IntN(16) {
			b.WriteRune(pieces[random.IntN(len(pieces))])
		}
		in = append(in, b.String())
	}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", string(bundle.OutputFiles[0].Contents))
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Guarded []string
		File    string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := make([]string, len(in))
	for i, s := range in {
		if want[i] = guard(s); got.Guarded[i] != want[i] {
			t.Errorf("%q becomes %q on the page, want %q", s, got.Guarded[i], want[i])
		}
	}
	if file := string(appendRow(appendRow([]byte("\ufeff"), want, "\r\n"), in, "\r\n")); got.File != file {
		t.Errorf("the file is %.300q, want %.300q", got.File, file)
	}
}

// FuzzGuard looks for a text that still begins like a formula, and for one of which
// more than a mark in front was changed.
func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "\t-1", "＝1", "-5", "52990", " @x", "\u200e+1", "2023-05", "\r\n=", "\xff=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := guard(s)
		if rest := strings.TrimPrefix(strings.TrimPrefix(got, "'"), "\t"); rest != lineBreaks(s) && got != lineBreaks(s) &&
			strings.TrimPrefix(got, "'") != lineBreaks(s) {
			t.Errorf("guard(%q) = %q, want the text and at most one mark in front", s, got)
		}
		if got != "" && strings.ContainsRune("=+-@＝＋－＠", firstRune(got)) && !signed.MatchString(got) {
			t.Errorf("guard(%q) = %q, which begins like a formula", s, got)
		}
	})
}

// TestHarmless holds that what is quickly let through needs no mark.
func TestHarmless(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	let := 0
	for range 100_000 {
		s := ""
		for range 1 + random.IntN(20) {
			s += []string{"Ma", "r", "Sep", "e", "E", "X", "7", "12", "0", "-", "/", " ", ".", ",", "年", "梅", "月"}[random.IntN(17)]
		}
		if !harmless([]byte(s)) {
			continue
		}
		let++
		if got := marked(s); got != s {
			t.Fatalf("%q is let through, and needs a mark: %q", s, got)
		}
	}
	if let < 10_000 {
		t.Errorf("%d texts are let through: the test compares too little", let)
	}
}
