package projection

import (
	"crypto/sha256"
	"fmt"
	"slices"
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
	if _, err := s.days(); err != nil {
		return err
	}
	if _, err := s.amounts(); err != nil {
		return err
	}
	if _, err := s.fines(); err != nil {
		return err
	}
	if err := s.verifyGroups(s.Titles, titleDocs); err != nil {
		return err
	}
	if err := s.verifyGroups(s.Texts, textDocs); err != nil {
		return err
	}
	for d := range int32(s.Documents) {
		if _, _, err := s.record(d); err != nil {
			return err
		}
	}
	return s.verifyTerms()
}

// verifyGroups holds groups of chunks, of few documents each, to their names.
func (s *readSegment) verifyGroups(groups []string, few int) error {
	for g, group := range groups {
		sums := sha256.New()
		for i := range min(groupChunks, ceil(s.Documents, few)-g*groupChunks) {
			ref, err := s.files.grouped(group, i)
			if err != nil {
				return err
			}
			content, err := s.files.content(ref)
			if err != nil {
				return fmt.Errorf("search index: chunk %.60q: %w", ref, err)
			}
			sums.Write(content)
		}
		if len(s.files.packs) == 0 && nameOf(sums.Sum(nil)) != group {
			return fmt.Errorf("search index: chunk %.60q: %w", group, damaged("its content has another name"))
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
			for _, ref := range []string{e.large.list, e.large.classes, e.large.places} {
				if ref == "" && e.large.list != "" {
					continue
				}
				if err := s.files.verify(ref); err != nil {
					return err
				}
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
