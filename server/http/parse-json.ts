/** The value of a JSON text, which may start with a byte order mark as some senders and editors write it. Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
}
