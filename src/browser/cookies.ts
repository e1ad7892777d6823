import type { CookieReach } from "../types.ts";

/** Value of a first-party cookie as it stands in the cookie string, or undefined. */
export function readCookie(name: string): string | undefined {
  // Reading throws in a sandboxed frame without same-origin rights; there are no cookies to be had there.
  try {
    const start = `${name}=`;
    return document.cookie
      .split("; ")
      .find((pair) => pair.startsWith(start))
      ?.slice(start.length);
  } catch {
    return undefined;
  }
}

/**
 * Writes a first-party cookie for all paths, `value` as it is to stand in the cookie string. Tells nothing of success:
 * who needs to know reads it back.
 */
export function writeCookie(name: string, value: string, { maxAgeSeconds, domain }: CookieReach = {}): void {
  const age = maxAgeSeconds === undefined ? "" : `;max-age=${maxAgeSeconds}`;
  const secure = location.protocol === "https:" ? ";secure" : "";
  // Throws where reading does.
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and younger than our browsers
    document.cookie = `${name}=${value};path=/;samesite=lax${secure}${age}${domain ? `;domain=${domain}` : ""}`;
  } catch {}
}

/** Removes a cookie from this host and from every domain above it, whoever wrote it there. */
export function removeCookie(name: string): void {
  writeCookie(name, "", { maxAgeSeconds: 0 });
  const labels = location.hostname.split(".");
  for (const index of labels.keys()) writeCookie(name, "", { maxAgeSeconds: 0, domain: labels.slice(index).join(".") });
}
