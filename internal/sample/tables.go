package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
)

// table is a CSV file in the making: UTF-8, lines end with LF.
type table struct {
	path string
	bom  bool // begins with a byte order mark, as a spreadsheet saves it
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) {
	if len(cells) != len(t.head) {
		panic(fmt.Sprintf("%s: %d cells under %d headers", t.path, len(cells), len(t.head)))
	}
	t.rows = append(t.rows, cells)
}

func (t table) file() file {
	var b bytes.Buffer
	if t.bom {
		b.WriteString("\ufeff")
	}
	w := csv.NewWriter(&b)
	// Writing to a buffer cannot fail.
	_ = w.Write(t.head)
	_ = w.WriteAll(t.rows)
	return file{t.path, b.Bytes()}
}

// files lists everything the generator writes.
func (w *world) files() []file {
	tables := []table{agencyTable(w.agencies)}
	for y := firstYear; y <= lastYear; y++ {
		tables = append(tables, payTable(y, w.pay))
	}
	tables = append(tables, projectTable(w.projects), evaluationTable(w.evaluations), sanctionTable(w.sanctions), receivedTable())
	var files []file
	for _, t := range tables {
		files = append(files, t.file())
	}
	for _, p := range slices.Concat(w.policies, w.replies, w.corrections) {
		files = append(files, file{p.path, []byte(p.text)})
	}
	return append(files, logChanges(roll("changes"), w))
}

// fen is an amount of money; fenPerYuan of it make a yuan.
type fen int64

const fenPerYuan = 100

// plain writes yuan without decimals where there are none.
func (m fen) plain() string {
	if m%fenPerYuan == 0 {
		return strconv.FormatInt(int64(m/fenPerYuan), 10)
	}
	return m.exact()
}

// exact writes yuan with two decimals.
func (m fen) exact() string { return fmt.Sprintf("%d.%02d", m/fenPerYuan, m%fenPerYuan) }

// count writes a number and leaves what is not given (below zero) blank.
func count(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}
