// The order of rows by a column. What is not given comes last, whichever way: it is no
// zero. Rows that are equal stay in the order of the list.
import type { Row } from "./table-rows";
import type { Kind } from "./table-words";

// Chinese is compared as it is read, in pinyin; numbers within names by their value.
const collator = new Intl.Collator("zh", { numeric: true });

/** The number that a cell begins with; not a number where there is none. */
export function numberOf(key: string): number {
  const m = /-?\d[\d,]*(?:\.\d+)?/.exec(key);
  return m ? parseFloat(m[0].replace(/,/g, "")) : NaN;
}

export function sorted(rows: Row[], column: number, kind: Kind, down: boolean): Row[] {
  const sign = down ? -1 : 1;
  const numeric = kind === "number" || kind === "rank";
  const keyed = rows.map((row) => {
    const { key } = row.cells[column]!;
    const n = numeric ? numberOf(key) : 0;
    return { row, key, n, none: key === "" || Number.isNaN(n) };
  });
  keyed.sort((a, b) => {
    if (a.none || b.none) return +a.none - +b.none || a.row.place - b.row.place;
    const order = numeric ? a.n - b.n : kind === "date" ? (a.key < b.key ? -1 : +(a.key > b.key)) : collator.compare(a.key, b.key);
    return sign * order || a.row.place - b.row.place;
  });
  return keyed.map(({ row }) => row);
}
