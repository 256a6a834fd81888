//go:build !linux

package output

func (p *place) openTree(name string) (folder, error) { return p.openPath(name) }
