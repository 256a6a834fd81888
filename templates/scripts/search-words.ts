// What the search page says. The words stand in the catalogue of the site's pages, which
// gives those of the page's language to the script (internal/site/search.go).

/** Forms by name: {n} is a slot, and the forms for one and for other numbers are separated by |. */
export interface SearchStrings {
  heading: string;
  results: string;
  everything: string;
  shown: string;
  searching: string;
  none: string;
  more: string;
  sort: string;
  relevance: string;
  newest: string;
  oldest: string;
  amount: string;
  filters: string;
  active: string;
  clear: string;
  remove: string;
  dates: string;
  fines: string;
  from: string;
  to: string;
  least: string;
  most: string;
  between: string;
  since: string;
  until: string;
  moreValues: string;
  onlyMost: string;
  later: string;
  noDate: string;
  take: string;
  copy: string;
  copied: string;
  notCopied: string;
  csv: string;
  json: string;
  preparing: string;
  saved: string;
  capped: string;
  weChat: string;
  suggestions: string;
  suggested: string;
  mean: string;
  fewer: string;
  unfiltered: string;
  alone: string;
  malformed: string;
  loadFailed: string;
  wrongVersion: string;
  failed: string;
  retry: string;
  columns: string;
  colon: string;
  comma: string;
  known: string;
  /** The relative addresses of the pages and terms of this site, by what they are called. */
  terms: Record<string, string>;
  facets: Record<string, string>;
  /** What is wrong with a query, by the codes of its errors. */
  problems: Record<string, string>;
  /** Names of codes that the site calls by words of its own, by facet. */
  values: Record<string, Record<string, string>>;
}
