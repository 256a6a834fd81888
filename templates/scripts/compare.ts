// The page on which a reader compares agencies. Everything that is chosen stands in the
// address; what the reader changes is kept in the basket too, what a link brings is not.
import { type Entry, load, MOST, save } from "./basket-store";
import { draw, swatch } from "./compare-chart";
import { type Agency, Data, VersionError } from "./compare-data";
import { first, type Measure, measures } from "./compare-measures";
import { Pick } from "./compare-pick";
import { type Choices, read, type State, write } from "./compare-state";
import { allOf, byYear, type Column, file } from "./compare-table";
import type { CompareStrings } from "./compare-words";
import { button, h, put } from "./elements";
import { flat } from "./lists";
import { openOnPaper } from "./folded";
import { say } from "./say";

const LETTERS = "ABCDEF";
const SETTLE = 150; // milliseconds after the last change of the window's size

export class Compare {
  private readonly w: CompareStrings;
  private readonly data: Data;
  private readonly list: Measure[];
  private readonly choices: Choices;
  private state: State;
  private agencies = new Map<string, Agency | undefined>();
  private run = 0;
  private timer = 0;
  private width = 0;

  private readonly pick: Pick;
  private readonly count = h("p", { class: "meta", role: "status", tabindex: "-1" });
  private readonly chosen = h("ol", { class: "chosen" });
  private readonly problem = h("div", { class: "problem", role: "alert", hidden: true });
  private readonly from = h("select", { id: "compare-from" });
  private readonly to = h("select", { id: "compare-to" });
  private readonly measure = h("select", { id: "compare-measure" });
  private readonly controls: HTMLElement;
  private readonly figure = h("figure", { class: "compare-figure" });
  private readonly tables = h("div", { class: "compare-tables" });
  private readonly told = h("p", { class: "told", role: "status" });
  private readonly printed = h("p", { class: "printed" });
  private readonly take: HTMLElement;

  constructor(private readonly app: HTMLElement) {
    const { folder, shards, years, headline, words } = app.dataset as Record<string, string>;
    const w = (this.w = JSON.parse(words!) as CompareStrings);
    this.data = new Data(folder!, Number(shards));
    this.list = measures(w);
    this.choices = { years: years!.split(",").filter((y) => y !== "").map(Number), headline: Number(headline), measures: first(this.list, w) };
    this.state = read(location.search, this.choices);
    this.pick = new Pick(w, () => this.data.names(), document.documentElement.lang.startsWith("en"), () => this.state.agencies,
      ({ slug, name }) => this.add(slug, name), (e) => this.fail(e));
    this.controls = this.makeControls();
    const copy = button(w.copy, () => void this.copy());
    const table = button(w.csv, () => this.download());
    const print = button(w.print, () => window.print());
    for (const b of [copy, table, print]) b.className = "button";
    this.take = h("section", { class: "take" }, h("h2", {}, w.take), h("p", { class: "actions" }, copy, table, print), this.told);
    app.append(this.pick.element, h("h2", {}, w.chosen), this.count, this.problem, this.chosen, this.controls, this.printed, this.figure, this.tables, this.take);
    this.adopt();
    this.listen();
    void this.show();
  }

  /** Takes the basket, where the address names no agencies. */
  private adopt(): void {
    if (this.state.agencies.length > 0) return;
    this.state = { ...this.state, agencies: load().map(([slug]) => slug) };
    if (this.state.agencies.length > 0) history.replaceState(null, "", write(this.state, location.search));
  }

  private makeControls(): HTMLElement {
    const { w } = this;
    for (const year of [...this.choices.years].reverse()) {
      this.from.append(h("option", { value: String(year) }, String(year)));
      this.to.append(h("option", { value: String(year) }, String(year)));
    }
    w.groups.forEach((label, group) => {
      const options = this.list.filter((m) => m.group === group).map((m) => h("option", { value: m.id }, m.name));
      this.measure.append(h("optgroup", { label }, ...options));
    });
    const field = (label: string, select: HTMLSelectElement): HTMLElement => h("div", {}, h("label", { for: select.id }, label), select);
    return h("div", { class: "compare-controls" }, field(w.measure, this.measure), field(w.from, this.from), field(w.to, this.to));
  }

  private listen(): void {
    this.measure.addEventListener("change", () => this.change({ measure: this.measure.value }));
    this.from.addEventListener("change", () => {
      const from = Number(this.from.value);
      this.change({ from, to: Math.max(from, this.state.to) });
    });
    this.to.addEventListener("change", () => {
      const to = Number(this.to.value);
      this.change({ to, from: Math.min(to, this.state.from) });
    });
    window.addEventListener("popstate", () => {
      this.state = read(location.search, this.choices);
      void this.show();
    });
    window.addEventListener("resize", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => {
        if (this.figure.clientWidth !== this.width) this.drawFigure();
      }, SETTLE);
    });
    openOnPaper(() => this.tables.querySelectorAll<HTMLDetailsElement>("details:not([open])"));
  }

  private change(part: Partial<State>): void {
    this.state = { ...this.state, ...part };
    history.pushState(null, "", write(this.state, location.search));
    void this.show();
  }

  private add(slug: string, name: string): void {
    if (this.state.agencies.length >= MOST || this.state.agencies.includes(slug)) return;
    this.keep([...this.state.agencies, slug], [slug, name]);
    (this.pick.input.disabled ? this.count : this.pick.input).focus();
  }

  private remove(slug: string): void {
    const at = this.state.agencies.indexOf(slug);
    this.keep(this.state.agencies.filter((s) => s !== slug));
    const next = this.chosen.children[Math.min(at, this.state.agencies.length - 1)];
    (next?.querySelector<HTMLElement>(".remove") ?? this.pick.input).focus();
  }

  private move(slug: string, by: -1 | 1): void {
    const list = [...this.state.agencies];
    const at = list.indexOf(slug);
    list.splice(at + by, 0, ...list.splice(at, 1));
    this.keep(list);
    const row = this.chosen.children[at + by];
    const can = (class_: string): HTMLElement | null | undefined => row?.querySelector<HTMLElement>(`.${class_}:enabled`);
    (by < 0 ? can("up") || can("down") : can("down") || can("up"))?.focus();
  }

  /** Goes to other agencies and keeps them in the basket. */
  private keep(slugs: string[], added?: Entry): void {
    const names = new Map<string, string>([...load(), ...(added ? [added] : [])]);
    for (const [slug, agency] of this.agencies) if (agency) names.set(slug, agency.name);
    save(slugs.filter((slug) => names.has(slug)).map((slug): Entry => [slug, names.get(slug)!]));
    window.dispatchEvent(new Event("gongshi-basket"));
    this.change({ agencies: slugs });
  }

  /** Shows the state: the controls at once, figures when they are there. */
  private async show(): Promise<void> {
    const run = ++this.run;
    const { state, w } = this;
    this.measure.value = state.measure;
    this.from.value = String(state.from);
    this.to.value = String(state.to);
    this.told.textContent = "";
    this.printed.textContent = location.href;
    this.problem.hidden = true;
    this.showChosen();
    const wanted = state.agencies.filter((slug) => !this.agencies.has(slug));
    if (wanted.length > 0) {
      this.tables.setAttribute("aria-busy", "true");
      try {
        const found = await Promise.all(wanted.map((slug) => this.data.agency(slug)));
        wanted.forEach((slug, i) => this.agencies.set(slug, found[i]));
      } catch (e) {
        if (run === this.run) this.fail(e);
        return;
      }
    }
    if (run !== this.run) return;
    this.tables.removeAttribute("aria-busy");
    if (wanted.length > 0) this.showChosen();
    const columns = this.columns();
    this.controls.hidden = this.take.hidden = columns.length === 0 || this.choices.years.length === 0;
    this.figure.hidden = columns.length === 0;
    this.count.textContent = state.agencies.length === 0 ? w.none : say(w.count, { n: state.agencies.length, most: MOST });
    this.drawFigure();
    this.fillTables(columns);
  }

  /** The agencies that exist, with their letters. */
  private columns(): Column[] {
    return flat(this.state.agencies.map((slug, i): Column[] => {
      const agency = this.agencies.get(slug);
      return agency ? [{ letter: LETTERS[i]!, agency }] : [];
    }));
  }

  private years(): number[] {
    return this.choices.years.filter((y) => y >= this.state.from && y <= this.state.to).reverse();
  }

  private showChosen(): void {
    const { w } = this;
    const slugs = this.state.agencies;
    // The focus stays on what it was on, in a list that is made anew.
    const active = document.activeElement;
    const key = active instanceof HTMLButtonElement && this.chosen.contains(active) ? active.getAttribute("aria-label") : null;
    put(this.chosen, ...slugs.map((slug, i) => this.chosenItem(slug, i)));
    if (key) this.chosen.querySelectorAll("button").forEach((b) => b.getAttribute("aria-label") === key && b.focus());
    const full = slugs.length >= MOST;
    this.pick.input.disabled = full;
    this.pick.hint.textContent = full ? say(w.pickFull, { most: MOST }) : w.own;
  }

  private chosenItem(slug: string, i: number): HTMLElement {
    const { w } = this;
    const agency = this.agencies.get(slug);
    const known = agency !== undefined || !this.agencies.has(slug);
    const name = agency?.name ?? slug.toUpperCase();
    const act = (class_: string, shape: string, form: string, does: () => void, off = false): HTMLButtonElement => {
      const b = button(shape, does, say(form, { name }));
      b.className = `button ${class_}`;
      b.disabled = off;
      return b;
    };
    const title = agency ? h("a", { href: `${this.app.dataset.root!}agencies/${slug}.html` }, h("bdi", { lang: "zh-CN" }, name)) : h("bdi", {}, name);
    const item = h("li", {}, h("span", { class: "letter" }, LETTERS[i]!), swatch(i), h("span", { class: "chosen-name" }, title));
    if (!known) item.querySelector(".chosen-name")!.append(" ", h("span", { class: "unknown" }, w.unknown));
    const last = this.state.agencies.length - 1;
    item.append(h("span", { class: "acts" }, act("up", "↑", w.up, () => this.move(slug, -1), i === 0), act("down", "↓", w.down, () => this.move(slug, 1), i === last),
      act("remove", "✕", w.remove, () => this.remove(slug))));
    return item;
  }

  private get current(): Measure {
    return this.list.find(({ id }) => id === this.state.measure)!;
  }

  /** What is compared and over which years, by one of the forms for it. */
  private titled(form: string): string {
    const { from, to } = this.state;
    return say(form, { measure: this.current.name, unit: this.current.unit, from: String(from), to: String(to) });
  }

  private drawFigure(): void {
    const { w, figure } = this;
    const columns = this.columns();
    if (columns.length === 0) return;
    this.width = figure.clientWidth;
    if (this.choices.years.length === 0) return put(figure, h("p", {}, w.chartNone));
    const m = this.current;
    if (m.id === "duties") return put(figure, h("p", { class: "meta" }, w.dutiesNote));
    const years = this.years();
    // A place in the comparison keeps its letter and pattern, also behind one that is gone.
    const series = this.state.agencies.map((slug, i) => {
      const agency = this.agencies.get(slug);
      return { letter: LETTERS[i]!, label: agency ? Array.from(agency.short || agency.name).slice(0, 8).join("") : "", cells: years.map((y) => (agency ? m.of(agency.years.get(y)) : { kind: "quiet" as const, text: "" })) };
    });
    const title = this.titled(w.chart);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const drawing = draw({ years, series, money: m.money, missing: w.missing, title, description: w.chartSays, width: this.width, rem });
    const missing = series.some(({ cells }) => cells.some(({ kind }) => kind === "missing"));
    const caption = h("figcaption", { class: "meta" }, drawing ? w.chartSays : w.chartNone);
    if (drawing && missing) caption.append(" ", w.gap);
    put(figure, h("h2", {}, title), ...(drawing ? [drawing] : []), caption);
  }

  private fillTables(columns: Column[]): void {
    const { w } = this;
    if (columns.length === 0 || this.choices.years.length === 0) return put(this.tables);
    const years = this.years().reverse();
    const open = new Set([...this.tables.querySelectorAll("details[open]")].map((d) => d.id));
    const every = columns.map((c) => {
      const id = `all-${c.agency.slug}`;
      return h("details", { id, open: open.has(id) }, h("summary", {}, `${c.letter} `, h("bdi", { lang: "zh-CN" }, c.agency.name)), allOf(c.agency, years, this.list, w));
    });
    put(this.tables, byYear(columns, years, this.current, this.titled(w.table), w),
      h("ul", { class: "notes" }, ...w.caveats.map((s) => h("li", {}, s))),
      h("section", { class: "everything" }, h("h2", {}, w.all), ...every));
  }

  /** The address of what is shown, for others. */
  private address(): string {
    return location.href.replace(/[?#].*/, "") + write(this.state);
  }

  private async copy(): Promise<void> {
    const { w } = this;
    const address = this.address();
    try {
      await navigator.clipboard.writeText(address);
      this.told.textContent = w.copied;
    } catch {
      const field = h("input", { readonly: true, value: address, "aria-label": w.copy });
      put(this.told, w.notCopied, field);
      field.select();
    }
  }

  private download(): void {
    const { w } = this;
    if (navigator.userAgent.includes("MicroMessenger")) return void (this.told.textContent = w.weChat);
    const date = window.gongshiStatus?.date ?? "";
    const name = `${w.file} ${this.state.from}-${this.state.to}${date ? ` ${date}` : ""}.csv`;
    const text = file(this.columns(), this.years(), this.list, w);
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers ask where to, first
    this.told.textContent = say(w.saved, { file: name });
  }

  private fail(e: unknown): void {
    const { w } = this;
    this.tables.removeAttribute("aria-busy");
    put(this.problem, e instanceof VersionError ? w.outdated : w.notLoaded, " ", button(w.retry, () => {
      this.count.focus(); // the button goes
      void this.show();
    }));
    this.problem.hidden = false;
  }
}
