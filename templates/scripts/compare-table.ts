// The tables of a comparison, on the page and as a file.
import type { Agency } from "./compare-data";
import { type Cell, chips, type Measure, shown } from "./compare-measures";
import type { CompareStrings } from "./compare-words";
import { csv, guard } from "./csv";
import { h } from "./elements";
import { flat } from "./lists";

/** An agency with its place in the comparison. */
export interface Column {
  letter: string;
  agency: Agency;
}

export function called({ letter, agency }: Column): string {
  return `${letter} ${agency.short || agency.name}`;
}

function cellOf(measure: Measure, agency: Agency, year: number, w: CompareStrings): (Node | string)[] {
  const y = agency.years.get(year);
  return measure.id === "duties" ? chips(y, w) : [shown(measure.of(y))];
}

/** One measure, a line for each year and a column for each agency. */
export function byYear(columns: Column[], years: number[], measure: Measure, title: string, w: CompareStrings): HTMLElement {
  const names = columns.map((c) => h("th", { scope: "col", class: "right" }, `${c.letter} `, h("bdi", { lang: "zh-CN" }, c.agency.short || c.agency.name)));
  const rows = years.map((year) =>
    h("tr", {}, h("th", { scope: "row" }, h("span", { class: "num" }, String(year))),
      ...columns.map((c) => h("td", { class: "right", "data-label": called(c) }, h("span", { class: "cell" }, ...cellOf(measure, c.agency, year, w))))));
  return h("table", { class: `list wide compare-table${columns.length < 4 ? " few" : ""}` }, h("caption", {}, title),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, w.year), ...names)), h("tbody", {}, ...rows));
}

/** Every measure of one agency, a line for each year; headcounts stand with the totals. */
export function allOf(agency: Agency, years: number[], list: Measure[], w: CompareStrings): HTMLElement {
  const shownOnes = list.filter(({ group }) => group !== 1);
  const people = (m: Measure): Measure | undefined => list.find(({ id }) => id === `people-${m.id}`);
  const cell = (m: Measure, year: number): (Node | string)[] => {
    const content = cellOf(m, agency, year, w);
    const count = people(m)?.of(agency.years.get(year));
    if (count?.plain !== undefined) content.push(" ", h("span", { class: "meta people num" }, `${count.text}\u00a0${w.units[1]!}`));
    return content;
  };
  const rows = years.map((year) =>
    h("tr", {}, h("th", { scope: "row" }, h("span", { class: "num" }, String(year))),
      ...shownOnes.map((m) => h("td", { class: m.id === "duties" ? "" : "right", "data-label": m.name }, h("span", { class: "cell" }, ...cell(m, year))))));
  const heads = shownOnes.map((m) => h("th", { scope: "col", class: m.id === "duties" ? "" : "right" }, m.name));
  return h("table", { class: "list wide compare-all" }, h("caption", { class: "vh" }, agency.name),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, w.year), ...heads)), h("tbody", {}, ...rows));
}

/** Everything that is compared as a file: a line for each agency, year and measure. */
export function file(columns: Column[], years: number[], list: Measure[], w: CompareStrings): string {
  const rows = flat(columns.map(({ agency }) =>
    flat(years.map((year) =>
      list.map((m) => {
        const c: Cell = m.of(agency.years.get(year));
        const state = c.plain === undefined ? c.text : "";
        return [guard(agency.name), guard(agency.slug.toUpperCase()), String(year), guard(m.name), c.plain ?? "", c.plain === undefined ? "" : guard(m.unit), guard(state)];
      })))));
  return csv([w.columns.split(","), ...rows]);
}
