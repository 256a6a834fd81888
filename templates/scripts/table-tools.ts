// The controls above a list: a text field, a selection for each facet, the order for
// narrow screens, where headings are not shown, and what is said about the rows.
import { say } from "./say";
import type { Column, Wish } from "./table-page";
import type { TableStrings } from "./table-words";

export interface Facet {
  id: string;
  name: string;
  values: { id: string; name: string; lang: string; count: string }[];
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  e.className = className;
  e.append(...children);
  return e;
}

export class Controls {
  /** Shows more of the rows. */
  readonly next = make("button", "button next-rows");
  private readonly field = make("input", "");
  private readonly selections: Record<string, HTMLSelectElement> = {};
  private readonly order: HTMLSelectElement;
  private readonly clear: HTMLButtonElement;
  private readonly status = make("p", "meta told-rows");
  private readonly more: HTMLButtonElement;
  private later = 0;

  constructor(
    box: HTMLElement,
    table: HTMLElement,
    private readonly w: TableStrings,
    facets: Facet[],
    columns: Column[],
    change: (part: Partial<Wish>, typed?: boolean) => void,
  ) {
    const panel = make("div", "panel");
    panel.id = "table-panel";
    for (const { id, name, values } of facets) {
      const options = values.map((v) => {
        const o = new Option(v.count ? `${v.name} (${v.count})` : v.name, v.id);
        if (v.lang) o.lang = v.lang;
        return o;
      });
      const s = make("select", "", new Option(w.all, ""), ...options);
      s.addEventListener("change", () => change({ chosen: this.chosen() }));
      this.selections[id] = s;
      panel.append(make("label", "", make("span", "", name), s));
    }
    const ways = columns.flatMap(({ id, name, kind }) => [
      new Option(`${name}${w.colon}${w.ways[kind][0]}`, id),
      new Option(`${name}${w.colon}${w.ways[kind][1]}`, `-${id}`),
    ]);
    this.order = make("select", "", new Option(w.own, ""), ...ways);
    this.order.addEventListener("change", () => {
      const { value } = this.order;
      change({ sort: value.replace(/^-/, ""), down: value.startsWith("-") });
    });
    panel.append(make("label", "order", make("span", "", w.sort), this.order));

    this.field.type = "search";
    this.field.autocomplete = "off";
    this.field.addEventListener("input", () => {
      window.clearTimeout(this.later);
      this.later = window.setTimeout(() => change({ text: this.field.value }, true), 200);
    });
    this.more = make("button", "button more-tools", w.more);
    this.more.type = "button";
    this.more.setAttribute("aria-controls", panel.id);
    this.open(false);
    this.more.addEventListener("click", () => this.open(this.more.getAttribute("aria-expanded") === "false"));
    this.clear = make("button", "button", w.clear);
    this.clear.type = "button";
    this.clear.addEventListener("click", () => {
      change({ sort: "", down: false, text: "", chosen: {} });
      this.field.focus();
    });
    this.status.setAttribute("role", "status");
    const find = make("label", "find", make("span", "", w.find), this.field);
    box.append(make("div", "tool-row", find, this.more, panel, this.clear), this.status);
    this.next.type = "button";
    this.next.hidden = true;
    table.after(this.next);
  }

  private open(open: boolean): void {
    this.more.setAttribute("aria-expanded", String(open));
  }

  private chosen(): Record<string, string> {
    const all: Record<string, string> = {};
    for (const [id, s] of Object.entries(this.selections)) all[id] = s.value;
    return all;
  }

  /** Shows what is asked for. */
  show(wish: Wish): void {
    if (this.field !== document.activeElement || wish.text.trim() !== this.field.value.trim()) this.field.value = wish.text;
    for (const [id, s] of Object.entries(this.selections)) s.value = wish.chosen[id] ?? "";
    this.order.value = wish.sort && (wish.down ? "-" : "") + wish.sort;
    const asked = !!wish.sort || wish.text !== "" || Object.values(wish.chosen).some(Boolean);
    // It keeps its place, so that nothing moves.
    this.clear.classList.toggle("away", !asked);
    this.clear.disabled = !asked;
    if (Object.values(wish.chosen).some(Boolean)) this.open(true);
  }

  /** Says how many rows there are, and how many more can be shown. */
  tell(text: string, order: string, left: number): void {
    const said = order ? `${text}${this.w.comma}${order}` : text;
    if (this.status.textContent !== said) this.status.textContent = said;
    this.next.hidden = left <= 0;
    this.next.textContent = left > 0 ? say(this.w.next, { n: Math.min(left, 200) }) : "";
  }
}
