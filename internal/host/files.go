package host

import (
	"fmt"
	"strings"
)

// Policy is the Content-Security-Policy of the built-in pages. A header holds for a page
// besides its own, so a portal whose templates allow more has to serve its own header.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types gongshi"

const (
	forGood = "public, max-age=31536000, immutable" // of files that are named by the hash of their content
	briefly = "public, max-age=300, must-revalidate"
)

// chunkFolder is where the search index stands. Its chunks are named by hexadecimal
// digits, its packs begin with pack-; only root.js changes under its name.
const chunkFolder = "search/index/"

// assetFolder is where styles, scripts and pictures stand.
const assetFolder = "assets/"

// HeaderFile is _headers for a site below a path that ends with a slash. Rules that match
// a file are joined by some hosts, so no two set the same header for one file: pages have
// no Cache-Control of ours, since both hosts that read the file ask back each time.
func HeaderFile(base string) []byte {
	var b strings.Builder
	rule := func(pattern string, headers ...string) {
		b.WriteString(base + pattern + "\n")
		for _, h := range headers {
			b.WriteString("  " + h + "\n")
		}
	}
	rule("*", "Content-Security-Policy: "+Policy, "X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin")
	rule("data/*", "Access-Control-Allow-Origin: *")
	rule("assets/*", "Cache-Control: "+forGood)
	for _, digit := range "0123456789abcdef" {
		rule(chunkFolder+string(digit)+"*", "Cache-Control: "+forGood)
	}
	rule(chunkFolder+"pack-*", "Cache-Control: "+forGood)
	return []byte(b.String())
}

// Move is an address that leads to another; both are relative to the site's root.
type Move struct{ From, To string }

// Lines writes moves as the rules of a file _redirects for a site below a path that ends
// with a slash. A move is temporary, since a portal may divide its pages anew. It returns
// nil, false where the host does not take so many.
func (r Redirects) Lines(base string, moves []Move) ([]byte, bool) {
	var b strings.Builder
	rules := 0
	line := func(from, to string) {
		fmt.Fprintf(&b, "%s%s %s%s 302\n", base, from, base, to)
		rules++
	}
	for _, m := range moves {
		line(m.From, m.To)
		if bare, ok := strings.CutSuffix(m.From, ".html"); ok && r.Bare {
			line(bare, m.To)
		}
	}
	if r.Rules > 0 && rules > r.Rules || r.Bytes > 0 && b.Len() > r.Bytes {
		return nil, false
	}
	return []byte(b.String()), true
}

// Takes says whether a host can be told of so many moves.
func (r Redirects) Takes(base string, moves []Move) bool {
	if r.Form == NginxMap || len(moves) == 0 {
		return true
	}
	_, ok := r.Lines(base, moves)
	return r.Form == RedirectFile && ok
}

// NginxHTTP is the part of nginx's settings for its http block: the moves as a map.
func NginxHTTP(base string, moves []Move) []byte {
	var b strings.Builder
	size := 2048
	for size < 2*len(moves) {
		size *= 2
	}
	fmt.Fprintf(&b, `# Made by gongshi build: include it in the http block of nginx.
map_hash_bucket_size 512;
map_hash_max_size %d;
map $uri $gongshi_moved {
  default "";
`, size)
	for _, m := range moves {
		fmt.Fprintf(&b, "  %s%s %q;\n", base, m.From, base+m.To)
	}
	b.WriteString("}\nmap $uri $gongshi_cache {\n  default \"" + briefly + "\";\n")
	fmt.Fprintf(&b, "  \"~^%sassets/\" %q;\n  \"~^%s%s([0-9a-f]|pack-)\" %q;\n}\n", base, forGood, base, chunkFolder, forGood)
	fmt.Fprintf(&b, "map $uri $gongshi_origin {\n  default \"\";\n  \"~^%sdata/\" \"*\";\n}\n", base)
	return []byte(b.String())
}

// NginxServer is the part for a server block; root is the folder that is published.
func NginxServer(base, root string) []byte {
	location := fmt.Sprintf("  root %q;", root)
	if base != "/" {
		location = fmt.Sprintf("  alias %q;", root+"/")
	}
	return []byte(fmt.Sprintf(`# Made by gongshi build: include it in a server block of nginx.
# The compressed copies are served by gzip_static and, with ngx_brotli, brotli_static on;
location %[1]s {
%[2]s
  index index.html;
  error_page 404 %[1]s404.html;
  absolute_redirect off;
  gzip_static on;
  gzip_vary on;
  gzip_proxied any;
  charset utf-8;
  if ($gongshi_moved) { return 302 $gongshi_moved; }
  add_header Content-Security-Policy "%[3]s" always;
  add_header X-Content-Type-Options nosniff always;
  add_header Referrer-Policy strict-origin-when-cross-origin always;
  add_header Cache-Control $gongshi_cache;
  add_header Access-Control-Allow-Origin $gongshi_origin;
}
`, base, location, Policy))
}
