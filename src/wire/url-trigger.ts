/** Parameters that say how a visitor came, not which page it is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|ttclid|twclid|li_fat_id|mc_[ce]id|_ga|_gl)$/;

/**
 * Whether a page address is the one that a URL trigger names: a whole address, or a bare path that counts on any
 * host. The host is compared without `www.`, the path without its last slash and by upper and lower case; every
 * query pair of the trigger has to be there, and fragments and tracking parameters do not matter. What is no address
 * matches nothing.
 *
 * @example matchesTrigger("/thank-you", "https://www.shop.example/thank-you/?order=7") // true
 */
export function matchesTrigger(triggerUrl: string, pageUrl: string): boolean {
  const page = parse(pageUrl.trim());
  const text = triggerUrl.trim();
  const isPath = text.charAt(0) === "/" && text.charAt(1) !== "/";
  const trigger = page && parse(isPath ? page.origin + text : /^https?:/i.test(text) ? text : `https://${text}`);
  if (!page || !trigger || !text) return false;
  if (hostOf(page) !== hostOf(trigger) || pathOf(page) !== pathOf(trigger)) return false;
  let matches = true;
  trigger.searchParams.forEach((value, name) => {
    if (!TRACKING.test(name) && page.searchParams.getAll(name).indexOf(value) < 0) matches = false;
  });
  return matches;
}

function parse(address: string): URL | undefined {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    // No address at all.
    return undefined;
  }
}

const hostOf = ({ host }: URL) => host.replace(/^www\./, "");
const pathOf = ({ pathname }: URL) => pathname.replace(/\/+$/, "");
