package main

import (
	"fmt"
	"strings"
	"testing"
)

// measureTargets finds what can be pressed on the page that is open and is too small for
// a finger: %f pixels high, and as wide where it stands alone in navigation. Exempt are
// links within a sentence (the inline exception of WCAG 2.5.8) and what stands in a row
// that is high enough and has no other target: there the row is where the finger lands.
const measureTargets = `((want) => {
  const near = want - 0.5;
  const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0 && !e.closest('.skip, .vh');
  const block = (e) => {
    let b = e.parentElement;
    while (b && getComputedStyle(b).display.startsWith('inline') && !getComputedStyle(b).display.includes('flex')) b = b.parentElement;
    return b;
  };
  // the text of a block without its links, chips and punctuation: what is left is a sentence
  const words = (b) => {
    const copy = b.cloneNode(true);
    copy.querySelectorAll('a, button, .vh, .chip, svg').forEach((x) => x.remove());
    return copy.textContent.replace(/[\s\p{P}\p{S}]/gu, '');
  };
  const height = (e) => Math.max(...[...e.getClientRects()].map((r) => r.height), e.getBoundingClientRect().height);
  const width = (e) => e.getBoundingClientRect().width;
  const path = (e) => {
    const list = [];
    for (let x = e; x && x !== document.body && list.length < 4; x = x.parentElement) list.unshift(x.localName + (x.classList.length ? '.' + x.classList[0] : ''));
    return list.join(' > ');
  };
  const small = {};
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, textarea')) {
    if (!seen(e)) continue;
    const target = e.matches('input[type=checkbox], input[type=radio]') ? e.closest('label') ?? e : e;
    let ok = height(target) >= near;
    if (ok && e.closest('nav, .pager, .footer') && e.localName === 'a') ok = width(target) >= near;
    if (!ok && e.localName === 'a' && !e.closest('nav, .footer-groups')) {
      const b = block(e);
      const row = e.closest('tr, .entries > li, .facts > div, .figures > div');
      const inSentence = getComputedStyle(e).display === 'inline' && words(b).length >= 2;
      const alone = row && row.getBoundingClientRect().height >= near;
      ok = inSentence || !!alone;
    }
    if (!ok) small[path(e)] ??= width(target).toFixed(0) + ' x ' + height(target).toFixed(0) + ': ' + e.textContent.trim().slice(0, 30);
  }
  return Object.entries(small).map(([where, what]) => where + ' is ' + what);
})(%f)`

// targets is how high what can be pressed has to be, in pixels, by mode.
var targets = map[string]float64{"light": 44, "elder": 60}

// TestBrowserTargets measures every target on a page of every kind, on a phone, in both
// languages and sizes of print.
func TestBrowserTargets(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	p.open(serveFolder(t, badPage(t)) + "/index.html")
	evaluate[any](p, "document.body.innerHTML = '<nav><a href=x>x</a></nav><p><button>y</button> <a href=z>zzz</a></p>'; null")
	if list := evaluate[[]string](p, fmt.Sprintf(measureTargets, targets["light"])); len(list) != 3 {
		t.Fatalf("three targets that are too small: %d were found, %v", len(list), list)
	}
	p.complaints() // the bad page's own
	for _, prefix := range []string{"", "en/"} {
		for _, name := range kinds(t, public, prefix) {
			p.show(host+"/"+name, "light", 390)
			for _, mode := range []string{"light", "elder"} {
				p.turn(mode, 390)
				for _, small := range evaluate[[]string](p, fmt.Sprintf(measureTargets, targets[mode])) {
					t.Errorf("%s in %s: %s, want %.0f high", name, mode, small, targets[mode])
				}
			}
		}
	}
}

// TestBrowserNarrow holds every kind of page to the narrowest of screens, in both sizes
// of print: nothing is wider than the screen, and the name of the portal keeps clear of
// the menu.
func TestBrowserNarrow(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	for _, prefix := range []string{"", "en/"} {
		for _, name := range kinds(t, public, prefix) {
			p.show(host+"/"+name, "light", 320)
			for _, mode := range []string{"light", "elder"} {
				p.turn(mode, 320)
				if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
					t.Errorf("%s in %s: %d pixels wider than the screen", name, mode, wide)
				}
				if gap := evaluate[float64](p, "document.querySelector('.menu-narrow summary').getBoundingClientRect().left - document.querySelector('.brand span').getBoundingClientRect().right"); gap < 4 {
					t.Errorf("%s in %s: %.0f pixels between the name and the menu, want 4 or more", name, mode, gap)
				}
				if lines := evaluate[float64](p, "(s => s.getBoundingClientRect().height / parseFloat(getComputedStyle(s).lineHeight))(document.querySelector('.brand span'))"); lines > 2.1 {
					t.Errorf("%s in %s: the name takes %.1f lines, want 2", name, mode, lines)
				}
			}
		}
	}
}

// shownInStyle is whether the first element of a selector can be seen.
const shownInStyle = "(e => !!e && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))(document.querySelector(%q))"

// TestBrowserPaper looks at pages as they are printed: what cannot be pressed on paper
// is away, and the sheet says where it comes from.
func TestBrowserPaper(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	for _, name := range kinds(t, public, "") {
		p.show(host+"/"+name, "dark", 720)
		p.print()
		for _, selector := range []string{".menu", ".menu-narrow", ".crumbs", ".pager", ".footer-groups", ".search", ".more"} {
			if evaluate[bool](p, fmt.Sprintf(shownInStyle, selector)) {
				t.Errorf("%s: %s is printed", name, selector)
			}
		}
		want := evaluate[string](p, "document.querySelector('link[rel=canonical]')?.href ?? ''")
		if got := evaluate[string](p, "[...document.querySelectorAll('.printed')].filter(e => e.checkVisibility()).map(e => e.textContent).join(' ')"); want != "" && !strings.Contains(got, want) {
			t.Errorf("%s: the sheet says %q, want the address %s in it", name, got, want)
		}
		if ground := evaluate[string](p, "getComputedStyle(document.documentElement).backgroundColor"); ground != "rgb(255, 255, 255)" {
			t.Errorf("%s: the ground is %s on paper", name, ground)
		}
		if broken := evaluate[int](p, "[...document.querySelectorAll('main tbody tr')].filter(e => getComputedStyle(e).breakInside !== 'avoid').length"); broken > 0 {
			t.Errorf("%s: %d rows may break", name, broken)
		}
		if sticky := evaluate[int](p, "[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).position === 'sticky').length"); sticky > 0 {
			t.Errorf("%s: %d elements stick on paper", name, sticky)
		}
		if list := evaluate[int](p, "[...document.querySelectorAll('details.sources:not(.many)')].filter(e => !e.open && e.querySelector('table').getBoundingClientRect().height === 0).length"); list > 0 {
			t.Errorf("%s: the provenance is not printed", name)
		}
	}
}

// TestBrowserForcedColours looks at a page in the few colours that a reader has chosen:
// states, bars, the current page and the focus are still told apart.
func TestBrowserForcedColours(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	p.show(host+"/agencies/index.html", "light", 1280)
	p.prefers("forced-colors", "active")
	if !evaluate[bool](p, "matchMedia('(forced-colors: active)').matches") {
		t.Fatal("the browser does not force colours")
	}
	for _, c := range []struct{ what, expression string }{
		{"a chip has an edge", "(s => s.borderTopStyle === 'solid' && parseFloat(s.borderTopWidth) >= 1)(getComputedStyle(document.querySelector('.chip')))"},
		{"the current entry of the menu is marked", "(([a, b]) => a.borderBottomColor !== b.borderBottomColor)([document.querySelector('.menu a[aria-current]'), document.querySelector('.menu a:not([aria-current])')].map(e => getComputedStyle(e)))"},
		{"the mark can be seen", "getComputedStyle(document.querySelector('.mark')).color !== getComputedStyle(document.documentElement).backgroundColor"},
	} {
		if !evaluate[bool](p, c.expression) {
			t.Errorf("not in forced colours: %s", c.what)
		}
	}
	p.press(keyTab + keyTab)
	if style := evaluate[string](p, "getComputedStyle(document.activeElement).outlineStyle"); style != "solid" {
		t.Errorf("the focus has a ring that is %s", style)
	}
}
