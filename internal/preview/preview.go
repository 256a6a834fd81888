// Package preview serves a built site on this machine as a host would: with the
// headers of production, above all the Content-Security-Policy, and with what a
// person at work on the site needs besides.
//
//   - Every HTML page loads /-/reload.js, which reloads it after a good build. It
//     is put in while serving; the files stay as they are.
//   - While the last build is a failed one, the site of the last good build stays
//     visible under a bar that links to /-/findings. Before the first good build
//     every address answers 503 with that page.
//   - /-/search answers queries, for scripts that are tried on a site at work.
//
// Addresses below /-/ are the preview's own. The live connection is a stream of
// server-sent events (HTML standard, section 9.2).
//
// Left out: TLS, HTTP/2, brotli, and the 404 page's links under a base_url with a
// path, since the site is served from the root.
package preview

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Policy is the Content-Security-Policy of every response. The pages carry the
// same in a meta element, without frame-ancestors, which is not allowed there.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types gongshi; frame-ancestors 'none'"

// The other headers of production. A search stays in its address and goes to no
// other site; nothing here asks for a device.
const (
	ReferrerPolicy    = "same-origin"
	PermissionsPolicy = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)

const (
	shutdownWait      = 5 * time.Second // for requests under way when the server stops
	readHeaderTimeout = 10 * time.Second
	idleTimeout       = 2 * time.Minute
)

// Options of a preview server. Dir is needed.
type Options struct {
	Dir   string // the public folder; it may come, go and be swapped while the server runs
	Title string // of the site, for the pages of the preview itself; may be empty

	// Search answers /-/search; nil: there is no such page. The headers of production
	// are set already.
	Search http.Handler
}

// Problem is one finding of a failed build, in both languages.
type Problem struct {
	File      string // relative to the portal, slash-separated; empty: no file
	Line      int    // from 1; 0: the whole file
	Column    int    // from 1; 0: the whole line
	Severity  string // error, warning or notice
	Value     string // as written; may be empty
	MessageZH string
	MessageEN string
	HintZH    string // may be empty
	HintEN    string // may be empty
}

// Place is file:line:column, as far as they are known.
func (p Problem) Place() string {
	place := p.File
	for _, n := range []int{p.Line, p.Column} {
		if n <= 0 {
			break
		}
		place += ":" + strconv.Itoa(n)
	}
	return place
}

// Server is the preview. It is an http.Handler, and safe for concurrent use.
type Server struct {
	opts  Options
	token string // of this process, so that a page of an earlier one reloads
	cache cache

	mu       sync.Mutex
	builds   int       // good ones so far
	changes  int       // of the state so far
	failed   bool      // whether the last build failed
	problems []Problem // of it
	watchers map[chan struct{}]bool
}

// New gives a server of a public folder. A site that is there already, from an
// earlier run, counts as a good build.
func New(opts Options) *Server {
	return &Server{opts: opts, token: rand.Text(), watchers: map[chan struct{}]bool{}}
}

// Succeeded says that the public folder holds a new good build: open pages reload.
func (s *Server) Succeeded() {
	s.change(func() {
		s.builds++
		s.failed, s.problems = false, nil
	})
}

// Failed says that the last build failed: open pages show the bar, and stay. The
// server keeps the slice.
func (s *Server) Failed(problems []Problem) {
	s.change(func() { s.failed, s.problems = true, problems })
}

// change changes the state and wakes up the event streams.
func (s *Server) change(edit func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	edit()
	s.changes++
	for w := range s.watchers {
		select {
		case w <- struct{}{}:
		default: // has one waiting, and will look at the newest state
		}
	}
}

// state is what pages and events show, at one moment.
type state struct {
	Name     string // of this state, never the same for two
	Build    string // name of the last good build, likewise
	Built    bool   // there was one in this process
	Failed   bool
	Problems []Problem
}

func (s *Server) state() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return state{
		Name:     fmt.Sprintf("%s-%d", s.token, s.changes),
		Build:    fmt.Sprintf("%s-%d", s.token, s.builds),
		Built:    s.builds > 0,
		Failed:   s.failed,
		Problems: s.problems,
	}
}

// Serve answers on ln until ctx is done, then stops gracefully and returns nil.
// On a loopback address it answers only to loopback names: without that, a page
// on the web could rebind its own name to 127.0.0.1 and read the site.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	var handler http.Handler = s
	if isLoopback(ln.Addr().String()) {
		handler = loopbackOnly(s)
	}
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTimeout,
		IdleTimeout:       idleTimeout,
		// Event streams end with the context; Shutdown would wait for them.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWait)
	defer cancel()
	err := srv.Shutdown(wait)
	if errors.Is(err, context.DeadlineExceeded) {
		err = srv.Close() // a download that takes longer is cut off
	}
	<-ended
	return err
}
