// The filters beside the hits: for each facet its values with their counts, and the
// ranges of dates and fines.
import { button, h, put } from "./elements";
import { flat } from "./lists";
import type { Found, Search } from "./match";
import { say } from "./say";
import type { SearchStrings } from "./search-words";
import { FACETS, NO_FILTERS, type State } from "./state";

/** Facets whose files weigh more, in bytes, are counted only where the reader opens them. */
const LARGE = 32 << 10;
/** How many values stand in the open, and how many there are at most (see match.ts). */
const FEW = 6;
const MOST = 100;

/** Those that are open from the start. */
const OPEN = ["table", "status", "year", "measure", "district"];

const RANGES = ["from", "to", "least", "most"] as const;

/** What is counted, as long as it is the latest; again searches once more. */
export interface Counted {
  search: Search;
  found: Found;
  ticked: State["ticked"];
  latest(): boolean;
  again(): void;
}

/** A facet, which keeps its element: it stays as the reader has opened it. */
class Facet {
  readonly box: HTMLDetailsElement;
  /** How values are called, by id. */
  readonly names: Record<string, string>;
  private readonly title: HTMLElement;
  private readonly body: HTMLElement;
  private readonly later: HTMLElement;
  private waiting: Counted | undefined;
  private unfolded = false;
  private used = false;

  constructor(
    readonly name: string,
    private readonly w: SearchStrings,
    private readonly english: boolean,
  ) {
    const title = w.facets[name]!;
    this.names = Object.assign(Object.create(null), w.values[name]);
    this.later = h("span", { class: "meta", hidden: true }, w.later);
    this.title = h("summary", {}, `${title} `, this.later);
    this.body = h("div", { role: "group", "aria-label": title });
    this.box = h("details", { class: "facet", open: OPEN.includes(name), hidden: true }, this.title, this.body);
    this.box.addEventListener("toggle", () => {
      const c = this.waiting;
      if (c && this.box.open) this.fill(c).catch(c.again);
    });
  }

  /** Counts now or, where that takes large files, when the reader opens the facet. */
  async count(c: Counted): Promise<void> {
    const large = c.search.facetBytes(this.name) > LARGE;
    const ticked = c.ticked.has(this.name);
    if (large && this.later.hidden) {
      this.later.hidden = false;
      this.box.open = false;
    }
    if (ticked && !this.used) this.box.open = this.used = true;
    if (this.box.open || !large) return this.fill(c);
    this.waiting = c;
    this.box.hidden = false;
    put(this.body, h("p", { class: "meta" }, this.w.searching));
  }

  private async fill(c: Counted): Promise<void> {
    const { name, w, body, box } = this;
    const ticked = c.ticked.get(name) ?? [];
    const counts = await c.search.count(name, c.found.without.get(name) ?? c.found.docs, ticked);
    if (!c.latest()) return;
    this.waiting = undefined;
    // Years read better in their own order than by how many they have.
    if (name === "year") counts.sort((a, b) => +b.value[0]! - +a.value[0]!);
    const old = document.activeElement as HTMLInputElement;
    const focused = body.contains(old);
    const labels = counts.map(({ value, count }) => {
      const [id = "", zh = id, en = zh] = value;
      const twin = counts.some((c) => c.value[1] === zh && c.value[0] !== id);
      const text = (this.names[id] = w.values[name]?.[id] ?? (this.english ? en : zh) + (twin ? ` ${id}` : ""));
      const tick = h("input", { type: "checkbox", name, value: id });
      tick.checked = ticked.includes(id);
      return h("label", {}, tick, " ", h("span", {}, text), " ", h("span", { class: "num count" }, say("{n}", { n: count })));
    });
    const rest = labels.splice(FEW);
    put(body, ...labels);
    if (rest.length > 0) {
      const open = this.unfolded || counts.slice(FEW).some(({ value }) => ticked.includes(value[0]!));
      const more = h("details", { open }, h("summary", {}, say(w.moreValues, { n: rest.length })), ...rest);
      more.addEventListener("toggle", () => (this.unfolded = more.open));
      if (counts.length >= MOST) more.append(h("p", { class: "meta" }, say(w.onlyMost, { n: MOST })));
      body.append(more);
    }
    box.hidden = counts.length < 2 && ticked.length === 0 && !focused;
    if (!focused) return;
    const inputs = Array.from(body.querySelectorAll("input"));
    (old.value ? inputs.find((e) => e.value === old.value) : body.querySelector("summary"))?.focus();
    if (!body.contains(document.activeElement)) this.title.focus();
  }
}

export class Filters {
  readonly element: HTMLDetailsElement;
  /** The filters that are on, as buttons that remove them. */
  readonly active: HTMLElement;
  private readonly facets: Facet[];
  private readonly fields: Record<(typeof RANGES)[number], HTMLInputElement>;
  private state: State = { q: "", sort: "relevance", ...NO_FILTERS };
  /** The filters that are on, in words. */
  labels: string[] = [];

  constructor(
    private readonly w: SearchStrings,
    english: boolean,
    private readonly input: HTMLElement,
    private readonly change: (part: Partial<State>) => void,
  ) {
    this.active = h("ul", { class: "active", "aria-label": w.active });
    this.facets = FACETS.map((name) => new Facet(name, w, english));
    const field = (name: string, type: string): HTMLInputElement =>
      h("input", type === "date" ? { type, name } : { type, name, min: "0", step: "any", inputmode: "decimal" });
    this.fields = { from: field("from", "date"), to: field("to", "date"), least: field("least", "number"), most: field("most", "number") };
    const labels = RANGES.map((name) => h("label", {}, h("span", {}, w[name]), this.fields[name]));
    const set = (title: string, ...list: HTMLElement[]): HTMLElement =>
      h("details", { class: "facet range", open: true }, h("summary", {}, title), h("div", { role: "group", "aria-label": title }, ...list));
    const boxes: HTMLElement[] = this.facets.map((f) => f.box);
    boxes.splice(6, 0, set(w.fines, labels[2]!, labels[3]!));
    boxes.splice(4, 0, set(w.dates, labels[0]!, labels[1]!));
    this.element = h("details", { class: "filters" }, h("summary", {}, w.filters), ...boxes);
    this.element.addEventListener("change", (e) => {
      const { name, value, type, checked } = e.target as HTMLInputElement;
      change(type === "checkbox" ? this.tick(name, value, checked) : { [name]: value });
    });
  }

  /** The ticked values with one more or one less. */
  private tick(name: string, id: string, on: boolean): Partial<State> {
    const ticked = new Map(this.state.ticked);
    const ids = (ticked.get(name) ?? []).filter((other) => other !== id);
    if (on) ids.push(id);
    if (ids.length > 0) ticked.set(name, ids);
    else ticked.delete(name);
    return { ticked };
  }

  /** Shows the filters that are on. */
  show(state: State): void {
    this.state = state;
    const { fields } = this;
    for (const name of RANGES) fields[name].value = state[name];
    fields.to.min = state.from;
    fields.most.min = state.least || "0";
    this.list();
  }

  /** Counts the facets of what was found. */
  async count(c: Counted): Promise<void> {
    await Promise.all(this.facets.map((f) => f.count(c)));
    if (c.latest()) this.list(); // now with the names of all values
  }

  private list(): void {
    const { w, state } = this;
    const on: [label: string, without: Partial<State>][] = flat(this.facets.map(({ name, names }) =>
      (state.ticked.get(name) ?? []).map((id): [string, Partial<State>] => [`${w.facets[name]}${w.colon}${names[id] ?? id}`, this.tick(name, id, false)]),
    ));
    const range = (title: string, from: string, to: string, without: Partial<State>): void => {
      const form = !to ? w.since : !from ? w.until : w.between;
      if (from || to) on.push([title + w.colon + say(form, { from, to }), without]);
    };
    range(w.dates, state.from, state.to, { from: "", to: "" });
    range(w.fines, state.least, state.most, { least: "", most: "" });
    const labels = on.map(([label]) => label);
    if (labels.join() === this.labels.join()) return; // a button keeps its focus
    this.labels = labels;
    if (on.length > 1) on.push([w.clear, NO_FILTERS]);
    put(
      this.active,
      ...on.map(([label, without], i) => {
        const remove = button(`${label} ×`, () => {
          this.change(without);
          const left = this.active.querySelectorAll("button");
          (left[Math.min(i, left.length - 1)] ?? this.input).focus();
        });
        if (i < labels.length) remove.setAttribute("aria-label", say(w.remove, { name: label }));
        return h("li", {}, remove);
      }),
    );
  }
}
