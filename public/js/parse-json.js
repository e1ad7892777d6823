// @ts-check

/**
 * An object from what somebody typed, or one sentence that says what to mend and where.
 *
 * @param {string} text Empty text counts as an empty object.
 * @param {string} name What the text is called on the page, e.g. `customData`.
 * @returns {{ value: Record<string, unknown> } | { problem: string }}
 */
export function parseJson(text, name) {
  if (!text.trim()) return { value: {} };
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `${name} is not JSON yet: ${explain(String(error), text)}` };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
  const found = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return { problem: `${name} has to be an object in braces, such as {"value": 40}; this is ${found}.` };
}

/** @param {string} error @param {string} text */
function explain(error, text) {
  const at = positionOf(error, text);
  const where = at === undefined ? "" : `line ${lineOf(text, at)}: `;
  const near = at === undefined ? text : text.slice(Math.max(0, at - 1));
  if (/'/.test(near.slice(0, 2))) return `${where}write texts in double quotes ("), not single ones.`;
  if (/^[\s,]*[}\]]/.test(near)) return `${where}there is a comma after the last entry; take it out.`;
  if (/^[{,\s]*[A-Za-z_$][\w$]*\s*:/.test(near)) return `${where}write the key in double quotes, such as "value".`;
  if (at !== undefined && at >= text.trimEnd().length)
    return "it ends too early; a closing quote, bracket or brace is missing.";
  return `${where || "somewhere "}a comma, colon, quote or brace is missing or too many.`;
}

/** Engines word their errors differently; each tells a position or a line and column, or neither. */
/** @param {string} error @param {string} text */
function positionOf(error, text) {
  const position = /position (\d+)/.exec(error);
  if (position) return Number(position[1]);
  const lineAndColumn = /line (\d+) column (\d+)/.exec(error);
  if (lineAndColumn) {
    const lines = text.split("\n").slice(0, Number(lineAndColumn[1]) - 1);
    return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(lineAndColumn[2]) - 1;
  }
  return /end of (JSON|data|input)|Unterminated|EOF/i.test(error) ? text.length : undefined;
}

/** @param {string} text @param {number} position */
function lineOf(text, position) {
  return text.slice(0, position).split("\n").length;
}
