package feed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// read parses a feed of Atom.
func read(t *testing.T, body string) atomFeed {
	t.Helper()
	var f atomFeed
	if err := xml.Unmarshal([]byte(body), &f); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return f
}

func TestWhatMayNotBeShownIsNowhere(t *testing.T) {
	reg := link(t, settings(), tables())
	if len(reg.Closed) != 3 {
		t.Fatalf("the fixture has %d closed sanctions, want 3", len(reg.Closed))
	}
	for path, body := range write(t, reg) {
		if strings.Contains(body, secret) {
			t.Errorf("%s holds the text of a sanction that may not be shown", path)
		}
	}
}

// TestDates holds that a feed's date comes from the data and never lies after the
// register's day.
func TestDates(t *testing.T) {
	files := write(t, link(t, settings(), tables()))
	for _, tt := range []struct{ name, path, want string }{
		{"the end of a term is news", "feed.xml", "2023-10-01T00:00:00+08:00"},
		{"an appeal is news", "feeds/measures/admonition.xml", "2023-05-01T00:00:00+08:00"},
		{"a status to come is not", "feeds/measures/warning.xml", "2023-03-09T00:00:00+08:00"},
		{"without sanctions the newest disclosure", "agencies/" + strings.ToLower(string(creditCode(2))) + ".xml", "2023-05-08T00:00:00+08:00"},
		{"without any date the register's day", "agencies/" + strings.ToLower(string(creditCode(3))) + ".xml", "2024-06-30T00:00:00+08:00"},
	} {
		body, ok := files[tt.path]
		if !ok {
			t.Errorf("%s: no feed %s", tt.name, tt.path)
			continue
		}
		if got := read(t, body).Updated; got != tt.want {
			t.Errorf("%s: %s is of %s, want %s", tt.name, tt.path, got, tt.want)
		}
	}
	limit := "2024-06-30T00:00:00+08:00"
	for path, body := range files {
		if !strings.HasSuffix(path, ".xml") {
			continue
		}
		f := read(t, body)
		for _, e := range f.Entries {
			if e.Updated > limit || e.Published > e.Updated || e.Updated > f.Updated {
				t.Errorf("%s: an entry is of %s, was changed on %s, in a feed of %s; want that order and none after %s",
					path, e.Published, e.Updated, f.Updated, limit)
			}
		}
	}
}

// TestAfterTheDay holds that no feed tells of a sanction that is decided or published later.
func TestAfterTheDay(t *testing.T) {
	for _, days := range [][2]day.Day{{on(2025, 1, 1), {}}, {on(2023, 3, 1), on(2024, 7, 1)}} {
		rows := tables()
		rows.Sanctions = rows.Sanctions[:1]
		rows.Sanctions[0].DecidedOn, rows.Sanctions[0].PublishedOn = days[0], days[1]
		if n := len(read(t, write(t, link(t, settings(), rows))["feed.xml"]).Entries); n != 0 {
			t.Errorf("decided on %s, published on %s: %d entries, want none", days[0], days[1], n)
		}
	}
}

// TestChanged goes through the ways in which a sanction becomes news.
func TestChanged(t *testing.T) {
	for _, tt := range []struct {
		name                string
		status              string
		published, statusOn day.Day
		validUntil          day.Day
		want                day.Day
	}{
		{"decided only", "in_force", day.Day{}, day.Day{}, day.Day{}, on(2023, 3, 1)},
		{"published later", "in_force", on(2023, 3, 9), day.Day{}, day.Day{}, on(2023, 3, 9)},
		{"in its term", "in_force", day.Day{}, day.Day{}, asOf, on(2023, 3, 1)},
		{"its term just over", "in_force", day.Day{}, day.Day{}, on(2024, 6, 29), asOf},
		{"without end", "in_force", day.Day{}, day.Day{}, on(2099, 12, 31), on(2023, 3, 1)},
		{"appealed", "appealed", day.Day{}, on(2023, 5, 1), on(2023, 4, 1), on(2023, 5, 1)},
		{"appealed after the day", "appealed", day.Day{}, on(2024, 7, 1), day.Day{}, on(2023, 3, 1)},
		{"ended before its term", "ended", day.Day{}, on(2023, 5, 1), on(2023, 9, 30), on(2023, 5, 1)},
		{"ended on an unknown day", "ended", day.Day{}, day.Day{}, on(2023, 9, 30), on(2023, 10, 1)},
	} {
		rows := tables()
		s := rows.Sanctions[0]
		rows.Sanctions = rows.Sanctions[:1]
		s.Status, s.PublishedOn, s.StatusOn, s.ValidUntil = tt.status, tt.published, tt.statusOn, tt.validUntil
		if got := newWriter(link(t, settings(), rows)).changed(s); got != tt.want {
			t.Errorf("%s: changed on %s, want %s", tt.name, got, tt.want)
		}
	}
}

// many makes n sanctions, one a day, of one agency.
func many(n int) *register.Tables {
	id := creditCode(1)
	t := &register.Tables{Agencies: []*register.Agency{{ID: id, Name: "梅园社会工作服务中心", DistrictName: "990101", Status: "active"}}}
	for i := range n {
		t.Sanctions = append(t.Sanctions, &register.Sanction{
			ID: fmt.Sprint("NZ-", i), Kind: "penalty", Subject: "agency", AgencyID: id, MeasureNames: []string{"警告"},
			AuthorityName: "东湖区民政局", DecidedOn: on(2020, 1, 1).Add(i), Status: "in_force",
		})
	}
	return t
}

func TestNewestEntries(t *testing.T) {
	rows := many(MaxEntries + 20)
	// The oldest sanction has just been appealed: it is news.
	rows.Sanctions[0].Status, rows.Sanctions[0].StatusOn = "appealed", asOf
	files := write(t, link(t, settings(), rows))
	for _, path := range []string{"feed.xml", "agencies/" + strings.ToLower(string(creditCode(1))) + ".xml", "feeds/measures/warning.xml"} {
		entries := read(t, files[path]).Entries
		if len(entries) != MaxEntries {
			t.Fatalf("%s has %d entries, want %d", path, len(entries), MaxEntries)
		}
		if !strings.HasPrefix(entries[0].Title, "〔复议或诉讼中〕") {
			t.Errorf("%s begins with %q, want the appeal", path, entries[0].Title)
		}
		if !slices.IsSortedFunc(entries, func(a, b atomEntry) int { return strings.Compare(b.Updated, a.Updated) }) {
			t.Errorf("%s is not in the order of change, newest first", path)
		}
		if got, want := entries[99].Updated, "2020-01-22T00:00:00+08:00"; got != want {
			t.Errorf("the last entry of %s is of %s, want %s", path, got, want)
		}
	}
	var f jsonFeed
	if err := json.Unmarshal([]byte(files["feed.json"]), &f); err != nil || len(f.Items) != MaxEntries {
		t.Errorf("feed.json has %d items and the error %v, want %d and none", len(f.Items), err, MaxEntries)
	}
}

// TestLinks resolves every link of every feed against the feed's own address: with
// a base_url and without one, all must lead to the same pages.
func TestLinks(t *testing.T) {
	for _, base := range []string{"https://gongshi.example/nizhou/", ""} {
		s := settings()
		s.BaseURL = base
		reg := link(t, s, tables())
		pages := map[string]bool{"sanctions/index.html": true, "sanctions/": true}
		for _, x := range reg.Sanctions {
			pages["sanctions/"+x.Slug+".html"] = true
		}
		for _, g := range reg.Districts {
			pages["districts/"+g.Slug+".html"] = true
		}
		for _, g := range reg.Authorities {
			pages["authorities/"+g.Slug+".html"] = true
		}
		for _, g := range reg.Measures {
			pages["measures/"+g.Slug+".html"] = true
		}
		for _, a := range reg.Agencies {
			pages["agencies/"+a.Slug+".html"] = true
		}
		files := write(t, reg)
		root, _ := url.Parse("https://gongshi.example/nizhou/")
		for path, body := range files {
			own, _ := root.Parse(path)
			for _, href := range links(t, path, body) {
				target, err := own.Parse(href)
				if err != nil {
					t.Fatal(err)
				}
				to := strings.TrimPrefix(target.String(), root.String())
				if _, feed := files[to]; !feed && !pages[to] {
					t.Errorf("base_url %q: %s links to %s, which is neither a page nor a feed", base, path, href)
				}
			}
		}
	}
}

// links lists the local links of a feed.
func links(t *testing.T, path, body string) []string {
	t.Helper()
	var list []string
	if strings.HasSuffix(path, ".json") {
		var f jsonFeed
		if err := json.Unmarshal([]byte(body), &f); err != nil {
			t.Fatal(err)
		}
		list = append(list, f.Home, f.Feed)
		for _, i := range f.Items {
			list = append(list, i.URL)
		}
		return list
	}
	f := read(t, body)
	for _, l := range f.Links {
		list = append(list, l.Href)
	}
	for _, e := range f.Entries {
		for _, l := range e.Links {
			if l.Rel != "via" {
				list = append(list, l.Href)
			}
		}
	}
	return list
}

// TestSource links to the published decision only where that is a web address.
func TestSource(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"https://a.example/", "https://a.example/"},
		{"http://a.example/", "http://a.example/"},
		{"javascript:alert(1)", ""},
		{"//a.example/", ""},
		{"", ""},
	} {
		rows := many(1)
		rows.Sanctions[0].SourceURL = tt.in
		w := newWriter(link(t, settings(), rows))
		if got := w.entry(rows.Sanctions[0]).source; got != tt.want {
			t.Errorf("the source %q is linked to as %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestIDs(t *testing.T) {
	// Computed with another implementation of RFC 9562.
	if got, want := urn("sanctions/a-1"), "urn:uuid:063998e2-79ee-5e50-b31e-6fe0d2f484e5"; got != want {
		t.Errorf("urn is %s, want %s", got, want)
	}
	s := settings()
	s.BaseURL = ""
	seen := map[string]string{}
	for path, body := range write(t, link(t, s, tables())) {
		if !strings.HasSuffix(path, ".xml") {
			continue
		}
		f := read(t, body)
		if other, twice := seen[f.ID]; twice {
			t.Errorf("%s and %s have the same id", path, other)
		}
		seen[f.ID] = path
		if !strings.HasPrefix(f.ID, "urn:uuid:") {
			t.Errorf("%s has the id %s, want a urn", path, f.ID)
		}
		ids := map[string]bool{}
		for _, e := range f.Entries {
			if ids[e.ID] {
				t.Errorf("%s has two entries of the id %s", path, e.ID)
			}
			ids[e.ID] = true
		}
	}
}

func TestHostileText(t *testing.T) {
	bad := "\x00\x01\x1f\ufffe\xff]]><script>alert('1')</script>&amp;<!--\u2028"
	s := settings()
	s.Title, s.Operator.Name = bad, bad
	rows := tables()
	rows.Agencies[0].Name = bad
	for _, x := range rows.Sanctions {
		x.Facts, x.AuthorityName, x.MeasureNames = bad, bad, append(x.MeasureNames, bad)
	}
	files := write(t, link(t, s, rows))
	if len(files) < 10 {
		t.Fatalf("got %d feeds, want at least 10", len(files))
	}
	for path, body := range files {
		if strings.HasSuffix(path, ".json") {
			if !json.Valid([]byte(body)) || strings.Contains(body, "<") {
				t.Errorf("%s is not JSON that is safe in HTML", path)
			}
			continue
		}
		if err := parse(body); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		for _, name := range []string{"<script", "]]>", "<!--"} {
			if strings.Contains(body, name) {
				t.Errorf("%s holds %s", path, name)
			}
		}
	}
}

func parse(body string) error {
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// FuzzEntry looks for a text that makes a feed of either kind unreadable.
func FuzzEntry(f *testing.F) {
	f.Add("梅园", "事实", "https://a.example/")
	f.Add("\x00]]>", "<![CDATA[\r\n", "javascript:1")
	f.Fuzz(func(t *testing.T, name, facts, source string) {
		rows := many(1)
		rows.Agencies[0].Name, rows.Sanctions[0].Facts, rows.Sanctions[0].SourceURL = name, facts, source
		reg, _ := register.Link(rows, settings(), nil, asOf)
		for path, body := range write(t, reg) {
			if strings.HasSuffix(path, ".json") && !json.Valid([]byte(body)) {
				t.Errorf("%s is not JSON: %s", path, body)
			}
			if strings.HasSuffix(path, ".xml") {
				if err := parse(body); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
		}
	})
}

func TestExcerpt(t *testing.T) {
	full := strings.Repeat("实", maxFacts)
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"white space", " a\r\n\tb  c ", "a b c"},
		{"just fits", full, full},
		{"one too many", full + "实", full + "…"},
	} {
		if got := excerpt(tt.in); got != tt.want {
			t.Errorf("%s: excerpt(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// TestEmptyRegister holds that a portal without records has its two feeds.
func TestEmptyRegister(t *testing.T) {
	s := settings()
	s.Zone, s.Languages = nil, nil
	files := write(t, link(t, s, &register.Tables{}))
	if len(files) != 2 {
		t.Errorf("got %d feeds, want 2", len(files))
	}
	if got, want := read(t, files["feed.xml"]).Updated, "2024-06-30T00:00:00Z"; got != want {
		t.Errorf("the feed is of %s, want %s", got, want)
	}
	if !strings.Contains(files["feed.json"], `"items": []`) {
		t.Errorf("feed.json is %s, want an empty list of items", files["feed.json"])
	}
}

func TestZone(t *testing.T) {
	s := settings()
	s.Zone = time.FixedZone("", -(3*60+30)*60)
	if got, want := read(t, write(t, link(t, s, tables()))["feed.xml"]).Updated, "2023-10-01T00:00:00-03:30"; got != want {
		t.Errorf("the feed is of %s, want %s", got, want)
	}
}

func TestTraditionalChineseIsWrittenInSimplified(t *testing.T) {
	s := settings()
	s.Languages = []string{portal.Traditional}
	if got := write(t, link(t, s, tables()))["feed.xml"]; !strings.Contains(got, `xml:lang="zh-CN"`) {
		t.Errorf("the feed begins with %.120q, want that it says zh-CN, which its words are", got)
	}
}

func TestAFailingEmitStops(t *testing.T) {
	reg := link(t, settings(), tables())
	full := errors.New("disk full")
	for path := range write(t, reg) {
		err := Write(reg, tree.Always(func(f tree.File) error {
			if f.Path == path {
				return full
			}
			return nil
		}))
		if !errors.Is(err, full) {
			t.Errorf("with a failing emit of %s Write returns %v, want %v", path, err, full)
		}
	}
}

// BenchmarkWrite makes the feeds of a city: 2,000 agencies, 3,000 sanctions of 20
// authorities.
func BenchmarkWrite(b *testing.B) {
	rows := &register.Tables{}
	for i := range 2000 {
		rows.Agencies = append(rows.Agencies, &register.Agency{ID: creditCode(i), Name: fmt.Sprint("拟州社会工作服务中心", i), DistrictName: fmt.Sprint("区", i%10), Status: "active"})
	}
	for i := range 3000 {
		rows.Sanctions = append(rows.Sanctions, &register.Sanction{
			ID: fmt.Sprint("NZ-", i), Kind: "penalty", Subject: "agency", AgencyID: creditCode(i % 1000), MeasureNames: []string{"警告", "罚款"},
			AuthorityName: fmt.Sprint("机关", i%20), DecidedOn: on(2015, 1, 1).Add(i), Status: "in_force", Facts: strings.Repeat("未按期公开薪酬，", 20),
		})
	}
	reg, findings := register.Link(rows, settings(), nil, asOf)
	if len(findings) > 0 {
		b.Fatal(findings[0])
	}
	for b.Loop() {
		if err := Write(reg, tree.Always(func(tree.File) error { return nil })); err != nil {
			b.Fatal(err)
		}
	}
}
