package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestCounts(t *testing.T) {
	w := invent()
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"agencies", len(w.agencies), 44},
		{"pay", len(w.pay), 500},
		{"projects", len(w.projects), 520},
		{"evaluations", len(w.evaluations), 900},
		{"sanctions", len(w.sanctions), 72},
		{"policies", len(w.policies), 40},
		{"replies", len(w.replies), len(replies)},
		{"plots", len(reportPlots) + len(moneyPlots) + len(servicePlots) + len(tradePlots) + len(personPlots), 22},
	} {
		if c.got < c.want {
			t.Errorf("%s: %d, want %d at least", c.what, c.got, c.want)
		}
	}
}

func TestAgencies(t *testing.T) {
	w := invent()
	status := map[string]int{}
	long, supplementary := 0, 0
	codes, names := map[string]bool{}, map[string]bool{}
	for _, a := range w.agencies {
		status[a.status()]++
		if codes[a.id] || names[a.name] {
			t.Errorf("%s %s is there twice", a.id, a.name)
		}
		codes[a.id], names[a.name] = true, true
		if a.id[2:8] != region || organisationCheck(a.id[8:16]) != a.id[16:17] || creditCheck(a.id[:17]) != a.id[17:] {
			t.Errorf("%s of %s is not a valid code of region %s", a.id, a.name, region)
		}
		if utf8.RuneCountInString(a.name) >= 35 {
			long++
		}
		if strings.ContainsFunc(a.name+a.person, func(r rune) bool { return r > 0xffff }) {
			supplementary++
		}
	}
	for want, n := range map[string]int{active: 40, suspended: 1, deregistered: 2, revoked: 1} {
		if status[want] < n {
			t.Errorf("%d agencies are %s, want %d at least", status[want], want, n)
		}
	}
	if long == 0 || supplementary == 0 {
		t.Errorf("long names %d, names with characters beyond the basic plane %d, want some of both", long, supplementary)
	}
}

func TestPay(t *testing.T) {
	w := invent()
	var late, returns, single int
	disclosed := map[string]bool{}
	for _, p := range w.pay {
		disclosed[p.agency] = true
		if p.published.After(ymd(p.year+1, 6, 30)) {
			late++
		}
		switch p.headcount {
		case 0:
			returns++
			if p.total != 0 {
				t.Errorf("%s %d %s: nobody was paid %s", p.agency, p.year, p.tier.code, p.total.exact())
			}
			continue
		case 1:
			single++
		}
		each := p.total / fen(p.headcount) / fenPerYuan
		if lo, hi := payRange(p.tier.code); each < lo || each > hi {
			t.Errorf("%s %d %s: %d yuan a head, want %d to %d", p.agency, p.year, p.tier.code, each, lo, hi)
		}
		if p.published.After(asOf) || p.published.Year() <= p.year {
			t.Errorf("%s %d was published on %s", p.agency, p.year, iso(p.published))
		}
	}
	silent := 0
	for i, a := range w.agencies {
		if !disclosed[a.id] && worked(w.projects, i, 2024) {
			silent++
		}
	}
	if late < 18 || returns < 50 || single < 50 || silent < 3 {
		t.Errorf("late %d, nil returns %d, tiers of one %d, never disclosed %d", late, returns, single, silent)
	}
}

// payRange is what a person of a tier may plausibly cost a year, in yuan.
func payRange(tier string) (lo, hi fen) {
	switch tier {
	case "directors":
		return 20_000, 220_000
	case "executives":
		return 210_000, 500_000
	}
	return 140_000, 300_000
}

func TestProjects(t *testing.T) {
	w := invent()
	fields, ids := map[string]int{}, map[string]bool{}
	var belowLabour, belowPosts, blank int
	for _, p := range w.projects {
		fields[p.field]++
		if ids[p.id] {
			t.Errorf("%s is there twice", p.id)
		}
		ids[p.id] = true
		a := w.agencies[p.agency]
		if p.signed.Before(a.founded) || p.starts.Before(p.signed) || !p.starts.Before(p.ends) {
			t.Errorf("%s: founded %s, signed %s, runs %s to %s", p.id, iso(a.founded), iso(p.signed), iso(p.starts), iso(p.ends))
		}
		if !a.serves(p.starts, p.ends) {
			t.Errorf("%s runs outside the life of %s", p.id, a.short)
		}
		if p.labour < 0 {
			blank++
			continue
		}
		if p.labour+p.other != p.amount {
			t.Errorf("%s: %s and %s are not %s", p.id, p.labour.exact(), p.other.exact(), p.amount.exact())
		}
		if p.labour*100 < p.amount*85 {
			belowLabour++
		}
		if p.staff > 0 && p.professional*100 < p.staff*80 {
			belowPosts++
		}
	}
	if len(fields) != 16 {
		t.Errorf("projects in %d fields, want 16: %v", len(fields), fields)
	}
	if belowLabour < 4 || belowPosts < 4 || blank < 4 {
		t.Errorf("below the labour share %d, below the share of posts %d, without cost %d, want 4 of each at least", belowLabour, belowPosts, blank)
	}
}

func TestEvaluations(t *testing.T) {
	w := invent()
	projects := map[string]project{}
	for _, p := range w.projects {
		projects[p.id] = p
	}
	accepted, comments := map[string]bool{}, map[string]string{}
	for _, e := range w.evaluations {
		p := projects[e.project]
		if !slices.Contains(e.kind.grades[:], e.grade) {
			t.Errorf("%s %s: %s is no grade of it", e.project, e.kind.name, e.grade)
		}
		if e.decided.Before(p.starts) || e.decided.After(asOf) {
			t.Errorf("%s %s was decided on %s", e.project, e.kind.name, iso(e.decided))
		}
		if e.kind == acceptance {
			accepted[e.project] = true
		}
		if n := utf8.RuneCountInString(e.comment); n < minComment || n > maxComment {
			t.Errorf("%s: a comment of %d characters: %s", e.project, n, e.comment)
		}
		if other, again := comments[e.comment]; again {
			t.Errorf("%s and %s have the same comment: %s", other, e.project, e.comment)
		}
		comments[e.comment] = e.project
	}
	missing := 0
	for _, p := range w.projects {
		if days(p.ends, 100).Before(asOf) && !accepted[p.id] {
			missing++
		}
	}
	if missing < 10 || missing > 80 {
		t.Errorf("%d finished projects were never accepted, want 10 to 80", missing)
	}
}

func TestSanctions(t *testing.T) {
	w := invent()
	founded := map[string]time.Time{}
	for _, a := range w.agencies {
		founded[a.id] = a.founded
	}
	status, facts, keys := map[string]int{}, map[string]bool{}, map[string]bool{}
	var expired, soon, people int
	for _, s := range w.sanctions {
		status[s.status]++
		if facts[s.facts] || keys[s.key()] {
			t.Errorf("%s: its facts or its key are there twice", s.id)
		}
		facts[s.facts], keys[s.key()] = true, true
		if n := utf8.RuneCountInString(s.facts); n < 80 || n > 300 {
			t.Errorf("%s: facts of %d characters, want 80 to 300", s.id, n)
		}
		if s.agencyID != "" && s.decided.Before(founded[s.agencyID]) {
			t.Errorf("%s was decided before its agency was founded", s.id)
		}
		if s.turn.person != "" {
			people++
		}
		if s.publishUntil.Before(asOf) {
			expired++
		} else if !s.publishUntil.After(days(asOf, 30)) {
			soon++
		}
		checkOrder(t, s)
		checkMoney(t, s)
	}
	for _, want := range []struct {
		status string
		n      int
	}{{inForce, 20}, {ended, 20}, {repaired, 2}, {appealed, 3}, {withdrawn, 3}} {
		if status[want.status] < want.n {
			t.Errorf("%d decisions are %s, want %d at least", status[want.status], want.status, want.n)
		}
	}
	if expired < 8 || soon < 2 || people < 12 {
		t.Errorf("expired %d, expiring in 30 days %d, on practitioners %d", expired, soon, people)
	}
	repeatOffenders(t, w.sanctions)
}

// dayInText finds 2024年3月5日.
var dayInText = regexp.MustCompile(`(20\d\d)年(\d{1,2})月(\d{1,2})日`)

func checkOrder(t *testing.T, s sanction) {
	t.Helper()
	for _, m := range dayInText.FindAllString(s.facts, -1) {
		on, err := time.Parse("2006年1月2日", m)
		if err != nil {
			t.Errorf("%s: %v", s.id, err)
		}
		if !on.Before(s.decided) {
			t.Errorf("%s was decided on %s, but its facts tell of %s", s.id, iso(s.decided), m)
		}
	}
	if !s.decided.Before(s.published) || s.published.After(asOf) || s.publishUntil.Before(s.published) {
		t.Errorf("%s: decided %s, published %s until %s", s.id, iso(s.decided), iso(s.published), iso(s.publishUntil))
	}
	if s.status == inForce && s.validUntil.Before(asOf) || s.status == ended && !s.validUntil.Before(asOf) {
		t.Errorf("%s is %s and valid until %s", s.id, s.status, iso(s.validUntil))
	}
	if s.status != inForce && (s.statusOn.Before(s.decided) || s.statusOn.After(asOf) || s.statusReason == "") {
		t.Errorf("%s is %s since %s because of %q", s.id, s.status, iso(s.statusOn), s.statusReason)
	}
}

func checkMoney(t *testing.T, s sanction) {
	t.Helper()
	if strings.Contains(s.measures, "罚款") != (s.fine > 0) || s.fine > 0 && !strings.Contains(s.decision, yuan(s.fine)+"元") {
		t.Errorf("%s: measures %s, fine %d, decision %s", s.id, s.measures, s.fine, s.decision)
	}
	if strings.Contains(s.measures, "没收") != (s.confiscated > 0) || s.confiscated > 0 && !strings.Contains(s.decision, yuan(s.confiscated)+"元") {
		t.Errorf("%s: measures %s, confiscated %d, decision %s", s.id, s.measures, s.confiscated, s.decision)
	}
}

// repeatOffenders wants four agencies with two decisions within 24 months.
func repeatOffenders(t *testing.T, list []sanction) {
	t.Helper()
	last, repeat := map[string]time.Time{}, map[string]bool{}
	for _, s := range list {
		if s.agencyID == "" || s.turn.person != "" {
			continue
		}
		if before, ok := last[s.agencyID]; ok && months(before, 24).After(s.decided) {
			repeat[s.agencyID] = true
		}
		last[s.agencyID] = s.decided
	}
	if len(repeat) < 4 {
		t.Errorf("%d agencies were sanctioned twice within 24 months, want 4 at least", len(repeat))
	}
}

// Numbers that could be somebody's: mobile numbers, identity cards, bank cards.
var (
	digitRun = regexp.MustCompile(`\d(?:[ -]?\d)+[Xx]?`)
	mobile   = regexp.MustCompile(`^(?:86)?1[3-9]\d{9}$`)
	identity = regexp.MustCompile(`^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$`)
	bankCard = regexp.MustCompile(`^\d{16,19}$`)
)

func TestNoPersonalNumbers(t *testing.T) {
	w := invent()
	var codes []string
	for _, a := range w.agencies {
		codes = append(codes, a.id, "")
	}
	withoutCodes := strings.NewReplacer(codes...)
	for _, f := range w.files() {
		if f.path == logPath { // ids, whose hashes are full of digits
			continue
		}
		for _, run := range digitRun.FindAllString(withoutCodes.Replace(string(f.body)), -1) {
			digits := strings.NewReplacer(" ", "", "-", "").Replace(run)
			if mobile.MatchString(digits) || identity.MatchString(digits) || bankCard.MatchString(digits) {
				t.Errorf("%s: %s looks like a personal number", f.path, run)
			}
		}
		if bytes.ContainsRune(f.body, '@') {
			t.Errorf("%s holds an @", f.path)
		}
	}
}

func TestFilesAreCleanText(t *testing.T) {
	for _, f := range invent().files() {
		if !utf8.Valid(f.body) || bytes.ContainsRune(f.body, '\r') {
			t.Errorf("%s is not UTF-8 with LF", f.path)
		}
		if bom := bytes.HasPrefix(f.body, []byte("\ufeff")); bom != (f.path == "data/agencies.csv") {
			t.Errorf("%s: byte order mark %v", f.path, bom)
		}
		if f.path == logPath {
			continue
		}
		for _, left := range []string{"{", "}", "%!", "。。", "；。", "，。", "> "} {
			if bytes.Contains(f.body, []byte(left)) && !(left == "> " && strings.HasPrefix(f.path, "content/")) {
				t.Errorf("%s holds %q", f.path, left)
			}
		}
	}
}

func TestPoliciesHaveAUsefulLength(t *testing.T) {
	const least, most = 150, 500
	for _, p := range invent().policies {
		_, body, _ := strings.Cut(strings.TrimPrefix(p.text, "---\n"), "\n---\n")
		if n := utf8.RuneCountInString(strings.TrimSpace(body)); n < least || n > most {
			t.Errorf("%s: %d characters, want %d to %d", p.path, n, least, most)
		}
	}
}
