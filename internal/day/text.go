package day

import (
	"fmt"
	"time"
)

// MarshalText writes what String writes, for encoding/json and its like.
func (d Day) MarshalText() ([]byte, error) { return d.Append(nil), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	when, err := time.Parse(time.DateOnly, string(b))
	if err != nil || when.Year() < MinYear || MaxYear < when.Year() {
		return fmt.Errorf("%w: %q", ErrShape, b)
	}
	*d = Of(when)
	return nil
}
