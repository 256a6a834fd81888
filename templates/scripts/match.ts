// Answers queries from the index: matching, ranking, counting. The formula is in
// docs/search.md; Go's internal/search gives the same numbers.
import { utf8 } from "./bits";
import { fold } from "./fold";
import { type Class, type Entry, type Index, type Part, type Postings, type Segment, type Shown, type Value, ZONES } from "./index";
import { flat } from "./lists";
import { type Node, parse, QueryError, type Text } from "./query";
import { FACETS } from "./state";
import { type Phrase, places, symbols, units } from "./units";

export const SORTS = ["relevance", "newest", "oldest", "amount"] as const;
export type Sort = (typeof SORTS)[number];

/** The JSON of `gongshi search --format json`. */
export interface Result {
  query: string;
  total: number;
  hits: Hit[];
  facets: Record<string, { value: string; count: number }[]>;
  /** Queries that may have been meant, where nothing was found. */
  suggestions?: string[];
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

/** A hit before its text is there. */
export type Head = Shown & { doc: number; score: number };

/** Values of facets, by id, that the reader has ticked: any of one facet, all facets. */
export type Ticked = ReadonlyMap<string, readonly string[]>;

/** What a query found. */
export interface Found {
  total: number;
  /** Documents in order: all of them, or where partial the first. */
  docs: number[];
  /** Their scores, in the same order. */
  scores: number[];
  phrases: Phrase[];
  /** Per ticked facet, what would be found without it: its counts follow that. */
  without: Map<string, number[]>;
  partial: boolean;
  /** Finds all, where partial. */
  all?: () => Promise<Found>;
}

/** Zones by number: body, title, names, numbers, labels, sounds. */
const WEIGHTS = [1, 8, 6, 8, 2, 4];
const EXACT_ZONES = [1, 2, 3];
const EXACT_BONUS = 32;
const EXCERPT_ORDER = [0, 4, 2, 3];
const EXCERPT_LENGTH = 100;
const EXCERPT_BEFORE = 24;
export const MAX_FACET_VALUES = 100;

const LABEL = 48; // symbols of the longest label
const FEW = 12; // documents whose texts are read rather than places
const MOST = 1024; // documents whose texts are read at most
const BEST = 32; // documents that a node names beside its list
/** A text that is less rare has many scores that are equal by rounding: the best are not enough. */
const RARE = 0.01;

/** A set of documents: a byte for each. */
type Docs = Uint8Array;

export class Search {
  private readonly segments: Segment[];
  private readonly documents: number;

  constructor(readonly index: Index) {
    this.segments = index.root.segments;
    this.documents = index.root.documents;
  }

  /**
   * What a query finds, under ticked values and a second query; of a text alone
   * perhaps only the first documents. Throws a QueryError.
   */
  async find(query: string, sort: Sort, ticked: Ticked = new Map(), also = ""): Promise<Found> {
    await this.index.simplify(query);
    const kids = [parse(query), parse(also)].filter((n) => n.op !== "all");
    const names = [...ticked.keys()].filter((name) => ticked.get(name)!.length > 0);
    const all = (): Promise<Found> => this.all(kids.length > 0 ? { op: "and", kids } : { op: "all" }, sort, ticked, names);
    const [text] = kids;
    if (text?.op === "text" && kids.length + names.length === 1 && (sort === "relevance" || sort === "newest")) {
      const clause = await this.text(text, sort);
      const { docs, size } = clause;
      if (docs.length < size && (sort === "newest" || this.rarity(size) > RARE)) {
        const first = await this.ordered([...docs].sort((a, b) => a - b), [clause], sort, BEST);
        return { ...first, total: size, phrases: [text.phrase], partial: true, all };
      }
    }
    return all();
  }

  /** Adds to what was found what is missing. */
  async complete(found: Found): Promise<Found> {
    return Object.assign(found, await found.all?.());
  }

  private async all(node: Node, sort: Sort, ticked: Ticked, names: string[]): Promise<Found> {
    const clauses: Postings[] = [];
    const phrases: Phrase[] = [];
    const base = this.eval(node, true, clauses, phrases);
    const sets = await Promise.all([base, ...names.map((name) => this.ticked(name, ticked.get(name)!))]);
    const found = await this.ordered(members(sets), clauses, sort);
    const without = new Map(names.map((name, i) => [name, members(sets.filter((_, k) => k !== i + 1))] as const));
    return { ...found, phrases, without, all: undefined };
  }

  /** Evaluates a node. Texts under no negation are added to clauses in their order. */
  private async eval(n: Node, scored: boolean, clauses: Postings[], phrases: Phrase[]): Promise<Docs> {
    const set = new Uint8Array(this.documents);
    switch (n.op) {
      case "all":
        return this.present(set.fill(1));
      case "text": {
        const clause = {} as Postings;
        if (scored) {
          clauses.push(clause);
          phrases.push(n.phrase);
        }
        Object.assign(clause, await this.text(n));
        for (const d of clause.docs) set[d] = 1;
        return set;
      }
      case "filter": {
        const want = fold(n.value).trim();
        return this.having(n.field, (v) => v.some((s) => fold(s) === want), (v) => v.some((s) => fold(s).includes(want)));
      }
      case "range":
        return this.range(n.field, n.min, n.max);
      case "not": {
        const kid = await this.eval(n.kids[0]!, false, clauses, phrases);
        for (let d = 0; d < set.length; d++) set[d] = 1 - kid[d]!;
        return this.present(set);
      }
    }
    const and = n.op === "and";
    const [first, ...others] = await Promise.all(n.kids.map((k) => this.eval(k, scored, clauses, phrases)));
    for (const kid of others) for (let d = 0; d < set.length; d++) first![d] = and ? first![d]! & kid[d]! : first![d]! | kid[d]!;
    return first!;
  }

  /** Takes the numbers without a record out of a set. */
  private async present(set: Docs): Promise<Docs> {
    for (const s of this.segments) for (const d of await this.index.gaps(s)) set[d] = 0;
    return set;
  }

  /** The records that hold a text or sound so; with an order perhaps the first of them. */
  private async text(t: Text, sort?: Sort): Promise<Postings> {
    const lists = await Promise.all(
      this.segments.map(async (s) => {
        const sounding = t.sound ? this.prefixed(s, `\x04${t.sound.slice(0, LABEL - 1)}`) : undefined;
        const first = Promise.resolve(sounding).then(
          (list) => (list?.size ? undefined : sort),
          () => undefined,
        );
        return union(await Promise.all([this.holding(s, t, first), sounding]));
      }),
    );
    const docs = ([] as number[]).concat(...lists.map((l) => l.docs));
    const classes = ([] as Class[]).concat(...lists.map((l) => l.classes));
    return { docs, classes, size: lists.reduce((n, l) => n + l.size, 0) };
  }

  private async prefixed(s: Segment, row: string): Promise<Postings> {
    const { entries } = await this.index.lookup(s, row);
    return union(await Promise.all(entries.map((e) => this.index.postings(s, e))));
  }

  /** The records of a segment that hold a text; with an order perhaps the first of them. */
  private async holding(s: Segment, t: Text, first: Promise<Sort | undefined>): Promise<Postings> {
    const { rows, solid } = windows(t.phrase);
    const found = await Promise.all(rows.map(({ row }) => this.index.lookup(s, row)));
    if (rows.length === 1 && solid && !found[0]!.above) {
      const sort = await first;
      const key = utf8(rows[0]!.row);
      const whole = ({ label }: Entry): boolean => rows[0]!.size < LABEL && (label === key || label === `${key}\x01`);
      return union(await Promise.all(found[0]!.entries.map((e) => this.entry(s, e, whole(e), sort))));
    }
    const lists = await Promise.all(
      found.map(async ({ entries }) => {
        const list = await Promise.all(entries.map((e) => this.index.postings(s, e, true)));
        return { ...union(list), places: list.length === 1 ? list[0]!.places : [] };
      }),
    );
    const at = lists.map((l) => new Map(l.docs.map((d, i) => [d, i])));
    const docs = lists[0]!.docs.filter((d) => at.every((m) => m.has(d)));
    const read = docs.length <= FEW || !solid || lists.some((l) => l.places.length === 0);
    if (read && docs.length > MOST) {
      throw new QueryError(t.at, "too-frequent");
    }
    const classes = await Promise.all(
      docs.map(async (d): Promise<Class> => {
        const { ended, counts } = lists[0]!.classes[at[0]!.get(d)!]!;
        if (read) return { ...tally(t.phrase, await this.parts(d)), ended };
        const places = lists.map((l, k) => l.places[at[k]!.get(d)!]!);
        let i = 0; // places come in the order of zones
        const fits = (place: number): boolean => places.every((list, k) => list.includes(place + rows[k]!.at));
        return { counts: counts.map((n) => places[0]!.slice(i, (i += n)).filter(fits).length), ended, exact: false };
      }),
    );
    const stands = (_: unknown, i: number): boolean => classes[i]!.counts.some((n) => n > 0);
    const left = docs.filter(stands);
    return { docs: left, classes: classes.filter(stands), size: left.length };
  }

  /** The records of an entry; its exact ones are so only where the row is the label. */
  private async entry(s: Segment, e: Entry, whole: boolean, sort: Sort | undefined): Promise<Postings> {
    const inline = sort === "newest" ? e.newest : sort && e.best;
    const fits = (list: Postings): boolean => whole || !list.classes.some((c) => c.exact);
    if (inline && fits(inline)) return { ...inline, size: e.size };
    const list = await this.index.postings(s, e);
    return fits(list) ? list : { ...list, classes: list.classes.map((c) => ({ ...c, exact: false })) };
  }

  /** The searched texts of a record. */
  private async parts(doc: number): Promise<Part[]> {
    const { parts } = await this.index.texts(doc);
    return Promise.all(parts.map(async ([zone, text]): Promise<Part> => [zone, text || (await this.index.shown(doc)).title]));
  }

  private rarity(size: number): number {
    return Math.log(1 + (this.documents - this.index.root.gaps - size + 0.5) / (size + 0.5));
  }

  /** Puts documents, which come ascending, in order and takes the first of them. */
  private async ordered(docs: number[], clauses: Postings[], sort: Sort, most = docs.length): Promise<Omit<Found, "phrases">> {
    const scores = new Float64Array(this.documents);
    const over = new Uint8Array(this.documents); // 1: not, 2: is over, 0: not known
    for (const c of clauses) {
      const idf = this.rarity(c.size);
      c.docs.forEach((d, i) => {
        scores[d]! += idf * worth(c.classes[i]!);
        over[d] = c.classes[i]!.ended ? 2 : 1;
      });
    }
    const score = (d: number): number => Math.floor(scores[d]! * 1e6 + 0.5);
    const total = docs.length;
    if (sort === "newest") {
      docs.reverse();
    } else if (sort === "amount") {
      const amounts = ([] as number[]).concat(...(await Promise.all(this.segments.map((s) => this.index.amounts(s)))));
      docs = largest(docs, (d) => amounts[d]!);
    } else if (sort === "relevance") {
      if (docs.some((d) => !over[d])) for (const s of this.segments) for (const d of await this.index.ended(s)) over[d] = 2;
      docs = largest(docs, (d) => 2 * score(d) + (over[d]! > 1 ? 0 : 1));
    }
    docs = docs.slice(0, most);
    return { total, docs, scores: docs.map((d) => score(d) / 1e6), without: new Map(), partial: false };
  }

  /** The records that have a fitting value of a facet or, where none fits, one that fits otherwise. */
  private async having(name: string, fits: (v: Value) => boolean, otherwise = fits, ids?: readonly string[]): Promise<Docs> {
    const set = new Uint8Array(this.documents);
    const values = await Promise.all(this.segments.map((s) => this.values(s, name, ids)));
    if (!values.some((list) => list.some(fits))) fits = otherwise;
    await Promise.all(
      this.segments.map(async (s, k) => {
        const wanted = values[k]!.map(fits);
        for (const [first, lists] of await this.sets(s, name, (from, to) => wanted.slice(from, to).includes(true))) {
          lists.forEach((docs, i) => {
            if (wanted[first + i]) for (const d of docs) set[d] = 1;
          });
        }
      }),
    );
    return set;
  }

  /** The records that have one of the values of a facet with these ids. */
  private ticked(name: string, ids: readonly string[]): Promise<Docs> {
    const fits = ([id]: Value): boolean => id !== undefined && ids.includes(id);
    return this.having(name, fits, fits, ids.map(utf8));
  }

  /** The values of a facet in a segment; where ids are given, those of other chunks are empty. */
  private async values(s: Segment, name: string, ids?: readonly string[]): Promise<Value[]> {
    const { values } = this.index.facet(s, name);
    const lists = values.map(([first, , low], i): Promise<Value[]> | Value[] => {
      const [next, , high] = values[i + 1] ?? [first];
      const holds = !ids || ids.some((id) => id >= utf8(low!) && (high === undefined || id < utf8(high)));
      return holds ? this.index.values(values[i]!) : Array.from({ length: next - first }, () => []);
    });
    return flat(await Promise.all(lists));
  }

  /** The chunks of a facet's sets that are wanted, by the places of their first and behind their last values. */
  private sets(s: Segment, name: string, wanted: (from: number, to?: number) => boolean): Promise<[first: number, lists: number[][]][]> {
    const { sets } = this.index.facet(s, name);
    return Promise.all(
      sets.filter(([first], i) => wanted(first, sets[i + 1]?.[0])).map(async (run) => [run[0], await this.index.sets(s, run)] as [number, number[][]]),
    );
  }

  private async range(name: string, min: number, max: number): Promise<Docs> {
    const inside = (n: number): boolean => min <= n && n <= max;
    if (name === "year") return this.having(name, ([id]) => inside(+id!));
    const set = new Uint8Array(this.documents);
    for (const s of this.segments) {
      if (name === "date") {
        for (const { day, first, end } of await this.index.days(s)) if (inside(day)) set.fill(1, first, end);
      } else {
        const { docs, fen } = await this.index.fines(s);
        docs.forEach((d, i) => (set[d] = +inside(fen[i]!)));
      }
    }
    return name === "date" ? this.present(set) : set;
  }

  /** How many bytes are read to count the values of a facet, at most. */
  facetBytes(name: string): number {
    return this.segments.reduce((n, s) => n + this.index.facet(s, name).bytes, 0);
  }

  /**
   * How many of the documents have which values of a facet: most first, then by id.
   * The values to keep are there even where nothing has them: a filter can be taken back.
   */
  async count(name: string, docs: number[], keep: readonly string[] = []): Promise<{ value: Value; count: number }[]> {
    const inside = new Uint8Array(this.documents);
    for (const d of docs) inside[d] = 1;
    const counts = await Promise.all(
      this.segments.map(async (s) => {
        const list: [place: number, count: number][] = [];
        if (!inside.subarray(s.base, s.base + s.documents).includes(1)) return list;
        for (const [first, sets] of await this.sets(s, name, () => true)) {
          sets.forEach((set, i) => {
            let n = 0;
            for (const d of set) n += inside[d]!;
            if (n > 0) list.push([first + i, n]);
          });
        }
        return list.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      }),
    );
    // A value that the list shows has enough in each segment, or it is none of the first.
    const least = Math.max(...counts.map((list) => list[MAX_FACET_VALUES - 1]?.[1] ?? 0));
    const found = new Map<string, { value: Value; count: number }>();
    const add = (value: Value, count: number): void => {
      const v = found.get(value[0]!);
      if (v) v.count += count;
      else found.set(value[0]!, { value, count });
    };
    await Promise.all(
      this.segments.map(async (s, k) => {
        const others = counts.filter((list, i) => i !== k && list.length > 0);
        const rest = others.reduce((n, list) => n + list[0]![1], 0);
        const some = others.length > 0 ? counts[k]!.filter(([, n]) => n + rest >= least) : counts[k]!.slice(0, MAX_FACET_VALUES);
        const runs = this.index.facet(s, name).values;
        const chunkOf = (place: number): number => runs.filter(([first]) => first <= place).length - 1;
        await Promise.all(
          some.map(async ([place, n]) => {
            const run = runs[chunkOf(place)]!;
            add((await this.index.values(run))[place - run[0]]!, n);
          }),
        );
      }),
    );
    const list = [...found.values()].sort((a, b) => b.count - a.count || (utf8(a.value[0]!) < utf8(b.value[0]!) ? -1 : 1)).slice(0, MAX_FACET_VALUES);
    const missing = keep.filter((id) => !list.some((v) => v.value[0] === id));
    if (missing.length > 0) {
      const values = await Promise.all(this.segments.map((s) => this.values(s, name)));
      for (const id of missing) {
        const item = { value: [id], count: 0 };
        this.segments.forEach((_, k) => {
          const place = values[k]!.findIndex((v) => v[0] === id);
          if (place < 0) return;
          item.value = values[k]![place]!;
          item.count += counts[k]!.find(([p]) => p === place)?.[1] ?? 0;
        });
        list.push(item);
      }
    }
    return list;
  }

  /** What is shown first of the hits from one place in the order to another. */
  async heads(found: Found, from: number, to: number): Promise<Head[]> {
    if (to > found.docs.length) await this.complete(found);
    return Promise.all(found.docs.slice(from, to).map(async (doc, i) => ({ ...(await this.index.shown(doc)), doc, score: found.scores[from + i]! })));
  }

  /** A record's agency and the text around the first match, plain. */
  async context(doc: number, phrases: Phrase[]): Promise<{ agency_id: string; excerpt: string }> {
    const { agency, parts } = await this.index.texts(doc);
    return { agency_id: agency, excerpt: excerpt(parts, phrases) };
  }

  /** The hits from one place in the order to another. */
  async hits(found: Found, from: number, to: number): Promise<Hit[]> {
    if (to > found.docs.length) await this.complete(found);
    const contexts = found.docs.slice(from, to).map((doc) => this.context(doc, found.phrases));
    const [heads, ...list] = await Promise.all([this.heads(found, from, to), ...contexts]);
    return heads.map(({ doc: _, status: __, ...head }, i) => ({ ...head, ...list[i]! }));
  }

  /** Answers a query as `gongshi search --format json` does. */
  async search(query: string, options?: { sort?: Sort; limit?: number } | null): Promise<Result> {
    const sort = options?.sort || "relevance";
    const limit = options?.limit ?? 10;
    if (typeof query !== "string") throw new TypeError("query: wanted a string");
    if (!SORTS.includes(sort)) throw new RangeError(`sort: wanted ${SORTS.join(", ")}; found ${sort}`);
    if (!(limit >= 0)) throw new RangeError(`limit: wanted a number of 0 or more, found ${limit}`);
    const found = await this.complete(await this.find(query, sort));
    const [hits, counts] = await Promise.all([
      this.hits(found, 0, Math.floor(Math.min(limit, found.total))),
      Promise.all(FACETS.map((name) => this.count(name, found.docs))),
    ]);
    const facets: Result["facets"] = {};
    FACETS.forEach((name, i) => (facets[name] = counts[i]!.map((c) => ({ value: c.value[0]!, count: c.count }))));
    return { query, total: found.total, hits, facets };
  }
}

/** The documents that are in every set, ascending. */
function members([first, ...others]: Docs[]): number[] {
  const docs: number[] = [];
  for (let d = 0; d < first!.length; d++) if (first![d]) docs.push(d);
  return others.reduce((list, set) => list.filter((d) => set[d]), docs);
}

/** Documents, which come ascending, by a whole number: largest first, then newest first. */
function largest(docs: number[], of: (doc: number) => number): number[] {
  const groups = new Map<number, number[]>();
  for (let i = docs.length - 1; i >= 0; i--) {
    const n = of(docs[i]!);
    const group = groups.get(n);
    if (group) group.push(docs[i]!);
    else groups.set(n, [docs[i]!]);
  }
  const list: number[] = [];
  for (const n of [...groups.keys()].sort((a, b) => b - a)) for (const d of groups.get(n)!) list.push(d);
  return list;
}

/** The documents of any list, with all that the lists say of them. */
function union(lists: (Postings | undefined)[]): Postings {
  const some = lists.filter((l): l is Postings => !!l && l.size > 0);
  if (some.length === 1) return some[0]!;
  const classes = new Map<number, Class>();
  for (const l of some) {
    l.docs.forEach((d, i) => {
      const [a, b] = [classes.get(d), l.classes[i]!];
      classes.set(d, a ? { counts: a.counts.map((n, zone) => n + b.counts[zone]!), ended: b.ended, exact: a.exact || b.exact } : b);
    });
  }
  const docs = [...classes.keys()].sort((a, b) => a - b);
  return { docs, classes: docs.map((d) => classes.get(d)!), size: docs.length };
}

/** What a text is worth in a record. */
function worth(c: Class): number {
  c.sum ??= c.counts.reduce((sum, n, zone) => sum + (WEIGHTS[zone]! * n) / (n + 1), 0);
  return c.exact ? c.sum + EXACT_BONUS : c.sum;
}

/** How a phrase stands in texts. */
function tally(p: Phrase, parts: Part[]): { counts: number[]; exact: boolean } {
  const counts = new Array<number>(ZONES).fill(0);
  let exact = false;
  for (const [zone, text] of parts) {
    const list = units(text);
    const n = places(p, list).length;
    counts[zone]! += n;
    if (n > 0 && list.length === p.units.length && EXACT_ZONES.includes(zone)) exact = !p.prefix && symbols(p).row.length < LABEL;
  }
  return { counts, exact };
}

/**
 * The rows that a phrase is looked up by, and how many symbols into it they begin.
 * Solid says that they leave no gap, as a very long word may.
 */
function windows(p: Phrase): { rows: { at: number; row: string; size: number }[]; solid: boolean } {
  const { row, starts } = symbols(p);
  const rows = [];
  for (let at = 0; ; ) {
    const part = row.slice(at, at + LABEL);
    rows.push({ at, row: part.join(""), size: part.length });
    if (at + LABEL >= row.length) return { rows, solid: true };
    // As far as a label reaches, but no further than what is left fills one.
    let next = at;
    for (const start of starts) if (start <= at + LABEL && next < row.length - LABEL) next = start;
    if (next === at) return { rows, solid: false };
    at = next;
  }
}

/** The text around the first match, plain. */
export function excerpt(parts: Part[], phrases: Phrase[]): string {
  for (const zone of EXCERPT_ORDER) {
    for (const [z, s] of parts) {
      if (z !== zone) continue;
      const u = units(s);
      const starts = flat(phrases.map((p) => places(p, u).slice(0, 1))).map((place) => place.start);
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
