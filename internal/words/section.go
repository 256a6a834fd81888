package words

// SectionWords are the interface strings of records that are sections of another page.
type SectionWords struct {
	ProjectSections, SanctionSections string
	SanctionsBy, SanctionsByLede      string
}

var sectionChinese = SectionWords{
	ProjectSections: "各项目详情", SanctionSections: "各惩戒详情",
	SanctionsBy: "{name}：对象不在机构名单的惩戒", SanctionsByLede: "这些惩戒的对象是从业人员，或不在机构名单里的单位。{all}",
}

var sectionEnglish = SectionWords{
	ProjectSections: "Each project", SanctionSections: "Each sanction",
	SanctionsBy: "Sanctions by {name} on parties outside the list of agencies", SanctionsByLede: "These sanctions are about practitioners, or about parties that are not in the list of agencies. {all}",
}
