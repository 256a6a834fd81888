package main

import (
	"cmp"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongshi/internal/slug"
	"gongshi/internal/text"
)

// The naive scan below is written from the words of the contract alone and shares
// nothing with package search, so that a mistake cannot hide on both sides (folding,
// which makes 會 and 会 equal, has vectors of its own):
//
//   - documents are agencies, projects and sanctions, with the columns listed there;
//   - a run of Han characters is matched as an exact substring, which does not cross
//     punctuation or white space;
//   - a run of letters or digits is one word.

// record is a document of the naive scan.
type record struct {
	id    string // table/slug
	texts []string
}

// row is a row of a table by column.
type row map[string]string

// columns are the Chinese names of the columns that the scan reads.
var columns = map[string]string{
	"统一社会信用代码": "agency_id", "机构名称": "name", "简称": "short_name", "曾用名": "former_names", "所在区": "district", "服务领域": "fields",
	"项目编号": "project_id", "项目名称": "name", "购买主体": "purchaser", "等级": "grade", "评价意见": "comment",
	"文书号": "sanction_id", "对象": "subject", "行政相对人名称": "subject_name", "从业人员姓名": "person", "种类": "measures", "作出机关": "authority",
	"事实": "facts", "依据": "basis", "内容": "decision", "公示截止期": "publish_until", "状态": "status", "状态日期": "status_on",
}

// rows reads every file of a table, in English or Chinese headers.
func rows(t testing.TB, portal string, names ...string) []row {
	t.Helper()
	var list []row
	for _, name := range names {
		found, err := filepath.Glob(filepath.Join(portal, "data", name+"*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(readFile(t, path), "\ufeff")))
			head, err := r.Read()
			if err != nil {
				t.Fatal(err)
			}
			for {
				cells, err := r.Read()
				if err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
				one := row{}
				for i, h := range head {
					if english, ok := columns[h]; ok {
						h = english
					}
					one[h] = cells[i]
				}
				list = append(list, one)
			}
		}
	}
	return list
}

// several splits a cell of several values.
func several(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";；、", r) })
}

var frontMatter = regexp.MustCompile(`(?s)^---\n(?:.*\n)?title: *"?([^\n"]*)"?\n.*?---\n(.*)$`)

// documents are the records of a portal as the contract says they are searched, on
// a day written as 2026-06-30.
func documents(t testing.TB, portal, asOf string) []record {
	t.Helper()
	var list []record
	names := map[string]string{}
	for _, r := range rows(t, portal, "agencies", "机构") {
		names[r["agency_id"]] = r["name"]
		texts := []string{r["name"], r["short_name"], r["agency_id"], r["district"]}
		texts = append(append(texts, several(r["former_names"])...), several(r["fields"])...)
		policies, err := filepath.Glob(filepath.Join(portal, "content/policies", r["agency_id"]+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range policies {
			if m := frontMatter.FindStringSubmatch(readFile(t, path)); m != nil {
				texts = append(append(texts, m[1]), plain(m[2])...)
			}
		}
		list = append(list, record{"agencies/" + slug.Of(r["agency_id"]), texts})
	}
	results := map[string][]string{}
	for _, r := range rows(t, portal, "evaluations", "评价") {
		results[r["project_id"]] = append(results[r["project_id"]], r["comment"], r["grade"])
	}
	for _, r := range rows(t, portal, "projects", "项目") {
		texts := []string{r["name"], r["project_id"], r["purchaser"], names[r["agency_id"]]}
		list = append(list, record{"projects/" + slug.Of(r["project_id"]), append(texts, results[r["project_id"]]...)})
	}
	for _, r := range rows(t, portal, "sanctions", "惩戒") {
		if !shown(r, asOf) {
			continue
		}
		about, party := r["agency_id"], names[r["agency_id"]]
		if about == "" {
			about, party = cmp.Or(r["person"], r["subject_name"]), r["subject_name"]
		}
		if r["subject"] == "practitioner" || r["subject"] == "从业人员" {
			about = cmp.Or(r["person"], about)
		}
		texts := []string{r["sanction_id"], party, r["authority"], r["facts"], r["basis"], r["decision"]}
		list = append(list, record{"sanctions/" + slug.Of(r["authority"], r["sanction_id"], about), append(texts, several(r["measures"])...)})
	}
	return list
}

// shown says whether a sanction may be shown on a day.
func shown(r row, asOf string) bool {
	if end := r["publish_until"]; end != "" && end != "长期" && end < asOf {
		return false
	}
	closed := slices.Contains([]string{"withdrawn", "repaired", "已撤销", "已修复"}, r["status"])
	return !closed || r["status_on"] > asOf
}

// plain is the paragraphs of simple Markdown as text.
func plain(markdown string) []string {
	var list []string
	for _, paragraph := range strings.Split(markdown, "\n\n") {
		for _, line := range strings.Split(paragraph, "\n") {
			list = append(list, strings.NewReplacer("**", "", "`", "").Replace(line))
		}
	}
	return list
}

// runs cuts a text into runs of tokens: a Han character is a token, and so is a run
// of other letters and digits; everything else ends the run.
func runs(s string) [][]string {
	var all [][]string
	var run []string
	inWord := false
	for _, r := range text.Fold(s) {
		switch {
		case unicode.Is(unicode.Han, r):
			run, inWord = append(run, string(r)), false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if inWord {
				run[len(run)-1] += string(r)
			} else {
				run, inWord = append(run, string(r)), true
			}
		default:
			if len(run) > 0 {
				all = append(all, run)
			}
			run, inWord = nil, false
		}
	}
	if len(run) > 0 {
		all = append(all, run)
	}
	return all
}

// scan is a list of records cut into runs.
type scan struct {
	ids  []string
	runs [][][]string // in step with ids
}

func newScan(list []record) *scan {
	s := &scan{}
	for _, d := range list {
		var all [][]string
		for _, s := range d.texts {
			all = append(all, runs(s)...)
		}
		s.ids, s.runs = append(s.ids, d.id), append(s.runs, all)
	}
	return s
}

// find lists the ids of the records that hold the tokens side by side, sorted.
func (s *scan) find(tokens []string) []string {
	var found []string
	for i, id := range s.ids {
		if slices.ContainsFunc(s.runs[i], func(run []string) bool { return contains(run, tokens) }) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	return found
}

func contains(run, tokens []string) bool {
	for i := 0; i+len(tokens) <= len(run); i++ {
		if slices.Equal(run[i:i+len(tokens)], tokens) {
			return true
		}
	}
	return false
}

// substrings picks n random substrings of 2 to 10 characters, at least two of them
// Han, each from a random place of a random record. Same seed, same substrings.
func (s *scan) substrings(n int, seed uint64) [][]string {
	dice := rand.New(rand.NewPCG(seed, 0))
	var list [][]string
	for len(list) < n {
		all := s.runs[dice.IntN(len(s.runs))]
		if len(all) == 0 {
			continue
		}
		run := all[dice.IntN(len(all))]
		from, length := dice.IntN(len(run)), 2+dice.IntN(9)
		tokens := run[from:min(from+length, len(run))]
		piece, han := strings.Join(tokens, ""), 0
		for _, r := range piece {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		if size := len([]rune(piece)); han >= 2 && size <= 10 {
			list = append(list, tokens)
		}
	}
	return list
}

// hit and answer are what gongshi search --format json and window.gongshi.search
// promise, as far as recall needs it.
type hit struct {
	ID string `json:"id"`
}

type answer struct {
	Total int   `json:"total"`
	Hits  []hit `json:"hits"`
}

func (a answer) ids() []string {
	list := []string{}
	for _, h := range a.Hits {
		list = append(list, h.ID)
	}
	slices.Sort(list)
	return list
}

// compare asserts that the answers to all queries are those of the scan: nothing is
// missing and nothing is too much.
func (s *scan) compare(t *testing.T, queries [][]string, ask func(query string) answer) {
	t.Helper()
	missing, extra, hits := 0, 0, 0
	for _, tokens := range queries {
		query := strings.Join(tokens, "")
		want, got := s.find(tokens), ask(query)
		if got.Total != len(got.Hits) {
			t.Errorf("%s: total %d with %d hits", query, got.Total, len(got.Hits))
		}
		lost, odd := without(want, got.ids()), without(got.ids(), want)
		if len(lost)+len(odd) > 0 && missing+extra < 50 {
			t.Errorf("%s: found %d of %d; missing %q, extra %q", query, len(got.Hits), len(want), head(lost), head(odd))
		}
		missing, extra, hits = missing+len(lost), extra+len(odd), hits+len(want)
	}
	t.Logf("%d substrings, %d hits: %d missing, %d extra", len(queries), hits, missing, extra)
	if missing+extra > 0 {
		t.Errorf("%d missing, %d extra; want 0 and 0", missing, extra)
	}
}

func head(list []string) []string { return list[:min(3, len(list))] }

// without is what stands in the first of two sorted lists only.
func without(list, other []string) []string {
	var rest []string
	for _, s := range list {
		if _, ok := slices.BinarySearch(other, s); !ok {
			rest = append(rest, s)
		}
	}
	return rest
}

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     [][]string
	}{
		{"punctuation ends a run", "食品、安全", [][]string{{"食", "品"}, {"安", "全"}}},
		{"a word is a token", "第12号Ａb", [][]string{{"第", "12", "号", "ab"}}},
		{"white space ends a run", "甲 乙1", [][]string{{"甲"}, {"乙", "1"}}},
		{"nothing", "。", nil},
	} {
		if got := runs(c.in); !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
