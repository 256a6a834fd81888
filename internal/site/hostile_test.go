package site

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/stencil"
	"gongshi/internal/tree"
	"gongshi/templates"

	"golang.org/x/net/html"
	"gongshi/internal/words"
)

// hostileRows is one agency, project and sanction whose every text is s.
func hostileRows(s string) *register.Tables {
	const code = "52990000000000001X"
	o := register.At(s, 1)
	return &register.Tables{
		Agencies: []*register.Agency{{
			Origin: o, ID: code, Name: s, ShortName: s, FormerNames: []string{s}, DistrictName: s, Status: "active", Registrar: s,
			Supervisor: s, Representative: s, FieldNames: []string{s}, Website: s, Phone: s, Address: s, SourceURL: s,
		}},
		Pay: []*register.Pay{{Origin: o, AgencyID: code, Year: 2025, Tier: "managers", Total: yuanOf(1), Note: s, SourceURL: s}},
		Projects: []*register.Project{{
			Origin: o, ID: "P" + s, Name: s, AgencyID: code, PurchaserName: s, FieldName: s, DistrictName: s,
			StartsOn: day.Day{Year: 2025, Month: 1, Day: 1}, EndsOn: day.Day{Year: 2025, Month: 12, Day: 31}, SourceURL: s,
		}},
		Evaluations: []*register.Evaluation{{
			Origin: o, ProjectID: "P" + s, Kind: "contract", Period: s, Grade: "good", GradeWritten: s, AssessorName: s, Comment: s, SourceURL: s,
			DecidedOn: day.Day{Year: 2026, Month: 1, Day: 1},
		}},
		Sanctions: []*register.Sanction{{
			Origin: o, ID: s, Kind: "penalty", Subject: "agency", AgencyID: code, Person: "欧阳明月", MeasureNames: []string{s}, AuthorityName: s,
			DecidedOn: day.Day{Year: 2026, Month: 1, Day: 1}, Facts: s, Basis: s, Decision: s, Status: "in_force", StatusReason: s, SourceURL: s,
		}},
		Policies: []*register.Policy{{File: s, AgencyID: code, Title: s, SourceURL: s}},
		Pages:    []*register.Page{{Lang: portal.Chinese, Path: "about/x", Title: s, Summary: s}},
	}
}

// shape is the elements of a page with the names of their attributes, and the
// schemes of its links: what a text of the data must not be able to change.
func shape(t *testing.T, body string) []string {
	var list []string
	parsePage(t, body).each(func(n *html.Node) {
		var b strings.Builder
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key)
			if scheme, _, found := strings.Cut(a.Val, ":"); a.Key == "href" && found && !strings.ContainsAny(scheme, "/?#") {
				b.WriteString("=" + scheme)
			}
		}
		list = append(list, b.String())
	})
	return list
}

// hostileSite renders hostileRows with templates that were parsed before, and
// returns one page of each kind.
func hostileSite(t *testing.T, set *stencil.Set, s string) map[string]string {
	settings := &portal.Settings{Title: "门户", Languages: []string{portal.Chinese}}
	reg, findings := register.Link(hostileRows(s), settings, nil, d("2026-06-30"))
	if len(findings) > 0 {
		if !slices.Contains(hostileTexts, s) {
			t.Skip("the register refuses it") // what a fuzzer thinks of may be refused, but not these
		}
		t.Fatalf("%q is refused: %+v", s, findings)
	}
	o := testOptions()
	o.PageSize = defaultPageSize
	led := ledger.Open(reg)
	jobs := newEdition(open(reg, led).digested(o), o, portal.Chinese, set).jobs()
	byKind := map[string]string{}
	err := run(jobs, 1, Watch{}, tree.Always(func(f tree.File) error {
		kind, name, _ := strings.Cut(f.Path, "/")
		if name != "index.html" && kind != "years" && kind != "about" {
			name = "record"
		}
		byKind[kind+"/"+name] = string(f.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return byKind
}

func parsedTemplates(t testing.TB) *stencil.Set {
	set, err := parse(templates.Files, words.Of(portal.Chinese))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// asWritten is a text with all that pages, templates and catalogues of words give a meaning to.
const asWritten = `<b>1 & 2</b> "3" '4' {name} [[Home]] {{.}}`

// hostileTexts are texts that mean harm, and one that means none. The register takes them all.
var hostileTexts = []string{
	"文字", asWritten, "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "'><img src=x onerror=alert(1)>", "javascript:alert(1)", "</title><script>",
	"{{.Frame}}", "[[Home]]", "{name}", "&lt;b&gt;", "\u202e", "-->", "]]>", "a\x00b", "<svg/onload=alert(1)>", "data:text/html,x", "\\", "`${x}`",
}

// FuzzText holds that whatever a text of the data is, pages keep their shape.
func FuzzText(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	set := parsedTemplates(f)
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" || len(s) > 200 || strings.HasPrefix(s, "http") || strings.HasPrefix(s, "mailto:") {
			t.Skip("not what is asked here")
		}
		plain, hostile := hostileSite(t, set, "文字"), hostileSite(t, set, s)
		for name, body := range plain {
			want, got := shape(t, body), shape(t, hostile[name])
			if name == "search/record" { // its examples depend on what the portal has
				if list := foreign(got, want); len(list) > 0 {
					t.Errorf("%q brings %q into the search help", s, list)
				}
				continue
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q changes the shape of %s at %s", s, name, firstDifference(got, want))
			}
		}
	})
}

// foreign is the elements of a page that another one has none of.
func foreign(got, want []string) []string {
	return slices.DeleteFunc(slices.Clone(got), func(e string) bool { return slices.Contains(want, e) })
}

func firstDifference(got, want []string) string {
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			return fmt.Sprintf("element %d: got %q, want %q", i, got[i:min(i+1, len(got))], want[i])
		}
	}
	return fmt.Sprintf("element %d", len(want))
}

// TestTextIsShownAsWritten holds that no text is lost, cut or escaped twice.
func TestTextIsShownAsWritten(t *testing.T) {
	const s = asWritten
	p := parsePage(t, hostileSite(t, parsedTemplates(t), s)["sanctions/record"])
	if got := p.text("h1"); got != s {
		t.Errorf("the heading is %q, want %q", got, s)
	}
	if got := p.texts(".text"); len(got) != 3 || got[0] != s || got[2] != s {
		t.Errorf("the texts are %q, want three times %q", got, s)
	}
}
