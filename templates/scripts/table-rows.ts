// The rows of a table: those that stand on the page, and those of the whole list, which
// are in one file (docs/formats.md) that is loaded when it is first needed.
import { bring } from "./bring";

/** A cell as it is sorted. */
export interface Cell {
  /** What it is sorted by; empty: nothing is given, and it comes last whichever way. */
  key: string;
}

export interface Row {
  /** Its place in the order of the list. */
  place: number;
  cells: Cell[];
  /** All its text, for finding. */
  text: string;
  /** Its values by facet. */
  values: Record<string, string[]>;
  /** The row itself, made when it is first shown. */
  element(): HTMLElement;
}

/** An element of a shape: a 0 is a place for a value of the row. */
type Shape = [tag: string, attributes: Record<string, string | 0>, ...children: (Shape | string | 0)[]];
type Value = string | number;

interface RowFile {
  version: number;
  facets: { id: string; values: string[] }[] | null;
  texts: string[];
  shapes: Shape[];
  rows: [shape: number, ...rest: (Value | number[])[]][];
}

declare global {
  interface Window {
    gongshiRows?: RowFile;
  }
}

const VERSION = 1;

let loading: Promise<Row[]> | undefined;

/** All rows of the list, in its order. */
export function load(url: string): Promise<Row[]> {
  if (!loading) {
    const heard = (): RowFile | undefined => (window.gongshiRows?.version === VERSION ? window.gongshiRows : undefined);
    loading = bring(url, heard).then((file) => file.rows.map((row, i) => listed(file, row, i)));
    loading.catch(() => (loading = undefined)); // the next wish asks again
  }
  return loading;
}

/** Texts of a node that are for readers, without what is for the eye alone. */
function textOf(shape: Shape, next: () => string): { text: string; key?: string; none: boolean } {
  let text = "";
  let none = false;
  const fill = (v: string | 0): string => (v === 0 ? next() : v);
  const [, attributes, ...children] = shape;
  let key: string | undefined;
  for (const [name, v] of Object.entries(attributes)) {
    const value = fill(v);
    if (name === "data-key") key = value;
    if (name === "class" && NOTHING.test(value)) none = true;
  }
  for (const c of children) {
    if (typeof c === "object") {
      const child = textOf(c, next);
      text += child.text;
      none ||= child.none;
    } else text += fill(c);
  }
  return { text, key, none };
}

/** Classes of what stands where nothing is given. */
const NOTHING = /(?:^| )(?:blank|missing)(?: |$)/;

function cell(text: string, key: string | undefined, none: boolean): Cell {
  return { key: key ?? (none ? "" : text.trim()) };
}

function listed(file: RowFile, [shape, ...rest]: RowFile["rows"][number], place: number): Row {
  const facets = file.facets ?? [];
  const values: Row["values"] = {};
  facets.forEach(({ id, values: names }, i) => {
    const at = rest[i]!;
    values[id] = (Array.isArray(at) ? at : [at as number]).map((n) => names[n]!);
  });
  const given = rest.slice(facets.length).map((v) => (typeof v === "number" ? file.texts[v]! : (v as string)));
  const reader = (): (() => string) => {
    let at = 0;
    return () => given[at++] ?? "";
  };
  const tree = file.shapes[shape]!;
  const next = reader();
  const cells: Cell[] = [];
  let text = "";
  for (const c of tree.slice(2) as Shape[]) {
    const t = textOf(c, next);
    cells.push(cell(t.text, t.key, t.none));
    text += `${t.text} `;
  }
  let element: HTMLElement | undefined;
  return { place, cells, text: folded(text), values, element: () => (element ??= built(tree, reader())) };
}

function built(shape: Shape, next: () => string): HTMLElement {
  const [tag, attributes, ...children] = shape;
  const e = document.createElement(tag);
  for (const [name, v] of Object.entries(attributes)) e.setAttribute(name, v === 0 ? next() : v);
  for (const c of children) e.append(c === 0 ? next() : typeof c === "string" ? c : built(c, next));
  return e;
}

/** A row that stands on the page. */
export function standing(element: HTMLTableRowElement, place: number): Row {
  const cells = Array.from(element.cells).map((c) => cell(c.textContent!, c.dataset.key, !!c.querySelector(".blank, .missing")));
  return { place, cells, text: folded(element.textContent!), values: {}, element: () => element };
}

/** A text as it is compared: full-width and capital letters are as others. */
export function folded(s: string): string {
  return s.normalize("NFKC").toLowerCase();
}
