import "./basket";
import { said } from "./said";

// The day and coverage of the data stand in one small file, status.js, and not in the
// pages, so that a new row does not change them all.
interface Status {
  date: string;
  rows: string;
  refused: string;
}

interface FooterStrings {
  /** A form with the slots {date}, {rows} and {refused}. */
  coverage: string;
}

const coverage = document.querySelector<HTMLElement>("[data-coverage]");
const facts = (window as { gongshiStatus?: Status }).gongshiStatus;
const words = said<FooterStrings>("footer");
if (coverage && words && facts) {
  coverage.textContent = words.coverage
    .replace("{date}", facts.date)
    .replace("{rows}", facts.rows)
    .replace("{refused}", facts.refused);
}

// Elder mode, on every page: the link ?mode=elder switches it, and the choice is
// kept. Without storage the address alone decides.
const MODE = "gongshi.mode";
const ELDER = "elder";

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is refused, for example in private windows
  }
}

function store(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // the choice lasts for this page
  }
}

function apply(mode: string): void {
  const elder = mode === ELDER;
  if (elder) document.documentElement.dataset.mode = ELDER;
  else delete document.documentElement.dataset.mode;
  document.querySelectorAll<HTMLAnchorElement>("a.mode").forEach((a) => {
    a.href = elder ? "?mode=normal" : "?mode=elder";
    if (elder) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  });
}

function keep(): void {
  const kept = stored(MODE);
  if (kept) apply(kept);
}

const asked = new URLSearchParams(location.search).get("mode");
if (asked) store(MODE, asked === ELDER ? asked : "normal");
apply(asked ?? "");
// The page is shown at first or again, or another tab has switched.
for (const event of ["pageshow", "storage"]) addEventListener(event, keep);
keep();

document.addEventListener("click", (e) => {
  const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>("a.mode") : null;
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  const mode = document.documentElement.dataset.mode === ELDER ? "normal" : ELDER;
  store(MODE, mode);
  apply(mode);
});

// A key goes to the search field, unless the reader is typing or has switched it off
// on the help page (WCAG 2.1.4).
const KEYS = "gongshi.keys";
const OFF = "off";
const field = document.getElementById("q");
let keys = stored(KEYS) !== OFF;

document.addEventListener("keydown", (e) => {
  const typing = e.target instanceof HTMLElement && e.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (e.key !== "/" || typing || !keys || e.ctrlKey || e.metaKey || e.altKey || !field) return;
  e.preventDefault();
  field.focus();
});

document.querySelectorAll<HTMLButtonElement>("[data-keys]").forEach((button) => {
  const words = [button.textContent!, button.dataset.keys!];
  const show = (): void => void (button.textContent = words[keys ? 0 : 1]!);
  button.hidden = false;
  button.addEventListener("click", () => {
    keys = !keys;
    store(KEYS, keys ? "on" : OFF);
    show();
  });
  show();
});

// What the search page needs is fetched while the reader types on another page.
const form = document.querySelector<HTMLElement>("form[data-fetch]");
form?.addEventListener(
  "focusin",
  () => {
    for (const href of form.dataset.fetch!.split(" ")) {
      const link = document.createElement("link");
      link.rel = "prefetch";
      link.href = href;
      document.head.append(link);
    }
  },
  { once: true },
);
