package intake

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// receivedTables are a small portal to which a register of receipts is added.
func receivedTables(receipts string) fstest.MapFS {
	return fstest.MapFS{
		"data/agencies.csv": {Data: []byte("agency_id,name\n52440300MJL186084F,拟州市一社\n")},
		"data/pay-2024.csv": {Data: []byte("agency_id,year,tier,headcount,total\n52440300MJL186084F,2024,managers,2,300000\n")},
		"data/received.csv": {Data: []byte(receipts)},
	}
}

func TestReceived(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     string // entries as file|day|from|note, or findings as rule at line:column
	}{
		{"English", "file,received_on,from,note\ndata/pay-2024.csv,2025-07-01,民政局,补报\n", "data/pay-2024.csv|2025-07-01|民政局|补报"},
		{"Chinese, another order, without the folder", "收到日期,文件\n2025年7月1日,pay-2024.csv\n", "data/pay-2024.csv|2025-07-01||"},
		{"backslash", "文件,收到日期\ndata\\agencies.csv,2025/7/1\n", "data/agencies.csv|2025-07-01||"},
		{"blank row", "文件,收到日期\n,\nagencies.csv,2025-07-01\n", "data/agencies.csv|2025-07-01||"},
		{"no such file", "file,received_on\npay-2042.csv,2025-07-01\n", "receipt-of-no-file at 2:1"},
		{"twice", "file,received_on\npay-2024.csv,2025-07-01\ndata/pay-2024.csv,2025-07-02\n", "data/pay-2024.csv|2025-07-01|| duplicate-receipt at 3:1"},
		{"no day", "file,received_on\npay-2024.csv,\n", "missing-cell at 2:2"},
		{"bad day", "file,received_on\npay-2024.csv,2025-02-30\n", "no-such-day at 2:2"},
		{"half a day", "file,received_on\npay-2024.csv,2025年7月\n", "partial-date at 2:2"},
		{"open end", "file,received_on\npay-2024.csv,长期\n", "wrong-date at 2:2"},
		{"column missing", "file,from\npay-2024.csv,民政局\n", "missing-column at 1:0"},
		{"column twice", "file,文件,received_on\na,b,2025-07-01\n", "duplicate-column at 1:2"},
		{"column unknown", "file,received_on,who\npay-2024.csv,2025-07-01,x\n", "data/pay-2024.csv|2025-07-01|| unknown-column at 1:3"},
		{"ragged", "file,received_on\npay-2024.csv,2025-07-01,x\n", "ragged-row at 2:1"},
	} {
		tables, found, err := Read(receivedTables(c.in), &portal.Settings{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, r := range tables.Received {
			got = append(got, strings.Join([]string{r.File, r.On.String(), r.From, r.Note}, "|"))
		}
		for _, f := range found {
			if f.File == register.ReceivedFile {
				got = append(got, f.Rule+" at "+strconv.Itoa(f.Line)+":"+strconv.Itoa(f.Column))
			}
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: got %s, want %s", c.name, text, c.want)
		}
	}
}

// TestFileHashes holds that the hash of a file is that of its bytes, and that a file in
// which something is left alone is marked.
func TestFileHashes(t *testing.T) {
	fsys := receivedTables("file,received_on\n")
	fsys["data/pay-2025.csv"] = &fstest.MapFile{Data: []byte("agency_id,year,tier,headcount,total,手机\n52440300MJL186084F,2025,managers,2,300000,x\n")}
	tables, _, err := Read(fsys, &portal.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		hash   string
		unread bool
	}{
		"data/agencies.csv": {sumOf(fsys, "data/agencies.csv"), false},
		"data/pay-2024.csv": {sumOf(fsys, "data/pay-2024.csv"), false},
		"data/pay-2025.csv": {sumOf(fsys, "data/pay-2025.csv"), true},
	}
	if len(tables.Sources) != len(want) {
		t.Fatalf("%d files, want %d", len(tables.Sources), len(want))
	}
	for _, s := range tables.Sources {
		if w := want[s.Name]; s.Hash != w.hash || s.Unread != w.unread {
			t.Errorf("%s: hash %s, unread %v; want %s, %v", s.Name, s.Hash, s.Unread, w.hash, w.unread)
		}
	}
}

func sumOf(fsys fstest.MapFS, name string) string {
	return fmt.Sprintf("%x", sha256.Sum256(fsys[name].Data))
}
