// @ts-check

/**
 * Where a text stops being JSON. Engines word this differently and some tell no position, so we look ourselves.
 *
 * @typedef {object} JsonFault
 * @property {number} at Position of the first character that does not belong; the text's length when it ends too early.
 * @property {"value" | "key" | "colon" | "comma" | "end"} expected What JSON has there instead.
 * @property {string} before The last piece that was read, e.g. `,`; `""` at the start.
 */

const SPACE = /[ \t\n\r]*/y;
const TEXT = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * The first fault of a text; null when it is JSON.
 *
 * @param {string} text
 * @returns {JsonFault | null}
 */
export function findJsonFault(text) {
  /** The braces and brackets that are open, outermost first. @type {string[]} */
  const open = [];
  /** @type {JsonFault["expected"]} */
  let expected = "value";
  let at = 0;
  let before = "";

  const take = (/** @type {RegExp} */ pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const afterValue = () => (open.length ? "comma" : "end");

  for (;;) {
    at += take(SPACE).length;
    if (at >= text.length) return expected === "end" ? null : { at, expected, before };
    const char = text.charAt(at);
    const closes = char === "}" || char === "]";
    const mayClose = expected === "comma" || before === "{" || before === "[";
    let piece = char;
    if (closes && mayClose && open.at(-1) === (char === "}" ? "{" : "[")) {
      open.pop();
      expected = afterValue();
    } else if (expected === "value" && (char === "{" || char === "[")) {
      open.push(char);
      expected = char === "{" ? "key" : "value";
    } else if (expected === "comma" && char === ",") {
      expected = open.at(-1) === "{" ? "key" : "value";
    } else if (expected === "colon" && char === ":") {
      expected = "value";
    } else if (expected === "key" && take(TEXT)) {
      piece = take(TEXT);
      expected = "colon";
    } else if (expected === "value" && (take(TEXT) || take(PLAIN))) {
      piece = take(TEXT) || take(PLAIN);
      expected = afterValue();
    } else {
      return { at, expected, before };
    }
    at += piece.length;
    before = piece;
  }
}
