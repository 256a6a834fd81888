package intake

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/hostile"
	"gongshi/internal/portal"
)

// maxHostile is the memory in which a hostile file must be refused, in bytes.
const maxHostile = 256 << 20

// hostileFolder names the variable that makes TestHostile read a portal and say what it
// found and what it took, as a process of its own.
const hostileFolder = "GONGSHI_HOSTILE_FOLDER"

// refusal is what such a process says.
type refusal struct {
	Found []finding.Finding
	Peak  int64 // the largest resident set, in bytes; 0: not known
}

// TestHostile reads the hostile files, each in a process of its own: the error that ends
// the file must be there, nothing of it may be read as a record without one, and memory
// stays below the bound. Where reading and memory end is what counts; figures in time are
// in docs/performance.md.
func TestHostile(t *testing.T) {
	if folder := os.Getenv(hostileFolder); folder != "" {
		readHostile(t, folder)
		return
	}
	for _, c := range hostile.Cases() {
		t.Run(strings.ReplaceAll(c.Name, " ", "-"), func(t *testing.T) {
			if c.Large && testing.Short() {
				t.Skip("makes a large file")
			}
			folder := t.TempDir()
			if err := os.Mkdir(filepath.Join(folder, "data"), 0o777); err != nil {
				t.Fatal(err)
			}
			agencies := filepath.Join(folder, "data", "agencies.csv")
			if err := os.WriteFile(agencies, []byte(hostile.Agencies), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := c.Make(filepath.Join(folder, "data", c.File)); err != nil {
				t.Fatal(err)
			}
			checkHostile(t, &c, inProcess(t, folder))
		})
	}
}

func checkHostile(t *testing.T, c *hostile.Case, got refusal) {
	t.Helper()
	ends := 0
	for _, f := range got.Found {
		if f.Rule == c.Rule && f.File == "data/"+c.File && f.Line == c.Line && f.Column == c.Column {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("%s: found %s, want %s:%d:%d error %s", c.What, briefs(got.Found[:min(len(got.Found), 10)]), c.File, c.Line, c.Column, c.Rule)
	}
	if !raceDetector && got.Peak > maxHostile { // the detector keeps several bytes for each of the program's
		t.Errorf("%s: took %d MB, want at most %d", c.What, got.Peak>>20, maxHostile>>20)
	}
}

// inProcess reads a portal in another process.
func inProcess(t *testing.T, folder string) refusal {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHostile$")
	cmd.Env = append(os.Environ(), hostileFolder+"="+folder)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	var r refusal
	if err := json.Unmarshal([]byte(line), &r); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	return r
}

// readHostile reads a portal and prints what came of it.
func readHostile(t *testing.T, folder string) {
	_, found, err := Read(os.DirFS(folder), &portal.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(refusal{found, largest()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stdout.Write(append(out, '\n')); err != nil {
		t.Fatal(err)
	}
}

// largest is the largest resident set of this process so far, where the system tells.
func largest() int64 {
	if runtime.GOOS != "linux" {
		return 0
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.ParseInt(kb, 10, 64)
	return n << 10
}
