// Reads the static files of the search index, format 0 (docs/formats.md).

/** The first file; everything else is named in it or below it. */
export interface Root {
  version: number;
  documents: number;
  titleDocs: number;
  textDocs: number;
  columnDocs: number;
  dates: string[];
  amounts: string[];
  fines: string[];
  facets: { name: string; values: string; column: string[] }[];
  hits: string[];
  terms: [term: string, chunk: string][];
}

/**
 * Where a term stands: documents and, per document, its occurrences. An occurrence is
 * slot * 4, + 2 where it begins a value, + 1 where it ends one; slots of a zone start
 * at zone * ZONE and are positions from there.
 */
export interface Postings {
  docs: number[];
  at: number[][];
}

export const ZONE = 2 ** 26;
export const STARTS = 2;
export const ENDS = 1;

/** A value of a facet: id, Chinese, English, other spellings. */
export type Value = string[];

/** What the list of hits shows of a record. */
export interface Shown {
  id: string;
  title: string;
  date: string;
  agency: string;
  status: string;
  url: string;
}

/** A part of a record's text. */
export type Part = [zone: number, text: string];

/** Fetches a file of the index: "root", or a chunk by name. */
export type Load = (name: string) => Promise<unknown>;

export const VERSION = 0;
const BODY = 0;

/** The most terms that a prefix or a single character may stand for. */
export const MAX_EXPANSION = 8192;

/** Too many terms begin so. */
export class TooMany extends Error {
  constructor(readonly term: string) {
    super(term);
  }
}

/** The index is of another version than this script. */
export class WrongVersion extends Error {}

class Bytes {
  at = 0;
  constructor(readonly data: Uint8Array) {}

  get more(): boolean {
    return this.at < this.data.length;
  }

  /** A number of seven bits a byte, lowest first; up to 2^53. */
  varint(): number {
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      const b = this.data[this.at++]!;
      n += (b & 127) * scale;
      if (b < 128) return n;
    }
  }

  take(n: number): Uint8Array {
    return this.data.subarray(this.at, (this.at += n));
  }
}

function decode(base64: unknown): Bytes {
  return new Bytes(Uint8Array.from(atob(base64 as string), (c) => c.charCodeAt(0)));
}

const utf8 = new TextEncoder();

/** Orders terms as the dictionary does: by their bytes in UTF-8. */
function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

function startsWith(a: Uint8Array, b: Uint8Array): boolean {
  return a.length >= b.length && b.every((v, i) => a[i] === v);
}

interface Entry {
  term: Uint8Array;
  postings: Uint8Array | string;
}

/** The index behind a loader. Chunks are kept once they are there. */
export class Index {
  private readonly chunks = new Map<string, Promise<unknown>>();
  private readonly firsts: Uint8Array[];

  private constructor(
    readonly root: Root,
    private readonly load: Load,
  ) {
    this.firsts = root.terms.map(([term]) => utf8.encode(term));
  }

  static async open(load: Load): Promise<Index> {
    const root = (await load("root")) as Root;
    if (root.version !== VERSION) throw new WrongVersion(`search index of version ${root.version}, wanted ${VERSION}`);
    return new Index(root, load);
  }

  private chunk<T>(name: string, read: (payload: unknown) => T): Promise<T> {
    let p = this.chunks.get(name);
    if (!p) {
      p = this.load(name).then(read);
      p.catch(() => this.chunks.delete(name));
      this.chunks.set(name, p);
    }
    return p as Promise<T>;
  }

  /** The last shard that starts at or before a term, or -1. */
  private shardOf(key: Uint8Array): number {
    let low = 0;
    let high = this.firsts.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (compare(this.firsts[mid]!, key) <= 0) low = mid + 1;
      else high = mid;
    }
    return low - 1;
  }

  /** The entries of one term, or of all that begin so. */
  async terms(term: string, prefix: boolean): Promise<{ whole: boolean; postings: Postings }[]> {
    const key = utf8.encode(term);
    const shard = Math.max(this.shardOf(key), 0);
    const wanted: Promise<Entry[]>[] = [];
    for (let i = shard; i < this.firsts.length; i++) {
      if (i > shard && !(prefix && startsWith(this.firsts[i]!, key))) break;
      wanted.push(this.chunk(this.root.terms[i]![1], readShard));
    }
    const found = (await Promise.all(wanted))
      .flat()
      .filter((e) => (prefix ? startsWith(e.term, key) : compare(e.term, key) === 0));
    if (found.length > MAX_EXPANSION) throw new TooMany(term);
    return Promise.all(
      found.map(async (e) => ({
        whole: e.term.length === key.length,
        postings: typeof e.postings === "string" ? await this.chunk(e.postings, (p) => readPostings(decode(p))) : readPostings(new Bytes(e.postings)),
      })),
    );
  }

  /** A column, read whole, as one number per document. */
  private async column<T>(names: string[], read: (b: Bytes) => T[]): Promise<T[]> {
    return (await Promise.all(names.map((name) => this.chunk(name, (p) => read(decode(p)))))).flat();
  }

  /** Per document the day as 20230501 or 0, times two, plus 1 where it has ended. */
  async dates(): Promise<{ day: number; ended: boolean }[]> {
    return this.column(this.root.dates, (b) => {
      const list: { day: number; ended: boolean }[] = [];
      for (let day = 0; b.more; ) {
        const v = b.varint();
        day += Math.floor(v / 2);
        list.push({ day, ended: v % 2 === 1 });
      }
      return list;
    });
  }

  /** Per document fen, or -1. */
  amounts(of: "amounts" | "fines"): Promise<number[]> {
    return this.column(this.root[of], (b) => {
      const list: number[] = [];
      while (b.more) list.push(b.varint() - 1);
      return list;
    });
  }

  /** The vocabulary of a facet, by id, and per document its values' places in it. */
  async facet(name: string): Promise<{ values: Value[]; docs: number[][] }> {
    const f = this.root.facets.find((f) => f.name === name)!;
    const [values, docs] = await Promise.all([
      this.chunk(f.values, (p) => p as Value[]),
      this.column(f.column, (b) => {
        const list: number[][] = [];
        while (b.more) {
          const doc: number[] = [];
          for (let more = true; more; ) {
            const v = b.varint();
            if (v > 0) doc.push((v >> 1) - 1);
            more = v % 2 === 1;
          }
          list.push(doc);
        }
        return list;
      }),
    ]);
    return { values, docs };
  }

  private titles(doc: number): Promise<{ hits: string[][]; texts: string[] }> {
    const name = this.root.hits[Math.floor(doc / this.root.titleDocs)]!;
    return this.chunk(name, (p) => p as { hits: string[][]; texts: string[] });
  }

  async shown(doc: number): Promise<Shown> {
    const c = await this.titles(doc);
    const [id = "", title = "", date = "", agency = "", status = "", url = `${id}.html`] = c.hits[doc % this.root.titleDocs]!;
    return { id, title, date, agency, status, url };
  }

  async parts(doc: number): Promise<Part[]> {
    const { titleDocs, textDocs } = this.root;
    const c = await this.titles(doc);
    const texts = await this.chunk(c.texts[Math.floor((doc % titleDocs) / textDocs)]!, (p) => p as Part[][]);
    return texts[(doc % titleDocs) % textDocs]!;
  }
}

function readShard(payload: unknown): Entry[] {
  const b = decode(payload);
  const list: Entry[] = [];
  let before = new Uint8Array(0);
  while (b.more) {
    const shared = b.varint();
    const rest = b.take(b.varint());
    const term = new Uint8Array(shared + rest.length);
    term.set(before.subarray(0, shared));
    term.set(rest, shared);
    const n = b.varint();
    const postings = n === 1 ? String.fromCharCode(...b.take(20)) : b.take(n >> 1);
    list.push({ term, postings });
    before = term;
  }
  return list;
}

function readPostings(b: Bytes): Postings {
  const docs: number[] = [];
  const at: number[][] = [];
  for (let doc = 0; b.more; ) {
    docs.push((doc += b.varint()));
    const list: number[] = [];
    for (let more = true; more; ) {
      const h = b.varint();
      more = h % 2 === 1;
      const zone = (h >> 1) & 7;
      for (let n = h >> 4, place = 0; n > 0; n--) {
        place += b.varint();
        list.push(zone * ZONE * 4 + (zone === BODY ? place * 4 : place));
      }
    }
    at.push(list);
  }
  return { docs, at };
}
