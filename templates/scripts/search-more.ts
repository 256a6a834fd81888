// The second bundle of the search page, loaded when it is first needed: files of what
// was found, and advice where nothing was. What both bundles need comes from the first.
import { csv, guard } from "./csv";
import type { h } from "./elements";
import { flat } from "./lists";
import type { Found, Hit, Search } from "./match";
import { type Kit as MeanKit, mean } from "./mean";
import type { say } from "./say";
import type { SearchStrings } from "./search-words";
import type { NO_FILTERS, State } from "./state";

/** What the first bundle lends. */
export interface Kit extends MeanKit {
  h: typeof h;
  say: typeof say;
  NO_FILTERS: typeof NO_FILTERS;
}

/** What was asked and found. */
export interface Asked {
  search: Search;
  found: Found;
  state: State;
  /** The filters that are no facets, as a part of a query. */
  also: string;
  /** All filters in words. */
  filters: string[];
  /** The permanent address of this page, with the state. */
  address: string;
  /** The permanent address of what addresses of hits count from. */
  base: string;
  w: SearchStrings;
}

export interface More {
  /** Saves what was found as a file, and tells how far it is. */
  save(kind: "csv" | "json", asked: Asked, tell: (text: string) => void): Promise<void>;
  /** What may be done where nothing was found. */
  advise(asked: Asked, link: (text: string, part: Partial<State>) => HTMLElement): Promise<HTMLElement[]>;
  /** Queries that find something in place of one that finds nothing. */
  mean(search: Search, query: string): Promise<string[]>;
}

declare global {
  interface Window {
    gongshiStatus?: { date: string };
  }
}

/** The most hits of a file. */
const MOST = 10_000;
/** How many are read at a time. */
const STEP = 250;
/** The most characters of a file's name. */
const NAME = 80;
/** The most pages and terms of this site that are named. */
const KNOWN = 4;
/** The most texts of a query that are tried each by itself. */
const ALONE = 6;

type Row = Hit & { status: string };

function more(kit: Kit): More {
  const { h, say, parse, NO_FILTERS, fold } = kit;
  return { save, advise, mean: (search, query) => mean(search, query, kit) };

  async function save(kind: "csv" | "json", asked: Asked, tell: (text: string) => void): Promise<void> {
    const { search, found, w, state } = asked;
    if (navigator.userAgent.includes("MicroMessenger")) return tell(w.weChat);
    const total = Math.min(found.total, MOST);
    const rows: Row[] = [];
    while (rows.length < total) {
      tell(say(w.preparing, { n: rows.length, total }));
      rows.push(...(await read(search, found, rows.length, Math.min(rows.length + STEP, total))));
    }
    const date = window.gongshiStatus?.date ?? "";
    const name = fileName([state.q || w.everything, ...asked.filters], date) + "." + kind;
    const text = kind === "csv" ? table(rows, asked) : JSON.stringify({ query: state.q, total: found.total, hits: rows.map(bare), date, address: asked.address }, null, 2) + "\n";
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers ask where to, first
    tell(say(found.total > total ? w.capped : w.saved, { n: total, total: found.total, file: name }));
  }

  async function advise({ search, state, also, filters, w }: Asked, link: (text: string, part: Partial<State>) => HTMLElement): Promise<HTMLElement[]> {
    const { q } = state;
    const [meant, alone, unfiltered] = await Promise.all([
      mean(search, q, kit, async (text) => (await search.find(text, "newest", state.ticked, also)).total > 0),
      Promise.all(pieces(q).map(async (text) => ({ text, n: (await search.find(text, "newest", state.ticked, also)).total }))),
      filters.length > 0 ? search.find(q, "newest") : undefined,
    ]);
    const list = (title: string, links: HTMLElement[]): HTMLElement[] =>
      links.length > 0 ? [h("p", {}, title, ...flat(links.map((e, i): (Node | string)[] => (i > 0 ? [w.comma, e] : [e]))))] : [];
    return [
      ...list(w.mean, meant.map((text) => link(text, { q: text }))),
      ...list("", unfiltered?.total ? [link(say(w.unfiltered, { n: unfiltered.total }), NO_FILTERS)] : []),
      ...list(w.alone, alone.filter(({ n }) => n > 0).map(({ text, n }) => link(say("{text} ({n})", { text, n }), { q: text }))),
      ...list(w.known, known(q, w).map(([name, href]) => h("a", { href }, name))),
      h("p", {}, w.fewer),
    ];
  }

  /** The pages and terms of this site that a query names, each page once. */
  function known(query: string, w: SearchStrings): [string, string][] {
    const asked = fold(query).trim();
    const found = Object.entries(w.terms).filter(([name]) => {
      const folded = fold(name);
      return asked.length > 1 && (folded.includes(asked) || asked.includes(folded));
    });
    // What is called just so comes first, then what shares most with the query.
    const away = (name: string): number => Math.abs(fold(name).length - asked.length);
    found.sort((a, b) => away(a[0]) - away(b[0]));
    return found.filter(([, href], i) => found.findIndex(([, other]) => other === href) === i).slice(0, KNOWN);
  }

  /** The texts of a query that a record must all hold, as they were typed. */
  function pieces(query: string): string[] {
    const node = parse(query);
    if (node.op !== "and") return [];
    const chars = Array.from(query);
    const found = flat(node.kids.map((kid) => (kid.op === "text" ? [chars.slice(kid.at - 1, kid.end - 1).join("")] : [])));
    return found.slice(0, ALONE);
  }
}

/** Hits as they are saved. */
async function read(search: Search, found: Found, from: number, to: number): Promise<Row[]> {
  const [heads, hits] = await Promise.all([search.heads(found, from, to), search.hits(found, from, to)]);
  return hits.map((hit, i) => ({ ...hit, status: heads[i]!.status }));
}

/** A hit as gongshi search gives it. */
function bare({ id, table, title, url, date, agency_id, score, excerpt }: Row): Hit {
  return { id, table, title, url, date, agency_id, score, excerpt };
}

function table(rows: Row[], { base, w }: Asked): string {
  const line = (r: Row): string[] => [
    guard(r.id), guard(w.values.table![r.table] ?? r.table), guard(r.title), r.date, guard(w.values.status![r.status] ?? r.status),
    guard(r.agency_id), guard(base + r.url), guard(r.excerpt),
  ];
  return csv([w.columns.split(","), ...rows.map(line)]);
}

/** The name of a file without what file systems refuse. */
function fileName(words: string[], date: string): string {
  const name = words.join(" ").replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, " ").trim();
  return `${Array.from(name).slice(0, NAME).join("").trim()} ${date}`;
}

window.gongshi!.more = more;
