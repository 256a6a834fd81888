// The state of the search page, which its address holds entirely.
import { type Sort, SORTS } from "./match";
import { readDate } from "./query";

export const FACETS = [
  "table", "status", "duty", "kind", "year", "authority", "measure", "district", "field", "grade", "tier", "purchaser", "agency",
] as const;

export interface State {
  q: string;
  sort: Sort;
  ticked: Map<string, string[]>;
  from: string;
  to: string;
  /** The least and the most fine in yuan; empty: any. */
  least: string;
  most: string;
}

export const NO_FILTERS = { ticked: new Map<string, string[]>(), from: "", to: "", least: "", most: "" };

export function read(address: string): State {
  const params = new URLSearchParams(address);
  const get = (name: string): string => params.get(name) ?? "";
  const sort = get("sort") as Sort;
  const ticked = new Map<string, string[]>();
  for (const name of FACETS) {
    const ids = params.getAll(name);
    if (ids.length > 0) ticked.set(name, ids);
  }
  const [least, most = ""] = get("fine").split("..");
  return {
    q: get("q"),
    sort: SORTS.includes(sort) ? sort : "relevance",
    ticked,
    from: day(get("from")),
    to: day(get("to")),
    least: yuan(least!),
    most: yuan(most),
  };
}

function day(s: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(s) && readDate(s) ? s : "";
}

function yuan(s: string): string {
  return /^\d{1,12}(\.\d{1,2})?$/.test(s) ? s : "";
}

/** The address of a state; keep holds parameters that are not ours, such as mode. */
export function write(s: State, keep = ""): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string): void => void (value && params.append(name, value));
  set("q", s.q);
  for (const name of FACETS) for (const id of s.ticked.get(name) ?? []) set(name, id);
  set("from", s.from);
  set("to", s.to);
  set("fine", s.most ? `${s.least}..${s.most}` : s.least);
  set("sort", s.sort === "relevance" ? "" : s.sort);
  set("mode", new URLSearchParams(keep).get("mode") ?? "");
  return `?${params}`;
}

/** The filters that are no facets, as a part of a query. */
export function ranges(s: State): string {
  const list: string[] = [];
  if (s.from || s.to) list.push(`date:${s.from}..${s.to}`);
  if (s.least || s.most) list.push(`fine:${s.least}..${s.most}`);
  return list.join(" ");
}

export function filtered(s: State): boolean {
  return s.ticked.size > 0 || ranges(s) !== "";
}
