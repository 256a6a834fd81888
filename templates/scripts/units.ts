// Units and phrases: the same as Go's internal/search/analysis, which says why.
import { Class, runes } from "./fold";

/** One Chinese character or one word of a folded text. */
export interface Unit {
  text: string;
  han: boolean;
  /** Punctuation or white space stands before it, in the text. */
  apart: boolean;
  start: number;
  end: number;
}

/** A run of units that must stand in a text as they stand here. */
export interface Phrase {
  units: Unit[];
  prefix: boolean;
}

export function units(s: string): Unit[] {
  const list: Unit[] = [];
  let apart = false;
  let before: Class = Class.Break;
  for (const r of runes(s)) {
    const c = String.fromCodePoint(r.r);
    if (r.class === Class.Break) {
      apart = list.length > 0;
    } else if (r.class === Class.Word && before === Class.Word) {
      const u = list[list.length - 1]!;
      u.text += c;
      u.end = r.to;
    } else {
      list.push({ text: c, han: r.class === Class.Han, apart, start: r.from, end: r.to });
      apart = false;
    }
    before = r.class;
  }
  return list;
}

export function phrase(s: string, prefix: boolean): Phrase {
  const list = units(s);
  return { units: list, prefix: prefix && list.length > 0 && !list[list.length - 1]!.han };
}

/** The places in a text where a phrase stands, in UTF-16 units. */
export function places(p: Phrase, list: Unit[]): { start: number; end: number }[] {
  const last = p.units.length - 1;
  const found: { start: number; end: number }[] = [];
  for (let i = 0; i + last < list.length; i++) {
    const stands = p.units.every((u, k) => {
      const v = list[i + k]!;
      if (v.han !== u.han || (k > 0 && v.apart !== u.apart)) return false;
      return v.text === u.text || (p.prefix && k === last && v.text.startsWith(u.text));
    });
    if (stands) found.push({ start: list[i]!.start, end: list[i + last]!.end });
  }
  return found;
}

/** The symbols that a phrase is in the index, and the places of its units among them. */
export function symbols(p: Phrase): { row: string[]; starts: number[] } {
  const row: string[] = [];
  const starts: number[] = [];
  p.units.forEach((u, i) => {
    if (i > 0 && u.apart) row.push("\x02");
    starts.push(row.length);
    row.push(...u.text);
    if (!u.han && !(p.prefix && i === p.units.length - 1)) row.push("\x03");
  });
  return { row, starts };
}
