// The search page: a form, a list of hits, filters. Everything that can be asked for
// stands in the address.
import { LoadError } from "./bring";
import { button, h, put } from "./elements";
import { Filters } from "./filters";
import { hitItem, showExcerpt } from "./hits";
import { WrongVersion } from "./index";
import type { Source } from "./load";
import type { Found, Search, Sort } from "./match";
import { QueryError } from "./query";
import { say } from "./say";
import type { Asked, More } from "./search-more";
import type { SearchStrings } from "./search-words";
import { ranges, read, type State, write } from "./state";
import { Suggest } from "./suggest";

const PAGE = 10;
const TYPING_PAUSE = 250; // milliseconds
const EXCERPT_PAUSE = 150; // milliseconds that titles wait for their excerpts
const WIDE = 60; // rem, as in styles/search.css

export class SearchPage {
  private readonly english = document.documentElement.lang.startsWith("en");
  private readonly root: string;
  private readonly count = h("p", { class: "result-count", role: "status", tabindex: "-1" });
  private readonly problem = h("div", { class: "search-problem", role: "alert", hidden: true });
  private readonly advice = h("div", { class: "advice", role: "status" });
  private readonly hits = h("ol", { class: "hits" });
  private readonly more = button("", () => void this.next());
  private readonly sort = h("select");
  private readonly told = h("p", { class: "told", role: "status" });
  private readonly printed = h("p", { class: "printed" });
  private readonly take: HTMLElement;
  private readonly main: HTMLElement;
  private readonly side = h("div", { class: "search-side" });
  private readonly filters: Filters;
  private readonly suggest: Suggest;
  private state = read(location.search);
  private found: Found | undefined;
  private searched: Search | undefined; // what found it
  private run = 0;
  private timer = 0;
  private late = 0;
  private typing = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    private readonly app: HTMLElement,
    private readonly w: SearchStrings,
    private readonly source: Source,
    private readonly extra: () => Promise<More>,
  ) {
    this.root = app.dataset.root!;
    this.filters = new Filters(w, this.english, input, (part) => this.change(part, true));
    this.suggest = new Suggest(input, this.root, w, (typed, most) => source.ask((s) => s.index.names(typed, most)));
    for (const name of ["relevance", "newest", "oldest", "amount"] as const) this.sort.append(h("option", { value: name }, w[name]));
    this.more.className = "more-hits";
    this.more.hidden = true; // until there is something to show or to take
    const copy = button(w.copy, () => void this.copy());
    const save = (kind: "csv" | "json") => button(w[kind], () => void this.download(kind));
    this.take = h("section", { class: "take" }, h("h2", {}, w.take), h("p", { class: "actions" }, copy, save("csv"), save("json")), this.told);
    this.take.hidden = true;
    const bar = h("div", { class: "result-bar" }, this.count, h("label", {}, w.sort, " ", this.sort));
    this.main = h("div", { class: "search-main" }, h("h2", { class: "vh" }, w.heading), bar, this.printed, this.filters.active, this.problem, this.advice, this.hits, this.more);
    app.append(this.main, this.side, this.suggest.status);
    app.classList.add("search-app");
    this.place();
    this.listen();
    // What the reader typed before this script was here counts.
    const early = document.activeElement === input ? input.value : "";
    this.show();
    if (early && early !== this.state.q) {
      input.value = early;
      this.change({ q: early }, false);
    }
  }

  /** Puts the filters beside the hits where there is room, else before them. */
  private place(): void {
    const wide = document.body.clientWidth >= WIDE * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { element } = this.filters;
    const active = document.activeElement;
    if (element.isConnected && wide === (element.parentElement === this.side)) return;
    if (wide) this.side.append(this.take, element);
    else {
      this.advice.before(element);
      this.main.append(this.take);
    }
    element.open = wide;
    // The window was turned or enlarged under a reader's hands.
    if (element.contains(active)) {
      element.open = true;
      (active as HTMLElement).focus();
    }
  }

  private listen(): void {
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.suggest.close();
      if (matchMedia("(pointer: coarse)").matches) this.count.focus(); // puts the keyboard of a phone away
      this.change({ q: this.input.value }, true);
    });
    const typed = (): void => this.change({ q: this.input.value }, false);
    this.input.addEventListener("input", (e) => {
      clearTimeout(this.timer);
      // While an input method is at work the field holds what is not yet text.
      if (!(e as InputEvent).isComposing) this.timer = window.setTimeout(typed, TYPING_PAUSE);
    });
    this.input.addEventListener("compositionend", typed);
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value as Sort }, true));
    window.addEventListener("resize", () => this.place());
    window.addEventListener("popstate", () => {
      this.state = read(location.search);
      this.typing = false;
      this.suggest.close();
      this.show();
    });
  }

  /** Goes to a new state, which is done unless the reader is still typing. */
  private change(part: Partial<State>, done: boolean): void {
    clearTimeout(this.timer);
    const address = write({ ...this.state, ...part }, location.search);
    const same = address === write(this.state, location.search);
    if (same && !done) return;
    this.state = read(address);
    // What is typed at one go is one step.
    if (!same && !(this.typing && part.q !== undefined)) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.typing = !done;
    this.show();
  }

  /** Shows the state: the controls, then what is found. */
  private show(): void {
    const s = this.state;
    if (this.input.value !== s.q) this.input.value = s.q;
    this.sort.value = s.sort;
    this.told.textContent = "";
    this.printed.textContent = location.href;
    this.filters.show(s);
    this.place();
    void this.search();
  }

  private async search(): Promise<void> {
    const run = ++this.run;
    const { w, state } = this;
    clearTimeout(this.late);
    this.late = window.setTimeout(() => {
      this.count.textContent = w.searching;
      this.hits.setAttribute("aria-busy", "true");
    }, TYPING_PAUSE);
    try {
      await this.source.ask(async (search) => {
        // The reader's own query is parsed first, so that its errors have its places.
        const found = await search.find(state.q, state.sort, state.ticked, ranges(state));
        const items = await this.items(search, found, 0);
        if (run !== this.run) return;
        this.found = found;
        this.searched = search;
        this.problem.hidden = true;
        this.advice.textContent = "";
        if (this.hits.contains(document.activeElement)) this.count.focus();
        put(this.hits, ...items);
        this.tell();
        await search.complete(found);
        await this.filters.count({ search, found, ticked: state.ticked, latest: () => run === this.run, again: () => this.show() });
        if (found.total === 0 && run === this.run) await this.advise(search, found, run);
      });
    } catch (e) {
      if (run !== this.run) return;
      // What is being typed may be right before long.
      if (this.typing && e instanceof QueryError) this.done();
      else this.fail(e);
    }
  }

  /** The items of a page of hits; texts that take long come when they are there. */
  private async items(search: Search, found: Found, from: number): Promise<HTMLElement[]> {
    const { phrases } = found;
    const to = from + PAGE;
    if (to > found.docs.length) await search.complete(found);
    // Where nothing was asked for, no part of a text is nearer to it than another.
    const texts = this.state.q ? found.docs.slice(from, to).map((doc) => search.context(doc, phrases)) : [];
    for (const text of texts) text.catch(() => undefined); // told of below, if it is not too late
    const items = (await search.heads(found, from, to)).map((head) => hitItem(head, this.root, phrases, this.w));
    const shown = Promise.all(texts.map(async (text, i) => showExcerpt(items[i]!, (await text).excerpt, phrases)));
    shown.catch(() => undefined);
    await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, EXCERPT_PAUSE))]);
    return items;
  }

  /** Lists the next hits and moves the focus to the first of them. */
  private async next(): Promise<void> {
    const { found, run } = this;
    if (!found) return;
    try {
      const items = await this.source.ask(async (s) => (s === this.searched ? this.items(s, found, this.hits.children.length) : undefined));
      if (run !== this.run) return;
      if (!items) return this.show(); // published again meanwhile: records have other numbers
      this.hits.append(...items);
      this.tell();
      items[0]?.querySelector("a")?.focus();
    } catch (e) {
      this.fail(e);
    }
  }

  /** Says how many were found and listed. */
  private tell(): void {
    const { w } = this;
    this.done();
    const total = this.found?.total ?? 0;
    const listed = this.hits.children.length;
    const some = say(w.results, { n: total });
    this.count.textContent = total === 0 ? w.none : listed > PAGE ? `${some} · ${say(w.shown, { n: listed })}` : some;
    this.more.hidden = listed >= total;
    this.take.hidden = total === 0;
    this.more.textContent = say(w.more, { n: Math.min(PAGE, total - listed) });
  }

  /** What was asked and found, for the second bundle. */
  private asked(search: Search, found: Found): Asked {
    const { state, w } = this;
    return { search, found, state, also: ranges(state), filters: this.filters.labels, address: this.address(), base: this.app.dataset.base || new URL(this.root, location.href).href, w };
  }

  /** Says what may be done where nothing was found. */
  private async advise(search: Search, found: Found, run: number): Promise<void> {
    const more = await this.extra().catch(() => undefined);
    const list = await more?.advise(this.asked(search, found), (text, part) => this.link(text, part));
    if (list && run === this.run) put(this.advice, ...list);
  }

  /** A link to another state of this page. */
  private link(text: string, part: Partial<State>): HTMLElement {
    const link = h("a", { href: write({ ...this.state, ...part }, location.search) }, text);
    link.addEventListener("click", (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      this.change(part, true);
      this.input.focus();
    });
    return link;
  }

  /** The address of what is shown, for others. */
  private address(): string {
    return location.href.replace(/[?#].*/, "") + write(this.state);
  }

  private async copy(): Promise<void> {
    const address = this.address();
    try {
      await navigator.clipboard.writeText(address);
      this.told.textContent = this.w.copied;
    } catch {
      const field = h("input", { readonly: true, value: address, "aria-label": this.w.copy });
      put(this.told, this.w.notCopied, field);
      field.select();
    }
  }

  private async download(kind: "csv" | "json"): Promise<void> {
    const { run, found, state } = this;
    const tell = (text: string): void => {
      if (run === this.run) this.told.textContent = text;
    };
    try {
      const more = await this.extra();
      await this.source.ask(async (s) => {
        const all = s === this.searched && found ? found : await s.find(state.q, state.sort, state.ticked, ranges(state));
        await more.save(kind, this.asked(s, all), tell);
      });
    } catch (e) {
      tell(this.explain(e).join(""));
    }
  }

  private done(): void {
    clearTimeout(this.late);
    this.hits.removeAttribute("aria-busy");
  }

  private fail(e: unknown): void {
    this.done();
    put(this.problem, ...this.explain(e));
    this.problem.hidden = false;
    this.count.textContent = "";
    this.advice.textContent = "";
    this.hits.textContent = "";
    this.more.hidden = this.take.hidden = true;
    this.found = undefined;
    if (e instanceof LoadError) this.problem.append(" ", button(this.w.retry, () => {
      this.count.focus(); // the button goes
      this.show();
    }));
  }

  private explain(e: unknown): (Node | string)[] {
    const { w } = this;
    if (e instanceof QueryError) {
      const chars = Array.from(this.state.q);
      const wrong = chars.slice(e.at - 1).join("");
      const what = say(w.malformed, { n: e.at }) + say(w.problems[e.code]!, e.slots);
      return wrong ? [what, h("code", {}, chars.slice(0, e.at - 1).join(""), h("mark", {}, wrong))] : [what];
    }
    return [e instanceof WrongVersion ? w.wrongVersion : e instanceof LoadError ? w.loadFailed : w.failed];
  }
}
