package audit

import (
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/person"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// sureName is from how many characters on a name is looked for in pages, which are about
// anything: two characters such as 明 and 珠 meet by chance.
const sureName = 3

// practitioners reports full names of sanctioned practitioners where Link masks none: in
// the operator's or the agency's own texts, which are pay policies, pages, names of projects
// and of files; and in sanctions of other agencies and their replies. A legal representative's name in the table of agencies is on the public record.
func (a *auditor) practitioners() {
	all := a.reg.Names()
	if all.Len() == 0 {
		return
	}
	for _, file := range a.reg.Files {
		a.named(all, file, 0, file)
	}
	sure := all.AtLeast(sureName)
	for _, p := range a.reg.Pages {
		a.named(sure, p.File, 0, p.Title)
		a.named(sure, p.File, 0, p.Summary)
		a.named(sure, p.File, p.BodyLine, p.Body)
	}
	a.elsewhere(sure)
	t := schema.Lookup("projects")
	for _, x := range a.reg.Agencies {
		n := a.reg.NamesOf(x)
		if x.Policy != nil {
			a.named(n, x.Policy.File, 0, x.Policy.Title)
			a.named(n, x.Policy.File, x.Policy.BodyLine, x.Policy.Body)
		}
		for _, p := range x.Projects {
			a.projectNamed(t, n, p)
		}
	}
}

// elsewhere looks at what is shown of sanctions, where the names of their own agency are
// masked already.
func (a *auditor) elsewhere(n person.Names) {
	t := schema.Lookup("sanctions")
	for _, x := range a.reg.Sanctions {
		for _, cell := range []struct{ column, text string }{
			{"facts", x.Facts}, {"basis", x.Basis}, {"decision", x.Decision}, {"status_reason", x.StatusReason},
		} {
			if _, mask, found := n.Found(cell.text); found {
				message, hint := practitionerNamed()
				a.at(t, &x.Origin, cell.column, mask, finding.Warning, "practitioner-named", message, hint)
			}
		}
		if x.Reply != nil {
			a.named(n, x.Reply.File, x.Reply.BodyLine, x.Reply.Body)
		}
	}
}

func (a *auditor) projectNamed(t *schema.Table, n person.Names, p *register.Project) {
	if _, mask, found := n.Found(p.Name); found {
		message, hint := practitionerNamed()
		a.at(t, &p.Origin, "name", mask, finding.Warning, "practitioner-named", message, hint)
	}
}

// named reports the first name in a text that begins in a line of a file; 0: that is the
// file as a whole.
func (a *auditor) named(n person.Names, file string, line int, s string) {
	at, mask, found := n.Found(s)
	if !found {
		return
	}
	column := 0
	if line > 0 {
		line, column = line+strings.Count(s[:at], "\n"), 1
	}
	message, hint := practitionerNamed()
	a.found = append(a.found, finding.Finding{
		File: n.In(file), Line: line, Column: column, Value: mask, Severity: finding.Warning, Rule: "practitioner-named",
		Message: message, Hint: hint,
	})
}

func practitionerNamed() (message, hint finding.Text) {
	return finding.Text{ZH: "这里有一名受惩戒从业人员的全名，会照样公开", EN: "the full name of a sanctioned practitioner stands here and would be published"},
		finding.Text{ZH: "改写成“王某某”这样的写法；确是另一个人的无需处理", EN: "write it as in 王某某; where it is somebody else's, leave it"}
}
