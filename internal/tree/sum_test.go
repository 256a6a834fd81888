package tree

import "testing"

// TestSum holds that sums of different parts differ, however the parts run together.
func TestSum(t *testing.T) {
	seen := map[Key]int{}
	for i, add := range []func(*Sum){
		func(*Sum) {},
		func(s *Sum) { s.Text("") },
		func(s *Sum) { s.Text("a", "b") },
		func(s *Sum) { s.Text("ab") },
		func(s *Sum) { s.Text("ab", "") },
		func(s *Sum) { s.Text("", "ab") },
		func(s *Sum) { s.Texts([]string{"a", "b"}) },
		func(s *Sum) { s.Texts([]string{"a"}); s.Texts([]string{"b"}) },
		func(s *Sum) { s.Int(300) },
		func(s *Sum) { s.Int(-300) },
		func(s *Sum) { s.Flag(true, false, false) },
		func(s *Sum) { s.Flag(false, true, false) },
		func(s *Sum) { s.Keys(Key{1}) },
		func(s *Sum) { s.Keys(Key{2}) },
	} {
		var s Sum
		add(&s)
		k := s.Key()
		if other, twice := seen[k]; twice {
			t.Errorf("the parts %d and %d have one key", other, i)
		}
		if add(&s); s.Key() != k {
			t.Errorf("the parts %d have another key the second time", i)
		}
		seen[k] = i
	}
}
