package command

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
)

// measuring is where a build writes how it went.
type measuring struct{ trace, cpu, memory string }

func (f *measuring) add(c *cobra.Command) {
	c.Flags().StringVar(&f.trace, "trace", "", "write stages, pages by template, files and memory over time to `FILE` in the Chrome trace format")
	c.Flags().StringVar(&f.cpu, "cpuprofile", "", "write a processor profile to `FILE`, for go tool pprof")
	c.Flags().StringVar(&f.memory, "memprofile", "", "write a memory profile to `FILE`, for go tool pprof")
}

// begin makes the files before the build, so that it fails where it cannot make them,
// and returns what ends the measuring.
func (f *measuring) begin(o *build.Options) (stop func() error, err error) {
	var ends []func() error
	stop = func() error {
		var errs []error
		for _, end := range ends {
			errs = append(errs, end())
		}
		return errors.Join(errs...)
	}
	for _, m := range []struct {
		name  string
		begin func(*os.File) (end func() error, err error)
	}{
		{f.memory, memoryProfile},
		{f.cpu, processorProfile},
		{f.trace, func(file *os.File) (func() error, error) {
			o.Trace = &build.Trace{}
			return func() error { _, err := o.Trace.WriteTo(file); return err }, nil
		}},
	} {
		if m.name == "" {
			continue
		}
		name := m.name
		if !filepath.IsAbs(name) {
			name = filepath.Join(o.Dir, name)
		}
		file, err := os.Create(name)
		if err != nil {
			return nil, errors.Join(err, stop())
		}
		end, err := m.begin(file)
		if err != nil {
			return nil, errors.Join(err, file.Close(), stop())
		}
		ends = append(ends, func() error { return errors.Join(end(), file.Close()) })
	}
	return stop, nil
}

func processorProfile(file *os.File) (end func() error, err error) {
	return func() error { pprof.StopCPUProfile(); return nil }, pprof.StartCPUProfile(file)
}

// memoryProfile is what is allocated, and what of it is in use at the end.
func memoryProfile(file *os.File) (end func() error, err error) {
	return func() error {
		runtime.GC() // so that what is in use is up to date
		return pprof.Lookup("heap").WriteTo(file, 0)
	}, nil
}
