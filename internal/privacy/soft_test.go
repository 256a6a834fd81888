package privacy

import (
	"math/rand/v2"
	"testing"
)

// TestNoHomeIsOverlooked holds that look, which spares most texts the search for homes,
// lets every text through in which there is one, broken UTF-8 among them.
func TestNoHomeIsOverlooked(t *testing.T) {
	pieces := []string{
		"住", "现住", "居住在", "户籍", "户籍地：", "家庭地址", "家庭住址", "栋", "幢", "单元", "号楼", "号", "室", "房", "户",
		"阳光花园", "拟州市", "3", "12", "A", "，", "。", "a", " ", "\xe4", "\xe4\xbd", "\x8f", "\xef\xbc", "𬱖", "é",
	}
	random := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 200_000 {
		s := ""
		for range 1 + random.IntN(9) {
			s += pieces[random.IntN(len(pieces))]
		}
		if n := homes(nil, s); len(n) > 0 {
			found++
			if look(s)&hasHome == 0 {
				t.Fatalf("look lets nothing of %q through, where homes finds %q", s, n[0].Digits)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d of the texts hold a home: the test compares too little", found)
	}
}

func TestLook(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want uint8
	}{
		{"", 0},
		{"abc", 0},
		{"A1@*", hasUpper | hasDigit | hasAt | hasStar},
		{"服务项目，完成", hasHan | hasStar},
		{"栋", hasHan | hasHome},
		{"单\xe4", hasHan | hasHome},
		{"\xe4A", hasHan | hasUpper},
		{"\xe4\xbd", hasHan},
		{"𬱖", 0},
	} {
		if got := look(tt.in); got != tt.want {
			t.Errorf("look(%q) = %06b, want %06b", tt.in, got, tt.want)
		}
	}
}
