package register

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// meant is a hint at the record that a reference to nothing was likely to mean, and
// otherwise the usual one. It is a suggestion only: no reference is ever mended. name
// is what the row calls the party; "" where it does not say.
func (l *linker) meant(column, value, name string) finding.Text {
	hint := finding.Text{ZH: "先在被引用的表中增加该记录，或更正此处", EN: "add the record to the table it belongs to, or correct this cell"}
	if column == "project_id" {
		if p := l.likeProject(value); p != nil {
			hint = finding.Text{
				ZH: fmt.Sprintf("是否应为 %s（%s）？两个编号只差形近的字符或写法", shown(p.ID), shown(p.Name)),
				EN: fmt.Sprintf("did you mean %s (%s)? The two numbers differ only in characters that look alike or in how they are written", shown(p.ID), shown(p.Name)),
			}
		}
		return hint
	}
	a, zh, en := l.likeAgency(value, name)
	if a == nil {
		return hint
	}
	return finding.Text{
		ZH: fmt.Sprintf("是否应为 %s（%s）？%s", shown(a.ID), shown(a.Name), zh),
		EN: fmt.Sprintf("did you mean %s (%s)? %s", shown(a.ID), shown(a.Name), en),
	}
}

// kept is how many digits of a number a spreadsheet keeps; it writes zeros for the rest.
const kept = 15

// likeAgency is the one agency whose code differs from a text in one character or in the
// order of two, or begins with the digits that a spreadsheet left of it, or whose name
// the row gives; nil where there is none or more than one.
func (l *linker) likeAgency(code, name string) (a *Agency, zh, en string) {
	var near []*Agency
	for c := range credit.Neighbours(code) {
		if a := l.byID[c]; a != nil && !slices.Contains(near, a) {
			near = append(near, a)
		}
	}
	switch {
	case len(near) == 1:
		zh, en = nearness(code, string(near[0].ID))
		return near[0], zh, en
	case len(near) > 1:
		return nil, "", ""
	}
	if a := l.cut(code); a != nil {
		return a, fmt.Sprintf("前 %d 位相同，末几位被表格软件改成了 0", kept), fmt.Sprintf("The first %d digits agree; a spreadsheet made zeros of the others", kept)
	}
	if name == "" {
		return nil, "", ""
	}
	for _, x := range l.reg.Agencies {
		if x.Name == name {
			if a != nil {
				return nil, "", "" // two agencies of this name
			}
			a = x
		}
	}
	return a, "名称相同，代码不同", "The name is the same, the code is not"
}

// nearness says in what a text differs from a code next to it.
func nearness(code, right string) (zh, en string) {
	if len(code) != len(right) {
		return fmt.Sprintf("这里有 %d 位，只差一位", len(code)), fmt.Sprintf("There are %d characters here, one of them missing or too many", len(code))
	}
	i := 0
	for i < len(code)-1 && code[i] == right[i] {
		i++
	}
	if code[i+1:] != right[i+1:] {
		return fmt.Sprintf("只是第 %d、%d 位颠倒", i+1, i+2), fmt.Sprintf("Only characters %d and %d changed places", i+1, i+2)
	}
	return fmt.Sprintf("只差第 %d 位，应为 %c", i+1, right[i]), fmt.Sprintf("Only character %d differs, where %c would be right", i+1, right[i])
}

// cut is the one agency whose code begins with a code's first digits, where the others
// are zeros.
func (l *linker) cut(code string) *Agency {
	if len(code) != 18 || strings.Trim(code[kept:], "0") != "" {
		return nil
	}
	var one *Agency
	for _, a := range l.reg.Agencies {
		if strings.HasPrefix(string(a.ID), code[:kept]) {
			if one != nil {
				return nil
			}
			one = a
		}
	}
	return one
}

// likeProject is the one project whose number looks like a text.
func (l *linker) likeProject(id string) *Project {
	if l.looks == nil {
		l.looks = make(map[string][]*Project, len(l.project))
		for _, p := range l.reg.Projects {
			key := lookOf(p.ID)
			l.looks[key] = append(l.looks[key], p)
		}
	}
	if list := l.looks[lookOf(id)]; len(list) == 1 {
		return list[0]
	}
	return nil
}

func lookOf(id string) string { return strings.Join(strings.Fields(text.Alike(id)), "") }

// repeated says in what a row differs from the one that has its key already.
func repeated(t *schema.Table, first, second *Origin) (message, hint finding.Text) {
	var zh, en []string
	for i := range min(first.Width(), second.Width(), len(t.Columns)) {
		if strings.TrimSpace(first.Original(i)) != strings.TrimSpace(second.Original(i)) {
			zh, en = append(zh, "“"+t.Columns[i].ZH+"”"), append(en, t.Columns[i].Name)
		}
	}
	if len(zh) == 0 {
		return finding.Text{ZH: "两行完全相同", EN: "the two rows are identical"},
			finding.Text{ZH: "删除其中一行即可，不会丢失内容", EN: "delete one of the rows: nothing is lost"}
	}
	return finding.Text{ZH: "两行不同的是" + strings.Join(zh, "、"), EN: "the two differ in " + strings.Join(en, ", ")},
		finding.Text{ZH: "核对以哪一行为准，删除另一行；或更正其键列", EN: "find out which one is right and delete the other, or correct its key columns"}
}

// shown is a name as a hint repeats it.
func shown[S ~string](s S) string { return finding.Shorten(privacy.Masked(string(s))) }
