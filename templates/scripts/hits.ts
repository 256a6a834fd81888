// Makes the hits of the search page.
import { type Child, h } from "./elements";
import { flat } from "./lists";
import type { Head } from "./match";
import type { SearchStrings } from "./search-words";
import { type Phrase, places, units } from "./units";

/** A text with its matches in mark elements. */
export function marked(s: string, phrases: Phrase[]): Child[] {
  const list = units(s);
  const spans = flat(phrases.map((p) => places(p, list))).sort((a, b) => a.start - b.start || b.end - a.end);
  const children: Child[] = [];
  let at = 0;
  for (let { start, end } of spans) {
    if (end <= at) continue;
    start = Math.max(start, at);
    if (start > at) children.push(s.slice(at, start));
    children.push(h("mark", {}, s.slice(start, end)));
    at = end;
  }
  children.push(s.slice(at));
  return children;
}

/** Shape, word and colour of a status, in that order of weight. */
function chip(status: string, name: string): HTMLElement {
  const [shape, tone] = { in_force: ["●", "alarm"], appealed: ["◐", "amber"] }[status] ?? ["○", ""];
  return h("span", { class: `chip ${tone}` }, h("i", { "aria-hidden": "true" }, shape!), ` ${name}`);
}

/** An item of the list of hits, without its excerpt. */
export function hitItem({ table, title, url, date, status }: Head, root: string, phrases: Phrase[], w: SearchStrings): HTMLElement {
  const meta = h("p", { class: "hit-meta" }, w.values.table![table] ?? table, " · ");
  meta.append(date ? h("time", { class: "num", datetime: date }, date) : w.noDate);
  if (status && status !== "active") meta.append(" ", chip(status, w.values.status![status] ?? status));
  const link = h("a", { href: root + url }, h("bdi", { lang: "zh-CN" }, ...marked(title, phrases)));
  return h("li", { class: "hit" }, h("h3", {}, link), meta, h("p", { class: "excerpt wait", lang: "zh-CN" }));
}

/** Puts the excerpt into an item, whose place is kept until then. */
export function showExcerpt(item: HTMLElement, excerpt: string, phrases: Phrase[]): void {
  const e = item.lastElementChild!;
  e.classList.remove("wait");
  e.append(...marked(excerpt, phrases));
}
