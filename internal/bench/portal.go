package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// portalOptions are the flags of the figures of whole builds.
type portalOptions struct {
	sizes   []string
	runs    int
	rivals  bool
	dir     string // empty: a temporary one
	program string // empty: this one
	json    string // a file; empty: none
	scale   float64
}

// measurement is a line of JSON: one run of one command.
type measurement struct {
	Size    string  `json:"size"`
	Records int     `json:"records"`
	What    string  `json:"what"`
	Run     int     `json:"run"` // from 1
	Wall    float64 `json:"wall_s"`
	CPU     float64 `json:"cpu_s"`
	Memory  int64   `json:"peak_bytes"` // 0: not known
	Files   int     `json:"files"`
	Bytes   int64   `json:"bytes"`
	Touched int     `json:"touched"` // files added, changed and removed
}

// What is measured, in the order of a run.
const (
	clean       = "gongshi, clean"
	nothing     = "gongshi, nothing changed"
	oneRow      = "gongshi, one row changed"
	floorWrite  = "writing the same files"
	hugoBuild   = "Hugo"
	pagefindRun = "Pagefind"
)

// portalBench is one run of the figures.
type portalBench struct {
	portalOptions
	log *json.Encoder
	all []measurement
}

// portalFigures times builds of portals and prints tables of them.
func portalFigures(o portalOptions) error {
	b := &portalBench{portalOptions: o, log: json.NewEncoder(io.Discard)}
	if b.dir == "" {
		var err error
		if b.dir, err = os.MkdirTemp("", "gongshi-bench"); err != nil {
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	switch o.json {
	case "":
	case "-":
		b.log = json.NewEncoder(os.Stdout)
	default:
		f, err := os.Create(o.json)
		if err != nil {
			return err
		}
		defer f.Close()
		b.log = json.NewEncoder(f)
	}
	if b.program == "" {
		b.program = filepath.Join(b.dir, "gongshi")
		if err := compile(b.program, ""); err != nil {
			return err
		}
	}
	for _, size := range b.sizes {
		if err := b.size(size); errors.Is(err, errMissing) {
			fmt.Printf("%s: left out: %v\n", size, err)
		} else if err != nil {
			return fmt.Errorf("%s: %w", size, err)
		}
	}
	b.ratios()
	b.growth()
	return nil
}

// size measures the portal of a size.
func (b *portalBench) size(size string) error {
	folder := filepath.Join(b.dir, size)
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	data, err := b.portal(size, filepath.Join(folder, "portal"))
	if err != nil {
		return err
	}
	s := &sized{portalBench: b, folder: folder}
	s.Size = size
	if s.Records, err = countRecords(filepath.Join(folder, "portal", "data")); err != nil {
		return err
	}
	if b.rivals {
		if err := s.prepareRivals(data); err != nil {
			return err
		}
	}
	for run := range b.runs {
		s.Run = run + 1
		for _, part := range []func() error{s.builds, s.floor, s.beside} {
			if err := part(); err != nil {
				return err
			}
		}
	}
	b.table(size, s.Records)
	return nil
}

// portal makes the portal of a size in a folder, and returns where the data are that
// rivals take.
func (b *portalBench) portal(size, folder string) (data string, err error) {
	if size == "million" {
		return "", writeMillion(folder, nation.times(b.scale), 1)
	}
	data, portal, err := generate(size, 1)
	if err != nil {
		return "", err
	}
	return data, os.CopyFS(folder, os.DirFS(portal))
}

// sized measures one size.
type sized struct {
	*portalBench
	measurement // size, records and run
	folder      string
	hugo        []command
}

func (s *sized) path(name string) string { return filepath.Join(s.folder, name) }

var touchedFiles = regexp.MustCompile(`(\d+) added, (\d+) changed, (\d+) removed`)

// builds measures a build into an empty folder, one where nothing changed and one with
// a changed row.
func (s *sized) builds() error {
	portal, public := s.path("portal"), s.path("portal/public")
	if err := errors.Join(os.RemoveAll(public), os.RemoveAll(s.path("portal/.gongshi"))); err != nil {
		return err
	}
	build := command{"gongshi build", []string{s.program, "build", "-C", portal, "--as-of", asOf.String()}, ""}
	restore := func() error { return nil }
	for _, what := range []string{clean, nothing, oneRow} {
		if what == oneRow {
			var err error
			if restore, err = changeRow(s.path("portal/data")); err != nil {
				return err
			}
		}
		t, out, err := build.run()
		if err != nil {
			return errors.Join(err, restore())
		}
		m := s.measured(what, t)
		if counts := touchedFiles.FindSubmatch(out); counts != nil {
			for _, c := range counts[1:] {
				n, _ := strconv.Atoi(string(c))
				m.Touched += n
			}
		}
		if m.Files, m.Bytes, err = weigh(public); err != nil {
			return errors.Join(err, restore())
		}
		if err := s.add(m); err != nil {
			return errors.Join(err, restore())
		}
	}
	return restore()
}

func (s *sized) measured(what string, t times) measurement {
	m := s.measurement
	m.What, m.Wall, m.CPU, m.Memory = what, t.wall.Seconds(), t.cpu.Seconds(), t.memory
	return m
}

func (s *sized) add(m measurement) error {
	s.all = append(s.all, m)
	return s.log.Encode(m)
}

// floor measures writing the files that the builds left, beside them.
func (s *sized) floor() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	defer os.RemoveAll(s.path("portal/floor"))
	var out bytes.Buffer
	cmd := exec.Command(self, "floor", "-from", s.path("portal/public"), "-to", s.path("portal/floor"))
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	var f floor
	if err := json.Unmarshal(out.Bytes(), &f); err != nil {
		return fmt.Errorf("floor: %w: %.200s", err, out.String())
	}
	m := s.measured(floorWrite, times{})
	m.Wall, m.CPU, m.Files, m.Bytes = f.Wall, f.CPU, f.Files, f.Bytes
	return s.add(m)
}

func (s *sized) prepareRivals(data string) (err error) {
	if data == "" {
		fmt.Printf("%s: Hugo and Pagefind are left out: there are no data for them\n", s.Size)
		return nil
	}
	s.hugo, err = rivals(data, s.path("hugo"), s.path("rival"))
	if errors.Is(err, errMissing) {
		fmt.Printf("%s: Hugo and Pagefind are left out: %v\n", s.Size, err)
		return nil
	}
	if err == nil && s.Size == "province" {
		s.hugo = s.hugo[:1]
		fmt.Println("province: Pagefind is left out: it takes more than 17 GB")
	}
	return err
}

// beside measures the rivals.
func (s *sized) beside() error {
	defer os.RemoveAll(s.path("rival"))
	for i, c := range s.hugo {
		t, _, err := c.run()
		if err != nil {
			return err
		}
		m := s.measured([]string{hugoBuild, pagefindRun}[i], t)
		if m.Files, m.Bytes, err = weigh(s.path("rival")); err != nil {
			return err
		}
		if err := s.add(m); err != nil {
			return err
		}
	}
	return nil
}

// countRecords counts the rows of all tables, headers left out.
func countRecords(data string) (int, error) {
	list, err := filepath.Glob(filepath.Join(data, "*.csv"))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, name := range list {
		rows, err := countRows(name)
		if err != nil {
			return 0, err
		}
		n += rows - 1
	}
	return n, nil
}

// countRows counts lines that end outside quotes.
func countRows(name string) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	n, quoted, buffer := 0, false, make([]byte, 1<<20)
	for {
		read, err := f.Read(buffer)
		for _, c := range buffer[:read] {
			switch {
			case c == '"':
				quoted = !quoted
			case c == '\n' && !quoted:
				n++
			}
		}
		if err == io.EOF {
			return n, nil
		} else if err != nil {
			return 0, err
		}
	}
}

// changeRow makes the total of one row in the middle of the first file of pay another
// one, and returns what puts the file back.
func changeRow(data string) (restore func() error, err error) {
	list, err := filepath.Glob(filepath.Join(data, "pay*.csv"))
	if err != nil || len(list) == 0 {
		return nil, fmt.Errorf("wanted a file of pay in %s, found none", data)
	}
	slices.Sort(list)
	body, err := os.ReadFile(list[0])
	if err != nil {
		return nil, err
	}
	head, _, _ := strings.Cut(string(body[:min(len(body), 1000)]), "\n")
	column := slices.Index(strings.Split(strings.TrimSpace(head), ","), "total")
	from := bytes.IndexByte(body[len(body)/2:], '\n') + len(body)/2 + 1
	to := from + bytes.IndexByte(body[from:], '\n') + 1
	row, err := csv.NewReader(bytes.NewReader(body[from:to])).Read()
	if err != nil || column < 0 || column >= len(row) {
		return nil, fmt.Errorf("%s: wanted a row with a total, found %q: %v", list[0], body[from:to], err)
	}
	total, err := strconv.Atoi(row[column])
	if err != nil {
		return nil, fmt.Errorf("%s: wanted a total, found %q", list[0], row[column])
	}
	row[column] = strconv.Itoa(total + 1)
	var changed bytes.Buffer
	changed.Write(body[:from])
	w := csv.NewWriter(&changed)
	if err := w.Write(row); err != nil {
		return nil, err
	}
	w.Flush()
	changed.Write(body[to:])
	return func() error { return os.WriteFile(list[0], body, 0o644) }, os.WriteFile(list[0], changed.Bytes(), 0o644)
}

// medians are those of one command at one size; ok is false where it was not run.
func (b *portalBench) medians(size, what string) (m measurement, ok bool) {
	var list []times
	for _, x := range b.all {
		if x.Size == size && x.What == what {
			m = x
			list = append(list, times{time.Duration(x.Wall * 1e9), time.Duration(x.CPU * 1e9), x.Memory})
		}
	}
	if len(list) == 0 {
		return m, false
	}
	t := medianOf(list)
	m.Wall, m.CPU, m.Memory = t.wall.Seconds(), t.cpu.Seconds(), t.memory
	return m, true
}
