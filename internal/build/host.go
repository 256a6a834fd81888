package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/host"
	"gongshi/internal/output"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

// What the host of a portal asks for: files of its own beside the site, compressed copies
// that it serves, limits that are checked before the new site is swapped in, and addresses
// that go on answering where pages are divided anew.

// profile is where the portal is served from.
func (p *Portal) profile() host.Profile {
	h, _ := host.Lookup(p.Settings.Host) // portal.Load lets no other name through
	return h
}

// basePath is the path of the published root, with a slash at both ends.
func basePath(s *portal.Settings) string {
	u, err := url.Parse(s.BaseURL)
	if err != nil || u.EscapedPath() == "" {
		return "/"
	}
	return u.EscapedPath()
}

// division is the content of route.Division.
//
// 1: the first.
type division struct {
	Version int    `json:"version"`
	Pages   string `json:"pages"`
}

const divisionVersion = 1

// published says how the pages of a published site are divided; "" where none is there.
func published(public string) (string, error) {
	if _, err := os.Stat(filepath.Join(public, output.ManifestName)); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	b, err := os.ReadFile(filepath.Join(public, route.Division))
	if errors.Is(err, fs.ErrNotExist) {
		return portal.Full, nil
	} else if err != nil {
		return "", err
	}
	var d division
	if err := json.Unmarshal(b, &d); err != nil {
		return "", fmt.Errorf("read %s: %w", filepath.Join(public, route.Division), err)
	}
	if d.Version != divisionVersion {
		return "", fmt.Errorf("read %s: want version %d, found %d", filepath.Join(public, route.Division), divisionVersion, d.Version)
	}
	return d.Pages, nil
}

// switched refuses to divide the pages of a published site anew where its host cannot lead
// from all old addresses to the new ones.
func (p *Portal) switched(o Options) ([]finding.Finding, error) {
	was, err := published(Public(o))
	if err != nil || was == "" || was == p.Settings.Pages {
		return nil, err
	}
	s, list := p.Settings, moves(p.Register)
	if p.profile().Redirects.Takes(basePath(s), list) {
		return nil, nil
	}
	where := finding.Text{ZH: "没有写明托管方（host）", EN: "no host is named that could redirect"}
	if s.Host != "" {
		where = finding.Text{ZH: s.Host + " 不能全部跳转", EN: s.Host + " cannot redirect all of them"}
	}
	return []finding.Finding{{
		File: portal.File, Line: s.PagesLine, Column: 1, Field: "pages", Value: s.Pages, Severity: finding.Error, Rule: "pages-switched",
		Message: finding.Text{
			ZH: fmt.Sprintf("已发布的网站是 %s，改成 %s 会有 %s 个地址失效：%s", was, s.Pages, words.Grouped(len(list)), where.ZH),
			EN: fmt.Sprintf("the published site has %s pages; with %s, %s addresses would answer no more: %s", was, s.Pages, words.Grouped(len(list)), where.EN),
		},
		Hint: finding.Text{
			ZH: fmt.Sprintf("改回 pages: %s，或换一个能跳转的托管方（docs/hosting.md）；从未公布过的网站，删掉输出文件夹再构建", was),
			EN: fmt.Sprintf("set pages: %s again, or a host that redirects (docs/hosting.md); where nobody has the addresses yet, delete the output folder and build", was),
		},
	}}, nil
}

// moves are the addresses that the other way of dividing pages has and this one has not,
// with what stands in their place. They depend on the register alone and not on what was
// published before, since a build in CI does not know that.
func moves(r *register.Register) []host.Move {
	var list []host.Move
	for _, lang := range r.Settings.Languages {
		at := route.For(r.Settings, lang)
		if !r.Settings.Folded() {
			for _, g := range r.Authorities {
				if slices.ContainsFunc(g.Sanctions, func(s *register.Sanction) bool { return s.Agency == nil }) {
					list = append(list, host.Move{From: at.SanctionsBy(g), To: at.Group(route.Authorities, g, 1)})
				}
			}
			continue
		}
		for _, x := range r.Projects {
			list = append(list, host.Move{From: at.ProjectPage(x.Slug), To: at.Project(x)})
		}
		for _, x := range r.Sanctions {
			list = append(list, host.Move{From: at.SanctionPage(x.Slug), To: at.Sanction(x)})
		}
	}
	return list
}

// Moves are the addresses that lead to others by what the portal's host is told; none where it
// cannot be told of all.
func (p *Portal) Moves() []host.Move {
	list := moves(p.Register)
	if !p.profile().Redirects.Takes(basePath(p.Settings), list) {
		return nil
	}
	return list
}

// hostFiles makes the files that the host reads. One that the operator keeps in the public
// folder is the operator's.
func (p *Portal) hostFiles(emit tree.Emit) error {
	h, s := p.profile(), p.Settings
	var files []tree.File
	if s.Folded() {
		b, err := json.Marshal(division{divisionVersion, s.Pages})
		if err != nil {
			return err
		}
		files = append(files, tree.File{Path: route.Division, Body: append(b, '\n')})
	}
	if h.NoJekyll {
		files = append(files, tree.File{Path: ".nojekyll"})
	}
	if h.Headers {
		files = append(files, tree.File{Path: "_headers", Body: host.HeaderFile(basePath(s))})
	}
	if h.Redirects.Form == host.RedirectFile {
		if body, ok := h.Redirects.Lines(basePath(s), moves(p.Register)); ok && len(body) > 0 {
			files = append(files, tree.File{Path: "_redirects", Body: body})
		}
	}
	for _, f := range files {
		if slices.Contains(s.Keep, f.Path) {
			continue
		}
		if err := emit(f); err != nil {
			return err
		}
	}
	return nil
}

// nginxFiles writes the settings for nginx beside what else can be made again: they are no
// part of the site.
func (p *Portal) nginxFiles(o Options) error {
	if p.profile().Redirects.Form != host.NginxMap {
		return nil
	}
	public, err := filepath.Abs(Public(o))
	if err != nil {
		return err
	}
	dir, base := filepath.Join(Cache(o), "nginx"), basePath(p.Settings)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		body []byte
	}{{"http.conf", host.NginxHTTP(base, moves(p.Register))}, {"server.conf", host.NginxServer(base, filepath.ToSlash(public))}} {
		name := filepath.Join(dir, f.name)
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, f.body) {
			continue
		}
		if err := os.WriteFile(name, f.body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// copies puts the compressed copies that a host serves beside each file. They hold what
// the file holds, so that the gate need not look at them.
type copies struct {
	endings []string
	made    host.Compressor
}

// beside makes copies part of the units of their files.
func (c *copies) beside(next tree.Once) tree.Once {
	if len(c.endings) == 0 {
		return next
	}
	return func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		return next(name, key, func(emit tree.Emit) ([]byte, error) {
			return make(func(f tree.File) error { return c.emit(f, emit) })
		})
	}
}

func (c *copies) emit(f tree.File, emit tree.Emit) error {
	for _, ending := range c.endings {
		if f.Write != nil {
			if write := c.made.Pieces(f.Path, f.Write, ending); write != nil {
				if err := emit(tree.File{Path: f.Path + ending, Write: write}); err != nil {
					return err
				}
			}
			continue
		}
		body, err := c.made.Copy(f.Path, f.Body, ending)
		if err != nil {
			return err
		}
		if body == nil {
			continue
		}
		if err := emit(tree.File{Path: f.Path + ending, Body: body}); err != nil {
			return err
		}
	}
	return emit(f)
}

// isCopy says whether a file is a compressed copy.
func isCopy(path string) bool {
	return strings.HasSuffix(path, ".gz") || strings.HasSuffix(path, ".br")
}

// packs says how the search index is stored: in few files where the host's limit of files
// would not hold otherwise, which is told from the register.
func (p *Portal) packs() projection.Packs {
	h, r := p.profile(), p.Register
	switch {
	case h.Packs == host.PacksNever:
		return projection.PacksNever
	case h.Files == 0:
		return projection.PacksAuto
	}
	const chunksPerRecord = 4 // records a chunk, about
	records := len(r.Agencies) + len(r.Projects) + len(r.Sanctions)
	pages := len(r.Agencies)
	if !p.Settings.Folded() {
		pages = records
	}
	files := (pages*len(p.Settings.Languages)+2*len(r.Agencies))*(1+len(h.Neighbours)) + records/chunksPerRecord
	if files*10 > h.Files*9 {
		return projection.PacksAlways
	}
	return projection.PacksAuto
}

// Limits says which limits of the host a site of these files has reached; the manifest, which is
// not among them, is counted. What is over a limit is an error.
func (p *Portal) Limits(o Options, entries []output.Entry) []finding.Finding {
	h := p.profile()
	limits := h.Limits
	if o.HostLimits != nil {
		limits = *o.HostLimits
	}
	if limits == (host.Limits{}) {
		return nil
	}
	const line = 120 // bytes of a manifest's line beside the path
	manifest := host.File{Path: output.ManifestName}
	files := make([]host.File, 0, len(entries)+1)
	for _, e := range entries {
		files = append(files, host.File{Path: e.Path, Size: e.Size})
		manifest.Size += int64(len(e.Path) + line)
	}
	files = append(files, manifest)
	var list []finding.Finding
	for _, r := range limits.Check(files) {
		list = append(list, p.limit(r, files))
	}
	return list
}

// limit tells of a limit that was reached.
func (p *Portal) limit(r host.Reached, files []host.File) finding.Finding {
	f := finding.Finding{
		File: portal.File, Line: p.Settings.HostLine, Column: 1, Field: "host", Value: p.Settings.Host, Severity: finding.Notice, Rule: "host-limit",
		Hint: p.relief(r),
	}
	if r.Over() {
		f.Severity = finding.Error
	}
	amount := func(n int64, bytes bool) (zh, en string) {
		if bytes {
			mb := fmt.Sprintf("%.1f MB", float64(n)/1e6)
			return mb, mb
		}
		return words.Grouped(int(n)) + " 个文件", words.Grouped(int(n)) + " files"
	}
	bySize := r.Kind == host.FileBytes || r.Kind == host.TotalBytes
	limitZH, limitEN := amount(r.Limit, bySize)
	foundZH, foundEN := amount(r.Found, bySize)
	what := map[host.Kind]finding.Text{
		host.Files: {ZH: "总共最多", EN: "in all"}, host.FolderFiles: {ZH: "一个文件夹最多", EN: "in a folder"},
		host.FileBytes: {ZH: "单个文件最大", EN: "a file"}, host.TotalBytes: {ZH: "总共最大", EN: "in all"},
	}[r.Kind]
	place := r.Path
	if place == "" {
		place = biggest(files, bySize)
	}
	f.Message = finding.Text{
		ZH: fmt.Sprintf("%s%s %s，网站有 %s（%s）", p.Settings.Host, what.ZH, limitZH, foundZH, place),
		EN: fmt.Sprintf("%s takes %s %s, the site has %s: %s", p.Settings.Host, limitEN, what.EN, foundEN, place),
	}
	return f
}

// biggestFolders is how many folders a finding names.
const biggestFolders = 5

func biggest(files []host.File, bySize bool) string {
	var parts []string
	for _, d := range host.Folders(files, bySize) {
		if len(parts) == biggestFolders {
			break
		}
		parts = append(parts, fmt.Sprintf("%s/ %s, %.1f MB", d.Path, words.Grouped(d.Files), float64(d.Bytes)/1e6))
	}
	return strings.Join(parts, "; ")
}

// relief is what makes a site smaller.
func (p *Portal) relief(r host.Reached) finding.Text {
	var zh, en []string
	add := func(z, e string) { zh, en = append(zh, z), append(en, e) }
	if !p.Settings.Folded() && r.Kind != host.FileBytes {
		add("pages: folded 把项目和惩戒并入机构的页面（从未公布过的网站才能直接改）", "pages: folded makes projects and sanctions sections of their agency's page (before the site is published)")
	}
	if len(p.Settings.Languages) > 1 && r.Kind != host.FileBytes {
		add("每种语言都有一套页面，可以少列几种（languages）", "each of the languages has all pages, and fewer can be listed")
	}
	if r.Kind == host.Files && p.Settings.Host == "cloudflare-pages" {
		add("付费方案最多 100,000 个文件：不写 host 就不检查", "paid plans take 100,000 files: without a host nothing is checked")
	}
	add("或换一个托管方，见 docs/hosting.md", "or choose another host: see docs/hosting.md")
	return finding.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}
