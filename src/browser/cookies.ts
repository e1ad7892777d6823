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
