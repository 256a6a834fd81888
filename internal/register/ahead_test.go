package register

import (
	"strings"
	"testing"

	"gongshi/internal/schema"
)

// awaited is a sanction with a change of status on 2024-07-01, as typed fields and as cells.
func awaited() *Sanction {
	t := schema.Lookup("sanctions")
	cells := make([]string, len(t.Columns))
	for column, s := range map[string]string{"sanction_id": "1号", "status": "withdrawn", "status_on": "2024-07-01", "status_reason": "理由"} {
		cells[t.Index(column)] = s
	}
	return &Sanction{
		Origin: At("data/sanctions.csv", 2, cells...), ID: "1号", Kind: "penalty", Subject: "agency", AgencyID: codeA, MeasureNames: []string{"罚款"},
		AuthorityName: "民政局", DecidedOn: date("2024-01-01"), Status: "withdrawn", StatusOn: date("2024-07-01"), StatusReason: "理由",
	}
}

// TestStatusAhead holds that nothing of a status can be read before its day, but by the audit.
func TestStatusAhead(t *testing.T) {
	table := schema.Lookup("sanctions")
	for _, tt := range []struct {
		asOf    string
		reached bool
	}{{"2024-06-30", false}, {"2024-07-01", true}} {
		s := awaited()
		tables := town()
		tables.Sanctions = []*Sanction{s}
		r, _ := Link(tables, settings(), nil, date(tt.asOf))
		cells := s.Written(table.Index("status")) + s.Written(table.Index("status_on")) + s.Written(table.Index("status_reason"))
		if told := s.Status == "withdrawn" && !s.StatusOn.IsZero() && s.StatusReason != "" && cells == "withdrawn2024-07-01理由"; told != tt.reached {
			t.Errorf("as of %s: status %q, %s, %q, cells %q; want them told %v", tt.asOf, s.Status, s.StatusOn, s.StatusReason, cells, tt.reached)
		}
		if !tt.reached && (s.Status != "in_force" || !s.StatusOn.IsZero() || s.StatusReason+cells != "") {
			t.Errorf("as of %s: status %q, %s, %q, cells %q; want nothing of it", tt.asOf, s.Status, s.StatusOn, s.StatusReason, cells)
		}
		if status, on := s.StatusAsRead(); status != "withdrawn" || on != date("2024-07-01") || s.Original(table.Index("status_reason")) != "理由" {
			t.Errorf("as of %s: as read it is %q, %s", tt.asOf, status, on)
		}
		if s.Shown == tt.reached || s.given("status_on") != tt.reached || s.given("status_reason") != tt.reached {
			t.Errorf("as of %s: shown %v", tt.asOf, s.Shown)
		}
		if next, n := r.NextChange(); !tt.reached && (next != date("2024-07-01") || n != 1) || tt.reached && n != 0 {
			t.Errorf("as of %s: the next change is on %s, of %d", tt.asOf, next, n)
		}
	}
}

// TestNotYet holds that a sanction of a later day is linked to nothing.
func TestNotYet(t *testing.T) {
	for _, tt := range []struct{ decided, published, asOf, column string }{
		{"2024-01-01", "", "2023-12-31", "decided_on"},
		{"2024-01-01", "", "2024-01-01", ""},
		{"2024-01-01", "2024-02-29", "2024-02-28", "published_on"},
		{"2024-01-01", "2024-02-29", "2024-02-29", ""},
		{"2024-01-01", "2023-12-01", "2023-12-31", "decided_on"},
		{"2024-01-01", "2099-12-31", "2024-01-01", ""},
	} {
		s := awaited()
		s.Status, s.StatusOn, s.DecidedOn = "in_force", date(""), date(tt.decided)
		s.PublishedOn = date(tt.published)
		tables := town()
		tables.Sanctions = []*Sanction{s}
		r, _ := Link(tables, settings(), nil, date(tt.asOf))
		column, on := s.Coming()
		ahead := tt.column != ""
		if column != tt.column || len(r.Ahead) == 1 != ahead || len(r.Sanctions) == 0 != ahead || len(r.Authorities) == 0 != ahead || r.Unpublished != 0 || len(r.AllSanctions()) != 1 {
			t.Errorf("%+v: %s %s, %d ahead, %d shown", tt, column, on, len(r.Ahead), len(r.Sanctions))
		}
		if next, _ := r.NextChange(); ahead && next != on {
			t.Errorf("%+v: the next change is on %s", tt, next)
		}
	}
}

// TestNameInNumber holds that an address is not to be read for a name, wherever it stands in
// the key.
func TestNameInNumber(t *testing.T) {
	tables := town()
	tables.Sanctions = []*Sanction{practitioner(2, "2024-9 John Smith", "John Smith", ""), practitioner(3, "2024-8", "John Smith", "")}
	r, _ := linkWith(t, tables, nil)
	for _, s := range r.AllSanctions() {
		if strings.Contains(s.Slug, "smith") || strings.Contains(s.Slug, "john") {
			t.Errorf("the address of %q is %s", s.ID, s.Slug)
		}
	}
}
