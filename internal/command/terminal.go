package command

import (
	"io"
	"os"
	"strings"
	"time"
)

const (
	// usualWidth is that of a terminal which does not say.
	usualWidth = 80
	// redraw is how often a line is rewritten at most.
	redraw = 100 * time.Millisecond
)

// statusLine is the last line of a terminal, which is written again and again. It uses
// carriage returns and blanks alone, so that the old console of Windows shows it, too.
type statusLine struct {
	w     io.Writer
	width func() int // columns, asked each time: windows are resized
	now   func() time.Time
	drawn time.Time
	shown int // characters
}

// newStatusLine is nil where a stream is no terminal that can rewrite a line, or where
// a machine reads it: CI systems keep every version of such a line.
func newStatusLine(sys System, w io.Writer) *statusLine {
	f, ok := w.(*os.File)
	if !ok || sys.Getenv("TERM") == "dumb" || sys.Getenv("CI") != "" {
		return nil
	}
	if _, ok := columns(f); !ok {
		return nil
	}
	return &statusLine{w: w, now: time.Now, width: func() int {
		if n, ok := columns(f); ok && n > 0 {
			return n
		}
		return usualWidth
	}}
}

// show writes the parts of a line, the most important first: those at the end are left
// out where the terminal is narrow. What follows too soon upon another is left out as
// a whole.
func (l *statusLine) show(parts ...string) {
	now := l.now()
	if !l.drawn.IsZero() && now.Sub(l.drawn) < redraw {
		return
	}
	l.drawn = now
	width := l.width() - 1 // the last column would wrap the line on some
	text := fit(width, parts)
	io.WriteString(l.w, "\r"+text+strings.Repeat(" ", max(0, min(l.shown, width)-len(text))))
	l.shown = len(text)
}

// clear empties the line, for something else to be written.
func (l *statusLine) clear() {
	if l.shown > 0 {
		io.WriteString(l.w, "\r"+strings.Repeat(" ", min(l.shown, max(0, l.width()-1)))+"\r")
		l.shown = 0
	}
	l.drawn = time.Time{}
}

// fit joins as many of the parts, which are ASCII, as fit into some columns.
func fit(columns int, parts []string) string {
	text := ""
	for i, p := range parts {
		if i > 0 {
			p = "  " + p
		}
		if len(text)+len(p) > columns {
			if i == 0 && columns > 0 {
				return p[:columns]
			}
			break
		}
		text += p
	}
	return text
}
