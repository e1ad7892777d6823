import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** What came back, or why nothing did. */
export type PostResult =
  | { kind: "answered"; status: number; headers: IncomingHttpHeaders; text: string }
  | { kind: "unanswered"; error: string };

/** Posts JSON. It never rejects and follows no redirect, which would take the token elsewhere. */
export interface Post {
  (url: string, body: string): Promise<PostResult>;
  /** Drops idle connections. */
  close(): void;
}

/** Meta answers most calls within 600 ms; connecting is given this long. */
export const CONNECT_TIMEOUT_MS = 1500;
/** A request that was sent may have been counted, so giving up on it early risks a double. */
export const TOTAL_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/** A poster with its own connection pool and time limits. */
export function createPost({ connectMs = CONNECT_TIMEOUT_MS, totalMs = TOTAL_TIMEOUT_MS } = {}): Post {
  const options = { keepAlive: true, maxSockets: 64 };
  const http = { request: httpRequest, agent: new HttpAgent(options) };
  const https = { request: httpsRequest, agent: new HttpsAgent(options) };

  const post = (url: string, body: string) =>
    new Promise<PostResult>((resolve) => {
      const { request, agent } = url.startsWith("https:") ? https : http;
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const outgoing = request(url, { method: "POST", agent, headers } satisfies RequestOptions);
      const fail = (error: string) => {
        resolve({ kind: "unanswered", error });
        outgoing.destroy();
      };
      const total = setTimeout(() => fail(`no answer within ${totalMs / 1000} seconds`), totalMs);
      const connect = setTimeout(() => fail(`no connection within ${connectMs / 1000} seconds`), connectMs);
      outgoing.on("socket", (socket) => {
        const connected = () => clearTimeout(connect);
        if (socket.connecting) socket.once(url.startsWith("https:") ? "secureConnect" : "connect", connected);
        else connected();
      });
      outgoing.on("close", () => {
        clearTimeout(total);
        clearTimeout(connect);
      });
      outgoing.on("error", (error: NodeJS.ErrnoException) => fail(`the connection failed (${error.code ?? "broken"})`));
      // Such an answer is no response, and the request counts as closed with it.
      outgoing.on("upgrade", (_response, socket) => {
        socket.destroy();
        fail("the answer is of another protocol");
      });
      outgoing.on("response", (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
        });
        response.on("error", () => fail("the answer broke off"));
        response.on("aborted", () => fail("the answer broke off"));
        response.on("end", () => {
          const { statusCode = 0, headers } = response;
          resolve({ kind: "answered", status: statusCode, headers, text: Buffer.concat(chunks).toString() });
        });
      });
      outgoing.end(body);
    });

  return Object.assign(post, {
    close: () => {
      http.agent.destroy();
      https.agent.destroy();
    },
  });
}
