package build

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"sync"

	"gongshi/internal/asset"
)

// bundles are the assets of every face that a test has shown: to bundle them takes longer
// than all else that a small portal is made of.
var bundles sync.Map // SHA-256 of the face -> func() (asset.Set, error)

// bundledOnce is asset.Bundle, once for every face.
func bundledOnce(face fs.FS) (asset.Set, error) {
	h := sha256.New()
	for _, folder := range []string{"styles", "scripts", "pictures"} {
		err := fs.WalkDir(face, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := fs.ReadFile(face, name)
			fmt.Fprintf(h, "%s %d\n%s", name, len(body), body)
			return err
		})
		if err != nil {
			return asset.Set{}, err
		}
	}
	made, _ := bundles.LoadOrStore([sha256.Size]byte(h.Sum(nil)), sync.OnceValues(func() (asset.Set, error) { return asset.Bundle(face) }))
	return made.(func() (asset.Set, error))()
}
