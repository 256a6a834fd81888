package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/finding"
)

// cause is a rule and a severity with the findings that they have in common. What was accepted
// is a cause apart, in front of the notices.
type cause struct {
	rule     finding.Rule // its name alone where the catalogue does not have it
	severity finding.Severity
	accepted finding.Severity  // see finding.Finding
	list     []finding.Finding // in the order given
}

// causes groups findings: errors first, the most frequent first within a severity, then
// in the order in which they come up.
func causes(list []finding.Finding) []cause {
	type key struct {
		rule               string
		severity, accepted finding.Severity
	}
	index := map[key]int{}
	var all []cause
	for _, f := range list {
		k := key{f.Rule, f.Severity, f.Accepted}
		i, ok := index[k]
		if !ok {
			i = len(all)
			index[k] = i
			all = append(all, cause{rule: ruleOf(f.Rule), severity: f.Severity, accepted: f.Accepted})
		}
		all[i].list = append(all[i].list, f)
	}
	slices.SortStableFunc(all, func(a, b cause) int {
		return cmp.Or(rank(a.severity)-rank(b.severity), rank(a.accepted)-rank(b.accepted), len(b.list)-len(a.list))
	})
	return all
}

// ruleOf is a rule of the catalogue.
func ruleOf(name string) finding.Rule {
	if r, ok := finding.Lookup(name); ok {
		return r
	}
	return finding.Rule{Name: name, What: finding.Text{ZH: name, EN: name}}
}

// rank puts the worst severity first, and none last.
func rank(s finding.Severity) int {
	return slices.Index([]finding.Severity{finding.Error, finding.Warning, finding.Notice, ""}, s)
}

// inFile is the findings of one file.
type inFile struct {
	name string
	list []finding.Finding
}

// byFile groups findings by file, in the order in which the files come up.
func byFile(list []finding.Finding) []inFile {
	index := map[string]int{}
	var all []inFile
	for _, f := range list {
		i, ok := index[f.File]
		if !ok {
			i = len(all)
			index[f.File] = i
			all = append(all, inFile{name: f.File})
		}
		all[i].list = append(all[i].list, f)
	}
	return all
}

// maxLines is how many lines or runs of lines are named where findings are only counted.
const maxLines = 10

// alike says where findings are that are not shown, as in "第 9、12–15 行". Those that
// are about a whole file are in no line; where all are it says nothing.
func alike(list []finding.Finding) finding.Text {
	var runs []string
	more := ""
	for i := 0; i < len(list); {
		from, to := list[i].Line, list[i].Line
		for i++; i < len(list) && list[i].Line <= to+1; i++ {
			to = list[i].Line
		}
		run := fmt.Sprint(from)
		if to > from {
			run = fmt.Sprintf("%d–%d", from, to)
		}
		if len(runs) == maxLines {
			more = " …"
			break
		}
		if to > 0 {
			runs = append(runs, run)
		}
	}
	if runs == nil {
		return finding.Text{}
	}
	lines := "lines "
	if len(runs) == 1 && !strings.Contains(runs[0], "–") {
		lines = "line "
	}
	return finding.Text{ZH: "第 " + strings.Join(runs, "、") + more + " 行", EN: lines + strings.Join(runs, ", ") + more}
}
