package host

import (
	"path"
	"strings"
)

// Lasting says whether a file is named by its content, so that under its name there is never
// anything else.
func Lasting(name string) bool {
	if chunk, ok := strings.CutPrefix(name, chunkFolder); ok {
		return strings.HasPrefix(chunk, "pack-") || chunk != "" && strings.ContainsRune("0123456789abcdef", rune(chunk[0]))
	}
	return strings.HasPrefix(name, assetFolder)
}

// CacheControl is how long a copy of a file may be kept where each file has a header of its
// own: for good where its name is its content's, else only if it is asked for each time.
func CacheControl(name string) string {
	if Lasting(name) {
		return forGood
	}
	return "no-cache"
}

// ContentType names the type of a file by its name. The list is ours, not the machine's, so
// that a site is served in the same way everywhere.
func ContentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/vnd.microsoft.icon"
	case ".woff2":
		return "font/woff2"
	case ".pdf":
		return "application/pdf"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".sqlite":
		return "application/vnd.sqlite3"
	case ".zip":
		return "application/zip"
	case ".gz":
		return "application/gzip"
	case ".wasm":
		return "application/wasm"
	}
	return "application/octet-stream"
}
