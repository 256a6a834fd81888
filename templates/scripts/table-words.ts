// What the script of tables says (internal/site/said.go).

/** How a column is sorted: by reading, by number, by day, or by a rank that is not its text. */
export type Kind = "text" | "number" | "date" | "rank";

export interface TableStrings {
  find: string;
  more: string;
  all: string;
  sort: string;
  own: string;
  clear: string;
  count: string;
  total: string;
  sorted: string;
  restored: string;
  busy: string;
  failed: string;
  next: string;
  none: string;
  over: string;
  search: string;
  colon: string;
  comma: string;
  /** What it means to sort upwards and downwards. */
  ways: Record<Kind, [up: string, down: string]>;
}
