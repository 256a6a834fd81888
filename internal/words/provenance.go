package words

// ProvenanceWords are the interface strings of sources and citations.
type ProvenanceWords struct {
	ProvenanceLede, RowHash, WhereFrom                     string
	WhenceShow, WhenceOne, WhenceColumn, WhenceWritten     string
	WhenceBlank, WhenceAbsent, WhenceLoading, WhenceFailed string

	Received, ReceivedLede, File, RowsRead, RowsRefused string
	ReceivedOn, ReceivedFrom, NotRecorded               string
	FileHash, HashWithheld, HashWithheldWhy             string
	Citation, CitationBare, CiteStandard                string
	CitationAuthorDate, CitationAuthorDateBare          string // author and date: on English pages only
	CiteAuthorDate, NoDate, AccessDate                  string
	CitedAddress, NoAddress, CitedOn, DataTo, SeeData   string
	RecordHash, HashOfRow, HashOfRows                   string
	CiteCopy, CiteCopied, CiteRefused                   string
	DatasetWords                                        string
}

var provenanceChinese = ProvenanceWords{
	ProvenanceLede: "每条记录都来自下面的文件和行。校验值由这一行的内容算出，内容改动一个字它就不同；任何人都可以用下载的 CSV 重新计算。",
	RowHash:        "本行校验值", WhereFrom: "这些数字的出处",
	WhenceShow: "逐个查看出处", WhenceOne: "出处",
	WhenceColumn: "第~{n}~列（{name}）", WhenceWritten: "原单元格", WhenceBlank: "空白", WhenceAbsent: "文件里没有这一列",
	WhenceLoading: "正在查找…", WhenceFailed: "没有载入，请到数据页查看。",

	Received: "收到的文件", ReceivedLede: "本站的数据读自这些文件。收到日期取自收件登记；没有登记的，写明没有登记，不作推测。",
	File: "文件", RowsRead: "读取行数", RowsRefused: "未采用",
	ReceivedOn: "收到日期", ReceivedFrom: "报送单位", NotRecorded: "没有登记收到日期",
	FileHash: "文件校验值", HashWithheld: "不公布",
	HashWithheldWhy: "文件校验值是整个文件的 SHA-256，报送单位可以用来确认本站读取的正是所报送的文件。文件里有不公开的内容时（惩戒表，以及含有未采用的行、未收录的列或隐去的姓名的文件），校验值可能被用来猜测这些内容，所以不公布。",

	Citation: "{operator}. {title}[DS/OL]. {date}{accessed}. {address}", CitationBare: "{operator}. {title}[DS/OL]. {date}{accessed}.", CiteStandard: "GB/T 7714-2015",
	CitationAuthorDate: "{operator}. ({year}). {title} [Data set]. {portal}. Retrieved {accessed}, from {address}", CitationAuthorDateBare: "{operator}. ({year}). {title} [Data set]. {portal}. Retrieved {accessed}.",
	CiteAuthorDate: "APA", NoDate: "n.d.", AccessDate: "[引用日期]",
	CitedAddress: "永久地址", NoAddress: "本站没有设定永久地址，引用时请写上您看到本页的网址。", CitedOn: "记录日期", DataTo: "数据截至", SeeData: "见数据页",
	RecordHash: "记录校验值（SHA-256）",
	HashOfRow:  "记录改动一个字，校验值就会不同。以后再看时两者一致，说明这条记录没有变过。",
	HashOfRows: "由“每一行数据的出处”中各行的校验值算出；其中任何一行有变动、增加或移去，它就会不同。",
	CiteCopy:   "复制引用", CiteCopied: "已复制。", CiteRefused: "浏览器不让自动复制，已选中文字，请手动复制。",
	DatasetWords: "承接政府购买服务的社会工作机构公开的信息：机构、管理层薪酬总额、项目、验收与评价、惩戒。",
}

var provenanceEnglish = ProvenanceWords{
	ProvenanceLede: "Every record was read from the file and row named here. A checksum is worked out from what the row says and changes with any character of it; anyone can work it out again from the CSV download.",
	RowHash:        "Checksum of the row", WhereFrom: "Where these figures come from",
	WhenceShow: "Show the source of each figure", WhenceOne: "Source",
	WhenceColumn: "column~{n} ({name})", WhenceWritten: "The cell as written", WhenceBlank: "blank", WhenceAbsent: "the file has no such column",
	WhenceLoading: "Looking it up…", WhenceFailed: "It could not be loaded. The data page has it.",

	Received: "Files received", ReceivedLede: "The data of this site were read from these files. Dates of receipt are taken from the register of receipts; where nobody wrote one down, the table says so, and none is guessed.",
	File: "File", RowsRead: "Rows read", RowsRefused: "Left out",
	ReceivedOn: "Date received", ReceivedFrom: "Sent in by", NotRecorded: "the date of receipt was not recorded",
	FileHash: "Checksum of the file", HashWithheld: "not published",
	HashWithheldWhy: "The checksum is the SHA-256 of the whole file, by which whoever sent it in can tell that it is the file that was read. Where a file holds something that is not published (the sanctions, and any file with rows left out, columns not kept or names hidden), the checksum could help to guess it, and is not published either.",

	Citation: "{operator}. {title}[DS/OL]. {date}{accessed}. {address}", CitationBare: "{operator}. {title}[DS/OL]. {date}{accessed}.", CiteStandard: "GB/T 7714-2015",
	CitationAuthorDate: "{operator}. ({year}). {title} [Data set]. {portal}. Retrieved {accessed}, from {address}", CitationAuthorDateBare: "{operator}. ({year}). {title} [Data set]. {portal}. Retrieved {accessed}.",
	CiteAuthorDate: "APA", NoDate: "n.d.", AccessDate: "[access date]",
	CitedAddress: "Permanent address", NoAddress: "This site has no permanent address set. Please cite the address at which you read this page.", CitedOn: "Date of the record", DataTo: "Data as of", SeeData: "see the data page",
	RecordHash: "Checksum of the record (SHA-256)",
	HashOfRow:  "It changes with any character of the record. If it is the same when you look again, the record has not changed.",
	HashOfRows: "It is worked out from the checksums under “Where each row comes from”, and differs once any of those rows is changed, added or removed.",
	CiteCopy:   "Copy citation", CiteCopied: "Copied.", CiteRefused: "The browser did not allow copying. The text is selected: please copy it yourself.",
	DatasetWords: "What social-work agencies with government contracts disclose: the agencies, total pay of their management, contracts, evaluations and sanctions.",
}
