// Brings the medians of an agency's peers into the table and the chart of its pay. They
// stand in one file for all pages, peers.js, and not in the pages, so that a changed row
// does not change them all.
import { bring } from "./bring";

/** What the page hands over (internal/site, peersHook). */
interface Hook {
  src: string;
  /** The class of the agency by year. */
  sizes: Record<string, string>;
  /** The codes of the tiers in the order of the table. */
  tiers: string[];
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

/** Draws the medians into the charts, whose attributes say where; says whether any can be seen. */
function draw(hook: Hook, all: Medians): boolean {
  let seen = false;
  for (const chart of document.querySelectorAll<SVGSVGElement>(".chart svg[data-axis]")) {
    const number = (e: Element, name: string): number => Number(e.getAttribute(name));
    const [zero, full, most] = [number(chart, "data-zero"), number(chart, "data-full"), number(chart, "data-most")];
    for (const place of chart.querySelectorAll<SVGGElement>("g[data-year]")) {
      const median = said(hook, all, place.dataset.year ?? "", hook.tiers.indexOf(place.dataset.tier ?? ""));
      if (!median || median.fen < 0 || !most) continue;
      const [from, to] = [number(place, "data-from"), number(place, "data-to")];
      const at = Math.round(zero + ((full - zero) * median.fen) / most);
      const half = (to - from) / 2;
      // What lies beyond the chart is an arrow at its end.
      const beyond = median.fen > most;
      const up = beyond ? `M${from} ${full + 10}l${half} -10l${half} 10` : `M${from - 3} ${at}H${to + 3}`;
      const right = beyond ? `M${full - 10} ${from}l10 ${half}l-10 ${half}` : `M${at} ${from}V${to}`;
      tick(chart, chart.dataset.axis === "y" ? up : right, median.text);
      seen ||= chart.getClientRects().length > 0;
    }
  }
  return seen;
}

function show(hook: Hook, all: Medians, place: Element): void {
  document.querySelectorAll<HTMLTableRowElement>(".pay-table tr[data-year]").forEach((row) => {
    [...row.cells].slice(1, -1).forEach((cell, tier) => {
      const median = said(hook, all, row.dataset.year ?? "", tier);
      if (median) cell.append(element("span", "meta peer", median.text));
    });
  });
  const seen = draw(hook, all);
  place.textContent = hook.words.note + (seen ? hook.words.mark : "");
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
    bring(hook.src).then(
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
