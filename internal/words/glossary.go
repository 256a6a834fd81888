package words

import "gongshi/internal/portal"

// GlossaryWords are the interface strings of the glossary, but for its terms.
type GlossaryWords struct {
	Glossary, GlossaryLede, GlossaryRules, GlossaryLaw, GlossaryNot, GlossarySee string
	TermsOfDuties, TermsOfPay, TermsOfProjects, TermsOfSanctions, TermsOfSite    string
}

var glossaryChinese = GlossaryWords{
	Glossary:      "名词解释",
	GlossaryLede:  "本站用到的词，用平常的话解释。解释帮助阅读，不代替规定的原文。",
	GlossaryRules: "本站依据：", GlossaryLaw: "另见：", GlossaryNot: "注意：", GlossarySee: "在哪里看：",
	TermsOfDuties: "公开与未公开", TermsOfPay: "薪酬", TermsOfProjects: "机构、项目与评价", TermsOfSanctions: "惩戒", TermsOfSite: "本站的数据与方法",
}

var glossaryEnglish = GlossaryWords{
	Glossary:      "Glossary",
	GlossaryLede:  "The terms of this site in plain words. They help with reading and do not replace the text of any rule.",
	GlossaryRules: "This site goes by: ", GlossaryLaw: "See also: ", GlossaryNot: "Note: ", GlossarySee: "Where to look: ",
	TermsOfDuties: "Disclosed and not disclosed", TermsOfPay: "Pay", TermsOfProjects: "Agencies, projects and results", TermsOfSanctions: "Sanctions", TermsOfSite: "Data and method of this site",
}

// Term is an entry of the glossary in one language.
type Term struct {
	ID    string // its anchor; it never changes
	Group string // one of TermGroups
	Rule  string // the kind of rule by which this site goes: pay, policy, results, figures, ageing, names or checks
	Page  string // the page that shows it: pay, projects, sanctions, overdue, duties, findings, rules, corrections, data, agencies or years

	Name    string
	Also    []string // other ways of writing it, for links and for the search
	Meaning string   // a sentence
	Mind    string   // an example, or what it must not be taken for
	Law     string   // a law or standard of the whole country in which it stands
}

// TermGroups are the groups of the glossary's terms, in the order of the page.
func TermGroups() []string { return []string{"duties", "pay", "projects", "sanctions", "site"} }

// Terms is the glossary in a language.
func Terms(lang string) []Term {
	list := make([]Term, len(terms))
	for i, e := range terms {
		t := Term{ID: e.id, Group: e.group, Rule: e.rule, Page: e.page}
		said := e.zh
		if lang == portal.English {
			said = e.en
		}
		t.Name, t.Also, t.Meaning, t.Mind, t.Law = said.name, said.also, said.meaning, said.mind, said.law
		if lang == portal.Traditional {
			t.Name, t.Meaning, t.Mind, t.Law = ToTraditional(t.Name), ToTraditional(t.Meaning), ToTraditional(t.Mind), ToTraditional(t.Law)
			t.Also = nil
			for _, a := range said.also {
				t.Also = append(t.Also, ToTraditional(a))
			}
		}
		list[i] = t
	}
	return list
}

// entry is a term in both languages.
type entry struct {
	id, group, rule, page string
	zh, en                termText
}

type termText struct {
	name               string
	also               []string
	meaning, mind, law string
}
