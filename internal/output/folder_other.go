//go:build !linux

package output

func openTree(p *place, name string) (folder, error) { return openPath(p, name) }
