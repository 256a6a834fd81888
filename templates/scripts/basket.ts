// Shows the basket on every page: how many agencies are in it beside the menu's entry, and
// a button where a page is about an agency.
import { load, MOST, save } from "./basket-store";
import { said } from "./said";

interface BasketStrings {
  add: string;
  in: string;
  full: string;
  go: string;
  said: string;
}

const entries = document.querySelectorAll<HTMLAnchorElement>("a[data-basket]");
const words = said<BasketStrings>("basket");
const draws: (() => void)[] = [];

function add<K extends keyof HTMLElementTagNameMap>(to: HTMLElement, tag: K): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  to.append(e, " ");
  return e;
}

const fill = (form: string, n: number): string => form.replace("{n}", `${n}`);

entries.forEach((a) => {
  const count = add(a, "span");
  count.className = "basket-count";
  draws.push(() => {
    const n = load().length;
    count.textContent = n ? `(${n})` : "";
  });
});

document.querySelectorAll<HTMLElement>(entries.length ? ".basket" : "x").forEach((place) => {
  if (!words) return;
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
      status.textContent = words.full;
      return;
    }
    // Where nothing can be kept, the address keeps it.
    if (!save(list)) location.href = `${link.href}?a=${agency}`;
    status.textContent = fill(words.said, list.length);
    show();
  };
  place.hidden = false;
  draws.push(() => {
    const n = load().length;
    const inside = others().length < n;
    button.textContent = inside ? words.in : words.add;
    button.setAttribute("aria-pressed", `${inside}`);
    link.hidden = !n;
    link.textContent = n ? fill(words.go, n) : "";
    link.hidden = !n;
  });
});

const show = (): void => draws.forEach((draw) => draw());

// The page is shown again, another tab has changed the basket, or this page has.
for (const event of ["pageshow", "storage", "gongshi-basket"]) addEventListener(event, show);
show();
