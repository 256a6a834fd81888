// Suggests names of agencies while the reader types: a combobox with a list box, after
// the ARIA Authoring Practices. A suggestion is a link to the agency's page; Enter
// without one chosen searches as ever.
import { h, put } from "./elements";
import { fold } from "./fold";
import { marked } from "./hits";
import type { Name } from "./index";
import { say } from "./say";
import type { SearchStrings } from "./search-words";
import { phrase } from "./units";

const MOST = 7;
const PAUSE = 100; // milliseconds

export class Suggest {
  readonly status = h("p", { class: "vh", role: "status" });
  private readonly list: HTMLElement;
  private links: HTMLAnchorElement[] = [];
  private active = -1;
  private run = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly root: string,
    private readonly w: SearchStrings,
    private readonly names: (typed: string, most: number) => Promise<Name[]>,
  ) {
    this.list = h("div", { role: "listbox", id: "names", class: "names", "aria-label": w.suggestions, hidden: true });
    input.parentElement!.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "names"], ["autocomplete", "off"]] as const) {
      input.setAttribute(name, value);
    }
    this.show([]);
    // While an input method is at work the field holds what is not yet text.
    input.addEventListener("input", (e) => (e as InputEvent).isComposing || void this.look());
    input.addEventListener("compositionend", () => void this.look());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (e) => this.key(e));
    this.list.addEventListener("mousedown", (e) => e.preventDefault()); // the focus stays in the field
  }

  /** Looks names up, unless more is typed meanwhile. */
  private async look(): Promise<void> {
    const run = ++this.run;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const typed = fold(this.input.value).trim();
    let found: Name[] = [];
    if (run === this.run && typed.length > 1) found = await this.names(typed, MOST).catch(() => []);
    if (run === this.run) this.show(found);
  }

  close(): void {
    this.run++;
    this.show([]);
  }

  private show(found: Name[]): void {
    const { input, list, w } = this;
    const typed = input.value.trim();
    this.links = found.map(({ name, slug, key }, i) => {
      const shown = marked(name, [phrase(typed, true)]);
      const link = h("a", { role: "option", id: `name-${i}`, tabindex: "-1", href: `${this.root}agencies/${slug}.html` }, h("bdi", {}, ...shown));
      if (found.some((f) => f.name === name && f.slug !== slug)) link.append(" ", h("span", { class: "meta" }, slug.toUpperCase()));
      if (shown.length < 2) link.append(" ", h("span", { class: "meta" }, h("mark", {}, key.slice(0, fold(typed).length)), key.slice(fold(typed).length)));
      return link;
    });
    put(list, ...this.links);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    this.status.textContent = list.hidden ? "" : say(w.suggested, { n: found.length });
    this.choose(-1);
  }

  /** Makes one of the names the active one; -1: none. */
  private choose(i: number): void {
    this.active = i;
    this.links.forEach((link, k) => link.setAttribute("aria-selected", String(k === i)));
    const link = this.links[i];
    if (!link) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", link.id);
    link.scrollIntoView({ block: "nearest" });
  }

  private key(e: KeyboardEvent): void {
    if (e.isComposing || e.keyCode === 229) return; // the key is the input method's
    const n = this.links.length + 1; // the field is one of the stops
    const step = { ArrowDown: 1, ArrowUp: n - 1 }[e.key];
    if (step && n > 1) this.choose(((this.active + 1 + step) % n) - 1);
    else if (step && this.input.value) void this.look();
    else if (e.key === "Enter" && this.active >= 0) this.links[this.active]!.click();
    else if (e.key === "Escape" && n > 1) this.close();
    else {
      if (e.key === "Enter") this.close();
      return;
    }
    e.preventDefault();
  }
}
