// Opens what is folded where it is wanted: at the target of a link, which not every browser
// does by itself, and on paper.

function openTarget(): void {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  let opened = false;
  for (let e = target.closest("details"); e; e = e.parentElement?.closest("details") ?? null) {
    opened ||= !e.open;
    e.open = true;
  }
  if (opened) target.scrollIntoView();
}

/** What is folded on a screen and stands open on paper. */
const ON_PAPER = "details.earlier:not([open])";

export function folded(): void {
  openTarget();
  window.addEventListener("hashchange", openTarget);
  openOnPaper(() => document.querySelectorAll<HTMLDetailsElement>(ON_PAPER));
}

/** Opens what is folded while it is printed. */
export function openOnPaper(which: () => NodeListOf<HTMLDetailsElement>): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(which());
    opened.forEach((e) => (e.open = true));
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((e) => (e.open = false));
    opened = [];
  });
}
