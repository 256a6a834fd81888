package intake

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// form reads the text of one kind of cell. It is never called with a blank text.
type form[T any] interface{ parse(string) (T, []note) }

// cell is a field of a row. The zero cell is one that is not given. It is a pointer,
// because gocsv copies every field that it sets.
type cell[T any, F form[T]] struct{ content *content[T] }

// content is the value of a cell, and what is to be said about it.
type content[T any] struct {
	given T
	notes *[]note // nil: nothing, as nearly always
}

// UnmarshalCSV implements gocsv.TypeUnmarshaller. It never fails, so that all that is
// wrong with a row is found at once.
func (c *cell[T, F]) UnmarshalCSV(s string) error {
	if s == "" {
		return nil
	}
	var f F
	value, notes := f.parse(s)
	c.content = &content[T]{given: value}
	if len(notes) > 0 {
		c.content.notes = &notes
	}
	return nil
}

// value is the cell's value; the zero value where it is not given.
func (c *cell[T, F]) value() (v T) {
	if c.content != nil {
		v = c.content.given
	}
	return v
}

func (c *cell[T, F]) remarks() []note {
	if c.content == nil || c.content.notes == nil {
		return nil
	}
	return *c.content.notes
}

// remarked is a cell of any kind.
type remarked interface{ remarks() []note }

// The cells of the tables, by kind.
type (
	textCell   = cell[string, textForm]
	nameCell   = cell[string, nameForm]
	keyCell    = cell[string, keyForm]
	creditCell = cell[credit.Code, creditForm]
	listCell   = cell[[]string, listForm]
	dateCell   = cell[day.Day, dateForm]
	yearCell   = cell[int, yearForm]
	moneyCell  = cell[money.Amount, moneyForm]
	countCell  = cell[register.Count, countForm]
	scoreCell  = cell[register.Score, scoreForm]
	urlCell    = cell[string, urlForm]

	agencyStatusCell   = cell[string, agencyStatus]
	tierCell           = cell[string, tier]
	evaluationKindCell = cell[string, evaluationKind]
	gradeCell          = cell[string, grade]
	sanctionKindCell   = cell[string, sanctionKind]
	subjectCell        = cell[string, subject]
	severityCell       = cell[string, severity]
	sanctionStatusCell = cell[string, sanctionStatus]
)

// The forms of cells, by kind.
type (
	textForm   struct{}
	nameForm   struct{}
	keyForm    struct{}
	creditForm struct{}
	listForm   struct{}
	dateForm   struct{}
	yearForm   struct{}
	moneyForm  struct{}
	countForm  struct{}
	scoreForm  struct{}
	urlForm    struct{}

	agencyStatus   struct{}
	tier           struct{}
	evaluationKind struct{}
	grade          struct{}
	sanctionKind   struct{}
	subject        struct{}
	severity       struct{}
	sanctionStatus struct{}
)

func (agencyStatus) parse(s string) (string, []note)   { return code(schema.AgencyStatuses, s) }
func (tier) parse(s string) (string, []note)           { return code(schema.Tiers, s) }
func (evaluationKind) parse(s string) (string, []note) { return code(schema.EvaluationKinds, s) }
func (grade) parse(s string) (string, []note)          { return code(schema.Grades, s) }
func (sanctionKind) parse(s string) (string, []note)   { return code(schema.SanctionKinds, s) }
func (subject) parse(s string) (string, []note)        { return code(schema.Subjects, s) }
func (severity) parse(s string) (string, []note)       { return code(schema.Severities, s) }
func (sanctionStatus) parse(s string) (string, []note) { return code(schema.SanctionStatuses, s) }

// unusual says how a cell was understood.
func unusual(zh, en, mend string) []note {
	return []note{{severity: finding.Notice, rule: "unusual-form", mend: mend,
		message: finding.Text{ZH: "写法不常见，按“" + zh + "”读取", EN: "an unusual form, read as " + en},
		hint:    finding.Text{ZH: "可改写为“" + mend + "”", EN: "it may be written " + mend}}}
}

func wrong(rule string, message, hint finding.Text) []note {
	return []note{{severity: finding.Error, rule: rule, message: message, hint: hint}}
}

// code reads a value of a closed list.
func code(list []schema.Code, s string) (string, []note) {
	if c, ok := schema.Find(list, s); ok {
		return c.ID, nil
	}
	compact := strings.Join(strings.Fields(norm.NFKC.String(s)), "")
	if c, ok := schema.Find(list, compact); ok {
		return c.ID, unusual(c.ZH, c.ID, c.ZH)
	}
	var names, shown []string
	for _, c := range list {
		names = append(names, c.ZH, c.ID)
		shown = append(shown, c.ZH)
	}
	all := strings.Join(shown, "、")
	hint := finding.Text{ZH: "可填：" + all, EN: "one of " + all}
	if c := finding.Closest(s, names); c != "" {
		hint = finding.Text{ZH: "是否应为“" + c + "”？可填：" + all, EN: fmt.Sprintf("did you mean %q? one of %s", c, all)}
	}
	return "", wrong("unknown-code", finding.Text{ZH: "不在规定的取值之内", EN: "not one of the values of this column"}, hint)
}

// lost reports text of which a wrong encoding has destroyed a part before.
func lost(s string) []note {
	for _, sign := range []string{"\ufffd", "锟斤拷", "ï¿½"} {
		if strings.Contains(s, sign) {
			return wrong("lost-characters",
				finding.Text{ZH: "有的字在以前转换编码时已经丢失（“" + sign + "”）", EN: "characters were lost when the text was converted before (“" + sign + "”)"},
				finding.Text{ZH: "对照原件重新录入", EN: "type it again from the original"})
		}
	}
	return nil
}

func (textForm) parse(s string) (string, []note) {
	if n := lost(s); n != nil {
		return s, n
	}
	if i := strings.IndexFunc(s, directs); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return s, []note{{severity: finding.Warning, rule: "direction-control",
			message: finding.Text{ZH: fmt.Sprintf("文字里有改变书写方向的控制符 U+%04X", r), EN: fmt.Sprintf("the text holds the direction control U+%04X", r)},
			hint:    finding.Text{ZH: "删除该字符", EN: "delete it"}}}
	}
	return s, nil
}

// directs says whether a character changes the direction of what follows.
func directs(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func (nameForm) parse(s string) (string, []note) { return oneLine(s, maxName) }

func (keyForm) parse(s string) (string, []note) {
	if scientific.MatchString(s) {
		return s, wrong("lost-digits",
			finding.Text{ZH: "编号被表格软件当成数字，写成了科学记数法，末几位已经丢失", EN: "a spreadsheet took the identifier for a number: its last digits are lost"},
			finding.Text{ZH: "把该列设为“文本”格式，重新录入", EN: "format the column as text and type it again"})
	}
	if asDate.MatchString(s) {
		return s, wrong("date-for-text",
			finding.Text{ZH: "编号像是被表格软件改成了日期", EN: "a spreadsheet seems to have made a date of the identifier"},
			finding.Text{ZH: "把该列设为“文本”格式，重新录入", EN: "format the column as text and type it again"})
	}
	return oneLine(s, maxKey)
}

// asDate is what spreadsheets make of identifiers such as 2023-1 and 1-23.
var asDate = regexp.MustCompile(`^(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2,4}|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?)$`)

// scientific is how spreadsheets show a number that is too long for its cell.
var scientific = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)

// oneLine reads a name or an identifier: what two people see as the same must be the same.
func oneLine(s string, limit int) (string, []note) {
	if n, ok := ordinary(s); ok && n <= limit && !strings.Contains(s, "锟斤拷") {
		return s, nil
	}
	s = norm.NFC.String(s)
	if n := lost(s); n != nil {
		return s, n
	}
	if r, _, ok := text.Invisible(s); ok {
		return s, wrong("invisible-character",
			finding.Text{ZH: fmt.Sprintf("含有看不见的字符 U+%04X", r), EN: fmt.Sprintf("holds the invisible character U+%04X", r)},
			finding.Text{ZH: "删除该字符，重新键入", EN: "delete it and type the text again"})
	}
	if strings.ContainsAny(s, "\n\r\t\u2028\u2029\u0085") {
		return s, wrong("line-break", finding.Text{ZH: "此处不能换行或含制表符", EN: "a line break or a tab cannot stand here"},
			finding.Text{ZH: "写在一行内", EN: "write it in one line"})
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return s, wrong("too-long", finding.Text{ZH: fmt.Sprintf("共 %d 个字符，最多 %d 个", n, limit), EN: fmt.Sprintf("%d characters; at most %d are allowed", n, limit)},
			finding.Text{ZH: "缩短内容", EN: "shorten it"})
	}
	return s, nil
}

// ordinary counts the characters of a text and says whether all of them are visible ones of
// ASCII, spaces, common Chinese characters or Chinese brackets, which are what they look like.
func ordinary(s string) (n int, ok bool) {
	for _, r := range s {
		if n++; !(r >= ' ' && r <= '~' || r >= 0x4e00 && r <= 0x9fff || r == '（' || r == '）' || r == '〔' || r == '〕') {
			return n, false
		}
	}
	return n, true
}

func (listForm) parse(s string) ([]string, []note) {
	var list []string
	var notes []note
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '；' || r == '、' }) {
		part = strings.TrimSpace(part)
		if blank(part) || slices.Contains(list, part) {
			continue
		}
		name, n := oneLine(part, maxName)
		list, notes = append(list, name), append(notes, n...)
	}
	return list, notes
}

func (dateForm) parse(s string) (day.Day, []note) {
	r, err := day.Read(s)
	switch {
	case errors.Is(err, day.ErrCalendar):
		return r.Day, wrong("no-such-day", finding.Text{ZH: "日历上没有这一天", EN: "the calendar has no such day"},
			finding.Text{ZH: "核对年、月、日", EN: "check year, month and day"})
	case errors.Is(err, day.ErrPartial):
		return r.Day, wrong("partial-date", finding.Text{ZH: "日期缺少月或日", EN: "month or day is missing"},
			finding.Text{ZH: "写全日期，如 2023-05-01", EN: "write the whole date, as in 2023-05-01"})
	case errors.Is(err, day.ErrRange):
		return r.Day, wrong("wrong-date", finding.Text{ZH: "这是起止两个日期", EN: "these are two dates, from and to"},
			finding.Text{ZH: "分别填进两列，如“开始日期”和“结束日期”", EN: "put each into its own column"})
	case err != nil:
		return r.Day, wrong("wrong-date", finding.Text{ZH: "不是能确定的日期", EN: "not a date that can be told for certain"},
			finding.Text{ZH: "应为 2023-05-01、2023/5/1 或 2023年5月1日；整表都是别的写法时，在 gongshi.yaml 的 dates 里说明",
				EN: "wanted 2023-05-01, 2023/5/1 or 2023年5月1日; where a whole table is written otherwise, say so under dates in gongshi.yaml"})
	case r.Unusual:
		return r.Day, unusual(r.Day.String(), r.Day.String(), r.Day.String())
	}
	return r.Day, nil
}

func (yearForm) parse(s string) (int, []note) {
	y, odd, err := day.ReadYear(s)
	if err != nil {
		return 0, wrong("wrong-year", finding.Text{ZH: "不是年度", EN: "not a year"},
			finding.Text{ZH: "应为四位年份，如 2023", EN: "wanted four digits, as in 2023"})
	}
	if odd {
		return y, unusual(strconv.Itoa(y), strconv.Itoa(y), strconv.Itoa(y))
	}
	return y, nil
}

func (moneyForm) parse(s string) (money.Amount, []note) {
	r, err := money.Parse(s, money.Yuan)
	if err != nil {
		return r.Amount, wrongAmount(err)
	}
	if r.Unusual {
		return r.Amount, unusual(r.Amount.Grouped()+"元", r.Amount.Grouped()+" yuan", strings.TrimSuffix(r.Amount.String(), ".00"))
	}
	return r.Amount, nil
}

// wrongAmount says what is wrong with an amount.
func wrongAmount(err error) []note {
	switch {
	case errors.Is(err, money.ErrNegative):
		return wrong("negative-amount", finding.Text{ZH: "金额不能为负", EN: "an amount cannot be negative"},
			finding.Text{ZH: "填写实际金额；冲减请写在备注里", EN: "give the amount itself; put a correction into the note"})
	case errors.Is(err, money.ErrPrecision):
		return wrong("wrong-amount", finding.Text{ZH: "小数位数过多，不足一分", EN: "has decimals below one fen"},
			finding.Text{ZH: "元最多两位小数，万元最多六位", EN: "at most two decimals of a yuan, six of 万元"})
	case errors.Is(err, money.ErrGrouping):
		return wrong("wrong-amount", finding.Text{ZH: "千分位逗号的位置不对，或用逗号作了小数点", EN: "a thousands separator stands in the wrong place, or a comma stands for the point"},
			finding.Text{ZH: "去掉逗号，小数点用“.”，如 1234567.50", EN: "leave the separators out and write the point as a point, as in 1234567.50"})
	case errors.Is(err, money.ErrRange):
		return wrong("wrong-amount", finding.Text{ZH: "金额过大", EN: "the amount is too large"},
			finding.Text{ZH: "核对金额和单位", EN: "check the amount and its unit"})
	case errors.Is(err, money.ErrNotation):
		return wrong("wrong-amount", finding.Text{ZH: "科学记数法，可能已经丢失末几位", EN: "scientific notation, which may have lost digits"},
			finding.Text{ZH: "把单元格设为“数值”格式，写出全部数字", EN: "format the cell as a number and write all digits"})
	case errors.Is(err, money.ErrMasked):
		return wrong("wrong-amount", finding.Text{ZH: "金额被星号遮住了一部分", EN: "part of the amount is masked by stars"},
			finding.Text{ZH: "填写完整金额；不能公开的留空", EN: "give the whole amount, or leave it blank where it may not be published"})
	}
	return wrong("wrong-amount", finding.Text{ZH: "不是金额", EN: "not an amount of money"},
		finding.Text{ZH: "应为数字，如 163000 或 16.3万元；没有则留空", EN: "wanted digits, as in 163000 or 16.3万元; leave it blank where there is none"})
}

// maxCount is the largest number of people that a cell may hold.
const maxCount = 10_000_000

func (countForm) parse(s string) (register.Count, []note) {
	t := narrow(s)
	for _, unit := range []string{"人", "名", "个"} {
		t = strings.TrimSpace(strings.TrimSuffix(t, unit))
	}
	if whole, zeros, ok := strings.Cut(t, "."); ok && zeros != "" && strings.Trim(zeros, "0") == "" {
		t = whole // 12.0, as programs write whole numbers
	}
	n, err := strconv.ParseUint(t, 10, 63)
	switch {
	case strings.HasPrefix(t, "-") && plain(t[1:]):
		return register.Count{}, wrong("negative-count", finding.Text{ZH: "人数不能为负", EN: "a number of people cannot be negative"},
			finding.Text{ZH: "核对人数", EN: "check the number"})
	case err != nil || !plain(t) || n > maxCount:
		return register.Count{}, wrong("wrong-count", finding.Text{ZH: "不是人数", EN: "not a number of people"},
			finding.Text{ZH: "应为整数，如 12；没有则填 0 或留空", EN: "wanted a whole number, as in 12; 0 or blank where there is none"})
	}
	c := register.Count{N: int32(n), Given: true}
	if t != s {
		shown := strconv.Itoa(int(c.N))
		return c, unusual(shown, shown, shown)
	}
	return c, nil
}

// plain says whether a text is ASCII digits and nothing else.
func plain(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func (scoreForm) parse(s string) (register.Score, []note) {
	t := strings.TrimSpace(strings.TrimSuffix(narrow(s), "分"))
	whole, frac, dot := strings.Cut(t, ".")
	if !plain(whole) || len(whole) > 3 || dot && (!plain(frac) || len(frac) > 2) {
		return register.Score{}, wrongScore()
	}
	n, _ := strconv.Atoi(whole)                 // at most three digits
	cents, _ := strconv.Atoi((frac + "00")[:2]) // digits only
	score := register.Score{Hundredths: n*100 + cents, Given: true}
	if score.Hundredths > 100*100 {
		return register.Score{}, wrongScore()
	}
	if t != s {
		return score, unusual(t, t, t)
	}
	return score, nil
}

func wrongScore() []note {
	return wrong("wrong-score", finding.Text{ZH: "不是 0 到 100 的得分", EN: "not a score from 0 to 100"},
		finding.Text{ZH: "应为 0 到 100 的数，最多两位小数，如 92.5", EN: "wanted 0 to 100 with at most two decimals, as in 92.5"})
}

func (urlForm) parse(s string) (string, []note) {
	u, err := url.Parse(s)
	_, _, hidden := text.Invisible(s)
	switch {
	case err == nil && !hidden && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && len(s) <= maxURL && !strings.ContainsAny(s, " \t\n\r<>\"\\^`{|}\u3000"):
		return s, nil
	case strings.HasPrefix(s, "www."):
		return "", wrong("wrong-url", finding.Text{ZH: "网址缺少 https://", EN: "the address lacks https://"},
			finding.Text{ZH: "写成 https://" + s, EN: "write https://" + s})
	}
	return "", wrong("wrong-url", finding.Text{ZH: "不是完整的网址", EN: "not a whole web address"},
		finding.Text{ZH: "应以 https:// 或 http:// 开头，不含空格和账号", EN: "wanted an address that starts with https:// or http://, without spaces or a user name"})
}

// blank says whether a trimmed cell means "not given".
func blank(s string) bool {
	if len(s) > len("不适用") {
		return false
	}
	switch s {
	case "", "-", "N/A", "n/a", "Ｎ／Ａ", "--", "—", "——", "－", "–", "/", "／", "\\", "＼", "无", "無", "暂无", "暫無", "不适用", "不適用":
		return true
	}
	return false
}

// narrow writes full-width characters half width.
func narrow(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return width.Narrow.String(s)
		}
	}
	return s
}
