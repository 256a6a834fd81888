package site

// TimelineWords are the interface strings of the timeline of an agency.
type TimelineWords struct{}

var timelineChinese = TimelineWords{}

var timelineEnglish = TimelineWords{}
