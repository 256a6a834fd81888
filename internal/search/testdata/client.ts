// Runs the client's modules under Node for the tests of package search: one line of
// JSON in, one line out.
import { fold } from "../../../templates/scripts/fold";
import { Index } from "../../../templates/scripts/index";
import { Source } from "../../../templates/scripts/load";
import { Search, type Sort } from "../../../templates/scripts/match";
import { type Node, parse, QueryError } from "../../../templates/scripts/query";
import { read, write } from "../../../templates/scripts/state";

declare const require: (name: string) => any;
declare const process: any;
declare const setImmediate: (run: () => void) => void;
const fs = require("node:fs");
const readline = require("node:readline");

type Request =
  | { op: "fold"; text: string }
  | { op: "foldAll" }
  | { op: "parse"; query: string }
  | { op: "open"; dir: string }
  | { op: "ids"; query: string }
  | { op: "search"; query: string; sort: Sort; limit: number }
  | { op: "refusal"; query: unknown; options: any }
  | { op: "count"; facet: string; query: string; keep: string[] }
  | { op: "address"; text: string }
  | { op: "republish"; steps: { dir: string; query: string }[] };

let search: Search;
let bytes = 0;

/** Stands for the loader of script elements: runs a file with a stub of its callbacks. */
async function load(dir: string, name: string): Promise<unknown> {
  const source: string = fs.readFileSync(`${dir}/${name}.js`, "utf8");
  bytes += source.length;
  let payload: unknown;
  const stub = {
    root: (value: unknown) => (payload = value),
    chunk: (called: string, value: unknown) => {
      if (called !== name) throw new Error(`${name} says it is ${called}`);
      payload = value;
    },
  };
  new Function("gongshi", source)(stub);
  return payload;
}

/** Runs the page's own loader in a stub of a document whose files are those of folder(). */
function sourceOf(folder: () => string): Source {
  const window: any = {};
  const append = (script: any): void => {
    const path = `${folder()}/${script.src.replace("index/", "").replace(/\?.*/, "")}`;
    setImmediate(() => {
      if (!fs.existsSync(path)) return script.onerror();
      new Function("gongshi", fs.readFileSync(path, "utf8"))(window.gongshi);
      script.onload();
    });
  };
  Object.assign(globalThis, { window, document: { createElement: () => ({ remove() {} }), head: { append } } });
  return new Source("index/");
}

function dump(n: Node): string {
  switch (n.op) {
    case "all":
      return "all";
    case "text":
      return n.phrase.units.map((u, i) => (i && u.pos - n.phrase.units[i - 1]!.pos > 2 ? "_" : i ? "." : "") + u.text).join("") + (n.phrase.prefix ? "*" : "");
    case "filter":
      return `${n.field}=${n.value}`;
    case "range":
      return `${n.field}[${n.min},${n.max}]`;
  }
  return `(${n.op} ${n.kids.map(dump).join(" ")})`;
}

async function answer(r: Request): Promise<unknown> {
  switch (r.op) {
    case "fold":
      return fold(r.text);
    case "foldAll": {
      const list: string[] = [];
      for (let c = 0; c <= 0x10ffff; c++) list.push(c >= 0xd800 && c < 0xe000 ? "" : fold(String.fromCodePoint(c)));
      return list;
    }
    case "parse":
      return { want: dump(parse(r.query)) };
    case "open":
      search = new Search(await Index.open((name) => load(r.dir, name)));
      return {};
    case "ids": {
      const found = await search.find(r.query, "oldest");
      return found.docs;
    }
    case "search": {
      bytes = 0;
      const result = await search.search(r.query, r);
      return { ...result, bytes };
    }
    case "refusal":
      return search.search(r.query as string, r.options).then(
        (result) => ({ refused: "", hits: result.hits.length }),
        (e: Error) => ({ refused: e instanceof QueryError ? e.code : e.message.replace(/:.*/, ""), hits: 0 }),
      );
    case "count": {
      const found = await search.find(r.query, "oldest");
      return (await search.count(r.facet, found.docs, r.keep)).map(({ value, count }) => `${value[0]} ${count}`);
    }
    case "address":
      return write(read(r.text), r.text);
    case "republish": {
      let dir = "";
      const source = sourceOf(() => dir);
      const totals: number[] = [];
      for (const step of r.steps) {
        dir = step.dir;
        totals.push((await source.ask((s) => s.search(step.query))).total);
      }
      return totals;
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
