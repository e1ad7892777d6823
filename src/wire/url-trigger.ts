/** Parameters that say how a visitor came, not which page it is. */
const TRACKING = /^(utm_|_g|mc_)|cl(k|)id$|braid$/;

/**
 * Whether a page address is the one that a URL trigger names: a whole address, or a bare path that counts on any
 * host. The host is compared without `www.`, the path without its last slash and by upper and lower case; every
 * query pair of the trigger has to be there, and fragments and tracking parameters do not matter. What is no address
 * matches nothing.
 *
 * @example matchesTrigger("/thank-you", "https://www.shop.example/thank-you/?order=7") // true
 */
export function matchesTrigger(triggerUrl: string, pageUrl: string): boolean {
  const text = triggerUrl.trim();
  return compare(pageUrl, /^(https?:\/)?\//i.test(text) ? text : `//${text}`, (page, trigger) => {
    const { searchParams } = page;
    return (
      hostOf(page) === hostOf(trigger) &&
      pathOf(page) === pathOf(trigger) &&
      [...trigger.searchParams].every(
        ([name, value]) => TRACKING.test(name) || searchParams.getAll(name).includes(value),
      )
    );
  });
}

/**
 * Whether a page address is at a path or anywhere below it, on any host; `/` is above everything.
 *
 * @example isAtOrBelow("/admin", "https://shop.example/admin/orders?page=2") // true
 */
export function isAtOrBelow(path: string, pageUrl: string): boolean {
  return compare(pageUrl, path, (page, top) => `${pathOf(page)}/`.startsWith(`${pathOf(top)}/`));
}

/** False where either is no address; `text` is read as a link on the page would be. */
function compare(pageUrl: string, text: string, isMatch: (page: URL, other: URL) => boolean): boolean {
  try {
    const page = new URL(pageUrl);
    return /^http/.test(page.protocol) && isMatch(page, new URL(text, page));
  } catch {
    // `new URL` throws on text that is no address.
    return false;
  }
}

const hostOf = ({ host }: URL) => host.replace(/^www\./, "");
const pathOf = ({ pathname }: URL) => pathname.replace(/\/+$/, "");
