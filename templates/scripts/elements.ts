// Makes elements. Text only ever becomes text nodes.

export type Child = Node | string;

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

/** Puts children in the place of those that an element has. */
export function put(e: HTMLElement, ...children: Child[]): void {
  e.textContent = ""; // replaceChildren is younger than many phones
  e.append(...children);
}

/** A button that does something. */
export function button(text: string, act: () => void, name?: string): HTMLButtonElement {
  const e = h("button", name ? { type: "button", "aria-label": name } : { type: "button" }, text);
  e.addEventListener("click", act);
  return e;
}
