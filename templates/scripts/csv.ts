// CSV for people with a spreadsheet: the same guard and quotes as Go's
// internal/opendata, which says why.

/** What a spreadsheet may overlook in front of a formula. */
const BLANKS = /^[\s\p{Cc}\p{Cf}]+/u;
const SIGNED = /^[+-](?:0|[1-9]\d{0,10})(?:\.\d+)?$/;
const PLAIN = /^(?:[1-9]\d{0,10}|0)$/;
const NUMERAL = /^[\d\-/.:eE+,%¥￥$ 年月日时分秒]*$/;
const MONTH = /^(?:\d+[-/ ]?)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[-/ .,]*\d*$/iu;
const LONGEST_MONTH = "September-2023".length;

/** Full-width and small forms of ASCII characters, and the minus sign, in ASCII. */
function narrow(s: string): string {
  return s
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[−﹣]/g, "-")
    .replace(/﹢/g, "+")
    .replace(/﹦/g, "=")
    .replace(/﹫/g, "@");
}

/** Makes a text safe to be opened in a spreadsheet. */
export function guard(text: string): string {
  const s = text.replace(/\r\n?/g, "\n");
  const first = narrow(s.replace(BLANKS, ""));
  if (first === "" || SIGNED.test(s)) return s;
  if (/^[=+\-@]/.test(first) || /^[\t\n]/.test(s)) return `'${s}`;
  return damaged(first) ? `\t${s}` : s;
}

/** Whether a spreadsheet would make a number or a date of a text. */
function damaged(s: string): boolean {
  if (PLAIN.test(s)) return false;
  return /\d/.test(s) && (NUMERAL.test(s) || (s.length <= LONGEST_MONTH && MONTH.test(s)));
}

/** Rows as a file: with a byte order mark, for Excel, and CRLF. */
export function csv(rows: string[][]): string {
  const cell = (s: string): string => (/[,"\r\n]|^[ \t\uFEFF]|[ \t]$/.test(s) ? `"${s.replace(/"/g, '""')}"` : s);
  return "\uFEFF" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}
