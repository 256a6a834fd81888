package clause

import (
	"testing"

	"gongshi/internal/rulebook"
)

// row is one case that a lawyer can read: what the table of projects says, which clause
// it is set against, and what comes out.
type row struct {
	name string
	in   string
	want string
}

func judge(t *testing.T, check rulebook.Check, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			p := project(t, tt.in)
			results := Open(link(t, book(), p)).Of(p)
			for i := range results {
				if results[i].Check != check {
					continue
				}
				if got := said(&results[i]); got != tt.want {
					t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
				}
				return
			}
			t.Errorf("no result of %s", check)
		})
	}
}

func TestPackagePrice(t *testing.T) {
	judge(t, rulebook.PackagePrice, []row{
		// The figure itself, and a fen less. Community building (sw04) is an ordinary field.
		{"exactly the figure, two years", "field=sw04 from=2021-01-01 to=2022-12-31 amount=1630000 staff=5",
			"met =163000.00 (amount 1630000, staff 5, months 24) by price-ordinary"},
		{"a fen less in all", "field=sw04 from=2021-01-01 to=2022-12-31 amount=1629999.99 staff=5",
			"below ~162999.99 (amount 1629999.99, staff 5, months 24) by price-ordinary"},
		{"a fen more in all", "field=sw04 from=2021-01-01 to=2022-12-31 amount=1630000.01 staff=5",
			"met ~163000.00 (amount 1630000.01, staff 5, months 24) by price-ordinary"},
		{"one year, one person", "field=sw04 from=2022-01-01 to=2022-12-31 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"three years", "field=sw04 from=2021-01-01 to=2023-12-31 amount=4890000 staff=10",
			"met =163000.00 (amount 4890000, staff 10, months 36) by price-ordinary"},
		{"half a year", "field=sw04 from=2022-01-01 to=2022-06-30 amount=81500 staff=1",
			"met =163000.00 (amount 81500, staff 1, months 6) by price-ordinary"},
		{"half a year, a fen less", "field=sw04 from=2022-01-01 to=2022-06-30 amount=81499.99 staff=1",
			"below =162999.98 (amount 81499.99, staff 1, months 6) by price-ordinary"},
		{"eighteen months", "field=sw04 from=2021-07-01 to=2022-12-31 amount=244500 staff=1",
			"met =163000.00 (amount 244500, staff 1, months 18) by price-ordinary"},

		// The fields of clause 6.
		{"mental health at the ordinary figure", "field=sw06 from=2021-01-01 to=2022-12-31 amount=1630000 staff=5",
			"below =163000.00 (amount 1630000, staff 5, months 24) by price-risky"},
		{"mental health at its own figure", "field=sw06 from=2021-01-01 to=2022-12-31 amount=1690000 staff=5",
			"met =169000.00 (amount 1690000, staff 5, months 24) by price-risky"},
		{"mental health, a fen less", "field=精神卫生 from=2021-01-01 to=2021-12-31 amount=168999.99 staff=1",
			"below =168999.99 (amount 168999.99, staff 1, months 12) by price-risky"},
		{"a field of the city's own is ordinary", "field=河湖守护 from=2021-01-01 to=2021-12-31 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},

		// No field: judged only where both figures say the same.
		{"no field, above both figures", "from=2021-01-01 to=2021-12-31 amount=169000 staff=1",
			"met =169000.00 (amount 169000, staff 1, months 12) by price-ordinary"},
		{"no field, below both figures", "from=2021-01-01 to=2021-12-31 amount=162999.99 staff=1",
			"below =162999.99 (amount 162999.99, staff 1, months 12) by price-ordinary"},
		{"no field, at the lower figure", "from=2021-01-01 to=2021-12-31 amount=163000 staff=1",
			"not_enough_data =163000.00 missing field by price-ordinary or price-risky"},
		{"no field, a fen below the higher figure", "from=2021-01-01 to=2021-12-31 amount=168999.99 staff=1",
			"not_enough_data =168999.99 missing field by price-ordinary or price-risky"},
		{"no field and no staff", "from=2021-01-01 to=2021-12-31 amount=163000",
			"not_enough_data missing staff by price-ordinary"},

		// The term.
		{"to the day of the same number, as the Civil Code counts", "field=sw04 from=2021-01-01 to=2022-01-01 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"a day more than a year is counted in days", "field=sw04 from=2021-01-01 to=2022-01-02 amount=163000 staff=1",
			"below ~162111.71 (amount 163000, staff 1, days 367) by price-ordinary"},
		{"a day less than a year is counted in days", "field=sw04 from=2021-01-01 to=2021-12-30 amount=163000 staff=1",
			"met ~163447.80 (amount 163000, staff 1, days 364) by price-ordinary"},
		{"a leap year is twelve months", "field=sw04 from=2024-01-01 to=2024-12-31 signed=2023-01-05 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"from a leap day for a year", "field=sw04 from=2024-02-29 to=2025-02-28 signed=2023-01-05 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"from the last of January for a month", "field=sw04 from=2021-01-31 to=2021-02-28 amount=13583.34 staff=1",
			"met =163000.08 (amount 13583.34, staff 1, months 1) by price-ordinary"},
		{"a single day", "field=sw04 from=2021-03-01 to=2021-03-01 amount=500 staff=1",
			"met =182500.00 (amount 500, staff 1, days 1) by price-ordinary"},
		{"a hundred days", "field=sw04 from=2021-03-01 to=2021-06-08 amount=44657.53 staff=1",
			"below ~162999.98 (amount 44657.53, staff 1, days 100) by price-ordinary"},
		{"a hundred days, a fen more", "field=sw04 from=2021-03-01 to=2021-06-08 amount=44657.54 staff=1",
			"met ~163000.02 (amount 44657.54, staff 1, days 100) by price-ordinary"},
		{"open-ended", "field=sw04 from=2021-01-01 to=长期 amount=163000 staff=1",
			"not_enough_data unusable ends_on by price-ordinary"},
		{"ends before it starts", "field=sw04 from=2021-01-02 to=2021-01-01 amount=163000 staff=1",
			"not_enough_data unusable ends_on by price-ordinary"},

		// The numbers that divide.
		{"no staff given", "field=sw04 from=2021-01-01 to=2021-12-31 amount=163000",
			"not_enough_data missing staff by price-ordinary"},
		{"a staff of nobody", "field=sw04 from=2021-01-01 to=2021-12-31 amount=163000 staff=0",
			"not_enough_data unusable staff by price-ordinary"},
		{"no amount given", "field=sw04 from=2021-01-01 to=2021-12-31 staff=3",
			"not_enough_data missing amount by price-ordinary"},
		{"neither", "field=sw04 from=2021-01-01 to=长期",
			"not_enough_data missing amount,staff unusable ends_on by price-ordinary"},
		{"an amount of nothing is an amount", "field=sw04 from=2021-01-01 to=2021-12-31 amount=0 staff=2",
			"below =0.00 (amount 0, staff 2, months 12) by price-ordinary"},
	})
}

// TestTheDayOfSigning holds that the rule of the day on which a contract was signed is
// applied, whatever was in force while it ran.
func TestTheDayOfSigning(t *testing.T) {
	judge(t, rulebook.PackagePrice, []row{
		{"the last day before the first rule", "field=sw04 signed=2020-11-11 from=2021-01-01 to=2021-12-31 amount=163000 staff=1",
			"no_rule before 2020-11-12"},
		{"the first day of the rule", "field=sw04 signed=2020-11-12 from=2021-01-01 to=2021-12-31 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"years before", "field=sw04 signed=2019-05-01 from=2021-01-01 to=2021-12-31 amount=1 staff=1",
			"no_rule before 2020-11-12"},
		{"the last day of the old figure", "field=sw04 signed=2023-06-30 from=2023-07-01 to=2024-06-30 amount=163000 staff=1",
			"met =163000.00 (amount 163000, staff 1, months 12) by price-ordinary"},
		{"the first day of the new figure", "field=sw04 signed=2023-07-01 from=2023-07-01 to=2024-06-30 amount=163000 staff=1",
			"below =163000.00 (amount 163000, staff 1, months 12) by price-ordinary-2023"},
		{"signed under the new figure, ran under the old", "field=sw04 signed=2023-07-02 from=2023-01-01 to=2023-12-31 amount=170000 staff=1",
			"met =170000.00 (amount 170000, staff 1, months 12) by price-ordinary-2023"},
		{"the new figure of risky fields", "field=sw12 signed=2023-07-01 from=2023-07-01 to=2024-06-30 amount=170000 staff=1",
			"below =170000.00 (amount 170000, staff 1, months 12) by price-risky-2023"},
		{"no day of signing: the first day decides", "field=sw04 from=2023-07-01 to=2024-06-30 amount=163000 staff=1",
			"below =163000.00 (amount 163000, staff 1, months 12) by price-ordinary-2023"},
		{"the last day of the last rule", "field=sw04 signed=2025-11-11 from=2026-01-01 to=2026-12-31 amount=170000 staff=1",
			"met =170000.00 (amount 170000, staff 1, months 12) by price-ordinary-2023"},
		{"the day after the last rule", "field=sw04 signed=2025-11-12 from=2026-01-01 to=2026-12-31 amount=1 staff=1",
			"no_rule after 2025-11-11"},
		{"no rule and no data", "signed=2019-05-01 from=2019-05-01 to=长期",
			"no_rule before 2020-11-12"},
	})
}

func TestProfessionalPosts(t *testing.T) {
	judge(t, rulebook.ProfessionalPosts, []row{
		{"four of five", "from=2021-01-01 to=2021-12-31 staff=5 professional=4", "met =80.00 (professional_staff 4, staff 5) by posts"},
		{"all", "from=2021-01-01 to=2021-12-31 staff=3 professional=3", "met =100.00 (professional_staff 3, staff 3) by posts"},
		{"three of four", "from=2021-01-01 to=2021-12-31 staff=4 professional=3", "below =75.00 (professional_staff 3, staff 4) by posts"},
		{"a hair below four fifths", "from=2021-01-01 to=2021-12-31 staff=9999 professional=7999", "below ~79.99 (professional_staff 7999, staff 9999) by posts"},
		{"a hair above four fifths", "from=2021-01-01 to=2021-12-31 staff=9999 professional=8000", "met ~80.00 (professional_staff 8000, staff 9999) by posts"},
		{"none", "from=2021-01-01 to=2021-12-31 staff=2 professional=0", "below =0.00 (professional_staff 0, staff 2) by posts"},
		{"more than there are", "from=2021-01-01 to=2021-12-31 staff=2 professional=3", "not_enough_data unusable professional_staff by posts"},
		{"a staff of nobody", "from=2021-01-01 to=2021-12-31 staff=0 professional=0", "not_enough_data unusable staff by posts"},
		{"not given", "from=2021-01-01 to=2021-12-31 staff=2", "not_enough_data missing professional_staff by posts"},
		{"neither given", "from=2021-01-01 to=长期", "not_enough_data missing staff,professional_staff by posts"},
		{"an open-ended term does not matter", "from=2021-01-01 to=长期 staff=5 professional=4", "met =80.00 (professional_staff 4, staff 5) by posts"},
	})
}

func TestLabourCost(t *testing.T) {
	judge(t, rulebook.LabourCost, []row{
		{"exactly the figure", "from=2021-01-01 to=2021-12-31 amount=1000000 labour=850000 other=150000", "met =85.00 (labour_cost 850000, amount 1000000) by labour"},
		{"a fen less", "from=2021-01-01 to=2021-12-31 amount=1000000 labour=849999.99", "below ~84.99 (labour_cost 849999.99, amount 1000000) by labour"},
		{"84.999 percent is not 85", "from=2021-01-01 to=2021-12-31 amount=1000000 labour=849990", "below ~84.99 (labour_cost 849990, amount 1000000) by labour"},
		{"all of it", "from=2021-01-01 to=2021-12-31 amount=500 labour=500", "met =100.00 (labour_cost 500, amount 500) by labour"},
		{"nothing", "from=2021-01-01 to=2021-12-31 amount=500 labour=0", "below =0.00 (labour_cost 0, amount 500) by labour"},
		{"more than the amount", "from=2021-01-01 to=2021-12-31 amount=500 labour=501.01", "not_enough_data unusable labour_cost by labour"},
		{"a yuan more than the amount is rounding", "from=2021-01-01 to=2021-12-31 amount=500 labour=501", "met =100.20 (labour_cost 501, amount 500) by labour"},
		{"an amount of nothing", "from=2021-01-01 to=2021-12-31 amount=0 labour=0", "not_enough_data unusable amount by labour"},
		{"no labour cost", "from=2021-01-01 to=2021-12-31 amount=500 other=100", "not_enough_data missing labour_cost by labour"},
		{"no amount", "from=2021-01-01 to=2021-12-31 labour=500", "not_enough_data missing amount by labour"},
		{"both costs are a yuan short of the amount", "from=2021-01-01 to=2021-12-31 amount=1000 labour=900 other=99", "met =90.00 (labour_cost 900, amount 1000) by labour"},
		{"both costs are more than a yuan short", "from=2021-01-01 to=2021-12-31 amount=1000 labour=900 other=98.99", "met =90.00 (labour_cost 900, amount 1000) sum off by -1.01 by labour"},
		{"both costs are more than the amount", "from=2021-01-01 to=2021-12-31 amount=1000 labour=900 other=200", "met =90.00 (labour_cost 900, amount 1000) sum off by 100.00 by labour"},
	})
}

func TestOtherCost(t *testing.T) {
	judge(t, rulebook.OtherCost, []row{
		{"exactly the figure", "from=2021-01-01 to=2021-12-31 amount=1000000 other=150000", "met =15.00 (other_cost 150000, amount 1000000) by other"},
		{"a fen more", "from=2021-01-01 to=2021-12-31 amount=1000000 other=150000.01", "above ~15.01 (other_cost 150000.01, amount 1000000) by other"},
		{"a fen less", "from=2021-01-01 to=2021-12-31 amount=1000000 other=149999.99", "met ~15.00 (other_cost 149999.99, amount 1000000) by other"},
		{"nothing", "from=2021-01-01 to=2021-12-31 amount=1000000 other=0", "met =0.00 (other_cost 0, amount 1000000) by other"},
		{"a third", "from=2021-01-01 to=2021-12-31 amount=3 other=1", "above ~33.34 (other_cost 1, amount 3) by other"},
		{"not given", "from=2021-01-01 to=2021-12-31 amount=1000000 labour=850000", "not_enough_data missing other_cost by other"},
	})
}

func TestCycle(t *testing.T) {
	judge(t, rulebook.Cycle, []row{
		{"three years", "from=2021-01-01 to=2023-12-31", "met =36 (months 36) by cycle"},
		{"three years as the Civil Code counts", "from=2021-01-01 to=2024-01-01", "met =36 (months 36) by cycle"},
		{"a day less than three years", "from=2021-01-01 to=2023-12-30", "unusual ~35 (months 35, days 1094) by cycle"},
		{"three years with a leap day", "from=2024-02-29 to=2027-02-28 signed=2024-01-01", "met =36 (months 36) by cycle"},
		{"three years and ten days", "from=2021-01-01 to=2024-01-10", "met ~36 (months 36, days 1105) by cycle"},
		{"one year", "from=2021-01-01 to=2021-12-31", "unusual =12 (months 12) by cycle"},
		{"a day", "from=2021-01-01 to=2021-01-01", "unusual ~0 (days 1) by cycle"},
		{"five years", "from=2021-01-01 to=2025-12-31", "met =60 (months 60) by cycle"},
		{"open-ended", "from=2021-01-01 to=长期", "not_applicable by cycle"},
		{"ends before it starts", "from=2021-01-01 to=2020-12-31", "not_enough_data unusable ends_on by cycle"},
	})
}

func TestSupervision(t *testing.T) {
	judge(t, rulebook.Supervision, []row{
		{"exactly the figure", "from=2021-01-01 to=2021-12-31 supervised=10 supervision=42000", "met =350.00 (supervision_cost 42000, supervised_staff 10, months 12) by supervision"},
		{"a fen less", "from=2021-01-01 to=2021-12-31 supervised=10 supervision=41999.99", "below ~349.99 (supervision_cost 41999.99, supervised_staff 10, months 12) by supervision"},
		{"nothing", "from=2021-01-01 to=2021-12-31 supervised=10 supervision=0", "below =0.00 (supervision_cost 0, supervised_staff 10, months 12) by supervision"},
		{"by days, of which 365 are twelve months", "from=2021-01-01 to=2021-03-14 supervised=1 supervision=840", "met =350.00 (supervision_cost 840, supervised_staff 1, days 73) by supervision"},
		{"by days, a fen less", "from=2021-01-01 to=2021-03-14 supervised=1 supervision=839.99", "below ~349.99 (supervision_cost 839.99, supervised_staff 1, days 73) by supervision"},
		{"nobody is supervised", "from=2021-01-01 to=2021-12-31 supervised=0 supervision=0", "not_applicable by supervision"},
		{"nobody is supervised, no cost", "from=2021-01-01 to=长期 supervised=0", "not_applicable by supervision"},
		{"neither given", "from=2021-01-01 to=2021-12-31", "not_enough_data missing supervised_staff,supervision_cost by supervision"},
		{"open-ended", "from=2021-01-01 to=长期 supervised=1 supervision=350", "not_enough_data unusable ends_on by supervision"},
	})
}
