package build

import (
	"os"
	"path/filepath"

	"gongshi/internal/intake"
	"gongshi/internal/repair"
)

// Fix writes repaired copies of the tables' files in which something was found into a
// folder, relative to the portal's, and returns what it did; nil where the settings could
// not be read, so that nothing is known of the tables. The originals are not touched. The
// error says why there are no copies, and wraps *repair.OccupiedError where the folder
// cannot take them.
func Fix(o Options, p *Portal, dir, lang string) (*repair.Result, error) {
	if p.Register == nil {
		return nil, nil
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	sheets, err := intake.Copies(root.FS(), p.Settings)
	if err != nil {
		return nil, err
	}
	made, err := repair.Make(repair.Portal{Files: p.Register.Files, Sheets: sheets, Findings: p.Findings, Lang: lang})
	if err != nil {
		return nil, err
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(o.Dir, dir)
	}
	away := []string{Public(o)}
	for _, name := range []string{"data", "content", "templates", ".gongshi"} {
		away = append(away, filepath.Join(o.Dir, name))
	}
	return made, repair.Write(dir, made.Files, away...)
}
