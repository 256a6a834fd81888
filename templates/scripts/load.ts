// Loads the files of the search index as script elements, which works from any host
// and from a folder on a disk, where fetch is refused.
import { Index, type Load } from "./index";
import { Search } from "./match";

/** A file of the index could not be loaded. */
export class LoadError extends Error {}

/** The only addresses that may become scripts: our own files. */
const OURS = /^(?:\.\.\/)*(?:search\/)?index\/(?:root|[0-9a-f]{20})\.js(?:\?\d+)?$/;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The callbacks that the files call, and the search for other scripts. */
export interface Gongshi {
  root(payload: unknown): void;
  chunk(name: string, payload: unknown): void;
  search?: Search["search"];
}

declare global {
  interface Window {
    gongshi?: Gongshi;
    trustedTypes?: TrustedTypes;
  }
}

function check(url: string): string {
  if (!OURS.test(url)) throw new TypeError(`not a file of the search index: ${url}`);
  return url;
}

/** A loader of the files below base, a relative address that ends in search/index/. */
function scripts(base: string): (name: string, version?: number) => Promise<unknown> {
  const waiting = new Map<string, (payload: unknown) => void>();
  const policy = window.trustedTypes?.createPolicy("gongshi", { createScriptURL: check });
  window.gongshi = {
    root: (payload) => waiting.get("root")?.(payload),
    chunk: (name, payload) => waiting.get(name)?.(payload),
  };
  return (name, version) =>
    new Promise((resolve, reject) => {
      const url = `${base}${name}.js${version === undefined ? "" : `?${version}`}`;
      const script = document.createElement("script");
      const end = (): void => {
        waiting.delete(name);
        script.remove();
        reject(new LoadError(url)); // of no effect where the file has called back
      };
      waiting.set(name, resolve);
      script.onload = end;
      script.onerror = end;
      // The type of src knows nothing of trusted types; without them check does the work.
      script.src = policy ? policy.createScriptURL(url) : check(url);
      document.head.append(script);
    });
}

/** The index behind its loader; a question whose chunk is gone is asked again, once, of a new root. */
export class Source {
  private opened: Promise<Search> | undefined;
  private readonly load: (name: string, version?: number) => Promise<unknown>;

  constructor(base: string) {
    this.load = scripts(base);
  }

  private open(version?: number): Promise<Search> {
    if (!this.opened) {
      const load: Load = (name) => this.load(name, name === "root" ? version : undefined);
      this.opened = Index.open(load).then((index) => new Search(index));
      this.opened.catch(() => (this.opened = undefined));
    }
    return this.opened;
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
