package register

import (
	"fmt"
	"slices"

	"gongshi/internal/finding"
)

// ReceivedFile is where the days stand on which data files came in.
const ReceivedFile = "data/received.csv"

// surelyName is from how many characters on a practitioner's name is masked in what the
// register of receipts says, which is about anything: two characters meet by chance.
const surelyName = 3

// received gives the data files the days on which they came in, and takes the hash from
// those that hold what is not published.
//
// The hash of a whole file lets whoever knows all of it but one name test guesses of that
// name: a file of sanctions is published with its names masked, and one that has columns or
// rows that are not kept is published in part. So only files that are published as a whole
// have one. Files of sanctions never have: what they hold may have to be forgotten.
func (l *linker) received(list []Received) {
	l.reg.Sources = slices.Clone(l.reg.Sources)
	masked := l.masked()
	names := l.reg.Names().AtLeast(surelyName)
	byFile := map[string]*Received{}
	for i := range list {
		if r := list[i]; r.On.After(l.reg.AsOf) {
			l.findings = append(l.findings, finding.Finding{
				File: ReceivedFile, Line: r.Line, Column: r.Cell, Field: "received_on", Value: r.On.String(), Severity: finding.Warning, Rule: "receipt-ahead",
				Message: finding.Text{
					ZH: fmt.Sprintf("收到日期晚于数据截至日 %s，不显示", l.reg.AsOf), EN: fmt.Sprintf("the day of receipt is after the portal's day, %s: it is not shown", l.reg.AsOf),
				},
				Hint: finding.Text{ZH: "核对日期", EN: "check the date"},
			})
		} else {
			r.From, r.Note = names.In(r.From), names.In(r.Note)
			byFile[r.File] = &r
		}
	}
	for i := range l.reg.Sources {
		s := &l.reg.Sources[i]
		s.Received = byFile[s.Name]
		if s.Unread = s.Unread || s.Refused+s.Foreign > 0 || s.Table == "sanctions" || masked[s.Name]; s.Unread {
			s.Hash = ""
		}
	}
}

// masked are the files of which a row is not published as it stands there.
func (l *linker) masked() map[string]bool {
	files := map[string]bool{}
	note := func(o *Origin) {
		if o.Masked() {
			files[o.File()] = true
		}
	}
	for _, x := range l.reg.Agencies {
		note(&x.Origin)
	}
	for _, x := range l.reg.Pay {
		note(&x.Origin)
	}
	for _, x := range l.reg.Projects {
		note(&x.Origin)
	}
	for _, x := range l.reg.Evaluations {
		note(&x.Origin)
	}
	return files
}
