package opendata

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// TestCellsFollowTheSchema fails where a column of the schema has no cell, or one
// of another kind.
func TestCellsFollowTheSchema(t *testing.T) {
	reg, _ := link(t, settings(), tables())
	all := sources(reg)
	if len(all) != len(schema.Tables()) {
		t.Fatalf("got %d tables, want %d", len(all), len(schema.Tables()))
	}
	m := newMaker(reg)
	for i, s := range all {
		if s.table != schema.Tables()[i] {
			t.Errorf("table %d is %s, want %s", i, s.table.Name, schema.Tables()[i].Name)
		}
		if s.count == 0 {
			t.Errorf("the fixture has no %s", s.table.Name)
			continue
		}
		r := s.record(m, 0)
		if r.table != s.table {
			t.Errorf("a record of %s says that it is of %s", s.table.Name, r.table.Name)
		}
		if len(r.cells) != len(s.table.Columns) {
			t.Errorf("%s: got %d cells, want %d", s.table.Name, len(r.cells), len(s.table.Columns))
			continue
		}
		for j, c := range s.table.Columns {
			if r.cells[j].kind != c.Kind {
				t.Errorf("%s.%s: got a cell of kind %d, want %d", s.table.Name, c.Name, r.cells[j].kind, c.Kind)
			}
		}
	}
}

// TestCells holds the values about which one could think otherwise.
func TestCells(t *testing.T) {
	reg, _ := link(t, settings(), tables())
	line := func(n int) *register.Sanction {
		return reg.Sanctions[slices.IndexFunc(reg.Sanctions, func(s *register.Sanction) bool { return s.Line() == n })]
	}
	for _, tt := range []struct {
		name         string
		of           record
		column       string
		plain, excel string
	}{
		{"a term that is over", newMaker(reg).sanction(line(3)), "status", "in_force", "已届满"},
		{"a withdrawal to come", newMaker(reg).sanction(line(5)), "status", "in_force", "生效"},
		{"without end", newMaker(reg).sanction(line(2)), "valid_until", "2099-12-31", "长期"},
		{"known and unknown measures", newMaker(reg).sanction(line(2)), "measures", "warning；fine；公开道歉", "警告；罚款；公开道歉"},
		{"a project without a district", newMaker(reg).project(reg.Projects[0]), "district", "", ""},
		{"a grade as written", newMaker(reg).evaluation(reg.Evaluations[1]), "grade", "excellent", "优"},
		{"an amount", newMaker(reg).pay(reg.Pay[1]), "total", "615000.00", "615000.00"},
		{"a district by its code", newMaker(reg).agency(reg.Agencies[1]), "district", "东湖区", "东湖区"},
	} {
		c := tt.of.cells[tt.of.table.Index(tt.column)]
		if plain, excel := string(c.append(nil)), string(c.appendExcel(nil)); plain != tt.plain || excel != tt.excel {
			t.Errorf("%s: got %q and %q, want %q and %q", tt.name, plain, excel, tt.plain, tt.excel)
		}
	}
}

func TestNumerals(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   cell
		want string
	}{
		{"score not given", scoreCell(register.Score{}), ""},
		{"score of 0", scoreCell(register.Score{Given: true}), "0"},
		{"whole score", scoreCell(register.Score{Hundredths: 10000, Given: true}), "100"},
		{"one decimal", scoreCell(register.Score{Hundredths: 9250, Given: true}), "92.5"},
		{"two decimals", scoreCell(register.Score{Hundredths: 9255, Given: true}), "92.55"},
		{"hundredths only", scoreCell(register.Score{Hundredths: 5, Given: true}), "0.05"},
		{"count of 0", countCell(given(0)), "0"},
		{"count not given", countCell(register.Count{}), ""},
		{"year", yearCell(2023), "2023"},
	} {
		if got := string(tt.in.append(nil)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestWhatMayNotBeShownIsNowhere looks for the texts of closed sanctions in every file.
func TestWhatMayNotBeShownIsNowhere(t *testing.T) {
	reg, led := withReply(t, settings())
	if len(reg.Closed) != 3 {
		t.Fatalf("the fixture has %d closed sanctions, want 3", len(reg.Closed))
	}
	for path, body := range write(t, reg, led) {
		if strings.Contains(body, secret) {
			t.Errorf("%s holds the text of a sanction that may not be shown", path)
		}
		for _, s := range reg.Closed {
			if strings.Contains(body, s.Slug) {
				t.Errorf("%s holds the id %s of a sanction that may not be shown", path, s.Slug)
			}
		}
	}
}

// TestSameBytes builds from rows in another order and with other numbers of workers.
func TestSameBytes(t *testing.T) {
	rows := func(reverse bool) *register.Tables {
		r := synthetic(300)
		if reverse {
			slices.Reverse(r.Agencies)
			slices.Reverse(r.Pay)
			slices.Reverse(r.Projects)
			slices.Reverse(r.Evaluations)
			slices.Reverse(r.Sanctions)
		}
		return r
	}
	reg, led := link(t, settings(), rows(false))
	want := write(t, reg, led)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, workers := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(workers)
		reg, led := link(t, settings(), rows(true))
		if got := write(t, reg, led); !maps.Equal(got, want) {
			t.Errorf("with %d workers and the rows in reverse the files differ", workers)
		}
	}
}

// TestTheDayAloneMovesFewFiles holds that a new day without new data leaves the
// files of the agencies as they are.
func TestTheDayAloneMovesFewFiles(t *testing.T) {
	reg, led := link(t, settings(), tables())
	before := write(t, reg, led)
	reg, led = nextDay(t)
	for path, body := range write(t, reg, led) {
		if strings.HasPrefix(path, "agencies/") && before[path] != body {
			got, want := golden.FirstDifference(body, before[path])
			t.Errorf("%s changed with the day:\n got %s\nwant %s", path, got, want)
		}
	}
}

// TestFilesAreWellFormed parses every JSON and XML file of a portal whose texts try
// to break them.
func TestFilesAreWellFormed(t *testing.T) {
	s := settings()
	s.Title, s.Operator.Name = "\x00\x1f]]>"+hostile+"\xff\ufffe", "\x0b"
	rows := tables()
	rows.Agencies[1].Name = "\x00\x07\xff" + hostile
	reg, led := link(t, s, rows)
	files := write(t, reg, led)
	var c collector
	if err := Sitemap(s, []string{"a&b<c>\x01.html"}, c.emit); err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, c.files)
	seen := map[string]int{}
	for path, body := range files {
		switch {
		case strings.HasSuffix(path, ".json"):
			seen["json"]++
			if !json.Valid([]byte(body)) {
				t.Errorf("%s is not JSON", path)
			}
			if strings.ContainsAny(body, "<>&\u2028") {
				t.Errorf("%s holds characters that HTML or JavaScript would take for its own", path)
			}
		case strings.HasSuffix(path, ".xml"):
			seen["xml"]++
			if err := parse(body); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if seen["json"] != 11 || seen["xml"] != 2 {
		t.Errorf("looked at %v files, want 11 of JSON and 2 of XML", seen)
	}
}

func parse(body string) error {
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestDataPackage compares the description with the files it describes.
func TestDataPackage(t *testing.T) {
	reg, led := withReply(t, settings())
	files := write(t, reg, led)
	var p pkg
	if err := json.Unmarshal([]byte(files["data/datapackage.json"]), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != 25 {
		t.Fatalf("got %d resources, want 25", len(p.Resources))
	}
	names := map[string]bool{}
	for _, r := range p.Resources {
		body, ok := files["data/"+r.Path]
		sum := sha256.Sum256([]byte(body))
		if !ok || r.Bytes != len(body) || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the file has %d bytes and another hash than %s says", r.Path, len(body), r.Hash)
		}
		names[r.Name] = true
		if r.Schema == nil {
			continue
		}
		var want []string
		if r.Format == "csv" {
			want, _ = csv.NewReader(strings.NewReader(body)).Read()
		} else {
			want = keys(t, body)
		}
		var got []string
		for _, f := range r.Schema.Fields {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the schema has the fields %q, the file %q", r.Path, got, want)
		}
	}
	for _, r := range p.Resources {
		if r.Schema == nil {
			continue
		}
		for _, key := range r.Schema.ForeignKeys {
			if !names[key.Reference.Resource] {
				t.Errorf("%s refers to %s, which is not in the package", r.Name, key.Reference.Resource)
			}
		}
	}
}

// keys lists the keys of a file's first record in their order.
func keys(t *testing.T, body string) []string {
	t.Helper()
	var file struct{ Records []json.RawMessage }
	if err := json.Unmarshal([]byte(body), &file); err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(file.Records[0])))
	var list []string
	depth, isKey := 0, false
	for {
		token, err := d.Token()
		if err != nil {
			return list
		}
		delim, structure := token.(json.Delim)
		switch {
		case structure && (delim == '{' || delim == '['):
			depth++
			isKey = depth == 1
		case structure:
			depth--
			isKey = depth == 1
		case depth == 1 && isKey:
			list, isKey = append(list, token.(string)), false
		case depth == 1:
			isKey = true
		}
	}
}

func TestEmptyRegister(t *testing.T) {
	reg, led := link(t, settings(), &register.Tables{})
	files := write(t, reg, led)
	if got, want := files["data/pay.csv"], "agency_id,year,tier,headcount,total,published_on,source_url,note\n"; got != want {
		t.Errorf("data/pay.csv is %q, want %q", got, want)
	}
	if !json.Valid([]byte(files["data/pay.json"])) {
		t.Errorf("data/pay.json is not JSON: %s", files["data/pay.json"])
	}
}

// TestAFailingEmitStops asks for the error of every file's emit.
func TestAFailingEmitStops(t *testing.T) {
	reg, led := link(t, settings(), tables())
	full := errors.New("disk full")
	for path := range write(t, reg, led) {
		err := Write(reg, led, nil, nil, tree.Always(func(f tree.File) error {
			if f.Path == path {
				return full
			}
			return nil
		}))
		if !errors.Is(err, full) {
			t.Errorf("with a failing emit of %s Write returns %v, want %v", path, err, full)
		}
	}
}
