package opendata

import (
	"path/filepath"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/portal"
)

// TestGolden holds the bytes of every file for a portal in Chinese with a base_url
// and for one in English without.
func TestGolden(t *testing.T) {
	english := settings()
	english.Languages, english.BaseURL = []string{portal.English}, ""
	for _, tt := range []struct {
		name     string
		settings *portal.Settings
	}{{"zh", settings()}, {"en", english}} {
		t.Run(tt.name, func(t *testing.T) {
			reg, led := withReply(t, tt.settings)
			files := write(t, reg, led)
			paths := []string{"index.html", "agencies/index.html", "sanctions/index-2.html"}
			if len(tt.settings.Languages) > 1 {
				paths = append(paths, "en/index.html", "en/agencies/index.html")
			}
			var c collector
			if err := Sitemap(tt.settings, paths, c.emit); err != nil {
				t.Fatal(err)
			}
			for path, body := range c.files {
				files[path] = body
			}
			golden.Tree(t, filepath.Join("testdata", "golden", tt.name), files)
		})
	}
}
