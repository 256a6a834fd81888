// Reads the static files of the search index, format 2 (docs/formats.md).
import { Bytes, rank, sevenBits, utf8 } from "./bits";
import { fold, simplify, unknown } from "./fold";
import { inflate } from "./inflate";

/** The first file; everything else is named in it or below it. */
export interface Root {
  version: number;
  documents: number; // gaps included
  gaps: number;
  packs: string[];
  names: Directory;
  sounds: string;
  simplified: string;
  segments: Segment[];
}

/** An index of the documents from base on. */
export interface Segment {
  base: number; // not in the file
  documents: number;
  terms: Directory;
  titles: string[];
  texts: string[];
  gaps: string; // empty where there is none
  ended: string;
  days: string;
  amounts: string;
  fines: string;
  facets: Facet[];
}

/** A sorted list of labels and what they lead to. */
export interface Directory {
  deep: boolean;
  list: [label: string, ref: string][];
}

/** A facet: how many bytes its chunks have, and those by the place of their first value. */
export interface Facet {
  name: string;
  bytes: number;
  values: Run[];
  sets: Run[];
}

/** A chunk by the place of its first value; of values with the first one's id. */
type Run = [first: number, ref: string, id?: string];

/** How a text stands in a record. */
export interface Class {
  counts: number[]; // by zone
  ended: boolean; // the record
  exact: boolean;
  sum?: number; // what the counts are worth, once somebody has asked
}

/** Documents, ascending, and their classes; the first of them where size is more. */
export interface Postings {
  docs: number[];
  classes: Class[];
  size: number;
}

/** A node or leaf of the tree. */
export interface Entry extends Postings {
  label: string; // its bytes as characters
  kind: Kind;
  places: number[][]; // of a deep leaf
  best?: Postings;
  newest?: Postings;
  refs: string[]; // of documents, classes and places of a large one
}

export const enum Kind {
  Leaf,
  Inner,
  Large,
  Deep,
}

/** A value of a facet: id, Chinese, English, other spellings. */
export type Value = string[];

/** What the list of hits shows of a record. */
export interface Shown {
  id: string;
  table: string;
  title: string;
  url: string;
  date: string;
  status: string;
}

/** A part of a record's text; the title itself is empty. */
export type Part = [zone: number, text: string];

/** What begins as it was typed: a name, another one, its pinyin or initials. */
export interface Name {
  key: string;
  name: string;
  slug: string;
}

/** Fetches what a file of the index holds, or a line of bytes from a place of it on. */
export type Load = (file: string, line?: string, from?: number, bytes?: number) => Promise<unknown>;

export const VERSION = 2;
const TABLES = ["agencies", "projects", "sanctions"];
const PAGE = 16; // documents in a chunk of titles or texts
const GROUP = 32; // chunks in a group
const KEPT = 2000; // chunks
const NAMES = 2; // chunks that are read to suggest names
export const ZONES = 6;

/** The index is of another version than this script. */
export class WrongVersion extends Error {}

/** The index behind a loader. Chunks are kept once they are there. */
export class Index {
  private readonly chunks = new Map<string, Promise<unknown>>();

  private constructor(
    readonly root: Root,
    private readonly load: Load,
  ) {
    let base = 0;
    for (const s of root.segments) {
      s.base = base;
      base += s.documents;
    }
  }

  static async open(load: Load): Promise<Index> {
    const root = (await load("root")) as Root;
    if (root.version !== VERSION) throw new WrongVersion(`search index of version ${root.version}, wanted ${VERSION}`);
    return new Index(root, load);
  }

  /** A chunk as it is read for a use; a place is that in a group. */
  private chunk<T>(use: string, ref: string, read: (b: Bytes) => T | Promise<T>, place?: number): Promise<T> {
    const key = `${use} ${ref} ${place}`;
    let p = this.chunks.get(key);
    if (!p) {
      p = this.bytes(ref, place).then(read);
      p.catch(() => this.chunks.delete(key));
      if (this.chunks.size >= KEPT) this.chunks.clear();
      this.chunks.set(key, p);
    }
    return p as Promise<T>;
  }

  private async bytes(ref: string, place?: number): Promise<Bytes> {
    let text: unknown;
    const { packs } = this.root;
    if (packs.length > 0) {
      let [pack = 0, from = 0, size = 0] = ref.split(".").map(Number);
      if (place !== undefined) {
        // The lines of a group stand before the chunk of their lengths.
        const lengths = await this.chunk("group", ref, (b) => b.rest());
        for (const n of lengths.slice(place)) from -= n;
        size = lengths[place]!;
      }
      text = await this.load(packs[pack]!, `${pack}.${from}`, from, size);
    } else {
      text = await this.load(place === undefined ? ref : `${ref}-${place}`);
    }
    return new Bytes(inflate(sevenBits(text as string)));
  }

  /** A chunk of JSON, whose texts can be folded then. */
  json<T>(ref: string, place?: number): Promise<T> {
    const read = async (b: Bytes): Promise<T> => {
      const text = b.string();
      await this.simplify(text);
      return JSON.parse(text) as T;
    };
    return this.chunk("json", ref, read, place);
  }

  /** Makes sure that a text can be folded. */
  async simplify(text: string): Promise<void> {
    if (unknown(text)) simplify(await this.chunk("fold", this.root.simplified, (b) => b.string()));
  }

  /** A chunk of numbers of a segment. */
  private column<T>(s: Segment, ref: string, use: string, read: (b: Bytes) => T): Promise<T> {
    return this.chunk(use + s.base, ref, read);
  }

  /** What a directory leads to: the last label below a bound, and those that begin so. */
  private async *walk({ deep, list }: Directory, key: string, bound = key): AsyncGenerator<string> {
    const first = Math.max(0, rank(list, bound, ([label]) => utf8(label)) - 1);
    for (let i = first; i < list.length && (i === first || utf8(list[i]![0]).startsWith(key)); i++) {
      const ref = list[i]![1];
      if (deep) yield* this.walk({ deep: false, list: await this.chunk("labels", ref, (b) => JSON.parse(b.string())) }, key, bound);
      else yield ref;
    }
  }

  /**
   * The entries of all that begin with a row: a node, or leaves. Where there are none,
   * above is true and the entry a leaf that the row begins with, if there is one.
   */
  async lookup(s: Segment, row: string): Promise<{ entries: Entry[]; above: boolean }> {
    const key = utf8(row);
    const entries: Entry[] = [];
    const rest: Promise<Entry[]>[] = [];
    let above: Entry | undefined;
    for await (const ref of this.walk(s.terms, key, `${key}\0`)) {
      const chunk = this.column(s, ref, "terms", (b) => readShard(b, s));
      if (entries.length > 0) {
        rest.push(chunk); // leaves that go on
        continue;
      }
      const shard = await chunk;
      let i = rank(shard, key, (e) => e.label);
      above ??= shard[i - 1];
      for (; i < shard.length && shard[i]!.label.startsWith(key); i++) {
        entries.push(shard[i]!);
        if (shard[i]!.kind === Kind.Inner || shard[i]!.kind === Kind.Large) return { entries, above: false };
      }
      if (i < shard.length) break;
    }
    for (const shard of await Promise.all(rest)) entries.push(...shard.filter((e) => e.label.startsWith(key)));
    if (entries.length > 0 || above?.kind !== Kind.Leaf || !key.startsWith(above.label)) return { entries, above: false };
    return { entries: [above], above: true };
  }

  /** The documents of an entry, with the places of a deep leaf where they are asked for. */
  async postings(s: Segment, e: Entry, places = false): Promise<Entry> {
    const [docs, classes, where] = e.refs;
    if (docs === undefined) return e;
    const [list, of] = await Promise.all([
      this.column(s, docs, `list ${e.size} `, (b) => b.list(e.size, s.documents, s.base)),
      this.column(s, classes!, `classes ${e.size} `, (b) => readClassed(b, readClasses(b), e.size)),
    ]);
    const found = { ...e, docs: list, classes: of };
    if (places && where) found.places = await this.column(s, where, `places ${classes} `, (b) => readPlaces(b, of));
    return found;
  }

  /** The numbers under which there is no record. */
  async gaps(s: Segment): Promise<number[]> {
    return s.gaps ? this.column(s, s.gaps, "gaps", (b) => b.list(b.number(), s.documents, s.base)) : [];
  }

  /** The records that are over. */
  ended(s: Segment): Promise<number[]> {
    return this.column(s, s.ended, "ended", (b) => b.list(b.number(), s.documents, s.base));
  }

  /** The days that records have, as 20230501, and their documents, from first to before end, gaps included. */
  days(s: Segment): Promise<{ day: number; first: number; end: number }[]> {
    return this.column(s, s.days, "days", (b) => {
      const list: { day: number; first: number; end: number }[] = [];
      const steps = b.rest();
      let first = s.base + s.documents;
      for (let i = 1; i < steps.length; i += 2) first -= steps[i]!;
      for (let i = 1, day = 0; i < steps.length; i += 2) {
        day += steps[i - 1]!;
        list.push({ day, first, end: (first += steps[i]!) });
      }
      return list;
    });
  }

  /** Per document of a segment fen plus 1; 0: none. */
  amounts(s: Segment): Promise<number[]> {
    return this.column(s, s.amounts, "amounts", (b) => b.rest());
  }

  /** The documents with a fine, and it in fen. */
  fines(s: Segment): Promise<{ docs: number[]; fen: number[] }> {
    return this.column(s, s.fines, "fines", (b) => ({ docs: b.list(b.number(), s.documents, s.base), fen: b.rest() }));
  }

  facet(s: Segment, name: string): Facet {
    return s.facets.find((f) => f.name === name) ?? { name, bytes: 0, values: [], sets: [] };
  }

  /** The values of a facet from a place on, as many as their chunk holds. */
  values([, ref]: Run): Promise<Value[]> {
    return this.json(ref);
  }

  /** The documents of values of a facet, as many as their chunk holds. */
  sets(s: Segment, [, ref]: Run): Promise<number[][]> {
    return this.column(s, ref, "sets", (b) => b.numbers(b.number()).map((n) => b.list(n, s.documents, s.base)));
  }

  /** An entry of a chunk of JSON in a group. */
  private paged<T>(doc: number, of: "titles" | "texts"): [chunk: Promise<T>, place: number] {
    const s = this.root.segments.find((s) => doc < s.base + s.documents)!;
    const at = doc - s.base;
    const chunk = Math.floor(at / PAGE);
    return [this.json(s[of][Math.floor(chunk / GROUP)]!, chunk % GROUP), at % PAGE];
  }

  async shown(doc: number): Promise<Shown> {
    const [chunk, i] = this.paged<Record<string, string[]> & { tables: number[]; urls?: Record<string, string> }>(doc, "titles");
    const { tables, slugs, titles, dates, status, urls } = await chunk;
    const table = TABLES[tables[i]!]!;
    const id = `${table}/${slugs![i]!}`;
    return { id, table, title: titles![i]!, url: urls?.[i] ?? `${id}.html`, date: dates![i]!, status: status![i]! };
  }

  async texts(doc: number): Promise<{ agency: string; parts: Part[] }> {
    const [chunk, i] = this.paged<(string | number)[][]>(doc, "texts");
    const [agency, ...rest] = (await chunk)[i]!;
    const parts: Part[] = [];
    for (let k = 0; k < rest.length; k += 2) parts.push([rest[k] as number, rest[k + 1] as string]);
    return { agency: agency as string, parts };
  }

  /** Names that begin as it was typed, in their order, each agency once. */
  async names(typed: string, most: number): Promise<Name[]> {
    await this.simplify(typed);
    const prefix = fold(typed).replace(/\s/g, "");
    const found = new Map<string, Name>();
    let read = 0;
    if (!prefix) return [];
    for await (const ref of this.walk(this.root.names, utf8(prefix))) {
      for (const [key, name, slug] of await this.json<[string, string, string][]>(ref)) {
        if (key.startsWith(prefix) && !found.has(slug)) found.set(slug, { key, name, slug });
      }
      if (++read === NAMES || found.size >= most) break;
    }
    return [...found.values()].slice(0, most);
  }
}

function readShard(b: Bytes, s: Segment): Entry[] {
  const size = b.number();
  const classes = readClasses(b);
  const heads = b.numbers(3 * size);
  const list: Entry[] = [];
  for (let i = 0, label = ""; i < size; i++) {
    const head = heads[3 * i + 2]!;
    label = label.slice(0, heads[3 * i]!) + b.text(heads[3 * i + 1]!);
    list.push({ label, kind: head & 3, size: head >> 2, docs: [], classes: [], places: [], refs: [] });
  }
  const small = list.filter((e) => e.kind !== Kind.Large);
  for (const e of small) e.classes = readClassed(b, classes, e.size);
  for (const e of list) {
    if (e.kind === Kind.Large) {
      e.best = readPairs(b, classes, s.base);
      e.newest = readPairs(b, classes, s.base);
      for (let i = 0; i < 3; i++) e.refs.push(b.text(b.number()));
    }
    if (e.kind === Kind.Deep) e.places = readPlaces(b, e.classes);
  }
  // Below an inner node of the shard a list counts in that of the node.
  const above: Entry[] = [];
  for (const e of small) {
    while (above[0] && !e.label.startsWith(above[0].label)) above.shift();
    const { docs } = above[0] ?? {};
    e.docs = docs ? b.list(e.size, docs.length).map((i) => docs[i]!) : b.list(e.size, s.documents, s.base);
    if (e.kind === Kind.Inner) above.unshift(e);
  }
  return list;
}

function readClasses(b: Bytes): Class[] {
  return Array.from({ length: b.number() }, () => {
    const head = b.number();
    const counts = new Array<number>(ZONES).fill(0);
    for (const n of b.numbers(head >> 2)) counts[n & 7] = n >> 3;
    return { counts, ended: (head & 2) > 0, exact: (head & 1) > 0 };
  });
}

function readClassed(b: Bytes, classes: Class[], n: number): Class[] {
  return b.numbers(n).map((i) => classes[i]!);
}

function readPairs(b: Bytes, classes: Class[], base: number): Postings {
  const size = b.number();
  const pairs = b.numbers(2 * size);
  return {
    docs: pairs.filter((_, i) => i % 2 === 0).map((d) => d + base),
    classes: pairs.filter((_, i) => i % 2 > 0).map((i) => classes[i]!),
    size,
  };
}

/** Per document of some classes the places at which a text begins. */
function readPlaces(b: Bytes, classes: Class[]): number[][] {
  return classes.map(({ counts }) => {
    let at = 0;
    return b.numbers(counts.reduce((x, y) => x + y)).map((step) => (at += step));
  });
}
