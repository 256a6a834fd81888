// The state of the page of comparisons, which its address holds entirely.
import { MOST } from "./basket-store";

export interface State {
  agencies: string[];
  from: number;
  to: number;
  measure: string;
}

/** What can be chosen: the years, newest first, and the measures. */
export interface Choices {
  years: number[];
  headline: number;
  measures: string[];
}

const SPAN = 4; // years before the newest that are shown at first

export function read(address: string, { years, headline, measures }: Choices): State {
  const params = new URLSearchParams(address);
  const slugs = (params.get("a") ?? "").split(",").map((s) => s.trim().slice(0, 64)).filter((s) => s !== "");
  const newest = years.includes(headline) ? headline : (years[0] ?? 0);
  const year = (name: string, otherwise: number): number => {
    const y = Number(params.get(name));
    return years.includes(y) ? y : otherwise;
  };
  const to = year("to", newest);
  const earliest = years.filter((y) => y >= to - SPAN && y <= to).pop() ?? to;
  const from = Math.min(year("from", earliest), to);
  const m = params.get("m") ?? "";
  return { agencies: [...new Set(slugs)].slice(0, MOST), from, to, measure: measures.includes(m) ? m : measures[measures.length - 1]! };
}

/** The query of a state, with what else an address holds, such as the mode. */
export function write({ agencies, from, to, measure }: State, address = ""): string {
  const others = new URLSearchParams(address);
  for (const name of ["a", "from", "to", "m"]) others.delete(name);
  const own = [agencies.length > 0 ? `a=${agencies.map(encodeURIComponent).join(",")}` : "", from ? `from=${from}` : "", to ? `to=${to}` : "", `m=${measure}`];
  return "?" + [...own, others.toString()].filter((s) => s !== "").join("&");
}
