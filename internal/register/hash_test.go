package register

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

func TestHash(t *testing.T) {
	hash := func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }
	for _, c := range []struct {
		name string
		row  []string
		want string
	}{
		{"cells", []string{"甲", "1,000"}, hash("甲\x1f1,000")},
		{"blank cells between", []string{"a", "", "b"}, hash("a\x1f\x1fb")},
		{"blank cells at the end", []string{"a", "b", "", ""}, hash("a\x1fb")},
		{"nothing", []string{"", ""}, hash("")},
		{"from no file", nil, ""},
	} {
		o := At("data/x.csv", 2, c.row...)
		if got := o.Hash(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	one, two := hash("1"), hash("2")
	if strings.Compare(one, two) > 0 {
		one, two = two, one
	}
	if got, want := HashOf(two, "", one), hash(one+"\n"+two+"\n"); got != want {
		t.Errorf("the hash of two rows is %s, want %s", got, want)
	}
	if got := HashOf("", ""); got != "" {
		t.Errorf("the hash of no rows is %q, want none", got)
	}
}
