package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestXMLGate(t *testing.T) {
	long := strings.Repeat("a", maxEncoded)
	for _, tt := range []struct {
		name, in string
		whole    bool
		want     error
	}{
		{"a sheet", `<?xml version="1.0"?><a b="1>2" c='"'><!-- <b> - -- > --><d/><e>x &amp; y</e><![CDATA[ ]] > <f> ]]></a>`, true, nil},
		{"deep", strings.Repeat("<a>", maxDepth) + strings.Repeat("</a>", maxDepth), true, nil},
		{"too deep", strings.Repeat("<a>", maxDepth+1), false, errMarkup},
		{"side by side", strings.Repeat("<a/><b></b><c d='/'></c>", maxDepth+1), true, nil},
		{"a slash that ends nothing", strings.Repeat("<a b='/'>", maxDepth+1), false, errMarkup},
		{"document type", `<!DOCTYPE a><a/>`, false, errMarkup},
		{"entities", `<?xml version="1.0"?><!ENTITY a "b">`, false, errMarkup},
		{"no comment", `<!-a`, false, errMarkup},
		{"long text", "<a>" + long + "</a>", false, nil},
		{"too long a text", "<a>" + long + "a</a>", false, errLongText},
		{"too long a comment", "<!--" + strings.Repeat("<a>", maxEncoded/3+1), false, errLongText},
		{"a comment that seems to end", "<!-->" + strings.Repeat("<a>", maxEncoded/3+1), false, errLongText},
		{"too long a section", "<a><![CDATA[" + strings.Repeat("<a>", maxEncoded/3+1), false, errLongText},
		{"too long an instruction", "<?a " + strings.Repeat("<a>", maxEncoded/3+1), false, errLongText},
		{"too long a tag", "<a " + strings.Repeat("b='' ", maxTag/5+1), false, errMarkup},
		{"too long a value", "<a b='" + strings.Repeat("> <", maxTag/3+1), false, errMarkup},
		{"many elements", strings.Repeat("<a/>", maxElements+1), false, nil},
		{"too many elements", strings.Repeat("<a/>", maxElements+1), true, errPart},
		{"too many bytes", strings.Repeat("<a>"+strings.Repeat(" ", 1<<20)+"</a>", 8), true, errPart},
	} {
		t.Run(tt.name, func(t *testing.T) {
			readers := map[string]io.Reader{"at once": strings.NewReader(tt.in), "in halves": iotest.HalfReader(strings.NewReader(tt.in))}
			if len(tt.in) < 10_000 {
				readers["byte by byte"] = iotest.OneByteReader(strings.NewReader(tt.in))
			}
			for how, in := range readers {
				got, err := io.ReadAll(&xmlGate{in: in, whole: tt.whole})
				if !errors.Is(err, tt.want) || err != nil && tt.want == nil {
					t.Errorf("%s: error %v, want %v", how, err, tt.want)
				}
				if tt.want == nil && string(got) != tt.in {
					t.Errorf("%s: %d bytes passed, want all %d as they are", how, len(got), len(tt.in))
				}
			}
		})
	}
}

// FuzzXMLGate holds that what encoding/xml would keep is bounded where the gate lets XML
// pass: elements inside each other, and the length of a token.
func FuzzXMLGate(f *testing.F) {
	for _, s := range []string{`<a b="1>2"><!-- <b> --><c/></a>`, "<!--><a>-->", "<![CDATA[]]]>", "<?a?b?>", "<a/ ><b / >", "<a b='/'>", "<a b=/>c</a>", "</a></b>", "<a\"b>"} {
		f.Add(strings.Repeat(s, 3))
	}
	f.Fuzz(func(t *testing.T, s string) {
		depth, deepest := depths(s)
		g := &xmlGate{in: strings.NewReader(s)}
		if _, err := io.ReadAll(g); err != nil {
			return
		}
		if deepest > maxDepth {
			t.Errorf("%.100q nests %d elements and passes", s, deepest)
		}
		if depth >= 0 && g.depth != depth {
			t.Errorf("%.100q: the gate is %d elements deep, encoding/xml %d", s, g.depth, depth)
		}
	})
}

// depths is how many elements are open at the end of XML, and how many are at most; the
// first is -1 where it is not well formed.
func depths(s string) (depth, deepest int) {
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		token, err := d.RawToken()
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		deepest = max(deepest, depth)
		if err == io.EOF {
			return depth, deepest
		}
		if err != nil {
			return -1, deepest
		}
	}
}
