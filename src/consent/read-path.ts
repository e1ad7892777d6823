/**
 * What stands at a path such as `Osano.cm.getConsent().MARKETING`; `args` go to the calls in it.
 *
 * Values count only as own properties: a key of `Object.prototype` and a form named like a platform are none. Functions
 * may be inherited. Throws where something before the last step is missing, and what the page's own functions throw.
 */
export const readPath = (root: object, path: string, args: readonly unknown[]): unknown =>
  path.split(".").reduce<unknown>((value, step) => {
    const owner = value as Record<string, unknown>;
    const name = step.replace("()", "");
    const found = owner[name];
    if (typeof found === "function") return name === step ? found : found.apply(owner, args);
    return Object.getOwnPropertyDescriptor(owner, name) && found;
  }, root);
