/**
 * What stands at a path such as `Osano.cm.getConsent().MARKETING`; `args` go to the calls in it.
 *
 * Values count only as own properties: a key of `Object.prototype` and a form named like a platform are none. Throws
 * where something before the last step is missing, and what the page's own functions throw.
 */
export function readPath(root: object, path: string, args: readonly unknown[] = []): unknown {
  let value: unknown = root;
  for (const step of path.split(".")) {
    const name = step.replace("()", "");
    const owner = value as Record<string, unknown>;
    const found = name !== step || Object.getOwnPropertyDescriptor(owner, name) ? owner[name] : undefined;
    value = name === step || typeof found !== "function" ? found : found.apply(owner, args);
  }
  return value;
}
