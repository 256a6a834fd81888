// The state of the search page, which its address holds entirely.
import { type Sort, SORTS } from "./match";
import { readDate } from "./query";

export const FACETS = [
  "table", "status", "kind", "year", "authority", "measure", "district", "field", "grade", "tier", "purchaser", "agency",
] as const;

export interface State {
  q: string;
  sort: Sort;
  ticked: Map<string, string[]>;
  from: string;
  to: string;
  fine: string;
}

export function read(address: string): State {
  const params = new URLSearchParams(address);
  const sort = params.get("sort") as Sort;
  const ticked = new Map<string, string[]>();
  for (const name of FACETS) {
    const ids = params.getAll(name);
    if (ids.length > 0) ticked.set(name, ids);
  }
  return {
    q: params.get("q") ?? "",
    sort: SORTS.includes(sort) ? sort : "relevance",
    ticked,
    from: day(params.get("from")),
    to: day(params.get("to")),
    fine: /^\d{1,12}(\.\d{1,2})?$/.exec(params.get("fine") ?? "")?.[0] ?? "",
  };
}

function day(s: string | null): string {
  return /^\d{4}-\d\d-\d\d$/.test(s ?? "") && readDate(s!) ? s! : "";
}

/** The address of a state; keep holds parameters that are not ours, such as mode. */
export function write(s: State, keep: string): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string): void => void (value && params.append(name, value));
  set("q", s.q);
  for (const name of FACETS) for (const id of s.ticked.get(name) ?? []) set(name, id);
  set("from", s.from);
  set("to", s.to);
  set("fine", s.fine);
  set("sort", s.sort === "relevance" ? "" : s.sort);
  set("mode", new URLSearchParams(keep).get("mode") ?? "");
  const text = params.toString();
  return text === "" ? "?" : `?${text}`;
}

/** The filters that are no facets, as a part of a query. */
export function ranges(s: State): string {
  const list: string[] = [];
  if (s.from || s.to) list.push(`date:${s.from}..${s.to}`);
  if (s.fine) list.push(`fine:>=${s.fine}`);
  return list.join(" ");
}

export function filtered(s: State): boolean {
  return s.ticked.size > 0 || ranges(s) !== "";
}
