// Runs the client's modules under Node for the tests of package search: one line of
// JSON in, one line out.
import { fold, simplify, unknown } from "../../../templates/scripts/fold";
import { Damaged, inflate } from "../../../templates/scripts/inflate";
import { sevenBits } from "../../../templates/scripts/bits";
import { Index } from "../../../templates/scripts/index";
import { Source } from "../../../templates/scripts/load";
import { Search, type Sort } from "../../../templates/scripts/match";
import { mean } from "../../../templates/scripts/mean";
import { type Node, parse, QueryError } from "../../../templates/scripts/query";
import { read, write } from "../../../templates/scripts/state";
import { units } from "../../../templates/scripts/units";

declare const require: (name: string) => any;
declare const process: any;
declare const setImmediate: (run: () => void) => void;
declare const Buffer: any;
const fs = require("node:fs");
const readline = require("node:readline");
const { AsyncLocalStorage } = require("node:async_hooks");

type Ranges = "given" | "whole" | "other" | "encoded" | "refused";

type Request =
  | { op: "simplify"; table: string }
  | { op: "inflate"; data: string }
  | { op: "sevenBits"; text: string }
  | { op: "fold"; text: string }
  | { op: "foldAll" }
  | { op: "unknownAll" }
  | { op: "parse"; query: string }
  | { op: "open"; dir: string }
  | { op: "ids"; query: string }
  | { op: "ticked"; facet: string; ids: string[] }
  | { op: "search"; query: string; sort: Sort; limit: number }
  | { op: "cost"; query: string; sort: Sort; limit: number; facets: string[]; excerpts?: boolean; names?: number }
  | { op: "refusal"; query: unknown; options: any }
  | { op: "count"; facet: string; query: string; keep: string[] }
  | { op: "address"; text: string }
  | { op: "republish"; steps: { dir: string; query: string }[] }
  | { op: "names"; text: string; most: number }
  | { op: "first"; query: string; sort: Sort; most: number }
  | { op: "packs"; dir: string; ranges: Ranges; queries: string[] };

let search: Search;
let opened = "";
/** What is read for something, by the kind of file. */
let cost: { bytes: Record<string, number>; requests: Record<string, number> };
const kinds = new AsyncLocalStorage();

function spend(bytes: number): void {
  const kind = kinds.getStore() ?? "root";
  cost.bytes[kind] = (cost.bytes[kind] ?? 0) + bytes;
  cost.requests[kind] = (cost.requests[kind] ?? 0) + 1;
}

/** Opens the index of a folder; every file is counted by its kind. */
async function open(dir: string): Promise<Search> {
  cost = { bytes: {}, requests: {} };
  const index = await Index.open((file, line, from, size) => load(dir, file, line, from, size));
  const kindOf = new Map<string, string>([[index.root.simplified, "fold"]]);
  const add = (kind: string, refs: string[]): void => refs.forEach((ref) => kindOf.set(ref, kind));
  add("names", index.root.names.list.map(([, ref]) => ref));
  for (const s of index.root.segments) {
    add("titles", s.titles);
    add("texts", s.texts);
    add("columns", [s.gaps, s.ended, s.days, s.amounts, s.fines]);
    for (const f of s.facets) add("facets", [...f.values, ...f.sets].map(([, ref]) => ref));
  }
  const inner = index as any;
  const bytes = inner.bytes.bind(index);
  inner.bytes = (ref: string, place?: number) => kinds.run(kindOf.get(ref) ?? "terms", () => bytes(ref, place));
  cost = { bytes: {}, requests: {} };
  return new Search(index);
}

/** Stands for the loader: runs a file with a stub of its callbacks, or reads a range of it. */
async function load(dir: string, file: string, line = file, from = 0, size = 0): Promise<unknown> {
  const all = fs.readFileSync(`${dir}/${file}.js`);
  const part = size ? all.subarray(from, from + size) : all;
  spend(part.length);
  let payload: unknown;
  const stub = {
    root: (value: unknown) => (payload = value),
    chunk: (called: string, value: unknown) => {
      if (called !== line) throw new Error(`${line} says it is ${called}`);
      payload = value;
    },
  };
  new Function("gongshi", part.toString("utf8"))(stub);
  return payload;
}

/** Runs the page's own loader in a stub of a document and a host, whose files are those of folder(). */
function sourceOf(folder: () => string, ranges: Ranges, asked: string[] = []): Source {
  const window: any = {};
  const fileOf = (url: string): string => `${folder()}/${url.replace("index/", "").replace(/\?.*/, "")}`;
  const append = (script: any): void => {
    asked.push(script.src);
    setImmediate(() => {
      const path = fileOf(script.src);
      if (!fs.existsSync(path)) return script.onerror();
      new Function("gongshi", fs.readFileSync(path, "utf8"))(window.gongshi);
      script.onload();
    });
  };
  const fetch = async (url: string, { headers }: { headers: { Range: string } }) => {
    asked.push(`${url} ${headers.Range}`);
    if (ranges === "refused") throw new TypeError("Failed to fetch");
    const path = fileOf(url);
    if (!fs.existsSync(path)) return { status: 404, headers: new Map() };
    const [from, to] = headers.Range.replace("bytes=", "").split("-").map(Number) as [number, number];
    const all = fs.readFileSync(path);
    const told = new Map([["Content-Range", `bytes ${ranges === "other" ? 0 : from}-${to}/${all.length}`]]);
    if (ranges === "encoded") told.set("Content-Encoding", "gzip");
    return { status: ranges === "whole" ? 200 : 206, headers: told, text: async () => all.toString("utf8", from, to + 1) };
  };
  const location = { protocol: "https:" };
  Object.assign(globalThis, { window, location, fetch, document: { createElement: () => ({ remove() {} }), head: { append } } });
  return new Source("index/");
}

function dump(n: Node): string {
  switch (n.op) {
    case "all":
      return "all";
    case "text":
      return n.phrase.units.map((u, i) => (i && u.apart ? "_" : i ? "." : "") + u.text).join("") + (n.phrase.prefix ? "*" : "") + (n.sound ? "~" : "");
    case "filter":
      return `${n.field}=${n.value}`;
    case "range":
      return `${n.field}[${n.min},${n.max}]`;
  }
  return `(${n.op} ${n.kids.map(dump).join(" ")})`;
}

async function answer(r: Request): Promise<unknown> {
  switch (r.op) {
    case "simplify":
      simplify(r.table);
      return {};
    case "inflate":
      try {
        return Buffer.from(inflate(Buffer.from(r.data, "base64"))).toString("base64");
      } catch (e) {
        if (e instanceof Damaged) return "damaged";
        throw e;
      }
    case "sevenBits":
      return Buffer.from(sevenBits(r.text)).toString("base64");
    case "fold":
      return fold(r.text);
    case "foldAll": {
      const list: string[] = [];
      for (let c = 0; c <= 0x10ffff; c++) list.push(c >= 0xd800 && c < 0xe000 ? "" : fold(String.fromCodePoint(c)));
      return list;
    }
    case "unknownAll": {
      const list: string[] = [];
      for (let c = 0; c <= 0x10ffff; c++) if (unknown(String.fromCodePoint(c))) list.push(String.fromCodePoint(c));
      return list;
    }
    case "parse":
      return { want: dump(parse(r.query)) };
    case "open":
      opened = r.dir;
      search = await open(r.dir);
      return {};
    case "ids": {
      const found = await search.complete(await search.find(r.query, "oldest"));
      return found.docs;
    }
    case "ticked": {
      cost = { bytes: {}, requests: {} };
      const found = await search.complete(await search.find("", "oldest", new Map([[r.facet, r.ids]])));
      return { docs: found.docs, requests: cost.requests.facets ?? 0 };
    }
    case "search": {
      cost = { bytes: {}, requests: {} };
      const result = await search.search(r.query, r);
      const suggestions = result.total > 0 ? [] : await mean(search, r.query, { fold, parse, units });
      return { ...result, ...(suggestions.length > 0 && { suggestions }), ...cost };
    }
    case "first": {
      // What the page shows first, and that the rest agrees with it.
      const found = await search.find(r.query, r.sort);
      const { partial } = found;
      const first = { docs: found.docs.slice(0, r.most), scores: found.scores.slice(0, r.most), total: found.total };
      await search.complete(found);
      const all = { docs: found.docs.slice(0, r.most), scores: found.scores.slice(0, r.most), total: found.docs.length };
      return { partial, first, all };
    }
    case "cost": {
      // A page that was opened for this question.
      const s = await open(opened);
      const from = Date.now();
      if (r.names) await s.index.names(r.query, r.names);
      else {
        const found = await s.find(r.query, r.sort);
        const heads = await s.heads(found, 0, r.limit);
        if (r.excerpts) await Promise.all(heads.map(({ doc }) => s.context(doc, found.phrases)));
        if (r.facets.length > 0) await s.complete(found);
        for (const name of r.facets) await s.count(name, found.docs);
      }
      return { ...cost, milliseconds: Date.now() - from };
    }
    case "names":
      return search.index.names(r.text, r.most);
    case "refusal":
      return search.search(r.query as string, r.options).then(
        (result) => ({ refused: "", hits: result.hits.length }),
        (e: Error) => ({ refused: e instanceof QueryError ? e.code : e.message.replace(/:.*/, ""), hits: 0 }),
      );
    case "count": {
      const found = await search.complete(await search.find(r.query, "oldest"));
      return (await search.count(r.facet, found.docs, r.keep)).map(({ value, count }) => `${value[0]} ${count}`);
    }
    case "address":
      return write(read(r.text), r.text);
    case "republish": {
      let dir = "";
      const source = sourceOf(() => dir, "refused");
      const totals: number[] = [];
      for (const step of r.steps) {
        dir = step.dir;
        totals.push((await source.ask((s) => s.search(step.query))).total);
      }
      return totals;
    }
    case "packs": {
      const asked: string[] = [];
      const source = sourceOf(() => r.dir, r.ranges, asked);
      const totals: number[] = [];
      for (const query of r.queries) totals.push((await source.ask((s) => s.search(query))).total);
      return { totals, asked };
    }
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line: string) => {
  queue = queue.then(async () => {
    let out: unknown;
    try {
      out = await answer(JSON.parse(line));
    } catch (e) {
      out = e instanceof QueryError ? { error: { at: e.at, code: e.code } } : { failed: String(e instanceof Error ? e.stack : e) };
    }
    process.stdout.write(JSON.stringify(out) + "\n");
  });
});
let queue: Promise<void> = Promise.resolve();
