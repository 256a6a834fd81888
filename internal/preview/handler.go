package preview

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"

	"gongshi/internal/output"
)

// ServeHTTP answers GET and HEAD.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	w.Header().Set("Cache-Control", "no-cache") // look again each time: the next build may be there
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "want GET or HEAD, found "+r.Method, http.StatusMethodNotAllowed)
		return
	}
	if rest, own := strings.CutPrefix(r.URL.Path, "/-/"); own {
		s.serveOwn(w, r, rest)
		return
	}
	now := s.state()
	root, err := os.OpenRoot(s.opts.Dir)
	if err != nil {
		s.serveFindings(w, r, now, http.StatusServiceUnavailable)
		return
	}
	defer root.Close()
	if !now.Built && !hasSite(root) {
		s.serveFindings(w, r, now, http.StatusServiceUnavailable)
		return
	}
	s.serveSite(w, r, root, now)
}

// hasSite reports whether a folder holds a published site, of an earlier run.
func hasSite(root *os.Root) bool {
	_, err := root.Stat(output.ManifestName)
	return err == nil
}

func (s *Server) serveSite(w http.ResponseWriter, r *http.Request, root *os.Root, now state) {
	name, ok := fileName(r.URL.Path)
	if !ok {
		s.serveNotFound(w, r, root, now)
		return
	}
	f, err := openFile(root, name)
	if errors.Is(err, errIsFolder) && hasIndex(root, name) {
		to := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusFound)
		return
	}
	if err != nil {
		s.serveNotFound(w, r, root, now)
		return
	}
	defer f.Close()
	s.serveFile(w, r, f, name, now)
}

// fileName turns the path of a request into the name of a file in the public
// folder. Only clean paths have one, and hidden files only below .well-known, as
// on every host: public may well hold a .git.
func fileName(urlPath string) (string, bool) {
	if strings.HasSuffix(urlPath, "/") {
		urlPath += "index.html"
	}
	name := strings.TrimPrefix(urlPath, "/")
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part[0] == '.' && part != ".well-known" {
			return "", false
		}
	}
	return name, true
}

var errIsFolder = errors.New("a folder")

// openFile opens a regular file. The error is errIsFolder for a folder.
func openFile(root *os.Root, name string) (*os.File, error) {
	info, err := root.Stat(name) // first: opening a pipe would wait for its writer
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errIsFolder
	case !info.Mode().IsRegular():
		return nil, fs.ErrNotExist
	}
	return root.Open(name)
}

func hasIndex(root *os.Root, dir string) bool {
	info, err := root.Stat(path.Join(dir, "index.html"))
	return err == nil && info.Mode().IsRegular()
}
