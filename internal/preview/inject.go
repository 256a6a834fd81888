package preview

import (
	"bytes"
	"fmt"
)

const (
	reloadTag = `<script src="/-/reload.js" defer></script>`
	styleTag  = `<link rel="stylesheet" href="/-/preview.css">`
)

// inject puts the reload script, and after a failed build the bar, into a page of
// the site. It looks for tags only, which is enough for pages that we wrote; in
// others it may find one in a comment, which costs the bar and nothing else.
func inject(page []byte, now state) []byte {
	head, top := reloadTag, ""
	if now.Failed {
		head, top = styleTag+reloadTag, bar(len(now.Problems))
	}
	headEnd, bodyStart := insertionPoints(page)
	out := make([]byte, 0, len(page)+len(head)+len(top))
	out = append(out, page[:headEnd]...)
	out = append(out, head...)
	out = append(out, page[headEnd:bodyStart]...)
	out = append(out, top...)
	return append(out, page[bodyStart:]...)
}

// bar says that the page is not of the last build. The script makes the same one
// on a page that was open before.
func bar(findings int) string {
	return fmt.Sprintf(`<div class="gongshi-preview-bar" role="status"><a href="/-/findings">`+
		`<span lang="zh-CN">构建失败：%d 个问题。这里仍是上次成功构建的页面。</span> `+
		`<span lang="en">Build failed: %d findings. This is still the page of the last good build.</span></a></div>`, findings, findings)
}

// insertionPoints gives the offsets of </head> and of what follows <body …>. A
// page without the first takes scripts at its body, without both at its end.
func insertionPoints(page []byte) (headEnd, bodyStart int) {
	lower := lowerASCII(page)
	headEnd, bodyStart = bytes.Index(lower, []byte("</head>")), -1
	for from := max(headEnd, 0); ; {
		i := bytes.Index(lower[from:], []byte("<body"))
		if i < 0 {
			break
		}
		from += i
		if end, ok := tagEnd(lower, from+len("<body")); ok {
			if headEnd < 0 {
				headEnd = from
			}
			bodyStart = end
			break
		}
		from++
	}
	if headEnd < 0 {
		headEnd = len(page)
	}
	if bodyStart < 0 {
		bodyStart = max(headEnd, bodyStart)
	}
	return headEnd, bodyStart
}

// tagEnd gives the offset after the > of a tag whose name ends at i, skipping
// quoted values. It is false where the name goes on, as in <bodyguard>.
func tagEnd(page []byte, i int) (int, bool) {
	if i >= len(page) || !bytes.ContainsRune([]byte(" \t\n\f\r/>"), rune(page[i])) {
		return 0, false
	}
	var quote byte
	for ; i < len(page); i++ {
		switch c := page[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1, true
		}
	}
	return 0, false
}

// lowerASCII keeps every offset, which bytes.ToLower does not.
func lowerASCII(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}
