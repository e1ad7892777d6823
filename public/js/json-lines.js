// @ts-check
import { fieldNote, isHash } from "./field-notes.js";

/** Longest text shown of one value, in UTF-16 code units; copying still gives all of it. */
const MAX_SHOWN_LENGTH = 400;

/**
 * One line of a pretty-printed payload.
 *
 * @typedef {object} JsonLine
 * @property {number} depth
 * @property {string} key The quoted key with its colon, or "".
 * @property {"string" | "number" | "word" | "hash" | "bracket"} kind
 * @property {string} text What is shown: the JSON of a value, shortened if it is a hash or very long.
 * @property {string} full What is copied: a hash in full.
 * @property {string} end A comma, or "".
 * @property {string} note A plain sentence beside the value, or "".
 */

/** Characters that turn, hide or join text (bidirectional marks, zero widths, controls), as JSON writes them. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/**
 * Text with every invisible or direction-changing character spelt out, so that it cannot pose as another text.
 *
 * @param {string} text
 */
export function spellUnseen(text) {
  return text.replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {string} text */
const quote = (text) => spellUnseen(JSON.stringify(text));

/**
 * A payload as lines, one key a line; any JSON value.
 *
 * @param {unknown} value
 * @returns {JsonLine[]}
 */
export function jsonLines(value) {
  return linesOf(value, { depth: 0, key: "", name: "", end: "" });
}

/** @param {unknown} value @param {{ depth: number, key: string, name: string, end: string }} place @returns {JsonLine[]} */
function linesOf(value, place) {
  if (typeof value === "object" && value !== null) {
    const isList = Array.isArray(value);
    const entries = isList
      ? value.map((item) => ["", item])
      : Object.entries(value).filter(([, item]) => item !== undefined);
    const [open, close] = isList ? ["[", "]"] : ["{", "}"];
    if (!entries.length) return [bracket(place, open + close, place.end)];
    return [
      bracket(place, open, ""),
      ...entries.flatMap(([key, item], index) =>
        linesOf(item, {
          depth: place.depth + 1,
          key: isList ? "" : `${quote(key)}: `,
          name: isList ? place.name : key,
          end: index < entries.length - 1 ? "," : "",
        }),
      ),
      bracket({ ...place, key: "" }, close, place.end),
    ];
  }
  return [{ depth: place.depth, key: place.key, end: place.end, note: fieldNote(place.name, value), ...shown(value) }];
}

/** @param {{ depth: number, key: string }} place @param {string} text @param {string} end @returns {JsonLine} */
function bracket({ depth, key }, text, end) {
  return { depth, key, kind: "bracket", text, full: text, end, note: "" };
}

/** @param {unknown} value @returns {Pick<JsonLine, "kind" | "text" | "full">} */
function shown(value) {
  if (typeof value !== "string") {
    const text = JSON.stringify(value) ?? "null";
    return { kind: typeof value === "number" ? "number" : "word", text, full: text };
  }
  if (isHash(value)) return { kind: "hash", text: `${value.slice(0, 8)}…${value.slice(-6)}`, full: value };
  const text = quote(value);
  if (value.length <= MAX_SHOWN_LENGTH) return { kind: "string", text, full: value };
  const start = quote(value.slice(0, MAX_SHOWN_LENGTH)).slice(0, -1);
  return { kind: "string", text: `${start}…" (${value.length} characters)`, full: value };
}
