package preview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"gongshi/internal/host"
)

// maxShown is how many findings the page lists. A browser is slow beyond.
const maxShown = 2000

var (
	//go:embed findings.html
	findingsHTML string
	//go:embed preview.css
	previewCSS []byte
	//go:embed reload.js
	reloadJS string
)

var findingsPage = template.Must(template.New("findings").Parse(findingsHTML))

// serveOwn answers what lies below /-/.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	if name == "search" && s.opts.Search != nil {
		s.opts.Search.ServeHTTP(w, r)
		return
	}
	switch name {
	case "events":
		s.serveEvents(w, r)
	case "findings":
		s.serveFindings(w, r, s.state(), http.StatusOK)
	case "preview.css":
		w.Header().Set("Content-Type", host.ContentType(name))
		s.serveText(w, r, previewCSS)
	case "reload.js":
		// The script knows the build it came with, so that a build that ends before
		// its stream is open is not missed.
		w.Header().Set("Content-Type", host.ContentType(name))
		s.serveText(w, r, []byte(strings.Replace(reloadJS, "BUILD", s.state().Build, 1)))
	default:
		http.Error(w, "404: the preview has no such page", http.StatusNotFound)
	}
}

// findingsView is what findings.html shows.
type findingsView struct {
	Title   string
	State   string // its name
	Failed  bool
	Waiting bool // there is no site yet
	Total   int
	Shown   []Problem
	Hidden  int
}

func (s *Server) serveFindings(w http.ResponseWriter, r *http.Request, now state, status int) {
	shown := now.Problems[:min(len(now.Problems), maxShown)]
	view := findingsView{
		Title:   s.opts.Title,
		State:   now.Name,
		Failed:  now.Failed,
		Waiting: status == http.StatusServiceUnavailable,
		Total:   len(now.Problems),
		Shown:   shown,
		Hidden:  len(now.Problems) - len(shown),
	}
	var page bytes.Buffer
	if err := findingsPage.Execute(&page, view); err != nil {
		http.Error(w, "cannot show the findings: "+err.Error(), http.StatusInternalServerError)
		return
	}
	sendHTML(w, r, status, page.Bytes())
}

// serveEvents streams what happens to the build: "built" when the page asking is
// of another build than the last good one, and "failed", with the number of
// findings and as id the name of the state, while the last build is a failed one.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	wake := make(chan struct{}, 1)
	wake <- struct{}{} // the first look is at once
	s.mu.Lock()
	s.watchers[wake] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.watchers, wake)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	flusher := http.NewResponseController(w)
	known := r.URL.Query().Get("build")
	fmt.Fprint(w, ": open\n\n")
	for {
		if flusher.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-wake:
		}
		now := s.state()
		if now.Build != known {
			fmt.Fprintf(w, "event: built\ndata: %s\n\n", now.Build)
			known = now.Build
		}
		if now.Failed {
			fmt.Fprintf(w, "event: failed\nid: %s\ndata: %d\n\n", now.Name, len(now.Problems))
		}
	}
}
