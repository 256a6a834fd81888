// Package hostile makes files that are meant to do harm to the program that reads them:
// cells, rows and files without an end, archives that unpack to gigabytes, XML that
// nests a million times. Each says which rule must refuse it, and where.
//
// They serve the tests of the intake and the bench, which hold them to one bound: refused
// within a second of the limit that they cross, in less than 256 MB. Left out is what is
// merely wrong; that is in the tests of package intake.
package hostile

import (
	"io"
	"os"
)

// Case is one hostile file.
type Case struct {
	Name string
	What string // in words
	File string // its name below data/
	Rule string // what must refuse it
	Place
	Large  bool  // whether making or reading it takes seconds
	Sparse int64 // bytes of the file; the rest behind what is written is a hole; 0: no hole
	Write  func(w io.Writer) error
}

// Place is where the finding must stand.
type Place struct{ Line, Column int }

// Agencies is the table that belongs to every case.
const Agencies = "agency_id,name\n52440300MJL186084F,甲\n"

// Make writes the file.
func (c *Case) Make(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := c.Write(f); err != nil {
		return err
	}
	if c.Sparse > 0 {
		if err := f.Truncate(c.Sparse); err != nil {
			return err
		}
	}
	return f.Close()
}

// Cases lists the hostile files: texts, then workbooks.
func Cases() []Case { return append(texts(), workbooks()...) }
