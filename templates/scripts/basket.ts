// Shows the basket on every page: how many agencies are in it beside the menu's entry, and
// a button where a page is about an agency. The menu's entry carries the words.
import { load, MOST, save } from "./basket-store";

const entries = document.querySelectorAll<HTMLAnchorElement>("a[data-basket]");
const words = entries[0]?.dataset.basket?.split("|") ?? [];

function add<K extends keyof HTMLElementTagNameMap>(to: HTMLElement, tag: K, text: string): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  e.textContent = text;
  to.append(e, " ");
  return e;
}

const fill = (form: string, n: number): string => form.replace("{n}", String(n));

function show(): void {
  const n = load().length;
  entries.forEach((a) => {
    a.querySelector(".basket-count")?.remove();
    if (n) add(a, "span", `(${n})`).className = "basket-count";
  });
}

document.querySelectorAll<HTMLElement>(".basket[data-agency]").forEach((place) => {
  if (!words[4]) return;
  const { agency, name } = place.dataset as { agency: string; name: string };
  const button = add(place, "button", "");
  const link = add(place, "a", "");
  const status = add(place, "span", "");
  button.type = "button";
  button.className = "button";
  status.setAttribute("role", "status");
  link.href = entries[0]!.href;
  const draw = (): void => {
    const list = load();
    const inside = list.some(([slug]) => slug === agency);
    button.textContent = words[inside ? 1 : 0]!;
    button.setAttribute("aria-pressed", String(inside));
    link.textContent = list.length ? fill(words[3]!, list.length) : "";
    show();
  };
  button.addEventListener("click", () => {
    const list = load();
    const rest = list.filter(([slug]) => slug !== agency);
    if (rest.length === list.length && rest.push([agency, name]) > MOST) {
      status.textContent = words[2]!;
      return;
    }
    // Where nothing can be kept, the address keeps it.
    if (!save(rest)) location.href = `${link.href}?a=${agency}`;
    status.textContent = fill(words[4]!, rest.length);
    draw();
  });
  place.hidden = false;
  addEventListener("pageshow", draw);
  addEventListener("storage", draw);
  draw();
});

addEventListener("pageshow", show);
addEventListener("storage", show);
addEventListener("gongshi-basket", show); // this page has changed it
show();
