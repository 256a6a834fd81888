package portal

import (
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/host"
	"gongshi/internal/money"
	"gongshi/internal/schema"
	"gongshi/internal/yamlfile"
)

// The limits of numbers in the settings.
const (
	maxDays  = 3650   // of a deadline
	maxOrder = 10_000 // of a district
)

// settings reads the whole file.
func (l *loader) settings(root *yaml.Node) {
	s := l.s
	l.mapping(root, "",
		key{"title", l.Text(&s.Title)},
		key{"title_en", l.Text(&s.TitleEN)},
		key{"base_url", l.baseURL},
		key{"languages", l.languages},
		key{"zone", l.zone},
		key{"as_of", l.asOf},
		key{"operator", l.operator},
		key{"contact", l.contact},
		key{"host", l.host},
		key{"pages", l.pages},
		key{"rulebook", l.rulebook},
		key{"deadlines", l.deadlines},
		key{"districts", l.districts},
		key{"privacy", l.privacy},
		key{"codes_accepted", l.codes},
		key{"keep", l.keep},
		key{"aliases", l.aliases},
		key{"values", l.values},
		key{"defaults", l.defaults},
		key{"dates", l.dates},
	)
}

// host reads where the site is served from.
func (l *loader) host(n *yaml.Node, field string) {
	l.s.HostLine = n.Line
	known := func(v string) bool { _, ok := host.Lookup(v); return ok }
	l.Checked(&l.s.Host, known, " "+strings.Join(host.Names(), "、")+" 之一", "one of "+strings.Join(host.Names(), ", "))(n, field)
}

// pages reads how pages are divided.
func (l *loader) pages(n *yaml.Node, field string) {
	l.s.PagesLine = n.Line
	l.Checked(&l.s.Pages, func(v string) bool { return v == Full || v == Folded }, " full 或 folded", "full or folded")(n, field)
}

// webAddress says whether a text is an absolute http or https address.
func webAddress(v string) bool {
	u, err := url.Parse(v)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

func (l *loader) web(to *string) func(*yaml.Node, string) {
	return l.Checked(to, webAddress, "以 https:// 或 http:// 开头的网址", "an address that starts with https:// or http://")
}

func (l *loader) baseURL(n *yaml.Node, field string) {
	var v string
	l.Checked(&v, func(v string) bool {
		u, err := url.Parse(v)
		return webAddress(v) && err == nil && u.RawQuery == "" && u.Fragment == ""
	}, "网站根目录的网址，如 https://example.org/gs/", "the address of the site's root, as in https://example.org/gs/")(n, field)
	if v != "" {
		l.s.BaseURL = strings.TrimRight(v, "/") + "/"
	}
}

func (l *loader) languages(n *yaml.Node, field string) {
	known := []string{Chinese, Traditional, English}
	l.Sequence(n, field, func(item *yaml.Node, field string) {
		v, ok := l.Scalar(item, field)
		switch {
		case !ok:
		case !slices.Contains(known, v):
			l.Bad(item, field, " zh-CN、zh-Hant 或 en", "zh-CN, zh-Hant or en")
		case slices.Contains(l.s.Languages, v):
			l.Bad(item, field, "每种语言只列一次", "each language once")
		default:
			l.s.Languages = append(l.s.Languages, v)
		}
	})
}

func (l *loader) zone(n *yaml.Node, field string) {
	v, ok := l.Scalar(n, field)
	if !ok {
		return
	}
	z, err := zone(v)
	if err != nil {
		l.Bad(n, field, "时区名，如 Asia/Shanghai", "the name of a time zone, as in Asia/Shanghai")
		return
	}
	l.s.Zone = z
}

func (l *loader) asOf(n *yaml.Node, field string) { l.day(&l.s.AsOf, n, field) }

func (l *loader) day(to *day.Day, n *yaml.Node, field string) {
	v, ok := l.Scalar(n, field)
	if !ok {
		return
	}
	d, form, err := day.Parse(v)
	if err != nil || form != day.ISO || d.IsOpen() {
		l.Bad(n, field, "日期，如 2026-06-30", "a day, as in 2026-06-30")
		return
	}
	*to = d
}

// rulebook reads which book counts: its name, or a mapping that also extends it.
func (l *loader) rulebook(n *yaml.Node, field string) {
	s := l.s
	s.RulebookLine = n.Line
	file := l.Checked(&s.Rulebook, fs.ValidPath, "文件夹内的相对路径，如 rulebook.yaml，或内置规则的名称，如 shenzhen-2020",
		"a path inside the portal, as in rulebook.yaml, or the name of a built-in book, as in shenzhen-2020")
	if n.Kind != yaml.MappingNode {
		file(n, field)
		return
	}
	before := len(l.Found)
	l.mapping(n, field,
		key{"file", file},
		key{"extended_until", func(n *yaml.Node, field string) { s.RulebookLine = n.Line; l.day(&s.RulebookUntil, n, field) }},
		key{"reason", l.Text(&s.RulebookReason)})
	if given := strings.TrimSpace(s.RulebookReason) != ""; len(l.Found) == before && given == s.RulebookUntil.IsZero() {
		l.Bad(n, field, "extended_until（延长到哪一天）和 reason（理由），两者同时写", "extended_until and reason, both or neither")
	}
}

func (l *loader) operator(n *yaml.Node, field string) {
	o := &l.s.Operator
	l.mapping(n, field,
		key{"name", l.Text(&o.Name)},
		key{"url", l.web(&o.URL)},
		key{"codes", func(n *yaml.Node, field string) {
			l.mapping(n, field,
				key{"site_id", l.Text(&o.SiteID)},
				key{"icp", l.Text(&o.ICP)},
				key{"public_security", l.Text(&o.PublicSecurity)})
		}})
}

func (l *loader) contact(n *yaml.Node, field string) {
	c := &l.s.Contact
	mail := regexp.MustCompile(`^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+$`)
	l.mapping(n, field,
		key{"email", l.Checked(&c.Email, mail.MatchString, "电子邮箱地址", "an e-mail address")},
		key{"url", l.web(&c.URL)},
		key{"phone", l.Text(&c.Phone)},
		key{"correction_url", l.web(&c.CorrectionURL)})
}

func (l *loader) deadlines(n *yaml.Node, field string) {
	d := &l.s.Deadlines
	l.mapping(n, field,
		key{"pay", func(n *yaml.Node, field string) {
			v, ok := l.Scalar(n, field)
			if !ok {
				return
			}
			// A leap year's 29 February would be no day in other years.
			t, err := time.Parse("01-02", v)
			if err != nil || v == "02-29" {
				l.Bad(n, field, "下一年的月-日，如 \"06-30\"", "a month and day of the next year, as in \"06-30\"")
				return
			}
			d.PayMonth, d.PayDay = int(t.Month()), t.Day()
		}},
		key{"policy", l.Number(&d.Policy, maxDays)},
		key{"results", l.Number(&d.Results, maxDays)})
}

func (l *loader) districts(n *yaml.Node, field string) {
	seen := map[string]bool{}
	l.Sequence(n, field, func(item *yaml.Node, field string) {
		var d District
		l.mapping(item, field,
			key{"code", l.Text(&d.Code)}, key{"name", l.Text(&d.Name)},
			key{"name_en", l.Text(&d.NameEN)}, key{"order", l.Number(&d.Order, maxOrder)})
		if item.Kind != yaml.MappingNode {
			return
		}
		if d.Name == "" {
			l.Bad(item, field+".name", "区名", "the district's name")
			return
		}
		for _, word := range []string{d.Code, d.Name} {
			if word != "" && seen[word] {
				l.Bad(item, field, "互不相同的代码和名称", "codes and names that differ")
			}
			seen[word] = true
		}
		l.s.Districts = append(l.s.Districts, d)
	})
}

// reasoned says whether a written exemption has all that it needs.
func (l *loader) reasoned(n *yaml.Node, field, value, reason string) bool {
	if n.Kind == yaml.MappingNode && (value == "" || strings.TrimSpace(reason) == "") {
		l.Bad(n, field, "每项都写明对象和理由（reason）", "what is exempt and a reason in every item")
		return false
	}
	return n.Kind == yaml.MappingNode
}

func (l *loader) privacy(n *yaml.Node, field string) {
	l.mapping(n, field, key{"allow", func(n *yaml.Node, field string) {
		l.Sequence(n, field, func(item *yaml.Node, field string) {
			a := Allow{Line: item.Line}
			var table *schema.Table
			l.mapping(item, field,
				key{"table", func(n *yaml.Node, field string) {
					if n.Value == Content {
						a.Table = Content
						return
					}
					if table = l.table(n, field); table != nil {
						a.Table = table.Name
					}
				}},
				key{"key", l.Text(&a.Key)}, key{"column", l.Text(&a.Column)}, key{"reason", l.Text(&a.Reason)})
			if table != nil {
				i := slices.IndexFunc(table.Columns, func(c schema.Column) bool { return a.Column == c.Name || a.Column == c.ZH })
				if i < 0 {
					l.Bad(item, field+".column", "该表的列名", "the name of a column of the table")
					return
				}
				a.Column = table.Columns[i].Name
			}
			if l.reasoned(item, field, a.Key, a.Reason) && a.Table != "" {
				l.s.Allow = append(l.s.Allow, a)
			}
		})
	}})
}

func (l *loader) codes(n *yaml.Node, field string) {
	l.Sequence(n, field, func(item *yaml.Node, field string) {
		var c AcceptedCode
		l.mapping(item, field,
			key{"code", l.Checked(&c.Code, func(v string) bool { return credit.Code(v).WellFormed() },
				"18 位统一社会信用代码", "a unified social credit code of 18 characters")},
			key{"reason", l.Text(&c.Reason)})
		if l.reasoned(item, field, c.Code, c.Reason) {
			l.s.Codes = append(l.s.Codes, c)
		}
	})
}

func (l *loader) keep(n *yaml.Node, field string) {
	l.Sequence(n, field, func(item *yaml.Node, field string) {
		var v string
		l.Checked(&v, func(v string) bool { return v != "." && fs.ValidPath(strings.TrimSuffix(v, "/")) },
			"输出文件夹内的相对路径，如 CNAME", "a path inside the published folder, as in CNAME")(item, field)
		if v != "" {
			l.s.Keep = append(l.s.Keep, strings.TrimSuffix(v, "/"))
		}
	})
}

// table returns the table that a key or a text names, or nil after a finding.
func (l *loader) table(n *yaml.Node, field string) *schema.Table {
	var names []string
	for _, t := range schema.Tables() {
		if n.Value == t.Name || n.Value == t.ZH {
			return t
		}
		names = append(names, t.Name)
	}
	l.Report(n, field, finding.Error, "unknown-table",
		finding.Text{ZH: "没有这张表", EN: "there is no such table"},
		finding.DidYouMean(n.Value, names, finding.Text{ZH: "可用：" + strings.Join(names, "、"), EN: "one of " + strings.Join(names, ", ")}))
	return nil
}

// column returns the column that a text names, or nil after a finding.
func (l *loader) column(t *schema.Table, n *yaml.Node, field string) *schema.Column {
	var names []string
	for i, c := range t.Columns {
		if n.Value == c.Name || n.Value == c.ZH {
			return &t.Columns[i]
		}
		names = append(names, c.Name)
	}
	l.Report(n, field, finding.Error, "unknown-config-column",
		finding.Text{ZH: t.ZH + "表没有这一列", EN: "the table " + t.Name + " has no such column"},
		finding.DidYouMean(n.Value, names, finding.Text{ZH: "可用：" + strings.Join(names, "、"), EN: "one of " + strings.Join(names, ", ")}))
	return nil
}

// tables reads a mapping from tables to something.
func (l *loader) tables(n *yaml.Node, field string, each func(t *schema.Table, n *yaml.Node, field string)) {
	l.Entries(n, field, func(name, value *yaml.Node, field string) {
		if t := l.table(name, field); t != nil && !yamlfile.Absent(value) {
			each(t, value, field)
		}
	})
}

func (l *loader) aliases(n *yaml.Node, field string) {
	l.s.Aliases = map[string]map[string]string{}
	l.tables(n, field, func(t *schema.Table, n *yaml.Node, field string) {
		list := map[string]string{}
		l.Entries(n, field, func(name, value *yaml.Node, field string) {
			if yamlfile.Absent(value) {
				list[name.Value] = ""
			} else if c := l.column(t, value, field); c != nil {
				list[name.Value] = c.Name
			}
		})
		l.s.Aliases[t.Name] = list
	})
}

func (l *loader) values(n *yaml.Node, field string) {
	l.s.Values = map[string]map[string]map[string]string{}
	l.tables(n, field, func(t *schema.Table, n *yaml.Node, field string) {
		columns := map[string]map[string]string{}
		l.Entries(n, field, func(name, value *yaml.Node, field string) {
			c := l.column(t, name, field)
			if c == nil {
				return
			}
			list := map[string]string{}
			l.Entries(value, field, func(name, value *yaml.Node, field string) {
				if v, ok := l.Scalar(value, field); ok && l.fits(c, value, field) {
					list[name.Value] = v
				}
			})
			columns[c.Name] = list
		})
		l.s.Values[t.Name] = columns
	})
}

func (l *loader) defaults(n *yaml.Node, field string) {
	l.s.Defaults = map[string]map[string]string{}
	l.tables(n, field, func(t *schema.Table, n *yaml.Node, field string) {
		list := map[string]string{}
		l.Entries(n, field, func(name, value *yaml.Node, field string) {
			c := l.column(t, name, field)
			if c == nil {
				return
			}
			v, ok := l.Scalar(value, field)
			// A number of money comes with its header's unit, which a text in braces would lose.
			made := c.Kind != schema.Money && len(NewTemplate(v)) > 0
			if ok && (made || l.fits(c, value, field)) {
				list[c.Name] = v
			}
		})
		l.s.Defaults[t.Name] = list
	})
}

// fits says whether a value can stand in a column, so that a wrong default is one
// finding here and not one for every row.
func (l *loader) fits(c *schema.Column, n *yaml.Node, field string) bool {
	var err error
	switch c.Kind {
	case schema.Coded:
		if _, ok := schema.Find(c.Codes, n.Value); !ok {
			var names []string
			for _, code := range c.Codes {
				names = append(names, code.ID)
			}
			l.Report(n, field, finding.Error, "unknown-code",
				finding.Text{ZH: "“" + c.ZH + "”没有这个取值", EN: c.Name + " has no such value"},
				finding.DidYouMean(n.Value, names, finding.Text{ZH: "可用：" + strings.Join(names, "、"), EN: "one of " + strings.Join(names, ", ")}))
			return false
		}
	case schema.Date:
		_, _, err = day.Parse(n.Value)
	case schema.Year:
		_, err = day.ParseYear(n.Value)
	case schema.Money:
		_, err = money.Parse(n.Value, money.Yuan)
	case schema.Count:
		_, err = strconv.ParseUint(n.Value, 10, 31)
	case schema.URL:
		if !webAddress(n.Value) {
			err = fmt.Errorf("not a web address: %q", n.Value)
		}
	}
	if err != nil {
		l.Bad(n, field, "“"+c.ZH+"”能接受的值", "a value that "+c.Name+" can hold")
	}
	return err == nil
}

func (l *loader) dates(n *yaml.Node, field string) {
	l.s.Dates = map[string][]day.Layout{}
	l.tables(n, field, func(t *schema.Table, n *yaml.Node, field string) {
		l.Sequence(n, field, func(item *yaml.Node, field string) {
			v, ok := l.Scalar(item, field)
			if !ok {
				return
			}
			layout, err := day.NewLayout(v)
			if err != nil {
				l.Bad(item, field, "含年月日的格式，如 DD/MM/YYYY、02/01/2006 或 GGGGY年M月D日", "a form with year, month and day, as in DD/MM/YYYY, 02/01/2006 or GGGGY年M月D日")
				return
			}
			l.s.Dates[t.Name] = append(l.s.Dates[t.Name], layout)
		})
	})
}
