// Shows the basket on every page: how many agencies are in it beside the menu's entry, and
// a button where a page is about an agency. The menu's entry carries the words.
import { load, MOST, save } from "./basket-store";

const entries = document.querySelectorAll<HTMLAnchorElement>("a[data-basket]");
const words = entries.length ? entries[0]!.dataset.basket!.split("|") : [];
const draws: (() => void)[] = [];

function add<K extends keyof HTMLElementTagNameMap>(to: HTMLElement, tag: K): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  to.append(e, " ");
  return e;
}

const fill = (word: number, n: number): string => words[word]!.replace("{n}", `${n}`);

entries.forEach((a) => {
  const count = add(a, "span");
  count.className = "basket-count";
  draws.push(() => {
    const n = load().length;
    count.textContent = n ? `(${n})` : "";
  });
});

document.querySelectorAll<HTMLElement>(entries.length ? ".basket" : "x").forEach((place) => {
  const { agency = "", name = "" } = place.dataset;
  const button = add(place, "button");
  const link = add(place, "a");
  const status = add(place, "span");
  button.className = "button";
  status.setAttribute("role", "status");
  link.href = entries[0]!.href;
  const others = (): ReturnType<typeof load> => load().filter(([slug]) => slug !== agency);
  button.onclick = () => {
    const list = others();
    if (list.length === load().length && list.push([agency, name]) > MOST) {
      status.textContent = words[2]!;
      return;
    }
    // Where nothing can be kept, the address keeps it.
    if (!save(list)) location.href = `${link.href}?a=${agency}`;
    status.textContent = fill(4, list.length);
    show();
  };
  place.hidden = false;
  draws.push(() => {
    const n = load().length;
    const inside = others().length < n;
    button.textContent = words[+inside]!;
    button.setAttribute("aria-pressed", `${inside}`);
    link.hidden = !n;
    link.textContent = n ? fill(3, n) : "";
    link.hidden = !n;
  });
});

const show = (): void => draws.forEach((draw) => draw());

// The page is shown again, another tab has changed the basket, or this page has.
for (const event of ["pageshow", "storage", "gongshi-basket"]) addEventListener(event, show);
show();
