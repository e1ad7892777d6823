import { readSameSite } from "./same-site.ts";

/** Lets a page of any origin read the answer; no credentials travel with such a request. */
export const ANY_ORIGIN = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "retry-after, etag",
} as const;

/** Answer to the preflight of the public endpoints, beside who may read. */
export const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "api-key, content-type",
  "access-control-max-age": "86400",
} as const;

/**
 * Who may read the answer to a request with these headers: any origin, and none of them with credentials, but for pages
 * of the ingest's own site (the same registrable domain), whose requests may carry cookies. Those name their origin,
 * since a browser keeps the answer to a request with credentials from the page otherwise: the tag would never see its
 * receipt and send for ever. An origin that a site's list refuses gets `ANY_ORIGIN`, as a stranger does.
 */
export function corsHeaders({ origin, host }: { origin?: string; host?: string }): Record<string, string> {
  if (origin === undefined || !readSameSite(origin, host)) return ANY_ORIGIN;
  return {
    ...ANY_ORIGIN,
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    vary: "Origin",
  };
}
