// Answers queries from the index: matching, ranking, counting. The formula is in
// docs/search.md; Go's internal/search gives the same numbers.
import { fold } from "./fold";
import { ENDS, type Index, type Part, type Postings, STARTS, TooMany, type Value, ZONE } from "./index";
import { type Node, parse, QueryError } from "./query";
import { needs, type Need, type Phrase, places, units } from "./units";

export const SORTS = ["relevance", "newest", "oldest", "amount"] as const;
export type Sort = (typeof SORTS)[number];

/** The JSON of `gongshi search --format json`. */
export interface Result {
  query: string;
  total: number;
  hits: Hit[];
  facets: Record<string, { value: string; count: number }[]>;
}

export interface Hit {
  id: string;
  table: string;
  title: string;
  url: string;
  date: string;
  agency_id: string;
  score: number;
  excerpt: string;
}

/** Values of facets, by id, that the reader has ticked: any of one facet, all facets. */
export type Ticked = ReadonlyMap<string, readonly string[]>;

/** What a query found: documents in order, and their scores in the same order. */
export interface Found {
  docs: number[];
  scores: number[];
  phrases: Phrase[];
  /** Per ticked facet, what would be found without it: its counts follow that. */
  without: Map<string, number[]>;
}

/** Zones by number: body, title, names, numbers, labels. */
const WEIGHTS = [1, 8, 6, 8, 2];
const EXACT_ZONES = [false, true, true, true, false];
const EXACT_BONUS = 32;
const EXCERPT_ORDER = [0, 4, 2, 3];
const EXCERPT_LENGTH = 100;
const EXCERPT_BEFORE = 24;
export const MAX_FACET_VALUES = 100;

/** Records that hold a phrase, ascending, and what the phrase is worth in each. */
interface Clause {
  docs: number[];
  worth: number[];
}

/** A set of documents: a byte for each. */
type Docs = Uint8Array;

export class Search {
  constructor(readonly index: Index) {}

  private get documents(): number {
    return this.index.root.documents;
  }

  /** Everything a query finds, under ticked values and a second query. Throws a QueryError. */
  async find(query: string, sort: Sort, ticked: Ticked = new Map(), also = ""): Promise<Found> {
    const node: Node = { op: "and", kids: [parse(query), parse(also)] };
    const clauses: Clause[] = [];
    const phrases: Phrase[] = [];
    const base = this.eval(node, true, clauses, phrases);
    const names = [...ticked.keys()].filter((name) => ticked.get(name)!.length > 0);
    const sets = await Promise.all([base, ...names.map((name) => this.ticked(name, ticked.get(name)!))]);
    const scores = this.score(clauses);
    const docs = members(sets);
    await this.order(docs, scores, sort);
    const without = new Map(names.map((name, i) => [name, members(sets.filter((_, k) => k !== i + 1))] as const));
    return { docs, scores: docs.map((d) => scores[d]!), phrases, without };
  }

  /** The records that have one of the values of a facet. */
  private async ticked(name: string, ids: readonly string[]): Promise<Docs> {
    const facet = await this.index.facet(name);
    return Uint8Array.from(facet.docs, (list) => (list.some((v) => ids.includes(facet.values[v]![0]!)) ? 1 : 0));
  }

  /** Evaluates a node. Texts under no negation are added to clauses in their order. */
  private async eval(n: Node, scored: boolean, clauses: Clause[], phrases: Phrase[]): Promise<Docs> {
    const set = new Uint8Array(this.documents);
    switch (n.op) {
      case "all":
        return set.fill(1);
      case "text": {
        const clause: Clause = { docs: [], worth: [] };
        if (scored) {
          clauses.push(clause);
          phrases.push(n.phrase);
        }
        Object.assign(clause, await this.text(n.phrase, n.at));
        for (const d of clause.docs) set[d] = 1;
        return set;
      }
      case "filter":
        return this.filter(n.field, n.value);
      case "range":
        return this.range(n.field, n.min, n.max);
      case "not": {
        const kid = await this.eval(n.kids[0]!, false, clauses, phrases);
        return kid.map((v) => 1 - v);
      }
    }
    const kids = await Promise.all(n.kids.map((k) => this.eval(k, scored, clauses, phrases)));
    const and = n.op === "and";
    return set.map((_, d) => ((and ? kids.every((k) => k[d]) : kids.some((k) => k[d])) ? 1 : 0));
  }

  /** The records that hold a phrase, which stands at a place of the query. */
  private async text(p: Phrase, at: number): Promise<Clause> {
    const wanted = needs(p);
    try {
      const lists = await Promise.all(wanted.map((n) => this.postings(n)));
      return meet(wanted, lists);
    } catch (e) {
      if (!(e instanceof TooMany)) throw e;
      throw new QueryError(at, "too-broad", `以“${e.term}”开头的词太多，请多输入几个字`, `too many words begin with "${e.term}": type more`);
    }
  }

  /** The postings of a need, of several terms joined where it is a prefix. */
  private async postings(n: Need): Promise<Postings> {
    const entries = await this.index.terms(n.term, n.prefix);
    if (entries.length === 1 && entries[0]!.whole) return entries[0]!.postings;
    const byDoc = new Map<number, Map<number, number>>();
    for (const { whole, postings } of entries) {
      postings.docs.forEach((doc, i) => {
        let slots = byDoc.get(doc);
        if (!slots) byDoc.set(doc, (slots = new Map()));
        for (const at of postings.at[i]!) {
          const flags = whole ? at & 3 : at & STARTS;
          slots.set(at >> 2, (slots.get(at >> 2) ?? 0) | flags);
        }
      });
    }
    const docs = [...byDoc.keys()].sort((a, b) => a - b);
    const at = docs.map((d) => Array.from(byDoc.get(d)!, ([slot, flags]) => slot * 4 + flags).sort((a, b) => a - b));
    return { docs, at };
  }

  /** Sums the clauses up: per document the score, rounded. */
  private score(clauses: Clause[]): Float64Array {
    const scores = new Float64Array(this.documents);
    for (const c of clauses) {
      const df = c.docs.length;
      const idf = Math.log(1 + (this.documents - df + 0.5) / (df + 0.5));
      c.docs.forEach((d, i) => (scores[d]! += idf * c.worth[i]!));
    }
    return scores.map((s) => Math.floor(s * 1e6 + 0.5) / 1e6);
  }

  private async order(docs: number[], scores: Float64Array, sort: Sort): Promise<void> {
    if (sort === "newest") {
      docs.reverse();
    } else if (sort === "amount") {
      const amounts = await this.index.amounts("amounts");
      docs.sort((a, b) => amounts[b]! - amounts[a]! || b - a);
    } else if (sort === "relevance") {
      const dates = await this.index.dates();
      docs.sort((a, b) => scores[b]! - scores[a]! || +dates[a]!.ended - +dates[b]!.ended || b - a);
    }
  }

  private async filter(name: string, typed: string): Promise<Docs> {
    const facet = await this.index.facet(name);
    const wanted = matching(facet.values, typed);
    return Uint8Array.from(facet.docs, (list) => (list.some((v) => wanted[v]) ? 1 : 0));
  }

  private async range(name: string, min: number, max: number): Promise<Docs> {
    const inside = (n: number) => min <= n && n <= max;
    if (name === "date") {
      return Uint8Array.from(await this.index.dates(), ({ day }) => (day > 0 && inside(day) ? 1 : 0));
    }
    if (name === "fine") {
      return Uint8Array.from(await this.index.amounts("fines"), (fen) => (inside(fen) ? 1 : 0));
    }
    const { values, docs } = await this.index.facet(name);
    return Uint8Array.from(docs, (list) => (list.some((v) => inside(+values[v]![0]!)) ? 1 : 0));
  }

  /**
   * How many of the documents have which values of a facet: most first, then by id.
   * The values to keep are there even where nothing has them: a filter can be taken back.
   */
  async count(name: string, docs: number[], keep: readonly string[] = []): Promise<{ value: Value; count: number }[]> {
    const facet = await this.index.facet(name);
    const counts = new Array<number>(facet.values.length).fill(0);
    for (const d of docs) for (const v of facet.docs[d]!) counts[v]!++;
    const list = facet.values
      .map((value, i) => ({ value, count: counts[i]!, i }))
      .filter((v) => v.count > 0)
      .sort((a, b) => b.count - a.count || a.i - b.i)
      .slice(0, MAX_FACET_VALUES);
    for (const id of keep) {
      if (list.some((v) => v.value[0] === id)) continue;
      const i = facet.values.findIndex((v) => v[0] === id);
      list.push({ value: facet.values[i] ?? [id], count: counts[i] ?? 0, i });
    }
    return list;
  }

  /** The hits from one place in the order to another. */
  hits(found: Found, from: number, to: number): Promise<(Hit & { status: string })[]> {
    return Promise.all(
      found.docs.slice(from, to).map(async (doc, i) => {
        const [shown, parts] = await Promise.all([this.index.shown(doc), this.index.parts(doc)]);
        return {
          id: shown.id,
          table: shown.id.slice(0, shown.id.indexOf("/")),
          title: shown.title,
          url: shown.url,
          date: shown.date,
          agency_id: shown.agency,
          score: found.scores[from + i]!,
          excerpt: excerpt(parts, found.phrases),
          status: shown.status,
        };
      }),
    );
  }

  /** Answers a query as `gongshi search --format json` does. */
  async search(query: string, options?: { sort?: Sort; limit?: number } | null): Promise<Result> {
    const sort = options?.sort || "relevance";
    const limit = options?.limit ?? 10;
    if (typeof query !== "string") throw new TypeError("query: wanted a string");
    if (!SORTS.includes(sort)) throw new RangeError(`sort: wanted ${SORTS.join(", ")}; found ${sort}`);
    if (!(limit >= 0)) throw new RangeError(`limit: wanted a number of 0 or more, found ${limit}`);
    const found = await this.find(query, sort);
    const names = this.index.root.facets.map((f) => f.name);
    const [hits, counts] = await Promise.all([
      this.hits(found, 0, Math.floor(limit)),
      Promise.all(names.map((name) => this.count(name, found.docs))),
    ]);
    const facets: Result["facets"] = {};
    names.forEach((name, i) => (facets[name] = counts[i]!.map((c) => ({ value: c.value[0]!, count: c.count }))));
    return { query, total: found.docs.length, hits: hits.map(({ status: _, ...hit }) => hit), facets };
  }
}

/** The documents that are in every set, ascending. */
function members(sets: Docs[]): number[] {
  const docs: number[] = [];
  sets[0]!.forEach((_, doc) => sets.every((s) => s[doc]) && docs.push(doc));
  return docs;
}

/** Intersects the needs of a phrase and values what is left. */
function meet(wanted: Need[], lists: Postings[]): Clause {
  const clause: Clause = { docs: [], worth: [] };
  const next = lists.map(() => 0);
  const rarest = lists.reduce((best, list, i) => (list.docs.length < lists[best]!.docs.length ? i : best), 0);
  for (const doc of lists[rarest]!.docs) {
    const here: number[][] = [];
    for (const [i, list] of lists.entries()) {
      while (list.docs[next[i]!]! < doc) next[i]!++;
      if (list.docs[next[i]!] !== doc) break;
      here.push(list.at[next[i]!]!);
    }
    const worth = here.length === lists.length ? value(wanted, here) : 0;
    if (worth > 0) {
      clause.docs.push(doc);
      clause.worth.push(worth);
    }
  }
  return clause;
}

/** What a phrase is worth in a document; 0 where it does not stand there. */
function value(wanted: Need[], at: number[][]): number {
  const others = wanted.map((n, i) => (i === 0 ? undefined : new Map(at[i]!.map((v) => [(v >> 2) - n.offset, v] as const))));
  const counts = WEIGHTS.map(() => 0);
  let exact = false;
  for (const first of at[0]!) {
    const slot = first >> 2;
    let last = first;
    const stands = others.every((m) => m === undefined || (last = m.get(slot) ?? -1) >= 0);
    if (!stands) continue;
    const zone = Math.floor(slot / ZONE);
    counts[zone]!++;
    if (EXACT_ZONES[zone] && first & STARTS && last & ENDS) exact = true;
  }
  let sum = 0;
  counts.forEach((n, zone) => (sum += (WEIGHTS[zone]! * n) / (n + 1)));
  return exact ? sum + EXACT_BONUS : sum;
}

/** Which values a filter means: those spelled so, else those with it in a spelling. */
function matching(values: Value[], typed: string): boolean[] {
  const want = fold(typed).trim();
  const spellings = values.map((v) => v.map(fold));
  const equal = spellings.map((list) => list.includes(want));
  return equal.includes(true) ? equal : spellings.map((list) => list.some((s) => s.includes(want)));
}

/** The text around the first match, plain. */
export function excerpt(parts: Part[], phrases: Phrase[]): string {
  for (const zone of EXCERPT_ORDER) {
    for (const [z, s] of parts) {
      if (z !== zone) continue;
      const u = units(s);
      const starts = phrases.flatMap((p) => places(p, u).slice(0, 1)).map((place) => place.start);
      if (starts.length > 0) return around(s, Math.min(...starts));
    }
  }
  const body = parts.find(([zone]) => zone === 0);
  return body ? around(body[1], 0) : "";
}

function around(s: string, at: number): string {
  const before = Array.from(s.slice(0, at));
  const from = Math.max(0, before.length - EXCERPT_BEFORE);
  const chars = Array.from(s);
  const to = Math.min(chars.length, from + EXCERPT_LENGTH);
  const cut = chars.slice(from, to).map((c) => (/[\t\n\r]/.test(c) ? " " : c));
  return (from > 0 ? "…" : "") + cut.join("") + (to < chars.length ? "…" : "");
}
