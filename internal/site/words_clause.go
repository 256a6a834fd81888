package site

// ClauseWords are the interface strings of the checks of clauses.
type ClauseWords struct{}

var clauseChinese = ClauseWords{}

var clauseEnglish = ClauseWords{}
