// What the search page says. The words stand in the catalogue of interface strings
// (internal/words); the page hands over those of its language.

/** Forms by name: {n} is a slot, and the forms for one and for other numbers are separated by |. */
export interface Strings {
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

/** Puts values into the slots of a form, which it chooses by n. */
export function say(form: string, slots: Record<string, string | number> = {}): string {
  const [one = "", other = one] = form.split("|");
  return (slots.n === 1 ? one : other).replace(/\{(\w+)\}/g, (_, name: string) => {
    const v = slots[name] ?? "";
    return typeof v === "number" ? grouped(v) : v;
  });
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
