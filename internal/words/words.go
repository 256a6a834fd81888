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

	"gongshi/internal/portal"
	"gongshi/internal/schema"
)

// Words is the catalogue of interface strings in one language. A string may hold
// slots such as {year}; ~ is a space at which no line breaks; the forms for one and
// for other numbers are separated by |. Names say what a string is for; templates
// reach one without slots as [[Name]].
type Words struct {
	Lang, DataLang, Name                 string
	Colon, Comma, Stop, Enumeration, Gap string

	SkipToContent, MainMenu, Menu, ElderMode, YouAreHere         string
	Home, About, Pages, PreviousPage, NextPage, PageN, TitlePage string
	NoRecord, OperatedBy, Coverage, CoverageLink                 string
	Corrections, Subscribe, FeedTitle, JSONTitle                 string
	SiteID                                                       string

	Agencies, Agency, Projects, Project, Sanctions, Pay            string
	NotDisclosed, Data, Search, Districts, District, Fields, Field string
	Purchasers, Purchaser, Years, Year, Authority, State           string

	CountAgencies, CountHouses, CountProjects, CountSanctions, CountPeople string
	CountGroups, CountResults                                              string
	Yuan, Wan, Percent, OpenEnded, ShareOf                                 string

	Blank, Missing, NotRequired, NotDueYet                    string
	StateDisclosed, StateLate, StatePartly, StateMissing      string
	StateDeadline, StateResults, StateResultsOpen, StateSince string
	NoneFinished                                              string
	InForce, Appealed, Ended                                  string
	InForceWords, AppealedWords, EndedWords                   string
	Upcoming, NoResult, NoResultYet                           string

	HomeOpening, HomeRequired                      string
	HomeNoYear                                     string
	HomeDisclosed                                  string
	HomeLate                                       string
	HomeOpen                                       string
	HomeOpenCount                                  string
	HomeDue                                        string
	SearchLabel                                    string
	SearchTitle                                    string
	Try                                            string
	ExampleFine                                    string
	ExampleGrade                                   string
	NewestSanctions, NoSanctions, AllSanctions     string
	NothingMissing, AllMissing, MissingNothingMore string
	InFigures                                      string
	SearchPlaceholder                              string
	FigureAgencies, FigureProjects, FigureResults  string
	FigureGood, FigureMedian, FigureMedianBefore   string
	FigureInForce, FigureRepeat, BrowseBy          string

	MissingPayAll, MissingPayTiers, MissingPolicy string
	MissingResults, OverdueBy                     string

	AgenciesLede, ProjectsLede, SanctionsLede string
	Registration, InForceSanctions, PayOfYear string

	AgencyPaid                                                                             string
	AgencyPaidPart                                                                         string
	AgencyMissing                                                                          string
	AgencyNothing                                                                          string
	AgencyNotDue                                                                           string
	AgencyNoDuty                                                                           string
	AgencyNil                                                                              string
	ToDate                                                                                 string
	More, Less, Same                                                                       string
	AgencyProjects, AgencyResults                                                          string
	AgencyNoProjects                                                                       string
	AgencySanctions                                                                        string
	CountInForce, NoSanctionInForce                                                        string
	Twins                                                                                  string
	NotActive                                                                              string
	Duties                                                                                 string
	DutiesWhy                                                                              string
	PayOfTiers, ResultsOfProjects, PayPolicy                                               string
	PayTitle, PayUnit                                                                      string
	PayCaveat                                                                              string
	NoPay                                                                                  string
	NilReturn, OnePerson                                                                   string
	ChartDescription                                                                       string
	DisclosedOn, NoteOf                                                                    string
	NoSanctionsOfAgency, SanctionCaveat                                                    string
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

	DocumentNumber, Subject, Measures, FineYuan, FineWords, DecidedOn                                                     string
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
	GroupsLede, DistrictLede                                                                            string
	YearsLede, PayDisclosure, RunningProjects                                                           string
	YearHeading, YearLede, YearProjects, YearSanctions                                                  string
	CountItems, Tier, AgenciesDisclosing, Headcount, MedianYuan, SumYuan, WhoDisclosed, SanctionsOfYear string

	DataLede, DataForms                                                                                                        string
	Downloads, Table, Rows, Columns, ColumnsLede, Column, Meaning, Holds, Required                                             string
	CSVExact, CSVExcel, JSON                                                                                                   string
	KindText, KindName, KindKey, KindCredit, KindList, KindDate, KindYear, KindMoney, KindCount, KindScore, KindURL, KindCoded string

	SearchNoScript, SearchHelp, Sanction                                          string
	SearchHeading, SearchFound, SearchListed, SearchBusy, SearchNone              string
	SearchNext, SearchNoDate                                                      string
	SearchSort, SortRelevance, SortNewest, SortOldest, SortAmount                 string
	Filters, FiltersOn, FiltersClear, FilterRemove                                string
	FilterDates, FilterFrom, FilterTo, FineLeast, FineMost                        string
	RangeBetween, RangeSince, RangeUntil                                          string
	FacetTable, FacetMeasure, FacetGrade, FacetTier                               string
	FacetMore, FacetMost, FacetLater                                              string
	TakeResults, CopyLink, LinkCopied, LinkShown                                  string
	SaveCSV, SaveJSON, SavePreparing, Saved, SavedPart, SaveInWeChat              string
	SaveColumns, SaveEverything                                                   string
	NamesHeading, NamesFound                                                      string
	MeanThis, AdviceUnfiltered, AdviceAlone, AdviceFewer                          string
	SearchMalformed, SearchNotLoaded, SearchOutdated, SearchFailed, Retry         string
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

	DutyWords
	ClauseWords
	CrossWords
	TimelineWords
	CorrectionWords
	AgeingWords
	PersonWords
	ProvenanceWords
}

// NoBreak is the space at which no line breaks.
const NoBreak = "\u00a0"

// Of returns the catalogue of a language, ready for use.
func Of(lang string) *Words {
	w := chinese
	switch lang {
	case portal.English:
		w = english
	case portal.Traditional:
		w = traditional()
	}
	w.Each(func(_, s string) string { return strings.ReplaceAll(s, "~", NoBreak) })
	return &w
}

// Each replaces every string of the catalogue by what change makes of it.
func (w *Words) Each(change func(name, s string) string) {
	eachOf(reflect.ValueOf(w).Elem(), change)
}

func eachOf(v reflect.Value, change func(name, s string) string) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Struct {
			eachOf(f, change)
		} else {
			f.SetString(change(v.Type().Field(i).Name, f.String()))
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
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(form, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
			}
		}
		form = after
	}
}

// Count is the form for a number, with the number in its slot {n}.
func Count(form string, n int, pairs ...string) string {
	one, other, two := strings.Cut(form, "|")
	if two && n != 1 {
		one = other
	}
	return Fill(one, append(pairs, "n", Grouped(n))...)
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
