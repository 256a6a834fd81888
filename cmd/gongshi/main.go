// Command gongshi turns a folder of disclosure tables into a searchable static
// site. `gongshi help` lists what it does; docs/commands.md says the same at length.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"gongshi/internal/command"
)

func main() {
	os.Exit(run())
}

// run is main with the exit code as a value.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return command.Run(ctx, os.Args[1:], command.System{
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now:    time.Now,
	})
}
