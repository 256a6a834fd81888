//go:build !linux

package output

import "fmt"

func actOnThisSystem(mode, public string) error {
	return fmt.Errorf("want a mode of this system, found %q for %s", mode, public)
}
