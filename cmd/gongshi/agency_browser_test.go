package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// largestAgency is the path of the agency's page of the sample with the most bytes.
func largestAgency(t testing.TB, public, prefix string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(public, prefix, "agencies", "5*.html"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no agency's page (%v)", err)
	}
	largest, most := "", int64(-1)
	for _, name := range list {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > most {
			largest, most = prefix+"agencies/"+filepath.Base(name), info.Size()
		}
	}
	return largest
}

// An agency's page may take so much over the wire with its style and scripts, and so much
// as it is.
const (
	agencyWire = 35_000
	agencyRaw  = 155_000
)

var loadedByPage = regexp.MustCompile(`(?:<script src="|<link rel="stylesheet" href=")((?:\.\./)+)([^"]+)"`)

// TestAgencyWeight holds what the largest page of an agency costs a phone.
func TestAgencyWeight(t *testing.T) {
	public := sample(t)
	for _, prefix := range []string{"", "en/"} {
		name := largestAgency(t, public, prefix)
		body := readFile(t, filepath.Join(public, name))
		sum, parts := zipped(t, body), fmt.Sprintf("page %d", zipped(t, body))
		for _, m := range loadedByPage.FindAllStringSubmatch(body, -1) {
			n := zipped(t, readFile(t, filepath.Join(public, m[2])))
			sum, parts = sum+n, parts+fmt.Sprintf(", %s %d", m[2], n)
		}
		if sum > agencyWire || len(body) > agencyRaw {
			t.Errorf("%s takes %d bytes over the wire, at most %d; %d as it is, at most %d: %s", name, sum, agencyWire, len(body), agencyRaw, parts)
		}
		if strings.Count(parts, ",") < 4 {
			t.Errorf("%s loads %s, want a style and three scripts", name, parts)
		}
		t.Logf("%s: %d over the wire, %d as it is: %s", name, sum, len(body), parts)
	}
}

// zipped is how many bytes a text takes with gzip at its best.
func zipped(t testing.TB, text string) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestBrowserPeers brings the medians of the peers into an agency's page, from a folder on
// a disk and in English from a host, and takes them away again.
func TestBrowserPeers(t *testing.T) {
	axe := readFile(t, filepath.Join(tools(t), "axe-core/axe.min.js"))
	public := sample(t)
	p := openBrowser(t)
	for _, tt := range []struct{ address, said string }{
		{"file://" + public + "/" + largestAgency(t, public, ""), `/^(小型|中型|大型|全部)机构\u00a0\d+\u00a0家的中位数\u00a0[\d,]+$/`},
		{serveFolder(t, public) + "/" + largestAgency(t, public, "en/"), `/^Median of \d+\u00a0(small |medium |large |)agencies: [\d,]+$/`},
	} {
		p.screen(1280, 900, "light")
		p.open(tt.address)
		const shown = "document.querySelectorAll('.pay-table .peer').length"
		if n := evaluate[int](p, shown); n != 0 || evaluate[bool](p, "'gongshiPeers' in window") {
			t.Errorf("%s: %d medians stand there before anybody asked", tt.address, n)
		}
		p.click(".peers button")
		p.until(shown + " >= 6")
		if n := evaluate[int](p, "[...document.querySelectorAll('.pay-table .peer')].filter(e => "+tt.said+".test(e.textContent)).length"); n < 3 {
			t.Errorf("%s: %d medians say what they are, the first is %q", tt.address, n, evaluate[string](p, "document.querySelector('.pay-table .peer').textContent"))
		}
		if n := evaluate[int](p, "document.querySelectorAll('.chart .peer-mark title').length"); n == 0 {
			t.Errorf("%s: no median is in the chart", tt.address)
		}
		if got := evaluate[string](p, "document.querySelector('.peers [role=status]').textContent"); len(got) < 50 {
			t.Errorf("%s: who the peers are is said as %q", tt.address, got)
		}
		evaluate[any](p, "document.querySelectorAll('details').forEach(e => e.open = true); null")
		var barriers []violation
		if strings.HasPrefix(tt.address, "http") { // axe reads the styles, which a browser refuses from a disk
			barriers = p.axe(axe, rules)
		}
		for _, v := range barriers {
			t.Errorf("%s: %s: %s, as in %s: %s", tt.address, v.ID, v.Help, v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
		}
		p.click(".peers button")
		p.until(shown + " === 0 && document.querySelectorAll('.peer-mark').length === 0")
		p.quiet()
	}
}

// TestBrowserFolded holds that a link to the reasons of a year opens them, that what is
// folded on a screen is printed, and that an agency's page is a dossier of a few sheets.
func TestBrowserFolded(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	address := "file://" + public + "/" + largestAgency(t, public, "")
	p.open(address + "#duty-2024")
	p.until("document.querySelector('#duty-2024').closest('details').open && Math.abs(document.querySelector('#duty-2024').getBoundingClientRect().top) < innerHeight")
	p.open(address)
	evaluate[any](p, "document.querySelector('details.why').open = false; location.hash = '#duty-2023'; null")
	p.until("document.querySelector('details.why').open")
	if sheets := p.sheets(); sheets < 2 || sheets > 7 {
		t.Errorf("the largest agency prints on %d sheets, want a few", sheets)
	} else {
		t.Logf("the largest agency prints on %d sheets", sheets)
	}
	if open := evaluate[bool](p, "document.querySelector('details.earlier').open"); open {
		t.Error("what was folded stays open after printing")
	}
	p.quiet()
}

// TestBrowserAgencyNarrow holds that no agency's page is wider than the narrowest screen,
// in elder mode as well.
func TestBrowserAgencyNarrow(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	for _, prefix := range []string{"", "en/"} {
		for _, mode := range []string{"light", "elder"} {
			p.show(host+"/"+largestAgency(t, public, prefix), mode, 320)
			evaluate[any](p, "document.querySelectorAll('details').forEach(e => e.open = true); null")
			evaluate[any](p, "document.querySelectorAll('main bdi:not(.num bdi), main table.brief th a').forEach(e => e.textContent = 'W'.repeat(120)); null") // a name that may break nowhere
			p.click(".peers button")
			p.until("document.querySelectorAll('.peer').length > 0")
			if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s in %s: %d pixels wider than the screen: %s", prefix, mode, wide,
					evaluate[string](p, "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' ')"))
			}
		}
	}
}
