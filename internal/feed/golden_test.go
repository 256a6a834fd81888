package feed

import (
	"path/filepath"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/portal"
)

// TestGolden holds the bytes of every feed for a portal in Chinese with a base_url
// and for one in English without.
func TestGolden(t *testing.T) {
	english := settings()
	english.Languages, english.BaseURL = []string{portal.English}, ""
	for _, tt := range []struct {
		name     string
		settings *portal.Settings
	}{{"zh", settings()}, {"en", english}} {
		t.Run(tt.name, func(t *testing.T) {
			golden.Tree(t, filepath.Join("testdata", "golden", tt.name), write(t, link(t, tt.settings, tables())))
		})
	}
}
