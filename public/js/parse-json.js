// @ts-check
import { findJsonFault } from "./json-fault.js";
import { jsonHint } from "./json-hint.js";

/**
 * An object from what somebody typed, or one sentence that says what to mend and where.
 *
 * @param {string} text Empty text counts as an empty object.
 * @param {string} name What the text is called on the page, e.g. `customData`.
 * @returns {{ value: Record<string, unknown> } | { problem: string }}
 */
export function parseJson(text, name) {
  if (!text.trim()) return { value: {} };
  const fault = findJsonFault(text);
  if (fault) return { problem: `${name} is not JSON yet: line ${lineOf(text, fault)}: ${jsonHint(text, fault)}` };
  const value = JSON.parse(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
  const found = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return { problem: `${name} has to be an object in braces, such as {"value": 40}; this is ${found}.` };
}

/** @param {string} text @param {import("./json-fault.js").JsonFault} fault */
function lineOf(text, { at, before }) {
  const passed = text.slice(0, at);
  // What is missing at the end, or too many before it, is to be mended where the last piece stands.
  const isAtLast = at === text.length || (before === "," && /[}\]]/.test(text.charAt(at)));
  return (isAtLast ? passed.trimEnd() : passed).split("\n").length;
}
