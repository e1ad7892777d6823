import type { Clock, CookieJar } from "../types.ts";

/**
 * Opens the page's cookies. What was read counts until something is written or the microtask after it: reading keeps the
 * page waiting for another process of the browser, and one look at the visitor's consent and identity reads a dozen.
 */
export function createCookieJar(clock: Pick<Clock, "soon">): CookieJar {
  /** The cookie string. */
  let seen: string | undefined;
  const forget = () => {
    seen = undefined;
  };
  const writeCookie: CookieJar["writeCookie"] = (name, value, { maxAgeSeconds, domain } = {}) => {
    forget();
    const age = maxAgeSeconds === undefined ? "" : `;max-age=${maxAgeSeconds}`;
    const secure = location.protocol === "https:" ? ";secure" : "";
    // Throws in a sandboxed frame without same-origin rights; there are no cookies to be had there.
    try {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and younger than our browsers
      document.cookie = `${name}=${value};path=/;samesite=lax${secure}${age}${domain ? `;domain=${domain}` : ""}`;
    } catch {}
  };
  return {
    readCookie(name) {
      const start = `${name}=`;
      // Throws where writing does.
      try {
        if (seen === undefined) clock.soon(forget);
        seen ??= document.cookie;
        return seen
          .split("; ")
          .find((pair) => pair.startsWith(start))
          ?.slice(start.length);
      } catch {
        return undefined;
      }
    },
    writeCookie,
    removeCookie(name) {
      const labels = location.hostname.split(".");
      // Of no domain: of this host alone.
      for (const domain of ["", ...labels.map((_label, index) => labels.slice(index).join("."))]) {
        writeCookie(name, "", { maxAgeSeconds: 0, domain });
      }
    },
  };
}
