module gongshi

go 1.26.0

require (
	github.com/andybalholm/brotli v1.2.8 // compressed copies for hosts that serve them; Go itself has no Brotli
	github.com/blevesearch/bleve/v2 v2.6.3 // full-text engine of gongshi search; the browser's shards are held to its answers
	github.com/blevesearch/bleve_index_api v1.4.1 // the types in which Bleve takes analysed fields and gives postings
	github.com/chromedp/cdproto v0.159.0 // tests: the browser's protocol, for chromedp
	github.com/chromedp/chromedp v0.23.0 // tests: drives a headless Chromium without Node
	github.com/evanw/esbuild v0.28.2 // bundles TypeScript and CSS in the program, so that a build needs no Node
	github.com/fsnotify/fsnotify v1.10.1 // serve rebuilds on change
	github.com/gocarina/gocsv v0.0.0-20240520201108-78e41c74b4b1 // maps checked columns to typed fields
	github.com/klauspost/compress v1.20.3 // DEFLATE of the search index in under half of the standard library's time
	github.com/minio/minio-go/v7 v7.4.1 // publish: the protocol of S3, with MD5 and SHA-256 as we give them; Amazon's own SDK adds 4.1 MB in place of 1.5 MB, compiles three times as long, and sends trailers that other stores refuse
	github.com/mozillazg/go-pinyin v0.21.0 // how a Chinese character is read, for finding agencies by pinyin
	github.com/rhysd/actionlint v1.7.12 // tests: lints the workflows of GitHub, and their scripts by shellcheck
	github.com/rogpeppe/go-internal v1.16.0 // tests: scripts through the real main
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // tests: settings and SARIF logs against their JSON schemas
	github.com/spf13/cobra v1.10.2 // subcommands, flags, completion for four shells
	github.com/xuri/excelize/v2 v2.11.1 // reads and writes .xlsx workbooks
	github.com/yuin/goldmark v1.8.7 // Markdown of content/, with hooks for our link policy
	go.yaml.in/yaml/v3 v3.0.6 // gongshi.yaml and front matter with line and column of every problem
	golang.org/x/net v0.62.0 // tests: parses the built pages
	golang.org/x/sys v0.49.0 // renameat2, flock and syncfs, for a publication in one step
	golang.org/x/text v0.43.0 // Unicode normal forms, width, Chinese collation
	gopkg.in/ini.v1 v1.67.3 // publish: region and endpoint in the shared settings of ~/.aws; minio-go brings it
)

require (
	github.com/RoaringBitmap/roaring/v2 v2.14.5 // indirect
	github.com/bits-and-blooms/bitset v1.24.2 // indirect
	github.com/blevesearch/geo v0.2.8 // indirect
	github.com/blevesearch/go-faiss v1.1.5 // indirect
	github.com/blevesearch/go-porterstemmer v1.0.3 // indirect
	github.com/blevesearch/gtreap v0.1.1 // indirect
	github.com/blevesearch/mmap-go v1.2.0 // indirect
	github.com/blevesearch/scorch_segment_api/v2 v2.4.11 // indirect
	github.com/blevesearch/segment v0.9.1 // indirect
	github.com/blevesearch/snowballstem v0.9.0 // indirect
	github.com/blevesearch/upsidedown_store_api v1.0.2 // indirect
	github.com/blevesearch/vellum v1.2.1 // indirect
	github.com/blevesearch/zapx/v11 v11.4.3 // indirect
	github.com/blevesearch/zapx/v12 v12.4.3 // indirect
	github.com/blevesearch/zapx/v13 v13.4.3 // indirect
	github.com/blevesearch/zapx/v14 v14.4.3 // indirect
	github.com/blevesearch/zapx/v15 v15.4.3 // indirect
	github.com/blevesearch/zapx/v16 v16.3.4 // indirect
	github.com/blevesearch/zapx/v17 v17.2.5 // indirect
	github.com/bmatcuk/doublestar/v4 v4.10.0 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/fatih/color v1.19.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/golang/snappy v1.0.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/json-iterator/go v0.0.0-20171115153421-f7279a603ede // indirect
	github.com/klauspost/cpuid/v2 v2.4.0 // indirect
	github.com/klauspost/crc32 v1.3.0 // indirect
	github.com/mattn/go-colorable v0.1.15 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/mattn/go-runewidth v0.0.24 // indirect
	github.com/mattn/go-shellwords v1.0.12 // indirect
	github.com/minio/crc64nvme v1.1.1 // indirect
	github.com/minio/md5-simd v1.1.2 // indirect
	github.com/mschoch/smat v0.2.0 // indirect
	github.com/philhofer/fwd v1.2.0 // indirect
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/robfig/cron/v3 v3.0.1 // indirect
	github.com/rs/xid v1.6.0 // indirect
	github.com/spf13/pflag v1.0.10 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/tinylib/msgp v1.6.4 // indirect
	github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	github.com/zeebo/xxh3 v1.1.0 // indirect
	go.etcd.io/bbolt v1.4.0 // indirect
	go.yaml.in/yaml/v4 v4.0.0-rc.3 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)
