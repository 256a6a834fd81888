// The query language: the same parser as Go's internal/search/query, whose comment
// holds the grammar; both are tested on the same vectors.
import { fold } from "./fold";
import { flat } from "./lists";
import { phrase, type Phrase } from "./units";

export const MAX_LENGTH = 256;
export const MAX_LEAVES = 32;

export type Node =
  | { op: "all" }
  | { op: "and" | "or" | "not"; kids: Node[] }
  | Text
  | { op: "filter"; field: string; value: string }
  | { op: "range"; field: string; min: number; max: number };

/** Records that hold the phrase, or a sound that begins with `sound` where it is not empty. */
export interface Text {
  op: "text";
  phrase: Phrase;
  sound: string;
  /** Where it starts in the query and where what follows it does, in characters from 1. */
  at: number;
  end: number;
}

/** A malformed query: where, in characters from 1, and what is wrong. */
export class QueryError extends Error {
  constructor(
    readonly at: number,
    readonly code: string,
    readonly slots: Record<string, string | number> = {},
  ) {
    super(`query, character ${at}: ${code}`);
  }
}

export const FIELDS = [
  "table", "kind", "status", "duty", "year", "district", "field", "authority", "measure", "grade", "tier", "agency", "purchaser", "date", "fine",
];

const SPACE = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const QUOTES = "\"“”＂";
const HIGHEST = Number.MAX_SAFE_INTEGER;
const MAX_YUAN = 1e12;

/** Reads a query; throws a QueryError. */
export function parse(s: string): Node {
  return new Parser(s).parse();
}

/** The texts that a record may match for its score, in the order of the query. */
export function texts(n: Node): Text[] {
  if (n.op === "text") return [n];
  return n.op === "and" || n.op === "or" ? flat(n.kids.map(texts)) : [];
}

class Parser {
  private readonly chars: string[];
  private at = 0;
  private leaves = 0;

  constructor(s: string) {
    this.chars = Array.from(s);
  }

  parse(): Node {
    if (this.chars.length > MAX_LENGTH) {
      throw new QueryError(MAX_LENGTH + 1, "too-long", { n: MAX_LENGTH });
    }
    const node = this.or();
    if (node.op === "all" && !this.chars.every((c) => SPACE.test(c))) {
      throw new QueryError(1, "no-text");
    }
    return node;
  }

  private or(): Node {
    const kids: Node[] = [];
    for (let before = -1; ; ) {
      const { node, some } = this.and();
      const at = this.at;
      const more = this.operator("OR");
      if (!some && more) throw missing("OR", at);
      if (!some && before >= 0) throw missing("OR", before);
      if (node.op !== "all") kids.push(node);
      if (!more) return join("or", kids);
      before = at;
    }
  }

  private and(): { node: Node; some: boolean } {
    const kids: Node[] = [];
    for (let some = false; ; some = true) {
      this.skip();
      if (this.ended() || this.ahead("OR")) return { node: join("and", kids), some };
      const at = this.at;
      if (this.operator("AND")) {
        this.skip();
        if (!some || this.ended() || this.ahead("OR") || this.ahead("AND")) throw missing("AND", at);
      }
      const node = this.not();
      if (node.op !== "all") kids.push(node);
    }
  }

  private not(): Node {
    const next = this.chars[this.at + 1];
    if (this.chars[this.at] !== "-" || next === undefined || SPACE.test(next)) return this.atom();
    this.at++;
    const node = this.atom();
    return node.op === "all" ? node : { op: "not", kids: [node] };
  }

  private atom(): Node {
    const start = this.at;
    const name = this.fieldName();
    if (name !== undefined) return this.field(name, start);
    const quoted = QUOTES.includes(this.chars[start]!);
    const s = this.quotedOrWord();
    const prefix = s.endsWith("*");
    const p = phrase(prefix ? s.slice(0, -1) : s, prefix);
    const [u, more] = p.units;
    if (!u) return { op: "all" };
    this.count(start);
    const sound = !quoted && !prefix && !more && /^[a-z]{2,}$/.test(u.text) ? u.text : "";
    return { op: "text", phrase: p, sound, at: start + 1, end: this.at + 1 };
  }

  private count(at: number): void {
    if (++this.leaves > MAX_LEAVES) {
      throw new QueryError(at + 1, "too-many", { n: MAX_LEAVES });
    }
  }

  private quotedOrWord(): string {
    const start = this.at;
    if (QUOTES.includes(this.chars[start]!)) {
      for (this.at++; !this.ended(); this.at++) {
        if (QUOTES.includes(this.chars[this.at]!)) {
          return composed(this.chars.slice(start + 1, this.at++));
        }
      }
      throw new QueryError(start + 1, "unclosed-quote");
    }
    while (!this.ended() && !SPACE.test(this.chars[this.at]!) && !QUOTES.includes(this.chars[this.at]!)) this.at++;
    return composed(this.chars.slice(start, this.at));
  }

  private fieldName(): string | undefined {
    let end = this.at;
    while (/^[a-z_]$/.test(fold(this.chars[end] ?? ""))) end++;
    const colon = this.chars[end];
    if (end === this.at || (colon !== ":" && colon !== "：")) return undefined;
    const name = fold(this.chars.slice(this.at, end).join(""));
    this.at = end + 1;
    return name;
  }

  private field(field: string, start: number): Node {
    if (!FIELDS.includes(field)) {
      throw new QueryError(start + 1, "unknown-field", { field, list: FIELDS.join(", ") });
    }
    const at = this.at;
    const empty = () => new QueryError(at + 1, "empty-value");
    if (this.ended() || SPACE.test(this.chars[at]!)) throw empty();
    const value = this.quotedOrWord();
    const scale = SCALES[field];
    if (scale) {
      const range = span(fold(value), scale.read);
      if (!range) throw new QueryError(at + 1, scale.error);
      this.count(start);
      return { op: "range", field, min: range[0], max: range[1] };
    }
    // Not trim(): languages differ about white space.
    if (Array.from(fold(value)).every((c) => SPACE.test(c))) throw empty();
    this.count(start);
    return { op: "filter", field, value };
  }

  private ended(): boolean {
    return this.at === this.chars.length;
  }

  private skip(): void {
    while (!this.ended() && SPACE.test(this.chars[this.at]!)) this.at++;
  }

  private ahead(op: string): boolean {
    const end = this.at + op.length;
    const next = this.chars[end];
    return this.chars.slice(this.at, end).join("") === op && (next === undefined || SPACE.test(next));
  }

  private operator(op: string): boolean {
    this.skip();
    if (!this.ahead(op)) return false;
    this.at += op.length;
    return true;
  }
}

/** The text of characters; letters and their accents are composed, as those of the records are. */
function composed(chars: string[]): string {
  return chars.join("").normalize("NFC");
}

function missing(op: string, at: number): QueryError {
  return new QueryError(at + 1, "missing-operand", { op });
}

function join(op: "and" | "or", kids: Node[]): Node {
  return kids.length > 1 ? { op, kids } : (kids[0] ?? { op: "all" });
}

type Ends = [first: number, last: number];
type Read = (s: string) => Ends | undefined;

const SCALES: Record<string, { read: Read; error: string }> = {
  year: { read: readYear, error: "bad-year" },
  date: { read: readDate, error: "bad-date" },
  fine: { read: readAmount, error: "bad-amount" },
};

function span(s: string, read: Read): Ends | undefined {
  const dots = s.indexOf("..");
  if (dots >= 0) {
    const from = s.slice(0, dots);
    const to = s.slice(dots + 2);
    const a = from === "" ? [0] : read(from);
    const b = to === "" ? [0, HIGHEST] : read(to);
    return a && b && s !== ".." ? [a[0]!, b[1]!] : undefined;
  }
  const sign = /^[<>=]*/.exec(s)![0];
  const ends = read(s.slice(sign.length));
  if (!ends) return undefined;
  const [a, b] = ends;
  switch (sign) {
    case "":
    case "=":
      return [a, b];
    case ">=":
      return [a, HIGHEST];
    case ">":
      return [b + 1, HIGHEST];
    case "<=":
      return [0, b];
    case "<":
      return [0, a - 1];
  }
  return undefined;
}

function readYear(s: string): Ends | undefined {
  const m = /^(\d{4})年?$/.exec(s);
  return m ? [+m[1]!, +m[1]!] : undefined;
}

/** The first and last day that a text stands for, as 20230501. */
export function readDate(s: string): Ends | undefined {
  const parts = s.split(/[-/.年月日]/).filter((part) => part !== "");
  const [y, m, d] = parts;
  if (parts.length > 3 || !/^\d{4}$/.test(y ?? "")) return undefined;
  let first = 0;
  let last = 1231;
  if (m !== undefined) {
    if (!/^\d{1,2}$/.test(m) || +m < 1 || +m > 12) return undefined;
    first = +m * 100;
    last = first + 31;
  }
  if (d !== undefined) {
    if (!/^\d{1,2}$/.test(d) || +d < 1 || +d > daysIn(+y!, +m!)) return undefined;
    last = first += +d;
  }
  return [+y! * 10000 + first, +y! * 10000 + last];
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function readAmount(s: string): Ends | undefined {
  const m = /^(\d{1,12})(?:\.(\d{1,6}))?(万?)元?$/.exec(s.split(",").join(""));
  if (!m) return undefined;
  const [, whole, frac = "", wan] = m;
  const decimals = wan ? 6 : 2;
  if (frac.length > decimals) return undefined;
  const fen = +whole! * 10 ** decimals + +frac.padEnd(decimals, "0");
  return fen <= MAX_YUAN * 100 ? [fen, fen] : undefined;
}
