package output

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// journalVersion of the journals that are written; older ones are read as well.
//
// 1: the inode number of staging told it from the old site.
// 2: the manifest of the old site does. On an overlay of several file systems, and behind
// FUSE, a folder has another number after each mount.
const journalVersion = 2

// journal tells, after a crash, that a spare is in doubt, and whether .next is staging
// or, because the exchange had happened, the old site.
type journal struct {
	Version int    `json:"version"`
	Staging uint64 `json:"staging,omitempty"` // inode number of the staging folder, in version 1; 0 where there is no exchange
	Old     string `json:"old"`               // SHA-256 of the old site's manifest, in hex; empty: it had none
}

// openStaging makes an empty staging folder beside the old site, and the journal. Until
// then a build has written nothing.
func (p *place) openStaging(old loaded) error {
	next := p.sibling("next")
	if err := p.root.Mkdir(next, dirPerm); err != nil {
		return p.fail("create", next, err)
	}
	p.step()
	j := journal{Version: journalVersion}
	if old.sum != ([sha256.Size]byte{}) {
		j.Old = hexSum(old.sum[:])
	}
	body, err := json.Marshal(j)
	if err == nil {
		err = p.root.WriteFile(p.sibling("journal"), body, filePerm)
	}
	if err != nil {
		return errors.Join(p.fail("write", p.sibling("journal"), err), p.dropStaging())
	}
	return nil
}

// dropStaging deletes staging, which holds nothing but ours and links to files
// of the old site.
func (p *place) dropStaging() error {
	if err := p.removeTree(p.sibling("next")); err != nil {
		return err
	}
	return p.remove(p.sibling("journal"))
}

// recover finishes or undoes what a crashed build left behind.
func (p *place) recover() error {
	journal, err := p.exists(p.sibling("journal"))
	if err != nil {
		return err
	}
	if !journal {
		if err := p.checkNext(); err != nil {
			return err
		}
		return p.recoverOld()
	}
	if err := p.recoverStaging(); err != nil {
		return err
	}
	if err := p.recoverSpare(); err != nil {
		return err
	}
	if err := p.removeTree(p.sibling("next")); err != nil {
		return err
	}
	if err := p.recoverOld(); err != nil {
		return err
	}
	return p.remove(p.sibling("journal"))
}

// checkNext: a crash between making the folder and writing the journal leaves it empty.
func (p *place) checkNext() error {
	next := p.sibling("next")
	info, err := p.look(next)
	if info == nil {
		return err
	}
	if !info.IsDir() || p.root.Remove(next) != nil {
		return fmt.Errorf("%s is in the way: want to create it, found one that is not ours", p.path(next))
	}
	return nil
}

// recoverStaging sees to it that there is a public folder, if there was one, and that
// .next is staging, if it is there.
func (p *place) recoverStaging() error {
	next, old := p.sibling("next"), p.sibling("old")
	body, err := p.root.ReadFile(p.sibling("journal"))
	if err != nil {
		return p.fail("read", p.sibling("journal"), err)
	}
	var j journal
	// Commit flushes the journal before it swaps, so a damaged one is older than any swap.
	whole := json.Unmarshal(body, &j) == nil
	if whole && (j.Version < 1 || j.Version > journalVersion) {
		return fmt.Errorf("read %s: want version 1 to %d, found %d", p.path(p.sibling("journal")), journalVersion, j.Version)
	}
	staging, err := p.look(next)
	if err != nil {
		return err
	}
	public, err := p.exists(p.name)
	if err != nil {
		return err
	}
	if staging != nil && whole && public {
		exchanged, err := p.exchanged(j, staging)
		if exchanged {
			err = p.rename(next, old)
		}
		return err
	}
	if public {
		return nil
	}
	leaving, err := p.exists(old)
	switch {
	case !leaving:
		return err
	case staging != nil && whole: // between the two renames
		return p.rename(next, p.name)
	}
	return p.rename(old, p.name)
}

// exchanged says that .next is the old site. Staging has a manifest last of all, and the
// old one's only where nothing but damage is mended: then all of it may go, and kept files
// are looked for, whichever it is.
func (p *place) exchanged(j journal, next fs.FileInfo) (bool, error) {
	if j.Version == 1 {
		return j.Staging != inode(next), nil
	}
	there, err := p.manifestSum(p.sibling("next"))
	if err != nil || there != j.Old {
		return false, err
	}
	if j.Old != "" {
		return true, nil
	}
	public, err := p.manifestSum(p.name)
	return public != "", err
}

// manifestSum is the SHA-256 of a tree's manifest, in hex; empty where there is none.
func (p *place) manifestSum(tree string) (string, error) {
	name := tree + "/" + ManifestName
	body, err := p.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", p.fail("read", name, err)
	}
	sum := sha256.Sum256(body)
	return hexSum(sum[:]), nil
}

// recoverSpare throws away a spare that a build was at work on.
func (p *place) recoverSpare() error {
	spare, next := p.sibling("spare"), p.sibling("next")
	if there, err := p.exists(spare); !there {
		return err
	}
	m, err := p.manifestOf(next)
	if err == nil {
		_, err = p.manifestOf(spare)
	}
	if err != nil {
		// Only a power cut leaves a damaged one, and then the spare was staging.
		return p.removeTree(spare)
	}
	return p.scrap(spare, m.Manifest)
}

// recoverOld clears away an old site that was on its way out.
func (p *place) recoverOld() error {
	old := p.sibling("old")
	if there, err := p.exists(old); !there {
		return err
	}
	public, err := p.exists(p.name)
	if err != nil {
		return err
	}
	if !public {
		return p.rename(old, p.name)
	}
	owns, err := p.owner(old)
	if err != nil {
		return err
	}
	rest, err := p.rescue(old, owns, 0)
	if err != nil {
		return err
	}
	return p.clear(old, rest)
}
