package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// TestServeSearch asks the preview's search what gongshi search prints, before and
// after a change of the data and a bad build.
func TestServeSearch(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	s := serve(t, portal)
	ask := func(query string) (status int, body string) {
		resp, body := s.get(t, "/-/search?"+query)
		if kind := resp.Header.Get("Content-Type"); kind != "application/json; charset=utf-8" {
			t.Errorf("%s: Content-Type %q", query, kind)
		}
		return resp.StatusCode, body
	}
	for _, c := range []struct {
		query url.Values
		args  []string
	}{
		{url.Values{"q": {"晨光"}}, []string{"晨光"}},
		{url.Values{"q": {"晨光"}, "sort": {"newest"}, "limit": {"1"}}, []string{"--sort", "newest", "--limit", "1", "晨光"}},
		{url.Values{"q": {"table:agencies"}, "limit": {"0"}}, []string{"--limit", "0", "table:agencies"}},
		{url.Values{"q": {"cgsh"}, "other": {"x"}}, []string{"cgsh"}},
		{url.Values{"q": {"没有这样的字句"}}, []string{"没有这样的字句"}},
		{url.Values{}, []string{""}},
	} {
		want, stderr, code := gongshi(t, append([]string{"search", "-C", portal, "--format", "json"}, c.args...)...)
		if code != 0 {
			t.Fatalf("%v: exit code %d: %s", c.args, code, stderr)
		}
		if status, got := ask(c.query.Encode()); status != http.StatusOK || got != want {
			t.Errorf("%v: got %d %s, want what gongshi search prints: %s", c.query, status, got, want)
		}
	}
	for _, c := range []struct {
		query, code string
		at          int
	}{
		{"q=%22晨光", "unclosed-quote", 1},
		{"q=晨光+colour:red", "unknown-field", 4},
		{"q=。", "no-text", 1},
		{"q=晨光&sort=best", "bad-sort", 0},
		{"q=晨光&limit=-1", "bad-limit", 0},
		{"q=晨光&limit=100001", "bad-limit", 0},
		{"q=晨光&limit=x", "bad-limit", 0},
	} {
		status, body := ask(c.query)
		var got struct {
			Error struct {
				At            int
				Code, Message string
			}
		}
		if err := json.Unmarshal([]byte(body), &got); err != nil || status != http.StatusBadRequest || got.Error.At != c.at || got.Error.Code != c.code || got.Error.Message == "" {
			t.Errorf("%s: got %d %s, want 400 with %s at %d", c.query, status, body, c.code, c.at)
		}
	}

	total := func(q string) (n int) {
		var r struct{ Total int }
		if status, body := ask(url.Values{"q": {q}, "limit": {"0"}}.Encode()); status != http.StatusOK || json.Unmarshal([]byte(body), &r) != nil {
			t.Fatalf("%s: got %d %s", q, status, body)
		}
		return r.Total
	}
	events := s.events(t)
	table := filepath.Join(portal, "data/agencies.csv")
	good := readFile(t, table)
	writeFile(t, table, []byte(strings.Replace(good, "晨光", "旭日", 1)))
	await(t, events, "built", "the new name is found", func() bool { return total("旭日") > 0 })
	writeFile(t, table, []byte(strings.Replace(good, "529900000000000193", "5299", 1)))
	await(t, events, "failed", "the last good build is still searched", func() bool { return total("旭日") > 0 })
}

// TestServeSearchWithoutABuild asks a preview whose first build failed.
func TestServeSearchWithoutABuild(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	table := filepath.Join(portal, "data/agencies.csv")
	writeFile(t, table, []byte(strings.Replace(readFile(t, table), "529900000000000193", "5299", 1)))
	s := serve(t, portal)
	resp, body := s.get(t, "/-/search?q=晨光")
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, `"code": "no-build"`) {
		t.Errorf("got %s %s, want 503 with no-build", resp.Status, body)
	}
}
