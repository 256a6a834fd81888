package command

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongshi/internal/against"
	"gongshi/internal/build"
	"gongshi/internal/changes"
)

// againstHelp is about --against in the help of check.
const againstHelp = `With --against it also makes the site, keeps none of it, and compares it with the published
one: in a folder, behind an address, or as a manifest.json, of which addresses alone can be
compared. An address that would answer no more, another day of first publication and a
sanction that leaves without a word are errors, and so is a site that its host does not take;
all forms but sarif say what the publication changes. Where nothing is published yet a notice
says so; a site that does not answer ends the check with 3. With --changes the published
site's log of changes, with those of this publication in front, is written into a file for the
build, unless findings stop the publication. With --accept the findings of the rules named are
shown as accepted and do not stop it; those of the data always do.`

// comparing is what check does for --against.
type comparing struct {
	where, log string
	accept     accepting
}

func (f *comparing) add(c *cobra.Command) {
	c.Flags().StringVar(&f.where, "against", "", "compare with the site published at `PLACE`: a folder, an address or a manifest.json")
	c.Flags().StringVar(&f.log, "changes", "", "with --against, write the log of changes into `FILE`")
	f.accept.add(c, "with --against, ")
}

// usage refuses flags that ask for nothing.
func (f *comparing) usage(c *cobra.Command) error {
	switch {
	case c.Flags().Changed("against") && f.where == "":
		return usageError{errors.New("--against: wanted a folder, an address or a manifest.json, found nothing")}
	case c.Flags().Changed("changes") && f.log == "":
		return usageError{errors.New("--changes: wanted the name of a file, found an empty one")}
	case f.log != "" && f.where == "":
		return usageError{errors.New("--changes: wanted --against as well, since only that tells what changed")}
	case len(f.accept) > 0 && f.where == "":
		return usageError{errors.New("--accept: wanted --against as well, since only findings of that can be accepted")}
	}
	return f.accept.usage(c)
}

// load reads a portal, and compares its site where that was asked for.
func (f *comparing) load(ctx context.Context, o build.Options) (*build.Portal, against.Result, error) {
	if f.where == "" {
		p, err := build.Load(o)
		return p, against.Result{}, err
	}
	where := f.where
	if u, err := url.Parse(where); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		where = within(o.Dir, where)
	}
	r, err := against.Check(ctx, against.Options{Build: o, Where: where, Log: f.log != "", Accept: f.accept.rules()})
	if err != nil {
		return nil, r, fmt.Errorf("--against: %w", err)
	}
	return r.Portal, r, nil
}

// keep writes the log of changes beside its place and moves it there.
func (f *comparing) keep(dir string, log *changes.Log) error {
	if log == nil {
		return nil
	}
	b, err := log.Encode()
	if err == nil {
		err = replace(within(dir, f.log), b)
	}
	if err != nil {
		return fmt.Errorf("--changes: %w", err)
	}
	return nil
}

// within is a path that a flag names, relative to the portal's folder.
func within(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// replace writes a file that readers find whole or as it was.
func replace(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
