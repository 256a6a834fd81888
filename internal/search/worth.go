package search

// Worth is what a text is worth in a document: for each zone its weight times
// n/(n+1), n being how often it stands there, and a bonus where it is a whole name
// or number.
func (t Tally) Worth() float64 {
	sum := 0.0
	for zone, n := range t.In {
		sum += float64(weights[zone]*float64(n)) / float64(n+1)
	}
	if t.Exact {
		sum += exactBonus
	}
	return sum
}
