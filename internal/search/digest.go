package search

import (
	"runtime"
	"sync"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// What a document is made of, as keys: all of a record that its document shows, and nothing
// more, so that an amount of pay or a telephone number changes none. They do not hold the
// settings, but for the addresses that these lead to.

// adder adds records up.
type adder struct{ register.Sum }

// asked is how many keys are made at a time.
const asked = 512

// sumOf is the key of all keys, in their order.
func sumOf(n int, key func(*adder, int) tree.Key) tree.Key {
	parts := make([]tree.Key, (n+asked-1)/asked)
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for part := range parts {
		free <- struct{}{}
		wait.Go(func() {
			var one adder
			var all tree.Sum
			for i := part * asked; i < min((part+1)*asked, n); i++ {
				all.Keys(key(&one, i))
			}
			parts[part] = all.Key()
			<-free
		})
	}
	wait.Wait()
	var all tree.Sum
	all.Int(int64(n))
	all.Keys(parts...)
	return all.Key()
}

// named is an agency as the documents of its records name it.
func (s *adder) named(a *register.Agency) {
	if s.Present(a != nil) {
		s.Text(string(a.ID), a.Name, a.ShortName)
		s.Texts(a.FormerNames)
	}
}

func (s *adder) agency(a *register.Agency, url string, standings []schema.Code) tree.Key {
	s.Text("agencies", a.Slug, url, a.Status)
	s.named(a)
	s.Days(a.FoundedOn)
	s.Groups(a.District)
	s.Groups(a.Fields...)
	s.Int(int64(len(a.Pay)), int64(len(standings)))
	for _, p := range a.Pay {
		s.Int(int64(p.Year))
		s.Text(p.Tier)
	}
	if p := a.Policy; s.Present(p != nil) {
		s.Text(p.Title, p.Body)
	}
	for _, c := range standings {
		s.Text(c.ID)
	}
	return s.Key()
}

func (s *adder) project(p *register.Project, url string, asOf day.Day) tree.Key {
	s.Text("projects", p.Slug, url, p.ID, p.Name, p.PurchaserName)
	s.named(p.Agency)
	s.Days(p.StartsOn, p.EndsOn)
	s.Int(int64(lastYear(p, asOf)))
	s.Amounts(p.Amount)
	s.Groups(p.Purchaser, p.Field, p.District)
	s.Int(int64(len(p.Evaluations)))
	for _, e := range p.Evaluations {
		s.Text(e.Kind, e.Grade, e.GradeWritten, e.Comment)
	}
	return s.Key()
}

func (s *adder) sanction(x *register.Sanction, url string) tree.Key {
	s.Text("sanctions", x.Slug, url, x.ID, x.Kind, x.SubjectName, x.Person, x.AuthorityName, x.Facts, x.Basis, x.Decision, string(x.Standing))
	if s.named(x.Agency); x.Agency != nil {
		s.Groups(x.Agency.District)
	}
	s.Days(x.DecidedOn)
	s.Amounts(x.Fine, x.Confiscated)
	s.Groups(x.Authority)
	s.Groups(x.Measures...)
	return s.Key()
}

// gap is the same for all gaps: nothing of the record that was there tells.
func (s *adder) gap() tree.Key {
	s.Text("gap")
	return s.Key()
}

// standings are how an agency stands with its duties.
func standings(led *ledger.Ledger, a *register.Agency) []schema.Code {
	if account := led.Of(a); account != nil {
		return account.Standings()
	}
	return nil
}
