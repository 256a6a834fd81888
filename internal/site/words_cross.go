package site

// CrossWords are the interface strings of the cross-checks and the page of findings.
type CrossWords struct{}

var crossChinese = CrossWords{}

var crossEnglish = CrossWords{}
