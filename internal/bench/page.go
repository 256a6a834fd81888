package main

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
)

// weigh counts the files of a folder and their bytes.
func weigh(dir string) (files int, size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files, size = files+1, size+info.Size()
		}
		return err
	})
	return files, size, err
}

// part is a file that the first view loads; size is in bytes, compressed.
type part struct {
	name string
	size int
}

// firstView lists what a browser loads to show index.html for the first time.
func firstView(public string) ([]part, error) {
	body, err := os.ReadFile(filepath.Join(public, "index.html"))
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	parts := []part{{"index.html", compressed(body)}}
	for n := range doc.Descendants() {
		name := loaded(n)
		if name == "" {
			continue
		}
		file, err := os.ReadFile(filepath.Join(public, path.Clean(name)))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{path.Base(name), compressed(file)})
	}
	return parts, nil
}

// loaded is the address of what an element makes the browser load; empty: nothing.
func loaded(n *html.Node) string {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
	}
	switch {
	case n.Type != html.ElementNode:
		return ""
	case n.Data == "script" || n.Data == "img":
		return attrs["src"]
	case n.Data == "link" && (attrs["rel"] == "stylesheet" || strings.Contains(attrs["rel"], "icon") || attrs["rel"] == "preload"):
		return attrs["href"]
	}
	return ""
}

func compressed(body []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(body) // writing to a buffer cannot fail
	w.Close()
	return b.Len()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
