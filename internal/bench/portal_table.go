package main

import "fmt"

// table prints the medians of a size.
func (b *portalBench) table(size string, records int) {
	fmt.Printf("\n| %s: %d records, medians of %d | wall s | CPU s | peak MB | files | MB | files touched |\n|---|---|---|---|---|---|---|\n", size, records, b.runs)
	for _, what := range []string{clean, nothing, oneRow, floorWrite, hugoBuild, pagefindRun} {
		m, ok := b.medians(size, what)
		if !ok {
			continue
		}
		memory, touched := "", ""
		if m.Memory > 0 {
			memory = fmt.Sprintf("%.0f", mb(m.Memory))
		}
		if what == clean || what == nothing || what == oneRow {
			touched = fmt.Sprint(m.Touched)
		}
		fmt.Printf("| %s | %.2f | %.2f | %s | %d | %.1f | %s |\n", what, m.Wall, m.CPU, memory, m.Files, mb(m.Bytes), touched)
	}
}

// ratio is one of two figures of one size.
type ratio struct {
	name, goal string
	of         func(b *portalBench, size string) (above, below float64)
}

func wall(m measurement) float64   { return m.Wall }
func cpu(m measurement) float64    { return m.CPU }
func memory(m measurement) float64 { return float64(m.Memory) }

func (b *portalBench) figure(size, what string, of func(measurement) float64) float64 {
	m, _ := b.medians(size, what)
	return of(m)
}

// against divides a figure of one command by that of another.
func against(what, other string, of func(measurement) float64) func(*portalBench, string) (float64, float64) {
	return func(b *portalBench, size string) (float64, float64) {
		return b.figure(size, what, of), b.figure(size, other, of)
	}
}

// againstBoth divides a figure of a clean build by that of Hugo and Pagefind, joined.
func againstBoth(of func(measurement) float64, join func(a, b float64) float64) func(*portalBench, string) (float64, float64) {
	return func(b *portalBench, size string) (float64, float64) {
		if _, ok := b.medians(size, pagefindRun); !ok {
			return 0, 0 // Hugo alone makes no search
		}
		return b.figure(size, clean, of), join(b.figure(size, hugoBuild, of), b.figure(size, pagefindRun, of))
	}
}

var portalRatios = []ratio{
	{"clean against Hugo and Pagefind, wall", "0.10", againstBoth(wall, sum)},
	{"clean against Hugo and Pagefind, CPU", "0.10", againstBoth(cpu, sum)},
	{"clean against the larger of the two, peak memory", "0.125", againstBoth(memory, func(a, b float64) float64 { return max(a, b) })},
	{"clean against Hugo alone, wall", "", against(clean, hugoBuild, wall)},
	{"clean against Hugo alone, CPU", "", against(clean, hugoBuild, cpu)},
	{"clean against writing the same files, wall", "", against(clean, floorWrite, wall)},
	{"clean against writing the same files, CPU", "", against(clean, floorWrite, cpu)},
	{"nothing changed against clean, wall", "0.05", against(nothing, clean, wall)},
	{"nothing changed against clean, CPU", "0.05", against(nothing, clean, cpu)},
	{"one row changed against clean, wall", "0.08", against(oneRow, clean, wall)},
	{"one row changed against clean, CPU", "0.08", against(oneRow, clean, cpu)},
}

func sum(a, b float64) float64 { return a + b }

// ratios prints them for all sizes; what was not measured stays empty.
func (b *portalBench) ratios() {
	head, line := "\n| ratio of medians | goal |", "|---|---|"
	for _, size := range b.sizes {
		head, line = head+" "+size+" |", line+"---|"
	}
	fmt.Println(head + "\n" + line)
	for _, r := range portalRatios {
		row, any := fmt.Sprintf("| %s | %s |", r.name, r.goal), false
		for _, size := range b.sizes {
			above, below := r.of(b, size)
			if above == 0 || below == 0 {
				row += " |"
				continue
			}
			row, any = row+fmt.Sprintf(" %.3f |", above/below), true
		}
		if any {
			fmt.Println(row)
		}
	}
}

// growth prints what a record takes in a clean build, and how that grows from each size
// to the next: 1 is as much work as there are records.
func (b *portalBench) growth() {
	fmt.Print("\n| clean, by record | µs wall | µs CPU | peak KB | growth of CPU by record |\n|---|---|---|---|---|\n")
	before := 0.0
	for _, size := range b.sizes {
		m, ok := b.medians(size, clean)
		if !ok || m.Records == 0 {
			continue
		}
		each, grown := m.CPU/float64(m.Records), ""
		if before > 0 {
			grown = fmt.Sprintf("%.2f", each/before)
		}
		fmt.Printf("| %s | %.0f | %.0f | %.1f | %s |\n", size, 1e6*m.Wall/float64(m.Records), 1e6*each, float64(m.Memory)/float64(m.Records)/1e3, grown)
		before = each
	}
}
