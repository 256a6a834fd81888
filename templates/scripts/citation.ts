// Fills in what a citation cannot hold in a page that does not change every day: the day
// on which the reader is here, and the day of the data. And copies it.

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

const box = document.querySelector<HTMLElement>(".citation[data-words]");
if (box) {
  const w = JSON.parse(box.dataset.words!) as CitationStrings;
  box.querySelectorAll<HTMLElement>(".accessed").forEach((e) => {
    e.textContent = e.dataset.form!.replace("{date}", today());
  });
  const asOf = box.querySelector(".as-of");
  const status = window.gongshiStatus;
  if (asOf && status) {
    const date = document.createElement("span");
    date.className = "num";
    date.textContent = status.date;
    asOf.replaceChildren(date);
  }
  box.querySelectorAll<HTMLElement>("p.cite").forEach((text) => {
    const line = document.createElement("p");
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "button";
    button.textContent = w.copy;
    said.className = "meta";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => {
      void copied(text).then((ok) => (said.textContent = ok ? w.copied : w.refused));
    });
    line.className = "cite-copy";
    line.append(button, " ", said);
    text.after(line);
  });
}
