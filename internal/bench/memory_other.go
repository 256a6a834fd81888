//go:build !linux

package main

import "time"

// The memory and the CPU time of this process are not known here.

func resident() (now, largest int64) { return 0, 0 }

func forgetLargest() error { return nil }

func cpuTime() time.Duration { return 0 }
