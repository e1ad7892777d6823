/**
 * A long text with its middle taken out, so that both the beginning and the end of an address can be read.
 *
 * @example cutMiddle("https://shop.example/a/very/long/path", 21) // "https://sho…long/path"
 */
export function cutMiddle(text: string, maxLength: number): string {
  const letters = Array.from(text);
  if (letters.length <= maxLength) return text;
  const start = Math.ceil((maxLength - 1) / 2);
  return `${letters.slice(0, start).join("")}…${letters.slice(letters.length - (maxLength - 1 - start)).join("")}`;
}
