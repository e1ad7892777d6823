/** Lets a page of any origin read the answer; no credentials travel with such a request. */
export const ANY_ORIGIN = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "retry-after, etag",
} as const;

/** Answer to the preflight of the public endpoints. */
export const PREFLIGHT = {
  ...ANY_ORIGIN,
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "api-key, content-type",
  "access-control-max-age": "86400",
} as const;
