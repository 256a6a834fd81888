package finding

import "testing"

func TestClosest(t *testing.T) {
	known := []string{"title", "title_en", "base_url", "languages", "统一社会信用代码", "年度", "栖禾区"}
	for _, tt := range []struct{ in, want string }{
		{"tittle", "title"}, {"tilte", "title"}, {"baseurl", "base_url"}, {"language", "languages"}, {"title_en", "title_en"},
		{"统一信用代码", "统一社会信用代码"}, {"栖禾", "栖禾区"}, {"年", ""}, {"金额", ""}, {"xyz", ""}, {"", ""},
	} {
		if got := Closest(tt.in, known); got != tt.want {
			t.Errorf("Closest(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := DidYouMean("xyz", known, Text{EN: "no"}); got.EN != "no" {
		t.Errorf("DidYouMean(xyz) = %+v, want the given hint", got)
	}
}
