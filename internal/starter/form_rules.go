package starter

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/day"
	"gongshi/internal/form"
	"gongshi/internal/schema"
)

// lastRow is the last row that a worksheet can have.
const lastRow = "1048576"

// The range of days that a form takes: days before it are mistyped, and its last one
// stands for a day that never comes. As serial numbers of the 1900 system.
var (
	firstDay = form.Serial(day.Day{Year: 1930, Month: 1, Day: 1})
	lastDay  = form.Serial(day.Day{Year: 2099, Month: 12, Day: 31})
)

// The further limits of a form. Whatever is beyond them is a slip of the finger.
const (
	creditLength = 18 // characters
	firstYear    = 2000
	maxCount     = 1_000_000 // people
	maxAmount    = 1e12      // yuan; as an int it would not fit one of 32 bits
	maxScore     = 100
)

// validation is what a spreadsheet checks in the cells of a column while they are
// typed; first is the uppermost of them. The list of an open list only suggests.
func (b *workbook) validation(c *schema.Column, first string) *excelize.DataValidation {
	v := excelize.NewDataValidation(!c.Required)
	note := b.table.Note(c.Name)
	v.SetInput(c.ZH+" "+c.Name, note.ZH+"\n"+note.EN)
	values := form.Values(b.table, c)
	if len(values) > 0 {
		b.Try(v.SetDropList(values))
	} else {
		v.Type = "none"
	}
	switch c.Kind {
	case schema.Coded:
		refuse(v, c, "请从列表中选择", "只能填："+strings.Join(values, "、")+"。", "Please choose from the list.")
	case schema.CreditKey:
		b.Try(v.SetRange(creditLength, "", excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorEqual))
		refuse(v, c, "代码应为 18 位", "统一社会信用代码是 18 位数字和大写字母，中间没有空格。", "A credit code has 18 digits and capital letters, without spaces.")
	case schema.Date:
		b.Try(v.SetRange(firstDay, lastDay, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		refuse(v, c, "请填日期", "按 2026-06-30 的样子填写；长期填 2099-12-31。", "A day such as 2026-06-30; 2099-12-31 for no end.")
	case schema.Year:
		b.Try(v.SetRange(firstYear, day.MaxYear, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		refuse(v, c, "请填年份", "只填四位数字，如 2025。", "Four digits, such as 2025.")
	case schema.Count:
		b.Try(v.SetRange(0, maxCount, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		refuse(v, c, "请填整数", "只填数字，如 12。", "A whole number, such as 12.")
	case schema.Money:
		b.Try(v.SetRange(0, maxAmount, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		refuse(v, c, "请填金额", "单位是元，只填数字，如 163000 或 163000.50。", "Yuan in digits, such as 163000.50.")
	case schema.Score:
		b.Try(v.SetRange(0, maxScore, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		refuse(v, c, "请填得分", "0 到 100 的数字，最多两位小数。", "A number from 0 to 100.")
	case schema.URL:
		formula := `OR(LEFT(` + first + `,7)="http://",LEFT(` + first + `,8)="https://")`
		b.Try(v.SetRange(formula, "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween))
		v.Operator = "" // it has no meaning for a formula
		refuse(v, c, "请填网址", "以 https:// 或 http:// 开头。", "An address that starts with https:// or http://.")
	}
	return v
}

// refuse keeps out what does not fit, and says what would.
func refuse(v *excelize.DataValidation, c *schema.Column, title, zh, en string) {
	if !c.Required {
		zh += "没有就留空，不要填 0 或“无”。"
		en += " Blank where there is none."
	}
	v.SetError(excelize.DataValidationErrorStyleStop, title, zh+"\n"+en)
}
