package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"gongshi/internal/asset"
	"gongshi/internal/audit"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/host"
	"gongshi/internal/intake"
	"gongshi/internal/output"
	"gongshi/internal/person"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// ErrNoPortal says that the folder has no gongshi.yaml.
var ErrNoPortal = errors.New("no gongshi.yaml")

// Options say what to build.
type Options struct {
	Dir             string       // the portal's folder
	Out             string       // the folder to publish into, relative to Dir; default public
	Strict          bool         // warnings stop the build, too
	Forecast        bool         // warn of what will leave the site soon; for a check, since a build must not stop for the calendar
	Changes         string       // the file of the log of changes; empty: the portal's data/changes.json, where there is one
	AsOf            day.Day      // the day that ages and judges; zero: see Portal.AsOf
	SourceDateEpoch string       // seconds since 1970 as text; empty: not set
	Now             time.Time    // the clock, used only where nothing else names the day
	HostLimits      *host.Limits // in place of those of the portal's host; nil: these
	Records         bool         // the caller needs the register, so that all is read though nothing is new
	pageSize        int          // rows of a table on one page, for tests; 0: as on every site
	Trace           *Trace       // where the stages' times go; nil: nowhere

	// Progress is told of every stage as it begins and ends, and several times a second
	// in between, one Step at a time. nil: nobody is told.
	Progress func(Step)

	// Bare takes the files in the place of the engine that publishes them safely, so that the
	// bench can say what that takes; nil: the engine. Nobody who publishes sets it.
	Bare Publisher

	// In place of asset.Bundle, for tests; nil: that.
	bundle func(fs.FS) (asset.Set, error)

	tables *intake.Memory // of what the last build read; nil outside Run, and where it cannot be told

	// Lock keeps other builds away from Public, for a caller that goes on with what Run leaves
	// there; Run does not release it. nil: Run takes it and gives it back.
	Lock *output.Lock

	watch *watch // follows the build; nil outside Run
	stage *stage // whose parts are begun; nil: stages are
}

// Publisher takes the files of a site, see output.Stage.
type Publisher interface {
	Emit(tree.File) error
	Keep(...output.Entry) error
	Entry(path string) (output.Entry, bool)
	Entries() []output.Entry
	Commit() (output.Summary, error)
	Discard() error
}

// Portal is a portal as read: its register and all that was found on the way.
type Portal struct {
	Settings  *portal.Settings
	Register  *register.Register // nil where the settings could not be read, or nothing had to be
	Findings  []finding.Finding  // sorted by position
	Read      Read               // what reports say of what was read
	permitted audit.Permitted
	log       changes.Log // as it was read; the register of the site that is made says what of it is shown

	AsOf day.Day // Options.AsOf, else SOURCE_DATE_EPOCH, else the settings', else today in the portal's zone
}

// Read is what was read, in short.
type Read struct {
	Files   int               // of data
	Records int               // their rows
	Sources []register.Source // the files
	Next    day.Day           // when the site next changes by the calendar alone; zero: never
	Changes int               // how many records change then
}

// Counts counts the findings by severity.
func (p *Portal) Counts() finding.Counts { return finding.Count(p.Findings) }

// Excerpts looks up the rows that findings of a portal are about; see intake.Excerpts.
// Where the folder can no longer be read, none is known.
func Excerpts(dir string, s *portal.Settings, found []finding.Finding) func(file string, line int) []string {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return func(string, int) []string { return nil }
	}
	defer root.Close()
	return intake.Excerpts(root.FS(), s, found)
}

// Load reads and judges a portal. Problems of the data are in its Findings; the
// error says that it could not be read at all and wraps ErrNoPortal where the
// folder is no portal.
func Load(o Options) (*Portal, error) {
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNoPortal, err)
	}
	defer root.Close()
	p := &Portal{}
	load := o.begin("load")
	defer load.end()
	o = o.under(load)
	var found []finding.Finding
	p.Settings, found, err = portal.Load(root.FS())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s", ErrNoPortal, o.Dir)
	} else if err != nil {
		return nil, err
	}
	p.add(found)
	if p.Counts().Errors > 0 {
		return p, nil
	}
	if p.AsOf, err = o.day(p.Settings); err != nil {
		return nil, err
	}
	if err := p.read(root.FS(), o); err != nil {
		return nil, err
	}
	finding.Sort(p.Findings)
	return p, nil
}

// read is rulebook -> intake -> register -> audit.
func (p *Portal) read(fsys fs.FS, o Options) error {
	s := p.Settings
	rules, found, err := rulebook.Load(fsys, rulebook.Choice{
		Name: s.Rulebook, Until: s.RulebookUntil, Reason: s.RulebookReason, File: portal.File, Line: s.RulebookLine,
	})
	if err != nil {
		return err
	}
	p.add(found)
	part := o.begin("intake")
	tables, found, err := o.tables.Read(fsys, s)
	part.end()
	if err != nil {
		return err
	}
	p.add(found)
	part = o.begin("register")
	p.Register, found = register.Link(tables, s, rules, p.AsOf)
	part.end()
	p.add(found)
	if err := p.readChanges(fsys, o); err != nil {
		return err
	}
	p.Read = Read{Files: len(p.Register.Files), Records: p.Register.Rows, Sources: p.Register.Sources}
	p.Read.Next, p.Read.Changes = p.Register.NextChange()
	part = o.begin("audit")
	judged, err := audit.Check(fsys, p.Register)
	part.end()
	if err != nil {
		return err
	}
	p.add(judged.Findings)
	if o.Forecast {
		p.add(audit.EndingSoon(p.Register))
		p.add(audit.StillCited(p.Register))
	}
	p.permitted = judged.Permitted
	return nil
}

// add keeps findings. None repeats a personal number: a key, the name of a file or what
// a message says of another place may hold one. Nor does one repeat a practitioner's name.
func (p *Portal) add(found []finding.Finding) {
	for i := range found {
		f := &found[i]
		f.Value = privacy.Masked(f.Value)
		if f.Field == "person" {
			f.Value = person.Mask(f.Value)
		}
		for _, s := range []*string{&f.File, &f.Field, &f.Message.ZH, &f.Message.EN, &f.Hint.ZH, &f.Hint.EN} {
			if privacy.Hides(*s) {
				*s = privacy.Masked(*s)
			}
		}
	}
	p.Findings = append(p.Findings, found...)
}

// day is the day that ages and judges.
func (o Options) day(s *portal.Settings) (day.Day, error) {
	switch {
	case !o.AsOf.IsZero():
		return o.AsOf, nil
	case o.SourceDateEpoch != "":
		seconds, err := strconv.ParseInt(o.SourceDateEpoch, 10, 64)
		if err != nil {
			return day.Day{}, fmt.Errorf("SOURCE_DATE_EPOCH: wanted seconds since 1970, found %q", o.SourceDateEpoch)
		}
		d := day.Of(time.Unix(seconds, 0).In(s.Zone))
		if d.Year < day.MinYear || d.Year > day.MaxYear {
			return day.Day{}, fmt.Errorf("SOURCE_DATE_EPOCH: wanted a day of the years %d to %d, found %q", day.MinYear, day.MaxYear, o.SourceDateEpoch)
		}
		return d, nil
	case !s.AsOf.IsZero():
		return s.AsOf, nil
	}
	return day.Of(o.Now.In(s.Zone)), nil
}
