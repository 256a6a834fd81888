package words

// ChartWords are the interface strings of charts and of what is said beside them.
type ChartWords struct {
	ChartPay, ChartBelow                           string
	TrendOver, TrendOnce, TrendNone, TrendWithout  string
	TrendMissing, PointsUp, PointsDown             string
	TrendUp, TrendDown, TrendSame, TrendSlight     string
	TrendFromZero, TrendToZero                     string
	KeyMissing, KeyZero, KeyGap, KeyDot, KeyMedian string
	KeyHalf, KeyZeros, KeyDensity                  string

	StripHeading, StripLede, StripLedePlain, StripTitle, StripDot string
	StripDisclosed, StripNobody, StripMedian, StripFew, StripZero string
	StripMedianSame                                               string
	StripMissing, StripDue, StripUnasked, MedianLabel, ZerosLabel string

	SizesHeading, SizesNote, SizeColumn                      string
	SizeAll                                                  string
	MedianOf, MedianTooFew, MedianNobody                     string
	SharesHeading, SharesTitle                               string
	MediansHeading, MediansTitle, MediansCaveat, MediansLede string
	MediansClause, ToPayList                                 string
}

var chartChinese = ChartWords{
	ChartPay: "各年度、各层级的薪酬福利总额（万元）", ChartBelow: "数值见下面的表格。",
	TrendOver: "{name}：{first}~年~{before}，{last}~年~{now}，{change}", TrendOnce: "{name}：{last}~年~{now}", TrendNone: "{name}：没有可画的数字",
	TrendWithout: "{years}~年没有数字", TrendMissing: "{years}~年未公开", PointsUp: "上升~{n}~个百分点", PointsDown: "下降~{n}~个百分点",
	TrendUp: "增加~{percent}", TrendDown: "减少~{percent}", TrendSame: "没有变化", TrendSlight: "变化不到~0.1%", TrendFromZero: "由~0~增加", TrendToZero: "降为~0",
	KeyMissing: "虚线空框：未公开", KeyZero: "底边短线：公开为~0", KeyGap: "轴下的虚线标记：当年没有数字（未到期，或不足~{few}~家）",
	KeyDot: "一家机构，位置左右最多偏一个半径", KeyMedian: "中位数", KeyHalf: "居中的一半机构", KeyZeros: "公开为~0~的机构，合画一个",
	KeyDensity: "机构太多，不逐家画点：每一格的高度是这一金额上有多少家，最高~{n}~家",

	StripHeading: "各机构薪酬福利总额的分布（万元）", StripLede: "一个点是一家机构，点开是它的页面。同样的数字逐家列在下面的名单里。",
	StripLedePlain: "同样的数字逐家列在下面的名单里。", StripTitle: "{year}~年{tier}薪酬福利总额在各机构间的分布", StripDot: "{name}：{amount}",
	StripDisclosed: "{count}公开了总额", StripNobody: "没有机构公开", StripMedian: "中位数为{median}，居中的一半机构在{low}到{high}之间", StripMedianSame: "中位数为{median}，居中的一半机构都是这个数",
	StripFew: "不足~{few}~家，不给出中位数", StripZero: "其中~{n}~家为~0", StripMissing: "{count}未公开，不在图上", StripDue: "{count}未到期", StripUnasked: "其中~{n}~家无须公开而自行公开",
	MedianLabel: "中位数~{median}", ZerosLabel: "{n}~家为~0",

	SizesHeading: "同等规模机构的中位数",
	SizesNote:    "{sizes}括号里是公开了总额的机构数；不足~{few}~家的不给出中位数，以免等于公布某一家的数字。未公开的不算在内，也不当作~0。",
	SizeColumn:   "规模（当年合同数）",
	SizeAll:      "全部机构",
	MedianOf:     "（{n}~家）", MedianTooFew: "{n}~家，太少，不给出", MedianNobody: "没有机构公开",
	SharesHeading: "公开的比例，逐年看", SharesTitle: "三项义务各年度的公开比例",
	MediansHeading: "各层级薪酬福利总额的中位数，逐年看（万元）", MediansTitle: "各层级薪酬福利总额的中位数，按年度（万元）",
	MediansCaveat: "每年公开的机构不完全相同，中位数的变化不等于某一家机构的涨跌。",
	MediansLede:   "{year}~年公开的总额，各机构的中位数：{clauses}。", MediansClause: "{tier}~{median}（{change}）", ToPayList: "直接看各机构名单",
}

var chartEnglish = ChartWords{
	ChartPay: "Pay and benefits totals by year and tier (CNY; k is a thousand, m a million)", ChartBelow: "The table below has the figures.",
	TrendOver: "{name}: {before} in {first}, {now} in {last}, {change}", TrendOnce: "{name}: {now} in {last}", TrendNone: "{name}: no figure to draw",
	TrendWithout: "no figure for {years}", TrendMissing: "not disclosed for {years}", PointsUp: "up {n} percentage points", PointsDown: "down {n} percentage points",
	TrendUp: "up {percent}", TrendDown: "down {percent}", TrendSame: "unchanged", TrendSlight: "a change of less than 0.1%", TrendFromZero: "up from 0", TrendToZero: "down to 0",
	KeyMissing: "Dashed empty box: not disclosed", KeyZero: "Short line at the base: disclosed as~0", KeyGap: "Dashed mark below the axis: no figure for the year (not yet due, or fewer than {few} agencies)",
	KeyDot: "One agency, at most one radius beside its figure", KeyMedian: "Median", KeyHalf: "The middle half of the agencies", KeyZeros: "Agencies that disclosed 0, drawn as one mark",
	KeyDensity: "Too many agencies for a dot each: the height of a bar is how many disclosed about that amount, at most {n}",

	StripHeading: "How the agencies' totals are spread (CNY)", StripLede: "Each dot is one agency and leads to its page. The list below has the same figures, agency by agency.",
	StripLedePlain: "The list below has the same figures, agency by agency.", StripTitle: "{tier}, {year}: how the agencies' pay totals are spread", StripDot: "{name}: {amount}",
	StripDisclosed: "{count} disclosed a total", StripNobody: "no agency disclosed a total", StripMedian: "the median is {median}, and the middle half of them lies between {low} and {high}", StripMedianSame: "the median is {median}, and so is the middle half of them",
	StripFew: "fewer than {few}, so no median is given", StripZero: "{n} of them disclosed 0", StripMissing: "{count} did not disclose and are not in the figure", StripDue: "for {count} it is not yet due", StripUnasked: "{n} of them did not have to",
	MedianLabel: "median {median}", ZerosLabel: "{n} at 0",

	SizesHeading: "Medians of agencies of the same size",
	SizesNote:    "{sizes} In brackets: how many agencies disclosed a total. Of fewer than {few} no median is given, as it would come close to publishing one agency's figure. What was not disclosed is left out and never counted as 0.",
	SizeColumn:   "Size (contracts in the year)",
	SizeAll:      "All agencies",
	MedianOf:     " ({n})", MedianTooFew: "{n}: too few to say", MedianNobody: "no agency disclosed",
	SharesHeading: "Share disclosed, year by year", SharesTitle: "Share disclosed of the three duties, by year",
	MediansHeading: "Medians of the three tiers, year by year (CNY)", MediansTitle: "Median of the agencies' pay totals by tier and year (CNY; k is a thousand, m a million)",
	MediansCaveat: "The agencies that disclose differ from year to year, so a change of the median is not a rise or fall at any one agency.",
	MediansLede:   "Medians of the totals disclosed for {year}: {clauses}.", MediansClause: "{tier} {median} ({change})", ToPayList: "Straight to the list of agencies",
}
