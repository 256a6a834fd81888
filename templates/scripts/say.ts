// Makes texts of the forms that pages hand over.

/** Puts values into the slots of a form, which it chooses by n. */
export function say(form: string, slots: Record<string, string | number> = {}): string {
  const [one = "", other = one] = form.split("|");
  return (slots.n === 1 ? one : other).replace(/\{(\w+)\}/g, (_, name: string) => {
    const v = slots[name] ?? "";
    return typeof v === "number" ? grouped(v) : v;
  });
}

/** A number with separators. */
export function grouped(n: number | string): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
