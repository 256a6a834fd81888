package feed

import (
	"crypto/sha1"
	"fmt"

	"gongshi/internal/route"
)

// namespace is the UUID under which our names are hashed. It never changes.
func namespace() [16]byte {
	return [16]byte{0x31, 0x0b, 0x6b, 0x1e, 0x69, 0x85, 0x4f, 0xac, 0x82, 0xa1, 0x56, 0x0e, 0x50, 0x52, 0x43, 0x6a}
}

// permanentID is the id of a record or feed for ever: the permanent address where
// the portal has a base_url; otherwise a name-based UUID of the name.
func (w *writer) permanentID(name, path string) string {
	if w.reg.Settings.BaseURL != "" {
		return route.Absolute(w.reg.Settings, path)
	}
	return urn(name)
}

// urn is the UUID of version 5 (RFC 9562, section 5.5) of a name: unlike a
// namespace of our own, urn:uuid is registered.
func urn(name string) string {
	space := namespace()
	u := sha1.Sum(append(space[:], name...))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
