import type { Net, NetAnswer, NetReader } from "../types.ts";

/** What `fetch` is told, and as much of it as the old way understands. */
interface Request {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  keepalive?: boolean;
  credentials?: RequestCredentials;
}

const NO_ANSWER: NetAnswer = { status: 0, text: "", retryAfter: null };

/**
 * The browser's own ways out. Bodies go as `text/plain`, which needs no preflight from another origin.
 *
 * An ingest below the page's own domain may set cookies, so requests to it carry them; `readDomain` tells that domain once
 * it is known. Where a request with cookies has failed they stay at home: an ingest that does not allow them would never
 * be heard.
 */
export function createNet(readDomain: () => string | undefined): Net & NetReader {
  let isRefused = false;
  return {
    async post(url, body, { keepalive, timeoutMs }) {
      const domain = readDomain();
      const isOwn = !isRefused && domain !== undefined && `.${new URL(url).hostname}`.endsWith(`.${domain}`);
      const request: Request = { method: "POST", body, keepalive, credentials: isOwn ? "include" : "same-origin" };
      // Asked for at each request: pages take fetch away, and consent tools put theirs in its place.
      const answer = await (typeof fetch === "function" ? askByFetch : postByXhr)(url, request, timeoutMs);
      isRefused ||= isOwn && !answer.status;
      return answer;
    },
    get: (url, { apiKey, timeoutMs }) => askByFetch(url, { headers: { "api-key": apiKey } }, timeoutMs),
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

function askByFetch(url: string, request: Request, timeoutMs: number): Promise<NetAnswer> {
  const abort = new AbortController();
  const ask = async () => {
    const response = await fetch(url, {
      ...request,
      // The page that a redirect leads to (a login, a portal) answers 200 to anything: no receipt of ours.
      redirect: "error",
      signal: abort.signal,
    });
    // Read to the end even where nobody needs the text: the keepalive quota is only freed then.
    const text = await response.text();
    return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
  };
  return new Promise((resolve) => {
    const giveUp = () => resolve(NO_ANSWER);
    // A page may have put a fetch in place that knows no signal: the time is up for us all the same.
    setTimeout(() => {
      giveUp();
      abort.abort();
    }, timeoutMs);
    // fetch rejects on network failure, on abort, and at once where a policy or a full keepalive quota forbids it: to the
    // sender all of these are "no answer yet".
    ask().then(resolve, giveUp);
  });
}

function postByXhr(url: string, { body, credentials }: Request, timeoutMs: number): Promise<NetAnswer> {
  return new Promise((resolve) => {
    // Constructing, opening and sending throw where a page or a policy forbids them.
    try {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.timeout = timeoutMs;
      request.withCredentials = credentials === "include";
      request.onloadend = () => {
        const { status, responseText: text } = request;
        const retryAfter = request.getResponseHeader("retry-after");
        // Redirects cannot be forbidden here, only seen.
        resolve(request.responseURL === url ? { status, text, retryAfter } : NO_ANSWER);
      };
      request.send(body);
    } catch {
      resolve(NO_ANSWER);
    }
  });
}
