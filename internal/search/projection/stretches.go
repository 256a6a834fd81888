package projection

import (
	"crypto/sha256"
	"encoding/binary"
)

// stretchShare is how many suffixes a stretch has, about.
const stretchShare = 16

// stretch is a run of suffixes of a value, and what stands for all that the tree holds of
// each: its document, its zone and as much of its row as a label can have. So a word that is
// changed concerns the suffixes whose labels reach it, and no others of its document.
type stretch struct {
	to  int // behind the last suffix, in the starts of rows
	sum setSum
}

// stretchesOf parts the suffixes of documents, the first of which has a number in the
// segment. What follows a suffix says whether a stretch ends, so that those of one text are
// found again where another stands before it.
func stretchesOf(first int, r *rows, ended func(doc uint32) bool) []stretch {
	list := make([]stretch, 0, len(r.values)+len(r.starts)/stretchShare)
	var b []byte
	next := 0
	for i, v := range r.values {
		end := uint32(len(r.text))
		if i+1 < len(r.values) {
			end = r.values[i+1].at
		}
		for next < len(r.starts) && r.starts[next].at < end {
			from := r.starts[next].at
			last := from
			for next++; next < len(r.starts) && r.starts[next].at < end && !begins(r.text[r.starts[next].at:]); next++ {
				last = r.starts[next].at
			}
			b = binary.AppendUvarint(b[:0], uint64(first)+uint64(v.doc))
			flags := byte(v.zone)
			if from == v.at {
				flags |= atStart
			}
			if ended(v.doc) {
				flags |= endedFlag
			}
			b = append(b, flags)
			// Places are asked for where a label is full and ends no value.
			if row := r.text[from:]; symbolsIn(row[:labelBytes(row)]) > maxSymbols {
				b = binary.AppendUvarint(b, uint64(symbolsIn(r.text[r.begin(v.doc):from])))
			} else {
				b = append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(last-from))
			b = append(b, r.text[from:int(last)+labelBytes(r.text[last:])]...)
			list = append(list, stretch{next, setSumOf(sha256.Sum256(b))})
		}
	}
	return list
}

// endedFlag stands beside a zone and atStart.
const endedFlag = 16

// begins says whether a stretch begins at a suffix, by its first bytes.
func begins(row []byte) bool {
	h := uint32(2166136261) // FNV-1a
	for _, b := range row[:min(stretchBytes, len(row))] {
		if h = (h ^ uint32(b)) * 16777619; b == symbolEnd {
			break
		}
	}
	return h>>16%stretchShare == 0
}

// stretchBytes is how many bytes of a suffix say whether a stretch begins there: those of
// two Chinese characters.
const stretchBytes = 6

func setSumOf(d digest) (s setSum) {
	for i := range s {
		s[i] = binary.BigEndian.Uint64(d[8*i:])
	}
	return s
}
