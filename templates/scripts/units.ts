// Units and phrases: the same as Go's internal/search/analysis, which says why.
import { Class, runes } from "./fold";

const ADJACENT = 2;
const BROKEN = 3;

/** One Chinese character or one word of a folded text. */
export interface Unit {
  pos: number;
  text: string;
  han: boolean;
  start: number;
  end: number;
}

/** A run of units that must stand in a text as they stand here. */
export interface Phrase {
  units: Unit[];
  prefix: boolean;
}

/** A term that a phrase needs at a place. */
export interface Need {
  term: string;
  offset: number;
  prefix: boolean;
  first: boolean;
  last: boolean;
}

export function units(s: string): Unit[] {
  const list: Unit[] = [];
  let pos = 0;
  let broken = false;
  let before: Class = Class.Break;
  for (const r of runes(s)) {
    if (r.class === Class.Break) {
      broken = true;
    } else if (r.class === Class.Word && before === Class.Word) {
      const u = list[list.length - 1]!;
      u.text += String.fromCodePoint(r.r);
      u.end = r.to;
    } else {
      if (list.length > 0) pos += broken ? BROKEN : ADJACENT;
      broken = false;
      list.push({ pos, text: String.fromCodePoint(r.r), han: r.class === Class.Han, start: r.from, end: r.to });
    }
    before = r.class;
  }
  return list;
}

export function phrase(s: string, prefix: boolean): Phrase {
  const list = units(s);
  return { units: list, prefix: prefix && list.length > 0 && !list[list.length - 1]!.han };
}

/** The fewest terms that prove a phrase. */
export function needs(p: Phrase): Need[] {
  const list: Need[] = [];
  const u = p.units;
  const n = u.length;
  const add = (first: number, last: number, prefix: boolean) =>
    list.push({
      term: u[first]!.text + (last > first ? u[last]!.text : ""),
      offset: u[first]!.pos - u[0]!.pos,
      prefix,
      first: first === 0,
      last: last === n - 1,
    });
  for (let i = 0, end = 0; i < n; i = end) {
    end = i + 1;
    while (u[i]!.han && end < n && u[end]!.han && u[end]!.pos === u[end - 1]!.pos + ADJACENT) end++;
    if (!u[i]!.han) {
      add(i, i, p.prefix && i === n - 1);
    } else if (end === i + 1) {
      add(i, i, !touchesWord(u, i));
    } else {
      for (let j = i; j + 1 < end; j += 2) add(j, j + 1, false);
      if ((end - i) % 2 !== 0) add(end - 2, end - 1, false);
    }
  }
  return list;
}

function touchesWord(list: Unit[], i: number): boolean {
  const at = list[i]!.pos;
  return [list[i - 1], list[i + 1]].some((v) => v !== undefined && !v.han && Math.abs(v.pos - at) === ADJACENT);
}

/** Whether the phrase stands in the units from index i on. */
function standsAt(p: Phrase, list: Unit[], i: number): boolean {
  if (i + p.units.length > list.length) return false;
  return p.units.every((u, k) => {
    const v = list[i + k]!;
    if (v.pos - list[i]!.pos !== u.pos - p.units[0]!.pos || v.han !== u.han) return false;
    return v.text === u.text || (p.prefix && k === p.units.length - 1 && v.text.startsWith(u.text));
  });
}

/** The places in a text where a phrase stands, in UTF-16 units. */
export function places(p: Phrase, list: Unit[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let i = 0; i < list.length; i++) {
    if (standsAt(p, list, i)) found.push({ start: list[i]!.start, end: list[i + p.units.length - 1]!.end });
  }
  return found;
}
