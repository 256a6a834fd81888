package site

// DutyWords are the interface strings of duties: their states, reasons, the matrix and coverage.
type DutyWords struct{}

var dutyChinese = DutyWords{}

var dutyEnglish = DutyWords{}
