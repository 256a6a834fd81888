// What can be compared, and how a value of it is told: given, zero, blank, missing and not
// due never look alike.
import type { Fen, Year } from "./compare-data";
import type { CompareStrings } from "./compare-words";
import { h } from "./elements";
import { say } from "./say";

export interface Cell {
  kind: "given" | "zero" | "blank" | "missing" | "quiet" | "states";
  text: string;
  /** For the chart: money in fen. */
  n?: number;
  /** For a file: the number without separators. */
  plain?: string;
}

export interface Measure {
  id: string;
  name: string;
  group: number;
  unit: string;
  money: boolean;
  of(y: Year | undefined): Cell;
}

const OPEN = ["partly", "missing", "overdue"];

export function grouped(n: number | string): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Fen in yuan: "1410050" or "1410050.50". */
export function yuan(fen: number | string): string {
  const digits = String(fen).padStart(3, "0");
  const cents = digits.slice(-2);
  return digits.slice(0, -2) + (cents === "00" ? "" : `.${cents}`);
}

function groupedYuan(fen: number | string): string {
  const [whole, cents] = yuan(fen).split(".");
  return grouped(whole!) + (cents ? `.${cents}` : "");
}

function count(n: number): Cell {
  return n === 0 ? { kind: "zero", text: "0", n, plain: "0" } : { kind: "given", text: grouped(n), n, plain: String(n) };
}

function amount(fen: Fen, w: CompareStrings): Cell {
  if (fen === null) return { kind: "blank", text: w.blank };
  if (Number(fen) === 0) return { kind: "zero", text: "0", n: 0, plain: "0" };
  return { kind: "given", text: groupedYuan(fen), n: Number(fen), plain: yuan(fen) };
}

/** What stands where a tier has no row. */
function absent(y: Year | undefined, w: CompareStrings): Cell {
  const state = y?.states[0] ?? "not_required";
  if (OPEN.includes(state)) return { kind: "missing", text: w.missing };
  return { kind: "quiet", text: state === "due" ? w.notDue : state === "no_rule" ? w.noRule : w.notRequired };
}

export function measures(w: CompareStrings): Measure[] {
  const [money, people, contracts, items] = w.units as [string, string, string, string];
  const list: Measure[] = [];
  w.tiers.forEach((name, t) => {
    const of = (y: Year | undefined): Cell => (y?.tiers[t] ? amount(y.tiers[t]![1], w) : absent(y, w));
    list.push({ id: w.tierIDs[t]!, name: say(w.total, { tier: name }), group: 0, unit: money, money: true, of });
  });
  w.tiers.forEach((tier, t) => {
    const of = (y: Year | undefined): Cell => {
      const row = y?.tiers[t];
      if (!row) return absent(y, w);
      return row[0] === null ? { kind: "blank", text: w.blank } : count(row[0]);
    };
    list.push({ id: `people-${w.tierIDs[t]!}`, name: say(w.people, { tier }), group: 1, unit: people, money: false, of });
  });
  const duties = (y: Year | undefined): Cell => ({
    kind: "states",
    text: w.dutyNames.map((name, i) => name + w.colon + w.states[y?.states[i] ?? "not_required"]!).join(w.comma),
  });
  list.push(
    { id: "contracts", name: w.contracts, group: 2, unit: contracts, money: false, of: (y) => count(y?.contracts ?? 0) },
    { id: "sanctions", name: w.sanctions, group: 2, unit: items, money: false, of: (y) => count(y?.sanctions ?? 0) },
    { id: "duties", name: w.duties, group: 2, unit: "", money: false, of: duties },
  );
  return list;
}

/** The measure that is shown where the address names none. */
export function first(list: Measure[], w: CompareStrings): string[] {
  const usual = w.tierIDs[w.tierIDs.length - 1]!;
  return [...list.map(({ id }) => id).filter((id) => id !== usual), usual];
}

const SHAPES: Record<string, [shape: string, tone: string]> = {
  disclosed: ["✓", "good"], nil_return: ["✓", "good"], late: ["◷", "amber"], partly: ["△", "alarm"], missing: ["✕", "alarm"], overdue: ["✕", "alarm"],
};

/** The states of the duties as chips. */
export function chips(y: Year | undefined, w: CompareStrings): HTMLElement[] {
  return w.dutyNames.map((name, i) => {
    const state = y?.states[i] ?? "not_required";
    const [shape, tone] = SHAPES[state] ?? ["–", "quiet"];
    return h("span", { class: `chip ${tone}` }, h("i", { "aria-hidden": "true" }, shape), ` ${name} ${w.states[state] ?? state}`);
  });
}

/** A cell as it stands in a table, in the manner of the site's own tables. */
export function shown(cell: Cell): HTMLElement {
  switch (cell.kind) {
    case "given":
      return h("span", { class: "num" }, cell.text);
    case "zero":
      return h("span", { class: "num zero" }, cell.text);
    case "missing":
      return h("span", { class: "missing" }, cell.text);
    case "blank":
      return h("span", { class: "blank" }, cell.text);
  }
  return h("span", { class: "quiet" }, cell.text);
}
