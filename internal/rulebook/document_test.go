package rulebook

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/schema"
)

const manual = "../../docs/rulebook.md"

// example is the example of docs/rulebook.md.
func example(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\n")
	text2, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/rulebook.md has no example")
	}
	return text2
}

// TestExample loads the manual's example: it must be right, and it must show every key.
func TestExample(t *testing.T) {
	book, found := load(t, example(t), Choice{})
	if len(found) > 0 {
		t.Fatalf("findings: %s", briefs(found))
	}
	shown := map[string]bool{}
	given(shown, reflect.ValueOf(*book))
	for _, of := range []any{Book{}, Source{}, Rule{}, Duty{}, Need{}, Threshold{}, RiskyFields{}, Ageing{}, Period{}, NameRule{}, CrossCheck{}} {
		for i := range reflect.TypeOf(of).NumField() {
			name := reflect.TypeOf(of).Name() + "." + reflect.TypeOf(of).Field(i).Name
			switch name {
			case "Book.ExtendedUntil", "Book.ExtendedReason", "Rule.Extended": // of gongshi.yaml
			default:
				if !shown[name] {
					t.Errorf("the example of docs/rulebook.md does not show %s", name)
				}
			}
		}
	}
}

// given notes the fields that are not zero somewhere below a value.
func given(shown map[string]bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			given(shown, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			given(shown, v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			given(shown, v.MapIndex(k))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				shown[v.Type().Name()+"."+v.Type().Field(i).Name] = true
				given(shown, v.Field(i))
			}
		}
	}
}

// TestDocument holds the tables of docs/rulebook.md to the form and the built-in book.
func TestDocument(t *testing.T) {
	b, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for name, table := range map[string]string{"keys": keyTables(), "shenzhen": bookTable(Shenzhen()), "review": reviewList(Shenzhen())} {
		begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->"
		before, rest, ok := strings.Cut(text, begin)
		_, after, ends := strings.Cut(rest, end)
		if !ok || !ends {
			t.Fatalf("docs/rulebook.md has no place for %s", name)
		}
		text = before + begin + table + end + after
	}
	if golden.Update(t) {
		if err := os.WriteFile(manual, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text != string(b) {
		got, want := golden.FirstDifference(string(b), text)
		t.Errorf("docs/rulebook.md differs from the code; go test ./internal/rulebook -update rewrites it\n got %q\nwant %q", got, want)
	}
}

// keyTables explain the keys of the form.
func keyTables() string {
	l := newLoader("")
	of := func(each func() (*entry, []key)) []key { _, keys := each(); return keys }
	var b strings.Builder
	for _, part := range []struct {
		title string
		keys  []key
	}{
		{"整个文件 · The file", l.keys()},
		{"sources", l.sourceKeys(&Source{})},
		{"每条规则都有 · Every rule has", l.ruleKeys(&entry{rule: &Rule{}})},
		{"duties", of(l.duty)}, {"thresholds", of(l.threshold)}, {"risky_fields", of(l.risky)},
		{"ageing", of(l.ageing)}, {"names", of(l.name)}, {"cross_checks", of(l.crossCheck)},
	} {
		fmt.Fprintf(&b, "\n### %s\n\n| 键 key | 值 value | 说明 | what it is |\n|---|---|---|---|\n", part.title)
		for _, k := range part.keys {
			name := "`" + k.name + "`"
			if k.needed {
				name += " *"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, k.says, k.about.ZH, k.about.EN)
		}
	}
	b.WriteString("\n`*` 必须写 · has to be there\n\n")
	return b.String()
}

// bookTable lists the rules of a book.
func bookTable(book *Book) string {
	var b strings.Builder
	b.WriteString("\n| 来源 source | 制定机关 issuer | 文号 number | 施行 in force |\n|---|---|---|---|\n")
	for _, s := range book.Sources {
		fmt.Fprintf(&b, "| `%s` %s<br>%s | %s<br>%s | %s | %s |\n", s.ID, s.Title.ZH, s.Title.EN, s.Issuer.ZH, s.Issuer.EN, s.Number, s.in(false))
	}
	b.WriteString("\n| 规则 rule | 来源、条款 source, clause | 施行 in force | 数值 figures | 要求 what it asks |\n|---|---|---|---|---|\n")
	section := ""
	figures := figuresOf(book)
	for _, r := range book.rules() {
		if r.section != section {
			section = r.section
			fmt.Fprintf(&b, "| **%s** | | | | |\n", section)
		}
		fmt.Fprintf(&b, "| `%s` | %s %s | %s | %s | %s<br>%s |\n", r.ID, r.Source.ID, r.Clause, r.in(false), figures[r.ID], r.Wording.ZH, r.Wording.EN)
	}
	return b.String() + "\n"
}

// figuresOf are the values of rules in a few words, by the rule's id.
func figuresOf(book *Book) map[string]string {
	figures := map[string]string{}
	for _, d := range book.Duties {
		list := d.Tiers
		for _, n := range d.Needs {
			need := strings.Join(n.Kinds, " / ")
			if n.MinMonths > 0 {
				need += fmt.Sprintf(" (≥ %d 个月 months)", n.MinMonths)
			}
			list = append(list, need)
		}
		figures[d.ID] = strings.Join(list, ", ")
	}
	for _, t := range book.Thresholds {
		sign, n := "≥", t.AtLeast
		if t.AtMost > 0 {
			sign, n = "≤", t.AtMost
		}
		figures[t.ID] = fmt.Sprintf("%s %s %d, %s", t.Check, sign, n, t.Scope)
		if t.Usual {
			figures[t.ID] += ", usual"
		}
	}
	for _, r := range book.Risky {
		figures[r.ID] = strings.Join(r.Fields, ", ")
	}
	for _, a := range book.Ageing {
		var list []string
		for _, c := range schema.Severities {
			p := a.Periods[Severity(c.ID)]
			period := fmt.Sprintf("%s %d–%d", c.ID, p.MinMonths, p.MaxMonths)
			if !p.Shown {
				period = c.ID + " 不公示 not shown"
			}
			list = append(list, period)
		}
		list = append(list, "show_warnings "+fmt.Sprint(a.ShowWarnings), "show_persons "+fmt.Sprint(a.ShowPersons))
		figures[a.ID] = strings.Join(list, ", ")
	}
	for _, c := range book.Checks {
		switch c.Check {
		case PayUpWhileFailing:
			figures[c.ID] = fmt.Sprintf("> %d %%", c.Percent)
		case RepeatSanctions:
			figures[c.ID] = fmt.Sprintf("≤ %d 个月 months", c.Months)
		}
	}
	return figures
}

// reviewList is what a lawyer should look at.
func reviewList(book *Book) string {
	var b strings.Builder
	b.WriteString("\n")
	for _, r := range book.rules() {
		if r.Review.ZH != "" {
			fmt.Fprintf(&b, "- `%s`：%s %s\n", r.ID, r.Review.ZH, r.Review.EN)
		}
	}
	return b.String() + "\n"
}
