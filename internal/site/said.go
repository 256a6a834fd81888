package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"gongshi/internal/peer"
	"gongshi/internal/route"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

// What the scripts of most pages say stands in one file a language, which the pages load: in
// the pages it would be the same a thousand times. Another file has what is said beside long
// tables, which is nearly as much and which few pages have. The search page and that of comparisons,
// of which there is one each, hand their scripts' words over themselves.

// saidFile is a file of what scripts say, as a statement that begins so, named by its content
// as the scripts are.
func (e *edition) saidFile(name, begin string, said map[string]any) tree.File {
	b, err := json.Marshal(said) // sorts the keys
	if err != nil {
		e.broken.CompareAndSwap(nil, &err)
	}
	body := slices.Concat([]byte(begin), b, []byte(";\n"))
	sum := sha256.Sum256(body)
	return tree.File{Path: route.Assets + name + "-" + strings.ToLower(e.lang) + "-" + hex.EncodeToString(sum[:8]) + ".js", Body: body}
}

// saidByScript is what each script says, by the names that its interface of strings gives.
func (e *edition) saidByScript() map[string]any {
	w := e.words
	return map[string]any{
		"footer":   map[string]string{"coverage": w.Coverage},
		"basket":   map[string]string{"add": w.BasketAdd, "in": w.BasketIn, "full": w.BasketFull, "go": w.BasketGo, "said": w.BasketSaid},
		"citation": map[string]string{"copy": w.CiteCopy, "copied": w.CiteCopied, "refused": w.CiteRefused},
		"sources":  e.sourceWords(), "peers": e.peerWords(),
	}
}

func (e *edition) sourceWords() map[string]string {
	w := e.words
	said := map[string]string{
		"show": w.WhenceShow, "one": w.WhenceOne, "comma": w.Comma, "file": w.File, "row": w.FileAndRow, "column": w.WhenceColumn,
		"written": w.WhenceWritten, "blank": w.WhenceBlank, "absent": w.WhenceAbsent, "hash": w.RowHash, "received": w.ReceivedOn,
		"from": w.ReceivedFrom, "unknown": w.NotRecorded, "loading": w.WhenceLoading, "failed": w.WhenceFailed, "source": w.SourceHeading,
	}
	if w.DataLang != "" {
		said["lang"] = w.DataLang
	}
	return said
}

func (e *edition) peerWords() map[string]any {
	w := e.words
	names := map[peer.Size]string{peer.All: w.PeersAll}
	for _, s := range peer.Sizes() {
		names[s] = words.Fill(w.SizeAgencies, "name", e.sizeName(s))
	}
	return map[string]any{
		"show": w.PeersShow, "of": w.PeersOf, "few": w.PeersFew, "mark": w.PeersMark, "failed": w.PeersFailed,
		"note": words.Fill(w.PeersNote, "sizes", e.sizesIn(w.SizesOfEach)), "sizes": names,
	}
}

func (e *edition) tableWords() map[string]any {
	w := e.words
	return map[string]any{
		"find": w.ToolsFind, "more": w.ToolsMore, "all": w.ToolsAll, "sort": w.SearchSort, "own": w.ToolsOwn, "clear": w.ToolsClear,
		"count": w.ToolsCount, "total": w.ToolsTotal, "sorted": w.ToolsSorted, "restored": w.ToolsRestored, "busy": w.ToolsBusy, "failed": w.ToolsFailed,
		"next": w.SearchNext, "none": w.SearchNone, "over": words.Fill(w.ToolsOver, "n", words.Grouped(e.opts.MostRows)), "search": w.ToolsSearch, "colon": w.Colon, "comma": w.Comma,
		"ways": map[string][]string{
			"text": {w.SortTextUp, w.SortTextDown}, "number": {w.SortNumberUp, w.SortNumberDown},
			"date": {w.SortDateUp, w.SortDateDown}, "rank": {w.SortRankUp, w.SortRankDown},
		},
	}
}
