import { parseJson } from "./parse-json.ts";

/** The list that JSON holds; an empty one where it holds something else, or nothing. */
export function parseList(text: string | null): unknown[] {
  const list: unknown = parseJson(text);
  return Array.isArray(list) ? list : [];
}
