package finding

// receivedRules are about the register of receipts, data/received.csv.
func receivedRules() []Rule {
	return []Rule{
		errorRule("duplicate-receipt",
			Text{"收件登记里同一个文件登记了两次", "The register of receipts names a file twice."},
			Text{"无法确定以哪一天为准", "Which of the two days counts cannot be told."},
			Text{"只留一行；更正后重新报送的，写最后一次的日期，在备注里说明", "Keep one row. Of a file that was sent again give the last day, and say so in the note."}, "data/received.csv: pay-2024.csv, pay-2024.csv"),
		warningRule("receipt-ahead",
			Text{"收件登记里的收到日期晚于数据截至日", "A day of receipt is after the day of the data."},
			Text{"还没有到的日期不显示；也可能是日期写错了", "A day that has not come is not shown; it may be a slip."},
			Text{"核对日期", "Check the date."}, "received_on: 2062-07-01"),
		warningRule("receipt-of-no-file",
			Text{"收件登记里的文件不在 data/ 里", "The register of receipts names a file that is not among the data files."},
			Text{"这一行没有用处，而那个文件会显示“没有登记收到日期”", "The row has no effect, and the file that was meant has no day of receipt."},
			Text{"填写现有文件的名称，或删除该行", "Give the name of a file that is there, or delete the row."}, "data/received.csv: pay-2042.csv"),
	}
}
