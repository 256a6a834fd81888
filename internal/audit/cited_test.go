package audit

import (
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/register"
)

// TestStillCited looks for the number of a sanction that is closed on the day in what is shown.
func TestStillCited(t *testing.T) {
	const closed = "拟民罚字〔2020〕第7号,penalty,agency,52440300MJL186084F,罚款,民政局,2020-01-01,general,2020-12-31"
	const withheld = "拟民罚字〔2020〕8号,penalty,agency,52440300MJL186084F,警告,民政局,2020-01-01,general,"
	for _, tt := range []struct{ name, facts, want string }{
		{"as it is", "曾因拟民罚字〔2020〕第7号受罚", "sanctions.csv:4:1 warning closed-sanction-named"},
		{"other brackets and blanks", "曾因拟民罚字[2020] 第 7 号受罚", "sanctions.csv:4:1 warning closed-sanction-named"},
		{"a withheld one", "拟民罚字（2020）8号", "sanctions.csv:4:1 warning closed-sanction-named"},
		{"another number", "曾因拟民罚字〔2020〕第77号受罚", ""},
		{"of another authority", "深府复〔2020〕第7号", ""},
		{"none", "没有号", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, reg := published(t, day.Make(2024, 6, 30), closed, withheld, "拟民罚字〔2024〕第9号,penalty,agency,52440300MJL186084F,罚款,民政局,2024-01-01,general,")
			reg.Sanctions[0].Facts = tt.facts
			if got := briefs(StillCited(reg)); got != tt.want {
				t.Errorf("in a cell: %q, want %q", got, tt.want)
			}
			reg.Sanctions[0].Facts = ""
			reg.Pages = []*register.Page{{File: "content/about/x.md", Body: tt.facts, BodyLine: 5}}
			want := ""
			if tt.want != "" {
				want = "content/about/x.md:5:1 warning closed-sanction-named"
			}
			if got := briefs(StillCited(reg)); got != want {
				t.Errorf("on a page: %q, want %q", got, want)
			}
		})
	}
}
