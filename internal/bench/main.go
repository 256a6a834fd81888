// Command bench measures the figures of docs/performance.md and prints them as its
// tables.
//
//	go run ./internal/bench [-runs 5]
//	go run ./internal/bench portal [-size town,city] [-runs 5] [-rivals] [-dir DIR] [-json FILE]
//	go run ./internal/bench overhead [-size town,city] [-runs 5] [-flushed] [-dir DIR]
//	go run ./internal/bench changed [-size city,million] [-scale 0.01] [-dir DIR]
//	go run ./internal/bench intake [-size province] [-runs 5]
//	go run ./internal/bench judge [-size province] [-runs 5]
//	go run ./internal/bench search [-size city] [-queries 300] [-only parts]
//
// The first form says how long a build takes, what the first page weighs, how large
// the program is, and, side by side in one run, what Hugo and Pagefind take for the
// same data. The second form says what reading and checking tables takes, as CSV in
// several encodings and as a workbook, and how hostile files are refused. The third says
// what judging the records takes, by part. The fourth says what the search costs: the bytes and requests of
// cold queries, the size of the index and what one more record changes of it, the
// memory that writing it takes, the time of a query in a browser, and how much is
// missed.
//
// The one named portal says how building grows: for each size a clean build, one where
// nothing changed and one with a changed row, beside what merely writing the same files
// takes, and beside Hugo and Pagefind. Its size million is of our own making: ten million
// rows, which -scale 0.01 makes a hundredth of; bench million -out DIR leaves it there. The one
// named changed says how many files of a site one changed record changes.
//
// The one named overhead says what publishing safely takes of a build: each is made by the
// engine and, in turn with it, by a writer that only makes folders and files.
//
// bench kill kills builds of a portal at random moments, and bench inject lets their system
// calls fail (it needs strace); both say what was left of the site.
//
// All run in the root of the repository. The data come from ../shared/bench, made
// by its generators and kept in .bench, and from ../shared/data; the rivals from
// .bench, where ../shared/bench/setup.sh puts them. What is missing is left out and
// said so.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(3)
	}
}

func run(args []string) error {
	name := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("bench "+name, flag.ExitOnError)
	switch name {
	case "":
		runs := flags.Int("runs", 5, "how often each build is timed, from 1")
		flags.Parse(args)
		return builds(max(1, *runs))
	case "portal":
		o := portalOptions{}
		sizes := flags.String("size", "city", "town, city, province and million, with commas between")
		flags.IntVar(&o.runs, "runs", 5, "how often each build is timed, from 1")
		flags.BoolVar(&o.rivals, "rivals", false, "time Hugo and Pagefind, too")
		flags.StringVar(&o.dir, "dir", "", "folder to build in; empty: a temporary one")
		flags.StringVar(&o.program, "program", "", "the gongshi to time; empty: this one, built now")
		flags.StringVar(&o.json, "json", "", "file that every measurement goes to, a line each; -: stdout")
		flags.Float64Var(&o.scale, "scale", 1, "how much of the million there is")
		flags.Parse(args)
		o.sizes, o.runs = strings.Split(*sizes, ","), max(1, o.runs)
		return portalFigures(o)
	case "changed":
		var o portalOptions
		sizes := flags.String("size", "city", "town, city, province and million, with commas between")
		flags.StringVar(&o.dir, "dir", "", "folder to build in; empty: a temporary one")
		flags.StringVar(&o.program, "program", "", "the gongshi to look at; empty: this one, built now")
		flags.Float64Var(&o.scale, "scale", 1, "how much of the million there is")
		flags.Parse(args)
		o.sizes = strings.Split(*sizes, ",")
		return changedFigures(o)
	case "million":
		out, scale := flags.String("out", "", "folder to write the portal to"), flags.Float64("scale", 1, "how much of it there is")
		flags.Parse(args)
		return writeMillion(*out, nation.times(*scale), 1)
	case "floor":
		from, to := flags.String("from", "", "the tree"), flags.String("to", "", "where it is written")
		workers := flags.Int("workers", 2, "goroutines that write")
		flags.Parse(args)
		return floorFigures(*from, *to, *workers)
	case "overhead":
		o := overheadOptions{}
		sizes := flags.String("size", "town", "town, city and province, with commas between")
		flags.IntVar(&o.runs, "runs", 5, "how often each build is timed, from 1")
		flags.StringVar(&o.dir, "dir", "", "folder to build in, on the file system in question; empty: a temporary one")
		flags.BoolVar(&o.flush, "flushed", false, "time a bare writer that flushes the disk at its end, too")
		flags.Parse(args)
		o.sizes, o.runs = strings.Split(*sizes, ","), max(1, o.runs)
		return overheadFigures(o)
	case "overhead-build":
		return oneBuild(args)
	case "inject":
		o := injectOptions{}
		flags.IntVar(&o.builds, "n", 200, "builds of which a system call fails, from 1")
		flags.Uint64Var(&o.seed, "seed", 1, "of calls and errors")
		o.flags(flags)
		flags.Parse(args)
		return injectFigures(o)
	case "kill":
		o := killOptions{}
		flags.IntVar(&o.kills, "n", 200, "builds that are killed, from 1")
		flags.Uint64Var(&o.seed, "seed", 1, "of the moments")
		flags.BoolVar(&o.noExchange, "no-exchange", false, "as on a system without RENAME_EXCHANGE")
		flags.IntVar(&o.lanes, "lanes", 1, "copies of the portal that are built and killed side by side")
		o.flags(flags)
		flags.Parse(args)
		return killFigures(o)
	case "intake":
		size := flags.String("size", "province", "town, city or province")
		runs := flags.Int("runs", 5, "how often each check is timed, from 1")
		flags.Parse(args)
		return intakeFigures(*size, max(1, *runs))
	case "judge":
		size := flags.String("size", "province", "town, city or province")
		runs := flags.Int("runs", 5, "how often the records are judged, from 1")
		flags.Parse(args)
		return judgeFigures(*size, max(1, *runs))
	case "search":
		var o searchOptions
		flags.StringVar(&o.size, "size", "city", "town, city, province, million, statutes or sample")
		flags.IntVar(&o.queries, "queries", 300, "random substrings whose bytes and times are measured, from 50")
		flags.IntVar(&o.substrings, "substrings", 1000, "random substrings that are compared with a naive scan")
		flags.StringVar(&o.only, "only", "", "parts to run, with commas between: index, bytes, change, recall, time; empty: all that the size allows")
		flags.StringVar(&o.keep, "keep", "", "folder that the index is written to and stays in; empty: a temporary one")
		flags.Parse(args)
		return searchFigures(o)
	case "write":
		size, out := flags.String("size", "city", "which documents"), flags.String("out", "", "folder to write the index to")
		flags.Parse(args)
		return writeFigures(*size, *out)
	}
	return fmt.Errorf("wanted no command, portal, overhead, changed, intake, judge or search; found %q", name)
}
