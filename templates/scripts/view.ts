// Makes the elements of the search page. Text only ever becomes text nodes.
import type { Value } from "./index";
import type { Hit } from "./match";
import type { Strings } from "./strings";
import { type Phrase, places, units } from "./units";

type Child = Node | string;

/** An element with attributes and children; true is an attribute without a value. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children);
  return e;
}

/** A text with its matches in mark elements. */
export function marked(s: string, phrases: Phrase[]): Child[] {
  const list = units(s);
  const spans = phrases.flatMap((p) => places(p, list)).sort((a, b) => a.start - b.start || b.end - a.end);
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
  const shape = { in_force: "●", appealed: "◐" }[status] ?? "○";
  const tone = { in_force: " alarm", appealed: " amber" }[status] ?? "";
  return h("span", { class: `chip chip--${status}${tone}` }, h("span", { class: "shape", "aria-hidden": "true" }, shape), ` ${name}`);
}

/** An item of the list of hits. */
export function hitItem(hit: Hit & { status: string }, statusName: string, root: string, phrases: Phrase[], w: Strings): HTMLElement {
  const meta = h("p", { class: "hit-meta" }, h("span", { class: "hit-table" }, w.tables[hit.table] ?? hit.table), " · ");
  meta.append(hit.date ? h("time", { class: "num", datetime: hit.date }, hit.date) : w.noDate);
  if (hit.status && hit.status !== "active") meta.append(" ", chip(hit.status, statusName));
  const item = h(
    "li",
    { class: "hit" },
    h("h3", {}, h("a", { href: root + hit.url }, h("bdi", { lang: "zh-CN" }, ...marked(hit.title, phrases)))),
    meta,
  );
  if (hit.excerpt) item.append(h("p", { class: "excerpt", lang: "zh-CN" }, ...marked(hit.excerpt, phrases)));
  return item;
}

/** The values of a facet as check boxes; those beyond a few are folded away. */
export function facetSet(name: string, counts: { value: Value; count: number }[], ticked: readonly string[], w: Strings, english: boolean): HTMLElement {
  const boxes = counts.map(({ value, count }) => {
    const [id = "", zh = id, en = zh] = value;
    const box = h("input", { type: "checkbox", name, value: id });
    box.checked = ticked.includes(id);
    return h("label", {}, box, " ", h("span", {}, english ? en : zh), " ", h("span", { class: "num count" }, String(count)));
  });
  const few = 6;
  const set = h("fieldset", { class: "facet" }, h("legend", {}, w.facets[name] ?? name), ...boxes.slice(0, few));
  if (boxes.length > few) {
    const open = counts.slice(few).some(({ value }) => ticked.includes(value[0]!));
    set.append(h("details", { open }, h("summary", {}, w.moreValues(boxes.length - few)), ...boxes.slice(few)));
  }
  return set;
}
