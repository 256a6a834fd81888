package command

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/report"
	"gongshi/internal/verify"
)

// This file is the only place that decides what a build says on stderr, when, and in
// which form:
//
//	           terminal                 file, pipe, CI               --log json
//	--quiet    errors and findings      errors and findings          the same as objects
//	(neither)  one line that is         a line as a stage begins     an object as a stage
//	           rewritten; the summary   and ends, one every 10 s;    begins and ends, one
//	                                    the summary                  every second; the summary
//	--verbose  also what each stage     also the parts of stages,    also the parts of stages
//	           and part took            rates, what was kept
//
// gongshi serve builds again and again, so without --verbose its plain lines leave the
// stages out.

const logHelp = `While a build runs, stderr says how far it is: on a terminal in one line, else in a line as
each stage begins and ends, and every 10 seconds in between. --quiet leaves errors and
findings; --verbose adds the parts of stages and rates. --log json gives one object a line
instead, each with an event: start, stage (state began, running or ended; elapsed_ms since
the build began, took_ms since the stage did, files and bytes it made, done of total pages),
finding, note, warning, built, stopped or error.`

// How often a stage that runs is told of.
const (
	plainEvery = 10 * time.Second
	jsonEvery  = time.Second
)

// slowest is how many stages the summary names.
const slowest = 3

// logFlags are the flags of what is said.
type logFlags struct {
	quiet, verbose bool
	log            string
}

func (f *logFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.quiet, "quiet", false, "say errors and findings only")
	c.Flags().BoolVar(&f.verbose, "verbose", false, "say what each stage and its parts took")
	c.Flags().StringVar(&f.log, "log", "text", "how stderr speaks: `text` or json, an object a line")
}

// messages is what builds say on stderr, one build after the other.
type messages struct {
	sys            System
	quiet, verbose bool
	json           bool
	repeated       bool // builds follow one another
	dir            string
	line           *statusLine // nil: stderr is no terminal

	mu    sync.Mutex
	open  []build.Step             // the newest of each stage that runs, in the order in which they began
	told  map[string]time.Duration // when a stage was last told of
	ended []build.Step             // stages, parts left out
}

func newMessages(sys System, f logFlags, dir string) (*messages, error) {
	switch {
	case f.quiet && f.verbose:
		return nil, usageError{errors.New("wanted --quiet or --verbose, found both")}
	case f.log != "text" && f.log != "json":
		return nil, usageError{fmt.Errorf("--log: wanted text or json, found %q", f.log)}
	}
	m := &messages{sys: sys, quiet: f.quiet, verbose: f.verbose, json: f.log == "json", dir: dir}
	if !m.json && !m.quiet {
		m.line = newStatusLine(sys, sys.Stderr)
	}
	return m, nil
}

// unkept says that the next build takes longer than it need to.
func (m *messages) unkept(err error) {
	switch {
	case err == nil || m.quiet:
	case m.json:
		m.object("warning", fields{"message": "the next build takes longer: what this one made cannot be kept: " + err.Error()})
	default:
		m.say("warning: the next build takes longer, since what this one made cannot be kept: %v", err)
	}
}

// begin forgets the build before and returns what the next one tells its steps to; nil
// where nobody would hear of them.
func (m *messages) begin() func(build.Step) {
	m.open, m.ended, m.told = nil, nil, map[string]time.Duration{}
	if m.quiet {
		return nil
	}
	workers := runtime.GOMAXPROCS(0)
	switch {
	case m.json:
		m.object("start", fields{"version": version(), "workers": workers})
	case m.verbose:
		m.say("gongshi %s with %d workers", version(), workers)
	}
	return m.step
}

// step takes a step of a build in.
func (m *messages) step(s build.Step) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.open, func(o build.Step) bool { return o.Stage == s.Stage && o.Depth == s.Depth })
	switch {
	case s.State == build.Ended && at >= 0:
		m.open = slices.Delete(m.open, at, at+1)
	case at >= 0:
		m.open[at] = s
	default:
		m.open = append(m.open, s)
	}
	if s.State == build.Ended && s.Depth == 0 {
		m.ended = append(m.ended, s)
	}
	if m.heard(s) {
		m.tell(s)
	}
	if m.line != nil && len(m.open) > 0 {
		m.line.show(statusParts(foremost(m.open))...)
	}
}

// heard says whether a step is told of by a line or an object of its own.
func (m *messages) heard(s build.Step) bool {
	if s.Depth > 0 && !m.verbose {
		return false
	}
	if m.line != nil {
		return m.verbose && s.State == build.Ended
	}
	if !m.json && m.repeated && !m.verbose {
		return false
	}
	if s.State != build.Running {
		m.told[s.Stage] = s.At
		return true
	}
	every := plainEvery
	if m.json {
		every = jsonEvery
	}
	if s.At-m.told[s.Stage] < every {
		return false
	}
	m.told[s.Stage] = s.At
	return true
}

// tell writes a step as a line or an object.
func (m *messages) tell(s build.Step) {
	if m.json {
		m.object("stage", fields{
			"stage": s.Stage, "state": s.State, "depth": s.Depth, "elapsed_ms": s.At.Milliseconds(), "took_ms": s.Took.Milliseconds(),
			"files": s.Files, "bytes": s.Bytes, "done": s.Done, "total": s.Total, "kept": s.Kept,
		})
		return
	}
	indent := strings.Repeat("  ", s.Depth)
	switch s.State {
	case build.Began:
		m.say("%s%s: begins", indent, s.Stage)
	case build.Running:
		m.say("%s%s: %s, %s so far", indent, s.Stage, strings.Join(counted(s), ", "), seconds(s.Took))
	case build.Ended:
		m.say("%s%s: %s", indent, s.Stage, strings.Join(m.account(s), ", "))
	}
}

// account is what a stage did.
func (m *messages) account(s build.Step) []string {
	parts := []string{fmt.Sprintf("%.2f s", s.Took.Seconds())}
	if s.Files > 0 {
		parts = append(parts, number(s.Files, "file"), megabytes(s.Bytes))
	}
	if m.verbose && s.Files > 0 {
		parts = append(parts, rate(s.Files, s.Took))
	}
	if m.verbose && s.Kept > 0 {
		parts = append(parts, grouped(s.Kept)+" kept")
	}
	return parts
}

// foremost is the stage that a line is about: one that knows how much there is to do,
// else the one that began last.
func foremost(open []build.Step) build.Step {
	for _, s := range open {
		if s.Total > 0 {
			return s
		}
	}
	return open[len(open)-1]
}

// statusParts is a stage that runs, the most important first.
func statusParts(s build.Step) []string {
	parts := append([]string{s.Stage}, counted(s)...)
	if s.Total > 0 && s.Done > 0 && s.Took > 0 {
		left := time.Duration(float64(s.Took) / float64(s.Done) * float64(s.Total-s.Done))
		parts = append(parts, fmt.Sprintf("%d %%", 100*s.Done/s.Total), seconds(left)+" left", rate(s.Done, s.Took))
	} else if s.Files > 0 {
		parts = append(parts, rate(s.Files, s.Took))
	}
	if s.Bytes > 0 {
		parts = append(parts, megabytes(s.Bytes))
	}
	return append(parts, seconds(s.Took))
}

// counted is what a stage has made so far.
func counted(s build.Step) []string {
	switch {
	case s.Total > 0:
		noun := "page"
		if s.Stage == verify.Reading || slices.Contains(uploadStages, s.Stage) {
			noun = "file"
		}
		return []string{grouped(s.Done) + " of " + number(s.Total, noun)}
	case s.Files > 0:
		return []string{number(s.Files, "file")}
	}
	return []string{"at work"}
}

// say writes a line of text.
func (m *messages) say(format string, args ...any) {
	if m.line != nil {
		m.line.clear()
	}
	fmt.Fprintf(m.sys.Stderr, format+"\n", args...)
}

// fields are the members of an object.
type fields map[string]any

// object writes a line of JSON, the event first.
func (m *messages) object(event string, f fields) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"event":%q`, event)
	if len(f) > 0 {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		at := b.Len()
		if err := e.Encode(f); err != nil {
			return // of strings, numbers and lists of them: this cannot happen
		}
		b.Bytes()[at] = ','
		b.Truncate(b.Len() - 1) // the line's end
	} else {
		b.WriteByte('}')
	}
	b.WriteByte('\n')
	m.sys.Stderr.Write(b.Bytes()) // a log that cannot be written stops no build
}

// note says a line that is no stage's.
func (m *messages) note(format string, args ...any) {
	switch {
	case m.quiet:
	case m.json:
		m.object("note", fields{"message": fmt.Sprintf(format, args...)})
	default:
		m.say(format, args...)
	}
}

// findings says what was found: in text errors and warnings, and how many notices.
func (m *messages) findings(p *build.Portal) error {
	if m.line != nil {
		m.line.clear()
	}
	if !m.json {
		if c := p.Counts(); m.quiet && c.Errors+c.Warnings == 0 {
			return nil // notices are counted only
		}
		return printFindings(m.sys, m.dir, p)
	}
	lang := p.Settings.Languages[0]
	for _, f := range p.Findings {
		m.object("finding", fields{
			"file": f.File, "line": f.Line, "column": f.Column, "field": f.Field, "value": f.Value, "severity": f.Severity,
			"rule": f.Rule, "message": f.Message.In(lang), "hint": f.Hint.In(lang),
		})
	}
	return nil
}

// stopped says that findings stopped a build.
func (m *messages) stopped(p *build.Portal, strict bool) {
	c := p.Counts()
	if m.json {
		m.object("stopped", fields{"errors": c.Errors, "warnings": c.Warnings, "notices": c.Notices})
		return
	}
	m.say("nothing was published; the old site stays as it is")
	if m.quiet {
		return
	}
	what := plural(c.Errors, "error")
	if c.Errors == 0 && strict {
		what = plural(c.Warnings, "warning")
	}
	m.say("next: mend the %s above; %s lists everything that was found", what, m.command("check"))
}

// uncompared says that findings stopped a comparison.
func (m *messages) uncompared(p *build.Portal) {
	if c := p.Counts(); m.json {
		m.object("stopped", fields{"errors": c.Errors, "warnings": c.Warnings, "notices": c.Notices})
		return
	}
	m.say("nothing was compared: a portal with errors makes no site")
}

// built says what a build did.
func (m *messages) built(o build.Options, r build.Result, took time.Duration) {
	s, c := r.Summary, r.Counts()
	m.unkept(r.Unkept)
	if m.quiet {
		return
	}
	if m.json {
		var stages []fields
		for _, e := range m.slowest() {
			stages = append(stages, fields{"stage": e.Stage, "took_ms": e.Took.Milliseconds()})
		}
		f := fields{
			"folder": build.Public(o), "as_of": r.AsOf.String(), "files": s.Files, "bytes": s.Bytes, "added": s.Added, "changed": s.Changed,
			"removed": s.Removed, "unchanged": s.Unchanged, "elapsed_ms": took.Milliseconds(), "slowest": stages,
			"errors": c.Errors, "warnings": c.Warnings, "notices": c.Notices,
		}
		if on, n := r.Read.Next, r.Read.Changes; !on.IsZero() {
			f["next_change"] = fields{"on": on.String(), "records": n}
		}
		m.object("built", f)
		return
	}
	if m.repeated {
		m.say("built %d files, %d changed, in %.2f s", s.Files, s.Added+s.Changed+s.Removed, took.Seconds())
		return
	}
	m.say("built %s as of %s: %d files, %.1f MB; %d added, %d changed, %d removed, %d unchanged; %.2f s",
		build.Public(o), r.AsOf, s.Files, float64(s.Bytes)/1e6, s.Added, s.Changed, s.Removed, s.Unchanged, took.Seconds())
	var stages []string
	for _, e := range m.slowest() {
		stages = append(stages, fmt.Sprintf("%s %.2f s", e.Stage, e.Took.Seconds()))
	}
	if len(stages) > 0 {
		m.say("slowest: %s", strings.Join(stages, ", "))
	}
	m.say("findings: %s, %s, %s", plural(c.Errors, "error"), plural(c.Warnings, "warning"), plural(c.Notices, "notice"))
	if next := nextChange(r.Read); next.EN != "" {
		m.say("%s", next.EN)
	}
	m.say("next: %s", m.next(c, s.Added+s.Changed+s.Removed > 0))
}

// next is what to do after a good build.
func (m *messages) next(c finding.Counts, changed bool) string {
	switch {
	case c.Warnings > 0:
		return m.command("check") + " says how to mend the warnings; " + m.command("serve") + " shows the site"
	case !changed:
		return "nothing, the site is as it was"
	}
	return m.command("serve") + " shows the site; then publish the folder"
}

// command is a command of ours as it is typed.
func (m *messages) command(name string) string {
	if m.dir == "." {
		return "gongshi " + name
	}
	return "gongshi " + name + " -C " + quoted(m.dir)
}

// slowest are the stages that took longest, the slowest first.
func (m *messages) slowest() []build.Step {
	list := slices.Clone(m.ended)
	slices.SortStableFunc(list, func(a, b build.Step) int { return cmp.Compare(b.Took, a.Took) })
	return list[:min(len(list), slowest)]
}

// failed says why a build could not go on, and returns the error as one that was said.
func (m *messages) failed(err error) error {
	if m.line != nil {
		m.line.clear()
	}
	if !m.json {
		return err
	}
	f := fields{"message": err.Error()}
	if hint := hintOf(err); hint != "" {
		f["hint"] = hint
	}
	m.object("error", f)
	return saidError{err}
}

// complain says why a build could not go on where the program goes on.
func (m *messages) complain(err error) {
	if said := (saidError{}); !errors.As(m.failed(err), &said) {
		fmt.Fprintf(m.sys.Stderr, "gongshi: %v\n", err)
	}
}

// saidError is an error that was printed already.
type saidError struct{ error }

func (e saidError) Unwrap() error { return e.error }

// printFindings prints the errors and warnings of a build; notices are counted only.
func printFindings(sys System, dir string, p *build.Portal) error {
	r := reportOf(p)
	if n := p.Counts(); n.Errors+n.Warnings > 0 {
		r.Row = build.Excerpts(dir, p.Settings, p.Findings)
	}
	return report.Brief(sys.Stderr, r, report.Options{Lang: p.Settings.Languages[0], Colour: colour(sys, sys.Stderr)})
}

func seconds(d time.Duration) string {
	if d >= time.Minute {
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func rate(n int64, took time.Duration) string {
	return grouped(int64(float64(n)/max(took.Seconds(), 1e-3))) + "/s"
}

// number is a count with its noun.
func number(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

func plural(n int, noun string) string { return number(int64(n), noun) }

// grouped writes a count, which is not negative, in groups of three digits.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
