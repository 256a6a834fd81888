package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// badTexts names the texts of charts that are smaller than 12 pixels on the screen, leave
// their drawing or touch another, by the fonts that the browser has.
const badTexts = `[...document.querySelectorAll('.chart svg')].filter(s => s.getBoundingClientRect().width > 0).flatMap(s => {
  const room = s.getBoundingClientRect(), scale = s.getScreenCTM().a;
  const list = [...s.querySelectorAll('text')].map(t => ({text: t.textContent, size: parseFloat(getComputedStyle(t).fontSize) * scale, box: t.getBBox(), r: t.getBoundingClientRect()}));
  const bad = [];
  list.forEach((a, i) => {
    if (a.size < 11.99) bad.push(a.text + ': ' + a.size + ' px');
    if (a.r.left < room.left - 2 || a.r.right > room.right + 2) bad.push(a.text + ' leaves the drawing');
    list.slice(i + 1).forEach(b => {
      const inset = 3; // what fonts keep free above and below
      if (a.r.left < b.r.right && b.r.left < a.r.right && a.r.top + inset < b.r.bottom - inset && b.r.top + inset < a.r.bottom - inset) bad.push(a.text + ' touches ' + b.text);
    });
  });
  return bad;
})`

// TestBrowserCharts opens the pages with charts on screens of every width: texts are large
// enough and stand apart.
func TestBrowserCharts(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	agency := "agencies/" + withMissingPay(t, public)
	for _, prefix := range []string{"", "en/"} {
		for _, page := range []string{agency, "pay/index.html", "years/index.html", "years/2025.html"} {
			for _, width := range []int64{320, 1280} {
				for _, mode := range []string{"light", "elder"} {
					if prefix != "" && (width == 320) != (mode == "light") {
						continue // the words differ, the colours do not
					}
					where := fmt.Sprintf("%s%s in %s at %d", prefix, page, mode, width)
					p.show(host+"/"+prefix+page, mode, width)
					if n := evaluate[int](p, "[...document.querySelectorAll('.chart svg[role]')].filter(s => s.getBoundingClientRect().width > 0).length"); n == 0 {
						t.Errorf("%s: no drawing is shown", where)
					}
					for _, bad := range evaluate[[]string](p, badTexts) {
						t.Errorf("%s: %s", where, bad)
					}
				}
			}
		}
	}
	p.quiet()
}

// withMissingPay names an agency's page whose chart has an empty box and a zero.
func withMissingPay(t *testing.T, public string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(public, "agencies/*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if text := readFile(t, name); strings.Contains(text, `<rect class="none" x`) && strings.Contains(text, `<rect class="nil" x`) {
			return filepath.Base(name)
		}
	}
	t.Fatal("no agency of the sample has both")
	return ""
}

// TestBrowserDots goes from a dot to the agency's page, and finds no dot among the stops of
// the keyboard.
func TestBrowserDots(t *testing.T) {
	p := openBrowser(t)
	p.screen(1280, 900, "light")
	p.open(serveFolder(t, sample(t)) + "/years/2025.html")
	if n := evaluate[int](p, "[...document.querySelectorAll('.dots a')].filter(a => a.tabIndex >= 0).length"); n != 0 {
		t.Errorf("the keyboard stops at %d dots", n)
	}
	href := evaluate[string](p, "document.querySelector('#spread-2 ~ figure .dots a').href.baseVal")
	p.click("#spread-2 ~ figure .dots a circle")
	p.until("location.pathname.startsWith('/agencies/') && " + quoted(href) + ".endsWith(location.pathname.split('/').pop())")
	p.quiet()
}
