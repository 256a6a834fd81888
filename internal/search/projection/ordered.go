package projection

import "sync"

// queue works on what is put in side by side and takes the results in order.
type queue[T, R any] struct {
	work    func(T) (R, error)
	slots   chan struct{}       // bounds what is at work or waits
	results chan chan result[R] // in order
	done    chan struct{}
	mu      sync.Mutex
	err     error
}

type result[R any] struct {
	value R
	err   error
}

// ordered starts a queue. take is called with one result at a time, in the order in
// which its input was put.
func ordered[T, R any](workers int, work func(T) (R, error), take func(R) error) *queue[T, R] {
	const waiting = 2 // results per worker that may wait for an earlier one
	q := &queue[T, R]{
		work: work, slots: make(chan struct{}, workers*waiting),
		results: make(chan chan result[R], workers*waiting), done: make(chan struct{}),
	}
	go func() {
		defer close(q.done)
		for c := range q.results {
			r := <-c
			<-q.slots
			if q.failed() != nil {
				continue
			}
			if r.err == nil {
				r.err = take(r.value)
			}
			if r.err != nil {
				q.mu.Lock()
				q.err = r.err
				q.mu.Unlock()
			}
		}
	}()
	return q
}

func (q *queue[T, R]) failed() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err
}

// put adds an input; it waits while many are at work.
func (q *queue[T, R]) put(input T) {
	q.slots <- struct{}{}
	c := make(chan result[R], 1)
	q.results <- c
	go func() {
		var r result[R]
		if q.failed() == nil {
			r.value, r.err = q.work(input)
		}
		c <- r
	}()
}

// wait ends the queue and returns the first error, in the order of inputs.
func (q *queue[T, R]) wait() error {
	close(q.results)
	<-q.done
	return q.err
}
