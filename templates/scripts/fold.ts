// Folding for search: the same table and rules as Go's internal/text, which says why.
// The simplified characters are 6 KB of it that few readers need: they come from the
// search index (simplify), as soon as a text holds a character that may be a
// traditional one (unknown).
import { CLASS_EDGES, CLOSE_BRACKETS, IGNORED, MIDDLE_DOTS, OPEN_BRACKETS, SPECIALS, TRADITIONAL } from "./fold-table";

/** What a folded character is to a search. */
export const enum Class {
  Break,
  Word,
  Han,
}

/** A folded character and the place of its source, in UTF-16 units. */
export interface Rune {
  r: number;
  class: Class;
  from: number;
  to: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const ROUNDS = 4;

/** Numbers of five bits a character, lowest first; a set sixth bit: more follow. */
function numbers(s: string): number[] {
  const list: number[] = [];
  let n = 0;
  let shift = 0;
  for (const c of s) {
    const v = DIGITS.indexOf(c);
    n |= (v & 31) << shift;
    shift += 5;
    if (v < 32) {
      list.push(n);
      n = shift = 0;
    }
  }
  return list;
}

/** Every first and last character of the spans, ascending. */
function spans(s: string): number[] {
  let at = 0;
  return numbers(s).map((n) => (at += n));
}

/** How many entries of an ascending list are at most n. */
function rank(list: ArrayLike<number>, n: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (list[mid]! <= n) low = mid + 1;
    else high = mid;
  }
  return low;
}

function within(list: number[], r: number): boolean {
  const i = rank(list, r);
  return i % 2 === 1 || (i > 0 && list[i - 1] === r);
}

const special = spans(SPECIALS);
const ignored = spans(IGNORED);
const simple = new Map<number, number>();
const edges: number[] = [];
const classes: Class[] = [];

let at = 0;
for (const n of numbers(CLASS_EDGES)) {
  edges.push((at += Math.floor(n / 3)));
  classes.push(n % 3);
}
const kinds = new Map<number, number>([[0x3c2, 0x3c3]]); // the final form of sigma
for (const [list, to] of [[OPEN_BRACKETS, "["], [CLOSE_BRACKETS, "]"], [MIDDLE_DOTS, "·"]] as const) {
  for (const c of list) kinds.set(c.codePointAt(0)!, to.codePointAt(0)!);
}

export function classOf(r: number): Class {
  return classes[rank(edges, r) - 1] ?? Class.Break;
}

function step(r: number): string {
  if (within(ignored, r)) return "";
  const s = String.fromCodePoint(r);
  let folded = "";
  for (const c of within(special, r) ? s.normalize("NFKC") : s) {
    let v = c.codePointAt(0)!;
    // U+0130 is the one character whose lower case is two.
    if (within(special, v)) v = v === 0x130 ? 0x69 : c.toLowerCase().codePointAt(0)!;
    v = simple.get(v) ?? v;
    folded += String.fromCodePoint(kinds.get(v) ?? v);
  }
  return folded;
}

const memo = new Map<number, Rune[]>();

/** The folded characters of one code point; their places are not set. */
function foldOne(r: number): Rune[] {
  let list = memo.get(r);
  if (!list) {
    let s = String.fromCodePoint(r);
    for (let i = 0; i < ROUNDS; i++) {
      let next = "";
      for (const c of s) next += step(c.codePointAt(0)!);
      if (next === s) break;
      s = next;
    }
    list = Array.from(s, (c) => {
      const v = c.codePointAt(0)!;
      return { r: v, class: classOf(v), from: 0, to: 0 };
    });
    memo.set(r, list);
  }
  return list;
}

/** Takes the table of simplified characters. */
export function simplify(table: string): void {
  const steps = numbers(table);
  const half = steps.length / 2;
  for (let i = 0, key = 0, value = 0; i < half; i++) {
    value += steps[i]!;
    const step = steps[half + i]!;
    key += step & 1 ? -(step >> 1) : step >> 1;
    simple.set(key, value);
  }
  memo.clear();
}

let plain: Set<number> | undefined; // Chinese characters that fold to themselves

/** Whether a text holds what may be a traditional character, while the table is not there. */
export function unknown(s: string): boolean {
  if (simple.size > 0) return false;
  if (!plain) {
    const gb2312: number[] = [];
    for (let row = 0xb0; row < 0xf8; row++) for (let cell = 0xa1; cell < 0xff; cell++) gb2312.push(row, cell);
    plain = new Set(Array.from(new TextDecoder("gbk").decode(Uint8Array.from(gb2312)), (c) => c.codePointAt(0)!));
    for (const c of TRADITIONAL) plain.delete(c.codePointAt(0)!);
  }
  for (const c of new Set(s)) {
    for (const { r } of foldOne(c.codePointAt(0)!)) if (r >= 0x3400 && r < 0xa000 && !plain.has(r)) return true;
  }
  return false;
}

/** The folded characters of a text with the places they come from. */
export function runes(s: string): Rune[] {
  const list: Rune[] = [];
  for (let from = 0; from < s.length; ) {
    const r = s.codePointAt(from)!;
    const to = from + (r > 0xffff ? 2 : 1);
    for (const f of foldOne(r)) list.push({ r: f.r, class: f.class, from, to });
    from = to;
  }
  return list;
}

/** The folded text. */
export function fold(s: string): string {
  let folded = "";
  for (const f of runes(s)) folded += String.fromCodePoint(f.r);
  return folded;
}
