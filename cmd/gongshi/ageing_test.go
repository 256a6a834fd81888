package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestClosedSanctions looks through every file of the sample, packed ones unpacked,
// for what only sanctions tell that may no longer be shown.
func TestClosedSanctions(t *testing.T) {
	var closed []string
	var public strings.Builder
	for _, name := range []string{"agencies", "projects", "evaluations"} {
		public.WriteString(readFile(t, filepath.Join(samplePortal(t), "data", name+".csv")))
	}
	all := rows(t, samplePortal(t), "sanctions")
	for _, r := range all {
		if shown(r, sampleDay(t)) {
			public.WriteString(r["facts"] + "\n")
		}
	}
	for _, r := range all {
		if !shown(r, sampleDay(t)) {
			closed = append(closed, telling(r["facts"], public.String())...)
		}
	}
	if len(closed) < 10 {
		t.Fatalf("the sample has %d closed sanctions, want 10 or more", len(closed))
	}
	for name, body := range readSite(t, samplePortal(t), sample(t)).files {
		for _, layer := range layers(body) {
			for _, text := range closed {
				if bytes.Contains(layer, []byte(text)) {
					t.Errorf("%s holds %s", name, text)
				}
			}
		}
	}
}

// telling is a piece of 20 characters that stands in one text and not in another;
// none where there is no such piece.
func telling(text, other string) []string {
	const size = 20
	for chars := []rune(text); len(chars) > 3*size; chars = chars[size:] {
		if piece := string(chars[2*size : 3*size]); !strings.Contains(other, piece) {
			return []string{piece}
		}
	}
	return nil
}
