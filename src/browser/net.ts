import type { Net, NetAnswer } from "../types.ts";

const NO_ANSWER: NetAnswer = { status: 0, text: "", retryAfter: null };

/** The browser's own ways out. Bodies go as `text/plain`, which needs no preflight from another origin. */
export function createNet(): Net {
  return {
    async post(url, body, { keepalive, timeoutMs }) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), timeoutMs);
      // fetch rejects on network failure, on abort, and synchronously where a policy or a full keepalive quota forbids
      // it: to the sender all of these are "no answer yet".
      try {
        const response = await fetch(url, {
          method: "POST",
          body,
          keepalive,
          credentials: "omit",
          signal: abort.signal,
        });
        // Read to the end even where nobody needs the text: the keepalive quota is only freed then.
        const text = await response.text();
        return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
      } catch {
        return NO_ANSWER;
      } finally {
        clearTimeout(timer);
      }
    },
    beacon(url, body) {
      // Older engines throw instead of answering false when the body is too large.
      try {
        return navigator.sendBeacon(url, body);
      } catch {
        return false;
      }
    },
  };
}
