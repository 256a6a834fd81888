package search_test

import (
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// cityDocuments is how many records the bench size city has.
const cityDocuments = 25_000

func BenchmarkWrite(b *testing.B) {
	docs := invented(cityDocuments, 1)
	var bytes, files int64
	for b.Loop() {
		files, bytes = 0, 0
		emit, join := collectSizes(&files, &bytes)
		if err := projection.Write(search.Listed(docs), projection.Options{}, tree.Always(emit)); err != nil {
			b.Fatal(err)
		}
		join()
	}
	b.ReportMetric(float64(files), "files")
	b.ReportMetric(float64(bytes)/1e6, "MB")
}

func collectSizes(files, bytes *int64) (tree.Emit, func()) {
	in, done := make(chan int), make(chan struct{})
	go func() {
		defer close(done)
		for n := range in {
			*files++
			*bytes += int64(n)
		}
	}()
	return func(f tree.File) error { in <- len(f.Body); return nil }, func() { close(in); <-done }
}

func BenchmarkOpenEngine(b *testing.B) {
	docs := invented(cityDocuments/10, 1)
	for b.Loop() {
		e, err := search.OpenEngine(b.TempDir(), docs)
		if err != nil {
			b.Fatal(err)
		}
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
