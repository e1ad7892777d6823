import type { Net, NetAnswer } from "../types.ts";

type PostOptions = Parameters<Net["post"]>[2];

const NO_ANSWER: NetAnswer = { status: 0, text: "", retryAfter: null };

/** The browser's own ways out. Bodies go as `text/plain`, which needs no preflight from another origin. */
export function createNet(): Net {
  return {
    // Asked for at each request: pages take fetch away, and consent tools put theirs in its place.
    post: (url, body, options) =>
      typeof fetch === "function" ? postByFetch(url, body, options) : postByXhr(url, body, options),
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

async function postByFetch(url: string, body: string, { keepalive, timeoutMs }: PostOptions): Promise<NetAnswer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  // fetch rejects on network failure, on abort, and at once where a policy or a full keepalive quota forbids it: to the
  // sender all of these are "no answer yet".
  try {
    const response = await fetch(url, { method: "POST", body, keepalive, credentials: "omit", signal: abort.signal });
    // Read to the end even where nobody needs the text: the keepalive quota is only freed then.
    const text = await response.text();
    return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
  } catch {
    return NO_ANSWER;
  } finally {
    clearTimeout(timer);
  }
}

function postByXhr(url: string, body: string, { timeoutMs }: PostOptions): Promise<NetAnswer> {
  return new Promise((resolve) => {
    // Constructing, opening and sending throw where a page or a policy forbids them.
    try {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.timeout = timeoutMs;
      request.onloadend = () =>
        resolve({
          status: request.status,
          text: request.responseText,
          retryAfter: request.status ? request.getResponseHeader("retry-after") : null,
        });
      request.send(body);
    } catch {
      resolve(NO_ANSWER);
    }
  });
}
