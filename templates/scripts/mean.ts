// What may have been meant by a query that finds nothing: the same suggestions as Go's
// internal/search/suggest.go, which says why. It belongs to the second bundle, so what
// it needs comes as an argument.
import type { fold } from "./fold";
import type { Part } from "./index";
import { flat } from "./lists";
import type { Search } from "./match";
import type { Node, parse, Text } from "./query";
import type { Unit, units } from "./units";

/** What the first bundle lends. */
export interface Kit {
  fold: typeof fold;
  parse: typeof parse;
  units: typeof units;
}

const MAX_SUGGESTIONS = 3;
const MAX_LOOKUPS = 24; // of texts and pieces of texts
const MAX_READ = 32; // records
const MAX_TRIES = 8; // whole queries
const PER_LOOKUP = 8; // records
const MAX_READINGS = 3;
const LEAST_SOUNDING = 2;
const LEAST_RUN = 3;
const LEAST_WORD = 4;
const LEAST_PREFIX = 2;
const LEAST_HALF = 2;

const ZONES = [1, 2, 3, 4, 0]; // in which records are read
const WEIGHTS = [1, 8, 6, 8, 2];
const QUOTES = "\"“”＂";

/** A text that stands in records and may have been meant. */
interface Candidate {
  text: Text;
  key: string;
  size: number;
  shown: string[];
  equal: boolean;
  docs: number;
  weight: number;
}

/** A unit, or a letter of a word. */
type Symbol = Pick<Unit, "text" | "han">;

/** A text of the query. */
interface Typed {
  text: Text;
  units: Symbol[];
  word: boolean;
  half: number;
  found: Map<string, Candidate>;
  seen: Set<number>;
}

/** Suggests at most three whole queries that find something, under the filters of the page too. */
export function mean(search: Search, query: string, kit: Kit, finds?: (query: string) => Promise<boolean>): Promise<string[]> {
  return new Meaning(search, query, kit, finds ?? (async (q) => (await search.find(q, "newest")).total > 0)).suggest();
}

class Meaning {
  private readonly chars: string[];
  private readonly found: Candidate[] = [];
  private lookups = 0;
  private read = 0;
  private readings: Map<string, string[]> | undefined;

  constructor(
    private readonly search: Search,
    private readonly query: string,
    private readonly kit: Kit,
    private readonly finds: (query: string) => Promise<boolean>,
  ) {
    this.chars = Array.from(query);
  }

  async suggest(): Promise<string[]> {
    for (const text of texts(this.kit.parse(this.query))) await this.text(text);
    this.found.sort(
      (a, b) => +b.equal - +a.equal || b.docs - a.docs || b.size - a.size || b.weight - a.weight || compare(a.key, b.key) || a.text.at - b.text.at,
    );
    const list: string[] = [];
    const taken: Candidate[] = [];
    let tries = 0;
    for (const c of this.found) {
      if (tries === MAX_TRIES || list.length === MAX_SUGGESTIONS) break;
      if (taken.some((t) => t.text === c.text && t.key.includes(c.key))) continue;
      tries++;
      const suggestion = this.with(c);
      if (await refused(this.finds(suggestion), false)) {
        list.push(suggestion);
        taken.push(c);
      }
    }
    return list;
  }

  /** Looks for what may have been meant by a text. */
  private async text(text: Text): Promise<void> {
    const list = text.phrase.units;
    if (text.phrase.prefix || joined(list) < list.length) return;
    const word = list.length === 1 && !list[0]!.han;
    const units = word ? letters(list[0]!) : list;
    if (units.length < (word ? LEAST_WORD : LEAST_SOUNDING)) return;
    const typed: Typed = { text, units, word, half: 0, found: new Map(), seen: new Set() };
    // Where the lookups are at an end nothing is found, and nothing is asked further on.
    if ((await this.lookup(this.chars.slice(text.at - 1, text.end - 1).join(""), 1)).length > 0) return;
    const steps = word ? [this.wordBeginning] : [this.sounding, this.beginning, this.ending];
    for (const step of steps) {
      await step.call(this, typed);
      if (typed.found.size >= MAX_SUGGESTIONS) break;
    }
    const { half } = typed;
    if (typed.found.size === 0 && half >= LEAST_HALF && units.length - half >= LEAST_HALF) {
      const shown = [units.slice(0, half), units.slice(half)].map(joinTexts);
      this.found.push({ text, key: shown.join(" "), size: 0, shown, equal: false, docs: 0, weight: 0 });
    }
  }

  private async sounding(t: Typed): Promise<void> {
    this.readings ??= readings(await this.search.index.json(this.search.index.root.sounds));
    for (const sound of this.soundsOf(t.units)) await this.collect(t, await this.lookup(sound, PER_LOOKUP));
  }

  private async beginning(t: Typed): Promise<void> {
    const n = t.units.length;
    if (n < LEAST_RUN) return;
    const k = await this.longest(0, n, (size) => phrase(t.units.slice(0, size)));
    t.half = k;
    if (k > 0) await this.around(t, t.units.slice(0, k), t.units.slice(k + 2));
  }

  private async ending(t: Typed): Promise<void> {
    const n = t.units.length;
    if (n < LEAST_RUN) return;
    const k = await this.longest(0, n, (size) => phrase(t.units.slice(n - size)));
    if (k > 0) await this.around(t, t.units.slice(n - k), t.units.slice(0, Math.max(n - k - 2, 0)));
  }

  private async around(t: Typed, piece: Symbol[], other: Symbol[]): Promise<void> {
    const q = phrase(piece) + (other.length > 0 ? ` ${phrase(other)}` : "");
    await this.collect(t, await this.lookup(q, PER_LOOKUP));
  }

  private async wordBeginning(t: Typed): Promise<void> {
    const n = t.units.length;
    const prefix = (size: number): string => `${joinTexts(t.units.slice(0, size))}*`;
    const longest = await this.longest(LEAST_PREFIX - 1, n + 1, prefix);
    if (longest < LEAST_PREFIX) return;
    for (const k of [longest, Math.floor(n / 2)]) {
      await this.collect(t, await this.lookup(prefix(k), PER_LOOKUP));
      if (t.found.size > 0) return;
    }
  }

  /** The largest number between low and high whose query finds something; low where none does. */
  private async longest(low: number, high: number, q: (k: number) => string): Promise<number> {
    while (high - low > 1) {
      const k = (low + high) >> 1;
      if ((await this.lookup(q(k), 1)).length > 0) low = k;
      else high = k;
    }
    return low;
  }

  private async lookup(q: string, most: number): Promise<number[]> {
    if (this.lookups === MAX_LOOKUPS) return [];
    this.lookups++;
    return refused(this.newest(q, most), []);
  }

  /** The newest records that a query finds, newest first. */
  private async newest(q: string, most: number): Promise<number[]> {
    return (await this.search.find(q, "newest")).docs.slice(0, most);
  }

  private async parts(doc: number): Promise<Part[]> {
    const { index } = this.search;
    const { parts } = await index.texts(doc);
    return Promise.all(parts.map(async ([zone, text]): Promise<Part> => [zone, text || (await index.shown(doc)).title]));
  }

  /** Reads records and keeps what may have been meant. */
  private async collect(t: Typed, docs: number[]): Promise<void> {
    const fresh = docs.filter((d) => !t.seen.has(d)).slice(0, MAX_READ - this.read);
    this.read += fresh.length;
    for (const d of fresh) t.seen.add(d);
    for (const parts of await Promise.all(fresh.map((d) => this.parts(d)))) {
      const here = new Set<Candidate>();
      for (const zone of ZONES) for (const part of parts) if (part[0] === zone) this.align(t, part, here);
      for (const c of here) c.docs++;
    }
  }

  private align(t: Typed, [zone, text]: Part, here: Set<Candidate>): void {
    const list = this.kit.units(text);
    const n = t.units.length;
    for (let i = 0; i < list.length; i++) {
      const run = joined(list.slice(i, i + n + 1));
      for (const m of t.word ? [1] : [n - 1, n, n + 1]) {
        if (m < 1 || m > run) continue;
        const window = list.slice(i, i + m);
        const equal = !t.word && this.sameSound(t.units, window);
        if (!equal && !near(t, window)) continue;
        const key = window.map((u) => u.text).join(" ");
        let c = t.found.get(key);
        if (!c) {
          const raw = Array.from(text.slice(list[i]!.start, list[i + m - 1]!.end));
          const shown = raw.filter((r) => this.kit.fold(r) !== "").join("");
          c = { text: t.text, key, size: m, shown: [shown], equal, docs: 0, weight: 0 };
          t.found.set(key, c);
          this.found.push(c);
        }
        c.weight = Math.max(c.weight, WEIGHTS[zone]!);
        here.add(c);
      }
    }
  }

  /** The query with a text replaced. */
  private with({ text, shown }: Candidate): string {
    const quoted = QUOTES.includes(this.chars[text.at - 1]!);
    const list = shown.map((s) => (quoted || s === "OR" || s === "AND" ? `"${s}"` : s));
    return this.chars.slice(0, text.at - 1).join("") + list.join(" ") + this.chars.slice(text.end - 1).join("");
  }

  private soundsOf(list: Symbol[]): string[] {
    const of = list.map((u) => this.readings!.get(u.text) ?? []);
    if (of.some((r) => r.length === 0)) return [];
    const usual = of.map((r) => r[0]!);
    const others = flat(of.map((r, i) => r.slice(1).map((other) => usual.map((u, k) => (k === i ? other : u)))));
    return [usual, ...others].slice(0, MAX_READINGS).map((r) => r.join(""));
  }

  private sameSound(a: Symbol[], b: Symbol[]): boolean {
    const of = (u: Symbol): string[] => this.readings!.get(u.text) ?? [];
    return a.length === b.length && a.every((u, i) => of(u).some((r) => of(b[i]!).includes(r)));
  }
}

/** The texts under no negation. */
function texts(n: Node): Text[] {
  if (n.op === "text") return [n];
  return n.op === "and" || n.op === "or" ? flat(n.kids.map(texts)) : [];
}

/** What is asked, or what stands for it where the query is malformed. */
function refused<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return asked.catch((e: unknown) => {
    if (typeof (e as { at?: unknown }).at !== "number") throw e;
    return otherwise;
  });
}

function near(t: Typed, window: Unit[]): boolean {
  if (t.word) return !window[0]!.han && oneEdit(t.units, letters(window[0]!));
  return t.units.length >= LEAST_RUN && oneEdit(t.units, window);
}

/** The letters of a word, which may be mistaken as Chinese characters may. */
function letters(word: Unit): Symbol[] {
  return Array.from(word.text, (text) => ({ text, han: true }));
}

/** Whether a becomes b by one thing more, less or other, or by exchanging two neighbours. */
function oneEdit(a: Symbol[], b: Symbol[]): boolean {
  const least = Math.min(a.length, b.length);
  const alike = (x: Symbol | undefined, y: Symbol | undefined): boolean => x?.text === y?.text;
  let same = 0;
  let end = 0;
  while (same < least && alike(a[same], b[same])) same++;
  while (end < least - same && alike(a[a.length - 1 - end], b[b.length - 1 - end])) end++;
  const left = least - same - end;
  switch (a.length - b.length) {
    case 1:
      return left === 0 && a[same]!.han;
    case -1:
      return left === 0 && b[same]!.han;
    case 0:
      return left === 2 ? alike(a[same], b[same + 1]) && alike(a[same + 1], b[same]) : left === 1 && a[same]!.han && b[same]!.han;
  }
  return false;
}

function joinTexts(list: Symbol[]): string {
  return list.map((u) => u.text).join("");
}

function phrase(list: Symbol[]): string {
  return `"${joinTexts(list)}"`;
}

/** How many units stand side by side at the beginning. */
function joined(list: Unit[]): number {
  const n = list.findIndex((u, i) => i > 0 && u.apart);
  return n < 0 ? list.length : n;
}

/** The syllables of every character, the usual one first. */
function readings(all: Record<string, string>): Map<string, string[]> {
  const m = new Map<string, string[]>();
  for (const place of [0, 1]) {
    for (const syllable of Object.keys(all).sort()) {
      for (const c of all[syllable]!.split(" ")[place] ?? "") m.set(c, [...(m.get(c) ?? []), syllable]);
    }
  }
  return m;
}

/** Compares texts by code points, as Go does. */
function compare(a: string, b: string): number {
  const x = Array.from(a, (c) => c.codePointAt(0)!);
  const y = Array.from(b, (c) => c.codePointAt(0)!);
  const i = x.findIndex((v, k) => v !== y[k]);
  return i < 0 ? x.length - y.length : x[i]! - (y[i] ?? -1);
}
