// The day and coverage of the data stand in one small file, status.js, and not in the
// pages, so that a new row does not change them all.
interface Status {
  date: string;
  rows: string;
  refused: string;
}

const coverage = document.querySelector<HTMLElement>("[data-coverage]");
const facts = (window as { gongshiStatus?: Status }).gongshiStatus;
if (coverage?.dataset.coverage && facts) {
  coverage.textContent = coverage.dataset.coverage
    .replace("{date}", facts.date)
    .replace("{rows}", facts.rows)
    .replace("{refused}", facts.refused);
}

// Elder mode, on every page: the link ?mode=elder switches it, and the choice is
// kept. Without storage the address alone decides.
const KEY = "gongshi.mode";
const ELDER = "elder";

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is refused, for example in private windows
  }
}

function store(mode: string): void {
  try {
    localStorage.setItem(KEY, mode);
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

const asked = new URLSearchParams(location.search).get("mode");
if (asked !== null) store(asked);
apply(asked ?? stored() ?? "");

document.addEventListener("click", (e) => {
  const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>("a.mode") : null;
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  const mode = document.documentElement.dataset.mode === ELDER ? "normal" : ELDER;
  store(mode);
  apply(mode);
});
