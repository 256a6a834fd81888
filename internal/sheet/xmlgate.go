package sheet

import (
	"bytes"
	"errors"
	"io"
)

// The limits of XML. Decoders keep a tag, a text and the names of all open elements in
// memory, however long they are and however many.
const (
	maxEncoded  = 2 << 20 // bytes of a text, or of a cell with all that is in it
	maxTag      = 1 << 20 // bytes of a tag
	maxDepth    = 100     // elements inside each other
	maxElements = 300_000 // of a part that is read at once; excelize takes 350 bytes for each
	maxPart     = 8 << 20 // bytes of such a part
)

// What ends the reading of XML.
var (
	errLongText = errors.New("a text is too long")
	errMarkup   = errors.New("elements nest too deeply, a tag is too long, or there is a document type")
	errPart     = errors.New("the part is too large")
)

// xmlGate hands on the bytes of XML and follows its grammar so far that it knows what a
// decoder would have to keep. A document type is refused: no workbook has one.
type xmlGate struct {
	in       io.Reader
	state    xmlState
	quote    byte    // that ends an attribute's value
	before   [2]byte // the last two bytes of a comment and the like, or of a tag
	run      int     // bytes of the tag, text or comment so far
	depth    int
	closing  bool // whether the tag ends an element
	elements int
	whole    bool // the part is read at once: its elements and bytes are counted, too
	size     int
}

// xmlState is where in the grammar of XML the gate stands.
type xmlState uint8

const (
	inText        xmlState = iota
	inOpening              // behind <
	inTag                  // in the tag of an element
	inValue                // in the value of an attribute
	inBang                 // behind <!
	inComment              // in a comment; of the two hyphens at its beginning one is read
	inCommentText          // behind these
	inSection              // in a CDATA section
	inInstruction          // in a processing instruction
)

// Read implements io.Reader.
func (g *xmlGate) Read(p []byte) (int, error) {
	n, err := g.in.Read(p)
	if refused := g.follow(p[:n]); refused != nil {
		return 0, refused
	}
	return n, err
}

// follow moves through bytes.
func (g *xmlGate) follow(p []byte) error {
	if g.size += len(p); g.whole && g.size > maxPart {
		return errPart
	}
	for i := 0; i < len(p); i++ {
		c := p[i]
		g.run++
		switch g.state {
		case inText:
			n := bytes.IndexByte(p[i:], '<')
			if n < 0 {
				n = len(p) - i
			}
			if g.run += n - 1; g.run > maxEncoded {
				return errLongText
			}
			if i += n; i < len(p) {
				g.enter(inOpening)
			}
		case inOpening:
			if err := g.open(c); err != nil {
				return err
			}
		case inTag, inValue:
			if g.tag(c); g.run > maxTag || g.depth > maxDepth {
				return errMarkup
			}
		default:
			if !g.aside(c) {
				return errMarkup
			}
			if g.run > maxEncoded {
				return errLongText
			}
		}
	}
	return nil
}

func (g *xmlGate) enter(s xmlState) { g.state, g.run, g.before = s, 0, [2]byte{} }

// open takes the byte behind <.
func (g *xmlGate) open(c byte) error {
	g.closing = c == '/'
	switch c {
	case '!':
		g.enter(inBang)
	case '?':
		g.enter(inInstruction)
	case '/':
		g.enter(inTag)
		g.depth--
	default:
		g.enter(inTag)
		g.depth++
		if g.elements++; g.whole && g.elements > maxElements {
			return errPart
		}
	}
	return nil
}

// tag takes a byte of the tag of an element.
func (g *xmlGate) tag(c byte) {
	switch {
	case g.state == inValue:
		if c == g.quote {
			g.state = inTag
		}
	case c == '"' || c == '\'':
		g.state, g.quote = inValue, c
	case c == '>':
		if g.before[1] == '/' && !g.closing { // an element without content
			g.depth--
		}
		g.enter(inText)
		return
	}
	g.before[1] = c
}

// aside takes a byte of what is no element; false: it is a document type.
func (g *xmlGate) aside(c byte) bool {
	ended := false
	switch g.state {
	case inBang:
		switch c {
		case '-':
			g.enter(inComment)
		case '[':
			g.enter(inSection)
		default:
			return false
		}
		return true
	case inComment:
		if c != '-' {
			return false
		}
		g.enter(inCommentText)
		return true
	case inCommentText:
		ended = g.before == [2]byte{'-', '-'}
	case inSection:
		ended = g.before == [2]byte{']', ']'}
	case inInstruction:
		ended = g.before[1] == '?'
	}
	if ended && c == '>' {
		g.enter(inText)
		return true
	}
	g.before = [2]byte{g.before[1], c}
	return true
}
