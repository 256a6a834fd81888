package words

// SearchWords are the interface strings of the search that are no part of its form: what
// is wrong with a query, by the codes that scripts/query.ts gives, and where to look when
// nothing was found.
type SearchWords struct {
	QueryTooLong      string `script:"query=too-long"`
	QueryNoText       string `script:"query=no-text"`
	QueryTooMany      string `script:"query=too-many"`
	QueryUnclosed     string `script:"query=unclosed-quote"`
	QueryUnknownField string `script:"query=unknown-field"`
	QueryEmptyValue   string `script:"query=empty-value"`
	QueryNoOperand    string `script:"query=missing-operand"`
	QueryBadYear      string `script:"query=bad-year"`
	QueryBadDate      string `script:"query=bad-date"`
	QueryBadAmount    string `script:"query=bad-amount"`
	QueryTooFrequent  string `script:"query=too-frequent"`

	AdviceTerms string `script:"search=known"`
}

var searchChinese = SearchWords{
	QueryTooLong:      "最多可以输入~{n}~个字符",
	QueryNoText:       "输入里没有可以搜索的文字",
	QueryTooMany:      "最多~{n}~个搜索条件",
	QueryUnclosed:     "引号没有配对",
	QueryUnknownField: "没有“{field}”这个字段，可用：{list}。要搜索这段文字，请加引号",
	QueryEmptyValue:   "冒号后面要有内容",
	QueryNoOperand:    "{op} 的两边都要有内容",
	QueryBadYear:      "年份写作 2023 或 2021..2024",
	QueryBadDate:      "日期写作 2023、2023-05、2023-05-01，或用 .. 连接两个日期",
	QueryBadAmount:    "金额（元）写作 10000、>=10000、1万 或 5000..20000",
	QueryTooFrequent:  "这段长文字太常见，请截短",
	AdviceTerms:       "搜索的是记录里的文字。本站另有说明：",
}

var searchEnglish = SearchWords{
	QueryTooLong:      "a query has at most {n} characters",
	QueryNoText:       "there is nothing to search for in this query",
	QueryTooMany:      "at most {n} words and filters",
	QueryUnclosed:     "the quotation mark is not closed",
	QueryUnknownField: "there is no field “{field}”, only: {list}. To search for the text, put it in quotation marks",
	QueryEmptyValue:   "something must follow the colon",
	QueryNoOperand:    "{op} needs something on both sides",
	QueryBadYear:      "write a year as 2023 or 2021..2024",
	QueryBadDate:      "write a date as 2023, 2023-05 or 2023-05-01, or two dates with .. between them",
	QueryBadAmount:    "write an amount in CNY as 10000, >=10000 or 5000..20000",
	QueryTooFrequent:  "too many records hold most of this long text: shorten it",
	AdviceTerms:       "The search looks at the text of records, which is in Chinese. This site explains: ",
}
