/**
 * The object's own property, or `undefined`: for a missing one, for an inherited one (pages add keys to
 * `Object.prototype`), and when the page's getter or proxy throws, since one broken field must not cost the event.
 */
export function readOwnProperty(object: object, key: string): unknown {
  try {
    // Object.hasOwn came with Chrome 93 and Safari 15.4, long after the browsers we serve.
    return Object.getOwnPropertyDescriptor(object, key) && (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}
