package opendata

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// keySet holds the keys of what the downloads are made of. The program is no part of them.
type keySet struct {
	common   tree.Key // of the settings that any file shows, and the rulebook
	agencies []material
	tables   map[string]tree.Key // by the name of a table
}

// material is what the file of an agency, and its share of the tables, is made of.
type material struct {
	register.Digest
	account, hits tree.Key
}

func (a *material) all() tree.Key {
	var s tree.Sum
	s.Keys(a.Digest.All(), a.account, a.hits)
	return s.Key()
}

// newKeys adds up what is in the register.
func newKeys(reg *register.Register, led *ledger.Ledger, checks *crosscheck.Results) (*keySet, error) {
	common, err := commonKey(reg)
	if err != nil {
		return nil, err
	}
	k := &keySet{common: common, agencies: make([]material, len(reg.Agencies))}
	chunks := (len(reg.Agencies) + agenciesPerTask - 1) / agenciesPerTask
	err = parallel(chunks, func(i int) error {
		for j := i * agenciesPerTask; j < min((i+1)*agenciesPerTask, len(reg.Agencies)); j++ {
			a := reg.Agencies[j]
			k.agencies[j] = material{Digest: a.Digest(reg), hits: crosscheck.Digest(checks.Of(a))}
			if account := led.Of(a); account != nil {
				k.agencies[j].account = account.Digest()
			}
		}
		return nil
	})
	k.tables = map[string]tree.Key{
		"agencies":    k.sum(func(a *material) tree.Key { return a.Agency }),
		"pay":         k.sum(func(a *material) tree.Key { return a.Pay }),
		"projects":    k.sum(func(a *material) tree.Key { return a.Projects }),
		"evaluations": k.sum(func(a *material) tree.Key { return a.Evaluations }),
		"sanctions":   register.DigestOf(reg.Sanctions),
		"duties":      k.sum(func(a *material) tree.Key { return a.account }),
		clausesName:   k.sum(func(a *material) tree.Key { return a.Projects }),
		findingsName:  crosscheck.Digest(checks.All()),
	}
	return k, err
}

// sum adds one part of all agencies up, in the register's order.
func (k *keySet) sum(part func(*material) tree.Key) tree.Key {
	var s tree.Sum
	for i := range k.agencies {
		s.Keys(part(&k.agencies[i]))
	}
	return s.Key()
}

// of is the key of a file about what has a key of its own.
func (k *keySet) of(what tree.Key) tree.Key {
	var s tree.Sum
	s.Keys(k.common, what)
	return s.Key()
}

// table is the key of a file of a table, some forms of which tell the register's day; ok is
// false where the rows have none.
func (k *keySet) table(reg *register.Register, d *download) (key tree.Key, ok bool) {
	rows, ok := k.tables[d.source.table.Name]
	var s tree.Sum
	s.Keys(k.common, rows)
	if d.format.dated {
		s.Text(reg.AsOf.String())
	}
	return s.Key(), ok
}

// commonKey stands for the settings that any file shows, and the rulebook.
func commonKey(reg *register.Register) (tree.Key, error) {
	var s tree.Sum
	p := reg.Settings
	s.Text(p.Title, p.TitleEN, p.BaseURL, p.Operator.Name, p.Operator.URL)
	s.Texts(p.Languages)
	rules, err := json.Marshal(reg.Rules)
	if err != nil {
		return tree.Key{}, fmt.Errorf("key of the rulebook: %w", err)
	}
	s.Text(string(rules))
	return s.Key(), nil
}

// settled hands a file on that is quicker made than what it is made of is added up.
func settled(once tree.Once, f tree.File) error {
	key := tree.Key(sha256.Sum256(f.Body))
	f.Sum = (*[sha256.Size]byte)(&key)
	_, err := once(f.Path, key, func(emit tree.Emit) ([]byte, error) { return nil, emit(f) })
	return err
}

// measures reads what measured noted.
func measures(note []byte) (size int, hash string, err error) {
	if len(note) <= sha256.Size {
		return 0, "", fmt.Errorf("note of a download: want more than %d bytes, found %d", sha256.Size, len(note))
	}
	n, read := binary.Uvarint(note[sha256.Size:])
	if read <= 0 {
		return 0, "", fmt.Errorf("note of a download: want a size, found %x", note[sha256.Size:])
	}
	return int(n), hex.EncodeToString(note[:sha256.Size]), nil
}
