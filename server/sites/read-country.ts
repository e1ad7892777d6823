import type { IncomingHttpHeaders } from "node:http";

/**
 * The visitor's country in two lower-case letters, from the header that a CDN sets; undefined when there is none.
 * CDNs write XX for unknown and T1 for Tor.
 */
export function readCountry(headers: IncomingHttpHeaders, countryHeader: string | null): string | undefined {
  const value = countryHeader === null ? undefined : headers[countryHeader];
  const country = String(value ?? "")
    .trim()
    .toLowerCase();
  return /^[a-z]{2}$/.test(country) && country !== "xx" ? country : undefined;
}
