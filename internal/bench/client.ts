// Asks the search page's own client questions, each time a fresh one, and says what it
// loaded or how long it took. In a page it runs as it is; under Node on a stub of the
// few things of a browser that the loader needs, which counts requests and bytes.
import { Source } from "../../templates/scripts/load";
import type { Search, Sort } from "../../templates/scripts/match";
import { FACETS } from "../../templates/scripts/state";

declare const require: (name: string) => any;
declare const process: any;
declare const setImmediate: (run: () => void) => void;

const BASE = "search/index/";
const SHOWN = 10;

interface Question {
  query: string;
  sort: Sort;
  ticked: Record<string, string[]> | null;
  facets: boolean;
}

interface Traffic {
  requests: number;
  bytes: number;
  gzip: number;
}

let traffic: Traffic = { requests: 0, bytes: 0, gzip: 0 };

function fresh(): Source {
  traffic = { requests: 0, bytes: 0, gzip: 0 };
  return new Source(BASE);
}

const find = (s: Search, q: Question) => s.find(q.query, q.sort, new Map(Object.entries(q.ticked ?? {})));

/** What a fresh client loads for a question, step by step. */
async function cold(q: Question): Promise<unknown> {
  const source = fresh();
  return source.ask(async (s) => {
    const found = await find(s, q);
    const matching = { ...traffic };
    const { total } = found;
    await s.heads(found, 0, SHOWN);
    const titles = { ...traffic };
    await s.hits(found, 0, SHOWN);
    const excerpts = { ...traffic };
    if (q.facets) {
      await s.complete(found);
      await Promise.all(FACETS.map((name) => s.count(name, found.docs)));
    }
    return { total, matching, titles, excerpts, facets: { ...traffic } };
  });
}

/** What a fresh client loads to suggest names. */
async function names(typed: string): Promise<Traffic> {
  await fresh().ask((s) => s.index.names(typed, 7));
  return traffic;
}

let kept: Source | undefined;

/** The documents that a query finds, ascending. */
async function docs(query: string): Promise<number[]> {
  kept ??= fresh();
  return (await kept.ask((s) => s.find(query, "oldest"))).docs;
}

/** Milliseconds since a question was asked. */
interface Times {
  root: number; // to load the root, before the question
  titles: number;
  excerpts: number;
  again: number; // all of it once more, when everything is in memory
}

/** How long the first hits take; a fresh client each time, or one for all. */
async function times(queries: string[], one: boolean): Promise<Times[]> {
  const list: Times[] = [];
  let source = fresh();
  for (const query of queries) {
    if (!one) source = fresh();
    let start = performance.now();
    const since = (): number => performance.now() - start;
    await source.ask(async () => undefined);
    const root = since();
    start = performance.now();
    const found = await source.ask((s) => s.find(query, "relevance"));
    await source.ask((s) => s.heads(found, 0, SHOWN));
    const titles = since();
    await source.ask((s) => s.hits(found, 0, SHOWN));
    const excerpts = since();
    start = performance.now();
    await source.ask(async (s) => s.hits(await s.find(query, "relevance"), 0, SHOWN));
    list.push({ root, titles, excerpts, again: since() });
  }
  return list;
}

/** Stands in for what the loader needs of a browser: script elements, and fetch of parts of files. */
function browser(dir: string): void {
  const fs = require("node:fs");
  const zlib = require("node:zlib");
  const weighed = new Map<string, number>();
  const read = (url: string): Uint8Array | undefined => {
    const path = `${dir}/${url.replace(/\?.*/, "")}`;
    return fs.existsSync(path) ? fs.readFileSync(path) : undefined;
  };
  const count = (url: string, bytes: number, gzip: number): void => {
    if (url.includes("/root.js")) return;
    traffic.requests++;
    traffic.bytes += bytes;
    traffic.gzip += gzip;
  };
  const whole = (url: string): string | undefined => {
    const body = read(url);
    if (!body) return undefined;
    if (!weighed.has(url)) weighed.set(url, zlib.gzipSync(body, { level: 6 }).length);
    count(url, body.length, weighed.get(url)!);
    return new TextDecoder().decode(body);
  };
  const window: any = globalThis;
  const append = (script: any): void => {
    setImmediate(() => {
      const source = whole(script.src);
      if (source === undefined) return script.onerror();
      new Function("gongshi", source)(window.gongshi);
      script.onload();
    });
  };
  const fetch = async (url: string, init: any): Promise<unknown> => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(new Headers(init.headers).get("Range")!)!.map(Number) as [number, number, number];
    const file = fs.openSync(`${dir}/${url}`, "r");
    const body = new Uint8Array(last - first + 1);
    fs.readSync(file, body, 0, body.length, first);
    const size = fs.fstatSync(file).size;
    fs.closeSync(file);
    count(url, body.length, body.length);
    return new Response(body, { status: 206, headers: { "Content-Range": `bytes ${first}-${last}/${size}`, "Content-Length": String(body.length) } });
  };
  Object.assign(globalThis, { window, document: { createElement: () => ({ remove() {} }), head: { append } }, fetch, location: { protocol: "https:" } });
}

const benches = { cold, names: (r: { typed: string }) => names(r.typed), docs: (r: { query: string }) => docs(r.query) };

if (typeof document === "undefined") {
  browser(process.argv[2]);
  let queue: Promise<void> = Promise.resolve();
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line: string) => {
    queue = queue.then(async () => {
      let out: unknown;
      try {
        const { op, ...rest } = JSON.parse(line);
        out = { answer: await (benches as any)[op](rest) };
      } catch (e) {
        out = { failed: String(e instanceof Error ? e.stack : e) };
      }
      process.stdout.write(JSON.stringify(out) + "\n");
    });
  });
} else {
  Object.assign(globalThis, { bench: { docs, times } });
}
