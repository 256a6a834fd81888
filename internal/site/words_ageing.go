package site

// AgeingWords are the interface strings of the publication of sanctions: how long, under which rule, and what remains.
type AgeingWords struct{}

var ageingChinese = AgeingWords{}

var ageingEnglish = AgeingWords{}
