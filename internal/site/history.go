package site

import (
	"html/template"

	"gongshi/internal/changelog"
	"gongshi/internal/day"
	"gongshi/internal/words"
)

// mostHistory is how many changes a record's page tells, the newest ones.
const mostHistory = 5

// history is what changed about the record of a page; nil where nothing did.
type history struct {
	Heading string
	Changes []pastChange
	Log     template.HTML // the way to the log of the whole site
}

// pastChange is a change of a publication.
type pastChange struct {
	On   string
	Said template.HTML
}

// history tells entries of the log on the page of an agency, or of one of its records.
func (p page) history(heading string, list []changelog.Entry, onRecord bool) *history {
	if len(list) == 0 {
		return nil
	}
	lines, older := firstLines(list, mostHistory)
	log := label{Text: p.words.ChangeLog, Href: p.to(p.route.Changes(1))}
	if older > 0 {
		log.Text = words.Count(p.words.HistoryOlder, older)
	}
	h := &history{Heading: heading, Log: p.label(log)}
	for i := range lines {
		e := &lines[i]
		h.Changes = append(h.Changes, pastChange{p.date(e.On), p.html(p.changeSaid(e.Here(p.words, onRecord), e)...)})
	}
	return h
}

// changedOn is the day of the newest of entries; zero: there are none.
func changedOn(list []changelog.Entry) day.Day {
	if len(list) == 0 {
		return day.Day{}
	}
	return list[0].On
}

// history is what a record's page tells of the log. What the sentences name beside stands in
// the digests of the records.
func (d *digest) history(list []changelog.Entry) {
	lines, older := firstLines(list, mostHistory)
	d.num(len(lines), older)
	for _, e := range lines {
		d.Days(e.On)
		d.Text(string(e.Kind), e.Table, e.ID)
		d.num(e.More, len(e.Fields))
		for _, f := range e.Fields {
			d.Text(f.Name, f.Before, f.After)
			d.Flag(f.Text)
		}
	}
}
