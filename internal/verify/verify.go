// Package verify compares a published site with what a portal makes, byte for byte: whoever
// has the tables can make the receipt, without trust in the operator or the host.
//
//	manifest of the site  <->  every file as the portal makes it
//	                      <->  every file as it stands in the folder or behind the address
//
// No file is held: what is made is measured as it passes, what is published is read once, and
// where the two differ it is read again up to the first byte that does.
//
// What is left out: whether the tables are true, and what a host shows to some readers only.
package verify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"gongshi/internal/build"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/output"
	"gongshi/internal/portal"
	"gongshi/internal/published"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// ErrNoDay says that nothing names the day of the published site. It is never today's.
var ErrNoDay = errors.New("nothing says for which day the site was built")

// Options say what to verify.
type Options struct {
	// Build is the portal. Its Now is not used: the day is AsOf, else SourceDateEpoch, else the
	// one that the published site names, else that of the settings. Progress is also told of the
	// stage Reading.
	Build build.Options

	// How a host is asked, for tests; zero: patience, firstWait and as a client does.
	patience, firstWait time.Duration
	client              *http.Client
}

// Kind says how a file of the site differs.
type Kind string

// The kinds of difference.
const (
	Changed     Kind = "changed"     // the portal makes other bytes
	Missing     Kind = "missing"     // the portal makes it; it is not listed, or not there
	Superfluous Kind = "superfluous" // it is listed, and the portal makes no such file
	Foreign     Kind = "foreign"     // it stands in the folder, neither made nor listed nor kept by the settings
	Altered     Kind = "altered"     // it is as listed and made in the manifest, but not where it stands
)

// Difference is one file that is not what the portal makes.
type Difference struct {
	Path   string `json:"path"`
	Kind   Kind   `json:"kind"`
	Offset int64  `json:"offset"` // of the first byte that differs, from 0; -1: not looked for
	Line   int64  `json:"line"`   // of that byte, from 1; 0: none is known, or the file is no text
	Want   string `json:"want"`   // what is made, from a little before that byte, at most finding.MaxValue runes; of no text, hexadecimal
	Found  string `json:"found"`  // what is published there, in the same form; of a missing file, why it is
}

// Receipt is what came of a comparison.
type Receipt struct {
	Same           bool         `json:"same"`            // there are no differences
	Site           string       `json:"site"`            // as it was asked for
	AsOf           day.Day      `json:"as_of"`           // the day for which the portal was made
	ManifestSHA256 string       `json:"manifest_sha256"` // of the published manifest.json
	Files          int64        `json:"files"`           // that are the same; the manifest is not counted
	Bytes          int64        `json:"bytes"`           // of these files
	Notices        []string     `json:"notices"`         // what was taken as given, or not looked at
	Differences    []Difference `json:"differences"`     // sorted by path
}

// Result is a receipt with the portal that was made for it.
type Result struct {
	Receipt
	Portal *build.Portal
	Made   bool // false: findings of the portal stopped it, and nothing was compared
}

// Run makes a portal and compares the published site with it. Where is a folder, the address
// of a site's root, or a manifest.json, of which there is only that to compare with. It wraps
// build.ErrNoPortal, published.ErrNothing and ErrNoDay; any other error is one of reading.
func Run(ctx context.Context, where string, o Options) (Result, error) {
	settings, err := settings(o.Build.Dir)
	if err != nil {
		return Result{}, err
	}
	c := comparison{o: o, keep: settings.Keep, made: map[string]bool{}, served: map[string]serving{}}
	c.o.Build.Progress = oneAtATime(o.Build.Progress)
	if c.site, err = openSite(ctx, where, o); err != nil {
		return Result{}, err
	}
	defer c.site.close()
	c.receipt = Receipt{Site: where, ManifestSHA256: c.site.SHA256, Notices: []string{}, Differences: []Difference{}}
	if !c.site.Whole() {
		c.notice("only the manifest was compared: the files that it lists were not read")
	}
	said, err := c.day(ctx, settings.AsOf)
	if err != nil {
		return Result{}, err
	}
	remove, err := c.log(ctx)
	if err != nil {
		return Result{}, err
	}
	defer remove()
	p, made, err := c.make(ctx)
	if err != nil || !made {
		return Result{Portal: p}, err
	}
	if c.receipt.AsOf = p.AsOf; !said.IsZero() && said != p.AsOf {
		c.notice(fmt.Sprintf("the site says that it was built for %s, not for %s", said, p.AsOf))
	}
	return Result{Receipt: c.receipt, Portal: p, Made: true}, c.finish(ctx)
}

// settings reads those of a portal, so that it fails before anything is fetched.
func settings(dir string) (*portal.Settings, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", build.ErrNoPortal, err)
	}
	defer root.Close()
	s, _, err := portal.Load(root.FS()) // what is found in them stops the making
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s", build.ErrNoPortal, dir)
	}
	return s, err
}

// comparison is a comparison that runs.
type comparison struct {
	o      Options
	site   *source
	keep   []string
	served map[string]serving // the files that are not served as they are listed
	hosts  []string           // files that the host keeps to itself

	mu      sync.Mutex
	receipt Receipt
	made    map[string]bool
	placed  int // differences so far that could be read again
}

func (c *comparison) notice(text string) { c.receipt.Notices = append(c.receipt.Notices, text) }

// day settles for which day the portal is made, and returns the one that the site names.
func (c *comparison) day(ctx context.Context, pinned day.Day) (said day.Day, err error) {
	given := !c.o.Build.AsOf.IsZero() || c.o.Build.SourceDateEpoch != ""
	said, err = c.saidDay(ctx)
	switch {
	case ctx.Err() != nil:
		return said, ctx.Err()
	case passing(err):
		return said, err
	case given:
		return said, nil
	case err == nil:
		c.o.Build.AsOf = said
		return said, nil
	case pinned.IsZero():
		return said, fmt.Errorf("%w: %v", ErrNoDay, err)
	}
	c.notice(fmt.Sprintf("%s of gongshi.yaml was taken, since the site names no day: %v", pinned, err))
	c.o.Build.AsOf = pinned
	return said, nil
}

// saidDay is the day for which the site says it was built.
func (c *comparison) saidDay(ctx context.Context) (day.Day, error) {
	name := route.Download("datapackage.json")
	if !c.site.Whole() {
		return day.Day{}, fmt.Errorf("%s cannot be read", name)
	}
	b, err := c.site.all(ctx, name)
	if err != nil {
		return day.Day{}, err
	}
	var data struct{ Version string }
	if err := json.Unmarshal(b, &data); err != nil {
		return day.Day{}, fmt.Errorf("read %s: %w", name, err)
	}
	d, _, err := day.Parse(data.Version)
	if err != nil || d.IsOpen() {
		return day.Day{}, fmt.Errorf("read %s: want a day as its version, found %q", name, data.Version)
	}
	return d, nil
}

// log takes the site's own log of changes for the one that the portal is made with: it tells
// of earlier publications, which no table holds. Remove deletes the copy.
func (c *comparison) log(ctx context.Context) (remove func(), err error) {
	listed, ok := c.site.Entry(changes.Path)
	if !ok || !c.site.Whole() || c.o.Build.Changes != "" {
		return func() {}, nil
	}
	body, err := c.site.all(ctx, changes.Path)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if passing(err) {
		return nil, err
	}
	if err == nil && listed != entry(changes.Path, body) {
		err = published.ErrAltered
	}
	if err == nil {
		_, err = changes.ReadLog(bytes.NewReader(body))
	}
	if err != nil {
		c.notice(fmt.Sprintf("the portal's own log of changes was taken: %s of the site: %v", changes.Path, err))
		return func() {}, nil
	}
	f, err := os.CreateTemp("", "gongshi-changes-*.json")
	if err != nil {
		return nil, err
	}
	remove = func() { os.Remove(f.Name()) }
	if _, err := f.Write(body); err != nil {
		remove()
		return nil, errors.Join(err, f.Close())
	}
	c.o.Build.Changes = f.Name()
	c.notice("the log of changes was taken as given: " + changes.Path + " of the site")
	return remove, f.Close()
}

// make makes the portal and compares each file. Meanwhile the site is read, whose result the
// first file waits for.
func (c *comparison) make(ctx context.Context) (p *build.Portal, made bool, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var readErr error
	read := make(chan struct{})
	go func() {
		defer close(read)
		readErr = c.readAll(ctx)
	}()
	p, made, err = build.Make(ctx, c.o.Build, func(f tree.File) error {
		if <-read; readErr != nil {
			return readErr
		}
		return c.take(ctx, f)
	})
	stop()
	if <-read; readErr != nil && !errors.Is(readErr, context.Canceled) {
		err = readErr // as it was, before the stages added where they were
	}
	return p, made, err
}

// maxPlaced is how many differing files are read again for the place: where nearly all differ,
// as with another version of the program, a site is not read twice.
const maxPlaced = 1000

// take compares a file that was made.
func (c *comparison) take(ctx context.Context, f tree.File) error {
	made, err := measure(f)
	if err != nil {
		return err
	}
	d, differs := c.judge(made)
	if again := c.count(made, differs) && d.Kind != Missing; again {
		if err := c.explain(ctx, f, &d); err != nil {
			return err
		}
	}
	if differs {
		c.differ(d)
	}
	return nil
}

// judge compares what was made with what is listed and with what is served.
func (c *comparison) judge(made output.Entry) (d Difference, differs bool) {
	listed, ok := c.site.Entry(made.Path)
	served, off := c.served[made.Path]
	d = Difference{Path: made.Path, Offset: -1}
	switch {
	case !ok:
		d.Kind, d.Found = Missing, "not listed in the manifest"
	case served.why != "":
		d.Kind, d.Found = Missing, served.why
	case made != listed:
		d.Kind = Changed
	case off:
		d.Kind = Altered
	default:
		return d, false
	}
	return d, true
}

// count counts a file that was made. It reports whether one that differs may still be read
// again.
func (c *comparison) count(made output.Entry, differs bool) (again bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made[made.Path] = true
	if !differs {
		c.receipt.Files++
		c.receipt.Bytes += made.Size
		return false
	}
	c.placed++
	return c.placed <= maxPlaced && c.site.Whole()
}

// explain finds the place of a difference, or what else it is.
func (c *comparison) explain(ctx context.Context, f tree.File, d *Difference) error {
	same, err := c.place(ctx, f, d)
	switch {
	case !same || err != nil:
	case d.Kind == Altered:
		d.Found = "other bytes at first, those of the portal when it was read again"
	default:
		d.Kind, d.Found = Altered, "the bytes of the portal, but listed with another size or checksum"
	}
	return err
}

func (c *comparison) differ(d Difference) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.receipt.Differences = append(c.receipt.Differences, d)
}

// entry is what a manifest says of a file with some bytes.
func entry(path string, body []byte) output.Entry {
	sum := sha256.Sum256(body)
	return output.Entry{Path: path, Size: int64(len(body)), SHA256: hex.EncodeToString(sum[:])}
}

// measure is what a manifest says of a file that was made.
func measure(f tree.File) (output.Entry, error) {
	if f.Write == nil {
		return entry(f.Path, f.Body), nil
	}
	sum := sha256.New()
	counted := counter{to: sum}
	if err := f.Write(&counted); err != nil {
		return output.Entry{}, err
	}
	return output.Entry{Path: f.Path, Size: counted.n, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// counter counts what is written through it.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return c.to.Write(b)
}

// finish looks for what the portal did not make, and settles the receipt.
func (c *comparison) finish(ctx context.Context) error {
	for _, e := range c.site.Manifest.Files {
		if !c.made[e.Path] {
			c.differ(Difference{Path: e.Path, Kind: Superfluous, Offset: -1})
		}
	}
	if err := c.foreign(); err != nil {
		return err
	}
	if err := c.manifest(ctx); err != nil {
		return err
	}
	if slices.Sort(c.hosts); len(c.hosts) > 0 {
		c.notice(strings.Join(c.hosts, ", ") + ": not served, as with hosts that read them themselves; only their lines in the manifest were compared")
	}
	if c.placed > maxPlaced {
		c.notice(fmt.Sprintf("of %d files that differ %d were looked into; of the others only that they differ is said", c.placed, maxPlaced))
	}
	list := c.receipt.Differences
	slices.SortFunc(list, func(a, b Difference) int { return cmp.Compare(a.Path, b.Path) })
	c.receipt.Same = len(list) == 0
	if slices.ContainsFunc(list, func(d Difference) bool { return d.Kind == Missing && strings.HasPrefix(d.Path, route.Assets) }) &&
		slices.ContainsFunc(list, func(d Difference) bool { return d.Kind == Superfluous && strings.HasPrefix(d.Path, route.Assets) }) {
		c.notice("the names of files in " + route.Assets + " are others: another version of the program, or other templates, made the site")
	}
	return nil
}

// manifest looks whether the manifest is, byte for byte, what a build writes of its files.
func (c *comparison) manifest(ctx context.Context) error {
	m := output.Manifest{Version: c.site.Manifest.Version, Files: slices.Clone(c.site.Manifest.Files)}
	slices.SortFunc(m.Files, func(a, b output.Entry) int { return cmp.Compare(a.Path, b.Path) })
	body, err := m.Encode()
	if err != nil {
		return err
	}
	if entry(output.ManifestName, body).SHA256 == c.site.SHA256 {
		return nil
	}
	d := Difference{Path: output.ManifestName, Kind: Altered, Offset: -1}
	if c.site.Whole() {
		if _, err := c.place(ctx, tree.File{Path: d.Path, Body: body}, &d); err != nil {
			return err
		}
	}
	c.differ(d)
	return nil
}
