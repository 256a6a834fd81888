package site

// CorrectionWords are the interface strings of replies and corrections.
type CorrectionWords struct{}

var correctionChinese = CorrectionWords{}

var correctionEnglish = CorrectionWords{}
