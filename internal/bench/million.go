package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongshi/internal/credit"
)

// amounts are how many rows the tables of a portal have.
type amounts struct{ agencies, pay, projects, evaluations, sanctions int }

// nation is a million agencies with ten million rows.
var nation = amounts{1_000_000, 4_000_000, 3_500_000, 1_000_000, 500_000}

func (a amounts) times(scale float64) amounts {
	n := func(v int) int { return max(1, int(math.Round(float64(v)*scale))) }
	return amounts{n(a.agencies), n(a.pay), n(a.projects), n(a.evaluations), n(a.sanctions)}
}

// A table's files are cut where one becomes too large for a portal: 5,000,000 rows and
// 1 GB (docs/data.md).
const (
	shardRows  = 1_000_000
	shardBytes = 400_000_000
)

const (
	newestYear = 2025
	manyYears  = 4
)

const nationSettings = `title: 公开信息（虚构数据）
base_url: https://example.org/
languages: [zh-CN]
pages: folded
`

// world makes the records of a large portal row by row: what a row says of another
// record follows from that record's number, so none is kept.
type world struct {
	amounts
	dice      *rand.Rand
	districts int
}

// writeMillion writes a portal of so many rows. Same amounts and seed, same bytes.
func writeMillion(dir string, a amounts, seed uint64) error {
	w := &world{amounts: a, districts: min(max(8, a.agencies/1250), len(cities)*len(districtNames)*len(districtKinds))}
	data := filepath.Join(dir, "data")
	if err := errors.Join(os.MkdirAll(data, 0o755), os.WriteFile(filepath.Join(dir, "gongshi.yaml"), []byte(nationSettings), 0o644)); err != nil {
		return err
	}
	for i, write := range []func(string) error{w.writeAgencies, w.writePay, w.writeProjects, w.writeSanctions} {
		w.dice = rand.New(rand.NewPCG(seed, uint64(i)))
		if err := write(data); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) pick(list []string) string { return list[w.dice.IntN(len(list))] }

// owner is whose a project or sanction is: low numbers have more.
func (w *world) owner() int {
	return min(w.agencies-1, int(math.Pow(w.dice.Float64(), 1.5)*float64(w.agencies)))
}

func (w *world) district(agency int) string {
	n := agency % w.districts
	kinds, city := len(districtNames)*len(districtKinds), ""
	if w.districts > kinds {
		city = cities[n/kinds%len(cities)]
	}
	n %= kinds
	return city + districtNames[n%len(districtNames)] + districtKinds[n/len(districtNames)]
}

// name is another one for each agency: those of a district walk through all
// combinations in steps that share no factor with their number.
func (w *world) name(agency int) string {
	all := len(firstCharacters) * len(secondCharacters) * len(agencyKinds)
	n := (agency/w.districts*step(all) + agency%w.districts*31) % all
	place := w.district(agency)
	if w.districts <= len(districtNames)*len(districtKinds) {
		place = cities[0] + place
	}
	kind := agencyKinds[n%len(agencyKinds)]
	n /= len(agencyKinds)
	return place + firstCharacters[n%len(firstCharacters)] + secondCharacters[n/len(firstCharacters)] + kind
}

// step is a number near the golden section of n that has no factor in common with it.
func step(n int) int {
	for s := int(float64(n) * 0.618); ; s++ {
		a, b := n, s
		for b != 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return s
		}
	}
}

func fieldOf(agency int) string { return serviceFields[agency*7%len(serviceFields)] }

// creditCode is a well-formed credit code under the region 990000, which is not assigned.
func creditCode(n int) string {
	body := fmt.Sprintf("%08d", n+1)
	first := "52990000" + body + string(credit.OrganisationCheck(body))
	return first + string(credit.Check(first))
}

func (w *world) writeAgencies(dir string) error {
	return shards(dir, "agencies", "agency_id,name,district,status,founded_on,representative,fields,website,address", func(row func(...string) error) error {
		for i := range w.agencies {
			site, code := "", creditCode(i)
			if w.dice.IntN(3) == 0 {
				site = "https://" + strings.ToLower(code) + ".example.org/"
			}
			address := fmt.Sprintf("%s%s路%d号%d室", w.district(i), w.pick(districtNames), 1+w.dice.IntN(500), 101+w.dice.IntN(800))
			if err := row(code, w.name(i), w.district(i), "正常", w.day(2000+w.dice.IntN(20)).Format(time.DateOnly), w.person(), fieldOf(i), site, address); err != nil {
				return err
			}
		}
		return nil
	})
}

var payTiers = []string{"受薪理事", "总干事及副总干事", "机构管理人员"}

func (w *world) writePay(dir string) error {
	return shards(dir, "pay", "agency_id,year,tier,headcount,total,published_on,note", func(row func(...string) error) error {
		for i := range w.agencies {
			base := 60_000 + w.dice.IntN(60_000)
			for n := range w.share(i, w.pay) {
				tier, year := (n+i)%len(payTiers), newestYear-n/len(payTiers)
				heads, note := 1+w.dice.IntN(2+tier*6), ""
				if w.dice.IntN(20) == 0 {
					note = "含兼职人员，社会保险由街道承担"
				}
				total := heads * (base*(10-3*tier)/8 + w.dice.IntN(20_000))
				if err := row(creditCode(i), strconv.Itoa(year), payTiers[tier], strconv.Itoa(heads), strconv.Itoa(total), strconv.Itoa(year+1)+"-05-31", note); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// share is how many of so many rows the agency has, all having as many or one more.
func (w *world) share(agency, rows int) int {
	return (agency+1)*rows/w.agencies - agency*rows/w.agencies
}

func (w *world) writeProjects(dir string) error {
	grades := []string{"优秀", "良好", "合格", "不合格"}
	evaluations, err := newShard(dir, "evaluations", "project_id,kind,period,grade,score,assessor,decided_on,comment")
	if err != nil {
		return err
	}
	err = shards(dir, "projects", "project_id,name,agency_id,purchaser,field,starts_on,ends_on,amount", func(row func(...string) error) error {
		for i := range w.projects {
			a, year, id := w.owner(), newestYear-w.dice.IntN(manyYears), fmt.Sprintf("p%08d", i+1)
			starts := w.day(year)
			err := row(id, w.projectName(a), creditCode(a), w.purchaser(a), fieldOf(a),
				starts.Format(time.DateOnly), starts.AddDate(1, 0, -1).Format(time.DateOnly), strconv.Itoa((20+w.dice.IntN(2000))*1000))
			if err != nil {
				return err
			}
			if (i+1)*w.evaluations/w.projects == i*w.evaluations/w.projects {
				continue // as many projects as there are evaluations have one, evenly spread
			}
			score, grade := 55+w.dice.IntN(44), 3
			for g, least := range []int{90, 80, 60} {
				if score >= least {
					grade = g
					break
				}
			}
			decided := time.Date(year, 12, 1+w.dice.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			if err := evaluations.row(id, "专业评估", strconv.Itoa(year), grades[grade], strconv.Itoa(score), cities[0]+w.pick(assessors), decided, w.comment(year)); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, evaluations.close())
}

func (w *world) purchaser(agency int) string {
	return w.district(agency) + strings.TrimPrefix(w.pick(purchasers), "共青团")
}

func (w *world) projectName(agency int) string {
	s := w.district(agency) + w.pick(served) + w.pick(services)
	if w.dice.IntN(2) == 0 {
		s += "与" + w.pick(services)
	}
	s += w.pick(projectKinds) + "项目"
	if n := w.dice.IntN(8); n < 3 {
		s += []string{"（一期）", "（二期）", "（三期）"}[n]
	}
	return s
}

func (w *world) writeSanctions(dir string) error {
	return shards(dir, "sanctions", "sanction_id,kind,subject,agency_id,measures,authority,decided_on,facts,basis,status,publish_until", func(row func(...string) error) error {
		for i := range w.sanctions {
			a, day := w.owner(), w.day(newestYear-w.dice.IntN(manyYears))
			measure, basis, kind := w.pick(measures), w.pick(bases), "行政处罚"
			if measure == "通报批评" || measure == "约谈" {
				kind = "行业惩戒"
			}
			err := row(fmt.Sprintf("拟社罚字〔%d〕%d号", day.Year(), i+1), kind, "机构", creditCode(a), measure, w.district(a)+w.pick(authorities),
				day.Format(time.DateOnly), w.facts(a, day.Year(), measure, basis), basis, "生效", "2099-12-31")
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// facts is a text of 100 to 300 characters.
func (w *world) facts(agency, year int, measure, basis string) string {
	length := 100 + w.dice.IntN(190)
	var b strings.Builder
	b.WriteString("经查，" + w.name(agency) + "存在" + w.pick(violations) + "的情形。")
	for utf8.RuneCountInString(b.String()) < length-60 {
		w.sentence(&b, w.pick(caseSentences), year)
		b.WriteString("。")
	}
	fmt.Fprintf(&b, "依据《%s》第%d条，决定给予%s的处理。", basis, 5+w.dice.IntN(60), measure)
	if utf8.RuneCountInString(b.String()) < length {
		w.sentence(&b, w.pick(closingSentences), year)
		b.WriteString("。")
	}
	return cutAt(b.String(), 300)
}

func (w *world) comment(year int) string {
	length := 50 + w.dice.IntN(95)
	var b strings.Builder
	for utf8.RuneCountInString(b.String()) < length {
		if b.Len() > 0 {
			b.WriteString("；")
		}
		w.sentence(&b, w.pick(assessments), year)
	}
	return cutAt(b.String(), 149) + "。"
}

func cutAt(s string, characters int) string {
	if r := []rune(s); len(r) > characters {
		return string(r[:characters])
	}
	return s
}

// sentence fills the gaps of one.
func (w *world) sentence(b *strings.Builder, form string, year int) {
	for {
		before, rest, found := strings.Cut(form, "{")
		b.WriteString(before)
		if !found {
			return
		}
		gap, after, _ := strings.Cut(rest, "}")
		b.WriteString(w.filling(gap, year))
		form = after
	}
}

func (w *world) filling(gap string, year int) string {
	switch gap {
	case "d":
		d := w.day(year - w.dice.IntN(2))
		return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
	case "y":
		return strconv.Itoa(year - w.dice.IntN(2))
	case "n":
		return strconv.Itoa(12 + w.dice.IntN(480))
	case "n2":
		return strconv.Itoa(2 + w.dice.IntN(97))
	case "m":
		return strconv.Itoa((1 + w.dice.IntN(500)) * 1000)
	case "p":
		return w.person()
	case "it", "it2":
		return w.pick(goods)
	case "pl":
		return w.pick(districtNames) + w.pick(sites)
	case "g":
		return w.pick(served)
	case "sv":
		return w.pick(services)
	}
	return cities[0] + w.pick(authorities) // au
}

func (w *world) person() string {
	n := w.pick(surnames) + w.pick(givenNames)
	if w.dice.IntN(3) > 0 {
		n += w.pick(givenNames)
	}
	return n
}

func (w *world) day(year int) time.Time {
	return time.Date(year, time.January, 1+w.dice.IntN(365), 0, 0, 0, 0, time.UTC)
}

// shard writes a table into one file after the other.
type shard struct {
	dir, table, head string
	files, rows      int
	bytes            int64
	file             *os.File
	buffer           *bufio.Writer
	csv              *csv.Writer
}

// shards writes a table.
func shards(dir, table, head string, fill func(row func(...string) error) error) error {
	s, err := newShard(dir, table, head)
	if err != nil {
		return err
	}
	return errors.Join(fill(s.row), s.close())
}

func newShard(dir, table, head string) (*shard, error) {
	s := &shard{dir: dir, table: table, head: head}
	return s, s.next()
}

func (s *shard) next() (err error) {
	s.files, s.rows, s.bytes = s.files+1, 0, 0
	if s.file, err = os.Create(filepath.Join(s.dir, fmt.Sprintf("%s-%02d.csv", s.table, s.files))); err != nil {
		return err
	}
	s.buffer = bufio.NewWriterSize(s.file, 1<<20)
	s.csv = csv.NewWriter(s.buffer)
	return s.csv.Write(strings.Split(s.head, ","))
}

func (s *shard) row(cells ...string) error {
	if s.rows == shardRows || s.bytes > shardBytes {
		if err := errors.Join(s.close(), s.next()); err != nil {
			return err
		}
	}
	s.rows++
	for _, c := range cells {
		s.bytes += int64(len(c)) + 1
	}
	return s.csv.Write(cells)
}

func (s *shard) close() error {
	s.csv.Flush()
	return errors.Join(s.csv.Error(), s.buffer.Flush(), s.file.Close())
}
