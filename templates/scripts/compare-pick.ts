// The field with which agencies are added: a combobox with a list box, after the ARIA
// Authoring Practices. Names are found by any part of them, by their pinyin and its first
// letters from any syllable on, and by their code.
import type { Named } from "./compare-data";
import type { CompareStrings } from "./compare-words";
import { h, put } from "./elements";
import { fold } from "./fold";
import { say } from "./say";

const MOST = 8;
const PAUSE = 100; // milliseconds

interface Key extends Named {
  folded: string[];
  syllables: string;
  initials: string;
}

const squeeze = (s: string): string => fold(s).replace(/\s+/g, "");
const flat = (s: string): string => s.replace(/v/g, "u"); // ü is typed as v or as u

function key(named: Named): Key {
  const sounds = flat(named.sounds);
  return {
    ...named,
    folded: [squeeze(named.name), squeeze(named.short), named.slug],
    syllables: ` ${sounds.replace(/\|/g, " | ")}`,
    initials: sounds.replace(/(\S)\S*\s?/g, "$1"),
  };
}

/** How well a name fits what was typed; 0: not at all. */
function fit(k: Key, typed: string): number {
  if (k.folded.some((s) => s !== "" && s.startsWith(typed))) return 4;
  if (k.folded[0]!.includes(typed) || k.folded[1]!.includes(typed)) return 3;
  if (!/^[a-z0-9]+$/.test(typed)) return 0;
  const letters = flat(typed);
  if (letters.length > 1 && k.initials.includes(letters)) return 2;
  for (let at = k.syllables.indexOf(` ${letters[0]!}`); at >= 0; at = k.syllables.indexOf(` ${letters[0]!}`, at + 1)) {
    if (k.syllables.slice(at, at + 2 * letters.length + 2).replace(/ /g, "").startsWith(letters)) return 1;
  }
  return 0;
}

export class Pick {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  readonly hint = h("p", { class: "meta", id: "pick-hint" });
  private readonly list: HTMLElement;
  private readonly status = h("p", { class: "pick-status meta", role: "status" });
  private keys: Promise<Key[]> | undefined;
  private options: HTMLElement[] = [];
  private found: Named[] = [];
  private active = -1;
  private run = 0;

  constructor(
    private readonly w: CompareStrings,
    private readonly names: () => Promise<Named[]>,
    private readonly english: boolean,
    private readonly taken: () => string[],
    private readonly add: (chosen: Named) => void,
    private readonly fail: (e: unknown) => void,
  ) {
    this.input = h("input", {
      id: "pick", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-controls": "pick-names", "aria-expanded": "false",
      "aria-describedby": "pick-hint", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "done", placeholder: w.pickHint,
    });
    this.list = h("div", { role: "listbox", id: "pick-names", class: "names", "aria-label": w.suggestions, hidden: true });
    this.hint.textContent = w.own;
    this.element = h("div", { class: "pick" }, h("label", { for: "pick" }, w.pick), this.hint, h("div", { class: "pick-row" }, this.input, this.list), this.status);
    const { input } = this;
    input.addEventListener("focus", () => void this.load().catch(() => undefined));
    // While an input method is at work the field holds what is not yet text.
    input.addEventListener("input", (e) => (e as InputEvent).isComposing || void this.look());
    input.addEventListener("compositionend", () => void this.look());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (e) => this.press(e));
    this.list.addEventListener("mousedown", (e) => e.preventDefault()); // the focus stays in the field
  }

  private load(): Promise<Key[]> {
    if (!this.keys) {
      this.keys = this.names().then((list) => list.map(key));
      this.keys.catch(() => (this.keys = undefined));
    }
    return this.keys;
  }

  /** Looks names up, unless more is typed meanwhile. */
  private async look(): Promise<void> {
    const run = ++this.run;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const typed = squeeze(this.input.value);
    if (run !== this.run) return;
    if (typed === "") return this.show([], false);
    try {
      const taken = this.taken();
      const fits = (await this.load()).map((k, at) => ({ k, at, n: taken.includes(k.slug) ? 0 : fit(k, typed) })).filter(({ n }) => n > 0);
      fits.sort((a, b) => b.n - a.n || a.at - b.at); // else in the order of the register
      if (run === this.run) this.show(fits.slice(0, MOST).map(({ k }) => k), true);
    } catch (e) {
      if (run === this.run) this.fail(e);
    }
  }

  close(): void {
    this.run++;
    this.show([], false);
  }

  clear(): void {
    this.input.value = "";
    this.close();
  }

  private show(found: Named[], asked: boolean): void {
    this.found = found;
    this.options = found.map(({ slug, name, short, district }, i) => {
      const option = h("div", { role: "option", id: `pick-${i}`, class: "name" }, h("bdi", { lang: "zh-CN" }, name));
      const place = district?.[this.english ? 1 : 0];
      const more = [short, place ?? "", found.some((f) => f.name === name && f.slug !== slug) ? slug.toUpperCase() : ""].filter((s) => s !== "");
      if (more.length > 0) option.append(" ", h("span", { class: "meta" }, h("bdi", {}, more.join(" · "))));
      option.addEventListener("click", () => this.take(i));
      return option;
    });
    put(this.list, ...this.options);
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = found.length > 0 ? say(this.w.suggested, { n: found.length }) : asked ? this.w.pickNone : "";
    this.choose(-1);
  }

  /** Makes one of the names the active one; -1: none. */
  private choose(i: number): void {
    this.active = i;
    this.options.forEach((option, k) => option.setAttribute("aria-selected", String(k === i)));
    const option = this.options[i];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  private take(i: number): void {
    const chosen = this.found[i];
    if (!chosen) return;
    this.clear();
    this.add(chosen);
  }

  private press(e: KeyboardEvent): void {
    if (e.isComposing || e.keyCode === 229) return; // the key is the input method's
    const n = this.options.length + 1; // the field is one of the stops
    const step = { ArrowDown: 1, ArrowUp: n - 1 }[e.key];
    if (step && n > 1) this.choose(((this.active + 1 + step) % n) - 1);
    else if (step && this.input.value) void this.look();
    else if (e.key === "Enter" && this.options.length > 0) this.take(Math.max(this.active, 0));
    else if (e.key === "Escape" && n > 1) this.close();
    else return;
    e.preventDefault();
  }
}
