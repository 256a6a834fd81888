// The script of the search page; it also gives other scripts window.gongshi.search.
import { bring } from "./bring";
import { h } from "./elements";
import { fold } from "./fold";
import { Source } from "./load";
import { parse } from "./query";
import { say } from "./say";
import { SearchPage } from "./search";
import type { More } from "./search-more";
import type { SearchStrings } from "./search-words";
import { NO_FILTERS } from "./state";
import { units } from "./units";

const app = document.getElementById("search-app");
const form = document.getElementById("search-form");
const input = document.getElementById("q");

/** Words are looked up by ids that an address may hold: no id names what all objects have. */
function bare(_: string, v: unknown): unknown {
  return typeof v === "object" ? Object.assign(Object.create(null), v) : v;
}

if (app && form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  const source = new Source(app.dataset.index!);
  const gongshi = window.gongshi!;
  /** The second bundle, which is loaded when it is first needed. */
  const extra = async (): Promise<More> => {
    const more = gongshi.more || (await bring(app.dataset.more!, () => gongshi.more));
    return more({ h, say, parse, NO_FILTERS, fold, units });
  };
  gongshi.search = (query, options) =>
    source.ask(async (s) => {
      const result = await s.search(query, options);
      // A result without suggestions is better than none.
      const suggestions = result.total > 0 ? [] : await extra().then((more) => more.mean(s, query)).catch((): string[] => []);
      return suggestions.length > 0 ? { ...result, suggestions } : result;
    });
  input.addEventListener("focus", () => source.prefetch()); // again, where it could not be loaded at first
  new SearchPage(form, input, app, JSON.parse(app.dataset.words!, bare) as SearchStrings, source, extra);
}
