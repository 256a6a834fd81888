// Fills in what a citation cannot hold in a page that does not change every day: the day
// on which the reader is here, and the day of the data. And copies it.
import { button, h, put } from "./elements";
import { said as words } from "./said";

interface CitationStrings {
  copy: string;
  copied: string;
  refused: string;
}

/** Today by the reader's clock. */
function today(): string {
  const d = new Date();
  return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** Copies the text of an element; where the browser refuses, the text is left selected. */
async function copied(e: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(e.textContent!.trim());
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(e);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return document.execCommand("copy"); // old browsers, and those inside other programs
  }
}

const w = words<CitationStrings>("citation");
document.querySelectorAll<HTMLElement>(".citation").forEach((box) => {
  if (!w) {
    return;
  }
  box.querySelectorAll<HTMLElement>(".accessed").forEach((e) => {
    e.textContent = e.dataset.form!.replace("{date}", today());
  });
  const asOf = box.querySelector<HTMLElement>(".as-of");
  const status = window.gongshiStatus;
  if (asOf && status) {
    put(asOf, h("span", { class: "num" }, status.date));
  }
  box.querySelectorAll<HTMLElement>("p.cite").forEach((text) => {
    const said = h("span", { class: "meta", role: "status" });
    const copy = button(w.copy, () => void copied(text).then((ok) => (said.textContent = ok ? w.copied : w.refused)));
    copy.className = "button";
    text.after(h("p", { class: "cite-copy" }, copy, " ", said));
  });
});
