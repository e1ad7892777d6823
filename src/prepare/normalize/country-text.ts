/** The lower-case alpha-2 code that a name stands for; `""` when it is none or not known. */
export type CountryLookup = (name: string) => string;

/** Text before, within and behind the last pair of parentheses. */
const PARENTHESES = /^(.*)\(([^()]*)\)([^()]*)$/;

/**
 * Finds the one country that a display text such as `United States (US)` names; `""` for none or two. The lookups are
 * asked in turn, so that a costly one is spared when a cheap one knows.
 */
export function readCountryText(text: string, lookUps: readonly CountryLookup[]): string {
  const [, before = "", inside = "", behind = ""] = PARENTHESES.exec(text) || [];
  let outer = "";
  let inner = "";
  for (const lookUp of lookUps) {
    outer = lookUp(before + behind);
    // An insertion, as in WooCommerce's "United States (US) Minor Outlying Islands", does not count.
    inner = behind.trim() ? outer : lookUp(inside);
    const found = lookUp(text) || (outer === inner && outer);
    if (found) return found;
  }
  return outer && inner ? "" : outer || inner;
}
