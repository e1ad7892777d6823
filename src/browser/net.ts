import type { Net, NetAnswer, NetReader } from "../types.ts";

type PostOptions = Parameters<Net["post"]>[2];

const NO_ANSWER: NetAnswer = { status: 0, text: "", retryAfter: null };

/** The browser's own ways out. Bodies go as `text/plain`, which needs no preflight from another origin. */
export function createNet(): Net & NetReader {
  return {
    // Asked for at each request: pages take fetch away, and consent tools put theirs in its place.
    post: (url, body, options) =>
      typeof fetch === "function" ? askByFetch(url, { method: "POST", body }, options) : postByXhr(url, body, options),
    get: (url, { apiKey, timeoutMs }) =>
      askByFetch(url, { headers: { "api-key": apiKey } }, { keepalive: false, timeoutMs }),
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

function askByFetch(url: string, what: RequestInit, { keepalive, timeoutMs }: PostOptions): Promise<NetAnswer> {
  const abort = new AbortController();
  return new Promise((resolve) => {
    // A page may have put a fetch in place that knows no signal: the time is up for us all the same.
    const timer = setTimeout(() => {
      resolve(NO_ANSWER);
      abort.abort();
    }, timeoutMs);
    const request = async () => {
      const response = await fetch(url, {
        ...what,
        keepalive,
        credentials: "omit",
        // The page that a redirect leads to (a login, a portal) answers 200 to anything: no receipt of ours.
        redirect: "error",
        signal: abort.signal,
      });
      // Read to the end even where nobody needs the text: the keepalive quota is only freed then.
      const text = await response.text();
      return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
    };
    // fetch rejects on network failure, on abort, and at once where a policy or a full keepalive quota forbids it: to the
    // sender all of these are "no answer yet".
    request()
      .catch(() => NO_ANSWER)
      .then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
  });
}

function postByXhr(url: string, body: string, { timeoutMs }: PostOptions): Promise<NetAnswer> {
  return new Promise((resolve) => {
    // Constructing, opening and sending throw where a page or a policy forbids them.
    try {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.timeout = timeoutMs;
      request.onloadend = () => {
        // Redirects cannot be forbidden here, only seen.
        const isOurs = request.status > 0 && request.responseURL === url;
        resolve(
          isOurs
            ? {
                status: request.status,
                text: request.responseText,
                retryAfter: request.getResponseHeader("retry-after"),
              }
            : NO_ANSWER,
        );
      };
      request.send(body);
    } catch {
      resolve(NO_ANSWER);
    }
  });
}
