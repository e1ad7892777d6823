/** The text of a customer value: strings as they are, numbers written out (`external_id: 12345`), all else `""`. */
export function readText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  return "";
}
