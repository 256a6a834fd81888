package credit

import "iter"

// Neighbours yields what a text becomes when one of its characters is replaced by one
// that a code may have there, left out or put in, or when two neighbours change
// places; texts of 18 characters only, some of them more than once.
func Neighbours(s string) iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for _, near := range []func(string) iter.Seq[string]{changed, shortened, lengthened} {
			for c := range near(s) {
				if len(c) == 18 && !yield(Code(c)) {
					return
				}
			}
		}
	}
}

// changed yields the texts of the same length.
func changed(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(s) && len(s) == 18; i++ {
			for _, ch := range []byte(legal(i)) {
				if ch != s[i] && !yield(s[:i]+string(ch)+s[i+1:]) {
					return
				}
			}
			if i+1 < len(s) && s[i] != s[i+1] && !yield(s[:i]+s[i+1:i+2]+s[i:i+1]+s[i+2:]) {
				return
			}
		}
	}
}

func shortened(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(s) && len(s) == 19; i++ {
			if !yield(s[:i] + s[i+1:]) {
				return
			}
		}
	}
}

func lengthened(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i <= len(s) && len(s) == 17; i++ {
			for _, ch := range []byte(legal(i)) {
				if !yield(s[:i] + string(ch) + s[i:]) {
					return
				}
			}
		}
	}
}
