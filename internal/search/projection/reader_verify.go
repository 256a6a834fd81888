package projection

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Verify reads every chunk and returns the first thing that is wrong: a chunk that is
// missing or damaged, whose content is not what its name says, or labels out of order.
func (x *Index) Verify() error {
	for _, name := range x.root.Packs {
		b, err := readFile(x.files.fsys, name+".js")
		if err != nil {
			return fmt.Errorf("search index: %w", err)
		}
		if sum := sha256.Sum256(b); packPrefix+nameOf(sum[:]) != name {
			return fmt.Errorf("search index: %s.js: %w", name, damaged("its content has another name"))
		}
	}
	for _, s := range x.segments {
		if err := s.verify(); err != nil {
			return err
		}
	}
	gaps, err := x.Gaps()
	if err != nil {
		return err
	}
	if n := gaps.Len(); n != x.root.Gaps {
		return fmt.Errorf("search index: %s: %w", rootFile, damaged("%d gaps, but %d in segments", x.root.Gaps, n))
	}
	for _, name := range x.facetNames() {
		if err := x.verifyFacet(name); err != nil {
			return err
		}
	}
	for _, ref := range []string{x.root.Sounds, x.root.Simplified} {
		if err := x.files.verify(ref); err != nil {
			return err
		}
	}
	if _, err := chunk(x.files, x.root.Sounds, 0, decodeJSON[map[string]string]); err != nil {
		return err
	}
	return x.verifyNames()
}

// verify holds a chunk to its name. In packs the name is a place.
func (f *files) verify(ref string) error {
	content, err := f.content(ref)
	if err == nil && len(f.packs) == 0 {
		if sum := sha256.Sum256(content); nameOf(sum[:]) != ref {
			err = damaged("its content has another name")
		}
	}
	if err != nil {
		return fmt.Errorf("search index: chunk %.60q: %w", ref, err)
	}
	return nil
}

func (s *readSegment) verify() error {
	for _, ref := range []string{s.Ended, s.Days, s.Amounts, s.Fines} {
		if err := s.files.verify(ref); err != nil {
			return err
		}
	}
	if _, err := s.ended(); err != nil {
		return err
	}
	gaps, err := s.gaps()
	if err == nil && s.Gaps != "" {
		err = s.files.verify(s.Gaps)
	}
	if err != nil {
		return err
	}
	if _, err := s.days(); err != nil {
		return err
	}
	if _, err := s.amounts(); err != nil {
		return err
	}
	if _, err := s.fines(); err != nil {
		return err
	}
	if err := s.verifyGroups(); err != nil {
		return err
	}
	for d := range int32(s.Documents) {
		hit, parts, err := s.record(d)
		if err != nil {
			return err
		}
		if _, gap := slices.BinarySearch(gaps, d); gap && (hit != gapHit || len(parts) > 0) {
			return fmt.Errorf("search index: segment from %d: %w", s.first, damaged("something stands in gap %d", d))
		}
	}
	return s.verifyTerms()
}

// verifyGroups holds groups of titles, and those of texts, to their names.
func (s *readSegment) verifyGroups() error {
	for g := range s.Titles {
		chunks := min(groupChunks, ceil(s.Documents, titleDocs)-g*groupChunks)
		titles, err := s.files.pieces(s.Titles[g], chunks)
		if err != nil {
			return err
		}
		texts, err := s.files.pieces(s.Texts[g], chunks)
		if err != nil {
			return err
		}
		if len(s.files.packs) > 0 {
			continue
		}
		for _, of := range [][2]string{{s.Titles[g], groupName(titles)}, {s.Texts[g], groupName(titles, texts)}} {
			if of[0] != of[1] {
				return fmt.Errorf("search index: chunk %.60q: %w", of[0], damaged("its content has another name"))
			}
		}
	}
	return nil
}

// pieces reads the chunks of a group.
func (f *files) pieces(group string, chunks int) ([]piece, error) {
	var list []piece
	for i := range chunks {
		ref, err := f.grouped(group, i)
		if err != nil {
			return nil, err
		}
		content, err := f.content(ref)
		if err != nil {
			return nil, fmt.Errorf("search index: chunk %.60q: %w", ref, err)
		}
		list = append(list, piece{content: content})
	}
	return list, nil
}

// verifyBeside holds the chunks that stand beside a label to their names.
func (s *readSegment) verifyBeside(e *readEntry) error {
	refs := []string{e.large.list, e.large.classes, e.large.places}
	if refs[2] == "" {
		refs = refs[:2]
	}
	var list []piece
	for _, ref := range refs {
		content, err := s.files.content(ref)
		if err != nil {
			return fmt.Errorf("search index: chunk %.60q: %w", ref, err)
		}
		list = append(list, piece{content: content})
	}
	if len(s.files.packs) > 0 {
		return nil
	}
	name := besideName(s.Documents, []byte(e.label), list)
	for i, ref := range refs {
		if ref != name+"-"+strconv.Itoa(i) {
			return fmt.Errorf("search index: chunk %.60q: %w", ref, damaged("its content has another name"))
		}
	}
	return nil
}

// verifyTerms reads all shards and what is kept outside of them.
func (s *readSegment) verifyTerms() error {
	before := ""
	return s.files.walk(s.Terms, func(l label) error {
		shard, err := s.shard(l[1])
		if err != nil {
			return err
		}
		if !strings.HasPrefix(shard[0].label, l[0]) || l[0] <= before && before != "" {
			return fmt.Errorf("search index: chunk %.60q: %w", l[1], damaged("shard %q follows %q and begins with %q", l[0], before, shard[0].label))
		}
		for i := range shard {
			e := &shard[i]
			if e.label <= before {
				return fmt.Errorf("search index: chunk %.60q: %w", l[1], damaged("label %q follows %q", e.label, before))
			}
			before = e.label
			if e.kind != kindLarge {
				continue
			}
			if err := s.verifyBeside(e); err != nil {
				return err
			}
			if _, err := e.read(s.files, s.Documents, true); err != nil {
				return err
			}
		}
		return nil
	})
}

// walk holds the chunks of a directory to their names and visits each.
func (f *files) walk(d directory, visit func(label) error) error {
	for _, l := range d.List {
		list := []label{l}
		if d.Deep {
			if err := f.verify(l[1]); err != nil {
				return err
			}
			var err error
			if list, err = chunk(f, l[1], 0, decodeJSON[[]label]); err != nil {
				return err
			}
			if len(list) == 0 || list[0][0] != l[0] {
				return fmt.Errorf("search index: chunk %.60q: %w", l[1], damaged("it does not begin with %q", l[0]))
			}
		}
		for _, l := range list {
			if err := f.verify(l[1]); err != nil {
				return err
			}
			if err := visit(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// facetNames lists the facets that some segment has.
func (x *Index) facetNames() []string {
	var names []string
	for _, s := range x.segments {
		for name := range s.facets {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// verifyFacet holds the chunks of a facet to their names and reads all of them.
func (x *Index) verifyFacet(name string) error {
	for _, s := range x.segments {
		for _, p := range slices.Concat(s.facets[name].values, s.facets[name].sets) {
			if err := s.files.verify(p.ref); err != nil {
				return err
			}
		}
	}
	f, err := x.facet(name)
	if err != nil {
		return err
	}
	for i, s := range x.segments {
		if err := s.walk(name, slices.Repeat([]bool{true}, len(f.places[i])), func(int, int32) {}); err != nil {
			return err
		}
	}
	return nil
}

// verifyNames reads the names to suggest.
func (x *Index) verifyNames() error {
	before := ""
	return x.files.walk(x.root.Names, func(l label) error {
		list, err := chunk(x.files, l[1], 0, decodeJSON[[][3]string])
		if err != nil {
			return err
		}
		if len(list) == 0 || !strings.HasPrefix(list[0][0], l[0]) {
			return fmt.Errorf("search index: chunk %.60q: %w", l[1], damaged("it does not begin with %q", l[0]))
		}
		for _, n := range list {
			if n[0] < before {
				return fmt.Errorf("search index: chunk %.60q: %w", l[1], damaged("name %q follows %q", n[0], before))
			}
			before = n[0]
		}
		return nil
	})
}
