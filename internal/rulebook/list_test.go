package rulebook

// listed is a rule with the list that it stands in.
type listed struct {
	*Rule
	section string // the key of the list in the file
}

// rules are all rules of a book in the order of the form.
func (b *Book) rules() []listed {
	var all []listed
	for _, r := range b.Duties {
		all = append(all, listed{&r.Rule, "duties"})
	}
	for _, r := range b.Thresholds {
		all = append(all, listed{&r.Rule, "thresholds"})
	}
	for _, r := range b.Risky {
		all = append(all, listed{&r.Rule, "risky_fields"})
	}
	for _, r := range b.Ageing {
		all = append(all, listed{&r.Rule, "ageing"})
	}
	for _, r := range b.Names {
		all = append(all, listed{&r.Rule, "names"})
	}
	for _, r := range b.Checks {
		all = append(all, listed{&r.Rule, "cross_checks"})
	}
	return all
}
