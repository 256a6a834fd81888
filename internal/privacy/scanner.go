package privacy

// Scanner is Scan for a file that comes in pieces, of which it holds little more than one.
// The zero Scanner is ready for use.
type Scanner struct {
	held []byte // what is not looked at yet, with what stands before it
	at   int    // where that begins
	list []Number
}

// Write takes the next piece.
func (s *Scanner) Write(piece []byte) (int, error) {
	seen := max(len(s.held)-around, s.at)
	s.held = append(s.held, piece...)
	for end := len(s.held) - around; end > seen; end-- {
		if fences[s.held[end-1]] {
			s.scan(end)
			break
		}
	}
	return len(piece), nil
}

// scan looks at what is held up to a place and lets go of it.
func (s *Scanner) scan(end int) {
	s.list = appendScan(s.list, s.held, s.at, end)
	from := max(end-around, 0)
	s.held = s.held[:copy(s.held, s.held[from:])]
	s.at = end - from
}

// Close returns the numbers in all pieces, as Scan does of all of them in one; where they
// stand in the file is not said.
func (s *Scanner) Close() []Number {
	s.scan(len(s.held))
	for i := range s.list {
		s.list[i].From, s.list[i].To = 0, 0
	}
	return s.list
}

// fences says of a byte whether no run goes on behind it, and no tag inside one.
var fences = func() (list [256]bool) {
	for c := range ascii {
		list[c] = ascii[c] == other && c != '<' && c != '/' && c != '>' && (c < 'a' || c > 'z')
	}
	return list
}()
