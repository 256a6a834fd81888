// Brings the medians of an agency's peers into the table and the chart of its pay. They
// stand in one file for all pages, peers.js, and not in the pages, so that a changed row
// does not change them all.
import { bring } from "./bring";
import { button, h } from "./elements";
import { said as wordsOf } from "./said";
import { say } from "./say";

/** What the page hands over (internal/site, peersHook). */
interface Hook {
  src: string;
  /** The class of the agency by year. */
  sizes: Record<string, string>;
  /** The codes of the tiers in the order of the table. */
  tiers: string[];
  words: PeerStrings;
}

/** Forms with the slots {size}, {n} and {amount}. */
interface PeerStrings {
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

declare global {
  interface Window {
    gongshiPeers?: Medians;
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** What a median says; undefined where the file has none for the year. */
function said(hook: Hook, all: Medians, year: string, tier: number): { text: string; fen: number } | undefined {
  const size = hook.sizes[year] ?? "";
  const median = all.years[year]?.[size]?.[tier];
  if (!median) return undefined;
  const [amount, of] = median;
  const words = { size: hook.words.sizes[size] ?? "", n: String(amount ? of : all.fewest), amount };
  return { text: say(amount ? hook.words.of : hook.words.few, words), fen: amount ? Number(amount.replace(/,/g, "")) * 100 : -1 };
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
      if (median) cell.append(h("span", { class: "meta peer" }, median.text));
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
  const words = wordsOf<PeerStrings>("peers");
  if (!place || !words) return;
  const hook: Hook = { ...JSON.parse(place.dataset.peers!), words };
  const note = h("p", { class: "meta", role: "status" });
  const toggle = button(hook.words.show, () => void press());
  toggle.className = "button";
  const pressed = (): boolean => toggle.getAttribute("aria-pressed") === "true";
  const press = async (): Promise<void> => {
    if (pressed()) hide(note);
    else if (toggle.hasAttribute("aria-busy")) return;
    else {
      toggle.setAttribute("aria-busy", "true");
      try {
        show(hook, await bring(hook.src, () => window.gongshiPeers), note);
      } catch {
        note.textContent = hook.words.failed;
        return;
      } finally {
        toggle.removeAttribute("aria-busy");
      }
    }
    toggle.setAttribute("aria-pressed", String(!pressed()));
  };
  toggle.setAttribute("aria-pressed", "false");
  place.prepend(toggle, note);
}
