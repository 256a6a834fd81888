package upload

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"gongshi/internal/host"
	"gongshi/internal/output"
)

// RecordName is the file in which publications tell each other how far they came. It names
// no page, since anybody may read it.
const RecordName = ".gongshi-upload.json"

const (
	recordVersion  = 1       // 1 is the first
	maxRecordBytes = 1 << 20 // some thousand assets
)

// Record is what stands in RecordName.
type Record struct {
	Version int    `json:"version"`
	ID      string `json:"id"`    // of the publication that wrote it last
	Site    string `json:"site"`  // SHA-256 of the manifest.json that it publishes
	Whole   bool   `json:"whole"` // it came to its end, and all that is there has the present form
	// Gone are the assets that went with the last publication, and with the one before. They
	// are still there, for pages that somebody has open.
	Gone [2][]string `json:"gone"`

	etag string // of the record; Nothing: there is none
}

// Published is what stands in a store before a publication.
type Published struct {
	Record   Record
	Manifest output.Manifest // of the last whole publication; without files: there is none
	SHA256   string          // of the manifest's bytes, 64 lower-case hex digits
}

// CutOff says whether a publication did not come to its end, and the SHA-256 of the manifest
// of its site. Files of both sites may be there.
func (p Published) CutOff() (site string, cut bool) {
	return p.Record.Site, p.Record.Site != "" && !p.Record.Whole
}

// Look reads what stands in a store. It fails where the manifest there is none.
func Look(ctx context.Context, store Store) (p Published, err error) {
	if p.Record, err = readRecord(ctx, store); err != nil {
		return p, err
	}
	f, _, err := store.Open(ctx, output.ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	} else if err != nil {
		return p, err
	}
	defer f.Close()
	sum := sha256.New()
	if p.Manifest, err = output.ReadManifest(io.TeeReader(f, sum)); err != nil {
		return p, fmt.Errorf("%s: %w", output.ManifestName, err)
	}
	p.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return p, nil
}

// readRecord reads the record. One that is none, or of another version, is as good as none:
// nothing depends on it but how much has to be looked up.
func readRecord(ctx context.Context, store Store) (Record, error) {
	none := Record{Version: recordVersion, etag: Nothing}
	f, etag, err := store.Open(ctx, RecordName)
	if errors.Is(err, fs.ErrNotExist) {
		return none, nil
	} else if err != nil {
		return none, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxRecordBytes))
	if err != nil {
		return none, fmt.Errorf("read %s: %w", RecordName, err)
	}
	none.etag = etag
	var r Record
	if err := json.Unmarshal(body, &r); err != nil || r.Version != recordVersion {
		return none, nil
	}
	for i, list := range r.Gone {
		for _, path := range list {
			if !output.ValidPath(path) || !host.Lasting(path) {
				r.Gone[i] = nil // somebody wrote into it; deletions go by marks then
			}
		}
	}
	r.etag = etag
	return r, nil
}

// write puts a record in the place of the one with that ETag. guarded is false where the store
// does not look at it. The error is ErrTaken where another one stands there.
func (r *Record) write(ctx context.Context, store Store) (guarded bool, err error) {
	body, err := json.Marshal(r)
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256(body)
	p := put(File{Path: RecordName, Size: int64(len(body)), SHA256: hex.EncodeToString(sum[:]), MD5: md5.Sum(body)})
	p.Match = r.etag
	guarded = true
	etag, err := store.Put(ctx, p, bytes.NewReader(body))
	if errors.Is(err, ErrUnguarded) {
		guarded, p.Match = false, ""
		etag, err = store.Put(ctx, p, bytes.NewReader(body))
	}
	if errors.Is(err, ErrChanged) {
		// An answer that was lost looks like this, too: then the record is the one that was put.
		now, rerr := readRecord(ctx, store)
		if rerr != nil {
			return guarded, rerr
		}
		if there, rerr := json.Marshal(now); rerr != nil || !bytes.Equal(there, body) {
			return guarded, ErrTaken
		}
		etag, err = now.etag, nil
	}
	if err == nil {
		r.etag = etag
	}
	return guarded, err
}

// held is an error where another publication wrote the record since.
func (r *Record) held(ctx context.Context, store Store) error {
	now, err := readRecord(ctx, store)
	if err == nil && now.ID != r.ID {
		return ErrTaken
	}
	return err
}
