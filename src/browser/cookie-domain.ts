import type { CookieJar } from "../types.ts";

const PROBE = "_pf_probe";

/**
 * The widest domain that may have cookies of this page: of `www.shop.co.uk` it is `shop.co.uk`. Tried out from the
 * shortest up, since the list of public suffixes is the browser's and far too large to ship. Undefined where cookies
 * belong to the host alone (an IP address, `localhost`) or are blocked.
 */
export function findCookieDomain({ readCookie, writeCookie }: CookieJar): string | undefined {
  const labels = location.hostname.split(".");
  // No domain ends in a digit, and every IPv4 address does.
  for (let count = 2; count <= labels.length && !/\d$/.test(location.hostname); count++) {
    const domain = labels.slice(-count).join(".");
    writeCookie(PROBE, "1", { domain });
    if (readCookie(PROBE)) {
      writeCookie(PROBE, "", { domain, maxAgeSeconds: 0 });
      return domain;
    }
  }
  return undefined;
}
