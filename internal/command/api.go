package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"

	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/search"
)

// searchAPI answers the preview's /-/search: parameters q, sort and limit, as the
// arguments of gongshi search, and the JSON that it prints. What is searched is the
// last good build; its index is opened when the first query after it comes.
//
//	200 the result
//	400 {"error": {"at", "code", "message"}}: at is the place in q in characters from 1,
//	    or 0 where another parameter is wrong; the message is in lang
//	503 likewise: there is no good build yet, or its index cannot be read
type searchAPI struct {
	dir  string // of the index
	lang string // of messages; that of the last good build

	mu       sync.RWMutex // held to read while a query runs
	register *register.Register
	engine   *search.Engine // of register; nil until it is asked for
}

// apiError is what is wrong with a request.
type apiError struct {
	At      int    `json:"at"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// use says what is searched from now on. Queries under way end first.
func (a *searchAPI) use(reg *register.Register, lang string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.register, a.lang = reg, lang
	return a.close()
}

// Close gives the index back.
func (a *searchAPI) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.register = nil
	return a.close()
}

func (a *searchAPI) close() error {
	e := a.engine
	if a.engine = nil; e == nil {
		return nil
	}
	return e.Close()
}

// ServeHTTP answers a query.
func (a *searchAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	fail := func(status, at int, code string, message finding.Text) {
		a.mu.RLock()
		lang := a.lang
		a.mu.RUnlock()
		w.WriteHeader(status)
		_ = writeJSON(w, map[string]apiError{"error": {at, code, message.In(lang)}}) // who has gone needs no answer
	}
	v := r.URL.Query()
	order, ok := search.SortOf(v.Get("sort"))
	if !ok {
		fail(http.StatusBadRequest, 0, "bad-sort", finding.Text{
			ZH: "sort 只能是 relevance、newest、oldest 或 amount", EN: "sort is relevance, newest, oldest or amount",
		})
		return
	}
	limit, err := limitOf(v.Get("limit"))
	if err != nil {
		fail(http.StatusBadRequest, 0, "bad-limit", finding.Text{
			ZH: fmt.Sprintf("limit 只能是 0 到 %d", maxLimit), EN: fmt.Sprintf("limit is 0 to %d", maxLimit),
		})
		return
	}
	result, err := a.search(v.Get("q"), search.Options{Sort: order, Limit: limit})
	var malformed *search.QueryError
	switch {
	case errors.As(err, &malformed):
		fail(http.StatusBadRequest, malformed.At, malformed.Code, malformed.Message)
	case errors.Is(err, errNoBuild):
		fail(http.StatusServiceUnavailable, 0, "no-build", finding.Text{ZH: "还没有成功的构建", EN: "there is no good build yet"})
	case err != nil:
		fail(http.StatusServiceUnavailable, 0, "no-index", finding.Text{ZH: "无法读取检索索引：" + err.Error(), EN: err.Error()})
	default:
		_ = writeJSON(w, result) // likewise
	}
}

// limitOf reads a limit; the empty one is defaultLimit.
func limitOf(s string) (int, error) {
	if s == "" {
		return defaultLimit, nil
	}
	n, err := strconv.Atoi(s)
	if err == nil && (n < 0 || n > maxLimit) {
		err = strconv.ErrRange
	}
	return n, err
}

var errNoBuild = errors.New("no good build yet")

func (a *searchAPI) search(q string, o search.Options) (search.Result, error) {
	for {
		a.mu.RLock()
		if a.engine != nil {
			defer a.mu.RUnlock()
			return a.engine.Search(q, o)
		}
		a.mu.RUnlock()
		if err := a.open(); err != nil {
			return search.Result{}, err
		} // else it is there now, if no build came between
	}
}

// open opens the index where it is not.
func (a *searchAPI) open() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.engine != nil {
		return nil
	}
	if a.register == nil {
		return errNoBuild
	}
	var err error
	a.engine, err = search.OpenEngine(a.dir, search.Documents(a.register, ledger.Open(a.register)))
	return err
}

// writeJSON writes a value as gongshi search --format json does.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
