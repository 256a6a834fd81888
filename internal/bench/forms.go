package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// sheetRows is how many rows of pay the workbook has.
const sheetRows = 100_000

// forms makes portals of agencies and pay alone, with the same rows of pay in one form
// after the other.
func (b *bench) forms(data string) ([]checked, error) {
	agencies, err := os.ReadFile(filepath.Join(data, "agencies.csv"))
	if err != nil {
		return nil, err
	}
	pay, err := os.ReadFile(filepath.Join(data, "pay.csv"))
	if err != nil {
		return nil, err
	}
	var list []checked
	for _, form := range []struct {
		name, file string
		write      func(w io.Writer, pay []byte) error
	}{
		{"pay, UTF-8", "pay.csv", func(w io.Writer, pay []byte) error { _, err := w.Write(pay); return err }},
		{"pay, GB18030", "pay.csv", inEncoding(simplifiedchinese.GB18030)},
		{"pay, UTF-16", "pay.csv", inEncoding(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))},
		{"pay, semicolons", "pay.csv", withSemicolons},
		{"pay, 100,000 rows as .xlsx", "pay.xlsx", asWorkbook},
	} {
		folder, err := b.portal("form-"+strconv.Itoa(len(list)), agencies)
		if err != nil {
			return nil, err
		}
		f, err := os.Create(filepath.Join(folder, "data", form.file))
		if err != nil {
			return nil, err
		}
		w := bufio.NewWriter(f)
		if err := errors.Join(form.write(w, pay), w.Flush(), f.Close()); err != nil {
			return nil, err
		}
		list = append(list, checked{form.name, folder})
	}
	return list, nil
}

func inEncoding(e encoding.Encoding) func(io.Writer, []byte) error {
	return func(w io.Writer, pay []byte) error {
		b, err := e.NewEncoder().Bytes(pay)
		if err == nil {
			_, err = w.Write(b)
		}
		return err
	}
}

func withSemicolons(w io.Writer, pay []byte) error {
	r, to := csv.NewReader(bytes.NewReader(pay)), csv.NewWriter(w)
	r.ReuseRecord, to.Comma = true, ';'
	for {
		row, err := r.Read()
		if err == io.EOF {
			to.Flush()
			return to.Error()
		}
		if err == nil {
			err = to.Write(row)
		}
		if err != nil {
			return err
		}
	}
}

// asWorkbook writes the header and the first rows, numbers as numbers.
func asWorkbook(w io.Writer, pay []byte) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	r := csv.NewReader(bytes.NewReader(pay))
	r.ReuseRecord = true
	for n := range sheetRows + 1 {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
			if v, err := strconv.Atoi(c); err == nil && len(c) < 16 && !strings.HasPrefix(c, "0") {
				cells[i] = v
			}
		}
		if err := sheet.SetRow("A"+strconv.Itoa(n+1), cells); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
