package sheet

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestLimitsDocument holds docs/data.md to the constants.
func TestLimitsDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	bytes := func(n int) string { return fmt.Sprintf("%d MB", n>>20) }
	for _, want := range []string{
		"| text file | " + bytes(MaxFile) + " | `file-too-large` |",
		"| workbook | " + bytes(maxWorkbook) + " | `file-too-large` |",
		"| workbook, unpacked | " + bytes(maxUnzipped) + " | `file-too-large` |",
		"such as its styles | " + bytes(maxPart) + fmt.Sprintf(", %d 个 elements | `file-too-large` |", maxElements),
		fmt.Sprintf("| shared strings | %d 个 | `file-too-large` |", maxCells),
		fmt.Sprintf("| parts of a workbook | %d 个 | `damaged-workbook` |", maxParts),
		fmt.Sprintf("| nesting in a part | %d 层 elements | `damaged-workbook` |", maxDepth),
		"| row, in bytes | " + bytes(maxRow) + " | `row-too-large` |",
		"| cell | " + bytes(maxCell) + " | `cell-too-large` |",
		fmt.Sprintf("| columns | %d | `too-many-columns` |", maxColumns),
		fmt.Sprintf("| rows of a text file | %d | `too-many-rows` |", maxRows),
		fmt.Sprintf("| rows of a sheet | %d | `too-many-rows` |", maxSheetRows),
		fmt.Sprintf("| cells of a sheet | %d | `too-many-rows` |", maxCells),
	} {
		if !strings.Contains(string(document), want+"\n") {
			t.Errorf("docs/data.md lacks %q", want)
		}
	}
}
