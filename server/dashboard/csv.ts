/** What a spreadsheet takes as the beginning of a formula, also in its full-width forms and after blanks. */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

/** Characters that turn, hide or join text, as JSON writes them; controls too. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028-\u202f\ufff9-\uffff]/gu;

const spell = (character: string) =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** One cell, quoted; a text that a spreadsheet would run is made a text by an apostrophe. */
export function toCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const shown = value.replace(UNSEEN, spell);
  return `"${(FORMULA.test(value) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}

/** One line of a CSV file, with the line end that RFC 4180 asks for. */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

/** JSON in which no character turns or hides the text around it; it reads back the same. */
export function toPlainJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, spell);
}
