package finding

import (
	"fmt"
	"slices"
)

// Closest returns the known word that was most likely meant, or nothing where none
// is near: at most a third of the characters may have to change. Of equally near
// words the first one wins.
func Closest(word string, known []string) string {
	w := []rune(word)
	best, least := "", len(w)+1
	for _, k := range known {
		r := []rune(k)
		limit := min(least, max(len(w), len(r))/3+1)
		if d := distance(w, r, limit); d < limit {
			best, least = k, d
		}
	}
	return best
}

// DidYouMean is a hint at the known word that was most likely meant, and
// otherwise the given one.
func DidYouMean(word string, known []string, otherwise Text) Text {
	if c := Closest(word, known); c != "" {
		return Text{ZH: fmt.Sprintf("是否应为“%s”？", c), EN: fmt.Sprintf("did you mean %q?", c)}
	}
	return otherwise
}

// distance is the number of characters to insert, delete, replace or swap with
// their neighbour, or limit where it is not less.
func distance(a, b []rune, limit int) int {
	if abs(len(a)-len(b)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		if slices.Min(row) >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit)
}

func abs(n int) int { return max(n, -n) }
