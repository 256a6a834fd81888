package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/against"
	"gongshi/internal/bucket"
	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/published"
	"gongshi/internal/upload"
)

const publishHelp = `Publish checks the portal, compares its site with the one in the bucket as check --against
does, builds it with the log of changes, and uploads what differs. Where anything is wrong
nothing is uploaded. Readers never meet a page without its parts: what is named by its content
goes first, then new pages, changed pages, the files of the root, manifest.json; --grace later
what is no longer published is deleted. Styles and scripts stay for two publications more,
parts of the search index do not, since they hold texts. Deleted is only what this program
uploaded. A publication that was cut off is finished by the next one.

Who asks, and whom, is looked up where other tools look: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3 or
AWS_ENDPOINT_URL, AWS_PROFILE, and the shared files in ~/.aws. The key needs the right to
list, read, write and delete in the bucket. docs/publishing.md has the endpoints of OSS, COS,
OBS and others.

--dry-run makes the site without writing it and prints what would be uploaded and deleted, in
order; --format json prints the same of either as an object.

Exit codes: 0 published, or nothing was new; 1 errors in the portal, or findings of the
comparison that --accept does not name; 2 wrong usage; 3 the bucket, the network, or another publication.`

// uploadStages are the stages of an upload, as package upload names them.
var uploadStages = []string{string(upload.Asking), string(upload.Uploading), string(upload.Waiting), string(upload.Deleting)}

// maxWorkers is how many files may be on their way at once.
const maxWorkers = 256

// publishing is what publish was asked for.
type publishing struct {
	sys    System
	m      *messages
	o      build.Options
	target bucket.Target
	store  bucket.Options
	upload upload.Options
	accept accepting
	format string

	settle time.Duration
}

func newPublish(sys System) *cobra.Command {
	var flags portalFlags
	var log logFlags
	p := publishing{sys: sys, settle: upload.UsualSettle}
	c := &cobra.Command{
		Use:   "publish s3://BUCKET[/PREFIX]",
		Short: "Check, compare, build, and upload what differs into a bucket",
		Long:  publishHelp,
		Args:  cobra.ExactArgs(1),
	}
	c.RunE = run(func(c *cobra.Command, args []string) (err error) {
		if p.target, err = bucket.Parse(args[0]); err != nil {
			return usageError{err}
		}
		if err := p.usage(); err != nil {
			return usageError{err}
		}
		if err := p.accept.usage(c); err != nil {
			return err
		}
		if p.o, err = flags.options(c, sys); err != nil {
			return err
		}
		if p.m, err = newMessages(sys, log, p.o.Dir); err != nil {
			return err
		}
		if err := p.run(c.Context()); err != nil && !errors.Is(err, errFindings) {
			return p.m.failed(err)
		} else if err != nil {
			return errFindings
		}
		return nil
	})
	flags.add(c, true)
	f := c.Flags()
	f.BoolVar(&p.upload.DryRun, "dry-run", false, "say what would be uploaded and deleted, and change nothing")
	p.accept.add(c, "")
	f.StringVar(&p.store.Endpoint, "endpoint", "", "the `ADDRESS` of the store (default AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the profile's, else Amazon's)")
	f.StringVar(&p.store.Region, "region", "", "the bucket's `REGION` (default AWS_REGION, the profile's, else what the store says)")
	f.StringVar(&p.store.Addressing, "addressing", "auto", "`WHERE` the bucket stands: path, virtual (in the name of the host), or auto for what the store is known to take")
	f.DurationVar(&p.upload.Grace, "grace", time.Minute, "`TIME` between the last upload and the deletions")
	f.IntVar(&p.upload.Workers, "workers", upload.DefaultWorkers, "how `MANY` files are on their way at once")
	f.StringVar(&p.format, "format", "text", "text or json")
	log.add(c)
	return c
}

func (p *publishing) usage() error {
	switch {
	case !slices.Contains([]string{"text", "json"}, p.format):
		return fmt.Errorf("--format: wanted text or json, found %q", p.format)
	case !slices.Contains([]string{"auto", "path", "virtual"}, p.store.Addressing):
		return fmt.Errorf("--addressing: wanted auto, path or virtual, found %q", p.store.Addressing)
	case p.upload.Workers < 1 || p.upload.Workers > maxWorkers:
		return fmt.Errorf("--workers: wanted 1 to %d, found %d", maxWorkers, p.upload.Workers)
	case p.upload.Grace < 0:
		return fmt.Errorf("--grace: wanted a time such as 60s, found %s", p.upload.Grace)
	}
	return nil
}

// run publishes. The public folder is locked all the while, so that what is uploaded is what
// was compared.
func (p *publishing) run(ctx context.Context) (err error) {
	p.store.Getenv = p.sys.Getenv
	store, err := bucket.Open(p.target, p.store)
	if err != nil {
		return err
	}
	if !p.upload.DryRun {
		if p.o.Lock, err = build.Claim(p.o); err != nil {
			return err
		}
		if p.o.Lock != nil {
			defer func() { err = errors.Join(err, p.o.Lock.Release()) }()
		}
	}
	before, err := upload.Look(ctx, store)
	if err != nil {
		return fmt.Errorf("%s: %w", p.target, err)
	}
	dir, err := os.MkdirTemp("", "gongshi-publish-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	now, err := p.compare(ctx, store, before, filepath.Join(dir, "changes.json"))
	if err != nil {
		return err
	}
	site, err := p.made(ctx, now)
	if err != nil {
		return err
	}
	start := time.Now()
	o := p.upload
	o.Keep, o.Compared, o.Settle = now.Settings.Keep, against.Files(), p.settle
	stages := stages{m: p.m, start: start}
	o.Progress = stages.step
	r, err := upload.Run(ctx, store, before, site, o)
	stages.end()
	if err != nil {
		return p.cutOff(err)
	}
	return p.done(r, time.Since(start))
}

// cutOff says what is there after an upload that did not come to its end.
func (p *publishing) cutOff(err error) error {
	return fmt.Errorf("the upload into %s is not complete, and the next one goes on from here: %w", p.target, err)
}

// compare checks the portal and compares its site with what is published. It writes the log of
// changes into a file and makes the build read it.
func (p *publishing) compare(ctx context.Context, store *bucket.Store, before upload.Published, log string) (*build.Portal, error) {
	where, open := p.baseline(store, before)
	p.m.note("comparing with %s", where)
	site, opened := open(ctx)
	o := against.Options{
		Build: p.o, Where: where, Log: true, Accept: p.accept.rules(),
		Open: func(context.Context) (*published.Site, error) { return site, opened },
	}
	o.Build.Progress = p.m.begin()
	r, err := against.Check(ctx, o)
	if errors.Is(err, against.ErrNoLog) {
		if !slices.Contains(o.Accept, alteredRule) {
			return nil, fmt.Errorf("%w; --accept %s begins a new log", err, alteredRule)
		}
		p.m.note("accepted by hand: %v; a new log begins", err)
		o.Log, o.Build.Progress = false, p.m.begin()
		r, err = against.Check(ctx, o)
	}
	if err != nil {
		return nil, err
	}
	if err := p.m.findings(r.Portal); err != nil {
		return nil, err
	}
	if r.Portal.Counts().Stops(p.o.Strict) {
		p.m.stopped(r.Portal, p.o.Strict)
		if names := acceptable(r.Portal); len(names) > 0 && !p.m.quiet {
			p.m.note("to publish all the same, add --accept %s", strings.Join(names, ","))
		}
		return nil, errFindings
	}
	if n := r.Portal.Counts().Accepted; n > 0 {
		p.m.note("accepted by hand: published in spite of %d findings above", n)
	}
	if r.Log == nil {
		return r.Portal, nil
	}
	body, err := r.Log.Encode()
	if err != nil {
		return nil, err
	}
	p.o.Changes = log
	return r.Portal, os.WriteFile(log, body, 0o600)
}

// acceptable are the rules that stop a publication, where an operator may accept them all.
func acceptable(p *build.Portal) (names []string) {
	for _, f := range p.Findings {
		switch {
		case f.Severity == finding.Notice, slices.Contains(names, f.Rule):
		case slices.Contains(against.Rules(), f.Rule):
			names = append(names, f.Rule)
		case f.Severity == finding.Error:
			return nil
		}
	}
	return names
}

// alteredRule finds what is not as the published manifest lists it.
const alteredRule = "published-altered"

// baseline is what the site is compared with: the one in the bucket. Where its upload was cut
// off there are files of two sites; where the later one is still in the public folder that is
// it, since it was compared with the earlier one before, and its log tells of that.
func (p *publishing) baseline(store *bucket.Store, before upload.Published) (where string, open func(context.Context) (*published.Site, error)) {
	if site, cut := before.CutOff(); cut {
		public := build.Public(p.o)
		if s, err := published.Open(context.Background(), public, nil); err == nil && s.SHA256 == site {
			return public, func(context.Context) (*published.Site, error) { return s, nil }
		}
	}
	name := p.target.String()
	return name, func(ctx context.Context) (*published.Site, error) {
		return published.Behind(ctx, name, func(ctx context.Context, path string) (io.ReadCloser, error) {
			body, _, err := store.Open(ctx, path)
			return body, err
		})
	}
}

// made builds the site, or for a dry run measures it as it is made.
func (p *publishing) made(ctx context.Context, compared *build.Portal) (upload.Site, error) {
	p.o.Progress = p.m.begin()
	if p.upload.DryRun {
		var measure upload.Measure
		now, whole, err := build.Make(ctx, p.o, measure.Emit)
		if err != nil {
			return upload.Site{}, err
		}
		if !whole {
			return upload.Site{}, p.refused(now, compared)
		}
		return measure.Site()
	}
	r, err := build.Run(ctx, p.o)
	if err != nil {
		return upload.Site{}, err
	}
	if !r.Published {
		return upload.Site{}, p.refused(r.Portal, compared)
	}
	if err := p.m.findings(further(r.Portal, compared)); err != nil {
		return upload.Site{}, err
	}
	return upload.Read(ctx, build.Public(p.o))
}

// refused says why a build that was compared before is stopped all the same, by the limits of
// the host, say.
func (p *publishing) refused(now, compared *build.Portal) error {
	if err := p.m.findings(further(now, compared)); err != nil {
		return err
	}
	p.m.stopped(now, p.o.Strict)
	return errFindings
}

// further is a portal with those of its findings that were not told of before.
func further(now, before *build.Portal) *build.Portal {
	rest := *now
	rest.Findings = slices.DeleteFunc(slices.Clone(now.Findings), func(f finding.Finding) bool { return slices.Contains(before.Findings, f) })
	return &rest
}

// stages tells messages of an upload as of stages of a build.
type stages struct {
	m     *messages
	start time.Time
	now   build.Step
}

func (s *stages) step(p upload.Progress) {
	if s.m.quiet {
		return
	}
	if s.now.Stage != string(p.Doing) {
		s.end()
		s.now = build.Step{Stage: string(p.Doing), State: build.Began, At: time.Since(s.start), Total: int64(p.Total)}
		s.m.step(s.now)
	}
	at := time.Since(s.start)
	s.now.State, s.now.Took, s.now.At = build.Running, s.now.Took+at-s.now.At, at
	s.now.Done, s.now.Files, s.now.Bytes = int64(p.Done), int64(p.Done), p.Bytes
	s.m.step(s.now)
}

func (s *stages) end() {
	if s.now.Stage != "" {
		s.now.State = build.Ended
		s.m.step(s.now)
	}
	s.now = build.Step{}
}

// planned is a result as JSON.
type planned struct {
	Target  string   `json:"target"`
	DryRun  bool     `json:"dry_run"`
	Upload  []moved  `json:"upload"` // in order
	Delete  []string `json:"delete"`
	Kept    []string `json:"kept"` // styles and scripts that no page needs any more
	Same    int      `json:"same"`
	Bytes   int64    `json:"bytes"` // uploaded
	Mended  int      `json:"mended"`
	Guarded bool     `json:"guarded"` // a second publication at the same time is noticed for certain
}

type moved struct {
	Step string `json:"step"`
	Path string `json:"path"`
	Size int64  `json:"size"`
}

// done says what was done, or would be.
func (p *publishing) done(r upload.Result, took time.Duration) error {
	if p.m.line != nil {
		p.m.line.clear()
	}
	kept := slices.Concat(r.Gone[0], r.Gone[1])
	if p.format == "json" {
		out := planned{
			Target: p.target.String(), DryRun: p.upload.DryRun, Upload: []moved{}, Delete: append([]string{}, r.Removes...),
			Kept: append([]string{}, kept...), Same: r.Same, Bytes: r.Bytes, Mended: r.Mended, Guarded: !r.Unguarded,
		}
		for _, m := range r.Puts {
			out.Upload = append(out.Upload, moved{m.Step.String(), m.File.Path, m.File.Size})
		}
		if err := writeJSON(p.sys.Stdout, out); err != nil {
			return err
		}
	}
	verb := "published"
	if p.upload.DryRun {
		verb = "would publish"
		if p.format == "text" {
			b := bufio.NewWriter(p.sys.Stdout)
			for _, m := range r.Puts {
				fmt.Fprintf(b, "upload %-8s %s\n", m.Step, m.File.Path)
			}
			for _, path := range r.Removes {
				fmt.Fprintf(b, "delete          %s\n", path)
			}
			if err := b.Flush(); err != nil {
				return err
			}
		}
	}
	p.m.note("%s %s: %s uploaded, %s; %s deleted, %s as they were; %s old assets stay; %.2f s",
		verb, p.target, plural(len(r.Puts), "file"), megabytes(r.Bytes), grouped(int64(len(r.Removes))), grouped(int64(r.Same)), grouped(int64(len(kept))), took.Seconds())
	if r.Mended > 0 {
		p.m.note("%s uploaded twice, since something else was written there meanwhile: look who else writes into the bucket", plural(r.Mended, "file"))
	}
	if r.Unguarded {
		p.m.note("this store knows no conditional writes: take care that nobody else publishes at the same moment")
	}
	return nil
}
