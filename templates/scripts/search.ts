// The search page: a form, a list of hits, filters. Everything that can be asked for
// stands in the address.
import { WrongVersion } from "./index";
import { LoadError, type Source } from "./load";
import type { Found, Search, Sort } from "./match";
import { QueryError } from "./query";
import { FACETS, filtered, ranges, read, type State, write } from "./state";
import { type Strings, words } from "./strings";
import { facetSet, h, hitItem } from "./view";

const PAGE = 10;
const TYPING_PAUSE = 250; // milliseconds

export class SearchPage {
  private readonly w: Strings;
  private readonly english: boolean;
  private readonly count = h("p", { class: "result-count", role: "status" });
  private readonly problem = h("p", { class: "search-problem", role: "alert", hidden: true });
  private readonly hits = h("ol", { class: "hits" });
  private readonly more = h("button", { type: "button", class: "more-hits", hidden: true });
  private readonly facets = h("div", { class: "facets" });
  private readonly sort = h("select", { class: "sort" });
  private readonly from = h("input", { type: "date", name: "from" });
  private readonly to = h("input", { type: "date", name: "to" });
  private readonly fine = h("input", { type: "number", name: "fine", min: "0", step: "any", inputmode: "decimal" });
  private readonly clear = h("button", { type: "button", class: "clear" });
  private state: State;
  private found: Found | undefined;
  private searched: Search | undefined; // what found it
  private run = 0;
  private timer = 0;
  private late = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    app: HTMLElement,
    private readonly root: string,
    private readonly source: Source,
  ) {
    const lang = document.documentElement.lang;
    this.w = words(lang);
    this.english = lang.toLowerCase().startsWith("en");
    this.state = read(location.search);
    this.build(app);
    this.listen();
    this.show();
  }

  /** Puts the empty parts of the page in their places. */
  private build(app: HTMLElement): void {
    const { w } = this;
    for (const [value, name] of Object.entries(w.sorts)) this.sort.append(h("option", { value }, name));
    this.clear.append(w.clear);
    const range = h(
      "fieldset",
      { class: "facet range" },
      h("legend", {}, w.dates),
      h("label", {}, h("span", {}, w.from), this.from),
      h("label", {}, h("span", {}, w.to), this.to),
      h("label", {}, h("span", {}, w.fine), this.fine),
    );
    const wide = window.matchMedia("(min-width: 60rem)").matches;
    const side = h("details", { class: "search-side", open: wide }, h("summary", {}, w.filters), this.clear, this.facets, range);
    const bar = h("div", { class: "result-bar" }, this.count, h("label", {}, h("span", {}, w.sort), " ", this.sort));
    app.append(h("div", { class: "search-main" }, h("h2", { class: "vh" }, w.heading), bar, this.problem, this.hits, this.more), side);
    app.classList.add("search-app");
  }

  private listen(): void {
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.change({ q: this.input.value }, true);
    });
    this.input.addEventListener("input", (e) => {
      clearTimeout(this.timer);
      if ((e as InputEvent).isComposing) return; // an input method is at work
      this.timer = window.setTimeout(() => this.change({ q: this.input.value }, false), TYPING_PAUSE);
    });
    this.input.addEventListener("compositionend", () => this.change({ q: this.input.value }, false));
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value as Sort }, true));
    for (const [name, field] of [["from", this.from], ["to", this.to], ["fine", this.fine]] as const) {
      field.addEventListener("change", () => this.change({ [name]: field.value }, true));
    }
    this.facets.addEventListener("change", (e) => this.tick(e.target as HTMLInputElement));
    this.clear.addEventListener("click", () => {
      this.change({ ticked: new Map(), from: "", to: "", fine: "" }, true);
      this.input.focus();
    });
    this.more.addEventListener("click", () => void this.next(true));
    window.addEventListener("popstate", () => {
      this.state = read(location.search);
      this.show();
    });
  }

  private tick(box: HTMLInputElement): void {
    const ticked = new Map(this.state.ticked);
    const rest = (ticked.get(box.name) ?? []).filter((id) => id !== box.value);
    if (box.checked) rest.push(box.value);
    if (rest.length > 0) ticked.set(box.name, rest);
    else ticked.delete(box.name);
    this.change({ ticked }, true);
  }

  /** Goes to a new state; a step is one that the back button undoes. */
  private change(part: Partial<State>, step: boolean): void {
    clearTimeout(this.timer);
    const address = write({ ...this.state, ...part }, location.search);
    const next = read(address);
    const same = address === write(this.state, location.search);
    if (same && !step) return;
    this.state = next;
    if (step && !same) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.show();
  }

  /** Shows the state: the controls, then what is found. */
  private show(): void {
    const s = this.state;
    if (this.input.value !== s.q) this.input.value = s.q;
    this.sort.value = s.sort;
    this.from.value = s.from;
    this.to.value = s.to;
    this.fine.value = s.fine;
    this.clear.hidden = !filtered(s);
    void this.search();
  }

  private async search(): Promise<void> {
    const run = ++this.run;
    clearTimeout(this.late);
    this.late = window.setTimeout(() => this.count.replaceChildren(this.w.searching), TYPING_PAUSE);
    try {
      const { q, sort, ticked } = this.state;
      await this.source.ask(async (s) => {
        // The reader's own query is parsed first, so that its errors have its places.
        const found = await s.find(q, sort, ticked, ranges(this.state));
        if (run !== this.run) return;
        this.found = found;
        this.searched = s;
        this.problem.hidden = true;
        await this.first(s, found, run);
      });
    } catch (e) {
      if (run === this.run) this.fail(e);
    }
  }

  /** Shows the first hits, then the facets, which need more files. */
  private async first(s: Search, found: Found, run: number): Promise<void> {
    const items = await this.items(s, found, 0);
    if (run !== this.run) return;
    this.hits.replaceChildren(...items);
    this.tell();
    const counted = await Promise.all(
      FACETS.map(async (name) => ({ name, counts: await s.count(name, found.without.get(name) ?? found.docs, this.state.ticked.get(name)) })),
    );
    if (run !== this.run) return;
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : undefined;
    this.facets.replaceChildren(
      ...counted
        .filter(({ name, counts }) => counts.length > 1 || this.state.ticked.has(name))
        .map(({ name, counts }) => facetSet(name, name === "year" ? newestFirst(counts) : counts, this.state.ticked.get(name) ?? [], this.w, this.english)),
    );
    if (focused && !focused.isConnected) this.refocus(focused);
  }

  /** Gives the focus back to a box that was made anew. */
  private refocus(old: HTMLInputElement): void {
    for (const box of this.facets.querySelectorAll("input")) {
      if (box.name === old.name && box.value === old.value) box.focus();
    }
  }

  /** The items of a page of hits. */
  private async items(s: Search, found: Found, from: number): Promise<HTMLElement[]> {
    const [hits, statuses] = await Promise.all([s.hits(found, from, from + PAGE), s.index.facet("status")]);
    const name = (id: string): string => {
      const v = statuses.values.find((v) => v[0] === id);
      return (this.english ? v?.[2] : v?.[1]) ?? id;
    };
    return hits.map((hit) => hitItem(hit, name(hit.status), this.root, found.phrases, this.w));
  }

  /** Lists the next hits and moves the focus to the first of them. */
  private async next(focus: boolean): Promise<void> {
    const { found, run } = this;
    if (!found) return;
    try {
      const items = await this.source.ask(async (s) => (s === this.searched ? this.items(s, found, this.hits.children.length) : undefined));
      if (run !== this.run) return;
      if (!items) {
        this.show(); // published again meanwhile: records have other numbers
        return;
      }
      this.hits.append(...items);
      this.tell();
      if (focus) items[0]?.querySelector("a")?.focus();
    } catch (e) {
      this.fail(e);
    }
  }

  /** Says how many were found and listed. */
  private tell(): void {
    const { w } = this;
    clearTimeout(this.late);
    const total = this.found?.docs.length ?? 0;
    const listed = this.hits.children.length;
    const words = total === 0 ? `${w.none}${this.english ? " " : ""}${w.hint}` : w.results(total);
    this.count.replaceChildren(listed > PAGE ? `${words} · ${w.shown(listed, total)}` : words);
    this.more.hidden = listed >= total;
    this.more.replaceChildren(w.more(Math.min(PAGE, total - listed)));
  }

  private fail(e: unknown): void {
    clearTimeout(this.late);
    const { w } = this;
    this.problem.replaceChildren(...this.explain(e));
    this.problem.hidden = false;
    this.count.replaceChildren();
    this.hits.replaceChildren();
    this.more.hidden = true;
    this.found = undefined;
    if (e instanceof LoadError) {
      const retry = h("button", { type: "button" }, w.retry);
      retry.addEventListener("click", () => this.show());
      this.problem.append(" ", retry);
    }
  }

  private explain(e: unknown): (Node | string)[] {
    const { w } = this;
    if (e instanceof QueryError) {
      const chars = Array.from(this.state.q);
      const wrong = chars.slice(e.at - 1).join("");
      const what = `${w.malformed(e.at)}${this.english ? e.en : e.zh}`;
      return wrong ? [what, h("code", {}, chars.slice(0, e.at - 1).join(""), h("mark", {}, wrong))] : [what];
    }
    if (e instanceof WrongVersion) return [w.wrongVersion];
    return [e instanceof LoadError ? w.loadFailed : w.failed];
  }
}

/** Years read better in their own order than by how many they have. */
function newestFirst(counts: Awaited<ReturnType<Search["count"]>>): typeof counts {
  return [...counts].sort((a, b) => +b.value[0]! - +a.value[0]!);
}
