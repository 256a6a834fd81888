package main

import (
	"hash/fnv"
	"math/rand/v2"
)

// seed is the only source of chance. Another seed gives another city.
const seed = 990000

// dice is a stream of chance of its own for one topic.
type dice struct{ r *rand.Rand }

// roll returns the dice of a topic.
func roll(topic string) dice {
	h := fnv.New64a()
	h.Write([]byte(topic))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// between returns a number from lo to hi, both included.
func (d dice) between(lo, hi int) int { return lo + d.r.IntN(hi-lo+1) }

// chance is true in percent of the rolls.
func (d dice) chance(percent int) bool { return d.r.IntN(100) < percent }

// pick returns one of the choices.
func pick[T any](d dice, from []T) T { return from[d.r.IntN(len(from))] }

// deck deals its cards in a shuffled order and starts over when all are dealt,
// so that a phrase comes back only after every other one was used.
type deck struct {
	d     dice
	cards []string
	left  []int
}

func newDeck(d dice, cards []string) *deck { return &deck{d: d, cards: cards} }

func (k *deck) deal() string {
	if len(k.left) == 0 {
		k.left = k.d.r.Perm(len(k.cards))
	}
	i := k.left[0]
	k.left = k.left[1:]
	return k.cards[i]
}
