// What the page of comparisons says. The words stand in the catalogue of the site's pages,
// which gives those of the page's language to the script (internal/site/compare.go).

/** Forms by name: {n} is a slot, and the forms for one and for other numbers are separated by |. */
export interface CompareStrings {
  chosen: string;
  none: string;
  count: string;
  pick: string;
  pickHint: string;
  pickNone: string;
  pickFull: string;
  own: string;
  suggestions: string;
  suggested: string;
  up: string;
  down: string;
  remove: string;
  unknown: string;
  from: string;
  to: string;
  measure: string;
  /** Groups of measures: pay of a tier, headcount of a tier, others. */
  groups: string[];
  tiers: string[];
  tierIDs: string[];
  total: string;
  people: string;
  contracts: string;
  sanctions: string;
  duties: string;
  dutiesNote: string;
  /** Units of money, people, contracts and sanctions. */
  units: string[];
  table: string;
  chart: string;
  chartSays: string;
  chartNone: string;
  gap: string;
  all: string;
  agency: string;
  year: string;
  take: string;
  copy: string;
  copied: string;
  notCopied: string;
  csv: string;
  columns: string;
  file: string;
  saved: string;
  print: string;
  weChat: string;
  notLoaded: string;
  outdated: string;
  loading: string;
  retry: string;
  blank: string;
  missing: string;
  notDue: string;
  notRequired: string;
  noRule: string;
  colon: string;
  comma: string;
  /** Words of the states of a duty, by their codes. */
  states: Record<string, string>;
  dutyNames: string[];
  caveats: string[];
}
