// Brings the medians of an agency's peers into the table and the chart of its pay. They
// stand in one file for all pages, peers.js, and not in the pages, so that a changed row
// does not change them all.
import { script } from "./own";

/** What the page hands over (internal/site, peersHook). */
interface Hook {
  src: string;
  /** The class of the agency by year. */
  sizes: Record<string, string>;
  words: Words;
}

/** Forms with the slots {size}, {n} and {amount}. */
interface Words {
  show: string;
  of: string;
  few: string;
  note: string;
  mark: string;
  failed: string;
  sizes: Record<string, string>;
}

/** A median in yuan, with separators, or nothing where there are too few; and of how many agencies. */
type Median = [amount: string, of: number];

interface Medians {
  fewest: number;
  years: Record<string, Record<string, Median[]>>;
}

const SVG = "http://www.w3.org/2000/svg";

function fill(form: string, values: Record<string, string>): string {
  return form.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  e.className = className;
  e.textContent = text;
  return e;
}

/** What a median says; undefined where the file has none for the year. */
function said(hook: Hook, all: Medians, year: string, tier: number): { text: string; fen: number } | undefined {
  const size = hook.sizes[year] ?? "";
  const median = all.years[year]?.[size]?.[tier];
  if (!median) return undefined;
  const [amount, of] = median;
  const words = { size: hook.words.sizes[size] ?? "", n: String(amount ? of : all.fewest), amount };
  return { text: fill(amount ? hook.words.of : hook.words.few, words), fen: amount ? Number(amount.replace(/,/g, "")) * 100 : -1 };
}

function tick(to: Element, path: string, text: string): void {
  const mark = document.createElementNS(SVG, "path");
  mark.setAttribute("class", "peer-mark");
  mark.setAttribute("d", path);
  const title = document.createElementNS(SVG, "title");
  title.textContent = text;
  mark.append(title);
  to.append(mark);
}

/** Draws the medians into the columns of the charts; says whether any can be seen. */
function draw(hook: Hook, all: Medians): boolean {
  let drawn = false;
  for (const chart of document.querySelectorAll<SVGSVGElement>("#pay ~ figure svg")) {
    const bars = [...chart.querySelectorAll<SVGRectElement>("rect[data-at]")];
    const at = (bar: Element, name: string): number => Number(bar.getAttribute(name));
    const most = bars.reduce<SVGRectElement | undefined>((a, b) => (a && at(a, "data-fen") >= at(b, "data-fen") ? a : b), undefined);
    if (!most || !at(most, "data-fen")) continue;
    const scale = at(most, "height") / at(most, "data-fen");
    for (const bar of bars) {
      const [year = "", tier = ""] = (bar.dataset.at ?? "").split("-");
      const median = said(hook, all, year, Number(tier));
      if (!median || median.fen < 0) continue;
      const x = at(bar, "x");
      const end = x + at(bar, "width");
      const y = Math.round(at(bar, "y") + at(bar, "height") - median.fen * scale);
      // What lies above the chart is an arrow at its top.
      tick(chart, y < 24 ? `M${x} 34l${(end - x) / 2} -10l${(end - x) / 2} 10` : `M${x - 4} ${y}H${end + 4}`, median.text);
      drawn ||= chart.getClientRects().length > 0;
    }
  }
  return drawn;
}

function show(hook: Hook, all: Medians, place: Element): void {
  document.querySelectorAll<HTMLTableRowElement>(".pay-table tr[data-year]").forEach((row) => {
    [...row.cells].slice(1, -1).forEach((cell, tier) => {
      const median = said(hook, all, row.dataset.year ?? "", tier);
      if (median) cell.append(element("span", "meta peer", median.text));
    });
  });
  const drawn = draw(hook, all);
  place.textContent = hook.words.note + (drawn ? hook.words.mark : "");
}

function hide(place: Element): void {
  document.querySelectorAll(".peer, .peer-mark").forEach((e) => e.remove());
  place.textContent = "";
}

export function peers(): void {
  const place = document.querySelector<HTMLElement>("[data-peers]");
  if (!place) return;
  const hook = JSON.parse(place.dataset.peers!) as Hook;
  const button = element("button", "button", hook.words.show);
  const note = element("p", "meta");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  note.setAttribute("role", "status");
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      hide(note);
      button.setAttribute("aria-pressed", "false");
      return;
    }
    script(hook.src).then(
      () => {
        const all = (window as { gongshiPeers?: Medians }).gongshiPeers;
        if (!all || button.getAttribute("aria-pressed") === "true") return;
        show(hook, all, note);
        button.setAttribute("aria-pressed", "true");
      },
      () => (note.textContent = hook.words.failed),
    );
  });
  place.prepend(button, note);
}
