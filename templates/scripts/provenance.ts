// Shows beside each figure where it comes from: file, row, column, the cell as written, the
// row's checksum, the day on which the file came in. All but the last stands in the page:
// in the table of sources, which is complete without a script, and in the attributes of
// what shows a cell (data-cell: column and its number, 0 where the file has none;
// data-written: the cell where it is shown in another way) or of what all of a record's
// cells stand in (data-record: the row there).
import { bring } from "./bring";
import { h } from "./elements";
import { said } from "./said";

/** What the script says. */
interface SourceStrings {
  /** The language of the data, where it is not that of the page. */
  lang?: string;
  show: string;
  one: string;
  comma: string;
  file: string;
  row: string;
  column: string;
  written: string;
  blank: string;
  absent: string;
  hash: string;
  received: string;
  from: string;
  unknown: string;
  loading: string;
  failed: string;
  source: string;
}

interface Received {
  received?: string;
  from?: string;
}

declare global {
  interface Window {
    gongshiFiles?: { files: Record<string, Received> };
  }
}

const BUTTON = "whence-button";

/** The panel that is open: one at a time. */
let open: { button: HTMLButtonElement; panel: HTMLElement } | undefined;

function close(): void {
  open?.button.setAttribute("aria-expanded", "false");
  open?.panel.remove();
  open = undefined;
}

/** Copies of what a cell of the table of sources holds. */
function copy(cell: HTMLElement | undefined): Node[] {
  return [...(cell?.childNodes ?? [])].map((n) => n.cloneNode(true));
}

/** The cell as written: where nothing else is said, as it is shown, without the button behind it. */
function written(shown: HTMLElement, column: string, w: SourceStrings): string {
  if (shown.dataset.written !== undefined) return shown.dataset.written;
  if (column === "0" || shown.querySelector(".blank")) return "";
  const own = shown.cloneNode(true) as HTMLElement;
  own.querySelectorAll(`.${BUTTON}`).forEach((b) => b.textContent === w.one && b.remove());
  return own.textContent!.trim();
}

/** The day on which a file came in. */
async function received(url: string, file: string, w: SourceStrings, on: HTMLElement): Promise<void> {
  try {
    const all = window.gongshiFiles || (await bring(url, () => window.gongshiFiles));
    const f = all.files[file];
    on.textContent = f?.received || w.unknown;
    if (f?.from) on.parentElement!.after(h("div", {}, h("dt", {}, w.from), h("dd", {}, f.from)));
  } catch {
    on.textContent = w.failed;
  }
}

/** What is said about a cell; without one, about a record. */
function panel(sources: HTMLElement, w: SourceStrings, row: HTMLElement, shown: HTMLElement | undefined): HTMLElement {
  const [place, hash, source] = [...row.querySelectorAll<HTMLElement>("td")];
  const list = h("dl", { class: "facts" });
  const add = (name: string, ...what: (Node | string)[]): HTMLElement => {
    const dd = h("dd", {}, ...what);
    list.append(h("div", {}, h("dt", {}, name), dd));
    return dd;
  };
  add(w.row, ...copy(place));
  const cell = shown?.dataset.cell?.split(" ");
  if (shown && cell) {
    const [name = "", n = "0"] = cell;
    const at = n === "0" ? w.absent : w.column.replace("{n}", n).replace("{name}", name);
    const text = written(shown, n, w);
    list.lastElementChild!.lastElementChild!.append(w.comma, h("span", { class: "keep" }, at));
    const dd = add(w.written, text || w.blank);
    if (text && w.lang) dd.lang = w.lang;
  }
  add(w.hash, ...copy(hash));
  const on = add(w.received, w.loading);
  on.setAttribute("aria-live", "polite");
  if (source?.querySelector("a")) add(w.source, ...copy(source));
  void received(sources.dataset.files!, place?.querySelector("code")?.textContent ?? "", w, on);
  return list;
}

/** Puts what is said below the line that the button stands in. */
function put(button: HTMLElement, content: HTMLElement): HTMLElement {
  const row = button.closest("tr");
  const line = row ?? button.closest("dd, li") ?? button.closest("p") ?? button;
  if (row) {
    const td = h("td", {}, content);
    td.colSpan = row.cells.length;
    const tr = h("tr", { class: "whence-row" }, td);
    row.after(tr);
    return tr;
  }
  const box = h("div", { class: "whence-panel" }, content);
  if (line.matches("dd, li")) line.append(box);
  else line.after(box);
  return box;
}

function start(sources: HTMLElement, w: SourceStrings): void {
  let count = 0;

  const whence = (row: HTMLElement, shown: HTMLElement | undefined, ...label: (Node | string)[]): HTMLButtonElement => {
    const b = h("button", { type: "button", class: BUTTON, "aria-expanded": "false" }, ...label);
    b.addEventListener("click", () => {
      const again = open?.button === b;
      close();
      if (again) return;
      const box = put(b, panel(sources, w, row, shown));
      box.id = `whence-${++count}`;
      b.setAttribute("aria-expanded", "true");
      b.setAttribute("aria-controls", box.id);
      open = { button: b, panel: box };
    });
    return b;
  };

  /** Gives the figures of a section their buttons. */
  const show = (section: HTMLElement): void => {
    section.querySelectorAll<HTMLElement>("[data-cell]").forEach((e) => {
      const record = e.closest<HTMLElement>("[data-record]");
      const row = record && document.getElementById(record.dataset.record!);
      if (!row) return;
      // The cell of a figure is the button; that of a link or a long text gets one behind it.
      if (e.querySelector("a, button") || e.matches("p") || !e.textContent) e.append(" ", whence(row, e, w.one));
      else e.append(whence(row, e, ...e.childNodes));
    });
    if (section.querySelector("[data-cell]")) return;
    section.querySelectorAll<HTMLAnchorElement>("th a, .entries a").forEach((a) => {
      const [, table, slug] = /(projects|sanctions)(?:\/|-)([^/.#]+)(?:\.html)?$/.exec(a.getAttribute("href")!) ?? [];
      const row = document.getElementById(`from-${table}-${slug}`);
      if (row && !a.parentElement!.querySelector(`.${BUTTON}`)) a.after(" ", whence(row, undefined, w.one));
    });
  };

  const hide = (section: HTMLElement): void => {
    close();
    section.querySelectorAll<HTMLElement>(`.${BUTTON}`).forEach((b) => {
      const before = b.previousSibling;
      if (b.textContent === w.one) {
        if (before?.nodeType === Node.TEXT_NODE && before.textContent === " ") before.remove();
        b.remove();
      } else b.replaceWith(...b.childNodes);
    });
  };

  document.querySelectorAll<HTMLElement>(".whence").forEach((line) => {
    const section = line.closest("section");
    if (!section) return;
    const toggle = h("button", { type: "button", class: "button whence-toggle", "aria-pressed": "false" }, w.show);
    toggle.addEventListener("click", () => {
      const on = toggle.getAttribute("aria-pressed") !== "true";
      (on ? show : hide)(section);
      toggle.setAttribute("aria-pressed", String(on));
    });
    line.append(" ", toggle);
  });

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.isComposing || !open) return;
    const { button, panel } = open;
    // The key of a reader who is elsewhere, in the search field say, moves nothing there.
    const here = button === document.activeElement || panel.contains(document.activeElement);
    if (!here && document.activeElement !== document.body) return;
    close();
    button.focus();
  });
}

const sources = document.querySelector<HTMLElement>(".sources");
const words = said<SourceStrings>("sources");
if (sources && words) {
  start(sources, words);
  // A link to the sources opens them.
  document.addEventListener("click", (e) => {
    if (e.target instanceof Element && e.target.closest("a[href='#sources']")) (sources as HTMLDetailsElement).open = true;
  });
}
