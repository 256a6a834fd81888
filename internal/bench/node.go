package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

const clientScript = "internal/bench/client.ts"

// node is the browser's code in a Node process that reads the index from files.
type node struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	dir string // of the script
}

// startNode starts the client on the index below a folder. The error wraps errMissing
// where there is no Node.
func startNode(dir string) (*node, error) {
	program, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("node: %w", errMissing)
	}
	script, err := bundle(clientScript, api.BuildOptions{Platform: api.PlatformNode, Format: api.FormatCommonJS, Target: api.ES2020})
	if err != nil {
		return nil, err
	}
	c := &node{}
	if c.dir, err = os.MkdirTemp("", "gongshi-bench"); err != nil {
		return nil, err
	}
	path := filepath.Join(c.dir, "client.cjs")
	if err := os.WriteFile(path, script, 0o644); err != nil {
		return nil, err
	}
	c.cmd = exec.Command(program, path, dir)
	c.cmd.Stderr = os.Stderr
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 1<<20)
	return c, c.cmd.Start()
}

func (c *node) stop() {
	c.in.Close()
	c.cmd.Wait() // what it had to say was said
	os.RemoveAll(c.dir)
}

// ask sends a request, a struct or a map, and decodes the answer.
func (c *node) ask(op string, request, answer any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return err
	}
	fields := map[string]any{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	fields["op"] = op
	if err := json.NewEncoder(c.in).Encode(fields); err != nil {
		return fmt.Errorf("node: %w", err)
	}
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("node: %w", err)
	}
	var reply struct {
		Answer json.RawMessage
		Failed string
	}
	if err := json.Unmarshal(line, &reply); err != nil {
		return fmt.Errorf("node: %w: %.200s", err, line)
	}
	if reply.Failed != "" {
		return fmt.Errorf("node: %s", reply.Failed)
	}
	return json.Unmarshal(reply.Answer, answer)
}

func (c *node) find(query string) (docs []int, err error) {
	return docs, c.ask("docs", map[string]any{"query": query}, &docs)
}
