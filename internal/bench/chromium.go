package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"
)

// patience is how long a step in the browser may take.
const patience = 10 * time.Minute

// benchPage runs the client with nothing around it.
const benchPage = "<!doctype html><meta charset=utf-8><title>bench</title><script src=bench.js></script>\n"

// page is the client in a tab of a headless Chromium.
type page struct {
	ctx    context.Context
	end    []func()
	server string // address of the folder, with a slash at the end
	folder string // the same as a file: address
}

// startPage opens the client on the index below a folder, which is served without
// caching and may also be read as files. The error wraps errMissing where there is no
// Chromium.
func startPage(dir string) (*page, error) {
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		return nil, fmt.Errorf("chromium: %w", errMissing)
	}
	script, err := bundle(clientScript, api.BuildOptions{
		Format: api.FormatIIFE, Target: api.ES2018, Charset: api.CharsetUTF8, TsconfigRaw: "{}",
		MinifySyntax: true, MinifyWhitespace: true, External: []string{"node:*"},
	})
	if err != nil {
		return nil, err
	}
	for name, body := range map[string][]byte{"bench.html": []byte(benchPage), "bench.js": script} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			return nil, err
		}
	}
	p := &page{}
	if err := p.serve(dir); err != nil {
		return nil, err
	}
	if err := p.start(program); err != nil {
		p.stop()
		return nil, err
	}
	return p, p.open(p.server)
}

// serve makes the folder's files available to the browser.
func (p *page) serve(dir string) error {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	p.folder = (&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute) + "/"}).String()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	files := http.FileServer(http.Dir(dir))
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		files.ServeHTTP(w, r)
	})}
	go server.Serve(listener) // ends with the listener
	p.server = fmt.Sprintf("http://%s/", listener.Addr())
	p.end = append(p.end, func() { server.Close() })
	return nil
}

func (p *page) start(program string) error {
	profile, err := os.MkdirTemp("", "gongshi-bench")
	if err != nil {
		return err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(profile), chromedp.Flag("headless", "new"), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true))
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	p.end = append(p.end, func() { cancel(); release(); os.RemoveAll(profile) })
	p.ctx = ctx
	return chromedp.Do(ctx) // starts the browser; must carry no deadline
}

// open loads the page below an address.
func (p *page) open(address string) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate(address+"bench.html"))
}

func (p *page) stop() {
	for _, end := range p.end {
		end()
	}
}

// call calls a function of client.ts and decodes what it promises.
func call[T any](p *page, name string, args ...any) (T, error) {
	list, err := json.Marshal(args)
	if err != nil {
		var none T
		return none, err
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf("bench.%s(...%s)", name, list), chromedp.EvalAwaitPromise))
}

func (p *page) find(query string) ([]int, error) { return call[[]int](p, "docs", query) }

// The goals for a query in the browser, in milliseconds.
const (
	medianGoal = 30
	p95Goal    = 100
)

// milliseconds is what a query took in the browser, from the question on.
type milliseconds struct {
	Root     float64 `json:"root"` // to load the root, before the question
	Titles   float64 `json:"titles"`
	Excerpts float64 `json:"excerpts"`
	Again    float64 `json:"again"` // when everything is in memory
}

// time measures queries in the browser: the ten best hits.
func (b *searchBench) time() error {
	queries := newDrawer(b.docs, 4).typed(b.queries)
	p, err := startPage(b.dir)
	if err != nil {
		return err
	}
	defer p.stop()
	b.head(fmt.Sprintf("milliseconds in Chromium, %d random substrings: median, p95", len(queries)), "goal", "10 titles", "and excerpts", "the same again", "root before")
	for _, way := range []struct {
		name, address string
		one           bool
	}{
		{"a fresh client, files of a folder", p.folder, false},
		{"a fresh client, files of a server", p.server, false},
		{"one client, files of a folder", p.folder, true},
		{"one client, files of a server", p.server, true},
	} {
		if err := p.open(way.address); err != nil {
			return err
		}
		times, err := call[[]milliseconds](p, "times", queries, way.one)
		if err != nil {
			return err
		}
		cell := func(of func(milliseconds) float64) string {
			var values []float64
			for _, t := range times {
				values = append(values, of(t))
			}
			return fmt.Sprintf("%.0f, %.0f", quantile(values, 0.5), quantile(values, 0.95))
		}
		fmt.Printf("| %s | %d, %d | **%s** | %s | %s | %s |\n", way.name, medianGoal, p95Goal,
			cell(func(t milliseconds) float64 { return t.Titles }), cell(func(t milliseconds) float64 { return t.Excerpts }),
			cell(func(t milliseconds) float64 { return t.Again }), cell(func(t milliseconds) float64 { return t.Root }))
		if err := b.record("time", way.name, times); err != nil {
			return err
		}
	}
	return nil
}
