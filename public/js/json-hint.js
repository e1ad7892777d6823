// @ts-check

/** @typedef {import("./json-fault.js").JsonFault} JsonFault */
/** @typedef {JsonFault["expected"]} Expected */

/**
 * What to write instead. The first row that fits is said: what JSON has there, what stands there, and, where it
 * matters, the piece before it.
 *
 * @type {{ expected?: Expected[], found: RegExp, before?: RegExp, says: string }[]}
 */
const HINTS = [
  { found: /^$/, says: "it ends too early; a closing quote, bracket or brace is missing." },
  { found: /^['‘’‚]/, says: 'write texts in straight double quotes ("), not single ones.' },
  { found: /^[“”„«»]/, says: 'write texts in straight double quotes ("), not curly ones.' },
  { found: /^(\/[/*]|#|<!--)/, says: "JSON has no comments; take this one out." },
  { found: /^\s/, says: "there is an unusual space; type an ordinary one instead." },

  {
    expected: ["comma", "end"],
    before: /^-?0$/,
    found: /^\d/,
    says: "a number does not begin with 0; take the zero out, or write it as a text in double quotes.",
  },
  {
    expected: ["key"],
    before: /^,$/,
    found: /^\d/,
    says: "write numbers without a comma and decimals with a point, such as 1.5.",
  },
  { expected: ["value"], found: /^\+/, says: "write the number without a plus sign." },
  { found: /^\.(?!\.)/, says: "write a digit before and after the decimal point, such as 0.5." },

  {
    expected: ["key", "value"],
    found: /^"(?:[ !#-[\]-\u{10ffff}]|\\.)*[\r\n]/u,
    says: "a text ends on its own line; close its quote, or write \\n for a line break in it.",
  },
  {
    expected: ["key", "value"],
    found: /^"(?:[ !#-[\]-\u{10ffff}]|\\.)*\\?$/u,
    says: "it ends too early; a closing quote, bracket or brace is missing.",
  },
  {
    expected: ["key", "value"],
    found: /^"(?:[ !#-[\]-\u{10ffff}]|\\.)*\p{Cc}/u,
    says: "a text holds an invisible character; take it out (a tab is written \\t).",
  },
  { expected: ["key", "value"], found: /^"/, says: "a backslash in a text is written twice: \\\\." },

  { expected: ["value"], before: /^$/, found: /./, says: 'begin with a brace, such as {"value": 40}.' },
  { expected: ["end"], before: /^[^}\]]/, found: /./, says: 'put it in braces, such as {"value": 40}.' },
  { expected: ["end"], found: /^[}\]]/, says: "there is a closing brace or bracket too many; take it out." },
  { expected: ["end"], found: /./, says: "something follows after the closing brace; take it out." },

  {
    expected: ["key", "value"],
    before: /^,$/,
    found: /^[}\]]/,
    says: "there is a comma after the last entry; take it out.",
  },
  { expected: ["value"], before: /^:$/, found: /^[}\],]/, says: "the value after the colon is missing." },
  { found: /^[}\]]/, says: "a brace { is closed with }, and a bracket [ with ]." },
  { expected: ["key", "value"], found: /^,/, says: "there is a comma too many; take it out." },

  {
    expected: ["value"],
    found: /^-?(NaN|Infinity|undefined)\b/,
    says: "JSON has no NaN, Infinity or undefined; write a number, or null.",
  },
  { expected: ["value"], found: /^(true|false|null|none)\b/i, says: "write true, false and null in small letters." },
  { expected: ["value"], found: /^[\p{L}_$]/u, says: "write the text in double quotes." },
  { expected: ["value"], found: /./, says: "write a value: a text in double quotes, a number, true, false or null." },
  { expected: ["key"], found: /./, says: 'write the key in double quotes, such as "value".' },
  { expected: ["colon"], found: /./, says: "write a colon between the key and its value." },
  { expected: ["comma"], found: /./, says: "write a comma between two entries." },
];

/**
 * A sentence that says what to write instead of what stands at a fault.
 *
 * @param {string} text
 * @param {JsonFault} fault
 */
export function jsonHint(text, { at, expected, before }) {
  const rest = text.slice(at);
  const hint = HINTS.find(
    (one) => one.found.test(rest) && (one.expected?.includes(expected) ?? true) && (one.before?.test(before) ?? true),
  );
  return hint?.says ?? "something here does not belong.";
}
