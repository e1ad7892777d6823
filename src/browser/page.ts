import type { PageFacts } from "../types.ts";

/** Address and referrer as they are now, uncleaned: they may hold personal data and go nowhere but into `cleanUrl`. */
export function readPage(): PageFacts {
  return { url: location.href, referrer: document.referrer };
}

/**
 * Calls back once the visitor can see the page: at once on an ordinary page, at activation on a prerendered one, and
 * never on a prerendered page that is thrown away.
 */
export function whenActivated(callback: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener("prerenderingchange", callback, { once: true });
  } else {
    callback();
  }
}

/** The languages of the page and of its visitor, most important first. */
export function readLanguages(): readonly string[] {
  const { lang } = document.documentElement;
  return [...(lang ? [lang] : []), ...(navigator.languages ?? [])];
}

/** How the browser names itself. */
export function readUserAgent(): string {
  return navigator.userAgent;
}

/** Addresses of everything that this document has asked for so far, as far as the browser remembers. */
export function readRequests(): readonly string[] {
  return performance.getEntriesByType("resource").map(({ name }) => name);
}
