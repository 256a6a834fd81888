package intake

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gongshi/internal/credit"
	"gongshi/internal/portal"
)

// What a file may have, as package sheet says.
const (
	maxCell = 1 << 20
	maxRow  = 4 << 20
)

// endless is a file that repeats a text for ever after its beginning.
type endless struct {
	begin, repeat string
	at            int   // of the next byte
	read          int   // bytes in all, however often it was opened
	size          int64 // what Stat says
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		from := e.begin
		at := e.at
		if at >= len(e.begin) {
			from, at = e.repeat, (e.at-len(e.begin))%len(e.repeat)
		}
		c := copy(p[n:], from[at:])
		n, e.at, e.read = n+c, e.at+c, e.read+c
	}
	return n, nil
}

func (e *endless) Stat() (fs.FileInfo, error) { return endlessInfo{e.size}, nil }
func (e *endless) Close() error               { return nil }

type endlessInfo struct{ size int64 }

func (i endlessInfo) Name() string       { return "pay.csv" }
func (i endlessInfo) Size() int64        { return i.size }
func (i endlessInfo) Mode() fs.FileMode  { return 0o444 }
func (i endlessInfo) ModTime() time.Time { return time.Time{} }
func (i endlessInfo) IsDir() bool        { return false }
func (i endlessInfo) Sys() any           { return nil }

// withPay is a portal whose pay table is another file.
type withPay struct {
	fs.FS
	pay *endless
}

func (w withPay) Open(name string) (fs.File, error) {
	if name == "data/pay.csv" {
		w.pay.at = 0
		return w.pay, nil
	}
	return w.FS.Open(name)
}

// TestBounded reads files without an end: each must be refused soon after its limit,
// whatever its quotes say.
func TestBounded(t *testing.T) {
	for _, tt := range []struct {
		name          string
		begin, repeat string
		size          int64
		most          int // bytes that may be read
		want          string
	}{
		{"cell", payHeader + "\n" + payRow1 + "\nx", "a", 0, 2*maxRow + 1<<20, "pay.csv:3:1 error cell-too-large"},
		{"quoted cell", payHeader + "\n" + payRow1 + "\nx,\"", "1,2,3\n", 0, 2*maxRow + 1<<20, "pay.csv:3:2 error cell-too-large"},
		{"row", payHeader + "\n\"", strings.Repeat("a", 1<<18) + "\",\"", 0, 2*maxRow + 1<<20, "pay.csv:2:16 error row-too-large"},
		{"columns", payHeader + "\n", ",", 0, 2*maxRow + 1<<20, "pay.csv:2:501 error too-many-columns"},
		{"header", "", "a,", 0, 2*maxRow + 1<<20, "pay.csv:1:501 error too-many-columns"},
		{"size", payHeader + "\n", payRow1 + "\n", 1 << 30, 0, "pay.csv:0:0 error file-too-large"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := &endless{begin: tt.begin, repeat: tt.repeat, size: tt.size}
			all := whole(nil)
			_, found, err := Read(withPay{all.fs(), f}, &portal.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if got := briefs(found); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
			if f.read > tt.most {
				t.Errorf("read %d bytes, want at most %d", f.read, tt.most)
			}
		})
	}
}

// failing is a file that breaks off.
type failing struct{ *endless }

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// TestUnreadable checks that a file that cannot be read is an error and no finding.
func TestUnreadable(t *testing.T) {
	f := fstest.MapFS{"data/pay.csv": {Data: []byte(payHeader)}}
	_, _, err := Read(breaking{f}, &portal.Settings{})
	if err == nil || !strings.Contains(err.Error(), "data/pay.csv") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

type breaking struct{ fstest.MapFS }

func (b breaking) Open(name string) (fs.File, error) {
	if name == "data/pay.csv" {
		return failing{&endless{}}, nil
	}
	return b.MapFS.Open(name)
}

// BenchmarkPay reads 240,000 pay rows of 20,000 agencies.
func BenchmarkPay(b *testing.B) {
	var agencies, pay strings.Builder
	agencies.WriteString("agency_id,name\n")
	pay.WriteString(payHeader + ",published_on,note\n")
	for i := range 20_000 {
		body := fmt.Sprintf("%08d", i)
		code := "52990000" + body + string(credit.OrganisationCheck(body))
		code += string(credit.Check(code))
		fmt.Fprintf(&agencies, "%s,机构%d\n", code, i)
		for y := range 4 {
			for _, tier := range []string{"受薪理事", "总干事及副总干事", "机构管理人员"} {
				fmt.Fprintf(&pay, "%s,%d,%s,%d,%d,%d-05-31,\n", code, 2021+y, tier, i%9, 100_000+i, 2022+y)
			}
		}
	}
	fsys := whole(files{"data/agencies.csv": agencies.String(), "data/pay.csv": pay.String()}).fs()
	b.SetBytes(int64(agencies.Len() + pay.Len()))
	b.ReportAllocs()
	for b.Loop() {
		tables, _, err := Read(fsys, &portal.Settings{})
		if err != nil || len(tables.Pay) != 240_000 {
			b.Fatal(len(tables.Pay), err)
		}
	}
}

// TestLimitsDocument holds docs/data.md to the constants; those of files, rows and cells
// are package sheet's.
func TestLimitsDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		fmt.Sprintf("| findings of one rule in a file | %d；其余只计数 the rest is counted | `too-many-findings` |", maxPerRule),
		fmt.Sprintf("| identifier | %d 字 characters | `too-long` |", maxKey),
		fmt.Sprintf("| name | %d 字 characters | `too-long` |", maxName),
		fmt.Sprintf("| address of a page | %d 字节 bytes | `wrong-url` |", maxURL),
		fmt.Sprintf("| page, Markdown | %d MB | `file-too-large` |", maxMarkdown>>20),
	} {
		if !strings.Contains(string(document), want+"\n") {
			t.Errorf("docs/data.md lacks %q", want)
		}
	}
}
