// Command sample writes the sample portal: the tables under data/, the pay
// policies under content/policies/, the replies under content/replies/, the log of
// corrections under content/corrections/ and the log of changes, data/changes.json.
//
// Everything it says is invented: the city, its districts, bureaus and
// subdistricts, the agencies and their codes (region 990000 is assigned to
// nobody), the people, the document numbers and the city rules they cite. The
// same seed gives the same bytes; nothing depends on the clock, on the machine
// or on the order of a map.
//
// The generator shares no code with the programs that read its output, so that
// a mistake in a reader cannot hide behind the same mistake here. It leaves out
// gongshi.yaml, content/about and data/README.md, which are written by hand.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . -out ../..

func main() {
	out := flag.String("out", "", "folder of the portal to write into")
	flag.Parse()
	if *out == "" {
		fmt.Fprintln(os.Stderr, "sample: want -out DIR, the folder of the portal")
		os.Exit(2)
	}
	if err := write(*out, invent().files()); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(3)
	}
}

// world is the whole invented city, every part in the order in which it is written.
type world struct {
	agencies    []agency
	pay         []pay
	projects    []project
	evaluations []evaluation
	sanctions   []sanction
	policies    []page
	replies     []page
	corrections []page
}

// invent makes the world. Each topic rolls its own dice, so that a change to one
// leaves the others as they were.
func invent() *world {
	w := &world{agencies: foundAgencies(roll("agencies"))}
	w.projects = signProjects(roll("projects"), w.agencies)
	w.pay = disclosePay(roll("pay"), w.agencies, w.projects)
	w.evaluations = evaluateProjects(roll("evaluations"), w.agencies, w.projects)
	w.sanctions = decideSanctions(roll("sanctions"), w.agencies, w.projects)
	w.policies = writePolicies(roll("policies"), w.agencies, w.projects)
	w.replies = writeReplies(w)
	w.corrections = writeCorrections(w)
	return w
}

// page is one Markdown file below content/.
type page struct {
	path string // slash-separated, relative to the portal
	text string
}

// file is one output file of the generator.
type file struct {
	path string // slash-separated, relative to the portal
	body []byte
}

func write(root string, files []file) error {
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
