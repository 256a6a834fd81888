package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/changes"
	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
	"gongshi/internal/transcript"
)

// The folders and files of a portal that are read here.
const (
	dataFolder    = "data"
	contentFolder = "content"
	redirectsFile = "data/redirects.csv"
	readme        = "README.md"
)

// data reads everything under data/.
func (r *reader) data() error {
	files, err := r.files(dataFolder)
	if err != nil {
		return err
	}
	byTable, receipts := map[string][]string{}, false
	for _, name := range files {
		switch table := tableOf(strings.TrimPrefix(name, dataFolder+"/")); {
		case name == redirectsFile:
			if err := r.redirects(name); err != nil {
				return err
			}
		case name == register.ReceivedFile:
			receipts = true
		case table != nil:
			byTable[table.Name] = append(byTable[table.Name], name)
		case name == changes.Kept: // read once there is a register
		case path.Base(name) != readme && path.Base(name) != "README.zh-CN.md":
			r.stranger(name)
		}
	}
	var others []tableName
	for _, t := range schema.Tables() {
		if len(byTable[t.Name]) == 0 {
			r.noTable(t)
		}
		for _, name := range byTable[t.Name] {
			if t.Name != "agencies" {
				others = append(others, tableName{t, name})
				continue
			}
			one, err := r.one(tableName{t, name}) // the others ask who is an agency
			if err != nil {
				return err
			}
			r.join(one)
			r.agencies = one.agencies
			for i := range one.tables.Sources {
				r.learn(&one.tables.Sources[i])
			}
		}
	}
	if err := r.side(others); err != nil {
		return err
	}
	slices.Sort(r.tables.Files)
	if receipts { // once it is known which files there are
		if err := r.received(); err != nil {
			return err
		}
	}
	slices.SortFunc(r.tables.Sources, func(a, b register.Source) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// files lists the regular files below a folder, sorted, without hidden ones and the
// locks of office programs. Links are read where they stay inside the portal; links to
// folders are not followed.
func (r *reader) files(folder string) ([]string, error) {
	var list []string
	err := fs.WalkDir(r.fsys, folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case name == folder && errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll // no such folder: its tables are missing, which is a finding
		case err != nil && name == folder && !errors.Is(err, fs.ErrPermission):
			r.outside(name) // a link out: os.Root has no error of its own for it
			return fs.SkipAll
		case err != nil:
			return err
		case name != folder && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !utf8.ValidString(name):
			r.whole(name, finding.Error, "bad-file-name", finding.Text{ZH: "文件名不是 UTF-8 文字", EN: "the name is not UTF-8"},
				finding.Text{ZH: "改名", EN: "rename the file"})
		case d.Type()&fs.ModeSymlink != 0:
			if r.inside(name) {
				list = append(list, name)
			}
		case d.Type().IsRegular():
			list = append(list, name)
		case !d.IsDir():
			r.whole(name, finding.Warning, "not-a-file", finding.Text{ZH: "不是普通文件，没有读取", EN: "not a regular file: not read"},
				finding.Text{ZH: "删除它", EN: "remove it"})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the folder %s: %w", folder, err)
	}
	slices.Sort(list)
	return list, nil
}

// inside says whether a link leads to a regular file of the portal.
func (r *reader) inside(name string) bool {
	info, err := fs.Stat(r.fsys, name)
	if err == nil && info.Mode().IsRegular() {
		return true
	}
	r.outside(name)
	return false
}

func (r *reader) outside(name string) {
	r.whole(name, finding.Error, "outside-portal",
		finding.Text{ZH: "链接不指向本文件夹内的文件", EN: "the link leads to no file inside the portal"},
		finding.Text{ZH: "改为复制文件本身", EN: "put a copy of the file there"})
}

func (r *reader) whole(file string, severity finding.Severity, rule string, message, hint finding.Text) {
	r.book.add(finding.Finding{File: file, Severity: severity, Rule: rule, Message: message, Hint: hint})
}

// tableOf returns the table to which a file below data/ belongs: its name is the table's
// English or Chinese name, alone or followed by - _ . a digit or /. It is nil where
// there is none.
func tableOf(name string) *schema.Table {
	name = norm.NFC.String(name)
	for _, t := range schema.Tables() {
		for _, title := range []string{t.Name, t.ZH} {
			rest, ok := strings.CutPrefix(name, title)
			if !ok && len(name) > len(title) && strings.EqualFold(name[:len(title)], title) {
				rest, ok = name[len(title):], true
			}
			if ok && rest != "" && strings.ContainsRune("-_.0123456789/", rune(rest[0])) {
				return t
			}
		}
	}
	return nil
}

func (r *reader) stranger(name string) {
	var names []string
	for _, t := range schema.Tables() {
		names = append(names, t.Name, t.ZH)
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	r.whole(name, finding.Notice, "unknown-file",
		finding.Text{ZH: "文件名不属于任何一张表，没有读取", EN: "the name is that of no table: not read"},
		finding.DidYouMean(base, names, finding.Text{ZH: "表名：" + strings.Join(names, "、"), EN: "tables are " + strings.Join(names, ", ")}))
}

// noTable reports a table without a file. Without agencies there is no portal.
func (r *reader) noTable(t *schema.Table) {
	severity := finding.Notice
	if t.Name == "agencies" {
		severity = finding.Error
	}
	r.book.add(finding.Finding{
		File: dataFolder, Severity: severity, Rule: "missing-table", Value: t.Name,
		Message: finding.Text{ZH: "没有" + t.ZH + "表", EN: "there is no table " + t.Name},
		Hint:    finding.Text{ZH: "需要时加上 data/" + t.Name + ".csv", EN: "add data/" + t.Name + ".csv where it is needed"},
	})
}

// table reads one file of a table, sheet after sheet.
func (r *reader) table(t *schema.Table, name string) error {
	f := newTableFile(t, name, r.settings, r.book)
	f.agencies, f.copying = r.agencies, r.copying
	file, err := sheet.Open(r.fsys, name, sheet.Options{Known: f.namesColumn, Say: f.told})
	if err != nil {
		return fmt.Errorf("read the table %s: %w", name, err)
	}
	r.tables.Files = append(r.tables.Files, name)
	if file == nil {
		r.tables.Sources = append(r.tables.Sources, register.Source{Name: name, Table: t.Name})
		return nil
	}
	defer file.Close()
	defer func() { r.asked = r.asked || f.asked }()
	f.form = file.Form()
	for _, s := range visible(f, file.Sheets) {
		ok, err := f.open(s)
		if err == nil && ok {
			err = r.rows(f)
		}
		if err != nil {
			return fmt.Errorf("read the table %s: %w", name, err)
		}
		f.end()
		if f.copy != nil {
			f.copy.Broken = f.lost || !s.Rows.Whole()
			for _, rows := range [][]transcript.Row{f.copy.Rows, f.copy.Left} {
				slices.SortStableFunc(rows, func(a, b transcript.Row) int { return a.Line - b.Line })
			}
			r.copies = append(r.copies, f.copy)
		}
	}
	f.form = file.Form()
	f.close(!slices.ContainsFunc(file.Sheets, func(s *sheet.Sheet) bool { return s.Name == "" && !s.Rows.Whole() }))
	hash := ""
	if !slices.ContainsFunc(file.Sheets, func(s *sheet.Sheet) bool { return !s.Rows.Whole() }) { // else reading was given up for a reason
		if hash, err = r.hash(name); err != nil {
			return fmt.Errorf("read the table %s: %w", name, err)
		}
	}
	r.tables.Sources = append(r.tables.Sources, register.Source{
		Name: name, Table: t.Name, Form: f.form.Text(), Rows: f.records, Refused: f.refused, Foreign: f.foreign, Hash: hash, Unread: r.leavesOut(name),
	})
	r.tables.Refused += f.refused + f.foreign
	return nil
}

// visible returns the sheets that are to be read, and reports hidden ones. Sheets that
// explain how to fill in a form are left out.
func visible(f *tableFile, all []*sheet.Sheet) []*sheet.Sheet {
	var list []*sheet.Sheet
	for _, s := range all {
		switch {
		case s.Hidden:
			f.add(0, 0, "", s.Name, note{severity: finding.Warning, rule: "hidden-sheet",
				message: finding.Text{ZH: "隐藏的工作表没有读取", EN: "a hidden sheet is not read"},
				hint:    finding.Text{ZH: "需要公开的，取消隐藏；不需要的，删除它", EN: "unhide it if it is to be published, else delete it"}})
		case !slices.Contains([]string{"填写说明", "说明", "示例", "notes", "example"}, strings.ToLower(strings.TrimSpace(s.Name))):
			list = append(list, s)
		}
	}
	return list
}

// rows adds the rows of a file to the tables.
func (r *reader) rows(f *tableFile) error {
	t := r.tables
	switch f.table.Name {
	case "agencies":
		return read(f, (*agencyRow).cells, (*agencyRow).record, func(a *register.Agency) {
			t.Agencies = append(t.Agencies, a)
			r.agency(a)
		})
	case "pay":
		return read(f, (*payRow).cells, (*payRow).record, func(p *register.Pay) { t.Pay = append(t.Pay, p) })
	case "projects":
		return read(f, (*projectRow).cells, (*projectRow).record, func(p *register.Project) { t.Projects = append(t.Projects, p) })
	case "evaluations":
		return read(f, (*evaluationRow).cells, (*evaluationRow).record, func(e *register.Evaluation) { t.Evaluations = append(t.Evaluations, e) })
	}
	return read(f, (*sanctionRow).cells, (*sanctionRow).record, func(s *register.Sanction) {
		f.about(s)
		t.Sanctions = append(t.Sanctions, s)
	})
}

// agency notes an agency of the portal.
func (r *reader) agency(a *register.Agency) {
	if r.agencies == nil {
		r.agencies = map[credit.Code]*register.Agency{}
	}
	r.agencies[a.ID] = a
}

// about checks that a sanction says whom it is about.
func (f *tableFile) about(s *register.Sanction) {
	column, ok := "agency_id", s.AgencyID != "" || s.SubjectName != ""
	if s.Subject == "practitioner" {
		column, ok = "person", s.Person != ""
	}
	if ok {
		return
	}
	at := s.Place(f.table.Index(column))
	f.add(int(at.Line), max(int(at.Column), 1), column, "", note{severity: finding.Error, rule: "missing-subject",
		message: finding.Text{ZH: "没有写明惩戒对象", EN: "the row does not say whom it is about"},
		hint:    finding.Text{ZH: "机构填统一社会信用代码或行政相对人名称，从业人员填姓名", EN: "give agency_id or subject_name for an agency, person for a practitioner"}})
}

// close says what concerns the file as a whole; whole is false where its rest was refused.
func (f *tableFile) close(whole bool) {
	if !f.form.Usual && whole {
		f.add(0, 0, "", f.form.String(), note{severity: finding.Notice, rule: "file-form",
			message: finding.Text{ZH: "按 " + f.form.Text().ZH + " 读取", EN: "read as " + f.form.String()},
			hint:    finding.Text{ZH: "无需处理；另存为“CSV UTF-8（逗号分隔）”最稳妥", EN: "nothing to do; “CSV UTF-8 (comma delimited)” is the safest form"}})
	}
	if f.foreign > 0 {
		f.add(0, 0, "agency_id", fmt.Sprint(f.foreign), note{severity: finding.Notice, rule: "foreign-party",
			message: finding.Text{ZH: fmt.Sprintf("%d 行的行政相对人不在机构表内，没有收录", f.foreign), EN: fmt.Sprintf("%d rows about parties that are not among the agencies were left out", f.foreign)},
			hint:    finding.Text{ZH: "需要收录时，先把机构加进机构表", EN: "add the agency to the table agencies to keep its rows"}})
	}
}
