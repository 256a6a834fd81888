// Loads the files of the search index. Of packs it reads ranges, where the host gives
// them.
import { bring, LoadError } from "./bring";
import { Index, type Load } from "./index";
import { Search } from "./match";
import type { Kit, More } from "./search-more";

const PACKS = 8; // of 8 MB that are kept where there are no ranges

/** The callbacks that the files call, and the search for other scripts. */
export interface Gongshi {
  root(payload: unknown): void;
  chunk(name: string, payload: unknown): void;
  search?: Search["search"];
  more?: (kit: Kit) => More;
}

declare global {
  interface Window {
    gongshi?: Gongshi;
  }
}

/** What a script has said, by name. */
type Said = Map<string, unknown>;

/** The index behind its loader; a question whose chunk is gone is asked again, once, of a new root. */
export class Source {
  private opened: Promise<Search> | undefined;
  private said: Said = new Map();
  private readonly packs = new Map<string, Promise<Said>>();
  private wanted: { url: string; line: string; from: number; end: number; resolve(text: Promise<string | undefined>): void }[] = [];
  private ranges = location.protocol !== "file:";

  /** The base is a relative address that ends in search/index/. */
  constructor(private readonly base: string) {
    window.gongshi = {
      root: (payload) => this.said.set("root", payload),
      chunk: (name, payload) => this.said.set(name, payload),
    };
  }

  /** Runs a file of the index and returns what it has said. */
  private script(url: string): Promise<Said> {
    return bring(url, () => {
      const { said } = this;
      this.said = new Map();
      return said.size > 0 ? said : undefined;
    });
  }

  private pack(url: string): Promise<Said> {
    let p = this.packs.get(url);
    if (!p) {
      if (this.packs.size >= PACKS) this.packs.clear();
      p = this.script(url);
      p.catch(() => this.packs.delete(url));
      this.packs.set(url, p);
    }
    return p;
  }

  /** A line of a pack by its range; undefined where the host gives none. */
  private range(url: string, line: string, from: number, end: number): Promise<string | undefined> {
    return new Promise((resolve) => {
      // All that is wanted at once goes together.
      if (this.wanted.push({ url, line, from, end, resolve }) === 1) void Promise.resolve().then(() => this.fetch());
    });
  }

  /** Fetches what is wanted, ranges that touch as one. */
  private fetch(): void {
    const list = this.wanted.sort((a, b) => a.from - b.from);
    this.wanted = [];
    while (list.length > 0) {
      const first = list.shift()!;
      let { url, from, end } = first;
      const parts = [first];
      for (let i = 0; i < list.length; ) {
        if (list[i]!.url === url && list[i]!.from === end) {
          end = list[i]!.end;
          parts.push(...list.splice(i, 1));
        } else i++;
      }
      const said = this.lines(url, from, end - 1);
      for (const { line, resolve } of parts) resolve(said.then((lines) => lines?.get(line)));
    }
  }

  private async lines(url: string, from: number, to: number): Promise<Map<string, string> | undefined> {
    if (!this.ranges) return undefined;
    const r = await fetch(url, { headers: { Range: `bytes=${from}-${to}` } }).catch(() => undefined);
    if (!r) return undefined;
    if (r.status >= 400) throw new LoadError(url);
    const { headers } = r;
    if (r.status === 206 && headers.get("Content-Range")?.startsWith(`bytes ${from}-${to}/`) && !headers.get("Content-Encoding")) {
      // Each line is gongshi.chunk("name","text");
      return new Map((await r.text()).split("\n").map((line) => line.split('"')).map(([, name = "", , text = ""]) => [name, text]));
    }
    this.ranges = false;
    void r.body?.cancel().catch(() => undefined);
    return undefined;
  }

  private open(version?: number): Promise<Search> {
    if (!this.opened) {
      const load: Load = async (file, line = file, from = 0, bytes = 0) => {
        const url = `${this.base}${file}.js${version !== undefined && file === "root" ? `?${version}` : ""}`;
        let text: unknown = bytes && (await this.range(url, line, from, from + bytes));
        text ||= (await (bytes ? this.pack(url) : this.script(url))).get(line);
        if (!text) throw new LoadError(url);
        return text;
      };
      this.opened = Index.open(load).then((index) => new Search(index));
      this.opened.catch(() => (this.opened = undefined));
    }
    return this.opened;
  }

  /** Loads the root before it is needed. */
  prefetch(): void {
    this.open().catch(() => undefined);
  }

  /** Runs a question; the site may have been published again since the page was opened. */
  async ask<T>(question: (s: Search) => Promise<T>): Promise<T> {
    const opened = this.open();
    try {
      return await question(await opened);
    } catch (e) {
      if (!(e instanceof LoadError)) throw e;
      if (this.opened === opened) this.opened = undefined; // else another question has done it
      return question(await this.open(Date.now()));
    }
  }
}
