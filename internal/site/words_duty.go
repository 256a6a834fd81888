package site

// DutyWords are the interface strings of duties: their states, reasons, the matrix and coverage.
type DutyWords struct {
	RuleCited string
}

var dutyChinese = DutyWords{
	RuleCited: "{source}第~{clause}~条",
}

var dutyEnglish = DutyWords{
	RuleCited: "{source}, clause~{clause}",
}
