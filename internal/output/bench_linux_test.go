package output

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"gongshi/internal/tree"
)

const benchWorkers = 2

// BenchmarkStage writes a first site and, in the same run, the same bytes in a bare
// loop. bare is open, write and close over flat names; sum is SHA-256 of the bodies.
// All figures are processor time, and TMPDIR says on which file system.
func BenchmarkStage(b *testing.B) {
	for _, size := range []int{2 << 10, 21 << 10, 256 << 10} {
		files := min(38_000, 800<<20/size)
		b.Run(fmt.Sprintf("%dx%dKiB", files, size>>10), func(b *testing.B) {
			paths, body := benchPaths(files), bytes.Repeat([]byte("x"), size)
			var stage, bare, sum time.Duration
			for b.Loop() {
				sum += processor(b, func() error {
					return inTwo(files, func(int) error { _ = sha256.Sum256(body); return nil })
				})
				in(b, func(dir string) {
					bare += processor(b, func() error { return benchBare(dir, files, body) })
				})
				in(b, func(dir string) {
					stage += processor(b, func() error { return benchEmit(filepath.Join(dir, "public"), paths, body) })
				})
			}
			ms := func(d time.Duration) float64 { return float64(d.Milliseconds()) / float64(b.N) }
			b.ReportMetric(ms(stage), "stage-ms")
			b.ReportMetric(ms(bare), "bare-ms")
			b.ReportMetric(ms(sum), "sum-ms")
			b.ReportMetric(float64(stage-sum)/float64(bare), "(stage-sum)/bare")
		})
	}
}

// BenchmarkRebuild is a second build of 40,000 files of 21 KiB: all are kept unread,
// all are made again, and one, 50 or all of them change.
func BenchmarkRebuild(b *testing.B) {
	const files = 40_000
	paths := benchPaths(files)
	body := bytes.Repeat([]byte("公示"), 3500)
	for _, bench := range []struct {
		name    string
		changed int
		keep    bool
	}{{"kept", 0, true}, {"made", 0, false}, {"one", 1, true}, {"fifty", 50, true}, {"all", files, true}} {
		b.Run(bench.name, func(b *testing.B) {
			in(b, func(dir string) {
				public := filepath.Join(dir, "public")
				for range 3 {
					benchVersion(b, public, paths, body, bench.changed, bench.keep)
				}
				var cpu time.Duration
				for b.Loop() {
					cpu += processor(b, func() error { return benchVersion(b, public, paths, body, bench.changed, bench.keep) })
				}
				b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "cpu-ms")
			})
		})
	}
}

// benchPaths spreads files over folders about as a large portal does.
func benchPaths(n int) []string {
	paths := make([]string, n)
	for i := range paths {
		dir := []string{"projects", "en/projects", "projects", "en/projects", "agencies", "en/agencies", "data", "feeds/districts"}[i%8]
		paths[i] = fmt.Sprintf("%s/%d-page.html", dir, i)
	}
	return paths
}

var version int

// benchVersion publishes a site of which the first files are new each time.
func benchVersion(b *testing.B, public string, paths []string, body []byte, changed int, keep bool) error {
	version++
	s, err := Begin(public, Options{})
	if err != nil {
		return err
	}
	err = inTwo(len(paths), func(i int) error {
		was := s.old.files[paths[i]]
		if was != nil && keep && i >= changed {
			return s.Keep(was.Entry)
		}
		f := tree.File{Path: paths[i], Body: body}
		if i < changed {
			f.Body = fmt.Appendf(bytes.Clone(body), "%d", version)
		}
		return s.Emit(f)
	})
	if err != nil {
		return err
	}
	_, err = s.Commit()
	return err
}

func benchEmit(public string, paths []string, body []byte) error {
	s, err := Begin(public, Options{})
	if err != nil {
		return err
	}
	err = inTwo(len(paths), func(i int) error { return s.Emit(tree.File{Path: paths[i], Body: body}) })
	if err != nil {
		return err
	}
	_, err = s.Commit()
	return err
}

func benchBare(dir string, files int, body []byte) error {
	return inTwo(files, func(i int) error {
		fd, err := unix.Open(dir+"/"+strconv.Itoa(i)+"-page.html", unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o644)
		if err != nil {
			return err
		}
		if _, err := unix.Write(fd, body); err != nil {
			return err
		}
		return unix.Close(fd)
	})
}

// inTwo calls do for every number below n from two workers.
func inTwo(n int, do func(i int) error) error {
	var wg sync.WaitGroup
	errs := make([]error, benchWorkers)
	for w := range benchWorkers {
		wg.Go(func() {
			for i := w; i < n && errs[w] == nil; i += benchWorkers {
				errs[w] = do(i)
			}
		})
	}
	wg.Wait()
	return errorOf(errs)
}

func errorOf(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// in gives a benchmark a folder for a moment.
func in(b *testing.B, do func(dir string)) {
	b.Helper()
	dir, err := os.MkdirTemp("", "gongshi-bench-")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	do(dir)
}

// processor is the time, user and system, that do takes.
func processor(b *testing.B, do func() error) time.Duration {
	b.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return used() - before
}
