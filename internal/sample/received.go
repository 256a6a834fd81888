package main

// receivedTable is the register of receipts: when each of the files came in, and who sent
// it. Of the evaluations nobody wrote it down, as happens. A file that grows came in on the
// day of its newest part.
func receivedTable() table {
	t := table{path: "data/received.csv", head: []string{"文件", "收到日期", "报送单位", "备注"}}
	t.add("agencies.csv", "2026-01-16", "拟州市民政局", "")
	t.add("pay-2022.csv", "2023-12-20", "拟州市社会工作协会", "含补报")
	t.add("pay-2023.csv", "2024-11-27", "拟州市社会工作协会", "含补报")
	t.add("pay-2024.csv", "2025-12-05", "拟州市社会工作协会", "含补报")
	t.add("pay-2025.csv", "2026-09-10", "拟州市社会工作协会", "")
	t.add("projects.csv", "2026-07-10", "拟州市财政局", "")
	t.add("sanctions.csv", "2026-09-30", "拟州市民政局", "行业惩戒由拟州市社会工作协会汇总")
	return t
}
