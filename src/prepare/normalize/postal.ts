const MIN_POSTAL_LENGTH = 2;

/**
 * Spaces leave a postcode: the rule of this API's documentation and of Meta's, while the code of Meta's parameter
 * builder keeps inner ones. Kept apart because nothing public says which of the two forms matches.
 */
const removePostalSpaces = (postal: string) => postal.replace(/\s+/g, "");

/** A postcode in lower case, without spaces, up to the first dash; `""` when fewer than two characters are left. */
export function normalizePostal(text: string): string {
  const dash = text.indexOf("-");
  const postal = removePostalSpaces(dash < 0 ? text : text.slice(0, dash)).toLowerCase();
  return postal.length < MIN_POSTAL_LENGTH ? "" : postal;
}
