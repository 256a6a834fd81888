// Package opendata turns the register into files for other programs: every table
// as CSV exactly as published, as CSV for Excel and as typed JSON; what follows from
// them, such as the checks of clauses; one JSON file for each agency; a Data Package
// that describes them; the site map, robots.txt and the description of the search.
//
// Standards: RFC 4180 (CSV), RFC 8259 (JSON), Data Package 2.0
// (https://datapackage.org), Sitemaps 0.90 (https://www.sitemaps.org), RFC 9309
// (robots.txt) and OpenSearch 1.1. docs/downloads.md describes every file.
//
// Sanctions that may not be shown are in none of the files. What is left out: XLSX
// and SQLite, and a licence for the data, which is the operator's to give.
package opendata

import (
	"crypto/sha256"
	"runtime"
	"sync"
	"sync/atomic"

	"gongshi/internal/changelog"
	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// Version is the version of the JSON files of tables.
//
// 1: the first.
const Version = 1

// AgencyVersion is the version of the JSON files of agencies.
//
// 1: the first.
// 2: duties are a list, one for each year and duty, with the rule and the reasons.
const AgencyVersion = 2

// agenciesPerTask is how many agencies one worker encodes at a time.
const agenciesPerTask = 64

// Write makes the downloads of a register, with what the cross-checks found and the log of
// changes, nil where there is none: data/*, changes/changes.json, the
// JSON file of every agency, robots.txt and, where the portal has a base_url,
// opensearch.xml. Rows stand in the register's order. Each file is a unit; it fails only
// where once does. A Body is the receiver's only until Emit returns.
func Write(reg *register.Register, led *ledger.Ledger, checks *crosscheck.Results, log *changelog.Log, once tree.Once) error {
	k, err := newKeys(reg, led, checks)
	if err != nil {
		return err
	}
	tables := append(sources(reg), derived(reg, led)...)
	var files []download
	for _, t := range tables {
		for _, f := range formats() {
			files = append(files, download{source: t, format: f})
		}
	}
	var clauses resource
	var findings []resource
	chunks := (len(reg.Agencies) + agenciesPerTask - 1) / agenciesPerTask
	err = parallel(len(files)+chunks+2, func(i int) (err error) {
		if i < len(files) {
			return files[i].write(reg, k, once)
		}
		switch i -= len(files); i {
		case 0:
			clauses, err = writeClauses(reg, k, once)
			return err
		case 1:
			findings, err = writeFindings(reg, checks, k, once)
			return err
		}
		from := (i - 2) * agenciesPerTask
		return writeAgencies(reg, led, checks, k, from, min(from+agenciesPerTask, len(reg.Agencies)), once)
	})
	if err != nil {
		return err
	}
	logged, err := writeChanges(reg, log, once)
	if err != nil {
		return err
	}
	if err := settled(once, tree.File{Path: route.Download("datapackage.json"), Body: dataPackage(reg, files, append(findings, clauses, logged)...)}); err != nil {
		return err
	}
	if err := settled(once, tree.File{Path: route.Robots, Body: robots(reg.Settings)}); err != nil {
		return err
	}
	_, err = OpenSearch(reg.Settings, func(f tree.File) error { return settled(once, f) })
	return err
}

// format is one of the forms in which a table can be downloaded.
type format struct {
	suffix string // follows the table's name in the file's
	encode func(*register.Register, source, *sink)
	dated  bool // it tells the register's day
}

func formats() []format {
	return []format{
		{".csv", exactCSV, false},
		{"-excel.csv", excelCSV, false},
		{".json", tableJSON, true},
	}
}

// download is one file of one table. The last two fields are known once it is written.
type download struct {
	source source
	format format
	size   int    // bytes
	hash   string // SHA-256 in hexadecimal
}

func (d *download) name() string { return d.source.table.Name + d.format.suffix }

func (d *download) write(reg *register.Register, k *keySet, once tree.Once) error {
	path := route.Download(d.name())
	encode := func(s *sink) { d.format.encode(reg, d.source, s) }
	key, keyed := k.table(reg, d)
	var body []byte
	if !keyed {
		body = held(encode)
		key = sha256.Sum256(body)
	}
	note, err := once(path, key, func(emit tree.Emit) ([]byte, error) {
		if keyed {
			return measured(emit, fileOf(path, d.source.count, encode))
		}
		return measured(emit, tree.File{Path: path, Body: body})
	})
	if err == nil {
		d.size, d.hash, err = measures(note)
	}
	return err
}

// writeAgencies writes the files of agencies from one to another.
func writeAgencies(reg *register.Register, led *ledger.Ledger, checks *crosscheck.Results, k *keySet, from, to int, once tree.Once) error {
	m := newMaker(reg)
	var e encoder
	for i := from; i < to; i++ {
		a := reg.Agencies[i]
		path := route.AgencyJSON(a)
		_, err := once(path, k.of(k.agencies[i].all()), func(emit tree.Emit) ([]byte, error) {
			e = encoder{buf: e.buf[:0]}
			e.agency(m, a, led.Of(a), checks.Of(a))
			return nil, emit(tree.File{Path: path, Body: e.buf})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// source is a table of the register as rows that can be asked for one by one.
type source struct {
	table  *schema.Table
	count  int
	origin func(i int) *register.Origin
	record func(m *maker, i int) record
}

// sources returns the five tables in the order of schema.Tables.
func sources(r *register.Register) []source {
	return []source{
		from("agencies", r.Agencies, func(a *register.Agency) *register.Origin { return &a.Origin }, (*maker).agency),
		from("pay", r.Pay, func(p *register.Pay) *register.Origin { return &p.Origin }, (*maker).pay),
		from("projects", r.Projects, func(p *register.Project) *register.Origin { return &p.Origin }, (*maker).project),
		from("evaluations", r.Evaluations, func(e *register.Evaluation) *register.Origin { return &e.Origin }, (*maker).evaluation),
		from("sanctions", r.Sanctions, func(s *register.Sanction) *register.Origin { return &s.Origin }, (*maker).sanction),
	}
}

func from[T any](table string, rows []T, origin func(T) *register.Origin, read func(*maker, T) record) source {
	return source{
		table: schema.Lookup(table), count: len(rows),
		origin: func(i int) *register.Origin { return origin(rows[i]) },
		record: func(m *maker, i int) record { return read(m, rows[i]) },
	}
}

// parallel does work 0 to n-1 with as many workers as there are processors. It
// stops early at an error and returns the one of the lowest number.
func parallel(n int, work func(i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, n)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = work(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
