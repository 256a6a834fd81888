package main

import (
	"context"
	"flag"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	paper "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// This file is the only one that knows chromedp, whose interface has changed before.

// tab is a tab of a headless Chromium.
type tab struct {
	t        testing.TB
	ctx      context.Context
	mu       sync.Mutex
	messages []string // errors and warnings of the console, of scripts and of the browser
}

// The keys that tests press.
const (
	keyTab    = "\t"
	keyEnter  = "\r"
	keyDown   = kb.ArrowDown
	keyUp     = kb.ArrowUp
	keyEscape = kb.Escape
	keySpace  = " "
)

// chromium is the browser of all tests. To start one costs seconds of a processor, another
// profile in one that runs next to nothing.
var chromium suiteBrowser

// suiteBrowser is started by the first test that needs it and ends with the suite.
type suiteBrowser struct {
	mu   sync.Mutex
	ctx  context.Context // ends where the browser does
	stop func()
}

// ownPages are the parts of the browser's frame that are pages themselves, one more renderer
// for every window. Nobody looks at the frame.
const ownPages = "InitialWebUI,WebUIReloadButton,WebUILocationBar,WebUIToolbar,WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup"

// start returns the browser that runs, or starts one.
func (b *suiteBrowser) start(program string) (context.Context, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx != nil && b.ctx.Err() == nil {
		return b.ctx, nil
	}
	dir, err := suiteFolder()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(filepath.Join(dir, "chromium")), chromedp.WindowSize(1280, 900),
		chromedp.Flag("headless", "new"), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,"+ownPages))
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	b.ctx, b.stop = ctx, func() { cancel(); release() }
	// The first run starts the browser and must carry no deadline.
	if err := chromedp.Do(ctx); err != nil {
		b.stop()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return ctx, nil
}

// close ends the browser, where there is one.
func (b *suiteBrowser) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stop != nil {
		b.stop()
	}
}

// chromiumProgram is the path of Chromium, empty where there is none.
func chromiumProgram() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// browserTime is what the whole suite may take with a browser on two slow processors, and more
// than what Go lets a package take where nobody says.
const browserTime = 20 * time.Minute

// wholeRun says whether no tests were chosen by name, and how long all of them may take; 0: as
// long as they like.
func wholeRun() (all bool, limit time.Duration) {
	run, timeout := flag.Lookup("test.run").Value.String(), flag.Lookup("test.timeout").Value.(flag.Getter).Get()
	return run == "", timeout.(time.Duration)
}

// openBrowser opens an empty tab in a profile of its own, which shares nothing with those of
// other tests; both end with the test.
func openBrowser(t testing.TB) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long; run without -short")
	}
	program := chromiumProgram()
	if program == "" {
		lacks(t, "browser", "no Chromium: apt-get install chromium fonts-noto-cjk")
	}
	if all, limit := wholeRun(); all && 0 < limit && limit < browserTime {
		lacks(t, "browser", fmt.Sprintf("all tests in a browser take longer than the %s that this run may take: run them with -timeout 30m, or some by name with -run", limit))
	}
	browser, err := chromium.start(program)
	if err != nil {
		t.Fatal(err)
	}
	return openTab(t, browser, chromedp.WithNewBrowserContext())
}

// openTab opens a tab in a browser; it ends with the test.
func openTab(t testing.TB, browser context.Context, options ...chromedp.ContextOption) *tab {
	t.Helper()
	p := &tab{t: t}
	ctx, cancel := chromedp.NewContext(browser, append(options, chromedp.WithListener(p.hear))...)
	t.Cleanup(cancel)
	p.ctx = ctx
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return p
}

// hear keeps what the page complains of; a breach of the policy is among it.
func (p *tab) hear(event any) {
	var text string
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			text = e.Entry.Text + " " + e.Entry.URL
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			for _, a := range e.Args {
				text += string(a.Value) + a.Description + " "
			}
		}
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
	}
	if text != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.messages = append(p.messages, strings.TrimSpace(text))
	}
}

// complaints returns what the page complained of so far, and forgets it.
func (p *tab) complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.messages
	p.messages = nil
	return list
}

// another opens another tab of the same profile, which shares what the browser keeps.
func (p *tab) another() *tab {
	p.t.Helper()
	return openTab(p.t, p.ctx)
}

// profile is the id of the tab's profile.
func (p *tab) profile() cdp.BrowserContextID { return chromedp.FromContext(p.ctx).BrowserContextID }

// before runs a script in every page that is opened from now on, before the page's own.
func (p *tab) before(script string) {
	p.t.Helper()
	p.do("run before", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, paper.AddScriptToEvaluateOnNewDocument, paper.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// do runs steps within the test's patience.
func (p *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// open loads an address and waits for it.
func (p *tab) open(address string) {
	p.t.Helper()
	p.do("open "+address, chromedp.Navigate(address))
}

// click clicks the first visible element of a CSS selector.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// write types a text into the first visible element of a CSS selector.
func (p *tab) write(selector, text string) {
	p.t.Helper()
	p.do("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// press sends keys to whatever has the focus.
func (p *tab) press(keys string) {
	p.t.Helper()
	p.do("press a key", chromedp.KeyEvent(keys))
}

// screen sets the size of the window in CSS pixels and the colours that the user prefers.
func (p *tab) screen(width, height int64, colours string) {
	p.t.Helper()
	p.do("screen", chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

// picture is what the page looks like from its top, at most so many pixels high, as PNG.
func (p *tab) picture(most int64) []byte {
	p.t.Helper()
	size := evaluate[[2]int64](p, "[innerWidth, document.documentElement.scrollHeight]")
	p.do("screen", chromedp.EmulateViewport(size[0], min(size[1], most)))
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	body, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatalf("take a picture: %v", err)
	}
	return body
}

// compose shows a text that an input method is still at work on.
func (p *tab) compose(text string) {
	p.t.Helper()
	end := int64(len([]rune(text)))
	p.do("compose", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: end, SelectionEnd: end})
		return err
	}))
}

// commit ends what an input method is at work on with a text.
func (p *tab) commit(text string) {
	p.t.Helper()
	p.do("commit", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// downloadInto saves what is downloaded from now on in a folder.
func (p *tab) downloadInto(dir string) {
	p.t.Helper()
	p.do("downloads", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: p.profile(), DownloadPath: dir,
		})
		return err
	}))
}

// allowClipboard lets pages read and write the clipboard.
func (p *tab) allowClipboard() {
	p.t.Helper()
	p.do("clipboard", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, name := range []string{"clipboard-read", "clipboard-write"} {
			if _, err := cdp.Call(ctx, t, browser.SetPermission, browser.SetPermissionParams{
				Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted, BrowserContextID: p.profile(),
			}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// print shows pages as they are printed.
func (p *tab) print() {
	p.t.Helper()
	p.do("print", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
}

// sheets is on how many sheets of A4 the page is printed.
func (p *tab) sheets() int {
	p.t.Helper()
	var body []byte
	p.do("print on sheets", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		const width, height = 8.27, 11.69 // inches
		sheet, err := cdp.Call(ctx, t, paper.PrintToPDF, paper.PrintToPDFParams{PaperWidth: width, PaperHeight: height})
		body = sheet.Data
		return err
	}))
	return len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(body, -1))
}

// forbidScripts switches the scripts of pages off.
func (p *tab) forbidScripts() {
	p.t.Helper()
	p.do("forbid scripts", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// evaluate runs an expression in the page, awaits it where it is a promise, and
// decodes its value.
func evaluate[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := tryEvaluate[T](p, expression)
	if err != nil {
		p.t.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

func tryEvaluate[T any](p *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// until waits for an expression to be true, over reloads and new pages.
func (p *tab) until(expression string) {
	p.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	var last error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); <-look.C {
		var ok bool
		if ok, last = tryEvaluate[bool](p, expression); ok {
			return
		}
	}
	where, _ := tryEvaluate[string](p, "location.href + '\\n' + document.body.innerText.slice(0, 2000)")
	p.t.Fatalf("after %v still not: %s (%v) at %s", patience, expression, last, where)
}

// prefers sets what the reader has told the browser, such as forced-colors: active.
func (p *tab) prefers(feature, value string) {
	p.t.Helper()
	p.do("prefer "+feature, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: feature, Value: value}},
		})
		return err
	}))
}
