package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/search"
)

const (
	sharedBench = "../shared/bench"
	articles    = "../shared/data/statutes/articles.utf8bom.csv"
	benchFolder = ".bench" // where ../shared/bench/setup.sh installs, too
)

// asOf is the day on which the portals of the bench are judged.
var asOf = day.Day{Year: 2026, Month: 6, Day: 30}

var errMissing = errors.New("missing")

// generators builds the generators of the shared bench where they are not there yet.
func generators() error {
	bin := filepath.Join(benchFolder, "bin")
	if exists(filepath.Join(bin, "gen")) && exists(filepath.Join(bin, "portal")) {
		return nil
	}
	if !exists(sharedBench) {
		return fmt.Errorf("%s: %w", sharedBench, errMissing)
	}
	out, err := filepath.Abs(bin)
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-o", out+string(filepath.Separator), "./gen", "./portal")
	cmd.Dir, cmd.Env = sharedBench, append(os.Environ(), "GOFLAGS=-mod=mod")
	return runQuietly(cmd)
}

func runQuietly(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// generate makes the data of a size and a seed and a portal of them, where they are
// not there yet, and returns the two folders.
func generate(size string, seed int) (data, portal string, err error) {
	name := size
	if seed != 1 {
		name = fmt.Sprintf("%s-%d", size, seed)
	}
	data, portal = filepath.Join(benchFolder, "data", name), filepath.Join(benchFolder, "portal-"+name)
	if exists(filepath.Join(portal, "gongshi.yaml")) && exists(filepath.Join(data, "agencies.csv")) {
		return data, portal, nil
	}
	if err := generators(); err != nil {
		return "", "", err
	}
	half, err := os.MkdirTemp(benchFolder, "half-"+name+"-") // so that a stopped run leaves no half of one
	if err != nil {
		return "", "", err
	}
	defer os.RemoveAll(half)
	steps := []*exec.Cmd{
		exec.Command(filepath.Join(benchFolder, "bin", "gen"), "-size", size, "-seed", fmt.Sprint(seed), "-out", filepath.Join(half, "data")),
		exec.Command(filepath.Join(benchFolder, "bin", "portal"), "-in", filepath.Join(half, "data"), "-out", filepath.Join(half, "portal")),
	}
	for _, cmd := range steps {
		if err := runQuietly(cmd); err != nil {
			return "", "", err
		}
	}
	for from, to := range map[string]string{"data": data, "portal": portal} {
		err := errors.Join(os.RemoveAll(to), os.MkdirAll(filepath.Dir(to), 0o755), os.Rename(filepath.Join(half, from), to))
		if err != nil {
			return "", "", err
		}
	}
	return data, portal, nil
}

// statutes reads articles of law as sanctions.
const statutes = `title: 法规条文
base_url: https://example.org/
as_of: 2026-06-30
aliases:
  sanctions:
    编号: sanction_id
    类别: measures
    法规名称: authority
    颁布信息: basis
    章节: decision
    正文: facts
    来源文件: status_reason
defaults:
  sanctions:
    kind: penalty
    subject: agency
    subject_name: 法规
    decided_on: 2020-01-01
`

// statutesPortal makes a portal of the articles of law in the shared data.
func statutesPortal(dir string) error {
	body, err := os.ReadFile(articles)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", articles, errMissing)
	} else if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "gongshi.yaml"), []byte(statutes), 0o644),
		os.WriteFile(filepath.Join(dir, "data/sanctions.csv"), body, 0o644),
		os.WriteFile(filepath.Join(dir, "data/agencies.csv"), []byte("agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n"), 0o644))
}

// places are the names that the provinces of the million go by, in characters and
// in pinyin.
var places = []struct{ name, sound string }{{"拟", "ni"}, {"澄", "cheng"}, {"岚", "lan"}, {"禾", "he"}}

// documents returns what is searched of a size.
//
// The million is four provinces: the generator's with the seeds 1 to 4, so that every
// text is another, each in a place of another name with codes and numbers of its own.
func documents(size string) ([]search.Document, error) {
	switch size {
	case "town", "city", "province":
		_, portal, err := generate(size, 1)
		if err != nil {
			return nil, err
		}
		return portalDocuments(portal, build.Options{AsOf: asOf})
	case "million":
		var all []search.Document
		for i := range places {
			_, portal, err := generate("province", i+1)
			if err != nil {
				return nil, err
			}
			docs, err := portalDocuments(portal, build.Options{AsOf: asOf})
			if err != nil {
				return nil, err
			}
			move(docs, i)
			all = append(slices.Grow(all, len(docs)*(len(places)-i)), docs...)
		}
		search.Order(all)
		return all, nil
	case "statutes":
		dir, err := os.MkdirTemp("", "gongshi-statutes")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if err := statutesPortal(dir); err != nil {
			return nil, err
		}
		return portalDocuments(dir, build.Options{})
	case "sample":
		return portalDocuments(".", build.Options{})
	}
	return nil, fmt.Errorf("wanted a size, found %q", size)
}

// portalDocuments reads a portal as a build does. Gaps are left out, since what is measured
// puts documents in order again.
func portalDocuments(dir string, o build.Options) ([]search.Document, error) {
	o.Dir = dir
	p, err := build.Load(o)
	if err != nil {
		return nil, err
	}
	if n := p.Counts().Errors; n > 0 {
		return nil, fmt.Errorf("%s: %d errors in the data", dir, n)
	}
	docs := search.Documents(p.Register, ledger.Open(p.Register))
	return slices.DeleteFunc(docs, func(d search.Document) bool { return d.Gap() }), nil
}

// move gives the documents of a province another place's name and other keys.
func move(docs []search.Document, place int) {
	if place == 0 {
		return
	}
	first, p := places[0], places[place]
	names := strings.NewReplacer(
		first.name+"州", p.name+"州", first.name+"社罚", p.name+"社罚", "52990000", fmt.Sprintf("5299%04d", place),
		first.sound+" zhou ", p.sound+" zhou ", first.sound+"zhou", p.sound+"zhou")
	known := map[string]string{} // so that records of one agency share its name, as they did
	named := func(s *string) {
		moved, ok := known[*s]
		if !ok {
			moved = names.Replace(*s)
			known[*s] = moved
		}
		*s = moved
	}
	letter := string(rune('p' + place)) // of a project's number, p000001
	for i := range docs {
		d := &docs[i]
		d.ID, d.URL, d.Title = names.Replace(d.ID), names.Replace(d.URL), names.Replace(d.Title)
		if d.Table == "projects" {
			d.ID = strings.Replace(d.ID, "/p", "/"+letter, 1)
			d.URL = strings.Replace(d.URL, "/p", "/"+letter, 1)
		}
		named(&d.AgencyID)
		for j := range d.Parts {
			part := &d.Parts[j]
			switch {
			case part.Zone == search.Body:
				part.Text = names.Replace(part.Text)
			case part.Zone == search.Number && d.Table == "projects":
				part.Text = letter + part.Text[1:]
			default:
				named(&part.Text)
			}
		}
		for j := range d.Keys {
			d.Keys[j] = names.Replace(d.Keys[j])
		}
		for j := range d.Tags {
			v := &d.Tags[j].Value
			named(&v.ID)
			named(&v.ZH)
			named(&v.EN)
			v.Also = slices.Clone(v.Also)
			for k := range v.Also {
				named(&v.Also[k])
			}
		}
	}
}
