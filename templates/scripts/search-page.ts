// The script of the search page; it also gives other scripts window.gongshi.search.
import { Source } from "./load";
import { SearchPage } from "./search";

const app = document.getElementById("search-app");
const form = document.getElementById("search-form");
const input = document.getElementById("q");

if (app instanceof HTMLElement && form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  const source = new Source(app.dataset.index ?? "index/");
  window.gongshi!.search = (query, options) => source.ask((s) => s.search(query, options));
  new SearchPage(form, input, app, app.dataset.root ?? "../", source);
}
