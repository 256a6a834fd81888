// Package words is the catalogue of interface strings: what pages and their scripts
// say in each language. Chinese and English are complete catalogues; traditional
// Chinese is made from the Chinese one by a table of characters. Scripts have no words
// of their own: a page hands them those they need. What the data says is no business
// of this package, and stays as written.
package words

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"gongshi/internal/portal"
	"gongshi/internal/schema"
)

// Words is the catalogue of interface strings in one language. A string may hold
// slots such as {year}; ~ is a space at which no line breaks; the forms for one and
// for other numbers are separated by |. Names say what a string is for; templates
// reach one without slots as [[Name]].
type Words struct {
	Lang, DataLang, Name string
	Comma, Stop, Gap     string

	SkipToContent, MainMenu, Menu, ElderMode, YouAreHere         string
	Home, About, Pages, PreviousPage, NextPage, PageN, TitlePage string
	NoRecord, OperatedBy, Coverage, CoverageLink                 string
	Corrections, Subscribe, FeedTitle, JSONTitle                 string
	SiteID                                                       string

	Agencies, Agency, Projects, Project, Sanctions, Pay            string
	NotDisclosed, Data, Search, Districts, District, Fields, Field string
	Purchasers, Purchaser, Years, Year, Authority, State           string

	CountAgencies, CountHouses, CountProjects, CountSanctions, CountPeople string
	Yuan, Wan, Percent, OpenEnded, ShareOf                                 string

	Blank, Missing, NotRequired, NotDueYet                    string
	StateDisclosed, StateLate, StatePartly, StateMissing      string
	StateDeadline, StateResults, StateResultsOpen, StateSince string
	NoneFinished                                              string
	InForce, Appealed, Ended                                  string
	InForceWords, AppealedWords, EndedWords                   string
	Upcoming, NoResult, NoResultYet                           string

	SearchLabel, SearchTitle, SearchPlaceholder string
	Try, ExampleFine, ExampleGrade, BrowseBy    string

	MissingPayAll, MissingPayTiers, MissingPolicy string
	MissingResults                                string

	AgenciesLede, ProjectsLede, SanctionsLede string
	Registration, InForceSanctions, PayOfYear string

	CountInForce                                                                           string
	PayOfTiers, ResultsOfProjects, PayPolicy                                               string
	PayTitle                                                                               string
	NilReturn, OnePerson                                                                   string
	DisclosedOn, NoteOf                                                                    string
	ProjectsAndResults, NoProjects                                                         string
	EffectiveOn, PublishedOn, PolicySource                                                 string
	Identity, Code, ShortName, FormerNames, FoundedOn, Registrar, Supervisor               string
	Representative, Website, Phone, Address                                                string
	TakeAway, FileJSON, FileFeed, FileTable                                                string
	FileFeedAtom, FileFeedJSON                                                             string
	Cite                                                                                   string
	Correct, CorrectHint, CorrectLink, CorrectSubject, CorrectBody                         string
	Provenance, RecordHeading, FileAndRow, RowN, SourceHeading, SourceLink                 string
	SourceAgency, SourcePay, SourceProject, SourceEvaluation, SourceSanction, SourcePolicy string

	Term, AmountYuan, Results, GradeScore                                             string
	ProjectOpening, ProjectOpeningBare                                                string
	TermWords, AmountWords                                                            string
	ProjectMissing, ProjectGraded, ProjectRunning, ProjectUpcoming                    string
	ResultsOfProject, MoneyAndStaff, OtherProjects, AllOfPurchaser                    string
	ProjectFacts, ProjectNumber, SignedOn, StartsOn, EndsOn, Amount                   string
	Staff, ProfessionalStaff, LabourCost, OtherCost, SupervisedStaff, SupervisionCost string
	ShareOfStaff, Score                                                               string

	DocumentNumber, Subject, Measures, FineWords, DecidedOn                                                               string
	PublishedUntil                                                                                                        string
	SanctionOpening, PractitionerOf, Practitioner, UnknownSubject                                                         string
	Facts, Basis, Decision, Terms, TwoClocks                                                                              string
	SanctionFacts, Kind, Severity, Fine, Confiscated, ValidUntil, PublishUntil, FirstPublished, StatusSince, StatusReason string
	Reply, ReplyBy                                                                                                        string
	ClosedHeading, ClosedOn, ClosedNoDate, WithdrawnOn, WithdrawnNoDate                                                   string
	ClosedReason, ClosedRule                                                                                              string

	PayLede, PayNoYear, PayHeading, PayHeadingBare                                                      string
	OverdueLede, OverdueNone                                                                            string
	OverdueRule, OverdueNoRule                                                                          string
	WhatIsMissing                                                                                       string
	YearsLede, YearsNone, RunningProjects                                                               string
	YearHeading, YearLede, YearProjects, YearSanctions                                                  string
	CountItems, Tier, AgenciesDisclosing, Headcount, MedianYuan, SumYuan, WhoDisclosed, SanctionsOfYear string

	DataLede, DataForms                                                                                                        string
	Downloads, Table, Rows, Columns, ColumnsLede, Column, Meaning, Holds, Required                                             string
	CSVExact, CSVExcel, JSON                                                                                                   string
	KindText, KindName, KindKey, KindCredit, KindList, KindDate, KindYear, KindMoney, KindCount, KindScore, KindURL, KindCoded string

	SearchNoScript, SearchHelp, Sanction                                          string
	FacetTable, FacetMeasure, FacetGrade, FacetTier                               string
	HelpLede, HelpHowTo, HelpTyped, HelpFinds                                     string
	HelpText, HelpAnd, HelpOr, HelpNot, HelpPhrase, HelpNumber                    string
	HelpCode, HelpPrefix, HelpPinyin, HelpInitials                                string
	HelpFields, HelpFieldsLede, HelpYears, HelpDates, HelpFine                    string
	HelpOrder, HelpOrderText, HelpStates                                          string
	HelpKeys, HelpKeySlash, HelpKeyNames, HelpKeyEnter, HelpKeyEscape             string
	KeysOff, KeysOn                                                               string
	Tips, TipsLede                                                                string
	TipRepeat, TipRepeatText, TipRepeatAll, TipRepeatOne                          string
	TipFines, TipFinesText, TipFinesOf                                            string
	TipYears, TipYearsText, TipYearsOf                                            string
	TipWording, TipWordingText                                                    string
	TipTake, TipTakeText, TipTakeAll                                              string
	TipQuote, TipQuoteText                                                        string
	TipNews, TipNewsText                                                          string
	TipCare, TipCareRecord, TipCareAppeal, TipCarePay, TipCareTwins, TipCareBlank string
	OnlyInChinese                                                                 string
	NotFound, NotFoundLede                                                        string
	Aggregate                                                                     string

	// What the script of the search page says (see Script).
	SearchHeading    string `script:"search"`
	SearchFound      string `script:"search=results"`
	SearchListed     string `script:"search=shown"`
	SearchBusy       string `script:"search=searching"`
	SearchNone       string `script:"search"`
	SearchNext       string `script:"search=more"`
	SearchNoDate     string `script:"search"`
	Colon            string `script:"search"`
	Enumeration      string `script:"search=comma"`
	SearchSort       string `script:"search"`
	SortRelevance    string `script:"search=relevance"`
	SortNewest       string `script:"search=newest"`
	SortOldest       string `script:"search=oldest"`
	SortAmount       string `script:"search=amount"`
	Filters          string `script:"search"`
	FiltersOn        string `script:"search=active"`
	FiltersClear     string `script:"search=clear"`
	FilterRemove     string `script:"search=remove"`
	FilterDates      string `script:"search=dates"`
	FilterFrom       string `script:"search=from"`
	FilterTo         string `script:"search=to"`
	FineYuan         string `script:"search=fines"`
	FineLeast        string `script:"search=least"`
	FineMost         string `script:"search=most"`
	RangeBetween     string `script:"search=between"`
	RangeSince       string `script:"search=since"`
	RangeUntil       string `script:"search=until"`
	FacetMore        string `script:"search=moreValues"`
	FacetMost        string `script:"search=onlyMost"`
	FacetLater       string `script:"search=later"`
	TakeResults      string `script:"search=take"`
	CopyLink         string `script:"search=copy"`
	LinkCopied       string `script:"search=copied"`
	LinkShown        string `script:"search=notCopied"`
	SaveCSV          string `script:"search=csv"`
	SaveJSON         string `script:"search=json"`
	SavePreparing    string `script:"search=preparing"`
	Saved            string `script:"search"`
	SavedPart        string `script:"search=capped"`
	SaveInWeChat     string `script:"search=weChat"`
	SaveColumns      string `script:"search=columns"`
	SaveEverything   string `script:"search=everything"`
	NamesHeading     string `script:"search=suggestions"`
	NamesFound       string `script:"search=suggested"`
	MeanThis         string `script:"search=mean"`
	AdviceUnfiltered string `script:"search=unfiltered"`
	AdviceAlone      string `script:"search=alone"`
	AdviceFewer      string `script:"search=fewer"`
	SearchMalformed  string `script:"search"`
	SearchNotLoaded  string `script:"search=loadFailed"`
	SearchOutdated   string `script:"search=wrongVersion"`
	SearchFailed     string `script:"search"`
	Retry            string `script:"search"`

	AgencyWords
	DutyWords
	ClauseWords
	CrossWords
	TimelineWords
	ChartWords
	FaceWords
	CorrectionWords
	SectionWords
	AgeingWords
	PersonWords
	CompareWords
	SearchWords
	GlossaryWords
	HomeWords
	ListWords
	ProvenanceWords
	WayWords
	ChangeWords
}

// NoBreak is the space at which no line breaks.
const NoBreak = "\u00a0"

// Of returns the catalogue of a language, ready for use. It is the same for all who ask:
// nobody may change it.
func Of(lang string) *Words {
	switch lang {
	case portal.English:
		return readyEnglish()
	case portal.Traditional:
		return readyTraditional()
	}
	return readyChinese()
}

var (
	readyChinese     = sync.OnceValue(func() *Words { return ready(chinese) })
	readyEnglish     = sync.OnceValue(func() *Words { return ready(english) })
	readyTraditional = sync.OnceValue(func() *Words { return ready(traditional()) })
)

func ready(w Words) *Words {
	w.Each(func(_, s string) string { return strings.ReplaceAll(s, "~", NoBreak) })
	return &w
}

// Each replaces every string of the catalogue by what change makes of it, and leaves alone
// what it does not change.
func (w *Words) Each(change func(name, s string) string) {
	eachOf(reflect.ValueOf(w).Elem(), change)
}

func eachOf(v reflect.Value, change func(name, s string) string) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Struct {
			eachOf(f, change)
		} else if s := change(v.Type().Field(i).Name, f.String()); s != f.String() {
			f.SetString(s)
		}
	}
}

// Named returns the string of a name; ok is false where there is none.
func (w *Words) Named(name string) (s string, ok bool) {
	f := reflect.ValueOf(w).Elem().FieldByName(name)
	if !f.IsValid() {
		return "", false
	}
	return f.String(), true
}

// ValueName is a value of a closed list in the language.
func (w *Words) ValueName(list []schema.Code, id string) string {
	if id == "" {
		return ""
	}
	return w.CodeName(schema.ByID(list, id))
}

// CodeName is the name of a code in the language.
func (w *Words) CodeName(c schema.Code) string {
	switch w.Lang {
	case portal.English:
		return c.EN
	case portal.Traditional:
		return ToTraditional(c.ZH)
	}
	return c.ZH
}

// Fill puts values into the slots of a string: pairs are a slot's name and its value.
func Fill(form string, pairs ...string) string {
	if !strings.Contains(form, "{") {
		return form
	}
	var b strings.Builder
	size := len(form) // enough, where each value is used once
	for i := 1; i < len(pairs); i += 2 {
		size += len(pairs[i])
	}
	b.Grow(size)
	for form != "" {
		var text, name string
		text, name, form = Cut(form)
		b.WriteString(text)
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
			}
		}
	}
	return b.String()
}

// Cut parts a string at its first slot: the text before it, the slot's name and what follows.
// Where there is no slot, all is text and the name is empty.
func Cut(form string) (text, slot, rest string) {
	text, rest, _ = strings.Cut(form, "{")
	slot, rest, _ = strings.Cut(rest, "}")
	return text, slot, rest
}

// Count is the form for a number, with the number in its slot {n}.
func Count(form string, n int, pairs ...string) string {
	return Fill(Form(form, n), append(pairs, "n", Grouped(n))...)
}

// Grouped writes a number with thousands separators.
func Grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// LanguageName is a language's name in itself.
func LanguageName(lang string) string {
	switch lang {
	case portal.English:
		return english.Name
	case portal.Traditional:
		return traditionalName
	}
	return chinese.Name
}
