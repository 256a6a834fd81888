package output

import (
	"fmt"
	"syscall"
)

// room refuses a site that cannot fit beside the old one, of which it can at best take
// every file over as a link. Quotas and layers of file systems may leave less than the
// system says, never more.
func (p *place) room(old oldSite) error {
	need := p.opts.Least
	for _, f := range old.list {
		need -= f.Size
	}
	if need <= 0 {
		return nil
	}
	if free, ok := p.free(p.dir); ok && need > free {
		return fmt.Errorf("publish %s: want at least %d MB free, found %d MB: %w", p.path(p.name), megabytes(need), free/mega, syscall.ENOSPC)
	}
	return nil
}

const mega = 1 << 20

// megabytes rounds up.
func megabytes(bytes int64) int64 { return (bytes + mega - 1) / mega }
