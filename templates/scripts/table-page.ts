// The script of pages with long tables: headings of columns become buttons that sort, and
// above a list stand a text field and selections that filter. A list over several pages is
// sorted and filtered as a whole, from the file of its rows. The address holds the state.
// Without the script the facets lead to pages of their own, which say the same.
import { flat } from "./lists";
import { said } from "./said";
import { say } from "./say";
import { sorted } from "./table-order";
import { folded, load, type Row, standing } from "./table-rows";
import { Controls, type Facet } from "./table-tools";
import type { Kind, TableStrings } from "./table-words";

/** How many rows are shown at a time. */
const STEP = 200;

export interface Column {
  id: string;
  name: string;
  kind: Kind;
  /** Which cell of a row it is. */
  place: number;
  heading: HTMLElement;
  button?: HTMLButtonElement;
}

/** What the reader asks for. */
export interface Wish {
  sort: string;
  down: boolean;
  text: string;
  /** The chosen value of each facet; empty: any. */
  chosen: Record<string, string>;
}

const tools = document.querySelector<HTMLElement>(".table-tools");
const pager = document.querySelector<HTMLElement>(".pager");

/** A table with headings that can sort. */
class Table {
  readonly columns: Column[];
  private readonly body: HTMLElement;
  /** The rows that the page came with. */
  private readonly own: Row[];

  constructor(readonly element: HTMLTableElement) {
    this.body = element.tBodies[0]!;
    this.own = Array.from(element.tBodies[0]!.rows).map(standing);
    this.columns = flat(Array.from(element.tHead!.rows[0]!.cells).map((heading, place): Column[] => {
      const { col: id, kind } = heading.dataset;
      return id ? [{ id, kind: kind as Kind, place, heading, name: heading.textContent!.trim() }] : [];
    }));
  }

  /** Makes buttons of the headings. */
  arm(press: (c: Column) => void): void {
    for (const c of this.columns) {
      const b = document.createElement("button");
      b.type = "button";
      b.append(...Array.from(c.heading.childNodes));
      b.addEventListener("click", () => press(c));
      c.heading.append(b);
      c.button = b;
    }
  }

  /** Shows which column the rows are sorted by. */
  mark(sort: string, down: boolean): void {
    for (const { id, heading } of this.columns) {
      if (id === sort) heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  }

  rows(): Row[] {
    return this.own;
  }

  show(rows: Row[]): void {
    const all = document.createDocumentFragment();
    for (const r of rows) all.append(r.element());
    this.body.textContent = "";
    this.body.append(all);
  }

  restore(): void {
    this.show(this.own);
  }
}

/** What a heading does when it is pressed: one way, the other, and back to the list's order. */
function turned(c: Column, sort: string, down: boolean): { sort: string; down: boolean } {
  // The largest and the latest are what is looked for first.
  const first = c.kind === "number" || c.kind === "date";
  if (c.id !== sort) return { sort: c.id, down: first };
  if (down === first) return { sort: c.id, down: !first };
  return { sort: "", down: false };
}

/** A table that stands on its page as a whole: it is sorted where it stands. */
function short(element: HTMLTableElement): void {
  const table = new Table(element);
  let sort = "";
  let down = false;
  table.arm((c) => {
    ({ sort, down } = turned(c, sort, down));
    table.mark(sort, down);
    if (sort) table.show(sorted(table.rows(), c.place, c.kind, down));
    else table.restore();
  });
}

/** A list, which may be longer than its page. */
class List {
  private wish: Wish = { sort: "", down: false, text: "", chosen: {} };
  private readonly table: Table;
  private readonly controls: Controls;
  private limit = STEP;
  private turn = 0;
  /** The query that is shown. */
  private address = "";
  private typing = 0;

  constructor(
    element: HTMLTableElement,
    private readonly box: HTMLElement,
    private readonly w: TableStrings,
    private readonly facets: Facet[],
  ) {
    this.table = new Table(element);
    this.controls = new Controls(box, element, w, facets, this.table.columns, (part, typed) => this.ask({ ...this.wish, ...part }, typed));
    this.controls.next.addEventListener("click", () => {
      const shown = this.limit;
      this.limit += STEP;
      void this.show(false).then(() => element.tBodies[0]!.rows[shown]?.querySelector("a")?.focus());
    });
    this.table.arm((c) => this.ask({ ...this.wish, ...turned(c, this.wish.sort, this.wish.down) }));
    window.addEventListener("popstate", () => {
      if (location.search !== this.address) this.open(); // else it is a link within the page
    });
    this.open();
  }

  /** Takes the state from the address. */
  private open(): void {
    const q = new URLSearchParams(location.search);
    const asked = q.get("sort") ?? "";
    const sort = asked.replace(/^-/, "");
    const known = this.table.columns.some(({ id }) => id === sort);
    const chosen: Wish["chosen"] = {};
    for (const { id, values } of this.facets) {
      const v = q.get(id) ?? "";
      if (values.some((value) => value.id === v)) chosen[id] = v;
    }
    this.wish = { sort: known ? sort : "", down: known && asked !== sort, text: q.get("q") ?? "", chosen };
    this.limit = STEP;
    this.address = location.search;
    void this.show(false);
  }

  private ask(wish: Wish, typed = false): void {
    this.wish = wish;
    this.limit = STEP;
    const q = new URLSearchParams(location.search);
    const set = (name: string, value: string): void => void (value ? q.set(name, value) : q.delete(name));
    set("q", wish.text.trim());
    for (const { id } of this.facets) set(id, wish.chosen[id] ?? "");
    set("sort", wish.sort && (wish.down ? "-" : "") + wish.sort);
    const address = `${location.pathname}${q.toString() && "?"}${q}`;
    // What is typed at one go is one step back.
    if (typed && Date.now() - this.typing < 2000) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.address = location.search;
    this.typing = typed ? Date.now() : 0;
    void this.show(true);
  }

  private idle(): boolean {
    const { sort, text, chosen } = this.wish;
    return !sort && !text.trim() && !Object.values(chosen).some(Boolean);
  }

  /** The rows that the wish is about: all of the list, or of its value of a facet. */
  private async all(): Promise<Row[]> {
    const { rows, facet, value } = this.box.dataset;
    // What stands on the page is enough, unless there are other pages or facets are asked for.
    if (!pager && !Object.values(this.wish.chosen).some(Boolean)) return this.table.rows();
    const list = await load(rows!);
    return facet ? list.filter((r) => r.values[facet]?.includes(value!)) : list;
  }

  private async show(say: boolean): Promise<void> {
    const turn = ++this.turn;
    const { wish, w, controls, table } = this;
    controls.show(wish);
    table.mark(wish.sort, wish.down);
    if (pager) pager.hidden = !this.idle();
    if (this.idle()) {
      table.restore();
      return controls.tell(this.total(), say ? w.restored : "", 0);
    }
    const wait = window.setTimeout(() => controls.tell(w.busy, "", 0), 300);
    let rows: Row[];
    try {
      rows = await this.all();
    } catch {
      if (turn !== this.turn) return;
      if (pager) pager.hidden = false;
      table.restore();
      table.mark("", false);
      return controls.tell(w.failed, "", 0);
    } finally {
      window.clearTimeout(wait);
    }
    if (turn === this.turn) this.put(rows);
  }

  /** How many rows there are; the first page alone knows it. */
  private total(): string {
    const { total } = this.box.dataset;
    return total ? say(this.w.total, { n: +total }) : "";
  }

  private put(all: Row[]): void {
    const { wish, w, controls, table } = this;
    const words = folded(wish.text).split(/\s+/).filter(Boolean);
    const chosen = Object.entries(wish.chosen).filter(([, v]) => v);
    let found = all.filter((r) => words.every((word) => r.text.includes(word)) && chosen.every(([id, v]) => r.values[id]?.includes(v)));
    const column = table.columns.find(({ id }) => id === wish.sort);
    let order = "";
    if (column) {
      found = sorted(found, column.place, column.kind, wish.down);
      order = say(w.sorted, { name: column.name, way: w.ways[column.kind][wish.down ? 1 : 0] });
    }
    table.show(found.slice(0, this.limit));
    controls.tell(found.length > 0 ? say(w.count, { n: found.length, total: all.length }) : w.none, order, found.length - this.limit);
  }
}

/** The facets that are offered, from the links that lead to their pages. */
function facetsOf(nav: Element | null): Facet[] {
  return Array.from(nav?.querySelectorAll<HTMLElement>("[data-facet]") ?? []).map((box) => ({
    id: box.dataset.facet!,
    name: box.querySelector("summary")!.textContent!.trim(),
    values: Array.from(box.querySelectorAll("a")).map((a) => ({
      id: a.dataset.value!,
      name: a.textContent!,
      lang: a.lang || (a.querySelector("bdi")?.lang ?? ""),
      count: a.nextElementSibling?.textContent ?? "",
    })),
  }));
}

function start(): void {
  const tables = Array.from(document.querySelectorAll<HTMLTableElement>("table.list")).filter((t) => t.querySelector("th[data-col]"));
  if (!tools) {
    // Where a table goes on on another page, its order would be that of a part.
    if (!pager) tables.forEach(short);
    return;
  }
  const w = said<TableStrings>("tables");
  if (!w) return;
  const nav = document.querySelector<HTMLElement>(".facets");
  const { facet, rows, search } = tools.dataset;
  if (!rows && pager) {
    const a = document.createElement("a");
    a.href = search! + (facet ? `&${facet}=${encodeURIComponent(tools.dataset.value!)}` : "");
    a.append(w.search);
    const p = document.createElement("p");
    p.className = "meta";
    p.append(w.over, a);
    tools.append(p);
    return;
  }
  // On the page of a value the facets stay: they lead to the other values.
  const facets = facet || !rows ? [] : facetsOf(nav);
  new List(tables[0]!, tools, w, facets);
  // The selections take their place; what has too many values stands among the links above.
  if (facets.length > 0 && nav) nav.hidden = true;
}

start();
