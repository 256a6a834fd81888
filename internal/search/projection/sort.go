package projection

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// keyed is a suffix and the eight bytes by which it is sorted.
type keyed struct {
	key uint64
	of  uint32
}

// keyOf reads the eight bytes of a row, with zeros behind its end.
func keyOf(row []byte) uint64 {
	key := binary.BigEndian.Uint64(row)
	if ends := endsIn(key); ends != 0 {
		key &= ^uint64(0) << (63 - bits.LeadingZeros64(ends) - 7)
	}
	return key
}

// endsIn has the highest bit set of each byte of a key that is symbolEnd.
func endsIn(key uint64) uint64 {
	const ones, rest = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	x := key ^ symbolEnd*ones
	return ^((x&rest + rest) | x | rest) // no carry goes from one byte to the next
}

// sortKeys sorts by key. Equal keys come in any order.
func sortKeys(list []keyed) { quicksort(list, 2*bits.Len(uint(len(list)))) }

// quicksort parts a list in three, at most depth times, which is enough unless somebody
// made the texts so that it is not.
func quicksort(list []keyed, depth int) {
	for ; len(list) > insertionMost; depth-- {
		if depth == 0 {
			slices.SortFunc(list, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
			return
		}
		low, high := partition(list)
		if low < len(list)-high {
			quicksort(list[:low], depth-1)
			list = list[high:]
		} else {
			quicksort(list[high:], depth-1)
			list = list[:low]
		}
	}
	for i := 1; i < len(list); i++ {
		x := list[i]
		k := i
		for ; k > 0 && list[k-1].key > x.key; k-- {
			list[k] = list[k-1]
		}
		list[k] = x
	}
}

// partition moves what is below a pivot to the front and what is above it to the end, and
// returns where the equal ones begin and end.
func partition(list []keyed) (low, high int) {
	a, b, c := list[0].key, list[len(list)/2].key, list[len(list)-1].key
	pivot := max(min(a, b), min(max(a, b), c))
	high = len(list)
	for i := 0; i < high; {
		switch k := list[i].key; {
		case k < pivot:
			list[low], list[i] = list[i], list[low]
			low++
			i++
		case k > pivot:
			high--
			list[high], list[i] = list[i], list[high]
		default:
			i++
		}
	}
	return low, high
}

// insertionMost is the longest list that is sorted by insertion.
const insertionMost = 20

// sortRows sorts suffixes of a text, from depth bytes on, as far as labels go.
func sortRows(text []byte, list []keyed, depth int) {
	const utf8Most = 4
	for i := range list {
		list[i].key = keyOf(text[int(list[i].of)+depth:])
	}
	sortKeys(list)
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].key == list[from].key {
			to++
		}
		if to-from > 1 && endsIn(list[from].key) == 0 && depth < utf8Most*maxSymbols {
			sortRows(text, list[from:to], depth+margin)
		}
		from = to
	}
}
