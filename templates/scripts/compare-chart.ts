// Draws a measure of up to six agencies over years. Agencies are told apart by the pattern
// of their line, the form of their marks and a letter, never by colour alone; what was not
// disclosed is a dashed box with the letter, and breaks the line.
import { type Cell, grouped, yuan } from "./compare-measures";
import { flat } from "./lists";

export interface Series {
  letter: string;
  label: string; // beside the line, where there is room
  cells: Cell[]; // one a year
}

export interface Drawing {
  years: number[];
  series: Series[];
  money: boolean;
  missing: string;
  title: string;
  description: string;
  width: number; // pixels
  rem: number; // pixels
}

type Attributes = Record<string, string | number>;

const NS = "http://www.w3.org/2000/svg";
const LINES = 4; // at most, above the base
const WIDE = 40; // rem from which labels stand beside the lines

function svg(tag: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const e = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  e.append(...children);
  return e;
}

/** The mark of the i-th agency: six forms, filled and hollow. */
function mark(i: number, x: number, y: number, r: number): SVGElement {
  const class_ = `compare-mark c${i}${i > 2 ? " hollow" : ""}`;
  switch (i % 3) {
    case 0:
      return svg("circle", { class: class_, cx: x, cy: y, r });
    case 1:
      return svg("rect", { class: class_, x: x - r, y: y - r, width: 2 * r, height: 2 * r });
  }
  return svg("path", { class: class_, d: `M${x} ${y - 1.3 * r}L${x + 1.2 * r} ${y + r}H${x - 1.2 * r}Z` });
}

/** The pattern and the mark of an agency, for the list of agencies. */
export function swatch(i: number): SVGElement {
  return svg("svg", { class: "swatch", viewBox: "0 0 48 16", width: 48, height: 16, "aria-hidden": "true", focusable: "false" },
    svg("path", { class: `compare-line c${i}`, d: "M0 8H48" }), mark(i, 24, 8, 5));
}

/** The distance of the lines of a scale up to most: 1, 2 or 5 times a power of ten. */
function step(most: number, least: number): number {
  let s = least;
  while (s * LINES < most) {
    const lead = Number(String(s)[0]);
    s = lead === 2 ? (s / 2) * 5 : s * 2;
  }
  return s;
}

/** Moves places apart that are nearer than room, and keeps them above a floor. */
function spread(places: { y: number; at: number }[], room: number, floor: number): void {
  places.sort((a, b) => a.y - b.y);
  let before = -Infinity;
  for (const p of places) before = p.y = Math.max(p.y, before + room);
  let below = floor + room;
  for (const p of places.slice().reverse()) below = p.y = Math.min(p.y, below - room);
}

/** The chart; undefined where there is nothing to draw. */
export function draw(d: Drawing): SVGElement | undefined {
  const values = flat(d.series.map(({ cells }) => flat(cells.map(({ n }) => (n === undefined ? [] : [n])))));
  const absent = d.years.map((_, i) => d.series.map((s, k) => ({ s, k })).filter(({ s }) => s.cells[i]!.kind === "missing"));
  const deepest = Math.max(0, ...absent.map((list) => list.length));
  if (values.length === 0 && deepest === 0) return undefined;

  const { rem } = d;
  const wide = d.width >= WIDE * rem;
  const gap = step(Math.max(...values, 0), d.money ? 100 : 1);
  const lines = Math.max(1, Math.ceil(Math.max(...values, 0) / gap));
  const tick = (n: number): string => grouped(d.money ? yuan(n) : n);
  const left = (tick(gap * lines).length * 0.55 + 0.75) * rem;
  const right = wide ? 9 * rem : 1.75 * rem;
  const top = rem;
  const base = top + (wide ? 18 : 14) * rem;
  const room = (d.width - left - right) / d.years.length;
  const x = (i: number): number => left + (i + 0.5) * room;
  const y = (n: number): number => base - (n / (gap * lines)) * (base - top);
  const height = base + (2 + deepest * 1.5) * rem;

  const root = svg("svg", { class: "compare-svg", viewBox: `0 0 ${Math.round(d.width)} ${Math.round(height)}`, width: d.width, height, role: "img", "aria-labelledby": "compare-title compare-desc" },
    svg("title", { id: "compare-title" }, d.title), svg("desc", { id: "compare-desc" }, d.description));
  const text = (class_: string, tx: number, ty: number, words: string): SVGElement => svg("text", { class: class_, x: tx, y: ty, "font-size": 0.8125 * rem }, words);
  for (let i = 0; i <= lines; i++) {
    root.append(svg("path", { class: i === 0 ? "axis base" : "axis", d: `M${left} ${Math.round(y(i * gap))}H${Math.round(d.width - right)}` }),
      text("tick", left - 0.5 * rem, y(i * gap) + 0.3 * rem, tick(i * gap)));
  }
  const every = Math.ceil((2.1 * rem) / room);
  d.years.forEach((year, i) => {
    if ((d.years.length - 1 - i) % every === 0) root.append(text("year", x(i), base + 1.25 * rem, String(year)));
  });
  drawAbsent(root, absent, x, base + 2 * rem, rem, text);
  if (deepest > 0 && left > d.missing.length * 0.75 * rem) root.append(text("none-word", 0, base + 3 * rem - 0.1 * rem, d.missing));

  const ends: { y: number; at: number; x: number }[] = [];
  d.series.forEach((s, k) => {
    root.append(...drawSeries(s, k, x, y, rem));
    const last = s.cells.map(({ n }) => n !== undefined).lastIndexOf(true);
    if (last >= 0) ends.push({ y: y(s.cells[last]!.n!), at: k, x: x(last) });
  });
  // Labels of lines that end early would stand on other lines: all stand at the right.
  const edge = d.width - right + 0.4 * rem;
  spread(ends, 1.2 * rem, base);
  for (const end of ends) {
    const s = d.series[end.at]!;
    root.append(text("end", edge, end.y + 0.3 * rem, wide ? `${s.letter} ${s.label}` : s.letter));
  }
  return root;
}

function drawAbsent(root: SVGElement, absent: { s: Series; k: number }[][], x: (i: number) => number, from: number, rem: number, text: (class_: string, tx: number, ty: number, words: string) => SVGElement): void {
  absent.forEach((list, i) => {
    list.forEach(({ s }, row) => {
      const top = from + row * 1.5 * rem;
      root.append(svg("rect", { class: "none", x: x(i) - 0.75 * rem, y: top, width: 1.5 * rem, height: 1.25 * rem }), text("none-word middle", x(i), top + 0.95 * rem, s.letter));
    });
  });
}

/** The line of an agency with its marks; years that are missing are bridged by dots. */
function drawSeries(s: Series, k: number, x: (i: number) => number, y: (n: number) => number, rem: number): SVGElement[] {
  const path: string[] = [];
  const bridges: string[] = [];
  const marks: SVGElement[] = [];
  let before = -1;
  s.cells.forEach(({ n }, i) => {
    if (n === undefined) return;
    const here = `${x(i).toFixed(1)} ${y(n).toFixed(1)}`;
    if (before >= 0 && before < i - 1 && s.cells.slice(before + 1, i).every(({ kind }) => kind === "missing")) {
      bridges.push(`M${x(before).toFixed(1)} ${y(s.cells[before]!.n!).toFixed(1)}L${here}`);
    }
    path.push((before >= 0 && before === i - 1 ? "L" : "M") + here);
    marks.push(mark(k, x(i), y(n), 0.3 * rem));
    before = i;
  });
  const list: SVGElement[] = [];
  if (bridges.length > 0) list.push(svg("path", { class: "bridge", d: bridges.join("") }));
  if (path.length > 0) list.push(svg("path", { class: `compare-line c${k}`, d: path.join("") }));
  return [...list, ...marks];
}
