package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// saved waits for a file in a folder and reads it.
func (p *tab) saved(dir, suffix string) (name string, body []byte) {
	p.t.Helper()
	p.until("document.querySelector('.told').textContent.includes('" + suffix + "')")
	for i := 0; ; i++ {
		list, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
		if err != nil {
			p.t.Fatal(err)
		}
		if len(list) == 1 {
			if body, err = os.ReadFile(list[0]); err == nil && len(body) > 0 {
				return filepath.Base(list[0]), body
			}
		}
		if i > 500 {
			p.t.Fatalf("no file *%s in %s: %q", suffix, dir, list)
		}
		evaluate[any](p, "new Promise(done => setTimeout(done, 20))")
	}
}

// TestBrowserDownload saves what a query finds: all of it, as the program finds it.
func TestBrowserDownload(t *testing.T) {
	for _, c := range []struct{ name, query, address, file string }{
		{"query", "罚款", "?q=" + url.QueryEscape("罚款"), "罚款 "},
		{"filtered", "罚款 status:in_force fine:>=5000", "?q=" + url.QueryEscape("罚款") + "&status=in_force&fine=5000", "罚款 状态"},
		{"everything", "", "", "全部记录 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			stdout, stderr, code := gongshi(t, "search", "-C", samplePortal(t), "--format", "json", "--limit", "100000", c.query)
			if code != 0 {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			var want struct {
				Total int
				Hits  []struct{ ID, Table, Title, URL, Date, AgencyID, Excerpt string }
			}
			decode(t, strings.ReplaceAll(stdout, `"agency_id"`, `"AgencyID"`), &want)
			var hits struct{ Hits []map[string]any }
			decode(t, stdout, &hits)

			p, dir := searching(t, c.address), t.TempDir()
			p.downloadInto(dir)
			p.until(counts(want.Total))
			p.click(".take button:nth-of-type(3)")
			name, body := p.saved(dir, ".json")
			if !strings.HasPrefix(name, c.file) || !strings.Contains(name, sampleDay(t)) {
				t.Errorf("the file is called %s, want %s, the query and the day of the data", name, c.file)
			}
			var got struct {
				Query string
				Total int
				Hits  []map[string]any
			}
			decode(t, string(body), &got)
			if got.Total != want.Total || len(got.Hits) != want.Total {
				t.Fatalf("saved %d of %d, want %d", len(got.Hits), got.Total, want.Total)
			}
			for i, h := range got.Hits {
				if a, b := fmt.Sprint(h), fmt.Sprint(hits.Hits[i]); c.name != "filtered" && a != b {
					t.Fatalf("hit %d is\n%s, the program says\n%s", i, a, b)
				}
			}

			p.click(".take button:nth-of-type(2)")
			_, body = p.saved(dir, ".csv")
			text := string(body)
			if !strings.HasPrefix(text, "\ufeff编号,类型,标题,日期,状态,") || strings.Count(text, "\r\n") != want.Total+1 {
				t.Errorf("the table begins with %.60q and has %d lines, want a mark, headings and %d", text, strings.Count(text, "\r\n"), want.Total+1)
			}
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for i, h := range want.Hits {
				row := rows[i+1]
				if row[0] != h.ID || row[2] != h.Title || row[3] != h.Date || strings.TrimPrefix(row[5], "\t") != h.AgencyID ||
					row[6] != "https://gongshi.example/"+h.URL || c.name == "query" && strings.TrimLeft(row[7], "\t'") != h.Excerpt {
					t.Fatalf("row %d is %q, want %+v", i+1, row, h)
				}
			}
			p.quiet()
		})
	}
}

// TestBrowserDownloadIsCapped saves what is more than a file holds, and says so.
func TestBrowserDownloadIsCapped(t *testing.T) {
	p, dir := crowded(t, ""), t.TempDir()
	p.downloadInto(dir)
	p.until(status + ".includes('10,050')")
	p.click(".take button:nth-of-type(2)")
	_, body := p.saved(dir, ".csv")
	if n := strings.Count(string(body), "\r\n"); n != 10_001 {
		t.Errorf("saved %d lines, want 10,000 and the headings", n)
	}
	if said := evaluate[string](p, "document.querySelector('.told').textContent"); !strings.Contains(said, "10,000") || !strings.Contains(said, "10,050") {
		t.Errorf("the page says %q, want how many were saved of how many", said)
	}
	p.quiet()
}

// TestBrowserInWeChat asks for a file where none can be saved.
func TestBrowserInWeChat(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("罚款"))
	p.until(hits + " > 0")
	evaluate[any](p, "Object.defineProperty(navigator, 'userAgent', {value: 'Mobile MicroMessenger/8.0'}); null")
	p.click(".take button:nth-of-type(2)")
	p.until("document.querySelector('.told').textContent.includes('在浏览器中打开')")
	p.quiet()
}

func decode(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
}
