// The controls above a list: a text field, a selection for each facet, the order for
// narrow screens, where headings are not shown, and what is said about the rows.
import { h } from "./elements";
import { flat } from "./lists";
import { say } from "./say";
import type { Column, Wish } from "./table-page";
import type { TableStrings } from "./table-words";

export interface Facet {
  id: string;
  name: string;
  values: { id: string; name: string; lang: string; count: string }[];
}

export class Controls {
  /** Shows more of the rows. */
  readonly next = h("button", { type: "button", class: "button next-rows" });
  private readonly field = h("input", { type: "search", autocomplete: "off" });
  private readonly selections: Record<string, HTMLSelectElement> = {};
  private readonly order: HTMLSelectElement;
  private readonly clear: HTMLButtonElement;
  private readonly status = h("p", { class: "meta told-rows", role: "status" });
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
    const panel = h("div", { id: "table-panel", class: "panel" });
    for (const { id, name, values } of facets) {
      const options = values.map((v) => {
        const o = new Option(v.count ? `${v.name} (${v.count})` : v.name, v.id);
        if (v.lang) o.lang = v.lang;
        return o;
      });
      const s = h("select", {}, new Option(w.all, ""), ...options);
      s.addEventListener("change", () => change({ chosen: this.chosen() }));
      this.selections[id] = s;
      panel.append(h("label", {}, h("span", {}, name), s));
    }
    const ways = flat(columns.map(({ id, name, kind }) => [
      new Option(`${name}${w.colon}${w.ways[kind][0]}`, id),
      new Option(`${name}${w.colon}${w.ways[kind][1]}`, `-${id}`),
    ]));
    this.order = h("select", {}, new Option(w.own, ""), ...ways);
    this.order.addEventListener("change", () => {
      const { value } = this.order;
      change({ sort: value.replace(/^-/, ""), down: value.startsWith("-") });
    });
    panel.append(h("label", { class: "order" }, h("span", {}, w.sort), this.order));

    const typed = (): void => {
      window.clearTimeout(this.later);
      this.later = window.setTimeout(() => change({ text: this.field.value }, true), 200);
    };
    // While an input method is at work the field holds what is not yet text.
    this.field.addEventListener("input", (e) => (e as InputEvent).isComposing || typed());
    this.field.addEventListener("compositionend", typed);
    this.more = h("button", { type: "button", class: "button more-tools" }, w.more);
    this.more.setAttribute("aria-controls", panel.id);
    this.open(false);
    this.more.addEventListener("click", () => this.open(this.more.getAttribute("aria-expanded") === "false"));
    this.clear = h("button", { type: "button", class: "button" }, w.clear);
    this.clear.addEventListener("click", () => {
      change({ sort: "", down: false, text: "", chosen: {} });
      this.field.focus();
    });
    const find = h("label", { class: "find" }, h("span", {}, w.find), this.field);
    box.append(h("div", { class: "tool-row" }, find, this.more, panel, this.clear), this.status);
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
